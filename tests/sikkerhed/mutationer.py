"""The shipped form, damaged: bytes turned and cut, elements and attributes moved, doubled, dropped and overwritten.

What comes of it is judged here in one place: either an error of our own, in bounds, or a form that makes a document
whose parts are XML and which can be read back. Anything else (any other exception, above all) is a fault.
"""

from __future__ import annotations

import io
import zipfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import strategies as st
from lxml import etree

from generator.errors import GeneratorError
from generator.store.forms import compile_formular
from generator.word.form import render_document, render_docx
from tests.unit.word import byg

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.word.form import CompiledForm

FOLDER = Path(__file__).parents[2] / "templates" / "lbf-2019-26"
MAX_TOLD = 100_000  # characters of an error
WORDS = (
    "", "0", "-1", "x", "999999999999", "\U0001f600", "&<\"'>", "rId1", "rIdHeader", "http://x.dk", "../..",
    "External", "{{ plan.navn }}", "{{", "}}", "{% for x in delaftale.delmaal %}", "{%p endfor %}", "{%tr if x %}",
    "{# x #}", "{%", " DDEAUTO x ", "begin", "restart", "ListBullet", "word/header1.xml", "application/xml", " ",
    "\N{NO-BREAK SPACE}",
)  # fmt: skip
"""What attributes and texts are overwritten with."""

ELEMENTS = (
    "p", "r", "t", "tbl", "tr", "tc", "tcPr", "pPr", "gridSpan", "vMerge", "fldChar", "instrText", "txbxContent",
    "hyperlink", "bookmarkStart", "sectPr", "footnoteReference", "sym", "altChunk", "ins",
)  # fmt: skip
"""What elements are renamed to, or get inside them."""


@cache
def shipped() -> tuple[bytes, bytes, Mapping[str, bytes]]:
    """Return the shipped form, its form.yaml, and its parts."""
    docx = (FOLDER / "delaftale.docx").read_bytes()
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return docx, (FOLDER / "form.yaml").read_bytes(), parts


def judge(docx: bytes, roller: bytes) -> str:
    """Return "refused" or "made". Raises: AssertionError, or whatever went wrong."""
    told = ""
    form: CompiledForm | None = None
    try:
        form = compile_formular(docx, roller, "lille")
    except GeneratorError as error:
        told = str(error)
    if form is None:
        assert 0 < len(told) < MAX_TOLD
        return "refused"
    for name, text in byg.parts_of(render_docx(form, byg.indhold())).items():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(text.encode())
    assert render_document(form, byg.indhold()).language
    return "made"


def bytes_changed(data: bytes) -> st.SearchStrategy[bytes]:
    """Return `data` with some bytes turned, cut out or put in twice."""
    place = st.integers(0, len(data))
    change = st.tuples(st.sampled_from(("turn", "cut", "double", "end")), place, st.integers(1, 255))

    def apply(changes: list[tuple[str, int, int]]) -> bytes:
        result = data
        for kind, at, number in changes:
            if kind == "turn":
                result = result[:at] + bytes(byte ^ number for byte in result[at : at + 1]) + result[at + 1 :]
            elif kind == "cut":
                result = result[:at] + result[at + number :]
            elif kind == "double":
                result = result[:at] + result[at : at + number] * 2 + result[at + number :]
            else:
                result = result[:at]
        return result

    return st.lists(change, min_size=1, max_size=4).map(apply)


def part_bytes_changed() -> st.SearchStrategy[bytes]:
    """Return the form with the bytes of one part changed, packed again so that it can be opened."""
    parts = shipped()[2]
    one = st.sampled_from(sorted(parts)).flatmap(lambda name: st.tuples(st.just(name), bytes_changed(parts[name])))
    return one.map(lambda item: byg.package({**parts, item[0]: item[1]}))


@st.composite
def trees_changed(draw: st.DrawFn) -> bytes:
    """Return the form with elements, attributes and texts of one or two parts changed; each is still XML."""
    parts = dict(shipped()[2])
    for name in draw(st.lists(st.sampled_from(sorted(parts)), min_size=1, max_size=2, unique=True)):
        root = etree.fromstring(parts[name])
        for _ in range(draw(st.integers(1, 4))):
            _change(draw, root)
        parts[name] = etree.tostring(root)
    return byg.package(parts)


def _change(draw: st.DrawFn, root: etree._Element) -> None:
    elements = list(root.iter(etree.Element))
    element, other = (elements[draw(st.integers(0, len(elements) - 1))] for _ in range(2))
    word = draw(st.sampled_from(WORDS))
    kind = draw(st.sampled_from(("drop", "double", "swap", "move", "text", "attribute", "forget", "rename", "add")))
    parent = element.getparent()
    if kind == "text":
        element.text = word
    elif kind == "attribute":
        names = [str(key) for key in element.attrib] or [f"{{{byg.W}}}val"]
        element.set(draw(st.sampled_from(names)), word)
    elif kind == "forget" and element.attrib:
        del element.attrib[draw(st.sampled_from([str(key) for key in element.attrib]))]
    elif kind in ("rename", "add"):
        tag = f"{{{byg.W}}}{draw(st.sampled_from(ELEMENTS))}"
        if kind == "rename":
            element.tag = tag
        else:
            etree.SubElement(element, tag).text = word
    elif parent is not None and kind == "drop":
        parent.remove(element)
    elif parent is not None and kind == "double":
        copy = etree.fromstring(etree.tostring(element, with_tail=False))
        parent.insert(parent.index(element), copy)
    elif parent is not None and kind in ("swap", "move") and element not in [other, *other.iterancestors()]:
        (other.addnext if kind == "swap" and other.getparent() is not None else other.append)(element)

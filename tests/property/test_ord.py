"""Law of reading back: every word that a Word file shows stands in the `Document`, which all other formats come from.

Looked for by a reader that knows nothing of ours: each piece of text (`w:t`) of each part that a page shows, in order.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree

from generator.document.blocks import Run, walk_inlines
from generator.errors import FormError, PackageError
from generator.store.forms import compile_formular
from generator.word.form import CompiledForm, compile_form, render_document, render_docx
from tests.pdf_agreement import load_indhold
from tests.property.test_formularer import EMPTY, FULL, bodies
from tests.strategier import indhold
from tests.unit.word import byg

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.document.blocks import Block
    from generator.word.contract import Formularindhold

FOLDER = Path(__file__).parents[2] / "templates" / "lbf-2019-26"
W = f"{{{byg.W}}}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
PAGE_FIELD = re.compile(r"\s*(PAGE|NUMPAGES)\b", re.IGNORECASE)
NOTES = {
    "word_footnotes": byg.story(
        "footnotes", f'<w:footnote w:id="1">{byg.p("Første note.")}{byg.p("Mere {{ plan.navn }}.")}</w:footnote>'
    )
}


def field(code: str, shown: str) -> str:
    """Return a field as Word writes it, from mark to mark."""
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    return f"{begin}<w:r><w:instrText>{code}</w:instrText></w:r>{separate}{byg.run(shown)}{end}"


def box(text: str) -> str:
    """Return a text box as Word writes it: for itself, and once more for programs that know no shapes."""
    inner = f"<w:txbxContent>{byg.p(text)}</w:txbxContent>"
    shape = f"<w:drawing><wps:txbx>{inner}</wps:txbx></w:drawing>"
    old = f"<w:pict>{inner}</w:pict>"
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{shape}</mc:Choice><mc:Fallback>{old}</mc:Fallback>'
        "</mc:AlternateContent></w:r>"
    )


RARE = [
    field(" REF x ", "henvist"), field(" PAGE ", "7"), field(" DATE ", "{{ plan.navn }}"),
    '<w:fldSimple w:instr="REF y"><w:r><w:t>henvist kort</w:t></w:r></w:fldSimple>',
    '<w:fldSimple w:instr="PAGE"><w:r><w:t>8</w:t></w:r></w:fldSimple>',
    "<w:r><w:t>e</w:t><w:noBreakHyphen/><w:t>mail</w:t><w:softHyphen/><w:t>adresse</w:t></w:r>",
    box("I boksen {{ plan.navn }}"), '<w:ins w:id="1" w:author="a">' + byg.run("indsat") + "</w:ins>",
    "<w:smartTag>" + byg.run("mærket") + "</w:smartTag>",
    "<w:sdt><w:sdtContent>" + byg.run("i et felt") + "</w:sdtContent></w:sdt>",
]  # fmt: skip
rare = st.lists(st.sampled_from(RARE) | st.just(byg.run("ord")), max_size=5).map(lambda inner: byg.p(*inner))


@cache
def real_form() -> CompiledForm:
    return compile_formular((FOLDER / "delaftale.docx").read_bytes(), (FOLDER / "form.yaml").read_bytes(), FOLDER.name)


def form_with(kind: str, words: str, *blocks: str) -> CompiledForm:
    """Return a form whose pages show a header or footer (`kind`) with these words."""
    section = f'<w:sectPr><w:{kind}Reference w:type="default" r:id="rId1"/></w:sectPr>'
    parts = {
        "[Content_Types].xml": byg.content_types(),
        "word/document.xml": byg.document(*blocks).replace(byg.SECTION, section),
        "word/_rels/document.xml.rels": byg.rels(f'Id="rId1" Type="{byg.R}/{kind}" Target="{kind}1.xml"'),
        f"word/{kind}1.xml": byg.story({"header": "hdr", "footer": "ftr"}[kind], words),
    }
    return compile_form(byg.package(parts), byg.ROLLER, "lille")


def words_of(blocks: Sequence[Block]) -> str:
    """Return all that blocks say, whitespace apart."""
    said = (item.text for inlines in walk_inlines(tuple(blocks)) for item in inlines if isinstance(item, Run))
    return "".join("".join(said).split())


def pieces(xml: str) -> list[str]:
    """Return each `w:t` of a part that a page shows; a page number is the page's own, and a box is said once."""
    root = etree.fromstring(xml.encode())
    found = []
    codes: list[str] = []
    for element in root.iter(f"{W}fldChar", f"{W}instrText", f"{W}t"):
        if next(element.iterancestors(f"{MC}Fallback"), None) is not None:
            continue
        if element.tag == f"{W}instrText":
            codes[-1] += element.text or ""
        elif element.tag == f"{W}fldChar":
            kind = element.get(f"{W}fldCharType")
            if kind == "begin":
                codes.append("")
            elif kind == "end":
                codes.pop()
        else:
            simple = [str(each.get(f"{W}instr")) for each in element.iterancestors(f"{W}fldSimple")]
            if not any(map(PAGE_FIELD.match, [*codes, *simple])) and (text := "".join((element.text or "").split())):
                found.append(text)
    return found


def assert_words_are_kept(form: CompiledForm, content: Formularindhold) -> None:
    """Fail unless each story's pieces of text stand in its blocks, in order."""
    parts = byg.parts_of(render_docx(form, content))
    document = render_document(form, content)
    stories = {"document": document.blocks, "header": document.header, "footer": document.footer}
    for kind, blocks in stories.items():
        names = sorted(name for name in parts if re.fullmatch(rf"word/{kind}\d*\.xml", name))
        said = words_of(blocks)
        place = 0
        for name in names:
            for piece in pieces(parts[name]):
                found = said.find(piece, place)
                assert found >= 0, f"{name}: {piece!r} is not read after …{said[max(0, place - 40) : place]!r}"
                place = found + len(piece)


@settings(max_examples=4 * settings().max_examples)
@given(bodies, bodies)
def test_every_word_of_a_generated_form_is_read(body: str, header: str) -> None:
    try:
        form = form_with("header", header, body)
    except (FormError, PackageError):
        return
    for content in (FULL, EMPTY):
        assert_words_are_kept(form, content)


@given(st.lists(rare, min_size=1, max_size=4).map("".join), rare)
@example("".join(map(byg.p, RARE)), byg.p(*RARE))
def test_every_word_of_what_is_rare_is_read(body: str, footer: str) -> None:
    """Fields, text boxes, signs, insertions, controls: in a body, a table's cell and a footer."""
    form = form_with("footer", footer, body, byg.table(byg.tr(byg.tc(body))))

    assert_words_are_kept(form, FULL)


@given(st.lists(st.sampled_from([*RARE, byg.run("ord")]), max_size=4))
def test_every_word_of_a_footnote_is_read(around: list[str]) -> None:
    mark = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    form = byg.compiled(byg.p(byg.run("Før"), mark, *around), byg.p("Sidst."), **NOTES)
    assert_words_are_kept(form, FULL)

    said = words_of(render_document(form, FULL).blocks)
    navn = "".join(FULL.plan.navn.split())
    assert said.startswith("Før[1]")
    assert said.endswith(f"Sidst.[1]Førstenote.Mere{navn}.")


@given(indhold())
def test_every_word_of_the_real_form_is_read(content: Formularindhold) -> None:
    assert_words_are_kept(real_form(), content)


def test_every_word_of_the_real_agreement_is_read() -> None:
    assert len(pieces(byg.parts_of(render_docx(real_form(), load_indhold()))["word/document.xml"])) > 150
    assert_words_are_kept(real_form(), load_indhold())

"""Pieces of WordprocessingML that the rewriting of a form takes out, puts in and protects.

A `MARKER` holds a piece of Jinja until the part is serialized; then only its text is left. Braces anywhere else are
replaced by stand-ins, so that neither docxtpl nor Jinja can take the form's own text for a tag.
"""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from lxml import etree

from generator.word.bookmarks import parse_anchor
from generator.word.tags import w

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element

MARKER = "_m"
OPEN_BRACE, CLOSE_BRACE = "\ufdd0", "\ufdd1"  # two of the characters that no document may hold
_BRACES = str.maketrans({"{": OPEN_BRACE, "}": CLOSE_BRACE})
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_WORD_2010 = "{http://schemas.microsoft.com/office/word/2010/wordml}"


def marker(jinja: str, tail: str | None = None) -> _Element:
    """Return a piece of Jinja as an element, perhaps with plain text after it."""
    element = etree.Element(MARKER)
    element.text, element.tail = jinja, tail
    return element


def only_tag(jinja: str, *, row: bool) -> _Element:
    """Return a paragraph, or a row with one, that holds nothing but a tag."""
    root = etree.Element(w("tr" if row else "p"))
    paragraph = etree.SubElement(etree.SubElement(root, w("tc")), w("p")) if row else root
    etree.SubElement(etree.SubElement(paragraph, w("r")), w("t")).append(marker(jinja))
    return root


def text_run(text: str) -> _Element:
    """Return text that keeps its blanks, as it stands in a run."""
    element = etree.Element(w("t"), {_SPACE: "preserve"})
    element.text = text
    return element


def properties(element: _Element, name: str) -> _Element | None:
    """Return the properties of a run (rPr) or a paragraph (pPr): its first child, or there are none."""
    first = next(element.iterchildren(), None)
    return first if first is not None and first.tag == w(name) else None


def like(run: _Element) -> _Element:
    """Return an empty run with the looks of `run`."""
    empty = etree.Element(run.tag)
    if (looks := properties(run, "rPr")) is not None:
        empty.append(copy.deepcopy(looks))
    return empty


def replace(old: _Element, new: Sequence[_Element]) -> None:
    """Put `new` where `old` stood, without counting its siblings: a body may have thousands."""
    parent = old.getparent()
    if parent is not None:
        for element in new:
            old.addprevious(element)
        parent.remove(old)


def has_content(element: _Element, names: Sequence[str]) -> bool:
    """Return whether any WordprocessingML element of these names stands within."""
    return next(element.iter(*map(w, names)), None) is not None


def is_ordinary_text(element: _Element) -> bool:
    """Return whether the element holds words of a run in a paragraph, as a person types them."""
    parents = [parent.tag for parent in element.iterancestors()] if element.tag == w("t") else []
    return parents[:1] == [w("r")] and w("p") in parents


def protect_braces(tree: _Element) -> None:
    """Replace every brace outside the markers."""
    for element in tree.iter():
        if element.tag != MARKER and element.text:
            element.text = element.text.translate(_BRACES)
        if element.tail:
            element.tail = element.tail.translate(_BRACES)
        for name, value in element.attrib.items():
            if "{" in value or "}" in value:
                element.set(name, str(value).translate(_BRACES))


def settle_bookmarks(tree: _Element, first_id: int) -> int:
    """Number the form's own bookmarks from `first_id` on; return the next free number.

    Those that a rendering may repeat, halve or leave out go, with what an earlier rendering or Word itself left behind.
    """
    for element in tree.iter(w("p"), w("tr")):
        for name in ("paraId", "textId"):  # must be unique, and a loop would repeat them
            if element.get(_WORD_2010 + name) is not None:
                del element.attrib[_WORD_2010 + name]
    depth = 0
    marks: dict[str, list[_Element]] = {}
    for element in list(tree.iter(MARKER, w("bookmarkStart"), w("bookmarkEnd"))):
        if element.tag == MARKER:
            words = (element.text or "").split()
            depth += words[1] in ("for", "if") if words[0].startswith("{%") else 0
            depth -= words[1] in ("endfor", "endif")
            continue
        is_stale = parse_anchor(element.get(w("name")) or "") is not None or element.get(w("name")) == "_GoBack"
        marks.setdefault("" if depth or is_stale else element.get(w("id")) or "", []).append(element)
    for number, pair in marks.items():
        is_whole = number != "" and [mark.tag for mark in pair] == [w("bookmarkStart"), w("bookmarkEnd")]
        for mark in pair:
            if is_whole:
                mark.set(w("id"), str(first_id))
            else:
                replace(mark, [])
        first_id += is_whole
    return first_id

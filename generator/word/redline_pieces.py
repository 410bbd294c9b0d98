"""A paragraph as pieces: text in one looks, and things that are no text (a break, a field, a picture), each with a key.

Always so: nothing is passed over. What a paragraph may hold is listed; anything else raises, so that no content can be
missing from a comparison unseen. A field is one piece from its beginning to its end; the number that Word last worked
out for a page is no content. Source: ECMA-376 part 1 §17.3, §17.16; docs/analyse/redline.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from generator.word.redline_canon import NONE, R, canonical, canonical_children, local, words_of
from generator.word.tags import w

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping

    from lxml.etree import _Element

    from generator.word.redline_canon import Canon

OBJECT: Final = "\ufffc"
"""Stands for what is no text."""
COUNTED: Final = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF", "TOC", "INDEX", "TOA"})
"""Fields whose result Word works out from the pages: 0 changes when only that is another."""
PASSED_BY: Final = frozenset(w(name) for name in (
    "pPr", "proofErr", "permStart", "permEnd", "commentRangeStart", "commentRangeEnd",
    "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd",
))  # fmt: skip
_NO_CONTENT: Final = frozenset((w("rPr"), w("lastRenderedPageBreak"), w("annotationRef")))
_PLAIN: Final = frozenset(w(name) for name in (
    "rPr", "t", "delText", "tab", "br", "cr", "fldChar", "instrText", "delInstrText", "noBreakHyphen", "softHyphen",
    "sym", "footnoteReference", "endnoteReference",
))  # fmt: skip
_RIGID: Final = frozenset({"txbxContent", "object", "ruby", "control", "textbox"})
BOOKMARKS: Final = (w("bookmarkStart"), w("bookmarkEnd"))
_R, _T, _HYPERLINK, _FLD_SIMPLE, _FLD_CHAR = w("r"), w("t"), w("hyperlink"), w("fldSimple"), w("fldChar")
_R_PR, _INSTR, _DEL_TEXT, _DEL_INSTR = w("rPr"), w("instrText"), w("delText"), w("delInstrText")
_NOTES: Final = (w("footnoteReference"), w("endnoteReference"))
_MATH: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_FORMULAS: Final = (f"{_MATH}oMath", f"{_MATH}oMathPara")
_INLINE: Final = (_R, _FLD_SIMPLE, *BOOKMARKS)
_BLANKS: Final = str.maketrans("\t\n\r", "   ")


class UnknownContentError(ValueError):
    """A paragraph holds something that no comparison knows. `element` is it."""

    def __init__(self, element: _Element) -> None:
        self.element = element
        super().__init__(local(element))


class Piece(NamedTuple):
    """What stands in one looks and one link. `text`: the characters, or `OBJECT`; `key`: what an object is, else "".

    `runs` are the elements that an object is made of, () for text; `part` is the one in that run which is meant, None
    for all of them. `properties` are those of the run, `wrapper` the link that it stands in. `is_rigid`: can't be
    marked as added or deleted. A piece without text is a bookmark's beginning or end.
    """

    text: str
    key: Hashable
    looks: Canon
    link: Canon
    runs: tuple[_Element, ...]
    properties: _Element | None
    wrapper: _Element | None
    is_rigid: bool = False
    part: _Element | None = None


class _Open:
    """A field that has begun: what it is made of, its code and its result so far, how deep it stands."""

    def __init__(self) -> None:
        self.runs: list[_Element] = []
        self.code, self.result, self.depth, self.has_result = "", "", 0, False
        self.objects: list[Hashable] = []


def read_pieces(
    nodes: Iterable[tuple[_Element, _Element | None]], notes: Mapping[tuple[str, str], Hashable]
) -> Iterator[Piece]:
    """Yield the pieces of runs, fields and formulas, each given with the link that it stands in.

    `notes` tells what a footnote says, by its reference's tag and id. Raises: UnknownContentError.
    """
    field: _Open | None = None
    for node, wrapper in nodes:
        link = NONE if wrapper is None else link_key(wrapper)
        if node.tag in BOOKMARKS:
            yield Piece("", "", NONE, NONE, (node,), None, None)
            continue
        if node.tag == _FLD_SIMPLE:
            if field is not None:
                field.runs.append(node)
                field.result += words_of(node)
            else:
                key = field_key(node.get(w("instr")) or "", words_of(node))
                yield Piece(OBJECT, key, NONE, link, (node,), None, wrapper)
            continue
        if node.tag != _R:
            if field is not None:
                field.runs.append(node)
                field.objects.append(canonical(node))
            else:
                yield Piece(OBJECT, canonical(node), NONE, link, (node,), None, wrapper, is_rigid=True)
            continue
        properties = next((child for child in node if child.tag == _R_PR), None)
        looks = canonical_children(properties)
        if field is None and not any(child.tag == _FLD_CHAR for child in node):
            yield from _read_run(node, (properties, looks, link, wrapper), notes)
            continue
        field = field or _Open()
        field.runs.append(node)
        _read_field_run(node, field)
        if field.depth == 0:
            shape = field_key(field.code, field.result, tuple(field.objects))
            yield Piece(OBJECT, shape, NONE, link, tuple(field.runs), None, wrapper, is_rigid=bool(field.objects))
            field = None
    if field is not None:
        raise UnknownContentError(field.runs[0])


def _read_run(
    run: _Element,
    around: tuple[_Element | None, Canon, Canon, _Element | None],
    notes: Mapping[tuple[str, str], Hashable],
) -> Iterator[Piece]:
    """Yield the pieces of a run that is in no field. `around`: its properties and looks, its link's key and element."""
    properties, looks, link, wrapper = around
    for child in run:
        tag = child.tag
        if tag in (_T, _DEL_TEXT):
            if child.text:
                text = child.text if child.text.isprintable() else child.text.translate(_BLANKS)
                yield Piece(text, "", looks, link, (), properties, wrapper)
        elif tag in _NO_CONTENT:
            continue
        elif tag in _NOTES:
            key: Hashable = (tag, notes.get((str(tag), child.get(w("id")) or ""), ""))
            yield Piece(OBJECT, key, looks, link, (run,), properties, wrapper, part=child)
        else:
            yield Piece(OBJECT, canonical(child), looks, link, (run,), properties, wrapper, is_rigid(child), child)


def _read_field_run(run: _Element, field: _Open) -> None:
    """Take a run into a field; outside its result nothing counts but its code."""
    for child in run:
        kind = child.get(w("fldCharType")) if child.tag == _FLD_CHAR else ""
        if kind == "begin":
            field.depth += 1
        elif kind == "end":
            field.depth -= 1
        elif kind == "separate":
            field.has_result = field.has_result or field.depth == 1
        elif child.tag in (_INSTR, _DEL_INSTR):
            field.code += child.text or ""
        elif child.tag in (_T, _DEL_TEXT):
            field.result += child.text or ""
        elif child.tag not in _NO_CONTENT and child.tag != _FLD_CHAR:
            field.objects += [canonical(child)] if is_rigid(child) else []
            field.result += f"<{local(child)}>"


def field_key(code: str, result: str, objects: Canon = NONE) -> Hashable:
    """Return what tells a field from another: its code, and its result unless Word counts pages for it."""
    words = code.split()
    counted = bool(words) and words[0].upper() in COUNTED
    return ("field", " ".join(words), "" if counted else result, objects)


def link_key(hyperlink: _Element) -> Canon:
    """Return where a link leads."""
    return tuple(hyperlink.get(name) or "" for name in (f"{{{R}}}id", w("anchor"), w("docLocation"), w("tgtFrame")))


def is_rigid(element: _Element) -> bool:
    """Return whether an element can't be carried by a tracked change: it has paragraphs of its own, or a program."""
    if element.tag in _PLAIN or (element.tag == _R and all(child.tag in _PLAIN for child in element)):
        return False  # nearly all
    if any(local(item) in _RIGID for item in element.iter()):
        return True
    return any(str(value).startswith("!") for item in element.iter() for key, value in item.attrib.items()
               if str(key).startswith(f"{{{R}}}"))  # fmt: skip


def walk_inline(paragraph: _Element) -> Iterator[tuple[_Element, _Element | None]]:
    """Yield what a paragraph without tracked changes is made of, each with its link. Raises: UnknownContentError."""
    for child in paragraph:
        tag = child.tag
        if tag in _INLINE or is_formula(child):
            yield child, None
        elif tag == _HYPERLINK:
            for inner in child:
                if inner.tag in PASSED_BY:
                    continue
                if inner.tag not in _INLINE:
                    raise UnknownContentError(inner)
                yield inner, child
        elif tag not in PASSED_BY:
            raise UnknownContentError(child)


def is_formula(element: _Element) -> bool:
    """Return whether an element is a formula."""
    return element.tag in _FORMULAS

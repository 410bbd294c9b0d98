"""The law of the redline, read off a document with tracked changes: what it is with all accepted, and all rejected.

Always so: this follows Word's own rules and knows nothing of how a redline was made. A deleted end joins a paragraph to
the next, whose properties hold; a deleted row takes all of it along; a table without rows is gone. What those rules
leave no place for shows as a block of its own, so that it can't be equal to anything. Source: ECMA-376 part 1
§17.13.5; docs/analyse/redline.md.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Final

from generator.word.redline_blocks import NOT_TABLE_LOOKS, count_open, say_field, shape_of
from generator.word.redline_canon import canonical_children
from generator.word.redline_paragraphs import NOT_LOOKS, Reader, is_marked, say, xml_of
from generator.word.redline_pieces import BOOKMARKS, PASSED_BY, UnknownContentError, is_formula, read_pieces
from generator.word.tags import w

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping, Sequence

    from lxml.etree import _Element

    from generator.word.redline_canon import Canon
    from generator.word.redline_pieces import Piece


class View(Enum):
    """Which document is meant. The value is the change that hides what it holds, and the one that shows it."""

    NEW = (w("del"), w("ins"))
    OLD = (w("ins"), w("del"))


_P, _TBL, _TR, _TC, _P_PR, _R_PR, _R = w("p"), w("tbl"), w("tr"), w("tc"), w("pPr"), w("rPr"), w("r")
_CONTENT: Final = (_R, w("fldSimple"))


def read_views(parent: _Element, reader: Reader) -> dict[View, list[Hashable]]:
    """Return a story as each of its two documents has it. Raises: UnknownContentError."""
    seen = {child: _see(child, reader) for child in parent.iter(_P)}
    return {view: _Story(view, reader, seen).read(parent) for view in View}


def _see(paragraph: _Element, reader: Reader) -> int | None:
    """Return what a paragraph says in both documents, None for one that has changes, or a field that is not over."""
    xml = xml_of(paragraph)
    if is_marked(xml) or (b"fldChar" in xml and count_open(paragraph)):
        return None
    return reader.say(paragraph, xml)


class _Story:
    """Reads one story. `_waiting`: what is left of paragraphs whose end is gone; `_over`: blocks of an open field."""

    def __init__(self, view: View, reader: Reader, seen: Mapping[_Element, int | None]) -> None:
        self._view, self._reader, self._seen = view, reader, seen
        self._shown: list[Hashable] = []
        self._waiting: list[Piece] | None = None
        self._over: list[_Element] = []
        self._depth = 0

    def read(self, parent: _Element) -> list[Hashable]:
        """Return the blocks of the story."""
        for child in parent:
            if child.tag == _P:
                self._take_paragraph(child)
            elif child.tag == _TBL:
                self._take_table(child)
        if self._waiting is not None:
            self._shown.append(("no end", say(self._waiting)))
        if self._over:
            self._shown.append(("no field end",))
        return self._shown

    def _take_paragraph(self, paragraph: _Element) -> None:
        said = self._seen[paragraph]
        if said is not None and self._waiting is None and not self._over:
            self._shown.append(said)
        elif (opens := 0 if said is not None else count_open(paragraph)) or self._over:
            self._take_in_field(paragraph, opens)
        else:
            pieces = [*(self._waiting or ()), *_read_paragraph(paragraph, self._view, self._reader.notes)]
            if _is_hidden(paragraph.find(f"{_P_PR}/{_R_PR}"), self._view):
                self._waiting = pieces
            else:
                self._shown.append(self._reader.number(_looks(paragraph, self._view), pieces))
                self._waiting = None

    def _take_table(self, table: _Element) -> None:
        if self._over:
            self._take_in_field(table, count_open(table))
            return
        if self._waiting:
            self._shown.append(("no place", say(self._waiting)))
        self._waiting = None
        if (shown := self._show_table(table)) is not None:
            self._shown.append(shown)

    def _show_table(self, table: _Element) -> Hashable:
        rows: list[Hashable] = []
        for row in table.iterchildren(_TR):
            if not _is_hidden(row.find(w("trPr")), self._view):
                cells = [_Story(self._view, self._reader, self._seen).read(cell) for cell in row.iterchildren(_TC)]
                rows.append((shape_of(row), tuple([tuple(cell) for cell in cells])))
        if not rows:
            return None
        properties = table.find(w("tblPr"))
        was = table.find(f"{w('tblPr')}/{w('tblPrChange')}/{w('tblPr')}")
        if self._view is View.OLD and was is not None:
            properties = was
        return ("tbl", canonical_children(properties, NOT_TABLE_LOOKS), tuple(rows))

    def _take_in_field(self, block: _Element, opens: int) -> None:
        self._depth += opens
        self._over.append(block)
        if self._depth == 0:
            if not _is_hidden(self._over[0].find(f"{_P_PR}/{_R_PR}"), self._view):
                self._shown.append(say_field(self._over))
            self._over = []


def _is_hidden(holder: _Element | None, view: View) -> bool:
    return holder is not None and holder.find(view.value[0]) is not None


def _looks(paragraph: _Element, view: View) -> Canon:
    properties = paragraph.find(_P_PR)
    if view is View.OLD and (was := paragraph.find(f"{_P_PR}/{w('pPrChange')}/{_P_PR}")) is not None:
        properties = was
    return canonical_children(properties, NOT_LOOKS)


# -- paragraphs --


def _read_paragraph(paragraph: _Element, view: View, notes: Mapping[tuple[str, str], Hashable]) -> Iterator[Piece]:
    for piece in read_pieces(_walk(paragraph, view, None), notes):
        if not piece.text:
            continue
        if view is View.OLD and piece.properties is not None:
            change = piece.properties.find(f"{w('rPrChange')}/{_R_PR}")
            if change is not None:
                yield piece._replace(looks=canonical_children(change), properties=None)
                continue
        yield piece


def _walk(parent: _Element, view: View, link: _Element | None) -> Iterator[tuple[_Element, _Element | None]]:
    for child in parent:
        tag = child.tag
        if tag in _CONTENT or is_formula(child):
            yield child, link
        elif tag == view.value[1]:
            yield from _walk(child, view, link)
        elif tag == w("hyperlink"):
            yield from _walk(child, view, child)
        elif tag not in PASSED_BY and tag not in BOOKMARKS and tag != view.value[0]:
            raise UnknownContentError(child)


def first_difference(one: Sequence[Hashable], other: Sequence[Hashable]) -> int | None:
    """Return the number of the first block in which two readings differ, None if they are equal."""
    if one == other:
        return None
    return next((nr for nr, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))

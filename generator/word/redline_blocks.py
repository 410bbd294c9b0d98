"""A story (body, header, cell) as blocks to be compared: paragraphs, tables, and fields that reach over paragraphs.

Always so: the blocks are all the story has, in order, each read once; a block's `same` tells all that the law of the
redline speaks of: words, looks, style and list level of each paragraph, rows and cells of each table. Source:
docs/analyse/redline.md.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from generator.word.bookmarks import parse_anchor
from generator.word.redline_align import TABLE, Item
from generator.word.redline_canon import canonical, canonical_children, words_of
from generator.word.redline_paragraphs import Reader, join_pieces, xml_of
from generator.word.redline_pieces import COUNTED, Piece, UnknownContentError, read_pieces, walk_inline
from generator.word.tags import w

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from lxml.etree import _Element

    from generator.word.redline_canon import Canon

_P, _TBL, _TR, _TC, _P_PR, _SECT_PR = w("p"), w("tbl"), w("tr"), w("tc"), w("pPr"), w("sectPr")
_FLD_CHAR, _INSTR, _BOOKMARK = w("fldChar"), w("instrText"), w("bookmarkStart")
NOT_TABLE_LOOKS: Final = frozenset((w("tblW"), w("tblLook")))
_COUNTED: Final = 2  # what is said of a field that Word counts pages for
_FIELD: Final = re.compile(rb'name="_f([0-9a-f]{16})_')
_ROW_LOOKS: Final = frozenset((w("tcW"), w("tblHeader"), w("cantSplit")))
_STRUCTURE: Final = frozenset(
    (w("gridSpan"), w("vMerge"), w("hMerge"), w("gridBefore"), w("gridAfter"), w("wBefore"), w("wAfter"))
)


@dataclass(eq=False)
class Afsnit:
    """A paragraph. `same` is the number of what it says; `field` the key of the field that it begins with."""

    element: _Element
    same: int
    field: str
    has_section: bool
    reader: Reader

    @property
    def said(self) -> Hashable:
        """What the law says of it."""
        return self.same

    @property
    def text(self) -> str:
        """Its words."""
        return words_of(self.element)

    @cached_property
    def _read(self) -> tuple[tuple[Piece, ...], tuple[tuple[int, _Element], ...]]:
        pieces: list[Piece] = []
        points: list[tuple[int, _Element]] = []
        at = 0
        for piece in read_pieces(walk_inline(self.element), self.reader.notes):
            if piece.text:
                pieces.append(piece)
                at += len(piece.text)
            else:
                points.append((at, piece.runs[0]))
        return tuple(join_pieces(pieces)), tuple(points)

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """What it is made of. Raises: UnknownContentError."""
        return self._read[0]

    @property
    def points(self) -> tuple[tuple[int, _Element], ...]:
        """The beginnings and ends of its bookmarks, by the number of characters before them."""
        return self._read[1]

    def as_item(self) -> Item:
        """Return what the alignment needs."""
        return Item(self.same, ("p", self.has_section), self.field, self)


@dataclass(eq=False)
class Celle:
    """A cell. `columns` is how many of the grid it covers."""

    element: _Element
    blocks: list[Block]


@dataclass(eq=False)
class Raekke:
    """A row. `shape`: rows of one shape can be each other's."""

    element: _Element
    cells: list[Celle]
    shape: Hashable

    @property
    def text(self) -> str:
        """Its words."""
        return " ".join(words_of(paragraph) for paragraph in self.element.iter(_P))

    def as_item(self) -> Item:
        """Return what the alignment needs."""
        return Item(self.same, self.shape, field_of(self.element), self, is_text=False)

    @cached_property
    def same(self) -> Hashable:
        """What it says."""
        return (self.shape, tuple([tuple([block.same for block in cell.blocks]) for cell in self.cells]))

    @property
    def said(self) -> Hashable:
        """What the law says of it."""
        return (self.shape, tuple([tuple([block.said for block in cell.blocks]) for cell in self.cells]))


@dataclass(eq=False)
class Tabel:
    """A table."""

    element: _Element
    rows: list[Raekke]
    looks: Hashable
    field: str

    @cached_property
    def same(self) -> Hashable:
        """What it says."""
        return ("tbl", self.looks, tuple([row.same for row in self.rows]))

    @property
    def said(self) -> Hashable:
        """What the law says of it."""
        return ("tbl", self.looks, tuple([row.said for row in self.rows]))

    @cached_property
    def text(self) -> str:
        """Its words."""
        return words_of(self.element)

    def as_item(self) -> Item:
        """Return what the alignment needs."""
        return Item(self.same, TABLE, self.field, self, is_text=False)


@dataclass(eq=False)
class Feltblok:
    """Paragraphs that one field reaches over, a table of contents for one. Compared as a whole."""

    elements: list[_Element]
    same: Hashable
    said: Hashable
    text: str

    def as_item(self) -> Item:
        """Return what the alignment needs."""
        return Item(self.same, ("field", self.same), "", self, is_text=False)


Block = Afsnit | Tabel | Feltblok


def read_blocks(parent: _Element, reader: Reader) -> list[Block]:
    """Return the blocks of a body, header, footer, note or cell. Raises: UnknownContentError."""
    blocks: list[Block] = []
    waiting: list[_Element] = []
    depth = 0
    for child in parent:
        if child.tag not in (_P, _TBL):
            continue
        xml = xml_of(child) if child.tag == _P else b""
        opens = count_open(child) if b"fldChar" in xml or (waiting and not xml) else 0
        depth += opens
        if waiting or opens:
            waiting.append(child)
            if depth == 0:
                blocks.append(_read_field_block(waiting))
                waiting = []
        elif xml:
            blocks.append(_read_afsnit(child, xml, reader))
        else:
            blocks.append(_read_table(child, reader))
    if waiting:
        raise UnknownContentError(next(waiting[0].iter(_FLD_CHAR)))
    return blocks


def count_open(element: _Element) -> int:
    """Return how many fields begin in an element and don't end there; negative: end there."""
    kinds = [mark.get(w("fldCharType")) for mark in element.iter(_FLD_CHAR)]
    return kinds.count("begin") - kinds.count("end")


def _read_field_block(elements: Sequence[_Element]) -> Feltblok:
    said = say_field(elements)
    is_counted = len(said) == _COUNTED
    same: Hashable = said if is_counted else tuple(canonical(element) for element in elements)
    return Feltblok(list(elements), same, said, " ".join(map(words_of, elements)))


def say_field(elements: Sequence[_Element]) -> tuple[Hashable, ...]:
    """Return what a field over several paragraphs says: its name, and its code and words unless Word counts pages."""
    code = "".join(item.text or "" for element in elements for item in element.iter(_INSTR, w("delInstrText"))).split()
    if code and code[0].upper() in COUNTED:
        return ("field", code[0].upper())
    return ("field", tuple(code), tuple(map(words_of, elements)))


def _read_afsnit(paragraph: _Element, xml: bytes, reader: Reader) -> Afsnit:
    found = _FIELD.search(xml)
    name = "" if found is None else found[1].decode()
    return Afsnit(paragraph, reader.say(paragraph, xml), name, b":sectPr" in xml, reader)


def field_of(element: _Element) -> str:
    """Return the key of the first field in an element, "" for none."""
    for mark in element.iter(_BOOKMARK):
        if (found := parse_anchor(mark.get(w("name")) or "")) is not None:
            return found.key
    return ""


def _read_table(table: _Element, reader: Reader) -> Tabel:
    rows = [_read_row(row, reader) for row in table.iterchildren(_TR)]
    looks = canonical_children(table.find(w("tblPr")), NOT_TABLE_LOOKS)
    return Tabel(table, rows, looks, field_of(table))


def _read_row(row: _Element, reader: Reader) -> Raekke:
    cells = [Celle(cell, read_blocks(cell, reader)) for cell in row.iterchildren(_TC)]
    return Raekke(row, cells, shape_of(row))


def shape_of(row: _Element) -> Hashable:
    """Return what rows must have in common to be each other's: their cells, and how these span."""
    cells = tuple(_structure(cell.find(w("tcPr"))) for cell in row.iterchildren(_TC))
    return ("tr", _structure(row.find(w("trPr"))), cells)


def _structure(properties: _Element | None) -> Canon:
    if properties is None:
        return ()
    found = []
    for child in properties:
        if child.tag == w("vMerge"):
            found.append((child.tag, child.get(w("val")) or "continue"))
        elif child.tag in _STRUCTURE:
            found.append((child.tag, child.get(w("val")) or ""))
    return tuple(found)

"""Two stories (bodies, headers, cells) merged into the new one's element, with tracked changes.

Always so: each block of both documents is written once, as staying, added or deleted; blocks of the new document that
did not change are its own elements, untouched. A story's last paragraph is always both documents' last one, for its end
can't be deleted. Rows are added and deleted with all that stands in them; rows with other cells than before are written
anew, and a table never stands next to another without something between them. Source: docs/analyse/redline.md.
"""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Final

from lxml import etree

from generator.word.redline_align import Group, align, align_equal
from generator.word.redline_blocks import Afsnit, Feltblok, Raekke, Tabel
from generator.word.redline_flow import Signs, find_hunks, whole_hunk
from generator.word.redline_flow_writer import FlowWriter
from generator.word.redline_marks import Kind
from generator.word.tags import w

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from lxml.etree import _Element

    from generator.word.redline_align import Item
    from generator.word.redline_blocks import Block, Celle
    from generator.word.redline_marks import Marker

_P, _TBL, _TR = w("p"), w("tbl"), w("tr")
_BOOKMARKS: Final = (w("bookmarkStart"), w("bookmarkEnd"))
_NUMBERED: Final = "{http://schemas.microsoft.com/"
"""Begins the names of paraId and the like: no two paragraphs may have one, and only Word's own schemas know them."""
_MOVED: Final = 3  # words that a block has at least to be known again
_REWRITTEN: Final = 0.3  # share of words in common below which a text is not compared word for word


class UnpairedSectionError(ValueError):
    """A section of one document has none in the other."""


class Merger:
    """Merges the stories of two documents. `names` are the bookmarks of the new one. Mutable: keeps what came and went.

    `coarse`: paragraphs that changed are replaced whole, rows too.
    """

    def __init__(self, marker: Marker, names: Collection[str], *, coarse: bool = False) -> None:
        self._marker, self._names, self._coarse = marker, names, coarse
        self._signs = Signs()
        self._find = whole_hunk if coarse else find_hunks
        self.deleted: list[tuple[Block | Raekke, list[_Element]]] = []
        self.added: list[tuple[Block | Raekke, list[_Element]]] = []

    def merge(self, old: Sequence[Block], new: Sequence[Block], parent: _Element) -> None:
        """Put into `parent`, which holds `new`, what both stories hold. Raises: RigidError, UnpairedSectionError."""
        merged: list[_Element] = []
        at_a = at_b = 0
        for group in [*self._pair(old, new), Group(len(old), len(old), len(new), len(new))]:
            merged += self._put_gap(old[at_a : group.a0], new[at_b : group.b0])
            merged += self._put_group(old[group.a0 : group.a1], new[group.b0 : group.b1])
            at_a, at_b = group.a1, group.b1
        others = [child for child in parent if child.tag not in (_P, _TBL)]
        head = [child for child in others if child.tag != w("sectPr")]
        parent[:] = [*head, *merged, *(child for child in others if child.tag == w("sectPr"))]

    def _align(self, old: Sequence[Item], new: Sequence[Item]) -> list[Group]:
        return align_equal(old, new) if self._coarse else align(old, new)

    # -- which blocks --

    def _pair(self, old: Sequence[Block], new: Sequence[Block]) -> list[Group]:
        """Return the groups of blocks that are each other's, the last blocks of both among them."""
        groups = self._align([block.as_item() for block in old], [block.as_item() for block in new])
        last = groups[-1] if groups else Group(0, 0, 0, 0)
        if (last.a1, last.b1) == (len(old), len(new)):
            return groups
        rest_a, rest_b = old[last.a1 :], new[last.b1 :]
        before = (*old[last.a0 : last.a1], *new[last.b0 : last.b1])
        if groups and not (rest_a and rest_b) and _can_flow((*before, *rest_a, *rest_b)):
            return [*groups[:-1], Group(last.a0, len(old), last.b0, len(new))]
        while groups and (groups[-1].a1 == len(old) or groups[-1].b1 == len(new)):
            groups.pop()
        return [*groups, Group(len(old) - 1, len(old), len(new) - 1, len(new))]

    # -- writing --

    def _put_gap(self, old: Sequence[Block], new: Sequence[Block]) -> list[_Element]:
        """Return what was deleted, then what was added; the other way round where two tables would meet."""
        gone = [element for block in old for element in self._put_whole(block, Kind.DEL)]
        come = [element for block in new for element in self._put_whole(block, Kind.INS)]
        meet = bool(gone and come) and gone[-1].tag == come[0].tag == _TBL
        return [*come, *gone] if meet else [*gone, *come]

    def _put_whole(self, block: Block, kind: Kind) -> list[_Element]:
        if isinstance(block, Afsnit):
            if block.has_section:
                raise UnpairedSectionError
            elements = [block.element]
        else:
            elements = [block.element] if isinstance(block, Tabel) else block.elements
        for element in elements:
            if kind is Kind.DEL:
                self._take_over(element)
            if element.tag == _TBL:
                for row in list(element.iterchildren(_TR)):
                    self._marker.mark_row(row, kind)
            else:
                self._marker.mark_whole(element, kind)
        (self.deleted if kind is Kind.DEL else self.added).append((block, elements))
        return elements

    def _put_group(self, old: Sequence[Block], new: Sequence[Block]) -> list[_Element]:
        if len(old) == len(new) == 1:
            one, other = old[0], new[0]
            if one.same == other.same:
                return other.elements if isinstance(other, Feltblok) else [other.element]
            if isinstance(one, Tabel) and isinstance(other, Tabel):
                return [self._merge_table(one, other)]
        before = [block for block in old if isinstance(block, Afsnit)]
        after = [block for block in new if isinstance(block, Afsnit)]
        if not before or not after:
            return []
        if before[-1].has_section != after[-1].has_section:
            raise UnpairedSectionError
        if (rest := len(before) - len(after)) and 1 in (len(before), len(after)) and _is_tail(before, after):
            return self._put_tail(before, after, Kind.DEL if rest > 0 else Kind.INS)
        return self._write(before, after)

    def _write(self, old: list[Afsnit], new: list[Afsnit], end: Kind | None = None) -> list[_Element]:
        writer = FlowWriter(old, new, self._marker, self._signs, self._is_free_of(old))
        return writer.write(self._find if _are_like(old, new) else whole_hunk, end)

    def _put_tail(self, old: list[Afsnit], new: list[Afsnit], kind: Kind) -> list[_Element]:
        """Return a paragraph and those that one side has after it: its end is theirs, the last one's is both's."""
        longer = old if kind is Kind.DEL else new
        first = self._write(old[:1], new[:1], kind)
        middle = [element for block in longer[1:-1] for element in self._put_whole(block, kind)]
        empty = Afsnit(etree.Element(_P), -1, "", has_section=False, reader=longer[0].reader)
        if kind is Kind.DEL:
            empty.element.extend(copy.deepcopy(child) for child in new[0].element if child.tag == w("pPr"))
            last = self._write(old[-1:], [empty])
        else:
            empty.element.extend(copy.deepcopy(child) for child in old[0].element if child.tag == w("pPr"))
            last = self._write([empty], new[-1:])
        return [*first, *middle, *last]

    # -- tables --

    def _merge_table(self, old: Tabel, new: Tabel) -> _Element:
        table = new.element
        self._marker.change_properties(table, "tblPr", old.element.find(w("tblPr")))
        if _count_columns(old.element) != _count_columns(table):
            self._marker.change_grid(table, old.element)
        rows: list[_Element] = []
        at_a = at_b = 0
        groups = self._align([row.as_item() for row in old.rows], [row.as_item() for row in new.rows])
        for group in [*groups, Group(len(old.rows), len(old.rows), len(new.rows), len(new.rows))]:
            rows += [self._put_row(row, Kind.DEL) for row in old.rows[at_a : group.a0]]
            rows += [self._put_row(row, Kind.INS) for row in new.rows[at_b : group.b0]]
            for one, other in zip(old.rows[group.a0 : group.a1], new.rows[group.b0 : group.b1], strict=True):
                rows.append(self._merge_row(one, other))
            at_a, at_b = group.a1, group.b1
        head = [child for child in table if child.tag != _TR]
        table[:] = [*head, *rows]
        return table

    def _put_row(self, row: Raekke, kind: Kind) -> _Element:
        if kind is Kind.DEL:
            self._take_over(row.element)
        self._marker.mark_row(row.element, kind)
        (self.deleted if kind is Kind.DEL else self.added).append((row, [row.element]))
        return row.element

    def _merge_row(self, old: Raekke, new: Raekke) -> _Element:
        if old.same != new.same:
            cells: list[tuple[Celle, Celle]] = list(zip(old.cells, new.cells, strict=True))
            for one, other in cells:
                self.merge(one.blocks, other.blocks, other.element)
        return new.element

    # -- what was moved --

    def find_moves(self) -> dict[_Element, int]:
        """Return the elements of blocks that were deleted in one place and added in another, a number for each pair."""
        waiting: dict[str, list[list[_Element]]] = {}
        for block, elements in self.deleted:
            if (words := _words(block)) and len(words.split()) >= _MOVED:
                waiting.setdefault(words, []).append(elements)
        moves: dict[_Element, int] = {}
        number = 0
        for block, elements in self.added:
            if found := waiting.get(_words(block)):
                number += 1
                moves |= dict.fromkeys([*found.pop(0), *elements], number)
        return moves

    # -- bookmarks of the old document --

    def _take_over(self, element: _Element) -> None:
        """Take out of what was deleted Word's numbers for it, and the bookmarks that can't be kept.

        These are those that the new document has too, and those that reach out of a paragraph.
        """
        for item in element.iter(_P, _TR):
            for name in [name for name in item.attrib if str(name).startswith(_NUMBERED)]:
                del item.attrib[name]
        for paragraph in element.iter(_P):
            free = self._free_ids(list(paragraph.iter(*_BOOKMARKS)))
            for mark in list(paragraph.iter(*_BOOKMARKS)):
                if (number := mark.get(w("id"))) in free:
                    mark.set(w("id"), free[number or ""])
                elif (parent := mark.getparent()) is not None:
                    parent.remove(mark)

    def _free_ids(self, marks: Sequence[_Element]) -> dict[str, str]:
        """Return new ids of the bookmarks that begin and end among `marks` and have a name of their own."""
        ends = {mark.get(w("id")) for mark in marks if mark.tag == _BOOKMARKS[1]}
        return {
            mark.get(w("id")) or "": self._marker.take_id()
            for mark in marks
            if mark.tag == _BOOKMARKS[0] and mark.get(w("id")) in ends and mark.get(w("name")) not in self._names
        }

    def _is_free_of(self, paragraphs: Sequence[Afsnit]) -> _Chooser:
        chooser = _Chooser()
        for item in paragraphs:
            chooser.ids |= self._free_ids([mark for _, mark in item.points])
        return chooser


class _Chooser:
    """Tells which bookmarks of the old document are kept, and gives them free ids. Called once for each."""

    def __init__(self) -> None:
        self.ids: dict[str, str] = {}

    def __call__(self, mark: _Element) -> bool:
        number = self.ids.get(mark.get(w("id")) or "")
        if number is not None:
            mark.set(w("id"), number)
        return number is not None


def _count_columns(table: _Element) -> int:
    return sum(1 for _ in table.iterfind(f"{w('tblGrid')}/{w('gridCol')}"))


def _words(block: Block | Raekke) -> str:
    """Return the words of a block that came or went."""
    return " ".join(block.text.split())


def _is_tail(old: Sequence[Afsnit], new: Sequence[Afsnit]) -> bool:
    """Return whether the longer side goes on where the other ends, rather than being the same text in more parts."""
    return old[0].same == new[0].same or _likeness(old[:1], new[:1]) >= _likeness(old, new)


def _likeness(old: Sequence[Afsnit], new: Sequence[Afsnit]) -> float:
    """Return how much of their words two texts have in common."""
    words_a = [word for item in old for word in item.text.split()]
    words_b = [word for item in new for word in item.text.split()]
    from rapidfuzz.distance import Indel  # noqa: PLC0415 - only paragraphs that differ need it

    return Indel.normalized_similarity(words_a, words_b)


def _can_flow(blocks: Sequence[Block]) -> bool:
    """Return whether blocks are paragraphs of one section."""
    return all(isinstance(block, Afsnit) and not block.has_section for block in blocks)


def _are_like(old: Sequence[Afsnit], new: Sequence[Afsnit]) -> bool:
    """Return whether two texts have so much in common that their words are worth comparing."""
    is_blank = not any(item.text.strip() for item in old) or not any(item.text.strip() for item in new)
    return is_blank or len(old) + len(new) > 2 or _likeness(old, new) >= _REWRITTEN  # noqa: PLR2004 - a pair

"""Some paragraphs of the old document and those of the new one written as one: what stays, what went, what came.

Always so: what is written without the added is the old text and without the deleted the new one, character by
character, because each character is written once with what it is. The last end of both sides is one and the same, which
is how Word and LibreOffice join paragraphs. Bookmarks stay where the new text has them, and around what is deleted.
Source: ECMA-376 part 1 §17.13.5; docs/analyse/redline.md.
"""

from __future__ import annotations

import copy
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from generator.word.redline_canon import SPACE
from generator.word.redline_flow import Flow, Hunk
from generator.word.redline_marks import Kind, RigidError, as_runs
from generator.word.redline_pieces import Piece
from generator.word.tags import w

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from lxml.etree import _Element

    from generator.word.redline_blocks import Afsnit
    from generator.word.redline_canon import Canon
    from generator.word.redline_flow import Signs
    from generator.word.redline_marks import Marker

_R, _T, _P, _P_PR, _R_PR = w("r"), w("t"), w("p"), w("pPr"), w("rPr")


class _Written(NamedTuple):
    """Something written: `kind` None: stays."""

    kind: Kind | None
    link: Canon
    wrapper: _Element | None
    elements: list[_Element]


class FlowWriter:
    """Writes one group of paragraphs. `is_free` tells whether a bookmark of the old document may be kept."""

    def __init__(
        self,
        old: Sequence[Afsnit],
        new: Sequence[Afsnit],
        marker: Marker,
        signs: Signs,
        is_free: Callable[[_Element], bool],
    ) -> None:
        self._old, self._new, self._marker = old, new, marker
        self._a = Flow([item.pieces for item in old], signs)
        self._b = Flow([item.pieces for item in new], signs)
        self._points_a = _shift(old, self._a, is_free)
        self._points_b = _shift(new, self._b, lambda _: True)
        self._items: list[_Written | _Element] = []
        self._paragraphs: list[_Element] = []

    def write(self, find: Callable[[str, str], list[Hunk]], end: Kind | None = None) -> list[_Element]:
        """Return the paragraphs; `find` says what is changed, `end` what happened to the last end. Raises: RigidError.

        None: it is both documents'; else one of them goes on with it.
        """
        size_a, size_b = len(self._a.text), len(self._b.text)
        at_a = at_b = 0
        for hunk in [*find(self._a.text, self._b.text), Hunk(size_a, size_a, size_b, size_b)]:
            self._keep(at_a, at_b, hunk.b0)
            self._delete(hunk.a0, hunk.a1)
            self._insert(hunk.b0, hunk.b1)
            at_a, at_b = hunk.a1, hunk.b1
        self._flush_a(size_a)
        self._flush_b(size_b)
        if end is None:
            self._end(self._new[-1], None, self._old[-1])
        else:
            self._end((self._old if end is Kind.DEL else self._new)[-1], end)
        return self._paragraphs

    # -- what stays, goes and comes --

    def _keep(self, a0: int, b0: int, b1: int) -> None:
        """Write characters `b0` to `b1`, which stay; in the old text they begin at `a0`."""
        shift = a0 - b0
        for piece, first, last in _slices(self._b, b0, b1, [at for at, _ in self._points_b]):
            self._flush_b(first)
            self._flush_a(first + shift)
            if isinstance(piece, int):
                ends = next(item for item, _, _ in _slices(self._a, first + shift, last + shift, ()))
                self._end(self._new[piece], None, self._old[ends if isinstance(ends, int) else -1])
                continue
            for was, start, stop in _slices(self._a, first + shift, last + shift, ()):
                if isinstance(was, Piece):
                    self._keep_piece(was, piece, start, stop, shift)

    def _keep_piece(self, was: Piece, piece: Piece, start: int, stop: int, shift: int) -> None:
        if was.link != piece.link:
            self._put(Kind.DEL, was, self._a, start, stop)
            self._put(Kind.INS, piece, self._b, start - shift, stop - shift)
            return
        self._put(None, piece, self._b, start - shift, stop - shift)
        if was.looks != piece.looks:
            written = self._items[-1]
            if isinstance(written, _Written):
                self._marker.change_properties(written.elements[0], "rPr", was.properties)

    def _delete(self, a0: int, a1: int) -> None:
        for piece, first, last in _slices(self._a, a0, a1, ()):
            self._flush_a(first)
            if isinstance(piece, int):
                self._end(self._old[piece], Kind.DEL)
            else:
                self._put(Kind.DEL, piece, self._a, first, last)

    def _insert(self, b0: int, b1: int) -> None:
        for piece, first, last in _slices(self._b, b0, b1, [at for at, _ in self._points_b]):
            self._flush_b(first)
            if isinstance(piece, int):
                self._end(self._new[piece], Kind.INS)
            else:
                self._put(Kind.INS, piece, self._b, first, last)

    def _put(self, kind: Kind | None, piece: Piece, flow: Flow, first: int, last: int) -> None:
        if piece.is_rigid and kind is not None:
            raise RigidError(piece.runs[0])
        start = flow.starts[bisect_right(flow.starts, first) - 1]
        if piece.runs:
            elements = _copies(piece, kind)
        else:
            elements = [text_run(piece.text[first - start : last - start], piece.properties)]
        self._items.append(_Written(kind, piece.link, piece.wrapper, elements))

    def _flush_a(self, at: int) -> None:
        while self._points_a and self._points_a[0][0] <= at:
            mark = copy.copy(self._points_a.pop(0)[1])
            mark.tail = None
            self._items.append(mark)

    def _flush_b(self, at: int) -> None:
        while self._points_b and self._points_b[0][0] <= at:
            self._items.append(copy.copy(self._points_b.pop(0)[1]))

    # -- paragraphs --

    def _end(self, source: Afsnit, kind: Kind | None, old: Afsnit | None = None) -> None:
        """End the paragraph at hand with the properties of `source`; `old`: those that it had."""
        paragraph = etree.Element(_P)
        if kind is not Kind.DEL:
            for name, value in source.element.attrib.items():
                paragraph.set(name, value)
        if (properties := source.element.find(_P_PR)) is not None:
            paragraph.append(copy.deepcopy(properties))
        if old is not None:
            self._marker.change_properties(paragraph, "pPr", old.element.find(_P_PR))
        if kind is not None:
            self._marker.mark_paragraph(paragraph, kind)
        self._fill(paragraph)
        self._paragraphs.append(paragraph)

    def _fill(self, paragraph: _Element) -> None:
        """Put what is written into the paragraph: neighbours of one kind in one change, of one link in one link."""
        link: Canon = ()
        parent = paragraph
        waiting: list[_Element] = []
        kind: Kind | None = None

        def flush() -> None:
            if waiting and kind is not None:
                parent.append(self._marker.wrap(waiting, kind))
            else:
                parent.extend(waiting)
            waiting.clear()

        for item in self._items:
            if not isinstance(item, _Written):
                flush()
                parent.append(item)
                continue
            if item.link != link or item.kind is not kind:
                flush()
                kind = item.kind
            if item.link != link:
                link, parent = item.link, paragraph
                if item.wrapper is not None:
                    parent = etree.SubElement(
                        paragraph, item.wrapper.tag, {str(k): str(v) for k, v in item.wrapper.attrib.items()}
                    )
            waiting += item.elements
        flush()
        self._items = []


def text_run(text: str, properties: _Element | None) -> _Element:
    """Return a run with text that keeps its blanks."""
    run = etree.Element(_R)
    if properties is not None:
        run.append(copy.deepcopy(properties))
    etree.SubElement(run, _T, {SPACE: "preserve"}).text = text
    return run


def _copies(piece: Piece, kind: Kind | None) -> list[_Element]:
    """Return the elements of an object, a simple field written out where it is marked."""
    if piece.part is not None:
        run = etree.Element(_R)
        if piece.properties is not None:
            run.append(copy.deepcopy(piece.properties))
        run.append(copy.deepcopy(piece.part))
        return [run]
    elements = [copy.deepcopy(element) for element in piece.runs]
    if kind is None:
        return elements
    return [run for element in elements for run in (as_runs(element) if element.tag == w("fldSimple") else [element])]


def _shift(
    paragraphs: Sequence[Afsnit], flow: Flow, is_wanted: Callable[[_Element], bool]
) -> list[tuple[int, _Element]]:
    """Return the bookmarks' beginnings and ends by where they stand in the whole row of characters."""
    return [
        (start + at, mark)
        for item, start in zip(paragraphs, flow.bounds, strict=True)
        for at, mark in item.points
        if is_wanted(mark)
    ]


def _slices(flow: Flow, first: int, last: int, cuts: Sequence[int]) -> Iterator[tuple[Piece | int, int, int]]:
    """Yield what stands from `first` to `last`, piece by piece, cut also at `cuts` (ascending)."""
    number = bisect_right(flow.starts, first) - 1
    inner = [at for at in cuts if first < at < last]
    while first < last:
        stop = min(last, flow.starts[number + 1])
        while inner and inner[0] <= first:
            inner.pop(0)
        if inner and inner[0] < stop:
            stop = inner[0]
        yield flow.pieces[number], first, stop
        if stop == flow.starts[number + 1]:
            number += 1
        first = stop

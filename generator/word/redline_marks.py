"""Tracked changes as Word writes them: around runs, on paragraph marks and rows, and on properties.

Always so: ids are unique and apart from those of bookmarks, all changes have one author and one moment, `w:del` holds
`w:delText` and never `w:t`, blanks are kept, and no change stands inside another (LibreOffice loses the outer one).
Source: ECMA-376 part 1 §17.13.5; fejl-hos-andre 3, 4, 6, 8, 9, 11, 12, 23.
"""

from __future__ import annotations

import copy
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from lxml import etree

from generator.word.redline_canon import SPACE, canonical_children
from generator.word.redline_pieces import is_formula, is_rigid
from generator.word.tags import w

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from lxml.etree import _Element


class Kind(StrEnum):
    """What happened to something; the value is Word's element."""

    INS = "ins"
    DEL = "del"


class RigidError(ValueError):
    """Something that no tracked change can carry would have to be marked. `element` is it."""

    def __init__(self, element: _Element) -> None:
        self.element = element
        super().__init__(element.tag)


_ID: Final = w("id")
_R, _R_PR, _P_PR, _TR_PR, _T = w("r"), w("rPr"), w("pPr"), w("trPr"), w("t")
_FLD_SIMPLE, _HYPERLINK = w("fldSimple"), w("hyperlink")
_DELETED: Final = {w("t"): w("delText"), w("instrText"): w("delInstrText")}
_NOT_IN_OLD: Final = {"pPr": (w("rPr"), w("sectPr"), w("pPrChange"))}


class Marker:
    """Makes tracked changes. Mutable: it counts the ids, from `first` on."""

    def __init__(self, author: str, moment: datetime, first: int) -> None:
        self._who = {_ID: "", w("author"): author, w("date"): moment.strftime("%Y-%m-%dT%H:%M:%SZ")}
        self.next_id = first

    def take_id(self) -> str:
        """Return an id that nothing has."""
        self.next_id += 1
        return str(self.next_id - 1)

    def make(self, name: str) -> _Element:
        """Return an empty change."""
        self.next_id += 1
        change = etree.Element(w(name), self._who)
        change.set(_ID, str(self.next_id - 1))
        return change

    def wrap(self, runs: Iterable[_Element], kind: Kind) -> _Element:
        """Return runs, which are not used elsewhere, as added or deleted. Raises: RigidError."""
        change = self.make(kind)
        for run in runs:
            if is_formula(run) or is_rigid(run):
                raise RigidError(run)
            if kind is Kind.DEL:
                as_deleted(run)
            change.append(run)
        return change

    # -- paragraphs and rows --

    def mark_paragraph(self, paragraph: _Element, kind: Kind) -> None:
        """Mark the end of a paragraph as added or deleted."""
        properties = _first_child(paragraph, _P_PR)
        looks = next((child for child in properties if child.tag == _R_PR), None)
        if looks is None:
            looks = etree.Element(_R_PR)
            late = next((nr for nr, child in enumerate(properties) if child.tag in _NOT_IN_OLD["pPr"]), len(properties))
            properties.insert(late, looks)
        looks.insert(0, self.make(kind))

    def mark_whole(self, paragraph: _Element, kind: Kind, *, with_end: bool = True) -> None:
        """Mark all that a paragraph holds as added or deleted, and its end. Raises: RigidError."""
        self._mark_children(paragraph, kind)
        if with_end:
            self.mark_paragraph(paragraph, kind)

    def _mark_children(self, parent: _Element, kind: Kind) -> None:
        waiting: list[_Element] = []
        children: list[_Element] = []

        def flush() -> None:
            if waiting:
                children.append(self.wrap(waiting, kind))
                waiting.clear()

        for child in list(parent):
            if child.tag == _R:
                waiting.append(child)
            elif child.tag == _FLD_SIMPLE:
                waiting.extend(as_runs(child))
            elif is_formula(child):
                raise RigidError(child)
            else:
                flush()
                if child.tag == _HYPERLINK:
                    self._mark_children(child, kind)
                children.append(child)
        flush()
        parent[:] = children

    def mark_row(self, row: _Element, kind: Kind) -> None:
        """Mark a row, and all that stands in it: without that its words would stay when it is accepted or rejected.

        Raises: RigidError.
        """
        for paragraph in row.iter(w("p")):
            self.mark_whole(paragraph, kind)
        for inner in list(row.iter(w("tr"))):
            properties = inner.find(_TR_PR)
            if properties is None:
                properties = etree.Element(_TR_PR)
                etree.SubElement(
                    properties, w("cantSplit"), {w("val"): "0"}
                )  # the schema asks for one besides the change
                at = next((nr for nr, child in enumerate(inner) if child.tag != w("tblPrEx")), len(inner))
                inner.insert(at, properties)
            late = next((nr for nr, child in enumerate(properties) if child.tag == w("trPrChange")), len(properties))
            properties.insert(late, self.make(kind))

    # -- properties --

    def change_properties(self, holder: _Element, name: str, old: _Element | None) -> None:
        """Note in `holder` that its properties `name` were `old`, if they were others."""
        tag, apart = w(name), frozenset(_NOT_IN_OLD.get(name, ()))
        new = holder.find(tag)
        if canonical_children(new, apart) == canonical_children(old, apart):
            return
        if new is None:
            new = etree.Element(tag)
            at = next((nr for nr, child in enumerate(holder) if child.tag != w("tblPrEx")), len(holder))
            holder.insert(at, new)
        change = self.make(f"{name}Change")
        was = etree.SubElement(change, tag)
        if old is not None:
            was.extend(copy.deepcopy(child) for child in old if child.tag not in apart)
        new.append(change)

    def change_grid(self, table: _Element, old: _Element) -> None:
        """Note that a table's columns were those of `old`, if they were others."""
        new, before = table.find(w("tblGrid")), old.find(w("tblGrid"))
        if new is None or before is None or canonical_children(new) == canonical_children(before):
            return
        change = etree.SubElement(new, w("tblGridChange"), {w("id"): self.take_id()})
        change.append(copy.deepcopy(before))


def as_deleted(run: _Element) -> None:
    """Turn a run's words into deleted ones, blanks kept."""
    for child in run.iter(*_DELETED):
        if child.tag == _T or child.text:
            child.set(SPACE, "preserve")
        child.tag = _DELETED[str(child.tag)]


def as_runs(field: _Element) -> list[_Element]:
    """Return a simple field written out as runs, since a change may hold nothing else."""
    code = etree.Element(w("instrText"), {SPACE: "preserve"})
    code.text = field.get(w("instr")) or ""
    inner = [child for child in field if child.tag == _R]
    return [_mark_run("begin"), _run_of(code), _mark_run("separate"), *inner, _mark_run("end")]


def _mark_run(kind: str) -> _Element:
    return _run_of(etree.Element(w("fldChar"), {w("fldCharType"): kind}))


def _run_of(content: _Element) -> _Element:
    run = etree.Element(_R)
    run.append(content)
    return run


def _first_child(parent: _Element, tag: str) -> _Element:
    """Return the properties of a paragraph, made where it has none."""
    if len(parent) and parent[0].tag == tag:
        return parent[0]
    found = etree.Element(tag)
    parent.insert(0, found)
    return found

"""Footnotes and endnotes of a redline: those of deleted and added references, marked as these are.

Always so: a note's words are marked where its mark in the text is, so that it goes and comes with it; a note that
nothing refers to is taken out of the file. Source: ECMA-376 part 1 §17.11; fejl-hos-andre 17, 18.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.word.redline_marks import Kind
from generator.word.redline_package import NOTE_PARTS
from generator.word.tags import w

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element

    from generator.word.redline_marks import Marker
    from generator.word.redline_package import Wordfil


def mark_notes(file: Wordfil, added: Iterable[_Element], marker: Marker) -> None:
    """Mark the notes whose references are marked, and drop those of `added` that nothing refers to."""
    brought = set(added)
    for kind, tag in NOTE_PARTS.items():
        part = file.part_of_kind(kind)
        if part is None:
            continue
        references = _kinds_of_references(file, tag)
        for note in list(file.stories[part]):
            identity = note.get(w("id")) or ""
            if identity in references:
                if (change := references[identity]) is not None:
                    _mark(note, change, marker)
            elif note in brought:
                file.stories[part].remove(note)


def _kinds_of_references(file: Wordfil, tag: str) -> dict[str, Kind | None]:
    """Return how each note's reference is marked, by the note's id; None: it stays."""
    kinds: dict[str, Kind | None] = {}
    for story in file.stories.values():
        for reference in story.iter(tag):
            above = [str(item.tag) for item in reference.iterancestors(w("ins"), w("del"))]
            kinds[reference.get(w("id")) or ""] = None if not above else Kind.INS if above[0] == w("ins") else Kind.DEL
    return kinds


def _mark(note: _Element, kind: Kind, marker: Marker) -> None:
    paragraphs = list(note.iter(w("p")))
    for paragraph in paragraphs:
        marker.mark_whole(paragraph, kind, with_end=paragraph is not paragraphs[-1])

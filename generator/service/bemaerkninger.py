"""Findings as notes beside the fields of a document.

Always so: every finding is in a note. A field that the document doesn't show (a måltal's horizon, an empty list) gives
its finding to the part around it that it does show, so that the note stands where the reader looks for the matter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.document.blocks import Note, NoteKind, Run, walk_inlines
from generator.model.sti import Sti

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.document.blocks import Document
    from generator.rules import Finding


def notes_of(findings: Iterable[Finding], document: Document) -> dict[Sti, Note]:
    """Return the findings as notes by the fields and parts that `document` shows; several in one place are one note.

    A place's fejl come first. What has no place in the document keeps its own address.
    """
    shown = _shown(document)
    lines: dict[Sti, list[str]] = {}
    for item in sorted(findings, key=lambda item: item.severity != "fejl"):
        lines.setdefault(_place(item.sti, shown), []).append(
            f"{item.severity.capitalize()}: {item.message} ({item.code})"
        )
    return {sti: Note(NoteKind.FINDING, "\n".join(text)) for sti, text in lines.items()}


def _shown(document: Document) -> set[Sti]:
    """Return the addresses of all fields in the document's text, and of the parts around them."""
    fields = {
        inline.anchor.sti
        for inlines in walk_inlines(document.blocks)
        for inline in inlines
        if isinstance(inline, Run) and inline.anchor is not None and inline.anchor.sti is not None
    }
    return {Sti("/".join(sti.dele[:end])) for sti in fields for end in range(1, len(sti.dele) + 1)}


def _place(sti: Sti, shown: set[Sti]) -> Sti:
    """Return the nearest address at or above `sti` that is shown; `sti` itself where none is."""
    steps = sti.dele
    around = (Sti("/".join(steps[:end])) for end in range(len(steps), 0, -1))
    return next((each for each in around if each in shown), sti)

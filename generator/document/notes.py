"""Which note stands beside which field, the same for every writer.

Always so: a note is shown once, at the first place that holds its field (or, for a part, the first of the part's
fields); a note whose field the document doesn't show is left over for the end, so that none is lost without a word.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from generator.document.blocks import Note, NoteKind
from generator.model.sti import Sti

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT: Final = Sti("")
"""The address of the agreement as a whole; its note stands at the top."""

NOTE_NAMES: Final[Mapping[NoteKind, str]] = {
    NoteKind.BACKGROUND: "Baggrund",
    NoteKind.FINDING: "Bemærkning",
    NoteKind.REDLINE: "Ændring",
}
NOTE_MARK: Final = "ikke en del af dokumentet"
"""Said of every note, so that nobody takes it for the agreement's own words."""
LEFT_OVER: Final = "Noter til felter, som dokumentet ikke viser"
"""Heads the notes that found no place of their own."""


class NotePlacer:
    """Hands out the notes of a document as its writer comes to their fields. Mutable; one per written document."""

    def __init__(self, notes: Mapping[Sti, Note]) -> None:
        self._waiting = dict(notes)

    def __bool__(self) -> bool:
        """Whether any note still waits for its field."""
        return bool(self._waiting)

    def take(self, sti: Sti | None) -> tuple[Note, ...]:
        """Return the notes for the field at `sti`, those of the parts around it first; () for a field not known."""
        if not self._waiting or sti is None:
            return ()
        dele = sti.dele
        addresses = [Sti("/".join(dele[:end])) for end in range(1, len(dele) + 1)] or [ROOT]
        return tuple(self._waiting.pop(address) for address in addresses if address in self._waiting)

    def take_rest(self) -> tuple[Note, ...]:
        """Return the notes that no field has asked for, in the order they were handed in."""
        rest = tuple(self._waiting.values())
        self._waiting.clear()
        return rest


def name_note(note: Note) -> str:
    """Return what heads a note: its kind, and that the document doesn't hold it."""
    return f"{NOTE_NAMES[note.kind]} – {NOTE_MARK}"

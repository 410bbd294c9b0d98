"""Which note stands beside which field, the same for every writer.

Always so: a note is shown once, at the first place that holds its field (or, for a part, the first of the part's
fields); a note whose field the document doesn't show is left over for the end, so that none is lost without a word. A
part that is listed in one place and told of in another (an activity and its form) has its notes where most of it is.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from generator.document.blocks import Heading, Note, NoteKind, Run, walk_inlines
from generator.model.sti import Sti

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.document.blocks import Anchor, Block

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


_OPENS: Final = 3  # a heading of this level or above opens a section, as an activity's form is one


class _Place(NamedTuple):
    """A field as the document shows it once: the section it stands in, its address, and which of its places it is."""

    section: int
    sti: Sti
    occurrence: int


class NotePlacer:
    """Hands out the notes of a document as its writer comes to their fields. Mutable; one per written document."""

    def __init__(self, notes: Mapping[Sti, Note], blocks: tuple[Block, ...]) -> None:
        """Keep the notes, and find in the body where each will stand."""
        self._waiting = dict(notes)
        self._due = _find_due(notes, blocks) if notes else {}

    def __bool__(self) -> bool:
        """Whether any note still waits for its field."""
        return bool(self._waiting)

    def take_root(self) -> tuple[Note, ...]:
        """Return the note on the agreement as a whole, if there is one."""
        note = self._waiting.pop(ROOT, None)
        return () if note is None else (note,)

    def take(self, anchor: Anchor) -> tuple[Note, ...]:
        """Return the notes that are to stand here, those of the parts around the field first; () nearly everywhere."""
        if not self._due or anchor.sti is None:
            return ()
        addresses = self._due.pop((anchor.sti, anchor.occurrence), ())
        return tuple(self._waiting.pop(address) for address in addresses)

    def take_rest(self) -> tuple[Note, ...]:
        """Return the notes that no field has asked for, in the order they were handed in."""
        rest = tuple(self._waiting.values())
        self._waiting.clear()
        return rest


def name_note(note: Note, where: str = "") -> str:
    """Return what heads a note: its kind, `where` its field stands if that can't be seen, and that it is a note."""
    return f"{NOTE_NAMES[note.kind]}{f' ({where})' if where else ''} – {NOTE_MARK}"


def _find_due(notes: Mapping[Sti, Note], blocks: tuple[Block, ...]) -> dict[tuple[Sti, int], list[Sti]]:
    """Return by field and occurrence the addresses whose notes stand there, the widest first."""
    first: dict[tuple[Sti, int], _Place] = {}  # by address and section
    shown: Counter[tuple[Sti, int]] = Counter()  # how many fields of a part a section shows
    for place in dict.fromkeys(_walk_places(blocks)):
        dele = place.sti.dele
        shown[_part_of(place.sti), place.section] += 1
        for end in range(1, len(dele) + 1):
            first.setdefault((Sti("/".join(dele[:end])), place.section), place)
    due: dict[tuple[Sti, int], list[Sti]] = {}
    for address in sorted(notes, key=lambda sti: len(sti.dele)):
        sections = [section for sti, section in first if sti == address]
        if sections:
            part = _part_of(address)
            place = first[address, max(sections, key=lambda section: shown[part, section])]  # of equals the first
            due.setdefault((place.sti, place.occurrence), []).append(address)
    return due


def _walk_places(blocks: tuple[Block, ...]) -> Iterator[_Place]:
    section = 0
    for block in blocks:
        section += isinstance(block, Heading) and block.level <= _OPENS
        for inlines in walk_inlines((block,)):
            for item in inlines:
                if isinstance(item, Run) and item.anchor is not None and item.anchor.sti is not None:
                    yield _Place(section, item.anchor.sti, item.anchor.occurrence)


def _part_of(sti: Sti) -> Sti:
    """Return the part of the agreement that a field belongs to: an activity, a delmål, or the field itself."""
    return Sti("/".join(sti.dele[:2]))

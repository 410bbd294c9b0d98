"""Which edition of a delaftale is meant: a version number, a date, the draft, or what there is.

Always so: a date means the version in force that day, as the plan's beslutningslog says. A delaftale that no log speaks
of yet has its versions' own periods: the highest one whose period holds the day.
"""

from __future__ import annotations

import re
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Final, TypeAlias

from generator.errors import GeneratorError
from generator.text import format_short_date, read_danish_date

if TYPE_CHECKING:
    from generator.store.port import DelaftaleRef, Store, StoredDelaftale
    from generator.workflow.tilstand import Tilstand


class Kladde(Enum):
    """The draft, as a choice of edition."""

    KLADDE = "kladde"


Udgavevalg: TypeAlias = int | date | Kladde | None
"""None: the newest version, else the draft."""

_NUMBER: Final = re.compile(r"[0-9]{1,4}")


class UdgaveSyntaxError(GeneratorError):
    """What was written names no edition."""

    def __init__(self, text: str) -> None:
        self.text = text
        super().__init__(
            f"»{text}« er ikke en udgave. Skriv et versionsnummer, fx 1, en dato, fx 2022-09-14, eller ordet kladde."
        )


class NotInForceError(GeneratorError):
    """No version is in force on a day."""

    http_status = 404

    def __init__(self, ref: DelaftaleRef, day: date, perioder: list[tuple[int, date, date]]) -> None:
        """Keep the facts. `perioder` has each version's number, first and last day."""
        self.ref, self.day, self.perioder = ref, day, tuple(perioder)
        spans = [
            f"version {nr} gælder {format_short_date(fra)} – {format_short_date(til)}" for nr, fra, til in perioder
        ]
        found = (
            f"{spans[0][0].upper()}{spans[0][1:]}{''.join(f', {span}' for span in spans[1:])}."
            if spans
            else "Den har ingen versioner endnu."
        )
        advice = " Vælg en dato i perioden." if spans else " Brug »--udgave kladde«."
        super().__init__(f"»{ref}« har ingen version, der gælder den {format_short_date(day)}. {found}{advice}")


def parse_udgave(text: str) -> int | date | Kladde:
    """Return the edition that a person wrote: 1, kladde or a day (2022-09-14, 14.09.2022, 14. september 2022).

    Raises: UdgaveSyntaxError.
    """
    word = text.strip().lower()
    if word == Kladde.KLADDE.value:
        return Kladde.KLADDE
    if _NUMBER.fullmatch(word) and int(word) > 0:
        return int(word)
    day = read_danish_date(word)
    if day is None:
        raise UdgaveSyntaxError(text)
    return day


def list_udgaver(store: Store, ref: DelaftaleRef) -> tuple[int | Kladde, ...]:
    """Return all editions: the versions rising, then the draft; () if there are none."""
    return (*store.list_versioner(ref), *([Kladde.KLADDE] if store.has_kladde(ref) else []))


def read_udgave(store: Store, ref: DelaftaleRef, valg: Udgavevalg) -> StoredDelaftale:
    """Return the edition that is meant. Raises: GeneratorError, if there is none, or it can't be read."""
    match valg:
        case None:
            newest = _find_newest(store, ref)
            return store.read_kladde(ref) if newest is None else store.read_version(ref, newest)
        case Kladde.KLADDE:
            return store.read_kladde(ref)
        case int():
            return store.read_version(ref, valg)
        case date():
            return _read_in_force(store, ref, valg)


def read_tilstand(store: Store, ref: DelaftaleRef) -> Tilstand | None:
    """Return what the plan's log says, None where it doesn't speak of the delaftale. Raises: GeneratorError."""
    if not store.has_log(ref.plan):
        return None
    from generator.service.akter import open_planlog  # noqa: PLC0415 - most plans have no log yet

    tilstand = open_planlog(store, ref.plan).tilstand
    return tilstand if tilstand.versioner(ref.delaftale) else None


def _find_newest(store: Store, ref: DelaftaleRef) -> int | None:
    """Return the version that holds last of all; without a log the highest one; None if there are none."""
    tilstand = read_tilstand(store, ref)
    if tilstand is not None:
        text = tilstand.text_on(ref.delaftale, date.max)
        return None if text is None else text.nr
    versioner = store.list_versioner(ref)
    return versioner[-1] if versioner else None


def _read_in_force(store: Store, ref: DelaftaleRef, day: date) -> StoredDelaftale:
    tilstand = read_tilstand(store, ref)
    if tilstand is not None:
        number = tilstand.in_force(ref.delaftale, day)
        if number is None:
            spans = [(item.version, item.fra, item.til) for item in tilstand.gyldigheder(ref.delaftale)]
            raise NotInForceError(ref, day, spans)
        return store.read_version(ref, number)
    perioder = []
    for version in reversed(store.list_versioner(ref)):
        stored = store.read_version(ref, version)
        fra, til = stored.delaftale.gaelder_fra, stored.delaftale.gaelder_til
        if fra <= day <= til:
            return stored
        perioder.append((version, fra, til))
    raise NotInForceError(ref, day, perioder[::-1])

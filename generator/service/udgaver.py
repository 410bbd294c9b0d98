"""Which edition of a delaftale is meant: a version number, a date, the draft, or what there is.

Always so: a date means the version in force that day, the highest one whose period holds it. Until there is a
beslutningslog, a version's own period is all that is known of when it is in force.
"""

from __future__ import annotations

import re
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Final, TypeAlias

from generator.errors import GeneratorError
from generator.text import format_long_date, format_short_date

if TYPE_CHECKING:
    from generator.store.port import DelaftaleRef, Store, StoredDelaftale


class Kladde(Enum):
    """The draft, as a choice of edition."""

    KLADDE = "kladde"


Udgavevalg: TypeAlias = int | date | Kladde | None
"""None: the highest version, else the draft."""

_NUMBER: Final = re.compile(r"[0-9]{1,4}")
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


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
        super().__init__(f"»{ref}« har ingen version, der gælder den {format_long_date(day)}. {found}{advice}")


def parse_udgave(text: str) -> int | date | Kladde:
    """Return the edition that a person wrote: 1, 2022-09-14 or kladde. Raises: UdgaveSyntaxError."""
    word = text.strip().lower()
    if word == Kladde.KLADDE.value:
        return Kladde.KLADDE
    if _NUMBER.fullmatch(word) and int(word) > 0:
        return int(word)
    if _DATE.fullmatch(word):
        try:
            return date.fromisoformat(word)
        except ValueError:
            raise UdgaveSyntaxError(text) from None
    raise UdgaveSyntaxError(text)


def list_udgaver(store: Store, ref: DelaftaleRef) -> tuple[int | Kladde, ...]:
    """Return all editions: the versions rising, then the draft; () if there are none."""
    return (*store.list_versioner(ref), *([Kladde.KLADDE] if store.has_kladde(ref) else []))


def read_udgave(store: Store, ref: DelaftaleRef, valg: Udgavevalg) -> StoredDelaftale:
    """Return the edition that is meant. Raises: GeneratorError, if there is none, or it can't be read."""
    match valg:
        case None:
            versioner = store.list_versioner(ref)
            return store.read_version(ref, versioner[-1]) if versioner else store.read_kladde(ref)
        case Kladde.KLADDE:
            return store.read_kladde(ref)
        case int():
            return store.read_version(ref, valg)
        case date():
            return _read_in_force(store, ref, valg)


def _read_in_force(store: Store, ref: DelaftaleRef, day: date) -> StoredDelaftale:
    perioder = []
    for version in reversed(store.list_versioner(ref)):
        stored = store.read_version(ref, version)
        fra, til = stored.delaftale.gaelder_fra, stored.delaftale.gaelder_til
        if fra <= day <= til:
            return stored
        perioder.append((version, fra, til))
    raise NotInForceError(ref, day, perioder[::-1])

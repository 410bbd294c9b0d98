"""What the rules on a year's status see: the status beside the delaftale it speaks of, and what else they know.

Always so: a part that is handed out is one of the delaftale's own, with its address there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from generator.model.status import days_of
from generator.model.sti import Sti, name_felt
from generator.model.valg import Retning
from generator.rules.kontekst import short

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from generator.model.datakilder import Datakildeliste
    from generator.model.delaftale import Delaftale
    from generator.model.indikator import Indikator
    from generator.model.status import AarligStatus, IndikatorStatus
    from generator.rules.finding import Finding


_PERCENT: Final = re.compile(r"%|\bpct\b|procent", re.IGNORECASE)
_SHARE: Final = re.compile(r"andel(?:en)?\b", re.IGNORECASE)


def er_andel(item: Indikator) -> bool:
    """Whether the indikator is a percentage that can't exceed 100, told by its wording."""
    if item.maaltal is not None and _PERCENT.search(item.maaltal.enhed):
        return item.maaltal.retning is not Retning.STIGNING
    return _SHARE.match(item.tekst) is not None or (
        item.baseline is not None and _PERCENT.search(item.baseline.ordlyd) is not None
    )


def navn_i(delaftale: Delaftale, sti: Sti) -> str:
    """Return a part's name as a sentence has it."""
    return f"»{short(name_felt(delaftale, sti))}«"


@dataclass(frozen=True)
class Statuskontekst:
    """A year's status with the delaftale it speaks of. `er_seneste`: no later year has one."""

    delaftale: Delaftale
    status: AarligStatus
    datakilder: Datakildeliste
    today: date
    er_seneste: bool = True

    def navn(self, sti: Sti) -> str:
        """Return a part's name as a sentence has it."""
        return navn_i(self.delaftale, sti)

    def maalte(self) -> Iterator[tuple[Sti, Indikator, IndikatorStatus]]:
        """Yield each indikator that the status holds a figure for, with its address."""
        for delmaal in self.delaftale.delmaal:
            for item in delmaal.indikatorer:
                own = self.status.find_indikator(delmaal.id, item.id)
                if own is not None and own.tal is not None:
                    yield Sti("delmaal") / delmaal.id / "indikatorer" / item.id, item, own

    def dage(self, own: IndikatorStatus) -> tuple[date, date]:
        """Return the days that a figure covers: those stated, else the whole year."""
        return days_of(own.periode or str(self.status.aar))


@dataclass(frozen=True, slots=True)
class Statusregel:
    """A rule on a status, with what the page on rules says of it, in Danish."""

    code: str
    nr: int | None
    alvor: str
    hvad: str
    kilde: str
    udvej: str
    check: Callable[[Statuskontekst], Iterator[Finding]]

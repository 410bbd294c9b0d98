"""Which versions follow from an act: the one place that knows how a decision meets what was adopted before it.

Always so: each day that something takes effect has its version, built on what was to hold on that day; a version that
was adopted for a later day is made anew with the decision in it, so that neither is lost; numbers have no gaps. The
service asks here what to make, and the fold refuses anything else.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.errors import NotRegisteredError, StaleVersionError, TooEarlyError, VersionPlanError
from generator.text import format_list, format_short_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from generator.model.beslutning import NyVersion
    from generator.workflow.tilstand import Tilstand


@dataclass(frozen=True, slots=True)
class Effekt:
    """That a delaftale changes from a day on. `forslag` None: by a correction of spelling and the like."""

    delaftale: str
    gaelder_fra: date
    forslag: str | None = None


@dataclass(frozen=True, slots=True)
class Planlagt:
    """A version to be made: `bygger_paa` with the changes of `forslag` that have taken effect by then."""

    delaftale: str
    version: int
    gaelder_fra: date
    bygger_paa: int
    forslag: tuple[str, ...]

    def __str__(self) -> str:
        """Return the version as an error names it."""
        carried = f" (forslag: {', '.join(self.forslag)})" if self.forslag else ""
        return f"version {self.version} fra {format_short_date(self.gaelder_fra)}{carried}"


def plan_versions(tilstand: Tilstand, effekter: Iterable[Effekt]) -> tuple[Planlagt, ...]:
    """Return the versions that follow, those of each delaftale together, by rising day.

    Raises: NotRegisteredError; TooEarlyError, where there is no text to build on.
    """
    by_delaftale: dict[str, list[Effekt]] = {}
    for effekt in effekter:
        by_delaftale.setdefault(effekt.delaftale, []).append(effekt)
    return tuple(item for name, effects in by_delaftale.items() for item in _plan(tilstand, name, effects))


def _plan(tilstand: Tilstand, delaftale: str, effekter: Sequence[Effekt]) -> Iterable[Planlagt]:
    if delaftale not in tilstand.versioner_af:
        raise NotRegisteredError(delaftale)
    linje = tilstand.linjer[delaftale]
    days = {effekt.gaelder_fra for effekt in effekter}
    later = linje[bisect_right(linje, min(days), key=lambda version: version.gaelder_fra) :]
    days |= {version.gaelder_fra for version in later}
    number = len(tilstand.versioner_af[delaftale])
    for nr, day in enumerate(sorted(days), start=number + 1):
        base = tilstand.text_on(delaftale, day)
        if base is None:
            raise TooEarlyError(delaftale, format_short_date(day), format_short_date(linje[0].gaelder_fra))
        carried = (item.forslag for item in effekter if item.gaelder_fra <= day and item.forslag is not None)
        yield Planlagt(delaftale, nr, day, base.nr, tuple(carried))


def check_versions(tilstand: Tilstand, effekter: Iterable[Effekt], versioner: Iterable[NyVersion]) -> None:
    """Refuse versions other than those that follow; the order of delaftaler, and of forslag, is free.

    Raises: StaleVersionError, where only the base is another; VersionPlanError; what `plan_versions` raises.
    """
    planned: dict[str, list[Planlagt]] = {}
    for plan in plan_versions(tilstand, effekter):
        planned.setdefault(plan.delaftale, []).append(plan)
    given: dict[str, list[Planlagt]] = {}
    for item in versioner:
        there = Planlagt(item.delaftale, item.version, item.gaelder_fra, item.bygger_paa, item.forslag)
        given.setdefault(item.delaftale, []).append(there)
    for name in {**planned, **given}:
        wanted, got = planned.get(name, []), given.get(name, [])
        if [_without_base(item) for item in wanted] != [_without_base(item) for item in got]:
            raise VersionPlanError(name, _describe(wanted), _describe(got))
        for right, made in zip(wanted, got, strict=True):
            if right.bygger_paa != made.bygger_paa:
                raise StaleVersionError(name, made.bygger_paa, right.bygger_paa)


def _without_base(item: Planlagt) -> tuple[int, date, list[str]]:
    return item.version, item.gaelder_fra, sorted(item.forslag)


def _describe(versions: Sequence[Planlagt]) -> str:
    return format_list(str(item) for item in versions) or "ingen ny version"

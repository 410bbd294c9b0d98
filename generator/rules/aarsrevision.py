"""The rule on what the beslutningslog says of the yearly revision: 32. The day and the log's state come from outside.

Always so: silent where nothing is known (no log speaks of the delaftale), before its first year has passed, and once it
has ended; a revision is the plan's, so one that a meeting held counts for all its delaftaler.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from generator.model.sti import Sti
from generator.rules.finding import Finding
from generator.text import format_short_date

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from generator.workflow.tilstand import Tilstand


@dataclass(frozen=True, slots=True)
class Logkontekst:
    """What a rule on the log looks at: the plan's state, a delaftale of it, today."""

    tilstand: Tilstand
    delaftale: str
    today: date


@dataclass(frozen=True, slots=True)
class Logregel:
    """A rule on the log, as the documentation's table shows it (`rules.Regel`)."""

    code: str
    nr: int | None
    alvor: str
    hvad: str
    kilde: str
    udvej: str
    check: Callable[[Logkontekst], Iterator[Finding]]


def check_revision_is_held(kontekst: Logkontekst) -> Iterator[Finding]:
    """REV-32: no more than twelve months since the last yearly revision. Source: domaene.md §9 rule 32, §13 "End"."""
    tilstand, today = kontekst.tilstand, kontekst.today
    gyldigheder = tilstand.gyldigheder(kontekst.delaftale)
    til = tilstand.period_end(kontekst.delaftale)
    if not gyldigheder or til is None or today > til:
        return
    begins = gyldigheder[0].fra
    held = [item.moede for item in tilstand.aarlige if begins <= item.moede <= today]
    last = max(held, default=None)
    due = _year_after(begins - timedelta(days=1) if last is None else last)
    if today > due:
        since = (
            f"siden delaftalen begyndte at gælde den {format_short_date(begins)}"
            if last is None
            else f"siden den {format_short_date(last)}"
        )
        message = (
            f"Der er ikke holdt årlig revision {since}. Indstil årets ændringer med »delaftale indstil --type aarlig«, "
            "eller lad bestyrelsen beslutte, at der ingen er."
        )
        yield Finding("REV-32", "advarsel", Sti("revisionsbestemmelse"), message, 32)


def _year_after(day: date) -> date:
    """Return the same day of the next year; of 29 February the 28th."""
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + 1, day=28 if is_leap_day else day.day)


LOGREGLER: Final = (
    Logregel(
        "REV-32", 32, "advarsel",
        "Der er holdt årlig revision inden for de seneste 12 måneder. Reglen tier, når delaftalen er udløbet.",
        "Delaftalens revisionsbestemmelse: revision én gang om året",
        "Indstil årets ændringer, eller lad bestyrelsen beslutte, at der ingen er.",
        check_revision_is_held,
    ),
)  # fmt: skip
"""Every rule on the log once, by number."""


def check_log(kontekst: Logkontekst) -> list[Finding]:
    """Return what the rules say of what the log tells; [] for a delaftale that it doesn't speak of."""
    return [finding for regel in LOGREGLER for finding in regel.check(kontekst)]

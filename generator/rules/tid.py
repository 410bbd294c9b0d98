"""The rule on an agreement whose period is over: 41. The day comes from outside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from generator.model.sti import Sti
from generator.rules.finding import Finding, Regel
from generator.text import format_short_date

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.rules.kontekst import Kontekst


def check_period_is_not_over(kontekst: Kontekst) -> Iterator[Finding]:
    """TID-41: the agreement has not ended; a draft's end date lies ahead. Source: domaene.md §9 rule 41, §13 "End"."""
    slut = kontekst.delaftale.gaelder_til
    if kontekst.today > slut:
        message = (
            f"Delaftalen gjaldt til {format_short_date(slut)}. En forlængelse kræver Landsbyggefondens godkendelse; "
            "en ny helhedsplan kan begynde med delaftalens tekster."
        )
        if kontekst.er_kladde:
            message = f"Slutdatoen {format_short_date(slut)} er passeret. Ret datoen."
        yield Finding("TID-41", "advarsel", Sti("gaelder_til"), message, 41)


REGLER: Final = (
    Regel(
        "TID-41", 41, "advarsel",
        "Delaftalens periode er ikke udløbet. Slutdatoen er den sidste dag, den gælder.",
        "Formularen 2019-26, »Delaftalen gælder fra - til«",
        "Få Landsbyggefondens godkendelse af en forlængelse, eller begynd den næste plan med de gamle tekster; ret "
        "datoen i en kladde.",
        check_period_is_not_over,
    ),
)  # fmt: skip

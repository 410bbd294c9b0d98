"""Rules on the indsatsområde and on the period: 1–4. The lists of indsatsområder come from outside, with the period."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from generator.model.sti import PLAN, Sti
from generator.rules.finding import Finding, Regel
from generator.rules.kontekst import quote_list
from generator.text import format_list, format_short_date, nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.delaftale import Delaftale
    from generator.model.helhedsplan import Bevillingsperiode
    from generator.rules.kontekst import Kontekst

YEARS: Final = 4  # the boligsociale indsatser run for four years


def check_omraade_is_in_period(kontekst: Kontekst) -> Iterator[Finding]:
    """OMR-01: the indsatsområde is one of the plan's bevillingsperiode. Source: LBF; domaene.md §9 rule 1."""
    periode = kontekst.periode
    if periode is None:
        known = format_list(item.id for item in kontekst.perioder.perioder)
        message = (
            f"Bevillingsperioden »{kontekst.plan.bevillingsperiode}« kendes ikke. Ret den til en af de kendte: {known}."
        )
        yield Finding("OMR-01", "fejl", Sti(PLAN) / "bevillingsperiode", message, 1)
        return
    written = kontekst.delaftale.indsatsomraade
    if written in {item.id for item in periode.indsatsomraader}:
        return
    sti = Sti("indsatsomraade")
    if (meant := kontekst.find_omraade(written)) is not None:
        message = (
            f"Indsatsområdet »{written}« hedder »{meant.navn}« i bevillingsperioden {periode.id}. Skriv »{meant.id}«."
        )
        yield Finding("OMR-01", "advarsel", sti, message, 1)
        return
    other = kontekst.er_gammelt_navn(written)
    where = f"hører til bevillingsperioden {other}, ikke {periode.id}" if other else f"findes ikke i {periode.id}"
    message = f"Indsatsområdet »{written}« {where}. {_suggest(periode, written)}"
    yield Finding("OMR-01", "fejl", sti, message, 1)


def _suggest(periode: Bevillingsperiode, written: str) -> str:
    known = [item.id for item in periode.indsatsomraader]
    if likely := nearest(written, known):
        return f"Mente du »{likely[0]}«?"
    return f"Vælg et af disse: {', '.join(f'»{name}«' for name in known)}."


def check_one_delaftale_per_omraade(kontekst: Kontekst) -> Iterator[Finding]:
    """OMR-02: one delaftale for each chosen indsatsområde. Source: strategic agreements; domaene.md §9 rule 2.

    Chosen are those with an overordnet mål in the plan. While agreements are brought in one by one, one that is
    missing is an advarsel; two for the same indsatsområde never pass.
    """
    own = kontekst.omraade_id(kontekst.delaftale)
    twins = [item.id for item in kontekst.alle if kontekst.omraade_id(item) == own]
    if len(twins) > 1:
        message = (
            f"{quote_list(twins)} er delaftaler for det samme indsatsområde. "
            "Saml dem i én, eller ret indsatsområdet i den, hvor det er forkert."
        )
        yield Finding("OMR-02", "fejl", Sti("indsatsomraade"), message, 2)
    there = {kontekst.omraade_id(item) for item in kontekst.alle}
    for chosen in kontekst.valgte_omraader:
        if chosen not in there:
            goal = next(item for item in kontekst.plan.overordnede_maal if item.indsatsomraade == chosen)
            omraade = kontekst.find_omraade(chosen)
            message = (
                f"Helhedsplanen har et overordnet mål for »{chosen if omraade is None else omraade.navn}«, men der er "
                "ingen delaftale for det. Tilføj delaftalen, eller slet målet, hvis indsatsområdet er valgt fra."
            )
            sti = Sti(PLAN) / "overordnede_maal" / goal.id
            yield Finding("OMR-02", kontekst.fejl_ved_godkendelse, sti, message, 2)


def check_periods_lie_within_each_other(kontekst: Kontekst) -> Iterator[Finding]:
    """PER-03: the delaftale lies within the plan's period, an activity within the delaftale's.

    That an agreement ends after it begins is seen to when it is read. An activity outside the delaftale's period is
    an advarsel only: it may go on under another agreement. Source: domaene.md §9 rule 3, the activities our own choice.
    """
    delaftale, plan = kontekst.delaftale, kontekst.plan
    if plan.gaelder_fra is not None and delaftale.gaelder_fra < plan.gaelder_fra:
        message = (
            f"Delaftalen begynder {format_short_date(delaftale.gaelder_fra)}, før helhedsplanen begynder "
            f"{format_short_date(plan.gaelder_fra)}. Ret den dato, der er forkert."
        )
        yield Finding("PER-03", "fejl", Sti("gaelder_fra"), message, 3)
    if plan.gaelder_til is not None and delaftale.gaelder_til > plan.gaelder_til:
        message = (
            f"Delaftalen slutter {format_short_date(delaftale.gaelder_til)}, efter at helhedsplanen slutter "
            f"{format_short_date(plan.gaelder_til)}. Ret den dato, der er forkert."
        )
        yield Finding("PER-03", "fejl", Sti("gaelder_til"), message, 3)
    for aktivitet in delaftale.aktiviteter:
        sti = Sti("aktiviteter") / aktivitet.id
        fra, til = aktivitet.fra, aktivitet.til
        if fra is not None and til is not None and til < fra:
            message = (
                f"{kontekst.navn(sti)} slutter {format_short_date(til)}, før den begynder {format_short_date(fra)}. "
                "Ret den dato, der er forkert."
            )
            yield Finding("PER-03", "fejl", sti / "til", message, 3)
            continue
        outside = (name for name, day in (("fra", fra), ("til", til)) if day is not None and not _holds(delaftale, day))
        if (first := next(outside, None)) is not None:
            message = (
                f"{kontekst.navn(sti)} har datoer uden for delaftalens periode, "
                f"{format_short_date(delaftale.gaelder_fra)} – {format_short_date(delaftale.gaelder_til)}. "
                "Ret datoerne, eller lad dem stå tomme."
            )
            yield Finding("PER-03", "advarsel", sti / first, message, 3)


def _holds(delaftale: Delaftale, day: date) -> bool:
    return delaftale.gaelder_fra <= day <= delaftale.gaelder_til


def check_period_is_four_years(kontekst: Kontekst) -> Iterator[Finding]:
    """PER-04: the period is four years to the day, both ends included. Source: LBF; domaene.md §9 rule 4."""
    delaftale = kontekst.delaftale
    expected = last_day(delaftale.gaelder_fra)
    if delaftale.gaelder_til != expected:
        message = (
            f"Perioden {format_short_date(delaftale.gaelder_fra)} – {format_short_date(delaftale.gaelder_til)} er ikke "
            f"fire år, som en boligsocial indsats plejer at vare. Ret slutdatoen til {format_short_date(expected)}, "
            "eller lad den stå, hvis bevillingen siger andet."
        )
        yield Finding("PER-04", "advarsel", Sti("gaelder_til"), message, 4)


def last_day(first: date) -> date:
    """Return the last day of four years that begin with `first`."""
    try:
        end = first.replace(year=first.year + YEARS)
    except ValueError:  # 29 February, and no leap year four years on
        end = date(first.year + YEARS, 3, 1)
    return end - timedelta(days=1)


REGLER: Final = (
    Regel(
        "OMR-01", 1, "fejl; advarsel, når det er et andet navn for et af periodens indsatsområder",
        "Indsatsområdet hører til helhedsplanens bevillingsperiode, og bevillingsperioden kendes.",
        "Landsbyggefondens midler 2011-14, 2015-18 og 2019-26",
        "Skriv id'et på et af periodens indsatsområder.",
        check_omraade_is_in_period,
    ),
    Regel(
        "OMR-02", 2, "fejl; en manglende delaftale er en advarsel, indtil der skal godkendes",
        "Der er én delaftale for hvert valgt indsatsområde. Et indsatsområde er valgt, når planen har et overordnet "
        "mål for det; andre indsatsområder behøver ingen delaftale.",
        "Strategiske samarbejdsaftaler (Køge, Slagelse)",
        "Saml to delaftaler i én, tilføj den, der mangler, eller slet målet for et område, der er valgt fra.",
        check_one_delaftale_per_omraade,
    ),
    Regel(
        "PER-03", 3, "fejl; advarsel for en aktivitet uden for delaftalens periode",
        "Delaftalen ligger inden for helhedsplanens periode og en aktivitet inden for delaftalens, og ingen aktivitet "
        "slutter, før den begynder. At delaftalen og planen slutter, efter at de begynder, kræves allerede, når filen "
        "læses.",
        "Formularen 2019-26; aktiviteternes datoer er programmets egen regel",
        "Ret den dato, der er forkert.",
        check_periods_lie_within_each_other,
    ),
    Regel(
        "PER-04", 4, "advarsel",
        "Perioden er fire år på dagen, begge dage medregnet.",
        "Landsbyggefonden: indsatserne er fireårige",
        "Ret slutdatoen, eller lad den stå, hvis bevillingen siger andet.",
        check_period_is_four_years,
    ),
)  # fmt: skip

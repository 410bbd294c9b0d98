"""Rules on a year's status: 10, 11, 33, 36 and one of our own; what a yearly indstilling asks: `mangler_status`.

Always so: a finding leads to the part of the *delaftale* that the status speaks of, so that it stands among the others
on the agreement. An earlier year is not asked about what came into the agreement later, nor about what has left it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from generator.model.sti import Sti
from generator.model.valg import Retning
from generator.rules.finding import Finding
from generator.rules.status_persondata import check_status_has_no_cpr, check_status_has_no_persondata
from generator.rules.statuskontekst import Statuskontekst, Statusregel, er_andel, navn_i
from generator.text import format_list, format_number, format_short_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from generator.model.datakilder import Datakildeliste
    from generator.model.delaftale import Delaftale
    from generator.model.indikator import Indikator
    from generator.model.status import AarligStatus, IndikatorStatus

_CHANGES: Final = frozenset({Retning.FALD, Retning.STIGNING})
HUNDRED: Final = 100


def check_series_is_unbroken(kontekst: Statuskontekst) -> Iterator[Finding]:
    """SER-10: a figure is made as its baseline was, or the status says what the break means.

    A known break counts when it lies after the baseline's year and not after the figure's; »nej« in the status, from
    those who know their figures, counts before the list. Source: Megafon 2023; domaene.md §9 rule 10.
    """
    for sti, item, own in kontekst.maalte():
        if own.seriebrud is False or (own.seriebrud and own.bemaerkning is not None):
            continue
        who = f"{kontekst.navn(sti)}: Tallet for {kontekst.status.aar}"
        if own.seriebrud:
            message = (
                f"{who} har et seriebrud, men det står ikke, hvad det betyder. "
                "Skriv i bemærkningen, om det kan sammenlignes med baseline."
            )
            yield Finding("SER-10", "advarsel", sti, message, 10)
        elif years := _known_breaks(kontekst, item, own):
            message = (
                f"{who} er opgjort på en anden måde end baseline, for kilden er ændret i {format_list(years)}. "
                "Skriv seriebrud: ja og en bemærkning om det, eller seriebrud: nej."
            )
            yield Finding("SER-10", "advarsel", sti, message, 10)


def _known_breaks(kontekst: Statuskontekst, item: Indikator, own: IndikatorStatus) -> list[str]:
    """Return the years in which the figure's source broke its series after the baseline, up to the figure."""
    navn = own.kilde or (item.datakilde.navn if item.datakilde is not None else "")
    known = kontekst.datakilder.find(navn)
    if known is None or item.baseline is None or item.baseline.aar is None:
        return []
    last = kontekst.dage(own)[1].year
    return [str(year) for year in sorted(known.seriebrud) if item.baseline.aar < year <= last]


def check_measurements_are_possible(kontekst: Statuskontekst) -> Iterator[Finding]:
    """STA-11: a share lies between 0 and 100, no count is negative, nothing was measured in the future.

    A change (»et fald på«) may be negative, a rise exceed 100. A year counts as future until it has begun.
    Source: domaene.md §9 rule 11.
    """
    for sti, item, own in kontekst.maalte():
        aar, tal = kontekst.status.aar, own.tal
        is_change = item.maaltal is not None and item.maaltal.retning in _CHANGES
        if tal is not None and tal < 0 and not is_change:
            message = (
                f"{kontekst.navn(sti)} har værdien {format_number(tal)} i status for {aar}, men hverken et antal eller "
                "en andel kan være negativ. Ret tallet."
            )
            yield Finding("STA-11", "fejl", sti, message, 11)
        elif tal is not None and tal > HUNDRED and er_andel(item):
            message = (
                f"{kontekst.navn(sti)} er {format_number(tal)} procent i status for {aar}, og en andel kan højst være "
                "100. Ret tallet."
            )
            yield Finding("STA-11", "fejl", sti, message, 11)
        first, last = kontekst.dage(own)
        is_whole_year = own.periode is None or len(own.periode) == len("2022")
        if (first if is_whole_year else last) > kontekst.today:
            when = str(first.year) if is_whole_year else format_short_date(last)
            message = (
                f"{kontekst.navn(sti)} har et tal i status for {aar}, som dækker tiden til og med {when}, der ligger i "
                "fremtiden. Ret perioden, eller lad værdien stå tom, til tallet er der."
            )
            yield Finding("STA-11", "fejl", sti, message, 11)


def check_every_part_has_status(kontekst: Statuskontekst) -> Iterator[Finding]:
    """STA-33: every delmål and every indikator has a status for the year. Source: domaene.md §8, §9 rule 33.

    An earlier year is asked only about the parts that its form holds.
    """
    yield from _missing(kontekst.delaftale, kontekst.status, er_seneste=kontekst.er_seneste)


def _missing(delaftale: Delaftale, status: AarligStatus, *, er_seneste: bool) -> Iterator[Finding]:
    for delmaal in delaftale.delmaal:
        sti = Sti("delmaal") / delmaal.id
        own = status.find(delmaal.id)
        if own.vurdering is None if own is not None else er_seneste:
            message = (
                f"{navn_i(delaftale, sti)} har ingen vurdering i status for {status.aar}. "
                "Skriv naaet, paa-vej, ikke-naaet eller kan-ikke-vurderes."
            )
            yield Finding("STA-33", "advarsel", sti, message, 33)
        for item in delmaal.indikatorer:
            inner = own.find(item.id) if own is not None else None
            if inner.vaerdi is None if inner is not None else er_seneste:
                part = sti / "indikatorer" / item.id
                message = (
                    f"{navn_i(delaftale, part)} har ingen status for {status.aar}. "
                    "Skriv værdien, eller skriv »ikke opgjort«."
                )
                yield Finding("STA-33", "advarsel", part, message, 33)


def check_status_speaks_of_the_agreement(kontekst: Statuskontekst) -> Iterator[Finding]:
    """STA-E1: the latest status speaks only of what the delaftale has; else it is shown nowhere. Own choice."""
    if not kontekst.er_seneste:
        return
    known = {delmaal.id: {item.id for item in delmaal.indikatorer} for delmaal in kontekst.delaftale.delmaal}
    for delmaal in kontekst.status.delmaal:
        if delmaal.id not in known:
            yield _unknown(kontekst, Sti("delmaal"), f"delmålet »{delmaal.id}«")
            continue
        for item in delmaal.indikatorer:
            if item.id not in known[delmaal.id]:
                yield _unknown(kontekst, Sti("delmaal") / delmaal.id, f"indikatoren »{item.id}«")


def _unknown(kontekst: Statuskontekst, sti: Sti, what: str) -> Finding:
    message = (
        f"Status for {kontekst.status.aar} har {what}, som ikke står i delaftalen. "
        "Ret id'et, eller slet det, hvis det ikke skal med."
    )
    return Finding("STA-E1", "advarsel", sti, message, None)


STATUSREGLER: Final = (
    Statusregel(
        "SER-10", 10, "advarsel",
        "Et tal i årets status er opgjort som sin baseline, eller status siger, at serien er brudt, og hvad det "
        "betyder. Det, status selv skriver, går forud for programmets liste over kendte seriebrud.",
        "Megafons forkortede udgave af Trygheds-survey 2023",
        "Skriv seriebrud: ja og en bemærkning, eller seriebrud: nej.",
        check_series_is_unbroken,
    ),
    Statusregel(
        "STA-11", 11, "fejl",
        "I årets status ligger en andel mellem 0 og 100, intet antal er negativt, og intet er målt i fremtiden. Et år "
        "regnes først for fremtid, når det ikke er begyndt.",
        "Regneregler",
        "Ret tallet eller perioden.",
        check_measurements_are_possible,
    ),
    Statusregel(
        "STA-33", 33, "advarsel",
        "Hvert delmål og hver indikator har en status for året. »Ikke opgjort« og »kan ikke vurderes« er også svar.",
        "Delaftalens revisionsbestemmelse: revision én gang om året",
        "Udfyld linjen i status, eller lav skemaet med »delaftale aarsstatus«.",
        check_every_part_has_status,
    ),
    Statusregel(
        "SCP-36", 36, "fejl",
        "Intet felt i årets status indeholder et CPR-nummer.",
        "Databeskyttelsesreglerne; bilaget følger indstillingen og kan rekvireres",
        "Slet nummeret.",
        check_status_has_no_cpr,
    ),
    Statusregel(
        "SPD-36", 36, "advarsel",
        "Bemærkninger og kilder i årets status nævner ingen person ved navn, telefon eller mailadresse og omtaler "
        "ingen, der kan genkendes, og intet tal er en gruppe på én til fire personer.",
        "Databeskyttelsesreglerne; bilaget følger indstillingen og kan rekvireres",
        "Skriv det alment, eller »under 5«.",
        check_status_has_no_persondata,
    ),
    Statusregel(
        "STA-E1", None, "advarsel",
        "Den seneste status har kun delmål og indikatorer, som delaftalen har.",
        "Programmets egen regel",
        "Ret id'et, eller slet det, der ikke skal med.",
        check_status_speaks_of_the_agreement,
    ),
)  # fmt: skip
"""Every rule on a status once, by number, our own last."""


def check_status(kontekst: Statuskontekst) -> list[Finding]:
    """Return all findings on one year's status: by rule, each in the delaftale's order."""
    return [finding for regel in STATUSREGLER for finding in regel.check(kontekst)]


def check_statusser(
    delaftale: Delaftale, statusser: Iterable[AarligStatus], datakilder: Datakildeliste, today: date
) -> list[Finding]:
    """Return all findings on the statuses of several years, rising by year."""
    by_year = sorted(statusser, key=lambda item: item.aar)
    return [
        finding
        for status in by_year
        for finding in check_status(Statuskontekst(delaftale, status, datakilder, today, status == by_year[-1]))
    ]


def mangler_status(delaftale: Delaftale, status: AarligStatus | None, aar: int) -> list[Finding]:
    """Return what the year's status lacks before a yearly indstilling or »ingen ændringer«: advarsler, no wall.

    `status` None: there is none; one of another year counts as none. [] where all is filled in.
    """
    if status is None or status.aar != aar:
        message = (
            f"Delaftalen har ingen status for {aar}. Lav den med »delaftale aarsstatus {delaftale.id} --aar {aar}«."
        )
        return [Finding("STA-33", "advarsel", Sti("delmaal"), message, 33)]
    return list(_missing(delaftale, status, er_seneste=True))

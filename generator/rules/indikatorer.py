"""Rules on indikatorer: baseline, måltal and datakilde: 6–9, 11 and one of our own on figures in the text.

Percentages are told by their wording, since an agreement states its figures in words. Blank is not »Opgøres ikke«.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from generator.model.sti import Sti
from generator.model.valg import Kadence, Retning, Tilstand
from generator.rules.finding import Finding, Regel
from generator.rules.kontekst import short
from generator.rules.tekster import er_tom, find_alle_tal, find_tal
from generator.text import format_list, format_number, format_short_date

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.indikator import Indikator, Maaltal
    from generator.rules.kontekst import Kontekst

_PERCENT: Final = re.compile(r"%|\bpct\b|procent", re.IGNORECASE)
_SHARE: Final = re.compile(r"andel(?:en)?\b", re.IGNORECASE)
_BASELINES: Final = ("baseline", "anden_baseline")
HUNDRED: Final = 100


def indikatorer(kontekst: Kontekst) -> Iterator[tuple[Sti, Indikator]]:
    """Yield every indikator with its address."""
    for delmaal in kontekst.delaftale.delmaal:
        for item in delmaal.indikatorer:
            yield Sti("delmaal") / delmaal.id / "indikatorer" / item.id, item


def check_indikator_has_datakilde(kontekst: Kontekst) -> Iterator[Finding]:
    """KIL-06: every indikator has a datakilde. Source: form 2019-26; domaene.md §9 rule 6."""
    for sti, item in indikatorer(kontekst):
        if item.datakilde is None or er_tom(item.datakilde.navn):
            message = (
                f"{kontekst.navn(sti)} har ingen datakilde. "
                "Skriv, hvor tallene kommer fra, fx Egen registrering af deltagere."
            )
            yield Finding("KIL-06", "fejl", sti / "datakilde", message, 6)


def check_indikator_has_baseline(kontekst: Kontekst) -> Iterator[Finding]:
    """BAS-07: an indikator has a baseline unless it counts the activity itself, and an awaited one has come.

    A comparison figure (»Evt. anden baseline«) is no baseline. Source: form 2019-26; domaene.md §9 rule 7.
    """
    for sti, item in indikatorer(kontekst):
        if (item.baseline is None or er_tom(item.baseline.ordlyd)) and not item.er_aktivitetsnaer:
            message = (
                f"{kontekst.navn(sti)} har ingen baseline for boligområdet eller målgruppen. "
                "Skriv tallet og året, eller skriv »Opgøres ikke«."
            )
            yield Finding("BAS-07", "advarsel", sti / "baseline", message, 7)
        for name in _BASELINES:
            baseline = getattr(item, name)
            if baseline is None or baseline.forventes_senest is None or baseline.forventes_senest >= kontekst.today:
                continue
            if baseline.tilstand in {None, Tilstand.AFVENTER}:
                when = baseline.forventes_opdateret or format_short_date(baseline.forventes_senest)
                message = (
                    f"{kontekst.navn(sti / name)} skulle være opdateret {short(when)}. "
                    "Skriv det nye tal, eller skriv, hvornår det nu ventes."
                )
                yield Finding("BAS-07", "advarsel", sti / name, message, 7)


def check_maaltal_is_stated(kontekst: Kontekst) -> Iterator[Finding]:
    """MTL-08: a måltal is stated as such and says for which period. Source: domaene.md §9 rule 8.

    A share to be reached (»mindst 60 procent«) is a level and needs no period.
    """
    for sti, item in indikatorer(kontekst):
        maaltal = item.maaltal
        if maaltal is None:
            if figures := find_tal(item.tekst):
                message = (
                    f"{kontekst.navn(sti)} har tallet {format_number(figures[0])} i teksten, men intet måltal. "
                    "Skriv måltal, enhed og periode, så det kan ses, om målet er nået."
                )
                yield Finding("MTL-08", "advarsel", sti / "maaltal", message, 8)
        elif maaltal.horisont is None and not _is_level(maaltal):
            message = (
                f"{kontekst.navn(sti)} har måltallet {format_number(maaltal.vaerdi)} {short(maaltal.enhed, 40)}, men "
                "ikke for hvilken periode. Skriv, om det er pr. år eller i hele aftaleperioden (feltet »horisont«: "
                "pr-aar eller hele-perioden)."
            )
            yield Finding("MTL-08", "advarsel", sti / "maaltal" / "horisont", message, 8)


def _is_level(maaltal: Maaltal) -> bool:
    return _is_percent(maaltal.enhed) and maaltal.retning not in {Retning.FALD, Retning.STIGNING}


def _is_share(maaltal: Maaltal) -> bool:
    return _is_percent(maaltal.enhed) and maaltal.retning is not Retning.STIGNING


def _is_percent(words: str) -> bool:
    return _PERCENT.search(words) is not None


def check_datakilde_is_yearly(kontekst: Kontekst) -> Iterator[Finding]:
    """KIL-09: a datakilde gives figures every year, as the form follows indikatorer yearly.

    What the agreement says of the datakilde counts before the list of known ones; years to come are not named.
    Source: form 2019-26; VIVE 2018, 2021 and Megafon 2023; domaene.md §9 rule 9.
    """
    for sti, item in indikatorer(kontekst):
        if item.datakilde is None or er_tom(item.datakilde.navn):
            continue
        known = kontekst.datakilder.find(item.datakilde.navn)
        kadence = item.datakilde.kadence or (known.kadence if known is not None else None)
        if kadence is Kadence.ENKELTE_AAR:
            years = [str(year) for year in known.aar if year <= kontekst.today.year] if known is not None else []
            only = f"har kun tal fra {format_list(years)}" if years else "har kun tal fra enkelte år"
            message = (
                f"{kontekst.navn(sti)} skal følges hvert år, men »{short(item.datakilde.navn)}« {only}. "
                "Aftal, hvad der følges i de andre år, eller tilføj en datakilde med årlige tal."
            )
            yield Finding("KIL-09", "advarsel", sti / "datakilde", message, 9)


def check_figures_are_possible(kontekst: Kontekst) -> Iterator[Finding]:
    """TAL-11: percentages lie between 0 and 100, no count is negative, nothing was measured in the future.

    A negative måltal and a staff share beyond 100 are refused when the file is read; a rise may exceed 100 percent.
    Source: domaene.md §9 rule 11.
    """
    for sti, item in indikatorer(kontekst):
        maaltal = item.maaltal
        if maaltal is not None and maaltal.vaerdi > HUNDRED and _is_share(maaltal):
            yield _impossible(kontekst, sti / "maaltal", format_number(maaltal.vaerdi))
        for name in _BASELINES:
            baseline = getattr(item, name)
            if baseline is None:
                continue
            if baseline.vaerdi is not None:
                shown = format_number(baseline.vaerdi)
                is_share = _is_percent(baseline.ordlyd) or _SHARE.match(item.tekst) is not None
                if baseline.vaerdi < 0:
                    message = (
                        f"{kontekst.navn(sti / name)} har værdien {shown}, men hverken et antal eller en andel kan "
                        "være negativ. Ret tallet."
                    )
                    yield Finding("TAL-11", "fejl", sti / name / "vaerdi", message, 11)
                elif is_share and baseline.vaerdi > HUNDRED:
                    yield _impossible(kontekst, sti / name, shown)
            if baseline.aar is not None and baseline.aar > kontekst.today.year:
                message = (
                    f"{kontekst.navn(sti / name)} er fra {baseline.aar}, som ligger i fremtiden. "
                    "Ret året, eller skriv, hvornår tallet ventes."
                )
                yield Finding("TAL-11", "fejl", sti / name / "aar", message, 11)


def _impossible(kontekst: Kontekst, sti: Sti, shown: str) -> Finding:
    message = f"{kontekst.navn(sti)} er {shown} procent, og en andel kan højst være 100. Ret tallet eller enheden."
    return Finding("TAL-11", "fejl", sti / "vaerdi", message, 11)


def check_text_states_the_maaltal(kontekst: Kontekst) -> Iterator[Finding]:
    """MTL-E1: a figure in an indikator's text is its måltal. Source: own choice.

    A text that states no figure, or states the måltal among others, is fine.
    """
    for sti, item in indikatorer(kontekst):
        if item.maaltal is None or item.maaltal.vaerdi in find_alle_tal(item.tekst):
            continue
        if figures := find_tal(item.tekst):
            message = (
                f"{kontekst.navn(sti)} har tallet {format_number(figures[0])} i teksten, men måltallet er "
                f"{format_number(item.maaltal.vaerdi)}. Ret det, der er forkert."
            )
            yield Finding("MTL-E1", "advarsel", sti / "maaltal", message, None)


REGLER: Final = (
    Regel(
        "KIL-06", 6, "fejl",
        "Hver indikator har en datakilde.",
        "Formularen 2019-26, kolonnen »Datakilde«",
        "Skriv, hvor tallene kommer fra.",
        check_indikator_has_datakilde,
    ),
    Regel(
        "BAS-07", 7, "advarsel",
        "En indikator har en baseline, medmindre den er aktivitetsnær, og en baseline, der ventes opdateret, er det "
        "inden fristen.",
        "Formularen 2019-26, kolonnen »Baseline boligområde/målgruppe«",
        "Skriv tallet og året, skriv »Opgøres ikke«, eller ret tidspunktet.",
        check_indikator_has_baseline,
    ),
    Regel(
        "MTL-08", 8, "advarsel",
        "Et tal i en indikators tekst står også som måltal, og måltallet siger, om det er pr. år eller i hele "
        "perioden. En andel, der skal nås, behøver ingen periode.",
        "Formularen 2019-26: indikatorer viser, om delmålene opnås",
        "Skriv måltal, enhed og periode.",
        check_maaltal_is_stated,
    ),
    Regel(
        "KIL-09", 9, "advarsel",
        "Datakilden har tal hvert år. Det, aftalen selv skriver om datakilden, går forud for programmets liste over "
        "kendte datakilder.",
        "Formularen 2019-26 (årlig opfølgning); VIVE's undersøgelser 2018 og 2021, Megafon 2023",
        "Aftal, hvad der følges i de andre år, eller tilføj en datakilde med årlige tal.",
        check_datakilde_is_yearly,
    ),
    Regel(
        "TAL-11", 11, "fejl",
        "En andel ligger mellem 0 og 100, intet antal er negativt, og intet er målt i fremtiden. Et negativt måltal "
        "og en medarbejderandel over 100 afvises allerede, når filen læses.",
        "Regneregler",
        "Ret tallet, enheden eller året.",
        check_figures_are_possible,
    ),
    Regel(
        "MTL-E1", None, "advarsel",
        "Tallet i en indikators tekst er det samme som måltallet.",
        "Programmets egen regel",
        "Ret teksten eller måltallet.",
        check_text_states_the_maaltal,
    ),
)  # fmt: skip

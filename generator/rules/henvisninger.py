"""The rule on references, 16: what is named by id or by name exists, and an indsatsområde goes by its present name.

Always so: a name that can't be judged (a delaftale that isn't at hand) passes. An indsatsområde of the period counts as
existing, since a plan's delaftaler are brought in one by one, unless the plan says that it has not chosen it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from generator.model.sti import PLAN, Sti
from generator.rules.finding import Finding, Regel
from generator.rules.kontekst import bare_omraade, quote_list, short
from generator.rules.tekster import read_tekster
from generator.text import nearest, slugify

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.rules.kontekst import Kontekst

# »delaftalen "Beskæftigelse"«, »aktiviteten »Lokalt engagement««: a name in quotation marks after the word.
_QUOTED: Final = re.compile(r"\b(delaftalen|aktiviteten)\s+[\"»“”„']([^\"»«“”„]{2,100})[\"«”“']", re.IGNORECASE)


def check_references_lead_somewhere(kontekst: Kontekst) -> Iterator[Finding]:
    """REF-16: what is referred to exists and goes by its present name. Source: domaene.md §9 rule 16."""
    yield from _check_formular(kontekst)
    yield from _check_ids(kontekst)
    yield from _check_organisationer(kontekst)
    told: set[str] = set()
    for sti, navn in _named_delaftaler(kontekst):
        if (finding := _check_delaftale(kontekst, sti, navn, told)) is not None:
            yield finding
    yield from _check_quoted(kontekst, told)


def _check_formular(kontekst: Kontekst) -> Iterator[Finding]:
    """Yield a fejl where the form isn't there, since nothing can be printed then."""
    formular, known = kontekst.delaftale.formular, kontekst.formularer
    if known and formular not in known:
        likely = nearest(formular, known)
        advice = f"Mente du »{likely[0]}«?" if likely else f"Skriv en af dem, der er: {quote_list(known)}."
        message = f"Der er ingen formular, der hedder »{short(formular)}«. {advice}"
        yield Finding("REF-16", "fejl", Sti("formular"), message, 16)


# -- ids --


def _check_ids(kontekst: Kontekst) -> Iterator[Finding]:
    delaftale = kontekst.delaftale
    aktiviteter = [item.id for item in delaftale.aktiviteter]
    delmaal = [item.id for item in delaftale.delmaal]
    for item in delaftale.delmaal:
        sti = Sti("delmaal") / item.id
        yield from _unknown(kontekst, sti, "aktiviteter", item.aktiviteter, aktiviteter, "aktiviteten")
        for indikator in item.indikatorer:
            below = sti / "indikatorer" / indikator.id
            yield from _unknown(kontekst, below, "aktiviteter", indikator.aktiviteter, aktiviteter, "aktiviteten")
    for aktivitet in delaftale.aktiviteter:
        sti = Sti("aktiviteter") / aktivitet.id
        yield from _unknown(kontekst, sti, "delmaal", aktivitet.delmaal, delmaal, "delmålet")


def _unknown(  # noqa: PLR0917 - read as a sentence where it is called
    kontekst: Kontekst, part: Sti, felt: str, written: Iterable[str], known: list[str], what: str
) -> Iterator[Finding]:
    missing = [item for item in written if item not in known]
    if missing:
        likely = nearest(missing[0], known)
        advice = f"Mente du »{likely[0]}«?" if likely else "Ret henvisningen, eller slet den."
        names = quote_list(missing)
        message = f"{kontekst.navn(part)} henviser til {what} {names}, som ikke står i delaftalen. {advice}"
        yield Finding("REF-16", "advarsel", part / felt, message, 16)


def _check_organisationer(kontekst: Kontekst) -> Iterator[Finding]:
    known = [item.id for item in kontekst.plan.organisationer]
    for sti, organisation in _organisation_ids(kontekst):
        if organisation is not None and organisation not in known:
            likely = nearest(organisation, known)
            advice = f"Mente du »{likely[0]}«?" if likely else "Ret henvisningen, eller tilføj organisationen dér."
            message = (
                f"{kontekst.navn(sti)} henviser til organisationen »{organisation}«, som ikke står i helhedsplan.yaml. "
                f"{advice}"
            )
            yield Finding("REF-16", "advarsel", sti, message, 16)


def _organisation_ids(kontekst: Kontekst) -> Iterator[tuple[Sti, str | None]]:
    yield Sti(PLAN) / "dataansvarlig", kontekst.plan.dataansvarlig
    for part in kontekst.delaftale.parter:
        yield Sti("parter") / part.id / "organisation", part.organisation
    for aktivitet in kontekst.delaftale.aktiviteter:
        for partner in aktivitet.samarbejdspartnere:
            sti = Sti("aktiviteter") / aktivitet.id / "samarbejdspartnere" / partner.id / "organisation"
            yield sti, partner.organisation
    for ressource in kontekst.delaftale.ressourcer:
        yield Sti("ressourcer") / ressource.id / "arbejdsgiver", ressource.arbejdsgiver


# -- other delaftaler --


def _named_delaftaler(kontekst: Kontekst) -> Iterator[tuple[Sti, str]]:
    for aktivitet in kontekst.delaftale.aktiviteter:
        sti = Sti("aktiviteter") / aktivitet.id
        for section in aktivitet.formaal:
            for name in section.delaftaler:
                yield sti / "formaal" / section.id / "delaftaler", name
        for name in aktivitet.relaterede_delaftaler:
            yield sti / "relaterede_delaftaler", name
        for name in aktivitet.hoerer_til:
            yield sti / "hoerer_til", name


def _check_delaftale(kontekst: Kontekst, sti: Sti, navn: str, told: set[str]) -> Finding | None:
    """Return what is wrong with a reference to another delaftale; each name is told of once."""
    wanted = bare_omraade(navn)
    if not wanted or wanted in told or wanted in {bare_omraade(item.id) for item in kontekst.alle}:
        return None
    omraade = kontekst.find_omraade(navn)
    if omraade is not None and wanted in {bare_omraade(omraade.navn), bare_omraade(omraade.id)}:
        there = {kontekst.omraade_id(item) for item in kontekst.alle} | set(kontekst.valgte_omraader)
        if not kontekst.valgte_omraader or omraade.id in there:
            return None
        problem = "som planen hverken har en delaftale eller et overordnet mål for"
        advice = "Ret henvisningen, eller slet den."
    elif omraade is not None:
        older = kontekst.er_gammelt_navn(navn)
        problem = f"et navn fra bevillingsperioden {older}" if older else "som ikke er indsatsområdets eget navn"
        advice = f"Indsatsområdet hedder »{omraade.navn}«; ret henvisningen til det."
    elif kontekst.periode is None:  # then rule 1 says so, and no name can be judged
        return None
    else:
        likely = nearest(navn, [item.navn for item in kontekst.periode.indsatsomraader])
        problem = "som hverken er en delaftale i planen eller et af periodens indsatsområder"
        advice = f"Mente du »{likely[0]}«?" if likely else "Ret henvisningen, eller slet den."
    told.add(wanted)
    message = f"{kontekst.navn(_part_of(sti))} henviser til »{short(navn)}«, {problem}. {advice}"
    return Finding("REF-16", "advarsel", sti, message, 16)


def _part_of(sti: Sti) -> Sti:
    """Return the activity that `sti` lies in, else `sti` itself."""
    return Sti("/".join(sti.dele[:2])) if sti.dele[0] == "aktiviteter" else sti


def _check_quoted(kontekst: Kontekst, told: set[str]) -> Iterator[Finding]:
    """Yield names in quotation marks after »delaftalen« or »aktiviteten« that lead nowhere."""
    aktiviteter = [item.navn for delaftale in kontekst.alle for item in delaftale.aktiviteter]
    known = {slugify(navn) for navn in aktiviteter}
    for felt in read_tekster(kontekst):
        for word, name in (hit for afsnit in felt.afsnit for hit in _QUOTED.findall(afsnit)):
            navn = name.strip()
            if word.lower() == "delaftalen":
                if (finding := _check_delaftale(kontekst, felt.sti, navn, told)) is not None:
                    yield finding
            elif slugify(navn) not in known | told:
                likely = nearest(navn, aktiviteter)
                if not likely and not kontekst.er_komplet:  # it may stand in a delaftale that is not at hand
                    continue
                told.add(slugify(navn))
                message = (
                    f"{kontekst.navn(felt.sti)} nævner aktiviteten »{short(navn)}«, som ikke findes. "
                    f"{f'Mente du »{short(likely[0])}«?' if likely else 'Ret navnet, eller tilføj aktiviteten.'}"
                )
                yield Finding("REF-16", "advarsel", felt.sti, message, 16)


REGLER: Final = (
    Regel(
        "REF-16", 16, "advarsel; fejl for en formular",
        "Formularen, aktiviteter, delmål, organisationer og andre delaftaler, som der henvises til, findes og nævnes "
        "ved deres nuværende navn. Et indsatsområde i planens bevillingsperiode regnes for at findes, medmindre "
        "planens overordnede mål viser, at det ikke er valgt. Også navne i anførselstegn efter »delaftalen« og "
        "»aktiviteten« læses.",
        "Bevillingsperiodernes lister over indsatsområder",
        "Ret henvisningen til det nuværende navn, eller slet den.",
        check_references_lead_somewhere,
    ),
)  # fmt: skip

"""What closing a meeting comes to: the decisions as the log's posts have them, or all the reasons why not yet.

Always so: every forslag on the agenda has an outcome, or nothing is closed; every reason is told at once. What only the
texts can tell (whether the changes hang together) is found when the versions are made. Pure. Sources: domaene.md §9
(23, 27–29, 34); docs/analyse/moede.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.errors import MoedeManglerError
from generator.model.beslutning import GODKENDENDE, Godkendelsesmetode, Opdeling, Udfald
from generator.model.bestyrelse import Punkttype, SkriftligtFlertal
from generator.model.forslag import Strategisk
from generator.model.moede import Fremmoede, Moedeform, Moedestatus, Punktart, Punktudfald, Svar
from generator.text import format_list, format_short_date
from generator.workflow.afstemning import check_afstemninger
from generator.workflow.chef import chef_titel, define_titel
from generator.workflow.dagsorden import rules_of
from generator.workflow.deciding import find_forslag
from generator.workflow.mandater import check_deltagere, check_dygtig, seats_on
from generator.workflow.moedeafgoerelser import decision_day, effective_from
from generator.workflow.moededele import check_split, part_id, split_all
from generator.workflow.moedekontrol import check_forslag
from generator.workflow.moedeordlyd import word_afgoerelse, word_punktbeslutning
from generator.workflow.moederettelse import corrected_moede

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from generator.model.bestyrelse import Bestyrelsesregler, SkriftligBehandling
    from generator.model.helhedsplan import Helhedsplan
    from generator.model.moede import Forslagsafgoerelse, Moede, Punkt, Punktbeslutning
    from generator.model.person import Personregister
    from generator.workflow.tilstand import Tilstand


@dataclass(frozen=True)
class Afslutningsplan:
    """What closing makes: facts for the posts, as their models take them. `advarsler` are worth a look, in Danish.

    `forslag` () and the others empty: the meeting decides nothing that the log keeps.
    """

    opdelinger: tuple[Opdeling, ...]
    forslag: tuple[dict[str, Any], ...]
    ingen_aendringer: dict[str, Any] | None
    referater: tuple[dict[str, Any], ...]
    advarsler: tuple[str, ...]


def plan_afslutning(
    moede: Moede,
    plan: Helhedsplan,
    register: Personregister,
    tilstand: Tilstand,
    today: date,
    *,
    tidligere: Sequence[Moede] = (),
) -> Afslutningsplan:
    """Return what closing the meeting makes; `tidligere` are the plan's other meetings.

    Raises: MoedeManglerError, with every reason why it can't be closed.
    """
    regler = rules_of(plan)
    titler = {name: item.forslag.titel for name, item in tilstand.forslag.items()}
    mangler = [
        *_check_called(moede, today),
        *_check_people(moede, regler, register, today),
        *_check_punkter(moede, tilstand),
        *_check_referater(moede, tidligere),
        *check_forslag(moede, tilstand),
        *check_split(moede, tilstand),
        *check_afstemninger(moede, regler, register, titler),
    ]
    if mangler:
        kind = "Den skriftlige behandling" if moede.form is Moedeform.SKRIFTLIG else "Mødet"
        raise MoedeManglerError(f"{kind} den {format_short_date(moede.dato)}", mangler)
    chef = define_titel(chef_titel(plan, register, moede.dato))
    advarsler = [
        f"»{item.forslag.titel}« berører måske den strategiske samarbejdsaftale, som Landsbyggefonden skal godkende."
        for afgoerelse in moede.afgoerelser
        for item in [find_forslag(tilstand, afgoerelse.forslag)]
        if item.forslag.strategisk is Strategisk.UKLART and afgoerelse.udfald in GODKENDENDE
    ]
    return Afslutningsplan(
        tuple(split_all(moede, tilstand)),
        tuple(_facts(moede, item, tilstand, chef) for item in moede.afgoerelser),
        _find_ingen_aendringer(moede),
        tuple(
            {"moede": item.referat_af, "godkendt": moede.dato, "metode": Godkendelsesmetode.MOEDE}
            for item in moede.punkter
            if _approves_referat(item, tilstand)
        ),
        tuple(dict.fromkeys(advarsler)),
    )


# -- why not yet --


def _check_called(moede: Moede, today: date) -> Iterator[str]:
    if moede.status is not Moedestatus.UDSENDT:
        yield "Dagsordenen er ikke udsendt. Kør »delaftale moede udsend«."
    if moede.form is not Moedeform.SKRIFTLIG and today < moede.dato:
        yield f"Mødet er først den {format_short_date(moede.dato)}."


def _check_people(moede: Moede, regler: Bestyrelsesregler, register: Personregister, today: date) -> Iterator[str]:
    """Yield what is wrong with who takes part, in a room or in writing."""
    if moede.form is Moedeform.SKRIFTLIG:
        if regler.skriftlig is None:
            yield "Bestyrelsens regler giver ikke adgang til skriftlig behandling. Tag sagen op på et møde."
        else:
            yield from _check_svar(moede, regler.skriftlig, register, today)
        return
    if not any(item.fremmoede is Fremmoede.TIL_STEDE for item in moede.deltagere):
        yield "Ingen er noteret som til stede. Notér dem med »delaftale moede deltagere«."
        return
    yield from check_deltagere(moede, register)
    if any(item.type is Punkttype.B for item in moede.punkter):
        yield from check_dygtig(moede, regler, register)


def _check_svar(moede: Moede, regel: SkriftligBehandling, register: Personregister, today: date) -> Iterator[str]:
    """Yield what stands in the way of deciding in writing, by the plan's rule. Source: domaene.md §9 (29)."""
    seats = seats_on(register, moede.dato)
    day = format_short_date(moede.dato)
    if not seats:
        yield f"Ingen i personer.yaml har stemmeret den {day}. Skriv mandaterne ind."
        return
    answers = {item.person: item.svar for item in moede.svar if item.person in seats}
    for item in moede.svar:
        if item.person not in seats:
            yield f"»{item.person}« har svaret, men har ingen stemmeret den {day}."
    wants = [person for person, svar in answers.items() if svar is Svar.OENSKER_MOEDE]
    if wants:
        yield f"{_names(wants)} ønsker sagen på et møde. Tag den op dér."
        return
    agrees = [person for person, svar in answers.items() if svar is Svar.GODKENDER]
    missing = [person for person in seats if person not in agrees]
    if regel.krav is SkriftligtFlertal.ALLE_GODKENDER and missing:
        yield f"{_names(missing)} har ikke svaret »Godkender«, og det skal alle."
    elif len(agrees) * 2 <= len(seats):
        yield f"{len(agrees)} af {len(seats)} med stemmeret har svaret »Godkender«. Der skal være et flertal."
    elif moede.svarfrist is not None and today <= moede.svarfrist and len(answers) < len(seats):
        frist = format_short_date(moede.svarfrist)
        yield f"Svarfristen løber til og med {frist}, og ikke alle har svaret. Vent til dagen efter."


def _check_punkter(moede: Moede, tilstand: Tilstand) -> Iterator[str]:
    if not moede.punkter:
        yield "Dagsordenen er tom."
    for number, item in enumerate(moede.punkter, start=1):
        if item.type is Punkttype.B and not item.forslag and item.beslutning is None:
            is_past = item.referat_af is not None and tilstand.referat_godkendt(item.referat_af) is not None
            if item.art is not Punktart.INDSTILLING and not is_past:
                yield f"Punkt {number} »{item.titel}« mangler en beslutning."
    if sum(_is_unchanged(item.beslutning) for item in moede.punkter) > 1:
        yield "To punkter siger, at der ingen ændringer er i året. Lad det stå ved det ene."


def _check_referater(moede: Moede, tidligere: Sequence[Moede]) -> Iterator[str]:
    """Yield what is missing before earlier meetings' referater can be approved: an answer to each remark."""
    by_day = {item.dato: item for item in tidligere}
    for number, item in enumerate(moede.punkter, start=1):
        if item.referat_af is None or not _is_approved(item.beslutning):
            continue
        day = format_short_date(item.referat_af)
        earlier = by_day.get(item.referat_af)
        if item.referat_af >= moede.dato:
            yield f"Punkt {number}: mødet den {day} ligger ikke før dette. Fjern punktet."
        elif earlier is not None:
            for nr, remark in enumerate(earlier.referat.bemaerkninger, start=1):
                if remark.svar is None:
                    command = f"delaftale moede referat {item.referat_af} --nummer {nr} --svar …"
                    yield (
                        f"Punkt {number}: bemærkning {nr} til referatet af mødet den {day} er ikke behandlet. "
                        f"Notér bestyrelsens svar med »{command}«."
                    )


# -- what it makes --


def _facts(moede: Moede, item: Forslagsafgoerelse, tilstand: Tilstand, chef: str) -> dict[str, Any]:
    """Return the facts of a decision as `Forslagsbeslutning` takes them."""
    is_corrected = item.retter is not None
    takes_effect = bool(item.aendringer) if is_corrected else item.udfald in GODKENDENDE
    day = effective_from(item, tilstand, decision_day(moede)) if takes_effect else None
    return {
        "forslag": part_id(item, moede, tilstand),
        "punkt": str(_number_of(moede, item, tilstand)),
        "udfald": item.udfald,
        "ordlyd": word_afgoerelse(item, day, chef),
        "gaelder_fra": day,
        "forbehold": item.forbehold if item.udfald is Udfald.GODKENDT_MED_FORBEHOLD else None,
        "aendringer": item.aendringer,
        "retter": item.retter,
    }


def _number_of(moede: Moede, item: Forslagsafgoerelse, tilstand: Tilstand) -> int:
    """Return the number of the item that a decision was made under; a correction's is the referat's approval."""
    met = None if item.retter is None else corrected_moede(item, find_forslag(tilstand, item.forslag))
    return next(
        number
        for number, punkt in enumerate(moede.punkter, start=1)
        if (item.forslag in punkt.forslag if met is None else punkt.referat_af == met)
    )


def _find_ingen_aendringer(moede: Moede) -> dict[str, Any] | None:
    for number, item in enumerate(moede.punkter, start=1):
        if item.beslutning is not None and _is_unchanged(item.beslutning):
            words = word_punktbeslutning(item.beslutning)
            return {"aar": item.beslutning.aar, "moede": moede.dato, "punkt": str(number), "ordlyd": words}
    return None


def _is_unchanged(beslutning: Punktbeslutning | None) -> bool:
    return beslutning is not None and beslutning.udfald is Punktudfald.INGEN_AENDRINGER


def _is_approved(beslutning: Punktbeslutning | None) -> bool:
    return beslutning is not None and beslutning.udfald is Punktudfald.GODKENDT


def _approves_referat(punkt: Punkt, tilstand: Tilstand) -> bool:
    """Whether an item approves a referat that is not approved yet, by silence in the meantime."""
    return (
        punkt.referat_af is not None
        and _is_approved(punkt.beslutning)
        and tilstand.referat_godkendt(punkt.referat_af) is None
    )


def _names(people: Sequence[str]) -> str:
    return format_list(f"»{name}«" for name in people)

"""What closing a meeting comes to: the decisions as the log's posts have them, or all the reasons why not yet.

Always so: every forslag on the agenda has an outcome, or nothing is closed; every reason is told at once. What only the
texts can tell (whether the changes hang together) is found when the versions are made. Pure. Sources: domaene.md §9
(23, 27–29, 34); docs/analyse/moede.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.errors import MoedeManglerError
from generator.model.beslutning import GODKENDENDE, Forslagsdel, Godkendelsesmetode, Opdeling, Udfald
from generator.model.bestyrelse import Punkttype, SkriftligtFlertal
from generator.model.forslag import Strategisk
from generator.model.moede import Fremmoede, Moedeform, Moedestatus, Punktart, Punktudfald, Svar
from generator.text import format_list, format_short_date
from generator.workflow.afstemning import check_afstemninger
from generator.workflow.dagsorden import rules_of
from generator.workflow.deciding import find_forslag
from generator.workflow.mandater import check_deltagere, check_dygtig, seats_on
from generator.workflow.moedeafgoerelser import effective_from
from generator.workflow.moedeordlyd import word_afgoerelse, word_punktbeslutning

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from generator.model.bestyrelse import Bestyrelsesregler, SkriftligBehandling
    from generator.model.helhedsplan import Helhedsplan
    from generator.model.moede import Forslagsafgoerelse, Moede
    from generator.model.person import Personregister
    from generator.workflow.tilstand import Tilstand

DEFAULT_CHEF = "chefen for helhedsplanen"


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
    moede: Moede, plan: Helhedsplan, register: Personregister, tilstand: Tilstand, today: date
) -> Afslutningsplan:
    """Return what closing the meeting makes. Raises: MoedeManglerError, with every reason why it can't be closed."""
    regler = rules_of(plan)
    mangler = [
        *_check_called(moede, today),
        *_check_people(moede, regler, register),
        *_check_punkter(moede),
        *_check_forslag(moede, tilstand),
        *check_afstemninger(moede, regler, register),
    ]
    if mangler:
        kind = "Den skriftlige behandling" if moede.form is Moedeform.SKRIFTLIG else "Mødet"
        raise MoedeManglerError(f"{kind} den {format_short_date(moede.dato)}", mangler)
    chef = DEFAULT_CHEF if plan.chef is None else plan.chef.titel
    advarsler = [
        f"»{item.forslag.titel}« berører måske den strategiske samarbejdsaftale, som Landsbyggefonden skal godkende."
        for item in (find_forslag(tilstand, afgoerelse.forslag) for afgoerelse in moede.afgoerelser)
        if item.forslag.strategisk is Strategisk.UKLART
    ]
    return Afslutningsplan(
        tuple(_split(moede, tilstand)),
        tuple(_facts(moede, item, tilstand, chef) for item in moede.afgoerelser),
        _find_ingen_aendringer(moede),
        tuple(
            {"moede": item.referat_af, "godkendt": moede.dato, "metode": Godkendelsesmetode.MOEDE}
            for item in moede.punkter
            if item.art is Punktart.REFERAT
            and item.beslutning is not None
            and item.beslutning.udfald is Punktudfald.GODKENDT
        ),
        tuple(dict.fromkeys(advarsler)),
    )


def part_id(afgoerelse: Forslagsafgoerelse, moede: Moede) -> str:
    """Return the id that a decision's forslag has in the log: its own, or that of the part it became."""
    if afgoerelse.udskilt is not None:
        return afgoerelse.udskilt.id
    is_split = any(item.forslag == afgoerelse.forslag and item.udskilt is not None for item in moede.afgoerelser)
    return f"{afgoerelse.forslag}-resten"[-60:].strip("-") if is_split else afgoerelse.forslag


# -- why not yet --


def _check_called(moede: Moede, today: date) -> Iterator[str]:
    if moede.status is not Moedestatus.UDSENDT:
        yield "Dagsordenen er ikke udsendt. Kør »delaftale moede udsend«."
    if moede.form is not Moedeform.SKRIFTLIG and today < moede.dato:
        yield f"Mødet er først den {format_short_date(moede.dato)}."


def _check_people(moede: Moede, regler: Bestyrelsesregler, register: Personregister) -> Iterator[str]:
    """Yield what is wrong with who takes part, in a room or in writing."""
    if moede.form is Moedeform.SKRIFTLIG:
        if regler.skriftlig is None:
            yield "Bestyrelsens regler giver ikke adgang til skriftlig behandling. Tag sagen op på et møde."
        else:
            yield from _check_svar(moede, regler.skriftlig, register)
        return
    if not any(item.fremmoede is Fremmoede.TIL_STEDE for item in moede.deltagere):
        yield "Ingen er noteret som til stede. Notér dem med »delaftale moede deltagere«."
        return
    yield from check_deltagere(moede, register)
    if any(item.type is Punkttype.B for item in moede.punkter):
        yield from check_dygtig(moede, regler, register)


def _check_svar(moede: Moede, regel: SkriftligBehandling, register: Personregister) -> Iterator[str]:
    """Yield what stands in the way of deciding in writing, by the plan's rule. Source: domaene.md §9 (29)."""
    seats = seats_on(register, moede.dato)
    latest = {item.person: item for item in moede.svar}
    for person in latest:
        if person not in seats:
            yield f"»{person}« har svaret, men har ingen stemmeret den {format_short_date(moede.dato)}."
    wants = [person for person, item in latest.items() if item.svar is Svar.OENSKER_MOEDE and person in seats]
    if wants:
        names = format_list(f"»{name}«" for name in wants)
        yield f"{names} ønsker sagen på et møde. Tag den op dér."
        return
    agrees = [person for person, item in latest.items() if item.svar is Svar.GODKENDER and person in seats]
    if regel.krav is SkriftligtFlertal.ALLE_GODKENDER:
        missing = [person for person in seats if person not in agrees]
        if missing:
            yield f"{format_list(f'»{name}«' for name in missing)} har ikke svaret »Godkender«, og det skal alle."
    elif len(agrees) * 2 <= len(seats):
        yield f"{len(agrees)} af {len(seats)} med stemmeret har svaret »Godkender«. Der skal være et flertal."


def _check_punkter(moede: Moede) -> Iterator[str]:
    if not moede.punkter:
        yield "Dagsordenen er tom."
    for number, item in enumerate(moede.punkter, start=1):
        if item.type is Punkttype.B and not item.forslag and item.beslutning is None:
            if item.art is Punktart.INDSTILLING:
                continue
            yield f"Punkt {number} »{item.titel}« mangler en beslutning."
    chosen = [item for item in moede.punkter if _is_unchanged(item.beslutning)]
    if len(chosen) > 1:
        yield "To punkter siger, at der ingen ændringer er i året. Lad det stå ved det ene."


def _check_forslag(moede: Moede, tilstand: Tilstand) -> Iterator[str]:
    decided = {item.forslag for item in moede.afgoerelser}
    for number, punkt in enumerate(moede.punkter, start=1):
        for name in punkt.forslag:
            item = find_forslag(tilstand, name)
            if name not in decided and item.er_verserende:
                yield f"Punkt {number}: »{item.forslag.titel}« er ikke afgjort."
    for afgoerelse in moede.afgoerelser:
        item = find_forslag(tilstand, afgoerelse.forslag)
        titel = item.forslag.titel
        if afgoerelse.retter is None and not item.er_verserende:
            yield f"»{titel}« er {item.status.ordlyd} og kan ikke afgøres. Fortryd beslutningen."
        if afgoerelse.udfald in GODKENDENDE and item.forslag.strategisk is Strategisk.JA and afgoerelse.retter is None:
            yield (
                f"»{titel}« berører den strategiske samarbejdsaftale, og Landsbyggefondens godkendelse er ikke "
                "registreret. Godkend det med forbehold for den."
            )
    yield from _check_split(moede, tilstand)


def _check_split(moede: Moede, tilstand: Tilstand) -> Iterator[str]:
    """Yield where a forslag is split so that a change goes to no part, or to two."""
    for name in dict.fromkeys(item.forslag for item in moede.afgoerelser if item.udskilt is not None):
        own = [item for item in moede.afgoerelser if item.forslag == name]
        forslag = find_forslag(tilstand, name).forslag
        count = sum(len(part.aendringer) for part in forslag.aendringer)
        numbers = [nr for item in own if item.udskilt is not None for nr in item.udskilt.numre]
        rest = set(range(1, count + 1)) - set(numbers)
        strange = sorted({nr for nr in numbers if nr > count or nr < 1 or numbers.count(nr) > 1})
        has_rest = any(item.udskilt is None for item in own)
        if strange:
            yield (
                f"»{forslag.titel}« har ændring 1 til {count}. {format_list(str(nr) for nr in strange)} "
                "findes ikke eller står i to dele."
            )
        elif rest and not has_rest:
            left = format_list(str(nr) for nr in sorted(rest))
            yield f"»{forslag.titel}« er delt, men ændring {left} er ikke afgjort. Notér beslutningen om resten."
        elif not rest and has_rest:
            yield f"»{forslag.titel}« er delt, så der ikke er mere tilbage. Fortryd beslutningen om resten."


# -- what it makes --


def _facts(moede: Moede, item: Forslagsafgoerelse, tilstand: Tilstand, chef: str) -> dict[str, Any]:
    """Return the facts of a decision as `Forslagsbeslutning` takes them."""
    is_corrected = item.retter is not None
    takes_effect = bool(item.aendringer) if is_corrected else item.udfald in GODKENDENDE
    day = effective_from(item, tilstand, moede.dato) if takes_effect else None
    return {
        "forslag": part_id(item, moede),
        "punkt": str(_number_of(moede, item)),
        "udfald": item.udfald,
        "ordlyd": word_afgoerelse(item, day, chef),
        "gaelder_fra": day,
        "forbehold": item.forbehold if item.udfald is Udfald.GODKENDT_MED_FORBEHOLD else None,
        "aendringer": item.aendringer,
        "retter": item.retter,
    }


def _number_of(moede: Moede, item: Forslagsafgoerelse) -> int:
    """Return the number of the item that a decision was made under; a correction's is the referat's approval."""
    for number, punkt in enumerate(moede.punkter, start=1):
        if item.forslag in punkt.forslag or (item.retter is not None and punkt.art is Punktart.REFERAT):
            return number
    return 1


def _split(moede: Moede, tilstand: Tilstand) -> Iterator[Opdeling]:
    """Yield how the board split forslag: the parts that it named, and the rest if there is one."""
    for name in dict.fromkeys(item.forslag for item in moede.afgoerelser if item.udskilt is not None):
        own = [item for item in moede.afgoerelser if item.forslag == name]
        parts = [item.udskilt for item in own if item.udskilt is not None]
        forslag = find_forslag(tilstand, name).forslag
        count = sum(len(part.aendringer) for part in forslag.aendringer)
        rest = tuple(sorted(set(range(1, count + 1)) - {nr for part in parts for nr in part.numre}))
        if rest:
            item = next(item for item in own if item.udskilt is None)
            parts.append(Forslagsdel(id=part_id(item, moede), titel=f"{forslag.titel}, resten", numre=rest))
        yield Opdeling(forslag=name, dele=tuple(parts))


def _find_ingen_aendringer(moede: Moede) -> dict[str, Any] | None:
    for number, item in enumerate(moede.punkter, start=1):
        if item.beslutning is not None and _is_unchanged(item.beslutning):
            words = word_punktbeslutning(item.beslutning)
            return {"aar": item.beslutning.aar, "moede": moede.dato, "punkt": str(number), "ordlyd": words}
    return None


def _is_unchanged(beslutning: Any) -> bool:
    return beslutning is not None and beslutning.udfald is Punktudfald.INGEN_AENDRINGER

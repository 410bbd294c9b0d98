"""A meeting as lines for whoever looks at it in a terminal: what is on the agenda, who is there, what is noted.

Always so: forslag carry the number that they can be named by (»4.2«), and whatever keeps the meeting from being closed
can be seen. Pure but for the names that the register has.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.moede import Moedeform, Moedestatus
from generator.rules.moede import Moedekontekst, check_moede
from generator.text import format_list, format_short_date
from generator.workflow.chef import chef_titel, define_titel
from generator.workflow.dagsorden import open_opgaver, tell_history
from generator.workflow.deciding import find_forslag
from generator.workflow.moedeafgoerelser import decision_day, effective_from
from generator.workflow.moededele import is_decided, numbers_left
from generator.workflow.moedeordlyd import (
    outcome_unless_noted,
    word_afgoerelse,
    word_afstemning,
    word_punktbeslutning,
)
from generator.workflow.referatforloeb import referat_status

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from generator.model.moede import Forslagsafgoerelse, Punkt
    from generator.service.moeder import AabentMoede


def tell_moede(aabent: AabentMoede, today: date | None = None) -> Iterator[str]:
    """Yield a meeting as lines; with `today` at the end what the rules on meetings say of it."""
    moede = aabent.moede
    facts = [moede.form.ordlyd if moede.form is not Moedeform.FYSISK else "", moede.status.ordlyd]
    facts += [f"kl. {moede.kl}" if moede.kl else "", moede.sted or ""]
    if moede.svarfrist is not None:
        facts.append(f"svarfrist {format_short_date(moede.svarfrist)}")
    if moede.flyttet_fra is not None:
        facts.append(f"flyttet fra den {format_short_date(moede.flyttet_fra)}")
    if moede.er_afsluttet:
        facts.append(f"referat: {referat_status(moede).ordlyd}")
    yield f"    {', '.join(part for part in facts if part)}"
    for people in _tell_people(aabent):
        yield f"    {people}"
    for number, punkt in enumerate(moede.punkter, start=1):
        yield ""
        yield from _tell_punkt(aabent, number, punkt)
    if moede.opgaver:
        yield ""
        yield "Opgaver"
        for opgave in moede.opgaver:
            due = f", frist {format_short_date(opgave.frist)}" if opgave.frist else ""
            done = f", udført {format_short_date(opgave.udfoert)}" if opgave.udfoert else ""
            yield f"    {opgave.id}: {opgave.tekst} ({show_person(aabent, opgave.ansvarlig)}{due}{done})"
    yield from _tell_bemaerkninger(aabent)
    if today is not None:
        kontekst = Moedekontekst(moede, aabent.plan, aabent.register, aabent.tidligere, today)
        found = [item.message for item in check_moede(kontekst)]
        yield from ["", "Værd at se på", *(f"    {text}" for text in found)] if found else []


def show_person(aabent: AabentMoede, noegle: str) -> str:
    """Return somebody's name, or the role where the name was erased; the key of somebody unknown."""
    found = aabent.register.find(noegle)
    return noegle if found is None else found.navn or found.rolle


def _tell_people(aabent: AabentMoede) -> Iterator[str]:
    moede = aabent.moede
    for kind in dict.fromkeys(item.fremmoede for item in moede.deltagere):
        names = []
        for item in moede.deltagere:
            if item.fremmoede is kind:
                stand = f" (for {show_person(aabent, item.suppleant_for)})" if item.suppleant_for else ""
                names.append(f"{show_person(aabent, item.person)}{stand}")
        yield f"{kind.ordlyd.capitalize()}: {format_list(names)}"
    for answer in moede.svar:
        day = format_short_date(answer.dato)
        text = f": {answer.bemaerkning}" if answer.bemaerkning else ""
        yield f"{show_person(aabent, answer.person)} svarede den {day} »{answer.svar.ordlyd}«{text}"


def _tell_punkt(aabent: AabentMoede, number: int, punkt: Punkt) -> Iterator[str]:
    moede = aabent.moede
    marks = [punkt.type.value, "lukket" if punkt.lukket else "", punkt.markering.ordlyd if punkt.markering else ""]
    yield f"{number}. {punkt.titel} ({', '.join(mark for mark in marks if mark)})"
    for index, name in enumerate(punkt.forslag, start=1):
        yield from _tell_forslag(aabent, f"{number}.{index}", name)
    if punkt.art.value == "opgaver":
        for _, opgave in open_opgaver(aabent.tidligere, moede.dato):
            yield f"    - {opgave.tekst} ({show_person(aabent, opgave.ansvarlig)})"
    for bilag in punkt.bilag:
        yield f"    Bilag: {bilag.titel}{' (lukket)' if bilag.lukket else ''}"
    came = punkt.beslutning
    if came is None and moede.er_afsluttet and moede.form is not Moedeform.SKRIFTLIG:
        came = outcome_unless_noted(punkt)
    if came is not None:
        votes = f" {word_afstemning(came.afstemning)}" if came.afstemning else ""
        yield f"    Beslutning: {word_punktbeslutning(came)}{votes}"
    for afgoerelse in moede.afgoerelser:
        if afgoerelse.retter is not None and punkt.referat_af is not None and _corrects(aabent, afgoerelse, punkt):
            yield f"    Rettelse: {_tell_afgoerelse(aabent, afgoerelse)}"


def _tell_forslag(aabent: AabentMoede, number: str, name: str) -> Iterator[str]:
    moede, item = aabent.moede, find_forslag(aabent.planlog.tilstand, name)
    yield f"    {number} {item.forslag.titel}"
    if history := tell_history(item, moede.dato):
        yield f"        {history}"
    own = [each for each in moede.afgoerelser if each.forslag == name and each.retter is None]
    for afgoerelse in own:
        yield f"        {_tell_afgoerelse(aabent, afgoerelse)}"
    if moede.status is Moedestatus.UDSENDT and not is_decided(moede, item):
        rest = f"ændring {format_list(str(nr) for nr in numbers_left(moede, item))} er " if own else ""
        yield f"        ({rest}ikke afgjort)"


def _corrects(aabent: AabentMoede, afgoerelse: Forslagsafgoerelse, punkt: Punkt) -> bool:
    """Whether a correction belongs to the item that approves the referat of the meeting that decided."""
    found = find_forslag(aabent.planlog.tilstand, afgoerelse.forslag)
    return any(item.post == afgoerelse.retter and item.moede == punkt.referat_af for item in found.afgoerelser)


def _tell_afgoerelse(aabent: AabentMoede, item: Forslagsafgoerelse) -> str:
    chef = define_titel(chef_titel(aabent.plan, aabent.register, aabent.moede.dato))
    day = effective_from(item, aabent.planlog.tilstand, decision_day(aabent.moede))
    part = f"{item.udskilt.titel}: " if item.udskilt is not None else ""
    votes = f" {word_afstemning(item.afstemning)}" if item.afstemning is not None else ""
    return f"{part}{word_afgoerelse(item, day, chef)}{votes}"


def _tell_bemaerkninger(aabent: AabentMoede) -> Iterator[str]:
    remarks = aabent.moede.referat.bemaerkninger
    if remarks:
        yield ""
        yield "Bemærkninger til referatet"
    for number, item in enumerate(remarks, start=1):
        answer = f" Svar: {item.svar}" if item.svar else ""
        yield f"    {number}. {show_person(aabent, item.person)}, {format_short_date(item.dato)}: {item.tekst}{answer}"

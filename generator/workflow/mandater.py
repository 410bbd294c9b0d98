"""Who has a vote at a meeting, and whether the board can decide: from the register's mandates and the plan's rules.

Always so: what the plan has no rule on is not checked. A suppleant votes for the one seat that they took, and only
while its holder is away. Sources: domaene.md §2, §9 (27); the plan's own forretningsorden.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.bestyrelse import Mandatrolle
from generator.model.moede import Fremmoede
from generator.text import format_short_date

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from generator.model.bestyrelse import Bestyrelsesregler, Mandat
    from generator.model.moede import Moede
    from generator.model.person import Person, Personregister


def mandat_on(person: Person, day: date) -> Mandat | None:
    """Return the mandate that somebody holds on that day, a seat before a suppleant's; None if none."""
    held = [item for item in person.mandater if item.holds_on(day)]
    return min(held, key=lambda item: item.rolle is Mandatrolle.SUPPLEANT, default=None)


def seats_on(register: Personregister, day: date) -> dict[str, Mandat]:
    """Return by person those who hold a seat with a vote on that day, suppleanter apart, in the register's order."""
    seats: dict[str, Mandat] = {}
    for person in register.personer:
        mandat = mandat_on(person, day)
        if mandat is not None and mandat.stemmeret and mandat.rolle is not Mandatrolle.SUPPLEANT:
            seats[person.id] = mandat
    return seats


def voters(moede: Moede, register: Personregister) -> dict[str, Mandat]:
    """Return by person who may vote at the meeting, with the seat they vote for; () where nobody is noted."""
    seats = seats_on(register, moede.dato)
    there = [item for item in moede.deltagere if item.fremmoede is Fremmoede.TIL_STEDE]
    result = {item.person: seats[item.person] for item in there if item.person in seats}
    for item in there:
        if item.suppleant_for is not None and item.suppleant_for in seats and item.suppleant_for not in result:
            result[item.person] = seats[item.suppleant_for]
    return result


def check_deltagere(moede: Moede, register: Personregister) -> Iterator[str]:
    """Yield in Danish what is wrong with who is noted as present: unknown people, suppleanter without a seat."""
    known = {person.id: person for person in register.personer}
    seats = seats_on(register, moede.dato)
    away = {item.person for item in moede.deltagere if item.fremmoede is not Fremmoede.TIL_STEDE}
    day = format_short_date(moede.dato)
    for item in moede.deltagere:
        if item.person not in known:
            yield f"»{item.person}« står ikke i personer.yaml. Tilføj personen, eller ret nøglen."
            continue
        if item.suppleant_for is None:
            continue
        mandat = mandat_on(known[item.person], moede.dato)
        if mandat is None or mandat.rolle is not Mandatrolle.SUPPLEANT:
            yield f"»{item.person}« er ikke suppleant den {day}. Giv personen et mandat som suppleant i personer.yaml."
        elif item.suppleant_for not in seats:
            yield f"»{item.suppleant_for}« har ingen plads med stemmeret den {day}, så ingen kan træde ind i den."
        elif item.suppleant_for not in away:
            yield f"»{item.suppleant_for}« er ikke noteret med afbud, så »{item.person}« kan ikke træde ind."


def check_dygtig(moede: Moede, regler: Bestyrelsesregler, register: Personregister) -> Iterator[str]:
    """Yield in Danish why the board can't decide at the meeting, by the plan's own rules; nothing without a rule."""
    entitled = voters(moede, register)
    needed = regler.beslutningsdygtig_mindst
    if needed is not None and len(entitled) < needed:
        yield (
            f"Bestyrelsen er ikke beslutningsdygtig: {len(entitled)} med stemmeret er til stede, og der skal være "
            f"mindst {needed}. Notér deltagerne, eller udsæt punkterne."
        )
    if regler.kraever_formandskab and not any(item.rolle is Mandatrolle.FORMANDSKAB for item in entitled.values()):
        yield "Ingen fra formandskabet er til stede, og det kræver bestyrelsens regler. Udsæt punkterne."

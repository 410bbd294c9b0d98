"""Edit a meeting until it is closed: its items, annexes, people, tasks and where it stands.

Always so: a closed meeting is refused; once the agenda has gone out, what comes is marked »eftersendt« and what changes
»rettet«, so that nobody votes on a paper that they did not get unaware. Pure: the argument is unchanged. Source:
docs/analyse/moede.md.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from generator.errors import MoedeError
from generator.model.moede import Bilag, Deltager, Markering, Moedeform, Moedestatus, Opgave, Punkt, Punktart
from generator.text import format_short_date, nearest
from generator.workflow.dagsorden import mark, new_id, rules_of
from generator.workflow.moedeafgoerelser import find_punkt, refuse_closed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from generator.model.bestyrelse import Punkttype
    from generator.model.helhedsplan import Helhedsplan
    from generator.model.moede import Moede

S = Moedestatus
STATUS_MOVES: Final[Mapping[Moedestatus, frozenset[Moedestatus]]] = MappingProxyType(
    {
        S.UDKAST: frozenset({S.HOS_FORMANDSKABET, S.UDSENDT}),
        S.HOS_FORMANDSKABET: frozenset({S.UDKAST, S.UDSENDT}),
        S.UDSENDT: frozenset({S.AFSLUTTET}),
        S.AFSLUTTET: frozenset(),
    }
)
"""Where a meeting may go from where it stands. What has been sent is not taken back."""


def set_status(moede: Moede, status: Moedestatus, today: date) -> Moede:
    """Return the meeting moved on; on »udsendt« the day is kept. Raises: MoedeError."""
    if status not in STATUS_MOVES[moede.status]:
        problem = (
            f"Mødet den {format_short_date(moede.dato)} er {moede.status.ordlyd} og kan ikke blive {status.ordlyd}."
        )
        raise MoedeError(problem, "Se med »delaftale moede vis«, hvor langt det er.")
    return moede.replaced(status=status, udsendt=today if status is S.UDSENDT else moede.udsendt)


def add_punkt(
    moede: Moede, titel: str, type_: Punkttype, felter: Mapping[str, Any], plads: int | None = None
) -> tuple[Moede, Punkt]:
    """Return the meeting with a new item, and the item. `plads`: its number; None: before the plan's last items.

    Raises: MoedeError; ValidationError, on a field that can't be.
    """
    refuse_closed(moede)
    punkt = Punkt.model_validate({**felter, "id": new_id(titel, _ids(moede)), "titel": titel, "type": type_})
    punkt = mark(moede, punkt, Markering.EFTERSENDT)
    index = _last_standard(moede) if plads is None else _check_place(moede, plads, len(moede.punkter) + 1)
    punkter = list(moede.punkter)
    punkter.insert(index, punkt)
    return moede.replaced(punkter=tuple(punkter)), punkt


def edit_punkt(moede: Moede, navn: str, felter: Mapping[str, Any]) -> tuple[Moede, Punkt]:
    """Return the meeting with fields of an item changed, and the item. Raises: MoedeError; ValidationError."""
    refuse_closed(moede)
    before = find_punkt(moede, navn)
    if "type" in felter and felter["type"] != before.type and before.forslag:
        number = moede.punkt_nummer(before.id)
        problem = f"Punkt {number} »{before.titel}« har forslag, som bestyrelsen skal beslutte om."
        raise MoedeError(problem, "Lad det være et B-punkt.")
    after = before.replaced(**felter)
    if after != before:
        after = mark(moede, after, Markering.RETTET)
    return _put(moede, after), after


def move_punkt(moede: Moede, navn: str, plads: int) -> Moede:
    """Return the meeting with an item at another number. Raises: MoedeError."""
    refuse_closed(moede)
    punkt = find_punkt(moede, navn)
    index = _check_place(moede, plads, len(moede.punkter))
    punkter = [item for item in moede.punkter if item.id != punkt.id]
    punkter.insert(index, punkt)
    return moede.replaced(punkter=tuple(punkter))


def remove_punkt(moede: Moede, navn: str) -> tuple[Moede, Punkt]:
    """Return the meeting without an item, and the item; decisions on its forslag go with it. Raises: MoedeError."""
    refuse_closed(moede)
    punkt = find_punkt(moede, navn)
    kept = tuple(item for item in moede.afgoerelser if item.forslag not in punkt.forslag)
    opgaver = tuple(item for item in moede.opgaver if item.punkt != punkt.id)
    rest = tuple(item for item in moede.punkter if item.id != punkt.id)
    return moede.replaced(punkter=rest, afgoerelser=kept, opgaver=opgaver), punkt


def add_bilag(moede: Moede, navn: str, titel: str, fil: str, sha256: str, *, lukket: bool) -> tuple[Moede, Bilag]:
    """Return the meeting with an annex to an item, and the annex. Raises: MoedeError, if the item has that file."""
    refuse_closed(moede)
    punkt = find_punkt(moede, navn)
    same = next((item for item in punkt.bilag if item.sha256 == sha256), None)
    if same is not None:
        raise MoedeError(f"Filen er allerede bilag »{same.titel}« til punktet.", "Vælg en anden fil.")
    number = new_id(titel, (item.id for item in punkt.bilag))
    late = Markering.EFTERSENDT if moede.status is S.UDSENDT else None
    bilag = Bilag(id=number, titel=titel, fil=fil, sha256=sha256, lukket=lukket, markering=late)
    return _put(moede, punkt.replaced(bilag=(*punkt.bilag, bilag))), bilag


def note_deltagere(moede: Moede, deltagere: Iterable[Deltager]) -> Moede:
    """Return the meeting with who came and who did not; somebody noted before is noted anew. Raises: MoedeError."""
    refuse_closed(moede)
    people = {item.person: item for item in moede.deltagere}
    people |= {item.person: item for item in deltagere}
    return moede.replaced(deltagere=tuple(people.values()))


def move_moede(moede: Moede, dato: date, today: date) -> Moede:
    """Return the meeting on another day; the day that it was first called for is kept. Raises: MoedeError."""
    refuse_closed(moede)
    if moede.afgoerelser or any(item.beslutning is not None for item in moede.punkter):
        problem = f"Der er noteret beslutninger på mødet den {format_short_date(moede.dato)}."
        raise MoedeError(problem, "Fortryd dem, hvis mødet ikke er holdt.")
    if dato < today:
        raise MoedeError(f"Den {format_short_date(dato)} er gået.", "Vælg en dag, der kommer.")
    first = moede.flyttet_fra or moede.dato
    return moede.replaced(dato=dato, flyttet_fra=first if first != dato else None)


def add_opgave(moede: Moede, punkt: str, tekst: str, ansvarlig: str, frist: date | None) -> tuple[Moede, Opgave]:
    """Return the meeting with a task from one of its items, and the task. Raises: MoedeError."""
    refuse_closed(moede)
    if frist is not None and frist < moede.dato:
        raise MoedeError(f"Fristen {format_short_date(frist)} ligger før mødet.", "Vælg en senere.")
    item = find_punkt(moede, punkt)
    opgave = Opgave(
        id=new_id(tekst, (known.id for known in moede.opgaver)),
        punkt=item.id,
        tekst=tekst,
        ansvarlig=ansvarlig,
        frist=frist,
    )
    return moede.replaced(opgaver=(*moede.opgaver, opgave)), opgave


def finish_opgave(moede: Moede, navn: str, dato: date) -> Moede:
    """Return the meeting with a task as done; a closed meeting's too. Raises: MoedeError."""
    found = next((item for item in moede.opgaver if item.id == navn), None)
    if found is None:
        near = nearest(navn, [item.id for item in moede.opgaver])
        problem = f"Mødet den {format_short_date(moede.dato)} har ingen opgave »{navn}«."
        raise MoedeError(problem, f"Mente du »{near[0]}«?" if near else "Se dem med »delaftale moede opgave«.")
    if found.udfoert is not None:
        day = format_short_date(found.udfoert)
        raise MoedeError(f"Opgaven »{found.tekst}« er allerede udført den {day}.", "Er det den rigtige opgave?")
    done = found.replaced(udfoert=dato)
    return moede.replaced(opgaver=tuple(done if item.id == navn else item for item in moede.opgaver))


def refuse_written(plan: Helhedsplan, form: Moedeform) -> None:
    """Refuse a written procedure where the plan's rules don't allow it. Raises: MoedeError."""
    if form is Moedeform.SKRIFTLIG and rules_of(plan).skriftlig is None:
        raise MoedeError(
            "Bestyrelsens regler giver ikke adgang til skriftlig behandling.",
            "Indkald til et møde, eller skriv reglen under bestyrelse i helhedsplan.yaml, hvis bestyrelsen har den.",
        )


def _ids(moede: Moede) -> list[str]:
    return [item.id for item in moede.punkter]


def _put(moede: Moede, punkt: Punkt) -> Moede:
    return moede.replaced(punkter=tuple(punkt if item.id == punkt.id else item for item in moede.punkter))


def _last_standard(moede: Moede) -> int:
    """Return the place before the fixed items that the agenda ends with."""
    index = len(moede.punkter)
    while index and moede.punkter[index - 1].art is Punktart.STANDARD:
        index -= 1
    return index or len(moede.punkter)


def _check_place(moede: Moede, plads: int, most: int) -> int:
    if not 1 <= plads <= most:
        problem = f"Der er ingen plads {plads} på dagsordenen den {format_short_date(moede.dato)}."
        raise MoedeError(problem, f"Vælg 1 til {most}.")
    return plads - 1

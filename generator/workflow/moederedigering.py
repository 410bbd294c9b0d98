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
from generator.workflow.dagsorden import last_place, mark, new_id, rules_of
from generator.workflow.moedeafgoerelser import find_punkt, refuse_approved, refuse_closed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from generator.model.bestyrelse import Punkttype
    from generator.model.helhedsplan import Helhedsplan
    from generator.model.moede import Moede

S = Moedestatus
_REFERATFELTER: Final = frozenset({"referat", "gaester"})
"""What is written after the meeting, and no part of the agenda that went out."""
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
    index = last_place(moede.punkter) if plads is None else _check_place(moede, plads, len(moede.punkter) + 1)
    punkter = list(moede.punkter)
    punkter.insert(index, punkt)
    return moede.replaced(punkter=tuple(punkter)), punkt


def edit_punkt(moede: Moede, navn: str, felter: Mapping[str, Any]) -> tuple[Moede, Punkt]:
    """Return the meeting with fields of an item changed, and the item.

    When the meeting is closed, only what the referat says beside the decisions can be changed, until it is approved.
    Raises: MoedeError; ValidationError.
    """
    if _REFERATFELTER.issuperset(felter):
        refuse_approved(moede)
    else:
        refuse_closed(moede)
    before = find_punkt(moede, navn)
    if felter.get("type", before.type) != before.type:
        name = f"Punkt {moede.punkt_nummer(before.id)} »{before.titel}«"
        if before.forslag:
            raise MoedeError(f"{name} har forslag, som bestyrelsen skal beslutte om.", "Lad det være et B-punkt.")
        if before.beslutning is not None:
            problem = f"{name} har en beslutning, som er noteret til {before.type.ordlyd}."
            raise MoedeError(problem, "Fortryd den først.")
    after = before.replaced(**felter)
    if after != before and not _REFERATFELTER.issuperset(felter):
        after = mark(moede, after, Markering.RETTET)
    return _put(moede, after), after


def move_punkt(moede: Moede, navn: str, plads: int) -> Moede:
    """Return the meeting with an item at another number, marked once the agenda has gone out. Raises: MoedeError."""
    refuse_closed(moede)
    punkt = find_punkt(moede, navn)
    index = _check_place(moede, plads, len(moede.punkter))
    punkter = [item for item in moede.punkter if item.id != punkt.id]
    is_same = moede.punkt_nummer(punkt.id) == plads
    punkter.insert(index, punkt if is_same else mark(moede, punkt, Markering.RETTET))
    return moede.replaced(punkter=tuple(punkter))


def remove_punkt(moede: Moede, navn: str) -> tuple[Moede, Punkt]:
    """Return the meeting without an item, and the item.

    Raises: MoedeError, if something hangs on it (decisions, tasks), or the members have it on the agenda that went out.
    """
    refuse_closed(moede)
    punkt = find_punkt(moede, navn)
    name = f"Punkt {moede.punkt_nummer(punkt.id)} »{punkt.titel}«"
    if moede.status is S.UDSENDT and punkt.markering is not Markering.EFTERSENDT:
        raise MoedeError(f"{name} står på den dagsorden, som er udsendt.", "Udsæt det på mødet i stedet.")
    if punkt.beslutning is not None or any(item.forslag in punkt.forslag for item in moede.afgoerelser):
        raise MoedeError(f"{name} har en beslutning.", "Fortryd den først.")
    if punkt.art is Punktart.REFERAT and any(item.retter is not None for item in moede.afgoerelser):
        raise MoedeError(f"Under {name} er der noteret en rettelse.", "Fortryd den først.")
    if any(item.punkt == punkt.id for item in moede.opgaver):
        raise MoedeError(f"{name} har givet en opgave.", "Lad punktet stå.")
    return moede.replaced(punkter=tuple(item for item in moede.punkter if item.id != punkt.id)), punkt


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
    """Return the meeting on another day; the day that it was first called for is kept.

    A written procedure keeps as many days for its answers. Raises: MoedeError.
    """
    refuse_closed(moede)
    if moede.afgoerelser or any(item.beslutning is not None for item in moede.punkter):
        problem = f"Der er noteret beslutninger på mødet den {format_short_date(moede.dato)}."
        raise MoedeError(problem, "Fortryd dem, hvis mødet ikke er holdt.")
    if dato < today:
        raise MoedeError(f"Den {format_short_date(dato)} er gået.", "Vælg en dag, der kommer.")
    refused = next((item for item in moede.punkter if item.referat_af is not None and item.referat_af >= dato), None)
    if refused is not None:
        problem = f"Punkt {moede.punkt_nummer(refused.id)} »{refused.titel}« ville ligge før sit møde."
        raise MoedeError(problem, "Fjern punktet først, eller vælg en senere dag.")
    if moede.svar:
        raise MoedeError("Der er kommet svar i den skriftlige behandling.", "Lad den løbe, eller tag sagen på et møde.")
    first = moede.flyttet_fra or moede.dato
    frist = None if moede.svarfrist is None else dato + (moede.svarfrist - moede.dato)
    return moede.replaced(dato=dato, flyttet_fra=first if first != dato else None, svarfrist=frist)


def add_opgave(moede: Moede, punkt: str, tekst: str, ansvarlig: str, frist: date | None) -> tuple[Moede, Opgave]:
    """Return the meeting with a task from one of its items, and the task; until its referat is approved.

    Raises: MoedeError; ValidationError, on a task that can't be.
    """
    refuse_approved(moede)
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
        there = f"En opgave hører til det møde, den er fra; se den med »delaftale moede vis {moede.dato}«."
        raise MoedeError(problem, f"Mente du »{near[0]}«?" if near else there)
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


def _check_place(moede: Moede, plads: int, most: int) -> int:
    if not 1 <= plads <= most:
        problem = f"Der er ingen plads {plads} på dagsordenen den {format_short_date(moede.dato)}."
        raise MoedeError(problem, f"Vælg 1 til {most}.")
    return plads - 1

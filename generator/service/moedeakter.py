"""What the referent does with a meeting until it is closed, and with its referat afterwards: one function per act.

Always so: an act is a pure change of the meeting (workflow) between reading its file and writing it back; whatever is
refused leaves the file as it was. Days and people are handed in. Source: docs/analyse/moede.md.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from generator.errors import MoedeError
from generator.model.moede import Moede, Moedestatus
from generator.service.akter import describe_validation
from generator.service.moedebilag import check_bilag, copy_bilag
from generator.service.moeder import (
    AabentMoede,
    MoedeExistsError,
    look_around,
    name_moede,
    open_moede,
    save_moede,
)
from generator.store.yaml_writer import dump_yaml
from generator.text import format_short_date
from generator.workflow.dagsorden import make_dagsorden, update_dagsorden
from generator.workflow.deciding import find_forslag
from generator.workflow.feltnavne import normalize_navn
from generator.workflow.moedeafgoerelser import find_punkt
from generator.workflow.moederedigering import move_moede, refuse_written, set_status

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from generator.service.udgivelse import Udgiver
    from generator.store.port import Store


@dataclass(frozen=True)
class Noteret:
    """A meeting as it was kept: its file for people, and what they should know, as sentences."""

    plan: str
    moede: Moede
    fil: str
    meldinger: tuple[str, ...] = ()


def rediger(store: Store, plan: str, dato: date, act: Callable[[AabentMoede], Moede]) -> Noteret:
    """Change a meeting by `act` and keep it.

    Raises: NoMoedeError; MoedeError, if what `act` makes can't be; LogConflictError, DataError, FileError.
    """
    aabent = open_moede(store, plan, dato)
    try:
        after = act(aabent)
    except ValidationError as error:
        raise MoedeError(describe_validation(error), "Ret det, og prøv igen.") from error
    fil, meldinger = save_moede(store, aabent, after)
    return Noteret(plan, after, fil, meldinger)


def indkald(store: Store, plan: str, dato: date, facts: Mapping[str, Any], today: date) -> Noteret:
    """Make a meeting with the agenda that it begins with.

    Raises: MoedeExistsError; MoedeError, on a day that has passed, facts that can't be, or a written procedure that the
    plan's rules don't allow; LogConflictError, FileError.
    """
    aabent = look_around(store, plan, dato)
    if aabent.data is not None:
        raise MoedeExistsError(dato)
    if dato < today:
        raise MoedeError(f"Den {format_short_date(dato)} er gået.", "Vælg en dag, der kommer, eller skriv »--dato«.")
    try:
        moede = aabent.moede.replaced(**facts)
    except ValidationError as error:
        raise MoedeError(describe_validation(error), "Ret det, og prøv igen.") from error
    refuse_written(aabent.plan, moede.form)
    moede = make_dagsorden(moede, aabent.plan, aabent.planlog.tilstand, aabent.tidligere)
    fil, meldinger = save_moede(store, aabent, moede)
    return Noteret(plan, moede, fil, meldinger)


def opdater(store: Store, plan: str, dato: date, udgiver: Udgiver) -> Noteret:
    """Bring into the agenda what has come since, the year's status too, and take away what no longer waits.

    Raises: as `rediger`; as `hent_statusbilag`.
    """
    from generator.service.moedestatus import hent_statusbilag  # noqa: PLC0415 - it brings all that prints

    told: list[str] = []

    def act(aabent: AabentMoede) -> Moede:
        after = update_dagsorden(aabent.moede, aabent.planlog.tilstand, aabent.tidligere)
        after, about = hent_statusbilag(store, replace(aabent, moede=after), udgiver)
        told.extend(about)
        return after

    done = rediger(store, plan, dato, act)
    return replace(done, meldinger=(*told, *done.meldinger))


def skift_status(store: Store, plan: str, dato: date, status: Moedestatus, today: date) -> Noteret:
    """Move a meeting on: to the formandskab, back to the referent, or out to the members.

    An agenda goes out with all its annexes or not at all. Raises: MoedeError, and as `rediger`.
    """

    def act(aabent: AabentMoede) -> Moede:
        if status is Moedestatus.UDSENDT:
            check_bilag(store, plan, aabent.moede)
        return set_status(aabent.moede, status, today)

    return rediger(store, plan, dato, act)


def flyt(store: Store, plan: str, dato: date, ny: date, today: date) -> Noteret:
    """Move a meeting to another day, with its annexes and the agendas that went out.

    Begun and broken off, it is finished by doing it again.

    Raises: MoedeExistsError; MoedeError; LogConflictError, FileError.
    """
    from generator.service.moedeudsendelse import copy_sendte  # noqa: PLC0415 - it brings all that prints

    aabent = open_moede(store, plan, dato)
    after = move_moede(aabent.moede, ny, today)
    there = look_around(store, plan, ny)
    if there.data is not None and there.moede != after:
        raise MoedeExistsError(ny)
    copied = copy_bilag(store, plan, aabent.moede, ny) | copy_sendte(store, plan, dato, ny)
    fil, meldinger = save_moede(store, there, after)
    if aabent.data is not None:
        store.remove_fil(plan, name_moede(dato), aabent.data)
    for sti, data in copied.items():
        store.remove_fil(plan, sti, data)
    return Noteret(plan, after, fil, meldinger)


def find_forslag_paa(aabent: AabentMoede, navn: str) -> str | None:
    """Return the id of the forslag that a person means on the agenda: its id, its title, or »4.2«; None for none.

    »4.2« is the second forslag of item 4.
    """
    moede, tilstand = aabent.moede, aabent.planlog.tilstand
    if navn in tilstand.forslag:
        return navn
    punkt, dot, number = navn.partition(".")
    if dot and punkt.isdecimal() and number.isdecimal():
        item = find_punkt(moede, punkt)
        return item.forslag[int(number) - 1] if 1 <= int(number) <= len(item.forslag) else None
    wanted = normalize_navn(navn)
    on_agenda = [name for item in moede.punkter for name in item.forslag]
    hits = [name for name in on_agenda if normalize_navn(find_forslag(tilstand, name).forslag.titel) == wanted]
    return hits[0] if len(hits) == 1 else None


def write_moede(moede: Moede) -> bytes:
    """Return a meeting as its file has it, for whoever wants to see it without keeping it."""
    return dump_yaml(moede)

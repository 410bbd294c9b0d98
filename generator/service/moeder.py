"""The plan's meetings as they are kept: read, found by day, written back.

Always so: a meeting's file is written over what was read, or not at all, so that of two referenter the second is told;
what the log says of a meeting counts before what its file says. A person's own comments in the file are named when they
go. Source: docs/analyse/moede.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from generator.errors import GeneratorError
from generator.model.moede import Moede
from generator.service.akter import open_planlog, read_personer
from generator.store.port import resolve_plan
from generator.store.yaml_reader import load_yaml
from generator.store.yaml_writer import dump_yaml
from generator.text import format_list, format_short_date
from generator.workflow.moedetilstand import complete

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from generator.model.helhedsplan import Helhedsplan
    from generator.model.person import Personregister
    from generator.service.akter import Planlog
    from generator.store.port import Store

_SKEMA: Final = "../../../.skema/moede.schema.json"


class NoMoedeError(GeneratorError):
    """The plan has no meeting on that day. `known` are the days on which it has."""

    http_status: ClassVar[int] = 404

    def __init__(self, plan: str, dato: date, known: Sequence[date]) -> None:
        self.plan, self.dato, self.known = plan, dato, tuple(known)
        days = format_list(format_short_date(day) for day in known[-6:])
        there = f"Der er møder den {days}." if known else f"Indkald til det med »delaftale moede indkald {dato}«."
        super().__init__(f"»{plan}« har intet møde den {format_short_date(dato)}. {there}")


class MoedeExistsError(GeneratorError):
    """There is a meeting on that day already."""

    exit_code: ClassVar[int] = 6
    http_status: ClassVar[int] = 409

    def __init__(self, dato: date) -> None:
        self.dato = dato
        super().__init__(
            f"Der er allerede et møde den {format_short_date(dato)}. "
            f"Hent det, der er kommet til, ind med »delaftale moede opdater {dato}«."
        )


class SeveralPlanerError(GeneratorError):
    """There are several plans, and none was named."""

    exit_code: ClassVar[int] = 2

    def __init__(self, planer: Sequence[str]) -> None:
        self.planer = tuple(planer)
        names = format_list(f"»{name}«" for name in planer)
        super().__init__(
            f"Der er flere planer: {names}. Skriv hvilken med »--plan«." if planer else "Der er ingen plan."
        )


@dataclass(frozen=True)
class AabentMoede:
    """A meeting and what stands around it. `data` is its file as read; None for one that is not there yet."""

    plan: Helhedsplan
    moede: Moede
    data: bytes | None
    planlog: Planlog
    register: Personregister
    tidligere: tuple[Moede, ...]
    """The plan's other meetings, by day."""


def find_plan(store: Store, navn: str | None) -> str:
    """Return the plan that is meant; the only one where none is named. Raises: SeveralPlanerError, UnknownNavnError."""
    if navn is not None:
        return resolve_plan(store, navn)
    planer = store.list_planer()
    if len(planer) != 1:
        raise SeveralPlanerError(planer)
    return planer[0]


def name_moede(dato: date, fil: str = "moede.yaml") -> str:
    """Return the path of a meeting's file, from the plan's folder."""
    return f"moeder/{dato}/{fil}"


def read_moeder(store: Store, planlog: Planlog) -> tuple[Moede, ...]:
    """Return the plan's meetings by day, as the log completes them. Raises: DataError, FileError."""
    return tuple(
        complete(moede, planlog.tilstand)
        for day in store.list_moeder(planlog.plan)
        for moede, data in [_read(store, planlog.plan, day)]
        if moede is not None and data is not None
    )


def open_moede(store: Store, plan: str, dato: date) -> AabentMoede:
    """Return the meeting of that day and what stands around it. Raises: NoMoedeError, DataError, FileError."""
    found = look_around(store, plan, dato)
    if found.data is None:
        raise NoMoedeError(plan, dato, [item.dato for item in found.tidligere])
    return found


def look_around(store: Store, plan: str, dato: date) -> AabentMoede:
    """Return what stands around a meeting of that day; a new one, where there is none (`data` None)."""
    planlog = open_planlog(store, plan)
    register, _ = read_personer(store, plan)
    moede, data = _read(store, plan, dato)
    others = tuple(item for item in read_moeder(store, planlog) if item.dato != dato)
    here = Moede(format=1, dato=dato) if moede is None else complete(moede, planlog.tilstand)
    return AabentMoede(store.read_helhedsplan(plan), here, data, planlog, register, others)


def save_moede(store: Store, aabent: AabentMoede, after: Moede) -> tuple[str, tuple[str, ...]]:
    """Write the meeting over what was read; return its file, and the comments of a person's that go, as sentences.

    Raises: LogConflictError, if the file is another now; FileError.
    """
    new = dump_yaml(after, schema=_SKEMA)
    if new == aabent.data:
        return f"aftaler/{aabent.planlog.plan}/{name_moede(after.dato)}", ()
    fil = store.write_fil(aabent.planlog.plan, name_moede(after.dato), new, aabent.data)
    return fil, lost_comments(aabent.data, new)


def lost_comments(data: bytes | None, new: bytes) -> tuple[str, ...]:
    """Return which comments of the file that was there go, as sentences; the program's own come again."""
    if data is None:
        return ()
    kept = {line.strip() for line in new.decode("utf-8").splitlines()}
    lines = (line.strip() for line in data.decode("utf-8-sig").splitlines())
    lost = dict.fromkeys(line for line in lines if line.startswith("#") and line not in kept)
    return tuple(f"Kommentaren »{line}« i moede.yaml er ikke taget med." for line in lost)


def _read(store: Store, plan: str, dato: date) -> tuple[Moede | None, bytes | None]:
    """Return a meeting and its file as read; None and None where there is none. Raises: DataError, FileError."""
    sti = name_moede(dato)
    data = store.read_fil(plan, sti)
    if data is None:
        return None, None
    fil = f"aftaler/{plan}/{sti}"
    moede = load_yaml(data, Moede, fil)
    if moede.dato != dato:
        from generator.errors import DataError, DataFejl  # noqa: PLC0415 - only errors need it

        message = f"Her står {moede.dato}, men mappen hedder {dato}. Flyt mødet med »delaftale moede flyt«."
        raise DataError(fil, [DataFejl(0, 0, "Dato", message)])
    return moede, data

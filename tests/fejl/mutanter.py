"""The store with one thing wrong: a flush left out or too late, a name taken over instead of taken, and who finds it.

A mutant is made at the system's calls, so it stands for any slip in the code that leads to them. Three trials look for
it: a power cut after each call of the act, two programs at once, and a second program after a kill at each call of the
act, with a power cut after that. A mutant that passes all three would show that a call is of no use, or a trial blind.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from functools import partial
from itertools import count
from typing import TYPE_CHECKING, Any, TypeVar

from generator.errors import GeneratorError
from generator.store.hukommelse import Disk, HukommelseFiles, Mappe
from generator.store.log import Log
from tests.fejl.akter import (
    AKTER,
    BEGIN,
    PLAN,
    A,
    B,
    Handling,
    count_acts,
    expected,
    registrering,
    run,
    states_of,
    version_filer,
)
from tests.fejl.diske import Afbrudt, Iagttaget, Proever, Stroemsvigt, UdenLinks
from tests.fejl.kaploeb import ORDERS, EnsNavne, race, start

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import FrameType

    from generator.store.hukommelse import Knude

T = TypeVar("T")

LEFT_OUT, TOO_LATE, NOT_EXCLUSIVE = "left out", "too late", "not exclusive"
_RENAMING = frozenset({"link", "rename", "replace", "unlink", "rmdir", "mkdir"})


@dataclass(frozen=True, order=True)
class Kald:
    """A call that a mutant changes: what it does, and by which way through the store it is made."""

    function: str
    way: str

    def __str__(self) -> str:
        """Return the call as the table in docs/paalidelighed.md has it."""
        return f"{self.function}: {self.way}"


@dataclass(frozen=True)
class Mutation:
    """What is wrong with which call; `nr` counts the calls of that way from 1, 0 means all of them."""

    kald: Kald
    change: str
    nr: int = 0


class Muteret(HukommelseFiles):
    """The calls of `inner` with a mutation, or none; `seen` counts the calls that one could change.

    `idle` are the flushes that had nothing to flush in this run: leaving such a one out changes nothing here.
    """

    def __init__(self, inner: HukommelseFiles, mutation: Mutation | None = None) -> None:
        super().__init__(inner.disk)
        self._inner, self._mutation = inner, mutation
        self.seen: dict[Kald, int] = {}
        self.idle: set[tuple[Kald, int]] = set()
        self._late: list[Callable[[], object]] = []
        self._is_due = False

    def _call(self, function: Callable[..., T], *args: Any) -> T:
        name, way = function.__name__, _way()
        if self._is_due:
            self._is_due = False
            self._late.pop()()
        if name in {"fsync", "link"} or (name == "open" and args[1] & os.O_EXCL):
            kald = Kald(name, way[-1] if name == "open" else " › ".join(way))
            nr = self.seen[kald] = self.seen.get(kald, 0) + 1
            node = self.disk._open[args[0]] if name == "fsync" else None
            if node is not None and not node.pending:
                self.idle.add((kald, nr))
            if self._mutation is not None and self._mutation.kald == kald and self._mutation.nr in {0, nr}:
                return self._change(self._mutation.change, function, args, node)
        result = self._inner._call(function, *args)
        self._is_due = bool(self._late) and self._mutation is not None and _relies(self._mutation.kald, name, way)
        return result

    def _change(self, change: str, function: Callable[..., T], args: tuple[Any, ...], node: Knude | None) -> T:
        """Make the call as the mutant does."""
        nothing: Any = None
        if change == TOO_LATE and node is not None:
            self._late.append(lambda: _flush(node))
        elif change == TOO_LATE:
            self._late.append(lambda: self._inner._call(function, *args))
        elif change == NOT_EXCLUSIVE and function is os.link:
            self.disk._folder(args[1].parent).act({args[1].name: self.disk._find(args[0])})
        elif change == NOT_EXCLUSIVE:
            nothing = self._inner._call(function, args[0], args[1] & ~os.O_EXCL, *args[2:])
        return nothing  # type: ignore[no-any-return]


def _relies(late: Kald, name: str, way: Sequence[str]) -> bool:
    """Whether a call is the first that counts on the late one: a mutant makes up for it only after that.

    A link must come before the flush of its folder; what is flushed before the post is written, before the post is
    linked, or before the plan that tells of it is removed. Nothing but the acknowledgement counts on the post's folder.
    """
    if late.function == "link":
        return name == "fsync" and "flush_folder" in way
    if name not in _RENAMING:
        return False
    if late.way.startswith("complete"):
        return way[:2] == ["complete", "finish"] and "put_in_place" not in way and name == "unlink"
    if late.way.startswith(("prepare › lay_aside", "commit › write_new › written_aside")):
        return way[0] == "commit" and "put_in_place" in way
    if late.way.startswith("commit"):
        return False
    return ("lay_aside" in way and "make_folder" not in way) or way[0] == "commit"


def _flush(node: Knude) -> None:
    if isinstance(node, Mappe):
        node.flushed = dict(node.names)
    else:
        node.flushed = bytes(node.data)
    node.pending.clear()


def _way() -> list[str]:
    """Return the functions of the store that lead to a call, outermost first."""
    names = []
    frame: FrameType | None = sys._getframe(2)
    while frame is not None:
        module = frame.f_globals["__name__"]
        name = frame.f_code.co_name
        if module.startswith(("generator.store.log", "generator.store.files")) and name.isidentifier():
            names.append(name.strip("_"))
        frame = frame.f_back
    return [name for name in reversed(names) if name not in {"append", "append_series", "call"}]


# -- the trials --


@dataclass(frozen=True)
class Sag:
    """An act to be tried: the `nr`-th, counted from 0, of those that lead to these states of the disk."""

    kind: type[HukommelseFiles]
    akt: Handling
    nr: int
    states: tuple[dict[str, bytes], ...]
    proever: Proever
    akter: Sequence[Handling] = AKTER

    def disk(self) -> Disk:
        """Return the disk before the act."""
        return Disk(self.states[self.nr])

    def count(self, log: Log) -> int:
        """Open a log and return how many acts it holds."""
        return count_acts(self.akter, len(log.open().poster))

    def log(self, files: HukommelseFiles) -> Log:
        """Return the log before the act, open, all further calls made by `files`."""
        log = Log(HukommelseFiles(files.disk), PLAN)
        assert self.count(log) == self.nr
        log._files = files
        return log


def sager(kind: type[HukommelseFiles]) -> list[Sag]:
    """Return every act there is, and the first one of a plan that has no version yet."""
    proever = Proever(kind)
    disk = Disk({f"plan/{sti}": data for sti, data in BEGIN.items() if "versioner" not in sti})
    alone = [registrering(B)]
    states = states_of(disk, alone)
    first = Sag(kind, registrering(B), 0, states, Proever(kind, states, alone), alone)
    return [first, *(Sag(kind, akt, nr, expected(), proever) for nr, akt in enumerate(AKTER))]


def cut_in_act(sag: Sag, mutation: Mutation | None) -> Muteret:
    """Make the act, with a power cut after each call, and after it was acknowledged."""
    files = Muteret(sag.kind(sag.disk()), mutation)
    check = partial(sag.proever.check_all, files.disk, sag.nr, sag.nr + 1)
    sag.akt.make(sag.log(Iagttaget(files, check)))
    sag.proever.check_all(files.disk, sag.nr + 1, sag.nr + 1)
    return files


def cut_after_kill(sag: Sag, mutation: Mutation | None) -> dict[Kald, int]:
    """Kill the act before each of its calls; a second program opens the log and makes it, with power cuts meanwhile.

    The mutation is in the second program. Return the calls there that one could change.
    """
    seen: dict[Kald, int] = {}
    for at in count(1):
        disk = sag.disk()
        try:
            sag.akt.make(sag.log(Afbrudt(sag.kind(disk), at)))
        except Stroemsvigt:
            disk.locks.clear()
        else:
            return seen
        files = Muteret(sag.kind(disk), mutation)
        log = Log(Iagttaget(files, partial(sag.proever.check_all, disk, sag.nr, sag.nr + 1)), PLAN)
        found = sag.count(log)
        sag.proever.check_all(disk, found, found)
        if found == sag.nr:
            sag.akt.make(log)
            sag.proever.check_all(disk, found + 1, found + 1)
        seen |= files.seen
    raise AssertionError


def flushes_after_kill(sag: Sag) -> tuple[list[str], list[str]]:
    """Return the ways to a flush in a program that follows upon a killed one, and those that may be left out unseen."""
    ways = [kald for kald in sorted(cut_after_kill(sag, None)) if kald.function == "fsync"]
    unseen = [kald for kald in ways if not is_found(partial(cut_after_kill, sag, Mutation(kald, LEFT_OUT)))]
    return [kald.way for kald in ways], [kald.way for kald in unseen]


def cut_when_put_by_hand(mutation: Mutation | None) -> Muteret:
    """Register a version that somebody copied into place and did not flush, with a power cut after that."""
    disk = Disk({f"plan/{sti}": data for sti, data in BEGIN.items() if "versioner" not in sti})
    disk.mkdir(PLAN / A / "versioner")
    disk.mkdir(PLAN / A / "versioner" / "0001")
    for sti, data in version_filer(A, 1).items():
        descriptor = disk.open(PLAN / sti, os.O_CREAT)
        disk.write(descriptor, data)
        disk.close(descriptor)
    files = Muteret(HukommelseFiles(disk), mutation)
    run(files, AKTER[:1])
    Proever().check_all(disk, 1, 1)
    return files


def race_all(kind: type[HukommelseFiles], mutation: Mutation | None) -> None:
    """Let two programs act at once, one before each call of the other, whole or dying on its way."""
    # two programs that draw the same names are rare enough without one of them dying
    deaths = () if kind is EnsNavne else range(9, 60, 4)
    for order in ORDERS.values():
        for dies in (None, *deaths):
            for at in count(1):
                files = start(kind)
                other = Muteret(kind(files.disk), mutation)
                if not race(Muteret(files, mutation), other, order, at, dies):
                    break


def is_found(trial: Callable[[], object]) -> bool:
    """Whether a trial fails, or the recovery finds the record broken."""
    try:
        trial()
    except (AssertionError, GeneratorError, OSError):
        return True
    return False


def list_mutations(files: Muteret) -> list[Mutation]:
    """Return each single call that was made with each thing that may be wrong with it; no flush that was idle.

    Where links don't work, a wrong one is none.
    """
    return [
        Mutation(kald, change, nr)
        for kald, times in files.seen.items()
        for nr in range(1, times + 1)
        if (kald, nr) not in files.idle
        for change in _CHANGES[kald.function]
        if kald.function != "link" or not isinstance(files._inner, UdenLinks)
    ]


_CHANGES = {"fsync": (LEFT_OUT, TOO_LATE), "link": (LEFT_OUT, TOO_LATE, NOT_EXCLUSIVE), "open": (NOT_EXCLUSIVE,)}

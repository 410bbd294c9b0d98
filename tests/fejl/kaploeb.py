"""Two programs that act at the same moment, on a drive whose lock does not hold: exclusive creation lets only one win.

One of them runs whole, or up to some call, between two calls of the other; each moment is tried. What the winner made
is there, whole, and nothing is there of the loser.
"""

from __future__ import annotations

import contextlib
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from generator.errors import GeneratorError
from generator.store.hukommelse import Disk, HukommelseFiles
from generator.store.log import Log
from tests.fejl.akter import (
    AKTER,
    PLAN,
    A,
    B,
    Handling,
    Samlet,
    content,
    expected,
    forsendelse,
    registrering,
    udgivelse,
)
from tests.fejl.diske import Afbrudt, Stroemsvigt

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

T = TypeVar("T")

MED_FILER, UDEN_FILER = registrering(B), forsendelse()
SERIE = Samlet((udgivelse((A, 1), dato="2022-08-01"), forsendelse()))
"""An act that makes files, one that makes none, and one of two posts; each can follow upon the first of `AKTER`."""


class UdenLaas(HukommelseFiles):
    """A drive whose lock anybody gets; `inner` makes the calls. Names of half-written files are always the same."""

    def __init__(self, inner: HukommelseFiles) -> None:
        super().__init__(inner.disk)
        self._inner = inner

    def _call(self, function: Callable[..., T], *args: Any) -> T:
        return self._inner._call(function, *args)

    @contextlib.contextmanager
    def locked(self, path: Path) -> Iterator[None]:  # noqa: ARG002 - the port's own name
        """Hold nothing."""
        yield


class EnsNavne(HukommelseFiles):
    """Draws the same name for every half-written file, as two programs once in a blue moon would."""

    def _call(self, function: Callable[..., T], *args: Any) -> T:
        if function.__name__ == "urandom":
            return bytes(8)  # type: ignore[return-value]
        return super()._call(function, *args)


class Forstyrret(UdenLaas):
    """Before its `at`-th call `disturb` happens, once."""

    def __init__(self, inner: HukommelseFiles, at: int, disturb: Callable[[], None]) -> None:
        super().__init__(inner)
        self.at, self.calls, self._disturb = at, 0, disturb

    def _call(self, function: Callable[..., T], *args: Any) -> T:
        self.calls += 1
        if self.calls == self.at:
            self._disturb()
        return super()._call(function, *args)


@cache
def outcomes() -> dict[str, dict[str, bytes]]:
    """Return what counts on the disk after the first act, and after each of the two that may follow, by kind."""
    states = {"": expected()[1]}
    for akt in (MED_FILER, UDEN_FILER, SERIE):
        disk = Disk(expected()[1])
        log = Log(HukommelseFiles(disk), PLAN)
        log.open()
        akt.make(log)
        states[akt.art] = content(disk.tree())
    return states


def race(
    files: HukommelseFiles,
    other_files: HukommelseFiles,
    akter: tuple[Handling, Handling],
    at: int,
    dies: int | None = None,
) -> bool:
    """Let the second act happen before call `at` of the first, its program dying before its own call `dies`.

    `files` makes the first one's calls, `other_files` the other's, on the same disk. Fail unless one won, or the dead
    one left it to the other. Return whether there was such a call.
    """
    disk, told = files.disk, list[str]()
    second = UdenLaas(Afbrudt(other_files, dies) if dies is not None else other_files)
    other = Log(HukommelseFiles(disk), PLAN)
    other.open()
    other._files = second

    def disturb() -> None:
        with contextlib.suppress(GeneratorError, Stroemsvigt):
            akter[1].make(other)
            told.append(akter[1].art)

    first = Forstyrret(files, 0, disturb)
    log = Log(first, PLAN)
    log.open()
    first.at, first.calls = at, 0
    codes = []
    try:
        akter[0].make(log)
        told.append(akter[0].art)
    except GeneratorError as error:
        codes.append(error.exit_code)
    assert codes in ([], [6]), "not told as a conflict"
    happened = first.calls >= at
    assert len(told) <= 1, "two acts were acknowledged as the same post"
    check_winner(disk, told, may_be_unknown=dies is not None)
    return happened


def check_winner(disk: Disk, told: list[str], *, may_be_unknown: bool) -> None:
    """Fail unless the disk holds just the act that was acknowledged; one that died may have won unheard."""
    log = Log(HukommelseFiles(disk), PLAN)
    found = log.open().poster[1:]
    won = found[0].post.art.value if found else ""
    assert len(found) == (0 if not won else 2 if won == SERIE.art else 1)
    assert [won] == told or (not told and (may_be_unknown or won)), f"{told} were acknowledged, {won!r} is there"
    assert content(disk.tree()) == outcomes()[won]
    assert log.verify() is None


ORDERS = {
    f"{first.art} disturbed by {second.art}": (first, second)
    for first in (MED_FILER, UDEN_FILER, SERIE)
    for second in (MED_FILER, UDEN_FILER, SERIE)
}


def race_of(kind: type[HukommelseFiles], akter: tuple[Handling, Handling], at: int, dies: int | None = None) -> bool:
    """Race two programs on drives of one kind."""
    files = start(kind)
    return race(files, kind(files.disk), akter, at, dies)


def start(kind: type[HukommelseFiles] = HukommelseFiles) -> HukommelseFiles:
    """Return a disk on which the first act was made."""
    assert AKTER[0].art == "registrering"
    return kind(Disk(expected()[1]))

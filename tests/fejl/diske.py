"""Disks that fail, and what must hold on every disk that is left: all of an act or nothing, and what was told is there.

`Proever` opens a log on a disk as a new program would after a power cut, and compares what it finds, file by file, with
what counts after that many acts. Each disk is tried once; those that a second power cut leaves in the middle of the
recovery are tried as well, until there is no new one.
"""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING, Any, TypeVar

from generator.store.files import TEMPORARY
from generator.store.hukommelse import Disk, HukommelseFiles
from generator.store.log import Log
from tests.fejl.akter import AKTER, PLAN, content, count_acts, expected

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from tests.fejl.akter import Handling

T = TypeVar("T")
Tree = dict[str, bytes | None]


class Stroemsvigt(BaseException):
    """The program is gone: neither what it was about to do nor what it would have cleaned up happens."""


class UdenLinks(HukommelseFiles):
    """A disk without hard links."""

    def _call(self, function: Callable[..., T], *args: Any) -> T:
        if function is os.link:
            raise OSError(errno.EPERM, "")
        return super()._call(function, *args)


class Iagttaget(HukommelseFiles):
    """Tells after every call."""

    def __init__(self, inner: HukommelseFiles, tell: Callable[[], None]) -> None:
        super().__init__(inner.disk)
        self._inner, self._tell = inner, tell

    def _call(self, function: Callable[..., T], *args: Any) -> T:
        try:
            return self._inner._call(function, *args)
        finally:
            self._tell()


class Afbrudt(HukommelseFiles):
    """Is gone before its `at`-th call; `inner` makes the calls before that."""

    def __init__(self, inner: HukommelseFiles, at: int) -> None:
        super().__init__(inner.disk)
        self._inner, self.at, self.calls = inner, at, 0

    def _call(self, function: Callable[..., T], *args: Any) -> T:
        self.calls += 1
        if self.calls >= self.at:
            raise Stroemsvigt
        return self._inner._call(function, *args)


class Proever:
    """Tries disks after a power cut."""

    def __init__(
        self,
        kind: type[HukommelseFiles] = HukommelseFiles,
        states: Sequence[Mapping[str, bytes]] | None = None,
        akter: Sequence[Handling] = AKTER,
    ) -> None:
        self._kind, self._states, self._akter = kind, expected() if states is None else states, akter
        self._tried: dict[tuple[tuple[str, bytes | None], ...], int] = {}

    @property
    def tried(self) -> int:
        """How many different disks were tried."""
        return len(self._tried)

    def check(self, tree: Tree, told: int, begun: int) -> None:
        """Fail unless the disk holds the first acts, each whole: at least those told, at most those begun."""
        found = self.recover(tree)
        assert told <= found <= begun, f"{told} acts were acknowledged, {begun} begun, {found} are there"

    def check_all(self, disk: Disk, told: int, begun: int) -> None:
        """Fail unless that holds for each disk that a power cut would leave now."""
        for tree in disk.power_cuts():
            self.check(tree, told, begun)

    def recover(self, tree: Tree) -> int:
        """Return how many acts the disk holds, after recovery, interrupted recovery, and recovery of that."""
        todo = [tree]
        found: int | None = None
        while todo:
            current = {sti: data for sti, data in todo.pop().items() if not sti.endswith(TEMPORARY)}
            key = tuple(current.items())
            if (number := self._tried.get(key)) is None:
                number, reached = self._open(current)
                self._tried[key] = number
                todo += reached
            assert found is None or found == number, f"recovery found {found} acts, and after a power cut {number}"
            found = number
        assert found is not None
        return found

    def _open(self, tree: Tree) -> tuple[int, list[Tree]]:
        """Open the log on a disk; return how many acts it holds, and the disks that a power cut meanwhile leaves."""
        files = self._kind(Disk(tree))
        reached: list[Tree] = []
        log = Log(Iagttaget(files, lambda: reached.extend(files.disk.power_cuts())), PLAN)
        number = count_acts(self._akter, len(log.open().poster))
        self.check_open(files, number)
        return number, reached

    def check_open(self, files: HukommelseFiles, number: int) -> None:
        """Fail unless an opened disk holds just the first `number` acts, and all holds together."""
        log = Log(files, PLAN)
        again = log.open()
        assert again.meldinger == (), "opening once more finds more to mend"
        assert count_acts(self._akter, len(again.poster)) == number
        found, wanted = content(files.disk.tree()), self._states[number]
        assert found.keys() == wanted.keys(), f"{found.keys() ^ wanted.keys()} after {number} acts"
        assert found == wanted
        assert number == 0 or log.verify() is None  # before the first act a version lies there that no post made

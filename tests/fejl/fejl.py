"""A disk on which a call fails, once or from then on, and what must hold whatever call that is (SQLite's method)."""

from __future__ import annotations

import contextlib
import errno
import os
from itertools import count
from typing import TYPE_CHECKING, Any, TypeVar

from generator.errors import GeneratorError
from generator.store.files import TEMPORARY
from generator.store.hukommelse import Disk, HukommelseFiles
from generator.store.log import Log
from generator.store.log_errors import UncertainActError
from tests.fejl.akter import AKTER, PLAN, Handling, begin, count_acts, run
from tests.fejl.diske import Proever, UdenLinks

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

FAULTS = {"EIO": errno.EIO, "ENOSPC": errno.ENOSPC, "EINTR": errno.EINTR}
KINDS: dict[str, type[HukommelseFiles]] = {"links": HukommelseFiles, "no-links": UdenLinks}


class Fejlende(HukommelseFiles):
    """Fails at the `at`-th call with `code`, and goes on after it or (`for_good`) fails from then on."""

    def __init__(self, inner: HukommelseFiles, at: int, code: int, *, for_good: bool) -> None:
        super().__init__(inner.disk)
        self._inner, self.at, self.code, self.for_good, self.calls = inner, at, code, for_good, 0

    def _call(self, function: Callable[..., T], *args: Any) -> T:
        self.calls += 1
        if self.calls == self.at or (self.for_good and self.calls > self.at):
            if function is os.close:  # what fails at closing is closed all the same
                self._inner._call(function, *args)
            raise OSError(self.code, "injected")
        return self._inner._call(function, *args)


class Halv(Fejlende):
    """Takes only half of what is written at the `at`-th call; `for_good`: one byte at a time from then on."""

    def _call(self, function: Callable[..., Any], *args: Any) -> Any:
        self.calls += 1
        if function is os.write and (self.calls == self.at or (self.for_good and self.calls > self.at)):
            size = 1 if self.for_good else (len(args[1]) + 1) // 2
            return self._inner._call(function, args[0], args[1][:size])
        return self._inner._call(function, *args)


def make(files: HukommelseFiles) -> tuple[int, GeneratorError | None]:
    """Make all acts, up to the first error; return how many were acknowledged, and the error."""
    told: list[Handling] = []
    try:
        run(files, AKTER, told)
    except GeneratorError as error:
        return len(told), error
    return len(told), None


def settle(kind: type[HukommelseFiles], files: HukommelseFiles, told: int, error: GeneratorError | None) -> int:
    """Open the log after a fault, fail unless all or nothing of each act is there; return how many are."""
    files.disk.locks.clear()
    after = kind(files.disk)
    found = count_acts(AKTER, len(Log(after, PLAN).open().poster))
    begun = told + 1 if isinstance(error, UncertainActError) else told
    assert told <= found <= begun, f"{told} told, {error!r}, {found} are there"
    Proever(kind).check_open(after, found)
    return found


def fail_each_call(kind: type[HukommelseFiles], code: int, *, for_good: bool, step: int = 1) -> int:
    """Let call 1, 1 + step, … fail, and check what is there then, after a power cut, and once the disk works again.

    Return how many calls were tried.
    """
    proever = Proever(kind)
    for at in count(1, step):
        files = Fejlende(kind(begin()), at, code, for_good=for_good)
        told, error = make(files)
        if files.calls < at:
            return at
        proever.check_all(files.disk, told, min(told + 1, len(AKTER)))
        settle(kind, files, told, error)
        run(kind(files.disk))
        proever.check_open(kind(files.disk), len(AKTER))
        proever.check_all(files.disk, len(AKTER), len(AKTER))
    raise AssertionError


def fail_twice(kind: type[HukommelseFiles], step: int) -> int:
    """Let the disk fail from call 1, 1 + step, … on, then once more at each call of the recovery.

    What two first faults leave alike is tried once. Return how many pairs were tried.
    """
    seen: set[tuple[object, ...]] = set()
    tried = 0
    for first in count(1, step):
        files = Fejlende(kind(begin()), first, errno.EIO, for_good=True)
        told, error = make(files)
        if files.calls < first:
            return tried
        # nothing reads half-written files, and the disk in memory would draw their names again
        tree = {sti: data for sti, data in files.disk.tree().items() if not sti.endswith(TEMPORARY)}
        key = (*tree.items(), told, type(error))
        if key in seen:
            continue
        seen.add(key)
        for second in count(1):
            tried += 1
            faulty = Fejlende(kind(Disk(tree)), second, errno.EIO, for_good=second % 2 == 0)
            with contextlib.suppress(GeneratorError):
                Log(faulty, PLAN).open()
            found = settle(kind, faulty, told, error)
            run(kind(faulty.disk), AKTER[: found + 1])
            Proever(kind).check_open(kind(faulty.disk), min(found + 1, len(AKTER)))
            if faulty.calls < second:
                break
    raise AssertionError

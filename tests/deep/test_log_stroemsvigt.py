"""A program killed before each of its calls, another that goes on, and a power cut after that."""

from __future__ import annotations

from functools import partial
from itertools import count

import pytest

from generator.store.hukommelse import HukommelseFiles
from generator.store.log import Log
from tests.fejl.akter import AKTER, PLAN, Handling, begin, count_acts, run
from tests.fejl.diske import Afbrudt, Iagttaget, Proever, Stroemsvigt, UdenLinks


def kill_then_cut(kind: type[HukommelseFiles], step: int) -> int:
    """Kill the program before call 1, 1 + step, …; open the log, make one act more, try each disk meanwhile."""
    proever = Proever(kind)
    for at in count(1, step):
        disk, told = begin(), list[Handling]()
        try:
            run(Afbrudt(kind(disk), at), AKTER, told)
        except Stroemsvigt:
            disk.locks.clear()
        else:
            return at
        after = kind(disk)
        check = partial(proever.check_all, disk, len(told), min(len(told) + 1, len(AKTER)))
        found = count_acts(AKTER, len(Log(Iagttaget(after, check), PLAN).open().poster))
        proever.check_open(after, found)
        run(after, AKTER[: found + 1])
        proever.check_all(disk, min(found + 1, len(AKTER)), min(found + 1, len(AKTER)))
    raise AssertionError


@pytest.mark.parametrize(("kind", "step"), [(HukommelseFiles, 3), (UdenLinks, 11)], ids=["links", "no-links"])
def test_a_program_that_is_killed_leaves_nothing_that_a_later_power_cut_could_take(
    kind: type[HukommelseFiles], step: int, deep_factor: int
) -> None:
    """A kill keeps in the system's memory what was not flushed; who opens the log next must not take it for kept."""
    assert kill_then_cut(kind, 1 if deep_factor > 1 else step) > 300

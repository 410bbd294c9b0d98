"""A power cut at any moment, whatever the disk has kept of what was not flushed: each act is whole or absent."""

from __future__ import annotations

import pytest

from generator.store.hukommelse import HukommelseFiles
from tests.fejl.akter import AKTER, Handling, begin, expected, run
from tests.fejl.diske import Iagttaget, Proever, UdenLinks

KINDS = pytest.mark.parametrize("kind", [HukommelseFiles, UdenLinks], ids=["links", "no-links"])


def explore(proever: Proever, files: HukommelseFiles) -> int:
    """Make all acts, trying each disk that a power cut after any call would leave; return how many calls there were."""
    told: list[Handling] = []
    calls = 0

    def tell() -> None:
        nonlocal calls
        calls += 1
        proever.check_all(files.disk, len(told), min(len(told) + 1, len(AKTER)))

    run(Iagttaget(files, tell), AKTER, told)
    proever.check_all(files.disk, len(AKTER), len(AKTER))
    return calls


@KINDS
def test_after_a_power_cut_each_act_is_whole_or_absent_and_each_acknowledged_one_is_there(
    kind: type[HukommelseFiles],
) -> None:
    """Every subset of what was not flushed, after every call of six acts, and again in the middle of recovery."""
    proever = Proever(kind)

    calls = explore(proever, kind(begin()))

    assert calls > 300
    assert proever.tried > 150


def test_what_counts_is_what_the_acts_made() -> None:
    """So that the disks above are compared with the right one."""
    states = expected()

    assert [len(state) for state in states] == [5, 6, 9, 8, 14, 15, 24]
    assert all(f"plan/{sti}" in states[-1] for akt in AKTER for sti in akt.filer)
    assert not any(sti.endswith("kladde.yaml") for sti in states[-1])
    assert all(states[-1][f"plan/{sti}"] == data for akt in AKTER for sti, data in akt.filer.items())

"""Every kind of fault at every call, and a second one during recovery, on disks with and without hard links."""

from __future__ import annotations

import pytest

from tests.fejl.fejl import FAULTS, KINDS, fail_each_call, fail_twice


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("for_good", [False, True], ids=["once", "for-good"])
@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_at_any_call_leaves_each_act_whole_or_absent(
    kind: str, fault: str, for_good: bool, deep_factor: int
) -> None:
    """In a plain run every 17th call fails, in a deep one each."""
    step = 1 if deep_factor > 1 else 17

    assert fail_each_call(KINDS[kind], FAULTS[fault], for_good=for_good, step=step) > 300


@pytest.mark.parametrize("kind", KINDS)
def test_a_second_fault_during_recovery_loses_nothing(kind: str, deep_factor: int) -> None:
    """The first fault stays, as if the program gave up there; in a plain run that is at every 43rd call."""
    assert fail_twice(KINDS[kind], 1 if deep_factor > 1 else 43) > 50

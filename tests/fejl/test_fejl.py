"""Any call to the system fails: an act that was refused left nothing, one that was told is there."""

from __future__ import annotations

import errno
from itertools import count

import pytest

from generator.store.hukommelse import HukommelseFiles
from tests.fejl.akter import AKTER, begin
from tests.fejl.diske import Proever
from tests.fejl.fejl import Halv, fail_each_call, make


@pytest.mark.parametrize("for_good", [False, True], ids=["once", "for-good"])
def test_a_fault_at_any_call_leaves_each_act_whole_or_absent(for_good: bool) -> None:
    """What was refused is gone, what was told is there, and all acts can be made once the disk works again."""
    assert fail_each_call(HukommelseFiles, errno.EIO, for_good=for_good) > 300


@pytest.mark.parametrize("for_good", [False, True], ids=["once", "for-good"])
def test_short_writes_are_continued(for_good: bool) -> None:
    for at in count(1, 5):
        files = Halv(HukommelseFiles(begin()), at, 0, for_good=for_good)

        assert make(files) == (len(AKTER), None)
        Proever().check_open(files, len(AKTER))
        if files.calls < at:
            break
    assert at > 300

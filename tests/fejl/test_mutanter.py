"""Every flush, link and exclusive creation is needed: whichever is left out, too late or not exclusive, a trial fails.

One call is repeated, and so can be left out once: the flush of the plan's folder when its log is made. Where the first
act takes over a version that lies there, it flushes all folders above that version later on. The power cuts call by
call, and the largest act, stand in tests/deep.
"""

from __future__ import annotations

from functools import partial

import pytest

from generator.store.hukommelse import HukommelseFiles
from tests.fejl.diske import UdenLinks
from tests.fejl.kaploeb import EnsNavne
from tests.fejl.mutanter import (
    LEFT_OUT,
    NOT_EXCLUSIVE,
    Kald,
    Mutation,
    cut_in_act,
    cut_when_put_by_hand,
    flushes_after_kill,
    is_found,
    list_mutations,
    race_all,
    sager,
)

REPEATED = Kald("fsync", "flush_folder › flush_folder")


def test_each_flush_of_a_version_that_was_put_there_by_hand_is_needed() -> None:
    """Whoever copied it may not have flushed it; the post names its bytes, so they must be there."""
    tried = [item for item in list_mutations(cut_when_put_by_hand(None)) if item.change == LEFT_OUT]
    survivors = [item for item in tried if not is_found(partial(cut_when_put_by_hand, item))]

    assert sum("flush_file" in item.kald.way for item in tried) == 2
    assert survivors == [Mutation(REPEATED, LEFT_OUT, 1)]


@pytest.mark.parametrize(
    ("kind", "kald"),
    [
        (HukommelseFiles, Kald("link", "commit › write_new › put_in_place")),
        (HukommelseFiles, Kald("link", "prepare › write_new › put_in_place")),
        (UdenLinks, Kald("open", "put_in_place")),
        (EnsNavne, Kald("open", "written_aside")),
    ],
    ids=["post's link", "plan's link", "claim without links", "file written aside"],
)
def test_each_name_that_is_taken_over_instead_of_taken_is_found_by_two_programs_at_once(
    kind: type[HukommelseFiles], kald: Kald
) -> None:
    exclusive = {item.kald for sag in sager(kind) for item in list_mutations(cut_in_act(sag, None))}
    assert kald in exclusive

    assert is_found(partial(race_all, kind, Mutation(kald, NOT_EXCLUSIVE)))


def test_no_other_call_is_exclusive() -> None:
    """So that the table above is whole."""
    found = {
        item.kald
        for kind in (HukommelseFiles, UdenLinks)
        for sag in sager(kind)
        for item in list_mutations(cut_in_act(sag, None))
        if item.change == NOT_EXCLUSIVE
    }

    assert {str(kald) for kald in found} == {
        "link: commit › write_new › put_in_place",
        "link: prepare › write_new › put_in_place",
        "open: put_in_place",
        "open: written_aside",
    }


@pytest.mark.parametrize("nr", [0, 1, 2, 3, 5])
def test_each_flush_of_a_program_that_follows_upon_a_killed_one_is_needed(nr: int) -> None:
    """Also those that have nothing to flush as long as nobody is killed, and those of the recovery itself."""
    ways, survivors = flushes_after_kill(sager(HukommelseFiles)[nr])

    # a version that lies there, flushed, is flushed for nothing
    for_nothing = ["flush_folder › flush_folder", "prepare › lay_aside › flush_file"]
    for_nothing += ["prepare › lay_aside › flush_folder › flush_folder"]
    assert survivors == (for_nothing if nr == 1 else [])
    assert any(way.startswith("open") for way in ways)

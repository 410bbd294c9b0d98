"""Each flush and link left out or made too late, call by call: a power cut finds it."""

from __future__ import annotations

from functools import partial

import pytest

from generator.store.hukommelse import HukommelseFiles
from tests.fejl.diske import UdenLinks
from tests.fejl.mutanter import (
    LEFT_OUT,
    NOT_EXCLUSIVE,
    TOO_LATE,
    Kald,
    Mutation,
    cut_in_act,
    flushes_after_kill,
    is_found,
    list_mutations,
    sager,
)

ABOVE = "prepare › lay_aside › flush_folder › flush_folder"
REPEATED = Kald("fsync", "flush_folder › flush_folder")
"""When the first act takes over a version that lies there, the plan's folder is flushed once more later on."""
ASIDE = Kald("fsync", "prepare › lay_aside › replace › flush_folder")
"""Where an act lays two documents aside in one folder, the flush after the second is the one that counts."""


@pytest.mark.parametrize("kind", [HukommelseFiles, UdenLinks], ids=["links", "no-links"])
def test_each_call_that_is_left_out_or_too_late_is_found_by_a_power_cut(
    kind: type[HukommelseFiles], deep_factor: int
) -> None:
    """Each act on its own; of the largest, in a plain run, only the calls that no other makes."""
    tried: list[Mutation] = []
    survivors: list[tuple[int, Mutation]] = []
    for sag in sorted(sager(kind), key=lambda sag: len(sag.akt.filer)):
        for mutation in list_mutations(cut_in_act(sag, None)):
            is_known = len(sag.akt.filer) > 2 and deep_factor == 1 and mutation.kald in {item.kald for item in tried}
            if mutation.change == NOT_EXCLUSIVE or is_known:
                continue
            tried.append(mutation)
            if not is_found(partial(cut_in_act, sag, mutation)):
                survivors.append((sag.nr, mutation))

    known = [(0, Mutation(REPEATED, LEFT_OUT, 1)), (0, Mutation(REPEATED, TOO_LATE, 1))]
    if deep_factor > 1:
        known += [(5, Mutation(ASIDE, LEFT_OUT, 1)), (5, Mutation(ASIDE, TOO_LATE, 1))]
    assert len(tried) > 50
    assert survivors == known


@pytest.mark.parametrize(("nr", "posts", "filer"), [(4, 1, 5), (6, 3, 6)], ids=["largest", "series"])
def test_each_flush_of_the_largest_acts_after_a_kill_is_needed(
    nr: int, posts: int, filer: int, deep_factor: int
) -> None:
    """In a plain run the act is only made; a deep one leaves out each flush of the program that follows."""
    sag = sager(HukommelseFiles)[nr]
    assert (sag.akt.antal, len(sag.akt.filer)) == (posts, filer)

    survivors = flushes_after_kill(sag)[1] if deep_factor > 1 else []

    assert cut_in_act(sag, None).seen
    # all folders that the series writes in are there from the acts before
    assert survivors == ([ABOVE] if posts > 1 and deep_factor > 1 else [])

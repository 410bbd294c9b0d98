"""The order of parts, proven for all small lists: all pairs of orders, all choices of the changes, all sequences."""

from __future__ import annotations

from itertools import combinations, permutations

import pytest

from generator.model.aendring import Plads
from generator.workflow.places import arrange, find_places, find_staying

IDS = "abcd"
ORDERS = ["".join(order) for size in range(len(IDS) + 1) for order in permutations(IDS, size)]


def _step(order: str, chosen: set[str], old: str, new: str) -> str:
    """Return `order` with the chosen parts added, moved or removed as from `old` to `new`."""
    places = find_places(new, find_staying(old, new))
    leaving = {part for part in chosen if part not in new}
    return "".join(arrange(order, leaving, {part: places[part] for part in chosen if part in places}))


def _changed(old: str, new: str) -> set[str]:
    return set(find_places(new, find_staying(old, new))) | (set(old) - set(new))


@pytest.mark.parametrize("old", ["abcd", "abc", "ab", "a", ""])
def test_every_choice_leads_on_to_the_same_order(old: str) -> None:
    """Whatever is chosen first, the rest made afterwards gives the new order; names are all that tells orders apart."""
    for new in ORDERS:
        changed = _changed(old, new)
        assert _step(old, changed, old, new) == new
        for size in range(len(changed) + 1):
            for chosen in combinations(sorted(changed), size):
                between = _step(old, set(chosen), old, new)
                assert _step(between, changed - set(chosen), old, new) == new


@pytest.mark.parametrize("old", ["abcd", "abc"])
def test_changes_made_one_by_one_in_every_sequence_come_to_the_same(old: str) -> None:
    for new in ORDERS:
        for sequence in permutations(sorted(_changed(old, new))):
            now = old
            for part in sequence:
                now = _step(now, {part}, old, new)
            assert now == new


def test_as_many_parts_stay_as_can() -> None:
    assert find_staying("abcdef", "fabcde") == frozenset("abcde")
    assert find_staying("abcdef", "bcdefa") == frozenset("bcdef")


def test_of_two_that_change_places_the_later_one_moves_up() -> None:
    assert find_staying("ab", "ba") == {"a"}
    assert find_places("ba", {"a"}) == {"b": Plads(efter=None)}


def test_added_part_knows_the_one_that_stays_and_those_between() -> None:
    places = find_places("axyb", frozenset("ab"))

    assert places == {"x": Plads(efter="a"), "y": Plads(efter="a", derefter=("x",))}


def test_parts_that_two_people_add_at_one_spot_come_by_id_each_with_its_followers() -> None:
    ours = {"m": Plads(efter="a"), "z": Plads(efter="a", derefter=("m",))}
    theirs = {"n": Plads(efter="a"), "b": Plads(efter="a", derefter=("n",))}

    assert arrange("ac", (), ours | theirs) == arrange("ac", (), theirs | ours) == list("amznbc")

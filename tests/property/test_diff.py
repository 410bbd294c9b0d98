"""Laws of changes: they lead from one text to the other in any order, and what hangs together of them can be made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from generator.model.aendring import Aendringsart, Feltaendring
from generator.model.delaftale import Delaftale
from generator.store.yaml_reader import load_yaml
from generator.store.yaml_writer import dump_yaml
from generator.workflow.apply import apply
from generator.workflow.dependencies import closure, depends_on, group
from generator.workflow.diff import diff
from tests.strategier_aendring import delaftaler, pairs

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.model.sti import Sti


@given(pairs())
def test_changes_lead_from_the_one_text_to_the_other(pair: tuple[Delaftale, Delaftale]) -> None:
    a, b = pair

    assert apply(diff(a, b), a) == b


@given(delaftaler())
def test_no_change_leads_from_a_text_to_itself(a: Delaftale) -> None:
    assert diff(a, a) == ()
    assert diff(a, load_yaml(dump_yaml(a), Delaftale, "delaftale.yaml")) == ()


@given(pairs(), st.data())
def test_order_of_changes_means_nothing(pair: tuple[Delaftale, Delaftale], data: st.DataObject) -> None:
    a, b = pair

    assert apply(data.draw(st.permutations(diff(a, b))), a) == b


@given(pairs(), st.data())
def test_changes_that_hang_together_apply_without_the_rest(
    pair: tuple[Delaftale, Delaftale], data: st.DataObject
) -> None:
    """The result is valid, holds what was chosen and nothing else, and the rest can be made in it afterwards."""
    a, b = pair
    changes = diff(a, b)
    chosen = closure([change for change in changes if data.draw(st.booleans())], changes)
    rest = [change for change in changes if change not in chosen]

    between = apply(data.draw(st.permutations(chosen)), a)

    assert load_yaml(dump_yaml(between), Delaftale, "delaftale.yaml") == between
    assert apply(rest, between) == b
    assert _keys(diff(between, b)) <= _keys(rest) | _moves(changes)


@given(pairs(), st.data())
def test_changes_made_one_by_one_come_to_the_same(pair: tuple[Delaftale, Delaftale], data: st.DataObject) -> None:
    """In any order that respects what each needs; those that need each other are made together."""
    a, b = pair
    waiting = list(group(diff(a, b)))
    now = a
    done: set[tuple[bool, Sti]] = set()
    while waiting:
        everything = [change for members in waiting for change in members]
        ready = [members for members in waiting if _needs(members, everything) <= done | _keys(members)]
        members = data.draw(st.sampled_from(ready))
        now = apply(members, now)
        done |= _keys(members)
        waiting.remove(members)

    assert now == b


@given(pairs())
def test_groups_come_after_what_they_need(pair: tuple[Delaftale, Delaftale]) -> None:
    changes = diff(*pair)
    done: set[tuple[bool, Sti]] = set()
    for members in group(changes):
        done |= _keys(members)
        assert _needs(members, changes) <= done
    assert done == _keys(changes)


@given(pairs())
def test_moves_are_as_few_as_can_be(pair: tuple[Delaftale, Delaftale]) -> None:
    """No subset of the moved parts could have stayed: putting one less in another place doesn't give the order."""
    a, b = pair
    moved = [sti.dele[1] for is_move, sti in _keys(diff(a, b)) if is_move and sti.startswith("parter/")]
    old, new = [part.id for part in a.parter], [part.id for part in b.parter]
    staying = [part for part in old if part in new and part not in moved]

    assert staying == [part for part in new if part in staying]
    assert len(staying) == _longest_common(old, new)


@given(pairs())
def test_change_survives_json_and_yaml(pair: tuple[Delaftale, Delaftale]) -> None:
    for change in diff(*pair):
        assert Feltaendring.model_validate_json(change.model_dump_json()) == change
        assert load_yaml(dump_yaml(change), Feltaendring, "0001.yaml") == change


def _longest_common(old: list[str], new: list[str]) -> int:
    """Return the length of a longest common subsequence, by the book."""
    if not old or not new:
        return 0
    if old[0] == new[0]:
        return 1 + _longest_common(old[1:], new[1:])
    return max(_longest_common(old[1:], new), _longest_common(old, new[1:]))


def _keys(changes: Iterable[Feltaendring]) -> set[tuple[bool, Sti]]:
    return {change.noegle for change in changes}


def _moves(changes: Iterable[Feltaendring]) -> set[tuple[bool, Sti]]:
    return {change.noegle for change in changes if change.art is Aendringsart.FLYT}


def _needs(members: Iterable[Feltaendring], others: Sequence[Feltaendring]) -> set[tuple[bool, Sti]]:
    return {needed.noegle for change in members for needed in depends_on(change, others)}

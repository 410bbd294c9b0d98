"""Laws of the three-way merge: nothing is lost in silence, nothing depends on who is called ours, all is valid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import assume, given
from hypothesis import strategies as st

from generator.model.aendring import Aendringsart
from generator.model.delaftale import Delaftale
from generator.store.yaml_reader import load_yaml
from generator.store.yaml_writer import dump_yaml
from generator.workflow.apply import apply
from generator.workflow.dependencies import find_place, mentions
from generator.workflow.diff import diff
from generator.workflow.merge import Merged, merge
from tests.strategier_aendring import pairs, triples

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.model.aendring import Feltaendring

Triple = tuple[Delaftale, Delaftale, Delaftale]


@given(pairs())
def test_side_without_changes_takes_what_the_other_has(pair: tuple[Delaftale, Delaftale]) -> None:
    base, changed = pair

    assert merge(base, changed, base) == Merged(changed, ())
    assert merge(base, base, changed) == Merged(changed, ())


@given(pairs())
def test_sides_that_agree_have_no_conflict(pair: tuple[Delaftale, Delaftale]) -> None:
    base, changed = pair

    assert merge(base, changed, changed) == Merged(changed, ())


@given(triples())
def test_who_is_called_ours_decides_nothing_but_names(triple: Triple) -> None:
    base, ours, theirs = triple

    one, other = merge(base, ours, theirs), merge(base, theirs, ours)

    assert one.result == other.result
    assert [(k.sti, k.grund, k.base, k.vores, k.deres) for k in one.konflikter] == [
        (k.sti, k.grund, k.base, k.deres, k.vores) for k in other.konflikter
    ]


@given(triples())
def test_result_is_valid(triple: Triple) -> None:
    result = merge(*triple).result

    assert load_yaml(dump_yaml(result), Delaftale, "delaftale.yaml") == result


@given(triples())
def test_without_conflict_all_changes_of_both_are_in(triple: Triple) -> None:
    """What one side alone changed is in the result as that side has it."""
    base, ours, theirs = triple
    merged = merge(base, ours, theirs)
    assume(not merged.konflikter)

    fields = {change.noegle: change.foreslaaet for change in diff(base, merged.result) if not change.noegle[0]}
    for side, other in ((ours, theirs), (theirs, ours)):
        theirs_too = {change.noegle for change in diff(base, other)}
        for change in diff(base, side):
            if not change.noegle[0] and change.noegle not in theirs_too:
                assert fields[change.noegle] == change.foreslaaet


@given(triples())
def test_what_is_in_dispute_stays_as_it_was(triple: Triple) -> None:
    base, ours, theirs = triple
    merged = merge(base, ours, theirs)

    disputed = {konflikt.sti for konflikt in merged.konflikter}
    proposed = {change.noegle for side in (ours, theirs) for change in diff(base, side)}
    for change in diff(base, merged.result):
        assert change.noegle[0] or change.sti not in disputed
        assert change.noegle[0] or change.noegle in proposed


@given(triples(), st.booleans())
def test_disjoint_changes_can_be_made_in_either_order(triple: Triple, swap: bool) -> None:
    base, ours, theirs = triple
    first, second = diff(base, ours), diff(base, theirs)
    assume(_are_disjoint(first, second) and _are_disjoint(second, first))

    expected = apply(second, apply(first, base))

    assert apply(first, apply(second, base)) == expected
    assert apply([*second, *first] if swap else [*first, *second], base) == expected
    assert merge(base, ours, theirs) == Merged(expected, ())


def _are_disjoint(ours: tuple[Feltaendring, ...], theirs: tuple[Feltaendring, ...]) -> bool:
    """Whether no field or part is changed by both or lies in one that the other changed, and no order of one list is.

    The period is one thing, and who mentions a part changes something about it.
    """
    fields, others = _touched(ours), _touched(theirs)
    apart = not any(other == field or other.startswith(f"{field}/") for field in fields for other in others)
    mentioned = {sti for change in theirs for sti in mentions(change)[1]}
    return apart and not mentioned & fields and not _lists(ours) & _lists(theirs)


def _touched(changes: Iterable[Feltaendring]) -> set[str]:
    result: set[str] = set()
    for change in changes:
        place = find_place(change.sti)
        assert place is not None
        in_a_part_of_its_own = change.art is Aendringsart.SAET and "id" not in place.cls.model_fields
        result.add(
            "gaelder" if change.sti.startswith("gaelder") else place.part if in_a_part_of_its_own else change.sti
        )
    return result


def _lists(changes: Iterable[Feltaendring]) -> set[str]:
    return {change.sti.rpartition("/")[0] for change in changes if change.art is not Aendringsart.SAET}

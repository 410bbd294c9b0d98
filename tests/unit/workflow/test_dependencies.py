"""What hangs together, and what does not: the board may decide alone on all but what would leave the text in pieces."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.model.aendring import Feltaendring
from generator.model.aktivitet import Aktivitet, Maalgruppe
from generator.model.delaftale import Delaftale
from generator.model.sti import Sti, felter_of
from generator.workflow.dependencies import EXCLUDING, MENTIONS, closure, depends_on, find_place, group, mentions

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.model.base import Model

BASELINE = "delmaal/syn/indikatorer/tillid/baseline"
MAALGRUPPE = "aktiviteter/vej/maalgruppe"


def _set(sti: str, old: Any, new: Any) -> Feltaendring:
    return Feltaendring(art="saet", sti=sti, nuvaerende=old, foreslaaet=new)


def _add(sti: str, **content: Any) -> Feltaendring:
    content = {"id": sti.rpartition("/")[2], **content}
    return Feltaendring(art="tilfoej", sti=sti, foreslaaet=content, foreslaaet_plads={})


def _remove(sti: str, **content: Any) -> Feltaendring:
    content = {"id": sti.rpartition("/")[2], **content}
    return Feltaendring(art="fjern", sti=sti, nuvaerende=content, nuvaerende_plads={})


def _needs(change: Feltaendring, changes: Sequence[Feltaendring]) -> set[str]:
    return {needed.sti for needed in depends_on(change, changes)}


def test_part_that_is_filled_in_needs_what_it_can_not_be_without() -> None:
    ordlyd, vaerdi = _set(f"{BASELINE}/ordlyd", None, "51 %"), _set(f"{BASELINE}/vaerdi", None, "51")

    assert _needs(vaerdi, [ordlyd, vaerdi]) == {ordlyd.sti}
    assert _needs(ordlyd, [ordlyd, vaerdi]) == set()


def test_two_fields_that_a_part_must_have_need_each_other() -> None:
    changes = [_set(f"delmaal/syn/indikatorer/tillid/maaltal/{name}", None, "5") for name in ("vaerdi", "enhed")]

    assert _needs(changes[0], changes) == {changes[1].sti}
    assert _needs(changes[1], changes) == {changes[0].sti}
    assert group(changes) == (tuple(changes),)


def test_part_that_is_emptied_keeps_what_it_can_not_be_without_to_the_end() -> None:
    ordlyd, vaerdi = _set(f"{BASELINE}/ordlyd", "51 %", None), _set(f"{BASELINE}/vaerdi", "51", None)

    assert _needs(ordlyd, [ordlyd, vaerdi]) == {vaerdi.sti}
    assert _needs(vaerdi, [ordlyd, vaerdi]) == set()
    assert group([ordlyd, vaerdi]) == ((vaerdi,), (ordlyd,))


def test_fields_of_a_part_that_stays_are_free() -> None:
    changes = [_set(f"{BASELINE}/ordlyd", "51 %", "52 %"), _set(f"{BASELINE}/vaerdi", "51", "52")]

    assert all(_needs(change, changes) == set() for change in changes)


def test_target_group_is_emptied_of_the_one_form_before_it_has_the_other() -> None:
    tekst, primaer = _set(f"{MAALGRUPPE}/tekst", "Alle", None), _set(f"{MAALGRUPPE}/primaer", None, "Børn")
    back = [_set(f"{MAALGRUPPE}/tekst", None, "Alle"), _set(f"{MAALGRUPPE}/primaer", "Børn", None)]

    assert _needs(primaer, [tekst, primaer]) == {tekst.sti}
    assert _needs(tekst, [tekst, primaer]) == set()
    assert _needs(back[0], back) == {back[1].sti}


def test_part_left_empty_needs_all_that_was_in_it_gone() -> None:
    hull, tekst = _set(MAALGRUPPE, None, {}), _set(f"{MAALGRUPPE}/tekst", "Alle", None)

    assert _needs(hull, [hull, tekst]) == {tekst.sti}
    assert _needs(tekst, [hull, tekst]) == set()


def test_period_is_moved_end_first_when_it_moves_beyond_itself() -> None:
    later = [_set("gaelder_fra", "2021-10-01", "2026-01-01"), _set("gaelder_til", "2025-09-30", "2029-12-31")]
    earlier = [_set("gaelder_fra", "2021-10-01", "2015-01-01"), _set("gaelder_til", "2025-09-30", "2018-12-31")]
    within = [_set("gaelder_fra", "2021-10-01", "2022-01-01"), _set("gaelder_til", "2025-09-30", "2026-12-31")]

    assert [_needs(change, later) for change in later] == [{"gaelder_til"}, set()]
    assert [_needs(change, earlier) for change in earlier] == [set(), {"gaelder_fra"}]
    assert [_needs(change, within) for change in within] == [set(), set()]


def test_mention_of_an_added_part_needs_the_part() -> None:
    aktivitet = _add("aktiviteter/nab", navn="Naboskab", delmaal=["syn"])
    field = _set("delmaal/syn/aktiviteter", ["vej"], ["vej", "nab"])
    inside = _add("delmaal/nyt", tekst="Nyt", indikatorer=[{"id": "i", "aktiviteter": ["nab"]}])
    changes = [aktivitet, field, inside]

    assert _needs(field, changes) == {aktivitet.sti}
    assert _needs(inside, changes) == {aktivitet.sti}
    assert _needs(aktivitet, changes) == set()


def test_removal_of_a_part_needs_its_mentions_gone() -> None:
    gone = _remove("aktiviteter/vej", navn="Vejledning")
    field = _set("delmaal/syn/aktiviteter", ["vej"], [])
    inside = _remove("delmaal/nyt", tekst="Nyt", aktiviteter=["vej"])
    changes = [gone, field, inside, _set("delmaal/syn/tekst", "a", "b")]

    assert _needs(gone, changes) == {field.sti, inside.sti}
    assert closure([gone], changes) == (gone, field, inside)
    assert group(changes)[-1] == (gone,)


def test_places_bind_nobody() -> None:
    first, second = _add("aktiviteter/a", navn="A"), _add("aktiviteter/b", navn="B")
    second = second.replaced(foreslaaet_plads={"derefter": ["a"]})

    assert depends_on(second, [first, second]) == ()


def test_move_mentions_nothing_and_an_unknown_field_hangs_on_nothing() -> None:
    move = Feltaendring(art="flyt", sti="aktiviteter/vej", nuvaerende_plads={}, foreslaaet_plads={})
    unknown = _set("farve", None, "blå")
    inside = _set("parter/fob/betegnelse/mere", None, "x")

    assert mentions(move) == mentions(unknown) == (frozenset(), frozenset())
    assert find_place(inside.sti) is None
    assert depends_on(unknown, [move, inside, _add("aktiviteter/a", farve="blå")]) == ()


def test_place_of_a_part_and_of_a_list() -> None:
    part = find_place(Sti("aktiviteter/vej"))
    field = find_place(Sti("aktiviteter/vej/maalgruppe/tekst"))

    assert part is not None
    assert field is not None
    assert (part.cls, part.field, part.part) == (Aktivitet, "", "aktiviteter/vej")
    assert (field.cls, field.field, field.part) == (Maalgruppe, "tekst", MAALGRUPPE)


def test_every_check_of_fields_against_each_other_is_known() -> None:
    """A new validator of a whole part means a new ground on which changes hang together."""
    checked = {cls for cls in _classes(Delaftale) if cls.__pydantic_decorators__.model_validators}

    assert checked == {Delaftale, *EXCLUDING}


def test_every_list_of_ids_that_points_into_the_agreement_is_known() -> None:
    """Such a list has the name of the list that it points to."""
    named = {name for cls in _classes(Delaftale) for name, art in felter_of(cls).items() if art.value_type is tuple}

    assert named & set(felter_of(Delaftale)) == MENTIONS


def _classes(cls: type[Model]) -> Iterator[type[Model]]:
    yield cls
    for art in felter_of(cls).values():
        if art.model is not None:
            yield from _classes(art.model)

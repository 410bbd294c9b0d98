"""The agenda that a meeting begins with, and what brings it up to date."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from generator.errors import MoedeError
from generator.model.bestyrelse import Punkttype
from generator.model.moede import Moede, Moedestatus
from generator.model.referat import Referat
from generator.workflow.dagsorden import (
    make_dagsorden,
    new_id,
    open_opgaver,
    rules_of,
    tell_history,
    untold_rettelser,
    update_dagsorden,
)
from generator.workflow.moedeafgoerelser import find_punkt
from generator.workflow.moederedigering import add_opgave, add_punkt, edit_punkt, finish_opgave
from tests.logskriver import B, forslag
from tests.moedeskriver import DAG, SENERE, afgoer, afsluttet, kaldt, moede, plan, put, to_aendringer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.logskriver import Log


def titles(item: Moede) -> list[str]:
    return [f"{punkt.titel} ({punkt.type})" for punkt in item.punkter]


def agenda(log: Log, dato: date = SENERE, tidligere: Sequence[Moede] = ()) -> Moede:
    return make_dagsorden(moede(dato), plan(), log.tilstand, tidligere)


def held(log: Log, **facts: Any) -> Moede:
    """Return the meeting of September, closed, with a task."""
    with_task, _ = add_opgave(kaldt(log.tilstand), "1", "Skriv til kommunen", "bo", None)
    return afsluttet(with_task.replaced(**facts))


# -- made --


def test_the_agenda_has_the_fixed_items_and_between_them_what_waits_in_the_boards_order() -> None:
    log = put()
    log.ret()
    made = agenda(log, tidligere=[held(log)])

    assert titles(made) == [
        "Godkendelse af dagsorden (B)",
        "Godkendelse af referat af mødet den 14.09.22 (B)",
        "Opfølgning på opgaver (O)",
        "Årlig revision 2022 af delaftalerne (B)",
        "Redaktionelle rettelser (O)",
        "Eventuelt (D)",
        "Næste møde (O)",
    ]
    assert made.punkter[3].forslag == ("x", "y")
    assert all(item.markering is None for item in made.punkter)


def test_a_plan_without_a_board_has_an_agenda_of_what_waits() -> None:
    log = put(forslag("x"), akut=True)
    without = plan().replaced(bestyrelse=None)

    made = make_dagsorden(moede(), without, log.tilstand, ())

    assert titles(made) == ["Akut ændring: Sag x (B)"]
    assert rules_of(without).flertal is None


def test_several_urgent_forslag_are_one_item() -> None:
    assert titles(agenda(put(forslag("x"), forslag("y"), akut=True)))[1] == "Akutte ændringer (2 forslag) (B)"


def test_each_indstilling_is_an_item_of_its_own() -> None:
    log = put(forslag("x"))
    log.indstil(forslag("z"), dato="2022-08-20", akut=True)

    assert [item.forslag for item in agenda(log).punkter if item.forslag] == [("x",), ("z",)]


def test_what_was_put_after_the_day_waits_for_another_meeting() -> None:
    log = put(forslag("x"))
    log.indstil(forslag("z"), dato="2022-10-20", akut=True)

    assert [item.forslag for item in agenda(log, DAG).punkter if item.forslag] == [("x",)]


def test_what_is_decided_does_not_come_back_and_what_was_postponed_does_with_its_history() -> None:
    log = put(forslag("x"), forslag("y"))
    log.beslut({"forslag": "x", "udfald": "udsat"}, {"forslag": "y", "udfald": "ikke-godkendt"})

    made = agenda(log)

    assert [item.forslag for item in made.punkter if item.forslag] == [("x",)]
    assert (
        tell_history(log.tilstand.forslag["x"], SENERE)
        == "Udsat på mødet den 14.09.22. Har ventet siden 15.08.22 (3 måneder)."
    )


def test_history_tells_of_every_delay_but_not_of_what_came_later() -> None:
    log = put(forslag("x"))
    log.beslut({"forslag": "x", "udfald": "udsat"}, moede="2022-08-29")
    log.beslut({"forslag": "x", "udfald": "udsat"})
    item = log.tilstand.forslag["x"]

    assert tell_history(item, date(2022, 8, 29)) == ""
    assert tell_history(item, date(2022, 8, 30)) == "Udsat på mødet den 29.08.22. Har ventet siden 15.08.22 (15 dage)."
    assert (
        tell_history(item, date(2022, 9, 15))
        == "Udsat på møderne den 29.08.22 og 14.09.22. Har ventet siden 15.08.22 (1 måned)."
    )


def test_a_day_is_told_as_one() -> None:
    log = put(forslag("x"))
    log.beslut({"forslag": "x", "udfald": "udsat"}, moede="2022-08-15")

    assert tell_history(log.tilstand.forslag["x"], date(2022, 8, 16)).endswith("(1 dag).")


def test_a_part_that_was_postponed_comes_back_under_its_indstilling() -> None:
    log = put(to_aendringer())
    parts = [{"id": "a", "titel": "Den ene", "numre": [1]}, {"id": "b", "titel": "Den anden", "numre": [2, 3]}]
    log.beslut(
        {"forslag": "a", "udfald": "ikke-godkendt"},
        {"forslag": "b", "udfald": "udsat"},
        opdelinger=[{"forslag": "stor", "dele": parts}],
    )

    assert [item.forslag for item in agenda(log).punkter if item.forslag] == [("b",)]


def test_only_closed_meetings_before_this_one_have_a_referat_to_approve() -> None:
    log = put(forslag("x"))
    approved = Referat.model_validate({"godkendt": "2022-10-01", "metode": "frist"})
    others = [
        afsluttet(moede(date(2022, 3, 1)), 1).replaced(referat=approved),
        moede(date(2022, 6, 1)),
        afsluttet(moede(date(2023, 6, 1))),
        afsluttet(moede(DAG, form="skriftlig", svarfrist=DAG)),
    ]

    named = [item.titel for item in agenda(log, tidligere=others).punkter if item.referat_af]

    assert named == ["Godkendelse af referat af den skriftlige behandling den 14.09.22"]


def test_ids_stay_unlike_each_other_also_when_a_fixed_item_has_the_name_already() -> None:
    log = put(forslag("x"))
    board = plan(foerste_punkter=[{"id": "opfoelgning-paa-opgaver", "titel": "Opgaver", "type": "O"}])

    made = make_dagsorden(moede(SENERE), board, log.tilstand, [held(log)])

    assert [item.id for item in made.punkter][:3] == [
        "opfoelgning-paa-opgaver",
        "referat-2022-09-14",
        "opfoelgning-paa-opgaver-2",
    ]
    assert update_dagsorden(made, log.tilstand, [held(log)]) == made


def test_a_name_of_nothing_but_signs_is_still_an_item() -> None:
    assert [new_id("???", ()), new_id("???", ["punkt", "punkt-2"])] == ["punkt", "punkt-3"]


# -- tasks and corrections --


def test_tasks_come_back_from_every_closed_meeting_until_they_are_done() -> None:
    log = put()
    first = held(log)
    later, _ = add_opgave(kaldt(log.tilstand, date(2022, 10, 1)), "1", "Spørg politiet", "anne", None)
    both = [afsluttet(later), first, kaldt(log.tilstand, date(2022, 11, 1))]

    assert [task.tekst for _, task in open_opgaver(both, SENERE)] == ["Skriv til kommunen", "Spørg politiet"]
    assert open_opgaver([finish_opgave(first, "skriv-til-kommunen", SENERE)], SENERE) == []
    assert open_opgaver(both, DAG) == []


def test_a_correction_of_spelling_is_told_once() -> None:
    log = put(forslag("x"))
    log.ret(fra="2022-09-01")
    first = kaldt(log.tilstand)
    log.ret(fra="2022-10-01")
    log.ret(fra="2022-10-02", orienteret="2022-10-02")

    assert [post.dato for post in untold_rettelser(log.tilstand, [afsluttet(first)], SENERE)] == [date(2022, 10, 1)]
    assert len(untold_rettelser(log.tilstand, [first], SENERE)) == 2
    assert untold_rettelser(log.tilstand, [], date(2022, 8, 31)) == ()


# -- brought up to date --


def test_what_came_since_goes_before_the_last_items_and_what_is_there_stays() -> None:
    log = put(forslag("x"))
    made, _ = edit_punkt(agenda(log), "2", {"resume": "Årets ændringer."})
    log.indstil(forslag("z", B), dato="2022-08-20", akut=True)

    after = update_dagsorden(made, log.tilstand, ())

    assert titles(after)[1:3] == ["Årlig revision 2022 af delaftalerne (B)", "Akut ændring: Sag z (B)"]
    assert after.punkter[1].resume == "Årets ændringer."
    assert update_dagsorden(after, log.tilstand, ()) == after


def test_an_agenda_of_fixed_items_only_gets_the_new_between_the_first_and_the_last() -> None:
    log = put(forslag("x"))
    empty = make_dagsorden(moede(date(2022, 8, 1)), plan(), log.tilstand, ()).replaced(dato=DAG)

    assert len(empty.punkter) == 3
    assert titles(update_dagsorden(empty, log.tilstand, ()))[0:2] == [
        "Godkendelse af dagsorden (B)",
        "Årlig revision 2022 af delaftalerne (B)",
    ]


def withdrawn(item: Moede, log: Log, *names: str) -> Moede:
    log.add("tilbagetraekning", "2022-09-01", forslag=list(names), begrundelse="Ikke aktuelt.")
    return update_dagsorden(item, log.tilstand, ())


def test_an_item_whose_forslag_are_all_withdrawn_goes_before_the_agenda_is_sent() -> None:
    log = put()

    after = withdrawn(agenda(log, DAG), log, "x", "y")

    assert titles(after)[1:] == ["Eventuelt (D)", "Næste møde (O)"]


def test_an_item_that_the_referent_wrote_on_stays_without_its_forslag() -> None:
    log = put()
    made, _ = edit_punkt(agenda(log, DAG), "2", {"sagsfremstilling": "Her er sagen."})

    after = withdrawn(made, log, "x", "y")

    assert (after.punkter[1].forslag, after.punkter[1].markering) == ((), None)


def test_a_forslag_that_is_withdrawn_from_an_agenda_that_was_sent_leaves_a_mark_and_takes_its_decision_along() -> None:
    log = put()
    sent = afgoer(afgoer(kaldt(log.tilstand), log, "x"), log, "y")

    after = withdrawn(sent, log, "x")

    assert (after.punkter[1].forslag, after.punkter[1].markering) == (("y",), "rettet")
    assert [item.forslag for item in after.afgoerelser] == ["y"]


def test_an_item_of_a_sent_agenda_stays_when_its_matter_has_gone() -> None:
    log = put()

    after = withdrawn(kaldt(log.tilstand), log, "x", "y")

    assert (after.punkter[1].forslag, after.punkter[1].markering) == ((), "rettet")
    assert update_dagsorden(after, log.tilstand, ()) == after


def test_what_comes_after_the_agenda_was_sent_is_marked() -> None:
    log = put(forslag("x"))
    sent = kaldt(log.tilstand)
    log.indstil(forslag("z"), dato="2022-09-10", akut=True)

    assert [item.markering for item in update_dagsorden(sent, log.tilstand, ()).punkter] == [
        None, None, "eftersendt", None, None,
    ]  # fmt: skip


def test_a_referat_that_was_approved_meanwhile_leaves_a_draft() -> None:
    log = put(forslag("x"))
    first = held(log)
    made = agenda(log, tidligere=[first])
    approved = first.replaced(referat={"godkendt": "2022-10-01", "metode": "frist"})

    assert "referat-2022-09-14" not in {item.id for item in update_dagsorden(made, log.tilstand, [approved]).punkter}


def test_an_own_item_is_never_taken_for_an_indstilling_of_the_same_name() -> None:
    log = put(forslag("x"))
    made, own = add_punkt(moede(), "Indstilling 3", Punkttype.B, {})

    after = update_dagsorden(made, log.tilstand, ())

    assert own.id == "indstilling-3"
    assert [(item.id, item.forslag) for item in after.punkter] == [("indstilling-3", ()), ("indstilling-3-2", ("x",))]
    assert update_dagsorden(after, log.tilstand, ()) == after


def test_a_closed_meeting_is_not_brought_up_to_date() -> None:
    log = put(forslag("x"))

    with pytest.raises(MoedeError, match=r"Mødet den 14\.09\.22 er afsluttet"):
        update_dagsorden(held(log), log.tilstand, ())


def test_an_item_that_came_late_stays_late_whatever_is_changed() -> None:
    log = put(forslag("x"))
    sent, new = add_punkt(kaldt(log.tilstand), "Nyt", Punkttype.D, {})

    after, _ = edit_punkt(sent, new.id, {"titel": "Nyere"})

    assert find_punkt(after, new.id).markering == "eftersendt"
    assert after.status is Moedestatus.UDSENDT

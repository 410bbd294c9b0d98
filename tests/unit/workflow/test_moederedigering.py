"""Edit a meeting until it is closed: items, annexes, people, tasks, its day and where it stands."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from generator.errors import MoedeError
from generator.model.bestyrelse import Punkttype
from generator.model.moede import Deltager, Moede, Moedeform, Moedestatus
from generator.workflow.moedeafgoerelser import find_punkt
from generator.workflow.moederedigering import (
    STATUS_MOVES,
    add_bilag,
    add_opgave,
    add_punkt,
    edit_punkt,
    finish_opgave,
    move_moede,
    move_punkt,
    note_deltagere,
    refuse_written,
    remove_punkt,
    set_status,
)
from tests.logskriver import forslag
from tests.moedeskriver import DAG, SENERE, afgoer, afsluttet, kaldt, moede, plan, punkt, put, til_stede

if TYPE_CHECKING:
    from collections.abc import Callable

S = Moedestatus
SHA = "0" * 64
TODAY = date(2022, 9, 1)


def told(act: Callable[[], object]) -> str:
    """Return what is said when an act is refused."""
    with pytest.raises(MoedeError) as caught:
        act()
    return str(caught.value)


def draft(**facts: Any) -> Moede:
    """Return a meeting with two items of the referent's own and a fixed last one."""
    items = [
        {"id": "budget", "titel": "Budget", "type": "B"},
        {"id": "nyt", "titel": "Nyt fra områderne", "type": "O"},
        {"id": "eventuelt", "titel": "Eventuelt", "type": "D", "art": "sidst"},
    ]
    return moede(punkter=items, **facts)


def sent(**facts: Any) -> Moede:
    return set_status(draft(**facts), S.UDSENDT, TODAY)


def order(item: Moede) -> list[str]:
    return [one.id for one in item.punkter]


# -- where it stands --


@pytest.mark.parametrize("start", list(S))
@pytest.mark.parametrize("end", list(S))
def test_a_meeting_moves_as_the_table_says_and_not_otherwise(start: Moedestatus, end: Moedestatus) -> None:
    item = draft(status=start)

    if end in STATUS_MOVES[start]:
        assert set_status(item, end, TODAY).status is end
    else:
        assert told(lambda: set_status(item, end, TODAY)).startswith(
            f"Mødet den 14.09.22 er {start.ordlyd} og kan ikke blive {end.ordlyd}."
        )


def test_the_day_that_the_agenda_went_out_is_kept() -> None:
    assert (draft().udsendt, sent().udsendt) == (None, TODAY)
    assert set_status(sent(), S.AFSLUTTET, DAG).udsendt == TODAY


# -- items --


def test_a_new_item_goes_before_the_last_ones_unless_a_number_is_given() -> None:
    after, new = add_punkt(draft(), "Ny sag", Punkttype.B, {"sagsnummer": "22/1"})
    first, _ = add_punkt(after, "Ny sag", Punkttype.D, {}, 1)

    assert order(after) == ["budget", "nyt", "ny-sag", "eventuelt"]
    assert order(first)[0] == "ny-sag-2"
    assert (new.sagsnummer, new.markering) == ("22/1", None)


@pytest.mark.parametrize("plads", [0, 5])
def test_a_place_that_is_not_there_is_told(plads: int) -> None:
    assert told(lambda: add_punkt(draft(), "Ny", Punkttype.B, {}, plads)) == (
        f"Der er ingen plads {plads} på dagsordenen den 14.09.22. Vælg 1 til 4."
    )


def test_once_the_agenda_is_sent_what_comes_is_eftersendt_and_what_changes_is_rettet() -> None:
    new, _ = add_punkt(sent(), "Ny sag", Punkttype.B, {})
    changed, _ = edit_punkt(new, "budget", {"titel": "Budget 2023"})
    moved = move_punkt(changed, "nyt", 1)

    assert [(one.id, one.markering) for one in moved.punkter] == [
        ("nyt", "rettet"), ("budget", "rettet"), ("ny-sag", "eftersendt"), ("eventuelt", None),
    ]  # fmt: skip


def test_before_that_nothing_is_marked_and_what_stays_as_it_was_never_is() -> None:
    assert {one.markering for one in move_punkt(draft(), "nyt", 1).punkter} == {None}
    assert move_punkt(sent(), "2", 2) == sent()
    assert edit_punkt(sent(), "1", {"titel": "Budget"})[0] == sent()


def test_an_item_is_found_by_its_number_or_its_id_and_the_like_one_is_suggested() -> None:
    assert find_punkt(draft(), "2").id == find_punkt(draft(), "nyt").id == "nyt"
    assert told(lambda: find_punkt(draft(), "budgett")) == (
        "Der er ikke noget punkt »budgett« på mødet den 14.09.22. Mente du »budget«?"
    )
    assert told(lambda: find_punkt(draft(), "9")).endswith("Dagsordenen har punkt 1 til 3.")
    assert told(lambda: find_punkt(moede(), "1")).endswith("Dagsordenen er tom.")


def test_an_item_with_forslag_stays_one_to_decide() -> None:
    item = kaldt(put().tilstand)

    assert told(lambda: edit_punkt(item, "2", {"type": "O"})) == (
        "Punkt 2 »Årlig revision 2022 af delaftalerne« har forslag, som bestyrelsen skal beslutte om. "
        "Lad det være et B-punkt."
    )
    assert edit_punkt(item, "2", {"type": "B", "lukket": True})[1].lukket
    assert edit_punkt(item, "dagsorden", {"type": "D"})[1].type == "D"


def test_an_item_that_has_a_decision_keeps_its_type() -> None:
    item = punkt(sent(), "budget")

    assert told(lambda: edit_punkt(item, "budget", {"type": "O"})) == (
        "Punkt 1 »Budget« har en beslutning, som er noteret til beslutning. Fortryd den først."
    )


def test_an_item_is_removed_while_nothing_hangs_on_it() -> None:
    after, gone = remove_punkt(draft(), "1")

    assert (order(after), gone.id) == (["nyt", "eventuelt"], "budget")


def test_an_item_of_an_agenda_that_was_sent_is_not_taken_off_but_one_that_came_later_is() -> None:
    new, _ = add_punkt(sent(), "Ny sag", Punkttype.B, {})

    assert told(lambda: remove_punkt(new, "1")) == (
        "Punkt 1 »Budget« står på den dagsorden, som er udsendt. Udsæt det på mødet i stedet."
    )
    assert order(remove_punkt(new, "ny-sag")[0]) == order(sent())


def test_an_item_with_a_decision_a_correction_or_a_task_is_not_taken_off() -> None:
    log = put(forslag("x"))
    decided = afgoer(kaldt(log.tilstand), log, "x").replaced(status=S.UDKAST)
    noted = punkt(sent(), "budget").replaced(status=S.UDKAST)
    with_task, _ = add_opgave(draft(), "nyt", "Skriv", "bo", None)
    correction = {"forslag": "x", "udfald": "godkendt", "retter": 4, "aendringer": []}
    approving = moede(
        punkter=[{"id": "r", "titel": "Referat", "type": "B", "art": "referat", "referat_af": "2022-06-01"}]
    )

    assert told(lambda: remove_punkt(decided, "2")).endswith("har en beslutning. Fortryd den først.")
    assert told(lambda: remove_punkt(noted, "1")).endswith("har en beslutning. Fortryd den først.")
    assert told(lambda: remove_punkt(with_task, "nyt")).endswith("har givet en opgave. Lad punktet stå.")
    assert told(lambda: remove_punkt(approving.replaced(afgoerelser=[correction]), "1")) == (
        "Under Punkt 1 »Referat« er der noteret en rettelse. Fortryd den først."
    )
    assert remove_punkt(approving, "1")[0].punkter == ()


def test_a_closed_meeting_is_changed_by_none_of_it() -> None:
    item = afsluttet(sent())
    acts: list[Callable[[], object]] = [
        lambda: add_punkt(item, "Ny", Punkttype.B, {}),
        lambda: edit_punkt(item, "1", {"titel": "Ny"}),
        lambda: move_punkt(item, "1", 2),
        lambda: remove_punkt(item, "1"),
        lambda: add_bilag(item, "1", "Budget", "bilag/1.pdf", SHA, lukket=False),
        lambda: note_deltagere(item, []),
        lambda: move_moede(item, SENERE, TODAY),
    ]

    for act in acts:
        assert told(act) == (
            "Mødet den 14.09.22 er afsluttet. En fejl i referatet rettes med en bemærkning, "
            "som behandles på næste møde."
        )


def test_what_the_referat_says_is_written_after_the_meeting_until_it_is_approved() -> None:
    item = afsluttet(sent())
    approved = item.replaced(referat={"godkendt": "2022-12-01", "metode": "moede"})

    after, changed = edit_punkt(item, "1", {"referat": "Budgettet blev gennemgået.", "gaester": ("referent",)})

    assert (changed.referat, changed.markering) == ("Budgettet blev gennemgået.", None)
    assert find_punkt(after, "1").gaester == ("referent",)
    assert told(lambda: edit_punkt(approved, "1", {"referat": "Nyt."})) == (
        "Referatet af mødet den 14.09.22 er godkendt den 01.12.22. Det kan ikke ændres mere; "
        "tag en fejl op på næste møde."
    )


# -- annexes --


def test_an_annex_has_a_name_of_its_own_and_is_marked_when_it_is_late() -> None:
    one, first = add_bilag(draft(), "1", "Budget", "bilag/1.pdf", SHA, lukket=False)
    two, second = add_bilag(one.replaced(status=S.UDSENDT), "1", "Budget", "bilag/2.pdf", "1" * 64, lukket=True)

    assert (first.id, first.markering, first.lukket) == ("budget", None, False)
    assert (second.id, second.markering, second.lukket) == ("budget-2", "eftersendt", True)
    assert len(find_punkt(two, "1").bilag) == 2


def test_the_same_file_is_not_taken_twice_to_an_item() -> None:
    one, _ = add_bilag(draft(), "1", "Budget", "bilag/1.pdf", SHA, lukket=False)

    assert told(lambda: add_bilag(one, "1", "Andet", "bilag/2.pdf", SHA, lukket=False)) == (
        "Filen er allerede bilag »Budget« til punktet. Vælg en anden fil."
    )


# -- people --


def test_somebody_noted_again_is_noted_anew() -> None:
    one = til_stede(draft(), "bo", "anne")
    two = note_deltagere(one, [Deltager.model_validate({"person": "bo", "fremmoede": "afbud"})])

    assert [(item.person, item.fremmoede) for item in two.deltagere] == [("bo", "afbud"), ("anne", "til-stede")]


# -- the day --


def test_a_moved_meeting_keeps_the_day_that_it_was_first_called_for() -> None:
    once = move_moede(sent(), date(2022, 9, 21), TODAY)
    twice = move_moede(once, date(2022, 9, 28), TODAY)

    assert (once.flyttet_fra, twice.flyttet_fra, twice.dato) == (DAG, DAG, date(2022, 9, 28))
    assert move_moede(twice, DAG, TODAY).flyttet_fra is None


def test_a_written_procedure_keeps_its_days_for_answers() -> None:
    item = moede(form="skriftlig", svarfrist=date(2022, 9, 21))

    assert move_moede(item, date(2022, 10, 1), TODAY).svarfrist == date(2022, 10, 8)


def test_a_meeting_is_not_moved_once_something_was_decided_or_answered_nor_to_a_day_that_has_passed() -> None:
    log = put(forslag("x"))
    decided = afgoer(kaldt(log.tilstand), log, "x")
    answer = {"person": "bo", "dato": "2022-09-15", "svar": "godkender"}
    written = moede(form="skriftlig", svarfrist=date(2022, 9, 21), svar=[answer])

    assert told(lambda: move_moede(decided, SENERE, TODAY)) == (
        "Der er noteret beslutninger på mødet den 14.09.22. Fortryd dem, hvis mødet ikke er holdt."
    )
    assert told(lambda: move_moede(punkt(sent(), "1"), SENERE, TODAY)).startswith("Der er noteret beslutninger")
    assert told(lambda: move_moede(sent(), date(2022, 8, 1), TODAY)) == (
        "Den 01.08.22 er gået. Vælg en dag, der kommer."
    )
    assert told(lambda: move_moede(written, SENERE, TODAY)) == (
        "Der er kommet svar i den skriftlige behandling. Lad den løbe, eller tag sagen på et møde."
    )


def test_a_meeting_is_not_moved_to_before_one_whose_referat_it_approves() -> None:
    first = afsluttet(kaldt(put(forslag("x")).tilstand))
    item = kaldt(put(forslag("x")).tilstand, SENERE, [first])

    assert told(lambda: move_moede(item, DAG, TODAY)) == (
        "Punkt 2 »Godkendelse af referat af mødet den 14.09.22« ville ligge før sit møde. "
        "Fjern punktet først, eller vælg en senere dag."
    )
    assert move_moede(item, date(2022, 9, 15), TODAY).dato == date(2022, 9, 15)


# -- tasks --


def test_a_task_comes_from_an_item_and_is_done_once() -> None:
    item, task = add_opgave(draft(), "1", "Skriv til kommunen", "bo", date(2022, 10, 1))
    again, other = add_opgave(afsluttet(item), "2", "Skriv til kommunen", "anne", None)
    done = finish_opgave(again, task.id, SENERE)

    assert (task.punkt, other.id) == ("budget", "skriv-til-kommunen-2")
    assert [one.udfoert for one in done.opgaver] == [SENERE, None]
    assert told(lambda: finish_opgave(done, task.id, SENERE)) == (
        "Opgaven »Skriv til kommunen« er allerede udført den 01.12.22. Er det den rigtige opgave?"
    )
    assert told(lambda: finish_opgave(done, "skriv-til-komunen", SENERE)) == (
        "Mødet den 14.09.22 har ingen opgave »skriv-til-komunen«. Mente du »skriv-til-kommunen«?"
    )
    assert told(lambda: finish_opgave(draft(), "q", SENERE)).endswith("»delaftale moede vis 2022-09-14«.")


def test_a_task_is_not_due_before_the_meeting_nor_added_to_an_approved_referat() -> None:
    approved = afsluttet(draft()).replaced(referat={"godkendt": "2022-12-01", "metode": "moede"})

    assert told(lambda: add_opgave(draft(), "1", "Skriv", "bo", date(2022, 9, 1))) == (
        "Fristen 01.09.22 ligger før mødet. Vælg en senere."
    )
    assert told(lambda: add_opgave(approved, "1", "Skriv", "bo", None)).startswith("Referatet af mødet den 14.09.22")


# -- written procedure --


def test_a_written_procedure_needs_a_rule_that_allows_it() -> None:
    allowed = plan(skriftlig={"krav": "alle-godkender", "svarfrist": 5})

    assert told(lambda: refuse_written(plan(), Moedeform.SKRIFTLIG)) == (
        "Bestyrelsens regler giver ikke adgang til skriftlig behandling. Indkald til et møde, eller skriv reglen under "
        "bestyrelse i helhedsplan.yaml, hvis bestyrelsen har den."
    )
    for rules, form in ((allowed, Moedeform.SKRIFTLIG), (plan(), Moedeform.ONLINE)):
        refuse_written(rules, form)

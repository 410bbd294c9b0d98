"""The legal moves of a forslag, as a table that can be read."""

from __future__ import annotations

import pytest

from generator.errors import IllegalTransitionError
from generator.model.beslutning import Udfald
from generator.model.beslutningslog import Postart
from generator.model.forslag import Forslagsstatus
from generator.workflow.transitions import (
    AFLOESELIGE,
    AFTER_AFSLUTNING,
    APPROVED,
    CORRECTIONS,
    STATUS_OF,
    TRANSITIONS,
    VERSERENDE,
    move,
)

S = Forslagsstatus
CLOSED = {S.IKKE_GODKENDT, S.SENDT_TILBAGE, S.TRUKKET, S.OPDELT, S.BORTFALDET, *APPROVED}


def test_every_outcome_leads_somewhere_and_no_two_to_the_same() -> None:
    assert set(STATUS_OF) == set(Udfald)
    assert len(set(STATUS_OF.values())) == len(Udfald)


def test_a_forslag_that_waits_can_be_decided_split_or_withdrawn() -> None:
    for status in (S.INDSTILLET, S.UDSAT):
        assert TRANSITIONS[Postart.BESLUTNING][status] == {*STATUS_OF.values(), S.OPDELT}
        assert TRANSITIONS[Postart.TILBAGETRAEKNING][status] == {S.TRUKKET}
    assert {S.INDSTILLET, S.UDSAT} == VERSERENDE


def test_a_closed_forslag_is_moved_by_a_correction_only() -> None:
    ordinary = {status for moves in TRANSITIONS.values() for status in moves}

    assert ordinary.isdisjoint(CLOSED)
    assert set(Forslagsstatus) == ordinary | CLOSED


def test_what_the_board_did_not_decide_is_not_corrected() -> None:
    assert {S.INDSTILLET, S.TRUKKET, S.OPDELT} == set(Forslagsstatus) - set(CORRECTIONS)


def test_a_forslag_is_replaced_only_when_it_came_to_nothing() -> None:
    assert CLOSED - APPROVED - {S.OPDELT} == AFLOESELIGE


def test_nothing_is_decided_after_the_plans_end() -> None:
    still = {Postart.FORSENDELSE, Postart.REFERATGODKENDELSE, Postart.REGISTRERING, Postart.UDGIVELSE}
    assert still == AFTER_AFSLUTNING


def test_a_legal_move_gives_the_new_status() -> None:
    assert move("Sag", S.INDSTILLET, S.UDSAT, Postart.BESLUTNING) is S.UDSAT
    assert move("Sag", S.GODKENDT, S.IKKE_GODKENDT, Postart.BESLUTNING, retter=True) is S.IKKE_GODKENDT


@pytest.mark.parametrize(
    ("status", "wanted", "art", "retter"),
    [
        (S.GODKENDT, S.GODKENDT, Postart.BESLUTNING, False),
        (S.AFVENTER_ORDLYD, S.GODKENDT, Postart.FORBEHOLD, False),
        (S.INDSTILLET, S.GODKENDT, Postart.BEMYNDIGELSE, False),
        (S.GODKENDT, S.TRUKKET, Postart.TILBAGETRAEKNING, False),
        (S.TRUKKET, S.GODKENDT, Postart.BESLUTNING, True),
    ],
)
def test_an_illegal_move_is_refused(status: S, wanted: S, art: Postart, retter: bool) -> None:
    with pytest.raises(IllegalTransitionError):
        move("Sag", status, wanted, art, retter=retter)


def test_the_refusal_says_where_the_forslag_stands() -> None:
    with pytest.raises(IllegalTransitionError) as caught:
        move("Ny baseline", S.TRUKKET, S.GODKENDT, Postart.BESLUTNING)

    assert str(caught.value) == (
        "Forslaget »Ny baseline« er trukket tilbage og kan ikke blive godkendt som indstillet. "
        "Se med »delaftale forslag«, hvilke forslag der venter."
    )
    assert caught.value.forslag == "Ny baseline"

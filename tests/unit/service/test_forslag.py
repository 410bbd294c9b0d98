"""A forslag is withdrawn once, with a reason, alone or with others."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from generator.errors import IllegalTransitionError, UnknownForslagError
from generator.service.akter import AktError, UnknownPersonError, open_planlog
from generator.service.forslag import list_ventende, traek
from tests.unit.service.akter_hjaelp import PROCENT, freeze, on, register

if TYPE_CHECKING:
    from generator.store.folder import FolderStore
    from generator.store.port import DelaftaleRef

SAG = "2022-beboervejledere"
STAVET = ("brobygnings-samtaler i beboer-vejledningen", "brobygningssamtaler i beboervejledningen")
RETTELSER = "2022-redaktionelle-rettelser"


@pytest.fixture
def plan(store: FolderStore, ref: DelaftaleRef) -> str:
    """Return the plan, with two forslag that wait."""
    register(store, ref)
    freeze(store, ref, PROCENT, STAVET)
    return ref.plan


def test_what_waits_is_listed_in_order(store: FolderStore, plan: str) -> None:
    waiting = list_ventende(store, [plan], date(2022, 8, 16))

    assert [item.tilstand.forslag.id for item in waiting] == [RETTELSER, SAG]
    assert [item.konflikter for item in waiting] == [(), ()]


def test_changes_are_named_in_the_order_that_a_board_counts_them_by(store: FolderStore, ref: DelaftaleRef) -> None:
    register(store, ref)
    freeze(store, ref, ("funktion: Beboervejledere\n    procent: 40", "funktion: Vejledere\n    procent: 50"))

    (item,) = list_ventende(store, [ref.plan], date(2022, 8, 16))

    stier = [change.sti.rpartition("/")[2] for change in item.tilstand.forslag.aendringer[0].aendringer]
    assert stier == ["funktion", "procent"]
    assert [navn.rpartition(", ")[2] for navn in item.aendringer] == ["Beboervejledere", "Procent"]


def test_plan_without_a_log_has_nothing_that_waits(store: FolderStore, ref: DelaftaleRef) -> None:
    assert list_ventende(store, [ref.plan], date(2022, 8, 16)) == ()


def test_several_are_withdrawn_in_one_act(store: FolderStore, plan: str) -> None:
    done = traek(store, [plan], [SAG, RETTELSER], "Afventer.", on("2022-08-17"))

    assert (done.post, len(done.titler)) == (3, 2)
    assert list_ventende(store, [plan], date(2022, 8, 18)) == ()


def test_one_that_is_unknown_keeps_the_others(store: FolderStore, plan: str) -> None:
    with pytest.raises(UnknownForslagError, match="»2022-rettelser«"):
        traek(store, [plan], [SAG, "2022-rettelser"], "Afventer.", on("2022-08-17"))
    assert len(open_planlog(store, plan).poster) == 2


def test_withdrawn_twice_is_refused(store: FolderStore, plan: str) -> None:
    traek(store, [plan], [SAG], "Afventer.", on("2022-08-17"))

    with pytest.raises(IllegalTransitionError, match="er allerede trukket tilbage"):
        traek(store, [plan], [SAG], "Afventer.", on("2022-08-17"))


@pytest.mark.parametrize(("names", "reason", "said"), [([SAG, SAG], "x", "to gange"), ([SAG], " ", "--begrundelse")])
def test_act_that_does_not_hang_together_is_refused(
    store: FolderStore, plan: str, names: list[str], reason: str, said: str
) -> None:
    with pytest.raises(AktError, match=said):
        traek(store, [plan], names, reason, on("2022-08-17"))


def test_somebody_unknown_can_not_act(store: FolderStore, plan: str) -> None:
    with pytest.raises(UnknownPersonError, match="person tilfoej"):
        traek(store, [plan], [SAG], "Afventer.", on("2022-08-17", "referent"))

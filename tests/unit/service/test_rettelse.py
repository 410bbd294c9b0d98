"""New editions without a matter before the board: spelling, and a longer period that LBF has approved."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from generator.errors import AendringError, LogError, NotRegisteredError, TooEarlyError
from generator.model.forslag import Delaftaleaendringer
from generator.model.sti import read_felt
from generator.service.akter import AktError, open_planlog
from generator.service.beslutning import beslut
from generator.service.nye_versioner import BeslutningKonfliktError
from generator.service.rettelse import IkkeRedaktionelError, forlaeng, ret_redaktionelt
from generator.service.udgaver import read_udgave
from tests.unit.service.akter_hjaelp import PROCENT, RESSOURCE, afgoer, freeze, on, register

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.service.akter import Gemt
    from generator.store.folder import FolderStore
    from generator.store.port import DelaftaleRef

SAG = "2022-beboervejledere"
FUNKTION = "ressourcer/beboervejledere/funktion"


def change(ref: DelaftaleRef, sti: str, old: str, new: str) -> Delaftaleaendringer:
    own = {"art": "saet", "sti": sti, "nuvaerende": old, "foreslaaet": new}
    return Delaftaleaendringer.model_validate({"delaftale": ref.delaftale, "aendringer": [own]})


def correct(store: FolderStore, ref: DelaftaleRef, *parts: Delaftaleaendringer, **facts: Any) -> Gemt:
    given: dict[str, Any] = {"begrundelse": "Stavefejl.", "gaelder_fra": date(2022, 9, 1)} | facts
    return ret_redaktionelt(store, ref.plan, on("2022-09-01"), aendringer=parts, **given)


def prolong(store: FolderStore, ref: DelaftaleRef, til: str, day: str = "2025-06-01", **facts: Any) -> Gemt:
    days = {"godkendt": date.fromisoformat(day), "gaelder_til": date.fromisoformat(til)}
    given: dict[str, Any] = {"journalnummer": "24/117", **days}
    return forlaeng(store, ref.plan, on(day), **given | facts)


def test_correction_goes_into_the_text_and_into_what_is_adopted_for_later(
    store: FolderStore, ref: DelaftaleRef
) -> None:
    register(store, ref)
    freeze(store, ref, PROCENT, day="2022-08-15")
    later = afgoer(SAG, gaelder_fra="2023-01-01")
    beslut(store, ref.plan, on("2022-08-20"), moede=date(2022, 8, 20), afgoerelser=[later])

    gemt = correct(store, ref, change(ref, FUNKTION, "Beboervejledere", "Beboer-vejledere"))

    assert gemt.versioner == ((ref.delaftale, 3), (ref.delaftale, 4))
    for day, procent in ((date(2022, 9, 1), "40"), (date(2023, 1, 1), "50")):
        text = read_udgave(store, ref, day).delaftale
        assert (read_felt(text, FUNKTION), str(read_felt(text, RESSOURCE))) == ("Beboer-vejledere", procent)
    assert store.verify_log(ref.plan)[0] is None


def test_correction_that_a_version_for_later_has_overtaken_says_from_when(
    store: FolderStore, ref: DelaftaleRef
) -> None:
    register(store, ref)
    correct(store, ref, change(ref, FUNKTION, "Beboervejledere", "Vejledere"), gaelder_fra=date(2023, 1, 1))

    with pytest.raises(BeslutningKonfliktError, match="Lad den gælde fra den dag, version 2 gælder fra"):
        correct(store, ref, change(ref, FUNKTION, "Beboervejledere", "Beboer-vejledere"))
    assert store.list_versioner(ref) == (1, 2)


@pytest.mark.parametrize("sti", ["gaelder_til", "gaelder_fra", "indsatsomraade"])
def test_what_reaches_into_the_agreement_is_no_spelling(store: FolderStore, ref: DelaftaleRef, sti: str) -> None:
    register(store, ref)

    with pytest.raises(IkkeRedaktionelError, match="Indstil ændringen til bestyrelsen"):
        correct(store, ref, change(ref, sti, "2025-09-30", "2026-09-30"))
    assert store.list_versioner(ref) == (1,)


def test_correction_of_another_text_than_the_one_in_force_is_refused(store: FolderStore, ref: DelaftaleRef) -> None:
    register(store, ref)

    with pytest.raises(AendringError):
        correct(store, ref, change(ref, FUNKTION, "Beboervejlederen", "Beboer-vejledere"))
    with pytest.raises(AktError, match="hvad rettelsen går ud på"):
        correct(store, ref, change(ref, FUNKTION, "Beboervejledere", "x"), begrundelse=" ")
    with pytest.raises(LogError):
        correct(store, ref, change(ref, FUNKTION, "Beboervejledere", "x"), gaelder_fra=date(2021, 1, 1))
    assert len(open_planlog(store, ref.plan).poster) == 1


def test_correction_of_what_is_not_registered_is_refused(store: FolderStore, ref: DelaftaleRef) -> None:
    for sti in (FUNKTION, "gaelder_til"):
        with pytest.raises(NotRegisteredError):
            correct(store, ref, change(ref, sti, "Beboervejledere", "x"))


def test_forslag_that_no_longer_fits_after_a_correction_is_told(store: FolderStore, ref: DelaftaleRef) -> None:
    register(store, ref)
    freeze(store, ref, ("funktion: Beboervejledere", "funktion: Vejledere"))
    (name,) = open_planlog(store, ref.plan).tilstand.forslag

    gemt = correct(store, ref, change(ref, FUNKTION, "Beboervejledere", "Beboer-vejledere"))

    assert list(gemt.konflikter) == [name]


def test_prolonged_plan_holds_longer_in_every_text(
    store: FolderStore, ref: DelaftaleRef, soester: Callable[[str], DelaftaleRef]
) -> None:
    other = soester("20")
    register(store, ref)
    register(store, other)

    gemt = prolong(store, ref, "2026-09-30")

    assert gemt.versioner == ((ref.delaftale, 2), (other.delaftale, 2))
    tilstand = open_planlog(store, ref.plan).tilstand
    assert tilstand.in_force(ref.delaftale, date(2026, 9, 30)) == 2
    assert tilstand.in_force(ref.delaftale, date(2025, 5, 31)) == 1
    assert read_udgave(store, other, None).delaftale.gaelder_til == date(2026, 9, 30)


def test_prolonging_after_the_end_leaves_the_gap_as_it_was(store: FolderStore, ref: DelaftaleRef) -> None:
    register(store, ref)

    prolong(store, ref, "2026-09-30", "2025-11-01", delaftaler=[ref.delaftale])

    tilstand = open_planlog(store, ref.plan).tilstand
    assert [tilstand.in_force(ref.delaftale, date(2025, month, 15)) for month in (9, 10, 11)] == [1, None, 2]


def test_prolonging_says_a_later_day_and_where_it_was_approved(store: FolderStore, ref: DelaftaleRef) -> None:
    with pytest.raises(AktError, match="ingen registrerede delaftaler"):
        prolong(store, ref, "2026-09-30")
    register(store, ref)

    with pytest.raises(LogError, match=r"gælder allerede til 30\.09\.25"):
        prolong(store, ref, "2025-09-30")
    with pytest.raises(LogError, match="senere slutdato"):
        prolong(store, ref, "2025-08-31")
    with pytest.raises(AktError, match="journalnummeret"):
        prolong(store, ref, "2026-09-30", journalnummer=" ")
    with pytest.raises(NotRegisteredError):
        prolong(store, ref, "2026-09-30", delaftaler=["uddannelse"])
    with pytest.raises(TooEarlyError):
        prolong(store, ref, "2026-09-30", gaelder_fra=date(2021, 9, 1))
    assert store.list_versioner(ref) == (1,)

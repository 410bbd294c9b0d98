"""Closing a meeting is one act: all that it decided, or nothing, whatever goes wrong; the file follows the log."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from generator.errors import MoedeError, MoedeManglerError
from generator.model.forslag import Forslagsstatus
from generator.service.akter import open_planlog
from generator.service.beslutning import HaengerSammenError, afgoer_forbehold
from generator.service.moeder import open_moede
from generator.service.nye_versioner import BeslutningKonfliktError
from generator.service.udgivelse import Udgiver
from tests.unit.service.akter_hjaelp import PROCENT, freeze, on, register
from tests.unit.service.moede_hjaelp import (
    ALLE,
    MOEDE,
    NAESTE,
    PLAN,
    SAG,
    attend,
    call,
    close,
    make_pdf,
    noter,
    put_linked,
    seat_board,
    stay_away,
)

if TYPE_CHECKING:
    from generator.model.helhedsplan import Bevillingsperioder
    from generator.store.folder import FolderStore
    from generator.store.forms import FormStore
    from generator.store.port import DelaftaleRef


@pytest.fixture
def udgiver(forms: FormStore, perioder: Bevillingsperioder) -> Udgiver:
    return Udgiver(forms, perioder)


@pytest.fixture
def held(store: FolderStore, ref: DelaftaleRef) -> FolderStore:
    """Return a store where a meeting is held with one forslag: item 1 decides, item 2 is for orientation."""
    seat_board(store)
    register(store, ref)
    freeze(store, ref, PROCENT)
    call(store)
    attend(store)
    return store


def why(store: FolderStore, udgiver: Udgiver) -> str:
    """Return why the meeting can't be closed; nothing is written then."""
    before = open_planlog(store, PLAN).poster
    with pytest.raises(MoedeManglerError) as refused:
        close(store, udgiver)
    assert open_planlog(store, PLAN).poster == before
    assert not open_moede(store, PLAN, MOEDE).moede.er_afsluttet
    return str(refused.value)


def status(store: FolderStore, forslag: str = SAG) -> Forslagsstatus:
    return open_planlog(store, PLAN).tilstand.forslag[forslag].status


def procent(store: FolderStore, ref: DelaftaleRef, day: date) -> str:
    text = open_planlog(store, PLAN).tilstand.text_on(ref.delaftale, day)
    assert text is not None
    ressourcer = {item.id: str(item.procent) for item in store.read_version(ref, text.nr).delaftale.ressourcer}
    return ressourcer["beboervejledere"]


def test_what_was_approved_becomes_a_version_with_its_documents_and_the_posts(
    held: FolderStore, udgiver: Udgiver, ref: DelaftaleRef
) -> None:
    noter(held, SAG, "godkendt")

    done = close(held, udgiver)

    tilstand = open_planlog(held, PLAN).tilstand
    assert (done.poster, done.versioner) == ((3, 4), ((ref.delaftale, 2),))
    assert tilstand.udgivet(ref.delaftale, 2) is not None
    assert (open_moede(held, PLAN, MOEDE).moede.poster, held.verify_log(PLAN)[0]) == ((3, 4), None)


def test_closing_twice_is_refused(held: FolderStore, udgiver: Udgiver) -> None:
    noter(held, SAG, "godkendt")
    close(held, udgiver)

    with pytest.raises(MoedeError, match="er afsluttet"):
        close(held, udgiver)


def test_forslag_without_a_decision_is_named(held: FolderStore, udgiver: Udgiver) -> None:
    assert "er ikke afgjort" in why(held, udgiver)


def test_too_few_with_a_mandate_are_named_by_number(held: FolderStore, udgiver: Udgiver) -> None:
    """The referent is there and has no mandate, so two of three can vote."""
    stay_away(held, "politi")
    attend(held, "referent")
    noter(held, SAG, "godkendt")

    assert "2 med stemmeret er til stede, og der skal være mindst 3" in why(held, udgiver)


def test_mandate_that_has_run_out_gives_no_vote(held: FolderStore, udgiver: Udgiver, ref: DelaftaleRef) -> None:
    noter(held, SAG, "udsat")
    close(held, udgiver)
    call(held, NAESTE)
    attend(held, *ALLE, dato=NAESTE)
    noter(held, SAG, "godkendt", dato=NAESTE)
    noter(held, "referat-2022-09-14", "godkendt", dato=NAESTE)

    with pytest.raises(MoedeManglerError, match="2 med stemmeret er til stede"):
        close(held, udgiver, NAESTE)


def test_more_votes_than_people_who_have_one_are_refused(held: FolderStore, udgiver: Udgiver) -> None:
    noter(held, SAG, "godkendt", afstemning=(4, 0, 0))

    assert "4 stemmer" in why(held, udgiver)


def test_approval_against_the_votes_is_refused(held: FolderStore, udgiver: Udgiver) -> None:
    noter(held, SAG, "godkendt", afstemning=(1, 2, 0))

    assert "flere stemmer er imod end for" in why(held, udgiver)


def test_annex_that_is_gone_stops_the_closing(held: FolderStore, udgiver: Udgiver) -> None:
    from generator.service.moedeakter import rediger  # noqa: PLC0415 - only here
    from generator.service.moedebilag import take_bilag  # noqa: PLC0415

    data = make_pdf()
    rediger(
        held,
        PLAN,
        MOEDE,
        lambda aabent: take_bilag(held, aabent, "1", navn="a.pdf", data=data, titel="Tal", lukket=False)[0],
    )
    noter(held, SAG, "godkendt")
    (held.root / "aftaler" / PLAN / "moeder" / "2022-09-14" / "bilag" / "1-tal.pdf").unlink()

    with pytest.raises(MoedeError, match="»Tal« mangler"):
        close(held, udgiver)
    assert len(open_planlog(held, PLAN).poster) == 2


def test_file_that_could_not_be_written_afterwards_is_completed_from_the_log(
    held: FolderStore, udgiver: Udgiver, ref: DelaftaleRef
) -> None:
    """The program was gone right after the posts: the meeting is closed all the same, and the next act says so."""
    noter(held, SAG, "godkendt")
    path = held.root / "aftaler" / PLAN / "moeder" / "2022-09-14" / "moede.yaml"
    before = path.read_bytes()
    close(held, udgiver)
    path.write_bytes(before)

    again = open_moede(held, PLAN, MOEDE).moede

    assert (again.er_afsluttet, again.poster) == (True, (3, 4))
    with pytest.raises(MoedeError, match="er afsluttet"):
        noter(held, SAG, "ikke-godkendt")
    assert held.list_versioner(ref) == (1, 2)


def test_subset_that_leaves_an_indikator_without_its_aktivitet_names_both(
    store: FolderStore, udgiver: Udgiver, ref: DelaftaleRef
) -> None:
    seat_board(store)
    register(store, ref)
    aktivitet, indikator = put_linked(store, ref)
    call(store)
    attend(store)
    noter(store, aktivitet, "udsat")
    noter(store, indikator, "godkendt")

    with pytest.raises(HaengerSammenError, match="hænger sammen med »Naboskab«, som ikke er godkendt"):
        close(store, udgiver)
    assert store.list_versioner(ref) == (1,)
    noter(store, aktivitet, "godkendt")
    assert close(store, udgiver).versioner == ((ref.delaftale, 2),)


def test_acute_decision_goes_under_a_later_one_that_is_rebased_on_it(
    held: FolderStore, udgiver: Udgiver, ref: DelaftaleRef
) -> None:
    noter(held, SAG, "godkendt", gaelder_fra=date(2023, 1, 1))
    close(held, udgiver)
    text = "12 større aktiviteter"
    freeze(held, ref, (text, "14 større aktiviteter"), day="2022-10-01", akut=True)
    (acute,) = (item.forslag.id for item in open_planlog(held, PLAN).tilstand.verserende())
    call(held, date(2022, 10, 12))
    attend(held, dato=date(2022, 10, 12))
    noter(held, "referat-2022-09-14", "udsat", dato=date(2022, 10, 12))
    noter(held, acute, "godkendt", dato=date(2022, 10, 12))

    done = close(held, udgiver, date(2022, 10, 12))

    assert [nr for _, nr in done.versioner] == [3, 4]
    later = held.read_version(ref, 4).delaftale
    assert (procent(held, ref, date(2022, 11, 1)), procent(held, ref, date(2023, 1, 1))) == ("40", "50")
    assert "14 større aktiviteter" in str(later.delmaal[1].indikatorer[1].tekst)


def test_acute_decision_that_meets_a_later_one_is_refused_and_both_are_named(
    held: FolderStore, udgiver: Udgiver, ref: DelaftaleRef
) -> None:
    noter(held, SAG, "godkendt", gaelder_fra=date(2023, 1, 1))
    freeze(held, ref, ("procent: 40", "procent: 60"), day="2022-08-20", akut=True)
    close(held, udgiver)
    other = next(item.forslag.id for item in open_planlog(held, PLAN).tilstand.verserende())
    call(held, date(2022, 10, 12))
    attend(held, dato=date(2022, 10, 12))
    noter(held, "referat-2022-09-14", "udsat", dato=date(2022, 10, 12))
    noter(held, other, "godkendt", dato=date(2022, 10, 12))

    with pytest.raises(BeslutningKonfliktError, match="Beboervejledere, Procent") as refused:
        close(held, udgiver, date(2022, 10, 12))

    assert (refused.value.exit_code, held.list_versioner(ref)) == (6, (1, 2))


def test_forbehold_that_is_never_met_waits_where_anybody_can_see_it(held: FolderStore, udgiver: Udgiver) -> None:
    """Nothing takes effect, the period's end does not change that, and it can still be settled as not met."""
    noter(held, SAG, "godkendt-med-forbehold", forbehold="LBF's godkendelse")
    done = close(held, udgiver)

    tilstand = open_planlog(held, PLAN).tilstand
    assert (done.versioner, [item.forslag.id for item in tilstand.forbehold()]) == ((), [SAG])
    afgoer_forbehold(held, PLAN, on("2025-10-01"), forslag=SAG, opfyldt=False, grundlag="Perioden er slut.")
    assert status(held) is Forslagsstatus.BORTFALDET


def test_chef_changed_between_indstilling_and_meeting_changes_nothing_in_what_is_decided(
    held: FolderStore, udgiver: Udgiver, ref: DelaftaleRef
) -> None:
    """The decision's words use the title of the meeting's day, the indstilling keeps who made it."""
    path = held.root / "aftaler" / PLAN / "helhedsplan.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("titel: Chef for helhedsplanen", "titel: Konstitueret projektchef"), "utf-8")
    noter(held, SAG, "sendt-tilbage")

    close(held, udgiver)

    poster = open_planlog(held, PLAN).poster
    (decided,) = poster[2].post.beslutning.forslag  # type: ignore[union-attr]
    assert decided.ordlyd == "Sendt tilbage til den konstituerede projektchef."
    assert poster[1].post.af.rolle == "Chef for helhedsplanen"
    assert held.list_versioner(ref) == (1,)

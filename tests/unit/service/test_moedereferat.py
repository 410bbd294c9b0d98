"""The referat after the meeting: sent, remarked on, corrected by a decision of the next meeting, approved."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from generator.errors import MoedeError
from generator.model.forslag import Forslagsstatus
from generator.service import moedereferat
from generator.service.akter import UnknownPersonError, open_planlog
from generator.service.formater import Dokumentformat
from generator.service.moedeakter import rediger
from generator.service.moedebilag import BilagError
from generator.service.moeder import open_moede
from generator.service.oprindelse import read_oprindelse
from generator.service.udgivelse import Udgiver
from generator.workflow.moederedigering import edit_punkt
from tests.unit.service.akter_hjaelp import PROCENT, freeze, on, register
from tests.unit.service.moede_hjaelp import (
    MOEDE,
    NAESTE,
    PLAN,
    REGLER,
    SAG,
    attend,
    call,
    close,
    make_pdf,
    noter,
    seat_board,
)

if TYPE_CHECKING:
    from generator.model.helhedsplan import Bevillingsperioder
    from generator.model.moede import Moede
    from generator.store.folder import FolderStore
    from generator.store.forms import FormStore
    from generator.store.port import DelaftaleRef

PROCENTFELT = "Beboervejledere, Procent"
REFERAT = "referat-2022-09-14"


@pytest.fixture
def udgiver(forms: FormStore, perioder: Bevillingsperioder) -> Udgiver:
    return Udgiver(forms, perioder)


@pytest.fixture
def closed(store: FolderStore, ref: DelaftaleRef, udgiver: Udgiver) -> FolderStore:
    """Return a store where a meeting approved a forslag as put; the next one is called and held by enough."""
    seat_board(store, REGLER.replace("beslutningsdygtig_mindst: 3", "beslutningsdygtig_mindst: 2"))
    register(store, ref)
    freeze(store, ref, PROCENT)
    call(store)
    attend(store)
    noter(store, SAG, "godkendt")
    close(store, udgiver)
    return store


def hold_next(store: FolderStore) -> None:
    call(store, NAESTE)
    attend(store, "formand", "kommune", dato=NAESTE)
    noter(store, REFERAT, "godkendt", dato=NAESTE)


def procent(store: FolderStore, ref: DelaftaleRef, day: date = NAESTE) -> str:
    text = open_planlog(store, PLAN).tilstand.text_on(ref.delaftale, day)
    assert text is not None
    return {item.id: str(item.procent) for item in store.read_version(ref, text.nr).delaftale.ressourcer}[
        "beboervejledere"
    ]


def status(store: FolderStore) -> Forslagsstatus:
    return open_planlog(store, PLAN).tilstand.forslag[SAG].status


# -- sent, remarked on --


def test_referat_is_sent_as_word_and_pdf_and_can_be_read_as_it_was(closed: FolderStore, udgiver: Udgiver) -> None:
    done = moedereferat.udsend(closed, PLAN, MOEDE, udgiver, date(2022, 9, 16))

    assert [item.sti for item in done.moede.referat.filer] == [
        "moeder/2022-09-14/referat.docx",
        "moeder/2022-09-14/referat.pdf",
    ]
    assert done.moede.referat.frist == date(2022, 9, 24)
    assert moedereferat.read_referat(closed, PLAN, done.moede, Dokumentformat.PDF).startswith(b"%PDF-")


def test_referat_that_somebody_changed_is_not_handed_out(closed: FolderStore, udgiver: Udgiver) -> None:
    done = moedereferat.udsend(closed, PLAN, MOEDE, udgiver, date(2022, 9, 16))
    (closed.root / "aftaler" / PLAN / "moeder" / "2022-09-14" / "referat.pdf").write_bytes(make_pdf())

    with pytest.raises(MoedeError, match="ligger der ikke, som det blev sendt ud"):
        moedereferat.read_referat(closed, PLAN, done.moede, Dokumentformat.PDF)


def test_cpr_number_stops_the_referat_and_other_finds_are_listed(closed: FolderStore, udgiver: Udgiver) -> None:
    def say(text: str) -> None:
        rediger(closed, PLAN, MOEDE, lambda aabent: _referat(aabent.moede, text))

    say("Familien Hansen blev nævnt.")
    done = moedereferat.udsend(closed, PLAN, MOEDE, udgiver, date(2022, 9, 16))
    assert any("ser ud til at nævne en beboer ved navn" in text for text in done.meldinger)
    say("Det drejer sig om 010190-1234.")

    with pytest.raises(MoedeError, match="CPR-nummer"):
        moedereferat.udsend(closed, PLAN, MOEDE, udgiver, date(2022, 9, 17))


def _referat(moede: Moede, text: str) -> Moede:
    return edit_punkt(moede, "1", {"referat": text})[0]


def test_remark_by_nobody_in_the_register_is_refused(closed: FolderStore) -> None:
    with pytest.raises(UnknownPersonError, match="Mente du »politi«"):
        moedereferat.bemaerk(closed, PLAN, MOEDE, "politti", "Nej.", punkt=None, today=MOEDE)


def test_remark_is_answered_by_its_number(closed: FolderStore) -> None:
    moedereferat.bemaerk(closed, PLAN, MOEDE, "politi", "Der stod 45.", punkt="1", today=MOEDE)

    done = moedereferat.svar(closed, PLAN, MOEDE, 1, "Bestyrelsen er enig.")

    assert done.moede.referat.bemaerkninger[0].svar == "Bestyrelsen er enig."
    with pytest.raises(MoedeError, match=r"Der er ingen bemærkning nr\. 2"):
        moedereferat.svar(closed, PLAN, MOEDE, 2, "Nej.")


# -- approved --


def test_silence_approves_after_the_day_and_the_documents_say_so(
    closed: FolderStore, udgiver: Udgiver, ref: DelaftaleRef
) -> None:
    """A decision counts from its meeting; until the approval its documents say that there is none."""
    moedereferat.udsend(closed, PLAN, MOEDE, udgiver, date(2022, 9, 16))
    assert "referat ikke godkendt" in str(read_oprindelse(closed, closed.read_version(ref, 2), NAESTE))
    with pytest.raises(MoedeError, match=r"løber til og med 24\.09\.22"):
        moedereferat.godkend_ved_tavshed(closed, PLAN, MOEDE, on("2022-09-24"), udgiver)

    moedereferat.godkend_ved_tavshed(closed, PLAN, MOEDE, on("2022-09-25"), udgiver)

    assert "referat ikke godkendt" not in str(read_oprindelse(closed, closed.read_version(ref, 2), NAESTE))
    udgivet = open_planlog(closed, PLAN).tilstand.udgivet(ref.delaftale, 2)
    assert udgivet is not None
    assert (udgivet.nr, open_moede(closed, PLAN, MOEDE).moede.referat.godkendt) == (2, date(2022, 9, 25))


def test_remark_that_is_not_answered_keeps_silence_from_approving(closed: FolderStore, udgiver: Udgiver) -> None:
    moedereferat.udsend(closed, PLAN, MOEDE, udgiver, date(2022, 9, 16))
    moedereferat.bemaerk(closed, PLAN, MOEDE, "politi", "Nej.", punkt=None, today=date(2022, 9, 20))

    with pytest.raises(MoedeError, match="Der er bemærkninger"):
        moedereferat.godkend_ved_tavshed(closed, PLAN, MOEDE, on("2022-09-25"), udgiver)
    assert len(open_planlog(closed, PLAN).poster) == 4


def test_signed_referat_is_kept_with_its_hash(closed: FolderStore) -> None:
    done = moedereferat.gem_underskrevet(closed, PLAN, MOEDE, "scan.pdf", make_pdf("underskrevet"))

    assert done.moede.referat.underskrevet is not None
    with pytest.raises(BilagError, match="er ikke en PDF"):
        moedereferat.gem_underskrevet(closed, PLAN, MOEDE, "scan.jpg", b"\xff\xd8\xff")


# -- corrected --


def test_correction_makes_a_version_from_the_day_that_the_board_states_and_the_old_one_is_replaced(
    closed: FolderStore, udgiver: Udgiver, ref: DelaftaleRef
) -> None:
    hold_next(closed)
    noter(closed, SAG, "godkendt-med-aendring", dato=NAESTE, retter=3, felter=((PROCENTFELT, "45"),), gaelder_fra=MOEDE)

    done = close(closed, udgiver, NAESTE)

    assert (done.versioner, procent(closed, ref, MOEDE)) == (((ref.delaftale, 3),), "45")
    assert "Erstattet af version 3" in str(read_oprindelse(closed, closed.read_version(ref, 2), NAESTE))
    assert closed.verify_log(PLAN)[0] is None


def test_correction_without_a_day_counts_from_the_meeting_that_makes_it(
    closed: FolderStore, udgiver: Udgiver, ref: DelaftaleRef
) -> None:
    hold_next(closed)
    noter(closed, SAG, "godkendt-med-aendring", dato=NAESTE, retter=3, felter=((PROCENTFELT, "45"),))
    close(closed, udgiver, NAESTE)

    assert (procent(closed, ref, date(2022, 12, 6)), procent(closed, ref)) == ("50", "45")


def test_decision_that_was_never_made_is_taken_out_of_the_text(
    closed: FolderStore, udgiver: Udgiver, ref: DelaftaleRef
) -> None:
    """The board had not approved it: what the referat put in goes out, and what was adopted since stays."""
    freeze(closed, ref, ("12 større aktiviteter", "14 større aktiviteter"), day="2022-10-01", akut=True)
    (acute,) = (item.forslag.id for item in open_planlog(closed, PLAN).tilstand.verserende())
    hold_next(closed)
    noter(closed, acute, "godkendt", dato=NAESTE)
    noter(closed, SAG, "ikke-godkendt", dato=NAESTE, retter=3)

    close(closed, udgiver, NAESTE)

    text = open_planlog(closed, PLAN).tilstand.text_on(ref.delaftale, NAESTE)
    assert text is not None
    assert (status(closed), procent(closed, ref)) == (Forslagsstatus.IKKE_GODKENDT, "40")
    assert "14 større" in str(closed.read_version(ref, text.nr).delaftale.delmaal[1].indikatorer[1].tekst)


def test_decision_that_the_referat_left_out_comes_into_the_text(
    store: FolderStore, udgiver: Udgiver, ref: DelaftaleRef
) -> None:
    seat_board(store, REGLER.replace("beslutningsdygtig_mindst: 3", "beslutningsdygtig_mindst: 2"))
    register(store, ref)
    freeze(store, ref, PROCENT)
    call(store)
    attend(store)
    noter(store, SAG, "ikke-godkendt")
    close(store, udgiver)
    hold_next(store)
    noter(store, SAG, "godkendt", dato=NAESTE, retter=3, gaelder_fra=MOEDE)

    close(store, udgiver, NAESTE)

    assert (status(store), procent(store, ref, MOEDE)) == (Forslagsstatus.GODKENDT, "50")


def test_field_that_was_changed_again_since_must_be_worded(
    closed: FolderStore, udgiver: Udgiver, ref: DelaftaleRef
) -> None:
    freeze(closed, ref, ("procent: 50", "procent: 60"), day="2022-10-01", akut=True)
    (acute,) = (item.forslag.id for item in open_planlog(closed, PLAN).tilstand.verserende())
    between = date(2022, 10, 12)
    call(closed, between)
    attend(closed, dato=between)
    noter(closed, acute, "godkendt", dato=between)
    noter(closed, REFERAT, "udsat", dato=between)
    close(closed, udgiver, between)
    hold_next(closed)

    with pytest.raises(MoedeError, match="»Beboervejledere, Procent« er ændret igen"):
        noter(closed, SAG, "ikke-godkendt", dato=NAESTE, retter=3)


@pytest.mark.parametrize("post", [2, 4, 99])
def test_correction_of_a_post_that_decided_something_else_is_refused(closed: FolderStore, post: int) -> None:
    hold_next(closed)

    with pytest.raises(MoedeError):
        noter(closed, SAG, "ikke-godkendt", dato=NAESTE, retter=post)

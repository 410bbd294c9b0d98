"""The year's status comes along to the meeting that decides on the yearly indstilling: once, and up to date."""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING

import pikepdf
import pytest

from generator.errors import MoedeError
from generator.model.moede import Markering
from generator.service import moedeakter
from generator.service.aarsstatus import make_statusskema
from generator.service.moedebilag import read_bilag, take_bilag
from generator.service.moeder import open_moede, save_moede
from generator.service.moedeudsendelse import send_dagsorden
from generator.service.udgivelse import Udgiver
from generator.store.viden import load_datakilder
from tests.pdf_reading import read_text
from tests.unit.service.akter_hjaelp import PROCENT, draft, edit, fill_in, gather, register
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
    seat_board,
)

if TYPE_CHECKING:
    from generator.model.helhedsplan import Bevillingsperioder
    from generator.model.moede import Bilag
    from generator.store.folder import FolderStore
    from generator.store.forms import FormStore
    from generator.store.port import DelaftaleRef

TITEL = "Årets status 2022 for Sammenhængskraft og medborgerskab"
BLANK = "        vaerdi:\n"


@pytest.fixture
def udgiver(forms: FormStore, perioder: Bevillingsperioder) -> Udgiver:
    return Udgiver(forms, perioder)


@pytest.fixture
def called(store: FolderStore, ref: DelaftaleRef) -> FolderStore:
    """Return a project with a yearly indstilling, the form of its year's status, and a meeting that is called."""
    seat_board(store)
    register(store, ref)
    draft(store, ref, PROCENT)
    gather(store, ref)
    fill_in(store, ref)
    gather(store, ref, endelig=True)
    make_statusskema(store, ref, 2022, valg=None, datakilder=load_datakilder(), today=date(2022, 8, 20))
    moedeakter.indkald(store, PLAN, MOEDE, {}, MOEDE)
    return store


def bilag_of(store: FolderStore, dato: date = MOEDE) -> tuple[Bilag, ...]:
    return next(item for item in open_moede(store, PLAN, dato).moede.punkter if item.forslag).bilag


def fill_status(store: FolderStore, ref: DelaftaleRef, vaerdi: str) -> None:
    edit(store, ref, f"{ref.delaftale}/status/2022.yaml", (BLANK, f"        vaerdi: {vaerdi}\n"))


def test_whole_agenda_holds_the_status_of_the_year_under_the_yearly_indstilling(
    called: FolderStore, ref: DelaftaleRef, udgiver: Udgiver
) -> None:
    fill_status(called, ref, "1417")

    sent = send_dagsorden(called, PLAN, MOEDE, udgiver, MOEDE)

    (bilag,) = bilag_of(called)
    assert (bilag.titel, bilag.lukket, bilag.markering) == (TITEL, False, None)
    assert "1417" in read_text(read_bilag(called, PLAN, sent.moede, bilag))
    data = (called.root / sent.fil).read_bytes()
    with pikepdf.open(io.BytesIO(data)) as pdf, pdf.open_outline() as outline:
        titles = [inner.title for item in outline.root[0].children for inner in item.children]
    assert f"Bilag 1 A: {TITEL}" in titles
    assert any(TITEL in text and "fejl" in text for text in sent.meldinger)


def test_status_filled_in_since_takes_the_place_of_the_annex_and_is_marked_once_the_agenda_is_out(
    called: FolderStore, ref: DelaftaleRef, udgiver: Udgiver
) -> None:
    moedeakter.opdater(called, PLAN, MOEDE, udgiver)
    (draft_of_it,) = bilag_of(called)
    fill_status(called, ref, "1417")
    moedeakter.opdater(called, PLAN, MOEDE, udgiver)
    (filled,) = bilag_of(called)
    send_dagsorden(called, PLAN, MOEDE, udgiver, MOEDE)
    edit(called, ref, f"{ref.delaftale}/status/2022.yaml", ("vaerdi: 1417", "vaerdi: 1418"))
    again = send_dagsorden(called, PLAN, MOEDE, udgiver, MOEDE)
    (corrected,) = bilag_of(called)

    assert len({draft_of_it.sha256, filled.sha256, corrected.sha256}) == 3
    assert (draft_of_it.fil, filled.markering, corrected.markering) == (corrected.fil, None, Markering.RETTET)
    assert again.fil.endswith("dagsorden-rettet-1.pdf")


def test_status_that_is_the_same_makes_no_other_agenda(called: FolderStore, udgiver: Udgiver) -> None:
    send_dagsorden(called, PLAN, MOEDE, udgiver, MOEDE)

    with pytest.raises(MoedeError, match="intet er ændret siden"):
        send_dagsorden(called, PLAN, MOEDE, udgiver, MOEDE)


def test_annex_of_a_persons_own_with_that_title_is_left_alone(called: FolderStore, udgiver: Udgiver) -> None:
    own = make_pdf("egen")
    aabent = open_moede(called, PLAN, MOEDE)

    after, _ = take_bilag(called, aabent, "1", navn="egen.pdf", data=own, titel=TITEL, lukket=False)
    save_moede(called, aabent, after)
    moedeakter.opdater(called, PLAN, MOEDE, udgiver)

    mine, made = bilag_of(called)
    assert read_bilag(called, PLAN, open_moede(called, PLAN, MOEDE).moede, mine) == own
    assert made.fil != mine.fil


def test_cpr_number_in_a_status_stops_the_agenda_and_no_file_is_made(
    called: FolderStore, ref: DelaftaleRef, udgiver: Udgiver
) -> None:
    edit(called, ref, f"{ref.delaftale}/status/2022.yaml", ("bemaerkning:\n", "bemaerkning: Borger 010170-1234.\n"))

    with pytest.raises(MoedeError, match="ser ud til at indeholde et CPR-nummer"):
        send_dagsorden(called, PLAN, MOEDE, udgiver, MOEDE)

    folder = called.root / "aftaler" / PLAN / "moeder" / str(MOEDE)
    assert [path.name for path in folder.rglob("*") if path.is_file()] == ["moede.yaml"]


def test_status_that_a_meeting_has_had_does_not_come_again_with_what_was_postponed(
    called: FolderStore, udgiver: Udgiver
) -> None:
    send_dagsorden(called, PLAN, MOEDE, udgiver, MOEDE)
    attend(called, *ALLE)
    noter(called, SAG, "udsat")
    close(called, udgiver)
    call(called, NAESTE)

    moedeakter.opdater(called, PLAN, NAESTE, udgiver)

    assert bilag_of(called, NAESTE) == ()


def test_year_without_a_status_and_an_urgent_change_have_no_annex(
    store: FolderStore, ref: DelaftaleRef, udgiver: Udgiver
) -> None:
    seat_board(store)
    register(store, ref)
    make_statusskema(store, ref, 2022, valg=None, datakilder=load_datakilder(), today=date(2022, 8, 20))
    draft(store, ref, PROCENT)
    gather(store, ref, akut=True)
    fill_in(store, ref)
    gather(store, ref, akut=True, endelig=True)
    moedeakter.indkald(store, PLAN, MOEDE, {}, MOEDE)

    moedeakter.opdater(store, PLAN, MOEDE, udgiver)

    assert bilag_of(store) == ()

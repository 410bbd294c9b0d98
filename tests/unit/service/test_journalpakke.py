"""What a meeting leaves for the archive: as sent and issued, byte for byte, nothing lukket unless it is asked for."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from generator.errors import MoedeError
from generator.model.bestyrelse import Punkttype
from generator.service import moedereferat
from generator.service.akter import open_planlog
from generator.service.journalliste import INDHOLD, LISTE
from generator.service.journalpakke import Journalpakke, saml_journalpakke, write_mappe, write_zip
from generator.service.moedeakter import indkald, rediger
from generator.service.moedebilag import take_bilag
from generator.service.moedeudsendelse import send_dagsorden
from generator.service.udgivelse import Udgiver, UdgivetBrudError
from generator.store.files import RealFiles
from generator.workflow.moederedigering import add_punkt, edit_punkt
from tests.unit.service.akter_hjaelp import PROCENT, freeze, register
from tests.unit.service.moede_hjaelp import MOEDE, PLAN, SAG, attend, close, make_pdf, noter, seat_board

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model.helhedsplan import Bevillingsperioder
    from generator.store.folder import FolderStore
    from generator.store.forms import FormStore
    from generator.store.port import DelaftaleRef

AABEN, LUKKET = make_pdf("åben"), make_pdf("lukket")


@pytest.fixture
def udgiver(forms: FormStore, perioder: Bevillingsperioder) -> Udgiver:
    return Udgiver(forms, perioder)


def hold(store: FolderStore, ref: DelaftaleRef, udgiver: Udgiver, *, is_closed_in_part: bool = False) -> None:
    """Hold a meeting with an open and a closed annex, and send its referat out."""
    seat_board(store)
    register(store, ref)
    freeze(store, ref, PROCENT)
    indkald(store, PLAN, MOEDE, {}, date(2022, 8, 20))
    for data, titel, lukket in ((AABEN, "Tal", False), (LUKKET, "Løn", True)):
        rediger(
            store,
            PLAN,
            MOEDE,
            lambda aabent, data=data, titel=titel, lukket=lukket: take_bilag(  # type: ignore[misc]
                store, aabent, "1", navn="a.pdf", data=data, titel=titel, lukket=lukket
            )[0],
        )
    rediger(store, PLAN, MOEDE, lambda aabent: edit_punkt(aabent.moede, "1", {"sagsnummer": "=22-1187"})[0])
    if is_closed_in_part:
        facts = {"lukket": True, "sagsfremstilling": "Det handler om en ansættelse."}
        rediger(store, PLAN, MOEDE, lambda aabent: add_punkt(aabent.moede, "Personalesag", Punkttype.D, facts)[0])
    send_dagsorden(store, PLAN, MOEDE, udgiver, date(2022, 9, 6))
    attend(store)
    noter(store, SAG, "godkendt")
    close(store, udgiver)
    moedereferat.udsend(store, PLAN, MOEDE, udgiver, date(2022, 9, 16))


def gather(store: FolderStore, udgiver: Udgiver, *, med_lukkede: bool = False) -> Journalpakke:
    return saml_journalpakke(store, PLAN, MOEDE, udgiver, today=date(2022, 9, 20), med_lukkede=med_lukkede)


def stored(store: FolderStore, name: str) -> bytes:
    return (store.root / "aftaler" / PLAN / name).read_bytes()


def test_package_holds_what_was_sent_and_issued_byte_for_byte(
    store: FolderStore, ref: DelaftaleRef, udgiver: Udgiver
) -> None:
    hold(store, ref, udgiver)

    pakke = gather(store, udgiver)

    assert [item.data for item in pakke.dokumenter] == [
        stored(store, "moeder/2022-09-14/dagsorden.pdf"),
        AABEN,
        stored(store, "moeder/2022-09-14/referat.pdf"),
        stored(store, f"{ref.delaftale}/versioner/0002/udgivet-1.pdf"),
    ]
    assert pakke.udeladt == ("Ét lukket bilag er ikke med.",)


def test_closed_annex_is_there_only_when_it_is_asked_for(
    store: FolderStore, ref: DelaftaleRef, udgiver: Udgiver
) -> None:
    hold(store, ref, udgiver)

    assert LUKKET not in gather(store, udgiver).filer.values()
    whole = gather(store, udgiver, med_lukkede=True)
    (closed,) = (item for item in whole.dokumenter if item.er_lukket)
    assert (closed.data, closed.titel, whole.udeladt) == (LUKKET, "Bilag til punkt 1: Løn", ())


def test_closed_item_leaves_its_words_out_of_every_file(
    store: FolderStore, ref: DelaftaleRef, udgiver: Udgiver
) -> None:
    """Not even the agenda as it was sent goes along then: the public edition takes its place."""
    hold(store, ref, udgiver, is_closed_in_part=True)

    public, whole = gather(store, udgiver), gather(store, udgiver, med_lukkede=True)

    sent = stored(store, "moeder/2022-09-14/dagsorden.pdf")
    assert sent not in public.filer.values()
    assert sent in whole.filer.values()
    assert all("offentlig udgave" in item.titel for item in public.dokumenter if "Dagsorden" in item.titel)
    assert not any(b"Personalesag" in data for name, data in public.filer.items() if name in {LISTE, INDHOLD})
    assert "Indholdet af punkt 2 er lukket og er ikke med." in public.udeladt


def test_list_opens_in_a_danish_spreadsheet_and_is_never_a_formula(
    store: FolderStore, ref: DelaftaleRef, udgiver: Udgiver
) -> None:
    hold(store, ref, udgiver)
    pakke = gather(store, udgiver)

    rows = list(csv.DictReader(io.StringIO(pakke.filer[LISTE].decode("utf-8-sig")), delimiter=";"))

    assert [row["Dok.nr."] for row in rows] == ["2022-09-14-01", "2022-09-14-02", "2022-09-14-03", "2022-09-14-04"]
    assert (rows[1]["Titel"], rows[1]["Sagsnr."], rows[1]["Åben/lukket"]) == (
        "Bilag til punkt 1: Tal",
        "'=22-1187",
        "åben",
    )
    assert all(sha256(pakke.filer[row["Fil"]]).hexdigest() == row["SHA-256"] for row in rows)


def test_text_says_that_the_journalised_pdf_is_the_original(
    store: FolderStore, ref: DelaftaleRef, udgiver: Udgiver
) -> None:
    hold(store, ref, udgiver)

    text = " ".join(gather(store, udgiver).filer[INDHOLD].decode("utf-8-sig").split())

    assert "Originalen er den PDF, som den administrerende boligorganisation har journaliseret." in text


def test_folder_and_zip_hold_the_same_and_a_zip_is_the_same_each_time(
    store: FolderStore, ref: DelaftaleRef, udgiver: Udgiver, tmp_path: Path
) -> None:
    hold(store, ref, udgiver)
    pakke = gather(store, udgiver)
    folder, packed = write_mappe(RealFiles(), tmp_path / "ud", pakke), write_zip(RealFiles(), tmp_path / "ud", pakke)
    first = packed.read_bytes()

    write_zip(RealFiles(), tmp_path / "ud", gather(store, udgiver))

    with zipfile.ZipFile(packed) as archive:
        zipped = {name.rpartition("/")[2]: archive.read(name) for name in archive.namelist()}
    assert zipped == {path.name: path.read_bytes() for path in folder.iterdir()}
    assert packed.read_bytes() == first


def test_meeting_that_is_not_closed_or_whose_referat_is_not_sent_has_none(
    store: FolderStore, ref: DelaftaleRef, udgiver: Udgiver
) -> None:
    seat_board(store)
    register(store, ref)
    indkald(store, PLAN, MOEDE, {}, MOEDE)
    with pytest.raises(MoedeError, match="er ikke afsluttet"):
        gather(store, udgiver)
    send_dagsorden(store, PLAN, MOEDE, udgiver, MOEDE)
    attend(store)
    close(store, udgiver)

    with pytest.raises(MoedeError, match="Referatet er ikke sendt ud"):
        gather(store, udgiver)


def test_agenda_that_is_not_kept_is_made_anew_and_says_so(
    store: FolderStore, ref: DelaftaleRef, udgiver: Udgiver
) -> None:
    hold(store, ref, udgiver)
    (store.root / "aftaler" / PLAN / "moeder/2022-09-14/dagsorden.pdf").unlink()

    first = gather(store, udgiver).dokumenter[0]

    assert first.titel == "Dagsorden til mødet den 14.09.22, dannet til journalen"
    assert first.data.startswith(b"%PDF-")


def test_issued_file_that_was_changed_is_not_packed(store: FolderStore, ref: DelaftaleRef, udgiver: Udgiver) -> None:
    hold(store, ref, udgiver)
    udgivet = open_planlog(store, PLAN).tilstand.udgivet(ref.delaftale, 2)
    assert udgivet is not None
    (store.root / "aftaler" / PLAN / udgivet.pdf.sti).write_bytes(LUKKET)

    with pytest.raises(UdgivetBrudError):
        gather(store, udgiver)

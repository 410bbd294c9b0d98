"""The agenda that goes out: one PDF with its open annexes, kept as it was sent, looked through for personal data."""

from __future__ import annotations

import io
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING

import pikepdf
import pytest

from generator.errors import MoedeError
from generator.service.moedebilag import BilagError
from generator.service.moededokumenter import saml_dagsorden
from generator.service.moedepersondata import check_persondata
from generator.service.moedeudsendelse import send_dagsorden
from generator.service.udgivelse import Udgiver
from tests.pdf_reading import read_text
from tests.unit.service.akter_hjaelp import edit
from tests.unit.service.moede_scene import BILAG, DAG, FIL, hold, make_pdf, make_scene, opened

if TYPE_CHECKING:
    from generator.model.helhedsplan import Bevillingsperioder
    from generator.store.folder import FolderStore
    from generator.store.forms import FormStore
    from generator.store.port import DelaftaleRef


@pytest.fixture
def udgiver(forms: FormStore, perioder: Bevillingsperioder) -> Udgiver:
    return Udgiver(forms, perioder)


@pytest.fixture
def called(store: FolderStore, ref: DelaftaleRef) -> FolderStore:
    """Return a project with a meeting whose agenda is out."""
    make_scene(store, ref)
    return store


# -- the whole agenda --


def test_whole_agenda_holds_the_open_annexes_with_a_bookmark_under_their_item_and_claims_no_pdfa(
    called: FolderStore, ref: DelaftaleRef, udgiver: Udgiver
) -> None:
    data, told = saml_dagsorden(called, opened(called, ref), udgiver, today=DAG)

    with pikepdf.open(io.BytesIO(data)) as pdf:
        labels = [str(page.obj.get("/Label", "")) for page in pdf.pages]
        assert labels[-2:] == ["budget 1", "budget 2"]
        assert "løn" not in labels
        assert not any("/StructParents" in page.obj for page in list(pdf.pages)[-2:])
        with pdf.open_outline() as outline:
            (item,) = [each for each in outline.root[0].children if each.title == "4. Budget 2023 (B)"]
            assert item.children[-1].title == "Bilag 4 A: Budget 2023"
        with pdf.open_metadata() as metadata:
            assert not any(name in metadata for name in ("pdfaid:part", "pdfaid:conformance", "pdfuaid:part"))
    assert told == (
        "Bilag 4 B: Løntabel er lukket og er ikke med i den samlede fil.",
        "Filen med bilag er ikke mærket som PDF/A og PDF/UA, for bilagene er, som de er kommet.",
    )
    assert data == saml_dagsorden(called, opened(called, ref), udgiver, today=DAG)[0]


@pytest.mark.parametrize("data", [b"%PDF-1.7\nnot a pdf\n%%EOF", b"%PDF-1.7\n%%EOF"])
def test_annex_that_cannot_be_read_is_named(
    called: FolderStore, ref: DelaftaleRef, udgiver: Udgiver, data: bytes
) -> None:
    _replace_annex(called, ref, data)

    with pytest.raises(BilagError, match=r"»Budget 2023« kan ikke læses\."):
        saml_dagsorden(called, opened(called, ref), udgiver, today=DAG)


def test_annex_behind_a_password_is_named(called: FolderStore, ref: DelaftaleRef, udgiver: Udgiver) -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(make_pdf("låst"))) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(user="hemmelig", owner="ejer"))
    _replace_annex(called, ref, out.getvalue())

    with pytest.raises(BilagError, match=r"er låst med en adgangskode\."):
        saml_dagsorden(called, opened(called, ref), udgiver, today=DAG)


def _replace_annex(store: FolderStore, ref: DelaftaleRef, data: bytes) -> None:
    path = store.root / "aftaler" / ref.plan / BILAG / "4-budget.pdf"
    before = sha256(path.read_bytes()).hexdigest()
    path.write_bytes(data)
    edit(store, ref, FIL, (before, sha256(data).hexdigest()))


# -- sent out --


def test_sent_agenda_is_kept_and_a_later_one_lies_beside_it(
    called: FolderStore, ref: DelaftaleRef, udgiver: Udgiver
) -> None:
    edit(called, ref, FIL, ("status: udsendt", "status: udkast"), ("udsendt: 2022-09-01\n", ""))
    folder = called.root / "aftaler" / ref.plan / "moeder" / "2022-09-14"

    first = send_dagsorden(called, ref.plan, DAG, udgiver, date(2022, 9, 2))
    kept = (folder / "dagsorden.pdf").read_bytes()
    with pytest.raises(MoedeError, match="intet er ændret siden"):
        send_dagsorden(called, ref.plan, DAG, udgiver, date(2022, 9, 3))
    edit(called, ref, FIL, ("lokale 2", "lokale 3"))
    second = send_dagsorden(called, ref.plan, DAG, udgiver, date(2022, 9, 3))

    assert first.fil.endswith("2022-09-14/dagsorden.pdf")
    assert first.moede.udsendt == date(2022, 9, 2)
    assert second.fil.endswith("2022-09-14/dagsorden-rettet-1.pdf")
    assert second.moede.udsendt == date(2022, 9, 2)
    assert (folder / "dagsorden.pdf").read_bytes() == kept
    assert "udsendt den 2. september 2022" in read_text(kept)


def test_agenda_says_that_it_is_a_corrected_one_and_one_that_nothing_was_changed_in_does_not(
    called: FolderStore, ref: DelaftaleRef, udgiver: Udgiver
) -> None:
    def say() -> str:
        return read_text(saml_dagsorden(called, opened(called, ref), udgiver, today=DAG)[0])

    changed = say()
    edit(called, ref, FIL, ("    markering: eftersendt\n", ""), (", markering: rettet}", "}"))

    assert "Rettet dagsorden, først udsendt den 1. september 2022" in changed
    assert "Rettet dagsorden" not in say()
    assert "Udsendt den 1. september 2022" in say()


@pytest.mark.parametrize(
    ("skrevet", "vist"), [('"14:15"', "kl. 14.15"), ('"9.05"', "kl. 9.05"), ("ca. 5 min.", "ca. 5")]
)
def test_time_of_an_item_is_written_as_the_head_writes_it(
    called: FolderStore, ref: DelaftaleRef, udgiver: Udgiver, skrevet: str, vist: str
) -> None:
    edit(called, ref, FIL, ("    tid: 10 min.", f"    tid: {skrevet}"))

    assert vist in read_text(saml_dagsorden(called, opened(called, ref), udgiver, today=DAG)[0])


def test_agenda_that_was_written_and_not_noted_is_taken_up(
    called: FolderStore, ref: DelaftaleRef, udgiver: Udgiver
) -> None:
    """The program may die between the file and the meeting's own."""
    edit(called, ref, FIL, ("status: udsendt", "status: udkast"), ("udsendt: 2022-09-01\n", ""))
    path = called.root / "aftaler" / ref.plan / FIL
    before = path.read_bytes()
    send_dagsorden(called, ref.plan, DAG, udgiver, date(2022, 9, 2))
    path.write_bytes(before)

    again = send_dagsorden(called, ref.plan, DAG, udgiver, date(2022, 9, 2))

    assert again.fil.endswith("2022-09-14/dagsorden.pdf")
    assert not (path.parent / "dagsorden-rettet-1.pdf").exists()


# -- personal data --


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ring til familien Hansen.", "Punkt 3, sagsfremstillingen, ser ud til at nævne en beboer ved navn."),
        ("Skriv til per.hansen@example.org.", "Punkt 3, sagsfremstillingen, indeholder en mailadresse"),
    ],
)
def test_personal_data_is_told_where_it_stands_and_not_repeated(
    called: FolderStore, ref: DelaftaleRef, text: str, found: str
) -> None:
    edit(called, ref, FIL, ("Der er nye folk i **driften** på Motalavej.", text))

    (told,) = check_persondata(opened(called, ref).moede, referat=False)

    assert told.startswith(found)
    assert "Hansen" not in told


def test_cpr_number_stops_the_agenda_and_nothing_is_written(
    called: FolderStore, ref: DelaftaleRef, udgiver: Udgiver
) -> None:
    edit(called, ref, FIL, ("Der er nye folk", "010170-1234 er nye folk"))

    with pytest.raises(MoedeError, match="Punkt 3, sagsfremstillingen, ser ud til at indeholde et CPR-nummer"):
        send_dagsorden(called, ref.plan, DAG, udgiver, DAG)

    assert not list((called.root / "aftaler" / ref.plan / "moeder" / "2022-09-14").glob("*.pdf"))


def test_what_was_decided_is_looked_through_for_the_referat_alone(called: FolderStore, ref: DelaftaleRef) -> None:
    hold(called, ref)
    edit(called, ref, FIL, ("Spørg kommunen om tallene", "Spørg familien Hansen"))
    moede = opened(called, ref).moede

    assert check_persondata(moede, referat=False) == ()
    assert check_persondata(moede, referat=True) == (
        "Opgaven »tal« ser ud til at nævne en beboer ved navn. Slet navnet, hvis det er en persons.",
    )

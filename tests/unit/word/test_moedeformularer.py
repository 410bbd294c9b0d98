"""The Word forms of a meeting: what their script builds, proper Word files, and nothing of them that looks empty."""

from __future__ import annotations

import importlib
import io
import sys
import zipfile
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from lxml import etree
from openxml_audit import FileFormat, OpenXmlValidator

from generator.document.blocks import Document, Heading, Table, document_text, plain_text
from generator.model.helhedsplan import Helhedsplan
from generator.model.moededokument import Moedevisning
from generator.store.files import RealFiles
from generator.store.forms import FormStore
from generator.word.form import render_document, render_docx
from generator.word.moedeformularer import (
    AENDRINGER,
    DAGSORDEN,
    MOEDEFORMULARER,
    REFERAT,
    UDSKRIFT,
    Moedeindhold,
    Udskriftsindhold,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from generator.word.roots import Formularart

FOLDER = Path(__file__).parents[3] / "templates" / MOEDEFORMULARER
ARTER = (AENDRINGER, DAGSORDEN, REFERAT, UDSKRIFT)
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NS = {"w": W}
PLAN = Helhedsplan.model_validate({"format": 1, "id": "plan", "navn": "Planen", "bevillingsperiode": "2019-26"})
FELT = {"navn": "Delmål 1", "nuvaerende": "Før.", "foreslaaet": "- **Efter.**\n- Mere."}
DEL = {"navn": "Beskæftigelse", "felter": [FELT, {"navn": "Delmål 2", "haendelse": "Flyttes op før Delmål 1"}]}
FORSLAG = {
    "nummer": "1.1", "titel": "Flere i job", "historik": "Udsat.", "begrundelse": "Derfor.", "grundlag": "Erfaringer",
    "hoeringer": [{"overskrift": "Følgegruppen", "bemaerkning": "Godt.", "svar": "Tak."}],
    "delaftaler": [DEL], "konsekvenser": "Ingen.", "strategisk": "Nej.", "gaelder_fra": "i dag",
}  # fmt: skip
LINJE = [{"tekst": "at det godkendes"}]
PUNKT = {
    "nummer": "1", "titel": "Revision (B)", "kendetegn": "Lukket", "gaester": "Gæst deltog.", "resume": "Kort.",
    "indstiller": "Chefen indstiller,", "indstilling": LINJE, "referat": "Sagt.", "bemaerkninger": LINJE,
    "beslutninger": [{"emne": "Forslag 1.1", "ordlyd": "Godkendt.", "afstemning": "Alle.", "inhabile": "Ingen.",
                      "delaftaler": [DEL]}],
    "opgaver": LINJE, "aabne_opgaver": LINJE, "rettelser": LINJE, "sagsfremstilling": "Sagen.", "oekonomi": "Intet.",
    "forslag": [FORSLAG], "bilag": LINJE,
}  # fmt: skip
LEAST = {"bestyrelse": "B", "afsender": "B, P", "overskrift": "Møde", "status": "Udkast", "maerke": "Udkast"}
FULL = LEAST | {
    "udgave": "Offentlig udgave", "kontrolkode": "abcd", "oplysninger": [{"navn": "Sted", "linjer": LINJE}],
    "svar": [{"person": "A", "svar": "Godkender", "dato": "01.01.22"}], "punkter": [PUNKT], "slut": "Kl. 16.",
    "naeste_moede": "Snart.", "underskrifter": LINJE,
}  # fmt: skip
BARE = LEAST | {
    "oplysninger": [{"navn": "Tid", "linjer": LINJE}],
    "punkter": [{"nummer": "1", "titel": "Eventuelt (D)"}],
}


def content(art: Formularart, facts: dict[str, Any]) -> Moedeindhold | Udskriftsindhold:
    """Return what a form of the kind prints of a meeting."""
    moede = Moedevisning.model_validate(facts)
    return Udskriftsindhold(art, moede, PLAN, moede.punkter[0]) if art is UDSKRIFT else Moedeindhold(art, moede, PLAN)


@pytest.fixture(scope="module")
def forms(tmp_path_factory: pytest.TempPathFactory) -> FormStore:
    return FormStore(tmp_path_factory.mktemp("projekt"), RealFiles(), None)


@pytest.fixture
def build(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], bytes]]:
    """Return what builds a form; its modules are loaded anew and leave no trace."""
    monkeypatch.setattr(sys, "path", [str(FOLDER), *sys.path])
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    yield importlib.import_module("byg_moede").build
    for name in ("byg_moede", "moede_indhold", "moede_stile", "byg_formular", "formular_indhold", "formular_stile"):
        del sys.modules[name]


def parts_of(package: bytes) -> dict[str, bytes]:
    """Return a package's parts by name, in its order."""
    with zipfile.ZipFile(io.BytesIO(package)) as file:
        return {name: file.read(name) for name in file.namelist()}


def shown(forms: FormStore, art: Formularart, facts: dict[str, Any]) -> Document:
    """Return the document that a form makes of a meeting."""
    return render_document(forms.load(MOEDEFORMULARER, art), content(art, facts))


@pytest.mark.parametrize("art", ARTER, ids=lambda art: art.navn)
def test_shipped_file_is_what_the_script_builds(art: Formularart, build: Callable[[str], bytes]) -> None:
    """Compared part by part, so that another zlib may deflate otherwise. Mend with: python …/byg_moede.py."""
    assert parts_of((FOLDER / art.fil).read_bytes()) == parts_of(build(art.navn))


@pytest.mark.parametrize("art", ARTER, ids=lambda art: art.navn)
def test_form_is_a_valid_word_file_and_so_is_what_it_makes(forms: FormStore, art: Formularart, tmp_path: Path) -> None:
    made = tmp_path / art.fil
    made.write_bytes(render_docx(forms.load(MOEDEFORMULARER, art), content(art, FULL)))

    for path in (FOLDER / art.fil, made):
        found = OpenXmlValidator(file_format=FileFormat.OFFICE_2019).validate(str(path)).errors
        assert [str(item) for item in found] == []


@pytest.mark.parametrize("art", ARTER, ids=lambda art: art.navn)
def test_every_style_that_is_used_is_there_and_has_a_role(art: Formularart) -> None:
    roller: dict[str, Any] = yaml.safe_load((FOLDER / "form.yaml").read_text("utf-8"))["roller"]
    parts = parts_of((FOLDER / art.fil).read_bytes())
    known = {
        str(style.get(f"{{{W}}}styleId")) for style in etree.fromstring(parts["word/styles.xml"]).iter(f"{{{W}}}style")
    }
    document = etree.fromstring(parts["word/document.xml"])
    used = {str(mark.get(f"{{{W}}}val")) for mark in document.iter(f"{{{W}}}pStyle", f"{{{W}}}rStyle")}

    assert used <= known
    assert used <= set(roller)
    assert set(roller) <= known


@pytest.mark.parametrize("art", ARTER, ids=lambda art: art.navn)
def test_page_is_a4_and_tables_fill_its_width(art: Formularart) -> None:
    document = etree.fromstring(parts_of((FOLDER / art.fil).read_bytes())["word/document.xml"])
    (page,) = document.iter(f"{{{W}}}pgSz")

    assert (page.get(f"{{{W}}}w"), page.get(f"{{{W}}}h")) == ("11906", "16838")
    for found in document.iter(f"{{{W}}}tbl"):
        assert sum(int(column.get(f"{{{W}}}w", "0")) for column in found.iter(f"{{{W}}}gridCol")) == 11906 - 2 * 1134


@pytest.mark.parametrize("art", [DAGSORDEN, REFERAT, UDSKRIFT], ids=lambda art: art.navn)
def test_what_was_not_noted_has_no_heading(forms: FormStore, art: Formularart) -> None:
    headings = [plain_text(block.inlines) for block in shown(forms, art, BARE).blocks if isinstance(block, Heading)]

    overview = ["Punkter"] if art is DAGSORDEN else []
    assert headings[1:] == [*overview, "1. Eventuelt (D)"]


@pytest.mark.parametrize("art", ARTER, ids=lambda art: art.navn)
def test_no_heading_skips_a_level(forms: FormStore, art: Formularart) -> None:
    levels = [block.level for block in shown(forms, art, FULL).blocks if isinstance(block, Heading)]

    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_decision_stands_right_after_the_indstilling(forms: FormStore) -> None:
    text = document_text(shown(forms, REFERAT, FULL))

    assert "Indstilling\nChefen indstiller,\nat det godkendes\nBeslutning\nForslag 1.1\nGodkendt.\nAlle.\n" in text
    assert text.index("Godkendt.") < text.index("Sagsfremstilling")


def test_sides_of_a_field_stand_beside_each_other_under_headings_of_rows_and_columns(forms: FormStore) -> None:
    (table,) = [block for block in shown(forms, AENDRINGER, FULL).blocks if isinstance(block, Table)]
    words = [[[document_text(Document("", "", (), (), (block,))) for block in cell.blocks] for cell in row.cells]
             for row in table.rows]  # fmt: skip

    assert table.rows[0].is_header
    assert [cell.header for cell in table.rows[1].cells] == ["row", "", ""]
    assert words == [
        [["Felt"], ["Nuværende"], ["Foreslået"]],
        [["Delmål 1"], ["Før."], ["Efter.\nMere."]],
        [["Delmål 2"], ["–"], ["Flyttes op før Delmål 1"]],
    ]

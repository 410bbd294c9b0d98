"""The Word form of a year's status: what its script builds, a proper Word file, and what it prints of a status."""

from __future__ import annotations

import importlib
import io
import re
import sys
import zipfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from lxml import etree
from openxml_audit import FileFormat, OpenXmlValidator

from generator.document.blocks import Document, Heading, Paragraph, Table, document_text, plain_text
from generator.document.markdown import write_markdown
from generator.document.status import build_statusbilag
from generator.document.table_layout import cell_text
from generator.model.helhedsplan import Indsatsomraade
from generator.model.status import AarligStatus
from generator.model.udgave import describe_udgave
from generator.store.files import RealFiles
from generator.store.forms import FormStore
from generator.store.yaml_reader import load_yaml
from generator.word.form import render_document, render_docx
from generator.word.statusbilag import AARSSTATUS, STATUSFORMULAR, Statusindhold
from tests.unit.rules.minimal import delaftale, indikator, plan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.word.form import CompiledForm

TEMPLATES = Path(__file__).parents[3] / "templates"
FOLDER = TEMPLATES / STATUSFORMULAR
FORM = FOLDER / AARSSTATUS.fil
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NS = {"w": W}
FULL = (
    "delmaal: [{id: tryghed, vurdering: paa-vej, bemaerkning: Godt., indikatorer: [{id: andel, vaerdi: '53,5', "
    'periode: 2022-01-01 til 2022-06-30, kilde: Egen bog, seriebrud: ja, bemaerkning: "Se:\\n\\n- a\\n- b"}]}]'
)


def parts_of(package: bytes) -> dict[str, bytes]:
    """Return a package's parts by name, in its order."""
    with zipfile.ZipFile(io.BytesIO(package)) as file:
        return {name: file.read(name) for name in file.namelist()}


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> Iterator[bytes]:
    """Return what the script builds; its modules are loaded anew and leave no trace."""
    monkeypatch.setattr(sys, "path", [str(FOLDER), *sys.path])
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    yield importlib.import_module("byg_aarsstatus").build()
    for name in ("byg_aarsstatus", "byg_formular", "formular_indhold", "formular_stile"):
        del sys.modules[name]


@pytest.fixture(scope="module")
def document() -> etree._Element:
    return etree.fromstring(parts_of(FORM.read_bytes())["word/document.xml"])


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> CompiledForm:
    store = FormStore(tmp_path_factory.mktemp("projekt"), RealFiles(), None)
    return store.load(STATUSFORMULAR, AARSSTATUS)


def content(status_yaml: str = "", agreement: str = "", version: int | None = 1) -> Statusindhold:
    """Return what the form prints of a status, the agreement's period being over."""
    text = f"format: 1\ndelaftale: medborgerskab\naar: 2022\n{status_yaml}"
    status = load_yaml(text.encode(), AarligStatus, "2022.yaml")
    parties = delaftale(agreement)
    return Statusindhold(
        status=build_statusbilag(parties, status),
        delaftale=parties,
        plan=plan(),
        indsatsomraade=Indsatsomraade(id="omraade", navn="Sammenhængskraft"),
        udgave=describe_udgave(parties, version, date(2025, 12, 1)),
    )


def tables(shown: Document) -> list[list[list[str]]]:
    """Return the words of all tables, cell by cell."""
    return [
        [[cell_text(cell) for cell in row.cells] for row in block.rows]
        for block in shown.blocks
        if isinstance(block, Table)
    ]


# -- the script and the file --


def test_shipped_file_is_what_the_script_builds(built: bytes) -> None:
    """Compared part by part, so that another zlib may deflate otherwise. Mend with: python …/byg_aarsstatus.py."""
    assert parts_of(FORM.read_bytes()) == parts_of(built)


def test_form_is_a_valid_word_file_and_so_is_what_it_makes(form: CompiledForm, tmp_path: Path) -> None:
    (tmp_path / "status.docx").write_bytes(render_docx(form, content(FULL)))

    for path in (FORM, tmp_path / "status.docx"):
        assert [
            str(item) for item in OpenXmlValidator(file_format=FileFormat.OFFICE_2019).validate(str(path)).errors
        ] == []


def test_package_has_no_clock() -> None:
    with zipfile.ZipFile(FORM) as file:
        assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_every_style_that_is_used_is_there_and_has_a_role(document: etree._Element) -> None:
    roller: dict[str, Any] = yaml.safe_load((FOLDER / "form.yaml").read_text("utf-8"))
    styles = etree.fromstring(parts_of(FORM.read_bytes())["word/styles.xml"])
    known = {str(style.get(f"{{{W}}}styleId")) for style in styles.findall("w:style", NS)}
    used = {str(mark.get(f"{{{W}}}val")) for mark in document.iter(f"{{{W}}}pStyle", f"{{{W}}}rStyle")}

    assert used <= known
    assert used <= set(roller["roller"])
    assert set(roller["roller"]) <= known


def test_page_is_a4_and_tables_fill_its_width(document: etree._Element) -> None:
    for found in document.iter(f"{{{W}}}tbl"):
        assert sum(int(column.get(f"{{{W}}}w", "0")) for column in found.iter(f"{{{W}}}gridCol")) == 11906 - 2 * 1134
        head = found.find("w:tr/w:trPr/w:tblHeader", NS)
        assert head is not None


def test_no_paragraph_is_empty(document: etree._Element) -> None:
    assert [item for item in document.iter(f"{{{W}}}p") if not "".join(map(str, item.itertext())).strip()] == []


# -- what it prints --


def test_a_hole_is_shown_as_a_hole(form: CompiledForm) -> None:
    shown = render_document(form, content())

    assert tables(shown) == [
        [["Delmål", "Vurdering"], ["Delmål 1: Beboerne er trygge", "Ikke udfyldt"]],
        [
            ["Indikator", "Baseline og måltal", "Status 2022"],
            ["Andel af beboere, der er trygge", "Baseline: 51% (2018)", "Ikke udfyldt"],
        ],
    ]
    assert "\nBeboerne er trygge\nVurdering: Ikke udfyldt\n" in document_text(shown)


def test_all_that_is_filled_in_is_shown(form: CompiledForm) -> None:
    shown = render_document(form, content(FULL))

    assert tables(shown)[0][1] == ["Delmål 1: Beboerne er trygge", "På vej"]
    assert tables(shown)[1][1][2] == (
        "53,5 % Periode: 01.01.22 – 30.06.22 Kilde: Egen bog Seriebrud: opgjort på en anden måde end baseline "
        "Bemærkning: Se: a b"
    )
    assert "\nVurdering: På vej\nGodt.\n" in document_text(shown)


def test_indikator_with_nothing_to_be_held_against_says_so(form: CompiledForm) -> None:
    shown = render_document(form, content("delmaal: []", indikator("tekst: Tryg")))

    assert tables(shown)[1][1] == ["Tryg", "Ingen i delaftalen", "Ikke udfyldt"]


def test_delmaal_without_indikatorer_has_no_empty_table(form: CompiledForm) -> None:
    shown = render_document(form, content(agreement="delmaal: [{id: tryghed, tekst: Trygge}]"))

    assert len(tables(shown)) == 1
    assert "Delmål 1\nTrygge\nVurdering: Ikke udfyldt" in document_text(shown)


def test_agreement_without_delmaal_has_no_table_and_no_heading(form: CompiledForm) -> None:
    shown = render_document(form, content(agreement="delmaal: []"))

    assert tables(shown) == []
    assert [block.level for block in shown.blocks if isinstance(block, Heading)] == [1]


def test_headings_follow_on_one_another_and_tables_have_names(form: CompiledForm) -> None:
    shown = render_document(form, content(FULL))

    assert [block.level for block in shown.blocks if isinstance(block, Heading)] == [1, 2, 2, 3]
    for block in shown.blocks:
        if isinstance(block, Table):
            assert block.caption
            assert block.rows[0].is_header
    assert shown.title == "Status for 2022: Sammenhængskraft, Planen"
    assert "# Status for 2022 Sammenhængskraft\n" in write_markdown(shown)


@pytest.mark.parametrize(
    ("version", "head", "foot"),
    [
        (1, "Planen", "Status for 2022 · Delaftalens version 1 · Gjaldt til 30.09.25"),
        (
            None,
            "UDKAST – ikke besluttet · Planen",
            "Status for 2022 · UDKAST – ikke besluttet · Foreslået periode til 30.09.25",
        ),
    ],
)
def test_every_page_says_which_edition_and_whether_it_holds(
    form: CompiledForm, version: int | None, head: str, foot: str
) -> None:
    shown = render_document(form, content(version=version))
    ((header,), (footer,)) = shown.header, shown.footer

    assert isinstance(header, Paragraph)
    assert isinstance(footer, Paragraph)
    assert plain_text(header.inlines).startswith(head)
    assert re.sub(r"\s*Side.*", "", plain_text(footer.inlines)) == foot


def test_no_field_can_be_taken_for_the_agreements_own(form: CompiledForm) -> None:
    """A bilag is read; what comes back from Word is never read as the delaftale's text."""
    assert b"bookmarkStart" not in parts_of(render_docx(form, content(FULL)))["word/document.xml"]

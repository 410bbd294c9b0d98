"""Laws of rendering: no character of any field is lost, the file is whole, and the same input gives the same bytes.

Through LBF's own form, with agreements that are as nasty as valid allows. A field is read back out of the Word file by
its bookmark, by a reader that knows nothing of the agreement.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from lxml import etree
from openxml_audit import FileFormat, OpenXmlValidator

from docs.byg import printed_paths
from generator.model.delaftale import Delaftale
from generator.model.helhedsplan import Helhedsplan
from generator.model.sti import PLAN, Sti, list_felter
from generator.model.sti import felter_of as model_fields
from generator.model.tekst import Afsnit, Tekst, normalize_afsnit
from generator.store.forms import compile_formular
from generator.store.yaml_reader import load_yaml
from generator.word.bookmarks import anchor_key, parse_anchor
from generator.word.contract import Formularindhold, format_value
from generator.word.fields import FieldReading, read_fields
from generator.word.form import CompiledForm, render_docx
from generator.word.hyperlinks import to_uri
from generator.word.styles import Formularroller
from tests.strategier import indhold
from tests.unit.word import byg

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest

    from generator.model.base import Model

FOLDER = Path(__file__).parents[2] / "templates" / "lbf-2019-26"

# What LBF's form has no place for, by part; `*` is a part's id. All else is printed wherever it is filled in.
NOT_PRINTED_BY_PART = """
delaftale: format id formular indsatsomraade
delaftale.parter.*: id rolle er_klasse organisation enhed kontaktrolle
delaftale.delmaal.*: id overordnet_maal aktiviteter
delaftale.delmaal.*.indikatorer.*: id type aktiviteter opgoerelse fra_lbf_liste
delaftale.delmaal.*.indikatorer.*.maaltal: vaerdi enhed retning horisont
delaftale.delmaal.*.indikatorer.*.baseline: tilstand vaerdi aar svarkategori forventes_opdateret forventes_senest
    note
delaftale.delmaal.*.indikatorer.*.anden_baseline: tilstand vaerdi aar svarkategori forventes_opdateret
    forventes_senest note
delaftale.delmaal.*.indikatorer.*.datakilde: ejer kadence forsinkelse adgang diskretionsgraense
delaftale.aktiviteter.*: id delmaal relaterede_delaftaler hoerer_til status fra til
delaftale.aktiviteter.*.formaal.*: id rolle delaftaler alle_delaftaler
delaftale.aktiviteter.*.samarbejdspartnere.*: id navn organisation
delaftale.ressourcer.*: id antal arbejdsgiver
plan: format id bevillingsperiode lbf_nummer regulativ gaelder_fra gaelder_til kommuner sekretariat dataansvarlig
    hjemmeside forgaenger
plan.organisationer.*: id navn type kort cvr
plan.boligomraader.*: id navn afdelinger adresser
plan.overordnede_maal.*: id indsatsomraade tekst
plan.chef: titel navn
plan.bestyrelse: navn kommissorium regulativ administrator underskrifter
plan.bestyrelse.regler: beslutningsdygtig_mindst kraever_formandskab flertal stemmelighed indkaldelsesfrist
    referatfrist bemaerkningsfrist tavshed_godkender slettefrist
plan.bestyrelse.regler.skriftlig: krav svarfrist
plan.bestyrelse.regler.foerste_punkter.*: id titel type
plan.bestyrelse.regler.sidste_punkter.*: id titel type
"""
NOT_PRINTED = {
    f"{owner}.{name}"
    for owner, names in re.findall(r"^(\S+):((?:\s+\w+(?=\s))+)", NOT_PRINTED_BY_PART, re.MULTILINE)
    for name in names.split()
}


@cache
def form() -> CompiledForm:
    return compile_formular((FOLDER / "delaftale.docx").read_bytes(), (FOLDER / "form.yaml").read_bytes(), FOLDER.name)


@cache
def roller() -> Formularroller:
    return load_yaml((FOLDER / "form.yaml").read_bytes(), Formularroller, "form.yaml")


def read(docx: bytes) -> dict[str, list[FieldReading]]:
    return read_fields(docx, roller().tekst, "aftalen")


def felter_of(content: Formularindhold) -> Iterator[tuple[Sti, str, Any]]:
    """Yield each addressed field: its sti, its path without ids, its value."""
    for root, part, prefix in (("delaftale", content.delaftale, Sti("")), ("plan", content.plan, Sti(PLAN))):
        for sti, value in list_felter(part):
            yield prefix / sti, f"{root}.{_without_ids(type(part), sti)}", value


def _without_ids(model: type[Model] | None, sti: Sti) -> str:
    steps, is_list = [], False
    for step in sti.dele:
        if is_list:
            steps.append("*")
            is_list = False
        else:
            assert model is not None
            art = model_fields(model)[step]
            model, is_list = art.model, art.is_list
            steps.append(step)
    return ".".join(steps)


def paths_of(model: type[Model], prefix: str) -> Iterator[str]:
    """Yield the path of every plain field of `model`, `*` for the id of a part in a list."""
    for name, art in model_fields(model).items():
        path = f"{prefix}.{name}"
        if art.model is None:
            yield path
        else:
            yield from paths_of(art.model, f"{path}.*" if art.is_list else path)


def as_written(value: Tekst) -> tuple[Afsnit, ...]:
    """Return a text's paragraphs with each link's address as a Word file holds it."""
    return normalize_afsnit(
        replace(afsnit, stykker=tuple(replace(s, href=s.href and to_uri(s.href)) for s in afsnit.stykker))
        for afsnit in value.afsnit
    )


@given(indhold())
def test_every_field_that_the_form_prints_is_read_back_whole(content: Formularindhold) -> None:
    readings = read(render_docx(form(), content))

    for sti, path, value in felter_of(content):
        found = readings.get(anchor_key(sti), [])
        if path in NOT_PRINTED:
            assert found == [], f"{path} is printed"
        elif value is not None and value != "":
            assert found, f"{sti} is not printed"
        for reading in found:
            if isinstance(value, Tekst):
                assert reading.afsnit == as_written(value), sti
            else:
                assert reading.linje == format_value(value), sti


@given(indhold())
def test_bookmarks_are_unique_over_body_headers_and_footers(content: Formularindhold) -> None:
    marks = byg.bookmarks(byg.parts_of(render_docx(form(), content)))

    assert len({number for number, _ in marks}) == len({name for _, name in marks}) == len(marks) > 0
    assert all(len(name) <= 40 and parse_anchor(name) is not None for _, name in marks)


@given(indhold())
def test_the_file_is_well_formed_and_every_bookmark_is_closed_in_its_paragraph(content: Formularindhold) -> None:
    for name, text in byg.parts_of(render_docx(form(), content)).items():
        tree = etree.fromstring(text.encode())
        for paragraph in tree.iter(f"{{{byg.W}}}p"):
            starts = [mark.get(f"{{{byg.W}}}id") for mark in paragraph.iterfind("w:bookmarkStart", byg.NS)]
            ends = [mark.get(f"{{{byg.W}}}id") for mark in paragraph.iterfind("w:bookmarkEnd", byg.NS)]
            assert starts == ends, name


@given(indhold())
def test_every_link_leads_somewhere(content: Formularindhold) -> None:
    parts = byg.parts_of(render_docx(form(), content))
    used = set(re.findall(r'<w:hyperlink r:id="([^"]+)"', parts["word/document.xml"]))
    rels = etree.fromstring(parts["word/_rels/document.xml.rels"].encode())
    targets = {str(item.get("Id")): str(item.get("Target")) for item in rels}

    assert len(targets) == len(rels)
    assert used <= set(targets)
    assert all(targets[number].isascii() for number in used)


@given(indhold())
def test_the_same_input_gives_the_same_bytes(content: Formularindhold) -> None:
    again = CompiledForm.from_bytes(form().to_bytes())

    assert render_docx(form(), content) == render_docx(form(), content) == render_docx(again, content)


@given(indhold())
def test_no_tag_and_no_python_reaches_the_page(content: Formularindhold) -> None:
    """What an agreement says is printed as it stands, so braces are there only if the agreement has them."""
    parts = byg.parts_of(render_docx(form(), content))
    written = " ".join(
        chain((format_value(value) for _, _, value in felter_of(content)), (content.indsatsomraade.navn,))
    )

    for text in parts.values():
        assert " object at 0x" not in text
        if "{{" not in written and "{%" not in written:
            assert "{{" not in text
            assert "{%" not in text


@settings(max_examples=settings().max_examples // 5)  # an audit takes a while
@given(content=indhold())
def test_word_finds_nothing_to_mend(content: Formularindhold, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("audit") / "aftale.docx"
    path.write_bytes(render_docx(form(), content))

    assert [str(error) for error in OpenXmlValidator(file_format=FileFormat.OFFICE_2019).validate(path).errors] == []


def test_the_list_of_what_is_not_printed_is_exact() -> None:
    """A field that the form begins to print, or that the model no longer has, must leave the list."""
    known = {*paths_of(Delaftale, "delaftale"), *paths_of(Helhedsplan, "plan")}

    assert known >= NOT_PRINTED
    assert known - NOT_PRINTED == printed_paths((FOLDER / "delaftale.docx").read_bytes())

"""The real agreement says what its source says: word for word as data, and in order in the official document."""

from __future__ import annotations

import re
import zipfile
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from openxml_audit import FileFormat, OpenXmlValidator

from generator.model.delaftale import Delaftale
from generator.model.helhedsplan import Bevillingsperioder, Helhedsplan
from generator.model.sti import list_felter, read_felt
from generator.model.tekst import Art, Tekst
from generator.model.valg import Tilstand
from generator.service.generering import Dokument, find_opgaver, generer
from generator.service.udgaver import parse_udgave
from generator.store.files import RealFiles
from generator.store.folder import FolderStore
from generator.store.forms import FormStore
from generator.store.yaml_reader import load_yaml
from generator.store.yaml_writer import dump_yaml
from tests.kilde import KILDE, assert_in_order, kilde_saetninger, squeeze

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from generator.model.base import Model

ROOT = Path(__file__).parents[1]
PLAN = ROOT / "aftaler" / "en-faelles-indsats"
VERSION = PLAN / "sammenhaengskraft-og-medborgerskab" / "versioner" / "0001"
PERIODER = ROOT / "generator" / "store" / "bevillingsperioder.yaml"
FORMULAR = ROOT / "templates" / "lbf-2019-26" / "delaftale.docx"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

FILES: list[tuple[Path, type[Model], str]] = [
    (PLAN / "helhedsplan.yaml", Helhedsplan, "helhedsplan"),
    (VERSION / "helhedsplan.yaml", Helhedsplan, "helhedsplan"),
    (VERSION / "delaftale.yaml", Delaftale, "delaftale"),
]


@cache
def delaftale() -> Delaftale:
    return load_yaml((VERSION / "delaftale.yaml").read_bytes(), Delaftale, "delaftale.yaml")


@cache
def plan() -> Helhedsplan:
    return load_yaml((PLAN / "helhedsplan.yaml").read_bytes(), Helhedsplan, "helhedsplan.yaml")


@cache
def perioder() -> Bevillingsperioder:
    return load_yaml(PERIODER.read_bytes(), Bevillingsperioder, "bevillingsperioder.yaml")


def docx_text(path: Path) -> str:
    """Return the body's words, a line per paragraph; a tracked or split run makes no difference."""
    with zipfile.ZipFile(path) as package:
        root = ET.fromstring(package.read("word/document.xml"))  # noqa: S314 - our own file
    return "\n".join("".join(text.text or "" for text in item.iter(f"{W}t")) for item in root.iter(f"{W}p"))


def data_texts() -> Iterator[str]:
    """Yield every text of the agreement as it is read, and what the form puts together of several fields."""
    for _, value in list_felter(delaftale()):
        if isinstance(value, Tekst):
            yield from (afsnit.tekst for afsnit in value.afsnit)
        elif isinstance(value, str):
            yield value
    for aktivitet in delaftale().aktiviteter:
        yield f"{aktivitet.navn}, {aktivitet.kortbeskrivelse}"
    for ressource in delaftale().ressourcer:
        grundlag = f" {ressource.grundlag.ordlyd}" if ressource.grundlag else ""
        yield f"{ressource.funktion}, {ressource.procent}%{grundlag}"
    omraade = perioder().perioder[-1].find(delaftale().indsatsomraade)
    assert omraade is not None
    yield f"Delaftale for indsatsområdet {omraade.navn}"
    yield plan().navn
    yield f"{delaftale().gaelder_fra:%d.%m.%y} – {delaftale().gaelder_til:%d.%m.%y}"


# -- the source as sentences --


def test_the_source_is_whole() -> None:
    """Every letter of the source is in its sentences, in order."""
    text = re.sub(r"</?[pu]>", "", KILDE.read_text(encoding="utf-8"))
    letters = re.compile(r"[^\w%'\"/().,:–]|_")

    assert letters.sub("", "".join(kilde_saetninger())) == letters.sub("", text)


def test_the_source_is_split_where_a_format_may_break_it() -> None:
    sentences = kilde_saetninger()

    assert len(sentences) > 150
    assert not [item for item in sentences if re.search(r"[*\t\n]|<[pu]>|^- ", item)]
    assert "En Fælles Indsats" in sentences
    assert "Akt.nær indikator" in sentences
    assert "Der afholdes 1500 brobygnings-samtaler i beboer-vejledningen" in sentences
    assert "Indhold:" in sentences
    assert any("arbejder med inden for indsatsområdet." in item for item in sentences)


def test_a_sentence_out_of_its_place_is_told() -> None:
    assert_in_order(["Et.", "To tre."], "Et.\n\nTo\ttre.")
    with pytest.raises(AssertionError, match="stands earlier"):
        assert_in_order(["To tre.", "Et."], "Et.\n\nTo\ttre.")
    with pytest.raises(AssertionError, match="stands nowhere"):
        assert_in_order(["Fire."], "Et.\n\nTo\ttre.")


# -- the agreement as data --


def without_guidance(data: bytes) -> list[bytes]:
    """Return a file's lines but the comments above its fields."""
    lines = data.splitlines(keepends=True)
    return [line for line in lines if not line.startswith(b"# ") or line.startswith(b"# yaml-language-server")]


@pytest.mark.parametrize(("file", "cls", "schema"), FILES, ids=lambda value: getattr(value, "name", ""))
def test_the_files_are_as_the_writer_writes_them(file: Path, cls: type[Model], schema: str) -> None:
    """So that the next one who saves changes only what was changed; the guiding comments are those of its day."""
    stored = file.read_bytes()
    steps = len(file.relative_to(ROOT / "aftaler").parts) - 1
    address = f"{'../' * steps}.skema/{schema}.schema.json"

    assert without_guidance(dump_yaml(load_yaml(stored, cls, file.name), schema=address)) == without_guidance(stored)


def test_the_version_holds_the_plan_as_used() -> None:
    stored = load_yaml((VERSION / "helhedsplan.yaml").read_bytes(), Helhedsplan, "helhedsplan.yaml")

    assert stored == plan()


def test_every_sentence_stands_in_the_data_or_in_the_form() -> None:
    texts = {squeeze(text) for text in data_texts()}
    fixed = squeeze(docx_text(FORMULAR))

    missing = [
        sentence
        for sentence in kilde_saetninger()
        if squeeze(sentence) not in fixed and not any(squeeze(sentence) in text for text in texts)
    ]

    assert missing == []


def test_the_data_say_nothing_that_the_source_does_not() -> None:
    """Apart from ids and what is said again for a machine: måltal, year, role."""
    said_again = re.compile(r"(^|/)(id|formular|indsatsomraade|organisation|enhed|navn|relaterede_delaftaler)$")
    source = squeeze(re.sub(r"</?[pu]>|[*<>]", "", KILDE.read_text(encoding="utf-8")))

    invented = [
        (sti, text)
        for sti, value in list_felter(delaftale())
        if type(value) in {str, Tekst} and not said_again.search(sti)
        for text in ([item.tekst for item in value.afsnit] if isinstance(value, Tekst) else [value])
        if squeeze(text) not in source
    ]

    assert invented == []


def test_the_names_and_units_stand_in_the_source_too() -> None:
    source = squeeze(KILDE.read_text(encoding="utf-8"))
    names = [
        *(value for sti, value in list_felter(delaftale()) if sti.endswith(("/navn", "/enhed")) and value),
        *(name for aktivitet in delaftale().aktiviteter for name in aktivitet.relaterede_delaftaler),
        *(organisation.navn for organisation in plan().organisationer),
        *(omraade.navn for omraade in plan().boligomraader),
        *plan().kommuner,
    ]

    assert [name for name in names if squeeze(name) not in source] == []


def test_the_parties_are_organisations_of_the_plan() -> None:
    organisations = {organisation.id for organisation in plan().organisationer}

    assert [part.organisation for part in delaftale().parter if part.organisation not in organisations] == [None]
    assert [part.betegnelse for part in delaftale().parter if part.er_klasse] == ["Lokale foreninger"]


def test_targets_hidden_in_texts_are_stated_without_a_horizon() -> None:
    """The source does not say whether they count per year or for the whole period."""
    maaltal = [indikator.maaltal for delmaal in delaftale().delmaal for indikator in delmaal.indikatorer]

    stated = [item for item in maaltal if item is not None]
    assert [(item.vaerdi, item.enhed, item.horisont) for item in stated] == [
        (Decimal(1500), "brobygnings-samtaler", None),
        (Decimal(12), "større aktiviteter", None),
        (Decimal(12), "børn", None),
    ]


def test_a_blank_baseline_is_not_one_that_is_not_made() -> None:
    tillid = "delmaal/positivt-syn/indikatorer/tillid"

    assert read_felt(delaftale(), f"{tillid}/baseline") is None
    assert read_felt(delaftale(), f"{tillid}/anden_baseline/tilstand") is Tilstand.OPGOERES_IKKE
    assert read_felt(delaftale(), f"{tillid}/anden_baseline/ordlyd") == "Opgøres ikke"


def test_a_baseline_has_value_and_state_and_expectation_together() -> None:
    baseline = read_felt(delaftale(), "delmaal/lokalt-engagement/indikatorer/faellesskab/baseline")

    assert (baseline.vaerdi, baseline.aar, baseline.svarkategori) == (Decimal(51), 2018, "Enig/meget enig")
    assert (baseline.tilstand, baseline.forventes_opdateret) == (Tilstand.AFVENTER, "efterår '21")
    assert baseline.forventes_senest == date(2021, 11, 30)


def test_a_bullet_holds_a_paragraph_and_bullets_of_its_own() -> None:
    text = read_felt(delaftale(), "aktiviteter/lokalt-engagement-og-frivillighed/indhold_og_praksis")

    shape = [(item.art, item.niveau) for item in text.afsnit[-6:]]
    assert shape == [(Art.PUNKT, 1), (Art.AFSNIT, 1), *[(Art.PUNKT, 2)] * 4]
    assert text.afsnit[-5].tekst == "Man kunne eksempelvis forestille sig:"


def test_only_the_first_activity_has_a_forankring() -> None:
    assert [aktivitet.forankring is not None for aktivitet in delaftale().aktiviteter] == [True, False]


# -- grant periods --


def test_every_name_of_another_delaftale_is_found_in_the_period() -> None:
    periode = perioder().find(plan().bevillingsperiode)
    assert periode is not None
    named = [name for aktivitet in delaftale().aktiviteter for name in aktivitet.relaterede_delaftaler]

    found = [omraade.id for name in named if (omraade := periode.find(name))]

    assert found == ["uddannelse-og-livschancer", "beskaeftigelse", "kriminalitetsforebyggelse"]


def test_areas_contributed_to_are_areas_of_the_period() -> None:
    periode = perioder().find(plan().bevillingsperiode)
    assert periode is not None
    areas = {omraade.id for omraade in periode.indsatsomraader}
    sections = [section for aktivitet in delaftale().aktiviteter for section in aktivitet.formaal]

    assert delaftale().indsatsomraade in areas
    assert {area for section in sections for area in section.delaftaler} <= areas


def test_no_name_means_two_areas_of_one_period() -> None:
    for periode in perioder().perioder:
        names = [name.casefold() for item in periode.indsatsomraader for name in {item.navn, *item.aliaser}]

        assert len(set(names)) == len(names)
        assert all(periode.find(item.navn.upper()) == item for item in periode.indsatsomraader)


def test_the_periods_are_those_of_landsbyggefonden() -> None:
    assert [(item.id, len(item.indsatsomraader)) for item in perioder().perioder] == [
        ("2011-14", 7),
        ("2015-18", 4),
        ("2019-26", 4),
    ]


# -- the official document --


@pytest.fixture(scope="module")
def docx(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the official document of the agreement, made as a user makes it."""
    files = RealFiles()
    store = FolderStore(ROOT, files)
    forms = FormStore(ROOT, files, None)
    opgaver = find_opgaver(store, ["sammenhaengskraft-og-medborgerskab"], parse_udgave("1"), alle=False)
    folder = tmp_path_factory.mktemp("output")

    made = list(generer(store, forms, perioder(), files, opgaver=opgaver, folder=folder, today=date(2022, 3, 1)))

    (dokument,) = made
    assert isinstance(dokument, Dokument), dokument
    return dokument.path


def test_every_sentence_stands_in_the_docx(docx: Path) -> None:
    """In the source's order; LBF's fixed text comes from the form, the rest from the data."""
    assert_in_order(kilde_saetninger(), docx_text(docx))


def test_the_docx_says_nothing_more_than_the_source(docx: Path) -> None:
    """No heading without text, no field that the source lacks."""
    left = squeeze(docx_text(docx))
    place = 0
    more = []
    for sentence in kilde_saetninger():
        found = left.find(squeeze(sentence), place)
        more.append(left[place:found])
        place = found + len(squeeze(sentence))
    more.append(left[place:])

    assert [text for text in more if text] == []


def test_word_finds_nothing_to_mend(docx: Path) -> None:
    assert [str(error) for error in OpenXmlValidator(file_format=FileFormat.OFFICE_2019).validate(docx).errors] == []


def test_no_bookmark_has_the_id_or_the_name_of_another(docx: Path) -> None:
    """Over body, headers and footers together; both stand in the form, so that the parts are really looked into."""
    stories = re.compile(r"word/(document|header\d*|footer\d*)\.xml")
    with zipfile.ZipFile(docx) as package:
        names = [name for name in package.namelist() if stories.fullmatch(name)]
        trees = [ET.fromstring(package.read(name)) for name in names]  # noqa: S314 - our own file
    marks = [mark for tree in trees for mark in tree.iter(f"{W}bookmarkStart")]
    ends = [mark.get(f"{W}id") for tree in trees for mark in tree.iter(f"{W}bookmarkEnd")]

    assert {name[5:9] for name in names} == {"docu", "head", "foot"}
    assert len(marks) > 50
    assert len({mark.get(f"{W}id") for mark in marks}) == len(marks)
    assert len({mark.get(f"{W}name") for mark in marks}) == len(marks)
    assert sorted(map(str, ends)) == sorted(str(mark.get(f"{W}id")) for mark in marks)


@pytest.mark.needs_libreoffice
def test_libreoffice_converts_it_and_shows_the_same_text(docx: Path, libreoffice: Callable[[Path, str], Path]) -> None:
    shown = libreoffice(docx, "txt:Text (encoded):UTF8")

    assert_in_order(kilde_saetninger(), shown.read_text("utf-8-sig"))

"""The shipped Word form: what its script builds, LBF's fixed text in LBF's order, and what makes it a proper Word file.

Read as Word reads it, from the shipped bytes; the script is used for one thing only, to hold it and the file equal.
"""

from __future__ import annotations

import importlib
import io
import itertools
import re
import sys
import zipfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from lxml import etree
from openxml_audit import FileFormat, OpenXmlValidator

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

FOLDER = Path(__file__).parents[3] / "templates" / "lbf-2019-26"
FORM = FOLDER / "delaftale.docx"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NS = {"w": W}
CONTROL = re.compile(r"\{%(p|tr) .*%\}")

# Everything that LBF's form says in each delaftale, in its order, a paragraph to a line; … is a field within it.
FIXED = """
Delaftale for indsatsområdet …
Bestyrelsen for den boligsociale indsats har ansvar for, at denne delaftale til hver en tid understøtter de overordnede mål i den strategiske samarbejdsaftale. Delaftalerne er således bilag til den strategiske aftale og skal altid ses i sammenhæng hermed.
Bestyrelsen har ligeledes ansvar for, at delaftalen til hver en tid afspejler de aktiviteter og samarbejder, der gennemføres i boligområdet.
Beskrivelsen af områdets problemkompleks inden for dette indsatsområde fremgår af den strategiske aftale.
Navn på den boligsociale indsats, som delaftalen vedrører:
Delaftalen gælder fra - til:
Delaftalens parter:
Primære aktører:
Sekundære aktører:
Delmål og indikatorer for indsatsområdet
Der skal opsættes delmål for nærværende indsatsområde samt indikatorer, der sikrer, at der løbende kan følges op på disse.
Delmål skal forstås som 'skridt på vejen' til at opnå de overordnede mål jf. den strategiske aftale og beskriver de konkrete succeser, der ønskes opnået med de aktiviteter, der iværksættes inden for dette indsatsområde.
Indikatorer er variable, der bruges til at vise, om delmålene opnås. Som inspiration stiller Landsbyggefonden en liste over relevante indikatorer til rådighed. Der kan suppleres med indikatorer, som de lokale parter vurderer vigtige for den lokale indsats.
Delmål og de dertil knyttede indikatorer kan enten relatere sig til det samlede antal aktiviteter eller til enkelte aktiviteter, der iværksættes inden for dette indsatsområde.
Formålet med delmål og indikatorer på dette niveau er årligt at følge udviklingen hos de konkrete målgrupper/områder, som de boligsociale aktiviteter arbejder med inden for indsatsområdet. Jo tættere på målgruppen det er muligt at komme med tilgængelige data, jo bedre grundlag er der for at vurdere aktiviteterne virkning samt foretage lokal justering, når dette evt. er nødvendigt.
Delaftalens parter og bestyrelsen har ansvar for løbende at følge op på delmålene.
Delmål
Indikator
Baseline boligområde/ målgruppe
Evt. anden baseline
Datakilde
Akt.nær indikator
Aktiviteter, som skal bidrage til indfrielsen af delmålene for indsatsområdet og understøtte opnåelsen af de overordnede mål jf. den strategiske samarbejdsaftale:
Medarbejderressourcer for indsatsområdet:
Sammenhæng med den kommunale indsats i boligområdet:
Revision af delaftalen (Eventuelle reviderede aftaler skal ikke fremsendes til Landsbyggefonden, men fonden skal om nødvendigt til enhver tid kunne rekvirere ajourførte delaftaler):
Aktiviteter, som skal bidrage til indfrielsen af delmålene for indsatsområdet (tilføj skemaer - ét skema pr. aktivitet):
Aktivitetsnavn:
Formål:
Målgruppe(r):
Indhold og praksis:
Indhold:
Forankring:
Ansvars- og rollefordeling:
"""  # noqa: E501 - a paragraph of LBF's to a line

# What the parties fill in, in the form's order; a delmål without indikatorer has a row of its own.
FIELDS = """
indsatsomraade.navn plan.navn delaftale.gaelder_fra delaftale.gaelder_til part.betegnelse part.betegnelse
delaftale.indikatortabel.note delaftale.indikatortabel.omfang delaftale.indikatortabel.andet_omfang delmaal.tekst
indikator.tekst indikator.baseline.ordlyd indikator.anden_baseline.ordlyd indikator.datakilde.navn delmaal.tekst
aktivitet.navn aktivitet.kortbeskrivelse ressource.funktion ressource.procent ressource.grundlag
delaftale.kommunal_sammenhaeng delaftale.revisionsbestemmelse aktivitet.navn afsnit.overskrift afsnit.tekst
aktivitet.maalgruppe.tekst aktivitet.maalgruppe.primaer aktivitet.maalgruppe.sekundaer aktivitet.indhold_og_praksis
aktivitet.forankring aktivitet.ansvar_og_roller
"""


def w(name: str) -> str:
    """Return the qualified name of a WordprocessingML element or attribute."""
    return f"{{{W}}}{name}"


def parts_of(package: bytes) -> dict[str, bytes]:
    """Return a package's parts by name, in its order."""
    with zipfile.ZipFile(io.BytesIO(package)) as file:
        return {name: file.read(name) for name in file.namelist()}


@pytest.fixture(scope="module")
def parts() -> dict[str, bytes]:
    return parts_of(FORM.read_bytes())


@pytest.fixture(scope="module")
def document(parts: dict[str, bytes]) -> _Element:
    return etree.fromstring(parts["word/document.xml"])


@pytest.fixture(scope="module")
def styles(parts: dict[str, bytes]) -> dict[str, _Element]:
    tree = etree.fromstring(parts["word/styles.xml"])
    return {style.get(w("styleId"), ""): style for style in tree.findall("w:style", NS)}


@pytest.fixture(scope="module")
def roller() -> dict[str, Any]:
    return dict(yaml.safe_load((FOLDER / "form.yaml").read_text(encoding="utf-8")))


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> Iterator[bytes]:
    """Return what the script builds; its modules are loaded anew and leave no trace."""
    monkeypatch.syspath_prepend(FOLDER)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    yield importlib.import_module("byg_formular").build()
    for name in ("byg_formular", "formular_indhold", "formular_stile"):
        del sys.modules[name]


def text_of(paragraph: _Element) -> str:
    """Return a paragraph's words, a line break as a space."""
    return "".join(" " if item.tag == w("br") else item.text or "" for item in paragraph.iter(w("t"), w("br")))


def val(element: _Element, path: str, name: str = "val") -> str:
    """Return an attribute of the one element at `path`, which must be there."""
    (found,) = element.findall(path, NS)
    return str(found.get(w(name)))


def style_of(paragraph: _Element) -> str:
    """Return the id of a paragraph's style."""
    return val(paragraph, "w:pPr/w:pStyle")


def words_of(element: _Element) -> str:
    """Return all words of an element, tags and all."""
    return "".join(str(piece) for piece in element.itertext())


def table_with(document: _Element, words: str) -> _Element:
    """Return the one table in which `words` stand."""
    (found,) = (table for table in document.iter(w("tbl")) if words in words_of(table))
    return found


def is_control(row: _Element) -> bool:
    """Return whether a row holds only a control tag and so goes when the form is filled in."""
    return CONTROL.fullmatch(words_of(row)) is not None


# -- the script and the file -----------------------------------------------------------------------------------------


def test_shipped_file_is_what_the_script_builds(built: bytes) -> None:
    """Compared part by part, so that another zlib may deflate otherwise. Mend with: python …/byg_formular.py."""
    assert parts_of(FORM.read_bytes()) == parts_of(built)


def test_package_has_no_clock_and_begins_with_its_content_types() -> None:
    with zipfile.ZipFile(FORM) as file:
        entries = file.infolist()
    names = [entry.filename for entry in entries]
    assert names == ["[Content_Types].xml", *sorted(names[1:])]
    assert {(entry.date_time, entry.compress_type) for entry in entries} == {
        ((1980, 1, 1, 0, 0, 0), zipfile.ZIP_DEFLATED)
    }


def test_package_holds_only_parts_that_are_used(parts: dict[str, bytes]) -> None:
    """Every part is named in the content types or is a .rels, and has a relationship that leads to it."""
    types = etree.fromstring(parts["[Content_Types].xml"])
    named = {str(item.get("PartName")).lstrip("/") for item in types if item.get("PartName")}
    related = {
        ("word/" if name.startswith("word/") else "") + str(item.get("Target"))
        for name in parts
        if name.endswith(".rels")
        for item in etree.fromstring(parts[name])
    }

    assert named == related == {name for name in parts if not name.endswith(".rels")} - {"[Content_Types].xml"}


def test_form_is_a_valid_word_file() -> None:
    result = OpenXmlValidator(file_format=FileFormat.OFFICE_2019).validate(str(FORM))

    assert [str(error) for error in result.errors] == []


# -- the words -------------------------------------------------------------------------------------------------------


def test_fixed_text_stands_verbatim_and_in_order(document: _Element) -> None:
    texts = [text_of(paragraph) for paragraph in document.iter(w("p"))]
    words = [re.sub(r"\{\{.*?\}\}", "…", re.sub(r"\{%.*?%\}", "", text)) for text in texts]

    found = [" ".join(text.split()) for text in words if re.search(r"[^\W\d]", text)]
    assert found == FIXED.strip().split("\n")


def test_fields_stand_in_the_forms_order(document: _Element) -> None:
    assert re.findall(r"\{\{p? ([\w.]+) \}\}", words_of(document)) == FIELDS.split()


def test_fields_are_printed_as_the_source_prints_them(document: _Element) -> None:
    texts = [text_of(paragraph) for paragraph in document.iter(w("p"))]

    assert "{{ delaftale.gaelder_fra }} – {{ delaftale.gaelder_til }}" in texts
    grundlag = "{% if ressource.grundlag %} {{ ressource.grundlag }}{% endif %}"
    assert f"{{{{ ressource.funktion }}}}, {{{{ ressource.procent }}}}%{grundlag}" in texts
    assert "{{ aktivitet.navn }}{% if aktivitet.kortbeskrivelse %}, {{ aktivitet.kortbeskrivelse }}{% endif %}" in texts


def test_header_and_footer_tell_the_agreement_the_edition_and_the_page(parts: dict[str, bytes]) -> None:
    header = etree.fromstring(parts["word/header1.xml"])
    footer = etree.fromstring(parts["word/footer1.xml"])

    assert [text_of(paragraph) for paragraph in header] == [
        "{% if udgave.er_kladde %}{{ udgave.version_tekst }} · {% endif %}{{ plan.navn }}{{ indsatsomraade.navn }}"
    ]
    assert [text_of(paragraph) for paragraph in footer] == [
        "{{ udgave.version_tekst }} · {{ udgave.gaelder_tekst }}Side 1 af 1",
        "{%p if udgave.kontrolkode %}",
        "Kontrolkode {{ udgave.kontrolkode }}",
        "{%p endif %}",
    ]
    assert [field.get(w("instr")) for field in footer.iter(w("fldSimple"))] == [" PAGE ", " NUMPAGES "]


def test_properties_tell_title_author_and_language_and_no_date(parts: dict[str, bytes]) -> None:
    core = etree.fromstring(parts["docProps/core.xml"])

    assert {etree.QName(item).localname: item.text for item in core} == {
        "title": "Delaftale for indsatsområdet {{ indsatsomraade.navn }}",
        "creator": "{{ plan.navn }}",
        "language": "da-DK",
    }


def test_no_tag_is_split_and_none_shares_its_run_with_fixed_text(document: _Element) -> None:
    """A field has a run of its own; an {% if %} inside a line is one run from its beginning to its end."""
    whole = re.compile(r"\{\{p? ?[\w.]+ \}\}|\{%(p|tr) .*%\}|\{% if .*\{% endif %\}|\{% vm %\}\{\{ [\w.]+ \}\}")
    texts = [item.text or "" for item in document.iter(w("t"))]

    assert [text for text in texts if ("{" in text or "}" in text) and not whole.fullmatch(text)] == []


def test_a_heading_stands_only_where_something_stands_under_it(document: _Element) -> None:
    """The field under each of these headings may be blank, so both stand in one {%p if %}."""
    texts = [text_of(paragraph) for paragraph in document.iter(w("p"))]
    for heading, field in (
        ("Medarbejderressourcer for indsatsområdet:", "delaftale.ressourcer"),
        ("Sammenhæng med den kommunale indsats i boligområdet:", "delaftale.kommunal_sammenhaeng"),
        ("Formål:", "aktivitet.formaal"),
        ("Indhold og praksis:", "aktivitet.indhold_og_praksis"),
        ("Forankring:", "aktivitet.forankring"),
        ("Ansvars- og rollefordeling:", "aktivitet.ansvar_og_roller"),
    ):
        assert texts[texts.index(heading) - 1] == f"{{%p if {field} %}}"


# -- the looks -------------------------------------------------------------------------------------------------------


def test_everything_is_danish(parts: dict[str, bytes]) -> None:
    assert val(etree.fromstring(parts["word/styles.xml"]), "w:docDefaults/w:rPrDefault/w:rPr/w:lang") == "da-DK"
    assert val(etree.fromstring(parts["word/settings.xml"]), "w:themeFontLang") == "da-DK"
    assert b"en-US" not in b"".join(parts.values())


def test_page_is_a4_and_tables_fill_its_width(document: _Element) -> None:
    width, height = (int(val(document, ".//w:pgSz", name)) for name in "wh")
    left, right = (int(val(document, ".//w:pgMar", name)) for name in ("left", "right"))

    assert (width, height) == (11906, 16838)  # 210 x 297 mm in twips
    for table in document.iter(w("tbl")):
        assert sum(int(column.get(w("w"), "0")) for column in table.iter(w("gridCol"))) == width - left - right


def test_paragraphs_carry_a_style_and_no_formatting_of_their_own(document: _Element) -> None:
    assert {tuple(child.tag for child in item) for item in document.iter(w("pPr"))} == {(w("pStyle"),)}
    assert {child.tag for item in document.iter(w("rPr")) for child in item} == {w("rStyle")}


def test_no_paragraph_is_empty_but_where_a_cell_must_hold_one(document: _Element) -> None:
    """OOXML wants a paragraph in each cell: two merged header cells, and four where a delmål has no indikator."""
    empty = [paragraph for paragraph in document.iter(w("p")) if not text_of(paragraph)]

    assert Counter(item.getparent().tag for item in empty) == {w("tc"): 6}  # type: ignore[union-attr]
    assert [item for item in empty if len(item.getparent().findall("w:p", NS)) != 1] == []  # type: ignore[union-attr]


def test_headings_are_words_own_and_skip_no_level(document: _Element, styles: dict[str, _Element]) -> None:
    levels = {f"Heading{number}": number for number in range(1, 5)}
    for style, number in levels.items():
        assert val(styles[style], "w:name") == f"heading {number}"
        assert val(styles[style], "w:pPr/w:outlineLvl") == str(number - 1)
        assert styles[style].find("w:pPr/w:keepNext", NS) is not None
    found = [levels[name] for paragraph in document.iter(w("p")) if (name := style_of(paragraph)) in levels]

    assert found[0] == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(found))


def test_name_of_an_activity_is_a_heading_outside_any_table(document: _Element) -> None:
    """Word's navigation pane lists no heading that stands in a table."""
    (name,) = (item for item in document.iter(w("p")) if style_of(item) == "Heading2")

    assert text_of(name) == "{{ aktivitet.navn }}"
    assert name.getparent() is document.find("w:body", NS)


def test_bullets_are_a_list_of_three_levels_bound_to_styles(
    parts: dict[str, bytes], styles: dict[str, _Element], roller: dict[str, Any]
) -> None:
    numbering = etree.fromstring(parts["word/numbering.xml"])
    bound = {val(level, "w:pStyle"): str(level.get(w("ilvl"))) for level in numbering.iter(w("lvl"))}

    assert list(bound) == roller["tekst"]["punkter"]
    for style, level in bound.items():
        properties = styles[style].find("w:pPr/w:numPr", NS)
        assert properties is not None
        assert properties.find("w:numId", NS) is not None
        assert "".join(str(item.get(w("val"))) for item in properties.findall("w:ilvl", NS)) in (level, "")


def test_indikator_table_has_five_columns_and_repeats_both_header_rows(document: _Element) -> None:
    table = table_with(document, "Datakilde")
    rows = [row for row in table.findall("w:tr", NS) if not is_control(row)]
    flagged = [row.find("w:trPr/w:tblHeader", NS) is not None for row in rows]

    assert flagged == [True, True, False, False]
    assert [len(row.findall("w:tc", NS)) for row in rows] == [5, 5, 5, 5]
    assert table.findall("w:tr", NS)[:2] == rows[:2]


def test_rows_are_not_broken_over_pages(document: _Element) -> None:
    assert [row for row in document.iter(w("tr")) if row.find("w:trPr/w:cantSplit", NS) is None] == []


def test_delmaal_spans_its_indikatorer_and_is_printed_without_any(document: _Element) -> None:
    table = table_with(document, "Datakilde")
    texts = [words_of(row) for row in table.findall("w:tr", NS)]
    start = texts.index("{%tr for indikator in delmaal.indikatorer %}")

    assert texts[start + 1].startswith("{% vm %}{{ delmaal.tekst }}")
    assert texts[start + 2 :] == ["{%tr else %}", "{{ delmaal.tekst }}", "{%tr endfor %}", "{%tr endfor %}"]


def test_tables_tell_a_screen_reader_what_they_hold(document: _Element) -> None:
    for table in document.iter(w("tbl")):
        assert val(table, "w:tblPr/w:tblCaption")
        assert val(table, "w:tblPr/w:tblDescription")


def test_guidance_is_told_apart_and_can_be_read(styles: dict[str, _Element]) -> None:
    """Smaller, italic and grey, yet at least 4.5:1 on white (WCAG 2.1, 1.4.3)."""
    guidance = styles["Vejledning"]

    assert guidance.find("w:rPr/w:i", NS) is not None
    assert int(val(guidance, "w:rPr/w:sz")) < int(
        val(styles["Normal"].getroottree().getroot(), ".//w:rPrDefault//w:sz")
    )
    assert 1.05 / (luminance(val(guidance, "w:rPr/w:color")) + 0.05) >= 4.5


def luminance(rgb: str) -> float:
    """Return the relative luminance of a colour. Source: WCAG 2.1."""
    channels = [int(rgb[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4 for value in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


# -- form.yaml -------------------------------------------------------------------------------------------------------


def test_every_style_that_can_reach_a_reader_has_a_role(styles: dict[str, _Element], roller: dict[str, Any]) -> None:
    named = {key for key, style in styles.items() if style.get(w("type")) != "table"}

    assert set(roller["roller"]) == named - {"Normal", "DefaultParagraphFont"}
    assert [key for key in styles if not (key.isascii() and key.isalnum())] == []


def test_styles_that_are_named_exist(
    parts: dict[str, bytes], styles: dict[str, _Element], roller: dict[str, Any]
) -> None:
    """By the document, its header and footer, and by form.yaml for the paragraphs and links of a long text."""
    trees = [etree.fromstring(parts[f"word/{name}.xml"]) for name in ("document", "header1", "footer1")]
    used = {item.get(w("val")) for tree in trees for item in tree.iter(w("pStyle"), w("rStyle"), w("tblStyle"))}
    tekst = roller["tekst"]

    assert used <= set(styles)
    assert {*tekst["punkter"], *tekst["punktafsnit"], tekst["underoverskrift"]} <= set(styles)
    assert styles[tekst["link"]].get(w("type")) == "character"

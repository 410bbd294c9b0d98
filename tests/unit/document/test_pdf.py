"""The PDF is what its standards and its first paragraph promise: tagged, dated, self-contained, and word for word."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

import pikepdf
import pytest

from generator.document.blocks import Note, NoteKind, Role, Run, Special, Table, document_text
from generator.document.pdf import FONTS, find_unprintable, render_pdf
from generator.document.pdf_tags import TagsError, mark_tables
from generator.document.typst import FONTS as FAMILIES
from generator.model.sti import Sti
from tests.kilde import assert_in_order, kilde_saetninger
from tests.pdf_agreement import DAY, STYLE, assert_same_words, load_document, load_docx
from tests.pdf_reading import read_extents, read_furniture, read_structure, read_text
from tests.unit.document.dokumenter import cell, document, felt, h, indikatortabel, p, row, table, ul

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from generator.document.blocks import Document


@cache
def agreement() -> bytes:
    """Return the real agreement as PDF."""
    return render_pdf(load_document(), style=STYLE, date=DAY)


def pdf(made: Document, notes: dict[Sti, Note] | None = None) -> bytes:
    return render_pdf(made, style=STYLE, date=DAY, notes=notes)


def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data))


# -- the standards ---------------------------------------------------------------------------------------------------


def test_the_file_says_that_it_is_pdf_a_2a_and_pdf_ua_1() -> None:
    with opened(agreement()) as file, file.open_metadata() as metadata:
        stated = [metadata[name] for name in ("pdfaid:part", "pdfaid:conformance", "pdfuaid:part")]
        intents = [intent.S for intent in file.Root.OutputIntents]

    assert stated == ["2", "A", "1"]
    assert intents == ["/GTS_PDFA1"]


def test_the_file_is_tagged_in_danish_and_shows_its_title() -> None:
    with opened(agreement()) as file, file.open_metadata() as metadata:
        root = file.Root
        assert bool(root.MarkInfo.Marked)
        assert str(root.Lang) == "da-DK"
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        assert file.docinfo.Title == metadata["dc:title"] == load_document().title
        assert not file.check_pdf_syntax()


def test_the_files_date_is_the_one_handed_in() -> None:
    with opened(render_pdf(document(p("a")), style=STYLE, date=date(1999, 12, 31))) as file:
        dates = [str(file.docinfo.CreationDate), str(file.docinfo.ModDate)]

    assert [day[:10] for day in dates] == ["D:19991231"] * 2


def test_headings_are_bookmarks_and_fields_in_them_destinations() -> None:
    made = document(h(1, "Titel"), h(2, felt("Beboervejledning", "aktiviteter/a/navn")), h(2, "Revision"))

    with opened(pdf(made)) as file, file.open_outline() as outline:
        (title,) = outline.root
        assert title.title == "Titel"
        assert [child.title for child in title.children] == ["Beboervejledning", "Revision"]
        assert [str(name) for name in file.Root.Names.Dests.Names[::2]] == ["aktiviteter/a/navn"]


def test_every_font_is_one_of_those_shipped_and_is_embedded() -> None:
    with opened(pdf(document(p("a", Run("b", bold=True), Run("c", italic=True), "שלום 🙂")))) as file:
        fonts = [font for page in file.pages for font in page.resources.Font.values()]
        names = {str(font.BaseFont).partition("+")[2].partition("-")[0] for font in fonts}
        embedded = [set(font.DescendantFonts[0].FontDescriptor.keys()) & {"/FontFile2", "/FontFile3"} for font in fonts]

    assert names == {family.replace(" ", "") for family in FAMILIES}
    assert all(embedded)


def test_every_font_travels_with_its_licence() -> None:
    fonts = {path.name.partition("-")[0] for path in FONTS.iterdir() if path.suffix in {".otf", ".ttf"}}

    assert fonts == {"SourceSans3", "DejaVuSans.ttf", "NotoEmoji"}
    assert all((FONTS / f"{name.removesuffix('.ttf')}-LICENSE.txt").is_file() for name in fonts)


def test_same_document_gives_the_same_bytes_wherever_and_whenever() -> None:
    script = (
        "import hashlib; from tests.pdf_agreement import *; from generator.document.pdf import render_pdf; "
        "print(hashlib.sha256(render_pdf(load_document(), style=STYLE, date=DAY)).hexdigest())"
    )
    env = os.environ | {"TZ": "Pacific/Auckland", "SOURCE_DATE_EPOCH": "1", "PYTHONHASHSEED": "7", "LANG": "C"}
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, env=env)

    assert done.stdout.strip() == hashlib.sha256(agreement()).hexdigest()


# -- the words -------------------------------------------------------------------------------------------------------


def test_every_sentence_of_the_source_stands_in_reading_order() -> None:
    assert_in_order(kilde_saetninger(), read_text(agreement()).replace("\u00ad", ""))


def test_the_pdf_says_the_documents_words_and_no_others() -> None:
    assert_same_words(read_text(agreement()), load_document())


def test_each_page_says_plan_area_version_and_its_number() -> None:
    pages = read_furniture(agreement())

    assert all("En Fælles IndsatsSammenhængskraft og medborgerskab" in page for page in pages)
    for number, page in enumerate(pages, start=1):
        assert f"Version 1, ikke registreret · Gælder til 30.09.25Side {number} af {len(pages)}" in page


@pytest.mark.needs_libreoffice
def test_the_pdf_has_about_as_many_pages_as_the_docx(libreoffice: Callable[[Path, str], Path], tmp_path: Path) -> None:
    docx = tmp_path / "delaftale.docx"
    docx.write_bytes(load_docx())

    with pikepdf.open(libreoffice(docx, "pdf")) as peer, opened(agreement()) as ours:
        assert abs(len(ours.pages) - len(peer.pages)) <= 1


@pytest.mark.parametrize(
    "text",
    [
        '#set page(width: 1cm) #panic("x")',
        r'"\u{41} \n \\ ") #',
        "= Overskrift",
        "- punkt",
        "*fed* _kursiv_ `kode` $x^2$ <mærke> @ref // note /* note */",
        "**fed** [a](b) <script>alert(1)</script> {{ x }}",
        "  blanke   bevares ",
        "„»æøå«“ → ← ≥ ½ … – —",
        "🙂 👩‍👧 🇩🇰",
        "x" * 300,
    ],
)
def test_text_is_printed_as_it_stands(text: str) -> None:
    made = document(h(1, "T"), h(2, text), p(text), ul(text), table(row(text, is_header=True), row(text)))

    assert_same_words(read_text(pdf(made)), made)


def test_right_to_left_text_is_drawn_from_the_right() -> None:
    """A PDF holds it as it is drawn; readers turn it again."""
    assert "םולש" in read_text(pdf(document(p("שלום og dansk"))))


def test_what_no_font_shows_is_printed_as_code_points_and_told() -> None:
    made = document(p("Li 王明"))

    assert "Li [U+738B U+660E]" in read_text(pdf(made))
    assert find_unprintable(made) == ("王", "明")


def test_an_ordinary_agreement_has_nothing_unprintable() -> None:
    assert find_unprintable(load_document()) == ()


# -- tables and lists ------------------------------------------------------------------------------------------------


def test_header_cells_are_marked_with_their_scope_and_tables_named() -> None:
    structure = read_structure(agreement())

    assert [element.attributes["Summary"] for element in structure.find("Table")] == [
        caption.caption for caption in load_document().blocks if isinstance(caption, Table)
    ]
    scopes = [(header.text().split()[0], header.attributes["Scope"]) for header in structure.find("TH")]
    assert scopes[:4] == [("Navn", "/Row"), ("Delaftalen", "/Row"), ("Delaftalens", "/Row"), ("Delmål", "/Column")]
    assert {scope for _, scope in scopes[3:]} == {"/Column"}


def test_a_delmaal_spans_its_rows_in_the_tags_too() -> None:
    structure = read_structure(pdf(document(indikatortabel())))

    spanning = [(cell.text().strip(), cell.attributes.get("RowSpan")) for cell in structure.find("TH", "TD")]
    assert spanning[0] == ("Delmål", "2")
    assert ("Trygge beboere", "2") in spanning


def test_header_rows_are_repeated_on_each_page_outside_the_tree() -> None:
    rows = [row(f"Indikator {number}", "Opgøres ikke") for number in range(200)]
    made = document(h(1, "T"), table(row("Hoved A", "Hoved B", is_header=True), *rows))

    written = pdf(made)

    pages = read_furniture(written)
    assert len(pages) > 3
    assert all("Hoved A" in page for page in pages[1:])
    assert_same_words(read_text(written), made)


def test_lists_are_lists_in_the_tags() -> None:
    structure = read_structure(pdf(document(h(1, "T"), ul("a", "b"))))

    (found,) = structure.find("L")
    assert [item.text().strip() for item in found.find("LBody")] == ["a", "b"]


def test_links_lead_where_they_say_and_only_to_web_and_mail() -> None:
    made = document(p(Run("børn", href="http://børn.dk/ø"), " ", Run("klik", href="javascript:alert(1)")))

    with opened(pdf(made)) as file:
        addresses = [str(note.A.URI) for page in file.pages for note in page.get("/Annots", [])]
    assert addresses == ["http://xn--brn-0na.dk/%C3%B8"]


@pytest.mark.parametrize("text", ["ab\u00ad", "\u00ad", "\u200b", " ", "beboervejled", "x" * 100])
def test_a_link_may_end_a_line_anywhere(text: str) -> None:
    """Typst itself fails where it hyphenates right behind a link."""
    for length in range(20):
        link = Run(text, href="https://x.dk")
        made = document(table(row(cell(p("i" * length, " ", link, "ningsaktiviteter")), *["x"] * 6)))
        written = pdf(made)

        assert_same_words(read_text(written), made)


def test_links_in_what_is_said_on_each_page_are_words_only() -> None:
    """PDF/UA allows no links in an artifact."""
    link = Run("x.dk", href="https://x.dk")
    made = document(table(row(cell(p(link), header="col"), is_header=True), row("a")), footer=(link,))

    assert "x.dk" in read_furniture(pdf(made))[0]


# -- what is too long or missing --------------------------------------------------------------------------------------


def test_an_activity_of_twelve_pages_is_whole() -> None:
    text = "Aktiviteten gennemføres i boligområderne sammen med beboerne. " * 12
    made = document(h(1, "T"), h(2, "Aktivitet"), *[p(text) for _ in range(70)])

    written = pdf(made)

    assert len(opened(written).pages) >= 12
    assert_same_words(read_text(written), made)


def test_a_cell_longer_than_a_page_is_divided() -> None:
    made = document(table(row(cell("kort", rowspan=2), "ord " * 3000), row("efter")))

    written = pdf(made)

    assert len(opened(written).pages) > 2
    assert min(foot for _, _, foot in read_extents(written)) >= 30
    assert_same_words(read_text(written), made)


@pytest.mark.parametrize(
    "made",
    [
        document(),
        document(p("")),
        document(h(1), h(3, ""), h(2, "  ")),
        document(h(4, "Springer"), h(6, "Dybere")),
        document(ul("")),
        document(table(row(cell()))),
        document(table(row(cell(header="col"), is_header=True))),
        document(table(row(cell("a", header="col", rowspan=2), "b", is_header=True), row("c"))),
        document(table(row(cell(table(row("inderst"))), cell(ul("punkt"))))),
        document(h(2, "ord " * 20_000)),
        document(p(Special.LINE_BREAK, Special.TAB, Special.PAGE, " af ", Special.PAGES), footer=()),
    ],
)
def test_odd_documents_are_set_all_the_same(made: Document) -> None:
    words = read_text(pdf(made)) if Special.PAGE not in _inlines(made) else document_text(made)

    assert_same_words(words, made)


def _inlines(made: Document) -> list[object]:
    return [inline for block in made.blocks for inline in getattr(block, "inlines", ())]


# -- notes -----------------------------------------------------------------------------------------------------------


def test_a_note_is_shown_beside_its_field_and_says_that_it_is_none_of_the_document() -> None:
    made = document(p(felt("Formålet er klart.", "aktiviteter/a/formaal")), p("Næste afsnit."))
    notes = {Sti("aktiviteter/a/formaal"): Note(NoteKind.FINDING, "Der mangler et tal.")}

    lines = [line for line in read_text(pdf(made, notes)).splitlines() if line.strip()]

    assert lines == [
        "Formålet er klart.",
        "Bemærkning – ikke en del af dokumentet: Der mangler et tal.",
        "Næste afsnit.",
    ]


@pytest.mark.parametrize("is_header", [False, True])
def test_a_long_note_in_a_table_loses_nothing(*, is_header: bool) -> None:
    note = Note(NoteKind.BACKGROUND, "ord " * 2000)
    made = document(table(row(cell(p(felt("a", "revision"))), is_header=is_header), row("b")))

    written = pdf(made, {Sti("revision"): note})

    assert read_text(written).count("ord") == 2000
    assert min(foot for _, _, foot in read_extents(written)) >= 30


# -- the tags of tables ----------------------------------------------------------------------------------------------


def test_tags_of_another_document_are_refused() -> None:
    made = pdf(document(table(row("a", "b"))))

    with pytest.raises(TagsError, match="3 tagged tables and cells, 2 in the document"):
        mark_tables(made, document(table(row("a"))))


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\nstartxref\n0\n%%EOF", b"%PDF-1.7\nstartxref\n5\n%%EOF"])
def test_what_is_no_file_of_typsts_is_refused(data: bytes) -> None:
    with pytest.raises(TagsError):
        mark_tables(data, document(table(row("a"))))


def test_a_document_without_tables_is_left_as_it_is() -> None:
    assert mark_tables(b"uden betydning", document(p("a"))) == b"uden betydning"


def test_a_heading_that_looks_like_tags_changes_nothing() -> None:
    made = document(
        h(1, "/K[1 0 R]/Pg 1 0 R>>"), p("7 0 obj <</Type/StructElem/S/TD/P", role=Role.CLAUSE), table(row("a"))
    )

    assert [element.kind for element in read_structure(pdf(made)).find("Table", "TD", "TH")] == ["Table", "TD"]

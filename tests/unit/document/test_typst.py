"""The Typst source holds the document's words as strings and its structure as Typst's own elements, no more."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from generator.document.blocks import Document, Note, NoteKind, Role, Run, Special
from generator.document.notes import LEFT_OVER
from generator.document.typst import write_typst
from generator.document.typst_inline import Surroundings, write_inlines
from generator.document.typst_table import MAX_LINES, place_cells
from generator.document.typst_text import find_unprintable, quote, substitute, write_address
from generator.document.typst_words import MAX_SOLID, Line, find_words, split_endless
from generator.model.sti import Sti
from tests.unit.document.dokumenter import cell, document, felt, h, indikatortabel, p, row, table, ul

if TYPE_CHECKING:
    from pathlib import Path

DANISH = frozenset(range(0x20, 0x17F)) | {ord("🙂")}


def write(made: Document, notes: dict[Sti, Note] | None = None) -> list[str]:
    """Return the lines after the style and the settings: one for each block of the body."""
    return write_typst(made, style="", day=date(2021, 10, 1), printable=DANISH, notes=notes).splitlines()[5:]


def write_run(text: str, share: float = 1.0) -> str:
    """Return a paragraph's only run as Typst; below the whole page's width it stands in a cell."""
    around = Surroundings(DANISH)
    return write_inlines([Run(text)], Role.VALUE, around if share == 1 else around.in_cell(share))


def test_the_style_comes_first_so_that_its_line_numbers_stay_right() -> None:
    source = write_typst(document(), style="#let a = 1\n#let b = 2\n", day=date(2021, 10, 1), printable=DANISH)

    assert source.startswith("#let a = 1\n#let b = 2\n#set document(")


def test_title_language_and_date_are_set() -> None:
    source = write_typst(document(), style="", day=date(2021, 10, 1), printable=DANISH)

    assert '#set document(title: "Delaftale for Prøve", date: datetime(year: 2021, month: 10, day: 1))' in source
    assert '#set text(lang: "da", region: "dk", font: (' in source


def test_header_and_footer_are_split_at_their_tabs() -> None:
    made = document(footer=(Run("Version 1"), Special.TAB, Run("Side "), Special.PAGE, Run(" af "), Special.PAGES))

    (shown,) = (
        line
        for line in write_typst(made, style="", day=date(2021, 1, 1), printable=DANISH).splitlines()
        if "show" in line
    )

    pages = '{ "Side "; context counter(page).display(); " af "; context counter(page).final().first() }'
    assert shown == f'#show: page-looks.with(({{ "Planen" }}, {{ "Området" }}, ), ({{ "Version 1" }}, {pages}, ))'


@pytest.mark.parametrize(
    ("text", "literal"),
    [
        ('#set page(width: 1cm) "x"', r'"#set page(width: 1cm) \"x\""'),
        (r"\u{41} \n \\", r'"\\u{41} \\n \\\\"'),
        ("*fed* _kursiv_ `kode` $x$ <m> @m // note", '"*fed* _kursiv_ `kode` $x$ <m> @m // note"'),
        ('")#panic("', r'"\")#panic(\""'),
        ("  to blanke  ", '"  to blanke  "'),
    ],
)
def test_text_is_a_string_literal_whatever_it_looks_like(text: str, literal: str) -> None:
    assert quote(text) == literal
    assert write(document(p(text))) == [f'#paragraphs("value", {{ {literal} }})']


def test_runs_become_typsts_own_elements() -> None:
    made = document(
        p(Run("a", bold=True), Run("b", italic=True, underline=True), Special.LINE_BREAK, Run("c", href="https://x.dk"))
    )

    assert write(made) == [
        '#paragraphs("value", { strong("a"); emph(underline("b")); linebreak(); link("https://x.dk", "c") })'
    ]


def test_a_run_with_a_role_of_its_own_is_told_to_the_style() -> None:
    made = document(h(1, "Delaftale", Run("Trivsel", role=Role.VALUE), role=Role.TITLE))

    assert write(made) == ['#heading(level: 1, { "Delaftale"; run("title", "value", "Trivsel") })']


def test_paragraphs_of_one_role_stand_together() -> None:
    made = document(p("a", role=Role.GUIDANCE), p("b", role=Role.GUIDANCE), p("c"))

    assert write(made) == ['#paragraphs("guidance", { "a" }, { "b" })', '#paragraphs("value", { "c" })']


def test_a_label_stands_with_the_heading_after_it() -> None:
    made = document(h(1, "T"), p("x"), p("Aktivitetsnavn:", role=Role.LABEL), h(2, "Beboervejledning"))

    assert write(made)[-1] == '#labelled-heading({ "Aktivitetsnavn:" }, heading(level: 2, { "Beboervejledning" }))'


def test_what_leads_to_a_list_stays_on_its_page() -> None:
    assert write(document(p("a"), p("Der er:"), ul("b"))) == [
        '#paragraphs("value", { "a" })',
        '#paragraphs("value", keep: true, { "Der er:" })',
        '#list(tight: false, { paragraphs("value", { "b" }) })',
    ]


def test_no_heading_level_is_skipped() -> None:
    """PDF/UA refuses the file otherwise."""
    made = document(h(3, "a"), h(5, "b"), h(2, "c"), h(6, "d"))

    assert [line.partition(",")[0] for line in write(made)] == [f"#heading(level: {level}" for level in (1, 2, 2, 3)]


@pytest.mark.parametrize("words", ["", "  ", "ord " * 500])
def test_what_no_bookmark_can_hold_is_no_heading(words: str) -> None:
    assert not any("heading(level" in line for line in write(document(h(2, words))))


def test_a_blank_paragraph_is_nothing_and_a_blank_cell_is_empty() -> None:
    assert write(document(p(""))) == []
    assert "table.cell(breakable: false, [])" in write(document(table(row("a", cell(p(""))))))[0]


def test_a_heading_that_holds_a_field_is_a_destination_once() -> None:
    made = document(h(1, felt("A", "aktiviteter/a/navn")), h(2, felt("A", "aktiviteter/a/navn")))

    assert write(made) == [
        '#[#heading(level: 1, { "A" })#label("aktiviteter/a/navn")]',
        '#heading(level: 2, { "A" })',
    ]


def test_header_rows_are_repeated_and_spans_kept() -> None:
    (written,) = write(document(indikatortabel()))

    header, _, body = written.partition("), table.cell(rowspan: 2, breakable: false")
    assert header.startswith("#form-table((33.333fr, 33.333fr, 33.333fr, ), table.header(table.cell(rowspan: 2, fill: ")
    assert header.count("cell-fills.head") == 3
    assert header.count("cell-fills.subhead") == 2
    assert body.count("table.cell(") == 7


def test_a_header_that_reaches_into_the_body_is_not_repeated() -> None:
    made = table(row(cell("a", header="col", rowspan=2), "b", is_header=True), row("c"))

    assert [placed.is_head for placed in place_cells(made, Surroundings(DANISH))] == [False] * 3


def test_a_header_as_long_as_a_page_is_not_repeated() -> None:
    made = table(row("ord " * 1000, is_header=True), row("c"))

    assert not any(placed.is_head for placed in place_cells(made, Surroundings(DANISH)))


def test_cells_know_their_width_under_spans_from_above() -> None:
    made = table(row(cell("a", rowspan=2), cell("b", colspan=2)), row("c", "d"))

    shares = [(placed.cell.blocks, round(placed.share, 2)) for placed in place_cells(made, Surroundings(DANISH))]

    assert shares == [((p("a"),), 0.33), ((p("b"),), 0.67), ((p("c"),), 0.33), ((p("d"),), 0.33)]


def test_only_what_surely_fits_on_a_page_is_kept_whole() -> None:
    lines = "ord " * (15 * MAX_LINES)
    made = table(row("kort"), row(lines), row(cell(table(row("x")))), row(cell("a")))

    assert [placed.is_whole for placed in place_cells(made, Surroundings(DANISH))] == [True, False, False, True]


def test_rows_under_one_cell_are_kept_together_only_while_they_are_few() -> None:
    few = table(row(cell("a", rowspan=3), "b"), row("c"), row("d"))
    many = table(row(cell("a", rowspan=90), "b"), *(row("c") for _ in range(89)))

    assert next(place_cells(few, Surroundings(DANISH))).is_whole
    assert not next(place_cells(many, Surroundings(DANISH))).is_whole


# -- words that may be too wide ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["Helhedsplanens bestyrelse", "den 01.10.21 – 30.09.25", "a" * 30, "🙂" * 10])
def test_an_ordinary_text_is_one_string(text: str) -> None:
    assert write_run(text) == f'{{ "{text}" }}'


@pytest.mark.parametrize("word", ["x" * 300, "1234567890" * 5, "www.example.dk/" + "a" * 80, "🙂" * 50])
def test_a_word_that_may_be_too_wide_is_handed_over_whole_and_in_small_parts(word: str) -> None:
    written = write_run(f"a {word} b")

    before, call, rest = written.partition("fit-word(")
    whole, *pieces = rest.split('"')[1::2]
    assert (before, call, whole) == ('{ { "a "; ', "fit-word(", word)
    assert min(len(piece) for piece in pieces) <= 8


def test_the_parts_of_a_word_hold_all_its_signs() -> None:
    """The whole of 500 characters fits nowhere and isn't told."""
    word = "æ1" * 250

    assert "".join(write_run(word).split('"')[1::2]) == word


def test_a_short_address_is_never_divided() -> None:
    """Typst would end a line behind any slash, even within ://."""
    assert write_run("se http://bo.dk/a nu") == '{ { "se "; box("http://bo.dk/a"); " nu" } }'


def test_a_longer_address_is_divided_behind_its_slashes_then_its_dots() -> None:
    written = write_run("https://www.bo.dk/om/os", share=0.2)

    assert [piece for piece in written.split("box(")[1:] if piece.startswith('"')] != []
    assert '(box("https://www.bo.dk/"), (box("https://"), ' in written
    assert '(box("www."), ' in written
    assert '(box("om/"), ' in written


def test_words_joined_by_hard_blanks_are_one_that_may_be_divided_behind_these() -> None:
    written = write_run("et\u00a0ord\u00a0" * 10, share=0.2)

    assert '(box("et\u00a0"), ' in written
    assert '(box("ord\u00a0"), ' in written


def test_a_word_of_several_looks_is_measured_as_one() -> None:
    made = p("i ", Run("bolig" * 4, bold=True), Run("område" * 4, italic=True), " nu")

    (written,) = write(document(table(row(cell(made), "b", "c", "d", "e"))))

    assert '{ "i " ; fit-word'.replace(" ;", ";") in written
    assert f'{{ strong("{"bolig" * 4}"); emph("{"område" * 4}") }}' in written
    assert '); " nu" }' in written


def test_words_are_found_by_the_room_that_they_have() -> None:
    narrow = Line(0.2, 14)

    assert find_words("Boligområdernes kriminalitetsforebyggelse", narrow) == [(0, 15), (16, 41)]
    assert find_words("ord og 51 %", narrow) == []
    assert find_words("Boligområdernes kriminalitetsforebyggelse", Line()) == []


@pytest.mark.parametrize("end", ["\u00a0og", "1", "_", "…"])
def test_a_long_word_is_judged_in_no_time_whatever_ends_it(end: str) -> None:
    """A pattern with a choice at each letter would never come back."""
    assert write_run("Kriminalitetsforebyggelsesaktiviteterne" + end, share=0.1).startswith('{ { ""; fit-word(')


def test_a_heading_with_such_a_word_is_a_bookmark_of_its_words() -> None:
    """Typst reads no bookmark from what it must measure first."""
    (written,) = write(document(h(1, "x1" * 40)))

    assert written.startswith('#{ show heading: it => block({ { ""; fit-word(')
    assert written.endswith(f'heading(level: 1, "{"x1" * 40}") }}')


def test_an_endless_word_becomes_several_paragraphs() -> None:
    """Typst takes the square of what stands in one."""
    parts = split_endless("a " + "x" * (2 * MAX_SOLID + 1) + " b")

    assert "".join(parts) == "a " + "x" * (2 * MAX_SOLID + 1) + " b"
    assert [len(part) for part in parts] == [2 + MAX_SOLID, MAX_SOLID, 3]


def test_a_cluster_is_never_divided() -> None:
    """A family of three is one sign; a flag is two halves."""
    family, flag = "👩\u200d👩\u200d👧", "🇩🇰"

    around = Surroundings(frozenset(map(ord, family + flag)))
    written = write_inlines([Run((family + flag) * 80)], Role.VALUE, around)

    pieces = written.split('"')[1::2]
    assert all(piece.replace(family, "").replace(flag, "") == "" for piece in pieces)


def test_arabic_letters_are_no_marks_of_the_letter_before() -> None:
    arabic = "سلام" * 75

    written = write_inlines([Run(arabic)], Role.VALUE, Surroundings(frozenset(map(ord, arabic))))

    assert max(len(piece) for piece in written.split('"')[1::2] if piece != arabic) <= 8


def test_what_no_font_shows_is_written_as_code_points() -> None:
    assert substitute("Li 王明, æ", DANISH) == "Li [U+738B U+660E], æ"
    assert substitute("王", DANISH) == "[U+738B]"


@pytest.mark.parametrize("text", ["a\u200db", "\u200fשלום"[:1] + "a", "so\u00adft", "zw\u200bsp", "a\u2060b"])
def test_characters_that_only_steer_are_kept(text: str) -> None:
    assert substitute(text, DANISH) == text


@pytest.mark.parametrize("character", ["\ue000", "\U000f0000", "\ud800", "\ufffe", "\x07"])
def test_what_no_pdf_may_hold_is_substituted_even_where_a_font_has_it(character: str) -> None:
    assert substitute(character, frozenset({ord(character)})) == f"[U+{ord(character):04X}]"


def test_unprintable_characters_are_told_once_in_order() -> None:
    assert find_unprintable(document(p("b王a"), h(1, "明王")), DANISH) == ("王", "明")
    assert find_unprintable(document(p("kun dansk")), DANISH) == ()


@pytest.mark.parametrize(
    ("href", "written"),
    [
        ("https://x.dk/a?b=1&c=2", '"https://x.dk/a?b=1&c=2"'),
        ("http://børn.dk/æ", '"http://xn--brn-0na.dk/%C3%A6"'),
        ("http://℀.dk/", '"http://%E2%84%80.dk/"'),
        ("mailto:bø@x.dk", '"mailto:b%C3%B8@x.dk"'),
        ('https://x.dk/"\\', '"https://x.dk/%22%5C"'),
        ("javascript:alert(1)", None),
        (" https://x.dk", None),
        ("https://x.dk/" + "a" * 9000, None),
    ],
)
def test_an_address_is_ascii_and_of_the_web_or_mail(href: str, written: str | None) -> None:
    assert write_address(href) == written


def test_an_address_that_may_not_be_followed_leaves_its_words() -> None:
    assert write(document(p(Run("klik", href="javascript:alert(1)")))) == ['#paragraphs("value", { "klik" })']


def test_notes_stand_after_their_field_and_the_rest_at_the_end() -> None:
    made = document(p(felt("a", "revision")), p("b"))
    notes = {Sti("revision"): Note(NoteKind.FINDING, "Se\nher"), Sti("x"): Note(NoteKind.BACKGROUND, "Andet")}

    assert write(made, notes) == [
        '#paragraphs("value", { "a" })',
        '#note({ "Bemærkning – ikke en del af dokumentet:" }, { { "Se" }; linebreak(); { "her" } })',
        '#paragraphs("value", { "b" })',
        f'#paragraphs("label", keep: true, "{LEFT_OVER}")',
        '#note({ "Baggrund – ikke en del af dokumentet:" }, { { "Andet" } })',
    ]


def test_a_note_in_a_table_lets_its_rows_be_divided() -> None:
    """Nobody knows how long a note is."""
    made = document(table(row(cell(p(felt("a", "revision"))))))

    assert "breakable" in write(made)[0]
    assert "breakable" not in write(made, {Sti("revision"): Note(NoteKind.FINDING, "Se her")})[0]


def test_notes_on_narrow_cells_stand_after_the_table_and_name_their_column() -> None:
    made = document(
        table(row("Delmål", "Baseline", "Kilde", is_header=True), row("a", cell(p(felt("51 %", "revision"))), "c"))
    )

    form_table, note = write(made, {Sti("revision"): Note(NoteKind.FINDING, "Se her")})

    assert "note(" not in form_table
    assert "breakable: false" in form_table
    assert note == '#note({ "Bemærkning (Baseline) – ikke en del af dokumentet:" }, { { "Se her" } })'


def test_labels_stay_with_what_follows_while_they_are_short_and_outside_cells() -> None:
    """What Typst keeps so, it never divides."""
    label, long = p("Navn", role=Role.LABEL), p("ord " * 500, role=Role.LABEL)

    assert write(document(label)) == ['#paragraphs("label", keep: true, { "Navn" })']
    assert "keep" not in write(document(long))[0]
    assert "keep" not in write(document(table(row(cell(label)))))[0]


def test_every_name_that_a_style_must_define_is_defined_by_the_shipped_one(repo: Path) -> None:
    style = (repo / "templates" / "lbf-2019-26" / "pdf.typ").read_text(encoding="utf-8")

    names = ["page-looks", "paragraphs", "run", "labelled-heading", "form-table", "cell-fills", "cell-body", "note"]
    assert [name for name in names if f"#let {name}" not in style] == []

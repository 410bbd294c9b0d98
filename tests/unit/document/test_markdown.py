"""Markdown that a person reads in a mail as it stands, and that any reader of Markdown renders with the same words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from markdown_it import MarkdownIt

from generator.document.blocks import Item, Note, NoteKind, Role, Run, Special
from generator.document.markdown import write_markdown
from generator.model.sti import Sti
from tests.unit.document import dokumenter
from tests.unit.document.dokumenter import cell, felt, h, indikatortabel, p, row, table, ul

if TYPE_CHECKING:
    from generator.document.blocks import Block, Document, Inline


def document(*blocks: Block, footer: tuple[Inline, ...] = ()) -> Document:
    """Return a document without a header: a test says so where the header's line matters."""
    return replace(dokumenter.document(*blocks, footer=footer), header=())


def render(text: str) -> str:
    return str(MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(text))


def test_a_page_reads_as_a_mail() -> None:
    made = document(
        h(1, "Delaftale for", Special.LINE_BREAK, Run("Trivsel", role=Role.VALUE)),
        p("Bestyrelsen har ansvar.", role=Role.CLAUSE),
        h(2, "Revision ", Run("(årligt):", role=Role.GUIDANCE)),
        p("Vejledning et.", role=Role.GUIDANCE),
        p("Vejledning to.", role=Role.GUIDANCE),
        p("Indhold:", role=Role.LABEL),
        p("Et", Special.LINE_BREAK, "to"),
        ul("a", Item((p("b"), ul("c"))), "d"),
        footer=(Run("Version 1"), Run(" · "), Run("gælder"), Special.TAB, Run("Side "), Special.PAGE),
    )

    assert write_markdown(made) == (
        "# Delaftale for Trivsel\n\n"
        "Bestyrelsen har ansvar.\n\n"
        "## Revision _(årligt):_\n\n"
        "> Vejledning et.\n>\n> Vejledning to.\n\n"
        "**Indhold:**\n\n"
        "Et  \nto\n\n"
        "- a\n- b\n  - c\n- d\n\n"
        "---\n\n"
        "Version 1 · gælder\n"
    )


def test_what_heads_each_page_stands_at_the_top() -> None:
    """A draft says there that it is one, and a mail must say it too."""
    header = (p(Run("Udkast til version 2"), Run(" · "), Run("Planen"), Special.TAB, Run("Området")),)
    made = replace(document(p("Teksten.")), header=header)

    assert write_markdown(made) == "Udkast til version 2 · Planen · Området\n\nTeksten.\n"


def test_a_row_whose_first_cell_is_blank_begins_with_what_it_says() -> None:
    made = document(table(row("Navn", "Tal", "Kilde", is_header=True), row("", "1", "x" * 80), row("", "", "")))

    assert write_markdown(made) == f"**Navn · Tal · Kilde**\n\n- _Tal:_ 1\n  - _Kilde:_ {'x' * 80}\n"


def test_the_indikatorer_stand_as_a_list_under_their_delmaal() -> None:
    assert write_markdown(document(indikatortabel())) == (
        "**Delmål · Indikator · Baseline**\n\n"
        "- _Indikator:_ Alle er årlige.\n"
        "- _Baseline:_ Samlet set\n\n"
        "**Trygge beboere**\n\n"
        "- Andel, der føler sig trygge\n"
        "  - _Baseline:_ 51 % (2018)\n"
        "- **Akt.nær indikator**  \n"
        "  12 møder holdes\n\n"
        "**Aktive beboere**\n\n"
        "- Antal frivillige\n"
        "  - _Baseline:_ Opgøres ikke\n"
    )


def test_a_small_table_has_pipes() -> None:
    made = document(table(row("Navn", "Tal", is_header=True), row("a|b", "1"), row("", "22")))

    assert write_markdown(made) == "| Navn | Tal |\n|------|-----|\n| a\\|b | 1   |\n|      | 22  |\n"
    assert render(write_markdown(made)).count("<td>") == 4


@pytest.mark.parametrize("text", ["x" * 80, "et langt stykke tekst " * 5])
def test_a_wide_table_is_a_list(text: str) -> None:
    made = document(table(row("Navn", "Tal", is_header=True), row(text, "1")))

    assert write_markdown(made) == f"**Navn · Tal**\n\n- {text.strip()}\n  - _Tal:_ 1\n"


def test_a_table_of_labels_is_a_line_for_each() -> None:
    made = document(
        table(
            row(cell(p("Navn:", role=Role.LABEL), header="row"), "Planen"),
            row(cell(p("Parter:", role=Role.LABEL), header="row"), cell(p("Primære:", role=Role.LABEL), ul("FOB"))),
        )
    )

    assert write_markdown(made) == "**Navn:** Planen\n\n**Parter:**\n\n**Primære:**\n\n- FOB\n"


# -- what would be read as Markdown ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("# nej", "\\# nej"),
        ("#nej", "#nej"),
        ("> nej", "\\> nej"),
        ("- nej", "\\- nej"),
        ("+ nej", "\\+ nej"),
        ("* nej", "\\* nej"),
        ("1. nej", "1\\. nej"),
        ("1.000 kr.", "1.000 kr."),
        ("2018) nej", "2018\\) nej"),
        ("---", "\\---"),
        ("===", "\\==="),
        ("- - -", "\\- - -"),
        ("|---|", "\\|---|"),
        ("    kode", "kode"),
        ("```", "\\`\\`\\`"),
        ("~~~", "\\~\\~\\~"),
        ("**fed**", "\\*\\*fed\\*\\*"),
        ("et_to_tre", "et_to_tre"),
        ("_kursiv_", "\\_kursiv\\_"),
        ("[a](b)", "\\[a\\](b)"),
        ("![a](b)", "!\\[a\\](b)"),
        ("<b>", "\\<b>"),
        ("<https://x.dk>", "\\<https://x.dk>"),
        ("a < b", "a < b"),
        ("&amp;", "\\&amp;"),
        ("Bo & Bolig", "Bo & Bolig"),
        ("a\\*b", "a\\\\\\*b"),
        ("#let x = $1$", "#let x = $1$"),
    ],
)
def test_text_that_looks_like_markdown_is_escaped_where_it_must_be(text: str, written: str) -> None:
    assert write_markdown(document(p(text))) == f"{written}\n"
    assert "<p>" in render(written)


@pytest.mark.parametrize("text", ["# a", "1. a", "- a", "a #", "a ##", "#", "########", "---", "\\"])
def test_the_same_holds_inside_headings_points_and_after_line_breaks(text: str) -> None:
    made = document(h(2, text), ul(text), p("a", Special.LINE_BREAK, text))

    shown = MarkdownIt("commonmark").parse(write_markdown(made))
    inlines = [token for token in shown if token.type == "inline"]
    assert ["".join(child.content for child in token.children or []) for token in inlines] == [text, text, f"a{text}"]


@pytest.mark.parametrize(
    ("runs", "written"),
    [
        ([Run("a", bold=True), Run("b")], "**a**b"),
        ([Run("a ", bold=True), Run("b")], "**a** b"),
        ([Run("a", italic=True), Run(" b")], "_a_ b"),
        ([Run("a"), Run("b", italic=True), Run("c")], "a*b*c"),
        ([Run("a", bold=True, italic=True)], "**_a_**"),
        ([Run("a", bold=True), Run("b", italic=True)], "**a**_b_"),
        ([Run("a", bold=True), Run("b", bold=True, italic=True)], "a*b*"),
        ([Run("a", bold=True), Run("b", bold=True)], "**ab**"),
        ([Run("a"), Run('"b"', bold=True), Run("c")], 'a"b"c'),
        ([Run(" ", bold=True), Run("b")], "b"),
        ([Run("a", underline=True)], "a"),
    ],
)
def test_marks_stand_where_they_take_effect_and_nowhere_else(runs: list[Run], written: str) -> None:
    assert write_markdown(document(p(*runs))) == f"{written}\n"


@pytest.mark.parametrize(
    ("text", "href", "written"),
    [
        ("her", "https://x.dk/", "[her](https://x.dk/)"),
        ("https://x.dk/", "https://x.dk/", "<https://x.dk/>"),
        ("her", "https://x.dk/a_(b)", "[her](<https://x.dk/a_(b)>)"),
        ("her", "https://x.dk/?a=1&copy;=2", "[her](https://x.dk/?a=1&amp;copy;=2)"),
        ("[x]", "mailto:a@b.dk", "[\\[x\\]](mailto:a@b.dk)"),
        ("her", "javascript:alert(1)", "her"),
    ],
)
def test_links(text: str, href: str, written: str) -> None:
    assert write_markdown(document(p(Run(text, href=href)))) == f"{written}\n"


def test_an_exclamation_mark_before_a_link_makes_no_picture() -> None:
    written = write_markdown(document(p("Se!", Run("her", href="https://x.dk"))))

    assert written == "Se\\![her](https://x.dk)\n"
    assert "<img" not in render(written)


def test_two_lists_that_follow_each_other_stay_two() -> None:
    written = write_markdown(document(ul("a"), ul("b"), ul("c")))

    assert written == "- a\n\n* b\n\n- c\n"
    assert render(written).count("<ul>") == 3


def test_a_point_of_several_paragraphs_keeps_them() -> None:
    written = write_markdown(document(ul(Item((p("a"), p("b"), ul("c"))), "d")))

    assert written == "- a\n\n  b\n\n  - c\n\n- d\n"
    assert render(written).count("<ul>") == 2


def test_points_and_column_names_without_a_word_leave_no_marks() -> None:
    made = document(ul("", Item((ul(""), p("")))), table(row("", "", is_header=True), row("x" * 80, "")))

    assert write_markdown(made) == f"- {'x' * 80}\n"


def test_line_breaks_at_a_points_beginning_do_not_end_it() -> None:
    made = document(
        ul(Item((p(Special.LINE_BREAK, Special.LINE_BREAK, "a", Special.LINE_BREAK, Special.LINE_BREAK, "b"),)))
    )

    assert write_markdown(made) == "- a  \n  b\n"


def test_nothing_at_all_is_one_blank_line() -> None:
    assert write_markdown(document()) == "\n"
    assert write_markdown(document(p(""), ul(), table())) == "\n"


# -- notes -------------------------------------------------------------------------------------------------------------


def test_a_note_is_a_quote_after_its_field() -> None:
    notes = {Sti("a/b"): Note(NoteKind.FINDING, "Se *her*\n# og her"), Sti("x"): Note(NoteKind.BACKGROUND, "Rest")}

    assert write_markdown(document(p(felt("Tekst", "a/b")), p("mere")), notes=notes) == (
        "Tekst\n\n"
        "> **Bemærkning – ikke en del af dokumentet**  \n> Se \\*her\\*  \n> \\# og her\n\n"
        "mere\n\n"
        "**Noter til felter, som dokumentet ikke viser**\n\n"
        "> **Baggrund – ikke en del af dokumentet**  \n> Rest\n"
    )


def test_a_note_in_a_table_stands_with_its_cell() -> None:
    made = document(table(row("A", "B", is_header=True), row(cell("x"), cell(p(felt("y", "f"))))))

    assert write_markdown(made, notes={Sti("f"): Note(NoteKind.REDLINE, "n")}) == (
        "**A · B**\n\n- x\n  - _B:_ y\n\n    > **Ændring – ikke en del af dokumentet**  \n    > n\n"
    )

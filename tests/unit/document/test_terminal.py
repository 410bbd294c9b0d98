"""The document in a terminal: readable at 80 columns and at 40, in colour or without a single escape sequence."""

from __future__ import annotations

import re

import pytest
from rich.cells import cell_len

from generator.document.blocks import Document, Item, Note, NoteKind, Role, Run, Special
from generator.document.terminal import render_terminal
from generator.model.sti import Sti
from tests.unit.document.dokumenter import cell, document, felt, h, indikatortabel, p, row, table, ul

ANSI = re.compile(r"\x1b\[[0-9;]*m")


def test_a_page_as_plain_text() -> None:
    made = document(
        h(1, "Delaftale"),
        p("Vejledning et.", role=Role.GUIDANCE),
        p("Vejledning to.", role=Role.GUIDANCE),
        h(2, "Revision"),
        p("Indhold:", role=Role.LABEL),
        p("Dette er en linje, som er for lang til vinduet."),
        p("Vi vil:"),
        ul("et", Item((p("to"), ul("tre"))), "noget langt, som fylder mere end en linje"),
        footer=(Run("Version 1"), Special.TAB, Run("Side "), Special.PAGE),
    )

    assert render_terminal(made, width=30, color=False) == (
        "Planen · Området\n"
        "\n"
        "Delaftale\n"
        "═════════\n"
        "\n"
        "│ Vejledning et.\n"
        "│\n"
        "│ Vejledning to.\n"
        "\n"
        "Revision\n"
        "────────\n"
        "\n"
        "Indhold:\n"
        "Dette er en linje, som er for\n"
        "lang til vinduet.\n"
        "\n"
        "Vi vil:\n"
        "  • et\n"
        "  • to\n"
        "    – tre\n"
        "  • noget langt, som fylder\n"
        "    mere end en linje\n"
        "\n"
        "──────────────────────────────\n"
        "Version 1\n"
    )


def test_a_table_at_80_columns_has_a_line_between_its_groups() -> None:
    shown = render_terminal(document(indikatortabel()), width=80, color=False).split("\n")

    rules = [number for number, line in enumerate(shown) if line.strip(" ─") == "" and "─" in line]
    trygge, aktive = (next(n for n, line in enumerate(shown) if name in line) for name in ("Trygge", "Aktive"))
    assert len(rules) == 5
    assert any(trygge < rule < aktive for rule in rules)
    assert all(len(line) <= 80 for line in shown)


def test_words_are_not_broken_while_there_is_room() -> None:
    made = document(table(row("A", "B", "C", is_header=True), row("a " * 60, "kommunikation", "registreringer")))

    shown = render_terminal(made, width=60, color=False)
    assert "kommunikation" in shown
    assert "registreringer" in shown


def test_a_narrow_window_shows_one_cell_under_the_other() -> None:
    shown = render_terminal(document(indikatortabel()), width=30, color=False)

    assert "Delmål: Trygge beboere\n  Indikator: Andel, der føler\n  sig trygge\n  Baseline: 51 % (2018)\n" in shown


def test_words_stay_whole_beside_one_that_is_broken_anyway() -> None:
    """A word of 300 characters takes no room from the columns beside it."""
    made = document(
        table(
            row("Delmål", "Indikator", "Baseline", is_header=True),
            row("fritidsafdeling", "x" * 300, "registreringer og kommunikation"),
        )
    )

    shown = render_terminal(made, width=50, color=False)
    assert "fritidsafdeling" in shown
    assert "registreringer" in shown
    assert shown.count("x") == 300


@pytest.mark.parametrize("width", [50, 30])
def test_the_lines_of_a_point_in_a_cell_stand_under_each_other(width: int) -> None:
    points = ul(Item((p("Sydsjællands- og Lolland Falsters politi"), p("mere"), ul("under"))))
    made = document(table(row(cell("Parter:", header="row"), cell("Primære:", points))))

    shown = render_terminal(made, width=width, color=False).rstrip().split("\n")
    lines = shown[next(number for number, line in enumerate(shown) if "•" in line) :]
    assert len(lines) >= 4
    assert lines[0].index("Sydsj") == lines[0].index("•") + 2
    assert {len(line) - len(line.lstrip()) for line in lines[1:]} == {lines[0].index("Sydsj")}
    assert lines[-1].lstrip() == "– under"


def test_a_table_of_labels_needs_no_lines() -> None:
    made = document(
        table(row(cell("Navn:", header="row"), "Planen"), row(cell("Parter:", header="row"), cell(ul("FOB", "BK"))))
    )

    shown = render_terminal(made, width=50, color=False)
    assert [line.split() for line in shown.strip().split("\n")[2:]] == [
        ["Navn:", "Planen"],
        ["Parter:", "•", "FOB"],
        ["•", "BK"],
    ]


def test_without_colour_there_is_no_escape_sequence() -> None:
    made = document(h(1, "a"), p(Run("b", bold=True, href="https://x.dk")), indikatortabel())

    assert "\x1b" not in render_terminal(made, width=80, color=False)


def test_colour_changes_nothing_but_the_colours() -> None:
    made = document(h(1, "a"), p(Run("b", bold=True), "c"), ul("d"), indikatortabel())
    colored = render_terminal(made, width=80, color=True)

    assert "\x1b[1" in colored
    plain = "\n".join(line.rstrip() for line in ANSI.sub("", colored).split("\n"))
    assert plain == render_terminal(made, width=80, color=False)


@pytest.mark.parametrize("color", [True, False])
def test_text_can_give_the_terminal_no_orders(color: bool) -> None:
    shown = render_terminal(document(p("a\x9b31mb\x07c\x1b[2Jd"), ul("\x85")), width=80, color=color)

    assert "a\ufffd31mb\ufffdc\ufffd[2Jd" in ANSI.sub("", shown)


def test_text_that_looks_like_richs_markup_is_printed_as_it_stands() -> None:
    shown = render_terminal(document(p("[bold]a[/bold] :smile: [red]")), width=80, color=False)

    assert "\n[bold]a[/bold] :smile: [red]\n" in shown


@pytest.mark.parametrize("width", [1, 20, 33, 80, 250])
def test_no_line_is_wider_than_the_window(width: int) -> None:
    made = document(
        h(1, "x" * 300),
        p("x" * 300),
        ul(Item((p("y" * 90), ul("æ 🙂 ب " * 30)))),
        indikatortabel(),
        table(row(*"abcdefghi")),
    )

    shown = render_terminal(made, width=width, color=False)
    assert max(cell_len(line) for line in shown.split("\n")) <= max(width, 20)
    assert shown.replace("\n", "").count("x") == 600


def test_running_text_keeps_its_measure_in_a_wide_window() -> None:
    shown = render_terminal(document(p("ord " * 100)), width=200, color=False)

    assert max(map(len, shown.split("\n"))) <= 80


def test_a_note_is_marked_and_stands_at_its_field() -> None:
    notes = {Sti("a"): Note(NoteKind.FINDING, "Se her"), Sti("x"): Note(NoteKind.REDLINE, "Rest")}

    assert render_terminal(document(p(felt("Tekst", "a")), p("mere")), width=60, color=False, notes=notes) == (
        "Planen · Området\n"
        "\n"
        "Tekst\n"
        "┃ Bemærkning – ikke en del af dokumentet\n"
        "┃ Se her\n"
        "\n"
        "mere\n"
        "\n"
        "Noter til felter, som dokumentet ikke viser\n"
        "┃ Ændring – ikke en del af dokumentet\n"
        "┃ Rest\n"
    )


def test_a_note_on_a_cell_stands_below_its_table() -> None:
    made = document(table(row("A", is_header=True), row(cell(p(felt("y", "f"))))))

    shown = render_terminal(made, width=60, color=False, notes={Sti("f"): Note(NoteKind.REDLINE, "n")})
    assert shown.endswith("┃ Ændring – ikke en del af dokumentet\n┃ n\n\n")


def test_of_an_empty_document_only_what_heads_its_pages_is_left() -> None:
    """So a draft says at once that it is one: its header comes first."""
    assert render_terminal(document(), width=80, color=False) == "Planen · Området\n\n"
    assert ANSI.sub("", render_terminal(document(table(), ul()), width=80, color=True)).strip() == "Planen · Området"
    assert render_terminal(Document("", "da-DK", (), (), ()), width=80, color=False) == ""

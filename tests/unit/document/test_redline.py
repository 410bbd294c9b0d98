"""A redline to be read: HTML and PDF whose changes are told to eye and ear, counted and listed."""

from __future__ import annotations

import re
import subprocess
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
import pytest

from generator.document.redline_html import Rettelse, find_changes, write_redline_html
from generator.document.redline_pdf import render_redline_pdf
from generator.document.redline_tegn import Aendring, has_signs, mark, split_marked, state_after, without_signs
from generator.word.redline import Udgivelse, make_redline
from generator.word.redline_reader import read_facts, read_redline
from tests.redline_dokument import Block, Word, p, t, write

if TYPE_CHECKING:
    from generator.document.blocks import Document

MOMENT = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
STYLE = (Path(__file__).parents[3] / "templates" / "lbf-2019-26" / "pdf.typ").read_text("utf-8")


def document(before: tuple[Block, ...], after: tuple[Block, ...]) -> Document:
    made = make_redline(Udgivelse(write(*before), "a"), Udgivelse(write(*after), "b"), author="x", moment=MOMENT)
    return read_redline(made, read_facts(made), {}, "Delaftale <1>")


def page(before: tuple[Block, ...], after: tuple[Block, ...]) -> str:
    return write_redline_html(document(before, after), css="", fra="version 1", til="kladden")


def main_of(html: str) -> str:
    return html[html.index("<article") : html.index("</article>")]


EDIT = (p("Svar senest 30 dage efter"), p("slut")), (p("Svar senest 14 dage efter"), p("slut"))


def test_a_change_is_a_deletion_and_an_addition_with_their_names_in_the_text() -> None:
    main = main_of(page(*EDIT))

    assert '<span class="rl-navn"> slettet: </span>30<span class="rl-navn"> slettet slut </span></del>' in main
    assert '<span class="rl-navn"> tilføjet: </span>14<span class="rl-navn"> tilføjet slut </span></ins>' in main


def test_marks_carry_no_label_that_screen_readers_may_not_use() -> None:
    assert not re.search(r"<(ins|del)[^>]*aria-", page(*EDIT))


def test_the_page_counts_the_changes_and_leads_to_each() -> None:
    html = page((p("et to"), p("tre fire"), p("slut")), (p("et fem"), p("tre seks"), p("slut")))

    assert "<strong>2 ændringer</strong> fra version 1 til kladden" in html
    assert '<a href="#aendring-2">Ændring 2 af 2</a>: slettet »fire«, tilføjet »seks«' in html
    assert html.count('id="aendring-2"') == 1


def test_equal_documents_are_said_to_be_equal() -> None:
    assert "<strong>Ingen ændringer</strong>" in page((p("a"),), (p("a"),))


def test_a_whole_part_is_one_change() -> None:
    part = (p("Naboskab", "Heading2"), p("Formål:"), p("At naboer mødes."))

    assert len(find_changes(document((p("a"), p("slut")), (p("a"), *part, p("slut"))))) == 1


def test_a_move_is_called_a_move_in_both_places() -> None:
    first, second = p("Beboervejledning er en aktivitet."), p("Lokalt engagement er en anden aktivitet.")

    main = main_of(page((first, second, p("slut")), (second, first, p("slut"))))

    assert "flyttet herfra: " in main
    assert "flyttet hertil: " in main


def test_rows_that_come_and_go_are_marked_cell_by_cell() -> None:
    main = main_of(page((t(["a", "b"], ["c", "d"]), p("")), (t(["a", "b"], ["x", "y"]), p(""))))

    marked = re.findall(r"<(ins|del)[^>]*><span[^>]*>[^<]*</span>([^<]*)<", main)
    assert marked == [("del", "c"), ("del", "d"), ("ins", "x"), ("ins", "y")]


def test_both_texts_stand_side_by_side_where_they_differ() -> None:
    html = page(*EDIT)
    pairs = html[html.index('class="rl-par"') : html.index("<article")]

    old, new = re.findall(r"<div><p><strong>(?:Nuværende|Foreslået).*?</div>", pairs, re.DOTALL)
    assert "30" in old
    assert "14" not in old
    assert "14" in new
    assert "30" not in new


def test_a_view_without_marks_is_offered() -> None:
    html = page(*EDIT)

    assert 'id="rl-ny"' in html
    assert "body:has(#rl-ny:checked) main del.rl{display:none}" in html


def test_no_sign_and_no_markup_of_a_document_reaches_the_page() -> None:
    html = page((p("et <b>\u2061to"), p("")), (p("et <i>\u206atre"), p("")))

    assert not has_signs(html)
    assert "&lt;i&gt;tre" in html


def test_ids_are_unique() -> None:
    html = page((p("a b"), t(["c d"]), p("")), (p("a x"), t(["c y"]), p("")))

    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(set(ids)) == len(ids)


@pytest.fixture(scope="module")
def pdf() -> bytes:
    made = document(*EDIT)
    return render_redline_pdf(made, style=STYLE, date=date(2026, 11, 24), fra="version 1", til="kladden")


def test_the_pdf_is_for_screen_readers_and_archives(pdf: bytes) -> None:
    with pikepdf.open(BytesIO(pdf)) as opened, opened.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["pdfaid:part"] == "2"


def test_the_pdf_is_the_same_for_the_same_input(pdf: bytes) -> None:
    made = document(*EDIT)

    assert render_redline_pdf(made, style=STYLE, date=date(2026, 11, 24), fra="version 1", til="kladden") == pdf


def test_a_move_is_named_in_the_pdf() -> None:
    first, second = p("Beboervejledning er en aktivitet."), p("Lokalt engagement er en anden aktivitet.")
    made = document((first, second, p("slut")), (second, first, p("slut")))

    data = render_redline_pdf(made, style=STYLE, date=date(2026, 11, 24), fra="version 1", til="kladden")

    words = subprocess.run(["pdftotext", "-", "-"], input=data, capture_output=True, check=True).stdout.decode()
    assert "[flyttet herfra]" in words
    assert "[flyttet hertil]" in words


def test_signs_part_a_text_into_what_stays_and_what_changed() -> None:
    text = f"a {mark('b', Aendring.SLETTET)}{mark('c', Aendring.TILFOEJET)} d"

    assert [tuple(piece) for piece in split_marked(text)] == [
        (None, "a "), (Aendring.SLETTET, "b"), (Aendring.TILFOEJET, "c"), (None, " d"),
    ]  # fmt: skip
    assert without_signs(text) == "a bc d"
    assert state_after("x" + Aendring.SLETTET) is Aendring.SLETTET


def test_a_change_is_described_for_a_list() -> None:
    assert Rettelse(1, "gammel", "ny", flyttet=False).describe() == "slettet »gammel«, tilføjet »ny«"


def test_a_header_is_marked_too() -> None:
    before, after = (Word((p("a"),), header=(p(text),)).write() for text in ("Version 1", "Version 2"))
    made = make_redline(Udgivelse(before, "a"), Udgivelse(after, "b"), author="x", moment=MOMENT)

    header = read_redline(made, read_facts(made), {}, "x").header

    assert any(has_signs(item.text) for block in header for item in block.inlines if hasattr(item, "text"))  # type: ignore[union-attr]

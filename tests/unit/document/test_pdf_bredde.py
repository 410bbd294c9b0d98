"""Nothing runs off the page or out of its cell, nothing is cut, and a word is divided only where it fits no line."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from generator.document.blocks import Item, Role, Run, Special
from generator.document.pdf import render_pdf
from tests.pdf_agreement import DAY, STYLE, assert_same_words
from tests.pdf_reading import read_extents, read_lines, read_text
from tests.unit.document.dokumenter import cell, document, h, p, row, table, ul

if TYPE_CHECKING:
    from generator.document.blocks import Document


def render(made: Document) -> bytes:
    return render_pdf(made, style=STYLE, date=DAY)


@pytest.mark.parametrize("columns", [1, 5, 12])
def test_nothing_runs_off_the_page(columns: int) -> None:
    long = [
        "x" * 300,
        "Kriminalitetsforebyggelsesaktiviteterne",
        "https://example.dk/en/lang/adresse?med=alt",
        "1" * 40,
    ]
    made = document(
        h(1, long[0]), *[p(text) for text in long], ul(*long), table(*(row(*[text] * columns) for text in long))
    )

    written = render(made)

    extents = read_extents(written)
    assert min(start for start, _, _ in extents) >= 50
    assert max(end for _, end, _ in extents) <= 545
    assert min(foot for _, _, foot in extents) >= 30
    assert_same_words(read_text(written), made)


_LOOKS: tuple[dict[str, Any], ...] = ({}, {"bold": True}, {"italic": True}, {"bold": True, "underline": True})
_MIXED = [
    Run(text, **_LOOKS[at % 4]) for at, text in enumerate(["forebyggelses", "aktiviteter", "xyzqwrtp", "1234"] * 20)
]
TOO_WIDE: dict[str, list[Run]] = {
    "300 characters": [Run("x" * 300)],
    "300 wide and bold": [Run("W" * 300, bold=True)],
    "300 words with hard blanks": [Run("\u00a0".join(["ordet"] * 300))],
    "long words with hard blanks": [Run("\u00a0".join(["Kriminalitetsforebyggelse"] * 30))],
    "several looks": _MIXED,
    "links among them": [run._replace(href="https://x.dk") if at % 2 else run for at, run in enumerate(_MIXED)],
    "emoji": [Run("🙂" * 200)],
    "families": [Run("👩\u200d👩\u200d👧\u200d👦" * 50)],
    "signs joined without end": [Run("👩\u200d" * 39 + "👧")],
    "chinese": [Run("王明" * 100)],
    "arabic": [Run("سلام" * 75)],
    "address": [Run("https://example.dk/" + "en-lang-sti/" * 23, href="https://example.dk/")],
    "quotation marks": [Run('"' * 300)],
    "dashes": [Run("—" * 300)],
    "word joiners": [Run("\u2060".join("abcdefghij" * 30))],
    "a Danish word": [Run("Kriminalitetsforebyggelsesaktiviteterne")],
}
_LEFT, _RIGHT, _FOOT, _TOP = 56.6, 538.7, 68.0, 842 - 73.7


@pytest.mark.parametrize("runs", TOO_WIDE.values(), ids=TOO_WIDE)
def test_what_is_too_wide_stays_between_the_margins(runs: list[Run]) -> None:
    title = h(1, "Delaftale", *(run._replace(role=Role.VALUE) for run in runs), role=Role.TITLE)
    made = document(
        title,
        p(*runs, role=Role.GUIDANCE),
        p("Navn", role=Role.LABEL),
        h(2, *runs),
        p(*runs),
        ul(Item((ul(Item((p(*runs),))),))),
        footer=(Run("Side "), Special.PAGE),
    )

    written = render(made)

    _assert_within([each for each in read_extents(written) if each[2] < _TOP and each[2] > 50], _LEFT, _RIGHT)
    assert_same_words(read_text(written), made)


@pytest.mark.parametrize(("header", "columns"), [("col", 5), ("", 12)])
@pytest.mark.parametrize("runs", TOO_WIDE.values(), ids=TOO_WIDE)
def test_what_is_too_wide_stays_in_its_cell(runs: list[Run], header: str, columns: int) -> None:
    wide = cell(p(*runs, role=Role.LABEL), ul(Item((p(*runs),))), header=header)
    cells = [cell(header=header) for _ in range(columns - 1)]
    made = replace(document(table(row(*cells[:2], wide, *cells[2:], is_header=bool(header)))), header=())

    written = render(made)

    width = (_RIGHT - _LEFT) / columns
    _assert_within(read_extents(written), _LEFT + 2 * width, _LEFT + 3 * width)
    assert_same_words(read_text(written), made)


@pytest.mark.parametrize("is_first", [True, False])
@pytest.mark.parametrize("runs", TOO_WIDE.values(), ids=TOO_WIDE)
def test_a_long_header_or_footer_takes_its_room_from_the_page(runs: list[Run], *, is_first: bool) -> None:
    band: list[Run | Special] = [*runs, Special.TAB, Run("Plan")] if is_first else []
    band = band or [Run("Plan"), Special.TAB, *runs]
    made = replace(document(p("Teksten.")), header=(p(*band),), footer=(p(*band),))

    extents = read_extents(render(made))

    assert min(start for start, _, _ in extents) >= _LEFT
    assert max(end for _, end, _ in extents) <= _RIGHT
    assert all(15 <= foot <= 842 - 20 for _, _, foot in extents)


def _assert_within(extents: list[tuple[float, float, float]], left: float, right: float) -> None:
    assert [each for each in extents if each[0] < left or each[1] > right] == []
    assert [each for each in extents if not _FOOT < each[2] < _TOP] == []


def test_a_text_without_blanks_takes_time_by_its_length() -> None:
    def measure(length: int) -> float:
        made = document(table(row(cell("x" * length), *["a"] * 4)))
        start = time.perf_counter()
        render(made)
        return time.perf_counter() - start

    measure(1000)
    assert measure(48_000) < 12 * measure(12_000)


def test_an_address_is_not_divided_while_it_fits_on_a_line() -> None:
    address = "http://børnedemokrati.dk/"
    for length in range(40, 110, 5):
        made = document(p("i" * length, " se ", Run(address, href=address), "."))

        (page,) = read_lines(render(made))
        assert any(address in line for line in page)


def test_an_activitys_form_does_not_begin_at_the_foot_of_a_page() -> None:
    filling = [p("Et afsnit.") for _ in range(34)]
    made = document(h(1, "T"), *filling, p("Aktivitetsnavn:", role=Role.LABEL), h(2, "Beboervejledning"), p("Formål."))

    first, second = read_lines(render(made))

    assert not any("Aktivitetsnavn:" in line for line in first)
    assert [line for line in second if "Beboer" in line] == ["Beboervejledning"]

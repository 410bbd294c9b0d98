"""A mistake in a form's style file is told in Danish with its place, and a style reaches nothing outside itself."""

from __future__ import annotations

import pytest

from generator.document.pdf import PdfError, render_pdf
from generator.document.pdf_style import read_style
from tests.pdf_agreement import DAY, STYLE
from tests.unit.document.dokumenter import document, p, row, table


@pytest.mark.parametrize(
    ("style", "line", "problem"),
    [
        (STYLE.replace("#let ink = rgb(", "#let ink = rbg("), 8, "Navnet »rbg« findes ikke"),
        ("#let a = 1\n#let b = (\n" + STYLE, 2, "unclosed"),
        ('// ord\n#import "@preview/x:1.0.0": *\n' + STYLE, 2, "import"),
        ('/* import */\n #let a = read("hemmelig") // read\n' + STYLE, 2, "read"),
        (b"#let a = 1\n// \xe6\n", 2, "UTF-8"),
    ],
)
def test_a_mistake_in_the_style_is_told_with_its_line(style: str | bytes, line: int, problem: str) -> None:
    with pytest.raises(PdfError) as caught:
        render_pdf(document(p("a")), style=style, date=DAY)

    assert caught.value.line == line
    assert problem in str(caught.value)
    assert "pdf.typ" in str(caught.value)


@pytest.mark.parametrize(
    "style",
    [
        '#let a = "//"; #import "@preview/x:1.0.0": *',
        '#[https://x.dk #eval("1")]',
        "#[\\// #eval(a)]",
        "#let a = b//c /*\n#eval(d)\n*/",
        '// " /*\n#eval(a)\n*/',
        '#let a = "/*"\n// */ /*\n#eval(a)\n*/',
        "/* /* */\n// */ #eval(a)",
        "#`//` #import a",
        '#dictionary(std).at("ev" + "al")',
        '#pdf.attach("hemmelig")',
        '#image("billede.png")',
        "#while a { }",
        "#let a = range(100000000)",
        "a" * 300_000,
    ],
)
def test_a_style_that_reaches_out_or_may_never_end_is_refused_before_it_is_run(style: str) -> None:
    with pytest.raises(PdfError, match=r"Stilen til PDF, linje \d"):
        read_style(style)


@pytest.mark.parametrize(
    ("style", "problem"),
    [
        ("#let f(x) = f(x)\n#f(1)\n", "kalder sig selv uden ende"),
        ("#let d = datetime(year: 9999, month: 1, day: 1) + duration(days: 999999)\n", "gået i stå"),  # Typst panics
        ("#panic()\n", "standser selv"),
        ("#let a = (1, 2).at(5)\n", "Satsprogrammet Typst melder"),
    ],
)
def test_what_typst_cannot_do_is_told_in_danish_with_the_documents_title(style: str, problem: str) -> None:
    with pytest.raises(PdfError, match=problem) as caught:
        render_pdf(document(p("a")), style=style + STYLE, date=DAY)

    assert "»Delaftale for Prøve«" in str(caught.value)


def test_a_style_that_lacks_a_name_is_told() -> None:
    with pytest.raises(PdfError, match="form-table"):
        render_pdf(document(table(row("a"))), style=STYLE.replace("#let form-table", "#let other"), date=DAY)


def test_a_style_in_bytes_with_a_byte_order_mark_is_read() -> None:
    made = document(p("a"))

    assert render_pdf(made, style=b"\xef\xbb\xbf" + STYLE.encode(), date=DAY) == render_pdf(made, style=STYLE, date=DAY)

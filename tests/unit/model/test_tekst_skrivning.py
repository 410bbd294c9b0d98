"""Writing long texts: as a person would have written them, and read back as what they were."""

from __future__ import annotations

import pytest

from generator.model.tekst import (
    Afsnit,
    Art,
    Stykke,
    Tekst,
    escape_markdown,
    normalize_afsnit,
    normalize_stykker,
    parse_tekst,
    write_tekst,
)

# -- writing --


def test_a_tekst_can_be_made_of_paragraphs() -> None:
    text = Tekst.of([Afsnit(Art.PUNKT, 1, (Stykke("a"),)), Afsnit(Art.AFSNIT, 1, (Stykke("b", fed=True),))])

    assert text == "- a\n\n  **b**"
    assert type(text) is Tekst


def test_lists_are_written_tight_and_paragraphs_apart() -> None:
    text = "Et\n\n- a\n- b\n\n  c\n\n  - d\n    - e\n- f\n\n## G\n\nH"

    assert write_tekst(parse_tekst(text)) == text


@pytest.mark.parametrize("line", ["- a", "+ a", "• a", "* a", "# a", "## a", "###### a"])
def test_a_paragraph_that_looks_like_something_else_is_escaped(line: str) -> None:
    for art, niveau in ((Art.AFSNIT, 0), (Art.PUNKT, 1), (Art.UNDEROVERSKRIFT, 0)):
        before = (Afsnit(art, niveau, (Stykke(line),)),)

        assert parse_tekst(write_tekst(before)) == before


@pytest.mark.parametrize("text", ["1. oktober", "a - b", "5 + 3", "a < 5", "Ja (nej)", "a # b", "x_y", 'C:\\m "q"'])
def test_ordinary_text_is_written_as_it_stands(text: str) -> None:
    assert escape_markdown(text) == text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("5 * 3", r"5 \* 3"),
        ("C++", r"C\+\+"),
        ("<select>", r"\<select>"),
        ("[a]", r"\[a\]"),
        ("\\*", r"\\\*"),
        ("a\\", "a\\\\"),
    ],
)
def test_what_would_be_read_otherwise_is_escaped(text: str, written: str) -> None:
    assert escape_markdown(text) == written
    assert parse_tekst(written)[0].stykker == (Stykke(text),)


def test_a_bare_address_is_written_as_one() -> None:
    for text in (
        "se <http://x.dk/>.",
        "**<mailto:a@b.dk>**",
        "[http://x.dk/](http://y.dk/)",
        "<http://x.dk/>[a](http://y.dk)",
    ):
        assert write_tekst(parse_tekst(text)) == text


def test_an_address_in_two_looks_is_written_as_a_link() -> None:
    text = "[http:**//x.dk](http://x.dk)**"

    assert write_tekst(parse_tekst(text)) == text


# -- the one spelling --


def test_blanks_at_the_edges_have_the_looks_of_both_sides() -> None:
    before = [
        Stykke(" a ", fed=True),
        Stykke("b ", fed=True, kursiv=True),
        Stykke(" "),
        Stykke("\nc ", kursiv=True, href="https://x.dk"),
    ]

    assert normalize_stykker(before) == (
        Stykke("a ", fed=True),
        Stykke("b", fed=True, kursiv=True),
        Stykke("  " + " ", kursiv=True),
        Stykke("c", kursiv=True, href="https://x.dk"),
    )


def test_pieces_that_look_alike_are_joined_and_empty_ones_go() -> None:
    assert normalize_stykker([Stykke("a"), Stykke(""), Stykke("b"), Stykke("", fed=True)]) == (Stykke("ab"),)
    assert normalize_stykker([Stykke(" "), Stykke("\xa0", fed=True)]) == ()
    assert normalize_stykker([Stykke(" \n", fed=True)]) == ()


def test_levels_follow_on_one_another() -> None:
    def levels(*paragraphs: tuple[Art, int]) -> list[int]:
        return [
            item.niveau for item in normalize_afsnit(Afsnit(art, niveau, (Stykke("a"),)) for art, niveau in paragraphs)
        ]

    assert levels((Art.PUNKT, 3), (Art.PUNKT, 3), (Art.PUNKT, 3), (Art.PUNKT, 9), (Art.PUNKT, 0)) == [1, 2, 3, 3, 1]
    assert levels((Art.AFSNIT, 2), (Art.PUNKT, 1), (Art.AFSNIT, 3), (Art.PUNKT, 2), (Art.AFSNIT, 1)) == [0, 1, 1, 2, 1]
    assert levels((Art.PUNKT, 1), (Art.UNDEROVERSKRIFT, 2), (Art.PUNKT, 2)) == [1, 0, 1]

"""Danish text as people read it and as machines compare it."""

from __future__ import annotations

import unicodedata
from datetime import date
from decimal import Decimal

import pytest

from generator.text import (
    MAANEDER,
    find_forbidden,
    format_list,
    format_long_date,
    format_number,
    format_short_date,
    name_character,
    nearest,
    read_danish_date,
    shown,
    slugify,
    sort_key_da,
    to_ascii,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sammenhængskraft", "Sammenhaengskraft"),
        ("Ærø Åbenrå Øst", "Aeroe Aabenraa Oest"),
        ("naïv é", "naïv é"),
        (unicodedata.normalize("NFD", "måltal"), "maaltal"),
        ("", ""),
    ],
)
def test_danish_letters_are_written_in_ascii(text: str, expected: str) -> None:
    """However they are composed; other letters are kept."""
    assert to_ascii(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sammenhængskraft og medborgerskab", "sammenhaengskraft-og-medborgerskab"),
        ("  En Fælles Indsats!  ", "en-faelles-indsats"),
        ("Børn, unge & familie (2021)", "boern-unge-familie-2021"),
        ("Café Øst", "cafe-oest"),
        ("½ ﬁn", "12-fin"),
        ("– … 🙂", ""),
        ("", ""),
    ],
)
def test_a_slug_is_lower_case_words_and_hyphens(text: str, expected: str) -> None:
    assert slugify(text) == expected


def test_a_slug_has_a_bound_and_never_ends_in_a_hyphen() -> None:
    assert slugify("a" * 80) == "a" * 60
    assert slugify("a" * 59 + " b") == "a" * 59


def test_dates_are_printed_short_and_long() -> None:
    assert format_short_date(date(2021, 10, 1)) == "01.10.21"
    assert format_short_date(date(2005, 9, 30)) == "30.09.05"
    assert format_long_date(date(2021, 10, 1)) == "1. oktober 2021"
    assert [format_long_date(date(2022, number, 3)).split()[1] for number in range(1, 13)] == list(MAANEDER)


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (0, "0"),
        (1500, "1500"),
        (9999, "9999"),
        (10000, "10.000"),
        (-10000, "-10.000"),
        (1234567, "1.234.567"),
        (Decimal("12.5"), "12,5"),
        (Decimal("12.50"), "12,5"),
        (Decimal("-0.05"), "-0,05"),
        (Decimal("1E+2"), "100"),
        (Decimal("40000.25"), "40.000,25"),
    ],
)
def test_numbers_are_printed_in_danish(number: Decimal | int, expected: str) -> None:
    assert format_number(number) == expected


@pytest.mark.parametrize(
    ("words", "expected"), [([], ""), (["a"], "a"), (["a", "b"], "a og b"), (["a", "b", "c"], "a, b og c")]
)
def test_words_are_listed_as_prose(words: list[str], expected: str) -> None:
    assert format_list(iter(words)) == expected


def test_danish_words_are_sorted_as_in_a_danish_dictionary() -> None:
    expected = ["Bo", "Zoo", "Ærø", "Öland", "Øst", "Åben", "Aabenraa", "Ål"]

    assert sorted(["Ål", "Øst", "Aabenraa", "Zoo", "Åben", "Bo", "Ærø", "Öland"], key=sort_key_da) == expected
    assert sort_key_da("ÅL") == sort_key_da(unicodedata.normalize("NFD", "ål")) == sort_key_da("aal")


@pytest.mark.parametrize(
    ("text", "newline", "expected"),
    [
        ("helt almindelig æøå – »x« 🙂\u200f\u200b\xa0\xad", True, None),
        ("", False, None),
        ("a\nb", True, None),
        ("a\nb", False, (1, "et linjeskift")),
        ("a\rb", True, (1, "et linjeskift (CR)")),
        ("ab\t", True, (2, "et tabulatortegn")),
        ("\x00", True, (0, "et NUL-tegn")),
        ("a\x0b", True, (1, "et lodret tabulatortegn")),
        ("a\x0c", True, (1, "et sideskift")),
        ("a\ufeff", True, (1, "et BOM-tegn (U+FEFF)")),
        ("a\u2028", True, (1, "et linjeskilletegn (U+2028)")),
        ("a\u2029", True, (1, "et afsnitsskilletegn (U+2029)")),
        ("a\x1b", True, (1, "tegnet U+001B")),
        ("a\x7f", False, (1, "tegnet U+007F")),
        ("a\x85", True, (1, "tegnet U+0085")),
        ("a\ud800", True, (1, "tegnet U+D800")),
        ("a\ufffe", True, (1, "tegnet U+FFFE")),
        ("a\uffff", False, (1, "tegnet U+FFFF")),
        ("a\ufdd0", True, (1, "tegnet U+FDD0")),
        ("a\U0001fffe", True, (1, "tegnet U+1FFFE")),
        ("a\U0010ffff", True, (1, "tegnet U+10FFFF")),
    ],
)
def test_what_no_document_can_carry_is_found(text: str, newline: bool, expected: tuple[int, str] | None) -> None:
    assert find_forbidden(text, newline=newline) == expected


def test_a_character_is_named_for_people() -> None:
    assert name_character("\t") == "et tabulatortegn"
    assert name_character("\u200b") == "tegnet U+200B"


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("måltal", ["maaltal"]),
        ("MAALTAL", ["maaltal"]),
        ("indikatore", ["indikatorer", "indikator"]),
        ("xyz", []),
        ("", []),
    ],
)
def test_what_may_have_been_meant_is_suggested(word: str, expected: list[str]) -> None:
    """As it is spelt among the candidates, whatever the letters' case and form."""
    assert nearest(word, ["maaltal", "indikator", "indikatorer", "delmaal"])[: len(expected) or 3] == expected


def test_at_most_three_are_suggested() -> None:
    assert len(nearest("punkt", [f"punkt{number}" for number in range(9)])) == 3


@pytest.mark.parametrize(
    "text",
    [
        *("01.10.2021", "1.10.21", "01-10-2021", "1/10 2021", "1/10-21", "1. oktober 2021", "1 oktober 2021"),
        *("den 1. oktober 2021", "1. okt. 2021", " 1.  OKTOBER 2021 ", "2021-10-01", "2021-10-1", "2021/10/01"),
    ],
)
def test_a_date_is_read_as_a_dane_means_it(text: str) -> None:
    """The day comes first unless the year does; two digits are a year of this century."""
    assert read_danish_date(text) == date(2021, 10, 1)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2021",
        "oktober 2021",
        "31.02.2021",
        "1.13.2021",
        "1. oktob 2021",
        "1.10.021",
        "20211001",
        "1. maj",
        "٣.1.21",
    ],
)
def test_what_is_no_day_is_none(text: str) -> None:
    assert read_danish_date(text) is None


def test_a_value_is_quoted_short_on_one_line_and_harmlessly() -> None:
    assert shown("a\nb\xa0c\u202e") == "a b\xa0c\\u202e"
    assert shown("x" * 50) == "x" * 39 + "…"

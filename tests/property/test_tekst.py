"""Laws of long texts: what is written is read back, reading never fails by surprise, no word is lost."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from generator.model.base import clean_text
from generator.model.tekst import (
    Afsnit,
    Art,
    Stykke,
    Tekst,
    _read_inline,
    check_href,
    normalize_afsnit,
    normalize_stykker,
    parse_tekst,
    write_tekst,
)
from generator.model.tekst_maerker import read_inline
from generator.text import find_forbidden

if TYPE_CHECKING:
    from collections.abc import Iterable

TEKST: TypeAdapter[Tekst] = TypeAdapter(Tekst)

# What Markdown, HTML, YAML and Word each give a meaning of its own, and letters that are more than one code point.
NASTY = [
    *"*+[]<>\\#-•·\uf0b7–()&!`_~|{}:'\"/=.,",
    " ",
    "\xa0",
    "\u200b",
    "\u2003",
    "\u200f",
    "🙂",
    "👩‍👧",
    "é",
    "ب",
    "æ",
    "1",
    "a",
    "B",
]
WORDS = [
    "**",
    "++",
    "***",
    "[a]",
    "](",
    "http://",
    "<b>",
    "</p>",
    "<!--",
    "&amp;",
    "1. ",
    "2. ",
    "o ",
    "– ",
    "- ",
    "## ",
    "# ",
    "> ",
    "\\*",
    "\\\\",
]
MARKDOWN = [
    "\n",
    "\n\n",
    "\n  ",
    "\n    - ",
    "[a](http://x.dk)",
    "<https://x.dk/a>",
    "[a](mailto:a@b.dk)",
    "javascript:",
]

signs = st.lists(st.sampled_from(NASTY + WORDS), max_size=8).map("".join)
anything = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
texts = st.one_of(signs, anything).map(lambda text: unicodedata.normalize("NFC", text))
hrefs = st.sampled_from(["https://x.dk", "http://børnedemokrati.dk/", "mailto:a@b.dk", "https://x.dk/a%29?b=*+c_d&e#f"])
stykker = st.builds(
    Stykke,
    tekst=texts.filter(lambda text: find_forbidden(text, newline=False) is None),
    fed=st.booleans(),
    kursiv=st.booleans(),
    understreget=st.booleans(),
    href=st.none() | hrefs,
)
links_as_themselves = hrefs.map(lambda href: Stykke(href, href=href))
paragraphs = st.builds(
    Afsnit,
    art=st.sampled_from(Art),
    niveau=st.integers(0, 4),
    stykker=st.lists(stykker | links_as_themselves, max_size=5).map(tuple),
)
markdown = st.lists(st.sampled_from(NASTY + WORDS + MARKDOWN), max_size=40).map("".join)


def bare(text: str) -> str:
    """Return the letters and digits of `text`: what nobody may lose."""
    return "".join(re.findall(r"[^\W_]", text))


def words_with_looks(pieces: Iterable[Stykke]) -> list[tuple[str, Stykke]]:
    """Return each sign that is no blank, and how it looks."""
    return [(sign, replace(piece, tekst="")) for piece in pieces for sign in piece.tekst if sign not in " \xa0"]


@given(st.lists(paragraphs, max_size=6))
@example([Afsnit(Art.AFSNIT, 0, (Stykke("a", fed=True), Stykke(" ", href="https://x.dk"), Stykke("b", fed=True)))])
@example(
    [Afsnit(Art.PUNKT, 3, (Stykke("a"),)), Afsnit(Art.AFSNIT, 2, (Stykke("b"),)), Afsnit(Art.PUNKT, 2, (Stykke("c"),))]
)
@example([Afsnit(Art.PUNKT, 1, (Stykke("\u2003a"),)), Afsnit(Art.UNDEROVERSKRIFT, 0, (Stykke("## a"),))])
@example([Afsnit(Art.AFSNIT, 0, (Stykke("!"), Stykke("a", href="https://x.dk")))])
@example([Afsnit(Art.AFSNIT, 0, (Stykke("a", kursiv=True), Stykke("b", fed=True), Stykke("+", understreget=True)))])
def test_what_is_written_is_read_back(paragraphs: list[Afsnit]) -> None:
    normal = normalize_afsnit(paragraphs)

    assert parse_tekst(write_tekst(paragraphs)) == normal


@given(st.lists(paragraphs, max_size=6))
def test_the_one_spelling_is_its_own_and_keeps_every_word(paragraphs: list[Afsnit]) -> None:
    normal = normalize_afsnit(paragraphs)

    assert normalize_afsnit(normal) == normal
    assert bare("".join(item.tekst for item in normal)) == bare("".join(item.tekst for item in paragraphs))


@given(st.lists(stykker, max_size=6))
def test_pieces_keep_their_signs_and_their_links(pieces: list[Stykke]) -> None:
    normal = normalize_stykker(pieces)

    assert "".join(piece.tekst for piece in normal) == "".join(piece.tekst for piece in pieces).strip(" \xa0")
    assert words_with_looks(normal) == words_with_looks(pieces)
    assert normalize_stykker(normal) == normal


@given(markdown | st.text(max_size=60))
@example("\x02klzzwxh:0000\x03")
@example("[a](http://[)")
@example("\ud800")
def test_reading_fails_with_our_own_error_only(text: str) -> None:
    try:
        read = parse_tekst(text)
    except PydanticCustomError:
        return

    assert normalize_afsnit(read) == read


@given(
    signs | st.lists(signs | st.sampled_from(["<http://x.dk>", "<mailto:a@b.dk>", "<http://"]), max_size=5).map("".join)
)
@example("[a<http://x](http://y)>")
@example(r"<http://x/\*>")
def test_what_is_read_without_the_package_is_read_as_with_it(line: str) -> None:
    """Lines without marks, or with bare addresses only, have a way of their own."""
    try:
        expected = normalize_stykker(read_inline(line))
    except PydanticCustomError as error:
        with pytest.raises(PydanticCustomError, match=re.escape(error.message())):
            _read_inline(line)
    else:
        assert normalize_stykker(_read_inline(line)) == expected


@given(markdown)
@example("- \u2003\n  - b")
@example("**a **b**")
@example("****")
@example("boliger* og *andre")
def test_reading_what_was_read_and_written_changes_nothing(text: str) -> None:
    try:
        before = TEKST.validate_python(text)
    except ValidationError:
        assume(False)
        raise

    after = TEKST.validate_python(write_tekst(before.afsnit))

    assert after.afsnit == before.afsnit
    assert write_tekst(after.afsnit) == after


@given(markdown)
def test_no_word_is_lost_in_reading(text: str) -> None:
    cleaned = clean_text(text, newline=True)
    assert isinstance(cleaned, str)
    try:
        read = parse_tekst(cleaned)
    except PydanticCustomError:
        assume(False)
        raise

    shown = "".join(item.tekst + "".join(piece.href or "" for piece in item.stykker) for item in read)
    assert not set(bare(cleaned)) - set(bare(shown))
    without_links = re.sub(r"\]\([^()\s]+\)", "]", cleaned)
    if not any(piece.href for item in read for piece in item.stykker):
        assert bare(shown) == bare(cleaned)
    else:
        assert len(bare("".join(item.tekst for item in read))) >= len(bare(without_links))


@pytest.mark.parametrize(
    "href", ["https://x.dk/æ?a=b#c", "http://børnedemokrati.dk/", "mailto:a@b.dk", "HTTPS://X.DK/(a)"]
)
def test_an_address_has_one_spelling(href: str) -> None:
    assert check_href(check_href(href)) == check_href(href)

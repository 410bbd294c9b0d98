"""Tags found in Word's XML: gathered over runs, told apart, and seen when they are not whole."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from generator.word.tags import (
    Tag,
    excerpt,
    find_loose_marks,
    find_tag,
    gather_tags,
    paragraph_text,
    paragraph_texts,
    split_tags,
    unclosed,
    without_tags,
)
from tests.unit.word import byg


def paragraph(*texts: str) -> etree._Element:
    return etree.fromstring(byg.p(*texts).replace("<w:p>", f"<w:p {byg.XMLNS}>", 1))


@pytest.mark.parametrize(
    ("source", "sort", "scope", "body", "trims"),
    [
        ("{{ plan.navn }}", "{{", "", "plan.navn", False),
        ("{{plan.navn}}", "{{", "", "plan.navn", False),
        ("{{p plan.navn }}", "{{", "p", "plan.navn", False),
        ("{{p\xa0plan.navn\xa0}}", "{{", "p", "plan.navn", False),
        ("{{r plan.navn }}", "{{", "", "plan.navn", False),
        ("{%tr for x  in y %}", "{%", "tr", "for x in y", False),
        ("{%p\nendif\n%}", "{%", "p", "endif", False),
        ("{%tc if x %}", "{%", "tc", "if x", False),
        ("{%endif%}", "{%", "", "endif", False),
        ("{%- if x %}", "{%", "", "if x", True),
        ("{% if x -%}", "{%", "", "if x", True),
        ("{%p %}", "{%", "p", "", False),
        ("{# en note #}", "{#", "", "en note", False),
        ("{{part.navn}}", "{{", "", "part.navn", False),
        ("{{}}", "{{", "", "", False),
    ],
)
def test_a_tag_is_told_apart(source: str, sort: str, scope: str, body: str, trims: bool) -> None:
    assert Tag.parse(source) == Tag(source, sort, scope, body, trims)


@pytest.mark.parametrize("size", range(1, 9))
def test_split_tags_are_gathered_into_their_first_run(size: int) -> None:
    text = "a{{ x }}b{% if y %}{{z}}c"
    item = paragraph(*(byg.run(text[start : start + size]) for start in range(0, len(text), size)))

    assert gather_tags(item) == ["{{ x }}", "{% if y %}", "{{z}}"]
    assert paragraph_text(item) == text
    for tag in ("{{ x }}", "{% if y %}", "{{z}}"):
        assert sum(tag in (part.text or "") for part in paragraph_texts(item)) == 1


def test_spelling_marks_go() -> None:
    item = paragraph(byg.run("{{"), '<w:proofErr w:type="spellStart"/>', byg.run(" x }}"))

    gather_tags(item)

    assert item.find("w:proofErr", byg.NS) is None


def test_the_words_of_a_box_are_not_the_paragraphs_own() -> None:
    item = paragraph("ydre", f"<w:r><w:pict><w:txbxContent>{byg.p('indre')}</w:txbxContent></w:pict></w:r>")

    assert paragraph_text(item) == "ydre"


@pytest.mark.parametrize(
    ("text", "loose"),
    [
        ("ingen", None),
        ("{{ a }} { b }", None),
        ("før {{ a", "{{ a"),
        ("{% a }}", "{% a }}"),
        ("a }} b", "}} b"),
        ("{{ a }} %}", "%}"),
        ("{# a", "{# a"),
        ("{{ a }} #}", "#}"),
    ],
)
def test_a_mark_without_its_mate_is_found(text: str, loose: str | None) -> None:
    assert find_loose_marks(text) == loose


@pytest.mark.parametrize(
    ("loose", "message"),
    [
        ("{{ a", "Teksten, i afsnittet »x«: {{ a – Tagget er ikke afsluttet. Skriv }} efter det, i samme afsnit."),
        ("{% a", "Teksten, i afsnittet »x«: {% a – Tagget er ikke afsluttet. Skriv %} efter det, i samme afsnit."),
        ("%} a", "Teksten, i afsnittet »x«: %} – Her slutter et tag, som ikke er begyndt. Slet tegnene."),
    ],
)
def test_a_mark_without_its_mate_is_explained(loose: str, message: str) -> None:
    assert str(unclosed("Teksten", "x", loose)) == message


def test_an_excerpt_is_one_short_line() -> None:
    assert excerpt("  a\n b ") == "a b"
    assert excerpt("ord " * 30) == f"{('ord ' * 15).strip()}…"


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("", [""]),
        ("a", ["a"]),
        ("{{ a }}", ["", "{{ a }}", ""]),
        ("a{{ b }}c{% d %}", ["a", "{{ b }}", "c", "{% d %}", ""]),
        ("{{ {{ a }}", ["", "{{ {{ a }}", ""]),
        ("{{ {% a %}", ["{{ ", "{% a %}", ""]),
        ("{{{ a }}}", ["", "{{{ a }}", "}"]),
        ("{# {{ a #} }}", ["", "{# {{ a #}", " }}"]),
        ("{{\n}}", ["", "{{\n}}", ""]),
    ],
)
def test_plain_text_and_tags_come_in_turn(text: str, pieces: list[str]) -> None:
    assert split_tags(text) == pieces
    assert find_tag(text) == (pieces[1] if len(pieces) > 1 else None)
    assert without_tags(text) == "".join(pieces[::2])


@given(st.text(alphabet="{}%# a", max_size=40))
def test_tags_are_those_that_a_pattern_finds(text: str) -> None:
    """The pattern says what is meant, and takes the square of the time."""
    pattern = re.compile(r"(\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\})", re.DOTALL)

    assert split_tags(text) == pattern.split(text)


def test_a_long_tag_is_quoted_in_short() -> None:
    tag = Tag.parse(f"{{{{ {'a' * 500} }}}}")

    assert tag.shown == f"{{{{ {'a' * 57}…}}}}"
    assert Tag.parse("{{ a }}").shown == "{{ a }}"

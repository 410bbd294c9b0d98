"""What the styles of a form mean: role, heading level, list level, taken over from the styles they are based on."""

from __future__ import annotations

from lxml import etree

from generator.document.blocks import Role
from generator.word.roles import StyleFact, style_facts
from tests.unit.word import byg


def style(name: str, looks: str = "", based_on: str = "") -> str:
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return f'<w:style w:styleId="{name}">{base}<w:pPr>{looks}</w:pPr></w:style>'


def facts(*styles: str, roller: dict[str, str] | None = None) -> dict[str, StyleFact]:
    tree = etree.fromstring(byg.story("styles", *styles).encode())
    return style_facts(roller or {}, "Under", ("Fortsat1", "Fortsat2", "Fortsat3"), tree)


OUTLINE = '<w:outlineLvl w:val="1"/>'
BULLET = '<w:numPr><w:ilvl w:val="1"/></w:numPr>'


def test_levels_are_taken_over_from_the_nearest_style_that_states_one() -> None:
    found = facts(
        style("A", OUTLINE),
        style("B", based_on="A"),
        style("C", '<w:outlineLvl w:val="4"/>', "B"),
        style("D", based_on="C"),
    )

    assert [found[name].heading for name in "ABCD"] == [3, 3, 6, 6]


def test_bullets_have_a_level_and_headings_none() -> None:
    found = facts(style("A", BULLET), style("B", based_on="A"), style("C", OUTLINE, "A"), style("Fortsat2", BULLET))

    assert [(found[name].level, found[name].is_bullet) for name in ("A", "B", "C", "Fortsat2")] == [
        (2, True), (2, True), (0, False), (2, False),
    ]  # fmt: skip


def test_styles_based_on_one_another_in_a_ring_end_somewhere() -> None:
    found = facts(
        style("A", based_on="B"), style("B", based_on="C"), style("C", based_on="A"), style("D", OUTLINE, "D")
    )

    assert {name: fact.heading for name, fact in found.items()} == {"A": 0, "B": 0, "C": 0, "D": 3}


def test_a_style_that_is_based_on_none_that_there_is_stands_for_itself() -> None:
    assert facts(style("A", based_on="X"))["A"] == StyleFact()


def test_words_of_form_yaml_are_roles() -> None:
    found = facts(
        style("A"), style("B"), style("C"), style("Under"), roller={"A": "title", "B": "bullet", "C": "clause"}
    )

    assert (found["A"].role, found["A"].heading) == (Role.TITLE, 1)
    assert (found["B"].role, found["C"].role) == (Role.VALUE, Role.CLAUSE)
    assert found["Under"].is_sub

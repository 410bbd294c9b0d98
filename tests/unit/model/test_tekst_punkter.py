"""Lines that were meant as points of their own are read so or refused, never joined silently to the line before."""

from __future__ import annotations

import pytest
from pydantic_core import PydanticCustomError

from generator.model.tekst import parse_tekst


def words(text: str) -> list[str]:
    """Return the paragraphs' words."""
    return [afsnit.tekst for afsnit in parse_tekst(text)]


def refusal(text: str) -> str:
    """Return what a person is told."""
    with pytest.raises(PydanticCustomError) as caught:
        parse_tekst(text)
    return caught.value.message()


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("1. Første\n2. Anden", "1. Første"),
        ("Planen er:\n1) Første\n2) Anden", "1) Første"),
        ("a) Første\nb) Anden", "a) Første"),
        ("1. Første\nog mere\n2. Anden", "1. Første"),
        ("- Et punkt:\n  3. tredje\n  4. fjerde", "3. tredje"),
    ],
)
def test_numbered_points_that_would_run_together_are_refused(text: str, first: str) -> None:
    message = f"Nummererede punkter som »{first}« kan ikke bruges. Skriv hvert punkt med »- « foran."

    assert refusal(text) == message


@pytest.mark.parametrize(
    "text",
    [
        "fra den\n1. oktober til den\n2. november",
        "Se punkt\n1. Det er nok",
        "1. Første\n\n2. Anden",
        "- 1. Første\n- 2. Anden",
        "1. Første\n3. Tredje",
        "1.000 beboere og\n2.000 gæster",
        "1. Første\nb) Anden",
    ],
)
def test_numbers_that_are_no_list_in_one_paragraph_are_text(text: str) -> None:
    assert " ".join(words(text)) == " ".join(text.replace("- ", "").split())


@pytest.mark.parametrize(
    "text",
    ["• Første\no Anden", "o Første\no Anden", "– første\n– anden", "Vi vil\n– Anden", "- Første\n  – Anden"],
)
def test_words_signs_that_may_be_text_too_are_refused_where_they_begin_points(text: str) -> None:
    said = refusal(text)

    assert said[:7] == "Foran »"
    assert said.endswith("« står Words punkttegn. Skriv »- « i stedet.")


@pytest.mark.parametrize("text", ["Vi mødes\n– også om aftenen", "– En tanke", "Søren\nog Mo", "o"])
def test_a_dash_in_a_sentence_is_text(text: str) -> None:
    assert words(text) == [" ".join(text.split())]

"""What YAML would read otherwise than a person wrote it is refused, and each can be written so that it passes."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from generator.errors import DataError
from generator.model.base import Linje, Model
from generator.model.tekst import Tekst
from generator.store.yaml_reader import load_yaml, parse_yaml
from generator.store.yaml_writer import dump_yaml


class Fil(Model):
    """A file with texts of each kind."""

    navn: Linje | None = None
    tekst: Tekst | None = None
    liste: tuple[Linje, ...] = ()


def refuse(text: str, loader: type[Any] = yaml.CSafeLoader) -> list[tuple[int, int, str]]:
    """Return what is wrong with `text` as YAML: line, column, message."""
    try:
        found = parse_yaml(text.encode(), "f.yaml", loader=loader)[2]
    except DataError as error:
        return [(item.line, item.column, item.message) for item in error.fejl]
    return [(item.line, item.column, item.message) for item in found]


# -- what becomes a comment --


@pytest.mark.parametrize("loader", [yaml.CSafeLoader, yaml.SafeLoader], ids=["libyaml", "PyYAML"])
@pytest.mark.parametrize(
    ("text", "line", "column", "lost"),
    [
        ("tekst: Se afsnit #4, og giv\n", 1, 18, "#4, og giv"),
        ("tekst: Se afsnit # 4\n", 1, 18, "# 4"),
        ("tekst: #fællesskab for 😀\n", 1, 8, "#fællesskab for 😀"),
        ("tekst: ## Overskrift\n", 1, 8, "## Overskrift"),
        ("tekst: Æ 😀 #a\n", 1, 12, "#a"),
        ("navn: x\nliste:\n  - Se #4\n", 3, 8, "#4"),
        ("tekst: Flere\n  linjer #4\n", 2, 10, "#4"),
        ("tekst: Se #4, og\n  giv mere\nnavn: x\n", 1, 11, "#4, og"),
    ],
)
def test_text_that_becomes_a_comment_is_refused(
    text: str, line: int, column: int, lost: str, loader: type[Any]
) -> None:
    message = (
        f"Teksten fra »{lost}« læses som en kommentar og kommer ikke med. Sæt hele teksten i citationstegn, hvis den "
        "skal med; er det en kommentar, så skriv den på sin egen linje."
    )

    assert refuse(text, loader) == [(line, column, message)]


def test_text_after_such_a_comment_has_no_misleading_message() -> None:
    """The parser gives up before it tells of the text in the first line of a list's item."""
    (wrong,) = refuse("liste:\n  - Se #4, og\n  giv mere\n")

    assert wrong[2].startswith("Teksten fra »#4, og« ")


@pytest.mark.parametrize(
    "text",
    [
        "navn: x # eller y\n",
        "navn: x  ##### \n",
        "navn: # udfyldes senere\n",
        "navn: 'Se #4'\n",
        "navn: 'Se' #4\n",
        "tekst: |- # en note\n  Se #4\n",
        "# navn: #4\nnavn: C#4\n",
        "liste: #1\n  - x\n",
    ],
)
def test_comments_that_are_meant_pass(text: str) -> None:
    assert refuse(text) == []


# -- curly quotation marks --


@pytest.mark.parametrize("value", ["“Fritidsjob”", "„Fritidsjob“", "”Fritidsjob”", "‘Job’"])
def test_curly_quotes_around_a_whole_value_are_refused(value: str) -> None:
    message = (
        f"{value} står i krumme citationstegn, og de ville blive trykt med. "
        f'Slet dem, eller skriv "{value}", hvis de skal med.'
    )

    assert refuse(f"navn: {value}\n") == [(1, 7, message)]
    assert load_yaml(f'navn: "{value}"\n'.encode(), Fil, "f").navn == value
    assert load_yaml(dump_yaml(Fil(navn=value, tekst=Tekst(value))), Fil, "f").navn == value


@pytest.mark.parametrize("value", ["»Fritidsjob«", "“Ja” og “nej”", "Det’s ‘fint’", "Ordet “ja”"])
def test_other_curly_quotes_are_text(value: str) -> None:
    assert refuse(f"navn: {value}\n") == []


def test_a_colon_inside_curly_quotes_asks_for_straight_ones() -> None:
    message = 'Teksten indeholder et kolon. Brug lige citationstegn (") i stedet for de krumme.'

    assert refuse("navn: “Job: nu”\n") == [(1, 11, message)]


# -- points that run together --


@pytest.mark.parametrize(
    ("text", "line", "column", "point"),
    [
        ("tekst: Vi vil\n  - holde åbent\n  - cykle\n", 2, 3, "- holde åbent"),
        ("tekst: >-\n  Vi vil\n  • holde åbent\n", 3, 3, "• holde åbent"),
        ("tekst: 1. Første\n  2. Anden\n", 2, 3, "2. Anden"),
    ],
)
def test_points_that_yaml_folds_into_one_line_are_refused(text: str, line: int, column: int, point: str) -> None:
    message = (
        f"Punktet »{point}« ville løbe sammen med linjen over. "
        "Skriv »|-« efter kolon, og begynd teksten på næste linje, rykket to mellemrum ind."
    )

    assert refuse(text) == [(line, column, message)]


@pytest.mark.parametrize(
    "text",
    [
        "tekst: |-\n  Vi vil\n  - holde åbent\n",
        "tekst: En lang tekst,\n  der går over\n  flere linjer – og\n  1. oktober\n",
        "liste:\n  - >-\n    Et\n    to\n  - tre\n",
        "tekst: >-\n  Et\n\n  - to\n",
    ],
)
def test_folded_text_without_points_passes(text: str) -> None:
    assert refuse(text) == []

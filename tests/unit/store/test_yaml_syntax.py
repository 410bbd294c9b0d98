"""Mistakes in YAML's own signs are told in Danish, at the sign that a person would point at."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from generator.errors import DataError
from generator.store.yaml_reader import parse_yaml

ENGLISH = (" the ", " found ", "expected", "while ", " not ")

SYNTAX = [
    ("a: x: y\n", (1, 5), "Teksten indeholder et kolon. Sæt hele teksten i citationstegn."),
    ("a: 1\n b: 2\n", (2, 2), "Linjen er rykket forkert ind."),
    (
        "# x\n  a: 1\nb: 2\n",
        (2, 3),
        (
            "Filens første felt er rykket ind, men linje 3 er ikke. Slet mellemrummene foran feltet, "
            "og foran de linjer under det, der er rykket lige så langt ind."
        ),
    ),
    ("a:\n    b: 1\n  c: 2\n", (3, 3), "Linjen er rykket forkert ind."),
    ("a:\n  - b\n - c\n", (3, 2), "Linjen er rykket forkert ind."),
    ("a:\n  - b: 1\n   c: 2\n", (3, 4), "Linjen er rykket forkert ind."),
    (
        "a:\n  - b: 1\n  c: 2\n",
        (3, 3),
        "Linjen er rykket forkert ind. Begynder her en ny del af listen, så sæt »- « foran;",
    ),
    ("a: |-\n   x\n  y\n", (3, 3), "Linjen er rykket forkert ind."),
    ("a\nb: 1\n", (2, 1), "Linjen over den her mangler et kolon"),
    ("a: 1\nb\nc: 2\n", (2, 1), "»b« mangler et kolon."),
    ("a: @x\n", (1, 4), "Teksten begynder med »@«. Sæt hele teksten i citationstegn."),
    ("a: `x\n", (1, 4), "Teksten begynder med »`«. Sæt hele teksten i citationstegn."),
    ("a: %x\n", (1, 4), "Teksten begynder med »%«. Sæt hele teksten i citationstegn."),
    ("a: & x\n", (1, 4), "Teksten begynder med »&«. Sæt hele teksten i citationstegn."),
    ("a: **fed** x\n", (1, 4), "Teksten begynder med »*«. Sæt hele teksten i citationstegn."),
    ("a: !e!x y\n", (1, 4), "Teksten begynder med »!«. Sæt hele teksten i citationstegn."),
    ("a: | x\n", (1, 4), "Efter »|« må der ikke stå andet på linjen."),
    ("a: > x\n", (1, 4), "Efter »>« må der ikke stå andet på linjen."),
    ("a: [x\nb: 1\n", (1, 4), "Der mangler et komma, eller »[« bliver ikke afsluttet."),
    ("a: {x\n", (1, 4), "Der mangler et komma, eller »{« bliver ikke afsluttet."),
    ("a: [x] y\n", (1, 4), "Teksten begynder med »[«. Sæt hele teksten i citationstegn."),
    ("a: ] y\n", (1, 4), "Her står »]«, hvor en værdi skulle begynde."),
    ("a: b\n}\n", (2, 1), "Her står »}«, som filen ikke kan læses med."),
    ("a: ? y\n", (1, 4), "Her står »?«, hvor en værdi skulle begynde."),
    ("a: - y\n", (1, 4), "En liste skal begynde på en ny linje under feltets navn."),
    ('a: "x\nb: y\n', (1, 4), 'Citationstegnet " bliver ikke afsluttet.'),
    ("a: 'x\n", (1, 4), "Citationstegnet ' bliver ikke afsluttet."),
    ('a: "x" y\n', (1, 8), 'Efter det afsluttende " står der mere tekst.'),
    ("a: 'it's'\n", (1, 8), "Efter det afsluttende ' står der mere tekst."),
    ('a: "\\q"\n', (1, 5), "»\\q« er ikke en kode"),
    ("a: b\n...\nc: d\n", (3, 1), "Filen fortsætter efter en afslutning"),
    ("%YAML 3.0\n---\na: 1\n", (1, 1), "En linje kan ikke begynde med »%«."),
    ("x" * 1100 + ": y\n", (1, 1), "Feltnavnet er for langt."),
]


@pytest.mark.parametrize("loader", [yaml.CSafeLoader, yaml.SafeLoader], ids=["libyaml", "PyYAML"])
@pytest.mark.parametrize(("text", "place", "begins"), SYNTAX, ids=[repr(case[0][:20]) for case in SYNTAX])
def test_a_mistake_in_yaml_is_told_in_danish(text: str, place: tuple[int, int], begins: str, loader: type[Any]) -> None:
    with pytest.raises(DataError) as caught:
        parse_yaml(text.encode(), "f.yaml", loader=loader)

    (item,) = caught.value.fejl
    assert (item.line, item.column) == place
    assert item.message.startswith(begins)


def test_a_surrogate_escape_is_refused_at_the_escape() -> None:
    with pytest.raises(DataError) as caught:
        parse_yaml(b'navn: "ab\\ud800"\n', "f.yaml")

    message = "linje 1, tegn 10: Koden »\\ud800« er et halvt tegn (surrogat) eller intet tegn. Slet koden."
    assert str(caught.value) == f"f.yaml, {message}"


def test_a_surrogate_escape_is_refused_without_libyaml_too() -> None:
    _, _, wrong = parse_yaml(b'navn: "ab\\ud800"\n', "f.yaml", loader=yaml.SafeLoader)

    assert "tegnet U+D800" in wrong[0].message


@pytest.mark.parametrize("sign", "-?:,[]{}#&*!|>'\"%@`<=~")
def test_whatever_a_text_begins_with_it_is_read_or_refused_in_danish(sign: str) -> None:
    endings = [before + after for before in ("", " ", "x", ": ", "\n ") for after in ("", "b\n", " c: d\n")]
    said = []
    for text in (f"{start}a: {sign}{end}\n" for start in ("", "\n") for end in endings):
        try:
            parse_yaml(text.encode(), "f.yaml")
        except DataError as error:
            said.append(str(error))

    assert [message for message in said if any(word in message for word in ENGLISH)] == []

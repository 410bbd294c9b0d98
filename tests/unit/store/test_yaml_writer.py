"""What a written YAML file looks like, line for line, and what it never does to a text."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, Literal

import pytest
import yaml
from pydantic import Field

from generator.model.base import Dato, Heltal, Id, JaNej, Linje, Model, Number, Valg
from generator.model.tekst import Tekst
from generator.store.yaml_reader import load_yaml, parse_yaml
from generator.store.yaml_writer import dump_yaml


class Enhed(Valg):
    """A vocabulary."""

    ANDEL = "andel", "Andel"


class Del(Model):
    """A part with a part."""

    TITEL: ClassVar[str] = "Del"

    id: Id = Field(title="Id")
    tekst: Tekst | None = Field(None, title="Tekst", description="Står ikke i filen, for feltet er ikke yderst.")
    koder: tuple[Linje, ...] = Field((), title="Koder")
    under: Del | None = Field(None, title="Under")
    svar: JaNej = Field(False, title="Svar")


class Fil(Model):
    """A file with one field of each kind."""

    art: Literal["fil"] = Field("fil", title="Art")
    navn: Linje = Field(title="Navn", description="Navnet, som det skal stå i aftalen.")
    tekst: Tekst | None = Field(None, title="Tekst")
    dele: tuple[Del, ...] = Field((), title="Dele", description="Delene, i den rækkefølge, de trykkes.")
    dag: Dato | None = Field(None, title="Dag")
    tal: Number | None = Field(None, title="Tal")
    antal: Heltal = Field(1, title="Antal")
    enhed: Enhed | None = Field(None, title="Enhed")
    opslag: dict[str, Linje] = Field({}, title="Opslag")
    net: tuple[tuple[Linje, ...], ...] = Field((), title="Net")


class Raa(Model):
    """A text of any kind, none of it cleaned."""

    t: str
    liste: tuple[str | None, ...] = ()


def written(model: Model, **options: Any) -> str:
    return dump_yaml(model, **options).decode("utf-8")


def test_a_whole_file_as_it_is_written() -> None:
    fil = Fil(
        navn="En fælles indsats",
        tekst=Tekst("Første afsnit.\n\n- et punkt\n  - under det"),
        dele=(
            Del(id="a", tekst=Tekst("Kort"), koder=("no", "x: y"), svar=True),
            Del(id="b", under=Del(id="0012")),
        ),
        dag=date(2021, 10, 1),
        tal=Decimal("12.5"),
        antal=3,
        enhed=Enhed.ANDEL,
        opslag={"x": "y", "no": "1"},
        net=(("a", "b"), (), ("c",)),
    )

    assert written(fil, schema="../skema.json").split("\n") == [
        "# yaml-language-server: $schema=../skema.json",
        "art: fil",
        "",
        "# Navnet, som det skal stå i aftalen.",
        "navn: En fælles indsats",
        "tekst: |-",
        "  Første afsnit.",
        "",
        "  - et punkt",
        "    - under det",
        "",
        "# Delene, i den rækkefølge, de trykkes.",
        "dele:",
        "  - id: a",
        "    tekst: |-",
        "      Kort",
        "    koder:",
        '      - "no"',
        '      - "x: y"',
        "    svar: ja",
        "  - id: b",
        "    under:",
        '      id: "0012"',
        "dag: 2021-10-01",
        "tal: 12.5",
        "antal: 3",
        "enhed: andel",
        "opslag:",
        '  x: "y"',
        '  "no": "1"',
        "net:",
        "  - - a",
        "    - b",
        "  - []",
        "  - - c",
        "",
    ]
    assert load_yaml(dump_yaml(fil), Fil, "fil.yaml") == fil


def test_what_equals_its_default_is_left_out_but_not_a_fixed_word() -> None:
    assert written(Fil(navn="x", antal=1)) == "art: fil\n\n# Navnet, som det skal stå i aftalen.\nnavn: x\n"


def test_a_description_is_wrapped_at_a_hundred_characters() -> None:
    class Lang(Model):
        navn: Linje = Field(description="ord " * 60)

    lines = written(Lang(navn="x")).split("\n")

    assert [len(line) for line in lines] == [97, 97, 49, 7, 0]
    assert all(line.startswith("# ord ord") for line in lines[:3])


def test_a_model_of_nothing_but_defaults_is_still_a_file() -> None:
    class Tom(Model):
        navn: Linje | None = None

    assert dump_yaml(Tom()) == b"{}\n"
    assert load_yaml(dump_yaml(Tom(), schema="x"), Tom, "f") == Tom()


PLAIN = [
    "Beboervejledning",
    "Ærø, Ålborg & omegn",
    '51% (Besvarelse "Enig/meget enig") (2018)',
    "12 større aktiviteter",
    "kl. 16:30",
    "a:b",
    "a#b",
    "O'Neill",
    "»citat«",
    "(parentes)",
    "et {felt} og [en liste], sådan",
    "efterår '21",
    "ja",
    "nej",
    "bindestreg - midt i",
]
QUOTED = {
    "": '""',
    "no": '"no"',
    "Yes": '"Yes"',
    "ON": '"ON"',
    "null": '"null"',
    "Null": '"Null"',
    "~": '"~"',
    "true": '"true"',
    "y": '"y"',
    "16:30": '"16:30"',
    "0012": '"0012"',
    "1e5": '"1e5"',
    "12": '"12"',
    "-1": '"-1"',
    "1_000": '"1_000"',
    "0x1F": '"0x1F"',
    "0b1": '"0b1"',
    "0o17": '"0o17"',
    ".inf": '".inf"',
    "NaN": '"NaN"',
    "12,5": '"12,5"',
    "2021-10-01": '"2021-10-01"',
    "2021-10-01T12:00:00Z": '"2021-10-01T12:00:00Z"',
    "=": '"="',
    "<<": '"<<"',
    "- x": '"- x"',
    "? x": '"? x"',
    ": x": '": x"',
    "a: b": '"a: b"',
    "a:": '"a:"',
    "a # b": '"a # b"',
    "# b": '"# b"',
    "&a": '"&a"',
    "*fed*": '"*fed*"',
    "!x": '"!x"',
    "| x": '"| x"',
    "> x": '"> x"',
    "@x": '"@x"',
    "`x`": '"`x`"',
    "%x": '"%x"',
    "{{ x }}": '"{{ x }}"',
    "[x]": '"[x]"',
    "---": '"---"',
    "...": '"..."',
    " x": '" x"',
    "x ": '"x "',
    "x\u00a0": '"x\u00a0"',
    "'x'": "\"'x'\"",
    '"x"': "'\"x\"'",
    "\"x\" og 'y'": "'\"x\" og ''y'''",
    "\\x": "'\\x'",
    "😀": '"😀"',
    "\u200fx": '"\u200fx"',
}


@pytest.mark.parametrize("text", PLAIN)
def test_a_harmless_text_stands_bare(text: str) -> None:
    assert written(Raa(t=text)) == f"t: {text}\n"


@pytest.mark.parametrize(("text", "expected"), QUOTED.items(), ids=[repr(text) for text in QUOTED])
def test_a_text_that_yaml_could_misread_is_quoted(text: str, expected: str) -> None:
    assert written(Raa(t=text)) == f"t: {expected}\n"


@pytest.mark.parametrize("text", [*PLAIN, *QUOTED])
def test_such_a_text_is_read_back_by_us_and_by_any_yaml_reader(text: str) -> None:
    data = dump_yaml(Raa(t=text, liste=(text, text)))

    assert load_yaml(data, Raa, "f").t == text
    assert yaml.safe_load(data) == {"t": text, "liste": [text, text]}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\nb", "t: |-\n  a\n  b\n"),
        ("a\n\n\nb", "t: |-\n  a\n\n\n  b\n"),
        (" a\nb", "t: |2-\n   a\n  b\n"),
        ("\na", "t: |2-\n\n  a\n"),
        ("a\n # b", "t: |-\n  a\n   # b\n"),
        ("---\n...", "t: |-\n  ---\n  ...\n"),
        ("a\n  \nb", "t: |-\n  a\n    \n  b\n"),
        ("a\n", 't: "a\\n"\n'),
        ("\n", 't: "\\n"\n'),
        ("a\n ", 't: "a\\n "\n'),
        ('a\n\x00"\\', 't: "a\\n\\0\\"\\\\"\n'),
        ("a\tb", 't: "a\\tb"\n'),
        ("\ud800", 't: "\\ud800"\n'),
        ("\U0001ffff\u2028\ufeff\r", 't: "\\U0001ffff\\u2028\\ufeff\\r"\n'),
    ],
)
def test_long_and_unprintable_text(text: str, expected: str) -> None:
    assert written(Raa(t=text)) == expected


def test_a_long_text_begins_with_a_blank_at_any_depth() -> None:
    before = Raa(t="x", liste=(" a\n  b", "\n\n c", None, ""))
    data = dump_yaml(before)

    assert data == b't: x\nliste:\n  - |2-\n     a\n      b\n  - |2-\n\n\n     c\n  - null\n  - ""\n'
    assert load_yaml(data, Raa, "f") == before
    assert yaml.safe_load(data)["liste"] == [" a\n  b", "\n\n c", None, ""]


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("1500", "1500"),
        ("1E+2", "100"),
        ("0.5", "0.5"),
        ("-3.25", "-3.25"),
        ("1.125", '"1,125"'),
        ("1.1250", '"1,125"'),
    ],
)
def test_a_number_is_written_so_that_it_can_be_read_in_one_way_only(number: str, expected: str) -> None:
    before = Fil(navn="x", tal=Decimal(number))

    assert f"\ntal: {expected}\n" in written(before)
    assert load_yaml(dump_yaml(before), Fil, "f") == before


def test_a_very_long_text_is_kept_on_its_line() -> None:
    text = "ord: " * 40_000 + "slut"

    assert written(Raa(t=text)) == f't: "{text}"\n'
    assert parse_yaml(dump_yaml(Raa(t=text)), "f")[0] == {"t": text}


def test_a_type_that_no_model_holds_is_a_programmers_error() -> None:
    class Andet(Model):
        ting: Any

    with pytest.raises(TypeError, match="no YAML for set"):
        dump_yaml(Andet(ting={1}))

"""Laws of the YAML files: what is written is read back as it was, whatever people write, and no file is a surprise."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import ClassVar

import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import Field

from generator.errors import DataError
from generator.model.base import Dato, Heltal, Id, JaNej, Linje, Model, Number, Valg
from generator.model.tekst import Tekst
from generator.store.yaml_reader import load_yaml
from generator.store.yaml_writer import dump_yaml
from generator.text import find_forbidden


class Ord(Valg):
    """Words that YAML 1.1 takes for something else."""

    NO = "no", "Nej"
    TAL = "0012", "Tal"


class Blad(Model):
    """A part inside a part."""

    NAVNEFELT: ClassVar[str] = "navn"

    id: Id = Field(title="Id")
    navn: Linje = Field(title="Navn")
    tekst: Tekst | None = Field(None, title="Tekst")
    linjer: tuple[Linje, ...] = Field((), title="Linjer")


class Gren(Model):
    """A part with everything."""

    id: Id
    raa: str = Field("x", description="Ord for ord: det # her er ikke en kommentar.")
    tal: Number | None = None
    antal: Heltal = 7
    dag: Dato | None = None
    svar: JaNej = True
    ord: Ord | None = None
    enten: Linje | Blad | None = None
    blade: tuple[Blad, ...] = ()
    gren: Gren | None = None


NASTY = st.sampled_from(
    [
        *(
            ": ",
            " #",
            "- ",
            "'",
            '"',
            "\\",
            "\n",
            "\n\n",
            " ",
            "  ",
            "\u00a0",
            "😀",
            "\u200f",
            "\u202e",
            "&",
            "*",
            "!",
            "|",
        ),
        *(
            ">",
            "%",
            "@",
            "`",
            "{",
            "}",
            "[",
            "]",
            ",",
            "?",
            "---",
            "...",
            "no",
            "null",
            "~",
            "0012",
            "16:30",
            "1e5",
            "=",
        ),
        *("2021-10-01", "æøå", "a\u030a", "<<", "## ", "[x](https://x.dk)", "x" * 300, "<", "{{ x }}"),
    ]
)
ANY = st.characters(codec="utf-8").filter(lambda sign: find_forbidden(sign, newline=True) is None)
RAW = st.lists(NASTY | ANY, max_size=8).map("".join)
LINE = RAW.map(lambda text: " ".join(text.split("\n")).strip()).filter(bool)
IDS = st.from_regex(r"[a-z0-9]{1,4}(-[a-z0-9]{1,4}){0,2}", fullmatch=True) | st.sampled_from(
    ["no", "on", "0012", "1e5", "y"]
)
NUMBERS = st.decimals(-(10**9), 10**9, places=3) | st.integers(-(10**9), 10**9).map(Decimal)


def _reads_as_tekst(text: str) -> bool:
    """Whether `text` is one that a long field holds (not blank, no HTML and the like)."""
    try:
        Blad(id="a", navn="b", tekst=text)
    except ValueError:
        return False
    return True


LONG = RAW.filter(_reads_as_tekst)
BLADE = st.builds(Blad, id=IDS, navn=LINE, tekst=st.none() | LONG, linjer=st.lists(LINE, max_size=3).map(tuple))


def _grene(inner: st.SearchStrategy[Gren | None]) -> st.SearchStrategy[Gren]:
    return st.builds(
        Gren,
        id=IDS,
        raa=RAW,
        tal=st.none() | NUMBERS,
        antal=st.integers(0, 10**9 - 1),
        dag=st.none() | st.dates(date(1950, 1, 1), date(2100, 12, 31)),
        svar=st.booleans(),
        ord=st.none() | st.sampled_from(Ord),
        enten=st.none() | LINE | BLADE,
        blade=st.lists(BLADE, max_size=3).map(tuple),
        gren=inner,
    )


GRENE = _grene(st.none() | _grene(st.none()))


@given(GRENE)
def test_what_is_written_is_read_back_and_written_the_same(before: Gren) -> None:
    data = dump_yaml(before)
    after = load_yaml(data, Gren, "f.yaml")

    assert after == before
    assert dump_yaml(after) == data


@given(BLADE)
def test_any_yaml_reader_reads_the_same_strings(blad: Blad) -> None:
    expected = {name: value for name, value in blad.model_dump(mode="json").items() if value not in (None, [])}

    assert yaml.safe_load(dump_yaml(blad, schema="../skema.json")) == expected


@given(RAW)
@example("\u00a0")
@example(" \n \n")
@example("\n")
def test_any_text_is_read_back_unchanged(text: str) -> None:
    data = dump_yaml(Gren(id="a", raa=text))

    assert load_yaml(data, Gren, "f.yaml").raa == text
    assert yaml.safe_load(data).get("raa", "x") == text
    assert b"\t" not in data
    assert b"\r" not in data


@given(st.text(st.sampled_from(" \n-:#'\"{}[],&*!|>%@`?~=<ab0æ\t\u2028"), max_size=40))
def test_any_text_is_read_or_refused_in_danish(text: str) -> None:
    """Nothing but a `DataError` may come out, and never a word of the parser's own."""
    try:
        load_yaml(text.encode(), Gren, "f.yaml")
    except DataError as error:
        said = str(error)
    else:
        said = ""

    assert [word for word in (" the ", " found ", "expected", "while ", " not ", "Input") if word in said] == []


@given(st.binary(max_size=40))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        load_yaml(data, Gren, "f.yaml")
    except DataError as error:
        lines = [item.line for item in error.fejl]
    else:
        lines = [0]

    assert 0 <= max(lines) <= data.count(b"\n") + 1

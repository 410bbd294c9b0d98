"""What a person may write in a YAML file, and what is refused before a model sees it: each mistake with its place."""

from __future__ import annotations

import time
from typing import ClassVar

import pytest
from pydantic import Field

from generator.errors import DataError
from generator.model.base import Dato, Heltal, Linje, Model
from generator.store.yaml_reader import MAX_BYTES, load_yaml, load_yaml_with_places, parse_yaml
from generator.store.yaml_text import MAX_FEJL
from generator.store.yaml_tree import MAX_DEPTH, MAX_VALUES


class Maal(Model):
    """A part."""

    TITEL: ClassVar[str] = "Delmål"

    tekst: Linje = Field(title="Tekst")
    maaltal: Heltal | None = Field(None, title="Måltal")
    enhed: Linje | None = Field(None, title="Enhed")


class Aftale(Model):
    """A small agreement."""

    navn: Linje = Field(title="Navn")
    delmaal: tuple[Maal, ...] = Field((), title="Delmål")
    fra: Dato | None = Field(None, title="Gælder fra")
    antal: Heltal | None = Field(None, title="Antal")


def load(text: str | bytes) -> Aftale:
    return load_yaml(text if isinstance(text, bytes) else text.encode(), Aftale, "aftale.yaml")


def refuse(text: str | bytes) -> list[str]:
    """Return what is wrong, a line per error, without the file's name."""
    with pytest.raises(DataError) as caught:
        load_yaml(text if isinstance(text, bytes) else text.encode(), Aftale, "aftale.yaml")
    lines = str(caught.value).split("\n")
    assert all(line.startswith(("aftale.yaml, linje ", "aftale.yaml: ")) for line in lines)
    return [line.removeprefix("aftale.yaml, ").removeprefix("aftale.yaml: ") for line in lines]


# -- what is read --


def test_scalars_are_strings_whatever_yaml_would_guess() -> None:
    text = "a: 16:30\nb: 0012\nc: no\nd: 1e5\ne: 2021-10-01\nf: 0x1F\ng: 1_000\nh: .inf\ni: =\nj: On\n"
    raw, _, wrong = parse_yaml(text.encode(), "f.yaml")

    assert list(raw.values()) == ["16:30", "0012", "no", "1e5", "2021-10-01", "0x1F", "1_000", ".inf", "=", "On"]
    assert wrong == []


@pytest.mark.parametrize("blank", ["", " ~", " null", " # kun en kommentar"])
def test_an_empty_value_is_none(blank: str) -> None:
    assert load(f"navn: x\nfra:{blank}\n").fra is None


@pytest.mark.parametrize("written", ['""', '"~"', "'null'", "|-\n  ~"])
def test_a_quoted_or_block_scalar_is_never_none(written: str) -> None:
    raw, _, _ = parse_yaml(f"navn: {written}\n".encode(), "f.yaml")

    assert isinstance(raw["navn"], str)


@pytest.mark.parametrize(
    "data",
    [
        "navn: Blåbærgrød\nantal: 3\n".encode(),
        b"\xef\xbb\xbf" + "navn: Blåbærgrød\nantal: 3\n".encode(),
        "navn: Blåbærgrød\r\nantal: 3\r\n".encode(),
        "---\nnavn: Blåbærgrød # smag\nantal: 3\n...\n".encode(),
        "navn: Bla\u030abærgrød\nantal: 3".encode(),
        '{navn: "Bl\\xe5bærgrød", antal: "3"}'.encode(),
    ],
    ids=["plain", "BOM", "CRLF", "document marks", "decomposed å", "flow style"],
)
def test_ways_to_write_the_same_file(data: bytes) -> None:
    assert load(data) == Aftale(navn="Blåbærgrød", antal=3)


def test_crlf_inside_a_block_is_a_line_feed() -> None:
    raw, _, _ = parse_yaml(b"a: |-\r\n  x\r\n  y\r\n", "f.yaml")

    assert raw == {"a": "x\ny"}


@pytest.mark.parametrize(
    "text", ["😀 glad", "שלום", "\u200fhøjre", "a\u00a0b", "Bo & Bolig <x> {{ y }}", "x" * 200_000]
)
def test_unusual_text_is_kept(text: str) -> None:
    assert load(f'navn: "{text}"\n').navn == text


def test_five_hundred_parts_are_read() -> None:
    assert len(load("navn: x\ndelmaal:\n" + "  - tekst: y\n" * 500).delmaal) == 500


def test_places_are_given_by_path() -> None:
    _, places = load_yaml_with_places(b"navn: x\ndelmaal:\n  - tekst: y\n    maaltal:  7\n", Aftale, "f.yaml")

    assert places["navn"] == (1, 7)
    assert places["delmaal", 0, "maaltal"] == (4, 15)
    assert places.key(("delmaal", 0, "maaltal")) == (4, 5)
    assert places["delmaal", 0] == places.key(("delmaal", 0)) == (3, 5)
    assert places["delmaal", 0, "enhed"] == places["delmaal", 0]
    assert places["delmaal", 7] == places["delmaal"]
    assert places[()] == (1, 1)


# -- YAML that means too much --


@pytest.mark.parametrize("text", ["", "\n\n", "# kun en kommentar\n", "---\n", "~\n", "\ufeff"])
def test_an_empty_file_is_refused(text: str) -> None:
    assert refuse(text) == ["Filen er tom. Skriv felterne, ét på hver linje, eller lav en ny fil med »delaftale ny«."]


def test_a_file_that_is_no_mapping_is_refused() -> None:
    assert refuse("- navn: x\n") == [
        "linje 1, tegn 1: Filen begynder med en liste. Yderst skal der stå felter: slet »- «, og ryk linjerne ud."
    ]
    assert refuse("navn:x\nantal:3\n")[0].startswith("linje 1, tegn 1: Der mangler et mellemrum efter kolon.")
    assert refuse("\nhej\n")[0].startswith("linje 2, tegn 1: Filen indeholder ingen felter.")


def test_a_duplicate_key_is_refused_with_the_line_of_the_first() -> None:
    assert refuse("navn: x\ndelmaal:\n  - tekst: a\n    tekst: b\n    enhed: andel\nnavn: y\n") == [
        (
            "linje 4, tegn 5: Feltet »tekst« står to gange, først på linje 3. "
            "Er det en ny del af listen, så sæt »- « foran »tekst«; ellers slet det ene."
        ),
        "linje 6, tegn 1: Feltet »navn« står to gange, først på linje 1. Slet det ene.",
    ]


def test_a_part_whose_dash_was_forgotten_is_one_mistake() -> None:
    text = "navn: x\ndelmaal:\n  - id: a\n    tekst: b\n    id: c\n    tekst: d\n  - tekst: e\n    enhed: andel\n"

    wrong = [str(item) for item in parse_yaml(text.encode(), "f.yaml")[2]]

    assert wrong == [
        (
            "linje 5, tegn 5: Feltet »id« står to gange, først på linje 3. "
            "Er det en ny del af listen, så sæt »- « foran »id«; ellers slet det ene."
        )
    ]


def test_a_later_field_that_stands_twice_begins_no_part() -> None:
    (wrong,) = refuse("navn: x\ndelmaal:\n  - tekst: a\n    enhed: andel\n    enhed: andel\n")

    assert wrong == "linje 5, tegn 5: Feltet »enhed« står to gange, først på linje 4. Slet det ene."


def test_a_key_in_decomposed_unicode_is_the_same_key() -> None:
    _, _, wrong = parse_yaml("å: 1\na\u030a: 2\n".encode(), "f.yaml")

    assert [item.line for item in wrong] == [2]


@pytest.mark.parametrize(
    ("text", "line", "begins"),
    [
        ("navn: &a x\n", "linje 1, tegn 7", "»&a« er et anker"),
        ("navn: x\nfra: *a\n", "linje 2, tegn 6", "»*a« er en henvisning (alias)"),
        ("navn: !!python/object/apply:os.system [ls]\n", "linje 1, tegn 7", "»!!python/object/apply:os.system« er et"),
        ("navn: !!python/name:os.system\n", "linje 1, tegn 7", "»!!python/name:os.system« er et typemærke"),
        ("navn: !!str x\n", "linje 1, tegn 7", "»!!str« er et typemærke"),
        ("navn: !vigtigt x\n", "linje 1, tegn 7", "»!vigtigt« er et typemærke"),
        ("navn: x\ndelmaal: !!set {a, b}\n", "linje 2, tegn 10", "»!!set« er et typemærke"),
        ("navn: x\n<<: {art: ny}\n", "linje 2, tegn 1", "Fletning med »<<« kan ikke bruges her."),
        ("navn: x\n~: y\n", "linje 2, tegn 1", "Der mangler et feltnavn foran kolon."),
        ("navn: x\n: y\n", "linje 2, tegn 1", "Der mangler et feltnavn foran kolon."),
        ("navn: x\n?\n: y\n", "linje 2, tegn 2", "Der mangler et feltnavn foran kolon."),
        ("navn: x\n? [a, b]\n: y\n", "linje 2, tegn 3", "Et feltnavn kan ikke være en liste"),
        ("navn: {{ x }}\n", "linje 1, tegn 8", "Et feltnavn kan ikke være en liste"),
        ("navn: x\n---\nnavn: y\n", "linje 2, tegn 1", "Her begynder et nyt dokument."),
    ],
)
def test_what_makes_yaml_surprising_is_refused(text: str, line: str, begins: str) -> None:
    assert refuse(text)[0].startswith(f"{line}: {begins}")


def test_an_alias_bomb_costs_nothing() -> None:
    bomb = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12))
    start = time.process_time()
    wrong = refuse(bomb)

    assert len([line for line in wrong if "er et anker" in line or "er en henvisning" in line]) > 40
    assert time.process_time() - start < 1


def test_every_anchor_alias_and_tag_is_told() -> None:
    wrong = refuse("navn: &a !!str x\ndelmaal: [*a, !x y, {tekst: &b z}]\n")

    assert [line.partition(" er ")[0] for line in wrong] == [
        "linje 1, tegn 7: »!!str«", "linje 1, tegn 7: »&a«", "linje 2, tegn 11: »*a«", "linje 2, tegn 15: »!x«",
        "linje 2, tegn 29: »&b«",
    ]  # fmt: skip


def test_reading_goes_on_past_a_field_name_that_is_none() -> None:
    wrong = refuse("navn: {{ x }}\n? [a, {b: c}]\n: [d]\nantal: mange\n")

    assert [line.partition(": ")[0] for line in wrong] == ["linje 1, tegn 8", "linje 2, tegn 3", "linje 4, tegn 8"]


def test_an_alias_for_a_key_is_refused() -> None:
    _, _, wrong = parse_yaml(b"navn: x\n*a : y\n", "f.yaml")

    assert [(item.line, item.column) for item in wrong] == [(2, 1)]


def test_a_refused_value_is_not_reported_again_as_a_wrong_one() -> None:
    assert len(refuse("navn: *a\nantal: !!int x\n")) == 2


def test_what_yaml_refuses_and_what_the_model_refuses_come_together() -> None:
    wrong = refuse("navn: x\nnavn: y\nantal: mange\n")

    assert [item.split(":")[0] for item in wrong] == ["linje 2, tegn 1", "linje 3, tegn 8"]


@pytest.mark.parametrize(
    "text",
    ["a: " + "[" * (MAX_DEPTH + 1), "- " * (MAX_DEPTH + 1) + "x", "a: " + "{a: " * (MAX_DEPTH + 1), "[" * 1_000_000],
    ids=["lists", "dashes", "fields", "a million lists"],
)
def test_deep_nesting_is_refused(text: str) -> None:
    (wrong,) = refuse(text)

    assert "niveauer inden i hinanden" in wrong


def test_nesting_up_to_the_bound_is_read() -> None:
    raw, _, wrong = parse_yaml(f"a: {'[' * (MAX_DEPTH - 1)}{']' * (MAX_DEPTH - 1)}".encode(), "f.yaml")

    assert list(raw) == ["a"]
    assert wrong == []


def test_no_more_errors_are_shown_than_a_person_mends_but_all_are_held() -> None:
    text = "navn: x\n" + "".join(f"k{n}: 1\n" for n in range(173))
    with pytest.raises(DataError) as caught:
        load(text)
    lines = str(caught.value).split("\n")

    assert len(caught.value.fejl) == 173
    assert len(lines) == DataError.MAX_SHOWN + 1
    assert lines[-1] == "aftale.yaml: og 123 fejl mere. Ret dem her først."


def test_of_very_many_errors_the_first_are_held() -> None:
    with pytest.raises(DataError) as caught:
        load("navn: x\n" + "".join(f"k{n}: 1\n" for n in range(MAX_FEJL * 3)))

    note, *others = caught.value.fejl
    assert note.message == "Filen har over 1000 fejl; her er de første. Er det den rigtige fil?"
    assert [item.line for item in others] == list(range(2, MAX_FEJL + 2))


@pytest.mark.parametrize("line", ["a: &x 1\n", "a: !!x 1\n", "- a\n", "b: *a\n", "\ta\n", "\0", "x\x07\n"])
def test_a_file_of_another_kind_is_given_up_early(line: str) -> None:
    start = time.process_time()
    wrong = refuse(line * (MAX_BYTES // len(line)))

    assert len(wrong) <= DataError.MAX_SHOWN + 1
    assert time.process_time() - start < 5


def test_too_many_values_are_refused() -> None:
    (wrong,) = refuse("navn: x\ndelmaal:\n" + "- a\n" * (3 * MAX_VALUES))

    assert "Filen har over 100.000 værdier. Er det den rigtige fil?" in wrong

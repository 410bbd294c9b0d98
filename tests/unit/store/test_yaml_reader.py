"""What a person may write in a YAML file, and what is refused before a model sees it: each mistake with its place."""

from __future__ import annotations

import time
from typing import ClassVar

import pytest
from pydantic import Field

from generator.errors import DataError
from generator.model.base import Dato, Heltal, Linje, Model
from generator.store.yaml_reader import MAX_BYTES, load_yaml, load_yaml_with_places, parse_yaml
from generator.store.yaml_tree import MAX_DEPTH, MAX_FEJL, MAX_VALUES


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


# -- files that are no YAML text --


def test_a_file_of_a_hundred_megabytes_is_refused_before_it_is_parsed() -> None:
    data = b"a" * 100_000_000
    start = time.process_time()
    wrong = refuse(data)

    assert wrong == ["Filen fylder 100,0 MB, og højst 5 MB kan læses. Er det den rigtige fil?"]
    assert time.process_time() - start < 1


def test_a_file_just_too_large_is_not_said_to_fill_what_is_allowed() -> None:
    assert refuse(b"#" * (MAX_BYTES + 1)) == ["Filen fylder 5,1 MB, og højst 5 MB kan læses. Er det den rigtige fil?"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-16-le"])
def test_utf16_is_refused(encoding: str) -> None:
    mark = {"utf-16": b"", "utf-16-be": b"\xfe\xff", "utf-16-le": b"\xff\xfe"}[encoding]

    assert refuse(mark + "navn: x".encode(encoding)) == [
        "Filen er gemt som UTF-16. Gem den som UTF-8 i dit tekstprogram."
    ]


def test_windows_1252_is_recognised_at_its_first_danish_letter() -> None:
    assert refuse("a: b\nnavn: Grøn".encode("cp1252")) == [
        (
            "linje 2, tegn 9: Byte 14 (0xF8) er ikke UTF-8. Filen er vist gemt som Windows-1252 (»ANSI«). "
            "Gem filen som UTF-8 i dit tekstprogram."
        )
    ]


def test_broken_utf8_and_encoded_surrogates_have_their_byte() -> None:
    assert refuse(b"navn: \xff") == [
        "linje 1, tegn 7: Byte 7 (0xFF) er ikke UTF-8. Gem filen som UTF-8 i dit tekstprogram."
    ]
    assert refuse(b"navn: \xed\xa0\x80") == ["linje 1, tegn 7: Byte 7 er et halvt tegn (surrogat). Slet tegnet."]


@pytest.mark.parametrize(
    ("character", "name"),
    [
        ("\x00", "et NUL-tegn"),
        ("\x07", "tegnet U+0007"),
        ("\x0c", "et sideskift"),
        ("\x1b", "tegnet U+001B"),
        ("\x7f", "tegnet U+007F"),
        ("\x85", "tegnet U+0085"),
        ("\r", "et linjeskift (CR)"),
        ("\u2028", "et linjeskilletegn (U+2028)"),
        ("\u2029", "et afsnitsskilletegn (U+2029)"),
        ("\ufeff", "et BOM-tegn (U+FEFF)"),
        ("\ufffe", "tegnet U+FFFE"),
        ("\uffff", "tegnet U+FFFF"),
        ("\U0001fffe", "tegnet U+1FFFE"),
    ],
)
def test_a_character_that_no_document_can_carry_has_its_place(character: str, name: str) -> None:
    assert refuse(f"navn: x\nart: ab{character}c\n") == [f"linje 2, tegn 8: Her står {name}. Slet tegnet."]


def test_each_such_character_is_told() -> None:
    assert len(refuse("navn: \x00\x01\nart: \x02\n")) == 3


def test_a_tab_in_the_indentation_has_its_own_message_once_per_line() -> None:
    assert refuse("navn: x\ndelmaal:\n\t\t- tekst: y\n \tb: c\n") == [
        "linje 3, tegn 1: Linjen er rykket ind med et tabulatortegn. Brug mellemrum, to for hvert niveau.",
        "linje 4, tegn 2: Linjen er rykket ind med et tabulatortegn. Brug mellemrum, to for hvert niveau.",
    ]


def test_a_tab_in_a_text_is_refused() -> None:
    assert refuse("navn: x\ty\n") == ["linje 1, tegn 8: Her står et tabulatortegn. Skriv et mellemrum i stedet."]


@pytest.mark.parametrize(
    ("escape", "name"),
    [
        ("\\0", "et NUL-tegn"),
        ("\\uFFFE", "tegnet U+FFFE"),
        ("\\t", "et tabulatortegn"),
        ("\\L", "et linjeskilletegn (U+2028)"),
    ],
)
def test_such_characters_are_refused_as_escapes_too(escape: str, name: str) -> None:
    assert refuse(f'navn: "a{escape}b"\n') == [
        f"linje 1, tegn 7: Teksten indeholder {name}, skrevet som en kode med »\\«. Slet koden."
    ]
    assert refuse(f'navn: x\n"a{escape}": b\n')[0].startswith(f"linje 2, tegn 1: Teksten indeholder {name}")


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

    assert "»&a0« er et anker" in wrong[1]
    assert time.process_time() - start < 1


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


def test_errors_beyond_what_a_person_mends_are_left_out() -> None:
    wrong = refuse("navn: x\n" + "".join(f"k{n}: 1\n" for n in range(MAX_FEJL * 3)))

    assert wrong[0] == f"Filen har over {MAX_FEJL} fejl; her er de første. Er det den rigtige fil?"
    assert len(wrong) == MAX_FEJL + 1
    assert wrong[-1].startswith(f"linje {MAX_FEJL + 1}, tegn 1: ")


@pytest.mark.parametrize("line", ["a: &x 1\n", "a: !!x 1\n", "- a\n", "b: *a\n"])
def test_a_file_of_another_kind_is_given_up_early(line: str) -> None:
    start = time.process_time()
    wrong = refuse(line * (MAX_BYTES // len(line)))

    assert len(wrong) <= MAX_FEJL + 1
    assert time.process_time() - start < 5


def test_too_many_values_are_refused() -> None:
    (wrong,) = refuse("navn: x\ndelmaal:\n" + "- a\n" * (3 * MAX_VALUES))

    assert "Filen har over 100.000 værdier. Er det den rigtige fil?" in wrong

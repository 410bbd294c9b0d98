"""What a file's bytes must be, and where in it stand the characters that no document can carry."""

from __future__ import annotations

import time

import pytest
from pydantic import Field

from generator.errors import DataError
from generator.model.base import Dato, Heltal, Linje, Model
from generator.store.yaml_reader import MAX_BYTES, load_yaml


class Aftale(Model):
    """A small agreement."""

    navn: Linje = Field(title="Navn")
    fra: Dato | None = Field(None, title="Gælder fra")
    antal: Heltal | None = Field(None, title="Antal")
    liste: tuple[Linje, ...] = Field((), title="Liste")


def refuse(text: str | bytes) -> list[str]:
    """Return what is wrong, a line per error, without the file's name."""
    with pytest.raises(DataError) as caught:
        load_yaml(text if isinstance(text, bytes) else text.encode(), Aftale, "aftale.yaml")
    lines = str(caught.value).split("\n")
    assert all(line.startswith(("aftale.yaml, linje ", "aftale.yaml: ")) for line in lines)
    return [line.removeprefix("aftale.yaml, ").removeprefix("aftale.yaml: ") for line in lines]


# -- size and encoding --


def test_a_file_of_a_hundred_megabytes_is_refused_before_it_is_parsed() -> None:
    data = b"a" * 100_000_000
    start = time.process_time()
    wrong = refuse(data)

    assert wrong == ["Filen fylder 100,0 MB, og højst 5 MB kan læses. Er det den rigtige fil?"]
    assert time.process_time() - start < 1


def test_a_file_just_too_large_is_not_said_to_fill_what_is_allowed() -> None:
    assert refuse(b"#" * (MAX_BYTES + 1)) == ["Filen fylder 5,1 MB, og højst 5 MB kan læses. Er det den rigtige fil?"]


SAVE = "Åbn den i et tekstprogram, vælg »Gem som«, og vælg kodningen UTF-8."


@pytest.mark.parametrize("encoding", ["utf-16-be", "utf-16-le", "utf-32-be", "utf-32-le"])
def test_an_encoding_of_wide_characters_is_named_with_a_mark_and_without(encoding: str) -> None:
    name = encoding[:6].upper()
    text = "navn: Grønærløse Å\n# en kommentar\n"

    assert refuse("\ufeff".encode(encoding) + text.encode(encoding)) == [f"Filen er gemt som {name}. {SAVE}"]
    assert refuse(text.encode(encoding)) == [f"Filen er vist gemt som {name}. {SAVE}"]


@pytest.mark.parametrize("data", [b"navn: x\0", b"\0\0\0\0\0\0", b"a\0", b"navn: a\0b\0c\0d\n"])
def test_a_few_nul_characters_are_no_encoding(data: bytes) -> None:
    assert any("Her står et NUL-tegn. Slet tegnet." in line for line in refuse(data))


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1"])
def test_windows_1252_and_latin_1_are_recognised_at_their_first_danish_letter(encoding: str) -> None:
    assert refuse("a: b\r\nnavn: Grøn".encode(encoding)) == [
        (
            "linje 2, tegn 9: Byte 15 (0xF8) er ikke UTF-8. Filen er vist gemt som Windows-1252 eller Latin-1 "
            f"(»ANSI«). {SAVE}"
        )
    ]


def test_broken_utf8_has_its_byte() -> None:
    assert refuse(b"navn: \xff") == [f"linje 1, tegn 7: Byte 7 (0xFF) er ikke UTF-8. {SAVE}"]


def test_lines_that_end_as_on_an_old_mac_are_one_mistake() -> None:
    assert refuse(b"navn: x\rantal: mange\r") == [
        "Filens linjer slutter med CR alene, som på en gammel Mac. Gem den med linjeskift som LF eller CRLF.",
        "linje 2, tegn 8: »Antal«: »mange« er ikke et helt tal. Skriv kun cifre, fx 12.",
    ]


# -- characters --


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
    assert refuse(f"\nnavn: ab{character}c\n") == [f"linje 2, tegn 9: Her står {name}. Slet tegnet."]


def test_a_surrogate_has_its_place_among_the_others() -> None:
    assert refuse(b"navn: a\xed\xa0\x80b\nantal: \x07x\n") == [
        "linje 1, tegn 8: Her står et halvt tegn (surrogat, U+D800). Slet tegnet.",
        "linje 2, tegn 8: Her står tegnet U+0007. Slet tegnet.",
        "linje 2, tegn 9: »Antal«: »x« er ikke et helt tal. Skriv kun cifre, fx 12.",
    ]


def test_the_rest_of_the_file_is_read_past_such_characters_and_keeps_its_places() -> None:
    text = "navn: \x00\x01\tx # \x02\n\tdelmaal:\n\t - tekst: a\n\t\x03b: c\n\x04antal:\tmange\n"

    assert [item.partition(": ")[0] for item in refuse(text)] == [
        "linje 1, tegn 7", "linje 1, tegn 8", "linje 1, tegn 9", "linje 1, tegn 14", "linje 2, tegn 1",
        "linje 3, tegn 1", "linje 4, tegn 1", "linje 4, tegn 2", "linje 5, tegn 1", "linje 5, tegn 8",
        "linje 5, tegn 9",
    ]  # fmt: skip


def test_fields_are_judged_where_they_stand_behind_such_characters() -> None:
    assert refuse("na\x00vn:\tx\nan\x00tal:  \x00mange\nfra: 20\x0021-1\n")[2:] == [
        "linje 2, tegn 3: Her står et NUL-tegn. Slet tegnet.",
        "linje 2, tegn 10: Her står et NUL-tegn. Slet tegnet.",
        "linje 2, tegn 11: »Antal«: »mange« er ikke et helt tal. Skriv kun cifre, fx 12.",
        "linje 3, tegn 6: »Gælder fra«: »2021-1« er ikke en dato. Skriv år-måned-dag, fx 2021-10-01.",
        "linje 3, tegn 8: Her står et NUL-tegn. Slet tegnet.",
    ]


def test_such_characters_are_told_with_the_one_place_where_yaml_is_broken() -> None:
    assert refuse("navn: x\x00\nantal: 1\nfra: a: b\n") == [
        "linje 1, tegn 8: Her står et NUL-tegn. Slet tegnet.",
        "linje 3, tegn 7: Teksten indeholder et kolon. Sæt hele teksten i citationstegn.",
    ]
    assert refuse("navn: x\nfra: a:\tb\n") == [
        "linje 2, tegn 8: Her står et tabulatortegn. Skriv et mellemrum i stedet."
    ]


def test_a_tab_in_the_indentation_has_its_own_message_once_per_line() -> None:
    assert refuse("navn: x\nliste:\n\t\t- y\n \t- c\n") == [
        "linje 3, tegn 1: Linjen er rykket ind med et tabulatortegn. Brug mellemrum, to for hvert niveau.",
        "linje 4, tegn 2: Linjen er rykket ind med et tabulatortegn. Brug mellemrum, to for hvert niveau.",
    ]


def test_a_tab_in_a_text_is_refused() -> None:
    assert refuse("navn: x\ty\nantal: 5\n") == [
        "linje 1, tegn 8: Her står et tabulatortegn. Skriv et mellemrum i stedet."
    ]


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


def test_several_such_escapes_in_a_text_are_all_named() -> None:
    assert refuse('navn: "a\\0b\\tc\\0"\n') == [
        (
            "linje 1, tegn 7: Teksten indeholder et NUL-tegn og et tabulatortegn, skrevet som en kode med »\\«. "
            "Slet koderne."
        )
    ]

"""The ground of the model: text, ids, dates and numbers as a person writes them; what is refused, with which words."""

from __future__ import annotations

import unicodedata
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

import pytest
from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from generator.model.base import (
    UNIQUE_IDS,
    Dato,
    Format,
    Heltal,
    Id,
    JaNej,
    Linje,
    Model,
    Number,
    Valg,
    clean_text,
    fejl,
    normalize_number,
)


class Farve(Valg):
    ROED = "roed", "rød"
    BLAA = "blaa", "blå"


class Ting(Model):
    TITEL = "Ting"

    id: Id
    navn: Linje | None = None
    farve: Farve = Farve.ROED


class Kasse(Model):
    ting: Annotated[tuple[Ting, ...], UNIQUE_IDS] = ()


def read(kind: Any, value: object) -> Any:
    return TypeAdapter(kind).validate_python(value)


def refusal(kind: Any, value: object) -> str:
    """Return what a person is told; one error only."""
    with pytest.raises(ValidationError) as caught:
        read(kind, value)
    (error,) = caught.value.errors()
    return error["msg"]


# -- models --


def test_a_model_is_immutable_and_refuses_unknown_fields() -> None:
    ting = Ting(id="a")

    with pytest.raises(ValidationError, match="frozen"):
        ting.navn = "b"  # type: ignore[misc]
    with pytest.raises(ValidationError, match="Extra inputs"):
        Ting.model_validate({"id": "a", "ukendt": "b"})


def test_a_changed_copy_is_validated_and_leaves_the_first_alone() -> None:
    ting = Ting(id="a", navn="b")

    changed = ting.replaced(navn=" c ")

    assert (changed.navn, ting.navn) == ("c", "b")
    assert changed.id == "a"
    with pytest.raises(ValidationError):
        ting.replaced(id="Ikke et id")
    with pytest.raises(ValidationError):
        ting.replaced(ukendt="b")


def test_a_choice_is_its_ascii_word_and_has_a_wording() -> None:
    assert read(Farve, "blaa") is Farve.BLAA
    assert str(Farve.BLAA) == f"{Farve.BLAA}" == "blaa"
    assert Farve.BLAA.ordlyd == "blå"
    with pytest.raises(ValidationError):
        read(Farve, "blå")


def test_two_parts_with_one_id_are_told_with_their_places() -> None:
    with pytest.raises(ValidationError) as caught:
        Kasse.model_validate({"ting": [{"id": "a"}, {"id": "b"}, {"id": "a"}]})

    (error,) = caught.value.errors()
    assert error["msg"] == "Ting nr. 1 og nr. 3 har samme id »a«. Giv den ene et andet id."
    assert error["ctx"]["loc"] == (2, "id")
    assert len(Kasse.model_validate({"ting": [{"id": "a"}, {"id": "b"}]}).ting) == 2


def test_a_message_reaches_the_user_as_it_stands() -> None:
    error = fejl("kode", "Skriv {navn} og {{ navn }}.", loc=("felt",))

    assert error.type == "kode"
    assert error.message() == "Skriv {navn} og {{ navn }}."
    assert error.context is not None
    assert error.context["loc"] == ("felt",)


# -- text --


def test_text_on_one_line_is_trimmed_and_composed() -> None:
    assert read(Linje, "\n  A\u030abenraa \u2003") == "Åbenraa"
    assert read(Linje, unicodedata.normalize("NFD", "måltal")) == "måltal"


def test_right_to_left_marks_emoji_and_hard_blanks_are_text() -> None:
    assert read(Linje, "a\u200fb\xa0c 👩‍👧") == "a\u200fb\xa0c 👩‍👧"


def test_long_text_keeps_its_lines() -> None:
    assert clean_text("\n a\r\nb \n\xa0", newline=True) == "a\nb"


def test_what_is_no_string_is_left_alone() -> None:
    assert clean_text(5, newline=True) == 5
    assert clean_text(None, newline=False) is None


@pytest.mark.parametrize(
    ("text", "newline", "expected"),
    [
        ("a\nb", False, "Teksten indeholder et linjeskift efter »a«. Skriv teksten på én linje."),
        ("a\r\nb", False, "Teksten indeholder et linjeskift (CR) efter »a«. Slet tegnet."),
        ("\x00a", True, "Teksten indeholder et NUL-tegn i begyndelsen. Slet tegnet."),
        ("Der  er\nen\tfejl", True, "Teksten indeholder et tabulatortegn efter »Der er en«. Slet tegnet."),
        ("a\rb", True, "Teksten indeholder et linjeskift (CR) efter »a«. Slet tegnet."),
        (
            "0123456789" * 3 + "\ufffe",
            True,
            "Teksten indeholder tegnet U+FFFE efter »01234567890123456789«. Slet tegnet.",
        ),
    ],
)
def test_a_forbidden_character_is_told_with_its_place(text: str, newline: bool, expected: str) -> None:
    with pytest.raises(PydanticCustomError) as caught:
        clean_text(text, newline=newline)

    assert caught.value.message() == expected


@pytest.mark.parametrize("value", ["", "  ", "\n"])
def test_an_empty_line_is_refused(value: str) -> None:
    with pytest.raises(ValidationError):
        read(Linje, value)


@pytest.mark.parametrize("value", [1, True, ["a"], {"a": "b"}, None])
def test_a_line_is_made_of_a_string_only(value: object) -> None:
    with pytest.raises(ValidationError):
        read(Linje, value)


# -- ids --


@pytest.mark.parametrize("value", ["a", "positivt-syn", "2019-26", "a" * 60, "0012"])
def test_ids_are_words_of_small_letters_and_digits(value: str) -> None:
    assert read(Id, value) == value


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        ("A", "a"),
        ("måltal", "maaltal"),
        ("Beskæftigelse", "beskaeftigelse"),
        ("a_b", "a-b"),
        ("a--b", "a-b"),
        ("-a", "a"),
        ("a-", "a"),
        ("a b", "a-b"),
        ("a/b", "a-b"),
        (" a", "a"),
        ("a\n", "a"),
        ("a\u0301", "a"),
    ],
)
def test_other_ids_are_refused_with_the_id_that_may_be_meant(value: str, meant: str) -> None:
    assert refusal(Id, value) == (
        f"»{value}« kan ikke være et id (det korte navn). Skriv »{meant}«: kun små bogstaver a-z, cifre og bindestreg."
    )


@pytest.mark.parametrize("value", ["", "٣", "–"])
def test_an_id_that_means_nothing_in_ascii_is_refused_with_an_example(value: str) -> None:
    assert refusal(Id, value) == (
        f"»{value}« kan ikke være et id (det korte navn). Brug små bogstaver a-z, cifre og bindestreg, fx positivt-syn."
    )


def test_an_id_has_a_bound() -> None:
    assert refusal(Id, "a" * 61) == f"Id'et »{'a' * 30}…« er for langt. Brug højst 60 tegn."


def test_an_id_is_made_of_a_string_only() -> None:
    with pytest.raises(ValidationError):
        read(Id, 5)


# -- dates --


def test_a_date_is_written_year_month_day() -> None:
    assert read(Dato, " 2021-10-01 ") == date(2021, 10, 1)
    assert read(Dato, date(2021, 10, 1)) == date(2021, 10, 1)
    assert read(Dato, "2020-02-29") == date(2020, 2, 29)


@pytest.mark.parametrize(
    ("value", "iso"),
    [("01.10.2021", "2021-10-01"), ("2021-1-1", "2021-01-01"), ("1. oktober 2021", "2021-10-01")],
)
def test_a_danish_date_is_refused_with_the_spelling_to_paste(value: str, iso: str) -> None:
    assert refusal(Dato, value) == f"Datoen »{value}« skal skrives som år-måned-dag. Skriv {iso}."


@pytest.mark.parametrize("value", ["2021", "", "31.02.2021", "2021-10-01T00:00", "20211001", "２０２１-10-01"])
def test_other_spellings_of_a_date_are_refused(value: str) -> None:
    assert refusal(Dato, value) == f"»{value}« er ikke en dato. Skriv år-måned-dag, fx 2021-10-01."


@pytest.mark.parametrize("value", ["2021-02-30", "2021-02-29", "2021-13-01", "2021-00-10", "0000-01-01"])
def test_a_day_that_does_not_exist_is_refused(value: str) -> None:
    expected = f"Datoen »{value}« findes ikke i kalenderen. Skriv år-måned-dag, fx 2021-10-01."

    assert refusal(Dato, value) == expected


@pytest.mark.parametrize("value", ["1949-12-31", "2101-01-01", "0021-10-01"])
def test_a_year_far_off_is_a_slip(value: str) -> None:
    assert refusal(Dato, value) == f"Årstallet i »{value}« skal ligge mellem 1950 og 2100."


def test_the_years_at_the_edge_are_fine() -> None:
    assert read(Dato, "1950-01-01") == date(1950, 1, 1)
    assert read(Dato, "2100-12-31") == date(2100, 12, 31)


# -- numbers --


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("1500", "1500"),
        ("12,5", "12.5"),
        ("12.5", "12.5"),
        (" 12,50 ", "12.5"),
        ("-3", "-3"),
        ("-0", "0"),
        ("0,0", "0"),
        ("0012", "12"),
        ("100", "100"),
        ("1,500", "1.5"),
        ("1500.000", "1500"),
        ("999999999999,999999", "999999999999.999999"),
    ],
)
def test_numbers_are_read_as_danes_and_programmers_write_them(value: str, expected: str) -> None:
    """In one spelling, so that equal numbers print and hash alike."""
    assert str(read(Number, value)) == expected


@pytest.mark.parametrize(
    ("value", "thousands", "decimals"),
    [("1.500", "1500", "1,5"), ("12.345", "12345", "12,345"), ("-12.000", "-12000", "-12")],
)
def test_a_number_that_reads_in_two_ways_is_refused(value: str, thousands: str, decimals: str) -> None:
    assert refusal(Number, value) == (
        f"»{value}« kan læses på to måder. "
        f"Skriv {thousands}, hvis det er et tusindtal, eller {decimals}, hvis det er et decimaltal."
    )


@pytest.mark.parametrize(
    "value",
    ["1e5", "NaN", "nan", "inf", "Infinity", "１２", "٣", "1.500.000", "1 500", "+5", "12,", ",5", "--5", "", "25 %",
     "0x10", "1_000", "1,2,3", "1234567890123", "1,1234567", "5\n6"],
)  # fmt: skip
def test_what_is_no_plain_number_is_refused(value: str) -> None:
    expected = f"»{value}« er ikke et tal. Skriv kun cifre og evt. et decimalkomma, fx 1500 eller 12,5."

    assert refusal(Number, value) == expected


def test_a_number_that_is_one_already_gets_its_one_spelling() -> None:
    assert str(read(Number, Decimal("1.00"))) == "1"
    assert str(read(Number, 5)) == "5"
    with pytest.raises(ValidationError):
        read(Number, Decimal("NaN"))
    with pytest.raises(ValidationError):
        read(Number, ["1"])


@pytest.mark.parametrize(
    ("number", "expected"),
    [("1.00", "1"), ("1E+2", "100"), ("-0", "0"), ("0E-5", "0"), ("1.10", "1.1"), ("NaN", "NaN")],
)
def test_equal_numbers_have_one_spelling(number: str, expected: str) -> None:
    assert str(normalize_number(Decimal(number))) == expected


def test_whole_numbers() -> None:
    assert read(Heltal, " 12 ") == 12
    assert read(Heltal, "0012") == 12
    assert read(Heltal, 12) == 12


@pytest.mark.parametrize("value", ["-1", "1,5", "1.0", "1e5", "１２", "", "tolv", "1234567890"])
def test_what_is_no_whole_number_is_refused(value: str) -> None:
    assert refusal(Heltal, value) == f"»{value}« er ikke et helt tal. Skriv kun cifre, fx 12."


# -- yes and no, the file's format --


@pytest.mark.parametrize(
    ("value", "expected"), [("ja", True), (" Ja ", True), ("true", True), ("NEJ", False), ("false", False)]
)
def test_yes_and_no_are_danish(value: str, expected: bool) -> None:
    assert read(JaNej, value) is expected
    assert read(JaNej, expected) is expected


@pytest.mark.parametrize("value", ["no", "yes", "1", "", "måske"])
def test_another_answer_is_refused(value: str) -> None:
    assert refusal(JaNej, value) == f"»{value}« skal være ja eller nej."


@pytest.mark.parametrize("value", ["1", 1])
def test_the_format_is_one(value: object) -> None:
    assert read(Format, value) == 1


@pytest.mark.parametrize("value", ["2", "", "01", None])
def test_another_format_is_refused(value: object) -> None:
    assert refusal(Format, value) == f"Filformatet er »{value}«, men programmet læser format 1. Skriv format: 1."


# -- the JSON Schema, which editors read --


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (Id, {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$", "maxLength": 60}),
        (Dato, {"type": "string", "pattern": "^\\d{4}-\\d{2}-\\d{2}$"}),
        (Number, {"type": ["string", "number"]}),
        (Heltal, {"type": "integer"}),
        (JaNej, {"enum": ["ja", "nej"]}),
    ],
)
def test_an_editor_is_told_what_may_stand(kind: Any, expected: dict[str, object]) -> None:
    assert TypeAdapter(kind).json_schema() == expected


@pytest.mark.parametrize("pile", ["e" + "\u0301" * 60, "\U0001f468\u200d" * 60, "a" + "\ufe0f" * 60])
def test_a_tower_of_marks_is_refused(pile: str) -> None:
    """Layout takes the square of them: a hundred thousand accents on one letter filled the memory."""
    with pytest.raises(PydanticCustomError, match=r"Over 40 tegn er lagt oven i hinanden efter »Ord.*«\. Slet dem\."):
        clean_text(f"Ord {pile}", newline=False)


def test_real_letters_with_marks_and_joined_emoji_pass() -> None:
    """A family of four, a flag, Vietnamese, pointed Hebrew."""
    text = "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466 ệ \u05e9\u05c1\u05b8 \u2764\ufe0f" * 50

    assert clean_text(text, newline=False) == unicodedata.normalize("NFC", text)

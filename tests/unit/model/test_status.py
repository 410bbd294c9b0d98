"""What can be written in a year's status: figures or »ikke opgjort«, periods in three forms, assessments in four."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from generator.model.status import (
    AarligStatus,
    DelmaalStatus,
    IndikatorStatus,
    Opgoerelse,
    Vurdering,
    days_of,
    name_periode,
)


def indikator(**facts: Any) -> IndikatorStatus:
    return IndikatorStatus(id="a", **facts)


def refused(**facts: Any) -> str:
    with pytest.raises(ValidationError) as caught:
        indikator(**facts)
    (error,) = caught.value.errors()
    return str(error["ctx"]["message"])


@pytest.mark.parametrize(
    ("text", "value", "shown"),
    [
        ("53", Decimal(53), "53"),
        ("53,5", Decimal("53.5"), "53,5"),
        ("53.5", Decimal("53.5"), "53,5"),
        ("-3", Decimal(-3), "-3"),
        ("12500", Decimal(12500), "12.500"),
        ("1,00", Decimal(1), "1"),
    ],
)
def test_figure_is_read_as_a_dane_or_a_programmer_writes_it(text: str, value: Decimal, shown: str) -> None:
    read = indikator(vaerdi=text)

    assert (read.vaerdi, read.tal, read.vaerdi_tekst) == (value, value, shown)
    assert str(read.tal) == str(value)


@pytest.mark.parametrize("text", ["ikke opgjort", "Ikke opgjort", "ikke-opgjort", " IKKE  OPGJORT "])
def test_ikke_opgjort_is_an_answer(text: str) -> None:
    read = indikator(vaerdi=text)

    assert (read.vaerdi, read.tal, read.vaerdi_tekst) == (Opgoerelse.IKKE_OPGJORT, None, "Ikke opgjort")
    assert read.er_udfyldt


def test_decimals_and_answers_are_taken_as_they_are() -> None:
    assert indikator(vaerdi=Decimal("5.0")).vaerdi == Decimal(5)
    assert str(indikator(vaerdi=Decimal("5.0")).vaerdi) == "5"
    assert indikator(vaerdi=Opgoerelse.IKKE_OPGJORT).vaerdi is Opgoerelse.IKKE_OPGJORT


def test_blank_value_is_not_filled_in() -> None:
    assert indikator().vaerdi_tekst == ""
    assert not indikator().er_udfyldt
    assert indikator(seriebrud="nej").er_udfyldt


@pytest.mark.parametrize("text", ["ca. 49", "51 %", "ikke", "1e3", "nan", "", "٣"])
def test_other_words_are_no_value(text: str) -> None:
    assert refused(vaerdi=text) == (
        f"»{text}« er ikke et tal. Skriv kun tallet, fx 1480 eller 53,5, eller »ikke opgjort«."
    )


def test_number_that_can_be_read_in_two_ways_is_refused() -> None:
    assert refused(vaerdi="1.500") == "»1.500« kan læses på to måder. Skriv 1500 eller 1,500."


def test_value_of_another_type_is_refused() -> None:
    with pytest.raises(ValidationError):
        indikator(vaerdi=[1])
    with pytest.raises(ValidationError):
        indikator(periode=2022)


@pytest.mark.parametrize(
    ("text", "spelled", "shown", "days"),
    [
        ("2022", "2022", "2022", (date(2022, 1, 1), date(2022, 12, 31))),
        ("2022-05-03", "2022-05-03", "03.05.22", (date(2022, 5, 3), date(2022, 5, 3))),
        (
            " 2022-01-01 til 2022-06-30 ",
            "2022-01-01 til 2022-06-30",
            "01.01.22 – 30.06.22",
            (date(2022, 1, 1), date(2022, 6, 30)),
        ),
        (
            "2022-01-01–2022-06-30",
            "2022-01-01 til 2022-06-30",
            "01.01.22 – 30.06.22",
            (date(2022, 1, 1), date(2022, 6, 30)),
        ),
        ("2022-01-01 til 2022-01-01", "2022-01-01", "01.01.22", (date(2022, 1, 1), date(2022, 1, 1))),
    ],
)
def test_periode_has_one_spelling(text: str, spelled: str, shown: str, days: tuple[date, date]) -> None:
    assert indikator(periode=text).periode == spelled
    assert name_periode(spelled) == shown
    assert days_of(spelled) == days


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("i foråret", "»i foråret« er ikke en periode."),
        ("2022-02-30", "En dato i »2022-02-30« findes ikke i kalenderen."),
        ("2022-06-30 til 2022-01-01", "Perioden »2022-06-30 til 2022-01-01« slutter, før den begynder."),
        ("0202", "Årstallet i »0202« skal ligge mellem 1950 og 2100."),
        ("2022-01-01 til 2202-01-01", "Årstallet i »2022-01-01 til 2202-01-01« skal ligge mellem 1950 og 2100."),
    ],
)
def test_what_is_no_periode_is_refused(text: str, problem: str) -> None:
    assert refused(periode=text).startswith(problem)


def test_aar_out_of_range_is_refused() -> None:
    with pytest.raises(ValidationError, match="Året 22 skal ligge mellem 1950 og 2100"):
        AarligStatus(format=1, delaftale="job", aar="22")


def test_parts_are_found_by_id() -> None:
    one = indikator(vaerdi="3")
    delmaal = DelmaalStatus(id="d", indikatorer=(one,))
    status = AarligStatus(format=1, delaftale="job", aar="2022", delmaal=(delmaal,))

    assert status.find("d") is not None
    assert status.find("x") is None
    assert status.find_indikator("d", "a") == one
    assert status.find_indikator("d", "x") is None
    assert status.find_indikator("x", "a") is None


def test_two_parts_with_one_id_are_refused() -> None:
    with pytest.raises(ValidationError, match="har samme id »a«"):
        DelmaalStatus(id="d", indikatorer=(indikator(), indikator()))


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, False),
        ({"vurdering": "naaet"}, True),
        ({"bemaerkning": "Godt."}, True),
        ({"indikatorer": (indikator(),)}, False),
        ({"indikatorer": (indikator(kilde="Egen"),)}, True),
    ],
)
def test_delmaal_is_filled_in_when_anything_of_it_is(facts: dict[str, Any], expected: bool) -> None:
    assert DelmaalStatus(id="d", **facts).er_udfyldt is expected


def test_the_four_assessments() -> None:
    assert [each.ordlyd for each in Vurdering] == ["Nået", "På vej", "Ikke nået", "Kan ikke vurderes"]

"""Who is chef on a day, how the title stands in a sentence, and decisions in the words of a referat."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from generator.model.moede import Afstemning, Forslagsafgoerelse, Punktbeslutning
from generator.workflow.chef import chef_titel, define_titel, find_chef, within
from generator.workflow.moedeordlyd import word_afgoerelse, word_afstemning, word_punktbeslutning
from tests.logskriver import A, aendringer
from tests.moedeskriver import DAG, person, plan, register


def chef(id_: str, rolle: str, **facts: Any) -> dict[str, Any]:
    return {"id": id_, "rolle": rolle, "chef": "ja"} | facts


PEOPLE = register(
    person("bo"),
    chef("gammel", "Leder", fra="2021-10-01", til="2022-12-31"),
    chef("vikar", "Konstitueret leder", fra="2022-09-01", til="2022-09-30"),
    chef("ny", "Chef for helhedsplanen", fra="2023-01-01"),
)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2021, 9, 30), None),
        (date(2021, 10, 1), "gammel"),
        (date(2022, 8, 31), "gammel"),
        (DAG, "vikar"),
        (date(2022, 9, 30), "vikar"),
        (date(2022, 10, 1), "gammel"),
        (date(2023, 1, 1), "ny"),
        (date(2030, 1, 1), "ny"),
    ],
)
def test_the_chef_of_a_day_is_the_one_who_began_last(day: date, expected: str | None) -> None:
    found = find_chef(PEOPLE, day)

    assert (None if found is None else found.id) == expected


def test_somebody_whose_days_are_not_known_is_chef_when_nobody_else_is() -> None:
    people = register(chef("altid", "Leder"), chef("vikar", "Vikar", fra="2022-09-01", til="2022-09-30"))

    assert [chef_titel(plan(), people, day) for day in (DAG, date(2022, 10, 1))] == ["Vikar", "Leder"]


def test_the_title_is_the_registers_else_the_plans_else_the_usual_one() -> None:
    assert chef_titel(plan(), PEOPLE, DAG) == "Konstitueret leder"
    assert chef_titel(plan(), register(), DAG) == "Sekretariatsleder"
    assert chef_titel(plan().replaced(chef=None), register(), DAG) == "Chef for helhedsplanen"


@pytest.mark.parametrize(
    ("titel", "expected"),
    [
        ("Chef for helhedsplanen", "Chefen for helhedsplanen"),
        ("Sekretariatsleder", "Sekretariatslederen"),
        ("Projektansvarlige", "Projektansvarligen"),
        ("Chefen for helhedsplanen", "Chefen for helhedsplanen"),
        ("Boligsocial leder", "Boligsocial leder"),
        ("Konstitueret chef for helhedsplanen", "Den konstituerede chef for helhedsplanen"),
        ("Fungerende leder", "Den fungerende leder"),
        ("Konstitueret", "Konstitueret"),
        ("Leder/koordinator", "Leder/koordinator"),
    ],
)
def test_a_title_is_made_definite_where_that_is_plain(titel: str, expected: str) -> None:
    assert define_titel(titel) == expected
    assert within(expected)[:1] == expected[:1].lower()


# -- the words of a decision --


def words(gaelder_fra: date | None = None, **facts: Any) -> str:
    item = Forslagsafgoerelse.model_validate({"forslag": "x"} | facts)
    return word_afgoerelse(item, gaelder_fra, "Chefen for helhedsplanen")


def test_only_what_takes_effect_says_from_when() -> None:
    assert words(DAG, udfald="godkendt") == "Godkendt som indstillet. Gælder fra den 14. september 2022."
    assert words(DAG, udfald="udsat") == "Udsat."
    assert words(udfald="sendt-tilbage") == "Sendt tilbage til chefen for helhedsplanen."
    assert words(udfald="godkendt-med-forbehold", forbehold="pengene. ") == "Godkendt med forbehold for pengene."


def test_a_correction_says_that_it_is_one() -> None:
    own = aendringer(A)

    assert words(DAG, udfald="ikke-godkendt", retter=4, aendringer=own) == (
        "Referatet rettes. Beslutningen lyder: Ikke godkendt. Gælder fra den 14. september 2022."
    )
    assert words(DAG, udfald="godkendt", retter=4, aendringer=[]) == (
        "Referatet rettes. Beslutningen lyder: Godkendt som indstillet."
    )
    assert words(udfald="godkendt", retter=4, aendringer=[], ordlyd="Der stod fejl.") == "Der stod fejl."


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"udfald": "godkendt"}, "Godkendt."),
        ({"udfald": "ikke-godkendt"}, "Ikke godkendt."),
        ({"udfald": "udsat"}, "Udsat."),
        ({"udfald": "droeftet"}, "Drøftet."),
        ({"udfald": "taget-til-efterretning"}, "Taget til efterretning."),
        (
            {"udfald": "ingen-aendringer", "aar": 2024},
            "Delaftalerne er gennemgået for 2024. Bestyrelsen besluttede, at der ikke skal ændres noget.",
        ),
        ({"udfald": "droeftet", "ordlyd": "Drøftet længe."}, "Drøftet længe."),
    ],
)
def test_an_item_is_worded_by_its_outcome(facts: dict[str, Any], expected: str) -> None:
    assert word_punktbeslutning(Punktbeslutning.model_validate(facts)) == expected


def test_votes_are_told_in_a_sentence() -> None:
    assert word_afstemning(Afstemning(stemmer_for=3, stemmer_imod=1)) == "For stemte 3, og imod stemte 1."
    assert word_afstemning(Afstemning(stemmer_for=3, stemmer_imod=0, undlod=1)) == (
        "For stemte 3, imod 0, og 1 undlod at stemme."
    )

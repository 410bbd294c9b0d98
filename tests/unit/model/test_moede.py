"""A meeting as its file has it: what hangs together is read, what can't be is told in Danish with its place."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from generator.model.moede import Deltager, Forslagsafgoerelse, Moede, Punkt, Punktbeslutning
from generator.model.referat import Referat
from generator.store.yaml_reader import load_yaml
from generator.store.yaml_writer import dump_yaml
from tests.logskriver import A, aendringer

BASE: dict[str, Any] = {"format": 1, "dato": "2022-09-14"}
ITEM: dict[str, Any] = {"id": "sag", "titel": "Sagen", "type": "B"}


def told(model: type[Any], facts: dict[str, Any]) -> str:
    """Return what is said of facts that can't be."""
    with pytest.raises(ValidationError) as caught:
        model.model_validate(facts)
    (error,) = caught.value.errors()
    return str(error["msg"])


def test_a_meeting_is_written_and_read_again_as_it_was() -> None:
    facts = BASE | {
        "kl": "14:00",
        "slut_kl": "16:05",
        "deltagere": [
            {"person": "bo", "fremmoede": "afbud"},
            {"person": "dorte", "fremmoede": "til-stede", "suppleant_for": "bo"},
        ],
        "punkter": [ITEM | {"forslag": ["x"]}],
        "afgoerelser": [{"forslag": "x", "udfald": "godkendt", "gaelder_fra": "2022-10-01"}],
        "opgaver": [{"id": "brev", "punkt": "sag", "tekst": "Skriv et brev", "ansvarlig": "bo"}],
    }
    moede = Moede.model_validate(facts)

    assert load_yaml(dump_yaml(moede), Moede, "moede.yaml") == moede
    assert moede.punkt_nummer("sag") == 1
    assert not moede.er_afsluttet


def test_an_item_that_is_not_there_has_no_number() -> None:
    with pytest.raises(KeyError):
        Moede.model_validate(BASE).punkt_nummer("sag")


TWO = {"person": "bo", "fremmoede": "til-stede"}


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"deltagere": [TWO, TWO]}, "»bo« står to gange blandt deltagerne. Slet den ene."),
        (
            {
                "deltagere": [
                    {"person": "dorte", "fremmoede": "til-stede", "suppleant_for": "bo"},
                    {"person": "erik", "fremmoede": "til-stede", "suppleant_for": "bo"},
                ]
            },
            "To suppleanter er sat ind for »bo«. Slet den ene.",
        ),
        (
            {"punkter": [ITEM | {"forslag": ["x"]}, ITEM | {"id": "to", "forslag": ["x"]}]},
            "Forslaget »x« står to gange på dagsordenen. Slet det ene.",
        ),
        (
            {"afgoerelser": [{"forslag": "x", "udfald": "udsat"}, {"forslag": "x", "udfald": "godkendt"}]},
            "»x« er afgjort to gange. Slet den ene afgørelse.",
        ),
        (
            {"opgaver": [{"id": "brev", "punkt": "væk", "tekst": "Skriv", "ansvarlig": "bo"}]},
            "»væk« kan ikke være et id (det korte navn). Skriv »vaek«: kun små bogstaver a-z, cifre og bindestreg.",
        ),
        (
            {"opgaver": [{"id": "brev", "punkt": "vaek", "tekst": "Skriv", "ansvarlig": "bo"}]},
            "Der er ikke noget punkt »vaek« på dagsordenen.",
        ),
        (
            {"form": "skriftlig"},
            "En skriftlig behandling skal have en svarfrist, og kun den. Skriv fx svarfrist: 2023-03-08.",
        ),
        (
            {"svarfrist": "2022-09-20"},
            "En skriftlig behandling skal have en svarfrist, og kun den. Skriv fx svarfrist: 2023-03-08.",
        ),
        (
            {"form": "skriftlig", "svarfrist": "2022-09-10"},
            "Svarfristen 2022-09-10 ligger før den 2022-09-14. Ret en af datoerne.",
        ),
        (
            {"svar": [{"person": "bo", "dato": "2022-09-15", "svar": "godkender"}]},
            "Kun ved en skriftlig behandling svarer medlemmerne skriftligt. Slet svar.",
        ),
        (
            {
                "form": "skriftlig",
                "svarfrist": "2022-09-20",
                "svar": [{"person": "bo", "dato": "2022-09-15", "svar": "godkender"}] * 2,
            },
            "»bo« har svaret to gange. Lad det sidste svar stå.",
        ),
        (
            {"kl": "14:00", "slut_kl": "14:00"},
            "Mødet kan ikke slutte kl. 14:00, når det begynder kl. 14:00. Ret et af dem.",
        ),
    ],
)
def test_what_does_not_hang_together_is_told(facts: dict[str, Any], said: str) -> None:
    assert told(Moede, BASE | facts) == said


@pytest.mark.parametrize("facts", [{}, {"kl": "14:00"}, {"slut_kl": "16:00"}, {"kl": "14:00", "slut_kl": "16:00"}])
def test_times_may_be_left_out(facts: dict[str, Any]) -> None:
    assert Moede.model_validate(BASE | facts).slut_kl == facts.get("slut_kl")


def test_parts_of_a_forslag_are_decided_each_for_itself() -> None:
    part = {"udskilt": {"id": "del", "titel": "En del", "numre": [1]}, "forslag": "x", "udfald": "udsat"}

    made = Moede.model_validate(BASE | {"afgoerelser": [part, {"forslag": "x", "udfald": "godkendt"}]})

    assert [item.del_id for item in made.afgoerelser] == ["del", None]


# -- a decision noted is one that can stand in the log --

OWN = aendringer(A, efter="bestyrelsens")


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"udfald": "godkendt-med-forbehold"}, "Skriv, hvad forbeholdet går ud på."),
        (
            {"udfald": "godkendt", "forbehold": "Kommunens ja."},
            "Der kan kun stå et forbehold ved godkendt-med-forbehold.",
        ),
        ({"udfald": "godkendt-med-aendring"}, "Skriv bestyrelsens egen ordlyd under aendringer."),
        ({"udfald": "godkendt", "aendringer": []}, "Her står ingen ændringer. Skriv dem, eller slet feltet."),
        (
            {"udfald": "udsat", "aendringer": OWN},
            "Når udfaldet er »udsat«, ændres teksten ikke. Slet aendringer.",
        ),
        (
            {"udfald": "godkendt", "retter": 4},
            "Skriv, hvad rettelsen ændrer i teksten, eller aendringer: [], når den intet ændrer.",
        ),
        (
            {"udfald": "udsat", "gaelder_fra": "2022-10-01"},
            "Udfaldet er »udsat«, så der er intet, der kan gælde fra en dag. Slet »Gælder fra«.",
        ),
        (
            {"udfald": "godkendt", "retter": 4, "aendringer": [], "gaelder_fra": "2022-10-01"},
            "Rettelsen ændrer ikke teksten, så der er intet, der kan gælde fra en dag. Slet »Gælder fra«.",
        ),
        (
            {
                "udfald": "godkendt",
                "retter": 4,
                "aendringer": [],
                "udskilt": {"id": "del", "titel": "En del", "numre": [1]},
            },
            "En rettelse gælder hele beslutningen. Slet udskilt.",
        ),
    ],
)
def test_what_does_not_fit_the_outcome_is_refused_when_it_is_noted(facts: dict[str, Any], said: str) -> None:
    assert told(Forslagsafgoerelse, {"forslag": "x"} | facts) == said


@pytest.mark.parametrize(
    "facts",
    [
        {"udfald": "godkendt", "gaelder_fra": "2022-10-01"},
        {"udfald": "godkendt-med-aendring", "aendringer": OWN},
        {"udfald": "godkendt-med-forbehold", "forbehold": "Kommunens ja.", "aendringer": OWN},
        {"udfald": "bemyndiget"},
        {"udfald": "ikke-godkendt", "retter": 4, "aendringer": OWN, "gaelder_fra": "2022-10-01"},
        {"udfald": "godkendt", "retter": 4, "aendringer": []},
    ],
)
def test_each_outcome_can_be_noted_with_what_it_needs(facts: dict[str, Any]) -> None:
    assert Forslagsafgoerelse.model_validate({"forslag": "x"} | facts).del_id is None


# -- items, people, the referat --


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"art": "referat"}, "Skriv referat_af ved punkter, der godkender et referat, og kun dér."),
        ({"referat_af": "2022-06-01"}, "Skriv referat_af ved punkter, der godkender et referat, og kun dér."),
        (
            {"forslag": ["x"], "beslutning": {"udfald": "godkendt"}},
            "Punktet har forslag, som afgøres hver for sig under afgoerelser. Slet beslutning.",
        ),
    ],
)
def test_an_item_fits_its_kind(facts: dict[str, Any], said: str) -> None:
    assert told(Punkt, ITEM | facts) == said


@pytest.mark.parametrize("facts", [{"udfald": "godkendt", "aar": 2024}, {"udfald": "ingen-aendringer"}])
def test_the_year_stands_where_nothing_was_changed_in_it(facts: dict[str, Any]) -> None:
    assert told(Punktbeslutning, facts) == "Skriv året ved ingen-aendringer, og kun dér."


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        (
            {"fremmoede": "afbud", "suppleant_for": "bo"},
            "»dorte« er ikke til stede og kan ikke være suppleant. Slet suppleant_for.",
        ),
        (
            {"fremmoede": "til-stede", "suppleant_for": "dorte"},
            "»dorte« kan ikke være suppleant for sig selv. Slet suppleant_for.",
        ),
    ],
)
def test_a_suppleant_is_there_for_somebody_else(facts: dict[str, Any], said: str) -> None:
    assert told(Deltager, {"person": "dorte"} | facts) == said


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"godkendt": "2022-12-01"}, "Skriv både godkendt og metode, eller ingen af dem."),
        (
            {"frist": "2022-09-30"},
            "Bemærkningsfristen skal ligge efter den dag, referatet er udsendt. Ret en af datoerne.",
        ),
        (
            {"frist": "2022-09-30", "udsendt": "2022-10-01"},
            "Bemærkningsfristen skal ligge efter den dag, referatet er udsendt. Ret en af datoerne.",
        ),
    ],
)
def test_the_days_of_a_referat_are_in_order(facts: dict[str, Any], said: str) -> None:
    assert told(Referat, facts) == said

"""The datakilder that are known: found by an agreement's own words, shipped as a file that loads."""

from __future__ import annotations

import pytest

from generator.model.datakilder import Datakildeliste, KendtDatakilde
from generator.model.valg import Kadence
from generator.store.viden import load_datakilder

LISTE = Datakildeliste(
    format=1,
    datakilder=(
        KendtDatakilde(id="egen", navn="Egen registrering", kilde="K"),
        KendtDatakilde(id="lang", navn="Egen registrering af børn", aliaser=("Børnetælling", "…"), kilde="K"),
    ),
)


@pytest.mark.parametrize(
    ("navn", "wanted"),
    [
        ("Egen registrering", "egen"),
        ("egen REGISTRERING, af deltagere", "egen"),
        ("Egen registrering af børn i forløb", "lang"),
        ("Boernetaelling", "lang"),
        ("Egen registreringsliste", None),
        ("Vores egen registrering", None),
        ("…", None),
    ],
)
def test_a_datakilde_is_found_by_the_words_it_begins_with(navn: str, wanted: str | None) -> None:
    found = LISTE.find(navn)

    assert (found.id if found is not None else None) == wanted


def test_no_list_knows_nothing() -> None:
    assert Datakildeliste(format=1).find("Egen registrering") is None


def test_the_shipped_list_knows_the_trygheds_survey_and_its_years() -> None:
    """VIVE 2018 and 2021, a shortened survey in 2023."""
    survey = load_datakilder().find("Trygheds-survey VIVE/LBF")

    assert survey is not None
    assert (survey.kadence, survey.aar, survey.seriebrud) == (Kadence.ENKELTE_AAR, (2018, 2021, 2023), (2023,))


def test_no_shipped_datakilde_breaks_its_series_in_a_year_without_figures() -> None:
    assert [item.id for item in load_datakilder().datakilder if not set(item.seriebrud) <= set(item.aar)] == []

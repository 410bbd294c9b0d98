"""What an agreement refuses, and what it derives."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from generator.model.delaftale import Delaftale
from generator.model.helhedsplan import Bevillingsperiode, Bevillingsperioder, Helhedsplan
from generator.model.udgave import describe_gyldighed, describe_udgave


def build(**fields: Any) -> Delaftale:
    """Return the smallest agreement with `fields`."""
    smallest = {
        "format": 1,
        "id": "proeve",
        "formular": "lbf-2019-26",
        "indsatsomraade": "beskaeftigelse",
        "gaelder_fra": "2021-10-01",
        "gaelder_til": "2025-09-30",
    }
    return Delaftale.model_validate(smallest | fields)


def messages(caught: pytest.ExceptionInfo[ValidationError]) -> list[str]:
    """Return what the errors say."""
    return [error["msg"] for error in caught.value.errors()]


def test_an_end_before_the_start_is_refused() -> None:
    """Both dates are named."""
    with pytest.raises(ValidationError) as caught:
        build(gaelder_til="2021-09-30")

    assert messages(caught) == ["Slutdatoen 2021-09-30 skal ligge efter startdatoen 2021-10-01. Ret en af dem."]


def test_a_plans_end_before_its_start_is_refused() -> None:
    """As for the agreement; a plan may leave either out."""
    smallest = {"format": 1, "id": "p", "navn": "P", "bevillingsperiode": "2019-26", "gaelder_fra": "2021-10-01"}

    assert Helhedsplan.model_validate(smallest).gaelder_til is None
    with pytest.raises(ValidationError, match="Slutdatoen 2021-10-01 skal ligge efter"):
        Helhedsplan.model_validate(smallest | {"gaelder_til": "2021-10-01"})


def test_two_parts_with_one_id_are_refused_in_every_list_at_once() -> None:
    """A sti must lead to one part only."""
    double = [{"id": "a", "betegnelse": "A"}, {"id": "a", "betegnelse": "B"}]
    with pytest.raises(ValidationError) as caught:
        build(parter=double, ressourcer=[{"id": "x", "funktion": "F", "procent": "1"}] * 2)

    assert messages(caught) == [
        "Part nr. 1 og nr. 2 har samme id »a«. Giv den ene et andet id.",
        "Medarbejderressource nr. 1 og nr. 2 har samme id »x«. Giv den ene et andet id.",
    ]


def test_a_maalgruppe_stands_in_one_way_only() -> None:
    """Either one text, or primary and secondary."""
    with pytest.raises(ValidationError, match="Målgruppen står på to måder"):
        build(aktiviteter=[{"id": "a", "navn": "A", "maalgruppe": {"tekst": "alle", "primaer": "nogle"}}])


def test_parties_tell_whether_they_are_primary() -> None:
    """The form asks for both kinds."""
    parter = [{"id": "a", "betegnelse": "A"}, {"id": "b", "betegnelse": "B", "rolle": "sekundaer"}]
    delaftale = build(parter=parter)

    assert [(part.er_primaer, part.er_sekundaer) for part in delaftale.parter] == [(True, False), (False, True)]
    assert (delaftale.har_primaere, delaftale.har_sekundaere) == (True, True)
    assert (build().har_primaere, build().har_sekundaere) == (False, False)


def test_another_file_format_is_refused() -> None:
    """A file of a later program is not read as if it were one of ours."""
    with pytest.raises(ValidationError, match="Filformatet er »2«, men programmet læser format 1"):
        build(format="2")


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (date(2021, 9, 30), "Gælder fra 01.10.21"),
        (date(2021, 10, 1), "Gælder til 30.09.25"),
        (date(2025, 9, 30), "Gælder til 30.09.25"),
        (date(2025, 10, 1), "Gjaldt til 30.09.25"),
    ],
)
def test_a_page_says_whether_the_agreement_holds(today: date, words: str) -> None:
    """Both end dates belong to the period."""
    assert describe_gyldighed(build(), today) == words


def test_an_edition_says_only_what_is_known() -> None:
    """Nothing is registered until there is a log; a draft says that it isn't decided."""
    day = date(2022, 3, 1)

    assert describe_udgave(build(), 1, day).version_tekst == "Version 1, ikke registreret"
    assert describe_udgave(build(), None, day).version_tekst == "UDKAST – ikke besluttet"
    assert describe_udgave(build(), 1, day).gaelder_tekst == "Gælder til 30.09.25"
    assert (describe_udgave(build(), 1, day).er_kladde, describe_udgave(build(), None, day).er_kladde) == (False, True)


@pytest.mark.parametrize("today", [date(2021, 9, 30), date(2022, 3, 1), date(2026, 1, 1)])
def test_a_draft_has_never_held_and_only_proposes_a_period(today: date) -> None:
    assert describe_udgave(build(), None, today).gaelder_tekst == "Foreslået periode til 30.09.25"


def test_an_indsatsomraade_is_found_by_id_name_or_alias() -> None:
    """Case and the spelling of æ, ø, å do not matter; a stranger is None."""
    omraade = {
        "id": "kriminalitetsforebyggelse",
        "navn": "Kriminalitetsforebyggelse",
        "aliaser": ["Kriminalpræventiv indsats"],
    }
    periode = Bevillingsperiode.model_validate({"id": "2019-26", "indsatsomraader": [omraade]})

    found = periode.indsatsomraader[0]
    assert periode.find("kriminalitetsforebyggelse") is periode.find("KRIMINALPRAEVENTIV indsats") is found
    assert periode.find("Sundhed") is None


def test_a_grant_period_is_found_by_its_id() -> None:
    """None when the list does not hold it."""
    perioder = Bevillingsperioder.model_validate(
        {"format": "1", "perioder": [{"id": "2019-26", "indsatsomraader": [{"id": "a", "navn": "A"}]}]}
    )

    assert perioder.find("2019-26") is perioder.perioder[0]
    assert perioder.find("2011-14") is None

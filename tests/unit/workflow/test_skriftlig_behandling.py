"""Close a written procedure: who has to answer what, by when, before it is decided."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from generator.errors import MoedeManglerError
from generator.model.moede import Moede, Moedestatus
from tests.logskriver import Log, forslag
from tests.moedeskriver import (
    afslut,
    mangler,
    put,
    ready,
    register,
)

FRIST = date(2022, 9, 21)
ALLE = {"skriftlig": {"krav": "alle-godkender", "svarfrist": 5}}
FLERTAL = {"skriftlig": {"krav": "flertal-godkender", "svarfrist": 5}}


def written(log: Log, **svar: str) -> Moede:
    """Return a written procedure with these answers, all forslag approved."""
    answers = [
        {"person": name, "dato": "2022-09-15", "svar": word, "bemaerkning": "Nej."} for name, word in svar.items()
    ]
    return ready(log, form="skriftlig", svarfrist=FRIST).replaced(svar=answers, deltagere=())


YES = dict.fromkeys(("formand", "anne", "bo", "carl"), "godkender")


def test_all_agree_in_writing_and_the_decision_counts_from_the_last_answer() -> None:
    log = put(forslag("x"))

    assert afslut(written(log, **YES), log, regler=ALLE).forslag[0]["gaelder_fra"] == date(2022, 9, 15)


@pytest.mark.parametrize(
    ("svar", "regler", "today", "said"),
    [
        (YES, {}, FRIST, "Bestyrelsens regler giver ikke adgang til skriftlig behandling. Tag sagen op på et møde."),
        (
            YES | {"bo": "bemaerkning"},
            ALLE,
            FRIST,
            "»bo« har ikke svaret »Godkender«, og det skal alle.",
        ),
        (
            {"anne": "godkender", "bo": "godkender"},
            FLERTAL,
            FRIST,
            "2 af 4 med stemmeret har svaret »Godkender«. Der skal være et flertal.",
        ),
        (
            YES | {"bo": "oensker-moede", "carl": "oensker-moede"},
            FLERTAL,
            FRIST,
            "»bo« og »carl« ønsker sagen på et møde. Tag den op dér.",
        ),
        (
            YES | {"referent": "godkender"},
            ALLE,
            FRIST,
            "»referent« har svaret, men har ingen stemmeret den 14.09.22.",
        ),
        (
            {"formand": "godkender", "anne": "godkender", "bo": "godkender"},
            FLERTAL,
            FRIST,
            "Svarfristen løber til og med 21.09.22, og ikke alle har svaret. Vent til dagen efter.",
        ),
    ],
)
def test_what_stands_in_the_way_of_deciding_in_writing(
    svar: dict[str, str], regler: dict[str, Any], today: date, said: str
) -> None:
    log = put(forslag("x"))

    assert mangler(written(log, **svar), log, today, regler=regler) == [said]


def test_a_majority_is_enough_when_the_deadline_has_passed_where_the_rules_say_so() -> None:
    log = put(forslag("x"))
    item = written(log, formand="godkender", anne="godkender", bo="godkender")

    assert afslut(item, log, date(2022, 9, 22), regler=FLERTAL).forslag


def test_nobody_with_a_vote_decides_nothing_in_writing() -> None:
    log = put(forslag("x"))

    assert mangler(written(log), log, regler=ALLE, register=register({"id": "bo", "rolle": "Gæst"})) == [
        "Ingen i personer.yaml har stemmeret den 14.09.22. Skriv mandaterne ind."
    ]


def test_a_written_procedure_that_was_not_sent_is_named_for_what_it_is() -> None:
    log = put(forslag("x"))
    item = written(log, **YES).replaced(status=Moedestatus.UDKAST)

    with pytest.raises(MoedeManglerError, match=r"Den skriftlige behandling den 14\.09\.22"):
        afslut(item, log, regler=ALLE)

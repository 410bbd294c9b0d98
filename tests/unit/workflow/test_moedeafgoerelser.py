"""Note what a meeting decides and take it back: as put, amended, apart, corrected; what is refused at once."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from generator.errors import MoedeError, UnknownForslagError
from generator.model.moede import Forslagsafgoerelse, Moede, Moedestatus, Punktart
from generator.workflow.fold import fold
from generator.workflow.moedeafgoerelser import (
    decide_all,
    decide_forslag,
    decision_day,
    effective_from,
    undo,
)
from tests.logskriver import A, Log, aendringer, forslag
from tests.moedeskriver import DAG, afgoer, afsluttet, kaldt, moede, punkt, put, to_aendringer

if TYPE_CHECKING:
    from collections.abc import Callable


def told(act: Callable[[], object]) -> str:
    """Return what is said when an act is refused."""
    with pytest.raises(MoedeError) as caught:
        act()
    return str(caught.value)


def outcomes(item: Moede) -> list[tuple[str, str]]:
    return [(one.del_id or one.forslag, one.udfald.value) for one in item.afgoerelser]


def two() -> tuple[Log, Moede]:
    """Return a log with x and y put, and the meeting that has them."""
    log = put()
    return log, kaldt(log.tilstand)


# -- all at once --


def test_one_act_approves_all_that_has_no_decision() -> None:
    log, item = two()

    after, count = decide_all(afgoer(item, log, "y", "udsat"), log.tilstand, DAG)

    assert (outcomes(after), count) == ([("y", "udsat"), ("x", "godkendt")], 1)
    assert decide_all(after, log.tilstand, DAG) == (after, 0)


def test_a_withdrawn_forslag_is_passed_over() -> None:
    log, item = two()
    log.add("tilbagetraekning", "2022-09-01", forslag=["x"], begrundelse="Ikke aktuelt.")

    assert outcomes(decide_all(item, log.tilstand, DAG)[0]) == [("y", "godkendt")]


def test_the_rest_of_a_forslag_that_is_split_is_approved_too() -> None:
    log = put(to_aendringer())
    part = {"id": "stor-1", "titel": "Den ene", "numre": [1]}
    item = afgoer(kaldt(log.tilstand), log, "stor", "udsat", udskilt=part)

    assert outcomes(decide_all(item, log.tilstand, DAG)[0]) == [("stor-1", "udsat"), ("stor", "godkendt")]


def test_there_is_something_to_approve() -> None:
    log = put()

    assert told(lambda: decide_all(moede(), log.tilstand, DAG)) == (
        "Der er ingen forslag på dagsordenen den 14.09.22. "
        "Hent dem ind med »delaftale moede opdater«, når chefen har indstillet."
    )


# -- when --


def test_nothing_is_decided_before_the_day_or_on_a_closed_meeting() -> None:
    log, item = two()

    assert told(lambda: decide_all(item, log.tilstand, date(2022, 9, 13))) == (
        "Mødet er først den 14.09.22. Notér beslutningerne, når mødet er holdt."
    )
    assert told(lambda: decide_all(afsluttet(item), log.tilstand, DAG)).startswith("Mødet den 14.09.22 er afsluttet.")


def test_a_written_procedure_is_decided_once_it_is_sent() -> None:
    log = put()
    item = kaldt(log.tilstand, form="skriftlig", svarfrist=date(2022, 9, 21))
    draft = item.replaced(status=Moedestatus.UDKAST)

    assert decide_all(item, log.tilstand, date(2022, 9, 10))[1] == 2
    assert told(lambda: decide_all(draft, log.tilstand, DAG)) == (
        "Den skriftlige behandling den 14.09.22 er ikke sendt ud. Kør »delaftale moede udsend«."
    )


def test_a_decision_in_writing_counts_from_the_last_answer() -> None:
    log = put()
    answers = [{"person": name, "dato": day, "svar": "godkender"} for name, day in
               (("bo", "2022-09-18"), ("anne", "2022-09-16"))]  # fmt: skip
    item = kaldt(log.tilstand, form="skriftlig", svarfrist=date(2022, 9, 21), svar=answers)

    assert (decision_day(item), decision_day(moede())) == (date(2022, 9, 18), DAG)
    assert told(lambda: afgoer(item, log, "x", gaelder_fra="2022-09-17")) == (
        "»Sag x« kan ikke gælde fra 17.09.22, før bestyrelsen har besluttet det den 18.09.22. "
        "Vælg den dag eller en senere."
    )


@pytest.mark.parametrize(
    ("asked", "stated", "expected"),
    [
        (None, None, DAG),
        ("2022-10-01", None, date(2022, 10, 1)),
        ("2022-09-01", None, DAG),
        ("2022-10-01", "2022-11-01", date(2022, 11, 1)),
    ],
)
def test_gaelder_fra_is_the_boards_day_else_the_forslags_else_the_meetings(
    asked: str | None, stated: str | None, expected: date
) -> None:
    log = put(forslag("x") | ({"gaelder_fra": asked} if asked else {}))
    facts = {"forslag": "x", "udfald": "godkendt"} | ({"gaelder_fra": stated} if stated else {})

    assert effective_from(Forslagsafgoerelse.model_validate(facts), log.tilstand, DAG) == expected


# -- one forslag --


def test_a_decision_takes_the_place_of_an_earlier_one() -> None:
    log, item = two()
    own = aendringer(A, efter="bestyrelsens")

    after = afgoer(afgoer(item, log, "x", "udsat"), log, "x", "godkendt-med-aendring", aendringer=own)

    assert outcomes(after) == [("x", "godkendt-med-aendring")]


def test_what_does_not_wait_is_not_decided() -> None:
    log, item = two()
    log.add("tilbagetraekning", "2022-09-01", forslag=["x"], begrundelse="Ikke aktuelt.")

    assert told(lambda: afgoer(item, log, "x")) == (
        "»Sag x« er trukket tilbage og venter ikke på bestyrelsen. Se med »delaftale forslag«, hvad der venter."
    )
    with pytest.raises(UnknownForslagError):
        afgoer(item, log, "z")


def test_what_is_not_on_the_agenda_is_not_decided() -> None:
    log, item = two()
    log.indstil(forslag("z"), dato="2022-09-01", akut=True)

    assert told(lambda: afgoer(item, log, "z")) == (
        "»Sag z« står ikke på dagsordenen den 14.09.22. Hent det ind med »delaftale moede opdater«."
    )


@pytest.mark.parametrize("changed", [{"type": "O"}, {"art": Punktart.ALMINDELIG}])
def test_a_forslag_that_somebody_wrote_under_another_kind_of_item_is_not_decided(changed: dict[str, Any]) -> None:
    log, item = two()
    items = [one.replaced(**changed) if one.forslag else one for one in item.punkter]
    strange = item.replaced(punkter=tuple(items))

    said = told(lambda: afgoer(strange, log, "x"))

    assert said.startswith("»Sag x« står under punkt 2 til ")
    assert said.endswith("Gør punktet til et B-punkt, eller flyt forslaget.")
    with pytest.raises(MoedeError):
        decide_all(strange, log.tilstand, DAG)


def test_nothing_counts_from_before_it_was_decided() -> None:
    log, item = two()

    assert told(lambda: afgoer(item, log, "x", gaelder_fra="2022-09-13")) == (
        "»Sag x« kan ikke gælde fra 13.09.22, før bestyrelsen har besluttet det den 14.09.22. "
        "Vælg den dag eller en senere."
    )
    assert afgoer(item, log, "x", gaelder_fra="2022-09-14").afgoerelser[0].gaelder_fra == DAG


# -- items --


def test_items_are_decided_by_what_they_are_for() -> None:
    log = put()
    item = kaldt(log.tilstand)

    after = punkt(punkt(item, "dagsorden"), "naeste", "taget-til-efterretning")

    assert [str(one.beslutning.udfald) for one in after.punkter if one.beslutning] == [
        "godkendt",
        "taget-til-efterretning",
    ]


@pytest.mark.parametrize(
    ("navn", "udfald", "said"),
    [
        (
            "2",
            "godkendt",
            (
                "Punkt 2 »Årlig revision 2022 af delaftalerne« har forslag, som afgøres hver for sig. "
                "Nævn forslaget i stedet for punktet, eller brug »--som-indstillet«."
            ),
        ),
        (
            "naeste",
            "godkendt",
            (
                "Punkt 4 »Næste møde« er til orientering, så der kan ikke besluttes noget. "
                "Skriv droeftet eller taget-til-efterretning, eller tag sagen op som et B-punkt."
            ),
        ),
        (
            "eventuelt",
            "udsat",
            "Under punkt 3 »Eventuelt« kan der ikke besluttes noget. Tag sagen op som et B-punkt på et møde.",
        ),
    ],
)
def test_nothing_is_decided_where_nothing_can_be(navn: str, udfald: str, said: str) -> None:
    item = kaldt(put().tilstand)

    assert told(lambda: punkt(item, navn, udfald)) == said


# -- taking back --


def test_decisions_are_taken_back_one_by_one_or_all() -> None:
    log, item = two()
    item = punkt(afgoer(afgoer(item, log, "x"), log, "y", "udsat"), "dagsorden")

    assert undo(item, "x") == (afgoer(punkt(kaldt(log.tilstand), "dagsorden"), log, "y", "udsat"), ("x",))
    assert undo(item, "1")[1] == ("dagsorden",)
    empty, gone = undo(item, None)
    assert (empty, gone) == (kaldt(log.tilstand), ("x", "y", "dagsorden"))


@pytest.mark.parametrize("hvad", [None, "1"])
def test_nothing_noted_is_nothing_to_take_back(hvad: str | None) -> None:
    _, item = two()

    assert told(lambda: undo(item, hvad)) == (
        "Der er ingen beslutning at fortryde. Se med »delaftale moede vis«, hvad der er noteret."
    )
    assert told(lambda: undo(afsluttet(item), hvad)).startswith("Mødet den 14.09.22 er afsluttet.")


def test_the_argument_is_never_changed() -> None:
    log, item = two()
    before = item.model_dump()

    decide_forslag(item, Forslagsafgoerelse.model_validate({"forslag": "x", "udfald": "udsat"}), log.tilstand, DAG)

    assert item.model_dump() == before
    assert fold(log.poster) == log.tilstand

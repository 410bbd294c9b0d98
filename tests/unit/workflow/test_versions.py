"""Which versions follow from an act: each day its own, nothing lost that was adopted for later, on the right base."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from generator.errors import LogError, NotRegisteredError, StaleVersionError, TooEarlyError, VersionPlanError
from generator.workflow.versions import Effekt, plan_versions
from tests.logskriver import A, B, Log, forslag


def day(text: str) -> date:
    return date.fromisoformat(text)


def holds(log: Log, *days: str, delaftale: str = A) -> list[int | None]:
    """Return the number of the version in force on each day."""
    return [log.tilstand.in_force(delaftale, day(item)) for item in days]


def godkend(id_: str, fra: str = "2022-10-01", **facts: Any) -> dict[str, Any]:
    return {"forslag": id_, "udfald": "godkendt", "gaelder_fra": fra} | facts


def registered(*items: dict[str, Any]) -> Log:
    """Return a log with A and B registered and the forslag put."""
    log = Log()
    log.registrer()
    log.registrer(B)
    if items:
        log.indstil(*items)
    return log


def test_a_decision_makes_the_version_that_holds_from_its_day() -> None:
    log = registered(forslag("x", A, B))

    log.beslut(godkend("x", "2022-10-01"))

    assert holds(log, "2022-09-30", "2022-10-01") == [1, 2]
    assert holds(log, "2022-09-30", "2022-10-01", delaftale=B) == [1, 2]


def test_each_day_has_its_own_version_with_all_that_counts_by_then() -> None:
    log = registered(forslag("x"), forslag("y"))

    log.beslut(godkend("x", "2023-01-01"), godkend("y", "2022-10-01"))

    made = [(item.nr, item.bygger_paa, item.forslag) for item in log.tilstand.versioner(A)[1:]]
    assert made == [(2, 1, ("y",)), (3, 1, ("x", "y"))]
    assert holds(log, "2022-12-31", "2023-01-01") == [2, 3]


def test_an_acute_decision_is_worked_into_what_was_adopted_for_later() -> None:
    """Version 2 was to hold from new year; 4 takes its place, with both decisions."""
    log = registered(forslag("x"))
    log.beslut(godkend("x", "2023-01-01"))
    log.indstil(forslag("akut"), akut=True, dato="2022-11-01")

    log.beslut(godkend("akut", "2022-12-01"), moede="2022-11-15")

    made = [(item.nr, item.gaelder_fra, item.bygger_paa) for item in log.tilstand.versioner(A)[2:]]
    assert made == [(3, day("2022-12-01"), 1), (4, day("2023-01-01"), 2)]
    assert holds(log, "2022-11-30", "2022-12-01", "2023-01-01") == [1, 3, 4]


def test_a_decision_that_would_lose_a_later_one_is_refused() -> None:
    log = registered(forslag("x"), forslag("y"))
    log.beslut(godkend("x", "2023-01-01"))
    alone = log.plan([Effekt(A, day("2022-12-01"), "y")])[:1]

    with pytest.raises(VersionPlanError) as caught:
        log.beslut(godkend("y", "2022-12-01"), moede="2022-11-15", versioner=alone)

    assert str(caught.value) == (
        "Beslutningen giver version 3 fra 01.12.22 (forslag: y) og version 4 fra 01.01.23 (forslag: y) af »naboskab«, "
        "men her står version 3 fra 01.12.22 (forslag: y). "
        "Lad hver dato få sin version, også dem, der allerede er vedtaget til senere."
    )


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"version": 3}, VersionPlanError),
        ({"gaelder_fra": "2022-10-02"}, VersionPlanError),
        ({"forslag": []}, VersionPlanError),
        ({"delaftale": B}, VersionPlanError),
        ({"bygger_paa": 7}, StaleVersionError),
    ],
)
def test_a_version_that_does_not_follow_from_the_act_is_refused(change: dict[str, Any], error: type[LogError]) -> None:
    log = registered(forslag("x"))
    (right,) = log.plan([Effekt(A, day("2022-10-01"), "x")])

    with pytest.raises(error):
        log.beslut(godkend("x"), versioner=[right | change])


def test_an_approval_without_its_version_is_refused() -> None:
    log = registered(forslag("x"))

    with pytest.raises(VersionPlanError, match="men her står ingen ny version"):
        log.beslut(godkend("x"), versioner=[])


def test_a_stale_base_is_refused_with_the_one_to_build_on() -> None:
    log = registered(forslag("x"), forslag("y"))
    log.beslut(godkend("x"))
    (right,) = log.plan([Effekt(A, day("2022-12-01"), "y")])

    with pytest.raises(StaleVersionError) as caught:
        log.beslut(godkend("y", "2022-12-01"), moede="2022-11-15", versioner=[right | {"bygger_paa": 1}])

    assert str(caught.value) == (
        "Ændringen bygger på version 1 af »naboskab«, men version 2 er den, der skal bygges på. "
        "Skriv ændringen ud fra den gældende tekst, og prøv igen."
    )
    assert caught.value.exit_code == 6


def test_nothing_counts_from_a_day_before_the_first_edition() -> None:
    log = registered()

    with pytest.raises(
        TooEarlyError, match=r"»naboskab« kendes først fra 01.10.21, så der er ingen tekst for 01.09.21"
    ):
        plan_versions(log.tilstand, [Effekt(A, day("2021-09-01"))])
    with pytest.raises(NotRegisteredError, match="Kør først »delaftale registrer ukendt«"):
        plan_versions(log.tilstand, [Effekt("ukendt", day("2022-09-01"))])


def test_a_meeting_that_is_recorded_late_comes_after_what_it_builds_on() -> None:
    """The chef corrected spelling on the 20th; the meeting of the 14th is recorded on the 21st."""
    log = registered(forslag("x"))
    log.ret(A, fra="2022-09-20")

    log.beslut(godkend("x", "2022-09-20"), moede="2022-09-14", dato="2022-09-21")

    assert holds(log, "2022-09-25") == [3]

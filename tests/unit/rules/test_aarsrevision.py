"""Rule 32: a year has passed without a revision; silent before that, after the end, and where nothing is known."""

from __future__ import annotations

from datetime import date

import pytest

from generator.rules.aarsrevision import LOGREGLER, Logkontekst, check_log
from tests.logskriver import A, Log, forslag


def found(log: Log, day: str) -> list[str]:
    return [item.message for item in check_log(Logkontekst(log.tilstand, A, date.fromisoformat(day)))]


def registered() -> Log:
    """Return a log where the delaftale holds from 1 October 2021 to 30 September 2025."""
    log = Log()
    log.registrer()
    return log


@pytest.mark.parametrize(("day", "count"), [("2022-09-30", 0), ("2022-10-01", 1), ("2025-09-30", 1), ("2025-10-01", 0)])
def test_year_without_a_revision_is_told_until_the_end(day: str, count: int) -> None:
    messages = found(registered(), day)

    assert len(messages) == count
    assert all("siden delaftalen begyndte at gælde den 01.10.21" in message for message in messages)


@pytest.mark.parametrize(("day", "count"), [("2023-09-14", 0), ("2023-09-15", 1)])
def test_a_year_counts_from_the_last_revision(day: str, count: int) -> None:
    log = registered()
    log.add("ingen-aendringer", "2022-09-14", aar=2022, moede="2022-09-14", ordlyd="Ingen ændringer.")

    assert [message[:50] for message in found(log, day)] == [
        "Der er ikke holdt årlig revision siden den 14.09.2"
    ] * count


def test_meeting_that_decided_a_forslag_of_the_year_has_held_the_revision() -> None:
    log = registered()
    log.indstil(forslag("en"))
    log.beslut({"forslag": "en", "udfald": "ikke-godkendt"})

    assert found(log, "2023-01-01") == []


def test_revision_put_off_is_none() -> None:
    log = registered()
    log.indstil(forslag("en"))
    log.beslut({"forslag": "en", "udfald": "udsat"})

    assert len(found(log, "2023-01-01")) == 1


def test_plan_that_was_ended_has_no_revision_to_hold() -> None:
    log = registered()
    log.add("afslutning", "2022-12-01", dato="2022-12-31", begrundelse="Slut.")

    assert len(found(log, "2022-12-31")) == 1
    assert found(log, "2023-01-01") == []


def test_nothing_is_said_where_nothing_is_known() -> None:
    assert found(Log(), "2023-01-01") == []


def test_leap_day_has_an_anniversary() -> None:
    log = registered()
    log.add("ingen-aendringer", "2024-02-29", aar=2024, moede="2024-02-29", ordlyd="Ingen ændringer.")

    assert [len(found(log, day)) for day in ("2025-02-28", "2025-03-01")] == [0, 1]


def test_rule_has_a_code_a_source_and_a_way_out() -> None:
    (regel,) = LOGREGLER

    assert (regel.code, regel.nr, regel.alvor) == ("REV-32", 32, "advarsel")
    assert all((regel.hvad, regel.kilde, regel.udvej))

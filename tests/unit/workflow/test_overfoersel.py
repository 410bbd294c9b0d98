"""The trace of a rebase: on which texts a forslag was put, and into which it went, told by the log alone."""

from __future__ import annotations

from datetime import date

import pytest

from generator.errors import UnknownForslagError
from generator.workflow.overfoersel import Overfoersel, find_overfoersler
from tests.logskriver import A, B, Log, forslag


def day(text: str) -> date:
    return date.fromisoformat(text)


def two_indstillinger() -> Log:
    """Return a log where »to« is put on the same text as »en«, and »en« is decided first."""
    log = Log()
    log.registrer()
    log.indstil(forslag("en"))
    log.indstil(forslag("to"))
    return log


def test_forslag_on_the_text_in_force_is_carried_nowhere() -> None:
    log = two_indstillinger()

    assert find_overfoersler(log.tilstand, "to", day("2022-09-01")) == ()


def test_forslag_that_waits_goes_into_the_text_of_today_and_each_adopted_for_later() -> None:
    log = two_indstillinger()
    log.indstil(forslag("tre"))
    log.beslut({"forslag": "en", "udfald": "godkendt", "gaelder_fra": "2022-10-01"})
    log.beslut({"forslag": "tre", "udfald": "godkendt", "gaelder_fra": "2023-01-01"})

    found = find_overfoersler(log.tilstand, "to", day("2022-10-15"))

    assert found == (Overfoersel(A, 1, 2, 5), Overfoersel(A, 1, 3, 6))
    assert str(found[0]) == f"Skrevet ud fra version 1 af »{A}«, føres ind i version 2."


def test_forslag_that_took_effect_tells_which_text_it_was_brought_into() -> None:
    log = two_indstillinger()
    log.beslut({"forslag": "en", "udfald": "godkendt", "gaelder_fra": "2022-10-01"})
    log.beslut({"forslag": "to", "udfald": "godkendt", "gaelder_fra": "2022-11-01"}, moede="2022-10-20")

    assert find_overfoersler(log.tilstand, "en", day("2023-01-01")) == ()
    (found,) = find_overfoersler(log.tilstand, "to", day("2023-01-01"))
    assert found == Overfoersel(A, 1, 3, 5, bygger_paa=2)
    assert str(found) == f"Skrevet ud fra version 1 af »{A}«, ført ind i version 2: version 3."


@pytest.mark.parametrize("udfald", ["ikke-godkendt", "sendt-tilbage"])
def test_forslag_that_is_closed_without_effect_goes_nowhere(udfald: str) -> None:
    log = two_indstillinger()
    log.beslut({"forslag": "en", "udfald": "godkendt", "gaelder_fra": "2022-10-01"})
    log.beslut({"forslag": "to", "udfald": udfald}, moede="2022-10-20")

    assert find_overfoersler(log.tilstand, "to", day("2023-01-01")) == ()


def test_each_delaftale_of_a_matter_has_its_own_trace() -> None:
    log = Log()
    log.registrer()
    log.registrer(B)
    log.indstil(forslag("en"))
    log.indstil(forslag("begge", A, B))
    log.beslut({"forslag": "en", "udfald": "godkendt", "gaelder_fra": "2022-10-01"})

    assert [item.delaftale for item in find_overfoersler(log.tilstand, "begge", day("2022-10-15"))] == [A]
    with pytest.raises(UnknownForslagError):
        find_overfoersler(log.tilstand, "ingen", day("2022-10-15"))

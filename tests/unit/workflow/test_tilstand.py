"""What can be asked of a log: what held and what was known then, the story of a delaftale and of a field."""

from __future__ import annotations

from datetime import date

import pytest

from generator.workflow.fakta import Gyldighed, Versionsstatus
from tests.logskriver import TIL, A, B, Log, aendring, aendringer, forslag

V = Versionsstatus
FELT = "aktiviteter/tavle/formaal/indledning/tekst"


def day(text: str) -> date:
    return date.fromisoformat(text)


def story() -> Log:
    """A is registered, changed from new year, and again before that by an acute decision; B is only registered."""
    log = Log()
    log.registrer()
    log.registrer(B)
    log.indstil(forslag("tavle"), forslag("senere", A, B))
    log.beslut(
        {"forslag": "tavle", "udfald": "godkendt", "gaelder_fra": "2023-01-01"},
        {"forslag": "senere", "udfald": "udsat"},
    )
    log.indstil(forslag("akut"), akut=True, dato="2022-11-01")
    log.beslut({"forslag": "akut", "udfald": "godkendt", "gaelder_fra": "2022-12-01"}, moede="2022-11-15")
    return log


# -- versions --


def test_the_days_of_each_version_follow_on_each_other() -> None:
    tilstand = story().tilstand

    assert tilstand.gyldigheder(A) == (
        Gyldighed(1, day("2021-10-01"), day("2022-11-30")),
        Gyldighed(3, day("2022-12-01"), day("2022-12-31")),
        Gyldighed(4, day("2023-01-01"), day(TIL)),
    )


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        ("2022-11-30", [V.GAELDENDE, V.ERSTATTET, V.KOMMENDE, V.KOMMENDE]),
        ("2022-12-01", [V.TIDLIGERE, V.ERSTATTET, V.GAELDENDE, V.KOMMENDE]),
        ("2025-09-30", [V.TIDLIGERE, V.ERSTATTET, V.TIDLIGERE, V.GAELDENDE]),
        ("2025-10-01", [V.TIDLIGERE, V.ERSTATTET, V.TIDLIGERE, V.UDLOEBET]),
    ],
)
def test_a_version_has_a_status_on_each_day(today: str, expected: list[Versionsstatus]) -> None:
    tilstand = story().tilstand

    assert [tilstand.status_of(version, day(today)) for version in tilstand.versioner(A)] == expected


def test_a_version_tells_which_one_took_its_place() -> None:
    tilstand = story().tilstand

    assert [tilstand.afloest_af(version) for version in tilstand.versioner(A)] == [3, 4, 4, None]


def test_the_answer_of_an_earlier_day_can_be_given_again() -> None:
    """After post 4 version 2 was to hold in 2023; post 6 made it another one."""
    tilstand = story().tilstand
    asked = day("2023-02-01")

    assert [tilstand.in_force(A, asked, efter_post=nr) for nr in range(7)] == [None, 1, 1, 1, 2, 2, 4]
    assert tilstand.in_force(A, day("2020-01-01"), efter_post=6) is None


def test_what_was_known_before_the_plan_ended_is_known_still() -> None:
    log = story()
    log.add("afslutning", "2022-12-20", dato="2022-12-31", begrundelse="Planen slutter.")
    asked = day("2023-02-01")

    assert log.tilstand.in_force(A, asked) is None
    assert log.tilstand.in_force(A, asked, efter_post=6) == 4
    assert log.tilstand.in_force(A, asked, efter_post=7) is None
    assert log.tilstand.gyldigheder(A)[-1] == Gyldighed(3, day("2022-12-01"), day("2022-12-31"))


def test_after_the_end_the_last_text_is_still_known() -> None:
    text = story().tilstand.text_on(A, day("2030-01-01"))

    assert text is not None
    assert text.nr == 4


# -- the story of a delaftale --


def test_the_history_has_the_delaftales_own_posts_and_the_plans() -> None:
    log = story()
    log.add("ingen-aendringer", "2023-09-13", aar=2023, moede="2023-09-13", ordlyd="Ingen ændringer.")

    assert [post.nr for post in log.tilstand.historik(A)] == [1, 3, 4, 5, 6, 7]
    assert [post.nr for post in log.tilstand.historik(B)] == [2, 3, 4, 7]
    assert log.tilstand.historik("ukendt") == ()


def test_what_was_sent_is_known_by_delaftale() -> None:
    log = story()
    omfang = [{"delaftale": B, "version": 1}]
    sent = log.add("forsendelse", "2022-12-05", modtager="LBF", omfang=omfang, stand_pr="2022-12-05")

    assert log.tilstand.forsendelser() == log.tilstand.forsendelser(B) == (sent,)
    assert log.tilstand.forsendelser(A) == ()


# -- the story of a field --


def test_a_fields_background_goes_back_to_the_edition_that_was_registered() -> None:
    steps = story().tilstand.baggrund(A, FELT)

    told = [(step.post.nr, step.version.nr, step.forslag and step.forslag.forslag.titel) for step in steps]
    assert told == [(4, 2, "Sag tavle"), (1, 1, None)]
    assert steps[0].aendring is not None
    assert (steps[0].aendring.nuvaerende, steps[0].aendring.foreslaaet) == ("før", "efter")
    assert steps[1].aendring is None


def test_a_field_that_nobody_changed_comes_from_the_registered_edition() -> None:
    steps = story().tilstand.baggrund(A, "revisionsbestemmelse")

    assert [(step.post.nr, step.aendring) for step in steps] == [(1, None)]
    assert story().tilstand.baggrund("ukendt", FELT) == ()


def test_what_was_decided_is_told_as_decided_and_a_correction_of_spelling_too() -> None:
    log = story()
    own = [{"delaftale": A, "aendringer": [aendring("bestyrelsens", sti=FELT)]}]
    log.beslut(
        {"forslag": "senere", "udfald": "godkendt-med-aendring", "gaelder_fra": "2023-02-01", "aendringer": own},
        moede="2023-01-15",
    )
    log.ret(A, fra="2023-02-01", aendringer=[{"delaftale": A, "aendringer": [aendring("stavet", sti=FELT)]}])

    steps = log.tilstand.baggrund(A, FELT)

    told = [(step.post.nr, step.forslag is not None, step.aendring and step.aendring.foreslaaet) for step in steps]
    assert told == [(8, False, "stavet"), (7, True, "bestyrelsens"), (4, True, "efter"), (1, False, None)]


def test_an_edition_entered_afterwards_tells_its_changes_in_its_place() -> None:
    log = story()
    changes = [aendring("nyt navn", sti="aktiviteter/tavle/navn")]
    log.registrer(fra="2022-03-01", vedtaget="2022-02-10", efterfoelgende="ja", dato="2022-12-01", aendringer=changes)

    told = [(step.version.nr, step.version.efterfoelgende) for step in log.tilstand.baggrund(A, "aktiviteter/tavle")]

    assert told == [(2, False), (5, True), (1, False)]


def part(art: str) -> dict[str, object]:
    """Return a change of the whole part `aktiviteter/tavle`."""
    place = {"efter": "anden"}
    own: dict[str, object] = {"foreslaaet": {"id": "tavle", "navn": "Tavle"}, "foreslaaet_plads": place}
    if art == "flyt":
        own = {"nuvaerende_plads": {"efter": "tredje"}, "foreslaaet_plads": place}
    return {"art": art, "sti": "aktiviteter/tavle"} | own


@pytest.mark.parametrize(
    ("art", "sti", "found"),
    [
        ("tilfoej", FELT, True),
        ("tilfoej", "aktiviteter/tavle", True),
        ("tilfoej", "aktiviteter", True),
        ("tilfoej", "aktiviteter/anden", False),
        ("flyt", FELT, False),
        ("flyt", "aktiviteter/tavle", True),
        ("flyt", "aktiviteter", True),
    ],
)
def test_what_is_done_to_a_whole_part_is_in_the_story_of_its_fields(art: str, sti: str, found: bool) -> None:
    """A move changes nothing inside the part that moves."""
    log = Log()
    log.registrer()
    log.indstil(forslag("x", aendringer=[{"delaftale": A, "aendringer": [part(art)]}]))
    log.beslut({"forslag": "x", "udfald": "godkendt", "gaelder_fra": "2022-10-01"})

    steps = log.tilstand.baggrund(A, sti)

    assert [step.aendring.art for step in steps if step.aendring] == ([art] if found else [])


def test_a_reversed_decision_is_told_as_what_it_did() -> None:
    log = story()
    undone = {
        "udfald": "ikke-godkendt",
        "retter": 4,
        "gaelder_fra": "2023-01-01",
        "aendringer": aendringer(A, sti=FELT),
    }
    log.beslut({"forslag": "tavle"} | undone, moede="2022-12-07")

    steps = log.tilstand.baggrund(A, FELT)

    assert [step.post.nr for step in steps] == [7, 4, 1]

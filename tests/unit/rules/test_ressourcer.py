"""Staff shares over all delaftaler of a plan: rules 18–19."""

from __future__ import annotations

import pytest

from tests.unit.rules.minimal import kontekst, said

SISTER = "id: beskaeftigelse\nindsatsomraade: beskaeftigelse\n"
TWO_GOALS = (
    "overordnede_maal:\n  - {id: x, indsatsomraade: beskaeftigelse, tekst: Job}\n"
    "  - {id: y, indsatsomraade: sammenhaengskraft-og-medborgerskab, tekst: Med}"
)


def vejleder(procent: int, fields: str = "grundlag: stilling", funktion: str = "Vejleder") -> str:
    return f"ressourcer: [{{id: r, funktion: {funktion}, procent: {procent}, {fields}}}]\n"


# -- RES-18 --


@pytest.mark.parametrize(
    ("own", "other"),
    [
        (vejleder(60), vejleder(40)),
        (vejleder(60), vejleder(60, funktion="Chef")),
        (vejleder(60), vejleder(60, "")),
        (vejleder(60), vejleder(60, "grundlag: samlet-kapacitet")),
        (vejleder(60), vejleder(60, "grundlag: stilling, antal: 2")),
        ("", vejleder(60)),
    ],
    ids=["the whole", "another function", "unknown basis", "another basis", "two positions", "not ours"],
)
def test_shares_within_the_whole_pass(own: str, other: str) -> None:
    assert said("RES-18", kontekst(own, sisters=(SISTER + other,))) == []


@pytest.mark.parametrize(
    ("other", "limit"), [(vejleder(60), "100"), (vejleder(60, "grundlag: stilling, antal: 1", "vejleder"), "100")]
)
def test_shares_beyond_the_whole_are_a_fejl(other: str, limit: str) -> None:
    message = (
        f"»Vejleder« er fordelt med 120 % i planens delaftaler, og der er kun {limit} % at fordele. "
        "Sæt andelen ned i en af dem, eller ret antallet."
    )

    hand = kontekst(vejleder(60), sisters=(SISTER + other,))

    assert said("RES-18", hand) == [("fejl", "ressourcer/r/procent", message)]


def test_several_positions_of_one_pool_are_still_one_whole() -> None:
    """»Af samlet kapacitet« is a share of all of them together."""
    pool = vejleder(60, "grundlag: samlet-kapacitet, antal: 3")

    assert len(said("RES-18", kontekst(pool, sisters=(SISTER + pool,)))) == 1


# -- RES-19 --


@pytest.mark.parametrize(
    ("plan_yaml", "sisters"),
    [(TWO_GOALS, (SISTER + vejleder(40),)), (TWO_GOALS, ()), ("overordnede_maal: []", ())],
    ids=["the whole", "a chosen delaftale is missing", "it isn't known what is chosen"],
)
def test_known_shares_that_may_be_whole_pass(plan_yaml: str, sisters: tuple[str, ...]) -> None:
    assert said("RES-19", kontekst(vejleder(60), plan_yaml=plan_yaml, sisters=sisters)) == []


def test_a_share_without_basis_is_an_advarsel() -> None:
    message = (
        "»Vejleder« har en procent, men det står ikke, hvad den er en del af. Skriv grundlaget, fx af én stilling "
        "eller af samlet kapacitet, så andelene kan lægges sammen på tværs af delaftalerne."
    )

    assert said("RES-19", kontekst(vejleder(60, ""))) == [("advarsel", "ressourcer/r/grundlag", message)]


def test_several_shares_without_basis_are_said_once() -> None:
    hand = kontekst("ressourcer: [{id: a, funktion: Chef, procent: 25}, {id: b, funktion: Vejleder, procent: 40}]")

    ((severity, sti, message),) = said("RES-19", hand)

    assert (severity, sti) == ("advarsel", "ressourcer")
    assert message.startswith("»Chef« og »Vejleder« har en procent, men det står ikke, hvad den er en del af. ")


def test_different_bases_are_an_advarsel() -> None:
    hand = kontekst(vejleder(60), sisters=(SISTER + vejleder(40, "grundlag: timer"),))
    message = (
        "»Vejleder« er opgjort på forskellige grundlag i planens delaftaler. "
        "Brug det samme, så andelene kan lægges sammen."
    )

    assert said("RES-19", hand) == [("advarsel", "ressourcer/r/grundlag", message)]


def test_unallocated_shares_are_an_advarsel_when_all_delaftaler_are_at_hand() -> None:
    hand = kontekst(vejleder(60), plan_yaml=TWO_GOALS, sisters=(SISTER + vejleder(30),))
    message = "»Vejleder« er kun fordelt med 90 % ud af 100 % i planens delaftaler. Fordel resten, eller ret andelene."

    assert said("RES-19", hand) == [("advarsel", "ressourcer/r/procent", message)]


def test_all_delaftaler_are_at_hand_when_every_indsatsomraade_of_the_period_has_one() -> None:
    others = ("beskaeftigelse", "uddannelse-og-livschancer", "kriminalitetsforebyggelse")
    sisters = tuple(f"id: {name}\nindsatsomraade: {name}" for name in others)

    hand = kontekst(vejleder(60), plan_yaml="overordnede_maal: []", sisters=sisters)

    assert [sti for _, sti, _ in said("RES-19", hand)] == ["ressourcer/r/procent"]

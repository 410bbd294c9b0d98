"""Delmål have indikatorer, lead to an overordnet mål and are supported by activities: rules 5 and 15."""

from __future__ import annotations

import pytest

from generator.rules import Tilstand
from tests.unit.rules.minimal import kontekst, said

INDIKATORER = "indikatorer: [{id: i, type: effekt, tekst: T}]"
NO_GOALS = "overordnede_maal: []"
TWO_OF_OUR_OWN = """
overordnede_maal:
  - {id: faellesskab, indsatsomraade: sammenhaengskraft-og-medborgerskab, tekst: Flere er med}
  - {id: deltagelse, indsatsomraade: sammenhaengskraft-og-medborgerskab, tekst: Flere deltager}
  - {id: job, indsatsomraade: beskaeftigelse, tekst: Flere er i job}
"""

# -- MAAL-05 --


def test_a_delmaal_with_an_indikator_passes() -> None:
    assert said("MAAL-05", kontekst(f"delmaal: [{{id: a, tekst: A, {INDIKATORER}}}]")) == []


def test_a_delmaal_without_indikator_is_a_fejl() -> None:
    hand = kontekst(f"delmaal: [{{id: a, tekst: A, {INDIKATORER}}}, {{id: b, tekst: B}}]")
    message = "»Delmål 2« har ingen indikator. Tilføj mindst én, eller lad delmålet udgå."

    assert said("MAAL-05", hand) == [("fejl", "delmaal/b/indikatorer", message)]


@pytest.mark.parametrize(("tilstand", "severity"), [(Tilstand.IMPORT, "advarsel"), (Tilstand.GODKENDELSE, "fejl")])
def test_an_agreement_without_delmaal_is_a_fejl_on_approval(tilstand: Tilstand, severity: str) -> None:
    message = "Delaftalen har ingen delmål. Tilføj mindst ét med en indikator, der viser, om det nås."

    assert said("MAAL-05", kontekst("delmaal: []", tilstand=tilstand)) == [(severity, "delmaal", message)]


# -- OVM-05 --


@pytest.mark.parametrize(
    ("felt", "plan_yaml"),
    [("", ""), ("overordnet_maal: faellesskab", ""), ("overordnet_maal: deltagelse", TWO_OF_OUR_OWN)],
    ids=["the area's only goal", "stated", "stated among several"],
)
def test_a_delmaal_that_leads_to_a_goal_passes(felt: str, plan_yaml: str) -> None:
    assert said("OVM-05", kontekst(f"delmaal: [{{id: a, tekst: A, {felt}}}]", plan_yaml=plan_yaml)) == []


def test_that_no_delmaal_leads_to_a_goal_is_said_once() -> None:
    hand = kontekst("delmaal: [{id: a, tekst: A}, {id: b, tekst: B}]", plan_yaml=NO_GOALS)
    message = (
        "Ingen af delmålene peger på et overordnet mål. "
        "Skriv indsatsområdets overordnede mål i helhedsplan.yaml fra den strategiske samarbejdsaftale."
    )

    assert said("OVM-05", hand) == [("advarsel", "delmaal", message)]


def test_several_delmaal_that_lead_to_no_goal_are_counted() -> None:
    delmaal = "delmaal: [{id: a, tekst: A}, {id: b, tekst: B, overordnet_maal: job}, {id: c, tekst: C}]"
    messages = [message for _, _, message in said("OVM-05", kontekst(delmaal, plan_yaml=TWO_OF_OUR_OWN))]

    assert messages == [
        (
            "2 af delmålene peger ikke på et overordnet mål. "
            "Skriv i hvert delmål, hvilket af helhedsplanens overordnede mål det fører til."
        ),
        (
            "»Delmål 2, Overordnet mål« hører til et andet indsatsområde end delaftalens. "
            "Vælg et overordnet mål for delaftalens eget indsatsområde."
        ),
    ]


def test_a_delmaal_that_does_not_say_which_of_several_goals_is_an_advarsel() -> None:
    message = (
        "»Delmål 1« peger ikke på et overordnet mål. "
        "Skriv i hvert delmål, hvilket af helhedsplanens overordnede mål det fører til."
    )

    hand = kontekst("delmaal: [{id: a, tekst: A}]", plan_yaml=TWO_OF_OUR_OWN)

    assert said("OVM-05", hand) == [("advarsel", "delmaal/a/overordnet_maal", message)]


def test_a_goal_that_the_plan_does_not_have_is_an_advarsel() -> None:
    message = (
        "»Delmål 1, Overordnet mål« er »ro«, som ikke står i helhedsplan.yaml. "
        "Ret henvisningen, eller tilføj målet dér."
    )

    hand = kontekst("delmaal: [{id: a, tekst: A, overordnet_maal: ro}]")

    assert said("OVM-05", hand) == [("advarsel", "delmaal/a/overordnet_maal", message)]


# -- LNK-15 --

AKTIVITETER = "aktiviteter: [{id: x, navn: X}, {id: y, navn: Y}]"


@pytest.mark.parametrize(
    "yaml",
    [
        f"delmaal: [{{id: a, tekst: A}}]\n{AKTIVITETER}",
        f"delmaal: [{{id: a, tekst: A, aktiviteter: [x, y]}}]\n{AKTIVITETER}",
        "delmaal: [{id: a, tekst: A}]\naktiviteter: [{id: x, navn: X, delmaal: [a]}]",
        (
            "delmaal: [{id: a, tekst: A, aktiviteter: [x]}]\n"
            "aktiviteter: [{id: x, navn: X}, {id: y, navn: Y, status: afsluttet}]"
        ),
        "delmaal: [{id: a, tekst: A}]\naktiviteter: []",
        f"delmaal: []\n{AKTIVITETER}",
    ],
    ids=["unstated is all", "the delmål says", "the activity says", "ended", "no activities", "no delmål"],
)
def test_delmaal_and_aktiviteter_that_meet_pass(yaml: str) -> None:
    assert said("LNK-15", kontekst(yaml)) == []


def test_an_aktivitet_that_supports_no_delmaal_is_an_advarsel() -> None:
    hand = kontekst(f"delmaal: [{{id: a, tekst: A, aktiviteter: [x]}}]\n{AKTIVITETER}")
    message = (
        "»Y« støtter ikke noget delmål. "
        "Skriv, hvilke delmål aktiviteten støtter, eller overvej, om den hører til i delaftalen."
    )

    assert said("LNK-15", hand) == [("advarsel", "aktiviteter/y/delmaal", message)]


def test_a_delmaal_that_no_aktivitet_supports_is_an_advarsel() -> None:
    hand = kontekst("delmaal: [{id: a, tekst: A}, {id: b, tekst: B}]\naktiviteter: [{id: x, navn: X, delmaal: [a]}]")
    message = (
        "»Delmål 2« støttes ikke af nogen aktivitet. "
        "Skriv de aktiviteter, der skal føre til delmålet, eller lad det udgå."
    )

    assert said("LNK-15", hand) == [("advarsel", "delmaal/b/aktiviteter", message)]


@pytest.mark.parametrize(
    "yaml",
    [
        "delmaal: [{id: unge, tekst: A}]\naktiviteter: [{id: x, navn: X, delmaal: [ugne]}]",
        "delmaal: [{id: unge, tekst: A, aktiviteter: [jobb]}]\naktiviteter: [{id: job, navn: X, delmaal: [unge]}]",
        "delmaal: [{id: unge, tekst: A, aktiviteter: [kontakt]}]\naktiviteter: [{id: kontakten, navn: X}]",
    ],
    ids=["the activity's", "the delmål's", "both ends"],
)
def test_a_misspelt_reference_is_left_to_the_rule_on_references(yaml: str) -> None:
    assert said("LNK-15", kontekst(yaml)) == []
    assert len(said("REF-16", kontekst(yaml))) == 1


def test_a_reference_to_nothing_excuses_only_the_part_it_stands_in() -> None:
    yaml = "delmaal: [{id: unge, tekst: A}]\naktiviteter: [{id: x, navn: X, delmaal: [havnefart]}]"

    assert [sti for _, sti, _ in said("LNK-15", kontekst(yaml))] == ["delmaal/unge/aktiviteter"]

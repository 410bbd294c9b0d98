"""The indsatsområde belongs to the period, one delaftale each, and periods lie within each other: rules 1–4 and 41."""

from __future__ import annotations

from datetime import date

import pytest

from generator.rules import Tilstand, check
from generator.rules.periode import last_day
from tests.unit.rules.minimal import kontekst, said

BESKAEFTIGELSE = "id: beskaeftigelse\nindsatsomraade: beskaeftigelse"
TWO_GOALS = """
overordnede_maal:
  - {id: faellesskab, indsatsomraade: sammenhaengskraft-og-medborgerskab, tekst: Flere er med}
  - {id: job, indsatsomraade: beskaeftigelse, tekst: Flere er i job}
"""


def test_the_smallest_agreement_has_no_findings() -> None:
    assert check(kontekst()) == []
    assert check(kontekst(tilstand=Tilstand.GODKENDELSE)) == []


# -- OMR-01 --


@pytest.mark.parametrize("omraade", ["beskaeftigelse", "uddannelse-og-livschancer"])
def test_an_indsatsomraade_of_the_period_passes(omraade: str) -> None:
    assert said("OMR-01", kontekst(f"indsatsomraade: {omraade}")) == []


def test_another_name_for_an_indsatsomraade_is_an_advarsel_with_the_right_one() -> None:
    message = (
        "Indsatsområdet »kriminalpraeventiv-indsats« hedder »Kriminalitetsforebyggelse« i bevillingsperioden 2019-26. "
        "Skriv »kriminalitetsforebyggelse«."
    )

    hand = kontekst("indsatsomraade: kriminalpraeventiv-indsats")

    assert said("OMR-01", hand) == [("advarsel", "indsatsomraade", message)]


@pytest.mark.parametrize(
    ("omraade", "message"),
    [
        (
            "sundhed",
            (
                "Indsatsområdet »sundhed« hører til bevillingsperioden 2011-14, ikke 2019-26. Vælg et af disse: "
                "»uddannelse-og-livschancer«, »beskaeftigelse«, »kriminalitetsforebyggelse«, "
                "»sammenhaengskraft-og-medborgerskab«."
            ),
        ),
        (
            "beskaeftigelsen",
            "Indsatsområdet »beskaeftigelsen« findes ikke i 2019-26. Mente du »beskaeftigelse«?",
        ),
    ],
)
def test_an_indsatsomraade_outside_the_period_is_a_fejl(omraade: str, message: str) -> None:
    assert said("OMR-01", kontekst(f"indsatsomraade: {omraade}")) == [("fejl", "indsatsomraade", message)]


def test_an_unknown_bevillingsperiode_is_a_fejl() -> None:
    message = "Bevillingsperioden »2030-34« kendes ikke. Ret den til en af de kendte: 2011-14, 2015-18 og 2019-26."

    hand = kontekst(plan_yaml="bevillingsperiode: 2030-34")

    assert said("OMR-01", hand) == [("fejl", "helhedsplan/bevillingsperiode", message)]


# -- OMR-02 --


def test_one_delaftale_for_each_chosen_indsatsomraade_passes() -> None:
    assert said("OMR-02", kontekst(plan_yaml=TWO_GOALS, sisters=(BESKAEFTIGELSE,))) == []


def test_the_delaftale_itself_among_the_plans_is_no_second_one() -> None:
    assert said("OMR-02", kontekst(sisters=("",))) == []


def test_two_delaftaler_for_one_indsatsomraade_are_a_fejl() -> None:
    message = (
        "»medborgerskab« og »naboskab« er delaftaler for det samme indsatsområde. "
        "Saml dem i én, eller ret indsatsområdet i den, hvor det er forkert."
    )

    assert said("OMR-02", kontekst(sisters=("id: naboskab",))) == [("fejl", "indsatsomraade", message)]


@pytest.mark.parametrize(("tilstand", "severity"), [(Tilstand.IMPORT, "advarsel"), (Tilstand.GODKENDELSE, "fejl")])
def test_a_chosen_indsatsomraade_without_delaftale_is_a_fejl_on_approval(tilstand: Tilstand, severity: str) -> None:
    message = (
        "Helhedsplanen har et overordnet mål for »Beskæftigelse«, men der er ingen delaftale for det. "
        "Tilføj delaftalen, eller slet målet, hvis indsatsområdet er valgt fra."
    )

    hand = kontekst(plan_yaml=TWO_GOALS, tilstand=tilstand)

    assert said("OMR-02", hand) == [(severity, "helhedsplan/overordnede_maal/job", message)]


def test_a_chosen_indsatsomraade_that_is_not_known_goes_by_its_id() -> None:
    goals = TWO_GOALS.replace("indsatsomraade: beskaeftigelse", "indsatsomraade: havfart")

    ((_, _, message),) = said("OMR-02", kontekst(plan_yaml=goals))

    assert message.startswith("Helhedsplanen har et overordnet mål for »havfart«, men")


# -- PER-03 --


@pytest.mark.parametrize("plan_yaml", ["", "gaelder_fra:\ngaelder_til:", "gaelder_fra: 2020-01-01"])
def test_a_delaftale_within_the_plans_period_passes(plan_yaml: str) -> None:
    assert said("PER-03", kontekst(plan_yaml=plan_yaml)) == []


def test_a_delaftale_that_begins_before_its_plan_is_a_fejl() -> None:
    message = "Delaftalen begynder 30.09.21, før helhedsplanen begynder 01.10.21. Ret den dato, der er forkert."

    assert said("PER-03", kontekst("gaelder_fra: 2021-09-30")) == [("fejl", "gaelder_fra", message)]


def test_a_delaftale_that_ends_after_its_plan_is_a_fejl() -> None:
    message = "Delaftalen slutter 01.10.25, efter at helhedsplanen slutter 30.09.25. Ret den dato, der er forkert."

    assert said("PER-03", kontekst("gaelder_til: 2025-10-01")) == [("fejl", "gaelder_til", message)]


@pytest.mark.parametrize("dates", ["", "fra: 2021-10-01, til: 2025-09-30", "fra: 2022-01-01, til: 2022-01-01"])
def test_an_aktivitet_within_the_delaftales_period_passes(dates: str) -> None:
    assert said("PER-03", kontekst(f"aktiviteter: [{{id: a, navn: Kor, {dates}}}]")) == []


def test_an_aktivitet_that_ends_before_it_begins_is_a_fejl() -> None:
    hand = kontekst("aktiviteter: [{id: a, navn: Kor, fra: 2023-01-02, til: 2023-01-01}]")
    message = "»Kor« slutter 01.01.23, før den begynder 02.01.23. Ret den dato, der er forkert."

    assert said("PER-03", hand) == [("fejl", "aktiviteter/a/til", message)]


@pytest.mark.parametrize(("dates", "felt"), [("fra: 2021-09-30", "fra"), ("fra: 2022-01-01, til: 2026-01-01", "til")])
def test_an_aktivitet_outside_the_delaftales_period_is_an_advarsel(dates: str, felt: str) -> None:
    hand = kontekst(f"aktiviteter: [{{id: a, navn: Kor, {dates}}}]")
    message = (
        "»Kor« har datoer uden for delaftalens periode, 01.10.21 – 30.09.25. Ret datoerne, eller lad dem stå tomme."
    )

    assert said("PER-03", hand) == [("advarsel", f"aktiviteter/a/{felt}", message)]


# -- PER-04 --


def test_four_years_to_the_day_pass() -> None:
    assert said("PER-04", kontekst("gaelder_fra: 2021-10-01\ngaelder_til: 2025-09-30")) == []


@pytest.mark.parametrize("til", ["2025-09-29", "2025-10-01", "2022-09-30"])
def test_any_other_length_is_an_advarsel(til: str) -> None:
    shown = f"{til[8:]}.{til[5:7]}.{til[2:4]}"
    message = (
        f"Perioden 01.10.21 – {shown} er ikke fire år, som en boligsocial indsats plejer at vare. "
        "Ret slutdatoen til 30.09.25, eller lad den stå, hvis bevillingen siger andet."
    )

    assert said("PER-04", kontekst(f"gaelder_til: {til}")) == [("advarsel", "gaelder_til", message)]


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2021, 10, 1), date(2025, 9, 30)),
        (date(2020, 3, 1), date(2024, 2, 29)),
        (date(2020, 2, 29), date(2024, 2, 28)),
        (date(2096, 2, 29), date(2100, 2, 28)),
    ],
)
def test_the_last_day_of_four_years(first: date, last: date) -> None:
    assert last_day(first) == last


# -- TID-41 --


def test_the_last_day_is_a_day_of_the_period() -> None:
    assert said("TID-41", kontekst(today=date(2025, 9, 30))) == []


def test_an_agreement_that_has_ended_is_an_advarsel() -> None:
    message = (
        "Delaftalen gjaldt til 30.09.25. En forlængelse kræver Landsbyggefondens godkendelse; "
        "en ny helhedsplan kan begynde med delaftalens tekster."
    )

    assert said("TID-41", kontekst(today=date(2025, 10, 1))) == [("advarsel", "gaelder_til", message)]


def test_a_draft_with_an_end_date_in_the_past_has_never_held() -> None:
    message = "Slutdatoen 30.09.25 er passeret. Ret datoen."

    assert said("TID-41", kontekst(today=date(2025, 10, 1), er_kladde=True)) == [("advarsel", "gaelder_til", message)]
    assert said("TID-41", kontekst(today=date(2025, 9, 30), er_kladde=True)) == []

"""Each activity has one form, filled in, with its forankring: rules 12–14."""

from __future__ import annotations

import pytest

from generator.rules import Tilstand
from tests.unit.rules.minimal import aktivitet, kontekst, said

UNSEEN = ["\u200b", "\u00ad", "\u200b\u2060 \u200b"]
BOTH = [(Tilstand.IMPORT, "advarsel"), (Tilstand.GODKENDELSE, "fejl")]

# -- AKT-12 --


@pytest.mark.parametrize("names", [("Vejledning", "Kor"), ("Vejledning", "Vejledning for unge"), ("Kor 1", "Kor 2")])
def test_aktiviteter_with_names_of_their_own_pass(names: tuple[str, str]) -> None:
    hand = kontekst(f"aktiviteter: [{{id: a, navn: {names[0]}}}, {{id: b, navn: {names[1]}}}]")

    assert said("AKT-12", hand) == []


@pytest.mark.parametrize(("tilstand", "severity"), BOTH)
def test_an_agreement_without_aktiviteter_is_a_fejl_on_approval(tilstand: Tilstand, severity: str) -> None:
    message = "Delaftalen har ingen aktiviteter. Tilføj mindst én med et udfyldt skema."

    assert said("AKT-12", kontekst("aktiviteter: []", tilstand=tilstand)) == [(severity, "aktiviteter", message)]


@pytest.mark.parametrize("again", ["Kor for alle", "kor for alle!"])
def test_two_aktiviteter_with_one_name_are_a_fejl(again: str) -> None:
    hand = kontekst(f"aktiviteter: [{{id: a, navn: Kor for alle}}, {{id: b, navn: {again}}}]")
    message = f"To aktiviteter hedder »{again}«. Saml dem i ét skema, eller giv den ene et andet navn."

    assert said("AKT-12", hand) == [("fejl", "aktiviteter/b/navn", message)]


def test_names_without_a_letter_are_compared_too() -> None:
    hand = kontekst("aktiviteter: [{id: a, navn: 😀}, {id: b, navn: 😀}]")

    assert [item[:2] for item in said("AKT-12", hand)] == [("fejl", "aktiviteter/b/navn")]


@pytest.mark.parametrize(
    ("first", "second"), [("Vejledning", "Vejledningen"), ("Vejledningen", "Vejledning"), ("Værkstedet", "Værksted")]
)
def test_names_that_differ_by_an_article_are_an_advarsel(first: str, second: str) -> None:
    hand = kontekst(f"aktiviteter: [{{id: a, navn: {first}}}, {{id: b, navn: {second}}}]")
    message = f"»{first}« og »{second}« ligner den samme aktivitet med to skemaer. Saml dem i ét, hvis de er det."

    assert said("AKT-12", hand) == [("advarsel", "aktiviteter/b/navn", message)]


# -- SKE-13 --


@pytest.mark.parametrize("maalgruppe", ["tekst: Alle", "primaer: Unge", "sekundaer: Forældre"])
def test_a_form_that_is_filled_in_passes(maalgruppe: str) -> None:
    hand = kontekst(
        "aktiviteter: [{id: a, navn: Kor, formaal: [{id: i, rolle: indledning, tekst: Sang}], "
        f"maalgruppe: {{{maalgruppe}}}, indhold_og_praksis: Prøver., ansvar_og_roller: Planen.}}]",
        tilstand=Tilstand.GODKENDELSE,
    )

    assert said("SKE-13", hand) == []


@pytest.mark.parametrize(("tilstand", "severity"), BOTH)
def test_one_blank_field_of_a_form_is_a_fejl_on_approval(tilstand: Tilstand, severity: str) -> None:
    hand = kontekst(aktivitet("navn: Kor, formaal: [{id: i, rolle: indledning, tekst: Sang}]"), tilstand=tilstand)
    message = "»Kor« mangler »Indhold og praksis« i skemaet. Skriv feltet, før delaftalen skal godkendes."

    assert said("SKE-13", hand) == [(severity, "aktiviteter/vejledning/indhold_og_praksis", message)]


@pytest.mark.parametrize("maalgruppe", ["", "maalgruppe: {}"])
def test_several_blank_fields_of_a_form_are_said_once(maalgruppe: str) -> None:
    message = (
        "»Kor« mangler »Formål«, »Målgruppe(r)«, »Indhold og praksis« og »Ansvars- og rollefordeling« i skemaet. "
        "Skriv felterne, før delaftalen skal godkendes."
    )

    hand = kontekst(f"aktiviteter: [{{id: a, navn: Kor, {maalgruppe}}}]")

    assert said("SKE-13", hand) == [("advarsel", "aktiviteter/a", message)]


@pytest.mark.parametrize("sign", UNSEEN, ids=lambda text: "-".join(f"{ord(each):x}" for each in text))
@pytest.mark.parametrize("field", ["indhold_og_praksis", "ansvar_og_roller", "maalgruppe", "formaal"])
def test_a_field_in_which_nothing_can_be_seen_is_blank(field: str, sign: str) -> None:
    """A zero-width blank or a soft hyphen comes along from Word or a web page, and the form looks empty."""
    felter = {
        "indhold_og_praksis": "Prøver.",
        "ansvar_og_roller": "Planen.",
        "maalgruppe": "{tekst: Alle}",
        "formaal": "[{id: i, rolle: indledning, tekst: Sang}]",
    }
    blank = {"maalgruppe": f'{{tekst: "{sign}"}}', "formaal": f'[{{id: i, rolle: indledning, tekst: "{sign}"}}]'}
    yaml = ", ".join(f"{name}: {value}" for name, value in (felter | {field: blank.get(field, f'"{sign}"')}).items())
    findings = said("SKE-13", kontekst(f"aktiviteter: [{{id: a, navn: Kor, {yaml}}}]"))

    assert [item[:2] for item in findings] == [("advarsel", f"aktiviteter/a/{field}")]


# -- FOR-14 --


def test_a_forankring_passes() -> None:
    assert said("FOR-14", kontekst("aktiviteter: [{id: a, navn: Kor, forankring: Foreningen.}]")) == []


def test_a_blank_forankring_is_an_advarsel_also_on_approval() -> None:
    hand = kontekst("aktiviteter: [{id: a, navn: Kor}]", tilstand=Tilstand.GODKENDELSE)
    message = "»Kor« har ingen forankring. Skriv, hvad der skal leve videre efter planen, og hos hvem."

    assert said("FOR-14", hand) == [("advarsel", "aktiviteter/a/forankring", message)]


@pytest.mark.parametrize("sign", UNSEEN, ids=lambda text: "-".join(f"{ord(each):x}" for each in text))
def test_a_forankring_in_which_nothing_can_be_seen_is_blank(sign: str) -> None:
    hand = kontekst(f'aktiviteter: [{{id: a, navn: Kor, forankring: "{sign}"}}]')

    assert [item[:2] for item in said("FOR-14", hand)] == [("advarsel", "aktiviteter/a/forankring")]

"""What the rules say of a year's status: 10, 11, 33, 36 and one of our own; what a yearly indstilling asks for."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from docs.byg_regler import regler_md
from generator.model.status import AarligStatus
from generator.model.sti import read_felt
from generator.rules import RULES
from generator.rules.status import STATUSREGLER, check_statusser, mangler_status
from generator.rules.statuskontekst import Statuskontekst, Statusregel
from generator.store.yaml_reader import load_yaml
from tests.unit.rules.minimal import datakilder, delaftale, indikator

SURVEY = (
    "delmaal: [{id: tryghed, tekst: Beboerne er trygge, indikatorer: [{id: andel, type: effekt, "
    "tekst: 'Andel, der er trygge', baseline: {ordlyd: 51% (2018), vaerdi: 51, aar: 2018}, "
    "datakilde: {navn: Trygheds-survey}}]}]"
)
EVERY_RULE = pytest.mark.parametrize("regel", STATUSREGLER, ids=lambda regel: regel.code)
FILLED = "vaerdi: 53"


def status(indikatorer: str, *, aar: int = 2022, vurdering: str = "naaet") -> AarligStatus:
    """Return a status of the smallest agreement's delmål, with its indikatorer in flow style."""
    text = (
        f"format: 1\ndelaftale: medborgerskab\naar: {aar}\n"
        f"delmaal: [{{id: tryghed, vurdering: {vurdering}, indikatorer: [{indikatorer}]}}]\n"
    )
    return load_yaml(text.encode(), AarligStatus, "2022.yaml")


def said(
    code: str, fields: str, agreement: str = "", *, aar: int = 2022, today: date = date(2022, 12, 31)
) -> list[tuple[str, str, str]]:
    """Return what the rule `code` says of a status whose one indikator has `fields`."""
    (regel,) = (regel for regel in STATUSREGLER if regel.code == code)
    hand = Statuskontekst(delaftale(agreement), status(f"{{id: andel, {fields}}}", aar=aar), datakilder(), today)
    return [(item.severity, str(item.sti), item.message) for item in regel.check(hand)]


# -- SER-10 --


def test_known_break_between_baseline_and_figure_is_an_advarsel() -> None:
    message = (
        "»Delmål 1, Indikator 1«: Tallet for 2023 er opgjort på en anden måde end baseline, for kilden er ændret i "
        "2023. Skriv seriebrud: ja og en bemærkning om det, eller seriebrud: nej."
    )

    assert said("SER-10", FILLED, SURVEY, aar=2023) == [("advarsel", "delmaal/tryghed/indikatorer/andel", message)]


@pytest.mark.parametrize(
    "fields",
    [
        "vaerdi: ikke opgjort",
        "vaerdi: 53, periode: 2021",
        "vaerdi: 53, kilde: Egen registrering",
        "vaerdi: 53, seriebrud: nej",
        "vaerdi: 53, seriebrud: ja, bemaerkning: Kan ikke sammenlignes.",
    ],
)
def test_figure_before_the_break_of_another_source_or_explained_passes(fields: str) -> None:
    assert said("SER-10", fields, SURVEY, aar=2023) == []


@pytest.mark.parametrize(
    "agreement",
    [
        SURVEY.replace(", aar: 2018", ""),
        SURVEY.replace(", aar: 2018", ", aar: 2023"),
        SURVEY.replace("navn: Trygheds-survey", "navn: Vores egen bog"),
        indikator("tekst: Andel", kind="effekt"),
    ],
)
def test_where_nothing_is_known_of_a_break_nothing_is_said(agreement: str) -> None:
    assert said("SER-10", FILLED, agreement, aar=2023) == []


def test_stated_break_without_a_word_on_it_is_an_advarsel() -> None:
    ((severity, _, message),) = said("SER-10", "vaerdi: 53, seriebrud: ja")

    assert severity == "advarsel"
    assert message == (
        "»Delmål 1, Indikator 1«: Tallet for 2022 har et seriebrud, men det står ikke, hvad det betyder. "
        "Skriv i bemærkningen, om det kan sammenlignes med baseline."
    )


def test_figure_without_any_source_has_no_known_break() -> None:
    assert said("SER-10", FILLED, SURVEY.replace(", datakilde: {navn: Trygheds-survey}", ""), aar=2023) == []


# -- STA-11 --


@pytest.mark.parametrize("value", ["0", "100", "53,5", "ikke opgjort"])
def test_possible_share_passes(value: str) -> None:
    assert said("STA-11", f"vaerdi: '{value}'") == []


def test_negative_figure_is_a_fejl() -> None:
    message = (
        "»Delmål 1, Indikator 1« har værdien -3 i status for 2022, men hverken et antal eller en andel kan være "
        "negativ. Ret tallet."
    )

    assert said("STA-11", "vaerdi: -3") == [("fejl", "delmaal/tryghed/indikatorer/andel", message)]


@pytest.mark.parametrize(
    "agreement",
    [
        "",
        indikator("tekst: Trygge beboere, baseline: {ordlyd: 51 pct.}"),
        indikator("tekst: Trygge, maaltal: {vaerdi: 60, enhed: procent}"),
    ],
)
def test_share_above_100_is_a_fejl(agreement: str) -> None:
    message = "»Delmål 1, Indikator 1« er 120 procent i status for 2022, og en andel kan højst være 100. Ret tallet."

    assert said("STA-11", "vaerdi: 120", agreement) == [("fejl", "delmaal/tryghed/indikatorer/andel", message)]


@pytest.mark.parametrize(
    ("agreement", "value"),
    [
        (indikator("tekst: Samtaler, maaltal: {vaerdi: 1500, enhed: samtaler}"), "1480"),
        (indikator("tekst: Frivillige, maaltal: {vaerdi: 50, enhed: procent, retning: stigning}"), "120"),
        (indikator("tekst: Naboklager, maaltal: {vaerdi: 10, enhed: klager, retning: fald}"), "-3"),
    ],
)
def test_counts_and_changes_may_be_what_a_share_may_not(agreement: str, value: str) -> None:
    assert said("STA-11", f"vaerdi: {value}", agreement) == []


@pytest.mark.parametrize(
    ("fields", "aar", "when"),
    [
        ("vaerdi: 53", 2023, "2023"),
        ("vaerdi: 53, periode: 2024", 2022, "2024"),
        ("vaerdi: 53, periode: 2022-01-01 til 2022-12-31", 2022, "31.12.22"),
    ],
)
def test_figure_of_a_time_to_come_is_a_fejl(fields: str, aar: int, when: str) -> None:
    message = (
        f"»Delmål 1, Indikator 1« har et tal i status for {aar}, som dækker tiden til og med {when}, der ligger i "
        "fremtiden. Ret perioden, eller lad værdien stå tom, til tallet er der."
    )

    assert said("STA-11", fields, aar=aar, today=date(2022, 12, 1)) == [
        ("fejl", "delmaal/tryghed/indikatorer/andel", message)
    ]


@pytest.mark.parametrize("fields", ["vaerdi: 53", "vaerdi: 53, periode: 2022-01-01 til 2022-02-28"])
def test_figure_of_the_year_that_runs_passes(fields: str) -> None:
    assert said("STA-11", fields, today=date(2022, 3, 1)) == []


# -- STA-33 --


@pytest.mark.parametrize("value", ["53", "ikke opgjort"])
def test_every_answer_is_a_status(value: str) -> None:
    assert said("STA-33", f"vaerdi: {value}") == []


def test_indikator_without_value_is_an_advarsel() -> None:
    message = "»Delmål 1, Indikator 1« har ingen status for 2022. Skriv værdien, eller skriv »ikke opgjort«."

    assert said("STA-33", "kilde: Egen") == [("advarsel", "delmaal/tryghed/indikatorer/andel", message)]


def test_what_a_yearly_indstilling_lacks() -> None:
    agreement = delaftale()
    filled = status("{id: andel, vaerdi: 53}")
    none = "Delaftalen har ingen status for 2022. Lav den med »delaftale aarsstatus medborgerskab --aar 2022«."

    assert mangler_status(agreement, filled, 2022) == []
    assert [(item.code, item.severity, item.sti, item.message) for item in mangler_status(agreement, None, 2022)] == [
        ("STA-33", "advarsel", "delmaal", none)
    ]
    assert [item.message for item in mangler_status(agreement, filled.replaced(aar=2021), 2022)] == [none]
    assert [str(item.sti) for item in mangler_status(agreement, filled.replaced(delmaal=()), 2022)] == [
        "delmaal/tryghed",
        "delmaal/tryghed/indikatorer/andel",
    ]


def test_delmaal_without_assessment_is_lacking() -> None:
    (finding,) = mangler_status(delaftale(), status("{id: andel, vaerdi: 53}", vurdering="null"), 2022)

    assert finding.message == (
        "»Delmål 1« har ingen vurdering i status for 2022. Skriv naaet, paa-vej, ikke-naaet eller kan-ikke-vurderes."
    )


# -- STA-E1 --


def test_status_of_what_the_agreement_has_passes() -> None:
    assert said("STA-E1", FILLED) == []


def test_status_of_what_the_agreement_does_not_have_is_an_advarsel() -> None:
    message = (
        "Status for 2022 har indikatoren »anden«, som ikke står i delaftalen. "
        "Ret id'et, eller slet det, hvis det ikke skal med."
    )
    assert said("STA-E1", f"{FILLED}}}, {{id: anden") == [("advarsel", "delmaal/tryghed", message)]

    ((_, sti, about),) = said("STA-E1", FILLED, "delmaal: [{id: ny, tekst: Ny}]")
    assert (sti, about[:49]) == ("delmaal", "Status for 2022 har delmålet »tryghed«, som ikke ")


# -- several years --


def test_an_earlier_year_is_not_asked_about_what_came_or_went_later() -> None:
    """What its form holds and leaves blank is still lacking."""
    early = status("{id: gone, vaerdi: 1}, {id: andel}", aar=2021)
    late = status("{id: andel, vaerdi: 53}, {id: gone, vaerdi: 1}", aar=2022)
    today = date(2022, 12, 31)

    both = check_statusser(delaftale(), (late, early), datakilder(), today)

    assert [(item.code, str(item.sti)) for item in both] == [
        ("STA-33", "delmaal/tryghed/indikatorer/andel"),
        ("STA-E1", "delmaal/tryghed"),
    ]
    assert check_statusser(delaftale(), (late, early.replaced(delmaal=())), datakilder(), today) == both[1:]
    assert check_statusser(delaftale(), (), datakilder(), today) == []


# -- SCP-36, SPD-36 --

PERSONS = indikator("tekst: 12 børn deltager i forløb")


def test_cpr_number_in_a_remark_is_a_fejl() -> None:
    message = (
        "»Delmål 1, Indikator 1«, bemærkningen i status for 2022 ser ud til at indeholde et CPR-nummer. "
        "Slet det; bilaget skal kunne læses af alle."
    )

    assert said("SCP-36", "bemaerkning: 'Se sagen 010180-1234.'") == [
        ("fejl", "delmaal/tryghed/indikatorer/andel", message)
    ]


def test_remark_without_a_cpr_number_passes() -> None:
    assert said("SCP-36", "vaerdi: 53, bemaerkning: 'Se sag 22/1234, konto 1234-0101801234.'") == []


@pytest.mark.parametrize(
    ("fields", "what"),
    [
        ("kilde: 'Opgørelse fra mette.hansen@example.dk'", "kilden i status for 2022 indeholder en mailadresse"),
        ("bemaerkning: 'Ring på 12 34 56 78.'", "bemærkningen i status for 2022 indeholder en mailadresse eller et"),
        ("bemaerkning: 'Familien Hansen er flyttet.'", "bemærkningen i status for 2022 ser ud til at nævne en beboer"),
        ("bemaerkning: 'En 14-årig er sigtet for hærværk.'", "bemærkningen i status for 2022 omtaler helbred, misbrug"),
        ("bemaerkning: 'To unge er sigtet.'", "bemærkningen i status for 2022 nævner så få personer"),
    ],
)
def test_person_in_a_remark_or_a_source_is_an_advarsel(fields: str, what: str) -> None:
    ((severity, sti, message),) = said("SPD-36", fields)

    assert (severity, sti) == ("advarsel", "delmaal/tryghed/indikatorer/andel")
    assert message.startswith(f"»Delmål 1, Indikator 1«, {what}")


@pytest.mark.parametrize(
    "fields",
    [
        "kilde: info@helhedsplanen.dk",
        "bemaerkning: 'Beboerne er trygge; 53 af 100 har svaret.'",
        "vaerdi: 53",
    ],
)
def test_sober_words_pass(fields: str) -> None:
    assert said("SPD-36", fields) == []


def test_figure_of_so_few_persons_is_an_advarsel() -> None:
    message = (
        "»Delmål 1, Indikator 1« er i status for 2022 så få personer, at de kan genkendes. "
        "Skriv »ikke opgjort« og i bemærkningen »under 5«."
    )

    assert said("SPD-36", "vaerdi: 4", PERSONS) == [("advarsel", "delmaal/tryghed/indikatorer/andel", message)]


@pytest.mark.parametrize("value", ["0", "5", "ikke opgjort"])
def test_figure_of_none_or_enough_persons_passes(value: str) -> None:
    assert said("SPD-36", f"vaerdi: {value}", PERSONS) == []


def test_small_figure_of_something_else_or_a_share_passes() -> None:
    assert said("SPD-36", "vaerdi: 4", indikator("tekst: Der afholdes 12 aktiviteter")) == []
    assert said("SPD-36", "vaerdi: 4", indikator("tekst: Andel af 12 børn med råd")) == []


def test_remarks_of_a_delmaal_and_of_what_has_left_the_agreement_are_read_too() -> None:
    text = (
        "format: 1\ndelaftale: medborgerskab\naar: 2022\ndelmaal:\n"
        "  - {id: tryghed, bemaerkning: Familien Hansen., indikatorer: [{id: gone, bemaerkning: Nabo Jensen.}]}\n"
        "  - {id: old, bemaerkning: Familien Olsen., indikatorer: [{id: x, kilde: 010180-1234}]}\n"
    )
    hand = delaftale()
    found = check_statusser(
        hand, [load_yaml(text.encode(), AarligStatus, "2022.yaml")], datakilder(), date(2022, 12, 31)
    )

    assert [(item.code, str(item.sti), item.message.split(" i status")[0]) for item in found if item.nr == 36] == [
        ("SCP-36", "delmaal", "»x«, kilden"),
        ("SPD-36", "delmaal/tryghed", "»Delmål 1«, bemærkningen"),
        ("SPD-36", "delmaal/tryghed", "»gone«, bemærkningen"),
        ("SPD-36", "delmaal", "»old«, bemærkningen"),
    ]
    assert all("Hansen" not in item.message and "0101" not in item.message for item in found)


# -- the list as a whole --


@EVERY_RULE
def test_every_rule_is_documented_and_states_its_code_and_source(regel: Statusregel) -> None:
    docstring = regel.check.__doc__ or ""
    number = "–" if regel.nr is None else regel.nr

    assert docstring.startswith(f"{regel.code}: ")
    assert "§9" in docstring or "own choice" in docstring.lower()
    assert f"| {regel.code} | {number} | {regel.alvor} | {regel.hvad} | {regel.kilde} | {regel.udvej} |" in regler_md()


@EVERY_RULE
def test_every_rule_has_failing_and_passing_cases_here(regel: Statusregel) -> None:
    text = Path(__file__).read_text(encoding="utf-8")
    cases = re.findall(rf'said\("{regel.code}",', text)
    passing = re.findall(rf'said\("{regel.code}",.*\) == \[\]', text)

    assert 0 < len(passing) < len(cases)


def test_codes_are_no_other_rules() -> None:
    codes = [*(regel.code for regel in RULES), *(regel.code for regel in STATUSREGLER)]

    assert len(codes) == len(set(codes))


@pytest.mark.parametrize("fields", ["vaerdi: -3", "vaerdi: 120", "kilde: x", "vaerdi: 1, seriebrud: ja"])
def test_findings_lead_to_parts_of_the_delaftale(fields: str) -> None:
    hand = delaftale()
    found = check_statusser(hand, [status(f"{{id: andel, {fields}}}")], datakilder(), date(2022, 12, 31))

    assert found
    assert all(read_felt(hand, item.sti) is not None for item in found)

"""What is referred to exists and goes by its present name: rule 16."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.unit.rules.minimal import kontekst, said

NO_GOALS = "overordnede_maal: []"
STI = "aktiviteter/a"


def kor(fields: str) -> str:
    return f"aktiviteter: [{{id: a, navn: Kor, {fields}}}]"


# -- the form --


@pytest.mark.parametrize(
    ("known", "advice"),
    [
        (("lbf-2019-26",), "Mente du »lbf-2019-26«?"),
        (("by-a", "by-b"), "Skriv en af dem, der er: »by-a« og »by-b«."),
    ],
)
def test_a_form_that_is_not_there_is_a_fejl(known: tuple[str, ...], advice: str) -> None:
    hand = replace(kontekst("formular: lbf-2023"), formularer=known)

    message = f"Der er ingen formular, der hedder »lbf-2023«. {advice}"
    assert said("REF-16", hand) == [("fejl", "formular", message)]


@pytest.mark.parametrize("known", [(), ("lbf-2019-26", "lbf-2023")])
def test_a_form_that_is_there_or_that_nobody_looked_for_passes(known: tuple[str, ...]) -> None:
    assert said("REF-16", replace(kontekst("formular: lbf-2023"), formularer=known)) == []


# -- ids --


@pytest.mark.parametrize(
    "yaml",
    [
        (
            "delmaal: [{id: d, tekst: D, aktiviteter: [vejledning], indikatorer: "
            "[{id: i, type: effekt, tekst: T, aktiviteter: [vejledning]}]}]"
        ),
        "delmaal: [{id: d, tekst: D}]\naktiviteter: [{id: a, navn: Kor, delmaal: [d]}]",
        "ressourcer: [{id: r, funktion: Vejleder, procent: 50, arbejdsgiver: fob}]",
        kor("samarbejdspartnere: [{id: p, navn: FOB, organisation: fob}]"),
    ],
)
def test_ids_that_lead_somewhere_pass(yaml: str) -> None:
    assert said("REF-16", kontekst(yaml)) == []


def test_a_delmaal_that_names_an_unknown_aktivitet_is_an_advarsel() -> None:
    hand = kontekst("delmaal: [{id: d, tekst: D, aktiviteter: [vejledning, vejledningen, kor]}]")
    message = (
        "»Delmål 1« henviser til aktiviteten »vejledningen« og »kor«, som ikke står i delaftalen. "
        "Mente du »vejledning«?"
    )

    assert said("REF-16", hand) == [("advarsel", "delmaal/d/aktiviteter", message)]


def test_an_indikator_that_names_an_unknown_aktivitet_is_an_advarsel() -> None:
    indikator = "{id: i, type: effekt, tekst: T, aktiviteter: [kor]}"
    hand = kontekst(f"delmaal: [{{id: d, tekst: D, indikatorer: [{indikator}]}}]")
    message = (
        "»Delmål 1, Indikator 1« henviser til aktiviteten »kor«, som ikke står i delaftalen. "
        "Ret henvisningen, eller slet den."
    )

    assert said("REF-16", hand) == [("advarsel", "delmaal/d/indikatorer/i/aktiviteter", message)]


def test_an_aktivitet_that_names_an_unknown_delmaal_is_an_advarsel() -> None:
    message = "»Kor« henviser til delmålet »ro«, som ikke står i delaftalen. Ret henvisningen, eller slet den."

    assert said("REF-16", kontekst(kor("delmaal: [ro]"))) == [("advarsel", f"{STI}/delmaal", message)]


@pytest.mark.parametrize(
    ("yaml", "plan_yaml", "sti", "start", "end"),
    [
        (
            "parter: [{id: p, betegnelse: FOB, organisation: fobb}]",
            "",
            "parter/p/organisation",
            "»FOB, Organisation« henviser til organisationen »fobb«",
            "Mente du »fob«?",
        ),
        (
            kor("samarbejdspartnere: [{id: p, navn: Kirken, organisation: sognet}]"),
            "",
            f"{STI}/samarbejdspartnere/p/organisation",
            "»Kor, Kirken, Organisation« henviser til organisationen »sognet«",
            "Ret henvisningen, eller tilføj organisationen dér.",
        ),
        (
            "ressourcer: [{id: r, funktion: Vejleder, procent: 50, arbejdsgiver: sognet}]",
            "",
            "ressourcer/r/arbejdsgiver",
            "»Vejleder, Arbejdsgiver« henviser til organisationen »sognet«",
            "Ret henvisningen, eller tilføj organisationen dér.",
        ),
        (
            "",
            "dataansvarlig: sognet",
            "helhedsplan/dataansvarlig",
            "»Helhedsplan, Dataansvarlig« henviser til organisationen »sognet«",
            "Ret henvisningen, eller tilføj organisationen dér.",
        ),
    ],
)
def test_an_unknown_organisation_is_an_advarsel(yaml: str, plan_yaml: str, sti: str, start: str, end: str) -> None:
    message = f"{start}, som ikke står i helhedsplan.yaml. {end}"

    assert said("REF-16", kontekst(yaml, plan_yaml=plan_yaml)) == [("advarsel", sti, message)]


# -- other delaftaler --


@pytest.mark.parametrize(
    "fields",
    [
        "relaterede_delaftaler: [Uddannelse og Livschancer, beskaeftigelse, delaftalen Kriminalitetsforebyggelse]",
        "relaterede_delaftaler: [medborgerskab]",
        "relaterede_delaftaler: ['…', den]",
        "hoerer_til: [beskaeftigelse]",
        "formaal: [{id: f, rolle: bidrag-andre, tekst: T, delaftaler: [beskaeftigelse]}]",
    ],
    ids=["the period's areas", "the delaftale's own id", "no name", "also in", "contributes to"],
)
def test_a_delaftale_of_the_period_passes(fields: str) -> None:
    assert said("REF-16", kontekst(kor(fields), plan_yaml=NO_GOALS)) == []


def test_a_chosen_or_present_delaftale_passes_where_the_plan_says_what_is_chosen() -> None:
    goals = (
        "overordnede_maal:\n  - {id: x, indsatsomraade: beskaeftigelse, tekst: Job}\n"
        "  - {id: y, indsatsomraade: sammenhaengskraft-og-medborgerskab, tekst: Med}"
    )
    hand = kontekst(
        kor("relaterede_delaftaler: [Beskæftigelse, Kriminalitetsforebyggelse]"),
        plan_yaml=goals,
        sisters=("id: krim\nindsatsomraade: kriminalitetsforebyggelse",),
    )

    assert said("REF-16", hand) == []


def test_a_delaftale_that_the_plan_has_not_chosen_is_an_advarsel() -> None:
    message = (
        "»Kor« henviser til »Beskæftigelse«, som planen hverken har en delaftale eller et overordnet mål for. "
        "Ret henvisningen, eller slet den."
    )

    hand = kontekst(kor("relaterede_delaftaler: [Beskæftigelse]"))

    assert said("REF-16", hand) == [("advarsel", f"{STI}/relaterede_delaftaler", message)]


def test_an_older_periods_name_is_an_advarsel_told_of_once() -> None:
    hand = kontekst(
        kor(
            "indhold_og_praksis: 'Se delaftalen \"Kriminalpræventive\".', hoerer_til: [kriminalpraeventive], "
            "relaterede_delaftaler: [den Kriminalpræventive delaftale]"
        ),
        plan_yaml=NO_GOALS,
    )
    message = (
        "»Kor« henviser til »den Kriminalpræventive delaftale«, et navn fra bevillingsperioden 2015-18. "
        "Indsatsområdet hedder »Kriminalitetsforebyggelse«; ret henvisningen til det."
    )

    assert said("REF-16", hand) == [("advarsel", f"{STI}/relaterede_delaftaler", message)]


def test_another_name_that_no_other_period_has_is_an_advarsel() -> None:
    """The grant period 2019-26 here is the only one that is known."""
    hand = kontekst(kor("relaterede_delaftaler: [Kriminalpræventive]"), plan_yaml=NO_GOALS)
    only = hand.perioder.replaced(perioder=hand.perioder.perioder[-1:])
    message = (
        "»Kor« henviser til »Kriminalpræventive«, som ikke er indsatsområdets eget navn. "
        "Indsatsområdet hedder »Kriminalitetsforebyggelse«; ret henvisningen til det."
    )

    findings = said("REF-16", type(hand)(hand.delaftale, hand.plan, only, hand.datakilder, hand.today))

    assert findings == [("advarsel", f"{STI}/relaterede_delaftaler", message)]


@pytest.mark.parametrize(
    ("name", "advice"),
    [("Beskæftigelsen", "Mente du »Beskæftigelse«?"), ("Havfart", "Ret henvisningen, eller slet den.")],
)
def test_an_unknown_delaftale_is_an_advarsel(name: str, advice: str) -> None:
    message = (
        f"»Kor« henviser til »{name}«, som hverken er en delaftale i planen eller et af periodens indsatsområder. "
        f"{advice}"
    )

    hand = kontekst(kor(f"relaterede_delaftaler: [{name}]"), plan_yaml=NO_GOALS)

    assert said("REF-16", hand) == [("advarsel", f"{STI}/relaterede_delaftaler", message)]


def test_no_name_is_judged_where_the_period_is_unknown() -> None:
    hand = kontekst(kor("relaterede_delaftaler: [Havfart]"), plan_yaml="bevillingsperiode: 2030-34")

    assert said("REF-16", hand) == []


# -- names in quotation marks --


@pytest.mark.parametrize(
    "tekst",
    [
        'Sammen med aktiviteten "Vejledning".',
        "Sammen med aktiviteten »vejledning«.",
        'Beskrives i delaftalen "Beskæftigelse".',
        'Vi kalder det "Havfart".',
        'Sammen med aktiviteten "Havfart".',
    ],
    ids=["another", "other quotation marks", "delaftale", "no reference", "perhaps in another delaftale"],
)
def test_quoted_names_that_lead_somewhere_pass(tekst: str) -> None:
    hand = kontekst(f"kommunal_sammenhaeng: '{tekst}'", plan_yaml=NO_GOALS)

    assert said("REF-16", hand) == []


def test_a_quoted_delaftale_that_is_unknown_is_an_advarsel() -> None:
    hand = kontekst("kommunal_sammenhaeng: 'Se delaftalen \"Havfart\".'", plan_yaml=NO_GOALS)
    message = (
        "»Sammenhæng med den kommunale indsats« henviser til »Havfart«, som hverken er en delaftale i planen eller et "
        "af periodens indsatsområder. Ret henvisningen, eller slet den."
    )

    assert said("REF-16", hand) == [("advarsel", "kommunal_sammenhaeng", message)]


@pytest.mark.parametrize(
    ("name", "plan_yaml", "advice"),
    [
        ("Vejledningen", NO_GOALS, "Mente du »Vejledning«?"),
        ("Havfart", "", "Ret navnet, eller tilføj aktiviteten."),
    ],
    ids=["looks like one", "all delaftaler are at hand"],
)
def test_a_quoted_aktivitet_that_is_unknown_is_an_advarsel_told_of_once(name: str, plan_yaml: str, advice: str) -> None:
    text = f'Se aktiviteten "{name}" og aktiviteten "{name}".'
    hand = kontekst(f"revisionsbestemmelse: '{text}'", plan_yaml=plan_yaml)
    message = f"»Revision af delaftalen« nævner aktiviteten »{name}«, som ikke findes. {advice}"

    assert said("REF-16", hand) == [("advarsel", "revisionsbestemmelse", message)]

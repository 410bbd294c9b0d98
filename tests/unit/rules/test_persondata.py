"""What a delaftale that anyone may read should not say of a person: rule 36. All numbers and names are made up."""

from __future__ import annotations

import pytest

from tests.unit.rules.minimal import findings_of, indikator, kontekst, said

FELT = "»Revision af delaftalen«"


def tekst(words: str) -> str:
    return f"revisionsbestemmelse: |-\n  {words}"


# -- CPR-36 --


@pytest.mark.parametrize(
    "words",
    [
        "Sagen har nr. 991399-1234.",
        "Perioden 01.10.21 – 30.09.25.",
        "Journalnummer 1503921236.",
        "Kontonummer 12150392-12345.",
        "Telefon 12345678.",
    ],
)
def test_numbers_that_are_no_cpr_numbers_pass(words: str) -> None:
    assert said("CPR-36", kontekst(tekst(words))) == []


@pytest.mark.parametrize(
    "number",
    [
        *("150392-1234", "150392 1234", "150392–1234", "290200-4321", "0707614285"),
        *("150392 - 1234", "150392\u20111234", "150392\u00a01234", "150392\u22121234"),  # as Word writes it
    ],
)
def test_a_cpr_number_is_a_fejl_and_is_not_repeated(number: str) -> None:
    message = f"{FELT} ser ud til at indeholde et CPR-nummer. Slet det; en delaftale skal kunne læses af alle."

    hand = kontekst(tekst(f"Fx beboer {number}, som"))

    assert said("CPR-36", hand) == [("fejl", "revisionsbestemmelse", message)]


def test_ids_and_the_plan_are_read_too() -> None:
    hand = kontekst("aktiviteter: [{id: 150392-1234, navn: Kor}]", plan_yaml="kommuner: [Slagelse 150392-1234]")

    stier = [str(item.sti) for item in findings_of("CPR-36", hand)]

    assert stier == ["helhedsplan/kommuner", "aktiviteter/150392-1234/id"]


# -- KON-36 --


@pytest.mark.parametrize(
    "words",
    [
        "Skriv til info@planen.dk eller helhedsplan.ringparken@fob.dk.",
        "I årene 2018 2021 og 12 30 12.",
        "Perioden 01.10.21 – 30.09.25, sag 12345678.",
        "Ordning 12345678 og 12345678 ringer.",
        "Se @planen.",
    ],
)
def test_a_shared_mailbox_passes(words: str) -> None:
    assert said("KON-36", kontekst(tekst(words))) == []


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("Skriv til anna.hansen@planen.dk.", "en mailadresse"),
        ("Skriv [hertil](mailto:anna@planen.dk).", "en mailadresse"),
        ("Ring på 12 34 56 78.", "et telefonnummer"),
        ("Ring på 12\u00a034\u00a056\u00a078.", "et telefonnummer"),
        ("Ring på tlf. 12345678.", "et telefonnummer"),
        ("Ring 12345678, eller ring til 12345678.", "et telefonnummer"),
        ("Ring på +45 12345678 eller skriv til anna@planen.dk.", "en mailadresse og et telefonnummer"),
    ],
)
def test_a_persons_mailbox_or_telephone_is_an_advarsel(words: str, what: str) -> None:
    message = f"{FELT} indeholder {what}, der kan være en persons. Skriv en rolle eller en fælles postkasse i stedet."

    assert said("KON-36", kontekst(tekst(words))) == [("advarsel", "revisionsbestemmelse", message)]


# -- NAV-36 --


@pytest.mark.parametrize(
    "words",
    ["Hver beboer og familie.", "Hr. og fru er inviteret.", "Beboeren. Anna er leder.", "En beboer i Ringparken."],
)
def test_residents_without_a_name_pass(words: str) -> None:
    assert said("NAV-36", kontekst(tekst(words))) == []


@pytest.mark.parametrize(
    "words", ["Som familien Hansen har vist.", "Beboer Anna hjælper.", "Fru Hansen og hr. Jensen."]
)
def test_a_residents_name_is_an_advarsel_and_is_not_repeated(words: str) -> None:
    message = (
        f"{FELT} ser ud til at nævne en beboer ved navn. "
        "Slet navnet, hvis det er en persons; en delaftale skal kunne læses af alle."
    )

    assert said("NAV-36", kontekst(tekst(words))) == [("advarsel", "revisionsbestemmelse", message)]


# -- FOL-36 --


@pytest.mark.parametrize(
    "words",
    [
        "Unge med misbrug henvises til kommunen.",
        "For 12-14-årige arbejder vi kriminalpræventivt sammen med lokale kræfter.",
        "Familien Hansen laver mad. Andre har et misbrug.",
        "En 14-årig kan være med.",
    ],
)
def test_health_and_crime_in_general_pass(words: str) -> None:
    assert said("FOL-36", kontekst(tekst(words))) == []


@pytest.mark.parametrize(
    "words",
    ["En 14-årig er sigtet for hærværk.", "Beboeren Anna er ude af sit misbrug.", "I opgang 3 er der psykisk syge."],
)
def test_health_and_crime_about_someone_recognisable_are_an_advarsel(words: str) -> None:
    message = (
        f"{FELT} omtaler helbred, misbrug eller strafbare forhold hos en person, der kan genkendes. "
        "Skriv det alment, eller slet det."
    )

    assert said("FOL-36", kontekst(tekst(words))) == [("advarsel", "revisionsbestemmelse", message)]


# -- ANT-36 --


@pytest.mark.parametrize(
    "yaml",
    [
        tekst("To familier mødes. Nogle har et misbrug."),
        tekst("12 unge er straffet."),
        indikator("tekst: Antal unge i forløb, baseline: {ordlyd: 5 unge, vaerdi: 5}"),
        indikator("tekst: Andel af beboere, baseline: {ordlyd: 3%, vaerdi: 3}"),
        indikator("tekst: Antal unge i forløb, baseline: {ordlyd: 0 unge, vaerdi: 0}"),
        indikator("tekst: Antal aktiviteter for børn, baseline: {ordlyd: '3', vaerdi: 3}"),
        indikator("tekst: Antal unge, baseline: {ordlyd: Opgøres ikke}"),
    ],
)
def test_counts_that_point_nobody_out_pass(yaml: str) -> None:
    assert said("ANT-36", kontekst(yaml)) == []


def test_a_count_of_few_beside_a_word_on_crime_is_an_advarsel() -> None:
    message = f"{FELT} nævner så få personer, at de kan genkendes. Skriv »under 5«, eller slet tallet."

    hand = kontekst(tekst("I området er 3 unge straffet."))

    assert said("ANT-36", hand) == [("advarsel", "revisionsbestemmelse", message)]


@pytest.mark.parametrize(
    "fields",
    [
        "tekst: Antal unge i misbrugsbehandling, anden_baseline: {ordlyd: '3', vaerdi: 3}",
        "tekst: Forløb, anden_baseline: {ordlyd: 2 unge, vaerdi: 2}",
    ],
)
def test_a_baseline_that_counts_few_persons_is_an_advarsel(fields: str) -> None:
    message = (
        "»Delmål 1, Indikator 1, Evt. anden baseline« nævner så få personer, at de kan genkendes. "
        "Skriv »under 5«, eller slet tallet."
    )

    findings = said("ANT-36", kontekst(indikator(fields)))

    assert findings == [("advarsel", "delmaal/tryghed/indikatorer/andel/anden_baseline", message)]

"""Who takes part is a party, and a party takes part: rule 17."""

from __future__ import annotations

import pytest

from tests.unit.rules.minimal import kontekst, said

ORGANISATIONER = """
organisationer:
  - {id: fob, navn: FOB, type: boligorganisation}
  - {id: kommunen, navn: Slagelse Kommune, type: kommune}
  - {id: politiet, navn: Sydsjællands Politi, type: politi}
  - {id: roede-kors, navn: Røde Kors, kort: RK, type: forening}
"""
STI = "aktiviteter/a/samarbejdspartnere"


def kor(*partners: str, tekst: str = "Sang.") -> str:
    """Return an activity with a text and partners, each »id navn« or »id navn, organisation«."""
    rows = []
    for partner in partners:
        name, _, organisation = partner.partition(", ")
        rows.append(f"{{id: {name.split()[0].lower()}, navn: {name}, organisation: {organisation}}}")
    return (
        f"aktiviteter: [{{id: a, navn: Kor, indhold_og_praksis: '{tekst}', samarbejdspartnere: [{', '.join(rows)}]}}]"
    )


def parter(*rows: str) -> str:
    return f"parter: [{', '.join(f'{{id: p{index}, {row}}}' for index, row in enumerate(rows))}]"


FOB = "betegnelse: FOB, organisation: fob"
POLITI = "betegnelse: Politiet i Slagelse, organisation: politiet"
FORENING = "betegnelse: Lokale foreninger, er_klasse: ja"
KULTUR = "betegnelse: 'Slagelse Kommune, Kultur', organisation: kommunen, enhed: Kulturhuset"


@pytest.mark.parametrize(
    "yaml",
    [
        f"{parter(FOB)}\n{kor('FOB, fob')}",
        f"{parter(FOB)}\n{kor('fob')}",
        f"{parter(FORENING)}\n{kor('lokale foreninger', tekst='Med lokale foreninger.')}",
        f"{parter(KULTUR)}\n{kor('Kulturhuset')}",
        f"{parter(KULTUR)}\n{kor('Kunstskolen, kommunen')}",
    ],
    ids=["linked", "same name", "a group", "a unit", "linked to the same organisation"],
)
def test_a_partner_who_is_a_party_passes(yaml: str) -> None:
    assert said("PAR-17", kontekst(yaml, plan_yaml=ORGANISATIONER)) == []


def test_a_partner_who_is_no_party_is_an_advarsel() -> None:
    message = (
        "»Kor« samarbejder med »KVINFO«, som ikke er part i delaftalen. "
        "Tag stilling til, om den skal være det; ellers kan det stå, som det er."
    )

    assert said("PAR-17", kontekst(kor("KVINFO"))) == [("advarsel", f"{STI}/kvinfo", message)]


def test_several_partners_who_are_no_parties_are_said_once_per_aktivitet() -> None:
    hand = kontekst(kor("Kirken", "Skolen", "Klubben", "Banken", "Avisen"))
    message = (
        "»Kor« samarbejder med »Kirken«, »Skolen«, »Klubben« og 2 andre, som ikke er parter i delaftalen. "
        "Tag stilling til, om de skal være det; ellers kan det stå, som det er."
    )

    assert said("PAR-17", hand) == [("advarsel", STI, message)]


@pytest.mark.parametrize("tekst", ["Med RK.", "Røde Kors’ frivillige hjælper."])
def test_an_organisation_named_in_a_text_without_being_either_is_an_advarsel(tekst: str) -> None:
    message = (
        "»Kor« nævner »Røde Kors«, som hverken er part eller samarbejdspartner. "
        "Tilføj samarbejdspartneren, hvis der samarbejdes."
    )

    hand = kontekst(kor(tekst=tekst), plan_yaml=ORGANISATIONER)

    assert said("PAR-17", hand) == [("advarsel", STI, message)]


def test_an_organisation_named_in_a_text_that_is_a_partner_is_told_of_as_such_only() -> None:
    hand = kontekst(kor("Kredsen, roede-kors", tekst="Med Røde Kors."), plan_yaml=ORGANISATIONER)

    assert [sti for _, sti, _ in said("PAR-17", hand)] == [f"{STI}/kredsen"]


@pytest.mark.parametrize(
    "yaml",
    [
        f"{parter(FOB)}\n{kor()}",
        f"{parter(POLITI)}\n{kor(tekst='Politiet kommer forbi.')}",
        f"{parter(KULTUR)}\n{kor(tekst='Sammen med kommunens folk.')}",
        f"{parter(KULTUR)}\n{kor('Kunstskolen, kommunen')}",
        f"{parter(FORENING)}\n{kor(tekst='De lokale foreningers kor.')}",
        f"{parter(FORENING)}\naktiviteter: []",
    ],
    ids=["a housing organisation", "police", "kommune", "as a partner", "a group", "no activities"],
)
def test_a_party_who_takes_part_passes(yaml: str) -> None:
    assert said("PAR-17", kontekst(yaml, plan_yaml=ORGANISATIONER)) == []


def test_a_party_who_takes_no_part_is_an_advarsel() -> None:
    hand = kontekst(f"{parter(FOB, POLITI)}\n{kor()}", plan_yaml=ORGANISATIONER)
    message = (
        "»Politiet i Slagelse« er part i delaftalen, men nævnes ikke i nogen aktivitet. "
        "Skriv, hvor parten medvirker, eller overvej, om den fortsat skal være part."
    )

    assert said("PAR-17", hand) == [("advarsel", "parter/p1", message)]


def test_several_parties_who_take_no_part_are_said_once() -> None:
    hand = kontekst(f"{parter(POLITI, FORENING)}\n{kor()}", plan_yaml=ORGANISATIONER)
    message = (
        "»Politiet i Slagelse« og »Lokale foreninger« er parter i delaftalen, men nævnes ikke i nogen aktivitet. "
        "Skriv, hvor de medvirker, eller overvej, om de fortsat skal være parter."
    )

    assert said("PAR-17", hand) == [("advarsel", "parter", message)]


@pytest.mark.parametrize(
    ("betegnelse", "tekst"),
    [
        ("Køge Kommune, Jobcentret", "Sammen med jobcenteret."),
        ("Køge Kommune, Jobcentret", "Vejlederne fra jobcentrets ungeteam."),
        ("Lokale virksomheder", "Virksomhederne tager imod besøg."),
        ("Biblioteket", "I bibliotekets lokaler."),
        ("Frivillige lokale foreninger", "En forening."),
    ],
)
def test_a_party_is_known_by_part_of_its_name_and_in_other_forms(betegnelse: str, tekst: str) -> None:
    assert (
        said("PAR-17", kontekst(f"{parter(f'betegnelse: {chr(39)}{betegnelse}{chr(39)}')}\n{kor(tekst=tekst)}")) == []
    )


@pytest.mark.parametrize(
    ("betegnelse", "tekst"),
    [("Røde Kors", "Ved Korsvejen."), ("Den Boligsociale Enhed", "En enhed."), ("SSP", "Det er spp.")],
)
def test_a_name_is_not_known_by_a_word_of_it(betegnelse: str, tekst: str) -> None:
    assert len(said("PAR-17", kontekst(f"{parter(f'betegnelse: {betegnelse}')}\n{kor(tekst=tekst)}"))) == 1


@pytest.mark.parametrize("betegnelse", ["Boligselskabet", "Sjællands Boligorganisation", "Køge Boligforening"])
def test_a_housing_organisation_is_known_by_its_name(betegnelse: str) -> None:
    assert said("PAR-17", kontekst(f"{parter(f'betegnelse: {betegnelse}')}\n{kor()}", plan_yaml=ORGANISATIONER)) == []

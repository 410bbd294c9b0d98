"""What a careful reader would mark: the program's own rules on the language."""

from __future__ import annotations

import pytest

from tests.unit.rules.minimal import kontekst, said

# -- SPR-E1 --


@pytest.mark.parametrize(
    "words",
    [
        "En samtykke-tilgang og en lokal- og foreningsdag.",
        "Trygheds-survey og Boligsocial-Data.",
        "En 14-årig og e-mail og ad-hoc.",
        "Han og hun-hunden.",
    ],
)
def test_hyphens_that_belong_pass(words: str) -> None:
    assert said("SPR-E1", kontekst(f"revisionsbestemmelse: {words}")) == []


def test_ids_are_no_words() -> None:
    hand = kontekst("aktiviteter: [{id: brobygnings-samtaler, navn: Kor}]\ndelmaal: [{id: a, tekst: A}]")

    assert said("SPR-E1", hand) == []


def test_a_hyphen_in_a_word_that_is_elsewhere_in_one_piece_or_joined_by_s_is_an_advarsel() -> None:
    hand = kontekst(
        "kommunal_sammenhaeng: Der holdes brobygnings-samtaler i beboer-vejledningen.\n"
        "revisionsbestemmelse: Beboervejledningen og brobygnings-samtaler igen."
    )
    message = (
        "»Sammenhæng med den kommunale indsats«: »brobygnings-samtaler« og »beboer-vejledningen« ser ud til at "
        "have fået en bindestreg med fra en linjedeling. "
        "Skriv »brobygningssamtaler« og »beboervejledningen«, hvis det er det samme ord."
    )

    assert said("SPR-E1", hand) == [("advarsel", "kommunal_sammenhaeng", message)]


# -- SPR-E2 --


@pytest.mark.parametrize("words", ["Et to tre.", "- Et\n    - to"])
def test_single_blanks_pass(words: str) -> None:
    assert said("SPR-E2", kontekst(f"revisionsbestemmelse: |-\n  {words}")) == []


@pytest.mark.parametrize(
    ("felter", "where"),
    [
        (["revisionsbestemmelse"], "»Revision af delaftalen«"),
        (
            ["kommunal_sammenhaeng", "revisionsbestemmelse"],
            "»Sammenhæng med den kommunale indsats« og »Revision af delaftalen«",
        ),
    ],
)
def test_double_blanks_are_an_advarsel(felter: list[str], where: str) -> None:
    hand = kontekst("\n".join(f"{felt}: 'Et.  To.'" for felt in felter))

    findings = said("SPR-E2", hand)

    assert findings == [("advarsel", felter[0], f"{where} har flere mellemrum i træk. Slet de overflødige.")]


def test_double_blanks_in_many_fields_are_said_once() -> None:
    rows = ", ".join(f"{{id: a{index}, navn: Kor {index}, forankring: 'Et.  To.'}}" for index in range(4))
    message = "»Kor 0, Forankring« og 3 andre felter har flere mellemrum i træk. Slet de overflødige."

    hand = kontekst(f"aktiviteter: [{rows}]")

    assert said("SPR-E2", hand) == [("advarsel", "aktiviteter/a0/forankring", message)]


# -- SPR-E3 --


@pytest.mark.parametrize("words", ["Dem, der der bor.", "Vi er i i dag.", "Og ogsaa og, og det."])
def test_words_that_may_be_repeated_pass(words: str) -> None:
    assert said("SPR-E3", kontekst(f"revisionsbestemmelse: {words}")) == []


def test_a_doubled_word_is_an_advarsel() -> None:
    hand = kontekst("revisionsbestemmelse: Chefen og og bestyrelsen har til til opgave.")
    message = "»Revision af delaftalen«: Her står »og og« og »til til«. Slet det ene ord."

    assert said("SPR-E3", hand) == [("advarsel", "revisionsbestemmelse", message)]


# -- SPR-E4 --


@pytest.mark.parametrize(
    "words", ["Et **fedt** ord.", "Enten|eller.", "Et -- to – tre.", "Den 1-2-2022.", "- Et punkt", "5 * 5 = 25"]
)
def test_ordinary_signs_and_marks_in_pairs_pass(words: str) -> None:
    assert said("SPR-E4", kontekst(f"revisionsbestemmelse: |-\n  {words}")) == []


@pytest.mark.parametrize(
    ("words", "begins"),
    [
        ("Et **fedt ord.", "Her trykkes »**« som stjerner. Sæt »**« både foran og efter"),
        ("| A | B |\n  |---|---|\n  | 1 | 2 |", "Her trykkes en tabels »|« som streger."),
        ("Et\n\n  ---\n\n  to", "Her trykkes »---« som bindestreger."),
    ],
)
def test_a_mark_that_is_printed_as_a_sign_is_an_advarsel(words: str, begins: str) -> None:
    findings = said("SPR-E4", kontekst(f"revisionsbestemmelse: |-\n  {words}"))

    assert [(alvor, sti) for alvor, sti, _ in findings][:1] == [("advarsel", "revisionsbestemmelse")]
    assert findings[0][2].startswith(f"»Revision af delaftalen«: {begins}")


def test_a_name_has_no_marks() -> None:
    (finding,) = said("SPR-E4", kontekst("aktiviteter: [{id: a, navn: '**Kor**'}]"))

    assert finding[1] == "aktiviteter/a/navn"


# -- SPR-E5 --


@pytest.mark.parametrize("words", ["Familien 👩\u200d👧 bor her.", "Et\u00a0to.", "Æblegrød – og é."])
def test_signs_that_people_see_pass(words: str) -> None:
    assert said("SPR-E5", kontekst(f"revisionsbestemmelse: {words}")) == []


@pytest.mark.parametrize(
    ("words", "rest"),
    [
        (
            "Bebo\u200ber og bebo\u200bere.",
            "usynlige tegn fra et andet program (2), det første efter »Bebo«: U+200B.",
        ),
        (
            "Se \uf0e0 her.",
            "tegn, som kun én skrifttype kender, fra et andet program (ét), det første efter »Se«: U+F0E0.",
        ),
        (
            "'\u2060Ord.'",
            "usynlige tegn fra et andet program (ét), det første i begyndelsen: U+2060.",
        ),
    ],
)
def test_signs_that_nobody_sees_are_an_advarsel(words: str, rest: str) -> None:
    message = f"»Revision af delaftalen«: Her er {rest} Slet dem, eller skriv stedet om."

    assert said("SPR-E5", kontekst(f"revisionsbestemmelse: {words}")) == [("advarsel", "revisionsbestemmelse", message)]

"""What several rules ask: names for people, places for sorting, and words, sentences and figures in an agreement."""

from __future__ import annotations

from decimal import Decimal

import pytest

from generator.model.sti import Sti
from generator.rules import Finding, Kontekst, sort_findings
from generator.rules.kontekst import MAX_NAVN, quote_list, short
from generator.rules.tekster import find_alle_tal, find_tal, read_tekster, sentences
from tests.unit.rules.minimal import kontekst


def finding(sti: str, severity: str = "advarsel", code: str = "X-1") -> Finding:
    return Finding(code, "fejl" if severity == "fejl" else "advarsel", Sti(sti), "Besked.", None)


def test_findings_come_in_the_documents_order_whatever_the_ids() -> None:
    hand = kontekst("aktiviteter: [{id: z, navn: Z}, {id: a, navn: A}]")
    stier = [
        "helhedsplan/navn",
        "helhedsplan/overordnede_maal/faellesskab",
        "gaelder_fra",
        "delmaal",
        "delmaal/tryghed/indikatorer/andel/maaltal/horisont",
        "aktiviteter/z/forankring",
        "aktiviteter/a/navn",
        "ressourcer",
    ]

    done = sort_findings(hand, [finding(sti) for sti in reversed(stier)])

    assert [str(item.sti) for item in done] == stier


def test_at_one_field_fejl_come_first_then_codes() -> None:
    mixed = [finding("navn", "advarsel", "B-1"), finding("navn", "advarsel", "A-1"), finding("navn", "fejl", "C-1")]
    mixed = [Finding(item.code, item.severity, Sti("gaelder_fra"), item.message, None) for item in mixed]

    assert [item.code for item in sort_findings(kontekst(), mixed)] == ["C-1", "A-1", "B-1"]


def test_the_delaftale_in_hand_stands_for_its_stored_self() -> None:
    hand = kontekst("gaelder_til: 2025-01-01", sisters=("", "id: beskaeftigelse"))

    assert [(item.id, item.gaelder_til.isoformat()) for item in hand.alle] == [
        ("medborgerskab", "2025-01-01"),
        ("beskaeftigelse", "2025-09-30"),
    ]


def test_a_field_is_named_as_people_name_it() -> None:
    hand: Kontekst = kontekst()

    assert hand.navn(Sti("delmaal/tryghed/indikatorer/andel/baseline")) == (
        "»Delmål 1, Indikator 1, Baseline boligområde/målgruppe«"
    )
    assert hand.navn(Sti("helhedsplan/navn")) == "»Helhedsplan, Navn på den boligsociale indsats«"


def test_a_long_name_is_cut() -> None:
    assert short("x" * MAX_NAVN) == "x" * MAX_NAVN
    assert short("x" * (MAX_NAVN + 1)) == "x" * MAX_NAVN + "…"


@pytest.mark.parametrize(
    ("names", "prose"),
    [
        ("a", "»a«"),
        ("ab", "»a« og »b«"),
        ("abcd", "»a«, »b«, »c« og »d«"),
        ("abcde", "»a«, »b«, »c« og 2 andre"),
    ],
)
def test_names_are_listed_as_prose(names: str, prose: str) -> None:
    assert quote_list(names) == prose


def test_words_are_read_without_marks_ids_and_vocabularies() -> None:
    hand = kontekst(
        "parter: []\ndelmaal: []\naktiviteter: [{id: a, navn: Kor, status: aktiv, delmaal: [x], "
        "relaterede_delaftaler: [Job], indhold_og_praksis: '**Fed** [her](https://x.dk)'}]"
    )

    assert [(str(felt.sti), felt.afsnit, felt.links) for felt in read_tekster(hand)] == [
        ("aktiviteter/a/navn", ("Kor",), ()),
        ("aktiviteter/a/indhold_og_praksis", ("Fed her",), ("https://x.dk",)),
        ("aktiviteter/a/relaterede_delaftaler", ("Job",), ()),
    ]


def test_sentences_end_before_a_capital() -> None:
    assert sentences("Et kl. 16. To? Tre 3. klasse!") == ["Et kl. 16.", "To?", "Tre 3. klasse!"]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Der afholdes 1500 samtaler", ["1500"]),
        ("1.500 samtaler og 12,5 procent", ["1500", "12.5"]),
        ("51% (2018)", ["51"]),
        ("12 møder.", ["12"]),
        ("3 hold. Og 4 til", ["3", "4"]),
        ("I 2018, pr. 1. oktober, 01.10.21 og 3. maj", []),
        ("0-18 år, 14-årige, 18 år, 5/6, uge 42, nr. 7, § 3, kl. 16 og CO2", []),
        ("1" * 5000, []),
        ("٣ møder", []),
    ],
)
def test_figures_are_told_from_years_ages_dates_and_references(text: str, figures: list[str]) -> None:
    assert find_tal(text) == tuple(Decimal(figure) for figure in figures)


def test_every_number_is_found_where_a_maaltal_may_be_stated() -> None:
    assert find_alle_tal("I 2018 var tolv af 14 med") == (Decimal(2018), Decimal(14), Decimal(12))

"""Laws of the rules: no agreement that can be read makes them fail, and every finding leads to a field."""

from __future__ import annotations

import time
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from generator.model.base import Model, Valg
from generator.model.delaftale import Delaftale
from generator.model.helhedsplan import Helhedsplan
from generator.model.indikator import Baseline
from generator.model.sti import PLAN, felter_of, read_felt
from generator.rules import RULES, Finding, Kontekst, Tilstand, check, group_findings
from generator.rules.tekster import _id_felter
from tests.unit.rules.minimal import datakilder, kontekst, perioder

IDS = ["a", "b-c", "beskaeftigelse", "sundhed", "sammenhaengskraft-og-medborgerskab", "150392-1234"]
WORDS = st.sampled_from(
    [
        *("12", "1.500", "2018", "51%", "3 unge", "150392-1234", "er sigtet", "familien Hansen", "14-årig", "den"),
        *('delaftalen "Job"', 'aktiviteten "a"', "aktiviteten »", "brobygnings-samtaler", "og og", "  ", ".", "😀"),
        *("Trygheds-survey", "Egen registrering", "FOB", "anna@x.dk", "+45 12345678", "\u200f", "**fed**", "<", "…"),
        *("Kriminalpræventive", "Beskæftigelse", "Sundhed", "Beskæftigelsen", "1" * 40, "%", "kommunen", "Ørsted"),
    ]
)
LINJER = st.lists(WORDS, min_size=1, max_size=6).map(" ".join).filter(str.strip)
BY_NAME: dict[str, st.SearchStrategy[Any]] = {
    "format": st.just(1),
    "cvr": st.none(),  # has a form of its own, which no rule reads; so has the next
    "hjemmeside": st.none(),
    "bevillingsperiode": st.sampled_from(["2011-14", "2019-26", "2030-34"]),
    "gaelder_fra": st.dates(date(2012, 1, 1), date(2019, 12, 31)),  # before every other date
}
BY_KIND: dict[Any, st.SearchStrategy[Any]] = {
    date: st.dates(date(2020, 1, 1), date(2030, 12, 31)),
    int: st.integers(1990, 2100),
    bool: st.booleans(),
}


def part(cls: type[Model]) -> st.SearchStrategy[dict[str, Any]]:
    """Return raw values of a part: every field may be blank that can be."""
    fields = {}
    for name, art in felter_of(cls).items():
        value = _value(cls, name, art.value_type) if art.model is None else part(art.model)
        if art.is_list:
            value = st.lists(value, max_size=2, unique_by=lambda item: item["id"])
        required = cls.model_fields[name].is_required()
        default = cls.model_fields[name].default
        fields[name] = value if required or default is not None else st.none() | value
    return st.fixed_dictionaries(fields).map(lambda raw: _one_maalgruppe(cls, raw))


def _value(cls: type[Model], name: str, kind: Any) -> st.SearchStrategy[Any]:
    if name in BY_NAME:
        return BY_NAME[name]
    text = st.sampled_from(IDS) if name in _id_felter(cls) else LINJER
    if kind is tuple:
        return st.lists(text, max_size=3).map(tuple)
    if issubclass(kind, Valg):
        return st.sampled_from(list(kind))
    if kind is Decimal:
        return st.integers(-5 if cls is Baseline else 0, 100).map(str)
    if kind is int and (bounds := _bounds(cls, name)):
        return st.integers(bounds.get("ge"), bounds.get("le"))
    return BY_KIND.get(kind, text)


def _bounds(cls: type[Model], name: str) -> dict[str, int]:
    """Return what the model says that a number is at least (»ge«) and at most (»le«)."""
    stated = ((bound, getattr(item, bound, None)) for item in cls.model_fields[name].metadata for bound in ("ge", "le"))
    return {bound: limit for bound, limit in stated if limit is not None}


def _one_maalgruppe(cls: type[Model], raw: dict[str, Any]) -> dict[str, Any]:
    blank = {"primaer": None, "sekundaer": None} if cls.__name__ == "Maalgruppe" and raw["tekst"] else {}
    return raw | blank


@st.composite
def kontekster(draw: st.DrawFn) -> Kontekst:
    """Return any agreement with any plan and perhaps sister agreements, on any day."""
    hand, *sisters = draw(st.lists(part(Delaftale), min_size=1, max_size=2))
    return Kontekst(
        Delaftale.model_validate(hand),
        Helhedsplan.model_validate(draw(part(Helhedsplan))),
        perioder(),
        datakilder(),
        draw(st.dates(date(2012, 1, 1), date(2030, 1, 1))),
        draw(st.sampled_from(Tilstand)),
        tuple(Delaftale.model_validate(raw) for raw in sisters),
    )


def resolve(hand: Kontekst, finding: Finding) -> Any:
    first, *rest = finding.sti.dele
    return read_felt(hand.plan, "/".join(rest)) if first == PLAN else read_felt(hand.delaftale, finding.sti)


@given(kontekster())
def test_every_agreement_can_be_checked_and_every_finding_leads_to_a_field(hand: Kontekst) -> None:
    findings = check(hand)

    for finding in findings:
        resolve(hand, finding)
        assert hand.navn(finding.sti)
    assert check(hand) == findings
    assert [item for group in group_findings(hand, findings) for item in group.findings] == findings


@given(kontekster())
def test_a_finding_carries_the_code_and_the_number_of_the_rule_that_found_it(hand: Kontekst) -> None:
    for regel in RULES:
        assert {(item.code, item.nr) for item in regel.check(hand)} <= {(regel.code, regel.nr)}


@given(kontekster())
def test_no_message_repeats_personal_data(hand: Kontekst) -> None:
    """A field's name may hold what it holds; what a message adds of its own may not."""
    for regel in (regel for regel in RULES if regel.nr == 36):
        for finding in regel.check(hand):
            assert finding.message.startswith(hand.navn(finding.sti))
            rest = finding.message.removeprefix(hand.navn(finding.sti))
            assert not any(secret in rest for secret in ("150392", "Hansen", "anna@", "12345678"))


def test_a_long_text_is_checked_in_bounded_time() -> None:
    """No pattern grows with the square of a text; 200,000 characters of each kind that might make one do so."""
    start = time.process_time()
    for piece in ("a", "1", " .", "a-", "1.", "-", "a@", "og ", "1 a ", "a.a", "»", '"', "En 1", "familien "):
        long = f"x{piece * (200_000 // len(piece))}x"
        check(kontekst(f"revisionsbestemmelse: '{long}'"))

    assert time.process_time() - start < 30  # measured: 2 seconds on two cores


def test_an_agreement_with_500_indikatorer_is_checked_in_bounded_time() -> None:
    rows = ", ".join(f"{{id: i{index}, type: effekt, tekst: '{index} møder'}}" for index in range(500))
    start = time.process_time()

    findings = check(kontekst(f"delmaal: [{{id: d, tekst: D, indikatorer: [{rows}]}}]"))

    assert len(findings) >= 1500
    assert time.process_time() - start < 15  # measured: half a second

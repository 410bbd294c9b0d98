"""Findings as a person reads them: by the part of the document, counted, and as plain values."""

from __future__ import annotations

import json

import pytest

from generator.model.sti import Sti
from generator.rules import Finding, as_dict, count, group_findings, summarize
from tests.unit.rules.minimal import kontekst


def finding(sti: str, code: str = "X-1", *, fejl: bool = False) -> Finding:
    return Finding(code, "fejl" if fejl else "advarsel", Sti(sti), "Besked.", 7)


def test_findings_are_grouped_by_the_part_they_speak_of() -> None:
    findings = [
        finding("helhedsplan/navn"),
        finding("helhedsplan/overordnede_maal/faellesskab"),
        finding("gaelder_fra"),
        finding("gaelder_til"),
        finding("parter/fob"),
        finding("delmaal"),
        finding("delmaal/tryghed/tekst"),
        finding("delmaal/tryghed/indikatorer/andel/datakilde"),
        finding("aktiviteter/vejledning/navn"),
        finding("ressourcer"),
        finding("kommunal_sammenhaeng"),
    ]

    groups = group_findings(kontekst(), findings)

    assert [(group.titel, str(group.sti), len(group.findings)) for group in groups] == [
        ("Helhedsplan", "helhedsplan", 2),
        ("Delaftale", "", 2),
        ("Delaftalens parter", "parter", 1),
        ("Delmål", "delmaal", 1),
        ("Delmål 1", "delmaal/tryghed", 2),
        ("Vejledning", "aktiviteter/vejledning", 1),
        ("Medarbejderressourcer", "ressourcer", 1),
        ("Sammenhæng med den kommunale indsats", "kommunal_sammenhaeng", 1),
    ]


def test_no_findings_make_no_groups() -> None:
    assert group_findings(kontekst(), []) == ()


@pytest.mark.parametrize(
    ("fejl", "advarsler", "words"),
    [
        (0, 0, "ingen fejl og ingen advarsler"),
        (1, 1, "1 fejl og 1 advarsel"),
        (2, 3, "2 fejl og 3 advarsler"),
    ],
)
def test_findings_are_counted(fejl: int, advarsler: int, words: str) -> None:
    findings = [finding("gaelder_fra", fejl=True)] * fejl + [finding("gaelder_fra")] * advarsler

    assert count(findings) == (fejl, advarsler)
    assert summarize(findings) == words


def test_a_finding_can_be_written_as_json() -> None:
    row = as_dict(kontekst(), finding("delmaal/tryghed/tekst", fejl=True))

    assert json.loads(json.dumps(row)) == {
        "kode": "X-1",
        "nr": 7,
        "alvor": "fejl",
        "sti": "delmaal/tryghed/tekst",
        "felt": "Delmål 1",
        "besked": "Besked.",
    }

"""The list of rules as a whole: codes are stable, tested and documented; what they say of the real agreement."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from docs.byg_regler import BEGRUNDELSER, real_kontekst, regler_md
from generator.rules import RULES, Kontekst, Regel, Tilstand, check, group_findings, summarize

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.rules import Finding

HERE = Path(__file__).parent
GOLDEN = "golden/regler/en-faelles-indsats-2022-03-01.txt"
SENTENCE_END = re.compile(r"[.?!](?= [A-ZÆØÅ»])")
every_rule = pytest.mark.parametrize("regel", RULES, ids=lambda regel: regel.code)


def report(hand: Kontekst, findings: Sequence[Finding]) -> str:
    """Return findings as a person can read them in a golden file."""
    lines = [summarize(findings)]
    for group in group_findings(hand, findings):
        lines += ["", f"# {group.titel}"]
        for item in group.findings:
            lines += [f"{item.severity} {item.code} ({item.nr or '–'}) {item.sti}", f"    {item.message}"]
    return "\n".join([*lines, ""])


# -- every rule --


def test_codes_are_unique() -> None:
    assert len({regel.code for regel in RULES}) == len(RULES)


@every_rule
def test_code_is_a_short_theme_and_the_tables_number(regel: Regel) -> None:
    """Our own have E and a number."""
    match = re.fullmatch(r"[A-Z]{3,4}-(?:(\d\d)|E\d)", regel.code)

    assert match is not None
    assert regel.nr == (int(match[1]) if match[1] else None)


@every_rule
def test_rule_states_its_code_and_its_source(regel: Regel) -> None:
    docstring = regel.check.__doc__ or ""

    assert docstring.startswith(f"{regel.code}: ")
    assert "§9" in docstring or "own choice" in docstring.lower()


@every_rule
def test_rule_has_failing_and_passing_cases_in_a_test(regel: Regel) -> None:
    """A passing case asserts that nothing is said, a failing one what is."""
    texts = "\n".join(path.read_text(encoding="utf-8") for path in HERE.glob("test_*.py"))
    cases = re.findall(rf'said\(\s*"{regel.code}",', texts)
    passing = re.findall(rf'said\(\s*"{regel.code}",.*\) == \[\]', texts)

    assert 0 < len(passing) < len(cases)


@every_rule
def test_rule_stands_in_the_documentation(regel: Regel) -> None:
    number = "–" if regel.nr is None else regel.nr

    assert f"| {regel.code} | {number} | {regel.alvor} | {regel.hvad} | {regel.kilde} | {regel.udvej} |" in regler_md()


@every_rule
def test_severity_is_stated_in_known_words(regel: Regel) -> None:
    assert regel.alvor.startswith(("fejl", "advarsel"))


def test_rules_stand_in_the_order_of_the_table_our_own_last() -> None:
    numbers = [regel.nr or 99 for regel in RULES]

    assert numbers == sorted(numbers)


def test_the_rules_of_the_table_that_speak_of_the_data_at_hand_are_all_there() -> None:
    """10 waits for measurements, 20–35 and 37–40 for what they are about."""
    assert {regel.nr for regel in RULES} == {*range(1, 10), *range(11, 20), 36, 41, None}


# -- the real agreement --


def test_the_real_agreement_on_import_says_what_was_accepted(repo: Path, accept: bool) -> None:
    hand = real_kontekst()
    actual = report(hand, check(hand))
    path = repo / "tests" / GOLDEN
    if accept:
        path.write_text(actual, encoding="utf-8", newline="\n")

    assert path.read_text(encoding="utf-8") == actual


def test_the_real_agreement_has_no_fejl_and_as_many_advarsler_as_expected() -> None:
    """By the number of the table: 5, 7 twice, 8 three times, 9 twice, 14, 16, 17 three times, 19; one of our own."""
    findings = check(real_kontekst())
    numbers = sorted(item.nr or 99 for item in findings)

    assert [item for item in findings if item.severity == "fejl"] == []
    assert numbers == [5, 7, 7, 8, 8, 8, 9, 9, 14, 16, 17, 17, 17, 19, 99]


def test_the_real_agreement_could_be_approved_as_it_is() -> None:
    hand = real_kontekst()

    assert check(
        Kontekst(hand.delaftale, hand.plan, hand.perioder, hand.datakilder, hand.today, Tilstand.GODKENDELSE)
    ) == (check(hand))


def test_after_its_last_day_the_real_agreement_has_one_advarsel_more() -> None:
    hand = real_kontekst()

    later = check(Kontekst(hand.delaftale, hand.plan, hand.perioder, hand.datakilder, date(2025, 10, 1)))

    assert len(later) == len(check(hand)) + 1
    assert "TID-41" in {item.code for item in later}


def test_messages_are_at_most_two_sentences_without_blame() -> None:
    for finding in check(real_kontekst()):
        assert len(SENTENCE_END.findall(finding.message)) <= 1, finding.message
        assert not re.search(r"\b(du|ugyldig|forkert)\b", finding.message.removesuffix("?")), finding.message


def test_every_finding_on_the_real_agreement_is_argued() -> None:
    assert {item.code for item in check(real_kontekst())} == set(BEGRUNDELSER)


def test_the_page_on_rules_is_fresh(repo: Path) -> None:
    """If not: run docs/byg_regler.py."""
    assert (repo / "docs" / "regler.md").read_text(encoding="utf-8") == regler_md()

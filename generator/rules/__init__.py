"""What can be wrong with the data: pure rules, one list, findings as values.

Always so: `check` never raises on a valid agreement, changes nothing, and gives the same findings for the same input.
What can't be read at all is an error of the reader, not a finding. The table of rules is in docs/regler.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from generator.rules import (
    aktiviteter,
    delmaal,
    henvisninger,
    indikatorer,
    parter,
    periode,
    persondata,
    ressourcer,
    sprog,
    tid,
)
from generator.rules.finding import Finding, Regel, Severity, Tilstand
from generator.rules.kontekst import Kontekst
from generator.rules.report import Gruppe, as_dict, count, group_findings, summarize

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "RULES",
    "Finding",
    "Gruppe",
    "Kontekst",
    "Regel",
    "Severity",
    "Tilstand",
    "as_dict",
    "check",
    "count",
    "group_findings",
    "sort_findings",
    "summarize",
]

RULES: Final[tuple[Regel, ...]] = (
    *periode.REGLER,
    *delmaal.REGLER[:2],
    *indikatorer.REGLER[:-1],
    *aktiviteter.REGLER,
    delmaal.REGLER[2],
    *henvisninger.REGLER,
    *parter.REGLER,
    *ressourcer.REGLER,
    *persondata.REGLER,
    *tid.REGLER,
    indikatorer.REGLER[-1],
    *sprog.REGLER,
)
"""Every rule once, by number, our own last."""


def check(kontekst: Kontekst, rules: Iterable[Regel] = RULES) -> list[Finding]:
    """Return all findings in the document's order: by field, at one field fejl first, then by code."""
    return sort_findings(kontekst, (finding for regel in rules for finding in regel.check(kontekst)))


def sort_findings(kontekst: Kontekst, findings: Iterable[Finding]) -> list[Finding]:
    """Return `findings` by the field's place in the agreement (the plan first), fejl before advarsel, then code."""
    return sorted(
        findings, key=lambda item: (kontekst.plads(item.sti), item.severity != "fejl", item.code, item.message)
    )

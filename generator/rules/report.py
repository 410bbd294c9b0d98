"""Findings as a person reads them: grouped by the part of the document they speak of.

Always so: grouping keeps the order of the findings and drops none; how it looks (terminal, Markdown, JSON) is left to
the edges. Pure.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

from generator.model.sti import PLAN, Sti, felter_of, name_felt
from generator.model.tekst import Tekst
from generator.rules.kontekst import short

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.rules.finding import Finding
    from generator.rules.kontekst import Kontekst

_BY_PART: Final = ("delmaal", "aktiviteter")  # each delmål and each activity is a part of the document


@dataclass(frozen=True, slots=True)
class Gruppe:
    """The findings on one part of the document: its name for people, where it stands ("": the agreement itself)."""

    titel: str
    sti: Sti
    findings: tuple[Finding, ...]


def group_findings(kontekst: Kontekst, findings: Iterable[Finding]) -> tuple[Gruppe, ...]:
    """Return `findings`, in the order of `check`, by part: the plan, the dates, each list, delmål, activity, text."""
    grouped = groupby(findings, key=lambda item: _part_of(kontekst, item.sti))
    return tuple(Gruppe(_titel(kontekst, part), part, tuple(items)) for part, items in grouped)


def _part_of(kontekst: Kontekst, sti: Sti) -> Sti:
    first, *rest = sti.dele
    if first == PLAN:
        return Sti(PLAN)
    if first in _BY_PART:
        return Sti(first) / rest[0] if rest else Sti(first)
    felt = felter_of(type(kontekst.delaftale))[first]
    return Sti(first) if felt.model is not None or felt.value_type is Tekst else Sti("")


def _titel(kontekst: Kontekst, part: Sti) -> str:
    return "Helhedsplan" if part == PLAN else short(name_felt(kontekst.delaftale, part))


def count(findings: Sequence[Finding]) -> tuple[int, int]:
    """Return how many fejl and how many advarsler there are."""
    fejl = sum(item.severity == "fejl" for item in findings)
    return fejl, len(findings) - fejl


def summarize(findings: Sequence[Finding]) -> str:
    """Return the counts as people read them: »1 fejl og 2 advarsler«."""
    fejl, advarsler = count(findings)
    return f"{fejl or 'ingen'} fejl og {advarsler or 'ingen'} {'advarsel' if advarsler == 1 else 'advarsler'}"


def as_dict(kontekst: Kontekst, finding: Finding) -> dict[str, str | int | None]:
    """Return a finding with plain values for JSON; `felt` is its field's name for people."""
    return {
        "kode": finding.code,
        "nr": finding.nr,
        "alvor": finding.severity,
        "sti": str(finding.sti),
        "felt": kontekst.navn(finding.sti)[1:-1],
        "besked": finding.message,
    }

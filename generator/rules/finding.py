"""What a rule is and what it says: `Finding` is one thing wrong or worth a look, `Regel` the rule that found it.

Always so: a code never changes its meaning, a message is at most two Danish sentences (what is wrong where, then the
way out), and findings are values: nothing here raises, prints or decides what they lead to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from generator.model.sti import Sti
    from generator.rules.kontekst import Kontekst

Severity: TypeAlias = Literal["fejl", "advarsel"]
"""A fejl stands in the way of an approval; an advarsel is worth a look."""


class Tilstand(StrEnum):
    """What the check is for. A real agreement in force must load, so some rules are milder on import."""

    IMPORT = "import"
    GODKENDELSE = "godkendelse"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong or worth a look.

    `sti` leads to the field from the delaftale, or from the plan when it begins with `helhedsplan/`. `nr` is the number
    in the table of domaene.md §9; None for a rule of our own.
    """

    code: str
    severity: Severity
    sti: Sti
    message: str
    nr: int | None


Check: TypeAlias = Callable[["Kontekst"], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Regel:
    """A rule with what its page in the documentation says, in Danish. `alvor` says when it is what."""

    code: str
    nr: int | None
    alvor: str
    hvad: str
    kilde: str
    udvej: str
    check: Check

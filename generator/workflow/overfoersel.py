"""Which texts a forslag goes into beside the one that it was put on: the trace of a rebase, derived and never stored.

Always so: a pure question to the state, since nobody decides a rebase and no post speaks of one. What was put on a
version, and which versions hold or were made by the decision, stand in the log; between the two lies the rebase.
Source: docs/analyse/beslutningslog.md (What a post is); design decision 4.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from generator.model.forslag import Forslagsstatus
from generator.workflow.deciding import find_forslag
from generator.workflow.transitions import APPROVED, VERSERENDE

if TYPE_CHECKING:
    from datetime import date

    from generator.workflow.tilstand import Tilstand

_OPEN: Final = VERSERENDE | {Forslagsstatus.AFVENTER_FORBEHOLD, Forslagsstatus.AFVENTER_ORDLYD}


@dataclass(frozen=True, slots=True)
class Overfoersel:
    """That changes put on version `fra` of a delaftale go into the text of another.

    For a forslag that waits, that text is version `til`; for one that took effect, version `til` was built on it, and
    `bygger_paa` says which it was. `post` is the one that made version `til`.
    """

    delaftale: str
    fra: int
    til: int
    post: int
    bygger_paa: int | None = None

    def __str__(self) -> str:
        """Return it as a Danish sentence."""
        if self.bygger_paa is None:
            return f"Skrevet ud fra version {self.fra} af »{self.delaftale}«, føres ind i version {self.til}."
        return (
            f"Skrevet ud fra version {self.fra} af »{self.delaftale}«, ført ind i version {self.bygger_paa}: "
            f"version {self.til}."
        )


def find_overfoersler(tilstand: Tilstand, forslag: str, dag: date) -> tuple[Overfoersel, ...]:
    """Return the other texts that a forslag went into, or would if it were approved on `dag`; by delaftale and day.

    () where it was put on the very text, or is closed without effect. Raises: UnknownForslagError.
    """
    item = find_forslag(tilstand, forslag)
    found: list[Overfoersel] = []
    for delaftale, base in item.bygger_paa:
        if item.status in APPROVED:
            found += [
                Overfoersel(delaftale, base, version.nr, version.post, version.bygger_paa)
                for version in tilstand.versioner(delaftale)
                if forslag in version.forslag and version.bygger_paa != base
            ]
        elif item.status in _OPEN:
            found += [
                Overfoersel(delaftale, base, version.nr, version.post)
                for version in tilstand.texts_from(delaftale, dag)
                if version.nr != base
            ]
    return tuple(found)

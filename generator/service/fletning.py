"""Bring changes that were put on an older text into the text of today: three-way, so that neither side is lost.

Always so: what can't be brought together is named for the chef, with both sides, and never put before the board. Texts
are read once. What a forslag needs of another that was approved meanwhile comes along.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.errors import AendringError
from generator.store.port import DelaftaleRef
from generator.workflow.apply import apply
from generator.workflow.dependencies import closure
from generator.workflow.merge import Merged, merge
from generator.workflow.names import name_sti

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from generator.model.aendring import Feltaendring
    from generator.model.delaftale import Delaftale
    from generator.service.akter import Planlog
    from generator.store.port import Store
    from generator.workflow.fakta import Forslagstilstand


@dataclass
class Tekster:
    """The texts of a plan's versions, each read once."""

    store: Store
    planlog: Planlog
    _read: dict[tuple[str, int], Delaftale] = field(default_factory=dict)

    def read(self, delaftale: str, nr: int) -> Delaftale:
        """Return a version's text. Raises: GeneratorError."""
        if (delaftale, nr) not in self._read:
            stored = self.store.read_version(DelaftaleRef(self.planlog.plan, delaftale), nr)
            self._read[delaftale, nr] = stored.delaftale
        return self._read[delaftale, nr]

    def rebase(self, delaftale: str, base: int, changes: Sequence[Feltaendring], target: Delaftale) -> Merged:
        """Return `target` with changes that were put on version `base`. Raises: AendringError, if they don't fit it."""
        original = self.read(delaftale, base)
        if original == target:
            return Merged(apply(changes, original), ())
        pool = {item.noegle: item for item in self._approved(delaftale, base)} | {item.noegle: item for item in changes}
        return merge(original, apply(closure(changes, tuple(pool.values())), original), target)

    def _approved(self, delaftale: str, base: int) -> list[Feltaendring]:
        """Return the changes on the same base that have taken effect."""
        return [
            change
            for item in self.planlog.tilstand.forslag.values()
            if (delaftale, base) in item.bygger_paa
            for afgoerelse in item.afgoerelser
            for part in afgoerelse.aendringer
            if part.delaftale == delaftale
            for change in part.aendringer
        ]


def find_konflikter(tekster: Tekster, forslag: Sequence[Forslagstilstand], today: date) -> dict[str, tuple[str, ...]]:
    """Return for each forslag that can't be brought into the text of today what stands in the way, for people.

    Forslag on the same text are seen together, since one may need the other.
    """
    groups: dict[tuple[str, int], list[Forslagstilstand]] = {}
    for item in forslag:
        for built_on in item.bygger_paa:
            groups.setdefault(built_on, []).append(item)
    found: dict[str, list[str]] = {}
    for (delaftale, base), items in groups.items():
        text = tekster.planlog.tilstand.text_on(delaftale, today)
        if text is None or text.nr == base:
            continue
        changes = {item.forslag.id: changes_in(item, delaftale) for item in items}
        target = tekster.read(delaftale, text.nr)
        together = [change for own in changes.values() for change in own]
        try:
            merged = tekster.rebase(delaftale, base, together, target)
        except AendringError as error:
            for name in changes:
                found.setdefault(name, []).append(str(error))
            continue
        for konflikt in merged.konflikter:
            where = name_sti(konflikt.sti, target, konflikt.base or konflikt.vores or konflikt.deres)
            line = f"»{where}« er også ændret i version {text.nr}: {konflikt.grund.ordlyd}"
            for name, own in changes.items():
                if any(_touch(change.sti, konflikt.sti) for change in own):
                    found.setdefault(name, []).append(line)
    return {name: tuple(dict.fromkeys(lines)) for name, lines in found.items()}


def changes_in(item: Forslagstilstand, delaftale: str) -> tuple[Feltaendring, ...]:
    """Return a forslag's changes in one delaftale."""
    return tuple(
        change for part in item.forslag.aendringer if part.delaftale == delaftale for change in part.aendringer
    )


def _touch(one: str, other: str) -> bool:
    return one == other or one.startswith(f"{other}/") or other.startswith(f"{one}/")

"""Bring changes that were put on an older text into the text of today: three-way, so that neither side is lost.

Always so: what can't be brought together is named for the chef, with both sides, and never put before the board. Texts
are read once. What a forslag needs of another that was approved meanwhile comes along.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.errors import AendringError, NotRegisteredError
from generator.model.aendring import Aendringsart
from generator.model.sti import UnknownStiError, read_felt
from generator.store.port import DelaftaleRef
from generator.workflow.apply import apply
from generator.workflow.dependencies import closure
from generator.workflow.merge import Konflikt, Konfliktgrund, Merged, merge
from generator.workflow.names import name_sti
from generator.workflow.values import to_plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from generator.model.aendring import Feltaendring
    from generator.model.delaftale import Delaftale
    from generator.model.forslag import Delaftaleaendringer
    from generator.model.sti import Sti
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

    def put(self, delaftale: str, nr: int, text: Delaftale) -> None:
        """Keep the text of a version that is being made, so that it need not be read."""
        self._read[delaftale, nr] = text

    def rebase(
        self,
        delaftale: str,
        base: int,
        changes: Sequence[Feltaendring],
        target: Delaftale,
        others: Sequence[Feltaendring] = (),
    ) -> Merged:
        """Return `target` with changes that were put on version `base`; what they need of `others` comes along.

        Raises: AendringError, if they don't fit the base.
        """
        original = self.read(delaftale, base)
        approved = () if original == target else self._approved(delaftale, base)
        pool = {item.noegle: item for item in (*approved, *others, *changes)}
        ours = apply(closure(changes, tuple(pool.values())), original)
        if original == target:
            return Merged(ours, ())
        merged = merge(original, ours, target)
        undone = _find_undone(approved, (*others, *changes), merged.result, target)
        return Merged(merged.result, (*merged.konflikter, *undone))

    def find_base(self, delaftale: str, candidates: Sequence[int], changes: Sequence[Feltaendring]) -> int:
        """Return the first of the versions that holds the very text that `changes` were written on.

        Raises: AendringError, of the first version, if none does.
        """
        first_error: AendringError | None = None
        for nr in dict.fromkeys(candidates):
            try:
                apply(changes, self.read(delaftale, nr))
            except AendringError as error:
                first_error = first_error or error
            else:
                return nr
        if first_error is None:
            raise NotRegisteredError(delaftale)
        raise first_error

    def _approved(self, delaftale: str, base: int) -> list[Feltaendring]:
        """Return the changes on the same base that have taken effect; of two of the same thing the first comes last."""
        found = [
            change
            for item in self.planlog.tilstand.forslag.values()
            if (delaftale, base) in item.bygger_paa
            for afgoerelse in item.afgoerelser
            for part in afgoerelse.aendringer
            if part.delaftale == delaftale
            for change in part.aendringer
        ]
        return found[::-1]  # a correction was written on the text that the decision before it gave


def find_konflikter(tekster: Tekster, forslag: Sequence[Forslagstilstand], today: date) -> dict[str, tuple[str, ...]]:
    """Return for each forslag that can't be brought into the text what stands in the way, for people.

    The text is that of today and each that is adopted for a later day: a forslag goes into all of them. Forslag of one
    indstilling are seen together, since one may need the other.
    """
    groups: dict[tuple[str, int, str], list[Forslagstilstand]] = {}
    for item in forslag:
        for delaftale, base in item.bygger_paa:
            groups.setdefault((delaftale, base, item.indstilling), []).append(item)
    found: dict[str, dict[str, str]] = {}
    for (delaftale, base, _), items in groups.items():
        changes = {item.forslag.id: changes_in(item, delaftale) for item in items}
        for version in tekster.planlog.tilstand.texts_from(delaftale, today):
            if version.nr != base:
                for name, hvad, line in _look_at(tekster, (delaftale, base), changes, version.nr):
                    found.setdefault(name, {}).setdefault(hvad, line)
    return {name: tuple(lines.values()) for name, lines in found.items()}


def _look_at(
    tekster: Tekster, built_on: tuple[str, int], changes: Mapping[str, Sequence[Feltaendring]], version: int
) -> Iterator[tuple[str, str, str]]:
    """Yield which forslag meets what in the way of going into a version: its id, the thing, both in a sentence."""
    delaftale, base = built_on
    target = tekster.read(delaftale, version)
    together = [change for own in changes.values() for change in own]
    try:
        if not tekster.rebase(delaftale, base, together, target).konflikter:
            return
    except AendringError:
        pass  # one of them doesn't fit: let it not stand in the way of the others
    for name, own in changes.items():
        try:
            alone = tekster.rebase(delaftale, base, own, target, together).konflikter
        except AendringError as error:
            yield name, str(error), str(error)
        else:
            yield from ((name, *_describe(konflikt, target, version)) for konflikt in alone)


def _describe(konflikt: Konflikt, target: Delaftale, version: int) -> tuple[str, str]:
    """Return what a conflict is about and the sentence that tells of it."""
    where = name_sti(konflikt.sti, target, konflikt.base or konflikt.vores or konflikt.deres)
    return f"{konflikt.sti} {konflikt.grund}", f"»{where}« er også ændret i version {version}: {konflikt.grund.ordlyd}"


def changes_in(item: Forslagstilstand, delaftale: str) -> tuple[Feltaendring, ...]:
    """Return a forslag's changes in one delaftale."""
    return changes_of(item.forslag.aendringer, delaftale)


def changes_of(parts: Sequence[Delaftaleaendringer], delaftale: str) -> tuple[Feltaendring, ...]:
    """Return those of the changes that are in one delaftale."""
    return tuple(change for part in parts if part.delaftale == delaftale for change in part.aendringer)


def _find_undone(
    approved: Sequence[Feltaendring], own: Sequence[Feltaendring], result: Delaftale, target: Delaftale
) -> Iterator[Konflikt]:
    """Yield what was approved, then undone by a later decision, and would come back since it is needed here."""
    for change in dict.fromkeys(item.sti for item in approved if item.art is not Aendringsart.FLYT):
        if not any(_touch(change, item.sti) for item in own):
            now, then = _read(target, change), _read(result, change)
            if now != then:
                yield Konflikt(change, Konfliktgrund.HAENGER_SAMMEN, None, to_plain(then), to_plain(now))


def _read(text: Delaftale, sti: Sti) -> object:
    try:
        return read_felt(text, sti)
    except UnknownStiError:
        return None


def _touch(one: str, other: str) -> bool:
    return one == other or one.startswith(f"{other}/") or other.startswith(f"{one}/")

"""Three-way merge: two editions of one delaftale become one, or what they disagree on is named with both sides.

Always so: the result is valid, holds every change that nothing speaks against, and keeps the base where the sides
disagree; which side is called ours decides nothing but names. Different fields merge, and so do changes of different
words in one text. A person decides the rest, so nothing is settled here by who came last.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from generator.errors import InvalidAendringError
from generator.model.aendring import Aendringsart, Feltaendring
from generator.model.base import Valg
from generator.model.sti import Sti, UnknownStiError, felter_of, read_felt
from generator.workflow.apply import apply
from generator.workflow.dependencies import PERIOD, find_needs, find_place, mentions
from generator.workflow.diff import diff
from generator.workflow.values import to_plain
from generator.workflow.words import merge_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.model.base import Model
    from generator.model.delaftale import Delaftale

Noegle = tuple[bool, Sti]


class Konfliktgrund(Valg):
    """Why two sides can't be brought together."""

    BEGGE_AENDRET = "begge-aendret", "Begge har ændret det, hver på sin måde."
    FJERNET_OG_AENDRET = "fjernet-og-aendret", "Den ene har fjernet det, den anden har ændret i det."
    FJERNET_OG_NAEVNT = "fjernet-og-naevnt", "Den ene har fjernet det, den anden henviser til det."
    FLYTTET_FORSKELLIGT = "flyttet-forskelligt", "Begge har flyttet det, til hver sit sted."
    HAENGER_SAMMEN = "haenger-sammen", "Ændringen hænger sammen med en anden, som der er uenighed om."


@dataclass(frozen=True)
class Konflikt:
    """What the sides disagree on. The values are plain; a part's are its whole content, None where it isn't there.

    For a part moved to different places they are the places as a change holds them; that of the base is told by the
    sibling right before it.
    """

    sti: Sti
    grund: Konfliktgrund
    base: Any
    vores: Any
    deres: Any


@dataclass(frozen=True)
class Merged:
    """`result` holds what could be merged and the base where not; `konflikter` are in the document's order."""

    result: Delaftale
    konflikter: tuple[Konflikt, ...]


def merge(base: Delaftale, ours: Delaftale, theirs: Delaftale) -> Merged:
    """Return `base` with the changes of both sides. Parts that both add at one spot come in the order of their ids."""
    return _Merger(base, ours, theirs).merge()


class _Merger:
    """The two sides' changes, and what has been found out about them."""

    def __init__(self, base: Delaftale, ours: Delaftale, theirs: Delaftale) -> None:
        self.texts = (base, ours, theirs)
        self.sides = tuple({change.noegle: change for change in diff(base, side)} for side in (ours, theirs))
        self.chosen: dict[Noegle, Feltaendring] = self.sides[0] | self.sides[1]
        self.konflikter: dict[Noegle, Konflikt] = {}

    def merge(self) -> Merged:
        base = self.texts[0]
        self.find_removed()
        self.find_both()
        self.find_bad_period()
        self.find_mentioned()
        self.find_dependent()
        result = apply(self.chosen.values(), base)
        return Merged(result, tuple(self.konflikter[noegle] for noegle in self.in_order()))

    def in_order(self) -> list[Noegle]:
        """Return the conflicts' keys in the document's order; of a list, what the base doesn't have comes last."""
        return sorted(self.konflikter, key=lambda noegle: (_rank(self.texts[0], noegle[1]), noegle))

    def disagree(self, sti: Sti, grund: Konfliktgrund, *noegler: Noegle) -> None:
        """Note a conflict about a field or a part and leave the changes out."""
        base, vores, deres = (_content(text, sti) for text in self.texts)
        self.konflikter[False, sti] = Konflikt(sti, grund, base, vores, deres)
        for noegle in noegler:
            self.chosen.pop(noegle, None)

    # -- parts removed --

    def find_removed(self) -> None:
        """Name each part that one side removed and the other changed; that it was moved as well means nothing then."""
        for side, other in (self.sides, self.sides[::-1]):
            for noegle, change in side.items():
                if change.art is not Aendringsart.FJERN:
                    continue
                inside = [key for key in other if key[1].startswith(f"{change.sti}/")]
                if inside:
                    self.disagree(change.sti, Konfliktgrund.FJERNET_OG_AENDRET, noegle, *inside)
                self.chosen.pop((True, change.sti), None)
                if inside and (True, change.sti) in other:
                    self.chosen[True, change.sti] = other[True, change.sti]

    # -- what both sides changed --

    def find_both(self) -> None:
        """Merge or name each field and part that both sides changed."""
        units: dict[Noegle, tuple[list[Noegle], list[Noegle]]] = {}
        for nr, side in enumerate(self.sides):
            for noegle in side:
                if noegle in self.chosen:
                    units.setdefault(_unit(noegle), ([], []))[nr].append(noegle)
        for unit, keys in units.items():
            if all(keys):
                self.join(unit, {*keys[0], *keys[1]})

    def join(self, unit: Noegle, noegler: set[Noegle]) -> None:
        """Merge what both did to one unit (a field, a part of a list, or a part in a field of its own)."""
        is_move, sti = unit
        ours, theirs = (side.get(unit) for side in self.sides)
        if is_move:
            self.join_moves(unit)
        elif ours is not None and ours.art is Aendringsart.TILFOEJ and theirs is not None:
            if ours.foreslaaet == theirs.foreslaaet:
                self.chosen[unit] = max(ours, theirs, key=_rank_place)
            else:
                self.disagree(sti, Konfliktgrund.BEGGE_AENDRET, unit)
        elif ours is not None and ours.art is Aendringsart.FJERN:
            pass  # by both; what the places were is no matter
        elif not self.join_fields(sti, noegler):
            self.disagree(sti, Konfliktgrund.BEGGE_AENDRET, *noegler)

    def join_moves(self, unit: Noegle) -> None:
        ours, theirs = (side[unit] for side in self.sides)
        one, other = ours.foreslaaet_plads, theirs.foreslaaet_plads
        if one is not None and other is not None and one.efter == other.efter:
            self.chosen[unit] = max(ours, theirs, key=_rank_place)
            return
        steps = unit[1].dele
        order = [None, *(part.id for part in read_felt(self.texts[0], "/".join(steps[:-1])))]
        places = ({"efter": order[order.index(steps[-1]) - 1]}, to_plain(one), to_plain(other))
        self.konflikter[unit] = Konflikt(unit[1], Konfliktgrund.FLYTTET_FORSKELLIGT, *places)
        del self.chosen[unit]

    def join_fields(self, sti: Sti, noegler: Iterable[Noegle]) -> bool:
        """Merge fields set by both, all of one part in a field of its own; False if that can't be."""
        place = find_place(sti)
        model = felter_of(place.cls)[place.field].model if place is not None else None
        base, ours, theirs = (read_felt(text, sti) for text in self.texts)
        if model is not None and ours == theirs:
            return True
        if model is not None and None in (base, ours, theirs):
            return False
        joined = {noegle: change for noegle in noegler if (change := self.join_field(noegle)) is not None}
        if len(joined) < len(set(noegler)):
            return False
        if model is not None:
            values = {noegle[1].dele[-1]: change.foreslaaet for noegle, change in joined.items()}
            if not _is_valid(model, dict(base) | values):
                return False
        self.chosen |= joined
        return True

    def join_field(self, noegle: Noegle) -> Feltaendring | None:
        """Return the change of one field that holds both sides' changes; None if they touch."""
        changes = [side[noegle] for side in self.sides if noegle in side]
        if len(changes) == 1 or changes[0] == changes[1]:
            return changes[0]
        texts = (changes[0].nuvaerende, changes[0].foreslaaet, changes[1].foreslaaet)
        if not all(isinstance(text, str) for text in texts) or (merged := merge_words(*texts)) is None:
            return None
        joined = changes[0].replaced(foreslaaet=merged)
        return joined if self.is_valid_text(joined) else None

    def is_valid_text(self, change: Feltaendring) -> bool:
        """Whether the merged text is one that its field can hold: marks that cross may make it none."""
        try:
            apply([change], self.texts[0])
        except InvalidAendringError:
            return False
        return True

    # -- what no longer fits together --

    def find_bad_period(self) -> None:
        """Name both ends of a period that would end before it begins when one side moved each."""
        base = self.texts[0]
        first, last = (
            change.foreslaaet if (change := self.chosen.get((False, Sti(name)))) else to_plain(getattr(base, name))
            for name in PERIOD
        )
        if first >= last:
            for name in PERIOD:
                self.disagree(Sti(name), Konfliktgrund.BEGGE_AENDRET, (False, Sti(name)))

    def find_mentioned(self) -> None:
        """Name each part that one side removed and a change of the other mentions."""
        for side, other in (self.sides, self.sides[::-1]):
            wanted: set[Sti] = set()
            for noegle, change in other.items():
                if noegle in self.chosen and noegle not in side:
                    before, after = mentions(change)
                    wanted |= after - before
            for noegle, change in side.items():
                if change.art is Aendringsart.FJERN and change.sti in wanted and noegle in self.chosen:
                    self.disagree(change.sti, Konfliktgrund.FJERNET_OG_NAEVNT, noegle)

    def find_dependent(self) -> None:
        """Leave out and name what needs a change that was left out, until nothing is left that does."""
        needs = [find_needs(tuple(side.values())) for side in self.sides] if self.konflikter else []
        found = True
        while found:
            found = False
            for side, side_needs in zip(self.sides, needs, strict=False):
                noegler = tuple(side)
                for noegle, needed in zip(noegler, side_needs, strict=True):
                    if noegle in self.chosen and any(noegler[nr] not in self.chosen for nr in needed):
                        self.disagree(noegle[1], Konfliktgrund.HAENGER_SAMMEN, noegle)
                        found = True


def _unit(noegle: Noegle) -> Noegle:
    """Return what is merged as one: the part that stands in a field of its own, else the field or part of a list."""
    is_move, sti = noegle
    steps = sti.dele
    parent = find_place(Sti("/".join(steps[:-1]))) if len(steps) > 1 else None
    return (
        (is_move, parent.part / parent.field)
        if parent is not None and _is_sub_part(parent.cls, parent.field)
        else noegle
    )


def _is_sub_part(cls: type[Model], field: str) -> bool:
    art = felter_of(cls).get(field)
    return art is not None and art.model is not None and not art.is_list


def _is_valid(cls: type[Model], values: dict[str, Any]) -> bool:
    try:
        cls.model_validate(values)
    except ValidationError:
        return False
    return True


def _rank_place(change: Feltaendring) -> tuple[int, str, tuple[str, ...]]:
    """Return a key by which one of two places is taken, the same whichever side has it: the one that knows more."""
    plads = change.foreslaaet_plads
    return (0, "", ()) if plads is None else (len(plads.derefter), plads.efter or "", plads.derefter)


def _rank(text: Delaftale, sti: Sti) -> tuple[int, ...]:
    """Return a key that sorts addresses as their fields and parts come in `text`."""
    rank: list[int] = []
    for depth, step in enumerate(sti.dele):
        outer = Sti("/".join(sti.dele[:depth]))
        place = find_place(outer / step)
        if place is not None and place.field:
            rank.append(list(felter_of(place.cls)).index(step))
        else:
            ids = [part["id"] for part in _content(text, outer) or ()]
            rank.append(ids.index(step) if step in ids else len(ids))
    return tuple(rank)


def _content(text: Delaftale, sti: Sti) -> Any:
    """Return what stands at `sti`, plain; None where nothing does."""
    try:
        return to_plain(read_felt(text, sti))
    except UnknownStiError:
        return None

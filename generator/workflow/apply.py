"""Make changes in a delaftale: all of them, seen from the text as it stands, so that their order means nothing.

Always so: the result is validated, and each change finds the very text it builds on, or an error names for people which
one doesn't fit. Nothing is guessed and nothing is made in part.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from pydantic import ValidationError

from generator.errors import (
    DelExistsError,
    DoubleAendringError,
    InvalidAendringError,
    StaleAendringError,
    UnknownDelError,
    UnknownPladsError,
)
from generator.model.aendring import Aendringsart, Feltaendring
from generator.model.sti import felter_of
from generator.workflow.names import name_change
from generator.workflow.places import arrange
from generator.workflow.values import blank, is_empty, required, to_plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.model.base import Model
    from generator.model.delaftale import Delaftale

M = TypeVar("M", bound="Model")


class _Step(NamedTuple):
    """A change and what is left of its sti, from where we are."""

    rest: tuple[str, ...]
    change: Feltaendring


def apply(changes: Iterable[Feltaendring], a: Delaftale) -> Delaftale:
    """Return `a` with `changes` made in it, all at once; `a` is unchanged.

    Raises: AendringError, naming the first change in their order that doesn't fit: another text than the one it builds
    on, an unknown part or place, a part that is there already, two changes of the same thing, or (with the reason) a
    text that would not be valid.
    """
    changes = tuple(changes)
    seen = set()
    for change in changes:
        if change.noegle in seen:
            raise DoubleAendringError(name_change(change, a))
        seen.add(change.noegle)
    if not changes:
        return a
    return _Applier(a).apply_part(type(a), a, [_Step(change.sti.dele, change) for change in changes])


class _Applier:
    """Walks an agreement once, with the changes that belong below each part."""

    def __init__(self, root: Delaftale) -> None:
        self.root = root

    def name(self, change: Feltaendring) -> str:
        return name_change(change, self.root)

    def apply_part(self, cls: type[M], part: M | None, steps: list[_Step]) -> M:
        """Return the part with the changes below it made; None is a blank one."""
        values = dict(part) if part is not None else {}
        by_field: dict[str, list[_Step]] = defaultdict(list)
        for rest, change in steps:
            by_field[rest[0]].append(_Step(rest[1:], change))
        for name, below in by_field.items():
            art = felter_of(cls).get(name)
            first = below[0].change
            if art is None:
                raise UnknownDelError(self.name(first))
            old = blank(cls, name) if part is None else values[name]
            if art.model is None:
                values[name] = self.apply_field(old, below)
            elif art.is_list:
                values[name] = self.apply_list(art.model, old, below)
            else:
                values[name] = self.apply_sub_part(art.model, old, below)
        return self.validated(cls, values, steps)

    def validated(self, cls: type[M], values: dict[str, Any], steps: list[_Step]) -> M:
        """Return the part that `values` make. Raises: InvalidAendringError, naming a change of the field at fault."""
        needed = {name: value for name, value in values.items() if value is not None or name not in required(cls)}
        try:
            return cls.model_validate(needed)
        except ValidationError as error:
            found = error.errors()[0]
            facts = found.get("ctx", {})
            loc = found["loc"] or facts.get("loc", ())
            at_fault = next((step.change for step in steps if step.rest[0] in loc), steps[0].change)
            if found["type"] == "missing" and len(loc) == 1:
                grund = f"»{felter_of(cls)[str(loc[0])].titel}« mangler."
            else:
                grund = facts.get("message", "Værdien passer ikke til feltet.")
            raise InvalidAendringError(self.name(at_fault), grund) from None

    def apply_field(self, old: Any, steps: list[_Step]) -> Any:
        """Return a plain field's new value, not validated yet."""
        for rest, change in steps:
            if rest or change.art is not Aendringsart.SAET:
                raise UnknownDelError(self.name(change))
            if to_plain(old) != change.nuvaerende:
                raise StaleAendringError(self.name(change))
        return steps[0].change.foreslaaet

    def apply_sub_part(self, cls: type[M], old: M | None, steps: list[_Step]) -> M | None:
        """Return the part in a field of its own; None where all that was in it is gone."""
        hull = next((change for rest, change in steps if not rest), None)
        below = [step for step in steps if step.rest]
        new = self.part_or_none(cls, old, below) if below else old
        if hull is None:
            return new
        hollow: dict[str, Any] | None = {} if old is not None and is_empty(old) else None
        if hull.art is not Aendringsart.SAET or hollow != hull.nuvaerende or hull.foreslaaet not in (None, {}):
            raise StaleAendringError(self.name(hull))
        if new is None or is_empty(new):
            return None if hull.foreslaaet is None else self.validated(cls, {}, [_Step(("",), hull)])
        return new

    def part_or_none(self, cls: type[M], old: M | None, steps: list[_Step]) -> M | None:
        """Return the part with the changes of its fields made; None where all its fields are blank then."""
        emptied = {step.rest[0] for step in steps if step.change.foreslaaet is None}
        kept = () if old is None else (name for name, value in old if value != blank(cls, name))
        if not emptied.issuperset(kept) or len(emptied) < len(steps):
            return self.apply_part(cls, old, steps)
        for rest, change in steps:  # nothing is left; what each builds on is still to be checked
            self.apply_field(getattr(old, rest[0], None), [_Step(rest[1:], change)])
        return None

    def apply_list(self, cls: type[M], old: tuple[M, ...], steps: list[_Step]) -> tuple[M, ...]:
        """Return the parts of a list, in their order."""
        parts: dict[str, Any] = {part.id: part for part in old}  # type: ignore[attr-defined]  # a list of parts, each with its id
        order = list(parts)
        below: dict[str, list[_Step]] = defaultdict(list)
        whole: dict[str, Feltaendring] = {}
        for rest, change in steps:
            if len(rest) == 1 and change.art is not Aendringsart.SAET:
                self.check(rest[0], change, parts)
                whole[rest[0]] = change
            else:
                below[rest[0] if rest else ""].append(_Step(rest[1:], change))
        for part_id, inner in below.items():
            change = inner[0].change
            if part_id in whole and whole[part_id].art is Aendringsart.FJERN:
                raise DoubleAendringError(self.name(change))
            if part_id not in parts or any(step.rest in {(), ("id",)} for step in inner):
                raise UnknownDelError(self.name(change))
            parts[part_id] = self.apply_part(cls, parts[part_id], inner)
        parts |= {
            part_id: self.added(cls, part_id, change)
            for part_id, change in whole.items()
            if change.art is Aendringsart.TILFOEJ
        }
        places = {part_id: change.foreslaaet_plads for part_id, change in whole.items() if change.foreslaaet_plads}
        return tuple(parts[part_id] for part_id in arrange(order, whole, places))

    def check(self, part_id: str, change: Feltaendring, parts: dict[str, Any]) -> None:
        """Refuse a change of a list that its parts don't fit."""
        name = self.name(change)
        if change.art is Aendringsart.TILFOEJ and part_id in parts:
            raise DelExistsError(name)
        if change.art is not Aendringsart.TILFOEJ and part_id not in parts:
            raise UnknownDelError(name)
        if change.art is Aendringsart.FJERN and to_plain(parts[part_id]) != change.nuvaerende:
            raise StaleAendringError(name)
        plads = change.foreslaaet_plads
        if plads is not None and plads.efter is not None and plads.efter not in parts:
            raise UnknownPladsError(name, plads.efter)

    def added(self, cls: type[M], part_id: str, change: Feltaendring) -> M:
        """Return an added part. Raises: InvalidAendringError, if its content isn't one, or is another part's."""
        content = change.foreslaaet
        if content.get("id") != part_id:
            raise InvalidAendringError(self.name(change), f"Indholdet har et andet id end »{part_id}«.")
        return self.validated(cls, content, [_Step(("id",), change)])

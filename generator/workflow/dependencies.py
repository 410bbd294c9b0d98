"""Which changes hang together: what can't be decided on its own, since the agreement would not be whole without more.

Read from the changes alone. Always so: a subset of a diff that is closed under dependency applies and validates. Four
grounds: a part that must have certain fields gets or loses them together; fields that exclude one another; a period
that must not end before it begins; a mention of a part that is added or removed with it. Places bind nobody.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from generator.model.aendring import Aendringsart, Feltaendring
from generator.model.aktivitet import Maalgruppe
from generator.model.delaftale import Delaftale
from generator.model.sti import Sti, felter_of
from generator.workflow.values import required

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.model.base import Model

# Fields of a part that can't stand beside each other: filling one in waits for the others to be emptied.
EXCLUDING: Final[dict[type[Model], tuple[tuple[frozenset[str], frozenset[str]], ...]]] = {
    Maalgruppe: ((frozenset({"tekst"}), frozenset({"primaer", "sekundaer"})),),
}
PERIOD: Final = ("gaelder_fra", "gaelder_til")  # of Delaftale: the first lies before the second
MENTIONS: Final = frozenset({"delmaal", "aktiviteter"})  # a part's list of ids under such a name points to that list


class Place(NamedTuple):
    """Where a sti leads by the model: the part's type, the field in it ("" for a part of a list), the part's sti."""

    cls: type[Model]
    field: str
    part: Sti


def find_place(sti: Sti) -> Place | None:
    """Return where `sti` leads, whatever agreement it is of; None where the model has no such field."""
    cls: type[Model] = Delaftale
    part, steps = Sti(""), list(sti.dele)
    while steps:
        art = felter_of(cls).get(field := steps.pop(0))
        if art is None:
            return None
        if not steps:
            return Place(cls, field, part)
        if art.model is None:
            return None
        cls, part = art.model, part / field
        if art.is_list:
            part = part / steps.pop(0)
    return Place(cls, "", part)


def depends_on(change: Feltaendring, others: Iterable[Feltaendring]) -> tuple[Feltaendring, ...]:
    """Return those of `others` that `change` directly needs, in their order."""
    candidates = [other for other in others if other != change]
    return tuple(candidates[nr - 1] for nr in find_needs([change, *candidates])[0])


def closure(subset: Iterable[Feltaendring], changes: Sequence[Feltaendring]) -> tuple[Feltaendring, ...]:
    """Return `subset` with all of `changes` that it needs, directly or not, in the order of `changes`.

    `subset` is of `changes`.
    """
    needs = find_needs(changes)
    chosen = {change.noegle for change in subset}
    reached = {nr for nr, change in enumerate(changes) if change.noegle in chosen}
    waiting = list(reached)
    while waiting:
        new = set(needs[waiting.pop()]) - reached
        reached |= new
        waiting += new
    return tuple(changes[nr] for nr in sorted(reached))


def group(changes: Sequence[Feltaendring]) -> tuple[tuple[Feltaendring, ...], ...]:
    """Return `changes` in the smallest groups that can be made one after another, each after what it needs.

    Most groups hold one change; those of a larger group need each other.
    """
    needs = find_needs(changes)
    reach: list[set[int]] = []
    for nr in range(len(changes)):
        reached, waiting = {nr}, [nr]
        while waiting:
            new = set(needs[waiting.pop()]) - reached
            reached |= new
            waiting += new
        reach.append(reached)
    result, done = [], set()
    for nr in sorted(range(len(changes)), key=lambda nr: len(reach[nr])):  # who needs more comes later
        if nr not in done:
            members = sorted(other for other in reach[nr] if nr in reach[other])
            done |= set(members)
            result.append(tuple(changes[member] for member in members))
    return tuple(result)


def find_needs(changes: Sequence[Feltaendring]) -> list[list[int]]:
    """Return for each change the numbers of those it directly needs, ascending; numbers count from 0."""
    needs: list[set[int]] = [set() for _ in changes]
    by_part: dict[Sti, dict[str, int]] = defaultdict(dict)
    classes: dict[Sti, type[Model]] = {}
    for nr, change in enumerate(changes):
        place = find_place(change.sti)
        if change.art is Aendringsart.SAET and place is not None:
            by_part[place.part][place.field] = nr
            classes[place.part] = place.cls
    hulls = {change.sti: nr for nr, change in enumerate(changes) if change.art is Aendringsart.SAET}
    for part, fields in by_part.items():
        for one, other in _needs_within(classes[part], fields, changes):
            needs[one].add(other)
        if (hull := hulls.get(part)) is not None and changes[hull].foreslaaet is not None:
            needs[hull] |= set(fields.values())  # an empty part is left when all its fields have been emptied
    for one, other in _needs_by_mention(changes):
        needs[one].add(other)
    return [sorted(numbers - {nr}) for nr, numbers in enumerate(needs)]


def _needs_within(
    cls: type[Model], fields: dict[str, int], changes: Sequence[Feltaendring]
) -> Iterator[tuple[int, int]]:
    """Yield who needs whom among the fields set in one part."""
    must = [fields[name] for name in required(cls) if name in fields]
    coming = [nr for nr in must if changes[nr].nuvaerende is None]
    going = [nr for nr in must if changes[nr].foreslaaet is None]
    yield from ((nr, other) for nr in fields.values() for other in coming)
    yield from ((nr, other) for nr in going for other in fields.values())
    for left, right in EXCLUDING.get(cls, ()):
        for ones, others in ((left, right), (right, left)):
            filled = [fields[name] for name in ones if name in fields and changes[fields[name]].foreslaaet is not None]
            emptied = [fields[name] for name in others if name in fields and changes[fields[name]].foreslaaet is None]
            yield from ((nr, other) for nr in filled for other in emptied)
    if cls is Delaftale and all(name in fields for name in PERIOD):
        first, last = (fields[name] for name in PERIOD)
        if str(changes[first].foreslaaet) >= str(changes[last].nuvaerende):
            yield first, last
        if str(changes[last].foreslaaet) <= str(changes[first].nuvaerende):
            yield last, first


# -- mentions --


def _needs_by_mention(changes: Sequence[Feltaendring]) -> Iterator[tuple[int, int]]:
    """Yield who needs whom since one mentions a part that the other adds, or removes a part that the other lets go."""
    added, removed = (
        {change.sti: nr for nr, change in enumerate(changes) if change.art is art and len(change.sti.dele) == 2}  # noqa: PLR2004 - list and id: a part
        for art in (Aendringsart.TILFOEJ, Aendringsart.FJERN)
    )
    if not added and not removed:
        return
    for nr, change in enumerate(changes):
        before, after = mentions(change)
        yield from ((nr, added[sti]) for sti in after - before if sti in added)
        yield from ((removed[sti], nr) for sti in before - after if sti in removed)


def mentions(change: Feltaendring) -> tuple[frozenset[Sti], frozenset[Sti]]:
    """Return the parts that a change's nuvaerende and foreslaaet values mention."""
    place = find_place(change.sti)
    if place is None or change.art is Aendringsart.FLYT:
        return frozenset(), frozenset()
    sides = (change.nuvaerende, change.foreslaaet)
    before, after = (
        frozenset(_mentions_in_field(place.cls, place.field, value) if place.field else _mentions(place.cls, value))
        for value in sides
    )
    return before, after


def _mentions(cls: type[Model], content: Any) -> Iterator[Sti]:
    for name, value in (content or {}).items():
        yield from _mentions_in_field(cls, name, value)


def _mentions_in_field(cls: type[Model], name: str, value: Any) -> Iterator[Sti]:
    art = felter_of(cls).get(name)
    if art is None or not value:
        return
    if art.model is None:
        yield from (Sti(name) / part_id for part_id in value if name in MENTIONS)
    else:
        for part in value if art.is_list else [value]:
            yield from _mentions(art.model, part)

"""Order in a list of parts: who stays, who moves, and where an added or moved part goes, whichever others come along.

The parts that stay are a longest run of common parts in both orders, so moves are as few as can be. A place is told by
the nearest staying sibling before it and the added or moved ones in between; old parts of the same gap come after them.
A moved part's old and new place are never in the same gap (else it could have stayed), hence the place can be found
again in every state that a part of the changes leads to. docs/analyse/diff.md has the argument.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from generator.model.aendring import Plads

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence


def find_staying(old: Sequence[str], new: Sequence[str]) -> frozenset[str]:
    """Return the parts that keep their order from `old` to `new`: as many as can be; ids are unique in each list.

    Of two parts that change places the one that stood first stays: people say that the other was moved up.
    """
    index = {part: nr for nr, part in enumerate(old)}
    common = [part for part in new if part in index]
    tails: list[int] = []  # of the runs of each length: the least last index
    ends: list[str] = []  # the parts they belong to
    before: dict[str, str | None] = {}
    for part in common:
        length = bisect_left(tails, index[part])
        before[part] = ends[length - 1] if length else None
        if length == len(tails):
            tails.append(index[part])
            ends.append(part)
        else:
            tails[length], ends[length] = index[part], part
    staying: set[str] = set()
    last = ends[-1] if ends else None
    while last is not None:
        staying.add(last)
        last = before[last]
    return frozenset(staying)


def find_places(order: Sequence[str], staying: Collection[str]) -> dict[str, Plads]:
    """Return the place of each part of `order` that is not among `staying`."""
    places = {}
    anchor: str | None = None
    between: tuple[str, ...] = ()
    for part in order:
        if part in staying:
            anchor, between = part, ()
        else:
            places[part] = Plads.model_construct(efter=anchor, derefter=between)
            between = (*between, part)
    return places


def arrange(order: Sequence[str], leaving: Collection[str], placed: Mapping[str, Plads]) -> list[str]:
    """Return `order` without `leaving` and with `placed` at their places, all seen from `order` as it stands.

    A part that is moved is among `placed` only. Places that meet without knowing of each other (two people added a part
    at the same spot) come in the order of their ids, each one's followers with it. The sibling
    that a place is after must be in `order`.
    """
    index: dict[str | None, int] = {part: nr for nr, part in enumerate(order)}
    index[None] = -1
    slots: dict[int, list[str]] = {}
    for part, plads in placed.items():
        nr = index[plads.efter]
        between = set(plads.derefter)
        while nr + 1 < len(order) and order[nr + 1] in between and order[nr + 1] not in placed:
            nr += 1
        slots.setdefault(nr, []).append(part)
    result = _join(slots.get(-1, ()), placed)
    for nr, part in enumerate(order):
        if part not in leaving and part not in placed:
            result.append(part)
        result += _join(slots.get(nr, ()), placed)
    return result


def _join(parts: Sequence[str], placed: Mapping[str, Plads]) -> list[str]:
    """Return parts of one spot in order: each after those it is to follow."""
    if len(parts) < 2:  # noqa: PLR2004 - list and id: a part
        return list(parts)
    blocks: list[list[str]] = []
    for part in sorted(parts, key=lambda part: (len(placed[part].derefter), part)):
        before = set(placed[part].derefter)
        block = next((block for block in blocks if not before.isdisjoint(block)), None)
        if block is None:
            blocks.append([part])
        else:
            block.append(part)
    return [part for block in blocks for part in block]

"""Which blocks of one document are those of another: by the fields they hold first, by their words second.

Always so: groups ascend on both sides and don't overlap; what is in none was added or deleted. A group pairs one block
with one, or one paragraph with those that it was split into or joined from. Only blocks of one shape are paired. Equal
blocks are found in linear time for all practical purposes; likeness is only weighed between them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence

TABLE: Final = "tbl"
"""The shape of tables: unlike ones are paired too."""
_MAX_PAIRS: Final = 2_500  # blocks times blocks that are weighed against each other
_LIKE: Final = 0.5  # share of words that two editions of a paragraph have in common at least
_LIKE_ROW: Final = 0.3  # the same of rows, which have few words
_SAME_FIELD: Final = 0.2  # the same of one and the same field
_SPLIT: Final = 0.85  # share from which paragraphs were split or joined rather than rewritten


class Worded(Protocol):
    """A block with words."""

    @property
    def text(self) -> str:
        """Its words."""


@dataclass(eq=False)
class Item:
    """What is known of a block, or of a table's row. `same`: equal blocks have equal ones.

    `shape`: only blocks of the same shape are paired. `field` is the key of the field that it begins with, "" for
    none. `is_text`: a paragraph that may be split and joined.
    """

    same: Hashable
    shape: Hashable
    field: str
    source: Worded
    is_text: bool = True

    @cached_property
    def words(self) -> list[str]:
        """Its words; only asked for where blocks are not equal."""
        return self.source.text.split()


class Group(NamedTuple):
    """Blocks `a0` to `a1` of the old document (the latter not included) are blocks `b0` to `b1` of the new one."""

    a0: int
    a1: int
    b0: int
    b1: int


def align(a: Sequence[Item], b: Sequence[Item]) -> list[Group]:
    """Return the groups of blocks that are each other's."""
    groups: list[Group] = []
    for (a0, b0), (a1, b1) in pairwise(_cut_at_fields(a, b)):
        groups.extend(_align_span(a, b, Group(a0, a1, b0, b1)))
    return groups


def align_equal(a: Sequence[Item], b: Sequence[Item]) -> list[Group]:
    """Return the groups of blocks that are equal, and no others: for a redline of whole paragraphs."""
    same_a, same_b = [(item.same, item.shape) for item in a], [(item.same, item.shape) for item in b]
    return [group for group, is_equal in _opcodes(same_a, same_b, 0, 0) if is_equal]


def _cut_at_fields(a: Sequence[Item], b: Sequence[Item]) -> list[tuple[int, int]]:
    """Return where both documents come to the same field: the longest series in which the fields keep their order."""
    first_a, first_b = _first_places(a), _first_places(b)
    fields_a, fields_b = list(first_a), list(first_b)
    cuts = [(0, 0)]
    for group, is_equal in _opcodes(fields_a, fields_b, 0, 0):
        if is_equal:
            place = first_a[fields_a[group.a0]], first_b[fields_b[group.b0]]
            if place > cuts[-1] and place[0] >= cuts[-1][0] and place[1] >= cuts[-1][1]:
                cuts.append(place)
    return [*cuts, (len(a), len(b))]


def _first_places(items: Sequence[Item]) -> dict[str, int]:
    places: dict[str, int] = {}
    for number, item in enumerate(items):
        if item.field:
            places.setdefault(item.field, number)
    return places


def _align_span(a: Sequence[Item], b: Sequence[Item], span: Group) -> Iterator[Group]:
    """Yield the groups between two fields: equal ends first, the last before the first, so that parts come whole."""
    a0, a1, b0, b1 = span
    tail: list[Group] = []
    while a1 > a0 and b1 > b0 and _are_same(a[a1 - 1], b[b1 - 1]):
        a1, b1 = a1 - 1, b1 - 1
        tail.append(Group(a1, a1 + 1, b1, b1 + 1))
    if a1 > a0 and b1 > b0:
        same_a, same_b = [(item.same, item.shape) for item in a[a0:a1]], [(item.same, item.shape) for item in b[b0:b1]]
        last_a, last_b = a0, b0
        for group, is_equal in _opcodes(same_a, same_b, a0, b0):
            if is_equal:
                yield from _align_unequal(a, b, Group(last_a, group.a0, last_b, group.b0))
                yield group
                last_a, last_b = group.a1, group.b1
        yield from _align_unequal(a, b, Group(last_a, a1, last_b, b1))
    yield from reversed(tail)


def _are_same(one: Item, other: Item) -> bool:
    return one.same == other.same and one.shape == other.shape


def _opcodes(a: Sequence[Hashable], b: Sequence[Hashable], at_a: int, at_b: int) -> Iterator[tuple[Group, bool]]:
    """Yield the runs that lead from `a` to `b`, equal ones block by block; places count from `at_a` and `at_b`."""
    if not a or not b:
        if a or b:
            yield Group(at_a, at_a + len(a), at_b, at_b + len(b)), False
        return
    from rapidfuzz.distance import Indel  # noqa: PLC0415 - only documents that differ need it

    numbers: dict[Hashable, int] = {}
    numbered_a = [numbers.setdefault(item, len(numbers)) for item in a]
    numbered_b = [numbers.setdefault(item, len(numbers)) for item in b]
    for found in Indel.opcodes(numbered_a, numbered_b):
        if found.tag == "equal":
            for nr in range(found.src_end - found.src_start):
                one, other = at_a + found.src_start + nr, at_b + found.dest_start + nr
                yield Group(one, one + 1, other, other + 1), True
        else:
            yield Group(
                at_a + found.src_start, at_a + found.src_end, at_b + found.dest_start, at_b + found.dest_end
            ), False  # fmt: skip


# -- between equal blocks --


def _align_unequal(a: Sequence[Item], b: Sequence[Item], span: Group) -> Iterator[Group]:
    """Yield the groups among blocks none of which are equal: the likest in order, with what was split from them."""
    a0, a1, b0, b1 = span
    if a0 == a1 or b0 == b1:
        return
    is_long = (a1 - a0) * (b1 - b0) > _MAX_PAIRS
    pairs = _pair_in_step(a, b, span) if is_long else _pair_likest(a, b, span)
    used_a, used_b = a0, b0
    for number, (i, j) in enumerate(pairs):
        next_a, next_b = pairs[number + 1] if number + 1 < len(pairs) else (a1, b1)
        group = _widen(a, b, i, j, Group(used_a, next_a, used_b, next_b))
        used_a, used_b = group.a1, group.b1
        yield group


def _pair_likest(a: Sequence[Item], b: Sequence[Item], span: Group) -> list[tuple[int, int]]:
    a0, a1, b0, b1 = span
    likeness = [[_weigh(one, other) for other in b[b0:b1]] for one in a[a0:a1]]
    size_a, size_b = a1 - a0, b1 - b0
    best = [[0.0] * (size_b + 1) for _ in range(size_a + 1)]
    for i in range(size_a - 1, -1, -1):
        for j in range(size_b - 1, -1, -1):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], best[i + 1][j + 1] + likeness[i][j])
    pairs, i, j = [], 0, 0
    while i < size_a and j < size_b:
        if likeness[i][j] and best[i][j] == best[i + 1][j + 1] + likeness[i][j]:
            pairs.append((a0 + i, b0 + j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _pair_in_step(a: Sequence[Item], b: Sequence[Item], span: Group) -> list[tuple[int, int]]:
    """Return the pairs of a long stretch, each block weighed against the few that stand where it does."""
    a0, a1, b0, b1 = span
    pairs, next_b = [], b0
    for i in range(a0, a1):
        one = a[i]
        here = b0 + (i - a0) * (b1 - b0) // (a1 - a0)
        near = range(max(next_b, here - 8), min(b1, here + 9))
        j = max(near, key=lambda nr: _weigh(one, b[nr]), default=-1)
        if j >= 0 and _weigh(one, b[j]):
            pairs.append((i, j))
            next_b = j + 1
    return pairs


def _weigh(one: Item, other: Item) -> float:
    """Return how like two blocks are, 0 if they are not to be paired."""
    if one.shape != other.shape:
        return 0.0
    same_field = bool(one.field) and one.field == other.field
    floor = _SAME_FIELD if same_field else _LIKE if one.is_text else _LIKE_ROW
    likeness = _likeness(one.words, other.words, floor)
    if one.shape == TABLE:
        return max(likeness, floor)  # two tables next to each other would be one
    if same_field:
        return max(likeness, floor) if not one.words or not other.words else likeness
    return likeness


def _likeness(a: Sequence[str], b: Sequence[str], cutoff: float) -> float:
    if not a or not b:
        return 1.0 if not a and not b else 0.0
    from rapidfuzz.distance import Indel  # noqa: PLC0415 - only documents that differ need it

    return Indel.normalized_similarity(a, b, score_cutoff=cutoff)


def _widen(a: Sequence[Item], b: Sequence[Item], i: int, j: int, free: Group) -> Group:
    """Return a pair with the paragraphs on one side that it was split into, or joined from, if it was."""
    pair = Group(i, i + 1, j, j + 1)
    if not (a[i].is_text and b[j].is_text):
        return pair
    best, likest = pair, _likeness(a[i].words, b[j].words, 0)
    for first, last in _spans_around(b, j, free.b0, free.b1):
        likeness = _likeness(a[i].words, [word for item in b[first:last] for word in item.words], 0)
        if likeness >= _SPLIT and likeness > likest:
            best, likest = Group(i, i + 1, first, last), likeness
    for first, last in _spans_around(a, i, free.a0, free.a1):
        likeness = _likeness([word for item in a[first:last] for word in item.words], b[j].words, 0)
        if likeness >= _SPLIT and likeness > likest:
            best, likest = Group(first, last, j, j + 1), likeness
    return best


def _spans_around(items: Sequence[Item], at: int, low: int, high: int) -> Iterator[tuple[int, int]]:
    """Yield the spans of two to four paragraphs of one shape that hold the one at `at`."""
    for size in (2, 3, 4):
        for first in range(max(low, at - size + 1), min(at, high - size) + 1):
            if all(item.is_text and item.shape == items[at].shape for item in items[first : first + size]):
                yield first, first + size

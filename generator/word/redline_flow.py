"""The text of some paragraphs as one row of characters, and what leads from one such row to another.

Always so: a character of text stands for itself, the end of a paragraph is a line feed, and anything else is a sign of
its own, the same for equal things on both sides. So the words' own comparison (`workflow.words`, with the hunks that a
person would choose) can be used on whatever a paragraph holds. Source: docs/analyse/redline.md.
"""

from __future__ import annotations

import re
from itertools import count
from typing import TYPE_CHECKING, Final, NamedTuple

from generator.word.redline_pieces import OBJECT
from generator.workflow.words import word_changes

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from generator.word.redline_pieces import Piece

END: Final = "\n"
_SIGNS: Final = range(0xF0000, 0xFFFFD)  # private characters; those that a text holds itself are given a sign as well
_PRIVATE: Final = re.compile("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd\ufffc]")


class Signs:
    """Gives each thing that is no text a sign of its own, equal things the same. Mutable."""

    def __init__(self) -> None:
        self._signs: dict[Hashable, str] = {}
        self._next = count(_SIGNS.start)

    def of(self, piece: Piece) -> str:
        """Return a piece as characters to compare, as many as it has."""
        if piece.text == OBJECT and piece.key != "":
            return self._sign((piece.key, piece.looks))
        return _PRIVATE.sub(lambda found: self._sign(found[0]), piece.text)

    def _sign(self, key: Hashable) -> str:
        sign = self._signs.get(key)
        if sign is None:
            sign = self._signs[key] = chr(next(self._next))
        return sign


class Hunk(NamedTuple):
    """Characters `a0` to `a1` (the latter not included) become `b0` to `b1`."""

    a0: int
    a1: int
    b0: int
    b1: int


def find_hunks(before: str, after: str) -> list[Hunk]:
    """Return the changes between two rows of characters, in order; what lies between them is equal."""
    hunks: list[Hunk] = []
    for change in word_changes(before, after):
        hunk = _trim(Hunk(*change.foer, *change.efter), before, after)
        if hunk.a0 < hunk.a1 or hunk.b0 < hunk.b1:
            hunks.append(hunk)
    return hunks


def whole_hunk(before: str, after: str) -> list[Hunk]:
    """Return all of one row for all of another as one change; none if they are equal."""
    return [] if before == after else [Hunk(0, len(before), 0, len(after))]


def _trim(hunk: Hunk, before: str, after: str) -> Hunk:
    """Return a change without the signs and words both sides begin or end with: a sign ends a word as a blank does."""
    old, new = before[hunk.a0 : hunk.a1], after[hunk.b0 : hunk.b1]
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    while head and not (_is_edge(old, head) and _is_edge(new, head)):
        head -= 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[len(old) - tail - 1] == new[len(new) - tail - 1]:
        tail += 1
    while tail and not (_is_edge(old, len(old) - tail) and _is_edge(new, len(new) - tail)):
        tail -= 1
    return Hunk(hunk.a0 + head, hunk.a1 - tail, hunk.b0 + head, hunk.b1 - tail)


def _is_edge(text: str, at: int) -> bool:
    """Return whether a word may begin or end there: at either end, and beside a sign."""
    return at in (0, len(text)) or _is_sign(text[at - 1]) or _is_sign(text[at])


def _is_sign(character: str) -> bool:
    return ord(character) >= _SIGNS.start or character == END


class Flow:
    """Some paragraphs in a row: their characters, and which piece each stands in.

    The last paragraph's end is left out: it always is the other side's last one.
    """

    def __init__(self, paragraphs: Sequence[Sequence[Piece]], signs: Signs) -> None:
        self.pieces: list[Piece | int] = []  # in order; a number: the end of that paragraph
        self.starts: list[int] = []
        self.bounds: list[int] = []  # where each paragraph begins
        parts: list[str] = []
        at = 0
        for number, paragraph in enumerate(paragraphs):
            self.bounds.append(at)
            for piece in paragraph:
                self.pieces.append(piece)
                self.starts.append(at)
                parts.append(signs.of(piece))
                at += len(piece.text)
            if number < len(paragraphs) - 1:
                self.pieces.append(number)
                self.starts.append(at)
                parts.append(END)
                at += 1
        self.text = "".join(parts)
        self.starts.append(at)

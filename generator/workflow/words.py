"""The word-level change of a text, as a person would mark it: whole words, whole sentences where that reads better.

Always so: what stays with what is deleted is the text before, what stays with what is added is the text after. A word
has its punctuation with it. Paragraphs are paired first, so that words never answer to words of another paragraph, and
a word like »og« alone between two changes goes along with them. Linear but for the texts that really differ.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from generator.workflow.alignment import SENTENCE_ENDS, align

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_PIECES = re.compile(r"\n+|[^\n]+")
_MAX_SLIDE: Final = 200  # words that a change is moved to begin with a sentence; sentences are shorter
_SMALL_WORDS: Final = frozenset((
    "ad", "af", "alle", "at", "da", "de", "dem", "den", "der", "deres", "det", "du", "en", "end", "er", "et", "for",
    "fra", "han", "har", "hun", "i", "ind", "jf.", "kan", "man", "med", "men", "mv.", "når", "og", "også", "om", "op",
    "os", "på", "samt", "sig", "sin", "sine", "sit", "skal", "som", "så", "til", "ud", "var", "ved", "vi", "vil", "via",
))  # fmt: skip
_ALONE: Final = 2  # unchanged small words between two changes that are no island to stand on


class Ordaendring(NamedTuple):
    """One change within a text: characters `foer` of the text before become `efter` of the text after (from, to).

    `slettet` and `tilfoejet` are these characters; one of them may be empty. The ends are never blanks in both.
    """

    foer: tuple[int, int]
    efter: tuple[int, int]
    slettet: str
    tilfoejet: str


class Stykke(NamedTuple):
    """A piece of a text with its changes marked: "lige" (stays), "slettet" or "tilfoejet"."""

    art: str
    tekst: str


class _Token(NamedTuple):
    """A word, or the line feeds between two paragraphs, and where it stands."""

    text: str
    start: int
    end: int


class _Hunk(NamedTuple):
    """Tokens `a0` to `a1` of the text before (the latter not included) become `b0` to `b1` of the text after."""

    a0: int
    a1: int
    b0: int
    b1: int


def word_changes(before: str, after: str) -> tuple[Ordaendring, ...]:
    """Return the changes that lead from `before` to `after`, in order, apart from each other; () if they are equal."""
    a, b = _split(before), _split(after)
    words_a, words_b = [token.text for token in a], [token.text for token in b]
    hunks = _find_hunks(align(words_a, words_b), len(a), len(b))
    hunks = list(_join_over_islands(hunks, words_a))
    hunks = _begin_with_sentences(hunks, words_a, words_b)
    return tuple(_change(hunk, before, after, a, b) for hunk in hunks)


def mark_changes(before: str, after: str) -> tuple[Stykke, ...]:
    """Return the text with its changes marked, what is deleted before what takes its place; no piece is empty."""
    pieces: list[Stykke] = []
    end = 0
    for change in word_changes(before, after):
        pieces += [
            Stykke("lige", before[end : change.foer[0]]),
            Stykke("slettet", change.slettet),
            Stykke("tilfoejet", change.tilfoejet),
        ]
        end = change.foer[1]
    pieces.append(Stykke("lige", before[end:]))
    return tuple(piece for piece in pieces if piece.tekst)


def merge_words(base: str, ours: str, theirs: str) -> str | None:
    """Return `base` with both sides' changes, or None where they touch each other without being the same."""
    changes = sorted(
        {(change.foer, change.tilfoejet) for text in (ours, theirs) for change in word_changes(base, text)}
    )
    if any(one[0][1] >= other[0][0] for one, other in pairwise(changes)):
        return None
    pieces, end = [], 0
    for (start, stop), added in changes:
        pieces += [base[end:start], added]
        end = stop
    return "".join([*pieces, base[end:]])


def _split(text: str) -> list[_Token]:
    """Return the words and paragraph breaks of `text`; one blank between two words is no token, a second one is."""
    tokens = []
    for piece in _PIECES.finditer(text):
        if piece[0][0] == "\n":
            tokens.append(_Token(piece[0], piece.start(), piece.end()))
            continue
        start = piece.start()
        for word in piece[0].split(" "):
            tokens.append(_Token(word, start, start + len(word)))
            start += len(word) + 1
    return tokens


def _find_hunks(pairs: Sequence[tuple[int, int]], size_a: int, size_b: int) -> list[_Hunk]:
    """Return what lies between the tokens that stay."""
    hunks = []
    a = b = 0
    for next_a, next_b in [*pairs, (size_a, size_b)]:
        if next_a > a or next_b > b:
            hunks.append(_Hunk(a, next_a, b, next_b))
        a, b = next_a + 1, next_b + 1
    return hunks


def _join_over_islands(hunks: Sequence[_Hunk], words: Sequence[str]) -> Iterator[_Hunk]:
    """Yield the changes, two of them as one where only small words of the same paragraph stay between them."""
    current: _Hunk | None = None
    for hunk in hunks:
        if current is None:
            current = hunk
        elif _is_island(words[current.a1 : hunk.a0], current, hunk):
            current = _Hunk(current.a0, hunk.a1, current.b0, hunk.b1)
        else:
            yield current
            current = hunk
    if current is not None:
        yield current


def _is_island(between: Sequence[str], left: _Hunk, right: _Hunk) -> bool:
    """Whether what stays between two changes is too little to read: small words, fewer than those that change."""
    changed = min(max(hunk.a1 - hunk.a0, hunk.b1 - hunk.b0) for hunk in (left, right))
    return (
        len(between) <= min(_ALONE, changed)
        and not any("\n" in word for word in between)
        and all(word.lower().strip(",") in _SMALL_WORDS or not any(map(str.isalnum, word)) for word in between)
    )


# -- where a change begins --


def _begin_with_sentences(hunks: Sequence[_Hunk], a: Sequence[str], b: Sequence[str]) -> list[_Hunk]:
    """Return the changes, those that only add or only delete moved to begin with a paragraph or a sentence if they can.

    Added »B. A« after »A.« is the same text as »A. B« before it; people see whole sentences come and go.
    """
    result: list[_Hunk] = []
    for nr, hunk in enumerate(hunks):
        first_a, first_b = (result[-1].a1, result[-1].b1) if result else (-1, -1)
        last_a, last_b = (hunks[nr + 1].a0, hunks[nr + 1].b0) if nr + 1 < len(hunks) else (len(a) + 1, len(b) + 1)
        if hunk.a0 == hunk.a1:
            slide = _find_slide(b, hunk.b0, hunk.b1, first_b, last_b)
        elif hunk.b0 == hunk.b1:
            slide = _find_slide(a, hunk.a0, hunk.a1, first_a, last_a)
        else:
            slide = 0
        result.append(_Hunk(hunk.a0 + slide, hunk.a1 + slide, hunk.b0 + slide, hunk.b1 + slide))
    return result


def _find_slide(words: Sequence[str], start: int, end: int, first: int, last: int) -> int:
    """Return how far a run of words moves to begin best, a word apart from `first` and `last` (the next changes)."""
    least = most = 0
    while least > max(-_MAX_SLIDE, first + 1 - start) and words[start + least - 1] == words[end + least - 1]:
        least -= 1
    while most < min(_MAX_SLIDE, last - 1 - end) and words[start + most] == words[end + most]:
        most += 1
    return max(range(least, most + 1), key=lambda slide: (_rank_beginning(words, start + slide), -abs(slide)))


def _rank_beginning(words: Sequence[str], start: int) -> int:
    """Return how well a change begins at a word: best at a paragraph, then at the break before one, then a sentence."""
    if start == 0 or words[start - 1].startswith("\n"):
        return 3
    if words[start].startswith("\n"):
        return 2
    return 1 if words[start - 1].endswith(SENTENCE_ENDS) else 0


# -- from words to characters --


def _change(hunk: _Hunk, before: str, after: str, a: Sequence[_Token], b: Sequence[_Token]) -> Ordaendring:
    """Return the change in characters, the blanks that stay on either side left out."""
    start_a, end_a = _reach(a, hunk.a0, hunk.a1, len(before))
    start_b, end_b = _reach(b, hunk.b0, hunk.b1, len(after))
    while start_a < end_a and start_b < end_b and before[start_a] == after[start_b] and before[start_a] in " \n":
        start_a, start_b = start_a + 1, start_b + 1
    while start_a < end_a and start_b < end_b and before[end_a - 1] == after[end_b - 1] and before[end_a - 1] in " \n":
        end_a, end_b = end_a - 1, end_b - 1
    return Ordaendring((start_a, end_a), (start_b, end_b), before[start_a:end_a], after[start_b:end_b])


def _reach(tokens: Sequence[_Token], first: int, last: int, size: int) -> tuple[int, int]:
    """Return from where to where the tokens reach, the blanks before and after them included."""
    return tokens[first - 1].end if first else 0, tokens[last].start if last < len(tokens) else size

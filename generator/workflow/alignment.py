"""Which words of a text are those of another: paragraphs paired first, then the words of each pair.

Always so: pairs are equal and ascend on both sides. Equal paragraphs are one another; among those between them, the
likest are paired in order, and words of a pair are compared by their longest common run. What is too large to compare
word for word (far above any real field) is compared sentence for sentence, and beyond that not at all, so that time and
memory stay bounded.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence

_MAX_CELLS: Final = 300_000_000  # words times words: a bit each in memory, so at most some 40 MB
_MAX_LINE_PAIRS: Final = 2_500  # paragraphs times paragraphs that are weighed against each other
_LIKE: Final = 0.5  # share of words that two editions of a paragraph have in common at least
_SAME: Final = 0.85  # share from which paragraphs were split or joined rather than rewritten

SENTENCE_ENDS: Final = (".", "!", "?", ":", ";")

Pairs = list[tuple[int, int]]
Span = tuple[int, int]
"""From where to where: the number of the first word, and of the first that is no longer in it."""
Spans = list[Span]


def align(a: Sequence[str], b: Sequence[str]) -> Pairs:
    """Return the numbers of the words of `a` and `b` that are each other's. A word of line feeds ends a paragraph."""
    lines_a, lines_b = _split(a, "\n"), _split(b, "\n")
    keys_a, keys_b = _keys(a, lines_a, "\n"), _keys(b, lines_b, "\n")
    pairs: Pairs = []
    for is_equal, (a0, a1), (b0, b1) in _opcodes(keys_a, keys_b):
        if is_equal:
            for (start_a, end_a), (start_b, end_b) in zip(lines_a[a0:a1], lines_b[b0:b1], strict=True):
                pairs += _align_words(a, b, (start_a, end_a), (start_b, end_b))
        elif a0 < a1 and b0 < b1:
            pairs += _align_block(a, b, lines_a[a0:a1], lines_b[b0:b1])
    return pairs


def _split(words: Sequence[str], ends: str | tuple[str, ...]) -> Spans:
    """Return from where to where each paragraph or sentence reaches; the word that ends it is the last of it."""
    cuts = [0, *(nr + 1 for nr, word in enumerate(words) if word.endswith(ends))]
    if cuts[-1] != len(words):
        cuts.append(len(words))
    return list(pairwise(cuts))


def _keys(words: Sequence[str], spans: Spans, ends: str) -> list[tuple[str, ...]]:
    """Return what tells spans apart: their words without the break at the end, which differs between equal lines."""
    return [tuple(word for word in words[start:end] if not word.endswith(ends)) for start, end in spans]


def _align_block(a: Sequence[str], b: Sequence[str], lines_a: Spans, lines_b: Spans) -> Pairs:
    """Return the pairs of words among paragraphs that are not equal."""
    whole_a, whole_b = (lines_a[0][0], lines_a[-1][1]), (lines_b[0][0], lines_b[-1][1])
    cells = (whole_a[1] - whole_a[0]) * (whole_b[1] - whole_b[0])
    if len(lines_a) * len(lines_b) > _MAX_LINE_PAIRS or cells > _MAX_CELLS:
        return _align_words(a, b, whole_a, whole_b)
    if len(lines_a) != len(lines_b):
        pairs = _align_words(a, b, whole_a, whole_b)
        if 2 * len(pairs) >= _SAME * (whole_a[1] - whole_a[0] + whole_b[1] - whole_b[0]):
            return pairs
    return [
        pair
        for nr_a, nr_b in _match_lines(a, b, lines_a, lines_b)
        for pair in _align_words(a, b, lines_a[nr_a], lines_b[nr_b])
    ]


def _match_lines(a: Sequence[str], b: Sequence[str], lines_a: Spans, lines_b: Spans) -> Pairs:
    """Return the pairs of paragraphs that are likest to each other, in order; the rest came or went."""
    from rapidfuzz.distance import Indel  # noqa: PLC0415 - only a text that changed needs it

    numbers: dict[Hashable, int] = {}
    numbered_a = [_number(a[start:end], numbers) for start, end in lines_a]
    numbered_b = [_number(b[start:end], numbers) for start, end in lines_b]
    likeness = [
        [Indel.normalized_similarity(one, other, score_cutoff=_LIKE) for other in numbered_b] for one in numbered_a
    ]
    best = [[0.0] * (len(lines_b) + 1) for _ in range(len(lines_a) + 1)]
    for i in range(len(lines_a) - 1, -1, -1):
        for j in range(len(lines_b) - 1, -1, -1):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], best[i + 1][j + 1] + likeness[i][j])
    pairs, i, j = [], 0, 0
    while i < len(lines_a) and j < len(lines_b):
        if best[i][j] == best[i + 1][j]:
            i += 1
        elif best[i][j] == best[i][j + 1]:
            j += 1
        else:
            pairs.append((i, j))
            i, j = i + 1, j + 1
    return pairs


def _align_words(a: Sequence[str], b: Sequence[str], span_a: Span, span_b: Span) -> Pairs:
    """Return the pairs of words within a span of each side; equal beginnings and ends are not searched."""
    (start_a, end_a), (start_b, end_b) = span_a, span_b
    head = tail = 0
    while start_a + head < end_a and start_b + head < end_b and a[start_a + head] == b[start_b + head]:
        head += 1
    while (
        start_a + head < end_a - tail and start_b + head < end_b - tail and a[end_a - 1 - tail] == b[end_b - 1 - tail]
    ):
        tail += 1
    middle_a, middle_b = (start_a + head, end_a - tail), (start_b + head, end_b - tail)
    return [
        *((start_a + nr, start_b + nr) for nr in range(head)),
        *_search(a, b, middle_a, middle_b),
        *((end_a - tail + nr, end_b - tail + nr) for nr in range(tail)),
    ]


def _search(a: Sequence[str], b: Sequence[str], span_a: Span, span_b: Span) -> Iterator[tuple[int, int]]:
    """Yield the pairs of words of a longest common run, or of equal sentences where that would be too much work."""
    (start_a, end_a), (start_b, end_b) = span_a, span_b
    if (end_a - start_a) * (end_b - start_b) <= _MAX_CELLS:
        for is_equal, (a0, a1), (b0, _) in _opcodes(a[start_a:end_a], b[start_b:end_b]):
            if is_equal:
                yield from ((start_a + a0 + nr, start_b + b0 + nr) for nr in range(a1 - a0))
        return
    sentences_a = _split(a[start_a:end_a], SENTENCE_ENDS)
    sentences_b = _split(b[start_b:end_b], SENTENCE_ENDS)
    if len(sentences_a) * len(sentences_b) > _MAX_CELLS:
        return
    keys_a = [tuple(a[start_a + first : start_a + last]) for first, last in sentences_a]
    keys_b = [tuple(b[start_b + first : start_b + last]) for first, last in sentences_b]
    for is_equal, (a0, a1), (b0, b1) in _opcodes(keys_a, keys_b):
        if is_equal:
            first_a, first_b = sentences_a[a0][0], sentences_b[b0][0]
            size = sentences_a[a1 - 1][1] - first_a
            yield from ((start_a + first_a + nr, start_b + first_b + nr) for nr in range(size))
        elif a0 < a1 and b0 < b1:
            part_a = (start_a + sentences_a[a0][0], start_a + sentences_a[a1 - 1][1])
            part_b = (start_b + sentences_b[b0][0], start_b + sentences_b[b1 - 1][1])
            if (part_a[1] - part_a[0]) * (part_b[1] - part_b[0]) <= _MAX_CELLS:
                yield from _search(a, b, part_a, part_b)


def _opcodes(a: Sequence[Hashable], b: Sequence[Hashable]) -> list[tuple[bool, Span, Span]]:
    """Return the runs that lead from `a` to `b`: whether they are equal, and from where to where they reach."""
    if a == b:
        return [(True, (0, len(a)), (0, len(b)))]
    if not a or not b:
        return [(False, (0, len(a)), (0, len(b)))]
    from rapidfuzz.distance import Indel  # noqa: PLC0415 - only a text that changed needs it

    numbers: dict[Hashable, int] = {}
    found = Indel.opcodes(_number(a, numbers), _number(b, numbers))
    return _joined(
        [(item.tag == "equal", (item.src_start, item.src_end), (item.dest_start, item.dest_end)) for item in found]
    )


def _joined(runs: list[tuple[bool, Span, Span]]) -> list[tuple[bool, Span, Span]]:
    """Return the runs, a deletion and an addition beside each other as one."""
    result: list[tuple[bool, Span, Span]] = []
    for is_equal, (a0, a1), (b0, b1) in runs:
        if result and not is_equal and not result[-1][0]:
            _, (first_a, _), (first_b, _) = result.pop()
            result.append((False, (first_a, a1), (first_b, b1)))
        else:
            result.append((is_equal, (a0, a1), (b0, b1)))
    return result


def _number(words: Sequence[Hashable], numbers: dict[Hashable, int]) -> list[int]:
    """Return each word's number, giving new words new ones; compared as numbers, no two words are taken for one."""
    return [numbers.setdefault(word, len(numbers)) for word in words]

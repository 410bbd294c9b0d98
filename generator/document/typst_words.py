"""Words that may be wider than their line, as Typst that finds room for them: whole, else divided, never past the edge.

Always so: no character is added or lost, and a word is only divided where it fits no line of its own. Which words those
are is for Typst to tell, which measures them in the style's own letters: here it is only known what surely fits. An
address is divided behind its slashes, then its dots; words joined by hard blanks behind those; a word that Danish
hyphenation knows, by that; all else anywhere. Why so: docs/analyse/pdf.md.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from generator.document.typst_text import quote

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    Dress = Callable[[str], str]

# `fit-word` shows the first of these that fits: the whole; the whole, hyphenated; its parts, each again in this way.
# The line is `share` of the page's, less `taken`. Between two empty boxes a line may always end, whatever stands around
# them (Unicode line breaking, class CB); they leave no trace in the text, as a space of zero width would.
DEFINITIONS: Final = (
    "#let fit-parts(limit, part) = if type(part) != array { part } "
    "else if part.first() != none and measure(part.first()).width <= limit { part.first() } "
    "else { part.slice(1).map(fit-parts.with(limit)).join({ box(); box() }) }; "
    "#let fit-word(share, taken, is-word, ..part) = context { "
    "let edge(side) = { let it = page.margin; let it = if type(it) == dictionary { it.at(side, default: auto) } "
    "else { it }; if type(it) == relative { it.length.to-absolute() + it.ratio * page.width } "
    "else if type(it) == length { it.to-absolute() } else { 12% * page.width } }; "
    'let limit = share * (page.width - edge("left") - edge("right")) - taken; let whole = part.pos().first(); '
    "if is-word and limit >= 6 * text.size and measure(whole).width > limit { text(hyphenate: true, whole) } "
    "else { text(hyphenate: false, fit-parts(limit, part.pos())) } }"
)

PAGE: Final = 480  # points: about the width of a page's line
MARGIN: Final = 24  # points: at most what a bar or a tinted field takes of it
WIDE, WIDEST = 14, 24  # points: what hardly any letter exceeds; in a heading
_USUAL: Final = 7  # points: what letters take on average in a word
MAX_SOLID: Final = 3000  # characters without a blank in one paragraph; no word, and no address that anybody follows
_SURELY_TOO_LONG: Final = 400  # characters: no page has room for them, so they needn't be measured
_MAX_WORD: Final = 60  # characters; the longest Danish words are shorter, and no hyphenation helps a chain of them

_HARD_BLANKS: Final = "\u00a0\u2007\u202f"
_BLANKS: Final = "\\t-\\r\\x1c-\\x20\x85\u1680\u2000-\u2006\u2008-\u200b\u2028\u2029\u205f\u3000"
_WORD = re.compile(rf"[^{_BLANKS}]+")  # hard blanks included, and nothing that ends a line by itself
# What Danish hyphenation knows to divide: letters, perhaps with marks between, with a vowel now and then, no address.
_WORDLIKE = re.compile(r"(?!.*(?:://|@|www\.))(?:[^\W\d_]|[-–/.,;:!?()»«\"'’\u00ad])*")
_NO_VOWEL = re.compile(r"[^aeiouyæøåéAEIOUYÆØÅÉ]{8}")
_ADDRESS = re.compile(r"://|www\.|\w@\w")
_SEGMENT = re.compile(rf".+?(?:://[^/?#{_HARD_BLANKS}]*/*|[/?&=#]+|[{_HARD_BLANKS}]+|$)", re.DOTALL)
_SUBSEGMENT = re.compile(r".+?(?:://|[-._~%@,;:/]+|$)", re.DOTALL)
# A character with what belongs to it: marks, joiners and what they join, shades of skin, the halves of a flag.
_CLUSTER = re.compile(
    "(?:[\U0001f1e6-\U0001f1ff]{2}|.)(?:[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u20d0-\u20ff\ufe00-\ufe0f"
    "\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]|\u200d.)*",
    re.DOTALL,
)
_JOINED = re.compile(".[^\u200d]*\u200d?", re.DOTALL)
_MAX_JOINED: Final = 4  # signs that a joiner may hold together; a family of four is one


class Line(NamedTuple):
    """Where words stand: `share` of the page's line, less `taken` points. `letter`: points that one needs at most."""

    share: float = 1.0
    taken: int = MARGIN
    letter: int = WIDE

    @property
    def room(self) -> float:
        """About how many points the line has."""
        return self.share * PAGE - self.taken


def find_words(text: str, line: Line) -> list[tuple[int, int]]:
    """Return where the words stand that may be too wide for `line`, or that are addresses; [] nearly everywhere."""
    has_address = "://" in text or "@" in text or "www." in text
    words = _WORD if has_address else _at_least(max(1, int(line.room / line.letter) + 1))
    return [match.span() for match in words.finditer(text) if _is_in_doubt(match.group(), line)]


def split_endless(text: str) -> list[str]:
    """Return a text with words so long that Typst takes the square of them in pieces; else the text alone."""
    if len(text) <= MAX_SOLID:
        return [text]
    words = (match.span() for match in _at_least(MAX_SOLID + 1).finditer(text))
    cuts = [0, *(at for start, end in words for at in range(start + MAX_SOLID, end, MAX_SOLID)), len(text)]
    return [text[start:end] for start, end in pairwise(cuts)]


def write_word(atoms: Sequence[tuple[str, Dress]], whole: str, line: Line) -> str:
    """Return a word, given as pieces of one look each with what dresses them, as a call that finds room for it.

    `whole` is the word as one expression.
    """
    text = "".join(piece for piece, _ in atoms)
    if _ADDRESS.search(text):
        whole = f"box({whole})"  # Typst would end a line behind any slash
        if len(text) * line.letter <= line.room:
            return whole
    parts = ", ".join(part for piece, dress in atoms for part in _write_parts(piece, dress, line))
    shown = whole if len(text) <= _SURELY_TOO_LONG else "none"
    kind = "true" if _is_word(text) else "false"
    return f"fit-word({line.share:.4f}, {line.taken}pt, {kind}, {shown}, {parts})"


def _is_in_doubt(text: str, line: Line) -> bool:
    return bool(_ADDRESS.search(text)) or (
        len(text) * line.letter > line.room and not (_is_word(text) and len(text) * _usual(line) <= line.room)
    )


def _usual(line: Line) -> float:
    return _USUAL * line.letter / WIDE


def _is_word(text: str) -> bool:
    return len(text) <= _MAX_WORD and bool(_WORDLIKE.fullmatch(text)) and not _NO_VOWEL.search(text)


def _write_parts(text: str, dress: Dress, line: Line) -> Iterator[str]:
    """Yield the parts of one look, each as Typst's array of the part and the smaller ones that it consists of."""
    for segment in _SEGMENT.findall(text):
        inner = [_write_part(part, [_cut(part, dress, line)], dress) for part in _SUBSEGMENT.findall(segment)]
        yield _write_part(segment, inner, dress) if len(inner) > 1 else inner[0]


def _write_part(text: str, smaller: list[str], dress: Dress) -> str:
    shown = f"box({dress(quote(text))})" if len(text) <= _SURELY_TOO_LONG else "none"
    return f"({shown}, {', '.join(smaller)})"


def _cut(text: str, dress: Dress, line: Line) -> str:
    """Return `text` as pieces that surely fit; each is one sign where the line is narrow."""
    clusters = [sign for cluster in _CLUSTER.findall(text) for sign in _part(cluster)]
    size = max(1, min(8, int(line.room / 25)))
    return ", ".join(dress(quote("".join(clusters[at : at + size]))) for at in range(0, len(clusters), size))


def _part(cluster: str) -> list[str]:
    return [cluster] if cluster.count("\u200d") < _MAX_JOINED else _JOINED.findall(cluster)


@cache
def _at_least(length: int) -> re.Pattern[str]:
    """Return what finds the words of so many characters."""
    return re.compile(rf"(?<![^{_BLANKS}])[^{_BLANKS}]{{{length},}}")

"""The source agreement as its sentences, and the check that a text holds them all in order.

Always so: only layout is taken away (bold and italic marks, paragraph tags, bullets, page breaks, tabs between cells);
words, signs and misspellings stand as in the source. Texts are compared whitespace apart, because a page, a cell and a
line break differ from format to format while the sentence is the same.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

KILDE = Path(__file__).parent / "kilder" / "delaftale-sammenhaengskraft-og-medborgerskab.txt"

_PAGE_BREAK = re.compile(r"(?<=[^.:?!\s])\n{3,}(?=[a-zæøå])")  # inside a sentence
_CELL = re.compile(r"\n|\t|</?[pu]>|\*\*|(?<=^Akt\.nær indikator) |(?<=\tAkt\.nær indikator) ", re.MULTILINE)
_BULLET = re.compile(r"(?:^| )- (?=[A-ZÆØÅ])")
_SENTENCE = re.compile(r"(?<=[.:?!])(?: +|(?=[A-ZÆØÅ]))(?=[A-ZÆØÅ])")
_LAYOUT = re.compile(r"^\*|\*$|(?<= )\*|[<>]")


@cache
def kilde_saetninger() -> tuple[str, ...]:
    """Return the source's sentences, headings and table cells in their order; none is empty."""
    text = _PAGE_BREAK.sub(" ", KILDE.read_text(encoding="utf-8"))
    pieces = (piece for line in _CELL.split(text) for item in _BULLET.split(line) for piece in _SENTENCE.split(item))
    sentences = (" ".join(_LAYOUT.sub("", piece.strip()).split()) for piece in pieces)
    return tuple(sentence for sentence in sentences if sentence)


def squeeze(text: str) -> str:
    """Return `text` without any whitespace."""
    return "".join(text.split())


def assert_in_order(sentences: Iterable[str], text: str) -> None:
    """Fail unless every sentence stands in `text` after the one before it, whitespace apart."""
    squeezed = squeeze(text)
    place = 0
    for sentence in sentences:
        found = squeezed.find(squeeze(sentence), place)
        if found < 0:
            elsewhere = "it stands earlier" if squeeze(sentence) in squeezed else "it stands nowhere"
            before = squeezed[max(0, place - 60) : place]
            raise AssertionError(f"Not in its place ({elsewhere}): {sentence!r}. Read so far: …{before}")
        place = found + len(squeeze(sentence))

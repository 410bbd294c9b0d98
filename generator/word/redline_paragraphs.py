"""What paragraphs say, each looked at once: equal XML says the same, wherever it stands, in whichever document.

Always so: a paragraph's number (`say`) is the same as another's just when its properties and pieces are, so that
documents are compared by numbers. Bookmarks say nothing. Kept for the length of one comparison. Why so: most paragraphs
of two editions, and of their redline, are the same bytes, and reading them four times would take most of the time.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from lxml import etree

from generator.word.redline_canon import canonical_children
from generator.word.redline_pieces import Piece, read_pieces, walk_inline
from generator.word.tags import w

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

    from lxml.etree import _Element

_P_PR: Final = w("pPr")
_BOOKMARK: Final = re.compile(rb"<\w+:bookmark(?:Start|End)\b[^>]*/>")
_MARKED: Final = re.compile(rb"<\w+:(?:ins|del)[ />]|Change[ />]")
NOT_LOOKS: Final = frozenset((w("rPr"), w("sectPr")))


class Reader:
    """Reads the paragraphs of one comparison. `notes` tells what a footnote says, by its reference's tag and id."""

    def __init__(self, notes: Mapping[tuple[str, str], Hashable]) -> None:
        self.notes = notes
        self._kept: dict[bytes, int] = {}
        self._numbers: dict[Hashable, int] = {}

    def say(self, paragraph: _Element, xml: bytes) -> int:
        """Return the number of what a paragraph without tracked changes says. Raises: UnknownContentError."""
        xml = _BOOKMARK.sub(b"", xml)
        number = self._kept.get(xml)
        if number is None:
            properties = next((child for child in paragraph if child.tag == _P_PR), None)
            pieces = read_pieces(walk_inline(paragraph), self.notes)
            looks = canonical_children(properties, NOT_LOOKS)
            number = self._kept[xml] = self.number(looks, [piece for piece in pieces if piece.text])
        return number

    def number(self, looks: Hashable, pieces: Iterable[Piece]) -> int:
        """Return the number of a paragraph with such properties and pieces."""
        said = (looks, say(pieces))
        return self._numbers.setdefault(said, len(self._numbers))


def xml_of(paragraph: _Element) -> bytes:
    """Return a paragraph's XML, to be looked up."""
    return etree.tostring(paragraph, with_tail=False)


def is_marked(xml: bytes) -> bool:
    """Return whether a paragraph has tracked changes."""
    return _MARKED.search(xml) is not None


def say(pieces: Iterable[Piece]) -> Sequence[Hashable]:
    """Return what pieces say."""
    return tuple([piece[:4] for piece in join_pieces(pieces)])


def join_pieces(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield the pieces, text in the same looks as one: how Word cut it into runs says nothing."""
    before: Piece | None = None
    for piece in pieces:
        if before is None:
            before = piece
        elif piece.key == before.key == "" and piece.looks == before.looks and piece.link == before.link:
            before = before._replace(text=before.text + piece.text)
        else:
            yield before
            before = piece
    if before is not None:
        yield before

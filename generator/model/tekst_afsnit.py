"""What a long text says: flat paragraphs of pieces, each in one spelling, so that equal texts are equal values.

`normalize_afsnit` gives that spelling, and reading and writing both pass through it: no paragraph without words, no
bullet deeper than its neighbours allow, no looks on a run's outer blanks, no two neighbouring pieces that look alike.
Flat, because Word's paragraphs are flat and come back so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from itertools import groupby
from typing import TYPE_CHECKING

from generator.model.base import fejl

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MAX_LEVEL = 3  # bullets within bullets; LBF's form has styles for three
BLANKS = " \xa0"


class Art(IntEnum):
    """What a paragraph is. A number, since forms keep their looks in tables by kind and level."""

    AFSNIT = 0
    PUNKT = 1
    UNDEROVERSKRIFT = 2


@dataclass(frozen=True, slots=True)
class Stykke:
    """A piece of text in one looks. `href` is an absolute http, https or mailto address, None where it is no link."""

    tekst: str
    fed: bool = False
    kursiv: bool = False
    understreget: bool = False
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Afsnit:
    """A paragraph. `niveau` is 0 outside lists, else 1-3: the bullet's level, or that of the bullet it stands in."""

    art: Art
    niveau: int
    stykker: tuple[Stykke, ...]

    @property
    def tekst(self) -> str:
        """The paragraph's bare words."""
        return "".join(stykke.tekst for stykke in self.stykker)


def normalize_afsnit(afsnit: Iterable[Afsnit]) -> tuple[Afsnit, ...]:
    """Return `afsnit` in their one spelling: paragraphs without words left out, levels that follow on one another.

    A bullet goes at most one level deeper than the bullet before it; a paragraph belongs to an open bullet or to none.
    """
    result = []
    open_level = 0  # of the bullet that a paragraph or a deeper bullet may follow
    for item in afsnit:
        stykker = normalize_stykker(item.stykker)
        if not any(stykke.tekst.strip() for stykke in stykker):
            continue
        if item.art is Art.PUNKT:
            open_level = max(1, min(item.niveau, open_level + 1, MAX_LEVEL))
        elif item.art is Art.UNDEROVERSKRIFT:
            open_level = 0
        else:
            open_level = max(0, min(item.niveau, open_level))
        result.append(Afsnit(item.art, open_level, stykker))
    return tuple(result)


def normalize_stykker(stykker: Iterable[Stykke]) -> tuple[Stykke, ...]:
    """Return a paragraph's pieces in their one spelling; () where it has only blanks.

    The paragraph's outer blanks go, blanks at a piece's edge look as the words on both sides do (and are linked as they
    are), equal neighbours are joined.
    """
    stykker = tuple(stykker)
    if len(stykker) == 1:  # most paragraphs: nothing to compare with
        text = stykker[0].tekst.replace("\n", " ").strip(BLANKS)
        return (Stykke(text, *looks_of(stykker[0])),) if text else ()
    pieces = list(_split_blanks(stykker))
    cores = [index for index, piece in enumerate(pieces) if piece.tekst.strip(BLANKS)]
    if not cores:
        return ()
    result: list[Stykke] = []
    left = right = pieces[cores[0]]  # the words before and after where we are
    following = iter(cores[1:])
    for piece in pieces[cores[0] : cores[-1] + 1]:
        if piece is right:
            left, right = piece, pieces[next(following, cores[-1])]
            result.append(piece)
        else:
            shared = (left.fed and right.fed, left.kursiv and right.kursiv, left.understreget and right.understreget)
            result.append(Stykke(piece.tekst, *shared, left.href if left.href == right.href else None))
    return tuple(
        Stykke("".join(piece.tekst for piece in group), *looks) for looks, group in groupby(result, key=looks_of)
    )


def looks_of(stykke: Stykke) -> tuple[bool, bool, bool, str | None]:
    """Return all of a piece but its text, in the order of its fields."""
    return stykke.fed, stykke.kursiv, stykke.understreget, stykke.href


def _split_blanks(stykker: Iterable[Stykke]) -> Iterator[Stykke]:
    """Yield `stykker` with the blanks at each one's edges as pieces of their own."""
    for stykke in stykker:
        text = stykke.tekst.replace("\n", " ")
        core = text.strip(BLANKS)
        start = text.index(core) if core else len(text)
        for part in (text[:start], core, text[start + len(core) :]):
            if part:
                yield Stykke(part, *looks_of(stykke))


_SAFE_HREF = re.compile(r"(https?://[^\s/?#]+[^\s]*|mailto:[^\s@]+@[^\s@]+)", re.IGNORECASE)
_HREF_ESCAPES = {ord(sign): f"%{ord(sign):02X}" for sign in " \"'()<>[]\\`{}|^"}


def check_href(href: str) -> str:
    """Return a link's address in its one spelling. Raises: PydanticCustomError, unless http, https or mailto."""
    cleaned = href.strip().translate(_HREF_ESCAPES)
    if _SAFE_HREF.fullmatch(cleaned) is None:
        raise fejl("link", f"Linket »{excerpt(href)}« kan ikke bruges. Skriv en adresse med https:// eller mailto:.")
    return cleaned


def excerpt(text: str) -> str:
    """Return the beginning of `text`, as an error message quotes it."""
    return text if len(text) <= 30 else f"{text[:30].rstrip()}…"  # noqa: PLR2004 - enough to find the place by

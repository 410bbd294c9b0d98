"""The signs that mark changes in a Document's text, for writers that know nothing of changes.

Always so: a marked text begins with the sign of its kind and ends with `SLUT`; marked texts don't overlap, and no text
of a document holds the signs otherwise (`without_signs`). They are invisible steering characters, so a writer that does
not turn them into marks shows the words and nothing else. Source: docs/analyse/redline.md.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator


class Aendring(StrEnum):
    """What happened to a text; the value is the sign that begins it."""

    TILFOEJET = "\u2061"
    SLETTET = "\u2062"
    FLYTTET_HERTIL = "\u2063"
    FLYTTET_HERFRA = "\u2064"

    @property
    def er_vaek(self) -> bool:
        """Whether the text is no longer there."""
        return self in (Aendring.SLETTET, Aendring.FLYTTET_HERFRA)


NAVNE: Final = {
    Aendring.TILFOEJET: "tilføjet",
    Aendring.SLETTET: "slettet",
    Aendring.FLYTTET_HERTIL: "flyttet hertil",
    Aendring.FLYTTET_HERFRA: "flyttet herfra",
}
SLUT: Final = "\u206a"
_SIGNS: Final = "".join(Aendring) + SLUT
_ANY: Final = re.compile(f"[{_SIGNS}]")
_TABLE: Final = dict.fromkeys(map(ord, _SIGNS))


class Tekststykke(NamedTuple):
    """A piece of a text. `art` None: it stays."""

    art: Aendring | None
    tekst: str


def without_signs(text: str) -> str:
    """Return a text without the signs."""
    return text.translate(_TABLE)


def has_signs(text: str) -> bool:
    """Return whether a text has any of the signs."""
    return _ANY.search(text) is not None


def mark(text: str, art: Aendring) -> str:
    """Return a text as changed; "" stays ""."""
    return f"{art}{without_signs(text)}{SLUT}" if text else ""


def split_marked(text: str, begun: Aendring | None = None) -> Iterator[Tekststykke]:
    """Yield the pieces of a text, none empty. `begun`: the change that was not over when the text began."""
    art, at = begun, 0
    for found in _ANY.finditer(text):
        if found.start() > at:
            yield Tekststykke(art, text[at : found.start()])
        art = None if found[0] == SLUT else Aendring(found[0])
        at = found.end()
    if at < len(text):
        yield Tekststykke(art, text[at:])


def state_after(text: str, begun: Aendring | None = None) -> Aendring | None:
    """Return the change that is not over when a text ends."""
    found = _ANY.findall(text)
    return begun if not found else None if found[-1] == SLUT else Aendring(found[-1])

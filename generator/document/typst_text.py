"""Text as Typst and its fonts can carry it: string literals, addresses, and code points for what no font shows.

Always so: no character is ever read as Typst, and none is lost. What the fonts lack is written as its code point where
PDF/A would refuse the whole document.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final
from urllib.parse import quote as percent_encode
from urllib.parse import urlsplit, urlunsplit

from generator.document.blocks import plain_text, walk_inlines

if TYPE_CHECKING:
    from collections.abc import Container

    from generator.document.blocks import Document

# What the shipped fonts are known to hold: Danish, and the signs that Word makes of its own accord.
_PLAIN = re.compile(r"[ -~\u00a0-\u00ac\u00ae-\u00ffŒœŠšŽž–—‘’‚“”„†‡•…‰‹›€™]*")
_UNPRINTABLE_KINDS: Final = frozenset({"Co", "Cs", "Cc", "Cn"})  # PDF/A forbids the private ones in any font
_SHOWN_BY_ITSELF: Final = frozenset({"AN", "L"})  # steering characters that are drawn as well, by bidi class

MAX_TITLE: Final = 1000
MAX_ADDRESS: Final = 8000  # characters; PDF/A bounds a string at 32,767 bytes
_SAFE_SCHEMES: Final = ("https://", "http://", "mailto:")
_IN_ADDRESSES: Final = "%/:?#[]@!$&'()*+,;=~-._"


def quote(text: str) -> str:
    """Return `text` as a Typst string literal; only these two characters mean something in one."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def substitute(text: str, printable: Container[int]) -> str:
    """Return `text` with what no font can show written as its code points: 王明 becomes [U+738B U+660E].

    Invisible characters that only steer the others (joiners, direction marks) are kept.
    """
    if _PLAIN.fullmatch(text):
        return text
    result: list[str] = []
    missing: list[str] = []
    for character in text:
        if not _is_printable(character, printable):
            missing.append(f"U+{ord(character):04X}")
            continue
        if missing:
            result.append(f"[{' '.join(missing)}]")
            missing = []
        result.append(character)
    return "".join(result) + (f"[{' '.join(missing)}]" if missing else "")


def find_unprintable(document: Document, printable: Container[int]) -> tuple[str, ...]:
    """Return the characters of `document` that no font can show, each once, in the order in which they are met."""
    parts = (document.header, document.footer, document.blocks)
    texts = (plain_text(inlines) for blocks in parts for inlines in walk_inlines(blocks))
    found = (character for text in texts if not _PLAIN.fullmatch(text) for character in text)
    return tuple(dict.fromkeys(character for character in found if not _is_printable(character, printable)))


def is_visible(text: str) -> bool:
    """Tell whether anything of `text` is seen; Typst can't tag a link around what isn't."""
    return any(not character.isspace() and unicodedata.category(character) != "Cf" for character in text)


def _is_printable(character: str, printable: Container[int]) -> bool:
    kind = unicodedata.category(character)
    if kind in _UNPRINTABLE_KINDS:
        return False
    return ord(character) in printable or (
        kind == "Cf" and unicodedata.bidirectional(character) not in _SHOWN_BY_ITSELF
    )


def shorten(text: str) -> str:
    """Return `text` as a PDF can hold it for a title or a bookmark, which PDF/A bounds."""
    return text if len(text) <= MAX_TITLE else text[: MAX_TITLE - 1] + "…"


def write_address(href: str) -> str | None:
    """Return an address as a literal in ASCII, as PDF wants it; None if it is none to follow or no PDF can hold it.

    The model refuses what is not http, https or mailto; this is the second lock. Source: ISO 32000-1 §12.6.4.7.
    """
    if not href.lower().startswith(_SAFE_SCHEMES):
        return None
    address = _percent_encode(href) if href.lower().startswith("mailto:") else _to_uri(href)
    return quote(address) if len(address) <= MAX_ADDRESS else None


def _to_uri(href: str) -> str:
    """Return a web address in ASCII: the host in its IDNA form, all other letters percent-encoded."""
    try:
        pieces = urlsplit(href)
        user, at, host = pieces.netloc.rpartition("@")
        netloc = _percent_encode(user) + at + host.encode("idna").decode("ascii")
    except ValueError:  # a host that IDNA doesn't know: no letter of it may become another
        return _percent_encode(href)
    return urlunsplit((pieces.scheme, netloc, *map(_percent_encode, pieces[2:])))


def _percent_encode(text: str) -> str:
    return percent_encode(text, safe=_IN_ADDRESSES)

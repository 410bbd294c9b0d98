"""Text as Typst and its fonts can carry it: string literals, code points for what no font shows, places to break lines.

Always so: no character is ever read as Typst, and none is lost. What the fonts lack is written as its code point where
PDF/A would refuse the whole document, and a word that no hyphenation can divide may end a line in its midst.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
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
LINE: Final = 40  # characters; a longer word may end a line anywhere even where there is the whole page's width
# What Danish hyphenation knows to divide: letters, perhaps with marks between, with a vowel now and then, no address.
_WORDLIKE = re.compile(r"(?!.*(?:://|@|www\.))(?:[^\W\d_]{1,22}[-–/.,;:!?()»«\"'’]*)*")
_NO_VOWEL = re.compile(r"[^aeiouyæøåéAEIOUYÆØÅÉ]{8}")
# A character with what belongs to it: marks, joiners and what they join, shades of skin, the halves of a flag.
_CLUSTER = re.compile(
    "(?:[\U0001f1e6-\U0001f1ff]{2}|.)(?:[\u0300-\u036f\u0591-\u05c7\u0610-\u065f\u20d0-\u20ff\ufe00-\ufe0f"
    "\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]|\u200d.)*"
)
_BREAK: Final = (
    "; box(); "  # a place where a line may end; an empty box leaves no trace in the text, a space of zero width would
)


def quote(text: str) -> str:
    """Return `text` as a Typst string literal; only these two characters mean something in one."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def write_text(text: str, printable: Container[int], width: int = LINE) -> str:
    """Return `text` as one Typst expression that sets it as it stands, whatever it looks like.

    `width` is about how many characters a line has room for, at most LINE: what is longer may be divided.
    """
    text = substitute(text, printable)
    parts: list[str] = []
    end = 0
    for match in _find_words(width).finditer(text):
        word = match.group()
        if len(word) > LINE or not _WORDLIKE.fullmatch(word) or _NO_VOWEL.search(word):
            parts += [quote(text[end : match.start()]), _divide(word, 8 if width >= LINE else 3)]
            end = match.end()
    if not parts:
        return quote(text)
    return f"{{ {'; '.join([*parts, quote(text[end:])])} }}"


@cache
def _find_words(width: int) -> re.Pattern[str]:
    return re.compile(rf"\S{{{width + 1},}}")


def _divide(word: str, size: int) -> str:
    """Return a word as pieces of `size` characters that a line may end between."""
    clusters = _CLUSTER.findall(word)
    pieces = ("".join(clusters[start : start + size]) for start in range(0, len(clusters), size))
    return f"text(hyphenate: false, {{ {_BREAK.join(map(quote, pieces))} }})"


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

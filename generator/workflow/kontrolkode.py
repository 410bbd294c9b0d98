"""The codes that tie a record to paper: the kontrolkode that is printed, and the kontrolsum that a post carries.

Always so: both are SHA-256 of bytes as stored, so `sha256sum` proves them. The kontrolkode is of a whole post and comes
from outside when it is checked; the kontrolsum stands in the post's last line but one and is of all bytes above that
line, so that a changed byte is found, and its file named, also in the last post, which no later post vouches for yet.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Final

from generator.errors import GeneratorError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from generator.model.beslutningslog import Post

DIGITS: Final = 32  # hex digits of the hash that a kontrolkode shows: 128 bits, which nobody finds a second text for
GROUP: Final = 4

_SEAL: Final = re.compile(rb'(?<=\n)kontrolsum: (?:([0-9a-f]{64})|"([0-9a-f]{64})")\nslut: [0-9]+\n\Z')
_END: Final = re.compile(rb"(?<=\n)slut: [0-9]+\n\Z")
_BLANKS: Final = re.compile(r"[\s‐‑–-]+")
_PRINTED: Final = re.compile(r"(?<![0-9a-f])[0-9a-f]{4}(?:[\s-]{1,3}[0-9a-f]{4}){7}(?![0-9a-f])", re.IGNORECASE)


class KontrolkodeError(GeneratorError):
    """What was given is no kontrolkode."""

    def __init__(self, given: str, problem: str) -> None:
        self.given, self.problem = given, problem
        super().__init__(
            f"»{given[:60]}« er ikke en kontrolkode: {problem}. Skriv de otte grupper à fire tegn, som de er trykt."
        )


def sha256(stored: bytes) -> str:
    """Return the SHA-256 of a stored file as `sha256sum` prints it."""
    return hashlib.sha256(stored).hexdigest()


def kontrolkode(stored: bytes) -> str:
    """Return a stored post's code as it is printed: the first 32 hex digits of its SHA-256 in groups of four."""
    digest = sha256(stored)[:DIGITS]
    return " ".join(digest[i : i + GROUP] for i in range(0, DIGITS, GROUP))


def parse_kontrolkode(given: str) -> str:
    """Return a code that a person typed as it is printed; blanks, hyphens and capitals are as good.

    Raises: KontrolkodeError, saying which sign is wrong or how many there are.
    """
    digits = _BLANKS.sub("", given).lower()
    wrong = next((sign for sign in digits if sign not in "0123456789abcdef"), None)
    if wrong is not None:
        raise KontrolkodeError(given, f"»{wrong}« er hverken et ciffer eller et af bogstaverne a-f")
    if len(digits) != DIGITS:
        raise KontrolkodeError(given, f"den har {len(digits)} tegn og ikke {DIGITS}")
    return " ".join(digits[i : i + GROUP] for i in range(0, DIGITS, GROUP))


def find_kontrolkoder(text: str) -> tuple[str, ...]:
    """Return the codes that stand in a document's text, as printed, each once, in their order; () if there are none."""
    return tuple(dict.fromkeys(parse_kontrolkode(hit.group()) for hit in _PRINTED.finditer(text)))


def find_post(poster: Iterable[bytes], kode: str) -> int | None:
    """Return the number of the post whose code is `kode`, as printed; None if no post has it. Posts come from 1 on."""
    return next((nr for nr, stored in enumerate(poster, start=1) if kontrolkode(stored) == kode), None)


def seal(post: Post, write: Callable[[Post], bytes]) -> bytes:
    """Return the bytes that a new post is stored as: written by `write`, with the kontrolsum of what stands above it.

    Raises: ValueError, if `write` does not end with the post's last field, `slut`.
    """
    body = write(post.replaced(kontrolsum=None))
    end = _END.search(body)
    if end is None:
        message = "a post is written with `slut` as its last line"
        raise ValueError(message)
    return write(post.replaced(kontrolsum=sha256(body[: end.start()])))


def is_whole(stored: bytes) -> bool:
    """Whether a post was written to its end: its last two lines are there. A torn one is no post."""
    return _SEAL.search(stored) is not None


def is_untouched(stored: bytes) -> bool:
    """Whether a post's bytes are those that its own kontrolsum is of."""
    end = _SEAL.search(stored)
    return end is not None and (end[1] or end[2]).decode("ascii") == sha256(stored[: end.start()])

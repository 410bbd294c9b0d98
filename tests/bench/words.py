"""The words of a Word file, so that a comparison is made only between documents that say the same."""

from __future__ import annotations

import io
import re
import zipfile

from lxml import etree

_PARTS = re.compile(r"word/(document|header\d*|footer\d*)\.xml")
_TEXT = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"


class WordsDifferError(AssertionError):
    """A peer's document does not say what ours says, so comparing times would mean nothing."""

    def __init__(self, peer: str, ours: str, theirs: str) -> None:
        differs = (at for at, (a, b) in enumerate(zip(ours, theirs, strict=False)) if a != b)
        at = next(differs, min(len(ours), len(theirs)))
        self.peer = peer
        super().__init__(f"{peer} says {theirs[at : at + 60]!r} where we say {ours[at : at + 60]!r} (sign {at})")


def words_of(docx: bytes) -> str:
    """Return all text of body, header and footer without white space, body first."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        parts = [archive.read(name) for name in sorted(archive.namelist()) if _PARTS.fullmatch(name)]
    texts = (item.text or "" for part in parts for item in etree.fromstring(part).iter(_TEXT))
    return "".join("".join(texts).split())


def check_same_words(peer: str, ours: bytes, theirs: bytes) -> None:
    """Raise: WordsDifferError, unless both documents hold the same words in the same order."""
    if (mine := words_of(ours)) != (other := words_of(theirs)):
        raise WordsDifferError(peer, mine, other)

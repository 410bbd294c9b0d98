"""The names of the hidden bookmarks that tell which field a paragraph holds.

One bookmark per paragraph, never across: `_f` + 16 hex digits of the sti + `_paragraph_occurrence`, both counted from
1. A leading underscore hides it in Word's list; 40 characters is Word's limit. The bookmark says which field, the
form its extent. Source: design decision 5.
"""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple

_NAME = re.compile(r"_f([0-9a-f]{16})_(\d+)_(\d+)")


class AnchorName(NamedTuple):
    """What a bookmark's name tells: the field's key, its paragraph and its occurrence, counted from 1."""

    key: str
    paragraph: int
    occurrence: int


@lru_cache(maxsize=4_096)  # a plan's delaftaler have about 2,000 addresses, the same in every edition and format
def anchor_key(sti: str) -> str:
    """Return the 16 hex digits that stand for `sti` in a bookmark's name."""
    return blake2b(sti.encode(), digest_size=8).hexdigest()


def parse_anchor(name: str) -> AnchorName | None:
    """Return what a bookmark's name tells, or None if it is none of ours. Copies that Word renamed are understood."""
    match = _NAME.match(name)
    return None if match is None else AnchorName(match[1], int(match[2]), int(match[3]))

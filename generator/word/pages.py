"""What a compiled form knows of its pages; plain, so that the cache can keep it."""

from __future__ import annotations

from typing import NamedTuple


class Pages(NamedTuple):
    """Part names of the headers and footers in use, those of ordinary pages first; `language` is a BCP 47 tag."""

    language: str
    headers: tuple[str, ...]
    footers: tuple[str, ...]

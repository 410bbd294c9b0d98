"""Links in a part: Word keeps their addresses in the part's relationships, not in the text.

An address is written as a URI: a name with Danish letters in its IDNA form, other letters percent-encoded; what the
reader sees stays as it was written. Source: ECMA-376 part 2 §9.3 (Target is a URI); RFC 3987 §3.1.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit, urlunsplit

from markupsafe import escape

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element

_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
_START = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
)
_END = "</Relationships>"
_SAFE = "/?#[]@!$&'()*+,;=:%~-._"


class Links:
    """The links of one part, each address once, numbered in the order they come."""

    def __init__(self, part: str) -> None:
        folder, _, name = part.rpartition("/")
        self.part_name = f"{folder}/_rels/{name}.rels"
        self._ids: dict[str, str] = {}

    def add(self, href: str) -> str:
        """Return the relationship id of `href`."""
        return self._ids.setdefault(href, f"rIdLink{len(self._ids) + 1}")

    @property
    def by_id(self) -> dict[str, str]:
        """The addresses as written in the agreement, by relationship id."""
        return {number: href for href, number in self._ids.items()}

    def render(self, fixed: str | None) -> str:
        """Return the part's relationships: the form's (from `write_relationships`; None if it had none), then ours."""
        added = "".join(
            f'<Relationship Id="{number}" Type="{_TYPE}" Target="{escape(to_uri(href))}" TargetMode="External"/>'
            for href, number in self._ids.items()
        )
        return f"{(fixed or _START + _END).removesuffix(_END)}{added}{_END}"


def write_relationships(tree: Iterable[_Element]) -> str:
    """Return the relationships in a parsed part as text that links can be added to, however they were written."""
    texts = [
        "".join(f' {name!s}="{escape(str(value))}"' for name, value in sorted(item.attrib.items())) for item in tree
    ]
    return f"{_START}{''.join(f'<Relationship{text}/>' for text in texts)}{_END}"


@lru_cache(maxsize=256)
def to_uri(href: str) -> str:
    """Return an address in plain ASCII."""
    if href.isascii():
        return href
    try:
        pieces = urlsplit(href)
        user, at, host = pieces.netloc.rpartition("@")
        netloc = f"{quote(user, safe=_SAFE)}{at}{host.encode('idna').decode('ascii')}"
    except ValueError:  # no name that IDNA or the standard knows, such as one with an empty label: kept, but in ASCII
        return quote(href, safe=_SAFE)
    rest = (quote(piece, safe=_SAFE) for piece in (pieces.path, pieces.query, pieces.fragment))
    return urlunsplit((pieces.scheme, netloc, *rest))

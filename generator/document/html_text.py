"""Text, addresses and names as HTML can carry them: nothing that somebody wrote is ever read as markup.

Always so: what comes out of `escape` and `attribute` shows exactly the characters that went in, an address is a link
only when it is http, https or mailto, and a field's id follows from its sti alone, so that a deep link outlives edits.
"""

from __future__ import annotations

import html
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, assert_never

from generator.document.blocks import Role, Run, Special, plain_text
from generator.text import slugify

if TYPE_CHECKING:
    from generator.document.blocks import Anchor, Inline

__all__ = ["Ids", "attribute", "css_content", "escape", "escape_words", "is_safe", "outline_text", "split_columns"]

SAFE_SCHEMES: Final = ("https://", "http://", "mailto:")
_MARKUP = re.compile(r"[&<>\"']")
_NOT_PLAIN = re.compile(r"[^\w .,:;·–()§/%-]")
_SLUG_MAX: Final = 48  # characters of a heading's id; LBF's headings run to a sentence


def escape(text: str) -> str:
    """Return `text` for between two tags."""
    if "&" in text or "<" in text or ">" in text:
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text  # nearly always


def escape_words(text: str) -> str:
    """Return `text` for between two tags, its blanks kept as they stand where there are several."""
    if "&" in text or "<" in text or ">" in text:
        text = escape(text)
    return f'<span class="ord">{text}</span>' if "  " in text else text


def attribute(text: str) -> str:
    """Return `text` for between two quotation marks of either kind."""
    return text if _MARKUP.search(text) is None else html.escape(text)


def is_safe(href: str) -> bool:
    """Whether an address may be a link: http, https or mailto. The model refuses others; this is the second lock."""
    return href.lower().startswith(SAFE_SCHEMES)


def outline_text(inlines: tuple[Inline, ...]) -> str:
    """Return a heading as a contents list has it: without LBF's guidance and the closing colon."""
    if len(inlines) == 1 and isinstance(only := inlines[0], Run):
        text = " ".join(only.text.split())
        return text.rstrip(":") or text
    own = tuple(item for item in inlines if not (isinstance(item, Run) and item.role is Role.GUIDANCE))
    text = " ".join(plain_text(own).split())
    return text.rstrip(":") or " ".join(plain_text(inlines).split())


def split_columns(inlines: tuple[Inline, ...]) -> list[tuple[Inline, ...]]:
    """Return the columns of a header's or footer's line, left to right."""
    columns: list[list[Inline]] = [[]]
    for item in inlines:
        if item is Special.TAB:
            columns.append([])
        else:
            columns[-1].append(item)
    return [tuple(column) for column in columns]


def css_content(inlines: tuple[Inline, ...]) -> str:
    """Return a line as the value of CSS's `content`, page numbers as counters; "" for an empty one."""
    parts: list[str] = []
    for item in inlines:
        match item:
            case Run():
                parts.append(f'"{_NOT_PLAIN.sub(_css_escape, item.text)}"' if item.text else "")
            case Special.PAGE:
                parts.append("counter(page)")
            case Special.PAGES:
                parts.append("counter(pages)")
            case Special.LINE_BREAK | Special.TAB:
                parts.append('" "')
            case _:
                assert_never(item)
    return " ".join(part for part in parts if part)


@lru_cache(maxsize=1024)
def _slug(text: str) -> str:
    """Return a heading's part of an id, kept: LBF's headings are the same in every agreement."""
    return slugify(text)[:_SLUG_MAX].strip("-")


def _css_escape(match: re.Match[str]) -> str:
    """Return a character as CSS writes it in a string; "<" too, so that no style element can be closed from inside."""
    return f"\\{ord(match[0]):x} "


class Ids:
    """The ids of one page: unique, readable, and the same whenever the same document is written."""

    def __init__(self) -> None:
        self._taken = {"tekst"}
        self._fields: set[str] = set()

    def claim_field(self, anchor: Anchor) -> str:
        """Return the id of the field's first place; "" when that has been passed."""
        key, _, _, sti = anchor
        fields = self._fields
        if key in fields:
            return ""
        fields.add(key)
        wanted = f"felt-{key}" if sti is None else sti.replace("/", "-").replace("_", "-")
        if wanted in self._taken:
            return self._unique(wanted)
        self._taken.add(wanted)
        return wanted

    @property
    def fields(self) -> int:
        """How many fields have been passed."""
        return len(self._fields)

    def claim_heading(self, text: str, within: str) -> str:
        """Return an id for a heading that is no field, `within` the heading above it ("" for none)."""
        slug = _slug(text)
        if within and (outer := _slug(within)):
            slug = f"{outer}-{slug}"
        return self._unique(f"afsnit-{slug}".rstrip("-"))

    def _unique(self, wanted: str) -> str:
        taken = wanted
        number = 1
        while taken in self._taken:
            number += 1
            taken = f"{wanted}-{number}"
        self._taken.add(taken)
        return taken

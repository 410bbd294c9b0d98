r"""Long texts: a small Markdown subset, read into flat paragraphs.

A `Tekst` is the string as written; `.afsnit` is what it says: paragraphs, bullets on at most three levels, paragraphs
inside bullets, one kind of sub-heading; in them bold, italic, underline and links. What the subset leaves out (numbers
that start a line, quotes, code, underscores) stays plain text, since an agreement says »1. oktober« and means it. Raw
HTML is refused, and so are numbered lists, whose lines would become one. Lines are read here, signs of a list in
`tekst_punkter`, marks in `tekst_maerker`; `tekst_skrivning` writes.

    ## Underoverskrift      - punkt           **fed**  *kursiv*  ++understreget++
    (blank line = new paragraph)                - punkt i punkt   [tekst](https://…)  <https://…>
                            (indent = paragraph in the bullet)    a backslash keeps the next sign as it stands: \*
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Self

from pydantic_core import core_schema

from generator.model.base import clean_text, fejl
from generator.model.tekst_afsnit import (
    BLANKS,
    MAX_LEVEL,
    Afsnit,
    Art,
    Stykke,
    check_href,
    excerpt,
    normalize_afsnit,
    normalize_stykker,
)
from generator.model.tekst_punkter import BULLET, refuse_lost_point
from generator.model.tekst_skrivning import escape_markdown, write_tekst
from generator.text import find_forbidden, format_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue

__all__ = [
    "MAX_LEVEL",
    "MAX_TEXT",
    "Afsnit",
    "Art",
    "Stykke",
    "Tekst",
    "check_href",
    "escape_markdown",
    "normalize_afsnit",
    "normalize_stykker",
    "parse_tekst",
    "write_tekst",
]

MAX_AFSNIT = 5_000  # paragraphs and bullets of one field; a page has some fifty, and laying out many takes much memory
MAX_TEXT = 300_000  # characters; a bound against runaway input, seven times the largest real agreement


class Tekst(str):
    """A long text as written: checked, NFC. Never empty."""

    __slots__ = ()

    @property
    def afsnit(self) -> tuple[Afsnit, ...]:
        """The text's paragraphs in order; at least one."""
        return parse_tekst(str(self))

    @classmethod
    def of(cls, afsnit: Iterable[Afsnit]) -> Self:
        """Return the text that reads as `afsnit`."""
        return cls(write_tekst(afsnit))

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        """Validate from a string; serialize as one."""
        return core_schema.no_info_after_validator_function(
            cls._checked,
            core_schema.no_info_before_validator_function(
                _clean_tekst, core_schema.str_schema(strict=True, min_length=1, max_length=MAX_TEXT)
            ),
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Describe the subset to an editor."""
        return {"type": "string", "minLength": 1}

    @classmethod
    def _checked(cls, value: str) -> Self:
        text = cls(value)
        if not text.afsnit:
            raise fejl("tekst", "Teksten er tom. Skriv noget, eller slet feltet.")
        if len(text.afsnit) > MAX_AFSNIT:
            count = format_number(len(text.afsnit))
            raise fejl("tekst", f"Teksten har {count} afsnit og punkter; der må være {format_number(MAX_AFSNIT)}.")
        return text


def _clean_tekst(value: object) -> object:
    return clean_text(value, newline=True)


_HEADING = re.compile(r"## +(?=[^ ])")
_OTHER_HEADING = re.compile(r"(#|#{3,6}) +(?=[^ ])")
_NESTED = 2  # blanks that a nested bullet, or a paragraph in a bullet, is indented by at least
_MARKED = re.compile(r"[\\*]|\+\+|\]\(|<[a-zA-Z/!?]")
_PLAIN_ADDRESS = re.compile(r"<((?i:https?://|mailto:)[^<>\s\\\]]++)>")


@lru_cache(maxsize=2_000)  # a plan has some hundred texts; each is read when loaded and again when printed
def parse_tekst(text: str) -> tuple[Afsnit, ...]:
    """Return the paragraphs of `text`, normalized. Raises: PydanticCustomError, on what the subset refuses."""
    if (found := find_forbidden(text, newline=True)) is not None:
        raise fejl("tegn", f"Teksten indeholder {found[1]}. Slet tegnet.")
    return normalize_afsnit(Afsnit(art, niveau, _read_inline(line)) for art, niveau, line in _logical_lines(text))


def _read_inline(line: str) -> tuple[Stykke, ...]:
    if not _MARKED.search(line):
        return (Stykke(line),)
    plain = _PLAIN_ADDRESS.split(line)  # text and address in turn: the one mark that ordinary agreements have
    if not any(_MARKED.search(text) for text in plain[::2]):
        return tuple(Stykke(text, href=check_href(text) if nr % 2 else None) for nr, text in enumerate(plain))
    from generator.model.tekst_maerker import read_inline  # noqa: PLC0415 - slow to import, and most texts are plain

    return tuple(read_inline(line))


def _logical_lines(text: str) -> Iterator[tuple[Art, int, str]]:
    """Yield each paragraph of `text` as (kind, list level, its words on one line), soft line breaks joined."""
    indents: list[int] = []  # of the open bullets
    current: tuple[Art, int, list[str]] | None = None
    for line in [*text.split("\n"), ""]:
        stripped = line.strip(BLANKS)
        indent = len(line) - len(line.lstrip(BLANKS))
        bullet = BULLET.match(stripped)
        heading = _HEADING.match(stripped)
        if _OTHER_HEADING.match(stripped):
            raise fejl("tekst", f"Skriv underoverskriften »{excerpt(stripped.lstrip('# '))}« med netop to #: ## …")
        if current is not None and (bullet or heading or not stripped):
            yield current[0], current[1], " ".join(current[2])
            current = None
        if heading:
            indents.clear()
            yield Art.UNDEROVERSKRIFT, 0, stripped[heading.end() :]
        elif current is not None:
            refuse_lost_point(current[2], stripped)
            current[2].append(stripped)
        elif stripped:
            while indents and indents[-1] + _NESTED > indent:
                indents.pop()
            if bullet:
                indents.append(indent)
                if len(indents) > MAX_LEVEL:
                    raise fejl("tekst", f"Punktet »{excerpt(stripped)}« er på fjerde niveau. Brug højst tre niveauer.")
                current = Art.PUNKT, len(indents), [stripped[bullet.end() :]]
            else:
                current = Art.AFSNIT, len(indents), [stripped]

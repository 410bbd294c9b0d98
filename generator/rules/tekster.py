"""The words of an agreement as rules read them: fields with their paragraphs, sentences, figures.

Always so: the fields come in the order of the model, ids and closed vocabularies are no words, and what a person reads
is read (bare paragraphs, without marks).
"""

from __future__ import annotations

import re
import typing
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Final

from generator.model.base import Id, Model, Valg
from generator.model.sti import PLAN, Sti, felter_of
from generator.model.tekst import Tekst

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.rules.kontekst import Kontekst

MAANED: Final = r"(?:januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december)"
_ONE_NUMBER: Final = r"[0-9]{1,3}(?:\.[0-9]{3}){1,3}(?:,[0-9]{1,6})?|[0-9]{1,12}(?:,[0-9]{1,6})?"
# No part of a word, a date, a range (0-18), an ordinal (1. klasse) or a reference (nr. 3, § 4, kl. 16).
_NUMBER: Final = re.compile(
    rf"(?<![\w.,/–-])(?<!nr\. )(?<!kl\. )(?<!§ )(?<!uge )({_ONE_NUMBER})"
    rf"(?![\w/–-]|[.,:]\d|\.? *{MAANED}|\. [a-zæøå]| år\b)",
    re.IGNORECASE,
)
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
ORD_TAL: Final = {
    "to": 2, "tre": 3, "fire": 4, "fem": 5, "seks": 6, "syv": 7, "otte": 8, "ni": 9, "ti": 10, "elleve": 11, "tolv": 12,
}  # fmt: skip
_WORD_NUMBER: Final = re.compile(rf"\b({'|'.join(ORD_TAL)})\b", re.IGNORECASE)
# Zero-width blanks and joins, soft hyphens, marks of direction; not the joiner that emoji are made of.
USYNLIGE: Final = re.compile("[\u00ad\u200b\u200c\u200e\u200f\u2060\u202a-\u202e\u2066-\u2069]")
_SENTENCE_END: Final = re.compile(r"(?<=[.!?])\s+(?=[A-ZÆØÅ])")


@dataclass(frozen=True, slots=True)
class Felttekst:
    """What stands in one field: its paragraphs, not empty, and the addresses of its links."""

    sti: Sti
    afsnit: tuple[str, ...]
    links: tuple[str, ...] = ()


def read_tekster(kontekst: Kontekst, *, everything: bool = False) -> Iterator[Felttekst]:
    """Yield the delaftale's fields that hold words; `everything` adds its ids and, before them, the plan's fields."""
    if everything:
        yield from _read(kontekst.plan, Sti(PLAN), ids=True)
    yield from _read(kontekst.delaftale, Sti(""), ids=everything)


def read_part(part: Model) -> Iterator[Felttekst]:
    """Yield the fields of any part that hold words, by their address within it."""
    yield from _read(part, Sti(""), ids=False)


def _read(part: Model, prefix: Sti, *, ids: bool) -> Iterator[Felttekst]:
    id_felter = _id_felter(type(part))
    for name, art in felter_of(type(part)).items():
        value = getattr(part, name)
        if art.model is not None:
            for item in value if art.is_list else [value] if value is not None else []:
                yield from _read(item, prefix / name / item.id if art.is_list else prefix / name, ids=ids)
        elif isinstance(value, Tekst):
            hrefs = (stykke.href for afsnit in value.afsnit for stykke in afsnit.stykker)
            yield Felttekst(prefix / name, tuple(item.tekst for item in value.afsnit), tuple(filter(None, hrefs)))
        elif name in id_felter and not ids:
            continue
        elif isinstance(value, str) and not isinstance(value, Valg):
            yield Felttekst(prefix / name, (value,))
        elif isinstance(value, tuple) and value:
            yield Felttekst(prefix / name, value)


def er_tom(text: str | None) -> bool:
    """Return whether a field holds nothing that can be seen: it is blank, or has only blanks and zero-width signs."""
    return text is None or (not text.isprintable() and not USYNLIGE.sub("", text).strip())


@cache
def _id_felter(cls: type[Model]) -> frozenset[str]:
    """Return the fields that hold an id or several."""
    hints = typing.get_type_hints(cls, include_extras=True)
    return frozenset(name for name, hint in hints.items() if hint == Id or Id in typing.get_args(hint))


def sentences(afsnit: str) -> list[str]:
    """Return a paragraph's sentences; an abbreviation before a capital letter may split one, which does no harm."""
    return _SENTENCE_END.split(afsnit)


def find_tal(text: str) -> tuple[Decimal, ...]:
    """Return the figures in `text`, in order: neither years nor ages, dates, ranges, ordinals or references."""
    return tuple(_read_tal(word) for word in _NUMBER.findall(text) if _YEAR.fullmatch(word) is None)


def find_alle_tal(text: str) -> tuple[Decimal, ...]:
    """Return every number in `text`, years and written-out numbers (to–tolv) as well."""
    words = (Decimal(ORD_TAL[word.lower()]) for word in _WORD_NUMBER.findall(text))
    return (*(_read_tal(word) for word in re.findall(_ONE_NUMBER, text)), *words)


def _read_tal(word: str) -> Decimal:
    return Decimal(word.replace(".", "").replace(",", "."))

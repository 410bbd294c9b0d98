"""The tags of a form as the XML holds them: found, made whole, and each told apart.

Word splits what a person types over several runs (spelling marks, a changed colour), so a tag is first gathered into
the run where it begins. A tag is read here as text only; what it may say is the grammar's matter. Source: docxtpl's
syntax (https://docxtpl.readthedocs.io); fejl-hos-andre 36 (tags split over runs).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.errors import FormFejl

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def w(name: str) -> str:
    """Return the qualified name of a WordprocessingML element or attribute."""
    return f"{{{W}}}{name}"


TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_PARSED = re.compile(r"\{([{%#])(-?)(tr|tc|p|r)?(?=[\s-]|$)\s*(.*?)\s*(-?)[}%#]\}", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag. `sort` is "{{", "{%" or "{#"; `scope` is "p", "tr", "tc" or ""; `body` its words.

    docxtpl's `r` is no scope of its own: a tag among words always takes its run's looks here.
    """

    source: str
    sort: str
    scope: str
    body: str
    trims: bool

    @classmethod
    def parse(cls, source: str) -> Tag:
        """Return the tag that `source` spells."""
        match = _PARSED.fullmatch(source)
        if match is None:
            return cls(source, source[:2], "", " ".join(source[2:-2].split()), trims=False)
        scope = "" if match[3] in (None, "r") else match[3]
        return cls(source, source[:2], scope, " ".join(match[4].split()), bool(match[2] or match[5]))


def paragraph_texts(paragraph: _Element) -> list[_Element]:
    """Return the w:t elements of a paragraph in order, those of paragraphs inside it (text boxes) left out."""
    return [item for item in paragraph.iter(w("t")) if next(item.iterancestors(w("p"))) is paragraph]


def paragraph_text(paragraph: _Element) -> str:
    """Return a paragraph's own words."""
    return "".join(item.text or "" for item in paragraph_texts(paragraph))


def gather_tags(paragraph: _Element) -> list[str]:
    """Move every tag of `paragraph` wholly into the run where it begins; return each tag's source, in order."""
    for mark in list(paragraph.iter(w("proofErr"))):
        _remove(mark)
    texts = paragraph_texts(paragraph)
    whole = "".join(item.text or "" for item in texts)
    pieces = re.split(f"({TAG.pattern})", whole, flags=re.DOTALL)  # plain text and tag in turn
    begin = 0
    for item in texts:
        end = begin + len(item.text or "")
        kept, at = [], 0
        for number, piece in enumerate(pieces):
            if number % 2:
                kept.append(piece if begin <= at < end else "")
            else:
                kept.append(piece[max(begin - at, 0) : max(end - at, 0)])
            at += len(piece)
        item.text = "".join(kept)
        begin = end
    return pieces[1::2]


def _remove(element: _Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def find_loose_marks(text: str) -> str | None:
    """Return the first beginning or end of a tag in `text` that belongs to none, with some words after it, or None."""
    rest = TAG.sub(lambda match: " " * len(match[0]), text)
    match = re.search(r"\{\{|\{%|\{#|\}\}|%\}|#\}", rest)
    return None if match is None else text[match.start() : match.start() + 40]


def unclosed(place: str, text: str, loose: str) -> FormFejl:
    """Return the mistake of a tag that is not closed, or closed without having begun."""
    if loose[0] == "{":
        end = {"{{": "}}", "{%": "%}", "{#": "#}"}[loose[:2]]
        message = f"Tagget er ikke afsluttet. Skriv {end} efter det, i samme afsnit."
        return FormFejl(place, excerpt(text), loose, message)
    return FormFejl(place, excerpt(text), loose[:2], "Her slutter et tag, som ikke er begyndt. Slet tegnene.")


def excerpt(text: str) -> str:
    """Return the first words of a paragraph, as an error message quotes it."""
    words = " ".join(text.split())
    return words if len(words) <= 60 else f"{words[:60].rstrip()}…"  # noqa: PLR2004

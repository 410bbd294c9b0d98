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


_BEGIN = re.compile(r"\{[{%#]")
_LOOSE = re.compile(r"\{\{|\{%|\{#|\}\}|%\}|#\}")
_END = {"{{": "}}", "{%": "%}", "{#": "#}"}
_SCOPE = re.compile(r"(-?)(tr|tc|p|r)?(?=[\s-])")
MAX_SHOWN = 60  # characters of a form's own words that an error quotes


def split_tags(text: str) -> list[str]:
    """Return `text` as plain text and tag in turn, beginning and ending with plain text, perhaps empty.

    A tag goes from its first mark to the next that ends it. Each kind of end is looked for once where there is none, so
    that the time grows with the text alone (a pattern would try anew from each of a thousand marks).
    """
    pieces: list[str] = []
    begin = at = 0
    without_end: set[str] = set()
    while (match := _BEGIN.search(text, at)) is not None:
        mark = match[0]
        end = -1 if mark in without_end else text.find(_END[mark], match.end())
        if end < 0:
            without_end.add(mark)
            at = match.start() + 1
            continue
        pieces += text[begin : match.start()], text[match.start() : end + 2]
        begin = at = end + 2
    return [*pieces, text[begin:]]


def find_tag(text: str) -> str | None:
    """Return the first tag in `text`, None if it holds none."""
    return next(iter(split_tags(text)[1::2]), None) if "{" in text else None


def without_tags(text: str) -> str:
    """Return the words of `text` that stand in no tag."""
    return "".join(split_tags(text)[::2])


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
        sort, inner = source[:2], source[2:-2]
        match = _SCOPE.match(inner)
        if match is None:
            return cls(source, sort, "", " ".join(inner.split()), trims=False)
        rest = inner[match.end() :]
        trims_after = rest.endswith("-")
        scope = "" if match[2] in (None, "r") else match[2]
        return cls(source, sort, scope, " ".join(rest.removesuffix("-").split()), bool(match[1]) or trims_after)

    @property
    def shown(self) -> str:
        """The tag as an error message quotes it."""
        return self.source if len(self.source) <= 2 * MAX_SHOWN else f"{self.source[:MAX_SHOWN]}…{self.source[-2:]}"


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
    pieces = split_tags("".join(item.text or "" for item in texts))
    if len(pieces) == 1:
        return []
    number = at = begin = 0  # the piece at hand, where it begins, and where the run does
    for item in texts:
        end = begin + len(item.text or "")
        kept = []
        while number < len(pieces):
            piece = pieces[number]
            if number % 2:
                kept.append(piece if begin <= at < end else "")
            else:
                kept.append(piece[max(begin - at, 0) : max(end - at, 0)])
            if at + len(piece) > end:  # goes on in the next run
                break
            at += len(piece)
            number += 1
        item.text = "".join(kept)
        begin = end
    return pieces[1::2]


def _remove(element: _Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def find_loose_marks(text: str) -> str | None:
    """Return the first beginning or end of a tag in `text` that belongs to none, with some words after it, or None."""
    at = 0
    for number, piece in enumerate(split_tags(text)):
        if number % 2 == 0 and (match := _LOOSE.search(piece)) is not None:
            return text[at + match.start() : at + match.start() + 40]
        at += len(piece)
    return None


def unclosed(place: str, text: str, loose: str) -> FormFejl:
    """Return the mistake of a tag that is not closed, or closed without having begun."""
    if loose[0] == "{":
        message = f"Tagget er ikke afsluttet. Skriv {_END[loose[:2]]} efter det, i samme afsnit."
        return FormFejl(place, excerpt(text), loose, message)
    return FormFejl(place, excerpt(text), loose[:2], "Her slutter et tag, som ikke er begyndt. Slet tegnene.")


def excerpt(text: str) -> str:
    """Return the first words of a paragraph, as an error message quotes it."""
    words = " ".join(text[: 20 * MAX_SHOWN].split())
    return words if len(words) <= MAX_SHOWN else f"{words[:MAX_SHOWN].rstrip()}…"

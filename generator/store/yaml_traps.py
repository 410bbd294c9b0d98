"""Find what YAML reads otherwise than a person wrote it: text lost in a comment, points run together, curly quotes.

Always so: only values without straight quotation marks are looked at, and each can be written so that it passes; what
the file writer writes passes as it is. YAML itself sees no mistake here, so the text would be lost without a word.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any, Final

from pydantic_core import PydanticCustomError

from generator.errors import DataFejl
from generator.model.tekst_punkter import BULLET, refuse_lost_point
from generator.text import shown

CURLY: Final = re.compile(r"[“”„‟‘’‚‛][^“”„‟‘’‚‛]*[“”‟‘’‛]")
"""A whole value in the quotation marks that Word and phones set."""

LOST: Final = re.compile(r"\s+(#(?:[^\s#]| *\d|#* +\S(?<=## .)).*)")
"""What YAML takes for a comment and a person for text: »#4«, »# 4«, »#fællesskab«, »## Overskrift«; not »# en note«."""


def find_trap(event: Any, lines: list[str]) -> DataFejl | None:
    """Return what is wrong with a value without straight quotation marks; `event` is the parser's, `lines` the file."""
    start, end = event.start_mark, event.end_mark
    if event.style in ("|", ">"):
        return _folded(lines[start.line + 1 : end.line], start.line + 1) if event.style == ">" else None
    rest = lines[end.line][end.column :] if end.line < len(lines) else ""
    if rest and (lost := LOST.match(rest)) is not None:
        message = (
            f"Teksten fra »{shown(lost[1])}« læses som en kommentar og kommer ikke med. Sæt hele teksten i "
            "citationstegn, hvis den skal med; er det en kommentar, så skriv den på sin egen linje."
        )
        return DataFejl(end.line + 1, end.column + lost.start(1) + 1, "", message)
    if CURLY.fullmatch(event.value) is not None:
        message = (
            f"{shown(event.value)} står i krumme citationstegn, og de ville blive trykt med. "
            f'Slet dem, eller skriv "{shown(event.value)}", hvis de skal med.'
        )
        return DataFejl(start.line + 1, start.column + 1, "", message)
    if end.line > start.line:
        first, *others = lines[start.line : end.line + 1]
        return _folded([" " * start.column + first[start.column :], *others], start.line)
    return None


def _folded(lines: list[str], number: int) -> DataFejl | None:
    """Return the first of a folded text's lines that was meant as a point of its own; `number` is the first's."""
    for offset, (before, line) in enumerate(pairwise(lines), number + 1):
        text = line.strip()
        if before.strip() and text and _is_point(before.strip(), text):
            message = (
                f"Punktet »{shown(text)}« ville løbe sammen med linjen over. "
                "Skriv »|-« efter kolon, og begynd teksten på næste linje, rykket to mellemrum ind."
            )
            return DataFejl(offset + 1, len(line) - len(line.lstrip()) + 1, "", message)
    return None


def _is_point(before: str, line: str) -> bool:
    try:
        refuse_lost_point([before], line)
    except PydanticCustomError:
        return True
    return BULLET.match(line) is not None

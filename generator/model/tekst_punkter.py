"""Lists as they are typed or come from Word: which signs begin a bullet, and which lines would be lost in a paragraph.

Always so: a line that a person meant as a point of its own is read as one or refused, never joined silently to the line
before it. A number or a dash alone proves nothing, since an agreement says »1. oktober« and »– også om aftenen«; two in
order do.
"""

from __future__ import annotations

import re
from typing import Final

from generator.model.base import fejl
from generator.model.tekst_afsnit import excerpt
from generator.text import MAANEDER

WORDS_BULLETS: Final = "•·▪●◦‣\uf0b7\uf0a7"
"""Signs that Word puts before a point, those of its symbol fonts (U+F0B7, U+F0A7) among them; read as »-«."""

BULLET: Final = re.compile(rf"[-*+{WORDS_BULLETS}] +(?=[^ ])")

_NUMBERED: Final = re.compile(
    rf"(?:(?P<nr>\d{{1,2}})[.)]|(?P<bogstav>[a-zæøå])\)) +(?!{'|'.join(MAANEDER)})(?=\S)", re.IGNORECASE
)
_DASH: Final = re.compile(r"[–—−] +(?=\S)")
_DASH_AND_CAPITAL: Final = re.compile(r"[–—−] +[A-ZÆØÅ]")
_WORDS_O: Final = re.compile(r"o +(?=\S)")


def refuse_lost_point(lines: list[str], line: str) -> None:
    """Refuse `line`, which would be joined to `lines` of one paragraph, if it was meant as a point of its own.

    Raises: PydanticCustomError, with what to write instead.
    """
    last = lines[-1]
    if (number := _number_of(line)) is not None and number in (_following(last), _following(lines[0])):
        first = last if number == _following(last) else lines[0]
        raise fejl(
            "tekst",
            f"Nummererede punkter som »{excerpt(first)}« kan ikke bruges. Skriv hvert punkt med »- « foran.",
        )
    if _WORDS_O.match(line) or _DASH_AND_CAPITAL.match(line) or (_DASH.match(line) and _DASH.match(last)):
        raise fejl("tekst", f"Foran »{excerpt(line[2:].lstrip())}« står Words punkttegn. Skriv »- « i stedet.")


def _number_of(line: str) -> tuple[str, int] | None:
    """Return the kind and the number of what the line begins with, b) being 98; None if it is no number of a list."""
    match = _NUMBERED.match(line)
    if match is None:
        return None
    return ("nr", int(match["nr"])) if match["nr"] else ("bogstav", ord(match["bogstav"].lower()))


def _following(line: str) -> tuple[str, int] | None:
    number = _number_of(line)
    return None if number is None else (number[0], number[1] + 1)

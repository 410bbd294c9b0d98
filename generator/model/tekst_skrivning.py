"""Write paragraphs as the Markdown subset: parse_tekst(write_tekst(x)) == normalize_afsnit(x), whatever the signs.

Only what would be read as something else is escaped, so that an agreement's ordinary sentences look like themselves.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.model.tekst_afsnit import Afsnit, Art, Stykke, normalize_afsnit
from generator.model.tekst_punkter import WORDS_BULLETS

if TYPE_CHECKING:
    from collections.abc import Iterable

_NEEDS_ESCAPE = re.compile(
    rf"\\(?=[\\*+\-#\[\]()<>{WORDS_BULLETS}]|$)|[*\[\]]|<(?=[a-zA-Z/!?])|\+(?=\+|$)|(?<=\+)\+|^\+"
)
_AUTOLINK = re.compile(r"(?:https?://|mailto:)[^<>\s]+")
_STARTS_AS_OTHER = re.compile(rf"[-+{WORDS_BULLETS}] |#{{1,6}} ")  # an asterisk is escaped wherever it stands
_MARKS = ("**", "*", "++")


def write_tekst(afsnit: Iterable[Afsnit]) -> str:
    """Return `afsnit` as Markdown, a line per paragraph. Paragraphs without words are left out."""
    lines: list[str] = []
    previous: Afsnit | None = None
    for item in normalize_afsnit(afsnit):
        line = _write_inline(item.stykker)
        if item.art is Art.PUNKT:
            line = f"{'  ' * (item.niveau - 1)}- {line}"
        elif item.art is Art.UNDEROVERSKRIFT:
            line = f"## {line}"
        else:
            line = "  " * item.niveau + line
        tight = item.art is Art.PUNKT and previous is not None and previous.art is Art.PUNKT
        if previous is not None and not tight:
            lines.append("")
        lines.append(line)
        previous = item
    return "\n".join(lines)


def _write_inline(stykker: tuple[Stykke, ...]) -> str:
    out: list[str] = []
    on = (False, False, False)
    href: str | None = None  # of the link that is open
    for stykke, following in zip(stykker, (*stykker[1:], None), strict=True):
        starts = stykke.href is not None and stykke.href != href
        ends = stykke.href is not None and (following is None or following.href != stykke.href)
        wanted = (stykke.fed, stykke.kursiv, stykke.understreget)
        out.append(_switch(on, wanted))
        if starts and ends and stykke.tekst == stykke.href and _AUTOLINK.fullmatch(stykke.tekst):
            out.append(f"<{stykke.tekst}>")
        else:
            out.append(f"{'[' if starts else ''}{escape_markdown(stykke.tekst)}{f']({stykke.href})' if ends else ''}")
        on, href = wanted, None if ends else stykke.href
    line = "".join(out) + _switch(on, (False, False, False))
    return f"\\{line}" if _STARTS_AS_OTHER.match(line) else line


def _switch(on: tuple[bool, bool, bool], wanted: tuple[bool, bool, bool]) -> str:
    """Return the marks that lead from one looks to another."""
    return "".join(mark for mark, old, new in zip(_MARKS, on, wanted, strict=True) if old != new)


def escape_markdown(text: str) -> str:
    """Return `text` so that it is read back as these very characters."""
    return _NEEDS_ESCAPE.sub(lambda match: f"\\{match[0]}", text)

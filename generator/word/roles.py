"""What the styles of a form mean to a reader: role, heading level, list level. Worked out when the form is compiled.

From form.yaml (whose words these are) and styles.xml (outline levels, numbering). Plain tuples, so that a compiled form
can keep them and reading a document back needs neither file.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.document.blocks import Role
from generator.word.tags import w

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element

_ROLE_OF = {
    "bullet": Role.VALUE,
    "continuation": Role.VALUE,
    "header": Role.LABEL,
    "footer": Role.LABEL,
    "code": Role.VALUE,
}
"""form.yaml's words that say what a paragraph does in a list or on a page, and the role its text has."""


@dataclass(frozen=True, slots=True)
class StyleFact:
    """What a paragraph in the style is. `heading` 1-6, 0: none; `level` 1-3: in a list of that level, 0: in none.

    `is_bullet` tells a bullet from a further paragraph in it; `is_sub`: a heading below whatever heading stands above.
    """

    role: Role = Role.VALUE
    heading: int = 0
    level: int = 0
    is_bullet: bool = False
    is_sub: bool = False

    def as_tuple(self) -> tuple[int, int, bool, bool]:
        """Return all but the role, for a cache of plain values."""
        return self.heading, self.level, self.is_bullet, self.is_sub


PLAIN = StyleFact()
BODY_TEXT = 9  # Word's outline level of what is no heading


def style_facts(
    roller: Mapping[str, str], sub_heading: str, continuations: tuple[str, ...], styles: _Element
) -> dict[str, StyleFact]:
    """Return what each style of a form is, by its id. `continuations` are those of paragraphs in bullets, by level."""
    by_id = {style.get(w("styleId")) or "": style for style in styles.iter(w("style"))}
    outlines, numberings = _Inherited(by_id, "outlineLvl"), _Inherited(by_id, "numPr")
    facts = {}
    for name in by_id:
        word = roller.get(name, "value")
        role = _ROLE_OF.get(word) or Role(word)
        heading = 1 if role is Role.TITLE else 0
        outline = _number(outlines.find(name), BODY_TEXT)
        if outline < BODY_TEXT:
            heading = min(outline + 2, 6)  # the document's title is level 1
        numbering = numberings.find(name)
        level, is_bullet = 0, False
        if name in continuations:
            level = continuations.index(name) + 1
        elif numbering is not None and not heading:
            level, is_bullet = _number(numbering.find(w("ilvl")), 0) + 1, True
        facts[name] = StyleFact(role, heading, level, is_bullet, name == sub_heading)
    return facts


def _number(element: _Element | None, default: int) -> int:
    """Return the number that a property holds; `default` where there is none, or nothing that is one."""
    text = "" if element is None else element.get(w("val")) or "0"
    return int(text) if text.isascii() and text.isdigit() else default


class _Inherited:
    """A paragraph property of styles, each with that of the nearest style it is based on; each style looked at once."""

    def __init__(self, by_id: Mapping[str, _Element], name: str) -> None:
        self._by_id, self._path = by_id, f"{w('pPr')}/{w(name)}"
        self._found: dict[str, _Element | None] = {}

    def find(self, style: str) -> _Element | None:
        """Return the property, None if neither the style nor any that it is based on has it."""
        chain: dict[str, None] = {}
        result, current = None, style
        while result is None and current in self._by_id and current not in chain and current not in self._found:
            chain[current] = None
            result = self._by_id[current].find(self._path)
            base = self._by_id[current].find(w("basedOn"))
            current = "" if result is not None or base is None else base.get(w("val")) or ""
        if result is None:
            result = self._found.get(current)
        self._found |= dict.fromkeys(chain, result)
        return result

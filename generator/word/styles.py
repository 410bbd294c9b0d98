"""How a form's values look: from the tag's own run and paragraph, and from the roles in form.yaml.

A long text takes the looks of the paragraph that holds its tag; bullets, paragraphs in bullets and sub-headings take
the styles that form.yaml names. So whoever can use Word decides the looks, and the program none.
"""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Final, Literal
from xml.sax.saxutils import quoteattr

from lxml import etree
from pydantic import Field

from generator.errors import FormError, FormFejl
from generator.model.base import Format, Linje, Model
from generator.model.tekst import MAX_LEVEL, Art
from generator.text import nearest, shown
from generator.word.form import TagStyle
from generator.word.markup import properties
from generator.word.tags import W, w

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from lxml.etree import _Element

Path = tuple[str | int, ...]

_RUN_ORDER = (
    "rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike", "outline", "shadow",
    "emboss", "imprint", "noProof", "snapToGrid", "vanish", "webHidden", "color", "spacing", "w", "kern", "position",
    "sz", "szCs", "highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang",
)  # fmt: skip
"""The order that the schema asks of a run's properties. Source: ECMA-376 part 1 §17.3.2.28 (CT_RPr)."""


MAX_STYLES: Final = 1_000  # that form.yaml names, or that a misspelt one is compared with; Word has about 400
MAX_UNKNOWN: Final = 20  # told at a time
MAX_NAME: Final = 60  # characters of a style's id that are compared
MAX_LOOKS: Final = 500  # kinds of looks that a form's tags have; the shipped form has about 20
MAX_LOOK: Final = 4_000  # characters of a run's or a paragraph's properties; Word writes some hundred

Rolleord = Literal[
    "title", "heading", "clause", "guidance", "label", "value", "bullet", "continuation", "header", "footer", "code"
]
"""What form.yaml may say of a style; `roles` knows what each means to a reader."""


class Teksttypografier(Model):
    """The styles of a long text's paragraphs, by their ids in the Word file; lists go from level 1 to 3."""

    punkter: tuple[Linje, ...] = Field(title="Punkter", min_length=MAX_LEVEL, max_length=MAX_LEVEL)
    punktafsnit: tuple[Linje, ...] = Field(title="Afsnit i punkter", min_length=MAX_LEVEL, max_length=MAX_LEVEL)
    underoverskrift: Linje = Field(title="Underoverskrift", min_length=1)
    link: Linje = Field(title="Link", min_length=1)


class Formularroller(Model):
    """form.yaml: what the styles of a form's Word file mean."""

    format: Format = Field(title="Format")
    navn: Linje = Field(title="Navn")
    titel: Linje = Field(title="Titel")
    roller: dict[str, Rolleord] = Field(title="Roller", max_length=MAX_STYLES)
    tekst: Teksttypografier = Field(title="Tekst")

    def styles(self) -> Iterator[tuple[Path, str]]:
        """Yield each style that is named, with where it stands: the keys and list numbers that lead there."""
        yield from ((("roller", style), style) for style in self.roller)
        for name in ("punkter", "punktafsnit"):
            yield from ((("tekst", name, index), style) for index, style in enumerate(getattr(self.tekst, name)))
        yield from ((("tekst", name), getattr(self.tekst, name)) for name in ("underoverskrift", "link"))


class UnknownStyleError(FormError):
    """form.yaml names styles that the Word file hasn't. `found`: where each stands, and what is wrong, in Danish."""

    def __init__(self, form: str, found: Sequence[tuple[Path, str]]) -> None:
        self.found = tuple(found)
        super().__init__(form, [FormFejl("form.yaml", "", ".".join(map(str, path)), text) for path, text in found])


def check_styles(roller: Formularroller, known: Collection[str], form: str) -> None:
    """Refuse a form.yaml with styles that aren't among those `known`. Raises: UnknownStyleError."""
    candidates = sorted(known)[:MAX_STYLES]
    found: list[tuple[Path, str]] = []
    for path, style in roller.styles():
        if style in known or len(found) >= MAX_UNKNOWN:
            continue
        near = nearest(style[:MAX_NAME], candidates)
        meant = (
            f"Mente du {' eller '.join(f'»{name}«' for name in near)}?" if near else "Ret navnet, eller slet linjen."
        )
        found.append((path, f"Typografien »{shown(style)}« findes ikke i Word-filen. {meant}"))
    if found:
        raise UnknownStyleError(form, found)


class TooManyLooksError(ValueError):
    """The tags of a form look in more ways, or in more complicated ones, than a form's do."""


class StyleTable:
    """The looks of all tags of a form, each kind once."""

    def __init__(self, tekst: Teksttypografier) -> None:
        self._tekst = tekst
        self._styles: dict[TagStyle, int] = {}
        self._numbers: dict[tuple[str, str], int] = {}

    @property
    def styles(self) -> tuple[TagStyle, ...]:
        """The looks, by their numbers."""
        return tuple(self._styles)

    def number(self, paragraph: _Element, run: _Element) -> int:
        """Return the number of the looks of a tag that stands in `run` of `paragraph`; equal looks have one number.

        Raises: TooManyLooksError.
        """
        own = _xml(properties(run, "rPr")), _xml(properties(paragraph, "pPr"))
        if (number := self._numbers.get(own)) is not None:
            return number
        if len(self._styles) >= MAX_LOOKS or max(map(len, own)) > MAX_LOOK:
            raise TooManyLooksError
        style = TagStyle(
            run=own[0],
            runs=tuple(_xml(self._run_properties(properties(run, "rPr"), look)) for look in range(16)),
            paragraphs=tuple(self._paragraph(own[1], art, level) for art in Art for level in range(MAX_LEVEL + 1)),
        )
        return self._numbers.setdefault(own, self._styles.setdefault(style, len(self._styles)))

    def _run_properties(self, base: _Element | None, look: int) -> _Element:
        looks = etree.Element(w("rPr"), nsmap={"w": W}) if base is None else copy.deepcopy(base)
        wanted = {"b": look & 1, "i": look & 2, "u": look & 4, "rStyle": look & 8}
        for name, is_on in wanted.items():
            if not is_on:
                continue
            for old in looks.findall(w(name)):
                looks.remove(old)
            element = etree.SubElement(looks, w(name))
            if name == "u":
                element.set(w("val"), "single")
            elif name == "rStyle":
                element.set(w("val"), self._tekst.link)
        looks[:] = sorted(looks, key=_run_order)
        return looks

    def _paragraph(self, own: str, art: Art, level: int) -> str:
        if art is Art.AFSNIT and level == 0:
            return own
        if art is Art.UNDEROVERSKRIFT:
            return _with_style(self._tekst.underoverskrift)
        styles = self._tekst.punkter if art is Art.PUNKT else self._tekst.punktafsnit
        return _with_style(styles[max(level, 1) - 1])


def _run_order(element: _Element) -> int:
    name = etree.QName(element).localname
    return _RUN_ORDER.index(name) if name in _RUN_ORDER else len(_RUN_ORDER)


def _with_style(style: str) -> str:
    return f"<w:pPr><w:pStyle w:val={quoteattr(style)}/></w:pPr>"


def _xml(element: _Element | None) -> str:
    """Return an element as it stands inside a part, where w: is declared; "" for none or an empty one."""
    if element is None or len(element) == 0:
        return ""
    bare = copy.deepcopy(element)
    etree.cleanup_namespaces(bare)
    text = etree.tostring(bare, encoding="unicode", with_tail=False)
    return text.replace(f' xmlns:w="{W}"', "", 1)

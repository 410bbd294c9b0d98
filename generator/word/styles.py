"""How a form's values look: from the tag's own run and paragraph, and from the roles in form.yaml.

A long text takes the looks of the paragraph that holds its tag; bullets, paragraphs in bullets and sub-headings take
the styles that form.yaml names. So whoever can use Word decides the looks, and the program none.
"""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Literal

import yaml
from lxml import etree
from pydantic import ConfigDict, Field, ValidationError

from generator.errors import FormError, FormFejl
from generator.model.base import Format, Model
from generator.model.tekst import MAX_LEVEL, Art
from generator.word.form import TagStyle
from generator.word.tags import W, w

if TYPE_CHECKING:
    from lxml.etree import _Element

_RUN_ORDER = (
    "rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike", "outline", "shadow",
    "emboss", "imprint", "noProof", "snapToGrid", "vanish", "webHidden", "color", "spacing", "w", "kern", "position",
    "sz", "szCs", "highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang",
)  # fmt: skip
"""The order that the schema asks of a run's properties. Source: ECMA-376 part 1 §17.3.2.28 (CT_RPr)."""


Rolleord = Literal[
    "title", "heading", "clause", "guidance", "label", "value", "bullet", "continuation", "header", "footer", "code"
]
"""What form.yaml may say of a style; `roles` knows what each means to a reader."""


class Teksttypografier(Model):
    """The styles of a long text's paragraphs, by their ids in the Word file; lists go from level 1 to 3."""

    model_config = ConfigDict(frozen=True, extra="allow")

    punkter: tuple[str, ...] = Field(min_length=MAX_LEVEL, max_length=MAX_LEVEL)
    punktafsnit: tuple[str, ...] = Field(min_length=MAX_LEVEL, max_length=MAX_LEVEL)
    underoverskrift: str
    link: str


class Formularroller(Model):
    """form.yaml: what the styles of a form's Word file mean."""

    format: Format
    navn: str
    titel: str
    roller: dict[str, Rolleord]
    tekst: Teksttypografier


def read_roller(data: bytes, form: str) -> Formularroller:
    """Return the roles in a form.yaml. Raises: FormError."""
    try:
        return Formularroller.model_validate(yaml.load(data, yaml.BaseLoader))
    except ValidationError as error:
        places = f" (se {', '.join('.'.join(map(str, item['loc'])) for item in error.errors())})"
    except (yaml.YAMLError, RecursionError):
        places = ""
    message = f"Filen kan ikke læses{places}. Sammenlign med en formular, der virker."
    raise FormError(form, [FormFejl("form.yaml", "", "", message)])


class StyleTable:
    """The looks of all tags of a form, each kind once."""

    def __init__(self, tekst: Teksttypografier) -> None:
        self._tekst = tekst
        self._styles: list[TagStyle] = []

    @property
    def styles(self) -> tuple[TagStyle, ...]:
        """The looks, by their numbers."""
        return tuple(self._styles)

    def number(self, paragraph: _Element, run: _Element) -> int:
        """Return the number of the looks of a tag that stands in `run` of `paragraph`."""
        style = TagStyle(
            run=_xml(run.find(w("rPr"))),
            runs=tuple(_xml(self._run_properties(run.find(w("rPr")), look)) for look in range(16)),
            paragraphs=tuple(self._paragraph(paragraph, art, level) for art in Art for level in range(MAX_LEVEL + 1)),
        )
        if style not in self._styles:
            self._styles.append(style)
        return self._styles.index(style)

    def _run_properties(self, base: _Element | None, look: int) -> _Element:
        properties = etree.Element(w("rPr"), nsmap={"w": W}) if base is None else copy.deepcopy(base)
        wanted = {"b": look & 1, "i": look & 2, "u": look & 4, "rStyle": look & 8}
        for name, is_on in wanted.items():
            if not is_on:
                continue
            for old in properties.findall(w(name)):
                properties.remove(old)
            element = etree.SubElement(properties, w(name))
            if name == "u":
                element.set(w("val"), "single")
            elif name == "rStyle":
                element.set(w("val"), self._tekst.link)
        properties[:] = sorted(properties, key=_run_order)
        return properties

    def _paragraph(self, paragraph: _Element, art: Art, level: int) -> str:
        if art is Art.AFSNIT and level == 0:
            return _xml(paragraph.find(w("pPr")))
        if art is Art.UNDEROVERSKRIFT:
            return _with_style(self._tekst.underoverskrift)
        styles = self._tekst.punkter if art is Art.PUNKT else self._tekst.punktafsnit
        return _with_style(styles[max(level, 1) - 1])


def _run_order(element: _Element) -> int:
    name = etree.QName(element).localname
    return _RUN_ORDER.index(name) if name in _RUN_ORDER else len(_RUN_ORDER)


def _with_style(style: str) -> str:
    return f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>'


def _xml(element: _Element | None) -> str:
    """Return an element as it stands inside a part, where w: is declared; "" for none or an empty one."""
    if element is None or len(element) == 0:
        return ""
    bare = copy.deepcopy(element)
    etree.cleanup_namespaces(bare)
    text = etree.tostring(bare, encoding="unicode", with_tail=False)
    return text.replace(f' xmlns:w="{W}"', "", 1)

"""A compiled form filled in: the hot path, from a loaded agreement to the bytes of a Word file.

Imports neither lxml, docxtpl nor python-docx; only the parts with tags are written, the rest is copied. Every
paragraph that holds a field carries its bookmark; ids and occurrences come from one counter per rendering over all
parts, so they are unique in the file. Same input, same bytes: no clock, no random numbers. Source: design decisions 2
and 5.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.model.tekst import Afsnit, Art, Stykke, Tekst
from generator.word.bookmarks import anchor_key
from generator.word.contract import ADDRESSED, ROOTS, Formularindhold, format_value
from generator.word.hyperlinks import Links
from generator.word.package import pack
from generator.word.repair import may_have_hole, mend, mend_story
from generator.word.sandbox import Act
from generator.word.view import Felt, View

if TYPE_CHECKING:
    from generator.word.form import CompiledForm, CompiledPart, TagStyle

_FOOTNOTE = re.compile(r"<w:footnote\b([^>]*)>.*?</w:footnote>", re.DOTALL)
_FOOTNOTE_MARK = re.compile(r'<w:footnoteReference\b[^>]*\bw:id="(-?\d+)"')
_ID = re.compile(r'\bw:id="(-?\d+)"')
_DEFLATE_LEVEL = 1  # of the rendered parts: 6 takes three times as long for 15 % fewer bytes (the real agreement)
_SMALL = 1_000  # bytes; up to here a part (header, footer) is put in as it is: deflating it takes long and saves little


@dataclass(frozen=True, slots=True)
class Rendered:
    """The parts that a rendering wrote, by name; each part's addresses by link id; the sti behind each key."""

    parts: dict[str, str]
    links: dict[str, dict[str, str]]
    stier: dict[str, str]


def render_parts(form: CompiledForm, indhold: Formularindhold) -> Rendered:
    """Return the parts of `form` filled in with `indhold`, not yet packed."""
    rendering = _Rendering(form)
    roots = {name: View(cls, getattr(indhold, name), ADDRESSED.get(name)) for name, cls in ROOTS.items()}
    acts = {"_felt": Act(rendering.felt), "_afsnit": Act(rendering.afsnit), "_ord": Act(rendering.ord)}
    parts = {part.name: rendering.render_part(part, roots | acts) for part in form.parts}
    if form.has_footnotes:
        parts["word/footnotes.xml"] = _drop_unused_footnotes(parts)
    for name, links in rendering.links.items():
        parts[links.part_name] = links.render(form.relationships.get(name))
    return Rendered(parts, {name: links.by_id for name, links in rendering.links.items()}, rendering.stier)


def render(form: CompiledForm, indhold: Formularindhold) -> bytes:
    """Return the Word file of `form` filled in with `indhold`."""
    parts = render_parts(form, indhold).parts
    fixed = form.fixed_without(frozenset(parts))
    contents = ((name, text.encode()) for name, text in parts.items())
    return fixed.write(pack(name, data, _DEFLATE_LEVEL if len(data) > _SMALL else 0) for name, data in contents)


class _Rendering:
    """What one rendering counts: bookmarks, occurrences of each field, links of each part."""

    def __init__(self, form: CompiledForm) -> None:
        self._styles = form.styles
        self._next_id = form.first_bookmark_id
        self._occurrences: dict[str, tuple[str, int]] = {}
        self._part = ""
        self.links: dict[str, Links] = {}

    @property
    def stier(self) -> dict[str, str]:
        """The sti behind each key."""
        return {key: sti for sti, (key, _) in self._occurrences.items()}

    def render_part(self, part: CompiledPart, names: dict[str, Any]) -> str:
        self._part = part.name
        template = part.template()
        pieces = list(template.root_render_func(template.new_context(names)))
        text = "".join(pieces)
        if not part.mending or not may_have_hole(pieces):
            return text
        return mend(text) if part.mending == "body" else mend_story(text)

    # -- the three acts a compiled form calls --

    def ord(self, felt: Felt) -> str:
        """Return a value as bare words, for properties and the like."""
        return format_value(_value(felt))

    def felt(self, felt: Felt, style: int) -> str:
        """Return a value as one run in its bookmark, finished XML."""
        value, sti = (felt.value, felt.sti) if type(felt) is Felt else (felt, None)
        text = value if type(value) is str else format_value(value)  # most are plain words
        run = f'<w:r>{self._styles[style].run}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""
        if sti is None:
            return run
        key, occurrence = self._count(sti)
        return self._anchored(run, key, 1, occurrence)

    def afsnit(self, felt: Felt, style: int) -> str:
        """Return a long text as whole paragraphs in finished XML, each in a bookmark of its own; one if it is blank."""
        value = _value(felt)
        paragraphs = value.afsnit if isinstance(value, Tekst) else (_plain_paragraph(format_value(value)),)
        sti = felt.sti if type(felt) is Felt else None
        key, occurrence = (None, 1) if sti is None else self._count(sti)
        looks = self._styles[style]
        pieces: list[str] = []
        for number, paragraph in enumerate(paragraphs, start=1):
            runs = "".join([self._run(stykke, looks) for stykke in paragraph.stykker])
            if key is not None:
                runs = self._anchored(runs, key, number, occurrence)
            pieces += "<w:p>", looks.paragraph_properties(paragraph.art, paragraph.niveau), runs, "</w:p>"
        return "".join(pieces)

    # -- their pieces --

    def _run(self, stykke: Stykke, looks: TagStyle) -> str:
        text = escape(stykke.tekst)
        run = f'<w:r>{looks.run_properties(stykke)}<w:t xml:space="preserve">{text}</w:t></w:r>' if text else ""
        if stykke.href is None:
            return run
        links = self.links.setdefault(self._part, Links(self._part))
        return f'<w:hyperlink r:id="{links.add(stykke.href)}" w:history="1">{run}</w:hyperlink>'

    def _anchored(self, xml: str, key: str, number: int, occurrence: int) -> str:
        mark = f'w:id="{self._next_id}"'
        self._next_id += 1
        return f'<w:bookmarkStart {mark} w:name="_f{key}_{number}_{occurrence}"/>{xml}<w:bookmarkEnd {mark}/>'

    def _count(self, sti: str) -> tuple[str, int]:
        """Return the key of a field and which of its occurrences this is, from 1."""
        key, before = self._occurrences.get(sti) or (anchor_key(sti), 0)
        self._occurrences[sti] = key, before + 1
        return key, before + 1


def escape(text: str) -> str:
    """Return `text` as the content of an XML element."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _value(felt: Any) -> Any:
    """Return the value of a field; what the loop counts comes bare."""
    return felt.value if type(felt) is Felt else felt


def _plain_paragraph(text: str) -> Afsnit:
    return Afsnit(Art.AFSNIT, 0, (Stykke(text),))


def _drop_unused_footnotes(parts: dict[str, str]) -> str:
    """Return the footnotes without those whose mark was left out with its paragraph (fejl-hos-andre 39)."""
    used = set(_FOOTNOTE_MARK.findall(parts["word/document.xml"]))

    def keep(match: re.Match[str]) -> str:
        number = _ID.search(match[1])
        return match[0] if 'w:type="' in match[1] or (number is not None and number[1] in used) else ""

    return _FOOTNOTE.sub(keep, parts["word/footnotes.xml"])

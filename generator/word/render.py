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
from generator.word.contract import format_value
from generator.word.hyperlinks import Links
from generator.word.package import pack
from generator.word.repair import may_have_hole, mend, mend_story
from generator.word.sandbox import Act
from generator.word.view import Felt, View

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.word.form import CompiledForm, CompiledPart, TagStyle
    from generator.word.roots import Indhold

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


def render_parts(form: CompiledForm, indhold: Indhold) -> Rendered:
    """Return the parts of `form` filled in with `indhold`, not yet packed."""
    rendering = Rendering(form)
    return rendering.finish(rendering.fill_in(indhold))


def pack_parts(form: CompiledForm, parts: Mapping[str, str]) -> bytes:
    """Return the Word file that has these parts beside those of `form` that are copied."""
    fixed = form.fixed_without(frozenset(parts))
    contents = ((name, text.encode()) for name, text in parts.items())
    return fixed.write(pack(name, data, _DEFLATE_LEVEL if len(data) > _SMALL else 0) for name, data in contents)


def render(form: CompiledForm, indhold: Indhold) -> bytes:
    """Return the Word file of `form` filled in with `indhold`."""
    return pack_parts(form, render_parts(form, indhold).parts)


class Filling:
    """Fills in a form, and counts as it goes: which field comes how often, by its sti, with its key.

    What an act hands out depends on the form, the value and the acts before it alone, so the same acts in the same
    order hand out the same again.
    """

    def __init__(self, form: CompiledForm) -> None:
        self.form = form
        self.styles = form.styles
        self.part = ""  # the one at hand
        self.occurrences: dict[str, tuple[str, int]] = {}

    def fill_in(self, indhold: Indhold) -> dict[str, list[Any]]:
        """Return the parts as the stretches they are joined from: the form's own, and what the acts hand out."""
        art = indhold.art
        names: dict[str, Any] = {
            name: View(cls, getattr(indhold, name), art.addressed.get(name)) for name, cls in art.roots.items()
        }
        names |= {"_felt": Act(self.felt), "_afsnit": Act(self.afsnit), "_ord": Act(self.ord)}
        stretches: dict[str, list[Any]] = {}
        for part in self.form.parts:
            self.part = part.name
            template = part.template()
            stretches[part.name] = list(template.root_render_func(template.new_context(names)))
        return stretches

    # -- the three acts a compiled form calls --

    def ord(self, felt: Felt) -> str:
        """Return a value as bare words, for properties and the like."""
        return format_value(felt.value if type(felt) is Felt else felt)

    def felt(self, felt: Felt, style: int) -> Any:
        """Return a value as one run in its bookmark. What a loop counts comes bare."""
        raise NotImplementedError

    def afsnit(self, felt: Felt, style: int) -> Any:
        """Return a long text as whole paragraphs, each in a bookmark of its own; one if it is blank."""
        raise NotImplementedError

    def count(self, sti: str) -> tuple[str, int]:
        """Return the key of a field and which of its occurrences this is, from 1."""
        key, before = self.occurrences.get(sti) or (anchor_key(sti), 0)
        counted = self.occurrences[sti] = key, before + 1
        return counted


class Rendering(Filling):
    """Fills in a form with finished XML; numbers the bookmarks over all parts, and the links of each part."""

    def __init__(self, form: CompiledForm) -> None:
        super().__init__(form)
        self._next_id = form.first_bookmark_id
        self._links: dict[str, Links] = {}

    def finish(self, stretches: Mapping[str, Sequence[str]]) -> Rendered:
        """Return the parts that are joined from `stretches`, which this rendering wrote, with what goes with them."""
        parts = {part.name: _join(part, stretches[part.name]) for part in self.form.parts}
        if self.form.has_footnotes:
            parts["word/footnotes.xml"] = _drop_unused_footnotes(parts)
        for name, links in self._links.items():
            parts[links.part_name] = links.render(self.form.relationships.get(name))
        links_by_id = {name: links.by_id for name, links in self._links.items()}
        return Rendered(parts, links_by_id, {key: sti for sti, (key, _) in self.occurrences.items()})

    def felt(self, felt: Felt, style: int) -> str:
        """Return a value as one run in its bookmark, finished XML."""
        value, sti = (felt.value, felt.sti) if type(felt) is Felt else (felt, None)
        text = value if type(value) is str else format_value(value)  # most are plain words
        run = f'<w:r>{self.styles[style].run}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""
        if sti is None:
            return run
        key, occurrence = self.count(sti)
        number = self._next_id
        self._next_id = number + 1
        return (
            f'<w:bookmarkStart w:id="{number}" w:name="_f{key}_1_{occurrence}"/>{run}<w:bookmarkEnd w:id="{number}"/>'
        )

    def afsnit(self, felt: Felt, style: int) -> str:
        """Return a long text as whole paragraphs in finished XML, each in a bookmark of its own; one if it is blank."""
        value, sti = (felt.value, felt.sti) if type(felt) is Felt else (felt, None)
        key, occurrence = ("", 1) if sti is None else self.count(sti)
        looks = self.styles[style]
        plain = f'<w:r>{looks.runs[0]}<w:t xml:space="preserve">'
        pieces: list[str] = []
        begin = end = ""
        for number, paragraph in enumerate(paragraphs_of(value), start=1):
            runs = ""
            for stykke in paragraph.stykker:
                if stykke.fed or stykke.kursiv or stykke.understreget or stykke.href is not None:
                    runs += self._run(stykke, looks)
                elif stykke.tekst:
                    runs += f"{plain}{escape(stykke.tekst)}</w:t></w:r>"
            if key:
                begin = f'<w:bookmarkStart w:id="{self._next_id}" w:name="_f{key}_{number}_{occurrence}"/>'
                end = f'<w:bookmarkEnd w:id="{self._next_id}"/>'
                self._next_id += 1
            properties = looks.paragraph_properties(paragraph.art, paragraph.niveau)
            pieces.append(f"<w:p>{properties}{begin}{runs}{end}</w:p>")
        return "".join(pieces)

    # -- their pieces --

    def _run(self, stykke: Stykke, looks: TagStyle) -> str:
        text = escape(stykke.tekst)
        run = f'<w:r>{looks.run_properties(stykke)}<w:t xml:space="preserve">{text}</w:t></w:r>' if text else ""
        if stykke.href is None:
            return run
        links = self._links.setdefault(self.part, Links(self.part))
        return f'<w:hyperlink r:id="{links.add(stykke.href)}" w:history="1">{run}</w:hyperlink>'


def escape(text: str) -> str:
    """Return `text` as the content of an XML element."""
    if "&" in text or "<" in text or ">" in text:
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text  # nearly always


def paragraphs_of(value: object) -> Sequence[Afsnit]:
    """Return the paragraphs of a long text; a plain value is one."""
    return value.afsnit if isinstance(value, Tekst) else (Afsnit(Art.AFSNIT, 0, (Stykke(format_value(value)),)),)


def _join(part: CompiledPart, stretches: Sequence[str]) -> str:
    text = "".join(stretches)
    if not part.mending or not may_have_hole(stretches):
        return text
    return mend(text) if part.mending == "body" else mend_story(text)


def _drop_unused_footnotes(parts: dict[str, str]) -> str:
    """Return the footnotes without those whose mark was left out with its paragraph (fejl-hos-andre 39)."""
    used = set(_FOOTNOTE_MARK.findall(parts["word/document.xml"]))

    def keep(match: re.Match[str]) -> str:
        number = _ID.search(match[1])
        return match[0] if 'w:type="' in match[1] or (number is not None and number[1] in used) else ""

    return _FOOTNOTE.sub(keep, parts["word/footnotes.xml"])

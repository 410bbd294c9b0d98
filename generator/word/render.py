"""A compiled form filled in: the hot path, from a loaded agreement to the bytes of a Word file.

Imports neither lxml, docxtpl nor python-docx; only the parts with tags are written, the rest is copied. Every paragraph
that holds a field carries its bookmark; ids and occurrences come from one counter per rendering over all parts, so they
are unique in the file. Same input, same bytes: no clock, no random numbers. Source: design decisions 2 and 5.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from generator.model.tekst import Afsnit, Art, Stykke, Tekst
from generator.word.bookmarks import anchor_key
from generator.word.contract import ADDRESSED, ROOTS, Formularindhold, format_value
from generator.word.hyperlinks import Links
from generator.word.package import pack
from generator.word.repair import mend, mend_story
from generator.word.sandbox import Act
from generator.word.view import Felt, View

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.word.form import CompiledForm, CompiledPart, TagStyle

_DEFLATE_LEVEL = 2  # of the rendered parts: 6 costs three times the time for 12 % fewer bytes (the real agreement)


@dataclass(frozen=True, slots=True)
class Rendered:
    """The parts that a rendering wrote, by name; the address behind each link id of each part; the sti behind each key."""

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
    return fixed.write(pack(name, text.encode(), _DEFLATE_LEVEL) for name, text in parts.items())


class _Rendering:
    """What one rendering counts: bookmarks, occurrences of each field, links of each part."""

    def __init__(self, form: CompiledForm) -> None:
        self._styles = form.styles
        self._next_id = form.first_bookmark_id
        self._occurrences: dict[str, int] = {}
        self.stier: dict[str, str] = {}
        self._part = ""
        self.links: dict[str, Links] = {}

    def render_part(self, part: CompiledPart, names: dict[str, Any]) -> str:
        self._part = part.name
        text = part.template().render(names)
        match part.mending:
            case "body":
                return mend(text)
            case "story":
                return mend_story(text)
            case _:
                return text

    # -- the three acts a compiled form calls --

    def ord(self, felt: Felt) -> str:
        """Return a value as bare words, for properties and the like."""
        return format_value(_value(felt))

    def felt(self, felt: Felt, style: int) -> Markup:
        """Return a value as one run in its bookmark."""
        text = format_value(_value(felt))
        run = f'<w:r>{self._styles[style].run}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""
        sti = felt.sti if type(felt) is Felt else None
        return Markup(run if sti is None else self._anchored(run, self._key(sti), 1, self._occurrence(sti)))

    def afsnit(self, felt: Felt, style: int) -> Markup:
        """Return a long text as whole paragraphs, each in a bookmark of its own; a blank one as one empty paragraph."""
        value = _value(felt)
        paragraphs = value.afsnit if isinstance(value, Tekst) else (_plain_paragraph(format_value(value)),)
        sti = felt.sti
        key = None if sti is None else self._key(sti)
        occurrence = 1 if sti is None else self._occurrence(sti)
        return Markup("".join(self._paragraphs(paragraphs, style, key, occurrence)))

    # -- their pieces --

    def _paragraphs(
        self, paragraphs: tuple[Afsnit, ...], style: int, key: str | None, occurrence: int
    ) -> Iterator[str]:
        looks = self._styles[style]
        for number, paragraph in enumerate(paragraphs, start=1):
            runs = "".join([self._run(stykke, looks) for stykke in paragraph.stykker])
            if key is not None:
                runs = self._anchored(runs, key, number, occurrence)
            yield f"<w:p>{looks.paragraph_properties(paragraph.art, paragraph.niveau)}{runs}</w:p>"

    def _run(self, stykke: Stykke, looks: TagStyle) -> str:
        run = f'<w:r>{looks.run_properties(stykke)}<w:t xml:space="preserve">{escape(stykke.tekst)}</w:t></w:r>' if stykke.tekst else ""
        if stykke.href is None:
            return run
        links = self.links.setdefault(self._part, Links(self._part))
        return f'<w:hyperlink r:id="{links.add(stykke.href)}" w:history="1">{run}</w:hyperlink>'

    def _anchored(self, xml: str, key: str, number: int, occurrence: int) -> str:
        number_id = self._next_id
        self._next_id += 1
        return (
            f'<w:bookmarkStart w:id="{number_id}" w:name="_f{key}_{number}_{occurrence}"/>'
            f'{xml}<w:bookmarkEnd w:id="{number_id}"/>'
        )

    def _key(self, sti: str) -> str:
        key = anchor_key(sti)
        self.stier[key] = sti
        return key

    def _occurrence(self, sti: str) -> int:
        count = self._occurrences[sti] = self._occurrences.get(sti, 0) + 1
        return count


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
    import re  # noqa: PLC0415 - few forms have footnotes

    used = set(re.findall(r'<w:footnoteReference\b[^>]*w:id="(-?\d+)"', parts["word/document.xml"]))

    def keep(match: re.Match[str]) -> str:
        is_separator = 'w:type="' in match[1]
        return match[0] if is_separator or re.search(r'w:id="(-?\d+)"', match[1])[1] in used else ""  # type: ignore[index]

    return re.sub(r"<w:footnote\b([^>]*)>.*?</w:footnote>", keep, parts["word/footnotes.xml"], flags=re.DOTALL)

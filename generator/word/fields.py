"""The fields of a Word file, found by their bookmarks: what each holds now, whoever wrote in it.

A bookmark says which field a paragraph, or a piece of one, belongs to. What stands inside it is the field's; so is a
paragraph typed between two of the field's own, and the second half of one that was split. What was typed just outside a
bookmark can't be told from the form's fixed text here: it is handed on as `before` and `after` for whoever knows the
form. Paragraphs come as an agreement has them: kind and level from the paragraph's style, looks from the run itself (a
style's own looks are the form's, not the text's). Tracked deletions count as deleted, insertions as written.
Source: design decision 5; fejl-hos-andre 26-30.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.model.tekst import Afsnit, Art, Stykke, normalize_afsnit
from generator.word.bookmarks import AnchorName, parse_anchor
from generator.word.guard import parse_part
from generator.word.package import read_package
from generator.word.tags import w

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element

    from generator.word.styles import Teksttypografier

_STORIES = re.compile(r"word/(document|header\d*|footer\d*|footnotes)\.xml")
_R_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_P, _R, _T, _RPR, _START, _END, _LINK = (
    w(name) for name in ("p", "r", "t", "rPr", "bookmarkStart", "bookmarkEnd", "hyperlink")
)
_GONE = {w("del"), w("moveFrom"), w("pPr"), "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
_SIGNS = {
    w("tab"): "\t", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "\N{NON-BREAKING HYPHEN}",
    w("softHyphen"): "\N{SOFT HYPHEN}",
}  # fmt: skip
_OFF = {"0", "false", "off", "none"}


@dataclass(slots=True, eq=False)
class FieldReading:
    """One occurrence of a field. `occurrence` counts from 1 over the whole file; `part` is where it stands.

    `paragraphs` are as they stand, empty ones too; a link's address is the URI that the file holds (`to_uri`).
    """

    part: str
    occurrence: int
    paragraphs: list[Afsnit] = field(default_factory=list)
    before: str = ""
    """The words before the field in its first paragraph, back to the field before it."""
    after: str = ""
    """The words after the field in its last paragraph, up to the next field."""

    @property
    def afsnit(self) -> tuple[Afsnit, ...]:
        """The field as a long text has it, in one spelling; () when it is blank."""
        return normalize_afsnit(self.paragraphs)

    @property
    def linje(self) -> str:
        """The field as text on one line, "" when it is blank; paragraphs joined by a blank."""
        return " ".join(item.tekst for item in self.paragraphs)


def read_fields(docx: bytes, tekst: Teksttypografier, file: str) -> dict[str, list[FieldReading]]:
    """Return each field's occurrences by its key (`bookmarks.anchor_key` of the sti), in the file's order.

    Body first, then footers, footnotes and headers. `tekst` are the styles that form.yaml names, `file` is what errors
    call the file. Raises: PackageError, when it is no readable Word file.
    """
    entries = read_package(docx, file)
    kinds = _kinds_of(tekst)
    fields: dict[str, list[FieldReading]] = {}
    for name in sorted(filter(_STORIES.fullmatch, entries), key=lambda name: (name != "word/document.xml", name)):
        folder, _, base = name.rpartition("/")
        rels = entries.get(f"{folder}/_rels/{base}.rels")
        links = {} if rels is None else _read_links(parse_part(rels.read(), file, rels.name))
        _StoryReader(name, kinds, links, fields).read(parse_part(entries[name].read(), file, name))
    return fields


def _kinds_of(tekst: Teksttypografier) -> dict[str, tuple[Art, int]]:
    """Return the kind and level that a paragraph style means; other styles are those of ordinary paragraphs."""
    kinds = {tekst.underoverskrift: (Art.UNDEROVERSKRIFT, 0)}
    for art, styles in ((Art.PUNKT, tekst.punkter), (Art.AFSNIT, tekst.punktafsnit)):
        kinds |= {style: (art, level) for level, style in enumerate(styles, start=1)}
    return kinds


def _read_links(relationships: _Element) -> dict[str, str]:
    return {item.get("Id") or "": item.get("Target") or "" for item in relationships if item.get("TargetMode")}


class _StoryReader:
    """Reads one part in document order; a bookmark stands open until its end, over paragraphs too."""

    def __init__(
        self,
        part: str,
        kinds: Mapping[str, tuple[Art, int]],
        links: Mapping[str, str],
        fields: dict[str, list[FieldReading]],
    ) -> None:
        self._part, self._kinds, self._links, self._fields = part, kinds, links, fields
        self._open: dict[str, FieldReading] = {}  # by bookmark id, in the order they were opened
        self._last: tuple[AnchorName, FieldReading] | None = None  # what was opened last
        self._home: _Element | None = None  # what the last paragraph of a field stands in
        self._between: list[Afsnit] = []  # paragraphs of no field since then, in the same place

    def read(self, tree: _Element) -> None:
        for element in tree.iter(_P, _START, _END):
            if element.tag == _P:
                if next(element.iterancestors(*_GONE), None) is None:
                    self._read_paragraph(element)
            elif next(element.iterancestors(_P), None) is None:
                self._mark(element, Afsnit(Art.AFSNIT, 0, ()))

    def _read_paragraph(self, paragraph: _Element) -> None:
        style = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
        empty = Afsnit(*self._kinds.get("" if style is None else style.get(w("val")) or "", (Art.AFSNIT, 0)), ())
        for reading in self._open.values():
            reading.paragraphs.append(empty)
        outside: list[Stykke] = []
        touched = list(self._open.values())  # the fields of this paragraph, in order
        for item in self._walk(paragraph, None):
            if not isinstance(item, Stykke):
                before = "".join(stykke.tekst for stykke in outside)
                if (opened := self._mark(item, empty)) is not None:
                    if touched and touched[-1] not in self._open.values():
                        touched[-1].after = before
                    opened.before = before if len(opened.paragraphs) == 1 else opened.before
                    touched.append(opened)
                    outside = []
            elif self._open:
                _append(next(reversed(self._open.values())), item)
            else:
                outside.append(item)
        if touched:
            touched[-1].after = "".join(stykke.tekst for stykke in outside)
            self._home, self._between = paragraph.getparent(), []
        elif paragraph.getparent() is self._home:
            self._between.append(Afsnit(empty.art, empty.niveau, tuple(outside)))
        else:
            self._home = None

    def _mark(self, mark: _Element, empty: Afsnit) -> FieldReading | None:
        """Open or close a field; return the one that was opened."""
        number = mark.get(w("id")) or ""
        if mark.tag == _END:
            self._open.pop(number, None)
            return None
        anchor = parse_anchor(mark.get(w("name")) or "")
        if anchor is None:
            return None
        reading = self._continued(anchor, mark) or self._begin(anchor)
        if next(mark.iterancestors(_P), None) is not None:
            reading.paragraphs.append(empty)
        self._open[number], self._last = reading, (anchor, reading)
        return reading

    def _continued(self, anchor: AnchorName, mark: _Element) -> FieldReading | None:
        """Return the reading that `anchor` is a further paragraph of, with what was typed between the two."""
        if self._last is None:
            return None
        before, reading = self._last
        if (before.key, before.occurrence) != (anchor.key, anchor.occurrence) or anchor.paragraph <= before.paragraph:
            return None
        paragraph = next(mark.iterancestors(_P), mark)
        if paragraph.getparent() is self._home:
            reading.paragraphs += self._between
        return reading

    def _begin(self, anchor: AnchorName) -> FieldReading:
        reading = FieldReading(self._part, anchor.occurrence)
        self._fields.setdefault(anchor.key, []).append(reading)
        return reading

    def _walk(self, parent: _Element, href: str | None) -> Iterator[Stykke | _Element]:
        """Yield the pieces of text and the marks that stand in a paragraph, in order."""
        for child in parent:
            if child.tag in (_START, _END):
                yield child
            elif child.tag == _R:
                yield from _read_run(child, href)
            elif child.tag not in _GONE:
                yield from self._walk(child, self._links.get(child.get(_R_ID) or "") if child.tag == _LINK else href)


def _read_run(run: _Element, href: str | None) -> Iterator[Stykke]:
    looks = {look.tag: look.get(w("val")) or "on" for look in run.iterfind(f"{_RPR}/*")}
    fed, kursiv, understreget = (looks.get(w(name), "none") not in _OFF for name in "biu")
    text = "".join(child.text or "" if child.tag == _T else _SIGNS.get(child.tag, "") for child in run)
    if text:
        yield Stykke(text, fed, kursiv, understreget, href)


def _append(reading: FieldReading, stykke: Stykke) -> None:
    last = reading.paragraphs[-1]
    reading.paragraphs[-1] = Afsnit(last.art, last.niveau, (*last.stykker, stykke))

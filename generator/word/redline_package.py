"""A Word file opened to be compared: its parts, where its stories are, what they refer to, what its notes say.

Always so: nothing is fetched, entities are not resolved, and the file's bounds are those of every Word file that is
read here. The parts are scratch copies; the bytes that were handed in are not touched. Source: ECMA-376 part 1 §11.
"""

from __future__ import annotations

import contextlib
import posixpath
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple, cast
from xml.sax.saxutils import quoteattr

from lxml import etree

from generator.word.guard import parse_part
from generator.word.redline_canon import R, canonical
from generator.word.redline_prepare import prepare
from generator.word.redline_zip import open_entries
from generator.word.tags import w

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from lxml.etree import _Element

    from generator.word.package import Entry

DOCUMENT: Final = "word/document.xml"
_REFERRING: Final = etree.XPath("//*[@r:*]", namespaces={"r": R})
_PARSER: Final = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
_USUAL: Final = (b'<?xml version="1.0" encoding="UTF-8"', b"<?xml version='1.0' encoding='UTF-8'")
_BETWEEN: Final = re.compile(rb">\s*\n\s*<(?!\?|w:document|w:hdr|w:ftr)")
_RELATIONSHIPS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
NOTE_PARTS: Final = {"footnotes": w("footnoteReference"), "endnotes": w("endnoteReference")}
_REFERENCES: Final = (w("headerReference"), w("footerReference"))


class Relation(NamedTuple):
    """What a part refers to. `target`: the part's name in the file, or an address outside it."""

    type: str
    target: str
    is_outside: bool

    @property
    def kind(self) -> str:
        """The last word of its type: image, hyperlink, styles …."""
        return self.type.rstrip("/").rpartition("/")[2]


@dataclass
class Wordfil:
    """A Word file. `stories` are its body, headers, footers and notes by part, made ready; `told`: for the user."""

    file: str
    entries: dict[str, Entry]
    stories: dict[str, _Element] = field(default_factory=dict)
    relations: dict[str, dict[str, Relation]] = field(default_factory=dict)
    relations_as_read: dict[str, dict[str, Relation]] = field(default_factory=dict)
    told: tuple[str, ...] = ()
    _parsed: dict[str, _Element] = field(default_factory=dict)

    def parse(self, name: str) -> _Element:
        """Return a part's XML, the same element each time."""
        if name not in self._parsed:
            self._parsed[name] = _parse(self.entries[name].read(), self.file, name)
        return self._parsed[name]

    def is_parsed(self, name: str) -> bool:
        """Return whether somebody asked for the part, and may have changed it."""
        return name in self._parsed

    def part_of_kind(self, kind: str) -> str | None:
        """Return the part that the document refers to as its styles, numbering, footnotes …, None for none."""
        found = (item.target for item in self.relations[DOCUMENT].values() if item.kind == kind)
        return next((target for target in found if target in self.entries), None)

    @property
    def body(self) -> _Element:
        """The document's body."""
        return next(self.stories[DOCUMENT].iterchildren(w("body")))

    def sections(self) -> list[_Element]:
        """Return the properties of the sections, in order."""
        return list(self.stories[DOCUMENT].iter(w("sectPr")))

    def headers_of(self, section: _Element) -> dict[tuple[str, str], str]:
        """Return the headers and footers of a section: the part by kind of reference and of page."""
        relations = self.relations[DOCUMENT]
        return {
            (str(item.tag), item.get(w("type")) or "default"): relations[item.get(f"{{{R}}}id") or ""].target
            for item in section.iterchildren(*_REFERENCES)
            if (item.get(f"{{{R}}}id") or "") in relations
        }

    def note_keys(self) -> dict[tuple[str, str], Hashable]:
        """Return what each note says, by its reference's tag and id."""
        keys: dict[tuple[str, str], Hashable] = {}
        for kind, tag in NOTE_PARTS.items():
            part = self.part_of_kind(kind)
            for note in self.stories[part] if part is not None else ():
                keys[tag, note.get(w("id")) or ""] = tuple(canonical(child) for child in note)
        return keys


def open_wordfil(data: bytes, file: str) -> Wordfil:
    """Return a Word file ready to be compared. Raises: PackageError, RedlineError."""
    opened = Wordfil(file, open_entries(data, file))
    opened.relations[DOCUMENT] = _read_relations(opened, DOCUMENT)
    kinds = ("header", "footer", *NOTE_PARTS)
    related = [item.target for item in opened.relations[DOCUMENT].values() if item.kind in kinds]
    names = [DOCUMENT, *(name for name in related if name in opened.entries)]
    told: dict[str, None] = {}
    for name in dict.fromkeys(names):
        opened.stories[name] = opened.parse(name)
        if name != DOCUMENT:
            opened.relations[name] = _read_relations(opened, name)
        told |= dict.fromkeys(prepare(opened.stories[name], opened.entries[name].read(), file, name))
    opened.relations_as_read = {part: dict(items) for part, items in opened.relations.items()}
    opened.told = tuple(told)
    return opened


def relations_name(part: str) -> str:
    """Return the name of the part that holds a part's relationships."""
    return posixpath.join(posixpath.dirname(part), "_rels", f"{posixpath.basename(part)}.rels")


def _read_relations(opened: Wordfil, part: str) -> dict[str, Relation]:
    name = relations_name(part)
    if name not in opened.entries:
        return {}
    found: dict[str, Relation] = {}
    for item in opened.parse(name).iter(f"{{{_RELATIONSHIPS}}}Relationship"):
        target, is_outside = item.get("Target") or "", item.get("TargetMode") == "External"
        if not is_outside:
            inside = target.lstrip("/") if target.startswith("/") else posixpath.join(posixpath.dirname(part), target)
            target = posixpath.normpath(inside)
        found[item.get("Id") or ""] = Relation(item.get("Type") or "", target, is_outside)
    return found


def make_relations(relations: dict[str, Relation], part: str) -> bytes:
    """Return a part's relationships as XML."""
    lines = [f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="{_RELATIONSHIPS}">']
    for identity, item in relations.items():
        target = item.target if item.is_outside else posixpath.relpath(item.target, posixpath.dirname(part))
        mode = ' TargetMode="External"' if item.is_outside else ""
        values = f"Id={quoteattr(identity)} Type={quoteattr(item.type)} Target={quoteattr(target)}"
        lines.append(f"<Relationship {values}{mode}/>")
    return "".join([*lines, "</Relationships>"]).encode()


def write_xml(root: _Element) -> bytes:
    """Return a part's XML as bytes."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def walk_ids(root: _Element) -> Iterator[tuple[_Element, str, str]]:
    """Yield each reference to a relationship: the element, the attribute's name, the id."""
    for element in cast("list[_Element]", _REFERRING(root)):
        for key, value in element.attrib.items():
            if str(key).startswith(f"{{{R}}}"):
                yield element, str(key), str(value)


def _parse(data: bytes, file: str, part: str) -> _Element:
    """Return a part's XML. What Word and this program write is parsed at once, anything else as the guard does it."""
    if data.startswith(_USUAL) and b"<!" not in data and _BETWEEN.search(data) is None:
        with contextlib.suppress(etree.XMLSyntaxError):
            return etree.fromstring(data, _PARSER)
    return parse_part(data, file, part)

"""Sections, the headers and footers of both documents that belong together, and what is numbered over all of them.

Always so: a section is never added or deleted by a redline (Word could not undo that), so both files must have as many;
a header that only one file has counts as empty in the other. A page set up in another way is a tracked change of the
section, which never names headers. Source: ECMA-376 part 1 §17.6, §17.10; fejl-hos-andre 14, 16.
"""

from __future__ import annotations

import copy
from itertools import count
from typing import TYPE_CHECKING, Final

from lxml import etree

from generator.word.package import pack
from generator.word.redline_canon import R, canonical_children
from generator.word.redline_errors import SectionsError
from generator.word.redline_package import DOCUMENT, Relation, write_xml
from generator.word.tags import W, w

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element

    from generator.word.redline_marks import Marker
    from generator.word.redline_package import Wordfil

_REFERENCES: Final = frozenset((w("headerReference"), w("footerReference")))
_KINDS: Final = {w("headerReference"): ("header", "hdr"), w("footerReference"): ("footer", "ftr")}
_DRAWING: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_TYPE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}"
_CONTENT: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"
_CONTENT_TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"


def pair_headers(old: Wordfil, new: Wordfil) -> list[tuple[str, str]]:
    """Return the headers and footers that belong together, by part; where one file has none it gets an empty one.

    Raises: SectionsError, if the files have not as many sections.
    """
    sections_a, sections_b = old.sections(), new.sections()
    if len(sections_a) != len(sections_b):
        raise SectionsError(new.file, f"Inddelingen i sektioner ({len(sections_a)} og {len(sections_b)})")
    pairs: dict[str, str] = {}
    for section_a, section_b in zip(sections_a, sections_b, strict=True):
        headers_a, headers_b = old.headers_of(section_a), new.headers_of(section_b)
        for key in sorted({*headers_a, *headers_b}):
            part_a = headers_a.get(key) or _add_empty(old, section_a, key)
            part_b = headers_b.get(key) or _add_empty(new, section_b, key)
            if pairs.setdefault(part_b, part_a) != part_a:
                raise SectionsError(new.file, "Sidehovedernes fordeling på sektionerne")
    return [(part_a, part_b) for part_b, part_a in pairs.items()]


def _add_empty(file: Wordfil, section: _Element, key: tuple[str, str]) -> str:
    """Give a section an empty header or footer, and return its part."""
    kind, root_name = _KINDS[key[0]]
    part = next(name for nr in count(1) if (name := f"word/{kind}{nr}.xml") not in file.entries)
    root = etree.Element(w(root_name), nsmap={"w": W, "r": R})
    etree.SubElement(root, w("p"))
    file.entries[part] = pack(part, write_xml(root))
    file.stories[part] = file.parse(part)
    file.relations[part] = {}
    relations = file.relations[DOCUMENT]
    identity = next(name for nr in count(1) if (name := f"rIdEmpty{nr}") not in relations)
    relations[identity] = Relation(_TYPE.format(kind), part, is_outside=False)
    reference = etree.Element(key[0], {w("type"): key[1], f"{{{R}}}id": identity})
    section.insert(0, reference)
    types = file.parse("[Content_Types].xml")
    attributes = {"PartName": f"/{part}", "ContentType": _CONTENT.format(kind)}
    etree.SubElement(types, f"{{{_CONTENT_TYPES}}}Override", attributes)
    return part


def number_drawings(stories: Iterable[_Element]) -> None:
    """Give drawings numbers of their own, where one that was brought along has another's."""
    drawings = [item for story in stories for item in story.iter(_DRAWING)]
    numbers = [item.get("id") for item in drawings]
    if len(set(numbers)) < len(numbers):
        for number, item in enumerate(drawings, start=1):
            item.set("id", str(number))


def change_sections(old: Wordfil, new: Wordfil, marker: Marker) -> None:
    """Note on each section of the new document how its pages were set up, if they were otherwise."""
    for section_a, section_b in zip(old.sections(), new.sections(), strict=True):
        if canonical_children(section_a, _REFERENCES) == canonical_children(section_b, _REFERENCES):
            continue
        change = marker.make("sectPrChange")
        was = etree.SubElement(change, w("sectPr"))
        was.extend(copy.deepcopy(child) for child in section_a if child.tag not in _REFERENCES)
        section_b.append(change)

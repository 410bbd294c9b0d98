"""A redline read as a Document whose text carries the signs of its changes: what HTML and PDF are written from.

Always so: the Document holds all that stays, all that was added and all that was deleted, in the order of the Word
file, each word once; rows that were deleted and added stand as rows of their own. Read by the same steps as every other
document, so that roles, headings and lists are those of the form.
"""

from __future__ import annotations

import copy
import re
from typing import TYPE_CHECKING, Final

from lxml import etree

from generator.document.blocks import Document
from generator.document.redline_tegn import Aendring, mark, without_signs
from generator.word.redline_package import DOCUMENT
from generator.word.roles import style_facts
from generator.word.story import Story
from generator.word.stretches import read_steps
from generator.word.tags import w

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element

    from generator.document.blocks import Block
    from generator.word.redline import Redline
    from generator.word.roles import StyleFact

_KINDS: Final = {w("ins"): Aendring.TILFOEJET, w("del"): Aendring.SLETTET}
_MOVED: Final = {w("ins"): Aendring.FLYTTET_HERTIL, w("del"): Aendring.FLYTTET_HERFRA}
_TITLE: Final = re.compile(rb"<dc:title>([^<]*)<")
_LANGUAGE: Final = "da-DK"


def read_facts(redline: Redline) -> dict[str, StyleFact]:
    """Return what the styles of any Word file say of themselves: headings and lists, not whose words they are."""
    part = redline.new.part_of_kind("styles")
    return {} if part is None else style_facts({}, "", (), redline.new.parse(part))


def read_redline(redline: Redline, facts: Mapping[str, StyleFact], stier: Mapping[str, str], title: str) -> Document:
    """Return the redline as blocks with signs. `stier` are the fields behind the bookmarks' keys."""
    stories: dict[str, tuple[Block, ...]] = {}
    for part, root in redline.stories.items():
        links = {rid: item.target for rid, item in redline.new.relations.get(part, {}).items() if item.is_outside}
        story = Story()
        story.take(read_steps(_with_signs(root, redline.moves), facts, links, stier))
        stories[part] = story.finish()
    around = redline.new.headers_of(redline.new.sections()[-1]) if redline.new.sections() else {}
    headers = [part for (tag, _), part in around.items() if tag == w("headerReference")]
    footers = [part for (tag, _), part in around.items() if tag == w("footerReference")]
    return Document(
        title,
        _LANGUAGE,
        tuple(block for part in headers for block in stories[part]),
        tuple(block for part in footers for block in stories[part]),
        stories[DOCUMENT],
    )


def _with_signs(root: _Element, moves: Mapping[_Element, int]) -> str:
    """Return a story as XML without tracked changes, the signs in its text."""
    moved = {item for element in moves for item in element.iter(*_KINDS)}
    kinds: list[tuple[int, Aendring]] = []
    for number, change in enumerate(root.iter(*_KINDS)):
        kinds.append((number, (_MOVED if change in moved else _KINDS)[str(change.tag)]))
    shown = copy.deepcopy(root)
    for change, (_, art) in zip(list(shown.iter(*_KINDS)), kinds, strict=True):
        if (parent := change.getparent()) is None:
            continue
        if parent.tag in (w("rPr"), w("trPr")):
            parent.remove(change)
            continue
        for text in change.iter(w("t"), w("delText")):
            text.text = mark(text.text or "", art)
            text.tag = w("t")
        at = parent.index(change)
        parent[at : at + 1] = list(change)
    for code in shown.iter(w("delInstrText")):
        code.tag = w("instrText")
    _mend_spans(shown)
    xml = etree.tostring(shown, encoding="unicode")
    return xml.replace("<w:t/>", "")


def _mend_spans(root: _Element) -> None:
    """Begin a cell anew that reaches down from a row that is now another's neighbour."""
    for table in root.iter(w("tbl")):
        above: set[int] = set()
        for row in table.iterchildren(w("tr")):
            here: set[int] = set()
            for column, cell in enumerate(row.iterchildren(w("tc"))):
                properties = cell.find(w("tcPr"))
                merge = None if properties is None else properties.find(w("vMerge"))
                if merge is not None:
                    if merge.get(w("val")) != "restart" and column not in above:
                        merge.set(w("val"), "restart")
                    here.add(column)
            above = here


def plain_title(redline: Redline) -> str:
    """Return the new document's own title, "" for none."""
    entry = redline.new.entries.get("docProps/core.xml")
    found = None if entry is None else _TITLE.search(entry.read())
    return "" if found is None else without_signs(found[1].decode())

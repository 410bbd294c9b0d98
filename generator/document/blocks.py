"""The document as blocks: what every format is written from.

Read back out of the rendered Word file, so that all formats say the same by construction. A writer is total over
`Block` and `Inline`: a kind it forgets is a type error (`assert_never`), not a hole in somebody's agreement. Immutable,
plain data: no format's own notions (pixels, tags, styles) live here. What a document has hundreds of is a named tuple,
made in half of a frozen dataclass's time. Source: design decision 2.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, assert_never

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.sti import Sti


class Role(StrEnum):
    """Whose words these are and what they do, given by the Word style through form.yaml."""

    TITLE = "title"
    HEADING = "heading"
    CLAUSE = "clause"
    """LBF's binding text."""
    GUIDANCE = "guidance"
    """LBF's guidance to whoever fills the form in."""
    LABEL = "label"
    """LBF's name of a field."""
    VALUE = "value"
    """What the parties wrote."""


class Anchor(NamedTuple):
    """Which field a run holds: `paragraph` within the field and `occurrence` in the document count from 1.

    `key` is the bookmark's 16 hex digits; `sti` None: the field isn't known (a document without its agreement at hand).
    """

    key: str
    paragraph: int
    occurrence: int
    sti: Sti | None = None


class Run(NamedTuple):
    """Text in one looks. May be empty when it only anchors a blank field. Never holds a line break or a tab.

    `role` None: as its paragraph's. `href` is an absolute address as the reader should see and follow it.
    """

    text: str
    bold: bool = False
    italic: bool = False
    underline: bool = False
    href: str | None = None
    anchor: Anchor | None = None
    role: Role | None = None


class Special(StrEnum):
    """An inline that is no text of its own."""

    PAGE = "page"
    """The number of this page."""
    PAGES = "pages"
    """The number of pages."""
    LINE_BREAK = "line-break"
    TAB = "tab"
    """Moves on to the next column of a header or footer."""


Inline = Run | Special


class Heading(NamedTuple):
    """A heading. `level` 1-6; the document's title is level 1 with role TITLE."""

    level: int
    inlines: tuple[Inline, ...]
    role: Role = Role.HEADING


class Paragraph(NamedTuple):
    """A paragraph of running text."""

    inlines: tuple[Inline, ...]
    role: Role


class Item(NamedTuple):
    """A bullet with all that stands in it: paragraphs, then perhaps a list of its own."""

    blocks: tuple[Block, ...]


class List(NamedTuple):
    """A bulleted list; at least one item."""

    items: tuple[Item, ...]


class Cell(NamedTuple):
    """A table's cell. `header`: "col" or "row" where it heads its column or row, else "". Spans count cells, from 1."""

    blocks: tuple[Block, ...]
    colspan: int = 1
    rowspan: int = 1
    header: str = ""


class Row(NamedTuple):
    """A table's row: the cells that begin in it. `is_header`: repeated at the top of each page."""

    cells: tuple[Cell, ...]
    is_header: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table; every row fills the grid together with the spans from above. `widths` are shares that add up to 1.

    `caption` names the table for whoever can't see it; "" where the form names none.
    """

    widths: tuple[float, ...]
    rows: tuple[Row, ...]
    caption: str = ""


Block = Heading | Paragraph | List | Table


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document. `header` and `footer` stand on every page. `language` is a BCP 47 tag, da-DK."""

    title: str
    language: str
    header: tuple[Block, ...]
    footer: tuple[Block, ...]
    blocks: tuple[Block, ...]


class NoteKind(StrEnum):
    """What a note beside a field is about."""

    BACKGROUND = "background"
    FINDING = "finding"
    REDLINE = "redline"


@dataclass(frozen=True, slots=True)
class Note:
    """A remark that a writer puts beside a field, marked as not part of the document."""

    kind: NoteKind
    text: str


def plain_text(inlines: tuple[Inline, ...]) -> str:
    """Return the words of `inlines`; a line break and a tab as one blank, page numbers left out."""
    blanks = (Special.LINE_BREAK, Special.TAB)
    return "".join(item.text if isinstance(item, Run) else " " if item in blanks else "" for item in inlines)


def walk_inlines(blocks: tuple[Block, ...]) -> Iterator[tuple[Inline, ...]]:
    """Yield the inlines of each heading and paragraph in reading order: tables row by row, cells from top to bottom."""
    for block in blocks:
        match block:
            case Heading() | Paragraph():
                yield block.inlines
            case List():
                for item in block.items:
                    yield from walk_inlines(item.blocks)
            case Table():
                for row in block.rows:
                    for cell in row.cells:
                        yield from walk_inlines(cell.blocks)
            case _:
                assert_never(block)


def document_text(document: Document) -> str:
    """Return the words of the body, a line per heading or paragraph; what every format must hold."""
    return "\n".join(text for inlines in walk_inlines(document.blocks) if (text := plain_text(inlines)))

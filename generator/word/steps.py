"""The steps of a rendered part: what each stretch of it says, in document order, without a tree.

A part is the form's fixed stretches with filled-in ones between them, all cut where elements meet, never inside a run
or its properties. So the steps of the whole are those of its stretches one after the other. `stretches` reads them out
of XML, `filled` hands them out beside it, `story` makes blocks of them.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

from generator.document.blocks import Heading, Paragraph, Run, Special

if TYPE_CHECKING:
    from generator.word.roles import StyleFact


class Begin(NamedTuple):
    """A paragraph in a style begins."""

    fact: StyleFact


class Whole(NamedTuple):
    """A paragraph as it will be, whatever stands around it."""

    fact: StyleFact
    block: Paragraph | Heading


class Note(NamedTuple):
    """The mark of a footnote, by Word's id; `looks` is a run without text."""

    id: str
    looks: Run


class Caption(NamedTuple):
    """A table's name."""

    text: str


class Grid(NamedTuple):
    """A table's columns, by their widths."""

    widths: tuple[int, ...]


class Span(NamedTuple):
    """How many columns the cell at hand covers."""

    columns: int


class Instruction(NamedTuple):
    """Words of the code of the field at hand."""

    text: str


class Mark(IntEnum):
    """A step that says no more than its name. A number, since looking up one in a table is quicker than a name."""

    END = 0
    TABLE = 1
    TABLE_END = 2
    ROW = 3
    HEADER_ROW = 4
    """The row at hand is one of headings."""
    ROW_END = 5
    CELL = 6
    CONTINUED = 7
    """The cell at hand continues the one above."""
    CELL_END = 8
    FIELD = 9
    FIELD_RESULT = 10
    FIELD_END = 11
    BOX = 12
    BOX_END = 13
    HIDDEN = 14
    HIDDEN_END = 15


Step = Run | Special | Begin | Whole | Note | Caption | Grid | Span | Instruction | Mark


def paragraph_of(fact: StyleFact, inlines: tuple[Run | Special, ...]) -> Paragraph | Heading:
    """Return the paragraph in a style that says of itself what it is (`is_sub` needs what stands above)."""
    return Heading(fact.heading, inlines, fact.role) if fact.heading else Paragraph(inlines, fact.role)

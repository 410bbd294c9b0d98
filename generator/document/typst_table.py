"""What a table's writer has to know of its grid: which cells head it, how wide each is, which rows stay together.

Always so: every cell of the table is yielded once, in reading order, so that none is lost between header and body.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, assert_never

from generator.document.blocks import Heading, List, Paragraph, Special, Table, plain_text
from generator.document.typst_inline import INDENT
from generator.document.typst_text import substitute

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.document.blocks import Block, Cell
    from generator.document.typst_inline import Surroundings

MAX_LINES: Final = 32  # what is kept together is at most about half a page, or it might not fit on any
_LETTER: Final = 8  # points that a letter takes, wide ones and divided words allowed for


class Placed(NamedTuple):
    """A cell in its grid. `share` is its part of the table's width; `kind` names its looks, "" for a plain one.

    `is_head`: repeated on each page. `is_whole`: short enough to be kept on one page.
    """

    cell: Cell
    share: float
    kind: str
    is_head: bool
    is_whole: bool


def place_cells(table: Table, around: Surroundings) -> Iterator[Placed]:
    """Yield the cells of `table`, which stands in `around`, in reading order."""
    placed = list(_find_columns(table))
    lines = [
        1 + max((_count_lines(cell.blocks, around.in_cell(share)) for cell, share in row), default=0) for row in placed
    ]
    heads = _count_heads(table)
    if sum(lines[:heads]) > MAX_LINES:
        heads = 0
    for number, row in enumerate(placed):
        for cell, share in row:
            is_head = number < heads
            kind = ("subhead" if number else "head") if is_head else {"row": "row", "col": "head"}.get(cell.header, "")
            is_whole = not is_head and sum(lines[number : number + cell.rowspan]) <= MAX_LINES
            yield Placed(cell, share, kind, is_head, is_whole)


def _find_columns(table: Table) -> Iterator[list[tuple[Cell, float]]]:
    """Yield for each row its cells with their share of the table's width."""
    taken = [0] * len(table.widths)  # by column: how many rows from here on a cell above still fills
    for row in table.rows:
        column, found = 0, []
        for cell in row.cells:
            while column < len(taken) and taken[column]:
                column += 1
            end = min(column + cell.colspan, len(taken))
            taken[column:end] = [cell.rowspan] * (end - column)
            found.append((cell, sum(table.widths[column:end])))
            column = end
        yield found
        taken = [max(rows - 1, 0) for rows in taken]


def _count_heads(table: Table) -> int:
    """Return how many rows are repeated on each page; 0 also where a header cell reaches into the body."""
    heads = 0
    while heads < len(table.rows) and table.rows[heads].is_header:
        heads += 1
    reaches = (number + cell.rowspan > heads for number, row in enumerate(table.rows[:heads]) for cell in row.cells)
    return 0 if any(reaches) else heads


def _count_lines(blocks: tuple[Block, ...], around: Surroundings) -> int:
    """Return how many lines `blocks` fill there at most; more than a page for a table."""
    lines = 0
    letters = max(1, int(around.line.room / _LETTER))
    for block in blocks:
        match block:
            case Heading() | Paragraph():
                lines += 2 + len(substitute(plain_text(block.inlines), around.printable)) // letters
                lines += sum(inline is Special.LINE_BREAK for inline in block.inlines)
            case List(items=items):
                lines += sum(_count_lines(item.blocks, around.narrowed(taken=INDENT)) for item in items)
            case Table():
                lines += MAX_LINES + 1
            case _:
                assert_never(block)
    return lines

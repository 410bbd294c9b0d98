"""Where a table's cells stand: the column headings that belong to each, and which rows belong together.

Always so: nothing is assumed of the table but that spans count cells; rows that lack cells, or have too many, still get
a place. Pure arithmetic, shared by the writers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.document.blocks import plain_text, walk_inlines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.document.blocks import Cell, Row, Table


class Stand(NamedTuple):
    """Where a cell stands. `column` counts from 0; `label` is the top heading above it, "" where none is."""

    column: int
    label: str


def lay_out(table: Table) -> Iterator[tuple[Row, tuple[Stand, ...], bool]]:
    """Yield each row with its cells' stands and whether a new group of rows begins with it.

    A group is held together by a cell that spans its rows (a delmål and its indikatorer); header rows are one group.
    A table without such cells is one group. The first header row's own cells have no label.
    """
    grouped = any(cell.rowspan > 1 for row in table.rows if not row.is_header for cell in row.cells)
    covered: dict[int, int] = {}  # column -> rows still covered from above
    labels: dict[int, str] = {}
    for number, row in enumerate(table.rows):
        starts = grouped and not row.is_header and not covered
        stands: list[Stand] = []
        column = 0
        below: list[tuple[int, int]] = []
        for cell in row.cells:
            while column in covered:
                column += 1
            stands.append(Stand(column, labels.get(column, "")))
            end = column + cell.colspan
            if number == 0 and row.is_header:
                labels.update(dict.fromkeys(range(column, end), cell_text(cell)))
            if cell.rowspan > 1:
                below += [(place, cell.rowspan - 1) for place in range(column, end)]
            column = end
        yield row, tuple(stands), starts
        covered = {place: rows - 1 for place, rows in covered.items() if rows > 1}
        covered.update(below)


def cell_text(cell: Cell) -> str:
    """Return a cell's words on one line."""
    return " ".join(" ".join(plain_text(inlines).split()) for inlines in walk_inlines(cell.blocks)).strip()

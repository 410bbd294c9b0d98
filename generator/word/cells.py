"""Word's rows of cells as a table: columns counted, continued cells joined to the one they continue.

Word has a cell in every row that a spanning cell covers; a `Table` has one, with a span. Nothing is assumed of the
rows: one too short or too long is kept as it is, and a cell that continues nothing is no cell.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.document.blocks import Cell, Paragraph, Role, Row, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.document.blocks import Block


class TableGatherer:
    """Gathers one table. What is said of the row or cell at hand is set on it until that ends."""

    def __init__(self) -> None:
        self.caption = ""
        self.widths: tuple[int, ...] = ()
        self.is_header = False
        self.columns = 1
        self.continues = False
        self._column = 0
        self._rows: list[tuple[list[Cell], bool]] = []
        self._above: dict[int, tuple[list[Cell], int]] = {}  # by column, where the cell is that the row above shows
        self._reaching: dict[int, tuple[list[Cell], int]] = {}  # the same of the row at hand

    def begin_row(self) -> None:
        """Begin a row of no headings."""
        self.is_header, self._column, self._reaching = False, 0, {}
        self._rows.append(([], False))

    def end_cell(self, blocks: Sequence[Block]) -> None:
        """End a cell that holds `blocks`; what a continued one holds is not shown."""
        column, self._column = self._column, self._column + self.columns
        if not self.continues:
            header = "col" if self.is_header else "row" if column == 0 and _is_label(blocks) else ""
            cells = self._rows[-1][0]
            self._reaching[column] = cells, len(cells)
            cells.append(Cell(tuple(blocks), self.columns, 1, header))
        elif column in self._above:
            cells, place = self._reaching[column] = self._above[column]
            cells[place] = cells[place]._replace(rowspan=cells[place].rowspan + 1)
        self.columns, self.continues = 1, False

    def end_row(self) -> None:
        """End a row."""
        self._rows[-1] = (self._rows[-1][0], self.is_header)
        self._above = self._reaching

    def finish(self) -> Table:
        """Return the table."""
        rows = tuple([Row(tuple(cells), is_header) for cells, is_header in self._rows])
        total = sum(self.widths) or 1
        return Table(tuple([width / total for width in self.widths]), rows, self.caption)


def _is_label(blocks: Sequence[Block]) -> bool:
    return bool(blocks) and all(type(block) is Paragraph and block.role is Role.LABEL for block in blocks)

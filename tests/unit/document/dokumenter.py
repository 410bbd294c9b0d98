"""Small documents for the writers' tests: a function per kind of block, so that a test shows only what it is about."""

from __future__ import annotations

from generator.document.blocks import (
    Anchor,
    Block,
    Cell,
    Document,
    Heading,
    Inline,
    Item,
    List,
    Paragraph,
    Role,
    Row,
    Run,
    Special,
    Table,
)
from generator.model.sti import Sti


def document(*blocks: Block, footer: tuple[Inline, ...] = ()) -> Document:
    return Document(
        title="Delaftale for Prøve",
        language="da-DK",
        header=(Paragraph((Run("Planen"), Special.TAB, Run("Området")), Role.LABEL),),
        footer=(Paragraph(footer, Role.LABEL),) if footer else (),
        blocks=blocks,
    )


def p(*texts: str | Inline, role: Role = Role.VALUE) -> Paragraph:
    return Paragraph(tuple(Run(text) if type(text) is str else text for text in texts), role)  # type: ignore[misc]


def h(level: int, *texts: str | Inline, role: Role = Role.HEADING) -> Heading:
    return Heading(level, p(*texts).inlines, role)


def ul(*items: str | Item) -> List:
    return List(tuple(Item((p(item),)) if isinstance(item, str) else item for item in items))


def felt(text: str, sti: str, *, paragraph: int = 1, occurrence: int = 1) -> Run:
    """Return text that a field holds; its key follows from the sti, as a bookmark's does."""
    return Run(text, anchor=Anchor(f"{hash_of(sti):016x}", paragraph, occurrence, Sti(sti)))


def hash_of(sti: str) -> int:
    return int.from_bytes(sti.encode()) % 2**64


def cell(*texts: str | Block, header: str = "", rowspan: int = 1, colspan: int = 1) -> Cell:
    blocks = tuple(p(text) if isinstance(text, str) else text for text in texts)
    return Cell(blocks, colspan=colspan, rowspan=rowspan, header=header)


def row(*cells: str | Cell, is_header: bool = False) -> Row:
    kind = "col" if is_header else ""
    return Row(tuple(cell(each, header=kind) if isinstance(each, str) else each for each in cells), is_header)


def table(*rows: Row, caption: str = "Skema") -> Table:
    columns = sum(each.colspan for each in rows[0].cells) if rows else 1
    return Table(tuple(1 / columns for _ in range(columns)), rows, caption)


def indikatortabel() -> Table:
    """Return a table as LBF's: two header rows, and a delmål that spans the rows of its indikatorer."""
    return table(
        row(cell("Delmål", header="col", rowspan=2), "Indikator", "Baseline", is_header=True),
        row("Alle er årlige.", "Samlet set", is_header=True),
        row(cell("Trygge beboere", rowspan=2), "Andel, der føler sig trygge", "51 % (2018)"),
        row(cell(p("Akt.nær indikator", role=Role.LABEL), "12 møder holdes"), cell(p(""))),
        row(cell("Aktive beboere"), "Antal frivillige", "Opgøres ikke"),
        caption="Delmål og indikatorer",
    )

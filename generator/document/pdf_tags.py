"""Marks in a PDF's tags the cells that head their row, and names the tables: what Typst's package can't be told to do.

Typst marks the cells of a repeated header row itself; its calls for a cell that heads a row and for a table's name
stand behind a switch that the Python package doesn't offer. Always so: only the tags of tables and cells change, every
other object keeps its bytes, and a file whose tags aren't the document's own is refused. Why so: docs/analyse/pdf.md.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, assert_never

from generator.document.blocks import Cell, Heading, List, Paragraph, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.document.blocks import Block, Document

_SCOPES: Final = {"row": b"Row", "col": b"Column"}
# Typst writes each element as one plain object (kind, parent, attributes, kids, page) and a plain table of offsets.
_ELEMENT = re.compile(
    rb"\d+ 0 obj\n<</Type/StructElem/S/(\w+)/P \d+ 0 R.*?(?:/K\[([^\]]*)\])?(?:/Pg \d+ 0 R)?>>\nendobj\s*", re.DOTALL
)
_CATALOG = re.compile(rb"/Root (\d+) 0 R")
_STRUCTURE = re.compile(rb"/StructTreeRoot (\d+) 0 R")
_KIDS = re.compile(rb"/K\[([^\]]*)\]")
_KID = re.compile(rb"(\d+) 0 R")
_NOT_KIDS = re.compile(rb"<<.*?>>", re.DOTALL)
_HEADER_LIST = re.compile(rb"/Headers\[[^\]]*\]")
_START = re.compile(rb"startxref\n(\d+)\n%%EOF\s*\Z")
_XREF = re.compile(rb"xref\n0 (\d+)\n0{10} 65535 f\r\n((?:\d{10} 00000 n\r\n)+)(trailer\n.*?)startxref\n", re.DOTALL)
# What a table may stand in, and what it consists of. Nothing else is entered; no text of the document stands in these.
_ENTERED: Final = frozenset(b"Document Part Sect Div NonStruct L LI LBody Table THead TBody TFoot TR TH TD".split())


class TagsError(ValueError):
    """The tags of a PDF aren't written as this module knows them, or aren't the document's."""


def mark_tables(pdf: bytes, document: Document) -> bytes:
    """Return `pdf` with the document's header cells marked as such, with their scope, and its tables named.

    Raises: TagsError.
    """
    wanted = list(_walk_tables(document.blocks))
    if not wanted:
        return pdf
    file = _File(pdf)
    elements = list(file.walk_tables())
    if [number == table for number, table in elements] != [isinstance(part, Table) for part in wanted]:
        raise TagsError(f"{len(elements)} tagged tables and cells, {len(wanted)} in the document")
    pairs = list(zip(elements, wanted, strict=True))
    with_rows = {table for (_, table), part in pairs if isinstance(part, Cell) and part.header == "row"}
    for (number, table), part in pairs:
        element = file.objects[number]
        if isinstance(part, Table):
            element = _name(element, part.caption)
        else:
            if table in with_rows:  # a list of headers would silence what the scopes say
                element = _HEADER_LIST.sub(b"", element)
            if part.header and b"/Scope/" not in element:
                element = element.replace(b"/S/TD/", b"/S/TH/", 1)
                element = element.replace(b"/O/Table", b"/O/Table/Scope/" + _SCOPES[part.header], 1)
        file.objects[number] = element
    return file.write()


def _name(element: bytes, caption: str) -> bytes:
    if not caption:
        return element
    text = caption.encode("utf-16-be", "replace").hex().upper().encode()
    return element.replace(b"/A[", b"/A[<</O/Table/Summary<FEFF" + text + b">>>", 1)


class _File:
    """A PDF as its objects. `objects` by number, each with its first and last line; the file has them in that order."""

    def __init__(self, pdf: bytes) -> None:
        start = _START.search(pdf, len(pdf) - 40)
        xref = _XREF.match(pdf, int(start.group(1))) if start else None
        if start is None or xref is None:
            raise TagsError("no plain table of objects")
        offsets = [int(line[:10]) for line in xref.group(2).splitlines()]
        ends = [*offsets[1:], xref.start()]
        if offsets != sorted(offsets) or int(xref.group(1)) != len(offsets) + 1:
            raise TagsError("objects out of order")
        self._head, self._trailer = pdf[: offsets[0]], xref.group(3)
        self.objects = {
            number: pdf[begin:end] for number, (begin, end) in enumerate(zip(offsets, ends, strict=True), start=1)
        }

    def write(self) -> bytes:
        """Return the file, its table of offsets renewed."""
        offset, lines = len(self._head), []
        for body in self.objects.values():
            lines.append(b"%010d 00000 n\r\n" % offset)
            offset += len(body)
        xref = b"xref\n0 %d\n0000000000 65535 f\r\n" % (len(lines) + 1)
        end = b"startxref\n%d\n%%%%EOF" % offset
        return b"".join((self._head, *self.objects.values(), xref, *lines, self._trailer, end))

    def walk_tables(self) -> Iterator[tuple[int, int]]:
        """Yield the number of each tagged table and cell with its table's, in reading order. Raises: TagsError."""
        root = self._find(_STRUCTURE, self._find(_CATALOG, self._trailer))
        kids = _KIDS.search(root)
        if kids is None:
            raise TagsError("an empty structure")
        yield from self._walk(kids.group(1), 0)

    def _find(self, reference: re.Pattern[bytes], body: bytes) -> bytes:
        found = reference.search(body)
        if found is None or int(found.group(1)) not in self.objects:
            raise TagsError("no structure")
        return self.objects[int(found.group(1))]

    def _walk(self, kids: bytes, table: int) -> Iterator[tuple[int, int]]:
        for kid in _KID.findall(_NOT_KIDS.sub(b"", kids)):
            number = int(kid)
            element = _ELEMENT.fullmatch(self.objects.get(number, b""))
            if element is None or element.group(1) not in _ENTERED:
                continue
            kind = element.group(1)
            inside = number if kind == b"Table" else table
            if kind in {b"Table", b"TH", b"TD"}:
                yield number, inside
            yield from self._walk(element.group(2) or b"", inside)


def _walk_tables(blocks: tuple[Block, ...]) -> Iterator[Table | Cell]:
    """Yield the document's tables, each followed by its cells and what they hold, in reading order."""
    for block in blocks:
        match block:
            case Table(rows=rows):
                yield block
                for row in rows:
                    for cell in row.cells:
                        yield cell
                        yield from _walk_tables(cell.blocks)
            case List(items=items):
                for item in items:
                    yield from _walk_tables(item.blocks)
            case Heading() | Paragraph():
                pass
            case _:
                assert_never(block)

"""python-docx building the document by hand: same paragraphs, tables and styles, on LBF's form as the base for styles.

What to write is taken from our own document before the clock starts, so that only python-docx's calls are timed: no
reading of data, no deciding, no formatting. Looks that python-docx has no call for (captions, repeated header rows but
for their flag, tones) are left out, in its favour.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docx import Document
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Twips

from tests.bench.agreement import FORM
from tests.bench.links import add_link

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from docx.document import Document as DocumentObject
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph
    from lxml.etree import _Element


@dataclass(frozen=True, slots=True)
class Piece:
    """A run to write. `style` is a character style's name or None; `kind` is "t", "tab", "br" or "field"."""

    kind: str
    text: str = ""
    style: str | None = None
    bold: bool | None = None
    italic: bool | None = None
    underline: bool | None = None
    href: str | None = None


@dataclass(frozen=True, slots=True)
class ParagraphPlan:
    """A paragraph to write, by its style's name."""

    style: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class CellPlan:
    """A cell to write; `is_continued`: it belongs to the cell above."""

    width: int
    paragraphs: tuple[ParagraphPlan, ...]
    is_continued: bool


@dataclass(frozen=True, slots=True)
class TablePlan:
    """A table to write: its rows, and how many of them are header rows."""

    style: str
    rows: tuple[tuple[CellPlan, ...], ...]
    header_rows: int


def build_by_hand(ours: bytes) -> Callable[[], bytes]:
    """Return the call that builds what `ours` shows."""
    source = Document(io.BytesIO(ours))
    reader = _Reader(source)
    blocks = tuple(reader.blocks())
    header = reader.paragraph(source.sections[0].header.paragraphs[0]._p)
    footer = reader.paragraph(source.sections[0].footer.paragraphs[0]._p)
    title = source.core_properties.title

    def build() -> bytes:
        document = Document(str(FORM))
        document.core_properties.title = title
        document._body.clear_content()
        for block in blocks:
            if isinstance(block, ParagraphPlan):
                _fill(document.add_paragraph(style=block.style), block)
            else:
                _add_table(document, block)
        section = document.sections[0]
        _fill(section.header.paragraphs[0].clear(), header)
        _fill(section.footer.paragraphs[0].clear(), footer)
        for left_over in section.footer.paragraphs[1:]:  # the form's tags for the kontrolkode, which is not shown here
            left_over._p.getparent().remove(left_over._p)
        target = io.BytesIO()
        document.save(target)
        return target.getvalue()

    return build


def _fill(paragraph: Paragraph, plan: ParagraphPlan) -> None:
    for piece in plan.pieces:
        if piece.href is not None:
            add_link(paragraph, piece.text, piece.href)
        elif piece.kind == "field":
            field = OxmlElement("w:fldSimple")
            field.set(qn("w:instr"), piece.text)
            field.append(paragraph.add_run("1")._r)
            paragraph._p.append(field)
        else:
            run = paragraph.add_run(piece.text, piece.style)
            if piece.kind == "tab":
                run.add_tab()
            elif piece.kind == "br":
                run.add_break(WD_BREAK.LINE)
            if piece.bold or piece.italic or piece.underline:
                run.bold, run.italic, run.underline = piece.bold, piece.italic, piece.underline


def _add_table(document: DocumentObject, plan: TablePlan) -> None:
    table = document.add_table(len(plan.rows), len(plan.rows[0]), plan.style)
    table.autofit = False
    above: list[_Cell] = []
    for number, (row, cells) in enumerate(zip(table.rows, plan.rows, strict=True)):
        if number < plan.header_rows:
            row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        current = list(row.cells)
        for column, (cell, cell_plan) in enumerate(zip(current, cells, strict=True)):
            if cell_plan.is_continued:
                current[column] = above[column].merge(cell)
                continue
            cell.width = Twips(cell_plan.width)
            for place, paragraph_plan in enumerate(cell_plan.paragraphs):
                paragraph = cell.add_paragraph() if place else cell.paragraphs[0]
                paragraph.style = paragraph_plan.style
                _fill(paragraph, paragraph_plan)
        above = current


class _Reader:
    """Reads from our document what is to be written."""

    def __init__(self, document: DocumentObject) -> None:
        self._body = document.element.body
        self._rels = document.part.rels
        self._names = {style.style_id: style.name for style in document.styles}

    def blocks(self) -> Iterator[ParagraphPlan | TablePlan]:
        for child in self._body:
            if child.tag == qn("w:p"):
                yield self.paragraph(child)
            elif child.tag == qn("w:tbl"):
                yield self._table(child)

    def paragraph(self, element: _Element) -> ParagraphPlan:
        pieces: list[Piece] = []
        for child in element:
            if child.tag == qn("w:hyperlink"):
                address = self._rels[child.get(qn("r:id"))].target_ref
                pieces.append(Piece("t", "".join(item.text or "" for item in child.iter(qn("w:t"))), href=address))
            elif child.tag == qn("w:fldSimple"):
                pieces.append(Piece("field", child.get(qn("w:instr")) or ""))
            elif child.tag == qn("w:r"):
                pieces += self._run(child)
        return ParagraphPlan(self._style(element, "w:pPr/w:pStyle") or "Normal", tuple(pieces))

    def _run(self, element: _Element) -> Iterator[Piece]:
        style = self._style(element, "w:rPr/w:rStyle")
        bold, italic, underline = (self._find(element, f"w:rPr/w:{name}") is not None or None for name in "biu")
        for child in element:
            if child.tag == qn("w:t"):
                yield Piece("t", child.text or "", style, bold, italic, underline)
            elif child.tag in (qn("w:tab"), qn("w:br")):
                yield Piece("tab" if child.tag == qn("w:tab") else "br")

    def _table(self, element: _Element) -> TablePlan:
        rows = element.findall(qn("w:tr"))
        header_rows = sum(self._find(row, "w:trPr/w:tblHeader") is not None for row in rows)
        plans = tuple(tuple(self._cell(cell) for cell in row.findall(qn("w:tc"))) for row in rows)
        return TablePlan(self._style(element, "w:tblPr/w:tblStyle") or "", plans, header_rows)

    def _cell(self, element: _Element) -> CellPlan:
        width = self._find(element, "w:tcPr/w:tcW")
        merge = self._find(element, "w:tcPr/w:vMerge")
        is_continued = merge is not None and merge.get(qn("w:val"), "continue") == "continue"
        paragraphs = tuple(self.paragraph(item) for item in element.findall(qn("w:p")))
        return CellPlan(0 if width is None else int(width.get(qn("w:w")) or 0), paragraphs, is_continued)

    def _find(self, element: _Element, path: str) -> _Element | None:
        return element.find("/".join(map(qn, path.split("/"))))

    def _style(self, element: _Element, path: str) -> str | None:
        found = self._find(element, path)
        return None if found is None else self._names[found.get(qn("w:val"))]

"""A rendered Word file read back into a `Document`: the one source of HTML, PDF and Markdown.

Reads what the program rendered through a form it knows, so it knows each style's meaning (`roles`) and each
bookmark's field; files from elsewhere are the recogniser's matter. Nothing is dropped in silence: a paragraph, run or
cell it meets is in the result, and an element it doesn't know within them is walked through. The standard library's
tree, not lxml's: only what was rendered here is read, and it is three times as fast to walk. Source: ECMA-376 part 1
§17; design decision 2.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from generator.document.blocks import (
    Anchor,
    Block,
    Cell,
    Document,
    Heading,
    Inline,
    Paragraph,
    Role,
    Row,
    Run,
    Special,
    Table,
)
from generator.model.sti import Sti
from generator.word.bookmarks import parse_anchor
from generator.word.lists import gather_lists
from generator.word.roles import PLAIN, StyleFact
from generator.word.tags import w

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from xml.etree.ElementTree import Element

_P, _R, _T, _TBL, _TR, _TC = w("p"), w("r"), w("t"), w("tbl"), w("tr"), w("tc")
_RPR, _PPR, _PSTYLE, _RSTYLE, _B, _I, _U = w("rPr"), w("pPr"), w("pStyle"), w("rStyle"), w("b"), w("i"), w("u")
_START, _END, _LINK, _FIELD = w("bookmarkStart"), w("bookmarkEnd"), w("hyperlink"), w("fldSimple")
_VAL, _ID, _NAME, _INSTR, _WIDTH = w("val"), w("id"), w("name"), w("instr"), w("w")
_TBL_PR, _CAPTION, _GRID, _TR_PR, _HEADER_ROW = w("tblPr"), w("tblCaption"), w("tblGrid"), w("trPr"), w("tblHeader")
_TC_PR, _SPAN, _MERGE = w("tcPr"), w("gridSpan"), w("vMerge")
_R_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_NO_BLOCKS = frozenset((_START, _END, _TBL_PR, _TC_PR, w("sectPr"), w("sdtPr"), w("proofErr")))
_OFF = ("0", "false", "none")
_SPECIALS = {w("br"): Special.LINE_BREAK, w("cr"): Special.LINE_BREAK, w("tab"): Special.TAB}
_SIGNS = {w("noBreakHyphen"): "\N{NON-BREAKING HYPHEN}", w("softHyphen"): "\N{SOFT HYPHEN}"}
_FIELDS = {"PAGE": Special.PAGE, "NUMPAGES": Special.PAGES}
_FIELD_MARK, _FIELD_MARK_TYPE, _INSTRUCTION = w("fldChar"), w("fldCharType"), w("instrText")
_NOTE_MARK, _NOTE, _SYMBOL, _SYMBOL_CODE, _BOX = (
    w("footnoteReference"), w("footnote"), w("sym"), w("char"), w("txbxContent"),
)  # fmt: skip
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def read_document(
    parts: Mapping[str, str | bytes],
    facts: Mapping[str, StyleFact],
    links: Mapping[str, Mapping[str, str]],
    stier: Mapping[str, str],
    *,
    language: str = "da-DK",
) -> Document:
    """Return the document of rendered parts.

    `links` are the addresses behind each part's link ids; `stier` the fields behind the keys in bookmarks' names.
    """

    def read(name: str) -> tuple[Block, ...]:
        reader = _PartReader(facts, links.get(name, {}), stier)
        text = parts[name]
        root = _parse(text)
        body = root.find(w("body"))
        blocks = tuple(reader.blocks(root if body is None else body))
        return blocks + tuple(_read_footnotes(parts, reader))

    def read_all(kind: str) -> tuple[Block, ...]:
        names = sorted((name for name in parts if name.startswith(f"word/{kind}")), key=lambda name: (len(name), name))
        return tuple(block for name in names for block in read(name))

    return Document(_read_title(parts), language, read_all("header"), read_all("footer"), read("word/document.xml"))


def _read_footnotes(parts: Mapping[str, str | bytes], reader: _PartReader) -> Iterator[Block]:
    """Yield the footnotes that a part refers to, each behind its mark, as a page shows them at its foot."""
    if not reader.note_numbers:
        return
    notes = {note.get(_ID): note for note in _parse(parts["word/footnotes.xml"]).iterfind(_NOTE)}
    for identity, number in list(reader.note_numbers.items()):
        for index, block in enumerate(reader.blocks(notes[identity])):
            if index == 0 and isinstance(block, Paragraph):
                yield Paragraph((Run(f"[{number}] "), *block.inlines), block.role)
            else:
                yield block


def _read_title(parts: Mapping[str, str | bytes]) -> str:
    core = parts.get("docProps/core.xml", b"<none/>")
    return str(_parse(core).findtext("{http://purl.org/dc/elements/1.1/}title") or "")


def _parse(part: str | bytes) -> Element:
    return ET.fromstring(part.encode() if isinstance(part, str) else part)  # noqa: S314 - rendered here, see above


class _PartReader:
    """Reads one part; keeps the bookmarks that stand open and the level of the last heading."""

    def __init__(self, facts: Mapping[str, StyleFact], links: Mapping[str, str], stier: Mapping[str, str]) -> None:
        self._facts, self._links, self._stier = facts, links, stier
        self._heading = 1
        self._instruction: str | None = None  # of the field that stands open
        self._in_page_number = False
        self.note_numbers: dict[str | None, int] = {}

    def blocks(self, story: Element) -> Iterator[Block]:
        """Yield the blocks of a body, cell, header or footer; paragraphs of a list gathered into it."""
        pending: list[tuple[StyleFact, Paragraph]] = []
        for child in story:
            tag = child.tag
            fact = self._fact(child) if tag == _P else PLAIN
            if fact.level and not fact.heading:
                pending.append((fact, Paragraph(tuple(self._inlines(child)), fact.role)))
                continue
            if tag in _NO_BLOCKS:
                continue
            if pending:
                yield from gather_lists(pending)
                pending = []
            if tag == _P:
                yield self._paragraph(child, fact)
            elif tag == _TBL:
                yield self._table(child)
            else:
                yield from self.blocks(child)  # sdt, ins and the like: what stands in them counts
        if pending:
            yield from gather_lists(pending)

    def _fact(self, paragraph: Element) -> StyleFact:
        if len(paragraph) and paragraph[0].tag == _PPR:
            for child in paragraph[0]:
                if child.tag == _PSTYLE:
                    return self._facts.get(child.get(_VAL) or "", PLAIN)
        return PLAIN

    def _paragraph(self, paragraph: Element, fact: StyleFact) -> Block:
        inlines = tuple(self._inlines(paragraph))
        if fact.heading:
            self._heading = fact.heading
            return Heading(fact.heading, inlines, fact.role)
        if fact.is_sub:
            return Heading(min(self._heading + 1, 6), inlines, fact.role)
        return Paragraph(inlines, fact.role)

    # -- inlines --

    def _inlines(self, paragraph: Element, href: str | None = None) -> Iterator[Inline]:  # noqa: C901 - one per kind
        """Yield what stands in a paragraph. A bookmark of ours around nothing is a blank field: an empty run."""
        anchor: Anchor | None = None
        number: str | None = None
        is_blank = False
        for child in paragraph:
            tag = child.tag
            if tag == _R:
                is_blank = False
                yield from self._run(child, href, anchor)
            elif tag == _START:
                if (found := parse_anchor(child.get(_NAME) or "")) is not None:
                    anchor = Anchor(*found, self._sti(found.key))
                    number, is_blank = child.get(_ID), True
            elif tag == _END:
                if child.get(_ID) == number:
                    if is_blank:
                        yield Run("", anchor=anchor)
                    anchor, number, is_blank = None, None, False
            elif tag == _FIELD and (page := _page_number(child.get(_INSTR))) is not None:
                yield page
            elif tag != _PPR:
                inner = self._links.get(child.get(_R_ID) or "") if tag == _LINK else href
                for inline in self._inlines(child, inner):
                    is_blank = False
                    yield inline if anchor is None or not isinstance(inline, Run) else _anchored(inline, anchor)

    def _sti(self, key: str) -> Sti | None:
        sti = self._stier.get(key)
        return None if sti is None else Sti(sti)

    def _run(self, run: Element, href: str | None, anchor: Anchor | None) -> Iterator[Inline]:
        bold = italic = underline = False
        role: Role | None = None
        for child in run:
            tag = child.tag
            if tag == _T:
                if child.text and not self._in_page_number:
                    yield Run(child.text, bold, italic, underline, href, anchor, role)
            elif tag == _RPR:
                looks = {look.tag: look.get(_VAL) for look in child}
                bold, italic = (looks.get(look, "0") not in _OFF for look in (_B, _I))
                underline = looks.get(_U, "none") not in _OFF
                if href is None and (style := self._facts.get(looks.get(_RSTYLE) or "")) is not None:
                    role = style.role
            elif tag in _SPECIALS:
                yield _SPECIALS[tag]
            else:
                yield from self._rarity(child, Run("", bold, italic, underline, href, anchor, role))

    def _rarity(self, child: Element, looks: Run) -> Iterator[Inline]:
        """Yield what the rarer contents of a run say, in the looks given: signs, fields, footnote marks, text boxes."""
        tag = child.tag
        if tag in _SIGNS:
            yield looks._replace(text=_SIGNS[tag])
        elif tag == _SYMBOL:
            yield looks._replace(text=chr(int(child.get(_SYMBOL_CODE) or "20", 16)))
        elif tag == _NOTE_MARK:
            number = self.note_numbers.setdefault(child.get(_ID), len(self.note_numbers) + 1)
            yield looks._replace(text=f"[{number}]")
        elif tag == _INSTRUCTION and self._instruction is not None:
            self._instruction += child.text or ""
        elif tag == _FIELD_MARK:
            yield from self._field_mark(child.get(_FIELD_MARK_TYPE))
        elif tag != _FALLBACK:
            for inner in child:
                yield from self._box(inner) if inner.tag == _BOX else self._rarity(inner, looks)

    def _field_mark(self, kind: str | None) -> Iterator[Inline]:
        """Follow a field from mark to mark: a page number is one, any other is read as the text that it shows."""
        if kind == "begin":
            self._instruction = ""
        elif kind == "separate" and (page := _page_number(self._instruction)) is not None:
            self._in_page_number = True
            yield page
        elif kind == "end":
            if not self._in_page_number and (page := _page_number(self._instruction)) is not None:
                yield page
            self._instruction, self._in_page_number = None, False

    def _box(self, box: Element) -> Iterator[Inline]:
        """Yield the words of a text box where it is anchored, its paragraphs on lines of their own."""
        for paragraph in box.iter(_P):
            yield Special.LINE_BREAK
            yield from self._inlines(paragraph)

    # -- tables --

    def _table(self, table: Element) -> Table:
        widths: list[int] = []
        caption = ""
        grid: list[list[tuple[int, Cell | None]]] = []  # per row: first column, and the cell; None continues one above
        headers: list[bool] = []
        for child in table:
            if child.tag == _TR:
                properties = child.find(_TR_PR)
                headers.append(properties is not None and properties.find(_HEADER_ROW) is not None)
                grid.append(list(self._cells(child, is_header=headers[-1])))
            elif child.tag == _GRID:
                widths = [int(column.get(_WIDTH) or 1) for column in child]
            elif child.tag == _TBL_PR and (named := child.find(_CAPTION)) is not None:
                caption = named.get(_VAL) or ""
        rows = tuple(
            Row(tuple(_spanned(grid, number, column, cell) for column, cell in cells if cell is not None), is_header)
            for number, (cells, is_header) in enumerate(zip(grid, headers, strict=True))
        )
        total = sum(widths) or 1
        return Table(tuple(width / total for width in widths), rows, caption)

    def _cells(self, row: Element, *, is_header: bool) -> Iterator[tuple[int, Cell | None]]:
        column = 0
        for cell in row.iterfind(_TC):
            colspan, continues = 1, False
            properties = cell.find(_TC_PR)
            for look in () if properties is None else properties:
                if look.tag == _SPAN:
                    colspan = int(look.get(_VAL) or 1)
                elif look.tag == _MERGE:
                    continues = look.get(_VAL) != "restart"
            if continues:
                yield column, None
            else:
                blocks = tuple(self.blocks(cell))
                header = "col" if is_header else "row" if column == 0 and _is_label(blocks) else ""
                yield column, Cell(blocks, colspan, 1, header)
            column += colspan


def _page_number(instruction: str | None) -> Special | None:
    """Return the page number that a field shows, None for other fields."""
    words = (instruction or "").split()
    return _FIELDS.get(words[0].upper()) if words else None


def _anchored(run: Run, anchor: Anchor) -> Run:
    return Run(run.text, run.bold, run.italic, run.underline, run.href, anchor, run.role)


def _is_label(blocks: tuple[Block, ...]) -> bool:
    return bool(blocks) and all(isinstance(block, Paragraph) and block.role is Role.LABEL for block in blocks)


def _spanned(grid: list[list[tuple[int, Cell | None]]], number: int, column: int, cell: Cell) -> Cell:
    """Return the cell with the rows below that continue it counted in."""
    rowspan = 1
    for below in grid[number + 1 :]:
        if (column, None) not in below:
            break
        rowspan += 1
    return Cell(cell.blocks, cell.colspan, rowspan, cell.header)

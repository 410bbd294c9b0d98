"""Small Word files for the tests of the redline: blocks as plain values, written as a package, and drawn at random.

A paragraph is a style, a list level and runs; a table is rows of cells with blocks in them. Written with strings only,
so that nothing here is the program's own.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hypothesis.strategies import DrawFn

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
REL = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
STYLES = ("Normal", "Heading1", "Heading2", "Udfyldt", "ListBullet")


@dataclass(frozen=True)
class Run:
    """Text in one looks."""

    text: str
    bold: bool = False


@dataclass(frozen=True)
class P:
    """A paragraph. `level` None: in no list. `field`: the name of a bookmark around it, "" for none."""

    runs: tuple[Run, ...]
    style: str = "Normal"
    level: int | None = None
    field: str = ""

    @property
    def text(self) -> str:
        """Its words."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True)
class Cell:
    """A cell: its blocks, how many columns it covers, and "restart" or "continue" in a cell over several rows."""

    blocks: tuple[Block, ...]
    span: int = 1
    merge: str = ""


@dataclass(frozen=True)
class T:
    """A table of rows of cells."""

    rows: tuple[tuple[Cell, ...], ...]


Block = P | T


def p(text: str, style: str = "Normal", level: int | None = None, field: str = "") -> P:
    """Return a paragraph in one looks; **bold** between stars."""
    parts = text.split("**")
    runs = tuple(Run(part, bold=number % 2 == 1) for number, part in enumerate(parts) if part)
    return P(runs, style, level, field)


def t(*rows: Sequence[str]) -> T:
    """Return a table of plain words."""
    return T(tuple(tuple(Cell((p(text),)) for text in row) for row in rows))


# -- writing --


class Writer:
    """Writes blocks as WordprocessingML; counts bookmarks."""

    def __init__(self) -> None:
        self.bookmarks = 0

    def block(self, block: Block) -> str:
        """Return a block."""
        return self.paragraph(block) if isinstance(block, P) else self.table(block)

    def paragraph(self, block: P) -> str:
        """Return a paragraph."""
        numbering = ""
        if block.level is not None:
            numbering = f'<w:numPr><w:ilvl w:val="{block.level}"/><w:numId w:val="1"/></w:numPr>'
        runs = "".join(
            f"<w:r>{'<w:rPr><w:b/></w:rPr>' if run.bold else ''}"
            f'<w:t xml:space="preserve">{escape(run.text)}</w:t></w:r>'
            for run in block.runs
        )
        if block.field:
            self.bookmarks += 1
            runs = (
                f'<w:bookmarkStart w:id="{self.bookmarks}" w:name={quoteattr(block.field)}/>{runs}'
                f'<w:bookmarkEnd w:id="{self.bookmarks}"/>'
            )
        return f'<w:p><w:pPr><w:pStyle w:val="{block.style}"/>{numbering}</w:pPr>{runs}</w:p>'

    def table(self, block: T) -> str:
        """Return a table."""
        columns = max(sum(cell.span for cell in row) for row in block.rows)
        grid = "".join('<w:gridCol w:w="1000"/>' for _ in range(columns))
        rows = "".join(f"<w:tr>{''.join(map(self.cell, row))}</w:tr>" for row in block.rows)
        return (
            '<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
        )  # fmt: skip

    def cell(self, cell: Cell) -> str:
        """Return a cell, which ends with a paragraph."""
        span = f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else ""
        merge = f'<w:vMerge w:val="{cell.merge}"/>' if cell.merge else ""
        inner = "".join(map(self.block, cell.blocks))
        width = f'<w:tcW w:w="{1000 * cell.span}" w:type="dxa"/>'
        return f"<w:tc><w:tcPr>{width}{span}{merge}</w:tcPr>{inner}</w:tc>"


@dataclass(frozen=True)
class Word:
    """A Word file to be written. `body` is XML or blocks; `more` are further parts with their kind and content type."""

    body: str | tuple[Block, ...]
    header: tuple[Block, ...] = (P((Run("Sidehoved"),)),)
    footer: tuple[Block, ...] = (P((Run("Sidefod"),)),)
    section: str = ""
    more: tuple[tuple[str, str, str, bytes], ...] = ()
    relations: tuple[tuple[str, str, str, bool], ...] = ()
    parts: Mapping[str, str] = field(default_factory=dict)

    def replaced(self, **changes: object) -> Word:
        """Return another."""
        return replace(self, **changes)  # type: ignore[arg-type]

    def write(self) -> bytes:
        """Return the file."""
        writer = Writer()
        body = self.body if isinstance(self.body, str) else "".join(map(writer.block, self.body))
        section = self.section or (
            '<w:sectPr><w:headerReference w:type="default" r:id="rIdH"/><w:footerReference w:type="default" '
            'r:id="rIdF"/><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
        )
        parts = {
            "[Content_Types].xml": self._content_types(),
            "_rels/.rels": _relations([("rId1", "officeDocument", "word/document.xml", False)]),
            "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}{section}</w:body></w:document>",
            "word/_rels/document.xml.rels": _relations([
                ("rIdS", "styles", "styles.xml", False), ("rIdN", "numbering", "numbering.xml", False),
                ("rIdH", "header", "header1.xml", False), ("rIdF", "footer", "footer1.xml", False),
                *self.relations, *((f"rId{kind}", kind, name.removeprefix("word/"), False)
                                   for name, kind, _, _ in self.more),
            ]),
            "word/styles.xml": _STYLES_XML,
            "word/numbering.xml": _NUMBERING_XML,
            "word/header1.xml": f"<w:hdr {NAMESPACES}>{''.join(map(writer.block, self.header))}</w:hdr>",
            "word/footer1.xml": f"<w:ftr {NAMESPACES}>{''.join(map(writer.block, self.footer))}</w:ftr>",
        }  # fmt: skip
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in {**parts, **self.parts}.items():
                archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{text}')
            for name, _, _, data in self.more:
                archive.writestr(name, data)
        return stream.getvalue()

    def _content_types(self) -> str:
        overrides = {
            "word/document.xml": f"{WORD}.document.main+xml",
            "word/styles.xml": f"{WORD}.styles+xml",
            "word/numbering.xml": f"{WORD}.numbering+xml",
            "word/header1.xml": f"{WORD}.header+xml",
            "word/footer1.xml": f"{WORD}.footer+xml",
            **{name: kind for name, _, kind, _ in self.more if "/" in kind},
        }
        lines = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in overrides.items())
        return (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
            f'ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>{lines}</Types>'
        )


def write(*blocks: Block) -> bytes:
    """Return a Word file of these blocks."""
    return Word(blocks).write()


def _relations(items: Sequence[tuple[str, str, str, bool]]) -> str:
    lines = "".join(
        "".join(
            (
                f'<Relationship Id="{identity}" Type="{OFFICE}/{kind}" Target={quoteattr(target)}',
                ' TargetMode="External"/>' if is_outside else "/>",
            )
        )
        for identity, kind, target, is_outside in items
    )
    return f'<Relationships xmlns="{REL}">{lines}</Relationships>'


def _style(name: str, kind: str = "paragraph", more: str = "") -> str:
    default = ' w:default="1"' if name == "Normal" else ""
    return f'<w:style w:type="{kind}"{default} w:styleId="{name}"><w:name w:val="{name}"/>{more}</w:style>'


_STYLES_XML = f'<w:styles xmlns:w="{W}">{"".join(map(_style, STYLES))}</w:styles>'
_NUMBERING_XML = (
    f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0">'
    + "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        f'<w:lvlText w:val="%{level + 1}."/></w:lvl>'
        for level in range(3)
    )
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)

# -- drawn at random --

WORDS = (
    "og", "i", "bestyrelsen", "beboere", "æøå", "Ærø", "»citat«", '"citat"', "100", "%", "30", "dage", "🙂", "👩‍👧",
    "a", "delaftalen,", "aktivitet.", "<b>", "&", "Boligkorsør", "x\xa0y", "é", "-", "–",
)  # fmt: skip
words = st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join)
runs = st.lists(st.builds(Run, words.map(lambda text: f"{text} "), st.booleans()), max_size=3).map(tuple)
paragraphs = st.builds(
    P, runs, st.sampled_from(STYLES), st.none() | st.none() | st.integers(0, 2), st.just("")
)  # fmt: skip


@st.composite
def tables(draw: DrawFn, depth: int = 1) -> T:
    """Return a table of up to four rows; a cell may span, or reach down, or hold a table itself."""
    columns = draw(st.integers(1, 3))
    inner = st.lists(paragraphs, min_size=1, max_size=2)
    rows = []
    for _ in range(draw(st.integers(1, 4))):
        if columns > 1 and draw(st.integers(0, 3)) == 0:
            cells = [Cell(tuple(draw(inner)), span=columns)]
        else:
            cells = [Cell(tuple(draw(inner)), merge=draw(st.sampled_from(["", "", "restart", "continue"])))]
            cells += [Cell(tuple(draw(inner))) for _ in range(columns - 1)]
        if depth and draw(st.integers(0, 6)) == 0:
            cells[-1] = replace(cells[-1], blocks=(draw(tables(depth=0)), *cells[-1].blocks))
        rows.append(tuple(cells))
    return T(tuple(rows))


@st.composite
def bodies(draw: DrawFn) -> tuple[Block, ...]:
    """Return a body: no two tables without a paragraph between them, a paragraph at the end."""
    blocks: list[Block] = []
    for number in range(draw(st.integers(0, 6))):
        field_name = f"_f{number:016x}_1_1" if draw(st.booleans()) else ""
        blocks.append(replace(draw(paragraphs), field=field_name))
        if draw(st.integers(0, 3)) == 0:
            blocks.append(draw(tables()))
    return (*blocks, draw(paragraphs))


@st.composite
def edited(draw: DrawFn, body: tuple[Block, ...]) -> tuple[Block, ...]:  # noqa: C901 - one for each edit
    """Return a body after some edits: words, styles, blocks and rows that come, go and move, splits and joins."""
    blocks = list(body)
    for _ in range(draw(st.integers(1, 5))):
        at = draw(st.integers(0, len(blocks) - 1))
        act = draw(st.sampled_from(["edit", "add", "drop", "move", "split", "join", "looks", "table", "reverse"]))
        block = blocks[at]
        if act == "edit":
            blocks[at] = draw(_edited_block(block))
        elif act == "add":
            blocks.insert(at, draw(paragraphs))
        elif act == "drop" and isinstance(block, P) and len(blocks) > 1:
            del blocks[at]
        elif act == "move":
            blocks.insert(draw(st.integers(0, len(blocks) - 1)), blocks.pop(at))
        elif act == "split" and isinstance(block, P) and block.runs:
            cut = draw(st.integers(0, len(block.runs)))
            blocks[at : at + 1] = [replace(block, runs=block.runs[:cut]), replace(block, runs=block.runs[cut:])]
        elif act == "join" and at + 1 < len(blocks):
            following = blocks[at + 1]
            if isinstance(block, P) and isinstance(following, P):
                blocks[at : at + 2] = [replace(block, runs=block.runs + following.runs)]
        elif act == "looks" and isinstance(block, P):
            blocks[at] = replace(block, style=draw(st.sampled_from(STYLES)), level=draw(st.none() | st.integers(0, 2)))
        elif act == "table":
            blocks[at:at] = [draw(paragraphs), draw(tables())]
        elif act == "reverse":
            blocks.reverse()
    return settled(blocks)


@st.composite
def _edited_block(draw: DrawFn, block: Block) -> Block:
    if isinstance(block, P):
        parts = list(block.runs)
        at = draw(st.integers(0, len(parts)))
        parts[at : at + draw(st.integers(0, 1))] = draw(runs)
        return replace(block, runs=tuple(parts))
    rows = list(block.rows)
    at = draw(st.integers(0, len(rows) - 1))
    act = draw(st.sampled_from(["add", "drop", "cell", "move"]))
    if act == "add":
        rows.insert(at, tuple(Cell((draw(paragraphs),), span=cell.span) for cell in rows[at]))
    elif act == "drop" and len(rows) > 1:
        del rows[at]
    elif act == "move":
        rows.insert(draw(st.integers(0, len(rows) - 1)), rows.pop(at))
    else:
        cells = list(rows[at])
        which = draw(st.integers(0, len(cells) - 1))
        cells[which] = replace(cells[which], blocks=settled(draw(edited(cells[which].blocks))))
        rows[at] = tuple(cells)
    return T(tuple(rows))


def settled(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return blocks as Word has them: a paragraph between two tables, and one at the end."""
    result: list[Block] = []
    for block in blocks:
        if isinstance(block, T) and result and isinstance(result[-1], T):
            result.append(P(()))
        result.append(block)
    return (*result, P(())) if not result or isinstance(result[-1], T) else tuple(result)


def named_once(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return blocks whose bookmarks have names of their own, as Word sees to."""
    seen: set[str] = set()
    result: list[Block] = []
    for block in blocks:
        if isinstance(block, P) and block.field in seen:
            result.append(replace(block, field=""))
            continue
        if isinstance(block, P) and block.field:
            seen.add(block.field)
        result.append(block)
    return tuple(result)


@st.composite
def pairs(draw: DrawFn) -> tuple[Word, Word]:
    """Return two files, mostly the second an edition of the first; headers and footers too."""
    before = draw(bodies())
    after = draw(bodies()) if draw(st.integers(0, 5)) == 0 else draw(edited(before))
    header = draw(paragraphs)
    footer = draw(st.lists(paragraphs, min_size=1, max_size=2).map(tuple))
    return (
        Word(named_once(before), header=(header,), footer=footer),
        Word(named_once(after), header=draw(edited((header,))), footer=draw(st.just(footer) | edited(footer))),
    )

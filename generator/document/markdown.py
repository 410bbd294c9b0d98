"""A document as Markdown that reads well unrendered: in a mail, a chat or a terminal without colours.

Always so: every word of the document, in its order, after the line that heads each page (there a draft says that it is
one); nothing that somebody wrote is read as a mark. A table becomes a pipe table only when it is small enough to be
read as one; else a list. There each cell is named by its column (`_Datakilde:_ …`), though the table has the names
once: a mail has no columns to look up along. A cell that nobody filled in is left out, as the paper leaves it blank.
These names and the notes are all that is added. Lines are never wrapped.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final, assert_never

from generator.document.blocks import Heading, List, Paragraph, Role, Run, Special, Table, plain_text, walk_inlines
from generator.document.html_text import split_columns
from generator.document.markdown_text import HARD_BREAK, escape, escape_line, write_inlines
from generator.document.notes import LEFT_OVER, NotePlacer, name_note
from generator.document.table_layout import cell_text, lay_out

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.document.blocks import Block, Cell, Document, Inline, Note
    from generator.model.sti import Sti

NO_NOTES: Final[Mapping[Sti, Note]] = MappingProxyType({})
MAX_PIPE_WIDTH: Final = 76  # characters; a mail shows about so many without wrapping


def write_markdown(document: Document, *, notes: Mapping[Sti, Note] = NO_NOTES) -> str:
    """Return the document as Markdown, from its header's line to its footer's and one line feed."""
    writer = _MarkdownWriter(NotePlacer(notes, document.blocks))
    parts = writer.write_top() + writer.write_blocks(document.blocks) + writer.write_rest()
    if header := _write_margin(document.header):
        parts.insert(0, header)
    if footer := _write_margin(document.footer):
        parts += ["---", footer]
    return "\n\n".join(parts) + "\n"


class _MarkdownWriter:
    """Writes blocks as a list of Markdown blocks, to be parted by blank lines."""

    def __init__(self, placer: NotePlacer) -> None:
        self._placer = placer

    def write_top(self) -> list[str]:
        return _notes(self._placer.take_root())

    def write_rest(self) -> list[str]:
        rest = self._placer.take_rest()
        return [f"**{LEFT_OVER}**", *_notes(rest)] if rest else []

    def write_blocks(self, blocks: tuple[Block, ...]) -> list[str]:
        """Return the blocks in their order, blank ones left out, LBF's guidance gathered into quotes."""
        parts: list[str] = []
        bullet = "-"
        before: Block | None = None
        for block in blocks:
            match block:
                case Paragraph():
                    text = write_inlines(block.inlines, bold=block.role is Role.LABEL)
                    if block.role is Role.GUIDANCE:
                        _add_guidance(parts, text, joined=isinstance(before, Paragraph) and before.role is block.role)
                    elif text:
                        parts.append(text)
                    if self._placer:
                        parts += self._found(block.inlines)
                case Heading():
                    text = _escape_closing(write_inlines(block.inlines, one_line=True))
                    parts += [f"{'#' * min(block.level, 6)} {text}"] if text else []
                    if self._placer:
                        parts += self._found(block.inlines)
                case List():
                    # Another bullet tells two lists apart that follow each other.
                    bullet = "*" if bullet == "-" and isinstance(before, List) else "-"
                    parts += _bullets([self._item(item.blocks) for item in block.items], bullet)
                case Table():
                    parts += self._table(block)
                case _:
                    assert_never(block)
            before = block
        return parts

    def _item(self, blocks: tuple[Block, ...]) -> list[str]:
        """Return what a point holds."""
        is_single = len(blocks) == 1 and not self._placer  # nearly every point
        if is_single and isinstance(only := blocks[0], Paragraph) and only.role is Role.VALUE:
            text = write_inlines(only.inlines)
            return [text] if text else []
        return self.write_blocks(blocks)

    def _found(self, inlines: tuple[Inline, ...]) -> list[str]:
        """Return the notes of the fields that stand in `inlines`."""
        anchors = [item.anchor for item in inlines if isinstance(item, Run) and item.anchor is not None]
        return [note for anchor in anchors for note in _notes(self._placer.take(anchor))]

    # -- tables ----------------------------------------------------------------------------------------------------

    def _table(self, table: Table) -> list[str]:
        if not any(row.is_header for row in table.rows):
            return self._pairs(table)
        pipes = None if self._placer else _pipe_table(table)
        return [pipes] if pipes is not None else self._table_as_list(table)

    def _pairs(self, table: Table) -> list[str]:
        """Return a table without column headings (stamoplysninger): each row a label and what belongs to it."""
        parts: list[str] = []
        for row in table.rows:
            line = [part for cell in row.cells for part in self.write_blocks(cell.blocks)]
            if all(_is_line(cell) for cell in row.cells):
                line = [" ".join(line)] if line else []
            parts += line
        return parts

    def _table_as_list(self, table: Table) -> list[str]:
        """Return the column headings on a line, then per delmål its heading and its rows as a list."""
        parts: list[str] = []
        grouped = any(cell.rowspan > 1 for row in table.rows if not row.is_header for cell in row.cells)
        items: list[list[str]] = []  # of the list that is being gathered
        in_header = True
        for number, (row, stands, _) in enumerate(lay_out(table)):
            if row.is_header and number == 0:
                names = " · ".join(escape(name) for name in map(cell_text, row.cells) if name)
                parts += [f"**{names}**"] if names else []
                texts = [text for cell in row.cells for text in walk_inlines(cell.blocks)] if self._placer else []
                parts += [note for text in texts for note in self._found(text)]
                continue
            if in_header and not row.is_header:
                in_header = False
                _flush(items, parts)
            leads = int(grouped and bool(stands) and stands[0].column == 0)  # the cell that needs no name
            named: list[list[str]] = []  # what the row says, cell by cell
            for place, (cell, stand) in enumerate(zip(row.cells, stands, strict=True)):
                if row.is_header:
                    items.append(self._named(stand.label, cell))
                elif grouped and stand.column == 0:
                    _flush(items, parts)
                    parts += self._cell(cell, bold=True)
                elif content := self._named(stand.label if place > leads else "", cell):
                    named.append(content)
            if named:
                items.append([*named[0], *_bullets(named[1:], "-")])
        _flush(items, parts)
        return parts

    def _cell(self, cell: Cell, *, bold: bool = False) -> list[str]:
        """Return a cell's parts; paragraphs alone become one, line by line, its notes after it."""
        if not _is_text(cell):
            return self.write_blocks(cell.blocks)
        paragraphs = [block for block in cell.blocks if isinstance(block, Paragraph)]
        lines = [write_inlines(one.inlines, bold=bold or one.role is Role.LABEL) for one in paragraphs]
        text = HARD_BREAK.join(line for line in lines if line)
        notes = [note for one in paragraphs for note in self._found(one.inlines)] if self._placer else []
        return [text, *notes] if text else notes

    def _named(self, label: str, cell: Cell) -> list[str]:
        """Return a cell as an item that begins with its column's name; [] for one that says nothing."""
        content = self._cell(cell)
        if not label or not content:
            return content
        name = f"_{escape(label)}:_"
        if _is_text(cell) and not content[0].startswith("> "):
            return [f"{name} {content[0]}", *content[1:]]
        return [name, *content]


# -- pieces of Markdown ------------------------------------------------------------------------------------------------


def _notes(notes: tuple[Note, ...]) -> list[str]:
    """Return notes as quotes, each saying that it is none of the document's words."""
    parts = []
    for note in notes:
        lines = [escape_line(escape(line)) for line in note.text.split("\n") if line.strip()]
        parts.append(_quote(HARD_BREAK.join([f"**{name_note(note)}**", *lines])))
    return parts


def _quote(text: str) -> str:
    return "> " + text.replace("\n", "\n> ")


def _flush(items: list[list[str]], parts: list[str]) -> None:
    """Move the gathered items over to the parts, as a list."""
    if items:
        parts += _bullets(items, "-")
        items.clear()


def _bullets(items: list[list[str]], bullet: str) -> list[str]:
    """Return a list as a part, or no part if it is empty; a point without a word is left out.

    The items stand close together when each is one paragraph with perhaps a list, else apart.
    """
    items = [item for item in items if item]
    if not items:
        return []
    if all(len(item) == 1 and "\n" not in item[0] for item in items):
        return ["\n".join([f"{bullet} {item[0]}" for item in items])]
    apart = any(len(item) > 1 and not _is_nested(item) for item in items)
    lines = []
    for item in items:
        text = ("\n\n" if apart else "\n").join(item)
        lines.append(f"{bullet} {text}".replace("\n", "\n  ").replace("\n  \n", "\n\n"))
    return [("\n\n" if apart else "\n").join(lines)]


def _is_nested(item: list[str]) -> bool:
    """Whether an item is a paragraph and one list, which may follow it without a blank line."""
    return len(item) == 2 and item[1].startswith(("- ", "* ")) and not item[0].startswith(("- ", "* ", ">", "#", "|"))  # noqa: PLR2004 - a bullet and what hangs below it


def _is_text(cell: Cell) -> bool:
    """Whether a cell holds paragraphs only."""
    return all(isinstance(block, Paragraph) and block.role is not Role.GUIDANCE for block in cell.blocks)


def _is_line(cell: Cell) -> bool:
    return len(cell.blocks) <= 1 and _is_text(cell)


def _add_guidance(parts: list[str], text: str, *, joined: bool) -> None:
    """Add a paragraph of LBF's guidance as a quote; `joined`: to the quote before it."""
    if text and joined and parts:
        parts[-1] += f"\n>\n{_quote(text)}"
    elif text:
        parts.append(_quote(text))


def _escape_closing(text: str) -> str:
    """Return a heading's text with hash signs at its end, which would only close the heading, kept as text."""
    bare = text.rstrip("#")
    return f"{bare}\\{text[len(bare) :]}" if text != bare and bare[-1:] in ("", " ") else text


def _pipe_table(table: Table) -> str | None:
    """Return the table with pipes, or None when it is too wide, spans cells, or holds more than one line in one."""
    rows = table.rows
    if not rows[0].is_header or any(row.is_header for row in rows[1:]):
        return None
    lines: list[list[str]] = []
    for row in rows:
        if len(row.cells) != len(table.widths) or not all(_is_line(cell) for cell in row.cells):
            return None
        if any(cell.colspan > 1 or cell.rowspan > 1 for cell in row.cells):
            return None
        lines.append([_pipe_cell(cell) for cell in row.cells])
    widths = [max(len(line[column]) for line in lines) for column in range(len(table.widths))]
    if sum(widths) + 3 * len(widths) > MAX_PIPE_WIDTH:
        return None
    shown = [" | ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)) for line in lines]
    rule = "-|-".join("-" * max(width, 1) for width in widths)
    return "\n".join([f"| {shown[0]} |", f"|-{rule}-|", *(f"| {line} |" for line in shown[1:])])


def _pipe_cell(cell: Cell) -> str:
    text = "".join(write_inlines(block.inlines, one_line=True) for block in cell.blocks if isinstance(block, Paragraph))
    return text.replace("|", "\\|")


def _write_margin(blocks: tuple[Block, ...]) -> str:
    """Return a header or footer as one line, without its page numbers."""
    columns = [
        escape_line(escape(plain_text(column)))
        for block in blocks
        if isinstance(block, Paragraph | Heading)
        for column in split_columns(block.inlines)
        if Special.PAGE not in column and Special.PAGES not in column
    ]
    return " · ".join(column for column in columns if column)

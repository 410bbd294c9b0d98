"""A document as text for a terminal: laid out by rich, with colours where they are shown and without where they aren't.

Always so: without colour the result holds no escape sequence at all, and nothing that somebody wrote can start one
(control characters become a visible mark). Text is wrapped to a readable measure however wide the window is. Rich is
imported only when something is shown, since nothing else needs it.
"""

from __future__ import annotations

from io import StringIO
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, assert_never

from generator.document.blocks import Heading, List, Paragraph, Role, Run, Special, Table, plain_text, walk_inlines
from generator.document.html_text import split_columns
from generator.document.notes import LEFT_OVER, NotePlacer, name_note
from generator.document.table_layout import cell_text, lay_out

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.console import RenderableType
    from rich.text import Text

    from generator.document.blocks import Block, Cell, Document, Inline, Note, Row
    from generator.document.table_layout import Stand
    from generator.model.sti import Sti

NO_NOTES: Final[Mapping[Sti, Note]] = MappingProxyType({})
MEASURE: Final = 80  # columns of running text, though the window be wider
MAX_TABLE: Final = 110  # columns of a table
MIN_COLUMN: Final = 11  # columns that a table's column needs on average; below, its cells stand one under the other
MIN_PAIR: Final = 22  # the same for labels and what belongs to them
MIN_WIDTH: Final = 20
MIN_HANGING: Final = 8  # columns that a point's text needs beside its bullet to hang there
MAX_WORD: Final = 20  # columns that a long word may claim for its column; a longer one is broken
_CONTROLS: Final = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0)), "\N{REPLACEMENT CHARACTER}")
_STYLES: Final[Mapping[Role, str]] = {
    Role.TITLE: "bold",
    Role.HEADING: "bold",
    Role.CLAUSE: "",
    Role.GUIDANCE: "italic bright_black",
    Role.LABEL: "cyan",
    Role.VALUE: "",
}
_HEADINGS: Final = {1: "bold cyan", 2: "bold cyan", 3: "bold cyan", 4: "bold"}
_UNDERLINES: Final = {1: "═", 2: "─"}
_NOTE_STYLE: Final = "yellow"


def render_terminal(document: Document, *, width: int, color: bool, notes: Mapping[Sti, Note] = NO_NOTES) -> str:
    """Return the document for a window of `width` columns, lines ending in a line feed; ANSI colours if `color`."""
    from rich.console import Console  # noqa: PLC0415 - a fifth of a second that only `vis` needs

    width = max(width, MIN_WIDTH)
    screen = StringIO()
    console = Console(
        file=screen,
        width=width,
        force_terminal=color,
        color_system="standard" if color else None,
        no_color=not color,
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
    )
    writer = _TerminalWriter(NotePlacer(notes, document.blocks), width)
    writer.write_document(document)
    for part in writer.parts:
        console.print(part)
    lines = screen.getvalue().split("\n")
    return "\n".join(lines if color else [line.rstrip() for line in lines])


class _TerminalWriter:
    """Gathers what is to be printed; `parts` in order."""

    def __init__(self, placer: NotePlacer, width: int) -> None:
        self.parts: list[RenderableType] = []
        self._placer = placer
        self._width = width

    def write_document(self, document: Document) -> None:
        from rich.text import Text  # noqa: PLC0415 - only the terminal needs it

        if header := _margin(document.header):
            self._text(Text(header, "bright_black"), 0)
            self._gap()
        self._notes(self._placer.take_root(), 0)
        self._blocks(document.blocks, 0)
        rest = self._placer.take_rest()
        if rest:
            self._text(Text(LEFT_OVER, "bold"), 0)
            self._notes(rest, 0)
        if footer := _margin(document.footer):
            self._text(Text("─" * min(self._width, MEASURE), "bright_black"), 0)
            self._text(Text(footer, "bright_black"), 0)

    def _blocks(self, blocks: tuple[Block, ...], indent: int, bullet: str = "") -> None:
        """Add blocks `indent` columns in; `bullet` stands before the first."""
        for number, block in enumerate(blocks):
            mark = bullet if number == 0 else ""
            match block:
                case Paragraph():
                    following = blocks[number + 1] if number + 1 < len(blocks) else None
                    self._paragraph(block, following, indent, mark)
                case Heading():
                    self._heading(block, indent)
                case List():
                    for item in block.items:
                        self._blocks(item.blocks, indent + 2, "• " if not indent else "– ")
                    if not indent:
                        self._gap()
                case Table():
                    self._table(block, indent)
                    self._gap()
                case _:
                    assert_never(block)

    def _paragraph(self, paragraph: Paragraph, following: Block | None, indent: int, mark: str) -> None:
        """Add a paragraph, and the blank line after it where the next block stands apart."""
        from rich.text import Text  # noqa: PLC0415 - only the terminal needs it

        text = _styled(paragraph.inlines, paragraph.role)
        is_guidance = _is_guidance(paragraph)
        if text.plain or mark:
            self._text(text, indent, "│ " if is_guidance else mark, repeat=is_guidance)
        self._found(paragraph.inlines, indent)
        if is_guidance and _is_guidance(following):
            self._text(Text(), indent, "│ ")
        elif not indent and paragraph.role is not Role.LABEL and not _leads_in(paragraph, following):
            self._gap()

    def _heading(self, heading: Heading, indent: int) -> None:
        from rich.text import Text  # noqa: PLC0415 - only the terminal needs it

        style = _HEADINGS.get(heading.level, "bold")
        text = _styled(heading.inlines, heading.role, style)
        if heading.level <= 3 and self.parts:  # noqa: PLR2004 - levels that begin a part
            self._gap()
        self._text(text, indent)
        mark = _UNDERLINES.get(heading.level)
        if mark:
            longest = max((len(line) for line in text.plain.split("\n")), default=0)
            self._text(Text(mark * min(longest, MEASURE, self._width), style), indent)
            self._gap()
        self._found(heading.inlines, indent)

    def _text(self, text: Text, indent: int, bullet: str = "", *, repeat: bool = False) -> None:
        """Add wrapped text; `bullet` hangs before its first line, or before each if `repeat`."""
        from rich.text import Text  # noqa: PLC0415 - only the terminal needs it

        room = max(min(self._width, MEASURE) - indent - len(bullet), MIN_WIDTH // 2)
        for number, line in enumerate(_wrap(text, room)):
            lead = bullet if number == 0 or repeat else " " * len(bullet)
            self.parts.append(Text.assemble(" " * indent, (lead, "bright_black"), line, overflow="fold"))

    def _gap(self) -> None:
        if self.parts and self.parts[-1] != "":
            self.parts.append("")

    def _found(self, inlines: tuple[Inline, ...], indent: int) -> None:
        if self._placer:
            for item in inlines:
                if isinstance(item, Run) and item.anchor is not None:
                    self._notes(self._placer.take(item.anchor), indent)

    def _notes(self, notes: tuple[Note, ...], indent: int) -> None:
        from rich.text import Text  # noqa: PLC0415 - only the terminal needs it

        for note in notes:
            text = Text(f"{name_note(note)}\n", f"bold {_NOTE_STYLE}")
            text.append("\n".join(_clean(line) for line in note.text.split("\n")), _NOTE_STYLE)
            self._text(text, indent, "┃ ", repeat=True)

    # -- tables ----------------------------------------------------------------------------------------------------

    def _table(self, table: Table, indent: int) -> None:
        room = min(self._width, MAX_TABLE) - indent
        has_header = any(row.is_header for row in table.rows)
        if room < (MIN_COLUMN if has_header else MIN_PAIR) * len(table.widths):
            self._stack(table, indent)
        else:
            self._grid(table, indent, room, has_header=has_header)
        for inlines in walk_inlines((table,)):
            self._found(inlines, indent)

    def _grid(self, table: Table, indent: int, room: int, *, has_header: bool) -> None:
        """Add the table as columns, a line between its groups."""
        from rich import box  # noqa: PLC0415 - only the terminal needs it
        from rich.padding import Padding  # noqa: PLC0415
        from rich.table import Table as RichTable  # noqa: PLC0415

        grid = RichTable(
            box=box.HORIZONTALS if has_header else None,
            width=room if has_header else min(room, MEASURE),
            show_header=has_header,
            padding=(0, 1, 0, 0),
            border_style="bright_black",
            header_style="bold cyan",
        )
        laid = list(lay_out(table))
        first = laid[0] if laid and laid[0][0].is_header else None
        heads = [""] * len(table.widths)
        if first is not None:
            for cell, stand in zip(first[0].cells, first[1], strict=True):
                heads[stand.column] = _clean(cell_text(cell))
        rows = laid[1:] if first is not None else laid
        widths = _share_out((grid.width or room) - 1 - 2 * len(heads), table.widths, _longest_words(laid, len(heads)))
        for head, width in zip(heads, widths, strict=True):
            grid.add_column(head, width=width, overflow="fold")
        for number, (row, stands, _) in enumerate(rows):
            shown: list[RenderableType] = [""] * len(table.widths)
            for cell, stand in zip(row.cells, stands, strict=True):
                if stand.column < len(shown):
                    shown[stand.column] = _cell(cell, widths[stand.column])
            ends = number + 1 == len(rows) or rows[number + 1][2] or row.is_header
            if has_header and not ends:
                shown = [Padding(cell, (0, 0, 1, 0)) for cell in shown]  # air between the rows of a group
            grid.add_row(*shown, style="italic" if row.is_header else "", end_section=ends)
        self.parts.append(Padding(grid, (0, 0, 0, indent)))

    def _stack(self, table: Table, indent: int) -> None:
        """Add the table as one cell under the other, each named by its column."""
        from rich.text import Text  # noqa: PLC0415 - only the terminal needs it

        for number, (row, stands, _) in enumerate(lay_out(table)):
            for cell, stand in zip(row.cells, stands, strict=True):
                lines = _cell_lines(cell.blocks, "")
                text = Text()
                if stand.label:
                    text.append(f"{_clean(stand.label)}: ", "cyan")
                if lines and not lines[0][0]:
                    text.append_text(lines.pop(0)[1])
                below = indent + (2 if stand.column else 0)
                if text.plain or not lines:
                    self._text(text, below)
                for mark, line in lines:
                    self._text(line, below, mark)
            if number + 1 < len(table.rows):
                self._gap()


def _margin(blocks: tuple[Block, ...]) -> str:
    """Return a header or footer as one line, without its page numbers."""
    return " · ".join(
        text
        for inlines in walk_inlines(blocks)
        for column in split_columns(inlines)
        if Special.PAGE not in column and Special.PAGES not in column and (text := _clean(plain_text(column)))
    )


def _longest_words(laid: list[tuple[Row, tuple[Stand, ...], bool]], columns: int) -> list[int]:
    """Return the length of the longest word in each column, cells that span several left out.

    A word that is broken anyway claims no more than a column needs, so that the words beside it stay whole.
    """
    longest = [1] * columns
    for row, stands, _ in laid:
        for cell, stand in zip(row.cells, stands, strict=True):
            if cell.colspan == 1 and stand.column < columns:
                words = map(len, cell_text(cell).split())
                claims = (word if word <= MAX_WORD else MIN_COLUMN for word in words)
                longest[stand.column] = max(longest[stand.column], *claims, 1)
    return longest


def _share_out(room: int, shares: tuple[float, ...], longest: list[int]) -> list[int]:
    """Return the columns' widths, which fill `room`: by their shares, but no long word broken that need not be.

    Where not all words can stay whole, the longest are broken first.
    """
    caps = range(max(longest, default=1), 0, -1)
    least = next((cut for cap in caps if sum(cut := [min(word, cap) for word in longest]) <= room), [1] * len(shares))
    spare = room - sum(least)
    wants = [max(0.0, share * room - floor) for share, floor in zip(shares, least, strict=True)]
    total = sum(wants) or 1.0
    widths = [floor + int(spare * want / total) for floor, want in zip(least, wants, strict=True)]
    return [max(1, width) for width in widths]


def _wrap(text: Text, room: int) -> list[Text]:
    """Return `text` as lines of at most `room` columns."""
    from rich.console import Console  # noqa: PLC0415 - only the terminal needs it

    return list(text.wrap(Console(width=room, color_system=None, legacy_windows=False), room, overflow="fold"))


def _cell(cell: Cell, width: int) -> Text:
    """Return a cell's lines for a column of `width`; a point's lines stand under each other, its bullet before them."""
    from rich.text import Text  # noqa: PLC0415 - only the terminal needs it

    shown: list[Text] = []
    for mark, line in _cell_lines(cell.blocks, ""):
        room = width - len(mark)
        lines = _wrap(line, room) if mark and room >= MIN_HANGING else [line]
        shown += [Text(mark if number == 0 else " " * len(mark)) + part for number, part in enumerate(lines)]
    return Text("\n").join(shown)


def _cell_lines(blocks: tuple[Block, ...], mark: str) -> list[tuple[str, Text]]:
    """Return a cell's paragraphs, each with what stands before it: "", a bullet, or blanks as wide as one."""
    lines: list[tuple[str, Text]] = []
    for number, block in enumerate(blocks):
        lead = mark if number == 0 else " " * len(mark)
        match block:
            case Paragraph() | Heading():
                line = _styled(block.inlines, block.role)
                if line.plain or lead.strip():
                    lines.append((lead, line))
            case List():
                for item in block.items:
                    inner = _cell_lines(item.blocks, "– " if mark else "• ")
                    lines += [(" " * len(mark) + sign, line) for sign, line in inner]
            case Table():
                cells = [cell for row in block.rows for cell in row.cells]
                lines += [(lead + sign, line) for cell in cells for sign, line in _cell_lines(cell.blocks, "")]
            case _:
                assert_never(block)
    return lines


def _styled(inlines: tuple[Inline, ...], role: Role, style: str | None = None) -> Text:
    """Return inlines as rich text; an address that the words don't say stands after them."""
    from rich.text import Text  # noqa: PLC0415 - only the terminal needs it

    text = Text(style=_STYLES[role] if style is None else style)
    for item in inlines:
        match item:
            case Run():
                looks = [name for name in ("bold", "italic", "underline") if getattr(item, name)]
                if item.role is not None and item.role is not role and item.role is not Role.VALUE:
                    looks.append(f"not bold {_STYLES[item.role]}")
                if item.href:
                    looks.append("underline")
                text.append(_clean(item.text), " ".join(looks))
            case Special.LINE_BREAK:
                text.append("\n")
            case Special.TAB:
                text.append(" ")
            case Special.PAGE | Special.PAGES:
                pass
            case _:
                assert_never(item)
    return text


def _clean(text: str) -> str:
    """Return `text` without anything that a terminal obeys."""
    return text if text.isprintable() else text.translate(_CONTROLS)


def _is_guidance(block: Block | None) -> bool:
    return isinstance(block, Paragraph) and block.role is Role.GUIDANCE


def _leads_in(block: Paragraph, following: Block | None) -> bool:
    """Return whether a list belongs close to the paragraph before it ("…:")."""
    return isinstance(following, List) and plain_text(block.inlines).endswith(":")

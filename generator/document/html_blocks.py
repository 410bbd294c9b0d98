"""Blocks as HTML elements: headings in sections, paragraphs, lists and tables, each field with its id and its notes.

Always so: elements nest as HTML asks, heading levels never skip one, and the words between the tags are the document's,
in its order and nothing else (what the page adds, it adds as attributes or outside the text). Who speaks shows: what
the parties wrote has class `v`, LBF's own words have `k` (clause), `g` (guidance) or `l` (label).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, assert_never

from generator.document.blocks import Heading, List, Paragraph, Role, Run, Table, plain_text
from generator.document.html_inline import ATTRIBUTES, TextWriter
from generator.document.html_text import attribute, escape, outline_text
from generator.document.table_layout import Stand, lay_out

if TYPE_CHECKING:
    from generator.document.blocks import Block, Cell, Inline
    from generator.document.notes import NotePlacer

SECTIONS: Final = (2, 3)  # the levels that open a section: a part of the agreement, an activity's form
MAX_LEVEL: Final = 6
MANY_COLUMNS: Final = 6  # a table with more scrolls sideways in its own frame
FEW_COLUMNS: Final = 3  # a table with more may grow into the margin, and has its notes below the rows, at full width


class Entry(NamedTuple):
    """A line of the contents list."""

    level: int
    id: str
    text: str


class BlockWriter(TextWriter):
    """Writes the blocks of one document. `out` is the page so far, `outline` its headings."""

    def __init__(self, placer: NotePlacer) -> None:
        super().__init__(placer)
        self.outline: list[Entry] = []
        self._level = 1  # of the last heading as written; the page has a title, shown or not
        self._open: list[int] = []  # the sections we stand in
        self._within = ""  # the last heading of level 3 or above
        self._near = ""  # the last heading

    def write_document(self, blocks: tuple[Block, ...]) -> None:
        """Write the whole body: sections around headings, LBF's guidance gathered, a label joined to its heading."""
        self.find_root_notes(self.placer.take_root())
        self.flush_notes()
        index, end = 0, len(blocks)
        while index < end:
            block = blocks[index]
            index += 1
            if type(block) is Heading:
                self._enter(block.level)
                self._heading(block)
            elif type(block) is not Paragraph:
                self._block(block)
            elif block.role is Role.GUIDANCE:
                self.out.append('<div class="vejledning" role="note" aria-label="Vejledning">\n')
                self._block(block)
                while index < end and _is_guidance(blocks[index]):
                    self._block(blocks[index])
                    index += 1
                self.out.append("</div>\n")
            elif block.role is Role.LABEL and index < end and isinstance(following := blocks[index], Heading):
                index += 1
                self._enter(following.level)
                self.out.append("<hgroup>\n")
                self._block(block)
                self._heading(following)
                self.out.append("</hgroup>\n")
            else:
                self._block(block)
        self._leave(0)

    def write_rest(self, title: str) -> None:
        """Write the notes that found no field, under `title`."""
        rest = self.placer.take_rest()
        if rest:
            self.out.append(f'<div class="rest" role="note"><p class="navn">{escape(title)}</p>\n')
            self.find_root_notes(rest)
            self.flush_notes()
            self.out.append("</div>\n")

    # -- blocks ----------------------------------------------------------------------------------------------------

    def _block(self, block: Block) -> None:
        match block:
            case Paragraph():
                id_, text = self.inlines(*block)
                looks = ATTRIBUTES[block.role]
                if id_ or self.found:
                    self._put("p", id_, looks, text)
                else:
                    self.out.append(f"<p{looks}>{text}</p>\n")
            case Heading():
                self._heading(block)
            case List():
                self.out.append("<ul>\n")
                for item in block.items:
                    self._fill("<li", item.blocks, "</li>\n", link=True)
                self.out.append("</ul>\n")
            case Table():
                self._table(block)
            case _:
                assert_never(block)

    def _heading(self, heading: Heading) -> None:
        inlines, role = heading.inlines, heading.role
        level = self._level = min(heading.level, self._level + 1, MAX_LEVEL)
        id_, text = self.inlines(inlines, role)
        title = outline_text(inlines)
        is_value = id_ != "" or role is Role.VALUE or _is_field(inlines)
        id_ = id_ or self.ids.claim_heading(title, self._within if level > SECTIONS[-1] else "")
        if level <= SECTIONS[-1]:
            self._within = title
        self._near = title
        self.name_links(title)
        self.outline.append(Entry(level, id_, title))
        self._put(f"h{level}", id_, ' class="v"' if is_value else "", text)

    def _put(self, tag: str, id_: str, attributes: str, text: str) -> None:
        """Write an element on its own line, with its link and its notes."""
        if id_:
            attributes = f' id="{id_}"{attributes}'
            text += self.link(id_)
        if not self.found:
            self.out.append(f"<{tag}{attributes}>{text}</{tag}>\n")
            return
        self.out.append(f'<div class="felt"><{tag}{attributes}>{text}</{tag}>\n<div>')
        self.flush_notes()
        self.out.append("</div></div>\n")

    def _fill(self, start: str, blocks: tuple[Block, ...], end: str, *, link: bool) -> bool:
        """Write an element, from its start tag as it stands open to its end tag: a single paragraph stands in it bare.

        `link`: with a link to itself, where a field begins in it. Returns whether one does.
        """
        out = self.out
        if len(blocks) == 1 and isinstance(only := blocks[0], Paragraph):
            id_, text = self.inlines(*only)
            if id_:
                start = f'{start} id="{id_}"'
                if link:
                    text += self.link(id_)
            out.append(f"{start}{ATTRIBUTES[only.role]}>{text}{'' if self.found else end}")
            if self.found:
                self.flush_notes()
                out.append(end)
            return id_ != ""
        out.append(f"{start}>\n")
        before = self.ids.fields
        for block in blocks:
            self._block(block)
        out.append(end)
        return self.ids.fields > before

    # -- tables ----------------------------------------------------------------------------------------------------

    def _table(self, table: Table) -> None:
        # The roles say what the elements say already: they keep the table a table for screen readers of browsers
        # that forget it when a small screen lays the cells below each other.
        out = self.out
        many = len(table.widths) > MANY_COLUMNS
        name = f' aria-label="{attribute(table.caption)}"' if table.caption else ""
        if many:
            label = attribute(table.caption or self._near or "Tabel")
            out.append(f'<div class="scroller" role="region" aria-label="{label}" tabindex="0">\n')
        looks = "skema" if any(row.is_header for row in table.rows) else "stam"
        wide = " vid" if len(table.widths) > FEW_COLUMNS else ""
        out.append(f'<table role="table" class="{looks}{wide}"{name}>\n<colgroup>')
        out.extend(f'<col class="b{max(1, round(width * 20)) * 5}">' for width in table.widths)
        out.append("</colgroup>\n")
        section = ""
        rows = list(lay_out(table))
        grouped = any(starts for _, _, starts in rows)
        for row, stands, starts in rows:
            wanted = "thead" if row.is_header else "tbody"
            if section == "tbody" and (
                starts or not grouped or wanted != section
            ):  # no cell reaches down from the rows above
                self._write_held(len(table.widths))
            if wanted != section or starts:
                out.append(f'{f"</{section}>" if section else ""}<{wanted} role="rowgroup">\n')
                section = wanted
            out.append('<tr role="row">\n')
            linked = False
            for cell, stand in zip(row.cells, stands, strict=True):
                leads = looks == "skema" and not row.is_header and stand.column == 0
                self.column = stand.label if wide else None
                linked = self._cell(cell, stand, link=not linked, leads=leads) or linked
                self.column = None
            out.append("</tr>\n")
        if self.held and section == "thead":
            out.append('</thead><tbody role="rowgroup">\n')
            section = "tbody"
        self._write_held(len(table.widths))
        out.append(f"</{section}></table>\n" if section else "</table>\n")
        if many:
            out.append("</div>\n")

    def _write_held(self, columns: int) -> None:
        """Write the notes on the rows above as a row of their own, each with its column's name and a link."""
        if self.held:
            self.found, self.held = self.held, []
            self.out.append(f'<tr class="noter" role="row"><td role="cell" colspan="{columns}">\n')
            self.flush_notes()
            self.out.append("</td></tr>\n")

    def _cell(self, cell: Cell, stand: Stand, *, link: bool, leads: bool) -> bool:
        header = cell.header
        tag = "th" if header else "td"
        looks = 'role="cell"'
        if header:
            group = "group" if (cell.colspan if header == "col" else cell.rowspan) > 1 else ""
            looks = f'scope="{header}{group}" role="{"columnheader" if header == "col" else "rowheader"}"'
        if cell.colspan > 1:
            looks += f' colspan="{cell.colspan}"'
        if cell.rowspan > 1:
            looks += f' rowspan="{cell.rowspan}"'
        if stand.label:
            looks += f' data-navn="{attribute(stand.label)}"'
        if leads:
            looks += ' data-led=""'
        return self._fill(f"<{tag} {looks}", cell.blocks, f"</{tag}>\n", link=link)

    # -- sections --------------------------------------------------------------------------------------------------

    def _enter(self, level: int) -> None:
        if level not in SECTIONS:
            return
        self._leave(level)
        self._open.append(level)
        self.out.append("<section>\n")

    def _leave(self, level: int) -> None:
        """Close the sections of `level` and below."""
        while self._open and self._open[-1] >= level:
            self._open.pop()
            self.out.append("</section>\n")


def _is_guidance(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.role is Role.GUIDANCE


def _is_field(inlines: tuple[Inline, ...]) -> bool:
    """Whether the whole heading is a field: the parties' words, though LBF's form gives it its rank."""
    if not inlines or not isinstance(first := inlines[0], Run) or first.anchor is None:
        return False  # nearly all of LBF's own
    return bool(plain_text(inlines)) and all(isinstance(item, Run) and item.anchor is not None for item in inlines)

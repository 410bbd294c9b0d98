"""Blocks as HTML elements: headings in sections, paragraphs, lists and tables, each field with its id and its notes.

Always so: elements nest as HTML asks, heading levels never skip one, and the words between the tags are the document's,
in its order and nothing else (what the page adds, it adds as attributes or outside the text). Who speaks shows: what
the parties wrote has class `v`, LBF's own words have `k` (clause), `g` (guidance) or `l` (label).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, assert_never

from generator.document.blocks import Heading, List, Paragraph, Role, Run, Special, Table, plain_text
from generator.document.html_text import Ids, attribute, escape, is_safe, outline_text
from generator.document.notes import name_note
from generator.document.table_layout import Stand, lay_out

if TYPE_CHECKING:
    from generator.document.blocks import Anchor, Block, Cell, Inline, Note
    from generator.document.notes import NotePlacer

CLASSES: Final = {
    Role.TITLE: "",
    Role.HEADING: "",
    Role.CLAUSE: "k",
    Role.GUIDANCE: "g",
    Role.LABEL: "l",
    Role.VALUE: "v",
}
_ATTRIBUTES: Final = {role: f' class="{name}"' if name else "" for role, name in CLASSES.items()}
SECTIONS: Final = (2, 3)  # the levels that open a section: a part of the agreement, an activity's form
MAX_LEVEL: Final = 6
MANY_COLUMNS: Final = 6  # a table with more scrolls sideways in its own frame
FEW_COLUMNS: Final = 3  # a table with more may grow into the margin, and has its notes below the rows, at full width


class Entry(NamedTuple):
    """A line of the contents list."""

    level: int
    id: str
    text: str


class _Found(NamedTuple):
    """A note whose field has come. `id` leads to it; `where` is its column, for a note that can't stand beside it."""

    note: Note
    id: str
    where: str = ""


class BlockWriter:
    """Writes the blocks of one document. `out` is the page so far, `outline` its headings."""

    def __init__(self, placer: NotePlacer) -> None:
        self.out: list[str] = []
        self.outline: list[Entry] = []
        self._ids = Ids()
        self._placer = placer
        self._found: list[_Found] = []  # not yet written
        self._held: list[_Found] = []  # of the rows in hand, to be written below them
        self._column: str | None = None  # its name, inside a cell that is too narrow for notes
        self._level = 1  # of the last heading as written; the page has a title, shown or not
        self._open: list[int] = []  # the sections we stand in
        self._within = ""  # the last heading of level 3 or above
        self._near = ""  # the last heading
        self._link_end = '" aria-label="Link hertil"></a>'

    def write_document(self, blocks: tuple[Block, ...]) -> None:
        """Write the whole body: sections around headings, LBF's guidance gathered, a label joined to its heading."""
        self._found.extend(_Found(note, "") for note in self._placer.take_root())
        self._flush_notes()
        index, end = 0, len(blocks)
        while index < end:
            block = blocks[index]
            following = blocks[index + 1] if index + 1 < end else None
            if isinstance(block, Heading):
                self._enter(block.level)
                self._heading(block)
            elif isinstance(block, Paragraph) and block.role is Role.LABEL and isinstance(following, Heading):
                self._enter(following.level)
                self.out.append("<hgroup>\n")
                self._block(block)
                self._heading(following)
                self.out.append("</hgroup>\n")
                index += 1
            elif _is_guidance(block):
                self.out.append('<div class="vejledning" role="note" aria-label="Vejledning">\n')
                while index < end and _is_guidance(blocks[index]):
                    self._block(blocks[index])
                    index += 1
                self.out.append("</div>\n")
                index -= 1
            else:
                self._block(block)
            index += 1
        self._leave(0)

    def write_rest(self, title: str) -> None:
        """Write the notes that found no field, under `title`."""
        rest = self._placer.take_rest()
        if rest:
            self.out.append(f'<div class="rest" role="note"><p class="navn">{escape(title)}</p>\n')
            self._found.extend(_Found(note, "") for note in rest)
            self._flush_notes()
            self.out.append("</div>\n")

    # -- blocks ----------------------------------------------------------------------------------------------------

    def _block(self, block: Block) -> None:
        match block:
            case Paragraph():
                id_, text = self._inlines(block.inlines, block.role)
                self._put("p", id_, _ATTRIBUTES[block.role], text)
            case Heading():
                self._heading(block)
            case List():
                self.out.append("<ul>\n")
                for item in block.items:
                    self.out.append("<li")
                    self._slot(item.blocks, link=True)
                    self.out.append("</li>\n")
                self.out.append("</ul>\n")
            case Table():
                self._table(block)
            case _:
                assert_never(block)

    def _heading(self, heading: Heading) -> None:
        level = min(heading.level, self._level + 1, MAX_LEVEL)
        self._level = level
        id_, text = self._inlines(heading.inlines, heading.role)
        title = outline_text(heading.inlines)
        is_value = bool(id_) or heading.role is Role.VALUE or _is_field(heading.inlines)
        id_ = id_ or self._ids.claim_heading(title, self._within if level > SECTIONS[-1] else "")
        if level <= SECTIONS[-1]:
            self._within = title
        self._near = title
        self._link_end = f'" aria-label="Link hertil: {attribute(title)}"></a>'
        self.outline.append(Entry(level, id_, title))
        self._put(f"h{level}", id_, ' class="v"' if is_value else "", text)

    def _put(self, tag: str, id_: str, attributes: str, text: str) -> None:
        """Write an element on its own line, with its link and its notes."""
        if id_:
            attributes = f' id="{id_}"{attributes}'
            text += self._link(id_)
        if self._found:
            self.out.append(f'<div class="felt"><{tag}{attributes}>{text}</{tag}>\n<div>')
            self._flush_notes()
            self.out.append("</div></div>\n")
        else:
            self.out.append(f"<{tag}{attributes}>{text}</{tag}>\n")

    def _slot(self, blocks: tuple[Block, ...], *, link: bool) -> bool:
        """Close an opened start tag and fill its element: a single paragraph stands in it bare.

        `link`: with a link to itself, where a field begins in it. Returns whether one does.
        """
        out = self.out
        if len(blocks) == 1 and isinstance(blocks[0], Paragraph):
            paragraph = blocks[0]
            id_, text = self._inlines(paragraph.inlines, paragraph.role)
            identity = f' id="{id_}"' if id_ else ""
            out.append(f"{identity}{_ATTRIBUTES[paragraph.role]}>{text}{self._link(id_) if id_ and link else ''}")
            self._flush_notes()
            return bool(id_)
        out.append(">\n")
        before = self._ids.fields
        for block in blocks:
            self._block(block)
        return self._ids.fields > before

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
                self._column = stand.label if wide else None
                linked = self._cell(cell, stand, link=not linked, leads=leads) or linked
                self._column = None
            out.append("</tr>\n")
        if self._held and section == "thead":
            out.append('</thead><tbody role="rowgroup">\n')
            section = "tbody"
        self._write_held(len(table.widths))
        out.append(f"</{section}></table>\n" if section else "</table>\n")
        if many:
            out.append("</div>\n")

    def _write_held(self, columns: int) -> None:
        """Write the notes on the rows above as a row of their own, each with its column's name and a link."""
        if self._held:
            self._found, self._held = self._held, []
            self.out.append(f'<tr class="noter" role="row"><td role="cell" colspan="{columns}">\n')
            self._flush_notes()
            self.out.append("</td></tr>\n")

    def _cell(self, cell: Cell, stand: Stand, *, link: bool, leads: bool) -> bool:
        tag = "th" if cell.header else "td"
        spans = f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""
        if cell.rowspan > 1:
            spans += f' rowspan="{cell.rowspan}"'
        if cell.header:
            group = "group" if (cell.colspan if cell.header == "col" else cell.rowspan) > 1 else ""
            kind = f'scope="{cell.header}{group}" role="{"columnheader" if cell.header == "col" else "rowheader"}"'
        else:
            kind = 'role="cell"'
        label = f' data-navn="{attribute(stand.label)}"' if stand.label else ""
        label += ' data-led=""' if leads else ""
        self.out.append(f"<{tag} {kind}{spans}{label}")
        has_field = self._slot(cell.blocks, link=link)
        self.out.append(f"</{tag}>\n")
        return has_field

    # -- text ------------------------------------------------------------------------------------------------------

    def _inlines(self, inlines: tuple[Inline, ...], role: Role) -> tuple[str, str]:
        """Return the id of the field that begins the block ("" for none) and the block's text as HTML."""
        if len(inlines) == 1 and isinstance(only := inlines[0], Run) and only.anchor is None:
            return "", _run(only, role, "")
        block_id = ""
        parts: list[str] = []
        for index, item in enumerate(inlines):
            match item:
                case Run():
                    id_ = ""
                    if item.anchor is not None:
                        id_ = self._ids.claim_field(item.anchor)
                        if self._placer:
                            self._find_notes(item.anchor, id_)
                        if index == 0:
                            block_id, id_ = id_, ""
                    parts.append(_run(item, role, id_))
                case Special.LINE_BREAK:
                    parts.append("<br>")
                case Special.TAB:
                    parts.append(" ")
                case Special.PAGE | Special.PAGES:
                    pass  # a page on a screen has no number; the printed one gets it from the style
                case _:
                    assert_never(item)
        return block_id, "".join(parts)

    def _link(self, id_: str) -> str:
        return f'<a class="her" href="#{id_}{self._link_end}'

    def _find_notes(self, anchor: Anchor, id_: str) -> None:
        """Take up the notes that are to stand at a place of a field; `id_` leads there, "" where nothing does."""
        there = self._found if self._column is None else self._held
        there.extend(_Found(note, id_, self._column or "") for note in self._placer.take(anchor))

    def _flush_notes(self) -> None:
        if not self._found:
            return
        for note, id_, where in self._found:
            lines = "".join(f"<p>{escape(line)}</p>" for line in note.text.split("\n") if line)
            name = escape(name_note(note, where))
            if id_ and where:
                name = f'<a href="#{id_}">{name}</a>'
            self.out.append(
                f'<aside class="note {note.kind.value}" role="note"><p class="navn">{name}</p>{lines}</aside>\n'
            )
        self._found.clear()

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


def _run(run: Run, role: Role, id_: str) -> str:
    text = escape(run.text)
    if "  " in text:
        text = f'<span class="ord">{text}</span>'  # blanks that somebody wrote, kept as they stand
    if run.bold:
        text = f"<strong>{text}</strong>"
    if run.italic:
        text = f"<em>{text}</em>"
    if run.underline and run.href is None:
        text = f"<u>{text}</u>"
    if run.href is not None and is_safe(run.href):
        text = f'<a href="{attribute(run.href)}" rel="noreferrer">{text}</a>'
    other = CLASSES[run.role] if run.role is not None and run.role is not role else ""
    if id_ or other:
        identity = f' id="{id_}"' if id_ else ""
        looks = f' class="{other}"' if other else ""
        return f"<span{identity}{looks}>{text}</span>"
    return text


def _is_guidance(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.role is Role.GUIDANCE


def _is_field(inlines: tuple[Inline, ...]) -> bool:
    """Whether the whole heading is a field: the parties' words, though LBF's form gives it its rank."""
    return bool(plain_text(inlines)) and all(isinstance(item, Run) and item.anchor is not None for item in inlines)

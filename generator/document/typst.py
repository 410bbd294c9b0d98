"""A document as Typst source: content as string literals and calls, looks from the form's style file.

Always so: text stands in string literals alone, and everything else is a call of Typst's own elements (headings, lists,
tables with their headers, links), which become the tags of the PDF, or of one of the eight names that a style defines.
So a style decides on the looks, and no text can be taken for code.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, assert_never

from generator.document.blocks import (
    Heading,
    List,
    Paragraph,
    Role,
    Run,
    Special,
    Table,
    plain_text,
    walk_inlines,
)
from generator.document.notes import LEFT_OVER, NotePlacer, name_note
from generator.document.typst_inline import Surroundings, write_inlines
from generator.document.typst_table import place_cells
from generator.document.typst_text import MAX_TITLE, is_visible, quote, shorten, substitute, write_text

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping
    from datetime import date

    from generator.document.blocks import Block, Document, Inline, Note
    from generator.document.typst_table import Placed
    from generator.model.sti import Sti

FONTS: Final = ("Source Sans 3", "DejaVu Sans", "Noto Emoji")
"""The families that travel with the program; what one lacks, the next shows."""
MAX_LEVEL: Final = 6
NO_TITLE: Final = "Uden titel"  # PDF/UA wants one
_NUMBERS: Final = frozenset({Special.PAGE, Special.PAGES})


def write_typst(
    document: Document,
    *,
    style: str,
    day: date,
    printable: Container[int],
    notes: Mapping[Sti, Note] | None = None,
) -> str:
    """Return `document` as one Typst file that begins with `style`, so that line numbers in it stay right.

    `day` is the document's date. `printable` holds the code points that the fonts can show; see `substitute`.
    """
    writer = _Writer(printable, NotePlacer(notes or {}, document.blocks))
    title = quote(shorten(substitute(document.title, printable)) if is_visible(document.title) else NO_TITLE)
    language, _, region = document.language.lower().partition("-")
    place = f"lang: {quote(language)}" + (f", region: {quote(region)}" if region else "")
    lines = [
        style.rstrip("\n"),
        f"#set document(title: {title}, date: datetime(year: {day.year}, month: {day.month}, day: {day.day}))",
        f"#set text({place}, font: ({', '.join(map(quote, FONTS))}))",
        f"#show: page-looks.with({writer.columns(document.header)}, {writer.columns(document.footer)})",
        *(f"#{piece}" for piece in writer.document(document.blocks)),
    ]
    return "\n".join(lines) + "\n"


class _Writer:
    """Writes one document; knows the last heading's level, the names given so far, and the notes still to be shown."""

    def __init__(self, printable: Container[int], notes: NotePlacer) -> None:
        self._around = Surroundings(printable)
        self._notes = notes
        self._has_notes = bool(notes)  # nobody knows how long: then nothing is kept on one page
        self._level = 0  # PDF/UA lets no level be skipped
        self._names: set[str] = set()

    def document(self, blocks: tuple[Block, ...]) -> Iterator[str]:
        """Yield the expressions of a whole body, and what no field asked for of the notes after it."""
        yield from self._note_calls(self._notes.take_root())
        yield from self._blocks(blocks)
        if self._notes:
            yield f'paragraphs("label", {quote(LEFT_OVER)})'
            yield from self._note_calls(self._notes.take_rest())

    def columns(self, blocks: tuple[Block, ...]) -> str:
        """Return a header or footer as an array of content: what stands between its tabs, a further line below."""
        columns: list[list[Inline]] = [[]]
        for number, inlines in enumerate(walk_inlines(blocks)):
            if number:
                columns[-1].append(Special.LINE_BREAK)
            for inline in inlines:
                if inline is Special.TAB:
                    columns.append([])
                else:
                    columns[-1].append(inline)
        around = self._around._replace(may_link=False)
        return f"({''.join(f'{write_inlines(column, Role.LABEL, around)}, ' for column in columns)})"

    def _blocks(self, blocks: tuple[Block, ...]) -> Iterator[str]:
        for part in _group(blocks):
            match part:
                case list():
                    yield from self._paragraphs(part)
                case (lead, follower):
                    yield from self._led(lead, follower)
                case Heading():
                    yield from self._heading(part, None)
                case List():
                    yield self._list(part)
                case Table():
                    yield self._table(part)
                case _:
                    assert_never(part)

    def _led(self, lead: Paragraph, follower: Heading | List) -> Iterator[str]:
        if isinstance(follower, Heading):
            yield from self._heading(follower, lead)
        else:
            yield from self._paragraphs([lead], keep=True)
            yield self._list(follower)

    def _content(self, blocks: tuple[Block, ...]) -> str:
        """Return what a cell or an item holds as one expression."""
        pieces = list(self._blocks(blocks))
        return f"{{ {'; '.join(pieces)} }}" if pieces else "[]"

    def _list(self, bullets: List) -> str:
        return f"list(tight: false, {', '.join(self._content(item.blocks) for item in bullets.items)})"

    def _paragraphs(self, group: list[Paragraph], *, keep: bool = False) -> Iterator[str]:
        """Yield paragraphs of one role as one call, or as several where notes stand between them.

        `keep`: on the page where what follows begins.
        """
        waiting: list[str] = []
        for paragraph in group:
            if plain_text(paragraph.inlines) or not _NUMBERS.isdisjoint(paragraph.inlines):
                waiting.append(write_inlines(paragraph.inlines, paragraph.role, self._around))
            notes = list(self._notes_at(paragraph.inlines))
            if waiting and (notes or paragraph is group[-1]):
                yield f'paragraphs("{paragraph.role.value}", {"keep: true, " if keep else ""}{", ".join(waiting)})'
                waiting = []
            yield from notes

    def _heading(self, heading: Heading, label: Paragraph | None) -> Iterator[str]:
        """Yield a heading, its name as a destination where it holds a field, and its notes."""
        self._level = min(heading.level, self._level + 1, MAX_LEVEL)
        call = f"heading(level: {self._level}, {write_inlines(heading.inlines, heading.role, self._around)})"
        if name := self._name(heading.inlines):
            call = f"[#{call}#label({quote(name)})]"
        if label is None:
            yield call
        else:
            yield f"labelled-heading({write_inlines(label.inlines, label.role, self._around)}, {call})"
            yield from self._notes_at(label.inlines)
        yield from self._notes_at(heading.inlines)

    def _name(self, inlines: Iterable[Inline]) -> str:
        """Return the sti of the first field in `inlines`, if nothing bears that name yet; else ""."""
        for inline in inlines:
            if isinstance(inline, Run) and inline.anchor is not None and inline.anchor.sti is not None:
                name = substitute(inline.anchor.sti, self._around.printable)
                if name in self._names:
                    return ""
                self._names.add(name)
                return name
        return ""

    def _table(self, table: Table) -> str:
        columns = "".join(f"{max(width, 0.001) * 100:.3f}fr, " for width in table.widths)
        heads: list[str] = []
        cells: list[str] = []
        for placed in place_cells(table, self._around.share):
            (heads if placed.is_head else cells).append(self._cell(placed))
        is_noted = self._has_notes and any("note(" in head for head in heads)  # then it may be longer than a page
        header = heads if is_noted else [f"table.header({', '.join(heads)})"] if heads else []
        return f"form-table(({columns}), {', '.join(header + cells)})"

    def _cell(self, placed: Placed) -> str:
        cell, kind = placed.cell, placed.kind
        outside = self._around
        may_link = outside.may_link and not placed.is_head
        self._around = outside._replace(share=outside.share * placed.share, may_link=may_link)
        content = self._content(cell.blocks)
        self._around = outside
        options = [f"colspan: {cell.colspan}"] if cell.colspan > 1 else []
        options += [f"rowspan: {cell.rowspan}"] if cell.rowspan > 1 else []
        options += [f"fill: cell-fills.{kind}"] if kind else []
        options += ["breakable: false"] if placed.is_whole and not self._has_notes else []
        body = f'cell-body("{kind}", {content})' if kind else content
        return f"table.cell({', '.join([*options, body])})"

    def _notes_at(self, inlines: Iterable[Inline]) -> Iterator[str]:
        for inline in inlines if self._notes else ():
            if isinstance(inline, Run) and inline.anchor is not None:
                yield from self._note_calls(self._notes.take(inline.anchor))

    def _note_calls(self, notes: Iterable[Note]) -> Iterator[str]:
        for note in notes:
            lines = [write_text(line, self._around.printable, self._around.width) for line in note.text.splitlines()]
            yield f"note({quote(f'{name_note(note)}:')}, {{ {'; linebreak(); '.join(lines)} }})"


_Part = list[Paragraph] | tuple[Paragraph, Heading | List] | Heading | List | Table


def _group(blocks: tuple[Block, ...]) -> Iterator[_Part]:
    """Yield the blocks in order: paragraphs of one role together, a label with its heading, a lead-in with its list.

    A heading without words, or with more than a bookmark can hold, is none: it is yielded as a paragraph.
    """
    waiting: list[Paragraph] = []
    for block in map(_demote, blocks):
        if isinstance(block, Paragraph):
            if waiting and block.role is not waiting[0].role:
                yield waiting
                waiting = []
            waiting.append(block)
            continue
        lead = waiting.pop() if waiting and _leads(waiting[-1], block) else None
        if waiting:
            yield waiting
            waiting = []
        if lead is None or isinstance(block, Table):
            yield block
        else:
            yield lead, block
    if waiting:
        yield waiting


def _demote(block: Block) -> Block:
    if isinstance(block, Heading) and not 0 < len(plain_text(block.inlines).strip()) <= MAX_TITLE:
        return Paragraph(block.inlines, block.role)
    return block


def _leads(paragraph: Paragraph, block: Heading | List | Table) -> bool:
    """Tell whether `paragraph` is a heading's label or what a list begins with: it stands with it on the page."""
    if not plain_text(paragraph.inlines).strip():
        return False
    match block:
        case Heading():
            return paragraph.role is Role.LABEL
        case List():
            return paragraph.role is not Role.GUIDANCE
        case Table():
            return False
        case _:
            assert_never(block)

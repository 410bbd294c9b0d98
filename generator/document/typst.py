"""A document as Typst source: content as string literals and calls, looks from the form's style file.

Always so: text stands in string literals alone, and everything else is a call of Typst's own elements (headings, lists,
tables with their headers, links), which become the tags of the PDF, or of one of the eight names that a style defines.
So a style decides on the looks, and no text can be taken for code.
"""

from __future__ import annotations

from contextlib import contextmanager
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
from generator.document.table_layout import lay_out
from generator.document.typst_inline import INDENT, Surroundings, divide_endless, write_inlines
from generator.document.typst_table import place_cells
from generator.document.typst_text import MAX_TITLE, is_visible, quote, shorten, substitute
from generator.document.typst_words import DEFINITIONS, MARGIN

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping
    from datetime import date

    from generator.document.blocks import Block, Document, Inline, Note
    from generator.document.typst_table import Placed
    from generator.model.sti import Sti

FONTS: Final = ("Source Sans 3", "DejaVu Sans", "Noto Emoji")
"""The families that travel with the program; what one lacks, the next shows."""
MAX_LEVEL: Final = 6
_MAX_KEPT: Final = 1000  # characters: about half a page of bold letters
_RUNNING: Final = 0.38  # of the page's width: what each part of a header or footer has at least
_MAX_RUNNING: Final = 2000  # characters of one look in such a part
_GUTTER: Final = 16  # points between those parts
_NOTE_SHARE: Final = 0.5  # of the page's width: where notes can be read
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
        DEFINITIONS,
        f"#show: page-looks.with({writer.columns(document.header)}, {writer.columns(document.footer)})",
        *(f"#{piece}" for piece in writer.document(document.blocks)),
    ]
    return "\n".join(lines) + "\n"


class _Writer:
    """Writes one document; knows the last heading's level, the names given so far, and the notes still to be shown."""

    def __init__(self, printable: Container[int], notes: NotePlacer) -> None:
        self._around = Surroundings(printable)
        self._notes = notes
        self._has_notes = bool(notes)
        self._held: list[tuple[Note, str]] = []  # notes on narrow cells, with their column's name: for after the table
        self._label = ""  # the heading of the column in which the writer is
        self._level = 0  # PDF/UA lets no level be skipped
        self._names: set[str] = set()

    def document(self, blocks: tuple[Block, ...]) -> Iterator[str]:
        """Yield the expressions of a whole body, and what no field asked for of the notes after it."""
        yield from self._note_calls(self._notes.take_root())
        yield from self._blocks(blocks)
        if self._notes:
            yield f'paragraphs("label", keep: true, {quote(LEFT_OVER)})'
            yield from self._note_calls(self._notes.take_rest())

    def columns(self, blocks: tuple[Block, ...]) -> str:
        """Return a header or footer as an array of content: what stands between its tabs, each line below the last."""
        columns: list[list[Inline]] = [[]]
        heights = [0]  # how many line breaks each column has
        for number, inlines in enumerate(walk_inlines(blocks)):
            at = 0
            for inline in inlines:
                if inline is Special.TAB:
                    at += 1
                    if at == len(columns):
                        columns.append([])
                        heights.append(0)
                    continue
                columns[at] += [Special.LINE_BREAK] * (number - heights[at])
                heights[at] = max(number, heights[at])
                columns[at].append(_shorten_run(inline))
        share = min(_RUNNING, 1 / len(columns))
        around = self._around.narrowed(share, _GUTTER)._replace(may_link=False)
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
                    yield from self._table(part)
                case _:
                    assert_never(part)

    def _led(self, lead: Paragraph, follower: Heading | List) -> Iterator[str]:
        if isinstance(follower, Heading):
            yield from self._heading(follower, lead)
        else:
            yield from self._paragraphs([lead], leads=True)
            yield self._list(follower)

    def _content(self, blocks: tuple[Block, ...]) -> str:
        """Return what a cell or an item holds as one expression."""
        pieces = list(self._blocks(blocks))
        return f"{{ {'; '.join(pieces)} }}" if pieces else "[]"

    def _list(self, bullets: List) -> str:
        with self._within(self._around.narrowed(taken=INDENT)):
            return f"list(tight: false, {', '.join(self._content(item.blocks) for item in bullets.items)})"

    def _paragraphs(self, group: list[Paragraph], *, leads: bool = False) -> Iterator[str]:
        """Yield paragraphs of one role as one call, or as several where notes stand between them.

        Labels, and what `leads` to a list, are kept on the page where what follows begins, while they are short: Typst
        never divides what it keeps so. In a cell, nothing is.
        """
        is_wanted = (leads or group[0].role is Role.LABEL) and not self._around.is_in_cell
        keep = is_wanted and sum(len(plain_text(paragraph.inlines)) for paragraph in group) <= _MAX_KEPT
        around = self._around.narrowed(taken=MARGIN) if group[0].role is Role.GUIDANCE else self._around
        waiting: list[str] = []
        for paragraph in group:
            if plain_text(paragraph.inlines) or not _NUMBERS.isdisjoint(paragraph.inlines):
                pieces = divide_endless(paragraph.inlines)
                waiting += (write_inlines(piece, paragraph.role, around) for piece in pieces)
            notes = list(self._notes_at(paragraph.inlines))
            if waiting and (notes or paragraph is group[-1]):
                yield f'paragraphs("{paragraph.role.value}", {"keep: true, " if keep else ""}{", ".join(waiting)})'
                waiting = []
            yield from notes

    def _heading(self, heading: Heading, label: Paragraph | None) -> Iterator[str]:
        """Yield a heading, its name as a destination where it holds a field, and its notes."""
        self._level = min(heading.level, self._level + 1, MAX_LEVEL)
        around = self._around.in_large_letters()
        shown = write_inlines(heading.inlines, heading.role, around)
        is_divided = "fit-word(" in shown  # that no bookmark can be read from: then it is told the words apart
        said = quote(substitute(plain_text(heading.inlines), around.printable)) if is_divided else shown
        call = f"heading(level: {self._level}, {said})"
        if name := self._name(heading.inlines):
            call = f"[#{call}#label({quote(name)})]"
        if is_divided:
            call = f"{{ show heading: it => block({shown}); {call} }}"
        if label is None:
            yield call
        else:
            yield f"labelled-heading({write_inlines(label.inlines, label.role, around)}, {call})"
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

    def _table(self, table: Table) -> Iterator[str]:
        """Yield a table, and after it the notes on the fields of its narrow cells, each with its column's name."""
        columns = "".join(f"{max(width, 0.001) * 100:.3f}fr, " for width in table.widths)
        labels = [stand.label for _, stands, _ in lay_out(table) for stand in stands]
        heads: list[str] = []
        cells: list[str] = []
        filled = [
            (placed, self._cell_content(placed, label))
            for placed, label in zip(place_cells(table, self._around), labels, strict=True)
        ]
        has_notes = self._has_notes and any("note(" in content for _, content in filled)  # nobody knows how long
        for placed, content in filled:
            (heads if placed.is_head else cells).append(self._cell(placed, content, may_divide=has_notes))
        header = heads if has_notes else [f"table.header({', '.join(heads)})"] if heads else []
        yield f"form-table(({columns}), {', '.join(header + cells)})"
        if self._has_room_for_notes():
            held, self._held = self._held, []
            for note, where in held:
                yield self._note(note, where)

    def _cell_content(self, placed: Placed, label: str) -> str:
        around = self._around.in_cell(placed.share)
        outer, self._label = self._label, label
        with self._within(around._replace(may_link=around.may_link and not placed.is_head)):
            content = self._content(placed.cell.blocks)
        self._label = outer
        return content

    def _cell(self, placed: Placed, content: str, *, may_divide: bool) -> str:
        cell, kind = placed.cell, placed.kind
        options = [f"colspan: {cell.colspan}"] if cell.colspan > 1 else []
        options += [f"rowspan: {cell.rowspan}"] if cell.rowspan > 1 else []
        options += [f"fill: cell-fills.{kind}"] if kind else []
        options += ["breakable: false"] if placed.is_whole and not may_divide else []
        body = f'cell-body("{kind}", {content})' if kind else content
        return f"table.cell({', '.join([*options, body])})"

    @contextmanager
    def _within(self, around: Surroundings) -> Iterator[None]:
        """Write what follows in these surroundings."""
        outside, self._around = self._around, around
        yield
        self._around = outside

    def _has_room_for_notes(self) -> bool:
        """Tell whether a note can be read where the writer is; in a narrow cell it would be a column of syllables."""
        return self._around.line.share >= _NOTE_SHARE

    def _notes_at(self, inlines: Iterable[Inline]) -> Iterator[str]:
        for inline in inlines if self._notes else ():
            if isinstance(inline, Run) and inline.anchor is not None:
                notes = self._notes.take(inline.anchor)
                if self._has_room_for_notes():
                    yield from self._note_calls(notes)
                else:
                    self._held += [(note, self._label) for note in notes]

    def _note_calls(self, notes: Iterable[Note]) -> Iterator[str]:
        for note in notes:
            yield self._note(note)

    def _note(self, note: Note, where: str = "") -> str:
        around = self._around.narrowed(taken=MARGIN)
        head = write_inlines([Run(f"{name_note(note, where)}:")], Role.LABEL, around)
        lines = [write_inlines([Run(line)], Role.VALUE, around) for line in note.text.splitlines()]
        return f"note({head}, {{ {'; linebreak(); '.join(lines)} }})"


def _shorten_run(inline: Inline) -> Inline:
    """Return what is said on each page as short as a page has room for; the body says it in full."""
    if not isinstance(inline, Run) or len(inline.text) <= _MAX_RUNNING:
        return inline
    return inline._replace(text=f"{inline.text[:_MAX_RUNNING]}…")


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

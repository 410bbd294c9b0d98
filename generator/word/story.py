"""The steps of a part become blocks: paragraphs gathered into lists, cells into tables, fields into what they show.

Nothing is dropped in silence: a paragraph, run or cell that comes is in the result, in the order it came. What is
hidden or would be said twice (a text box's older form) is passed over because its steps say so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from generator.document.blocks import Heading, Paragraph, Run, Special
from generator.word.cells import TableGatherer
from generator.word.lists import gather_lists
from generator.word.roles import PLAIN
from generator.word.steps import Begin, Caption, Grid, Instruction, Mark, Note, Span, Whole, paragraph_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from generator.document.blocks import Block, Inline
    from generator.word.roles import StyleFact
    from generator.word.steps import Step

_FIELDS = {"PAGE": Special.PAGE, "NUMPAGES": Special.PAGES}


class Story:
    """Gathers the blocks of one part; keeps what stands open and the level of the last heading."""

    def __init__(self) -> None:
        self.note_numbers: dict[str, int] = {}
        self._heading = 1
        self._fact = PLAIN  # of the paragraph at hand
        self._inlines: list[Inline] = []
        self._blocks: list[Block] = []  # of the body, or of the cell at hand
        self._listed: list[tuple[StyleFact, Paragraph]] = []  # paragraphs of a list, not yet gathered into it
        self._outer: list[tuple[list[Block], TableGatherer]] = []  # what the tables that stand open stand in
        self._instruction: str | None = None  # of the field that stands open
        self._is_page_number = False  # what the field shows is no text
        self._boxes = self._hidden = 0
        self._is_aside = False  # in a text box or in what is hidden

    def take(self, steps: Iterable[Step]) -> None:
        """Take further steps."""
        acts = self._ACTS
        for step in steps:
            if self._is_aside:
                self._take_aside(step)
            elif isinstance(step, Whole):
                fact, block = step
                if fact.level or fact.heading or self._listed:
                    self._put(fact, block)
                else:
                    self._blocks.append(block)
            elif isinstance(step, Run):
                if not self._is_page_number:
                    self._inlines.append(step)
            elif isinstance(step, Mark):
                acts[step](self)
            elif isinstance(step, Begin):
                self._fact, self._inlines = step.fact, []
            elif isinstance(step, Special):
                self._inlines.append(step)
            else:
                self._take_rarity(step)

    def finish(self) -> tuple[Block, ...]:
        """Return the blocks."""
        self._flush()
        return tuple(self._blocks)

    # -- paragraphs and lists --

    def _end_paragraph(self) -> None:
        fact, inlines = self._fact, tuple(self._inlines)
        if fact.heading or fact.level:
            self._put(fact, paragraph_of(fact, inlines))
            return
        if self._listed:
            self._flush()
        block = Heading(min(self._heading + 1, 6), inlines, fact.role) if fact.is_sub else Paragraph(inlines, fact.role)
        self._blocks.append(block)

    def _put(self, fact: StyleFact, block: Paragraph | Heading) -> None:
        if fact.level and type(block) is Paragraph:
            self._listed.append((fact, block))
            return
        if self._listed:
            self._flush()
        self._blocks.append(block)
        if fact.heading:
            self._heading = fact.heading

    def _flush(self) -> None:
        """Gather the paragraphs of a list that has ended."""
        if self._listed:
            self._blocks.extend(gather_lists(self._listed))
            self._listed = []

    # -- tables --

    def _begin_table(self) -> None:
        self._flush()
        self._outer.append((self._blocks, TableGatherer()))
        self._blocks = []

    def _end_table(self) -> None:
        self._blocks, table = self._outer.pop()
        self._blocks.append(table.finish())

    def _begin_row(self) -> None:
        self._outer[-1][1].begin_row()

    def _make_header_row(self) -> None:
        self._outer[-1][1].is_header = True

    def _begin_cell(self) -> None:
        self._blocks = []

    def _continue_cell(self) -> None:
        self._outer[-1][1].continues = True

    def _end_cell(self) -> None:
        if self._listed:
            self._flush()
        self._outer[-1][1].end_cell(self._blocks)

    def _end_row(self) -> None:
        self._outer[-1][1].end_row()

    # -- fields, notes, text boxes --

    def _take_rarity(self, step: Step) -> None:
        match step:
            case Caption(text):
                self._outer[-1][1].caption = text
            case Grid(widths):
                self._outer[-1][1].widths = widths
            case Span(columns):
                self._outer[-1][1].columns = columns
            case Instruction(text) if self._instruction is not None:
                self._instruction += text
            case Note(identity, looks):
                number = self.note_numbers.setdefault(identity, len(self.note_numbers) + 1)
                self._inlines.append(looks._replace(text=f"[{number}]"))
            case _:
                pass  # the code of a field that has not begun

    def _begin_field(self) -> None:
        self._instruction = ""

    def _begin_result(self) -> None:
        """Take a page number for what it is; what any other field shows is read as text."""
        if (page := _page_number(self._instruction)) is not None and not self._is_page_number:
            self._is_page_number = True
            self._inlines.append(page)

    def _end_field(self) -> None:
        self._begin_result()
        self._instruction, self._is_page_number = None, False

    def _take_aside(self, step: Step) -> None:
        """Take a step in a text box or in what is hidden: a box's words stand where it is anchored, line by line."""
        if step is Mark.HIDDEN or step is Mark.HIDDEN_END:
            self._hidden += 1 if step is Mark.HIDDEN else -1
        elif self._hidden:
            pass
        elif step is Mark.BOX or step is Mark.BOX_END:
            self._boxes += 1 if step is Mark.BOX else -1
        elif isinstance(step, Whole):
            self._inlines += (Special.LINE_BREAK, *step.block.inlines)
        elif isinstance(step, Begin):
            self._inlines.append(Special.LINE_BREAK)
        elif isinstance(step, Run | Special):
            self._inlines.append(step)
        self._is_aside = self._hidden > 0 or self._boxes > 0

    def _begin_box(self) -> None:
        self._boxes, self._is_aside = 1, True

    def _begin_hidden(self) -> None:
        self._hidden, self._is_aside = 1, True

    def _pass(self) -> None:
        """Do nothing: the end of a box or of what is hidden that has not begun."""

    _BY_MARK: ClassVar[Mapping[Mark, Callable[[Story], None]]] = {
        Mark.END: _end_paragraph,
        Mark.TABLE: _begin_table,
        Mark.TABLE_END: _end_table,
        Mark.ROW: _begin_row,
        Mark.HEADER_ROW: _make_header_row,
        Mark.ROW_END: _end_row,
        Mark.CELL: _begin_cell,
        Mark.CONTINUED: _continue_cell,
        Mark.CELL_END: _end_cell,
        Mark.FIELD: _begin_field,
        Mark.FIELD_RESULT: _begin_result,
        Mark.FIELD_END: _end_field,
        Mark.BOX: _begin_box,
        Mark.BOX_END: _pass,
        Mark.HIDDEN: _begin_hidden,
        Mark.HIDDEN_END: _pass,
    }
    _ACTS: ClassVar[tuple[Callable[[Story], None], ...]] = tuple(
        map(_BY_MARK.__getitem__, Mark)
    )  # by the mark's number


def _page_number(instruction: str | None) -> Special | None:
    """Return the page number that a field shows, None for other fields."""
    words = (instruction or "").split()
    return _FIELDS.get(words[0].upper()) if words else None

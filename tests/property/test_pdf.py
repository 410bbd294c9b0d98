"""Laws of the PDF: whatever a document holds, it is set, says every word in order, and tags its tables as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import example, given
from hypothesis import strategies as st

from generator.document.blocks import (
    Block,
    Cell,
    Document,
    Heading,
    Item,
    List,
    Paragraph,
    Role,
    Row,
    Run,
    Special,
    Table,
)
from generator.document.pdf import render_pdf
from generator.word.form import render_document
from tests.pdf_agreement import DAY, STYLE, assert_same_words, load_form
from tests.pdf_reading import read_extents, read_structure
from tests.strategier import HREFS, NASTY, indhold, pieces

if TYPE_CHECKING:
    from generator.word.contract import Formularindhold

TYPST = [
    "#set page(width: 1cm)",
    "$x$",
    "= a",
    "- b",
    '")',
    "\\",
    "//",
    "/*",
    "@a",
    "<b>",
    "#{",
    "x" * 60,
    "12345678901",
]

texts = pieces | st.sampled_from(TYPST + NASTY)
runs = st.builds(
    Run, texts | st.just(""), st.booleans(), st.booleans(), st.booleans(),
    st.none() | st.sampled_from([*HREFS, "javascript:x"]), st.none(), st.none() | st.sampled_from(Role),
)  # fmt: skip
inlines = st.lists(runs | st.sampled_from([Special.LINE_BREAK, Special.TAB]), max_size=4).map(tuple)
paragraphs = st.builds(Paragraph, inlines, st.sampled_from(Role))
headings = st.builds(Heading, st.integers(1, 6), inlines, st.sampled_from([Role.HEADING, Role.VALUE, Role.TITLE]))


@st.composite
def tables(draw: st.DrawFn, content: st.SearchStrategy[Block]) -> Table:
    """Return a table whose cells fill the grid, some over several rows or columns, its first rows perhaps headers."""
    columns, height = draw(st.integers(1, 5)), draw(st.integers(1, 4))
    headers = draw(st.integers(0, 2))
    taken: set[tuple[int, int]] = set()
    rows = []
    for y in range(height):
        cells = []
        for x in range(columns):
            if (x, y) in taken:
                continue
            free = next((n for n in range(x, columns) if (n, y) in taken), columns) - x
            width, depth = draw(st.integers(1, free)), draw(st.integers(1, height - y))
            taken |= {(x + dx, y + dy) for dx in range(width) for dy in range(depth)}
            blocks = tuple(draw(st.lists(content, max_size=2)))
            cells.append(Cell(blocks, width, depth, draw(st.sampled_from(["", "", "row", "col"]))))
        rows.append(Row(tuple(cells), is_header=y < headers))
    return Table((1 / columns,) * columns, tuple(rows), draw(st.sampled_from(["", "Delmål (1)"])))


blocks: st.SearchStrategy[Block] = st.recursive(
    paragraphs | headings,
    lambda inner: (
        st.lists(st.lists(inner, max_size=2).map(tuple).map(Item), min_size=1, max_size=3).map(tuple).map(List)
        | tables(inner)
    ),
    max_leaves=8,
)
furniture = st.lists(paragraphs, max_size=2).map(tuple)
documents = st.builds(
    Document, texts, st.just("da-DK"),
    furniture, furniture, st.lists(blocks, max_size=6).map(tuple),
)  # fmt: skip


@given(documents)
@example(Document("", "da", (), (), ()))
@example(Document("T", "da-DK", (), (), (Table((1.0,), (Row((Cell((Table((1.0,), (Row((Cell(()),)),)),)),)),)),)))
def test_any_document_is_set_and_says_its_words_in_order(document: Document) -> None:
    structure = read_structure(render_pdf(document, style=STYLE, date=DAY))

    assert_same_words(structure.text(), document)


@given(documents)
def test_tables_are_tagged_as_they_are(document: Document) -> None:
    """As many tables and cells as the document has, and a header cell for each of its header cells."""
    structure = read_structure(render_pdf(document, style=STYLE, date=DAY))

    cells = list(_cells(document.blocks))
    assert len(structure.find("Table")) == len({id(table) for table, _ in cells})
    tagged = structure.find("TH", "TD")
    assert len(tagged) == len(cells)
    scopes = {"row": "/Row", "col": "/Column"}
    assert all(
        element.kind == "TH" and element.attributes["Scope"] in {scopes[cell.header], "/Column"}
        for element, (_, cell) in zip(tagged, cells, strict=True)
        if cell.header
    )


@given(indhold())
def test_a_generated_agreement_says_its_words_in_order(made: Formularindhold) -> None:
    document = render_document(load_form(), made)

    assert_same_words(read_structure(render_pdf(document, style=STYLE, date=DAY)).text(), document)


@given(
    st.lists(st.sampled_from(["x", "1", "æ", "/", "www."]), min_size=60, max_size=300).map("".join), st.integers(1, 5)
)
def test_no_word_runs_off_the_page(word: str, columns: int) -> None:
    """In running text, in a heading, in a list and in a table's cell."""
    cells = tuple(Cell((Paragraph((Run(word),), Role.VALUE),)) for _ in range(columns))
    made = Document(
        "T", "da-DK", (), (),
        (
            Heading(1, (Run(word),)), Paragraph((Run(word),), Role.CLAUSE),
            List((Item((Paragraph((Run(word),), Role.VALUE),)),)),
            Table((1 / columns,) * columns, (Row(cells),)),
        ),
    )  # fmt: skip

    extents = read_extents(render_pdf(made, style=STYLE, date=DAY))

    assert min(start for start, _, _ in extents) >= 50
    assert max(end for _, end, _ in extents) <= 545
    assert min(foot for _, _, foot in extents) >= 50


def _cells(blocks: tuple[Block, ...]) -> list[tuple[Table, Cell]]:
    found: list[tuple[Table, Cell]] = []
    for block in blocks:
        if isinstance(block, List):
            for item in block.items:
                found += _cells(item.blocks)
        elif isinstance(block, Table):
            for row in block.rows:
                for cell in row.cells:
                    found += [(block, cell), *_cells(cell.blocks)]
    return found

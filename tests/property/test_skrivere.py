"""Every format holds the words of the document, all of them, in its order, whatever the parties wrote.

Generated agreements go through LBF's form, so that what is tested is what people get; generated documents add what no
agreement leads to (odd spans, lists in cells, blocks in any order). Each format is read by a reader that isn't ours.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from markdown_it import MarkdownIt
from rich.cells import cell_len

from generator.document.blocks import (
    Block,
    Cell,
    Document,
    Heading,
    Inline,
    Item,
    List,
    Paragraph,
    Role,
    Row,
    Run,
    Special,
    Table,
    document_text,
)
from generator.document.html import write_html
from generator.document.markdown import write_markdown
from generator.document.table_layout import cell_text
from generator.document.terminal import render_terminal
from generator.store.forms import compile_formular
from generator.word.form import CompiledForm, render_document, render_docx
from tests.browser.dokumenter import real_content
from tests.kilde import assert_in_order, kilde_saetninger
from tests.strategier import HREFS, indhold, pieces
from tests.unit.word.byg import W, parts_of

if TYPE_CHECKING:
    from generator.word.contract import Formularindhold

FORM = Path(__file__).parents[2] / "templates" / "lbf-2019-26"
FRAME = set("│┃•–─═—-")  # what the terminal draws; dashes may be the document's own, so they are left out on both sides


@cache
def lbf_form() -> CompiledForm:
    return compile_formular((FORM / "delaftale.docx").read_bytes(), (FORM / "form.yaml").read_bytes(), "lbf-2019-26")


# -- generated documents -----------------------------------------------------------------------------------------------

roles = st.sampled_from(Role)
runs = st.builds(
    Run, pieces, st.booleans(), st.booleans(), st.booleans(), st.none() | st.sampled_from(HREFS), st.none()
)
lines: st.SearchStrategy[tuple[Inline, ...]] = st.lists(runs | st.just(Special.LINE_BREAK), max_size=4).map(tuple)
paragraphs = st.builds(Paragraph, lines, roles)
headings = st.builds(Heading, st.integers(1, 6), lines, st.sampled_from([Role.HEADING, Role.VALUE]))


def _nest(inner: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
    blocks = st.lists(inner, min_size=1, max_size=3).map(tuple)
    lists = st.builds(List, st.lists(st.builds(Item, blocks), min_size=1, max_size=3).map(tuple))
    return inner | lists | _tables(blocks)


@st.composite
def _tables(draw: st.DrawFn, blocks: st.SearchStrategy[tuple[Block, ...]]) -> Table:
    """Return tables of one to eight columns; a body cell of the first column may span the rows below it."""
    columns = draw(st.integers(1, 8))
    heads = [tuple(Cell(draw(blocks), header="col") for _ in range(columns)) for _ in range(draw(st.integers(0, 2)))]
    rows = [Row(cells, is_header=True) for cells in heads]
    while len(rows) < draw(st.integers(1, 5)):
        span = draw(st.integers(1, 2))
        cells = [Cell(draw(blocks)) for _ in range(columns)]
        rows.append(Row((Cell(cells[0].blocks, rowspan=span), *cells[1:])))
        rows.extend(Row(tuple(Cell(draw(blocks)) for _ in range(columns - 1))) for _ in range(span - 1))
    return Table(tuple(1 / columns for _ in range(columns)), tuple(rows), draw(st.sampled_from(["", "Skema"])))


flat = paragraphs | headings
documents = st.builds(
    Document,
    st.just("Delaftale"),
    st.just("da-DK"),
    st.just(()),
    st.just(()),
    st.lists(_nest(flat) | flat, max_size=4).map(tuple),
)
simple_documents = st.builds(
    Document,
    st.just("Delaftale"),
    st.just("da-DK"),
    st.just(()),
    st.just(()),
    st.lists(flat | st.builds(List, st.lists(st.builds(Item, st.tuples(paragraphs)), min_size=1).map(tuple))).map(
        tuple
    ),
)


# -- readers -----------------------------------------------------------------------------------------------------------


class _ArticleReader(HTMLParser):
    """Reads the words inside `<article>`; a line break parts words."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = self._inside or tag == "article"
        assert tag not in {"script", "img", "iframe", "link"}, attrs
        if tag == "br":
            self.parts.append(" ")

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "article"

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.parts.append(data)


def html_words(page: str) -> list[str]:
    reader = _ArticleReader()
    reader.feed(page)
    reader.close()
    return "".join(reader.parts).split()


def markdown_words(text: str) -> list[str]:
    """Return the words of a Markdown text as CommonMark reads them; a mark of any kind is none of them."""
    reader = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    reader.normalizeLinkText = lambda link: link  # type: ignore[method-assign]
    words: list[str] = []
    for token in reader.parse(text):
        assert token.type not in {"html_block", "fence", "code_block", "ordered_list_open"}, token
        inline = []
        for child in token.children or ():
            assert child.type not in {"html_inline", "code_inline", "image", "s_open"}, child
            inline.append(" " if child.type in {"softbreak", "hardbreak"} else child.content)
        words += "".join(inline).split()
    return words


def column_names(blocks: tuple[Block, ...]) -> set[str]:
    """Return the words that the column headings of all tables consist of."""
    found: set[str] = set()
    for block in blocks:
        if isinstance(block, List):
            for item in block.items:
                found |= column_names(item.blocks)
        elif isinstance(block, Table):
            for row in block.rows:
                for cell in row.cells:
                    found |= column_names(cell.blocks)
                    if row.is_header:
                        found.update(cell_text(cell).split())
    return found


def assert_same_words_but_column_names(written: list[str], document: Document) -> None:
    """Check that `written` is the document's words in order, and that nothing but column names stands between them."""
    names = column_names(document.blocks)
    added = {f"{name}:" for name in names} | names | {"·", ":"}
    expected = document_text(document).split()
    place = 0
    for word in written:
        if place < len(expected) and word == expected[place]:
            place += 1
        else:
            assert word in added, (word, expected[place : place + 3])
    assert place == len(expected), expected[place:]


def squeeze(text: str) -> str:
    """Return the characters that are neither blank nor frame."""
    return "".join(character for character in text if not character.isspace() and character not in FRAME)


# -- the laws ----------------------------------------------------------------------------------------------------------


@given(indhold())
def test_html_and_markdown_of_an_agreement_hold_its_words(content: Formularindhold) -> None:
    document = render_document(lbf_form(), content)

    assert html_words(write_html(document, css="")) == document_text(document).split()
    body = replace(document, header=(), footer=())
    assert_same_words_but_column_names(markdown_words(write_markdown(body)), document)


@given(indhold())
def test_the_word_file_of_an_agreement_holds_the_words_that_the_others_are_written_from(
    content: Formularindhold,
) -> None:
    tree = etree.fromstring(parts_of(render_docx(lbf_form(), content))["word/document.xml"].encode())
    written = "".join(text.text or "" for text in tree.iter(f"{{{W}}}t"))

    assert "".join(written.split()) == "".join(document_text(render_document(lbf_form(), content)).split())


@given(documents)
def test_html_holds_the_words_of_any_document(document: Document) -> None:
    assert html_words(write_html(document, css="")) == document_text(document).split()


@given(documents)
def test_markdown_holds_the_words_of_any_document(document: Document) -> None:
    assert_same_words_but_column_names(markdown_words(write_markdown(document)), document)


@given(documents)
def test_ids_are_unique_and_links_lead_somewhere(document: Document) -> None:
    page = write_html(document, css="")

    ids = re.findall(r'<[^>]* id="([^"]*)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]*)"', page)) <= set(ids)


@given(simple_documents, st.integers(20, 120))
def test_the_terminal_holds_every_character_in_order(document: Document, width: int) -> None:
    shown = render_terminal(document, width=width, color=False)

    assert squeeze(shown) == squeeze(document_text(document))


@given(documents, st.integers(1, 120))
def test_no_line_in_the_terminal_is_wider_than_the_window(document: Document, width: int) -> None:
    shown = render_terminal(document, width=width, color=False)

    assert max(cell_len(line) for line in shown.split("\n")) <= max(width, 20)
    assert "\x1b" not in shown


def test_every_sentence_of_the_source_stands_in_every_format_in_order() -> None:
    document = render_document(lbf_form(), real_content(FORM.parents[1]))

    assert_in_order(kilde_saetninger(), " ".join(html_words(write_html(document, css=""))))
    assert_in_order(kilde_saetninger(), " ".join(markdown_words(write_markdown(document))))
    terminal = render_terminal(document, width=40, color=False)  # so narrow that cells stand one under the other
    assert_in_order(kilde_saetninger(), re.sub(r"^ *[│•–] ", " ", terminal, flags=re.MULTILINE))

"""What loops that ran no time leave behind is mended: in cells, tables, tables within tables, boxes, headers."""

from __future__ import annotations

import pytest

from generator.word.repair import may_have_hole, mend, mend_story
from tests.unit.word import byg
from tests.unit.word.byg import compiled, indhold, p, paragraphs, rendered, table, tc, tr

PARTER = "{%p for x in delaftale.parter %}", "{{ x.betegnelse }}", "{%p endfor %}"
ROWS = tr("{%tr for x in delaftale.parter %}"), tr("{{ x.betegnelse }}"), tr("{%tr endfor %}")
NOBODY = indhold(parter=[])


def empty(*blocks: str, **parts: str | bytes) -> dict[str, str]:
    """Return the parts of a form filled in with nobody."""
    return rendered(compiled(*blocks, **parts), NOBODY)


def test_a_table_whose_every_row_is_left_out_goes() -> None:
    xml = empty("før", table(*ROWS), "efter")["word/document.xml"]

    assert "<w:tbl>" not in xml
    assert paragraphs(xml) == ["før", "efter"]


def test_a_table_with_a_row_left_stays() -> None:
    xml = empty(table(tr("Parter"), *ROWS))["word/document.xml"]

    assert xml.count("<w:tr>") == 1
    assert paragraphs(xml) == ["Parter"]


def test_a_cell_keeps_a_paragraph_when_its_inner_table_goes() -> None:
    cell = f"<w:tc><w:tcPr/>{table(*ROWS)}</w:tc>"
    xml = empty(table(tr(cell, "b")))["word/document.xml"]

    assert paragraphs(xml) == ["", "b"]
    assert "<w:tc><w:tcPr/><w:p/></w:tc>" in xml


def test_a_cell_that_ends_with_a_table_gets_a_paragraph_after_it() -> None:
    cell = f"<w:tc><w:tcPr/>{table(tr('indre'))}{''.join(map(p, PARTER))}</w:tc>"
    xml = empty(table(tr(cell)))["word/document.xml"]

    assert "</w:tbl><w:p/></w:tc>" in xml


def test_a_cell_without_properties_keeps_a_paragraph() -> None:
    xml = empty(table(tr(f"<w:tc>{''.join(map(p, PARTER))}</w:tc>")))["word/document.xml"]

    assert "<w:tc><w:p/></w:tc>" in xml


def test_tables_in_tables_go_from_within() -> None:
    inner = f"<w:tc><w:tcPr/>{table(*ROWS)}</w:tc>"
    outer = table(tr("{%tr if delaftale.parter %}"), tr(inner), tr("{%tr endif %}"))

    assert paragraphs(empty("a", outer)["word/document.xml"]) == ["a"]


@pytest.mark.parametrize("root", ["hdr", "ftr"])
def test_a_header_keeps_a_paragraph(root: str) -> None:
    name = {"hdr": "header1", "ftr": "footer1"}[root]
    parts = empty("a", **{f"word_{name}": byg.story(root, *PARTER)})

    assert parts[f"word/{name}.xml"].endswith(f"<w:p/></w:{root}>")


def test_a_table_in_a_header_goes_and_leaves_a_paragraph() -> None:
    assert empty("a", word_header1=byg.story("hdr", table(*ROWS)))["word/header1.xml"].endswith("><w:p/></w:hdr>")


def test_a_footnote_keeps_a_paragraph() -> None:
    note = f'<w:footnote w:id="1">{"".join(map(p, PARTER))}</w:footnote>'
    mark = p('<w:r><w:footnoteReference w:id="1"/></w:r>')

    assert (
        '<w:footnote w:id="1"><w:p/></w:footnote>'
        in empty(mark, word_footnotes=byg.story("footnotes", note))["word/footnotes.xml"]
    )


def test_a_box_keeps_a_paragraph() -> None:
    box = f"<w:r><w:pict><w:txbxContent>{''.join(map(p, PARTER))}</w:txbxContent></w:pict></w:r>"

    assert "<w:txbxContent><w:p/></w:txbxContent>" in empty(p(box))["word/document.xml"]


@pytest.mark.parametrize(
    "table_start", ["<w:tblPr/>", "<w:tblPr><w:x/></w:tblPr>", "<w:tblGrid/>", "<w:tblGrid></w:tblGrid>"]
)
def test_a_table_is_known_to_be_rowless_however_it_begins(table_start: str) -> None:
    assert mend(f"<w:tbl>{table_start}</w:tbl><w:p/>") == "<w:p/>"


@pytest.mark.parametrize(
    "xml",
    [
        "<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc><w:tcPr/><w:p/></w:tc></w:tr></w:tbl>",
        "<w:hdr><w:p/></w:hdr>",
        "<w:hdr/>",
        "<w:footnotes></w:footnotes>",
        "",
    ],
)
def test_what_is_whole_is_left_alone(xml: str) -> None:
    assert mend_story(xml) == xml


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        (["<w:tc><w:tcPr/>", "</w:tc>"], True),
        (["<w:tbl><w:tblGrid/>", "</w:tbl>"], True),
        (["<w:hdr>", "</w:hdr>"], True),
        (["<w:tc><w:p>", "a", "</w:p></w:tc>"], False),
        (["<w:tc>", "<w:p/>", "</w:tc>"], False),
        (["<w:tbl>", "<w:tr></w:tr>", "</w:tbl>"], False),
        (["<w:p/>"], False),
        ([], False),
    ],
)
def test_a_hole_shows_where_two_pieces_meet(pieces: list[str], expected: bool) -> None:
    assert may_have_hole(pieces) is expected


def test_what_the_form_itself_leaves_empty_is_mended_when_it_is_compiled() -> None:
    assert paragraphs(empty(table(tr("<w:tc><w:tcPr/></w:tc>")))["word/document.xml"]) == [""]
    assert tc("a") in empty(table(tr("a")))["word/document.xml"]


@pytest.mark.parametrize("begin", ["<w:tbl>", '<w:tbl w:rsidR="1">'])
def test_tables_that_lost_all_rows_go_whatever_they_begin_with(begin: str) -> None:
    kept = "<w:tbl><w:tblPr/><w:tr/></w:tbl>"
    gone = f"{begin}<w:tblPr/><w:tblGrid/></w:tbl>"

    assert mend(f"a{gone}b{kept}{gone}c") == f"ab{kept}c"


def test_an_end_without_a_beginning_stays() -> None:
    assert mend("<w:tblPr/></w:tbl>a<w:tblPr/></w:tbl>") == "<w:tblPr/></w:tbl>a<w:tblPr/></w:tbl>"

"""A part that is XML but not put together as Word does it is refused before anything relies on it."""

from __future__ import annotations

import pytest

from tests.unit.word import byg

RUN = byg.run("a")


@pytest.mark.parametrize(
    ("block", "name"),
    [
        ("<w:tr/>", "tr"),
        (f"<w:tbl>{byg.tc('a')}</w:tbl>", "tc"),
        (byg.table(f"<w:tr>{byg.tr('a')}</w:tr>"), "tr"),
        (byg.table("<w:p/>"), "p"),
        (byg.table("<w:tr><w:p/></w:tr>"), "p"),
        ("<w:p><w:p/></w:p>", "p"),
        ("<w:p><w:tbl/></w:p>", "tbl"),
        (RUN, "r"),
        (f"<w:p><w:r>{RUN}</w:r></w:p>", "r"),
        ("<w:p><w:t>a</w:t></w:p>", "t"),
        ("<w:p><w:fldChar/></w:p>", "fldChar"),
        ("<w:txbxContent/>", "txbxContent"),
        ('<w:p><w:r><w:gridSpan w:val="2"/></w:r></w:p>', "gridSpan"),
        ("<w:p><w:r><w:pPr/></w:r></w:p>", "pPr"),
        ("<w:p><w:r><w:tblGrid/></w:r></w:p>", "tblGrid"),
        ("<w:tbl><w:tcPr/></w:tbl>", "tcPr"),
        ("<w:vMerge/>", "vMerge"),
    ],
)
@pytest.mark.parametrize("part", ["word/document.xml", "word/header1.xml"])
def test_what_stands_elsewhere_than_word_puts_it_is_named(part: str, block: str, name: str) -> None:
    header = {} if part == "word/document.xml" else {"word_header1": byg.story("hdr", block)}

    assert byg.refusal(byg.docx("a" if header else block, **header)) == (
        f"lille: delen »{part}« har »{name}« et sted, hvor Word ikke sætter det. "
        "Åbn formularen i Word, og gem den på ny."
    )


@pytest.mark.parametrize(
    ("part", "root"), [("header1", "ftr"), ("footer1", "hdr"), ("footnotes", "hdr"), ("header2", "document")]
)
def test_a_part_is_of_the_kind_that_its_name_says(part: str, root: str) -> None:
    assert f"delen »word/{part}.xml« har »{root}« et sted" in byg.refusal(
        byg.docx("a", **{f"word_{part}": byg.story(root, "a")})
    )


def test_a_text_has_a_body() -> None:
    data = byg.package({"[Content_Types].xml": byg.content_types(), "word/document.xml": byg.story("document", "a")})

    assert "delen »word/document.xml« har »document« et sted" in byg.refusal(data)


@pytest.mark.parametrize(
    "block",
    [
        byg.table(byg.tr(byg.tc(byg.table(byg.tr("a"))))),
        f"<w:p><w:r><w:pict><w:txbxContent>{byg.table(byg.tr('a'))}</w:txbxContent></w:pict></w:r></w:p>",
        f"<w:p><w:r><w:ruby><w:rt>{RUN}</w:rt><w:rubyBase>{RUN}</w:rubyBase></w:ruby></w:r></w:p>",
        f"<w:sdt><w:sdtContent><w:p><w:ins>{RUN}</w:ins></w:p></w:sdtContent></w:sdt>",
        f"<w:tbl><w:tblPr/><w:tblGrid/><w:sdt><w:sdtContent>{byg.tr('a')}</w:sdtContent></w:sdt></w:tbl>",
        "<w:p><w:pPr><w:pPrChange><w:pPr/></w:pPrChange><w:tabs><w:tab/></w:tabs></w:pPr></w:p>",
    ],
)
def test_what_word_nests_is_fine(block: str) -> None:
    assert byg.compiled(block).parts


def mark(number: str) -> str:
    return byg.p(f'<w:r><w:footnoteReference w:id="{number}"/></w:r>')


NOTES = byg.story("footnotes", f'<w:footnote w:id="1">{byg.p("a")}</w:footnote>')


def test_a_footnote_that_is_referred_to_is_there() -> None:
    complaint = "henviser til fodnote »{}«, som ikke findes. Slet fodnotetegnet i Word, og sæt fodnoten ind igen."

    assert byg.compiled(mark("1"), word_footnotes=NOTES).has_footnotes
    assert complaint.format(2) in byg.refusal(byg.docx(mark("2"), word_footnotes=NOTES))
    assert complaint.format(1) in byg.refusal(byg.docx(mark("1")))
    assert complaint.format(1) in byg.refusal(
        byg.docx("a", word_footnotes=NOTES, word_header1=byg.story("hdr", mark("1")))
    )

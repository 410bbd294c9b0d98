"""The redline's parts by themselves: the law's reading, the zip, long stretches, what stands between paragraphs."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime

import pytest
from lxml import etree

from generator.errors import PackageError
from generator.word.redline import Redline, Udgivelse, make_redline
from generator.word.redline_errors import ConstructError
from generator.word.redline_flow import find_hunks, whole_hunk
from generator.word.redline_law import View, first_difference, read_views
from generator.word.redline_paragraphs import Reader
from generator.word.redline_zip import open_entries
from generator.word.tags import W
from tests.redline_dokument import P, Run, Word, p, t, write
from tests.redline_dommer import accept, check_shape, describe, parts_of, reject

MOMENT = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
DEL = '<w:del w:id="1" w:author="x"/>'


def lawful(before: bytes, after: bytes) -> Redline:
    made = make_redline(Udgivelse(before, "gammel.docx"), Udgivelse(after, "ny.docx"), author="x", moment=MOMENT)
    check_shape(made.docx)
    assert describe(accept(made.docx)) == describe(parts_of(after))
    assert describe(reject(made.docx)) == describe(parts_of(before))
    return made


def document_of(made: Redline) -> str:
    return zipfile.ZipFile(io.BytesIO(made.docx)).read("word/document.xml").decode()


def para(inner: str, end: str = "") -> str:
    return f"<w:p><w:pPr><w:rPr>{end}</w:rPr></w:pPr>{inner}</w:p>"


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


# -- the law sees what Word has no place for --


def views_of(body: str) -> dict[View, list[object]]:
    root = etree.fromstring(f'<w:body xmlns:w="{W}">{body}</w:body>')
    return dict(read_views(root, Reader({})))


def test_a_last_end_that_is_deleted_equals_nothing() -> None:
    (shown,) = views_of(para(run("a"), DEL))[View.NEW]

    assert isinstance(shown, tuple)
    assert shown[0] == "no end"


def test_words_without_an_end_before_a_table_equal_nothing() -> None:
    table = f"<w:tbl><w:tr><w:tc>{para(run('b'))}</w:tc></w:tr></w:tbl>"

    shown = views_of(para(run("a"), DEL) + table + para(""))[View.NEW]

    assert isinstance(shown[0], tuple)
    assert shown[0][0] == "no place"


def test_a_deleted_end_joins_to_the_next() -> None:
    joined = views_of(para(run("a"), DEL) + para(run("b")))

    assert joined[View.NEW] != joined[View.OLD]
    assert len(joined[View.NEW]) == 1
    assert len(joined[View.OLD]) == 2


def test_a_field_that_does_not_end_equals_nothing() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'

    assert views_of(para(begin))[View.NEW] == [("no field end",)]


def test_the_first_difference_is_found() -> None:
    assert first_difference([1, 2], [1, 2]) is None
    assert first_difference([1, 2], [1, 3]) == 1
    assert first_difference([1], [1, 2]) == 1


# -- the zip --


def test_parts_that_are_not_deflated_are_read() -> None:
    stored = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(write(p("a")))) as old, zipfile.ZipFile(stored, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))

    assert open_entries(stored.getvalue(), "a.docx").keys() == open_entries(write(p("a")), "a.docx").keys()


def test_a_damaged_part_is_refused() -> None:
    data = bytearray(write(p("et langt afsnit " * 50)))
    at = data.index(b"word/document.xml") + 40
    data[at : at + 20] = b"\0" * 20

    with pytest.raises(PackageError, match=r"a\.docx"):
        open_entries(bytes(data), "a.docx")


def test_a_zip_without_a_document_is_refused() -> None:
    empty = io.BytesIO()
    zipfile.ZipFile(empty, "w").close()

    with pytest.raises(PackageError, match=r"a\.docx"):
        open_entries(empty.getvalue(), "a.docx")


# -- words --


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a\U000f0001b", "a\U000f0001c"),
        ("01.10.21\U000f0001Side", "01.10.22\U000f0001Side"),
        ("\U000f0001a", "\U000f0001b"),
    ],
)
def test_what_is_no_text_ends_a_word(before: str, after: str) -> None:
    """A tab or a break stays when the word beside it changes."""
    (hunk,) = find_hunks(before, after)

    assert "\U000f0001" not in before[hunk.a0 : hunk.a1] + after[hunk.b0 : hunk.b1]


def test_a_whole_text_is_one_change_or_none() -> None:
    assert whole_hunk("a", "a") == []
    assert len(whole_hunk("a", "bc")) == 1


# -- documents --


def test_a_long_stretch_of_unlike_paragraphs_keeps_the_law_in_little_time() -> None:
    before = [p(f"afsnit nummer {nr} om emnet {nr % 7}") for nr in range(80)]
    after = [p(f"stykke nummer {nr} om noget {nr % 5}") for nr in range(90)]

    lawful(write(*before), write(*after))


def test_bookmarks_between_paragraphs_are_kept() -> None:
    start, end = '<w:bookmarkStart w:id="1" w:name="her"/>', '<w:bookmarkEnd w:id="1"/>'
    body = f"{start}{para(run('et'))}{end}{para(run('to'))}"

    made = lawful(write(p("x")), Word(body).write())

    assert document_of(made).count('w:name="her"') == 1


def test_a_bookmark_of_what_went_keeps_its_range() -> None:
    """fejl-hos-andre 26; one that the new document has too is not doubled (27)."""
    made = lawful(write(p("væk", field="gammelt"), p("et", field="fast")), write(p("et", field="fast")))

    xml = document_of(made)
    assert xml.count('w:name="gammelt"') == xml.count('w:name="fast"') == 1
    assert re.search(r'w:name="gammelt"/>.*?væk.*?<w:bookmarkEnd', xml)


def test_contents_that_go_are_deleted_as_a_whole() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC </w:instrText></w:r>'
    toc = para(begin + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("A 1"))
    toc += para(run("B 2") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>')

    made = lawful(Word(toc + para(run("slut"))).write(), Word(para(run("slut"))).write())

    assert "delInstrText" in document_of(made)


def test_a_field_that_never_ends_is_refused() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'

    with pytest.raises(ConstructError, match="Et felt"):
        lawful(write(p("a")), Word(para(run("x") + begin)).write())


def test_tables_that_took_each_others_place_are_one_table_of_rows() -> None:
    lawful(write(p("a"), t(["x", "y"]), p("b")), write(p("a"), t(["helt", "andet"], ["to", "tre"]), p("b")))


def test_a_table_at_the_very_end_gets_the_paragraph_that_word_gives_it() -> None:
    table = f"<w:tbl><w:tblGrid/><w:tr><w:tc>{para(run('b'))}</w:tc></w:tr></w:tbl>"

    made = make_redline(
        Udgivelse(Word(table).write(), "a"), Udgivelse(write(p("x")), "b"), author="x", moment=MOMENT
    )  # fmt: skip

    assert "delText" in document_of(made)


def test_page_breaks_and_tabs_come_and_go() -> None:
    before = Word(para(run("a") + '<w:r><w:tab/><w:br w:type="page"/></w:r>' + run("b"))).write()
    after = Word(para(run("a") + "<w:r><w:tab/></w:r>" + run("b"))).write()

    made = lawful(before, after)

    assert re.search(r'<w:del [^>]*><w:r><w:br w:type="page"/></w:r></w:del>', document_of(made))


def test_text_that_uses_private_characters_is_compared() -> None:
    lawful(write(P((Run("a\ue000b c"),))), write(P((Run("a\ue000b d"),))))


def test_words_numbers_for_paragraphs_are_not_doubled() -> None:
    word_2010 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" w14:paraId="0000000A"'
    gone, kept = (f"<w:p {word_2010}>{run(text)}</w:p>" for text in ("helt væk herfra", "nyt"))

    made = lawful(Word(gone + para(run("slut"))).write(), Word(kept + para(run("slut"))).write())

    assert document_of(made).count("0000000A") == 1


def test_drawings_have_numbers_of_their_own() -> None:
    space = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
    drawing = f'<w:r><w:drawing><wp:inline xmlns:wp="{space}"><wp:docPr id="7" name="x" descr="{{}}"/></wp:inline>'
    drawing += "</w:drawing></w:r>"
    before, after = (Word(para(run("se ") + drawing.format(text))).write() for text in ("hus", "have"))

    made = lawful(before, after)

    assert sorted(re.findall(r'docPr [^>]*?\bid="(\d+)"', document_of(made))) == ["1", "2"]

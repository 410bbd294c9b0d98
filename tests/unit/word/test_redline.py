"""The redline of two Word files: what is kept, what is brought along from the old file, what is refused and how."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from openxml_audit import FileFormat, OpenXmlValidator

from generator.errors import PackageError
from generator.word.redline import GROVERE, Redline, Udgivelse, _LawFailedError, first_lawful, make_redline
from generator.word.redline_errors import ConstructError, RedlineLawError, SectionsError
from generator.word.redline_prepare import COMMENTS
from tests.bench.agreement import ROOT
from tests.bench.redline import load_pair
from tests.redline_dokument import Cell, P, Run, T, W, Word, p, t, write
from tests.redline_dommer import accept, check_shape, describe, parts_of, reject

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MOMENT = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def make(before: bytes, after: bytes) -> Redline:
    return make_redline(Udgivelse(before, "gammel.docx"), Udgivelse(after, "ny.docx"), author="Chefen", moment=MOMENT)


def lawful(before: bytes, after: bytes) -> Redline:
    made = make(before, after)
    check_shape(made.docx)
    assert describe(accept(made.docx)) == describe(parts_of(after))
    assert describe(reject(made.docx)) == describe(parts_of(before))
    return made


def xml_of(made: Redline, part: str = "word/document.xml") -> str:
    return zipfile.ZipFile(io.BytesIO(made.docx)).read(part).decode()


def para(inner: str) -> str:
    return f"<w:p>{inner}</w:p>"


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


# -- the law on what peers fail at --


def test_equal_documents_have_no_changes() -> None:
    docx = write(p("et"), t(["a", "b"]), p("to"))

    assert not re.search(r"<w:(ins|del) ", xml_of(lawful(docx, docx)))


@pytest.mark.parametrize("turned", [False, True])
def test_the_last_paragraph_can_come_and_go(turned: bool) -> None:
    """Its end can't be deleted, so the one before it lends its own."""
    pair = write(p("et", "Heading1"), p("to", "Udfyldt")), write(p("et", "Heading1"))

    lawful(*(pair if not turned else pair[::-1]))


@pytest.mark.parametrize("turned", [False, True])
def test_a_column_that_comes_or_goes_replaces_the_rows(turned: bool) -> None:
    pair = write(t(["a", "b"], ["c", "d"]), p("")), write(t(["a", "b", "x"], ["c", "d", "y"]), p(""))

    made = lawful(*(pair if not turned else pair[::-1]))

    assert xml_of(made).count("<w:tbl>") == 1, "two tables next to each other would be one in Word"


def test_a_cell_over_several_rows_can_lose_its_first() -> None:
    def rows(*names: str) -> T:
        return T(tuple(
            (Cell((p("delmål" if nr == 0 else ""),), merge="restart" if nr == 0 else "continue"), Cell((p(name),)))
            for nr, name in enumerate(names)
        ))  # fmt: skip

    lawful(write(rows("a", "b", "c"), p("")), write(rows("b", "c"), p("")))


def test_another_style_is_a_tracked_property_and_leaves_the_words() -> None:
    made = lawful(write(p("Formål", "Normal"), p("x")), write(p("Formål", "Heading2"), p("x")))

    assert "<w:pPrChange " in xml_of(made)
    assert "delText" not in xml_of(made)


def test_bold_is_a_tracked_property_and_leaves_the_words() -> None:
    made = lawful(write(p("et to tre")), write(p("et **to** tre")))

    assert "<w:rPrChange " in xml_of(made)
    assert "delText" not in xml_of(made)


def test_headers_and_footers_name_both_editions() -> None:
    before = Word((p("a"),), footer=(p("Version 1, gælder til 30.09.25"),)).write()
    after = Word((p("a"),), footer=(p("Version 2, gælder til 30.09.25"),)).write()

    footer = xml_of(lawful(before, after), "word/footer1.xml")

    assert re.findall(r"<w:(?:t|delText)[^>]*>([^<]*)", footer) == ["Version ", "1,", "2,", " gælder til 30.09.25"]


def test_a_moved_part_is_recognised() -> None:
    first, second = p("Beboervejledning er en aktivitet."), p("Lokalt engagement er en anden aktivitet.")

    made = lawful(write(first, second, p("slut")), write(second, first, p("slut")))

    assert sorted(made.moves.values()) == [1, 1]


def test_fields_are_paired_before_words() -> None:
    """What a field holds may be another field's words."""
    one, other = "_f1111111111111111_1_1", "_f2222222222222222_1_1"
    before = write(p("Fælles tekst om huset her", field=one), p("Noget helt andet om huset", field=other), p(""))
    after = write(p("Helt ny tekst om huset her", field=one), p("Fælles tekst om huset her", field=other), p(""))

    assert "<w:rPr><w:" not in xml_of(lawful(before, after)), "no paragraph came or went"


# -- what comes along from the old file --


def test_a_picture_that_went_is_brought_along() -> None:
    drawing = (
        '<w:r><w:drawing><wp:inline><wp:extent cx="9" cy="9"/><wp:docPr id="1" name="x"/><a:graphic>'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        '<pic:blipFill><a:blip r:embed="rIdP"/></pic:blipFill></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )
    relation = ("rIdP", "image", "media/a.png", False)
    image = ("word/media/a.png", "x", "png", b"\x89PNG-old")
    before = Word(para(run("se ") + drawing) + para(""), relations=(relation,), more=(image,)).write()

    made = lawful(before, Word(para(run("se ")) + para("")).write())

    target = re.search(r'r:embed="([^"]+)"', xml_of(made))
    assert target is not None
    assert f'Id="{target[1]}"' in xml_of(made, "word/_rels/document.xml.rels")
    assert "word/media/a-old.png" in made.new.entries


def test_a_link_that_leads_elsewhere_is_replaced() -> None:
    link = f'<w:hyperlink r:id="rIdL">{run("her")}</w:hyperlink>'
    before, after = (
        Word(para(run("se ") + link), relations=(("rIdL", "hyperlink", href, True),)).write()
        for href in ("https://a.dk", "https://b.dk")
    )

    made = lawful(before, after)

    assert {"https://a.dk", "https://b.dk"} <= set(
        re.findall('Target="([^"]*)"', xml_of(made, "word/_rels/document.xml.rels"))
    )


def test_a_list_that_was_another_is_brought_along() -> None:
    bullets = (
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/>'
        '<w:lvlText w:val="•"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    before = Word((p("et", level=0), p("slut")), parts={"word/numbering.xml": bullets}).write()

    lawful(before, write(p("et", level=0), p("slut")))


def test_a_style_that_only_the_old_file_has_is_brought_along() -> None:
    styles = (
        f'<w:styles xmlns:w="{W}"><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        '</w:style><w:style w:type="paragraph" w:styleId="Gammel"><w:name w:val="Gammel"/></w:style></w:styles>'
    )
    before = Word((p("et", "Gammel"), p("slut")), parts={"word/styles.xml": styles}).write()

    assert 'w:styleId="Gammel"' in xml_of(lawful(before, write(p("slut"))), "word/styles.xml")


def test_a_style_is_known_by_its_name() -> None:
    """Word's ids are Danish in one file and English in another."""
    styles = (
        f'<w:styles xmlns:w="{W}"><w:style w:type="paragraph" w:styleId="Overskrift1"><w:name w:val="heading1"/>'
        "</w:style></w:styles>"
    )
    before = Word((p("et", "Overskrift1"), p("slut")), parts={"word/styles.xml": styles}).write()

    assert "pPrChange" not in xml_of(make(before, write(p("et", "Heading1"), p("slut"))))


def test_comments_are_left_out_and_told_of() -> None:
    inner = '<w:commentRangeStart w:id="0"/>' + run("et") + '<w:commentRangeEnd w:id="0"/>'
    before = Word(para(inner + '<w:r><w:commentReference w:id="0"/></w:r>')).write()

    made = make(before, Word(para(run("to"))).write())

    assert made.meddelelser == (COMMENTS,)
    assert "comment" not in xml_of(made)


def test_what_stands_in_a_content_control_is_compared() -> None:
    sdt = f"<w:sdt><w:sdtPr/><w:sdtContent>{para(run('et to'))}</w:sdtContent></w:sdt>"

    made = make(Word(sdt + para("")).write(), Word(para(run("et tre")) + para("")).write())

    assert re.findall(r"delText[^>]*>([^<]+)", xml_of(made)) == ["to"]


TEMPLATES = sorted(path for path in (ROOT / "templates").rglob("*.docx"))


@pytest.mark.parametrize("before", TEMPLATES, ids=lambda path: path.stem)
def test_files_that_have_little_in_common_keep_the_law(before: Path) -> None:
    for after in TEMPLATES:
        lawful(before.read_bytes(), after.read_bytes())


# -- what is refused --


def test_a_changed_formula_is_refused() -> None:
    math = f"<m:oMath><m:r>{'<m:t>{}</m:t>'}</m:r></m:oMath>"
    before, after = (Word(para(run("Ved ") + math.format(text))).write() for text in "xy")

    with pytest.raises(ConstructError, match="En formel"):
        make(before, after)


def test_content_that_nobody_knows_is_refused_and_not_passed_over() -> None:
    inner = f"<w:bdo w:val='rtl'>{run('x')}</w:bdo>"

    with pytest.raises(ConstructError, match="w:bdo"):
        make(write(p("a")), Word(para(run("Ved ") + inner)).write())


def test_an_inserted_document_is_refused() -> None:
    with pytest.raises(ConstructError, match="et indsat dokument"):
        make(write(p("a")), Word('<w:altChunk r:id="x"/>' + para("")).write())


def test_another_number_of_sections_is_refused_with_both_numbers() -> None:
    with pytest.raises(SectionsError, match="1 og 2"):
        make(write(p("a")), Word("<w:p><w:pPr><w:sectPr/></w:pPr></w:p>" + para("")).write())


def test_what_is_no_word_file_is_refused_by_name() -> None:
    with pytest.raises(PackageError, match=r"ny\.docx"):
        make(write(p("a")), b"no zip")


# -- when the law would be broken --


def _failing() -> Redline:
    raise _LawFailedError("word/document.xml", "Her gik det galt")


def test_a_redline_that_breaks_the_law_is_replaced_by_a_coarser_one_and_told_of() -> None:
    docx = write(p("a"))
    makers: list[Callable[[], Redline]] = [_failing, lambda: make(docx, docx)]

    assert GROVERE in first_lawful(makers, "ny.docx").meddelelser


def test_no_redline_is_handed_out_when_none_keeps_the_law() -> None:
    with pytest.raises(RedlineLawError, match="»Her gik det galt«"):
        first_lawful([_failing, _failing], "ny.docx")


# -- our own documents --


def test_the_real_agreement_worked_over_keeps_the_law_and_the_schema(tmp_path: Path) -> None:
    before, after = load_pair()

    made = lawful(before, after)

    path = tmp_path / "redline.docx"
    path.write_bytes(made.docx)
    result = OpenXmlValidator(file_format=FileFormat.OFFICE_2019).validate(str(path))
    assert [str(error) for error in result.errors] == []
    assert GROVERE not in made.meddelelser
    assert make(before, after).docx == made.docx, "same input, same bytes"


def test_a_rejected_redline_has_the_looks_of_what_went() -> None:
    lawful(write(P((Run("fed", bold=True), Run(" skrift"))), p("")), write(p("skrift"), p("")))

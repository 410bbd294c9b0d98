"""Bugs that users of other redline programs met, each a test named by its number in docs/fejl-hos-andre.md."""

from __future__ import annotations

import io
import re
import tracemalloc
import zipfile
from datetime import UTC, datetime
from typing import Any

import pytest

from generator.word.redline import Udgivelse, make_redline
from generator.word.redline_errors import ConstructError, RevisionsInsideError, SectionsError
from tests.redline_dokument import NAMESPACES, WORD, Cell, P, Run, T, W, Word, p, t, write
from tests.redline_dommer import accept, check_shape, describe, parts_of, reject

MOMENT = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
FOOTNOTES = f"{WORD}.footnotes+xml"


def redline(before: bytes, after: bytes) -> bytes:
    """Return a redline that keeps the law."""
    made = make_redline(Udgivelse(before, "gammel.docx"), Udgivelse(after, "ny.docx"), author="Chefen", moment=MOMENT)
    check_shape(made.docx)
    assert describe(accept(made.docx)) == describe(parts_of(after))
    assert describe(reject(made.docx)) == describe(parts_of(before))
    return made.docx


def xml_of(docx: bytes, part: str = "word/document.xml") -> str:
    return zipfile.ZipFile(io.BytesIO(docx)).read(part).decode()


def changes(xml: str) -> list[tuple[str, str]]:
    """Return the words that came and went, in order."""
    found = re.findall(r"<w:(ins|del) [^>]*[^/]>(.*?)</w:\1>", xml)
    return [(kind, "".join(re.findall(r"<w:(?:t|delText)[^>]*>([^<]*)<", inner))) for kind, inner in found]


def body_text(described: dict[str, Any]) -> str:
    return " | ".join("".join(text for text, _ in block[3]) for block in described["body"] if block[0] == "p")


def test_01_a_moved_and_edited_paragraph_leaves_no_replaced_word() -> None:
    first, moved, last = (
        p("Det første afsnit står fast."),
        p("Huset åbner hver dag klokken ti."),
        p("Det sidste afsnit."),
    )
    edited = p("Huset åbner hver dag klokken elleve.")

    docx = redline(write(first, moved, last), write(edited, first, last))

    assert "elleve" not in body_text(describe(reject(docx)))
    assert "klokken ti." not in body_text(describe(accept(docx)))


def test_02_a_deleted_row_vanishes_on_accept() -> None:
    docx = redline(write(t(["a", "b"], ["c", "d"]), p("")), write(t(["a", "b"]), p("")))

    assert len(list(accept(docx)["word/document.xml"].iter(f"{{{W}}}tr"))) == 1


def test_03_a_tracked_row_also_marks_the_runs_and_ends_in_its_cells() -> None:
    docx = redline(write(t(["a", "b"]), p("")), write(t(["a", "b"], ["nyt", "her"]), p("")))

    xml = xml_of(docx)
    row = xml[xml.rindex("<w:tr>") :]
    assert re.search(r'<w:trPr><w:cantSplit w:val="0"/><w:ins ', row)
    assert changes(row)[-2:] == [("ins", "nyt"), ("ins", "her")]
    assert len(re.findall(r"<w:rPr><w:ins ", row)) == 2


def test_04_an_emptied_list_item_has_its_end_deleted() -> None:
    """Else a number would stand alone."""
    docx = redline(
        write(p("et", level=0), p("to", level=0), p("slut")), write(p("et", level=0), p("slut"))
    )  # fmt: skip

    assert re.search(r"<w:numPr>.*?</w:numPr><w:rPr><w:del .*?to</w:delText>", xml_of(docx))


@pytest.mark.parametrize("turned", [False, True])
def test_05_a_split_is_one_added_end_and_a_join_one_deleted(turned: bool) -> None:
    whole = write(p("Huset åbner klokken ti. Der er kaffe til alle."), p("slut"))
    split = write(p("Huset åbner klokken ti."), p("Der er kaffe til alle."), p("slut"))
    before, after = (split, whole) if turned else (whole, split)

    xml = xml_of(redline(before, after))

    assert len(re.findall(rf"<w:rPr><w:{'del' if turned else 'ins'} ", xml)) == 1
    assert "".join(text for _, text in changes(xml)).strip() == ""


def test_06_deleted_blanks_are_kept() -> None:
    docx = redline(write(P((Run("a"), Run("  ", bold=True), Run("b")))), write(P((Run("a"), Run("b")))))

    assert '<w:delText xml:space="preserve">  </w:delText>' in xml_of(docx)


def test_07_a_rejected_word_leaves_one_blank() -> None:
    docx = redline(write(p("det er aktivitet")), write(p("det er en aktivitet")))

    assert body_text(describe(reject(docx))) == "det er aktivitet"


def test_08_deleted_text_is_deltext() -> None:
    docx = redline(write(p("ud med det"), p("slut")), write(p("slut")))

    assert "<w:t" not in re.sub(r"<w:(?!del ).*?", "", re.findall(r"<w:del .*?</w:del>", xml_of(docx))[-1])


def _field(code: str, result: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>{result}</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def para(inner: str, style: str = "Normal") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{inner}</w:p>'


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def test_09_a_deleted_field_has_deleted_code_and_all_its_marks() -> None:
    before = Word(para(run("Se ") + _field("REF x", "kapitel 2") + run(" her")) + para("")).write()
    after = Word(para(run("Se ") + run(" her")) + para("")).write()

    xml = xml_of(redline(before, after))

    assert "delInstrText" in xml
    assert xml.count("fldChar ") == 3


def test_09_a_deleted_simple_field_is_written_out() -> None:
    """A change may hold runs only."""
    simple = '<w:fldSimple w:instr=" AUTHOR "><w:r><w:t>Ida</w:t></w:r></w:fldSimple>'

    xml = xml_of(redline(Word(para(run("Af ") + simple)).write(), Word(para(run("Af "))).write()))

    assert "fldSimple" not in xml
    assert "delInstrText" in xml


def test_10_counted_pages_and_contents_are_no_change() -> None:
    def body(page: str, entry: str) -> str:
        begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\o </w:instrText></w:r>'
        toc = para(f'{begin}<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(entry)}')
        return toc + para(run(f"{entry} mere") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>') + para(
            run("Side ") + _field("PAGE", page)
        )  # fmt: skip

    docx = make_redline(
        Udgivelse(Word(body("1", "A 1")).write(), "a"), Udgivelse(Word(body("7", "A 9")).write(), "b"),
        author="x", moment=MOMENT,
    ).docx  # fmt: skip

    assert not re.search(r"<w:(ins|del) ", xml_of(docx))


def test_11_ids_of_changes_are_no_bookmarks_ids() -> None:
    docx = redline(
        write(p("et to", field="_f0123456789abcdef_1_1"), p("x", field="b")),
        write(p("et tre", field="_f0123456789abcdef_1_1"), p("x y", field="b")),
    )

    marks = set(re.findall(r'<w:bookmarkStart w:id="(\d+)"', xml_of(docx)))
    assert not marks & set(re.findall(r'<w:(?:ins|del) w:id="(\d+)"', xml_of(docx)))


def test_12_an_added_end_is_marked_once_and_all_at_one_moment() -> None:
    xml = xml_of(redline(write(p("et"), p("slut")), write(p("et"), p("to"), p("tre"), p("slut"))))

    assert max(xml.count("<w:ins ", start, xml.index("</w:pPr>", start)) for start in
               [found.start() for found in re.finditer("<w:pPr>", xml)]) == 1  # fmt: skip
    assert set(re.findall(r'w:date="([^"]*)"', xml)) == {"2026-11-24T12:00:00Z"}


@pytest.mark.parametrize(
    "inner",
    [
        '<w:ins w:id="9" w:author="Bo" w:date="2020-01-01T00:00:00Z"><w:r><w:t>ny</w:t></w:r></w:ins>',
        '<w:del w:id="9" w:author="Bo"><w:r><w:delText>x</w:delText></w:r></w:del>',
        '<w:moveFrom w:id="9" w:author="Bo"><w:r><w:t>x</w:t></w:r></w:moveFrom>',
        '<w:r><w:rPr><w:rPrChange w:id="9" w:author="Bo"><w:rPr/></w:rPrChange></w:rPr><w:t>x</w:t></w:r>',
    ],
)
def test_13_a_file_with_changes_inside_is_refused_by_author_and_place(inner: str) -> None:
    before, after = write(p("Her står det.")), Word(para(run("Her står ") + inner)).write()

    with pytest.raises(RevisionsInsideError, match="Bo") as error:
        redline(before, after)

    assert "»Her står" in str(error.value)


def test_14_a_new_section_is_no_equal_document() -> None:
    section = '<w:p><w:pPr><w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/></w:sectPr></w:pPr></w:p>'
    before, after = Word(para(run("a"))).write(), Word(section + para(run("a"))).write()

    with pytest.raises(SectionsError, match="sektioner"):
        redline(before, after)


def test_14_a_new_footer_is_tracked() -> None:
    none = '<w:sectPr><w:headerReference w:type="default" r:id="rIdH"/></w:sectPr>'
    before, after = Word((p("a"),), section=none), Word((p("a"),))

    docx = make_redline(
        Udgivelse(before.write(), "a"), Udgivelse(after.write(), "b"), author="x", moment=MOMENT
    ).docx  # fmt: skip

    assert changes(xml_of(docx, "word/footer1.xml")) == [("ins", "Sidefod")]


def _box(text: str) -> str:
    return (
        '<w:r><w:pict><v:shape style="width:9pt"><v:textbox><w:txbxContent>'
        f"{para(run(text))}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )


def test_15_a_changed_text_box_is_refused_with_its_place() -> None:
    before, after = (Word(para(run("Ved kassen ") + _box(text))).write() for text in ("gammel", "ny"))

    with pytest.raises(ConstructError, match="tekstboks") as error:
        redline(before, after)

    assert "»Ved kassen" in str(error.value)


def test_15_a_text_box_that_stays_is_kept() -> None:
    before, after = (Word(para(run(f"{word} kassen ") + _box("ens"))).write() for word in ("Ved", "Foran"))

    assert "txbxContent" in xml_of(redline(before, after))


def test_16_a_changed_page_setup_names_no_headers() -> None:
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rIdH"/><w:footerReference w:type="default" r:id="rIdF"/>'
        '<w:pgSz w:w="{}" w:h="16838"/></w:sectPr>'
    )
    before, after = (Word((p("a"),), section=section.format(width)).write() for width in ("11906", "12000"))

    (change,) = re.findall(r"<w:sectPrChange .*?</w:sectPrChange>", xml_of(redline(before, after)))

    assert 'w:w="11906"' in change
    assert "Reference" not in change


def _with_notes(body: str, *notes: str) -> bytes:
    lines = "".join(f'<w:footnote w:id="{nr}">{para(run(text))}</w:footnote>' for nr, text in enumerate(notes, start=2))
    ends = "".join(f'<w:footnote w:type="{kind}" w:id="{nr}"><w:p/></w:footnote>'
                   for nr, kind in enumerate(("separator", "continuationSeparator")))  # fmt: skip
    xml = f"<w:footnotes {NAMESPACES}>{ends}{lines}</w:footnotes>".encode()
    return Word(body, more=(("word/footnotes.xml", "footnotes", FOOTNOTES, xml),)).write()


NOTE = '<w:r><w:footnoteReference w:id="{}"/></w:r>'


def test_17_accepting_that_the_only_footnote_goes_leaves_no_definition() -> None:
    before, after = _with_notes(para(run("a") + NOTE.format(2)), "Kilden"), _with_notes(para(run("a")))

    docx = redline(before, after)

    assert describe(accept(docx))["footnotes"] == []
    assert describe(reject(docx))["footnotes"] == [[("p", "normal", None, [("Kilden", "")])]]
    assert "delText" in xml_of(docx, "word/footnotes.xml")


def test_17_a_footnote_goes_from_a_file_that_then_has_none() -> None:
    before, after = _with_notes(para(run("a") + NOTE.format(2)), "Kilden"), Word(para(run("a"))).write()

    docx = make_redline(Udgivelse(before, "a"), Udgivelse(after, "b"), author="x", moment=MOMENT).docx

    assert describe(reject(docx))["footnotes"] == describe(parts_of(before))["footnotes"]


def test_18_a_footnote_mark_at_the_end_survives_an_edit() -> None:
    before = _with_notes(para(run("Der er tredive dage") + NOTE.format(2)) + para(run("b") + NOTE.format(3)), "A", "B")
    after = _with_notes(para(run("Der er fyrre dage") + NOTE.format(2)) + para(run("b") + NOTE.format(3)), "A", "B2")

    docx = redline(before, after)

    ids = re.findall(r'<w:footnote [^>]*w:id="(\d+)"', xml_of(docx, "word/footnotes.xml"))
    assert len(set(ids)) == len(ids)
    assert xml_of(docx).count("footnoteReference") == 3


def test_19_a_deleted_list_item_is_deleted_with_its_end() -> None:
    """Its number is then no number any more: Word counts on without it."""
    docx = redline(
        write(p("et", level=0), p("to", level=0), p("tre", level=0), p("")),
        write(p("et", level=0), p("tre", level=0), p("")),
    )

    assert [block[2] for block in describe(accept(docx))["body"]][:2] == [("0", ["decimal", "%1."])] * 2


def test_20_another_column_width_does_not_stop_the_comparison() -> None:
    before = write(t(["a b", "c"]), p(""))
    after = zipfile_with(before, lambda xml: xml.replace('w:w="1000"', 'w:w="2222"').replace("a b", "a d"))

    assert changes(xml_of(redline(before, after))) == [("del", "b"), ("ins", "d")]


def zipfile_with(docx: bytes, edit: Any, part: str = "word/document.xml") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as old, zipfile.ZipFile(stream, "w") as new:
        for info in old.infolist():
            data = old.read(info.filename)
            new.writestr(info.filename, edit(data.decode()) if info.filename == part else data)
    return stream.getvalue()


def test_21_a_paragraph_of_12000_words_stays_within_100_mb() -> None:
    words = [f"ord{nr % 4000}" for nr in range(12_000)]
    before, after = write(p(" ".join(words))), write(p(" ".join(w if nr % 9 else "nyt" for nr, w in enumerate(words))))
    tracemalloc.start()

    redline(before, after)

    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 100_000_000


def test_22_nothing_but_deletions_holds_deleted_text() -> None:
    """So whoever rejects one of them alone is left with none."""
    xml = xml_of(redline(write(p("et to tre")), write(p("et fire tre"))))

    assert "delText" not in re.sub(r"<w:del .*?</w:del>", "", xml)


def test_23_no_change_stands_inside_another() -> None:
    before = write(t(["a", "b"]), p("et to tre"), p("fire"))
    after = write(p("et nyt tre"), t(["a", "c", "d"]), p("fem fire"))

    check_shape(redline(before, after))


def test_24_the_same_words_thrice_are_changed_where_they_are() -> None:
    before = p("Frist 30 dage. Svar 30 dage. Klage 30 dage.")

    docx = redline(write(before), write(p("Frist 30 dage. Svar 14 dage. Klage 30 dage.")))

    assert changes(xml_of(docx)) == [("del", "30"), ("ins", "14")]
    assert re.search(r"Svar </w:t></w:r><w:del ", xml_of(docx))


def test_25_a_nested_table_is_not_paired_with_the_outer() -> None:
    inner = t(["inde", "i"])
    before = write(T(((Cell((p("ude"),)), Cell((inner, p("")))),)), p(""))
    after = write(T(((Cell((p("ude"),)), Cell((p("inde i"),))),)), p(""))

    redline(before, after)
    redline(after, before)

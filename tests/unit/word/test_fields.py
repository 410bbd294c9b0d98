"""Fields read back from a Word file, as rendered and as people leave it when they have written in it."""

from __future__ import annotations

import pytest

from generator.errors import PackageError
from generator.model.tekst import Afsnit, Art, Stykke, Tekst
from generator.word.bookmarks import anchor_key
from generator.word.fields import FieldReading, read_fields
from generator.word.form import render_docx
from tests.unit.word import byg
from tests.unit.word.byg import p, run

TEKST = byg.ROLLER.tekst
KEY = "0123456789abcdef"


def start(number: int = 1, occurrence: int = 1, mark: int = 1, key: str = KEY) -> str:
    return f'<w:bookmarkStart w:id="{mark}" w:name="_f{key}_{number}_{occurrence}"/>'


def end(mark: int = 1) -> str:
    return f'<w:bookmarkEnd w:id="{mark}"/>'


def read(*blocks: str, **parts: str | bytes) -> dict[str, list[FieldReading]]:
    return read_fields(byg.docx(*blocks, **parts), TEKST, "aftalen.docx")


def only(*blocks: str, **parts: str | bytes) -> FieldReading:
    fields = read(*blocks, **parts)
    assert list(fields) == [KEY]
    (reading,) = fields[KEY]
    return reading


def words(reading: FieldReading) -> list[str]:
    return [afsnit.tekst for afsnit in reading.paragraphs]


def test_a_rendered_text_comes_back_as_it_was() -> None:
    text = "Et **f*ed*t** ord, ++under++.\n\n- Et\n  - To\n\n    i to\n\n## Om\n\n[link](https://x.dk/a) slut"
    form = byg.compiled("{{p delaftale.kommunal_sammenhaeng }}")
    docx = render_docx(form, byg.indhold(kommunal_sammenhaeng=text))

    (reading,) = read_fields(docx, TEKST, "a")[anchor_key("kommunal_sammenhaeng")]

    assert reading.afsnit == Tekst(text).afsnit


def test_a_line_comes_back_with_the_words_around_it() -> None:
    reading = only(p("Fra ", start(), run("01.10.21"), end(), " til i dag"))

    assert (reading.before, reading.linje, reading.after) == ("Fra ", "01.10.21", " til i dag")


def test_two_fields_in_a_paragraph_are_apart() -> None:
    other = "f" * 16
    fields = read(p("a", start(), run("b"), end(), "c", start(mark=2, key=other), run("d"), end(2), "e"))

    assert [(item.before, item.linje, item.after) for item in (fields[KEY][0], fields[other][0])] == [
        ("a", "b", "c"),
        ("c", "d", "e"),
    ]


def test_a_blank_field_is_there_and_blank() -> None:
    reading = only(p("Navn: ", start(), end()))

    assert (reading.linje, reading.afsnit, reading.before) == ("", (), "Navn: ")


def test_each_occurrence_is_a_reading_and_knows_its_part() -> None:
    fields = read(
        p(start(), run("a"), end()),
        word_header1=byg.story("hdr", p(start(occurrence=3, mark=3), run("c"), end(3))),
        word_footer1=byg.story("ftr", p(start(occurrence=2, mark=2), run("b"), end(2))),
    )

    assert [(item.part, item.occurrence, item.linje) for item in fields[KEY]] == [
        ("word/document.xml", 1, "a"),
        ("word/footer1.xml", 2, "b"),
        ("word/header1.xml", 3, "c"),
    ]


def test_paragraphs_of_a_field_are_one_reading() -> None:
    reading = only(p(start(), run("a"), end()), p(start(2, mark=2), run("b"), end(2), style="Punkt2"))

    assert reading.paragraphs == [
        Afsnit(Art.AFSNIT, 0, (Stykke("a"),)),
        Afsnit(Art.PUNKT, 2, (Stykke("b"),)),
    ]
    assert reading.linje == "a b"


@pytest.mark.parametrize(
    ("style", "art", "level"),
    [("Punkt1", Art.PUNKT, 1), ("Punkt3", Art.PUNKT, 3), ("Punktafsnit2", Art.AFSNIT, 2),
     ("Underoverskrift", Art.UNDEROVERSKRIFT, 0), ("Andet", Art.AFSNIT, 0), ("", Art.AFSNIT, 0)],
)  # fmt: skip
def test_the_style_says_what_a_paragraph_is(style: str, art: Art, level: int) -> None:
    (afsnit,) = only(p(start(), run("a"), end(), style=style)).paragraphs

    assert (afsnit.art, afsnit.niveau) == (art, level)


@pytest.mark.parametrize(
    ("looks", "expected"),
    [
        ("<w:b/>", (True, False, False)),
        ('<w:b w:val="1"/><w:i w:val="true"/>', (True, True, False)),
        ('<w:b w:val="0"/><w:i w:val="false"/><w:u w:val="none"/>', (False, False, False)),
        ('<w:u w:val="single"/>', (False, False, True)),
        ('<w:u w:val="double"/><w:bCs/>', (False, False, True)),
        ('<w:rStyle w:val="Strong"/>', (False, False, False)),
    ],
)
def test_looks_are_those_of_the_run_itself(looks: str, expected: tuple[bool, bool, bool]) -> None:
    (stykke,) = only(p(start(), run("a", looks), end())).paragraphs[0].stykker

    assert (stykke.fed, stykke.kursiv, stykke.understreget) == expected


def test_a_link_has_the_address_of_its_relationship() -> None:
    link = f'<w:hyperlink r:id="r7">{run("a")}</w:hyperlink><w:hyperlink w:anchor="b">{run("b")}</w:hyperlink>'
    data = byg.package(
        {
            "[Content_Types].xml": byg.content_types(),
            "word/document.xml": byg.document(p(start(), link, end())),
            "word/_rels/document.xml.rels": byg.rels('Id="r7" Type="x" Target="https://x.dk" TargetMode="External"'),
        }
    )

    (reading,) = read_fields(data, TEKST, "a")[KEY]

    assert reading.paragraphs[0].stykker == (Stykke("a", href="https://x.dk"), Stykke("b"))


def test_signs_that_are_elements_are_signs() -> None:
    signs = (
        "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:noBreakHyphen/><w:t>c</w:t><w:br/><w:softHyphen/><w:t>d</w:t></w:r>"
    )

    assert only(p(start(), signs, end())).linje == "a\tb\u2011c\n\u00add"


# -- what people do in Word ------------------------------------------------------------------------------------------


def test_a_paragraph_split_in_two_is_two_paragraphs_of_the_field() -> None:
    assert words(only(p("før ", start(), run("a")), p(run("b"), end(), "efter"))) == ["a", "b"]


def test_a_paragraph_typed_between_two_of_the_field_is_the_fields() -> None:
    first, last = p(start(), run("a"), end()), p(start(2, mark=2), run("c"), end(2))

    reading = only(first, p("b", style="Punkt1"), last)

    assert words(reading) == ["a", "b", "c"]
    assert reading.paragraphs[1].art is Art.PUNKT


def test_a_paragraph_in_another_cell_is_not() -> None:
    first, last = p(start(), run("a"), end()), p(start(2, mark=2), run("c"), end(2))

    assert words(only(first, byg.table(byg.tr("b")), last)) == ["a", "c"]
    assert words(only(byg.table(byg.tr(byg.tc(first), byg.tc("b", last))))) == ["a", "c"]


def test_what_is_typed_after_the_last_sign_is_handed_on() -> None:
    reading = only(p(start(), run("a"), end(), " og mere"))

    assert (reading.linje, reading.after) == ("a", " og mere")


def test_a_copied_field_is_a_reading_of_its_own() -> None:
    copy = f'<w:bookmarkStart w:id="9" w:name="_f{KEY}_1_1_Copy_1"/>'

    fields = read(p(start(), run("a"), end()), p(copy, run("b"), end(9)))

    assert [item.linje for item in fields[KEY]] == ["a", "b"]


def test_tracked_insertions_are_read_and_deletions_are_not() -> None:
    """fejl-hos-andre 29 and 30: text in w:ins is read, moved text once."""
    inserted, deleted = f"<w:ins>{run('ny')}</w:ins>", "<w:del><w:r><w:delText>gammel</w:delText></w:r></w:del>"
    moved = f"<w:moveFrom>{run('x')}</w:moveFrom><w:moveTo>{run('x')}</w:moveTo>"

    assert only(p(start(), inserted, deleted, moved, end())).linje == "nyx"


def test_a_bookmark_that_word_moved_between_the_paragraphs_still_holds_them() -> None:
    assert words(only(start(), p("a"), p("b"), end(), p("c"))) == ["a", "b"]


def test_words_in_a_control_are_read() -> None:
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{run('a')}</w:sdtContent></w:sdt>"

    assert only(p(start(), control, end())).linje == "a"


def test_a_box_is_read_once() -> None:
    box = f"<w:txbxContent>{p(start(), run('a'), end())}</w:txbxContent>"
    both = f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"

    assert only(p("ydre", f"<w:r>{both}</w:r>")).linje == "a"


def test_a_field_within_a_field_is_the_inner_ones() -> None:
    inner = "e" * 16
    fields = read(p(start(), run("a"), start(mark=2, key=inner), run("b"), end(2), run("c"), end()))

    assert (fields[KEY][0].linje, fields[inner][0].linje) == ("ac", "b")


def test_other_bookmarks_and_stray_ends_are_passed_by() -> None:
    other = '<w:bookmarkStart w:id="5" w:name="_GoBack"/>'

    assert only(p(other, end(5), end(77), start(), run("a"), end()), end(5)).linje == "a"


def test_a_file_without_our_bookmarks_has_no_fields() -> None:
    assert read("a", byg.table(byg.tr("b"))) == {}


def test_what_is_no_word_file_is_refused() -> None:
    with pytest.raises(PackageError, match=r"aftalen\.docx: filen er ikke en læselig Word-fil"):
        read_fields(b"x", TEKST, "aftalen.docx")

"""What is read back out of a rendered Word file: nothing is lost, each piece in its role."""

from __future__ import annotations

import re

import pytest

from generator.document.blocks import (
    Anchor,
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
    document_text,
    plain_text,
)
from generator.model.sti import Sti
from generator.word.bookmarks import anchor_key
from generator.word.form import compile_form, render_document
from generator.word.roles import StyleFact
from generator.word.story import Story
from generator.word.stretches import read_steps
from tests.unit.word import byg

FACTS = {
    "Title": StyleFact(Role.TITLE, heading=1),
    "H1": StyleFact(Role.HEADING, heading=2),
    "Sub": StyleFact(Role.VALUE, is_sub=True),
    "Label": StyleFact(Role.LABEL),
    "Guide": StyleFact(Role.GUIDANCE),
    "B1": StyleFact(Role.VALUE, level=1, is_bullet=True),
    "B2": StyleFact(Role.VALUE, level=2, is_bullet=True),
    "B3": StyleFact(Role.VALUE, level=3, is_bullet=True),
    "C1": StyleFact(Role.VALUE, level=1),
    "C2": StyleFact(Role.VALUE, level=2),
}
STI = Sti("aktiviteter/a/navn")
KEY = anchor_key(STI)


def p(text: str, style: str = "") -> str:
    """Return a paragraph with one run."""
    look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{look}<w:r><w:t>{text}</w:t></w:r></w:p>"


def read(body: str) -> Document:
    """Return the document whose body holds `body`, as one stretch."""
    story = Story()
    story.take(read_steps(body, FACTS, {"rIdLink1": "https://børn.dk/"}, {KEY: STI}))
    return Document("", "da-DK", (), (), story.finish())


def value(text: str) -> Paragraph:
    """Return a plain paragraph of the parties' words."""
    return Paragraph((Run(text),), Role.VALUE)


def test_a_paragraph_has_the_role_of_its_style() -> None:
    """A style nobody described is taken for the parties' words."""
    expected = (Paragraph((Run("v"),), Role.GUIDANCE), Paragraph((Run("l"),), Role.LABEL), value("x"), value("y"))

    assert read(p("v", "Guide") + p("l", "Label") + p("x", "Ukendt") + p("y")).blocks == expected


def test_headings_keep_their_level_and_a_sub_heading_goes_below_the_last() -> None:
    """No level is skipped, wherever a long text has its sub-headings."""
    blocks = read(p("T", "Title") + p("S", "Sub") + p("H", "H1") + p("S", "Sub") + p("S", "Sub")).blocks

    assert [block.level for block in blocks if isinstance(block, Heading)] == [1, 2, 2, 3, 3]


def test_bullets_nest_and_take_their_further_paragraphs_along() -> None:
    """Flat paragraphs of Word become a tree: the deeper stand in the bullet above them."""
    flat = (
        p("a", "B1") + p("mere a", "C1") + p("a1", "B2") + p("mere a1", "C2") + p("a11", "B3") + p("b", "B1") + p("e")
    )
    a1 = Item((value("a1"), value("mere a1"), List((Item((value("a11"),)),))))
    a = Item((value("a"), value("mere a"), List((a1,))))

    assert read(flat).blocks == (List((a, Item((value("b"),)))), value("e"))


def test_a_paragraph_that_continues_no_bullet_stays_a_paragraph() -> None:
    """Word lets a person delete the bullet above; the words stay."""
    assert read(p("x", "C1") + p("a", "B1")).blocks == (value("x"), List((Item((value("a"),)),)))


def test_a_list_that_begins_on_a_deeper_level_loses_nothing() -> None:
    """A first bullet of level two is a bullet all the same."""
    document = read(p("a", "B2") + p("b", "B1"))

    assert document_text(document) == "a\nb"


def test_text_after_a_deeper_list_comes_back_to_its_bullet() -> None:
    """A paragraph of level one after bullets of level two belongs to the bullet of level one."""
    blocks = read(p("a", "B1") + p("a1", "B2") + p("igen a", "C1")).blocks

    assert blocks == (List((Item((value("a"), List((Item((value("a1"),)),)), value("igen a"))),)),)


def test_looks_links_and_specials_are_read() -> None:
    """Switched-off looks are off; a link has the address that was written, not its URI."""
    runs = (
        '<w:r><w:rPr><w:b/><w:i w:val="0"/><w:u w:val="single"/></w:rPr><w:t>fed</w:t></w:r>'
        '<w:hyperlink r:id="rIdLink1"><w:r><w:rPr><w:rStyle w:val="Label"/></w:rPr><w:t>link</w:t></w:r></w:hyperlink>'
        '<w:r><w:rPr><w:rStyle w:val="Guide"/><w:u w:val="none"/></w:rPr><w:t>note</w:t><w:br/><w:tab/></w:r>'
        '<w:fldSimple w:instr=" NUMPAGES "><w:r><w:t>9</w:t></w:r></w:fldSimple>'
    )
    expected = (
        Run("fed", bold=True, underline=True),
        Run("link", href="https://børn.dk/"),
        Run("note", role=Role.GUIDANCE),
        Special.LINE_BREAK,
        Special.TAB,
        Special.PAGES,
    )

    assert read(f"<w:p>{runs}</w:p>").blocks == (Paragraph(expected, Role.VALUE),)
    assert plain_text(expected) == "fedlinknote  "


def bookmark(inner: str, name: str = f"_f{KEY}_1_2", number: int = 7) -> str:
    """Return `inner` in a bookmark."""
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{inner}<w:bookmarkEnd w:id="{number}"/>'


def test_a_bookmark_tells_which_field_a_run_holds() -> None:
    """What stands outside it is the form's own text."""
    run = "<w:r><w:t>Navn</w:t></w:r>"
    anchor = Anchor(KEY, 1, 2, STI)

    expected = Paragraph((Run("Navn", anchor=anchor), Run("Navn")), Role.VALUE)

    assert read(f"<w:p>{bookmark(run)}{run}</w:p>").blocks == (expected,)


def test_a_bookmark_around_nothing_is_a_blank_field() -> None:
    """The field's place is kept, so a note or a link can lead there."""
    expected = Paragraph((Run("", anchor=Anchor(KEY, 1, 2, STI)),), Role.VALUE)

    assert read(f"<w:p>{bookmark('')}</w:p>").blocks == (expected,)


def test_a_link_in_a_field_is_anchored_too() -> None:
    """The whole field is found, whatever stands in it."""
    link = '<w:hyperlink r:id="rIdLink1"><w:r><w:t>x</w:t></w:r></w:hyperlink>'
    expected = Run("x", href="https://børn.dk/", anchor=Anchor(KEY, 1, 2, STI))

    assert read(f"<w:p>{bookmark(link)}</w:p>").blocks == (Paragraph((expected,), Role.VALUE),)


@pytest.mark.parametrize("name", ["_GoBack", "Kapitel", "_f123_1_1"])
def test_other_peoples_bookmarks_are_no_fields(name: str) -> None:
    """Word's own and a person's are passed by."""
    assert read(f"<w:p>{bookmark('<w:r><w:t>x</w:t></w:r>', name)}</w:p>").blocks == (value("x"),)


def test_a_field_nobody_knows_keeps_its_key() -> None:
    """A document without its agreement at hand still tells its fields apart."""
    name = f"_f{'0' * 16}_1_1"
    blocks = read(f"<w:p>{bookmark('<w:r><w:t>x</w:t></w:r>', name)}</w:p>").blocks

    assert blocks == (Paragraph((Run("x", anchor=Anchor("0" * 16, 1, 1, None)),), Role.VALUE),)


def test_what_stands_in_unknown_elements_is_read() -> None:
    """Content controls and insertions are walked through, in and around paragraphs (python-docx 1123)."""
    block = f"<w:sdt><w:sdtPr/><w:sdtContent>{p('i en kontrol')}</w:sdtContent></w:sdt>"
    inline = "<w:p><w:ins><w:r><w:t>indsat</w:t></w:r></w:ins></w:p>"

    assert read(block + inline).blocks == (value("i en kontrol"), value("indsat"))


def tc(text: str, extra: str = "", style: str = "") -> str:
    """Return a cell."""
    return f"<w:tc><w:tcPr>{extra}</w:tcPr>{p(text, style)}</w:tc>"


def test_a_table_is_read_with_headers_and_spans() -> None:
    """Continuation cells are no cells of their own; label cells in the first column head their row."""
    restart, on, wide = '<w:vMerge w:val="restart"/>', "<w:vMerge/>", '<w:gridSpan w:val="2"/>'
    grid = '<w:tblGrid><w:gridCol w:w="1"/><w:gridCol w:w="3"/></w:tblGrid>'
    rows_xml = (
        f"<w:tr><w:trPr><w:tblHeader/></w:trPr>{tc('hoved', wide)}</w:tr>",
        f"<w:tr>{tc('a', restart)}{tc('1')}</w:tr>",
        f"<w:tr>{tc('', on)}{tc('2')}</w:tr>",
        f"<w:tr>{tc('b', restart)}{tc('3')}</w:tr>",
        f"<w:tr>{tc('Navn:', '', 'Label')}{tc('4')}</w:tr>",
    )
    xml = f'<w:tbl><w:tblPr><w:tblCaption w:val="Tabel"/></w:tblPr>{grid}{"".join(rows_xml)}</w:tbl>'

    def cell(block: Block, rowspan: int = 1) -> Cell:
        return Cell((block,), rowspan=rowspan)

    rows = (
        Row((Cell((value("hoved"),), 2, 1, "col"),), is_header=True),
        Row((cell(value("a"), 2), cell(value("1")))),
        Row((cell(value("2")),)),
        Row((cell(value("b")), cell(value("3")))),
        Row((Cell((Paragraph((Run("Navn:"),), Role.LABEL),), header="row"), cell(value("4")))),
    )
    assert read(xml).blocks == (Table((0.25, 0.75), rows, "Tabel"),)


def test_title_language_header_and_footer_come_along() -> None:
    """Headers and footers stand apart from the body."""
    references = '<w:headerReference w:type="default" r:id="r1"/><w:footerReference w:type="default" r:id="r2"/>'
    targets = byg.rels(
        f'Id="r1" Type="{byg.R}/header" Target="header1.xml"', f'Id="r2" Type="{byg.R}/footer" Target="footer1.xml"'
    )
    parts = {
        "[Content_Types].xml": byg.content_types(),
        "word/document.xml": byg.document("x").replace(byg.SECTION, f"<w:sectPr>{references}</w:sectPr>"),
        "word/_rels/document.xml.rels": targets,
        "word/header1.xml": byg.story("hdr", "Plan"),
        "word/footer1.xml": byg.story("ftr", '<w:p><w:r><w:t>Side </w:t></w:r><w:fldSimple w:instr="PAGE"/></w:p>'),
        "docProps/core.xml": byg.CORE.format("<dc:title>Trivsel &amp; {{ plan.navn }}</dc:title>"),
    }
    form = compile_form(byg.package(parts), byg.ROLLER, "lille")
    document = render_document(form, byg.indhold())

    assert document.title == f"Trivsel & {byg.indhold().plan.navn}"
    assert document.language == "da-DK"
    assert document.header == (value("Plan"),)
    assert document.footer == (Paragraph((Run("Side "), Special.PAGE), Role.VALUE),)
    assert render_document(byg.compiled("x"), byg.indhold()).title == ""


def test_a_field_that_is_no_page_number_is_read_as_it_shows() -> None:
    """The date that Word last showed is text; a field without words is nothing."""
    simple = '<w:fldSimple w:instr=" DATE "><w:r><w:t>1. maj</w:t></w:r></w:fldSimple><w:fldSimple w:instr=""/>'

    assert read(f"<w:p>{simple}</w:p>").blocks == (value("1. maj"),)


def complex_field(instruction: str, shown: str) -> str:
    """Return a field as Word itself writes it, in runs of its own."""
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    text = f"<w:r><w:instrText> {instruction} </w:instrText></w:r>"
    return f"{mark.format('begin')}{text}{mark.format('separate')}<w:r><w:t>{shown}</w:t></w:r>{mark.format('end')}"


def test_page_numbers_that_word_wrote_are_page_numbers() -> None:
    """Word saves a simple field as marks and instructions; the number last shown is not text."""
    body = f"<w:p>{complex_field('PAGE', '3')}{complex_field('NUMPAGES', '9')}{complex_field('DATE', 'i dag')}</w:p>"
    short = (
        '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>page</w:instrText><w:fldChar w:fldCharType="end"/></w:r>'
    )

    assert read(body).blocks == (Paragraph((Special.PAGE, Special.PAGES, Run("i dag")), Role.VALUE),)
    assert read(f"<w:p>{short}</w:p>").blocks == (Paragraph((Special.PAGE,), Role.VALUE),)


def test_signs_that_word_keeps_as_elements_are_text() -> None:
    """A hyphen that may not break a line, one that may, a symbol."""
    run = (
        '<w:r><w:t>LBF</w:t><w:noBreakHyphen/><w:t>nr</w:t><w:softHyphen/><w:sym w:font="Symbol" w:char="2022"/></w:r>'
    )

    assert plain_text(read(f"<w:p>{run}</w:p>").blocks[0].inlines) == "LBF\N{NON-BREAKING HYPHEN}nr\N{SOFT HYPHEN}•"  # type: ignore[union-attr]


def test_a_text_box_is_read_once_where_it_is_anchored() -> None:
    """Word writes a box twice, for new and old readers."""
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    box = f"<w:txbxContent>{p('i boksen')}{p('mere')}</w:txbxContent>"
    both = f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    run = f"<w:r><mc:AlternateContent {mc}>{both}</mc:AlternateContent></w:r>"

    assert document_text(read(f"<w:p><w:r><w:t>x</w:t></w:r>{run}</w:p>")) == "x i boksen mere"


def test_footnotes_stand_behind_their_marks_at_the_end() -> None:
    """Numbered as they come, whatever Word calls them; one that nothing refers to is not shown."""
    mark = '<w:p><w:r><w:t>x</w:t><w:footnoteReference w:id="5"/></w:r></w:p>'
    notes = (
        f'<w:footnote w:id="5">{p("{{ plan.navn }}")}{p("mere")}</w:footnote><w:footnote w:id="6">{p("y")}</w:footnote>'
    )
    document = render_document(byg.compiled(mark, word_footnotes=byg.story("footnotes", notes)), byg.indhold())

    assert document_text(document) == f"x[1]\n[1] {byg.indhold().plan.navn}\nmere"


def test_what_was_deleted_or_moved_away_is_not_read() -> None:
    """What stands in a form as a tracked change is printed as it would be accepted."""
    gone = "<w:del><w:r><w:delText>slettet</w:delText><w:tab/></w:r></w:del>"
    moved = "<w:moveFrom><w:r><w:t>flyttet</w:t></w:r></w:moveFrom>"

    assert read(f"<w:p>{gone}{moved}<w:r><w:t>x</w:t></w:r></w:p>").blocks == (value("x"),)


def test_a_stretch_may_begin_and_end_anywhere_between_elements() -> None:
    """What the parts of a table say one after the other is what the whole says."""
    whole = f"<w:tbl><w:tblGrid/><w:tr>{tc('a')}{tc('b')}</w:tr></w:tbl>{p('c', 'B1')}{p('d')}"
    cuts = [match.start() for match in re.finditer("<w:(tr|tc|p|r)>|</w:(p|tc|tr|tbl)>", whole)]

    for cut in cuts:
        story = Story()
        for stretch in (whole[:cut], whole[cut:]):
            story.take(read_steps(stretch, FACTS))
        assert story.finish() == read(whole).blocks


def test_entities_are_read_as_what_they_stand_for() -> None:
    """Those of XML, and numbers of both kinds."""
    assert read(p("&lt;b&gt; &amp;amp; &#123; &#xE6; &quot;&apos;")).blocks == (value("<b> &amp; { æ \"'"),)

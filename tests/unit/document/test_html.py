"""The page is what its first paragraph promises: the document's words alone, closed to the world, fit for everyone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lxml import html as lxml_html

import generator
from generator.document.blocks import Item, Note, NoteKind, Role, Row, Run, Special, Table, document_text
from generator.document.html import encode_html, write_html
from generator.model.sti import Sti
from tests.unit.document.dokumenter import cell, document, felt, h, indikatortabel, p, row, table, ul

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from generator.document.blocks import Cell, Document

CSS = "p{color:red}"
SKRIFT = Path(generator.__file__).parent / "document" / "html_skrift"


def parse(document: Document, **more: dict[Sti, Note]) -> HtmlElement:
    return lxml_html.document_fromstring(write_html(document, css=CSS, **more))


def words(element: HtmlElement) -> list[str]:
    """Return the words that a reader sees, a line break parting them as a blank does."""
    for line_break in element.iter("br"):
        line_break.tail = f"\n{line_break.tail or ''}"
    return str(element.text_content()).split()


def ids(page: HtmlElement) -> list[str]:
    return [str(found) for found in page.xpath("//@id")]


def test_the_article_holds_the_words_of_the_document_and_no_others() -> None:
    made = document(
        h(1, "Titel", Special.LINE_BREAK, "nummer to"), p("Et", " ", "to"), ul("tre", "fire"), indikatortabel()
    )

    assert words(parse(made).find(".//article")) == document_text(made).split()


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "&amp; &lt;b&gt;",
        "</style></article>",
        "<!-- -->",
        "**fed** #heading",
        "]]> 'a' \"b\"",
    ],
)
def test_text_that_looks_like_code_is_printed_as_it_stands(text: str) -> None:
    made = document(h(1, "T"), h(2, felt(text, "navn")), p(text), ul(text), table(row(text, is_header=True), row(text)))

    page = parse(made)

    assert page.find(".//article//p").text_content() == text
    assert page.find(".//article//li").text_content() == text
    assert not page.xpath("//script")
    assert words(page.find(".//article")) == document_text(made).split()


def test_blanks_that_somebody_wrote_are_kept() -> None:
    page = parse(document(p("a  b")))

    assert [span.text for span in page.xpath("//p/span[@class='ord']")] == ["a  b"]


@pytest.mark.parametrize("href", ["javascript:alert(1)", " JavaScript:x", "data:text/html,x", "//x.dk", "file:///etc"])
def test_an_address_that_is_no_web_or_mail_address_is_no_link(href: str) -> None:
    page = parse(document(p(Run("klik", href=href))))

    assert not page.xpath("//article//a")
    assert words(page.find(".//article")) == ["klik"]


def test_a_link_keeps_its_address() -> None:
    page = parse(document(p(Run("klik", href='https://x.dk/?a="b"&c=<d>'))))

    assert page.xpath("//article//a/@href") == ['https://x.dk/?a="b"&c=<d>']


def test_marks_are_elements() -> None:
    page = parse(document(p(Run("a", bold=True, italic=True), Run("b", underline=True))))

    assert page.xpath("string(//p/em/strong)") == "a"
    assert page.xpath("string(//p/u)") == "b"


# -- deep links --------------------------------------------------------------------------------------------------------


def test_a_fields_id_is_its_sti_and_stands_at_its_first_place_only() -> None:
    made = document(
        p(felt("Vejledning", "aktiviteter/vejledning/navn")),
        h(2, felt("Vejledning", "aktiviteter/vejledning/navn", occurrence=2)),
        p(felt("Tekst", "aktiviteter/vejledning/indhold_og_praksis")),
        p(felt("mere", "aktiviteter/vejledning/indhold_og_praksis", paragraph=2)),
    )

    page = parse(made)

    assert page.xpath("string(//*[@id='aktiviteter-vejledning-navn'])") == "Vejledning"
    assert page.xpath("string(//p[@id='aktiviteter-vejledning-indhold-og-praksis'])") == "Tekst"
    assert page.xpath("//h2/@id") == ["afsnit-vejledning"]
    assert page.xpath("//p[@id='aktiviteter-vejledning-navn']/a/@href") == ["#aktiviteter-vejledning-navn"]


def test_a_second_field_in_a_paragraph_has_its_id_on_its_words() -> None:
    page = parse(document(p(felt("01.10.21", "gaelder_fra"), " – ", felt("30.09.25", "gaelder_til"))))

    assert page.xpath("string(//p[@id='gaelder-fra'])") == "01.10.21 – 30.09.25"
    assert page.xpath("string(//span[@id='gaelder-til'])") == "30.09.25"


def test_ids_that_would_be_the_same_are_told_apart() -> None:
    made = document(
        p(felt("a", "x/y-z")), p(felt("b", "x-y/z")), h(2, "Formål:"), h(2, "Formål:"), p(felt("c", "tekst"))
    )

    found = ids(parse(made))

    assert found == ["tekst", "x-y-z", "x-y-z-2", "afsnit-formaal", "afsnit-formaal-2", "tekst-2"]


def test_a_heading_below_an_activitys_is_named_after_it() -> None:
    page = parse(document(h(1, "T"), h(2, "A"), h(3, "Vejledning"), h(4, "Formål:")))

    assert page.xpath("//h4/@id") == ["afsnit-vejledning-formaal"]


def test_a_field_without_its_agreement_at_hand_is_linked_by_its_bookmark() -> None:
    run = felt("a", "x")
    assert run.anchor is not None
    page = parse(document(p(run._replace(anchor=run.anchor._replace(sti=None)))))

    assert page.xpath("//article/p/@id") == [f"felt-{run.anchor.key}"]


def test_the_contents_list_is_nested_as_the_headings_are_and_leads_to_them() -> None:
    made = document(
        h(1, "T"), h(2, "Et:"), h(3, "Et et"), h(4, "Et et et"), h(5, "for dybt"), h(3, "Et to"), h(2, "To")
    )

    page = parse(made)
    nav = page.find(".//nav")

    assert [each.text for each in nav.iter("a")] == ["Et", "Et et", "Et et et", "Et to", "To"]
    assert set(nav.xpath(".//a/@href")) <= {f"#{each}" for each in ids(page)}
    assert [each.text for each in nav.xpath("./details/ol/li/a")] == ["Et", "To"]
    assert [each.text for each in nav.xpath("./details/ol/li/ol/li/a")] == ["Et et", "Et to"]


def test_guidance_inside_a_heading_stays_out_of_the_contents_list() -> None:
    made = document(h(2, "Revision ", Run("(vejledning):", role=Role.GUIDANCE)), h(2, "B"))

    page = parse(made)

    assert page.xpath("string(//nav//a)") == "Revision"
    assert page.xpath("string(//h2/span[@class='g'])") == "(vejledning):"


# -- structure ---------------------------------------------------------------------------------------------------------


def test_heading_levels_never_skip_one() -> None:
    page = parse(document(h(1, "a"), h(4, "b"), h(6, "c"), h(2, "d"), h(9, "e")))

    assert [each.tag for each in page.xpath("//article//*[self::h1 or self::h2 or self::h3 or self::h4]")] == [
        "h1", "h2", "h3", "h2", "h3",
    ]  # fmt: skip


def test_a_document_without_a_title_heading_gets_one_that_only_screen_readers_meet() -> None:
    page = parse(document(p("a")))

    assert page.xpath("string(//h1[@class='skjult'])") == "Delaftale for Prøve"


def test_a_label_above_a_heading_belongs_to_it() -> None:
    page = parse(document(h(1, "T"), h(2, "A"), p("Aktivitetsnavn:", role=Role.LABEL), h(3, "Vejledning")))

    assert page.xpath("string(//section/section/hgroup/p)") == "Aktivitetsnavn:"
    assert page.xpath("string(//section/section/hgroup/h3)") == "Vejledning"


def test_guidance_is_gathered_and_named() -> None:
    page = parse(document(p("a", role=Role.GUIDANCE), p("b", role=Role.GUIDANCE), p("c", role=Role.CLAUSE)))

    assert [each.text_content().split() for each in page.xpath("//div[@aria-label='Vejledning']")] == [["a", "b"]]
    assert page.xpath("string(//article/p[@class='k'])") == "c"


def test_header_cells_say_what_they_head_and_groups_of_rows_stand_together() -> None:
    page = parse(document(indikatortabel()))

    assert page.xpath("//thead//th/@scope") == ["col"] * 5
    assert page.xpath("//thead//th/@rowspan") == ["2"]
    assert [len(group.xpath("./tr")) for group in page.xpath("//tbody")] == [2, 1]
    assert page.xpath("//table/@aria-label") == ["Delmål og indikatorer"]


def test_each_cell_knows_its_columns_name_for_small_screens() -> None:
    page = parse(document(indikatortabel()))

    assert page.xpath("//thead/tr[2]/th/@data-navn") == ["Indikator", "Baseline"]
    assert page.xpath("//tbody[1]/tr[1]/td/@data-navn") == ["Delmål", "Indikator", "Baseline"]
    assert page.xpath("//tbody[1]/tr[2]/td/@data-navn") == ["Indikator", "Baseline"]


def test_a_row_header_heads_its_row_or_its_rows() -> None:
    page = parse(
        document(table(row(cell("a", header="row"), "b"), row(cell("c", header="row", rowspan=2), "d"), row("e")))
    )

    assert page.xpath("//th/@scope") == ["row", "rowgroup"]


def test_a_blank_cell_is_an_empty_element() -> None:
    page = parse(document(table(row("A", "B", is_header=True), row(felt_cell("x"), felt_cell("")))))

    blank = page.xpath("//tbody//td[2]")[0]
    assert blank.text is None
    assert len(blank) == 0


def felt_cell(text: str) -> Cell:
    return cell(p(felt(text, f"felt/{text or 'blank'}")))


def test_a_table_of_many_columns_scrolls_in_a_frame_of_its_own() -> None:
    page = parse(document(table(row(*"ABCDEFGH", is_header=True), row(*"abcdefgh"))))

    assert page.xpath("//div[@class='scroller']/@tabindex") == ["0"]
    assert page.xpath("//div[@class='scroller']/@aria-label") == ["Skema"]


@pytest.mark.parametrize("made", [document(), document(table()), document(ul(), h(1, ""), p(""))])
def test_nothing_at_all_is_still_a_page(made: Document) -> None:
    assert parse(made).find(".//main") is not None


# -- notes -------------------------------------------------------------------------------------------------------------


def test_a_note_stands_beside_its_field_once_and_says_that_it_is_no_part_of_the_document() -> None:
    made = document(p(felt("Tekst", "a/b")), p(felt("mere", "a/b", paragraph=2)), ul("c"))
    notes = {Sti("a/b"): Note(NoteKind.FINDING, "Se <her>\nog her")}

    page = parse(made, notes=notes)

    assert [each.text_content() for each in page.xpath("//aside/p")] == [
        "Bemærkning – ikke en del af dokumentet", "Se <her>", "og her",
    ]  # fmt: skip
    assert page.xpath("string(//div[@class='felt'][.//aside]/p)") == "Tekst"
    assert page.xpath("//aside/@role") == ["note"]


def test_a_note_on_a_part_stands_at_the_parts_first_field() -> None:
    notes = {Sti("delmaal/a"): Note(NoteKind.BACKGROUND, "n")}

    page = parse(document(ul("x"), p(felt("T", "delmaal/a/tekst")), p(felt("B", "delmaal/a/baseline"))), notes=notes)

    assert page.xpath("count(//div[@class='felt'])") == 1
    assert page.xpath("string(//div[@class='felt']/p)") == "T"


def test_notes_in_cells_and_points_stay_inside_them() -> None:
    made = document(ul("x"), table(row("A", is_header=True), row(felt_cell("y"))))

    page = parse(made, notes={Sti("felt/y"): Note(NoteKind.REDLINE, "n")})

    assert page.xpath("count(//td/aside)") == 1


def wide(*rows: Row) -> Table:
    """Return a table as LBF's, too wide for notes in its cells: a delmål, its indikatorer, two figures."""
    return table(row(cell("Delmål", header="col"), "Indikator", "Baseline", "Datakilde", is_header=True), *rows)


def test_notes_in_a_wide_table_stand_below_the_rows_that_belong_together_each_with_a_link() -> None:
    first = row(cell(p(felt("D", "d/tekst")), rowspan=2), cell(p(felt("I", "d/i/tekst"))), "51", felt_cell("k"))
    made = document(wide(first, row("J", "", ""), row("E", "K", felt_cell("b"), "")))
    notes = {sti: Note(NoteKind.FINDING, sti) for sti in map(Sti, ("d", "felt/k", "felt/b"))}

    page = parse(made, notes=notes)

    assert page.xpath("count(//td[not(parent::tr[@class='noter'])]//aside)") == 0
    rows = page.xpath("//table//tr[@class='noter']")
    assert [each.xpath("string(td/@colspan)") for each in rows] == ["4", "4"]
    assert [each.xpath("./preceding-sibling::tr").__len__() for each in rows] == [2, 1]
    assert [each.xpath("string(p[1])") for each in page.xpath("//aside")] == [
        "Bemærkning (Delmål) – ikke en del af dokumentet",
        "Bemærkning (Datakilde) – ikke en del af dokumentet",
        "Bemærkning (Baseline) – ikke en del af dokumentet",
    ]
    assert [page.xpath(f"string(//*[@id='{link[1:]}'])")[:1] for link in page.xpath("//aside//a/@href")] == [
        "D", "k", "b",
    ]  # fmt: skip


def test_notes_in_a_wide_table_without_groups_stand_below_their_row_and_those_of_its_head_are_not_lost() -> None:
    head = Row((felt_cell("h"), cell("B"), cell("C"), cell("D")), is_header=True)
    body = [row(felt_cell(name), "", "", "") for name in "xy"]
    notes = {Sti(f"felt/{name}"): Note(NoteKind.REDLINE, name) for name in "hxy"}

    rows = parse(document(table(head, *body)), notes=notes).xpath("//tbody/tr")
    only = parse(document(table(head)), notes=notes)

    assert [each.get("class") for each in rows] == [None, "noter", None, "noter"]
    assert [each.xpath("count(.//aside)") for each in rows] == [0, 2, 0, 1]
    assert only.xpath("count(//tbody/tr[@class='noter']//aside)") == 1


def test_a_note_on_a_part_that_is_listed_and_told_of_stands_where_it_is_told_of() -> None:
    name, short, aim = (f"aktiviteter/a/{field}" for field in ("navn", "kortbeskrivelse", "formaal"))
    made = document(
        h(2, "Aktiviteter"),
        ul(Item((p(felt("Kor", name), felt("synge", short)),))),
        h(3, felt("Kor", name, occurrence=2)),
        p(felt("Formål", aim)),
        p(felt("Mere", f"{aim}/b")),
    )
    notes = {Sti(sti): Note(NoteKind.FINDING, sti) for sti in ("aktiviteter/a", name, short, aim)}

    page = parse(made, notes=notes)

    assert [each.xpath("string(p[2])") for each in page.xpath("//aside")] == [short, "aktiviteter/a", name, aim]
    assert page.xpath("count(//li//aside)") == 1
    assert page.xpath("count(//div[h3]//aside)") == 2


def test_a_delmaal_looks_the_same_with_one_indikator_as_with_several() -> None:
    page = parse(document(indikatortabel()))

    assert page.xpath("//tbody//*[@data-led]/text()") == ["Trygge beboere", "Aktive beboere"]
    assert page.xpath("//thead//*[@data-led]") == []


def test_a_note_whose_field_is_not_shown_is_not_lost() -> None:
    page = parse(
        document(p("a")), notes={Sti("x/y"): Note(NoteKind.FINDING, "Her"), Sti(""): Note(NoteKind.FINDING, "Om alt")}
    )

    assert page.xpath("string(//div[@class='rest']/aside/p[2])") == "Her"
    assert page.xpath("string(//article/*[1]/p[2])") == "Om alt"


# -- closed to the world -----------------------------------------------------------------------------------------------


def test_same_document_same_bytes() -> None:
    made = document(h(1, "a"), indikatortabel(), p(felt("x", "y")))

    assert write_html(made, css=CSS) == write_html(made, css=CSS)


def test_the_screen_shows_header_and_footer_without_page_numbers() -> None:
    page = parse(
        document(p("a"), footer=(Run("Version 1"), Special.TAB, Run("Side "), Special.PAGE, Run(" af "), Special.PAGES))
    )

    assert page.xpath("string(//body/header)").split() == ["Planen", "Området"]
    assert page.xpath("string(//body/footer)").split() == ["Version", "1"]


def test_paper_shows_them_on_every_page_with_page_x_of_y() -> None:
    page = parse(
        document(p("a"), footer=(Run('A "<b>'), Special.TAB, Run("Side "), Special.PAGE, Run(" af "), Special.PAGES))
    )

    style = [each.text for each in page.iter("style")][1]
    assert style == (
        '@page{@top-left{content:"Planen"}@top-right{content:"Området"}'
        '@bottom-left{content:"A \\22 \\3c b\\3e "}@bottom-right{content:"Side " counter(page) " af " counter(pages)}}'
    )


def test_language_and_title_are_the_documents() -> None:
    page = parse(document(p("a")))

    assert page.get("lang") == "da-DK"
    assert page.findtext(".//title") == "Delaftale for Prøve"


def test_the_page_as_bytes_is_the_page_in_utf_8() -> None:
    """The style sheet is encoded apart, once for all pages."""
    made = document(h(1, "Trivsel"), p("Æblegrød – 🙂"))

    assert encode_html(made, css="a::after{content:'»'}") == write_html(made, css="a::after{content:'»'}").encode()
    with pytest.raises(ValueError, match="style sheet"):
        encode_html(made, css="</STYLE>")

"""What the tags of a form become in the XML: where they may stand, what goes along with them, what stays."""

from __future__ import annotations

import re

import pytest
from lxml import etree

from tests.unit.word import byg
from tests.unit.word.byg import body, compiled, indhold, p, paragraphs, rendered, run, table, tc, tr

LOOP = "{%p for x in delaftale.aktiviteter %}", "{%p endfor %}"


def document(*blocks: str, **parts: str | bytes) -> str:
    return rendered(compiled(*blocks, **parts))["word/document.xml"]


def test_values_stand_among_words() -> None:
    assert body("{{ plan.navn }} fra {{delaftale.gaelder_fra}} til {{ delaftale.gaelder_til }}.") == [
        "En plan fra 01.10.21 til 30.09.25."
    ]


def test_tags_in_links_insertions_and_controls_are_tags() -> None:
    link = f'<w:hyperlink w:anchor="a">{run("{{ plan.navn }}")}</w:hyperlink>'
    inserted = f"<w:ins>{run('{{ plan.navn }}')}</w:ins>"
    control = f"<w:sdt><w:sdtContent>{run('{{ plan.navn }}')}</w:sdtContent></w:sdt>"

    assert body(p(link, inserted, control)) == ["En planEn planEn plan"]


def test_what_is_no_text_in_a_run_keeps_its_place() -> None:
    item = "<w:r><w:t>a{{ plan.navn }}</w:t><w:tab/><w:t>b</w:t><w:br/></w:r>"

    xml = document(f"<w:p>{item}</w:p>")

    assert re.search(
        r"En plan</w:t></w:r><w:bookmarkEnd [^>]*/><w:r><w:tab/><w:t [^>]*>b</w:t><w:br/></w:r></w:p>", xml
    )


def test_an_else_of_a_loop_is_for_the_empty_list() -> None:
    blocks = "{%p for x in delaftale.parter %}", "{{ x.betegnelse }}", "{%p else %}", "Ingen", "{%p endfor %}"

    assert body(*blocks) == ["Kommunen", "Politiet"]
    assert body(*blocks, content=indhold(parter=[])) == ["Ingen"]


def test_a_condition_chooses_among_its_branches() -> None:
    blocks = (
        "{%p if delaftale.kommunal_sammenhaeng %}", "a", "{%p elif not delaftale.parter %}", "b",
        "{%p elif delaftale.har_sekundaere and not udgave.er_kladde %}", "c", "{%p else %}", "d", "{%p endif %}",
    )  # fmt: skip

    assert body(*blocks) == ["c"]
    assert body(*blocks, content=indhold(parter=[])) == ["b"]
    assert body(*blocks, content=indhold(kommunal_sammenhaeng="x")) == ["a"]


def test_loops_stand_in_loops() -> None:
    rows = (
        tr("{%tr for d in delaftale.delmaal %}"), tr("{{ loop.index }} {{ d.tekst }}"),
        tr("{%tr for i in d.indikatorer %}"), tr("{{ loop.index }} {{ i.tekst }}{% if loop.last %}.{% endif %}"),
        tr("{%tr else %}"), tr("{{ loop.index }} ingen"), tr("{%tr endfor %}"), tr("{%tr endfor %}"),
    )  # fmt: skip

    assert body(table(*rows)) == ["1 Flere deltager", "1 Antal", "2 Andel.", "2 Færre bekymrede", "2 ingen"]


def test_a_table_within_a_cell_repeats_by_itself() -> None:
    inner = table(tr("{%tr for x in delaftale.parter %}"), tr("{{ x.betegnelse }}"), tr("{%tr endfor %}"))

    assert body(table(tr(tc(inner, "efter"), "ved siden af"))) == ["Kommunen", "Politiet", "efter", "ved siden af"]


def test_a_row_that_holds_an_inner_table_and_a_tag_goes_whole() -> None:
    empty = table(tr(tc("")))
    rows = tr(tc(empty, "{%tr for x in delaftale.parter %}")), tr("{{ x.betegnelse }}"), tr("{%tr endfor %}")

    assert body(table(*rows)) == ["Kommunen", "Politiet"]


def test_notes_of_the_author_are_not_printed() -> None:
    cell = tc("{#p alene i cellen: } # { #}")

    xml = document("{#p en } note # med tegn #}", "a{# note #}b", table(tr(cell)), table(tr("{#tr x #}"), tr("c")))

    assert paragraphs(xml) == ["ab", "", "c"]


def test_braces_of_the_forms_own_text_are_printed() -> None:
    xml = document("{a} {", p("} { {", " { x }"), '<w:p><w:r w:rsidR="{1}"><w:t>x</w:t></w:r></w:p>')

    assert paragraphs(xml) == ["{a} {", "} { { { x }", "x"]
    assert etree.fromstring(xml.encode()).find(".//w:r[@w:rsidR='{1}']", byg.NS) is not None


def test_word_s_own_ids_of_paragraphs_are_not_repeated() -> None:
    item = '<w:p w14:paraId="12345678" w14:textId="77777777"><w:r><w:t>a</w:t></w:r></w:p>'

    assert "12345678" not in document(LOOP[0], item, LOOP[1])


# -- cells that span rows --------------------------------------------------------------------------------------------


def rows_of(*cells: str) -> str:
    return table(tr("{%tr for x in delaftale.aktiviteter %}"), tr(*cells), tr("{%tr endfor %}"))


def test_a_merged_cell_is_written_once_and_addressed_once() -> None:
    xml = document(rows_of("{% vm %}{{ plan.navn }}", "{{ x.navn }}"))

    assert paragraphs(xml) == ["En plan", "Vejledning", "", "Café"]
    assert re.findall(r'<w:vMerge w:val="(\w+)"/>', xml) == ["restart", "continue"]
    assert len(byg.bookmarks({"a": xml})) == 3


def test_a_merge_stands_where_the_schema_wants_it() -> None:
    cell = (
        '<w:tc><w:tcPr><w:tcW w:w="1"/><w:gridSpan w:val="1"/><w:shd w:val="clear"/></w:tcPr>'
        f"{p('{% vm %}a', style='Celle')}</w:tc>"
    )

    xml = document(rows_of(cell))

    assert '<w:gridSpan w:val="1"/><w:vMerge w:val="restart"/><w:shd w:val="clear"/>' in xml
    assert '<w:p><w:pPr><w:pStyle w:val="Celle"/></w:pPr></w:p></w:tc>' in xml


def test_a_cell_without_properties_gets_them() -> None:
    assert document(rows_of(f"<w:tc>{p('{% vm %}a')}</w:tc>")).count("<w:tcPr><w:vMerge") == 2


@pytest.mark.parametrize(
    ("block", "found"),
    [
        (p("{% vm %}"), "{% vm %} skal stå i en celle i en række, der gentages."),
        (table(tr("{% vm %}")), "{% vm %} skal stå i en celle i en række, der gentages."),
        (
            table(tr(tc(LOOP[0], "{% vm %}", LOOP[1]))),
            "{% vm %} skal stå i en celle i en række, der gentages.",
        ),
        (rows_of(tc(table(tr("{% vm %}")), "a")), "{% vm %} skal stå i en celle i en række, der gentages."),
        (
            table(tr(tc(LOOP[0], table(*map(tr, ("{%tr if x.navn %}", "{% vm %}", "{%tr endif %}"))), LOOP[1]))),
            "{% vm %} skal stå i en celle i en række, der gentages.",
        ),
        (rows_of("{% vm %}{% vm %}"), "Cellen er allerede flettet lodret. Slet tagget, eller ophæv fletningen."),
        (
            rows_of(f"<w:tc><w:tcPr><w:vMerge/></w:tcPr>{p('{% vm %}')}</w:tc>"),
            "Cellen er allerede flettet lodret. Slet tagget, eller ophæv fletningen.",
        ),
    ],
)
def test_a_merge_that_can_not_be_is_explained(block: str, found: str) -> None:
    (mistake,) = byg.mistakes(block)

    assert mistake.endswith(f"{{% vm %}} – {found}")


# -- the form's own bookmarks ----------------------------------------------------------------------------------------


def mark(number: int, name: str) -> str:
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'


def end(number: int) -> str:
    return f'<w:bookmarkEnd w:id="{number}"/>'


def names_of(*blocks: str, **parts: str | bytes) -> list[str]:
    result = rendered(compiled(*blocks, **parts))
    marks = byg.bookmarks(result)
    text = "".join(result.values())
    assert sorted(re.findall(r'<w:bookmarkEnd w:id="(\d+)"', text)) == sorted(number for number, _ in marks)
    assert len({number for number, _ in marks}) == len(marks)
    return [name for _, name in marks if not name.startswith("_f")]


def test_the_forms_own_bookmarks_are_kept_and_numbered_anew() -> None:
    assert names_of(
        p(mark(7, "Her"), "{{ plan.navn }}", end(7)),
        p(mark(0, "_Toc123"), "a", end(0)),
        word_header1=byg.story("hdr", p(mark(7, "Der"), "{{ plan.navn }}", end(7))),
    ) == ["Her", "_Toc123", "Der"]


def test_bookmarks_of_an_earlier_rendering_and_of_word_itself_go() -> None:
    ours, copy = "_f0123456789abcdef_1_1", "_f0123456789abcdef_1_1_Copy_1"

    assert names_of(p(mark(1, ours), end(1), mark(2, "_GoBack"), end(2), mark(3, copy), end(3), "a")) == []


@pytest.mark.parametrize(
    "blocks",
    [
        (LOOP[0], p(mark(1, "a"), "x", end(1)), LOOP[1]),
        (mark(1, "a"), LOOP[0], p("x", end(1)), LOOP[1]),
        (p("{% for x in delaftale.parter %}", mark(1, "a"), end(1), "{% endfor %}"),),
        ("{%p if delaftale.parter %}", p(mark(1, "a"), "x"), "{%p endif %}", p("y", end(1))),
        (p(mark(1, "a"), "{%p if delaftale.parter %}"), p("x", end(1)), "{%p endif %}"),
        (p(mark(1, "a"), "x"),),
        (p(end(1), "x"),),
        (p(mark(1, "a"), mark(1, "b"), end(1)),),
    ],
)
def test_a_bookmark_that_could_be_doubled_or_halved_goes(blocks: tuple[str, ...]) -> None:
    assert names_of(*blocks) == []


def test_a_run_within_a_replaced_run_is_left_alone() -> None:
    """A box in a run with a tag goes along with it; the words in it are the box's own."""
    box = f"<w:pict><w:txbxContent>{byg.p('{{ plan.navn }}')}</w:txbxContent></w:pict>"

    assert byg.body(f"<w:p><w:r><w:t>{{{{ plan.navn }}}}</w:t>{box}</w:r></w:p>") == ["En planEn plan", "En plan"]

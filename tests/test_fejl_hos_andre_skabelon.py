"""Template bugs that others have had (numbers 32-40 of the list of such bugs), each shown not to be here.

Every test goes the whole way: a small Word form is built, compiled and filled in.
"""

from __future__ import annotations

import io
import zipfile

import pytest

from generator.word.form import render_docx
from tests.unit.word import byg


def test_32_a_global_of_jinja_leads_nowhere() -> None:
    """Source: python-docx-template, issue 632: `cycler.__init__.__globals__` reaches the os module."""
    (mistake,) = byg.mistakes("{{ cycler.__init__.__globals__ }}")

    assert mistake == (
        "Teksten: {{ cycler.__init__.__globals__ }} – »cycler« findes ikke her. "
        "Brug delaftale, plan, indsatsomraade, udgave."
    )


@pytest.mark.parametrize("text", ["< ", "100<100", "<select>", "a <b", "1 < 2 > 1", "<", "</w:t>"])
def test_33_a_less_than_sign_in_a_value_is_printed(text: str) -> None:
    """Source: python-docx-template, issues 38, 447 and 634: the text after it vanishes, or the file breaks."""
    content = byg.indhold(parter=[{"id": "a", "betegnelse": f"før {text} efter"}])

    printed = byg.body("{%p for x in delaftale.parter %}", "{{ x.betegnelse }}", "{%p endfor %}", content=content)

    assert printed == [f"før {text} efter"]


@pytest.mark.parametrize("text", ["Børn & unge", "A&B", "&amp;", "&nbsp;", "R&D & <x>"])
def test_34_an_ampersand_is_printed_in_value_and_fixed_text_everywhere(text: str) -> None:
    """Source: python-docx-template, issues 105 and 594: »&« in a footer, a table or the form's own text."""
    fixed = text.replace("&", "&amp;").replace("<", "&lt;")
    content = byg.indhold()
    plan = content.plan.replaced(navn=text)
    form = byg.compiled(
        byg.p(f"{fixed}: ", "{{ plan.navn }}"),
        byg.table(byg.tr(f"{fixed}: {{{{ plan.navn }}}}")),
        word_footer1=byg.story("ftr", f"{fixed}: {{{{ plan.navn }}}}"),
        word_header1=byg.story("hdr", f"{fixed}: {{{{ plan.navn }}}}"),
        docProps_core=byg.CORE.format(f"<dc:title>{fixed}: {{{{ plan.navn }}}}</dc:title>"),
    )

    parts = byg.rendered(form, type(content)(content.delaftale, plan, content.indsatsomraade, content.udgave))

    for name in ("word/document.xml", "word/footer1.xml", "word/header1.xml"):
        assert set(byg.paragraphs(parts[name])) == {f"{text}: {text}"}
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert f"<dc:title>{escaped}: {escaped}</dc:title>" in parts["docProps/core.xml"]


@pytest.mark.parametrize("tag", ["{{r x.navn }}", "{{ x.navn }}", "{{r x.navn}}"])
def test_35_a_loop_before_a_run_tag_is_not_swallowed(tag: str) -> None:
    """Source: python-docx-template, issue 81: `{% for %}` right before `{{r` is lost."""
    together = f"{{% for x in delaftale.aktiviteter %}}{tag}. {{% endfor %}}"
    apart = byg.p("{% for x in delaftale.aktiviteter %}", tag, ". ", "{% endfor %}")

    assert byg.body(together, apart) == ["Vejledning. Café. "] * 2


@pytest.mark.parametrize("size", [1, 2, 3, 5, 7])
def test_36_a_tag_that_word_split_over_runs_is_one_tag(size: int) -> None:
    """Source: python-docx-template, PR 10; docx-templates, issue 449: runs and spelling marks cut a tag in two."""
    text = "I {{ plan.navn }} er {% if delaftale.parter %}parter{% endif %}."
    runs = [byg.run(text[start : start + size]) for start in range(0, len(text), size)]

    printed = byg.body(byg.p('<w:proofErr w:type="spellStart"/>'.join(runs)))

    assert printed == ["I En plan er parter."]


def test_36_a_tag_takes_the_looks_of_the_run_where_it_begins() -> None:
    """Same thread: what was bold stays bold, and the words around keep their own looks."""
    parts = byg.rendered(byg.compiled(byg.p("før ", byg.run("{{ plan", "<w:b/>"), ".navn }} efter")))

    xml = parts["word/document.xml"]
    assert '<w:rPr><w:b/></w:rPr><w:t xml:space="preserve">En plan</w:t>' in xml
    assert '<w:r><w:t xml:space="preserve"> efter</w:t></w:r>' in xml


@pytest.mark.parametrize("quote", ["“", "”", "‘", "’", "„", "»", '"', "'"])
def test_37_a_quotation_mark_in_a_tag_is_named(quote: str) -> None:
    """Source: python-docx-template, issue 156: Word's curly quotes end in a Jinja error that nobody understands."""
    (mistake,) = byg.mistakes(f"{{{{ plan.navn or {quote}ingen{quote} }}}}")

    assert mistake == (
        f"Teksten: {{{{ plan.navn or {quote}ingen{quote} }}}} – Der står et anførselstegn ({quote}) i tagget. "
        "Tags bruger ingen; skriv kun navnet."
    )


def test_38_a_cell_whose_loop_ran_no_time_keeps_a_paragraph() -> None:
    """Source: docxtemplater, issue 226: a cell without w:p is a damaged file to Word."""
    cell = byg.tc("{%p for x in delaftale.parter %}", "{{ x.betegnelse }}", "{%p endfor %}")
    form = byg.compiled(byg.table(byg.tr(cell, "fast")))

    empty = byg.rendered(form, byg.indhold(parter=[]))["word/document.xml"]

    assert "<w:tc><w:tcPr/><w:p/></w:tc>" in empty
    assert byg.paragraphs(empty) == ["", "fast"]
    assert byg.paragraphs(byg.rendered(form)["word/document.xml"]) == ["Kommunen", "Politiet", "fast"]


MARK = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
NOTES = byg.story(
    "footnotes",
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>',
    f'<w:footnote w:id="1">{byg.p("Om parter i {{ plan.navn }}")}</w:footnote>',
    f'<w:footnote w:id="2">{byg.p("Altid")}</w:footnote>',
)


@pytest.mark.parametrize(("parter", "notes"), [([], ["", "Altid"]), (None, ["", "Om parter i En plan", "Altid"])])
def test_39_a_footnote_goes_along_with_its_paragraph(parter: list[str] | None, notes: list[str]) -> None:
    """Source: python-docx-template, issue 570: the note stays behind without its mark, and the file is damaged."""
    form = byg.compiled(
        "{%p if delaftale.parter %}",
        byg.p("Parter", MARK.format(1)),
        "{%p endif %}",
        byg.p("Fast", MARK.format(2)),
        word_footnotes=NOTES,
    )
    content = byg.indhold() if parter is None else byg.indhold(parter=parter)

    assert byg.paragraphs(byg.rendered(form, content)["word/footnotes.xml"]) == notes


def test_40_there_is_exactly_one_core_xml() -> None:
    """Source: document-merge-service, PR 1061: the properties are written beside the old ones, under the same name."""
    form = byg.compiled("Tekst", docProps_core=byg.CORE.format("<dc:title>{{ plan.navn }}</dc:title>"))

    with zipfile.ZipFile(io.BytesIO(render_docx(form, byg.indhold()))) as archive:
        names = archive.namelist()
        assert names.count("docProps/core.xml") == 1
        assert len(set(names)) == len(names)
        assert b"<dc:title>En plan</dc:title>" in archive.read("docProps/core.xml")

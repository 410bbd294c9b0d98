"""A whole form's mistakes at once, each with its place, its words and what to do; and what a good form becomes."""

from __future__ import annotations

import re

import pytest
from lxml import etree

from generator.errors import FormError
from generator.word.compiler import _compile_part
from generator.word.form import STAMP, CompiledForm, compile_form, render_docx
from tests.unit.word import byg


def test_all_mistakes_of_a_form_are_told_at_once_in_their_order() -> None:
    found = byg.mistakes(
        "{{ plan.navm }}",
        "Plan: {{ plan.navn",
        "{%p if plan.navn %}",
        "{{p plan.navn }} ved siden af",
        word_header1=byg.story("hdr", "{{ delaftale.delmaal }}"),
        word_footer1=byg.story("ftr", "{% if plan.navn %}Plan"),
        word_footnotes=byg.story("footnotes", f"<w:footnote>{byg.p('{% set x %}')}</w:footnote>"),
        docProps_core=byg.CORE.format("<dc:title>Om {{p plan.navn }} og {{ plan</dc:title>"),
        word_settings="<x>{{ plan.navn }}</x>",
    )

    assert found == [
        "Teksten: {{ plan.navm }} – »navm« findes ikke i Helhedsplan. Mente du »navn«?",
        (
            "Teksten, i afsnittet »Plan: {{ plan.navn«: {{ plan.navn – Tagget er ikke afsluttet. "
            "Skriv }} efter det, i samme afsnit."
        ),
        (
            "Teksten, i afsnittet »{{p plan.navn }} ved siden af«: {{p plan.navn }} – "
            "Tagget skal stå alene i sit afsnit, for det forsvinder med det."
        ),
        (
            "Teksten, efter »Plan: {{ plan.navn«: {%p if plan.navn %} – Tagget bliver ikke afsluttet. "
            "Skriv {%p endif %}, hvor det slutter."
        ),
        (
            "Egenskaberne, i afsnittet »Om {{p plan.navn }} og {{ plan«: {{ plan – Tagget er ikke afsluttet. "
            "Skriv }} efter det, i samme afsnit."
        ),
        (
            "Egenskaberne, i afsnittet »Om {{p plan.navn }} og {{ plan«: {{p plan.navn }} – "
            "Her kan kun stå {{ … }} med et felt på én linje."
        ),
        (
            "Sidefoden, i afsnittet »{% if plan.navn %}Plan«: {% if plan.navn %} – Tagget bliver ikke afsluttet. "
            "Skriv {% endif %} i samme afsnit."
        ),
        "Fodnoterne: {% set x %} – En formular kan kun bruge for, if, elif, else, endfor, endif og vm. Slet tagget.",
        (
            "Sidehovedet: {{ delaftale.delmaal }} – »delaftale.delmaal« er en liste og kan ikke trykkes. "
            "Gentag den: {% for x in delaftale.delmaal %} … {% endfor %}."
        ),
        (
            "word/settings.xml: {{ plan.navn }} – Tags kan kun stå i teksten, sidehoved, sidefod, fodnoter og "
            "dokumentets egenskaber. Flyt det."
        ),
    ]


def test_the_error_names_the_form_on_each_line() -> None:
    with pytest.raises(FormError) as caught:
        compile_form(byg.docx("{{ a }}", "{{ b }}"), byg.ROLLER, "min-formular")

    assert str(caught.value).splitlines() == [
        f"Formularen min-formular, Teksten: {{{{ {name} }}}} – »{name}« findes ikke her. "
        "Brug delaftale, plan, indsatsomraade, udgave."
        for name in "ab"
    ]
    assert caught.value.exit_code == 1


CELLS = byg.table(byg.tr(byg.tc("{%p if plan.navn %}"), byg.tc("{%p endif %}")))


@pytest.mark.parametrize(
    ("block", "found"),
    [
        (
            CELLS,
            [
                (
                    "Teksten: {%p endif %} – "
                    "Tagget hører til {%p if plan.navn %} og skal stå i samme celle eller tekst som det."
                ),
                ("Teksten: {%p if plan.navn %} – Tagget bliver ikke afsluttet. Skriv {%p endif %}, hvor det slutter."),
            ],
        ),
        (
            "{%tr if plan.navn %}",
            [
                (
                    "Teksten: {%tr if plan.navn %} – "
                    "Brug {%tr … %} i en tabelrække eller {%p … %} i et afsnit for sig selv."
                ),
            ],
        ),
        (
            byg.table(byg.tr("{%tc if plan.navn %}")),
            [
                (
                    "Teksten: {%tc if plan.navn %} – "
                    "Brug {%tr … %} i en tabelrække eller {%p … %} i et afsnit for sig selv."
                ),
            ],
        ),
        (
            byg.table(byg.tr("{%tr if plan.navn %}", "ord")),
            ["Teksten: {%tr if plan.navn %} – Tagget skal stå alene i sin række, for det forsvinder med det."],
        ),
        (
            byg.table(byg.tr("{{tr plan.navn }}")),
            ["Teksten: {{tr plan.navn }} – Skriv {{ … }} uden tr."],
        ),
        (
            "{{ delaftale.revisionsbestemmelse }}",
            [
                (
                    "Teksten: {{ delaftale.revisionsbestemmelse }} – "
                    "»delaftale.revisionsbestemmelse« er en lang tekst. "
                    "Skriv {{p delaftale.revisionsbestemmelse }} alene i et afsnit."
                ),
            ],
        ),
        (
            "{%p for x in delaftale.delmaal %}{{ x.tekst }}{%p endfor %}",
            [
                (
                    "Teksten, i afsnittet »{%p for x in delaftale.delmaal %}{{ x.tekst }}{%p endfor %}«: "
                    "{%p for x in delaftale.delmaal %} – "
                    "Tagget skal stå alene i sit afsnit, for det forsvinder med det."
                ),
            ],
        ),
        (
            "{%- if plan.navn %}{% endif %}",
            [
                (
                    "Teksten, i afsnittet »{%- if plan.navn %}{% endif %}«: {%- if plan.navn %} – "
                    "Bindestregen i tagget kan ikke bruges her. Skriv {% … %} uden den."
                ),
                (
                    "Teksten, i afsnittet »{%- if plan.navn %}{% endif %}«: {% endif %} – "
                    "Der er intet åbent for eller if at høre til. Slet tagget."
                ),
            ],
        ),
        (
            "{% vm %}",
            ["Teksten: {% vm %} – {% vm %} skal stå i en celle i en række, der gentages."],
        ),
        (
            byg.p('<w:r><w:fldChar/></w:r><w:fldSimple w:instr="PAGE {{ plan.navn }}"/>'),
            ["Teksten: {{ plan.navn }} – Tags kan kun stå i almindelig tekst. Flyt det derhen."],
        ),
        (
            byg.p("{%p if plan.navn %}", "<w:r><w:drawing/></w:r>"),
            ["Teksten: {%p if plan.navn %} – Tagget skal stå alene i sit afsnit, for det forsvinder med det."],
        ),
        (
            "<w:p><w:pPr><w:sectPr/></w:pPr><w:r><w:t>{{p delaftale.revisionsbestemmelse }}</w:t></w:r></w:p>",
            [
                (
                    "Teksten: {{p delaftale.revisionsbestemmelse }} – "
                    "Tagget skal stå alene i sit afsnit, for det forsvinder med det."
                ),
            ],
        ),
    ],
)
def test_a_mistake_names_its_place_and_what_to_do(block: str, found: list[str]) -> None:
    assert byg.mistakes(block) == found


def test_a_block_that_closes_in_another_cell_would_break_the_table() -> None:
    row = byg.table(byg.tr(byg.tc("{% if plan.navn %}"), byg.tc("{% endif %}")))

    assert [item.split(" – ")[1] for item in byg.mistakes(row)] == [
        "Tagget bliver ikke afsluttet. Skriv {% endif %} i samme afsnit.",
        "Der er intet åbent for eller if at høre til. Slet tagget.",
    ]


def test_a_block_that_opens_in_a_link_closes_in_it() -> None:
    link = f'<w:hyperlink w:anchor="a">{byg.run("{% if plan.navn %}a")}</w:hyperlink>'

    assert byg.mistakes(byg.p(link, "{% endif %}")) == [
        (
            "Teksten, i afsnittet »{% if plan.navn %}a{% endif %}«: {% endif %} – "
            "Tagget hører til {% if plan.navn %} og skal stå i samme afsnit som det."
        ),
        (
            "Teksten, i afsnittet »{% if plan.navn %}a{% endif %}«: {% if plan.navn %} – "
            "Tagget bliver ikke afsluttet. Skriv {% endif %} i samme afsnit."
        ),
    ]


@pytest.mark.parametrize(
    "blocks",
    [
        (
            "{%p for x in delaftale.delmaal %}",
            byg.p("a", '<w:r><w:footnoteReference w:id="1"/></w:r>'),
            "{%p endfor %}",
        ),
        (byg.p("{% for x in delaftale.delmaal %}", '<w:r><w:footnoteReference w:id="1"/></w:r>', "{% endfor %}"),),
    ],
)
def test_a_footnote_can_not_be_repeated(blocks: tuple[str, ...]) -> None:
    notes = byg.story("footnotes", f'<w:footnote w:id="1">{byg.p("a")}</w:footnote>')

    assert [item.split(": ", 1)[1] for item in byg.mistakes(*blocks, word_footnotes=notes)] == [
        "En fodnote eller kommentar kan ikke stå i noget, der gentages. Flyt den ud."
    ]


def test_a_word_file_without_tags_is_a_form() -> None:
    assert byg.body("Fast", byg.table(byg.tr("celle"))) == ["Fast", "celle"]


@pytest.mark.parametrize("source", ["{{ plan.navn }}", "{% set x = 1 %}", "{% if %}", "{{ ''.__class__ }}"])
def test_what_should_have_been_refused_before_is_refused_at_last(source: str) -> None:
    with pytest.raises(FormError) as caught:
        _compile_part("lille", "word/document.xml", source, "")

    assert str(caught.value) == (
        "Formularen lille, word/document.xml: Delen kan ikke bruges som skabelon. "
        "Fjern det sidste, der blev ændret i formularen."
    )


# -- what is kept ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def form() -> CompiledForm:
    return byg.compiled(
        "{{ plan.navn }}",
        "{%p for x in delaftale.aktiviteter %}",
        "{{p x.indhold_og_praksis }}",
        "{%p endfor %}",
        word_footer1=byg.story("ftr", "{{ udgave.gaelder_tekst }}"),
        word_styles=byg.story("styles", *(f'<w:style w:styleId="{name}"/>' for _, name in byg.ROLLER.styles())),
    )


def test_a_kept_form_gives_the_same_bytes(form: CompiledForm) -> None:
    again = CompiledForm.from_bytes(form.to_bytes())

    assert render_docx(again, byg.indhold()) == render_docx(form, byg.indhold())
    assert again.facts == form.facts != {}


@pytest.mark.parametrize("data", [b"", b"\n", b"\n\n", STAMP.encode(), STAMP.encode() + b"\n", b"\xe3\x00" * 50])
def test_what_is_no_compiled_form_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="no compiled form"):
        CompiledForm.from_bytes(data)


def test_a_form_of_another_program_is_refused(form: CompiledForm) -> None:
    data = form.to_bytes().replace(STAMP.encode(), STAMP.replace("delaftale-form ", "delaftale-form 9").encode(), 1)

    with pytest.raises(ValueError, match="no compiled form"):
        CompiledForm.from_bytes(data)


def test_a_truncated_form_is_refused_wherever_it_ends(form: CompiledForm) -> None:
    data = form.to_bytes()
    for end in [*range(0, len(data), 97), len(data) - 1]:
        with pytest.raises(ValueError, match="no compiled form"):
            CompiledForm.from_bytes(data[:end])


def test_a_flipped_bit_is_seen_wherever_it_is(form: CompiledForm) -> None:
    data = form.to_bytes()
    for at in range(0, len(data), 53):
        with pytest.raises(ValueError, match="no compiled form"):
            CompiledForm.from_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])


# -- links and prefixes that rendering needs -------------------------------------------------------------------------


def test_links_of_the_form_and_of_the_agreement_have_ids_of_their_own() -> None:
    """A document made here may be made into a form again, and has links of ours."""
    kind = f"{byg.R}/hyperlink"
    link = '<w:hyperlink r:id="rIdLink1"><w:r><w:t>Fast</w:t></w:r></w:hyperlink>'
    data = byg.package(
        {
            "[Content_Types].xml": byg.content_types(),
            "word/document.xml": byg.document(
                byg.p(link), "{%p for x in delaftale.aktiviteter %}", "{{p x.indhold_og_praksis }}", "{%p endfor %}"
            ),
            "word/_rels/document.xml.rels": byg.rels(
                f'Id="rIdLink1" Type="{kind}" Target="https://fast.dk" TargetMode="External"',
                f'Id="rIdForm1" Type="{kind}" Target="https://andet.dk" TargetMode="External"',
            ),
        }
    )
    parts = byg.rendered(compile_form(data, byg.ROLLER, "lille"))
    targets = dict(re.findall(r'Id="([^"]*)" Target="([^"]*)"', parts["word/_rels/document.xml.rels"]))
    targets |= dict(re.findall(r'Id="([^"]*)" Type="[^"]*" Target="([^"]*)"', parts["word/_rels/document.xml.rels"]))

    assert targets == {
        "rIdForm2": "https://fast.dk",
        "rIdForm1": "https://andet.dk",
        "rIdLink1": "https://x.dk/a?b=1&amp;c=2",
    }
    assert re.findall(r'<w:hyperlink r:id="([^"]*)"', parts["word/document.xml"]) == ["rIdForm2", "rIdLink1"]


@pytest.mark.parametrize("attribute", ["", ' w:x="a b"', ' xmlns:q="urn:q" q:x=" r "'])
def test_the_prefix_of_links_is_declared_where_a_part_does_not(attribute: str) -> None:
    text = "".join(
        byg.p(line)
        for line in ("{%p for x in delaftale.aktiviteter %}", "{{p x.indhold_og_praksis }}", "{%p endfor %}")
    )
    data = byg.package(
        {
            "[Content_Types].xml": byg.content_types(),
            "word/document.xml": f'<w:document xmlns:w="{byg.W}"{attribute}><w:body>{text}</w:body></w:document>',
        }
    )

    root = etree.fromstring(byg.rendered(compile_form(data, byg.ROLLER, "lille"))["word/document.xml"].encode())

    assert root.nsmap["r"] == byg.R
    assert [str(value) for value in root.attrib.values()] == re.findall(r'[wq]:x="([^"]*)"', attribute)


def test_all_refusals_of_a_part_name_it() -> None:
    """A form has two dozen parts."""
    data = byg.docx("a", word_footer1="<w:ftr xmlns:w='urn:x'/>")

    assert byg.refusal(data) == (
        "lille: delen »word/footer1.xml« er gemt i en anden udgave af formatet. "
        "Gem formularen i Word som almindelig .docx."
    )

"""Laws of reading back: what a filled-in stretch says is what its XML says, and a Word file is the same either way.

The form is filled in once, and a value is never parsed back out of the XML that it becomes; these laws are why that is
safe. Through LBF's form and through a small one whose loops leave holes, with agreements as nasty as valid allows.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import given

from generator.document.blocks import Block, Heading, Paragraph
from generator.store.yaml_reader import load_yaml
from generator.word.form import CompiledForm, compile_form, fill_in_form, pack_docx, read_back, render_docx
from generator.word.story import Story
from generator.word.stretches import read_steps
from generator.word.styles import Formularroller
from tests.strategier import indhold
from tests.unit.word import byg

if TYPE_CHECKING:
    from generator.word.contract import Formularindhold

FOLDER = Path(__file__).parents[2] / "templates" / "lbf-2019-26"


@cache
def lbf_form() -> CompiledForm:
    roller = load_yaml((FOLDER / "form.yaml").read_bytes(), Formularroller, "form.yaml")
    return compile_form((FOLDER / "delaftale.docx").read_bytes(), roller, "lbf-2019-26")


@cache
def holed_form() -> CompiledForm:
    """Return a form whose cells, tables and headings may lose all they hold, and that prints numbers and dates."""
    rows = byg.table(
        byg.tr("{%tr for item in delaftale.aktiviteter %}"),
        byg.tr(
            "{{ loop.index }}. {{ item.navn }}",
            byg.tc("{%p for del in item.formaal %}", "{{p del.tekst }}", "{%p endfor %}"),
        ),
        byg.tr("{%tr endfor %}"),
    )
    box = byg.p("Fra {{ delaftale.gaelder_fra }}", "{% if delaftale.delmaal %} med delmål{% endif %}", style="Punkt1")
    return byg.compiled("Før", rows, box, "Efter")


def read_whole(form: CompiledForm, content: Formularindhold, part: str) -> tuple[Block, ...]:
    """Return the blocks of a part read from its finished XML."""
    written = fill_in_form(form, content).written
    story = Story()
    story.take(read_steps(written.parts[part], form.facts, written.links.get(part), written.stier))
    return story.finish()


def check(form: CompiledForm, content: Formularindhold) -> None:
    filled = fill_in_form(form, content)
    document = read_back(filled)

    assert document.blocks == read_whole(form, content, "word/document.xml")
    for name, blocks in ((form.pages.headers, document.header), (form.pages.footers, document.footer)):
        assert blocks == tuple(block for part in name for block in read_whole(form, content, part))
    assert pack_docx(filled) == render_docx(form, content)


@given(indhold())
def test_what_is_handed_out_beside_the_xml_is_what_the_xml_says(content: Formularindhold) -> None:
    check(lbf_form(), content)


@given(indhold())
def test_the_same_holds_where_loops_leave_holes(content: Formularindhold) -> None:
    check(holed_form(), content)


def test_one_document_leaves_nothing_behind_in_the_next() -> None:
    """The form's own stretches are kept from document to document; no value is."""
    form, content = holed_form(), byg.indhold()
    before = read_back(fill_in_form(form, content))
    stretches = dict(form.lexicon.stretches)
    renamed = content.delaftale.replaced(aktiviteter=())
    read_back(fill_in_form(form, type(content)(renamed, content.plan, content.indsatsomraade, content.udgave)))

    assert read_back(fill_in_form(form, content)) == before
    assert form.lexicon.stretches == stretches
    assert all(isinstance(block, Paragraph | Heading) or block for block in before.blocks)

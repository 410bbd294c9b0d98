"""A form filled in: how values look, which bookmarks they carry, and that nothing depends on chance or clock."""

from __future__ import annotations

import datetime as dt
import re
import subprocess
import sys

import pytest

from generator.document.blocks import Anchor, Paragraph, Run
from generator.model.sti import Sti
from generator.word.bookmarks import anchor_key
from generator.word.form import CompiledForm, compile_form, render_document, render_docx
from tests.unit.word import byg
from tests.unit.word.byg import body, compiled, indhold, p, paragraphs, rendered, run

KEY = anchor_key("helhedsplan/navn")
LONG = "{%p for x in delaftale.aktiviteter %}", "{{p x.indhold_og_praksis }}", "{%p endfor %}"


def xml_of(*blocks: str) -> str:
    return rendered(compiled(*blocks))["word/document.xml"]


def test_a_field_is_one_run_in_its_bookmark() -> None:
    xml = xml_of(p(run("{{ delaftale.gaelder_fra }}", "<w:b/>")))

    assert (
        f'<w:p><w:bookmarkStart w:id="1" w:name="_f{anchor_key("gaelder_fra")}_1_1"/><w:r><w:rPr><w:b/></w:rPr>'
        '<w:t xml:space="preserve">01.10.21</w:t></w:r><w:bookmarkEnd w:id="1"/></w:p>'
    ) in xml


def test_a_blank_field_still_has_its_bookmark() -> None:
    start = f'<w:bookmarkStart w:id="1" w:name="_f{anchor_key("indikatortabel/note")}_1_1"/>'

    assert f'{start}<w:bookmarkEnd w:id="1"/>' in xml_of("{{ delaftale.indikatortabel.note }}")


def test_a_blank_long_text_is_one_empty_addressed_paragraph() -> None:
    start = f'<w:bookmarkStart w:id="1" w:name="_f{anchor_key("revisionsbestemmelse")}_1_1"/>'

    assert f'<w:p>{start}<w:bookmarkEnd w:id="1"/></w:p>' in xml_of("{{p delaftale.revisionsbestemmelse }}")


def test_what_is_worked_out_carries_no_bookmark() -> None:
    parts = rendered(compiled("{{ udgave.version_tekst }}", "{{ indsatsomraade.navn }}", "{{p udgave.gaelder_tekst }}"))

    assert byg.bookmarks(parts) == []
    assert paragraphs(parts["word/document.xml"]) == [
        "Version 1, ikke registreret", "Tryghed og trivsel", "Gælder til 30.09.25",
    ]  # fmt: skip


def test_occurrences_are_counted_over_all_parts() -> None:
    parts = rendered(
        compiled(
            "{{ plan.navn }}",
            "{{ plan.navn }}",
            word_footer1=byg.story("ftr", "{{ plan.navn }}"),
            word_header1=byg.story("hdr", "{{ plan.navn }}"),
        )
    )
    assert byg.bookmarks({name: parts[name] for name in sorted(parts, key=lambda name: "document" not in name)}) == [
        (str(number), f"_f{KEY}_1_{number}") for number in range(1, 5)
    ]


def test_a_long_text_becomes_whole_paragraphs() -> None:
    xml = xml_of(LONG[0], p("{{p x.indhold_og_praksis }}", style="Udfyldt"), LONG[2])
    styles = re.findall(r'<w:p><w:pPr><w:pStyle w:val="(\w+)"/>', xml)

    assert paragraphs(xml) == ["Et fedt ord.", "Et punkt", "Et indre", "Om", "Se https://x.dk/a?b=1&c=2.", ""]
    assert styles == ["Udfyldt", "Punkt1", "Punkt2", "Underoverskrift", "Udfyldt", "Udfyldt"]
    numbers = re.findall(rf'w:name="_f{anchor_key("aktiviteter/vejledning/indhold_og_praksis")}_(\d)_(\d)"', xml)
    assert numbers == [(str(number), "1") for number in range(1, 6)]


def test_a_paragraph_in_a_bullet_has_its_level() -> None:
    content = indhold(kommunal_sammenhaeng="- a\n\n  i punktet\n\n  - b\n    - c\n\n      dybest")
    xml = rendered(compiled("{{p delaftale.kommunal_sammenhaeng }}"), content)["word/document.xml"]

    assert re.findall(r'w:pStyle w:val="(\w+)"', xml) == [
        "Punkt1", "Punktafsnit1", "Punkt2", "Punkt3", "Punktafsnit3",
    ]  # fmt: skip


def test_looks_are_added_to_those_of_the_tag() -> None:
    content = indhold(kommunal_sammenhaeng="a **b** *c* ++d++ ***++e++***")
    tag = run("{{p delaftale.kommunal_sammenhaeng }}", '<w:color w:val="FF0000"/>')
    xml = rendered(compiled(p(tag)), content)["word/document.xml"]

    color = '<w:color w:val="FF0000"/>'
    assert re.findall(r"<w:rPr>(.*?)</w:rPr>", xml) == [
        color, f"<w:b/>{color}", color, f"<w:i/>{color}", color, f'{color}<w:u w:val="single"/>',
        f'<w:b/><w:i/>{color}<w:u w:val="single"/>',
    ]  # fmt: skip


def test_looks_that_the_tag_has_turned_off_are_turned_on() -> None:
    content = indhold(kommunal_sammenhaeng="**b**")
    tag = run("{{p delaftale.kommunal_sammenhaeng }}", '<w:b w:val="0"/><w:sz w:val="20"/>')

    assert '<w:rPr><w:b/><w:sz w:val="20"/></w:rPr>' in rendered(compiled(p(tag)), content)["word/document.xml"]


def test_a_link_has_its_address_in_the_relationships() -> None:
    content = indhold(kommunal_sammenhaeng="[a](https://x.dk/a?b=1&c=2) og [b](https://x.dk/b) og <https://x.dk/b>")
    form = compiled("{{p delaftale.kommunal_sammenhaeng }}")
    parts = rendered(form, content)

    assert re.findall(r'<w:hyperlink r:id="(\w+)"', parts["word/document.xml"]) == ["rIdLink1", "rIdLink2", "rIdLink2"]
    assert 'Target="https://x.dk/a?b=1&amp;c=2" TargetMode="External"' in parts["word/_rels/document.xml.rels"]
    assert "word/_rels/document.xml.rels" not in rendered(form)


@pytest.mark.parametrize("written", ["<Relationships xmlns='{}'/>", "<a:Relationships xmlns:a='{}'></a:Relationships>"])
def test_links_join_the_relationships_that_the_form_has(written: str) -> None:
    namespace = "http://schemas.openxmlformats.org/package/2006/relationships"
    data = byg.package(
        {
            "[Content_Types].xml": byg.content_types(),
            "word/document.xml": byg.document("{{p delaftale.kommunal_sammenhaeng }}"),
            "word/_rels/document.xml.rels": written.format(namespace),
        }
    )
    form = compile_form(data, byg.ROLLER, "lille")

    parts = rendered(form, indhold(kommunal_sammenhaeng="<https://x.dk>"))

    assert parts["word/_rels/document.xml.rels"].count('Target="https://x.dk"') == 1


def test_a_line_may_stand_alone_as_a_paragraph() -> None:
    blocks = "{%p for x in delaftale.parter %}", "{{p x.betegnelse }}", "{{p loop.index }}", "{%p endfor %}"

    assert body(*blocks) == ["Kommunen", "1", "Politiet", "2"]


def test_numbers_choices_and_lists_are_danish() -> None:
    blocks = "{%p for x in delaftale.ressourcer %}", "{{ x.procent }} {{ x.grundlag }}", "{%p endfor %}"

    assert body(*blocks, "{{ plan.kommuner }}") == ["12,5 af én stilling", "Ærø og Åre"]


def test_properties_are_bare_words() -> None:
    core = byg.CORE.format("<dc:title>Om {{ indsatsomraade.navn }}, {{ delaftale.gaelder_fra }} {x}</dc:title>")
    custom = '<Properties xmlns="u"><property fmtid="{D5CD}"><v>{{ plan.navn }}</v></property></Properties>'

    parts = rendered(compiled("a", docProps_core=core, docProps_custom=custom))

    assert "<dc:title>Om Tryghed og trivsel, 01.10.21 &#123;x&#125;</dc:title>" in parts["docProps/core.xml"]
    assert '<property fmtid="&#123;D5CD&#125;"><v>En plan</v>' in parts["docProps/custom.xml"]


def test_what_is_not_rendered_is_copied_byte_for_byte() -> None:
    styles = f'<?xml version="1.0"?>\n<w:styles xmlns:w="{byg.W}"  />'

    assert rendered(compiled("a", word_styles=styles))["word/styles.xml"] == styles


def test_content_types_come_first() -> None:
    assert next(iter(rendered(compiled("a")))) == "[Content_Types].xml"


def test_a_note_without_a_number_goes() -> None:
    notes = byg.story("footnotes", f"<w:footnote>{p('a')}</w:footnote>", f'<w:footnote w:id="1">{p("b")}</w:footnote>')
    mark = '<w:r><w:footnoteReference w:id="1"/></w:r>'

    assert paragraphs(rendered(compiled(p("x", mark), word_footnotes=notes))["word/footnotes.xml"]) == ["b"]


def test_the_same_input_gives_the_same_bytes_in_another_process() -> None:
    """Hash seeds differ between processes, and so does the clock."""
    code = (
        "import hashlib; from tests.unit.word import byg; from generator.word.form import render_docx; "
        "form = byg.compiled('{{ plan.navn }}', '{{p plan.navn }}'); "
        "print(hashlib.sha256(render_docx(form, byg.indhold())).hexdigest())"
    )
    seeds = ("1", "2")
    runs = [
        subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed, "PATH": ""}, capture_output=True, text=True,
            check=True, cwd=byg.ROOT,
        ).stdout
        for seed in seeds
    ]  # fmt: skip

    assert runs[0] == runs[1] != ""


def test_no_clock_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    form = compiled("{{ plan.navn }}")
    content = indhold()
    before = render_docx(form, content)

    class Stopped(dt.datetime):
        @classmethod
        def now(cls, tz: dt.tzinfo | None = None) -> Stopped:  # noqa: ARG003
            raise AssertionError

    monkeypatch.setattr(dt, "datetime", Stopped)

    assert render_docx(form, content) == before


def test_rendering_imports_neither_lxml_nor_docxtpl() -> None:
    code = (
        "import sys; from generator.word.form import CompiledForm, render_docx; "
        "from pathlib import Path; CompiledForm.from_bytes; "
        "print(sorted({'lxml', 'docxtpl', 'docx'} & {name.split('.')[0] for name in sys.modules}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=byg.ROOT)

    assert done.stdout.strip() == "[]"


def test_a_document_holds_what_the_file_holds() -> None:
    form = CompiledForm.from_bytes(compiled("{{ plan.navn }}", *LONG).to_bytes())

    document = render_document(form, indhold())

    first = document.blocks[0]
    assert isinstance(first, Paragraph)
    assert first.inlines == (Run("En plan", anchor=Anchor(KEY, 1, 1, Sti("helhedsplan/navn"))),)

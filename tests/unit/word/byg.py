"""Small Word forms built in memory, and a small agreement to fill them in with: what the tests of `word` share."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from lxml import etree

from generator.errors import FormError, PackageError
from generator.model.delaftale import Delaftale
from generator.model.helhedsplan import Helhedsplan, Indsatsomraade
from generator.model.udgave import describe_udgave
from generator.store.yaml_reader import load_yaml
from generator.word.contract import Formularindhold
from generator.word.form import CompiledForm, compile_form, render_docx
from generator.word.styles import Formularroller
from generator.word.tags import W as W  # noqa: PLC0414 - for the tests too

if TYPE_CHECKING:
    from collections.abc import Mapping

ROLLER_YAML = b"""
format: 1
navn: lille
titel: En lille formular
roller: {Overskrift: heading, Punkt1: bullet, Punkt2: bullet, Punkt3: bullet}
tekst:
  punkter: [Punkt1, Punkt2, Punkt3]
  punktafsnit: [Punktafsnit1, Punktafsnit2, Punktafsnit3]
  underoverskrift: Underoverskrift
  link: Link
"""
ROLLER = load_yaml(ROLLER_YAML, Formularroller, "lille/form.yaml")
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NS = {"w": W}
ROOT = Path(__file__).parents[3]
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
XMLNS = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/">{}</cp:coreProperties>'
)
SECTION = "<w:sectPr/>"


def content_types(main: str = MAIN) -> str:
    """Return [Content_Types].xml."""
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>'
    )


def rels(*items: str) -> str:
    """Return a relationships part; each item is the attributes of one."""
    namespace = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{namespace}">{"".join(f"<Relationship {item}/>" for item in items)}</Relationships>'


def run(text: str, looks: str = "") -> str:
    """Return a run; `text` is XML already."""
    return f'<w:r>{f"<w:rPr>{looks}</w:rPr>" if looks else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'


def p(*texts: str, style: str = "") -> str:
    """Return a paragraph with a run for each of `texts`, which are XML already; what is a run stays as it is."""
    look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{look}{''.join(text if text.startswith('<') else run(text) for text in texts)}</w:p>"


def tc(*blocks: str) -> str:
    """Return a cell; a block that is no XML becomes a paragraph."""
    return f"<w:tc><w:tcPr/>{''.join(block if block.startswith('<') else p(block) for block in blocks)}</w:tc>"


def tr(*cells: str) -> str:
    """Return a row; a cell that is no XML becomes one."""
    return f"<w:tr>{''.join(cell if cell.startswith('<w:tc>') else tc(cell) for cell in cells)}</w:tr>"


def table(*rows: str) -> str:
    """Return a table of one column."""
    return f'<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="9000"/></w:tblGrid>{"".join(rows)}</w:tbl>'


def document(*blocks: str) -> str:
    """Return document.xml; a block that is no XML becomes a paragraph."""
    body = "".join(block if block.startswith("<") else p(block) for block in blocks)
    return f"{DECLARATION}<w:document {XMLNS}><w:body>{body}{SECTION}</w:body></w:document>"


def story(root: str, *blocks: str) -> str:
    """Return a header (hdr), footer (ftr) or other part with paragraphs."""
    body = "".join(block if block.startswith("<") else p(block) for block in blocks)
    return f"{DECLARATION}<w:{root} {XMLNS}>{body}</w:{root}>"


def package(parts: Mapping[str, str | bytes]) -> bytes:
    """Return a zip with exactly these parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def docx(*blocks: str, **parts: str | bytes) -> bytes:
    """Return a Word file. A further part is named by a keyword: `word_header1` is word/header1.xml."""
    named = {f"{name.replace('_', '/', 1)}.xml": content for name, content in parts.items()}
    return package({"[Content_Types].xml": content_types(), "word/document.xml": document(*blocks), **named})


def compiled(*blocks: str, **parts: str | bytes) -> CompiledForm:
    """Return a form of these blocks and parts, compiled."""
    return compile_form(docx(*blocks, **parts), ROLLER, "lille")


def mistakes(*blocks: str, **parts: str | bytes) -> list[str]:
    """Return what is wrong with a form, each mistake as its author reads it."""
    with pytest.raises(FormError) as caught:
        compiled(*blocks, **parts)
    return [str(item) for item in caught.value.fejl]


def refusal(data: bytes) -> str:
    """Return why a file can't be a form at all, as its author reads it."""
    with pytest.raises(PackageError) as caught:
        compile_form(data, ROLLER, "lille")
    return str(caught.value)


def parts_of(data: bytes) -> dict[str, str]:
    """Return the parts of a package as text."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name).decode() for name in archive.namelist()}


def rendered(form: CompiledForm, content: Formularindhold | None = None) -> dict[str, str]:
    """Return the parts of a form filled in, each of those with XML proved well-formed."""
    parts = parts_of(render_docx(form, content or indhold()))
    for text in parts.values():
        etree.fromstring(text.encode())
    return parts


def paragraphs(xml: str) -> list[str]:
    """Return the words of each paragraph in a part."""
    root = etree.fromstring(xml.encode())
    return ["".join(str(text) for text in item.itertext(f"{{{W}}}t")) for item in root.iter(f"{{{W}}}p")]


def body(*blocks: str, content: Formularindhold | None = None, **parts: str | bytes) -> list[str]:
    """Return the words of each paragraph of a form's document, filled in."""
    return paragraphs(rendered(compiled(*blocks, **parts), content)["word/document.xml"])


def bookmarks(parts: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return the id and the name of every bookmark in a package."""
    found = [re.findall(r'<w:bookmarkStart w:id="([^"]*)" w:name="([^"]*)"', text) for text in parts.values()]
    return [pair for pairs in found for pair in pairs]


AFTALE: dict[str, Any] = {
    "format": "1",
    "id": "tryghed",
    "formular": "lille",
    "indsatsomraade": "tryghed",
    "gaelder_fra": "2021-10-01",
    "gaelder_til": "2025-09-30",
    "parter": [
        {"id": "kommunen", "betegnelse": "Kommunen"},
        {"id": "politiet", "betegnelse": "Politiet", "rolle": "sekundaer"},
    ],
    "delmaal": [
        {
            "id": "flere",
            "tekst": "Flere deltager",
            "indikatorer": [
                {"id": "antal", "type": "effekt", "tekst": "Antal", "baseline": {"ordlyd": "12"}},
                {"id": "andel", "type": "aktivitetsnaer", "tekst": "Andel"},
            ],
        },
        {"id": "faerre", "tekst": "Færre bekymrede"},
    ],
    "aktiviteter": [
        {
            "id": "vejledning",
            "navn": "Vejledning",
            "kortbeskrivelse": "hver uge",
            "indhold_og_praksis": "Et **fedt** ord.\n\n- Et punkt\n  - Et indre\n\n## Om\n\nSe <https://x.dk/a?b=1&c=2>.",
        },
        {"id": "cafe", "navn": "Café"},
    ],
    "ressourcer": [{"id": "leder", "funktion": "Leder", "procent": "12,5", "grundlag": "stilling"}],
}


def indhold(**changes: Any) -> Formularindhold:
    """Return a small agreement as a form sees it, with `changes` to its fields."""
    delaftale = Delaftale.model_validate(AFTALE | changes)
    plan = Helhedsplan.model_validate(
        {"format": "1", "id": "plan", "navn": "En plan", "bevillingsperiode": "2019-26", "kommuner": ["Ærø", "Åre"]}
    )
    omraade = Indsatsomraade.model_validate({"id": "tryghed", "navn": "Tryghed og trivsel"})
    return Formularindhold(delaftale, plan, omraade, describe_udgave(delaftale, 1, date(2022, 9, 14)))

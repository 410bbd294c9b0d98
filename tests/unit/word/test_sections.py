"""Which headers and footers Word prints on a form's pages, and the language that the form is written in."""

from __future__ import annotations

import pytest

from generator.document.blocks import plain_text, walk_inlines
from generator.word.form import CompiledForm, compile_form, render_document
from tests.unit.word import byg

KINDS = ("default", "first", "even")


def form(section: str = "", **extra: str) -> CompiledForm:
    """Return a form with a header of each kind that says its kind; `section` is what its section says beside."""
    references = "".join(f'<w:headerReference w:type="{kind}" r:id="h{kind}"/>' for kind in KINDS)
    parts = {
        "[Content_Types].xml": byg.content_types(),
        "word/document.xml": byg.document("x").replace(byg.SECTION, f"<w:sectPr>{references}{section}</w:sectPr>"),
        "word/_rels/document.xml.rels": byg.rels(
            *(f'Id="h{kind}" Type="{byg.R}/header" Target="/word/header{nr}.xml"' for nr, kind in enumerate(KINDS))
        ),
        "word/header9.xml": byg.story("hdr", "ingen side viser den"),
    }
    parts |= {f"word/header{nr}.xml": byg.story("hdr", kind) for nr, kind in enumerate(KINDS)}
    return compile_form(byg.package(parts | extra), byg.ROLLER, "lille")


def header(compiled: CompiledForm) -> list[str]:
    return [plain_text(inlines) for inlines in walk_inlines(render_document(compiled, byg.indhold()).header)]


def settings(content: str) -> dict[str, str]:
    return {"word/settings.xml": byg.story("settings", content)}


@pytest.mark.parametrize(
    ("section", "content", "shown"),
    [
        ("", "<w:zoom/>", ["default"]),
        ("<w:titlePg/>", "<w:zoom/>", ["default", "first"]),
        ('<w:titlePg w:val="0"/>', "<w:evenAndOddHeaders/>", ["default", "even"]),
        ("<w:titlePg/>", '<w:evenAndOddHeaders w:val="true"/>', ["default", "first", "even"]),
    ],
)
def test_headers_that_pages_show_are_read_the_ordinary_pages_first(
    section: str, content: str, shown: list[str]
) -> None:
    """Word keeps the others in the file though no page has them."""
    assert header(form(section, **settings(content))) == shown


def test_a_header_that_says_the_same_or_nothing_is_left_out() -> None:
    same = {"word/header1.xml": byg.story("hdr", "default"), "word/header2.xml": byg.story("hdr", "")}

    assert header(form("<w:titlePg/>", **settings("<w:evenAndOddHeaders/>"), **same)) == ["default"]


def styles(*pieces: str) -> dict[str, str]:
    """Return a style sheet with the styles that form.yaml names, after `pieces`."""
    named = [f'<w:style w:type="paragraph" w:styleId="{name}"/>' for _, name in byg.ROLLER.styles()]
    return {"word/styles.xml": byg.story("styles", *pieces, *named)}


DEFAULTS = "<w:docDefaults><w:rPrDefault><w:rPr>{}</w:rPr></w:rPrDefault></w:docDefaults>"
NORMAL = '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:rPr>{}</w:rPr></w:style>'


@pytest.mark.parametrize(
    ("parts", "language"),
    [
        ({}, "da-DK"),
        (settings('<w:themeFontLang w:val="en-GB"/>'), "en-GB"),
        (styles(DEFAULTS.format('<w:lang w:val="sv-SE"/>')) | settings('<w:themeFontLang w:val="en-GB"/>'), "sv-SE"),
        (styles(DEFAULTS.format("<w:b/>"), NORMAL.format('<w:lang w:val="kl-GL"/>')), "kl-GL"),
        (styles(DEFAULTS.format('<w:lang w:bidi="ar-SA"/>')), "da-DK"),
    ],
)
def test_the_language_is_the_forms(parts: dict[str, str], language: str) -> None:
    """Where the styles say none, the settings do; where nobody does, it is Danish."""
    compiled = form(**parts)

    assert render_document(compiled, byg.indhold()).language == language
    assert CompiledForm.from_bytes(compiled.to_bytes()).pages == compiled.pages

"""The page is closed to the world: its policy, its style and its fonts ask nobody for anything."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lxml import html as lxml_html

import generator
from generator.document.blocks import Note, Run, Special
from generator.document.html import write_html
from generator.store.ressourcer import load_html_css
from tests.unit.document.dokumenter import document, h, indikatortabel, p

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from generator.document.blocks import Document
    from generator.model.sti import Sti

CSS = "p{color:red}"
SKRIFT = Path(generator.__file__).parent / "document" / "html_skrift"


def parse(document: Document, **more: dict[Sti, Note]) -> HtmlElement:
    return lxml_html.document_fromstring(write_html(document, css=CSS, **more))


def test_the_policy_allows_the_two_style_sheets_and_nothing_else() -> None:
    page = parse(document(p("a"), footer=(Run("Version 1"), Special.TAB, Special.PAGE)))

    policy = str(page.xpath("//meta[@http-equiv]/@content")[0])
    hashes = [b64encode(sha256(style.text.encode()).digest()).decode() for style in page.iter("style")]
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{hashes[0]}' 'sha256-{hashes[1]}'; "
        "font-src data:; base-uri 'none'; form-action 'none'"
    )


def test_the_shipped_style_asks_nobody_for_anything() -> None:
    css = load_html_css()

    assert {address[:22] for address in re.findall(r'url\("?([^)]*)', css)} == {"data:font/woff2;base64"}
    assert "@import" not in css
    assert "http" not in css


def test_the_page_has_no_style_attributes_which_its_policy_would_refuse() -> None:
    assert not parse(document(h(1, "a"), indikatortabel())).xpath("//@style")


def test_a_style_sheet_that_would_end_early_is_refused() -> None:
    with pytest.raises(ValueError, match="style"):
        write_html(document(), css="a{}</STYLE><script>")


def test_the_fonts_are_small_and_their_licence_travels_with_them() -> None:
    assert sum(font.stat().st_size for font in SKRIFT.glob("*.woff2")) <= 120_000
    assert "SIL OPEN FONT LICENSE" in (SKRIFT / "OFL.txt").read_text(encoding="utf-8")


# -- header and footer -------------------------------------------------------------------------------------------------

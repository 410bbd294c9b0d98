"""A real browser for the pages: Debian's Chromium, driven by Playwright, which downloads none of its own.

Always so: in CI Chromium is there; elsewhere a test that needs it is skipped, saying what to install.
"""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import sync_playwright

from generator.document.blocks import Note, NoteKind
from generator.document.html import write_html
from generator.model.sti import Sti
from generator.store.forms import compile_formular
from generator.store.ressourcer import load_html_css
from generator.word.form import render_document
from tests.browser.dokumenter import nasty_document, real_content

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from generator.document.blocks import Document

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return a running Chromium."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed (no chromium on the PATH); CI installs it and runs this test")
    root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=root)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def real_document(repo: Path) -> Document:
    """Return the real agreement as blocks."""
    folder = repo / "templates" / "lbf-2019-26"
    form = compile_formular((folder / "delaftale.docx").read_bytes(), (folder / "form.yaml").read_bytes(), folder.name)
    return render_document(form, real_content(repo))


@pytest.fixture(scope="session")
def pages(real_document: Document, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return the addresses of three pages: the real agreement, the same with notes, and a nasty document."""
    folder = tmp_path_factory.mktemp("sider")
    css = load_html_css()
    notes = {
        Sti("delmaal/positivt-syn/indikatorer/samtaler/tekst"): Note(
            NoteKind.FINDING, "Tallet svarer ikke til måltallet."
        ),
        Sti("aktiviteter/beboervejledning/maalgruppe/tekst"): Note(
            NoteKind.BACKGROUND, "Drøftet på mødet.\nTo linjer."
        ),
        Sti("ressourcer/chef"): Note(NoteKind.REDLINE, "Var: 30 %."),
        Sti("findes/ikke"): Note(NoteKind.FINDING, "Uden felt."),
    }
    made = {
        "real": write_html(real_document, css=css),
        "notes": write_html(real_document, css=css, notes=notes),
        "nasty": write_html(nasty_document(), css=css),
    }
    addresses = {}
    for name, page in made.items():
        path = folder / f"{name}.html"
        path.write_text(page, encoding="utf-8")
        addresses[name] = path.as_uri()
    return addresses

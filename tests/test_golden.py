"""The real agreement in every format, as it was last looked at: a change of what is made shows as a difference.

What is kept is what a person can read as one: the Word file as its parts, and line by line each paragraph with its
style and looks; HTML one element to a line, without style sheet and fonts; Markdown as it is; the PDF's text as a
screen reader has it, with page count, language and kinds of elements. `--accept` rewrites the files.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pikepdf
import pytest

from generator.service.formater import Dokumentformat, write_formater
from generator.store.files import RealFiles
from generator.store.forms import FormStore
from tests.pdf_agreement import load_indhold
from tests.pdf_reading import read_structure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LOOKS = {"b": "fed", "i": "kursiv", "u": "understreget", "strike": "overstreget"}
BLOCK = re.compile(r"(?<=[^\n])(?=<(?:p|li|ul|ol|h\d|t[rhd]|table|section|div|dl|dt)\b)")
STORY = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes)\.xml")


@cache
def formats(root: Path) -> dict[Dokumentformat, bytes]:
    """Return the real agreement in all formats."""
    return dict(write_formater(load_indhold(), FormStore(root, RealFiles(), None), tuple(Dokumentformat)))


def docx_text(data: bytes) -> str:
    """Return the names of the parts, then each story as lines."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = package.namelist()
        lines = ["[dele]", *names]
        for name in filter(STORY.fullmatch, names):
            lines += ["", f"[{name}]", *story_lines(ET.fromstring(package.read(name)), "")]  # noqa: S314 - our own file
    return "\n".join(lines) + "\n"


def story_lines(element: ET.Element, indent: str) -> Iterator[str]:
    """Yield a line for each paragraph, cell and row below `element`, in order."""
    for child in element:
        kind = child.tag.removeprefix(W)
        if kind == "p":
            yield f"{indent}{paragraph_line(child)}"
        elif kind == "tr":
            head = " (overskrift)" if child.find(f"{W}trPr/{W}tblHeader") is not None else ""
            yield f"{indent}række{head}"
            yield from story_lines(child, indent + "  ")
        elif kind == "tc":
            span, merge = child.find(f"{W}tcPr/{W}gridSpan"), child.find(f"{W}tcPr/{W}vMerge")
            wide = "" if span is None else f" over {span.get(f'{W}val')}"
            down = "" if merge is None else f" {merge.get(f'{W}val', 'fortsat')}"
            yield f"{indent}celle{wide}{down}"
            yield from story_lines(child, indent + "  ")
        elif kind == "tbl":
            style = child.find(f"{W}tblPr/{W}tblStyle")
            yield f"{indent}tabel {'' if style is None else style.get(f'{W}val')}".rstrip()
            yield from story_lines(child, indent + "  ")
        else:
            yield from story_lines(child, indent)


def paragraph_line(paragraph: ET.Element) -> str:
    """Return a paragraph's style and level, then its text with the looks of each run that has some."""
    style, level = paragraph.find(f"{W}pPr/{W}pStyle"), paragraph.find(f"{W}pPr/{W}numPr/{W}ilvl")
    name = "Normal" if style is None else style.get(f"{W}val")
    anchor = " #" if paragraph.find(f".//{W}bookmarkStart") is not None else ""
    text = ""
    for run in paragraph.iter(f"{W}r"):
        looks = [said for tag, said in LOOKS.items() if run.find(f"{W}rPr/{W}{tag}") is not None]
        words = "".join(_signs(item) for item in run)
        text += f"<{' '.join(looks)}: {words}>" if looks and words.strip() else words
    return f"{name}{'' if level is None else level.get(f'{W}val')}{anchor} | {text}".rstrip()


def _signs(item: ET.Element) -> str:
    signs = {f"{W}t": item.text or "", f"{W}tab": "→", f"{W}br": "↵", f"{W}instrText": f"{{{item.text}}}"}
    return signs.get(item.tag, "")


def html_text(data: bytes) -> str:
    """Return the page without its style sheet, each block element on a line of its own."""
    page = re.sub(r"<style\b.*?</style>", "<style>…</style>", data.decode("utf-8"), flags=re.DOTALL)
    return re.sub(r"\s*\n\s*", "\n", BLOCK.sub("\n", page))


def pdf_text(data: bytes) -> str:
    """Return what a screen reader is told: pages, language, title, how many elements of each kind, the words."""
    root = read_structure(data)
    with pikepdf.open(io.BytesIO(data)) as file:
        lines = [f"sider {len(file.pages)}", f"sprog {file.Root.Lang}", f"titel {file.docinfo.get('/Title', '')}"]
    kinds = Counter(element.kind for element in root.walk())
    lines += [f"{kind} {count}" for kind, count in sorted(kinds.items())]
    return "\n".join(lines) + "\n\n" + re.sub(r"\n{2,}", "\n", root.text())


TEXTS: dict[Dokumentformat, Callable[[bytes], str]] = {
    Dokumentformat.DOCX: docx_text,
    Dokumentformat.HTML: html_text,
    Dokumentformat.MD: lambda data: data.decode("utf-8"),
    Dokumentformat.PDF: pdf_text,
}


@pytest.mark.parametrize("form", TEXTS, ids=str)
def test_real_agreement_is_as_it_was_last_looked_at(form: Dokumentformat, repo: Path, accept: bool) -> None:
    path = repo / "tests" / "golden" / "dokument" / f"{form.value}.txt"
    actual = TEXTS[form](formats(repo)[form])
    if accept:
        path.parent.mkdir(exist_ok=True)
        path.write_text(actual, "utf-8")

    assert path.read_text("utf-8") == actual


def test_no_golden_file_is_left_over(repo: Path) -> None:
    """A format that is gone takes its file along."""
    kept = {path.name for path in (repo / "tests" / "golden" / "dokument").iterdir()}

    assert kept == {f"{form.value}.txt" for form in Dokumentformat}

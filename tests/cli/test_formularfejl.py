"""A form that can't be used, as the command line tells of it: which form, why, exit code 1, nothing written."""

from __future__ import annotations

import io
import shutil
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from tests.unit.word.byg import package

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FORM = "lbf-2019-26"
DOCUMENT = "word/document.xml"
RELS = "word/_rels/document.xml.rels"
TEMPLATE = (
    '<Relationship Id="x" TargetMode="External" Target="https://eksempel.dk/x.dotm" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"/>'
)


@pytest.fixture
def formular(project: Path, repo: Path) -> Path:
    """Return the Word file of the project's own form, a copy of the one that is shipped."""
    shutil.copytree(repo / "templates" / FORM, project / "templates" / FORM)
    return project / "templates" / FORM / "delaftale.docx"


def with_part(name: str, change: Callable[[str], str]) -> Callable[[bytes], bytes]:
    """Return what changes one part of a Word file, or adds it."""

    def act(data: bytes) -> bytes:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {item: archive.read(item) for item in archive.namelist()}
        before = parts.get(name, b"").decode()
        after = change(before)
        assert after != before
        return package({**parts, name: after})

    return act


def swapped(old: str, new: str) -> Callable[[bytes], bytes]:
    return with_part(DOCUMENT, lambda text: text.replace(old, new, 1))


DAMAGE: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "no Word file": (lambda _: b"Til bestyrelsen", "ikke en læselig Word-fil"),
    "empty": (lambda _: b"", "ikke en læselig Word-fil"),
    "cut off": (lambda data: data[: len(data) // 2], "ikke en læselig Word-fil"),
    "a macro": (with_part("word/vbaProject.bin", lambda _: "x"), "en makro"),
    "a template elsewhere": (
        with_part(RELS, lambda text: text.replace("</Relationships>", f"{TEMPLATE}</Relationships>")),
        "https://eksempel.dk/x.dotm",
    ),
    "Python internals": (swapped("{{ plan.navn }}", "{{ plan.__class__.__mro__ }}"), "»__class__« findes ikke"),
    "a global of Jinja": (swapped("{{ plan.navn }}", "{{ cycler.__init__ }}"), "»cycler« findes ikke her"),
    "an unknown field": (swapped("{{ plan.navn }}", "{{ plan.navm }}"), "Mente du »navn«?"),
    "an unclosed loop": (swapped("{%p endfor %}", ""), "bliver ikke afsluttet"),
    "a bad tag": (swapped("{{ plan.navn }}", "{{ plan.navn"), "Teksten"),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_form_that_can_not_be_used_is_named_and_nothing_is_written(
    project: Path, formular: Path, delaftale: Callable[..., Any], damage: str
) -> None:
    change, told = DAMAGE[damage]
    formular.write_bytes(change(formular.read_bytes()))
    done = delaftale("generer", "--format", "docx")

    assert (done.code, done.out) == (1, "")
    assert FORM in done.err
    assert told in done.err
    assert "Traceback" not in done.err
    assert [path for path in (project / "output").rglob("*") if path.is_file()] == []


def test_form_that_can_be_used_is_used(project: Path, formular: Path, delaftale: Callable[..., Any]) -> None:
    """So that what is refused above is refused for what was done to it."""
    formular.write_bytes(swapped("Delaftalens parter:", "Aftalens parter:")(formular.read_bytes()))
    done = delaftale("generer", "--format", "md")

    assert done.code == 0
    (written,) = (project / "output").rglob("*.md")
    assert "Aftalens parter:" in written.read_text("utf-8")

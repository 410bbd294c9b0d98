"""`moede dokumenter` and `moede udsend`: which files come, under which names, and what is said of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator.store.files import RealFiles
from generator.store.folder import FolderStore
from generator.store.port import DelaftaleRef
from tests.unit.service.akter_hjaelp import edit
from tests.unit.service.moede_scene import FIL, make_scene

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Outcome

REF = DelaftaleRef("en-faelles-indsats", "sammenhaengskraft-og-medborgerskab")
DAY = "2022-09-14"


@pytest.fixture
def scene(project: Path) -> FolderStore:
    """Return the project with a meeting whose agenda is out."""
    store = FolderStore(project, RealFiles())
    make_scene(store, REF)
    return store


def files(folder: Path) -> set[str]:
    """Return the names of what lies in the plan's output."""
    return {path.name for path in (folder / "output" / REF.plan).iterdir()}


def test_agenda_comes_in_all_formats_and_once_more_with_its_annexes(
    scene: FolderStore, delaftale: Callable[..., Outcome]
) -> None:
    done = delaftale("moede", "dokumenter", DAY)

    assert done.code == 0
    assert files(scene.root) == {
        f"{DAY}-dagsorden.docx",
        f"{DAY}-dagsorden.html",
        f"{DAY}-dagsorden.md",
        f"{DAY}-dagsorden.pdf",
        f"{DAY}-dagsorden-med-bilag.pdf",
    }
    assert [line.partition("  ")[0] for line in done.out.splitlines()] == [
        f"output/{REF.plan}/{DAY}-dagsorden{end}" for end in (".docx", ".pdf", ".html", ".md", "-med-bilag.pdf")
    ]
    assert "Bilag 4 B: Løntabel er lukket og er ikke med" in done.err


def test_each_document_has_a_name_of_its_own_and_so_has_the_public_edition(
    scene: FolderStore, delaftale: Callable[..., Outcome]
) -> None:
    common = ("--format", "md", "--aendringer", "--udskrift", "2", "--referat")

    assert delaftale("moede", "dokumenter", DAY, *common, "--samlet", REF.delaftale).code == 0
    assert delaftale("moede", "dokumenter", DAY, *common, "--offentlig").code == 0

    assert files(scene.root) == {
        f"{DAY}-{name}{end}.md" for name in ("aendringer", "udskrift-2", "referat") for end in ("", "-offentlig")
    } | {f"{DAY}-samlet-{REF.delaftale}.md"}


def test_nothing_is_written_when_one_of_them_cannot_be_made(
    scene: FolderStore, delaftale: Callable[..., Outcome]
) -> None:
    done = delaftale("moede", "dokumenter", DAY, "--dagsorden", "--udskrift", "5", "--offentlig", "--format", "md")

    assert done.code == 1
    assert "Punkt 5 er lukket." in done.err
    assert not (scene.root / "output").exists()


def test_agenda_is_sent_as_one_file_beside_the_meeting(scene: FolderStore, delaftale: Callable[..., Outcome]) -> None:
    edit(scene, REF, FIL, ("status: udsendt", "status: udkast"), ("udsendt: 2022-09-01\n", ""))

    first = delaftale("moede", "udsend", DAY, "--dato", "2022-09-01")
    again = delaftale("moede", "udsend", DAY, "--dato", "2022-09-02")
    edit(scene, REF, FIL, ("lokale 2", "lokale 3"))
    changed = delaftale("moede", "udsend", DAY, "--dato", "2022-09-02")

    folder = f"aftaler/{REF.plan}/moeder/{DAY}"
    assert (first.code, first.out) == (0, f"{folder}/dagsorden.pdf\n")
    assert again.code == 1
    assert "intet er ændret siden" in again.err
    assert (changed.code, changed.out) == (0, f"{folder}/dagsorden-rettet-1.pdf\n")
    assert "Den rettede dagsorden" in changed.err

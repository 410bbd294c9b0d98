"""What the tests of the command line share: a project of one's own, and a command run in it as in a terminal."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from generator.cli import run
from tests.unit.rules.minimal import DELAFTALE, PLAN

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@dataclass(frozen=True)
class Outcome:
    """What a command did."""

    code: int
    out: str
    err: str


@pytest.fixture(autouse=True)
def _cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep compiled forms for the session, outside the user's own cache."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.getbasetemp() / "cache"))


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder that commands run in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def project(empty: Path, repo: Path) -> Path:
    """Return a folder with a copy of the real agreements that commands run in."""
    shutil.copytree(repo / "aftaler", empty / "aftaler")
    return empty


@pytest.fixture
def break_rule(project: Path) -> Callable[[], None]:
    """Return a function that takes the datakilde from both effect indikatorer of the real agreement: two fejl."""

    def act() -> None:
        (path,) = project.rglob("versioner/0001/delaftale.yaml")
        text = path.read_text("utf-8")
        changed = text.replace("        datakilde:\n          navn: Trygheds-survey VIVE/LBF\n", "")
        assert changed != text
        path.write_text(changed, "utf-8")

    return act


@pytest.fixture
def minimal(empty: Path) -> Path:
    """Return a folder with a small plan whose one draft no rule has anything to say about."""
    folder = empty / "aftaler" / "planen" / "medborgerskab"
    folder.mkdir(parents=True)
    (folder.parent / "helhedsplan.yaml").write_text(PLAN, "utf-8")
    (folder / "kladde.yaml").write_text(DELAFTALE, "utf-8")
    return empty


@pytest.fixture
def delaftale(capsys: pytest.CaptureFixture[str]) -> Callable[..., Outcome]:
    """Return a function that runs the command and returns what it did; nobody sits at the terminal."""

    def act(*args: str | Path) -> Outcome:
        code = run([str(arg) for arg in args])
        out, err = capsys.readouterr()
        return Outcome(code, out, err)

    return act

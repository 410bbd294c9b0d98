"""What the tests of the command line share: a project of one's own, and a command run in it as in a terminal."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from generator.cli import run

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
def delaftale(capsys: pytest.CaptureFixture[str]) -> Callable[..., Outcome]:
    """Return a function that runs the command and returns what it did; nobody sits at the terminal."""

    def act(*args: str | Path) -> Outcome:
        code = run([str(arg) for arg in args])
        out, err = capsys.readouterr()
        return Outcome(code, out, err)

    return act

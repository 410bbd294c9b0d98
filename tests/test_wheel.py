"""The wheel as a user gets it: built, installed in an empty environment outside the checkout, and used.

What works in a checkout may be missing from a wheel (the forms above all), so this test sees no file of the checkout
but the wheel itself and a copy of the data.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING

import pytest

from tests.pdf_reading import read_text

if TYPE_CHECKING:
    from pathlib import Path

TIMEOUT = 300  # seconds for one command; the first install on a machine may have to download


@pytest.fixture(scope="module")
def wheel(repo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a wheel built from the checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    _run(_find_uv(), "build", "--quiet", "--wheel", "--out-dir", folder, repo, cwd=folder)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def delaftale(repo: Path, wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the command `delaftale` of an environment that holds the wheel and what it needs, nothing else."""
    environment = tmp_path_factory.mktemp("environment") / "venv"
    uv = _find_uv()
    _run(uv, "venv", "--quiet", "--python", sys.executable, environment, cwd=environment.parent)
    python = shutil.which("python", path=_programs(environment))
    assert python is not None
    _run(uv, "pip", "install", "--quiet", "--python", python, "--constraints", repo / "constraints.txt", wheel,
         cwd=environment.parent)  # fmt: skip
    command = shutil.which("delaftale", path=_programs(environment))
    assert command is not None, "the wheel installs no command named delaftale"
    return command


def test_wheel_holds_the_package_and_the_forms_and_no_agreement(wheel: Path) -> None:
    """The forms are found in an installed wheel as generator/_templates."""
    names = set(zipfile.ZipFile(wheel).namelist())
    forms = {f"generator/_templates/lbf-2019-26/{name}" for name in ("delaftale.docx", "form.yaml", "pdf.typ")}
    forms |= {f"generator/_templates/aarsstatus/{name}" for name in ("aarsstatus.docx", "form.yaml")}
    of_meetings = ("aendringer.docx", "dagsorden.docx", "form.yaml", "pdf.typ", "referat.docx", "udskrift.docx")
    forms |= {f"generator/_templates/moede-dokumenter/{name}" for name in of_meetings}
    data = {f"generator/store/{name}.yaml" for name in ("bevillingsperioder", "datakilder")}

    assert {"generator/__init__.py", "generator/py.typed", "generator/document/html.css", *forms, *data} <= names
    assert {name.partition("/")[0].partition("-")[0] for name in names} == {"generator", "delaftale_generator"}


def test_installed_command_shows_its_help_in_danish(delaftale: str, tmp_path: Path) -> None:
    """Help needs no folder of agreements."""
    shown = _run(delaftale, "--help", cwd=tmp_path)

    assert "generer" in shown
    assert "skema" in shown


def test_wheel_holds_every_font_with_its_licence(wheel: Path, repo: Path) -> None:
    """Those of the PDF and those of the page, each file as it stands in the checkout, nothing compiled beside it."""
    folders = (repo / "generator" / "document" / "fonts", repo / "generator" / "document" / "html_skrift")
    files = [path for folder in folders for path in folder.iterdir()]

    with zipfile.ZipFile(wheel) as package:
        kept = [path.name for path in files if package.read(path.relative_to(repo).as_posix()) == path.read_bytes()]
    assert kept == [path.name for path in files]
    assert {".ttf", ".otf", ".woff2", ".txt"} <= {path.suffix for path in files}


def test_installed_command_writes_the_document_in_every_format(delaftale: str, repo: Path, tmp_path: Path) -> None:
    """One agreement by its short name, from a copy of the data, with the form and fonts that the wheel carries."""
    shutil.copytree(repo / "aftaler", tmp_path / "aftaler")
    formats = [word for name in ("docx", "pdf", "html", "md") for word in ("--format", name)]

    _run(delaftale, "generer", "sammenhaengskraft-og-medborgerskab", "--dato", "2022-09-14", "--ud", "ud", *formats,
         cwd=tmp_path)  # fmt: skip

    made = {path.suffix: path.read_bytes() for path in (tmp_path / "ud").rglob("*") if path.is_file()}
    with zipfile.ZipFile(next((tmp_path / "ud").rglob("*.docx"))) as package:
        word = package.read("word/document.xml").decode("utf-8")
    texts = {
        ".docx": word,
        ".pdf": read_text(made[".pdf"]),
        ".html": made[".html"].decode(),
        ".md": made[".md"].decode(),
    }
    assert made.keys() == texts.keys()
    for text in texts.values():
        assert "Beboervejledning" in text
        assert "{{" not in text
    assert {entry.name for entry in tmp_path.iterdir()} == {"aftaler", "ud"}


def _find_uv() -> str:
    """Return the uv that runs these tests, else the one on the PATH."""
    uv = os.environ.get("UV") or shutil.which("uv")
    assert uv, "uv is not on the PATH; run the tests with »uv run pytest«"
    return uv


def _programs(environment: Path) -> str:
    return str(environment / ("Scripts" if os.name == "nt" else "bin"))


def _run(*command: str | Path, cwd: Path) -> str:
    """Return what a command prints, run without anything that points back to the checkout; fail if it fails."""
    pointing_back = ("VIRTUAL_ENV", "PYTHONPATH", "PYTHONHOME", "UV_PROJECT", "UV_NO_SYNC", "COV_CORE_SOURCE")
    env = {name: value for name, value in os.environ.items() if name not in pointing_back} | {"PYTHONUTF8": "1"}
    done = subprocess.run(
        command, cwd=cwd, env=env, capture_output=True, encoding="utf-8", timeout=TIMEOUT, check=False
    )
    assert done.returncode == 0, f"{' '.join(map(str, command))} ended with {done.returncode}:\n{done.stderr}"
    return done.stdout

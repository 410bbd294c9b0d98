"""The rules of the house that no linter knows: sizes, names, what is versioned, what may be written where.

Read from the files as they stand, so that the tests pass in a checkout as in an unpacked source archive.
"""

from __future__ import annotations

import ast
import io
import re
import subprocess
import tokenize
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
MAX_LINES = 400
NOT_OURS = {".git", ".venv", ".hypothesis", "__pycache__", "build", "dist", "htmlcov", "output", "uv.lock"}
CORE = ("model", "rules", "workflow")  # no I/O, no clock, no chance
FORBIDDEN_MODULES = {"utils", "util", "helpers", "common", "manager", "data", "misc"}  # they say nothing
FORBIDDEN_FIELDS = {"revision", "maal", "aftale"}  # each means two things to a board


@cache
def files() -> tuple[Path, ...]:
    """Return every file of the project, sorted, without what is made here and can be made again."""
    return tuple(sorted(_walk(ROOT)))


def _walk(folder: Path) -> list[Path]:
    found: list[Path] = []
    for entry in folder.iterdir():
        if entry.name in NOT_OURS or entry.name.endswith(("_cache", ".egg-info")) or entry.name.startswith(".coverage"):
            continue
        found += _walk(entry) if entry.is_dir() else [entry]
    return found


PYTHON = [path for path in files() if path.suffix == ".py"]
python_file = pytest.mark.parametrize("path", PYTHON, ids=lambda path: path.relative_to(ROOT).as_posix())


@cache
def pyproject() -> dict[str, Any]:
    """Return pyproject.toml as data."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def requirements() -> list[Requirement]:
    """Return everything that the project asks for: to run, to build, to be tested and checked."""
    data = pyproject()
    groups = [line for group in data["dependency-groups"].values() for line in group if isinstance(line, str)]
    return [
        Requirement(line) for line in [*data["project"]["dependencies"], *data["build-system"]["requires"], *groups]
    ]


@cache
def constraints() -> dict[str, str]:
    """Return the versions of constraints.txt by canonical name."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [Requirement(line) for line in lines if not line.startswith("#")]
    return {canonicalize_name(pin.name): str(pin.specifier).removeprefix("==") for pin in pins}


@python_file
def test_module_is_short_enough_to_read(path: Path) -> None:
    """At most 400 lines; what is longer is two things."""
    assert path.read_text(encoding="utf-8").count("\n") <= MAX_LINES


@python_file
def test_python_names_are_ascii(path: Path) -> None:
    """A name with æ, ø or å differs between normal forms while looking the same; ruff sees most, this sees all."""
    tokens = tokenize.generate_tokens(io.StringIO(path.read_text(encoding="utf-8")).readline)

    assert [token.string for token in tokens if token.type == tokenize.NAME and not token.string.isascii()] == []


@python_file
def test_fields_and_parameters_avoid_ambiguous_words(path: Path) -> None:
    """`revision`, `maal` and `aftale` alone each mean two things."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    parameters = [node.arg for node in nodes if isinstance(node, ast.arg)]
    fields = [
        statement.target.id
        for node in nodes
        if isinstance(node, ast.ClassDef)
        for statement in node.body
        if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name)
    ]

    assert FORBIDDEN_FIELDS.isdisjoint(parameters + fields)


def test_no_module_has_a_name_that_says_nothing() -> None:
    """Such a module collects whatever has no home."""
    names = {part for path in PYTHON for part in path.relative_to(ROOT).with_suffix("").parts}

    assert FORBIDDEN_MODULES.isdisjoint(names)


def test_file_names_are_ascii() -> None:
    """Archives and file systems normalise others differently."""
    assert [str(path) for path in files() if not path.relative_to(ROOT).as_posix().isascii()] == []


def test_files_name_no_package_index_and_no_path_of_one_machine() -> None:
    """The project runs anywhere, with whatever index the machine is set up for."""
    # Put together here, so that this file is none of its own findings.
    indexes = ["pypi" + r"\.org/simple", "python" + "hosted", "--" + r"(extra-)?index-url", "find" + "-links"]
    folders = [f"(?<![\\w./]){folder}/" for folder in ("/" + "root", "/" + "work", "/" + "tmp", "/" + "home")]
    suspicious = re.compile("|".join([*indexes, *folders, r"\.\./" + "shared"]))

    found = [f"{path.relative_to(ROOT)}: {hit.group()}" for path in files() for hit in suspicious.finditer(_text(path))]

    assert found == []


def test_text_files_are_utf8_with_plain_line_ends() -> None:
    """Agreements are kept byte for byte and may differ."""
    ours = [path for path in files() if path.relative_to(ROOT).parts[0] != "aftaler"]

    assert [str(path) for path in ours if "\r" in _text(path) or _text(path).startswith("\ufeff")] == []


def test_lock_file_is_not_versioned() -> None:
    """It names the index of whoever wrote it; constraints.txt takes its place."""
    assert "uv.lock" in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    if (ROOT / ".git").exists():
        command = ["git", "-c", "safe.directory=*", "ls-files", "--", "uv.lock"]
        assert subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout == b""


@pytest.mark.parametrize("requirement", requirements(), ids=str)
def test_requirement_is_bounded_and_its_version_is_constrained(requirement: Requirement) -> None:
    """Both ends are stated, and constraints.txt names one version between them."""
    operators = {specifier.operator for specifier in requirement.specifier}

    assert operators == {">=", "<"}
    assert requirement.specifier.contains(constraints()[canonicalize_name(requirement.name)])


def test_constraints_are_exact_versions_without_addresses() -> None:
    """One line per package: name==version, at most with a marker."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pin = re.compile(r"#.*|[a-z0-9]+(-[a-z0-9]+)*==[0-9][0-9a-z.]*( ; [^/@]+)?")

    assert [line for line in lines if not pin.fullmatch(line)] == []


def test_every_core_package_is_guarded_by_the_import_contract() -> None:
    """A core package that the contract does not name would be free to read files."""
    contracts = pyproject()["tool"]["importlinter"]["contracts"]
    (guarded,) = (contract["source_modules"] for contract in contracts if contract["type"] == "forbidden")

    standing = [f"generator.{name}" for name in CORE if (ROOT / "generator" / name / "__init__.py").exists()]

    assert sorted(guarded) == standing


def _text(path: Path) -> str:
    """Return a text file's text; "" for a file that is none."""
    if path.suffix in {".docx", ".otf", ".pdf", ".png", ".ttf", ".woff2"}:
        return ""
    return path.read_bytes().decode("utf-8")


_SILENCED = re.compile(r"# (?:noqa: (?P<codes>[A-Z]+\d+(?:, [A-Z]+\d+)*)|type: ignore\[[\w, -]+\])(?P<reason>.*)")


@pytest.mark.parametrize(
    "path",
    [path for path in PYTHON if path.is_relative_to(ROOT / "generator")],
    ids=lambda path: path.relative_to(ROOT).as_posix(),
)
def test_whatever_silences_a_check_says_why(path: Path) -> None:
    """On its line: »# noqa: CODE - why«, »# type: ignore[code]  # why«; of imports in a row the first one says it."""
    lacking, said = [], False
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        found = _SILENCED.search(line)
        if found is None:
            said = said and not line.strip()
            continue
        in_a_row = said and found["codes"] == "PLC0415"
        said = re.fullmatch(r" - \S.*|  # \S.*", found["reason"]) is not None or in_a_row
        if not said:
            lacking.append(f"line {number}: {line.strip()}")

    assert lacking == []

"""What all tests share: how many examples a run tries, what a skip means in CI, golden files, LibreOffice.

Always so: a plain run is repeatable (derandomized properties with reduced counts), so that it fails for a change and
never by chance. Naming only `tests/deep` raises the counts, draws anew each time and runs the laws of `tests/property`
too; otherwise those run where they stand, once. In CI a skipped test is a failure.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

TESTS = Path(__file__).parent
IN_CI = os.environ.get("CI", "").lower() in {"1", "true"}
EXAMPLES = 25  # of each property in a plain run; enough to meet a gross mistake, few enough to run at every save
DEEP = 40  # how many times as much `pytest tests/deep` does, unless DELAFTALE_DEEP says otherwise
CONVERSION_TIMEOUT = 180  # seconds; LibreOffice's first start on a cold machine takes most of a minute

_deep_factor = pytest.StashKey[int]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer `--accept`, which rewrites golden files from what is written now."""
    parser.addoption("--accept", action="store_true", help="rewrite the golden files; review the difference in git")


def pytest_configure(config: pytest.Config) -> None:
    """Choose the counts of this run.

    Raises: pytest.UsageError, if DELAFTALE_DEEP is no whole number from 1, or golden files would be accepted in CI.
    """
    if IN_CI and config.getoption("--accept"):
        message = "--accept is for a person who reviews the difference; CI compares."
        raise pytest.UsageError(message)
    factor = config.stash[_deep_factor] = _read_deep_factor(config)
    if _named_places(config) == [TESTS / "deep"]:
        config.args.append(str(TESTS / "property"))
    # A slow machine is no error, neither is a generator that takes its time over a whole agreement.
    quiet = [HealthCheck.too_slow, HealthCheck.data_too_large]
    settings.register_profile("ci", deadline=None, derandomize=True, max_examples=EXAMPLES, suppress_health_check=quiet)
    settings.register_profile(
        "deep", deadline=None, max_examples=EXAMPLES * factor, print_blob=True, suppress_health_check=quiet
    )
    if not config.getoption("--hypothesis-profile"):
        settings.load_profile("deep" if factor > 1 else "ci")


def _read_deep_factor(config: pytest.Config) -> int:
    if stated := os.environ.get("DELAFTALE_DEEP", ""):
        if not stated.isascii() or not stated.isdigit() or int(stated) < 1:
            message = f"DELAFTALE_DEEP is {stated!r}; it multiplies the counts and must be a whole number from 1."
            raise pytest.UsageError(message)
        return int(stated)
    places = _named_places(config)
    return DEEP if places and all(place.is_relative_to(TESTS / "deep") for place in places) else 1


def _named_places(config: pytest.Config) -> list[Path]:
    """Return the files and folders that this run was asked for."""
    return [(config.invocation_params.dir / argument.partition("::")[0]).resolve() for argument in config.args]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what needs LibreOffice where there is none."""
    if _find_libreoffice() is not None:
        return
    reason = "LibreOffice is not installed (no soffice or libreoffice on the PATH); CI installs it and runs this test"
    for item in items:
        if item.get_closest_marker("needs_libreoffice") or "libreoffice" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.skip(reason=reason))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Fail a skipped test in CI; an expected failure (xfail) is none."""
    report = yield
    if IN_CI and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome, report.longrepr = "failed", f"Skipped, and in CI nothing may be: {report.longreprtext}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Fail a module that skips itself in CI."""
    report = yield
    if IN_CI and report.skipped:
        report.outcome, report.longrepr = "failed", f"Skipped, and in CI nothing may be: {report.longreprtext}"
    return report


@pytest.fixture(scope="session")
def deep_factor(pytestconfig: pytest.Config) -> int:
    """Return what a test multiplies its own counts by: 1 in a plain run, more in a deep one."""
    return pytestconfig.stash[_deep_factor]


@pytest.fixture(scope="session")
def accept(pytestconfig: pytest.Config) -> bool:
    """Return whether golden files shall be rewritten instead of compared."""
    return bool(pytestconfig.getoption("--accept"))


@pytest.fixture(scope="session")
def repo() -> Path:
    """Return the top folder of the checkout, which holds `templates/` and `aftaler/`."""
    return TESTS.parent


@pytest.fixture(scope="session")
def libreoffice(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path, str], Path]:
    """Return a function that converts a file with LibreOffice: `libreoffice(docx, "pdf")` is the new file's path.

    The new file lies in a folder of its own. The text form is "txt:Text (encoded):UTF8". Each session has its own
    LibreOffice profile, so that a running LibreOffice neither disturbs nor is disturbed.
    """
    program = _find_libreoffice()
    assert program is not None, "a test that asks for this fixture is skipped where LibreOffice is missing"
    profile = tmp_path_factory.mktemp("libreoffice-profile").as_uri()

    def convert(source: Path, target: str) -> Path:
        folder = tmp_path_factory.mktemp("libreoffice")
        command = [program, f"-env:UserInstallation={profile}", "--headless", "--norestore"]
        command += ["--convert-to", target, "--outdir", str(folder), str(source)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=CONVERSION_TIMEOUT, check=True)
        result = folder / f"{source.stem}.{target.partition(':')[0]}"
        assert result.is_file(), f"LibreOffice wrote no {target}: {done.stdout}{done.stderr}"
        return result

    return convert


def _find_libreoffice() -> str | None:
    return shutil.which("soffice") or shutil.which("libreoffice")

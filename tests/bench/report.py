"""Results as a table for people, as JSON for programs, and as the dated figures in docs/maalinger.md."""

from __future__ import annotations

import importlib.metadata
import platform
from dataclasses import asdict, dataclass
from datetime import date
from os import cpu_count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.bench.agreement import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.bench.figures import Result

PAGE = ROOT / "docs" / "maalinger.md"
_BEGIN, _END = "<!-- figures: written by --skriv -->", "<!-- end of figures -->"
_PEERS = ("docxtpl", "docxcompose", "python-docx", "jinja2", "lxml", "pydantic", "pyyaml")


@dataclass(frozen=True, slots=True)
class Circumstances:
    """When and on what it was measured."""

    day: str
    cpu: str
    cores: int
    python: str
    system: str
    versions: dict[str, str]

    @classmethod
    def now(cls) -> Circumstances:
        """Return those of this process."""
        versions = {}
        for name in _PEERS:
            try:
                versions[name] = importlib.metadata.version(name)
            except importlib.metadata.PackageNotFoundError:
                versions[name] = "not installed"
        return cls(
            date.today().isoformat(),  # noqa: DTZ011 - the day where it was measured
            _cpu(),
            cpu_count() or 0,
            platform.python_version(),
            f"{platform.system()} {platform.machine()}",
            versions,
        )

    def __str__(self) -> str:
        versions = ", ".join(f"{name} {version}" for name, version in self.versions.items())
        return f"{self.day} · {self.cpu}, {self.cores} cores, {self.system} · Python {self.python} · {versions}"


def as_json(circumstances: Circumstances, results: Iterable[Result]) -> dict[str, Any]:
    """Return all as plain values."""
    return {"circumstances": asdict(circumstances), "results": [asdict(result) for result in results]}


def as_text(circumstances: Circumstances, results: Iterable[Result]) -> str:
    """Return all as Markdown, which is the table on the screen too."""
    return "\n\n".join((str(circumstances), *(block for result in results for block in _blocks(result))))


def _blocks(result: Result) -> Iterable[str]:
    yield f"### {result.title}"
    width = max(len(figure.what) for figure in result.figures)
    head = f"| {'what':{width}} | {'median':>9} | {'unit':7} | {'ratio':>8} |"
    rule = f"|{'-' * (width + 2)}|{'-' * 10}:|{'-' * 9}|{'-' * 9}:|"
    rows = (
        f"| {figure.what:{width}} | {figure.value:9.2f} | {figure.unit:7} | {_ratio(figure.ratio):>8} |"
        for figure in result.figures
    )
    yield "\n".join((head, rule, *rows))
    if result.goals:
        words = {True: "reached", False: "**not reached**"}
        yield "\n".join(f"- {words[goal.is_reached]}: {goal.text}: {goal.measured}" for goal in result.goals)
    if result.remarks:
        yield " ".join(result.remarks)


def _ratio(ratio: float | None) -> str:
    return "" if ratio is None else f"{ratio:.2f}"


def write_page(text: str) -> None:
    """Put `text` in the place of the figures in docs/maalinger.md; its other words are written by hand."""
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(_BEGIN)
    _, _, after = rest.partition(_END)
    PAGE.write_text(f"{before}{_BEGIN}\n\n{text}\n\n{_END}{after}", encoding="utf-8")


def _cpu() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        for line in cpuinfo.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or "unknown CPU"

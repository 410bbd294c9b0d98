"""Bench: a whole run of `delaftale generer` for one agreement as a process, against importing what anyone would need.

Processes alternate, so that a neighbour's load hits all. Bytecode is there for all of them, as after any first run.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from shutil import rmtree
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

from tests.bench.agreement import REF, ROOT, TODAY
from tests.bench.figures import Figure, Goal, Result

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.bench.figures import Effort

_IMPORTS = 'python -c "import pydantic, lxml.etree, jinja2"'
_WARM = "delaftale generer --format docx, form in the cache"
_COLD = "delaftale generer --format docx, form to be compiled"
_ALL = "delaftale generer, every format, form in the cache"
_BARE = 'python -c ""'
_TIMES = 3


def measure(effort: Effort) -> Result:
    """Return the figures. Raises: CalledProcessError, when a command fails."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        environment = {**os.environ, "XDG_CACHE_HOME": str(folder / "cache"), "LOCALAPPDATA": str(folder / "cache")}
        main = "from generator.cli import main; main()"  # what the installed script does
        generer = [sys.executable, "-c", main, "generer", REF, "--dato", str(TODAY), "--ud", str(folder / "ud")]
        commands = {
            _IMPORTS: [sys.executable, "-c", "import pydantic, lxml.etree, jinja2"],
            _WARM: [*generer, "--format", "docx"],
            _COLD: [*generer, "--format", "docx"],
            _ALL: generer,
            _BARE: [sys.executable, "-c", ""],
        }
        seconds: dict[str, list[float]] = {name: [] for name in commands}
        for number in range(effort.processes + 1):
            for name, command in commands.items():
                if name == _COLD:
                    rmtree(folder / "cache", ignore_errors=True)
                elapsed = _run(command, environment)
                if number:  # the first round only warms up
                    seconds[name].append(elapsed)
    imports = seconds[_IMPORTS]
    ratios = {name: median(a / b for a, b in zip(series, imports, strict=True)) for name, series in seconds.items()}
    figures = tuple(Figure(name, median(series) * 1000, "ms", ratios[name]) for name, series in seconds.items())
    goal = Goal(f"the Word file in at most {_TIMES} × {_IMPORTS}", f"{ratios[_WARM]:.2f} ×", ratios[_WARM] <= _TIMES)
    remark = f"{effort.processes} alternating rounds of processes; each renders, writes and says what it wrote."
    return Result("cold-start", "A whole process", figures, (goal,), (remark,))


def _run(command: list[str], environment: Mapping[str, str]) -> float:
    start = perf_counter()
    subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=True)
    return perf_counter() - start

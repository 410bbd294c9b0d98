"""Bench: a thousand delaftaler, no two alike, from YAML to Word file: does the last cost what the first did?

Every text of some words and every id is varied, so that nothing remembered from one helps the next. Memory is looked at
between document 200, when all that is kept has reached its bound, and the last.
"""

from __future__ import annotations

import gc
import re
import tracemalloc
from statistics import median
from time import process_time
from typing import TYPE_CHECKING, Any

from generator.model.delaftale import Delaftale
from generator.store.yaml_reader import load_yaml, parse_yaml
from generator.store.yaml_writer import dump_yaml
from generator.word.form import render_docx
from tests.bench.agreement import delaftale_bytes, indhold_of, load_form
from tests.bench.figures import Figure, Goal, Result

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.bench.figures import Effort

_FEW, _SETTLED = 100, 200
_MAX_DRIFT = 0.15
_MAX_GROWTH = 1.0  # MB
_WORD = re.compile(r"(?<=[a-zæøå]{3} )(?=[a-zæøå]{3})")
_KEYS_AS_WRITTEN = ("formular", "indsatsomraade")


def measure(effort: Effort) -> Result:
    """Return the figures. Needs more than 200 documents."""
    load, render, resident = _time_documents(effort.documents)
    both = [a + b for a, b in zip(load, render, strict=True)]
    drift = median(both) / median(both[:_FEW]) - 1
    settled, grown, peak_before, peak_after = _trace_documents(effort.documents)
    growths = resident[-1] - resident[0], grown - settled, peak_after - peak_before
    figures = (
        Figure(f"load and render, the first {_FEW}", median(both[:_FEW]) * 1000, "ms each"),
        Figure(f"load and render, all {effort.documents}", median(both) * 1000, "ms each"),
        Figure(f"load and render, the last {_FEW}", median(both[-_FEW:]) * 1000, "ms each"),
        Figure(f"render alone, the first {_FEW}", median(render[:_FEW]) * 1000, "ms each"),
        Figure(f"render alone, all {effort.documents}", median(render) * 1000, "ms each"),
        Figure(f"resident memory after {_SETTLED}", resident[0], "MB"),
        Figure(f"resident memory after {effort.documents}", resident[-1], "MB"),
        Figure(f"Python's memory in use after {_SETTLED}", settled, "MB"),
        Figure(f"Python's memory in use after {effort.documents}", grown, "MB"),
        Figure(f"Python's peak up to {_SETTLED}", peak_before, "MB"),
        Figure(f"Python's peak from {_SETTLED} to {effort.documents}", peak_after, "MB"),
    )
    goals = (
        Goal(f"per document at {effort.documents} within 15 % of that at {_FEW}", f"{drift:+.1%}", drift <= _MAX_DRIFT),
        Goal(
            f"memory flat from {_SETTLED} to {effort.documents} (at most {_MAX_GROWTH:.0f} MB)",
            "resident {:+.2f} MB, Python's own {:+.2f} MB, its peak {:+.2f} MB".format(*growths),
            max(growths) <= _MAX_GROWTH,
        ),
    )
    remark = "Each from its YAML to its Word file. Medians; memory is traced in a run of its own."
    return Result("many", f"{effort.documents} varied delaftaler", figures, goals, (remark,))


def vary(number: int) -> bytes:
    """Return the real agreement's YAML with other words in every text and another name for every part."""
    raw, _, _ = parse_yaml(delaftale_bytes(), "delaftale.yaml")
    return dump_yaml(Delaftale.model_validate(_varied(raw, number)))


def _varied(value: Any, number: int, key: str = "") -> Any:
    if isinstance(value, dict):
        return {name: _varied(item, number, name) for name, item in value.items()}
    if isinstance(value, list):
        return [_varied(item, number, key) for item in value]
    if not isinstance(value, str) or key in _KEYS_AS_WRITTEN:
        return value
    if key == "id":
        return f"{value[:50]}-{number}"
    return _WORD.sub(f"nr{number} ", value, count=3)


def _time_documents(count: int) -> tuple[list[float], list[float], list[float]]:
    """Return the seconds to load each, to render each, and resident MB after the 200th and the last."""
    load, render, resident = [], [], []
    form = load_form()
    render_docx(form, indhold_of(load_yaml(vary(count), Delaftale, "delaftale.yaml")))
    for number, data in _documents(count):
        start = process_time()
        delaftale = load_yaml(data, Delaftale, "delaftale.yaml")
        loaded = process_time()
        render_docx(form, indhold_of(delaftale))
        load.append(loaded - start)
        render.append(process_time() - loaded)
        if number in (_SETTLED, count):
            resident.append(resident_megabytes())
    return load, render, resident


def _trace_documents(count: int) -> tuple[float, float, float, float]:
    """Return Python's MB in use after the 200th and the last, and its peaks up to the 200th and from there on."""
    form = load_form()
    settled = peak = 0.0
    tracemalloc.start()
    for number, data in _documents(count):
        render_docx(form, indhold_of(load_yaml(data, Delaftale, "delaftale.yaml")))
        if number == _SETTLED:
            gc.collect()
            settled, peak = tracemalloc.get_traced_memory()
            tracemalloc.reset_peak()
    gc.collect()
    grown, later = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return settled / 1e6, grown / 1e6, peak / 1e6, later / 1e6


def _documents(count: int) -> Iterator[tuple[int, bytes]]:
    return ((number, vary(number)) for number in range(1, count + 1))


def resident_megabytes() -> float:
    """Return the process's resident memory. Linux only; elsewhere 0, and the other figures have to do."""
    gc.collect()
    try:
        with open("/proc/self/status", encoding="ascii") as status:  # noqa: PTH123
            line = next(line for line in status if line.startswith("VmRSS:"))
    except OSError:
        return 0.0
    return int(line.split()[1]) / 1000

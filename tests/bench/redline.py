"""Bench: the redline of the real agreement after 25 edits, an added and a moved aktivitet and a changed indikator.

docx-trackdiff 1.0 is called in this process as its command does (its own `main`, files in a folder, its report not
printed); Docxodus through `python-redlines[docxodus]` as its users call it. Both are asked for only where they are
installed: `uv run --with docx-trackdiff --with "python-redlines[docxodus]" python -m tests.bench redline`. Ours is all
that a user waits for from bytes to bytes: it marks rows, headers and notes too and checks its law on the result.
"""

from __future__ import annotations

import contextlib
import io
import re
import statistics
import sys
import tempfile
import zipfile
from datetime import UTC, datetime
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

from generator.model.delaftale import Delaftale
from generator.model.sti import list_felter
from generator.model.tekst import Tekst
from generator.store.yaml_reader import load_yaml
from generator.word.form import render_docx
from generator.word.redline import Udgivelse, make_redline
from tests.bench.agreement import delaftale_bytes, indhold_of, load_form
from tests.bench.figures import Figure, Goal, Result
from tests.bench.measure import time_paired

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.bench.figures import Effort

EDITS = 25
TIMES = 160  # as long texts (hundreds of pages), to see how the time grows
MOMENT = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
_TRACKDIFF, _DOCXODUS = 5, 100
_LINEAR = 1.5
_MAX_TEXT = 290_000  # characters of one field; the model refuses longer ones
_WORD = re.compile(r"[a-zæøå]{6,}")


def load_pair(times: int = 1) -> tuple[bytes, bytes]:
    """Return the agreement's Word file, its long texts so many times as long, and the same after the edits."""
    before = _lengthen(load_yaml(delaftale_bytes(), Delaftale, "delaftale.yaml"), times)
    form = load_form()
    return render_docx(form, indhold_of(before)), render_docx(form, indhold_of(work_over(before)))


def work_over(before: Delaftale) -> Delaftale:
    """Return the agreement after the edits."""
    plain = before.model_dump(mode="json")
    texts = [(sti.dele, str(value)) for sti, value in list_felter(before) if isinstance(value, Tekst) and str(value)]
    for number in range(EDITS):
        steps, _ = texts[number % len(texts)]
        words = list(_WORD.finditer(_get(plain, steps)))
        if words:
            word = words[(number * 7) % len(words)]
            now = _get(plain, steps)
            _put(plain, steps, f"{now[: word.start()]}ændret{now[word.end() :]}")
    aktiviteter = plain["aktiviteter"]
    fresh = aktiviteter[0] | {"id": "naboskab", "navn": "Naboskab"}
    for name, value in fresh.items():
        if isinstance(value, str) and name not in ("id", "navn"):
            fresh[name] = f"Nyt: {value}"
    plain["aktiviteter"] = [*reversed(aktiviteter), fresh]
    indikator = plain["delmaal"][0]["indikatorer"][0]
    indikator["tekst"] = f"{indikator['tekst']} (ny opgørelse)"
    return Delaftale.model_validate(plain)


def _lengthen(delaftale: Delaftale, times: int) -> Delaftale:
    plain = delaftale.model_dump(mode="json")
    for sti, value in list_felter(delaftale):
        if isinstance(value, Tekst) and str(value):
            _put(plain, sti.dele, "\n\n".join([str(value)] * max(1, min(times, _MAX_TEXT // (len(str(value)) + 2)))))
    return Delaftale.model_validate(plain)


def _get(plain: Any, steps: tuple[str, ...]) -> str:
    for step in steps:
        plain = plain[step] if isinstance(plain, dict) else next(part for part in plain if part["id"] == step)
    return str(plain)


def _put(plain: Any, steps: tuple[str, ...], text: str) -> None:
    for step in steps[:-1]:
        plain = plain[step] if isinstance(plain, dict) else next(part for part in plain if part["id"] == step)
    plain[steps[-1]] = text


def _ours(pair: tuple[bytes, bytes]) -> bytes:
    old, new = (Udgivelse(data, name) for data, name in zip(pair, ("gammel.docx", "ny.docx"), strict=True))
    return make_redline(old, new, author="Bench", moment=MOMENT).docx


def _trackdiff(folder: Path, pair: tuple[bytes, bytes]) -> Callable[[], object]:
    """Return a call of docx-trackdiff's command in this process. Raises: ImportError."""
    compare = import_module("docx_trackdiff.compare")
    names = [str(folder / name) for name in ("gammel.docx", "ny.docx", "redline.docx")]
    for name, data in zip(names, pair, strict=False):
        Path(name).write_bytes(data)

    def call() -> None:
        before, sys.argv = sys.argv, ["docx-trackdiff", *names]
        try:
            with contextlib.redirect_stdout(io.StringIO()):
                compare.main()
        finally:
            sys.argv = before

    return call


def _docxodus(pair: tuple[bytes, bytes]) -> Callable[[], object]:
    """Return a call of Docxodus as python-redlines' users make it. Raises: ImportError."""
    engine = import_module("python_redlines").DocxodusEngine()
    return lambda: engine.run_redline("Bench", *pair)


def _time_docxodus(pair: tuple[bytes, bytes]) -> tuple[float, float]:
    """Return Docxodus' median in seconds and how many times as long as ours it took, in five alternating rounds."""
    theirs_call, rounds = _docxodus(pair), 5
    theirs, ratios = [], []
    for _ in range(rounds):
        seconds = []
        for call in (theirs_call, lambda: _ours(pair)):
            start = perf_counter()
            call()
            seconds.append(perf_counter() - start)
        theirs.append(seconds[0])
        ratios.append(seconds[0] / seconds[1])
    return statistics.median(theirs), statistics.median(ratios)


def _count_xml(docx: bytes) -> int:
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return archive.getinfo("word/document.xml").file_size


def measure(effort: Effort) -> Result:
    """Return the figures."""
    pair, long_pair = load_pair(), load_pair(TIMES)
    remarks = [f"{EDITS} edits, one aktivitet added, two in another order, one indikator changed."]
    with tempfile.TemporaryDirectory() as name:
        calls: dict[str, Callable[[], object]] = {
            "ours, law checked": lambda: _ours(pair),
            f"ours, texts {TIMES} × as long": lambda: _ours(long_pair),
        }
        if find_spec("docx_trackdiff") is not None:
            calls["docx-trackdiff 1.0"] = _trackdiff(Path(name), pair)
        else:
            remarks.append("docx-trackdiff is not installed; see the module for how to bring it.")
        timings = time_paired(calls, max(3, effort.rounds // 6))
    ahead_of_docxodus = None
    if find_spec("python_redlines") is not None:
        ahead_of_docxodus = _time_docxodus(pair)
    else:
        remarks.append("python-redlines[docxodus] is not installed; see the module for how to bring it.")
    first = next(iter(calls))
    figures = [Figure(name, timings.median(name) * 1000, "ms", timings.ratio(name, first)) for name in calls]
    growth = timings.ratio(f"ours, texts {TIMES} × as long", first)
    size = _count_xml(long_pair[0]) / _count_xml(pair[0])
    goals = [Goal(f"{size:.0f} × as much XML in at most {_LINEAR * size:.0f} × the time", f"{growth:.0f} ×",
                  growth <= _LINEAR * size)]  # fmt: skip
    if "docx-trackdiff 1.0" in calls:
        ahead = timings.ratio("docx-trackdiff 1.0", first)
        goals.append(Goal(f"at least {_TRACKDIFF} × as fast as docx-trackdiff", f"{ahead:.1f} ×", ahead >= _TRACKDIFF))
    if ahead_of_docxodus is not None:
        theirs, ahead = ahead_of_docxodus
        figures.append(
            Figure("Docxodus, by the wall clock: it works in a process of its own", theirs * 1000, "ms", ahead)
        )
        goals.append(Goal(f"at least {_DOCXODUS} × as fast as Docxodus", f"{ahead:.0f} ×", ahead >= _DOCXODUS))
    return Result("redline", "A redline of the source agreement", tuple(figures), tuple(goals), tuple(remarks))

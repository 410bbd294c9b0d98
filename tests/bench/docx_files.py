"""Bench: the official document of the real agreement, ours against docxtpl and against python-docx by hand."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from generator.word.form import render_docx
from tests.bench.agreement import load_form, load_indhold
from tests.bench.docxtpl_peer import render_plain, render_rich_text, render_subdoc
from tests.bench.figures import Figure, Goal, Result
from tests.bench.measure import time_paired
from tests.bench.python_docx_peer import build_by_hand
from tests.bench.words import check_same_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.bench.figures import Effort

_OURS = "ours"
_SUBDOC = "docxtpl, long texts as Subdoc"
_RICH = "docxtpl, long texts as RichTextParagraph"
_PLAIN = "docxtpl, long texts as bare strings"
_HAND = "python-docx, built by hand"
_TIMES = 30


def measure(effort: Effort) -> Result:
    """Return the figures. Raises: WordsDifferError, when a peer's document says something else than ours."""
    form, indhold = load_form(), load_indhold()
    remarks = ["Every peer's document was checked to hold the same words as ours."]
    with tempfile.TemporaryDirectory() as folder:
        calls: dict[str, Callable[[], bytes]] = {
            _OURS: lambda: render_docx(form, indhold),
            _PLAIN: render_plain(indhold, Path(folder)),
            _RICH: render_rich_text(indhold),
        }
        try:
            calls[_SUBDOC] = render_subdoc(indhold)
        except ImportError:
            remarks.append("Subdoc was not measured: docxtpl's extra is missing (--with 'docxtpl[subdoc]').")
        calls[_HAND] = build_by_hand(calls[_OURS]())
        documents = {name: call() for name, call in calls.items()}
        for name, document in documents.items():
            check_same_words(name, documents[_OURS], document)
        timings = time_paired(calls, effort.rounds)
    figures = tuple(Figure(name, timings.median(name) * 1000, "ms", timings.ratio(name, _OURS)) for name in calls)
    goals = tuple(
        Goal(f"at least {_TIMES} × {figure.what}", f"{figure.ratio:.1f} ×", figure.ratio >= _TIMES)
        for figure in figures
        if figure.ratio is not None and figure.what.startswith("docxtpl")
    )
    title = "The official document (.docx), form compiled and agreement loaded"
    return Result("docx", title, figures, goals, tuple(remarks))

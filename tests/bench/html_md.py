"""Bench: the document as HTML and as Markdown, from the loaded agreement to the file's bytes, against the Word file.

The form is compiled and the agreements are loaded; a call takes the next of several agreements, no two alike, so that
nothing that was made of one helps the next.
"""

from __future__ import annotations

from itertools import cycle
from typing import TYPE_CHECKING, TypeVar

from generator.document.html import encode_html
from generator.document.markdown import write_markdown
from generator.model.delaftale import Delaftale
from generator.store.ressourcer import load_html_css
from generator.store.yaml_reader import load_yaml
from generator.word.form import fill_in_form, read_back, render_document, render_docx
from tests.bench.agreement import indhold_of, load_form
from tests.bench.figures import Figure, Goal, Result
from tests.bench.many import vary
from tests.bench.measure import time_paired

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.bench.figures import Effort

T = TypeVar("T")

_AGREEMENTS = 24
_TIMES = 2
_DOCX, _HTML, _MD = "the Word file", "the page as HTML", "the text as Markdown"


def measure(effort: Effort) -> Result:
    """Return the figures."""
    form, css = load_form(), load_html_css()
    varied = [indhold_of(load_yaml(vary(nr), Delaftale, "delaftale.yaml")) for nr in range(_AGREEMENTS)]
    filled = [fill_in_form(form, indhold) for indhold in varied]
    documents = [read_back(each) for each in filled]
    calls = {
        _DOCX: _over(varied, lambda indhold: render_docx(form, indhold)),
        _HTML: _over(varied, lambda indhold: encode_html(render_document(form, indhold), css=css)),
        _MD: _over(varied, lambda indhold: write_markdown(render_document(form, indhold)).encode()),
        "of these: the form filled in": _over(varied, lambda indhold: fill_in_form(form, indhold)),
        "of these: read as a document": _over(filled, read_back),
        "of these: written as HTML": _over(documents, lambda document: encode_html(document, css=css)),
        "of these: written as Markdown": _over(documents, lambda document: write_markdown(document).encode()),
    }
    timings = time_paired(calls, effort.rounds)
    figures = tuple(Figure(name, timings.median(name) * 1000, "ms", timings.ratio(name, _DOCX)) for name in calls)
    goals = tuple(
        Goal(f"{name} in at most {_TIMES} × {_DOCX}", f"{ratio:.2f} ×", ratio <= _TIMES)
        for name in (_HTML, _MD)
        if (ratio := timings.ratio(name, _DOCX))
    )
    remark = f"{_AGREEMENTS} varied agreements in turn; each from the loaded agreement to the bytes of a file."
    return Result("html-md", "HTML and Markdown", figures, goals, (remark,))


def _over(items: Sequence[T], make: Callable[[T], object]) -> Callable[[], object]:
    turn = cycle(items)
    return lambda: make(next(turn))

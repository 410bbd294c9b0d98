"""Bench: a hundred agreements, no two alike, each in all four formats: what each costs, and whether memory stays flat.

As `generer` makes them, in one process: the form is filled in once for all formats of an edition. Memory is looked at
after the 30th agreement, when all that is kept has reached its bound, and after the last.
"""

from __future__ import annotations

from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

from generator.model.delaftale import Delaftale
from generator.service.formater import ALLE_FORMATER, Dokumentformat, write_formater
from generator.store.files import RealFiles
from generator.store.forms import FormStore
from generator.store.yaml_reader import load_yaml
from tests.bench.agreement import ROOT, indhold_of
from tests.bench.figures import Figure, Goal, Result
from tests.bench.many import resident_megabytes, vary

if TYPE_CHECKING:
    from tests.bench.figures import Effort

_SETTLED, _DOCUMENTS = 30, 100
_MAX_GROWTH = 5.0  # MB


def measure(effort: Effort) -> Result:
    """Return the figures."""
    forms = FormStore(ROOT, RealFiles(), None)
    seconds: dict[Dokumentformat, list[float]] = {form: [] for form in ALLE_FORMATER}
    settled = 0.0
    for number in range(1, _DOCUMENTS + 1):
        indhold = indhold_of(load_yaml(vary(number), Delaftale, "delaftale.yaml"))
        before = perf_counter()
        for form, _ in write_formater(indhold, forms, ALLE_FORMATER):
            now = perf_counter()
            seconds[form].append(now - before)
            before = now
        if number == _SETTLED:
            settled = resident_megabytes()
    growth = resident_megabytes() - settled
    whole = [sum(each) for each in zip(*seconds.values(), strict=True)]
    figures = (
        Figure("all four formats of an agreement", median(whole) * 1000, "ms"),
        *(Figure(f"of it: {form}", median(series) * 1000, "ms") for form, series in seconds.items()),
        Figure(f"resident memory after {_SETTLED}", settled, "MB"),
        Figure(f"resident memory after {_DOCUMENTS}", settled + growth, "MB"),
    )
    goal = Goal(
        f"memory flat from {_SETTLED} to {_DOCUMENTS} agreements (at most {_MAX_GROWTH:.0f} MB)",
        f"{growth:+.2f} MB",
        growth <= _MAX_GROWTH,
    )
    remark = "The Word file comes first and carries filling in the form, the PDF after it reading the document back."
    return Result("all-formats", f"{_DOCUMENTS} varied agreements in all four formats", figures, (goal,), (remark,))

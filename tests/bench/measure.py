"""How time is taken: paired, interleaved, in one process, medians only.

Always so: in each round every call is timed once, in an order that turns from round to round, after a collection of
garbage outside the clock; a short call is repeated until one timing takes `_MIN_SECONDS`. So a neighbour's load hits
all alike, none pays for another's garbage, and a ratio is taken within a round before its median is. The clock is the
process's own (processor time): by the wall's, a busy machine would interrupt the slowest most, in our favour.
"""

from __future__ import annotations

import gc
import statistics
from dataclasses import dataclass
from time import process_time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_MIN_SECONDS = 0.02


@dataclass(frozen=True, slots=True)
class Timings:
    """Seconds per call of each name, one for each round, in the order of the rounds."""

    seconds: dict[str, tuple[float, ...]]

    def median(self, name: str) -> float:
        """Return the median in seconds."""
        return statistics.median(self.seconds[name])

    def ratio(self, name: str, to: str) -> float:
        """Return the median over the rounds of how many times as long as `to` a call took."""
        return statistics.median(a / b for a, b in zip(self.seconds[name], self.seconds[to], strict=True))


def time_paired(calls: Mapping[str, Callable[[], object]], rounds: int) -> Timings:
    """Return the timings of `calls`; each is first called once or more to warm it up and see how long it takes."""
    names = list(calls)
    repeats = {name: _find_repeats(call) for name, call in calls.items()}
    seconds: dict[str, list[float]] = {name: [] for name in names}
    for number in range(rounds):
        turn = number % len(names)
        for name in names[turn:] + names[:turn]:
            gc.collect()
            seconds[name].append(_time(calls[name], repeats[name]))
    return Timings({name: tuple(series) for name, series in seconds.items()})


def _find_repeats(call: Callable[[], object]) -> int:
    _time(call, 1)
    repeats = 1
    while _time(call, repeats) * repeats < _MIN_SECONDS:
        repeats *= 2
    return repeats


def _time(call: Callable[[], object], repeats: int) -> float:
    """Return the seconds that one of `repeats` calls took."""
    start = process_time()
    for _ in range(repeats):
        call()
    return (process_time() - start) / repeats

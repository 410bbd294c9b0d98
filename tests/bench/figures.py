"""What a bench says: figures, and whether the goals that were set for them are reached."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table. `ratio` is to the bench's own first figure, None where it makes no sense."""

    what: str
    value: float
    unit: str
    ratio: float | None = None


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal and what was measured against it."""

    text: str
    measured: str
    is_reached: bool


@dataclass(frozen=True, slots=True)
class Result:
    """What one bench measured. `remarks` say how, and what could not be measured and why."""

    name: str
    title: str
    figures: tuple[Figure, ...]
    goals: tuple[Goal, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Effort:
    """How long to measure: paired rounds of calls, alternating pairs of processes, varied documents."""

    rounds: int = 31
    processes: int = 21
    documents: int = 1000


QUICK = Effort(rounds=7, processes=5, documents=300)
"""To see that all works and about where it stands; its goals are judged all the same."""

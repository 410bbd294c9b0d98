"""Bench: the changes between the real agreement and one that was worked over heavily, and their words, beside difflib.

difflib is given the same pairs of texts, as the words that they consist of: what somebody without an alignment of his
own would do to mark what changed. Ours also finds the parts that moved, came and went, pairs paragraphs and sentences
and names each change, so that on short texts it takes longer; where texts are long, difflib crawls.
"""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from generator.document.aendringer import describe_all
from generator.model.aendring import Aendringsart
from generator.model.delaftale import Delaftale
from generator.model.sti import list_felter
from generator.model.tekst import Tekst
from generator.store.yaml_reader import load_yaml
from generator.workflow.apply import apply
from generator.workflow.diff import diff
from tests.bench.agreement import delaftale_bytes
from tests.bench.figures import Figure, Goal, Result
from tests.bench.measure import time_paired

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from generator.model.aendring import Feltaendring
    from tests.bench.figures import Effort

TIMES = 20  # as long texts, to see how the time grows
_LINEAR = 1.5 * TIMES
_FASTER = 2


class DifferenceError(AssertionError):
    """The changes don't lead from one agreement to the other, so timing them would mean nothing."""


def work_over(text: str) -> str:
    """Return a text with every seventh word another, every fifth gone, and a sentence more in front of its last words.

    White space stays, so that its paragraphs and bullets do.
    """
    words = text.split(" ")
    changed = [
        "ændret" if nr % 7 == 3 and word.isalpha() else word
        for nr, word in enumerate(words)
        if nr % 5 != 4 or not word.isalpha()
    ]
    return " ".join([*changed[:-2], "Det er nyt i år.", *changed[-2:]]) if len(changed) > 10 else text


def load_pair(times: int = 1) -> tuple[Delaftale, Delaftale]:
    """Return the real agreement, its long texts so many times as long, and the same worked over."""
    real = load_yaml(delaftale_bytes(), Delaftale, "delaftale.yaml")
    before = _with_texts(real, lambda text: "\n\n".join([text] * times))
    after = _with_texts(before, work_over)
    return before, after.replaced(
        aktiviteter=tuple(reversed(after.aktiviteter)),
        ressourcer=after.ressourcer[1:],
        delmaal=(after.delmaal[1], after.delmaal[0], *after.delmaal[2:]),
    )


def _with_texts(delaftale: Delaftale, change: Callable[[str], str]) -> Delaftale:
    plain = delaftale.model_dump(mode="json")
    for sti, value in list_felter(delaftale):
        if isinstance(value, Tekst):
            _put(plain, sti.dele, change(str(value)))
    return Delaftale.model_validate(plain)


def _put(plain: object, steps: tuple[str, ...], text: str) -> None:
    """Put a text where the steps lead: names of fields, ids of parts."""
    for step in steps[:-1]:
        if isinstance(plain, dict):
            plain = plain[step]
        elif isinstance(plain, list):
            plain = next(part for part in plain if part["id"] == step)
    if isinstance(plain, dict):
        plain[steps[-1]] = text


def with_difflib(changes: tuple[Feltaendring, ...]) -> list[Sequence[tuple[str, int, int, int, int]]]:
    """Return difflib's word opcodes of every text that changed."""
    return [
        difflib.SequenceMatcher(
            None, change.nuvaerende.split(), change.foreslaaet.split(), autojunk=False
        ).get_opcodes()
        for change in changes
        if change.art is Aendringsart.SAET and change.nuvaerende and change.foreslaaet
    ]


def measure(effort: Effort) -> Result:
    """Return the figures."""
    pairs = {1: load_pair(), TIMES: load_pair(TIMES)}
    calls: dict[str, Callable[[], object]] = {}
    for times, (a, b) in pairs.items():
        changes = diff(a, b)
        if apply(changes, a) != b:
            raise DifferenceError(times)
        size = "" if times == 1 else f", texts {times} × as long"
        calls |= {
            f"ours, changes and words{size}": lambda a=a, b=b: describe_all(diff(a, b), a, b),  # type: ignore[misc]
            f"of it: the changes{size}": lambda a=a, b=b: diff(a, b),  # type: ignore[misc]
            f"difflib, words alone{size}": lambda changes=changes: with_difflib(changes),  # type: ignore[misc]
        }
    timings = time_paired(calls, max(3, effort.rounds // 3))
    first = next(iter(calls))
    figures = tuple(Figure(name, timings.median(name) * 1000, "ms", timings.ratio(name, first)) for name in calls)
    ours, _, peer, ours_long, _, peer_long = calls
    ahead = timings.ratio(peer_long, ours_long)
    growth = timings.ratio(ours_long, ours)
    goals = (
        Goal(
            f"texts {TIMES} × as long: at least {_FASTER} × as fast as difflib's words alone",
            f"{ahead:.1f} ×",
            ahead >= _FASTER,
        ),
        Goal(
            f"texts {TIMES} × as long in at most {_LINEAR:.0f} × the time",
            f"{growth:.1f} × (difflib {timings.ratio(peer_long, peer):.1f} ×)",
            growth <= _LINEAR,
        ),
    )
    count = len(diff(*pairs[1]))
    return Result(
        "diff", "The source agreement worked over", figures, goals, (f"{count} changes of parts and fields.",)
    )

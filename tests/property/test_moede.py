"""A board's life at random: nothing counts before a meeting is closed, what closing allows the log takes."""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING

from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from tests.property.moedemaskine import Bestyrelse

if TYPE_CHECKING:
    import pytest

LIVES = 70  # of a board, in a plain run
STEPS = 50  # at most in each
LEAST = 2500  # steps of all lives together, in a plain run
MANY_LIVES = 20  # times as many, among which each kind of act is sure to be

SEEN = ("indstilling", "indkaldelse", "afslutning", "besluttet godkendt", "som indstillet", "fortrudt")
"""What a plain run has done at least once, so that its silence means something."""
SEEN_DEEP = (
    *SEEN,
    *(f"besluttet {word}" for word in (
        "godkendt-med-aendring", "godkendt-med-forbehold", "bemyndiget", "ikke-godkendt", "udsat", "sendt-tilbage",
        "godkendt (rettelse)", "ikke-godkendt (rettelse)", "udsat (rettelse)",
    )),
    "opdeling",
    "forbehold opfyldt",
    "forbehold bortfaldet",
    "endelig ordlyd",
    "ingen ændringer",
    "referat godkendt på møde",
    "referat godkendt ved tavshed",
    "svar på bemærkning",
    "flyttet møde",
    "tilbagetrækning",
    "afvist: afslutning",
)  # fmt: skip


def test_no_life_of_a_board_breaks_the_record(deep_factor: int, capsys: pytest.CaptureFixture[str]) -> None:
    Bestyrelse.gjort = Counter()
    run_state_machine_as_test(
        Bestyrelse, settings=settings(max_examples=LIVES * deep_factor, stateful_step_count=STEPS)
    )
    gjort = Bestyrelse.gjort

    assert gjort["skridt"] >= LEAST * deep_factor
    assert [act for act in (SEEN_DEEP if deep_factor >= MANY_LIVES else SEEN) if not gjort[act]] == []
    with capsys.disabled():
        if deep_factor > 1:
            sys.stdout.write(", ".join(f"{act} {count}" for act, count in sorted(gjort.items())) + "\n")

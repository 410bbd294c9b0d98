"""A plan's life at random, in memory and on disk: no version changes, nothing is in force without a post."""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from generator.store.files import RealFiles
from tests.property.maskine import Maskine

if TYPE_CHECKING:
    import pytest

    from generator.store.files import Files

LIVES = 45  # of a plan, in a plain run
STEPS = 30  # at most in each
LEAST = 700  # steps of all lives together, in a plain run
MANY_LIVES = 20  # times as many, among which each kind of act is sure to be
ON_DISK = 3  # lives on a real disk

SEEN = ("indstilling", "beslutning", "godkendt som indstillet", "ført over på nyere tekst")
"""What a plain run has done at least once, so that its silence means something."""
SEEN_DEEP = (
    *SEEN,
    "konflikt til chefen",
    "tilbagetrækning",
    "opdeling",
    "forbehold",
    "endelig ordlyd",
    "rettelse af referat",
    "redaktionel rettelse",
    "forlængelse",
    "afslutning",
    "registrering efterfølgende",
    "person",
    "konflikt mellem to programmer",
)


class MaskinePaaDisk(Maskine):
    """The same life in a folder."""

    gjort: ClassVar[Counter[str]] = Counter()

    def make_files(self) -> Files:
        return RealFiles()

    def make_root(self) -> Path:
        self.folder = tempfile.TemporaryDirectory()
        return Path(self.folder.name)

    def teardown(self) -> None:
        try:
            super().teardown()
        finally:
            self.folder.cleanup()


def live(machine: type[Maskine], lives: int) -> Counter[str]:
    """Live so many lives and return what was done in them."""
    machine.gjort = Counter()
    run_state_machine_as_test(machine, settings=settings(max_examples=lives, stateful_step_count=STEPS))
    return machine.gjort


def test_no_life_in_memory_breaks_the_record(deep_factor: int, capsys: pytest.CaptureFixture[str]) -> None:
    gjort = live(Maskine, LIVES * deep_factor)

    assert gjort["skridt"] >= LEAST * deep_factor
    assert [act for act in (SEEN_DEEP if deep_factor >= MANY_LIVES else SEEN) if not gjort[act]] == []
    with capsys.disabled():
        if deep_factor > 1:
            sys.stdout.write(", ".join(f"{act} {count}" for act, count in sorted(gjort.items())) + "\n")


def test_no_life_on_disk_breaks_the_record(deep_factor: int) -> None:
    gjort = live(MaskinePaaDisk, ON_DISK * deep_factor)

    assert gjort["skridt"] >= LEAST * deep_factor * ON_DISK // LIVES

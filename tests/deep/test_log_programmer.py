"""Real programs on a real disk: killed at random moments of the whole cycle, and two at once in the same logs."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from generator.store.files import RealFiles
from generator.store.log import Log
from generator.workflow.kontrolkode import sha256
from tests.fejl.akter import A, registrering
from tests.fejl.program import WRITES

if TYPE_CHECKING:
    from pathlib import Path

TIMEOUT = 240  # seconds; a program is done in a few, but a machine may be busy


def start(repo: Path, *arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.fejl.program", *arguments],
        cwd=repo,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        bufsize=0,  # a line that was read ahead would not be heard of again by `communicate`
    )


def told(output: bytes) -> dict[int, str]:
    """Return the posts that a program was told are there: hash by number; a line that was cut off tells nothing."""
    lines = [line.split() for line in output.decode("ascii").split("\n")[:-1]]
    return {int(line[0]): line[1] for line in lines if len(line) == 2}


def check(plan: Path, acknowledged: dict[int, str]) -> int:
    """Fail unless the log opens, verifies and holds every act that was acknowledged; return how many posts it has."""
    log = Log(RealFiles(), plan)
    poster = log.open().poster
    found = {stored.post.nr: sha256(stored.data) for stored in poster}
    assert acknowledged.items() <= found.items()
    assert log.open().meldinger == ()
    assert log.verify() is None
    assert list(plan.rglob("*.ny")) == []
    closed = [item.sti for stored in poster if stored.post.indstilling for item in stored.post.indstilling.lukker]
    assert [sti for sti in closed if (plan / sti).exists()] == []
    return len(poster)


def test_a_program_that_is_killed_at_any_moment_loses_nothing_it_was_told(
    repo: Path, tmp_path: Path, deep_factor: int
) -> None:
    """Thirty times in a plain run, three hundred in a deep one; the same plan goes on from kill to kill."""
    kills = 30 if deep_factor == 1 else 300
    chance = random.Random(41)  # noqa: S311 - moments, not secrets
    acknowledged: dict[int, str] = {}
    messages = found = 0
    for _ in range(kills):
        program = start(repo, "cyklus", str(tmp_path))
        assert program.stdout is not None
        ready = program.stdout.readline()
        heard = b"".join(program.stdout.readline() for _ in range(chance.randrange(4)))
        time.sleep(chance.uniform(0, 0.03))  # an act takes about ten milliseconds
        os.kill(program.pid, signal.SIGKILL)
        output, errors = program.communicate(timeout=TIMEOUT)
        assert (ready, errors) == (b"klar\n", b"")
        fresh = told(heard + output)
        acknowledged |= fresh
        messages += len(Log(RealFiles(), tmp_path).open().meldinger)
        before, found = found, check(tmp_path, acknowledged)
        assert found <= before + 2 * (len(fresh) + 1)  # an act makes two posts at most, and tells of the last

    assert len(acknowledged) > kills
    assert messages > 0, "no kill came in the middle of an act"


def test_of_two_programs_one_wins_each_post_and_all_that_won_are_there(repo: Path, tmp_path: Path) -> None:
    """Twenty logs of fifty posts, two programs in each at the same time."""
    plans = [tmp_path / f"plan-{nr}" for nr in range(20)]
    for plan in plans:
        plan.mkdir()
        log = Log(RealFiles(), plan)
        log.open()
        registrering(A).make(log)
    programs = [start(repo, "kaploeb", name, *map(str, plans)) for name in ("den ene", "den anden")]
    outputs = []
    for program in programs:
        output, errors = program.communicate(timeout=TIMEOUT)
        assert (program.returncode, errors) == (0, b"")
        outputs.append(output)

    winners = [line for output in outputs for line in output.split(b"\n") if line and line != b"konflikt"]
    conflicts = sum(output.count(b"konflikt") for output in outputs)
    assert len(winners) == len(set(winners)) == 20 * (WRITES - 1)
    assert conflicts > 0, "the two never met"
    found = set()
    for plan in plans:
        assert check(plan, {}) == WRITES
        found |= {f"{item.post.nr} {sha256(item.data)}".encode() for item in Log(RealFiles(), plan).open().poster[1:]}
    assert found == set(winners)

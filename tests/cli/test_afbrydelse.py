"""How the command ends when it is cut short, and what it does where nobody listens or the ground is gone."""

from __future__ import annotations

import errno
import io
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from generator.cli import run as run_here

if TYPE_CHECKING:
    from pathlib import Path

NAME = "sammenhaengskraft-og-medborgerskab"
DOCUMENTS = [f"{NAME}-version-1.{ending}" for ending in ("docx", "html", "md", "pdf")]

Delaftale = Any  # the fixture's function

# Sends Ctrl-C to itself at the nth call of a function, counted from `main` on: 1 is `main` itself.
INTERRUPTED = """
import os, signal, sys
from generator.cli import main

count = 0

def watch(frame, event, argument):
    global count
    count += 1
    if count == {moment}:
        sys.setprofile(None)
        os.kill(os.getpid(), signal.SIGINT)

sys.argv = ["delaftale", "generer", "--format", "docx"]
sys.setprofile(watch)
main()
"""


def run(program: str, cwd: Path, **choices: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", program], cwd=cwd, env=os.environ | {"PYTHONUTF8": "1"}, stderr=subprocess.PIPE,
        encoding="utf-8", check=False, **({"stdout": subprocess.PIPE} | choices),
    )  # fmt: skip


# The first before the handler stands, the next while modules are imported; at the last the work is under way.
@pytest.mark.parametrize("moment", [2, 3, 5, 8, 20, 100, 300, 1_000, 3_000, 10_000, 30_000])
def test_interrupt_at_any_moment_is_told_in_a_word(project: Path, moment: int) -> None:
    done = run(INTERRUPTED.format(moment=moment), project)

    assert (done.returncode, done.stderr) == (1, "Afbrudt.\n")


def test_interrupt_that_the_starter_has_turned_off_stays_off(project: Path) -> None:
    """As under nohup."""
    ignored = "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)\n"
    done = run(ignored + INTERRUPTED.format(moment=300), project)

    assert done.returncode == 0


PROGRAM = "import sys; from generator.cli import main; sys.argv = ['delaftale', 'generer']; main()"


def test_all_documents_are_made_though_nobody_reads_of_them(project: Path) -> None:
    """As in `delaftale generer | head -c1`."""
    read, write = os.pipe()
    os.close(read)
    done = run(PROGRAM, project, stdout=write)
    os.close(write)

    assert sorted(path.name for path in (project / "output").rglob("*.*")) == DOCUMENTS
    assert done.returncode == 1
    assert "Fejl" not in done.stderr


class Full(io.StringIO):
    """A stream to a disk that has no room."""

    def write(self, text: str) -> int:  # noqa: ARG002 - called as a stream is
        raise OSError(errno.ENOSPC, "")


def test_all_documents_are_made_though_the_answer_has_no_room(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdout", Full())

    assert run_here(["generer"]) == 1
    sys.stdout.close()
    assert sorted(path.name for path in (project / "output").rglob("*.*")) == DOCUMENTS
    assert "Fejl: Kommandoens svar kan ikke skrives (Disken er fuld)." in capsys.readouterr().err


def test_messages_without_room_hold_nothing_up(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stderr", Full())

    assert run_here(["generer"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == len(DOCUMENTS)
    assert len(list((project / "output").rglob("*.*"))) == len(DOCUMENTS)


def test_error_without_room_still_has_its_exit_code(empty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", Full())

    assert run_here(["generer"]) == 1
    assert list(empty.iterdir()) == []


@pytest.mark.parametrize("args", [["generer"], ["kontroller"], ["vis", "a"], ["skema", "--ud", "x"],
                                  ["ny", "plan", "--navn", "a", "--bevillingsperiode", "2019-26"]])  # fmt: skip
def test_folder_that_was_deleted_under_the_command_is_told(
    empty: Path, delaftale: Delaftale, monkeypatch: pytest.MonkeyPatch, args: list[str]
) -> None:
    gone = empty / "væk"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    done = delaftale(*args)

    told = "Fejl: Mappen, som kommandoen køres i, findes ikke længere. Gå til mappen med aftalerne, og prøv igen.\n"
    assert (done.code, done.out, done.err) == (1, "", told)


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["generer", "--ud", "~ukendt/x"], "»--ud«: »~ukendt« er ikke en brugers mappe på denne computer."),
        (["skema", "--ud", "~ukendt"], "»--ud«: »~ukendt« er ikke en brugers mappe på denne computer."),
        (["verificer", "~ukendt/a.pdf"], "»~ukendt« er ikke en brugers mappe på denne computer."),
        (["generer", "--ud", ""], "»--ud«: Der står ikke noget navn. Skriv mappens eller filens navn."),
        (["generer", "--ud", " "], "»--ud«: Der står ikke noget navn."),
    ],
)
def test_folder_that_can_not_be_meant_is_told(project: Path, delaftale: Delaftale, args: list[str], told: str) -> None:
    done = delaftale(*args)

    assert (done.code, done.out) == (2, "")
    assert told in done.err
    assert list(project.iterdir()) == [project / "aftaler"]


def test_ring_of_links_among_the_plans_is_told_and_the_others_are_made(project: Path, delaftale: Delaftale) -> None:
    (project / "aftaler" / "sloejfe").symlink_to("sloejfe")
    made, checked = delaftale("generer", "--format", "md"), delaftale("kontroller")

    assert (made.code, checked.code) == (1, 1)
    assert made.out.startswith(f"output/en-faelles-indsats/{NAME}-version-1.md")
    assert "advarsler" in checked.out
    for done in (made, checked):
        assert done.err.count("sloejfe« kan ikke læses: Genvejene peger i ring. Ret genvejen.") == 1
        assert "Næste:" not in done.err


def test_ring_of_links_for_a_delaftale_is_told_and_the_others_are_made(project: Path, delaftale: Delaftale) -> None:
    (project / "aftaler" / "en-faelles-indsats" / "sloejfe").symlink_to("sloejfe")
    done = delaftale("generer", "--format", "md")

    assert done.code == 1
    assert done.out.startswith(f"output/en-faelles-indsats/{NAME}-version-1.md")
    assert "1 dokument kunne ikke dannes; 1 fil blev skrevet." in done.err


def test_copy_beside_a_draft_is_mentioned(minimal: Path, delaftale: Delaftale) -> None:
    (minimal / "aftaler" / "planen" / "medborgerskab" / "kladde - Kopi.yaml").write_text("x", "utf-8")
    done = delaftale("generer", "--format", "md")

    assert done.code == 0
    assert "ligger »kladde - Kopi.yaml« ved siden af kladde.yaml; kun kladde.yaml er læst." in done.err

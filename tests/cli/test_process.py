"""The command as a process: exit codes, output, what it imports, and how it ends when it is cut short."""

from __future__ import annotations

import contextlib
import errno
import gc
import io
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from generator.cli import main, run
from generator.store.files import RealFiles
from generator.store.folder import FolderStore, NoProjectError

NAME = "sammenhaengskraft-og-medborgerskab"
DOCUMENT = Path("output") / "en-faelles-indsats" / f"{NAME}-version-1.docx"

Delaftale = Any  # the fixture's function


def run_process(*args: str, cwd: Path, **env: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from generator.cli import main; main()", *args]
    return subprocess.run(command, cwd=cwd, env=os.environ | env, capture_output=True, encoding="utf-8", check=False)


def test_process_ends_with_the_exit_code_and_all_output(project: Path) -> None:
    fine = run_process("generer", cwd=project, PYTHONUTF8="1")
    wrong = run_process("generer", "--hvad", cwd=project, PYTHONUTF8="1")

    assert (fine.returncode, wrong.returncode) == (0, 2)
    assert DOCUMENT.as_posix() in fine.stdout
    assert "intet tilvalg »--hvad«" in wrong.stderr


HEAVY = (
    "asyncio", "docx", "docxtpl", "generator.document.html", "generator.document.markdown", "generator.document.pdf",
    "generator.rules", "generator.word.reader", "hypothesis", "lxml", "multiprocessing", "rich", "typst",
)  # fmt: skip


@pytest.mark.parametrize(
    ("args", "needed"),
    [
        (["generer", "--format", "docx"], set()),
        (["generer", "--format", "md"], {"generator.document.markdown", "generator.word.reader", "generator.rules"}),
        (["kontroller"], {"generator.rules"}),
        (["vis", NAME], {"rich", "generator.word.reader"}),
        (["--help"], set()),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_command_imports_only_what_it_needs(project: Path, args: list[str], needed: set[str]) -> None:
    """A cold `generer --format docx` above all: no reader, no rules, no writer of another format."""
    run_process("generer", "--format", "docx", cwd=project)
    code = (
        f"import sys; from generator.cli import run; code = run({args}); "
        f"print(code, ' '.join(sorted(set({HEAVY}) & set(sys.modules))))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=project, capture_output=True, encoding="utf-8", check=True,
                          env=os.environ | {"PYTHONUTF8": "1"})  # fmt: skip

    assert done.stdout.splitlines()[-1] == f"0 {' '.join(sorted(needed))}"


def test_closed_pipe_is_no_error_to_read_about(project: Path) -> None:
    """As in `delaftale skema | head -1`."""
    program = "from generator.cli import main; main()"
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        [sys.executable, "-c", program, "skema"],
        cwd=project,
        stdout=write,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    os.close(write)

    assert done.stderr == ""
    assert done.returncode == 1


def test_interrupt_is_told_in_a_word(project: Path, delaftale: Delaftale, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(self: FolderStore) -> tuple[str, ...]:
        raise KeyboardInterrupt

    monkeypatch.setattr(FolderStore, "list_planer", interrupted)
    done = delaftale("generer")

    assert (done.code, done.err.strip()) == (1, "Afbrudt.")


def test_an_unexpected_error_is_one_danish_line_and_a_trace_only_on_demand(
    project: Path, delaftale: Delaftale, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(self: RealFiles, path: Path) -> bool:
        raise ZeroDivisionError

    monkeypatch.setattr(RealFiles, "is_folder", broken)
    done = delaftale("generer")

    assert done.code == 1
    assert done.err.count("\n") == 1
    assert "Fejl i programmet (ZeroDivisionError)" in done.err
    with pytest.raises(ZeroDivisionError):
        run(["generer", "--debug"])
    with pytest.raises(ZeroDivisionError):
        run(["--debug", "generer"])


class Terminal:
    """A command in a terminal of its own, where somebody answers its questions."""

    def __init__(self, cwd: Path, *args: str, **env: str) -> None:
        self._master, slave = os.openpty()
        program = "from generator.cli import main; main()"
        self._process = subprocess.Popen(
            [sys.executable, "-c", program, *args], cwd=cwd, stdin=slave, stdout=slave, stderr=slave,
            env=os.environ | {"PYTHONUTF8": "1", "TERM": "dumb"} | env,
        )  # fmt: skip
        os.close(slave)

    def answer(self, text: str) -> None:
        os.write(self._master, text.encode("utf-8"))

    def finish(self) -> tuple[int, str]:
        """Return the exit code and all that was shown."""
        shown = b""
        with contextlib.suppress(OSError):  # the other end is closed when the command ends
            while part := os.read(self._master, 4096):
                shown += part
        os.close(self._master)
        return self._process.wait(timeout=60), shown.decode("utf-8").replace("\r\n", "\n")


def test_dialogue_in_a_real_terminal(empty: Path) -> None:
    """Bare `ny` asks first what to begin, then for what no option states."""
    terminal = Terminal(empty, "ny")
    terminal.answer("plan\nSammen om Åparken\n2019-26\nSlagelse\n")
    code, shown = terminal.finish()

    assert code == 0
    assert "Planens navn" in shown
    assert FolderStore(empty, RealFiles()).read_helhedsplan("sammen-om-aaparken").navn == "Sammen om Åparken"


def test_dialogue_broken_off_in_a_real_terminal_begins_nothing(empty: Path) -> None:
    terminal = Terminal(empty, "ny", "plan")
    terminal.answer("Sammen\n\x04")
    code, shown = terminal.finish()

    assert code == 1
    assert "Afbrudt." in shown
    assert list(empty.iterdir()) == []


def test_vis_in_a_real_terminal_is_paged_and_coloured(project: Path) -> None:
    terminal = Terminal(project, "vis", NAME, "--dato", "2022-03-01", TERM="xterm", PAGER="cat")
    code, shown = terminal.finish()

    assert code == 0
    assert "\x1b[" in shown
    assert "Der afholdes" in shown


def test_no_color_is_heeded_in_a_real_terminal(project: Path) -> None:
    for args in (["vis", NAME], ["kontroller"]):
        code, shown = Terminal(project, *args, TERM="xterm", PAGER="cat", NO_COLOR="1").finish()
        assert code == 0
        assert re.search(r"\x1b\[[0-9;]*m", shown) is None


def test_findings_in_a_real_terminal_have_colours(project: Path) -> None:
    code, shown = Terminal(project, "kontroller", "--dato", "2022-03-01", TERM="xterm").finish()

    assert code == 0
    assert "\x1b[33m\x1b[1mAdvarsel\x1b[0m" in shown


# -- the same inside this process, where coverage sees it --


@pytest.fixture
def leave(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the end of the process be an exception."""

    def leave(code: int) -> None:
        raise SystemExit(code)

    monkeypatch.setattr(os, "_exit", leave)


@pytest.mark.usefixtures("leave")
@pytest.mark.parametrize(("args", "code"), [(["--version"], 0), (["--hvad"], 2)])
def test_main_takes_the_arguments_of_the_process(monkeypatch: pytest.MonkeyPatch, args: list[str], code: int) -> None:
    monkeypatch.setattr(sys, "argv", ["delaftale", *args])

    with pytest.raises(SystemExit) as caught:
        main()
    gc.enable()  # main does without it
    assert caught.value.code == code


@pytest.mark.usefixtures("leave")
def test_main_is_silent_when_the_last_of_the_output_has_no_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    class Closed(io.StringIO):
        def flush(self) -> None:
            raise BrokenPipeError

    monkeypatch.setattr(sys, "argv", ["delaftale", "--hvad"])
    monkeypatch.setattr(sys, "stderr", Closed())

    with pytest.raises(SystemExit) as caught:
        main()
    gc.enable()
    assert caught.value.code == 2  # what the command came to stands


@pytest.mark.usefixtures("leave")
def test_main_ends_with_1_when_the_last_of_the_answer_has_no_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    class Closed(io.StringIO):
        def flush(self) -> None:
            raise OSError(errno.ENOSPC, "")

    monkeypatch.setattr(sys, "argv", ["delaftale", "--version"])
    monkeypatch.setattr(sys, "stderr", Closed())

    with pytest.raises(SystemExit) as caught:
        main()
    gc.enable()
    assert caught.value.code == 1


def test_output_without_a_reader_ends_the_command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Closed(io.StringIO):
        def write(self, text: str) -> int:  # noqa: ARG002
            raise BrokenPipeError

    monkeypatch.setattr(sys, "stdout", Closed())

    assert run(["--version"]) == 1
    sys.stdout.close()
    assert capsys.readouterr().err == ""


def test_an_answer_that_a_full_disk_refuses_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Full(io.StringIO):
        def write(self, text: str) -> int:  # noqa: ARG002
            raise OSError(errno.ENOSPC, "")

    monkeypatch.setattr(sys, "stdout", Full())

    assert run(["--version"]) == 1
    sys.stdout.close()
    said = "Fejl: Kommandoens svar kan ikke skrives (Disken er fuld). Send det et andet sted hen, og prøv igen.\n"
    assert capsys.readouterr().err == said


def test_debug_shows_where_an_error_of_ours_arose(empty: Path) -> None:
    with pytest.raises(NoProjectError):
        run(["generer", "--debug"])

"""Several processes make what one makes: the same files, the same order, the same errors."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING, TypeAlias

import pytest

from generator.service import parallelt
from generator.service.formater import ALLE_FORMATER, Dokumentformat
from generator.service.generering import (
    MANY,
    Dokument,
    Job,
    Mislykket,
    choose_processer,
    find_opgaver,
    generer,
)
from generator.service.parallelt import ProcessLostError, make_in_processes
from generator.store.files import RealFiles

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

    from generator.model.helhedsplan import Bevillingsperioder
    from generator.store.folder import FolderStore
    from generator.store.forms import FormStore
    from generator.store.port import DelaftaleRef

    AddVersion: TypeAlias = Callable[..., Path]

FORMATS = (Dokumentformat.DOCX, Dokumentformat.HTML)


@pytest.fixture
def job_of(store: FolderStore, forms: FormStore, perioder: Bevillingsperioder, day: date) -> Callable[[RealFiles], Job]:
    """Return a function that describes the work of a run with these files."""

    def make(files: RealFiles) -> Job:
        return Job(
            store, forms, perioder, files, store.root / "ud", day, frozenset(FORMATS), med_bemaerkninger=False,
            med_kontrol=False,
        )  # fmt: skip

    return make


def describe(results: list[Dokument | Mislykket], folder: Path) -> list[tuple[str, object]]:
    """Return what came of each, times apart."""
    return [
        (str(item.path.relative_to(folder)), item.size)
        if isinstance(item, Dokument)
        else (type(item.error).__name__, (str(item.error), sorted(item.error.__dict__)))
        for item in results
    ]


def test_two_processes_make_what_one_makes(
    store: FolderStore, forms: FormStore, perioder: Bevillingsperioder, day: date, add_version: AddVersion
) -> None:
    """Files, order, and errors with their facts; the form was in use here before."""
    add_version(2)
    add_version(3, ("formular: lbf-2019-26", "formular: lbf-2019-27"))
    add_version(4).write_text("format: 2\nid: [", "utf-8")
    add_version(5)
    opgaver = find_opgaver(store, [], None, alle=True)
    told, written = [], []
    for processer in (1, 2):
        folder = store.root / f"ud{processer}"
        results = list(
            generer(store, forms, perioder, RealFiles(), opgaver=opgaver, folder=folder, today=day, formater=FORMATS,
                    processer=processer)
        )  # fmt: skip
        told.append(describe(results, folder))
        written.append({path.name: path.read_bytes() for path in folder.rglob("*.*")})

    assert told[0] == told[1]
    assert written[0] == written[1]
    assert len(told[0]) == 8


def test_every_error_survives_the_way_between_processes(ref: DelaftaleRef) -> None:
    """Its class, its text and its facts, though its `__init__` takes other things than its text."""
    error = parallelt.ProcessLostError()
    error.facts = {"x": 1}  # type: ignore[attr-defined]
    sent = pickle.loads(pickle.dumps(parallelt._Sent.of(Mislykket(ref, error))))  # noqa: S301 - our own bytes
    received = sent.received()

    assert (received.ref, type(received.error), str(received.error)) == (ref, type(error), str(error))
    assert received.error.__dict__ == error.__dict__ != {}


class DeadlyFiles(RealFiles):
    """Ends its process, as the system does when memory runs out. Stands in for files that are sent to a process."""

    def __reduce__(self) -> tuple[object, tuple[int]]:
        return os._exit, (9,)


def test_a_process_that_dies_is_told(store: FolderStore, job_of: Callable[[RealFiles], Job]) -> None:
    opgaver = find_opgaver(store, [], None, alle=True)

    with pytest.raises(ProcessLostError, match="»--processer 1«"):
        list(make_in_processes(job_of(DeadlyFiles()), opgaver, 2))


@pytest.mark.parametrize(
    ("antal", "formater", "kerner", "expected"),
    [
        (MANY, ALLE_FORMATER, 2, 2),
        (MANY, ALLE_FORMATER, 1, 1),
        (MANY - 1, ALLE_FORMATER, 8, 1),
        (1000, (Dokumentformat.DOCX, Dokumentformat.HTML, Dokumentformat.MD), 8, 1),
        (60, ALLE_FORMATER, 8, 3),
        (100_000, (Dokumentformat.PDF,), 128, 16),
    ],
)
def test_processes_are_begun_where_they_pay(
    antal: int, formater: tuple[Dokumentformat, ...], kerner: int, expected: int
) -> None:
    assert choose_processer(antal, formater, kerner) == expected


def test_the_work_of_a_process_is_that_of_one(
    store: FolderStore,
    job_of: Callable[[RealFiles], Job],
    add_version: AddVersion,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The functions that run in another process, run in this one."""
    add_version(2).write_text("format: 2\n", "utf-8")
    opgaver = find_opgaver(store, [], None, alle=True)
    monkeypatch.setattr(parallelt, "_maker", None)
    with pytest.raises(RuntimeError, match="not begun"):
        parallelt._make(opgaver[0])
    before = signal.getsignal(signal.SIGINT)
    parallelt._begin(job_of(RealFiles()))
    signal.signal(signal.SIGINT, before)

    made = [type(item).__name__ for opgave in opgaver for item in parallelt._make(opgave)]
    assert made == ["Dokument", "Dokument", "_Sent"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no process groups to send Ctrl-C to; CI runs on Linux")
@pytest.mark.parametrize("after", ["start", "first line"])
def test_interrupt_ends_all_processes_in_a_word(
    store: FolderStore, add_version: AddVersion, after: str, tmp_path: Path
) -> None:
    """No trace, no half file, nobody left."""
    for number in range(2, 30):
        add_version(number)
    command = [sys.executable, "-c", "from generator.cli import main; main()", "generer", "--alle", "--processer", "2"]
    with subprocess.Popen(
        command, cwd=store.root, start_new_session=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env=os.environ | {"PYTHONUTF8": "1", "XDG_CACHE_HOME": str(tmp_path / "cache")},
    ) as process:  # fmt: skip
        assert process.stdout is not None
        if after == "start":  # the folder is made just before the processes are begun
            while not (store.root / "output").exists() and process.poll() is None:
                time.sleep(0.01)
        else:
            assert process.stdout.readline()
        os.killpg(process.pid, signal.SIGINT)
        _, err = process.communicate(timeout=60)

    assert (process.returncode, err.strip()) == (1, "Afbrudt.")
    assert list(store.root.rglob("*.delaftale-tmp")) == []

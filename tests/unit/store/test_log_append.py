"""What adding an act refuses, what it leaves behind then, and what it tells."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING, Any

import pytest

from generator.errors import LogError
from generator.store import log_filer, log_serie
from generator.store.file_errors import FileError, FileTooLargeError
from generator.store.hukommelse import Disk, HukommelseFiles
from generator.store.log import Log, Naeste
from generator.store.log_errors import LogConflictError, UncertainActError
from tests.fejl.akter import AKTER, PLAN, A, begin, content, expected, forsendelse
from tests.fejl.diske import UdenLinks
from tests.fejl.mappe import Stopper, after, opened, opened_then, put

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.model.beslutningslog import Post

POSTER = PLAN / "beslutningslog"
SENDT = forsendelse(2, "2022-10-01")


def test_log_is_opened_before_it_is_added_to() -> None:
    with pytest.raises(ValueError, match="open the log"):
        AKTER[0].make(Log(after(0), PLAN))


def test_act_that_is_refused_while_its_post_is_built_leaves_nothing() -> None:
    files = after(3)

    def refuse(naeste: Naeste) -> Post:
        raise LogError("Nej.", "Lad være.")

    with pytest.raises(LogError, match="Nej"):
        opened(files).append(refuse, {"ny.txt": b""})

    assert content(files.disk.tree()) == expected()[3]


@pytest.mark.parametrize(
    "change", [{"nr": 7, "slut": 7}, {"forrige": "0" * 64}, {"filer": ()}], ids=["nr", "forrige", "filer"]
)
def test_post_that_does_not_say_what_it_was_handed_is_a_mistake_of_the_program(change: dict[str, Any]) -> None:
    files = after(4)

    with pytest.raises(ValueError, match="as handed in"):
        opened(files).append(lambda naeste: SENDT.build(naeste).replaced(**change), {"ny.txt": b""})

    assert content(files.disk.tree()) == expected()[4]


def test_act_makes_no_file_in_the_log_itself() -> None:
    with pytest.raises(ValueError, match="no file lies in the log's folder"):
        opened(after(4)).append(SENDT.build, {"beslutningslog/0009.yaml": b""})


def test_post_that_is_too_large_to_be_read_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    files = after(4)
    log = opened(files)
    monkeypatch.setattr(log_serie, "MAX_BYTES", 5000)

    with pytest.raises(FileTooLargeError, match="0005"):
        forsendelse(2, "2022-10-01", modtager="x" * 5000).make(log)

    assert content(files.disk.tree()) == expected()[4]


def test_draft_that_changed_since_it_was_read_is_not_closed() -> None:
    files = after(2)
    log = opened(files)
    put(files, f"{A}/kladde.yaml", b"mere\n")
    before = content(files.disk.tree())

    with pytest.raises(LogConflictError, match=rf"»{A}/kladde\.yaml«\. Intet af din handling er gemt"):
        AKTER[2].make(log)

    assert content(files.disk.tree()) == before


@pytest.mark.parametrize(
    "there",
    [{"bilag.pdf": b""}, {"delaftale.yaml": b"andet", "helhedsplan.yaml": b"andet"}],
    ids=["other files", "other content"],
)
def test_version_folder_with_something_else_is_in_the_way(there: dict[str, bytes]) -> None:
    files = after(1)
    for name, data in there.items():
        put(files, f"uddannelse/versioner/0001/{name}", data)
    before = content(files.disk.tree())

    with pytest.raises(LogConflictError, match="uddannelse/versioner/0001"):
        AKTER[1].make(opened(files))

    assert content(files.disk.tree()) == before


def test_file_in_place_that_is_larger_than_any_of_ours_is_in_the_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log_filer, "MAX_FIL", 5)

    with pytest.raises(LogConflictError, match="naboskab/versioner/0001/delaftale"):
        AKTER[0].make(opened(after(0)))


def test_file_that_was_laid_aside_by_nobody_we_know_is_a_conflict_once() -> None:
    files = after(1)
    put(files, "uddannelse/versioner/0001.ny/x", b"")

    with pytest.raises(LogConflictError, match=r"uddannelse/versioner/0001\.ny"):
        AKTER[1].make(opened(files))

    AKTER[1].make(opened(files))
    assert content(files.disk.tree()) == expected()[2]


def test_refused_first_version_leaves_no_folder_that_looks_like_a_delaftale() -> None:
    files = Stopper(after(1).disk, "write_new", FileError(PLAN, "skrives", errno.ENOSPC), "0002.yaml")

    with pytest.raises(FileError, match="Disken er fuld"):
        AKTER[1].make(opened(files))

    assert not files.exists(PLAN / "uddannelse" / "versioner")
    assert content(files.disk.tree()) == expected()[1]


def test_last_post_that_is_gone_since_opening_is_a_conflict() -> None:
    files = after(4)
    log = opened(files)
    files.remove(POSTER / "0004.yaml")

    with pytest.raises(LogConflictError):
        AKTER[4].make(log)


def test_lack_of_hard_links_is_told_once() -> None:
    """fejl-hos-andre 43: links are unreliable on some file systems; fall back to exclusive creation, and say so."""
    log = opened(UdenLinks(begin()))

    meldinger = [akt.make(log).meldinger for akt in AKTER]

    assert "hårde links" in meldinger[0][0]
    assert meldinger[1:] == [()] * 5


def test_act_is_acknowledged_only_when_file_and_folders_are_flushed() -> None:
    """fejl-hos-andre 41 and 42: also the folders, before the post is linked and before anybody is told."""
    seen: list[str] = []

    class Watched(HukommelseFiles):
        def _call(self, function: Callable[..., Any], *args: Any) -> Any:
            name = function.__name__
            if name == "fsync":
                seen.append("folder" if hasattr(self.disk._open[args[0]], "names") else "file")
            elif name == "link":
                seen.append(args[1].name)
            return super()._call(function, *args)

    AKTER[4].make(opened_then(4, Watched(after(4).disk)))

    assert seen == ["file", "0005.yaml", "folder"]


class FailsAfter(HukommelseFiles):
    """Its first flush after the file `name` was linked fails."""

    def __init__(self, disk: Disk, name: str) -> None:
        super().__init__(disk)
        self._name, self._is_linked = name, False

    def _call(self, function: Callable[..., Any], *args: Any) -> Any:
        if function is os.fsync and self._is_linked:
            self._is_linked = False
            raise OSError(errno.EIO, "injected")
        self._is_linked |= function is os.link and args[1].name == self._name
        return super()._call(function, *args)


def test_where_the_disk_fails_just_as_the_post_counts_the_outcome_is_told_as_uncertain() -> None:
    """The post may have been seen, so it is never taken back; the act stands whole once the log is opened again."""
    files = FailsAfter(after(3).disk, "0004.yaml")
    log = opened_then(3, files)

    with pytest.raises(UncertainActError, match="Det er uvist, om post 4 blev gemt"):
        AKTER[3].make(log)
    with pytest.raises(LogConflictError):
        AKTER[3].make(log)

    assert content(files.disk.tree()) == expected()[4]


def test_where_the_files_of_a_saved_act_do_not_come_into_place_it_is_acknowledged_and_finished_later() -> None:
    disk = after(3).disk
    log = opened_then(3, Stopper(disk, "rename", FileError(PLAN, "omdøbes", errno.EACCES)))

    assert "Post 4 er gemt, men filerne kom ikke på plads" in AKTER[3].make(log).meldinger[0]

    log._files = HukommelseFiles(disk)
    assert "Resten er nu gjort færdig" in AKTER[4].make(log).meldinger[0]
    assert content(disk.tree()) == expected()[5]

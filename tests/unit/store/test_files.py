"""A file is there whole or not at all, whatever fails; and what failed is said in Danish."""

from __future__ import annotations

import errno
import os
import threading
from itertools import count
from typing import TYPE_CHECKING, Any

import pytest

from generator.store import files as files_module
from generator.store.files import TEMPORARY, FileBusyError, FileError, FileTakenError, FileTooLargeError, RealFiles

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

OLD, NEW = b"det gamle", b"det nye" * 1000


class FaultyFiles(RealFiles):
    """Fails at the `at`-th system call with `code`, and goes on after it."""

    def __init__(self, at: int, code: int) -> None:
        super().__init__()
        self.at, self.code, self.calls = at, code, 0

    def _call(self, function: Callable[..., Any], *args: Any) -> Any:
        self.calls += 1
        if self.calls == self.at:
            raise OSError(self.code, "injected")
        return super()._call(function, *args)


class Killed(BaseException):
    """The program is gone."""


class KilledFiles(FaultyFiles):
    """Is killed before the `at`-th system call: that one and all later ones, also those that clean up, never happen."""

    def _call(self, function: Callable[..., Any], *args: Any) -> Any:
        self.calls += 1
        if self.calls >= self.at:
            raise Killed
        return function(*args)


class NoLinks(RealFiles):
    """A file system without hard links."""

    def _call(self, function: Callable[..., Any], *args: Any) -> Any:
        if function is os.link:
            raise OSError(errno.EPERM, "injected")
        return super()._call(function, *args)


def catch(act: Callable[[Path, bytes], None], path: Path) -> FileError | None:
    """Return the error that writing meets, None if it succeeds."""
    try:
        act(path, NEW)
    except FileError as error:
        return error
    return None


def names(folder: Path) -> set[str]:
    return {entry.name for entry in folder.iterdir()}


def test_new_file_is_written_and_read_back(tmp_path: Path) -> None:
    RealFiles().write_new(tmp_path / "a", NEW)

    assert RealFiles().read(tmp_path / "a", len(NEW)) == NEW
    assert names(tmp_path) == {"a"}


@pytest.mark.parametrize("files", [RealFiles(), NoLinks()], ids=["links", "no-links"])
def test_second_write_of_a_new_file_is_refused_and_changes_nothing(tmp_path: Path, files: RealFiles) -> None:
    files.write_new(tmp_path / "a", OLD)

    with pytest.raises(FileTakenError) as caught:
        files.write_new(tmp_path / "a", NEW)

    assert caught.value.exit_code == 6
    assert (tmp_path / "a").read_bytes() == OLD
    assert names(tmp_path) == {"a"}


def test_without_hard_links_a_new_file_is_written_all_the_same_and_the_lack_is_told(tmp_path: Path) -> None:
    """fejl-hos-andre 43: links are unreliable on some file systems; fall back to exclusive creation, and say so."""
    files = NoLinks()

    files.write_new(tmp_path / "a", NEW)

    assert (tmp_path / "a").read_bytes() == NEW
    assert not files.links_work
    assert names(tmp_path) == {"a"}


def test_folder_is_flushed_after_the_file_is_in_place(tmp_path: Path) -> None:
    """fejl-hos-andre 41 and 42: nothing counts as written before the folder is on disk, too."""
    seen: list[str] = []

    class Watched(RealFiles):
        def _call(self, function: Callable[..., Any], *args: Any) -> Any:
            seen.append(function.__name__)
            return super()._call(function, *args)

    Watched().write_new(tmp_path / "a", NEW)

    order = [name for name in seen if name in {"fsync", "link"}]
    assert order == (["fsync", "link", "fsync"] if os.name != "nt" else ["fsync", "link"])


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS, errno.EIO, errno.EACCES])
@pytest.mark.parametrize("links", [True, False])
def test_new_file_is_whole_or_absent_whichever_call_fails(tmp_path: Path, code: int, links: bool) -> None:
    for at in count(1):
        folder = tmp_path / str(at)
        folder.mkdir()
        files = FaultyFiles(at, code)
        files.links_work = links
        error = catch(files.write_new, folder / "a")
        assert error is None or (error.code == code and str(folder / "a") in str(error))
        left = names(folder)
        assert {name for name in left if not name.endswith(TEMPORARY)} <= {"a"}
        if "a" in left:
            assert (folder / "a").read_bytes() == NEW
        if at > files.calls:
            break
    assert at > 6


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS, errno.EIO])
def test_replaced_file_is_the_old_or_the_new_whichever_call_fails(tmp_path: Path, code: int) -> None:
    for at in count(1):
        (tmp_path / "a").write_bytes(OLD)
        files = FaultyFiles(at, code)
        error = catch(files.replace, tmp_path / "a")
        assert error is None or error.code == code
        assert (tmp_path / "a").read_bytes() in ({OLD, NEW} if error else {NEW})
        if at > files.calls:
            break
    assert at > 5


@pytest.mark.parametrize("act", ["write_new", "replace"])
def test_a_kill_leaves_only_files_that_nothing_reads(tmp_path: Path, act: str) -> None:
    for at in count(1):
        folder = tmp_path / str(at)
        folder.mkdir()
        files = KilledFiles(at, 0)
        try:
            getattr(files, act)(folder / "a", NEW)
        except Killed:
            listed = RealFiles().list_folder(folder)
        else:
            break
        assert set(listed) <= {"a"}
        assert all((folder / name).read_bytes() == NEW for name in listed)
    assert at > 5


def test_failed_write_removes_what_it_wrote_aside(tmp_path: Path) -> None:
    class Full(RealFiles):
        def _call(self, function: Callable[..., Any], *args: Any) -> Any:
            if function is os.write:
                raise OSError(errno.ENOSPC, "injected")
            return super()._call(function, *args)

    with pytest.raises(FileError, match="Disken er fuld"):
        Full().replace(tmp_path / "a", NEW)

    assert names(tmp_path) == set()


def test_short_writes_are_continued(tmp_path: Path) -> None:
    """The system may take less than it is given, e.g. on a network drive."""

    class Short(RealFiles):
        def _call(self, function: Callable[..., Any], *args: Any) -> Any:
            if function is os.write:
                return os.write(args[0], args[1][:100])
            return super()._call(function, *args)

    Short().write_new(tmp_path / "a", NEW)

    assert (tmp_path / "a").read_bytes() == NEW


def test_too_large_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x" * 11)

    with pytest.raises(FileTooLargeError):
        RealFiles().read(tmp_path / "a", 10)


def test_large_sparse_file_is_refused_without_being_read(tmp_path: Path) -> None:
    with (tmp_path / "a").open("wb") as file:
        file.truncate(100_000_000)

    with pytest.raises(FileTooLargeError, match=r"100\.000 kB"):
        RealFiles().read(tmp_path / "a", 10)


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="findes ikke") as caught:
        RealFiles().read(tmp_path / "a.yaml", 10)

    assert str(tmp_path / "a.yaml") in str(caught.value)


def test_folder_in_place_of_a_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="er en mappe"):
        RealFiles().read(tmp_path, 10)


def test_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a")

    with pytest.raises(FileError):
        RealFiles().read(tmp_path / "a", 10)


def test_file_in_place_of_a_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "ud").write_bytes(OLD)

    with pytest.raises(FileError, match="ligger en fil på mappens plads"):
        RealFiles().make_folder(tmp_path / "ud")
    with pytest.raises(FileError, match="ligger en fil på mappens plads"):
        RealFiles().make_folder(tmp_path / "ud" / "plan")


def test_too_long_a_name_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="for langt"):
        RealFiles().make_folder(tmp_path / ("x" * 300))


def test_nul_in_a_name_is_an_error_of_ours(tmp_path: Path) -> None:
    with pytest.raises(FileError):
        RealFiles().write_new(tmp_path / "a\0b" / "c", NEW)


def test_folders_are_made_with_those_above_and_may_be_there(tmp_path: Path) -> None:
    for _ in range(2):
        RealFiles().make_folder(tmp_path / "a" / "b" / "c")

    assert (tmp_path / "a" / "b" / "c").is_dir()


def test_folder_that_another_makes_at_the_same_time_is_fine(tmp_path: Path) -> None:
    class Raced(RealFiles):
        def _call(self, function: Callable[..., Any], *args: Any) -> Any:
            if function is os.mkdir:
                os.mkdir(*args)  # noqa: PTH102 - as the other program does
            return super()._call(function, *args)

    Raced().make_folder(tmp_path / "a")

    assert (tmp_path / "a").is_dir()


def test_names_are_listed_sorted_and_a_missing_folder_is_empty(tmp_path: Path) -> None:
    for name in ("b", "a", f".x{TEMPORARY}"):
        (tmp_path / name).touch()

    assert RealFiles().list_folder(tmp_path) == ("a", "b")
    assert RealFiles().list_folder(tmp_path / "nope") == ()


def test_listing_a_file_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a").touch()

    with pytest.raises(FileError):
        RealFiles().list_folder(tmp_path / "a")


def test_exists_and_is_folder(tmp_path: Path) -> None:
    (tmp_path / "a").touch()
    files = RealFiles()

    assert (files.exists(tmp_path / "a"), files.exists(tmp_path / "b"), files.exists(tmp_path / "a" / "c")) == (
        True,
        False,
        False,
    )
    assert (files.is_folder(tmp_path), files.is_folder(tmp_path / "a")) == (True, False)


@pytest.mark.parametrize("code", [*errno.errorcode, 0, 99999])
def test_every_error_of_the_system_is_told_in_danish(tmp_path: Path, code: int) -> None:
    with pytest.raises(FileError) as caught:
        FaultyFiles(1, code).list_folder(tmp_path / "x") if code != errno.ENOENT else RealFiles().read(
            tmp_path / "x", 1
        )

    assert "injected" not in str(caught.value)
    assert str(caught.value).endswith((".", "?"))


def test_lock_that_another_holds_for_long_is_told_with_where(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files_module, "LOCK_SECONDS", 0.05)
    held, done = threading.Event(), threading.Event()

    def hold() -> None:
        with RealFiles().locked(tmp_path / ".laas"):
            held.set()
            done.wait(60)

    other = threading.Thread(target=hold)
    other.start()
    held.wait(60)
    try:
        with (
            pytest.raises(FileBusyError, match="Et andet program skriver") as caught,
            RealFiles().locked(tmp_path / ".laas"),
        ):
            pass
    finally:
        done.set()
        other.join()

    assert (caught.value.exit_code, caught.value.path) == (6, tmp_path)


@pytest.mark.parametrize("error", [NotImplementedError(), OSError(errno.ENOLCK, "injected")])
def test_drive_that_cannot_lock_is_told(tmp_path: Path, error: Exception) -> None:
    """Without a lock a dead writer could not be told from a slow one, so nothing is written there."""

    class NoLocks(RealFiles):
        def _call(self, function: Callable[..., Any], *args: Any) -> Any:
            if getattr(function, "__name__", "") == "acquire":
                raise error
            return super()._call(function, *args)

    with pytest.raises(FileError, match="kan ikke låses"), NoLocks().locked(tmp_path / ".laas"):
        pass


def test_folders_are_not_flushed_where_the_system_cannot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows has no such call; some network drives refuse it."""

    class Refusing(RealFiles):
        def _call(self, function: Callable[..., Any], *args: Any) -> Any:
            if function is os.fsync:
                raise OSError(errno.EINVAL, "injected")
            return super()._call(function, *args)

    Refusing().flush_folder(tmp_path)
    monkeypatch.setattr(os, "name", "nt")
    FaultyFiles(1, errno.EIO).flush_folder(tmp_path)

"""What every file port promises: the real one and the one in memory pass this file unchanged."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator.store.file_errors import FileError, FileTakenError, FileTooLargeError
from generator.store.files import TEMPORARY, RealFiles
from generator.store.hukommelse import Disk, HukommelseFiles

if TYPE_CHECKING:
    from generator.store.files import Files

STORES = ["real", "memory"]


@pytest.fixture(params=STORES)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Files, Path]:
    """Return a port and an empty folder in it."""
    if request.param == "memory":
        return HukommelseFiles(Disk({"mappe": None})), Path("/mappe")
    return RealFiles(), tmp_path


def test_what_is_written_is_read_back(place: tuple[Files, Path]) -> None:
    files, folder = place

    files.write_new(folder / "a", b"et")
    files.replace(folder / "b", b"to")
    files.replace(folder / "b", b"tre")

    assert (files.read(folder / "a", 10), files.read(folder / "b", 10)) == (b"et", b"tre")
    assert files.list_folder(folder) == ("a", "b")


def test_new_file_is_refused_where_something_stands(place: tuple[Files, Path]) -> None:
    files, folder = place
    files.write_new(folder / "a", b"et")
    files.make_folder(folder / "b")

    for name in ("a", "b"):
        with pytest.raises(FileTakenError):
            files.write_new(folder / name, b"to")

    assert files.read(folder / "a", 10) == b"et"


def test_empty_file_is_a_file(place: tuple[Files, Path]) -> None:
    files, folder = place

    files.write_new(folder / "a", b"")

    assert files.read(folder / "a", 0) == b""


def test_too_large_a_file_is_refused(place: tuple[Files, Path]) -> None:
    files, folder = place
    files.write_new(folder / "a", b"x" * 11)

    with pytest.raises(FileTooLargeError):
        files.read(folder / "a", 10)


@pytest.mark.parametrize("name", ["mangler", "a/b", "mappe"])
def test_what_is_no_file_cannot_be_read(place: tuple[Files, Path], name: str) -> None:
    files, folder = place
    files.write_new(folder / "a", b"")
    files.make_folder(folder / "mappe")

    with pytest.raises(FileError):
        files.read(folder / name, 10)


@pytest.mark.parametrize("flush", [True, False])
def test_folders_are_made_with_those_above_and_may_be_there(place: tuple[Files, Path], flush: bool) -> None:
    files, folder = place

    for _ in range(2):
        files.make_folder(folder / "a" / "b", flush=flush)

    assert files.is_folder(folder / "a" / "b")
    assert files.list_folder(folder / "mangler") == ()


def test_folder_is_refused_where_a_file_stands(place: tuple[Files, Path]) -> None:
    files, folder = place
    files.write_new(folder / "a", b"")

    for name in ("a", "a/b"):
        with pytest.raises(FileError):
            files.make_folder(folder / name)


def test_folder_is_written_with_its_files(place: tuple[Files, Path]) -> None:
    files, folder = place

    files.write_folder(folder / "0001.ny", {"a": b"et", "b": b""})

    assert files.list_folder(folder / "0001.ny") == ("a", "b")
    assert files.read(folder / "0001.ny" / "a", 10) == b"et"


def test_folder_with_files_is_refused_where_something_stands(place: tuple[Files, Path]) -> None:
    files, folder = place
    files.write_folder(folder / "a", {"b": b"et"})

    with pytest.raises(FileTakenError):
        files.write_folder(folder / "a", {"b": b"to"})

    assert files.read(folder / "a" / "b", 10) == b"et"


def test_file_and_folder_are_renamed(place: tuple[Files, Path]) -> None:
    files, folder = place
    files.write_folder(folder / "0001.ny", {"a": b"et"})
    files.write_new(folder / "x", b"to")

    files.rename(folder / "0001.ny", "0001")
    files.rename(folder / "x", "y")

    assert files.list_folder(folder) == ("0001", "y")
    assert files.read(folder / "0001" / "a", 10) == b"et"


def test_rename_is_refused_where_something_stands(place: tuple[Files, Path]) -> None:
    """Windows refuses it, POSIX would overwrite: the port is the same on both."""
    files, folder = place
    files.write_new(folder / "a", b"et")
    files.write_new(folder / "b", b"to")

    with pytest.raises(FileTakenError):
        files.rename(folder / "a", "b")

    assert (files.read(folder / "a", 10), files.read(folder / "b", 10)) == (b"et", b"to")


def test_what_is_removed_is_gone_and_may_be_gone_already(place: tuple[Files, Path]) -> None:
    files, folder = place
    files.write_new(folder / "a", b"")
    files.write_folder(folder / "b", {"c": b""})
    files.write_folder(folder / "b" / "d", {"e": b""})

    for name in ("a", "b", "a", "b", "b/d/e"):
        files.remove(folder / name)

    assert files.list_folder(folder) == ()


def test_half_written_files_are_not_listed(place: tuple[Files, Path]) -> None:
    files, folder = place

    files.write_new(folder / f"x{TEMPORARY}", b"")

    assert files.list_folder(folder) == ()
    assert files.exists(folder / f"x{TEMPORARY}")


def test_files_and_folders_can_be_flushed_and_what_is_missing_cannot(place: tuple[Files, Path]) -> None:
    files, folder = place
    files.write_new(folder / "a", b"et")

    files.flush_file(folder / "a")
    files.flush_folder(folder)

    with pytest.raises(FileError):
        files.flush_file(folder / "mangler")
    with pytest.raises(FileError):
        files.flush_folder(folder / "mangler")


def test_lock_is_free_again_after_it_was_held(place: tuple[Files, Path]) -> None:
    files, folder = place

    for _ in range(2):
        with files.locked(folder / ".laas"):
            files.write_new(folder / "a", b"")
        files.remove(folder / "a")

    assert not files.exists(folder / "a")


def test_lock_is_free_again_after_an_error(place: tuple[Files, Path]) -> None:
    files, folder = place

    with pytest.raises(FileError), files.locked(folder / ".laas"):
        files.read(folder / "mangler", 1)

    with files.locked(folder / ".laas"):
        assert files.links_work

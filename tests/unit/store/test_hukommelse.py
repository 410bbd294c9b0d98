"""The disk in memory forgets what a real one may forget, and refuses what a real one refuses."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator.store.file_errors import FileBusyError
from generator.store.hukommelse import Disk, HukommelseFiles

if TYPE_CHECKING:
    from collections.abc import Callable

ROD = Path("/m")
Tree = dict[str, bytes | None]


def cuts(disk: Disk) -> list[Tree]:
    """Return the disks that a power cut may leave, without the folder that all of them have."""
    return [{sti.removeprefix("m/"): data for sti, data in tree.items() if sti != "m"} for tree in disk.power_cuts()]


def write(disk: Disk, name: str, data: bytes, *, flush: bool) -> None:
    descriptor = disk.open(ROD / name, os.O_CREAT | os.O_EXCL)
    disk.write(descriptor, data)
    if flush:
        disk.fsync(descriptor)
    disk.close(descriptor)


def flush_folder(disk: Disk) -> None:
    descriptor = disk.open(ROD, os.O_RDONLY)
    disk.fsync(descriptor)
    disk.close(descriptor)


def test_flushed_file_in_a_folder_that_is_not_may_be_gone() -> None:
    disk = Disk({"m": None})
    write(disk, "a", b"abcd", flush=True)

    assert cuts(disk) == [{}, {"a": b"abcd"}]


def test_file_that_is_not_flushed_in_a_folder_that_is_may_hold_anything_written_so_far() -> None:
    """Nothing, its first half, zeros and the second half, or all."""
    disk = Disk({"m": None})
    write(disk, "a", b"abcd", flush=False)
    flush_folder(disk)

    assert cuts(disk) == [{"a": b""}, {"a": b"\0\0cd"}, {"a": b"ab"}, {"a": b"abcd"}]


def test_what_is_flushed_stays() -> None:
    disk = Disk({"m": None})
    write(disk, "a", b"abcd", flush=True)
    flush_folder(disk)

    assert cuts(disk) == [{"a": b"abcd"}]


def test_acts_on_names_are_kept_and_dropped_in_any_choice() -> None:
    disk = Disk({"m/a": b"1"})
    disk.link(ROD / "a", ROD / "b")
    disk.unlink(ROD / "a")

    assert sorted(map(sorted, cuts(disk))) == [[], ["a"], ["a", "b"], ["b"]]


def test_rename_is_one_act() -> None:
    disk = Disk({"m/a": b"1", "m/b": b"2"})
    disk.replace(ROD / "a", ROD / "b")

    assert cuts(disk) == [{"a": b"1", "b": b"2"}, {"b": b"1"}]


def test_folder_that_is_not_flushed_takes_along_what_is_in_it() -> None:
    disk = Disk({"m": None})
    disk.mkdir(ROD / "x")
    write(disk, "x/a", b"1", flush=True)

    assert cuts(disk) == [{}, {"x": None}, {"x": None, "x/a": b"1"}]


def test_disk_is_made_of_its_own_tree() -> None:
    disk = Disk({"m/x/a": b"1", "m/y": None, "m/b": b""})

    assert disk.tree() == {"m": None, "m/b": b"", "m/x": None, "m/x/a": b"1", "m/y": None}
    assert Disk(disk.tree()).tree() == disk.tree()
    assert list(disk.power_cuts()) == [disk.tree()]


REFUSED: list[tuple[int, Callable[[Disk], object]]] = [
    (errno.ENOENT, lambda disk: disk.stat(ROD / "mangler")),
    (errno.ENOTDIR, lambda disk: disk.stat(ROD / "a" / "b")),
    (errno.ENOTDIR, lambda disk: disk.listdir(ROD / "a")),
    (errno.EISDIR, lambda disk: disk.FileIO(ROD / "x", "rb")),
    (errno.ENOENT, lambda disk: disk.open(ROD / "mangler", os.O_RDONLY)),
    (errno.EEXIST, lambda disk: disk.open(ROD / "a", os.O_CREAT | os.O_EXCL)),
    (errno.EBADF, lambda disk: disk.write(disk.open(ROD / "x", os.O_RDONLY), b"1")),
    (errno.EBADF, lambda disk: disk.close(99)),
    (errno.EEXIST, lambda disk: disk.link(ROD / "a", ROD / "x")),
    (errno.EXDEV, lambda disk: disk.rename(ROD / "a", ROD / "x" / "a")),
    (errno.EISDIR, lambda disk: disk.unlink(ROD / "x")),
    (errno.EISDIR, lambda disk: disk.bytes_of(ROD / "x")),
    (errno.EEXIST, lambda disk: disk.mkdir(ROD / "a")),
    (errno.ENOTEMPTY, lambda disk: disk.rmdir(ROD / "x")),
]


@pytest.mark.parametrize(("code", "act"), REFUSED)
def test_what_a_real_disk_refuses_is_refused_and_changes_nothing(code: int, act: Callable[[Disk], object]) -> None:
    disk = Disk({"m/a": b"1", "m/x/b": b"2"})

    with pytest.raises(OSError, match=rf"Errno {code}\]"):
        act(disk)

    assert disk.tree() == Disk({"m/a": b"1", "m/x/b": b"2"}).tree()


def test_lock_that_is_held_is_not_waited_for() -> None:
    files = HukommelseFiles(Disk({"m": None}))

    with files.locked(ROD / "laas"), pytest.raises(FileBusyError), files.locked(ROD / "laas"):
        pass
    with files.locked(ROD / "laas"):
        assert files.disk.locks == {ROD / "laas"}

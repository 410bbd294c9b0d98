"""A plan's folder in memory after so many acts, and one act of the port that does not go as it should."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.store.hukommelse import Disk, HukommelseFiles
from generator.store.log import Log
from tests.fejl.akter import AKTER, PLAN, count_acts, expected

if TYPE_CHECKING:
    from pathlib import Path


class Borte(BaseException):
    """The program is gone."""


class Stopper(HukommelseFiles):
    """Raises `error` instead of an act of the port (`rename`, `remove`, `write_new` …) on a file named `name`.

    "" stands for any file.
    """

    def __init__(self, disk: Disk, act: str, error: BaseException, name: str = "") -> None:
        super().__init__(disk)
        self._act, self._error, self._name = act, error, name

    def _stop(self, act: str, path: Path) -> None:
        if act == self._act and self._name in {"", path.name}:
            raise self._error

    def write_new(self, path: Path, data: bytes) -> None:
        """Write a file, or stop."""
        self._stop("write_new", path)
        super().write_new(path, data)

    def replace(self, path: Path, data: bytes) -> None:
        """Write a file, in place of another or not, or stop."""
        self._stop("replace", path)
        super().replace(path, data)

    def rename(self, path: Path, name: str) -> None:
        """Rename, or stop."""
        self._stop("rename", path)
        super().rename(path, name)

    def remove(self, path: Path) -> None:
        """Remove, or stop."""
        self._stop("remove", path)
        super().remove(path)

    def flush_folder(self, path: Path) -> None:
        """Flush, or stop."""
        self._stop("flush_folder", path)
        super().flush_folder(path)


def after(number: int) -> HukommelseFiles:
    """Return a disk on which the first acts were made."""
    return HukommelseFiles(Disk(expected()[number]))


def opened(files: HukommelseFiles) -> Log:
    """Return the plan's log, open."""
    log = Log(files, PLAN)
    log.open()
    return log


def opened_then(number: int, files: HukommelseFiles) -> Log:
    """Return a log that holds the first acts, opened while all was well; `files` makes what comes."""
    log = opened(HukommelseFiles(files.disk))
    assert count_acts(AKTER, len(log._known)) == number
    log._files = files
    return log


def put(files: HukommelseFiles, sti: str, data: bytes) -> None:
    """Write a file by its path from the plan's folder, as a person would."""
    files.make_folder((PLAN / sti).parent)
    files.replace(PLAN / sti, data)

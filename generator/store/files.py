"""Every call to the file system goes through here: the port `Files` and the real thing, `RealFiles`.

Always so: a file is either there whole or not there at all. It is written aside in its own folder, flushed to disk and
then linked (`write_new`, which never overwrites) or moved (`replace`) into place, and the folder is flushed too. What a
killed program leaves is a file named `.….delaftale-tmp`, which nothing reads. Removing and renaming don't flush: who
does several of them says when (`flush_folder`). Why a port: a full disk or a power cut can then be tried in a test, at
each single call (`RealFiles._call`), on a disk that is none (`store/hukommelse.py`).
"""

from __future__ import annotations

import contextlib
import errno
import io
import os
import stat
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeVar

from generator.store.file_errors import (
    FileBusyError,
    FileError,
    FileTakenError,
    FileTooLargeError,
    codes,
    translated,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from contextlib import AbstractContextManager
    from pathlib import Path

__all__ = ["TEMPORARY", "FileBusyError", "FileError", "FileTakenError", "FileTooLargeError", "Files", "RealFiles"]

T = TypeVar("T")

TEMPORARY = ".delaftale-tmp"

LOCK_SECONDS: Final = 20.0  # how long another program's act is waited for; an act takes a fraction of one

_NO_LINKS = codes("EPERM", "EACCES", "ENOSYS", "ENOTSUP", "EOPNOTSUPP", "EMLINK", "EXDEV", "EINVAL")
_NO_FOLDER_FLUSH = codes("EINVAL", "ENOTSUP", "EOPNOTSUPP", "EBADF")
_BINARY = getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


class Files(Protocol):
    """What the program does with files. Every method raises only the errors of `store/file_errors.py`."""

    links_work: bool
    """False once a file system has refused hard links, so that new files are made by exclusive creation instead."""

    def read(self, path: Path, limit: int) -> bytes:
        """Return a file's bytes. Raises: FileTooLargeError, above `limit` bytes."""

    def list_folder(self, path: Path) -> tuple[str, ...]:
        """Return the names in a folder, sorted, without what was only half written; () if there is no such folder."""

    def exists(self, path: Path) -> bool:
        """Return whether a file or folder of that name is there."""

    def is_folder(self, path: Path) -> bool:
        """Return whether a folder of that name is there."""

    def write_new(self, path: Path, data: bytes) -> None:
        """Write a file that is not there yet. Raises: FileTakenError, if it is; of two writers one succeeds."""

    def replace(self, path: Path, data: bytes) -> None:
        """Write a file, in place of one that may be there."""

    def make_folder(self, path: Path, *, flush: bool = True) -> None:
        """Make a folder and those above it; one that is there is fine. Flushed, unless the caller does that."""

    def write_folder(self, path: Path, files: Mapping[str, bytes]) -> None:
        """Make a folder that holds these files, by name, all of it flushed. After a failure part of it may be there.

        Raises: FileTakenError, if something of that name is there.
        """

    def rename(self, path: Path, name: str) -> None:
        """Give a file or folder another name in its folder. Raises: FileTakenError, if that is taken. Not flushed."""

    def remove(self, path: Path) -> None:
        """Remove a file, or a folder with what is in it; one that is gone already is fine. Not flushed."""

    def flush_file(self, path: Path) -> None:
        """Make a file that somebody wrote last through a power cut."""

    def flush_folder(self, path: Path) -> None:
        """Make the names in a folder last through a power cut, where the system can."""

    def locked(self, path: Path) -> AbstractContextManager[None]:
        """Hold a lock, named by a file beside what it guards, that no other holds; it ends with its holder's process.

        Raises: FileBusyError, if another program holds it for long.
        """


class RealFiles:
    """The file system. `links_work` turns False for good once a file system refuses hard links."""

    def __init__(self) -> None:
        self.links_work = True

    def _call(self, function: Callable[..., T], *args: Any) -> T:
        """Make one system call; the single place where a test can make it fail."""
        return function(*args)

    def read(self, path: Path, limit: int) -> bytes:
        """Return a file's bytes. Raises: FileTooLargeError, above `limit` bytes; FileError."""
        with translated(path, "læses"):
            status: os.stat_result = self._call(os.stat, path)
            if stat.S_ISDIR(status.st_mode):
                raise OSError(errno.EISDIR, "")
            if not stat.S_ISREG(status.st_mode):  # a pipe or a device would never end
                raise OSError(errno.EACCES, "")
            with self._call(io.FileIO, path, "rb") as file:
                data = self._call(_read_upto, file, limit + 1)
        if len(data) > limit:
            raise FileTooLargeError(path, max(status.st_size, len(data)), limit)
        return data

    def list_folder(self, path: Path) -> tuple[str, ...]:
        """Return the names in a folder, sorted; () if there is no such folder. Raises: FileError."""
        with translated(path, "læses"):
            try:
                names = self._call(os.listdir, path)
            except FileNotFoundError:
                return ()
        return tuple(sorted(name for name in names if not name.endswith(TEMPORARY)))

    def exists(self, path: Path) -> bool:
        """Return whether a file or folder of that name is there. Raises: FileError."""
        return self._mode(path) != 0

    def is_folder(self, path: Path) -> bool:
        """Return whether a folder of that name is there. Raises: FileError."""
        return stat.S_ISDIR(self._mode(path))

    def _mode(self, path: Path) -> int:
        with translated(path, "læses"):
            try:
                return int(self._call(os.stat, path).st_mode)
            except (FileNotFoundError, NotADirectoryError):
                return 0

    def write_new(self, path: Path, data: bytes) -> None:
        """Write a file that is not there yet, whole or not at all. Raises: FileTakenError, FileError."""
        with translated(path, "skrives"), self._written_aside(path, data) as aside:
            try:
                self._put_in_place(aside, path)
            except FileExistsError:
                raise FileTakenError(path) from None
            self._flush_folder(path.parent)

    def _put_in_place(self, aside: Path, path: Path) -> None:
        """Give the finished file its name, unless the name is taken. Raises: FileExistsError, OSError.

        Where hard links don't work the name is claimed by an empty file first. Only there a kill in the moment between
        leaves an empty file, which readers refuse as empty.
        """
        if self.links_work:
            try:
                return self._call(os.link, aside, path)
            except FileExistsError:
                raise
            except OSError as error:
                if error.errno not in _NO_LINKS:
                    raise
        claim = self._call(os.open, path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o666)
        self.links_work = False  # the folder can be written to, so it was the link that was refused
        try:
            self._call(os.close, claim)
            self._call(os.replace, aside, path)
        except BaseException:
            self._remove(path)
            raise

    def replace(self, path: Path, data: bytes) -> None:
        """Write a file, in place of one that may be there, whole or not at all. Raises: FileError."""
        with translated(path, "skrives"), self._written_aside(path, data) as aside:
            self._call(os.replace, aside, path)
            self._flush_folder(path.parent)

    @contextlib.contextmanager
    def _written_aside(self, path: Path, data: bytes) -> Iterator[Path]:
        """Write `data` to a file beside `path`, flushed to disk; the file is gone afterwards, whatever happens."""
        aside = path.parent / f".{self._call(os.urandom, 8).hex()}{TEMPORARY}"
        descriptor = self._call(os.open, aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o666)
        try:
            self._fill(descriptor, data)
            yield aside
        finally:
            self._remove(aside)

    def _fill(self, descriptor: int, data: bytes) -> None:
        """Write a file to its end, flush it to disk and close it."""
        try:
            rest = memoryview(data)
            while rest:
                rest = rest[self._call(os.write, descriptor, rest) :]
            self._call(os.fsync, descriptor)
        finally:
            self._call(os.close, descriptor)

    def _remove(self, path: Path) -> None:
        """Remove a file of ours; that it is gone already, or can't be removed, must not hide the first error."""
        with contextlib.suppress(OSError):
            self._call(os.unlink, path)

    def make_folder(self, path: Path, *, flush: bool = True) -> None:
        """Make a folder and those above it; one that is there is fine. Raises: FileError.

        Only what is made is flushed: a folder that a killed program made may be there and not be on disk yet.
        """
        with translated(path, "oprettes"):
            missing = []
            folder = path
            while not self.is_folder(folder):
                missing.append(folder)
                if folder == folder.parent:
                    break
                folder = folder.parent
            for folder in reversed(missing):
                try:
                    self._call(os.mkdir, folder)
                except FileExistsError:  # fine if another program was faster
                    if not self.is_folder(folder):
                        raise
                else:
                    if flush:
                        self._flush_folder(folder.parent)

    def write_folder(self, path: Path, files: Mapping[str, bytes]) -> None:
        """Make a folder that holds these files, all of it flushed. Raises: FileTakenError, FileError."""
        with translated(path, "skrives"):
            try:
                self._call(os.mkdir, path)
            except FileExistsError:
                raise FileTakenError(path) from None
            for name, data in files.items():
                # the folder is new, so nobody else has a file in it
                self._fill(self._call(os.open, path / name, os.O_WRONLY | os.O_CREAT | _BINARY, 0o666), data)
            self._flush_folder(path)
            self._flush_folder(path.parent)

    def rename(self, path: Path, name: str) -> None:
        """Give a file or folder another name in its folder; not flushed. Raises: FileTakenError, FileError.

        What stands there already is seen by looking, so whoever renames holds a lock.
        """
        if self.exists(path.with_name(name)):
            raise FileTakenError(path.with_name(name))
        with translated(path, "omdøbes"):
            self._call(os.rename, path, path.with_name(name))

    def remove(self, path: Path) -> None:
        """Remove a file, or a folder with what is in it; not flushed. Raises: FileError."""
        with translated(path, "slettes"):
            try:
                if stat.S_ISDIR(self._call(os.lstat, path).st_mode):
                    for name in self._call(os.listdir, path):
                        self.remove(path / name)
                    self._call(os.rmdir, path)
                else:
                    self._call(os.unlink, path)
            except FileNotFoundError:
                return

    def flush_file(self, path: Path) -> None:
        """Make a file that somebody wrote last through a power cut. Raises: FileError."""
        flags = os.O_RDWR if os.name == "nt" else os.O_RDONLY  # Windows flushes only what may be written to
        with translated(path, "skrives"):
            descriptor = self._call(os.open, path, flags | _BINARY)
            try:
                self._call(os.fsync, descriptor)
            finally:
                self._call(os.close, descriptor)

    def flush_folder(self, path: Path) -> None:
        """Make the names in a folder last through a power cut, where the system can. Raises: FileError."""
        with translated(path, "skrives"):
            self._flush_folder(path)

    @contextlib.contextmanager
    def locked(self, path: Path) -> Iterator[None]:
        """Hold a lock that no other holds. Raises: FileBusyError, FileError, also where locks don't work."""
        from filelock import FileLock, Timeout  # noqa: PLC0415 - an ordinary run only reads

        with translated(path, "låses"):
            lock = FileLock(path, timeout=LOCK_SECONDS)
            try:
                self._call(lock.acquire, LOCK_SECONDS, 0.01)
            except Timeout:
                raise FileBusyError(path.parent) from None
            except NotImplementedError:
                raise OSError(errno.ENOSYS, "") from None
        try:
            yield
        finally:
            lock.release()

    def _flush_folder(self, folder: Path) -> None:
        """Make the names in a folder last through a power cut. Windows and some network drives can't."""
        if os.name == "nt":
            return
        descriptor = self._call(os.open, folder, os.O_RDONLY)
        try:
            self._call(os.fsync, descriptor)
        except OSError as error:
            if error.errno not in _NO_FOLDER_FLUSH:
                raise
        finally:
            self._call(os.close, descriptor)


def _read_upto(file: io.FileIO, size: int) -> bytes:
    """Return the file's first `size` bytes, or all there are."""
    parts = []
    while size and (part := file.read(size)):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)

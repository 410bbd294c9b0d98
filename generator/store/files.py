"""Every call to the file system goes through here: the port `Files` and the real thing, `RealFiles`.

Always so: a file is either there whole or not there at all. It is written aside in its own folder, flushed to disk and
then linked (`write_new`, which never overwrites) or moved (`replace`) into place, and the folder is flushed too. What a
killed program leaves is a file named `.….delaftale-tmp`, which nothing reads. Why a port: a full disk or a read-only
folder can then be tried in a test, at each single call (`RealFiles._call`).
"""

from __future__ import annotations

import contextlib
import errno
import io
import os
import stat
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, TypeVar

from generator.errors import GeneratorError
from generator.text import format_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

T = TypeVar("T")

TEMPORARY = ".delaftale-tmp"


def _codes(*names: str) -> frozenset[int]:
    """Return the error numbers of those names that this system knows."""
    return frozenset(getattr(errno, name) for name in names if hasattr(errno, name))


_NO_LINKS = _codes("EPERM", "EACCES", "ENOSYS", "ENOTSUP", "EOPNOTSUPP", "EMLINK", "EXDEV", "EINVAL")
_NO_FOLDER_FLUSH = _codes("EINVAL", "ENOTSUP", "EOPNOTSUPP", "EBADF")
_BINARY = getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


class FileError(GeneratorError):
    """A file or folder can't be read or written. `code` is the system's error number, 0 where the system had none."""

    def __init__(self, path: Path, act: str, code: int) -> None:
        self.path, self.act, self.code = path, act, code
        super().__init__(_describe(path, act, code))


class FileTakenError(GeneratorError):
    """Something stands where a new file was to be; it is untouched."""

    exit_code: ClassVar[int] = 6
    http_status: ClassVar[int] = 409

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(
            f"»{path}« findes allerede og er ikke rørt. Vælg et andet navn, eller ret i den fil, der er der."
        )


class FileTooLargeError(GeneratorError):
    """A file is larger than anything of its kind can be; it was not read."""

    def __init__(self, path: Path, size: int, limit: int) -> None:
        self.path, self.size, self.limit = path, size, limit
        super().__init__(
            f"»{path}« fylder {format_number(size // 1000)} kB, og højst {format_number(limit // 1000)} kB kan læses. "
            "Er det den rigtige fil?"
        )


def _describe(path: Path, act: str, code: int) -> str:
    """Return what is wrong and what to do. `act` is the Danish verb: »læses«, »skrives«, »oprettes«."""
    for codes, text in _TEXTS:
        if code in codes:
            return text.format(path=path, act=act, start=path.name[:40])
    name = errno.errorcode.get(code, str(code))
    return f"»{path}« kan ikke {act} (styresystemets fejl {name}). Prøv igen, eller vælg en anden mappe."


_TEXTS = (
    (_codes("ENOENT"), "»{path}« findes ikke. Er navnet stavet rigtigt?"),
    (_codes("ENOTDIR", "EEXIST"),
     "»{path}« kan ikke {act}, for der ligger en fil på mappens plads. Vælg en anden mappe, eller flyt filen."),
    (_codes("EISDIR"), "»{path}« er en mappe, men der skal være en fil. Flyt mappen, eller vælg et andet navn."),
    (_codes("ENOSPC", "EDQUOT"), "»{path}« kan ikke {act}: Disken er fuld. Frigør plads, og prøv igen."),
    (_codes("EROFS"), "»{path}« kan ikke {act}: Drevet er skrivebeskyttet. Vælg en mappe på et andet drev."),
    (_codes("EACCES", "EPERM"),
     "»{path}« kan ikke {act}: Det er ikke tilladt. Luk filen, hvis den er åben i Word, eller vælg en anden mappe."),
    (_codes("ENAMETOOLONG"), "»{start}…« kan ikke {act}: Navnet er for langt. Vælg et kortere navn."),
    (_codes("ELOOP"), "»{path}« kan ikke {act}: Genvejene peger i ring. Ret genvejen."),
)  # fmt: skip


class Files(Protocol):
    """What the program does with files. Every method raises only `FileError` and the two errors beside it."""

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

    def make_folder(self, path: Path) -> None:
        """Make a folder and those above it; one that is there is fine."""


class RealFiles:
    """The file system. `links_work` turns False for good once a file system refuses hard links."""

    def __init__(self) -> None:
        self.links_work = True

    def _call(self, function: Callable[..., T], *args: Any) -> T:
        """Make one system call; the single place where a test can make it fail."""
        return function(*args)

    def read(self, path: Path, limit: int) -> bytes:
        """Return a file's bytes. Raises: FileTooLargeError, above `limit` bytes; FileError."""
        with _translated(path, "læses"):
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
        with _translated(path, "læses"):
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
        with _translated(path, "læses"):
            try:
                return int(self._call(os.stat, path).st_mode)
            except (FileNotFoundError, NotADirectoryError):
                return 0

    def write_new(self, path: Path, data: bytes) -> None:
        """Write a file that is not there yet, whole or not at all. Raises: FileTakenError, FileError."""
        with _translated(path, "skrives"), self._written_aside(path, data) as aside:
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
        with _translated(path, "skrives"), self._written_aside(path, data) as aside:
            self._call(os.replace, aside, path)
            self._flush_folder(path.parent)

    @contextlib.contextmanager
    def _written_aside(self, path: Path, data: bytes) -> Iterator[Path]:
        """Write `data` to a file beside `path`, flushed to disk; the file is gone afterwards, whatever happens."""
        aside = path.parent / f".{os.urandom(8).hex()}{TEMPORARY}"
        try:
            descriptor = self._call(os.open, aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o666)
            try:
                rest = memoryview(data)
                while rest:
                    rest = rest[self._call(os.write, descriptor, rest) :]
                self._call(os.fsync, descriptor)
            finally:
                self._call(os.close, descriptor)
            yield aside
        finally:
            self._remove(aside)

    def _remove(self, path: Path) -> None:
        """Remove a file of ours; that it is gone already, or can't be removed, must not hide the first error."""
        with contextlib.suppress(OSError):
            self._call(os.unlink, path)

    def make_folder(self, path: Path) -> None:
        """Make a folder and those above it; one that is there is fine. Raises: FileError."""
        with _translated(path, "oprettes"):
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
                    self._flush_folder(folder.parent)

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


@contextlib.contextmanager
def _translated(path: Path, act: str) -> Iterator[None]:
    """Turn what the system says into a `FileError` that says it in Danish."""
    try:
        yield
    except OSError as error:
        raise FileError(path, act, error.errno or 0) from error
    except ValueError as error:  # a NUL in a path
        raise FileError(path, act, errno.EINVAL) from error

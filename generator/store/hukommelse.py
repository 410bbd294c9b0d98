"""A disk in memory that keeps its word and no more: what was not flushed may be there after a power cut, or not.

Always so: the names in a folder and the bytes of a file are on the disk only once that folder, that file was flushed.
A power cut keeps any of the other acts and drops the rest (a file that was written but not flushed may hold zeros, or
its first half), so that `power_cuts` gives every disk that may come of it. One assumption is made, and every journaling
file system keeps it: a rename within one folder is one act. Why the system's calls and not the port: `RealFiles` itself
runs on this disk, and so each of its flushes is put to the test.
"""

from __future__ import annotations

import contextlib
import errno
import io
import os
import stat
from dataclasses import dataclass, field
from itertools import count, product
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias, TypeVar

from generator.store.file_errors import FileBusyError, translated
from generator.store.files import RealFiles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

T = TypeVar("T")

Trae: TypeAlias = "Mapping[str, bytes | None]"
"""What a disk holds by path, "/" between the steps: a file's bytes, None for a folder."""


@dataclass(eq=False, slots=True)
class Fil:
    """A file: its bytes, those that are flushed, and the writes since (offset, bytes)."""

    data: bytearray = field(default_factory=bytearray)
    flushed: bytes = b""
    pending: list[tuple[int, bytes]] = field(default_factory=list)


@dataclass(eq=False, slots=True)
class Mappe:
    """A folder: its names, those that are flushed, and the acts since; an act sets names, None takes one away."""

    names: dict[str, Knude] = field(default_factory=dict)
    flushed: dict[str, Knude] = field(default_factory=dict)
    pending: list[dict[str, Knude | None]] = field(default_factory=list)

    def put(self, name: str, node: Knude) -> None:
        """Have a name there as if it had been there for long."""
        self.names[name] = self.flushed[name] = node

    def act(self, change: dict[str, Knude | None]) -> None:
        """Make a change that is not flushed yet."""
        self.pending.append(change)
        _apply(self.names, change)


Knude: TypeAlias = Fil | Mappe


class Status(NamedTuple):
    """What the system says of a file or folder."""

    st_mode: int
    st_size: int


class Disk:
    """Folders and files in memory, with the system's calls by their names in `os`."""

    def __init__(self, trae: Trae | None = None) -> None:
        """Make a disk that holds `trae`, all of it flushed; folders on the way to a file need not be named."""
        self._root = Mappe()
        self._open: dict[int, Knude] = {}
        self._numbers = count(3)
        self._names = count(1)
        self.locks: set[Path] = set()
        folders = {"": self._root}
        for path, data in sorted((trae or {}).items()):
            *above, name = path.split("/")
            for depth in range(1, len(above) + (data is None) + 1):
                step = "/".join(path.split("/")[:depth])
                if step not in folders:
                    folders[step] = Mappe()
                    folders["/".join(step.split("/")[:-1])].put(step.split("/")[-1], folders[step])
            if data is not None:
                folders["/".join(above)].put(name, Fil(bytearray(data), data))

    def tree(self) -> dict[str, bytes | None]:
        """Return what is there for the programs that run."""
        return dict(_walk(self._root, "", lambda folder: folder.names, lambda file: bytes(file.data)))

    def power_cuts(self) -> Iterator[dict[str, bytes | None]]:
        """Yield each different disk that a power cut may leave now; the first has nothing that was not flushed."""
        folders, files = _collect(self._root)
        waiting: list[tuple[Knude, int]] = [
            *((folder, nr) for folder in folders for nr in range(len(folder.pending))),
            *((file, nr) for file in files for nr in range(len(file.pending))),
        ]
        seen = set()
        for kept in product((False, True), repeat=len(waiting)):
            tree = self._tree_after({(id(node), nr) for (node, nr), keep in zip(waiting, kept, strict=True) if keep})
            if (key := tuple(sorted(tree.items(), key=lambda item: item[0]))) not in seen:
                seen.add(key)
                yield tree

    def _tree_after(self, kept: set[tuple[int, int]]) -> dict[str, bytes | None]:
        return dict(_walk(self._root, "", lambda f: _names_after(f, kept), lambda f: _bytes_after(f, kept)))

    def bytes_of(self, path: Path) -> bytearray:
        """Return a file's bytes themselves, for who wants to do damage. Raises: OSError."""
        node = self._find(path)
        if isinstance(node, Mappe):
            raise OSError(errno.EISDIR, "")
        return node.data

    # -- the system's calls --

    def stat(self, path: Path) -> Status:
        """Return what is there. Raises: OSError."""
        node = self._find(path)
        if isinstance(node, Mappe):
            return Status(stat.S_IFDIR, 0)
        return Status(stat.S_IFREG, len(node.data))

    lstat = stat

    def listdir(self, path: Path) -> list[str]:
        """Return the names in a folder. Raises: OSError."""
        return list(self._folder(path).names)

    def FileIO(self, path: Path, mode: str) -> io.BytesIO:  # noqa: N802 - called by the name it has in `io`
        """Open a file to read. Raises: OSError."""
        node = self._find(path)
        if mode != "rb" or isinstance(node, Mappe):
            raise OSError(errno.EISDIR, "")
        return io.BytesIO(bytes(node.data))

    def open(self, path: Path, flags: int, _mode: int = 0) -> int:
        """Open a file or folder and return its descriptor. Raises: OSError."""
        parent = self._folder(path.parent)
        node = parent.names.get(path.name)
        if node is None and flags & os.O_CREAT:
            node = Fil()
            parent.act({path.name: node})
        elif node is None:
            raise OSError(errno.ENOENT, "")
        elif flags & os.O_EXCL:
            raise OSError(errno.EEXIST, "")
        number = next(self._numbers)
        self._open[number] = node
        return number

    def write(self, descriptor: int, data: bytes) -> int:
        """Add to the end of a file: two acts, since either half may be lost. Raises: OSError."""
        file = self._open[descriptor]
        if isinstance(file, Mappe):
            raise OSError(errno.EBADF, "")
        content = bytes(data)
        half = (len(content) + 1) // 2
        for part in filter(None, (content[:half], content[half:])):
            file.pending.append((len(file.data), part))
            file.data += part
        return len(content)

    def fsync(self, descriptor: int) -> None:
        """Flush a file or folder."""
        node = self._open[descriptor]
        if isinstance(node, Fil):
            node.flushed = bytes(node.data)
        else:
            node.flushed = dict(node.names)
        node.pending.clear()

    def close(self, descriptor: int) -> None:
        """Close a file or folder. Raises: OSError."""
        if self._open.pop(descriptor, None) is None:
            raise OSError(errno.EBADF, "")

    def link(self, path: Path, new: Path) -> None:
        """Give a file a second name. Raises: OSError."""
        node = self._find(path)
        folder = self._folder(new.parent)
        if new.name in folder.names:
            raise OSError(errno.EEXIST, "")
        folder.act({new.name: node})

    def replace(self, path: Path, new: Path) -> None:
        """Rename within a folder, over what may be there. Raises: OSError."""
        node = self._find(path)
        if path.parent != new.parent:
            raise OSError(errno.EXDEV, "")
        self._folder(path.parent).act({path.name: None, new.name: node})

    rename = replace

    def unlink(self, path: Path) -> None:
        """Take a file's name away. Raises: OSError."""
        if isinstance(self._find(path), Mappe):
            raise OSError(errno.EISDIR, "")
        self._folder(path.parent).act({path.name: None})

    def mkdir(self, path: Path) -> None:
        """Make a folder. Raises: OSError."""
        folder = self._folder(path.parent)
        if path.name in folder.names:
            raise OSError(errno.EEXIST, "")
        folder.act({path.name: Mappe()})

    def rmdir(self, path: Path) -> None:
        """Take an empty folder away. Raises: OSError."""
        if self._folder(path).names:
            raise OSError(errno.ENOTEMPTY, "")
        self._folder(path.parent).act({path.name: None})

    def urandom(self, size: int) -> bytes:
        """Return the next number, so that a run can be repeated."""
        return next(self._names).to_bytes(size, "big")

    def acquire(self, path: Path) -> bool:
        """Take a lock and return whether it was free. Raises: OSError, if its folder is not there."""
        self._folder(path.parent)
        is_free = path not in self.locks
        self.locks.add(path)
        return is_free

    def _find(self, path: Path) -> Knude:
        node: Knude = self._root
        for step in path.parts[1:]:
            if not isinstance(node, Mappe):
                raise OSError(errno.ENOTDIR, "")
            if step not in node.names:
                raise OSError(errno.ENOENT, "")
            node = node.names[step]
        return node

    def _folder(self, path: Path) -> Mappe:
        node = self._find(path)
        if not isinstance(node, Mappe):
            raise OSError(errno.ENOTDIR, "")
        return node


class HukommelseFiles(RealFiles):
    """The port on a disk in memory: `RealFiles`, each of its calls made there."""

    def __init__(self, disk: Disk) -> None:
        super().__init__()
        self.disk = disk

    def _call(self, function: Callable[..., T], *args: Any) -> T:
        own: Callable[..., T] = getattr(self.disk, function.__name__, function)
        return own(*args)

    @contextlib.contextmanager
    def locked(self, path: Path) -> Iterator[None]:
        """Hold a lock; nobody is waited for. Raises: FileBusyError, FileError."""
        with translated(path, "låses"):
            if not self._call(self.disk.acquire, path):
                raise FileBusyError(path.parent)
        try:
            yield
        finally:
            self.disk.locks.discard(path)


def _apply(names: dict[str, Knude], change: Mapping[str, Knude | None]) -> None:
    for name, node in change.items():
        if node is None:
            names.pop(name, None)
        else:
            names[name] = node


def _walk(
    folder: Mappe, above: str, names: Callable[[Mappe], Mapping[str, Knude]], data: Callable[[Fil], bytes]
) -> Iterator[tuple[str, bytes | None]]:
    for name, node in sorted(names(folder).items(), key=lambda item: item[0]):
        if isinstance(node, Fil):
            yield above + name, data(node)
        else:
            yield above + name, None
            yield from _walk(node, f"{above}{name}/", names, data)


def _collect(root: Mappe) -> tuple[list[Mappe], list[Fil]]:
    """Return every folder and file that may be there after a power cut, each once."""
    folders: dict[int, Mappe] = {}
    files: dict[int, Fil] = {}
    todo: list[Knude] = [root]
    while todo:
        node = todo.pop()
        if isinstance(node, Fil):
            files[id(node)] = node
        elif id(node) not in folders:
            folders[id(node)] = node
            changes: Iterable[Knude | None] = [child for change in node.pending for child in change.values()]
            todo += [child for child in (*node.flushed.values(), *changes) if child is not None]
    return list(folders.values()), list(files.values())


def _names_after(folder: Mappe, kept: set[tuple[int, int]]) -> dict[str, Knude]:
    names = dict(folder.flushed)
    for nr, change in enumerate(folder.pending):
        if (id(folder), nr) in kept:
            _apply(names, change)
    return names


def _bytes_after(file: Fil, kept: set[tuple[int, int]]) -> bytes:
    data = bytearray(file.flushed)
    for nr, (offset, part) in enumerate(file.pending):
        if (id(file), nr) in kept:
            data += bytes(max(0, offset - len(data)))
            data[offset : offset + len(part)] = part
    return bytes(data)

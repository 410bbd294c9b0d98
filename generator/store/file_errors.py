"""What can go wrong with a file, said in Danish: the errors of the port `Files`, and the system's own turned into them.

Always so: an error names the path and says what to do; no error of the system gets past `translated`.
"""

from __future__ import annotations

import contextlib
import errno
from typing import TYPE_CHECKING, ClassVar

from generator.errors import GeneratorError
from generator.text import format_number

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def codes(*names: str) -> frozenset[int]:
    """Return the error numbers of those names that this system knows."""
    return frozenset(getattr(errno, name) for name in names if hasattr(errno, name))


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


class FileBusyError(GeneratorError):
    """Another program holds what is to be written; nothing was written."""

    exit_code: ClassVar[int] = 6
    http_status: ClassVar[int] = 409

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(f"Et andet program skriver i »{path}« lige nu. Vent et øjeblik, og prøv igen.")


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
    for known, text in _TEXTS:
        if code in known:
            return text.format(path=path, act=act, start=path.name[:40])
    name = errno.errorcode.get(code, str(code))
    return f"»{path}« kan ikke {act} (styresystemets fejl {name}). Prøv igen, eller vælg en anden mappe."


_TEXTS = (
    (codes("ENOENT"), "»{path}« findes ikke. Er navnet stavet rigtigt?"),
    (codes("ENOTDIR", "EEXIST"),
     "»{path}« kan ikke {act}, for der ligger en fil på mappens plads. Vælg en anden mappe, eller flyt filen."),
    (codes("EISDIR"), "»{path}« er en mappe, men der skal være en fil. Flyt mappen, eller vælg et andet navn."),
    (codes("ENOSPC", "EDQUOT"), "»{path}« kan ikke {act}: Disken er fuld. Frigør plads, og prøv igen."),
    (codes("EROFS"), "»{path}« kan ikke {act}: Drevet er skrivebeskyttet. Vælg en mappe på et andet drev."),
    (codes("EACCES", "EPERM"),
     ("»{path}« kan ikke {act}: Det er ikke tilladt. "
     "Luk filen, hvis den er åben i et andet program, eller vælg en ny mappe.")),
    (codes("ENAMETOOLONG"), "»{start}…« kan ikke {act}: Navnet er for langt. Vælg et kortere navn."),
    (codes("ELOOP"), "»{path}« kan ikke {act}: Genvejene peger i ring. Ret genvejen."),
)  # fmt: skip


@contextlib.contextmanager
def translated(path: Path, act: str) -> Iterator[None]:
    """Turn what the system says into a `FileError` that says it in Danish."""
    try:
        yield
    except OSError as error:
        raise FileError(path, act, error.errno or 0) from error
    except ValueError as error:  # a NUL in a path
        raise FileError(path, act, errno.EINVAL) from error

"""Finds LBF's forms, compiles them, and keeps what was compiled, so that an ordinary run compiles nothing.

Always so: the project's own form goes before the shipped one, and what comes out of the cache is what compiling would
have given. Its key covers the form's bytes and everything the compiler's work depends on; its content is guarded by its
own SHA-256 and, being code, is believed only in a folder that is ours alone. A cache that can't be used is no error:
then the form is compiled each time.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import os
import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Final

import generator
from generator.errors import DataError, DataFejl, GeneratorError, PackageError
from generator.store.files import FileError, FileTooLargeError
from generator.store.yaml_reader import MAX_BYTES, load_yaml_with_places
from generator.text import nearest
from generator.word.contract import DELAFTALE
from generator.word.form import CompiledForm, compile_form

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.store.files import Files
    from generator.word.roots import Formularart

MAX_DOCX: Final = 20_000_000  # bytes; the shipped form fills 20 KB, one with a large logo a few MB
MAX_ROLLER: Final = 200_000  # bytes of form.yaml; the shipped one has 1,500
ROLLER: Final = "form.yaml"
SHIPPED: Final = "lbf-2019-26"
MAX_KEPT: Final = 20  # compiled forms; nobody works with more at a time
_DIGEST = hashlib.sha256().digest_size
_PACKAGE = Path(generator.__file__).parent


class UnknownFormularError(GeneratorError):
    """An agreement names a form that isn't there."""

    http_status: ClassVar[int] = 404

    def __init__(self, formular: str, known: tuple[str, ...]) -> None:
        self.formular, self.known = formular, known
        likely = nearest(formular, known)
        meant = f" Mente du »{likely[0]}«?" if likely else ""
        if not known:
            found = " Der er slet ingen formularer."
        elif likely and len(known) == 1:
            found = ""  # it is named already
        else:
            found = f" Der er {', '.join(f'»{name}«' for name in known)}."
        super().__init__(f"Der er ingen formular, der hedder »{formular}«.{meant}{found}")


class FormStore:
    """The forms that a project can use. `cache` None: nothing is kept between runs."""

    def __init__(self, root: Path, files: Files, cache: Path | None) -> None:
        self._files, self._cache = files, cache
        shipped = _PACKAGE.parent / "templates"  # in a checkout; a wheel has them inside
        self._folders = (root / "templates", shipped if shipped.is_dir() else _PACKAGE / "_templates")
        self._loaded: dict[tuple[str, str], CompiledForm] = {}

    def list_formularer(self, art: Formularart = DELAFTALE) -> tuple[str, ...]:
        """Return the ids of all forms of a kind, sorted."""
        found = {
            name
            for folder in self._folders
            for name in self._files.list_folder(folder)
            if self._files.exists(folder / name / art.fil)
        }
        return tuple(sorted(found))

    def load(self, formular: str, art: Formularart = DELAFTALE) -> CompiledForm:
        """Return a form ready to be filled in. Raises: UnknownFormularError, FormError, FileError."""
        name = formular, art.navn
        if name not in self._loaded:
            folder = self._find(formular, art)
            docx = self._files.read(folder / art.fil, MAX_DOCX)
            roller = self._files.read(folder / ROLLER, MAX_ROLLER)
            self._loaded[name] = self._from_cache(docx, roller, formular, art)
        return self._loaded[name]

    def load_pdf_stil(self, formular: str, art: Formularart = DELAFTALE) -> str:
        """Return a form's looks as PDF, its pdf.typ; a form that has none is given those of the shipped form.

        Raises: UnknownFormularError, FileError, PackageError if it is no text.
        """
        path = self._find(formular, art) / "pdf.typ"
        if not self._files.exists(path):
            path = self._folders[-1] / SHIPPED / "pdf.typ"
        try:
            return self._files.read(path, MAX_BYTES).decode("utf-8")
        except UnicodeDecodeError as error:
            raise PackageError(str(path), "Stilen er ikke tekst i UTF-8.", "Gem filen som UTF-8.") from error

    def __getstate__(self) -> dict[str, Any]:
        """Return what goes to another process: all but the forms at hand, which it loads for itself."""
        return self.__dict__ | {"_loaded": {}}

    def _find(self, formular: str, art: Formularart) -> Path:
        for folder in self._folders:
            if self._files.exists(folder / formular / art.fil):
                return folder / formular
        raise UnknownFormularError(formular, self.list_formularer(art))

    def _from_cache(self, docx: bytes, roller: bytes, formular: str, art: Formularart) -> CompiledForm:
        key = _key(docx, roller, f"{art.navn} {formular}")
        if self._cache is None or key is None or not _is_ours_alone(self._cache):
            return compile_formular(docx, roller, formular, art)
        path = self._cache / f"{key}.formular"
        with contextlib.suppress(ValueError, FileError, FileTooLargeError):  # not there, foreign or damaged
            return CompiledForm.from_bytes(_checked(self._files.read(path, MAX_DOCX)))
        form = compile_formular(docx, roller, formular, art)
        compiled = form.to_bytes()
        with contextlib.suppress(FileError):  # a full disk must not keep anyone from the document
            self._files.replace(path, hashlib.sha256(compiled).digest() + compiled)
            _prune(self._cache)
        return form


def compile_formular(docx: bytes, roller: bytes, navn: str, art: Formularart = DELAFTALE) -> CompiledForm:
    """Return the form of a Word file with tags and its form.yaml, which is read as strictly as all YAML here.

    Raises: DataError, with all that is wrong with form.yaml; FormError, with every mistake in the Word file;
    PackageError, when it is no Word file or holds what no form may hold.
    """
    from generator.word.styles import Formularroller, UnknownStyleError  # noqa: PLC0415 - an ordinary run compiles nothing

    file = f"{navn}/{ROLLER}"
    model, places = load_yaml_with_places(roller, Formularroller, file)
    try:
        return compile_form(docx, model, navn, art)
    except UnknownStyleError as error:
        fejl = [
            DataFejl(*(places.key(path) if path[0] == "roller" else places[path]), str(path[0]).capitalize(), text)
            for path, text in error.found
        ]
        raise DataError(file, fejl) from None


def _checked(data: bytes) -> bytes:
    """Return what was kept. Raises: ValueError, if it is damaged."""
    if hashlib.sha256(data[_DIGEST:]).digest() != data[:_DIGEST]:
        raise ValueError("damaged")
    return data[_DIGEST:]


def _key(docx: bytes, roller: bytes, navn: str) -> str | None:
    """Return the name to keep a compiled form under; None, if it can't be told what it depends on.

    `navn` is the form's kind and id.
    """
    digest = hashlib.sha256(sys.implementation.cache_tag.encode() if sys.implementation.cache_tag else b"")
    digest.update(importlib.util.MAGIC_NUMBER)
    try:
        sources = [path.read_bytes() for path in _compiler_sources()]
    except OSError:  # installed without sources
        return None
    for part in (docx, roller, navn.encode(), *sources):
        digest.update(len(part).to_bytes(8, "little"))
        digest.update(part)
    return digest.hexdigest()


def _compiler_sources() -> list[Path]:
    """Return the source files that decide what compiling gives: ours, and those of docxtpl and Jinja.

    Their bytes are read, since sizes and dates can stay the same through a change; that takes about a millisecond.
    """
    ours = [path for folder in ("word", "model") for path in (_PACKAGE / folder).glob("*.py")]
    theirs = []
    for module, names in (("jinja2", ("compiler", "runtime", "parser", "lexer")), ("docxtpl", ("template",))):
        spec = importlib.util.find_spec(module)  # finds it without importing it
        folder = Path(spec.origin).parent if spec is not None and spec.origin is not None else Path(module)
        theirs += [folder / f"{name}.py" for name in names]
    return [_PACKAGE / "__init__.py", _PACKAGE / "text.py", *sorted(ours), *theirs]


def find_cache(environ: Mapping[str, str], platform: str) -> Path | None:
    """Return the user's cache folder for this program on a platform, as `sys.platform` names it; None: no home."""
    home = environ.get("USERPROFILE" if platform == "win32" else "HOME", "")
    if platform == "win32":
        base = environ.get("LOCALAPPDATA") or (f"{home}\\AppData\\Local" if home else "")
    elif platform == "darwin":
        base = f"{home}/Library/Caches" if home else ""
    else:
        stated = environ.get("XDG_CACHE_HOME", "")
        base = stated if stated.startswith("/") else f"{home}/.cache" if home else ""  # a relative one is to be ignored
    return Path(base) / "delaftale-generator" if base else None


def _is_ours_alone(folder: Path) -> bool:
    """Make the folder if need be, and return whether only this user can write in it."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(FileExistsError):
            folder.mkdir(mode=0o700)
        status = folder.lstat()
    except OSError:
        return False
    if not stat.S_ISDIR(status.st_mode):  # a link may lead to a folder of another's
        return False
    if not hasattr(os, "geteuid"):  # Windows: the user's own profile is closed to others
        return True
    return status.st_uid == os.geteuid() and not status.st_mode & 0o022


def _prune(cache: Path) -> None:
    """Remove what was kept longest ago, beyond the last `MAX_KEPT`."""
    with contextlib.suppress(OSError):
        kept = sorted(cache.glob("*.formular"), key=lambda path: path.stat().st_mtime)
        for path in kept[:-MAX_KEPT]:
            path.unlink()

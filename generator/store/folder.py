"""The store that comes with the program: a folder `aftaler/` of YAML files that people read and git compares.

    aftaler/<plan>/helhedsplan.yaml
    aftaler/<plan>/<delaftale>/kladde.yaml
    aftaler/<plan>/<delaftale>/versioner/0001/{delaftale,helhedsplan}.yaml
    aftaler/<plan>/<delaftale>/status/2022.yaml

Always so: an id in a file is the name of its folder, so that a copied folder can't pass for the original. What else
lies in `aftaler/` (a README, meetings, the log, names that begin with a full stop) is no agreement and is left alone.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final, TypeVar

from generator.errors import DataError
from generator.model.base import fejl
from generator.model.delaftale import Delaftale
from generator.model.helhedsplan import Helhedsplan
from generator.store.file_errors import FileTakenError, FileTooLargeError
from generator.store.files import TEMPORARY
from generator.store.folder_errors import FOLDER, NoHelhedsplanError, NoProjectError, NoUdgaveError
from generator.store.folder_listing import HELHEDSPLAN, KLADDE, VERSIONER, Listing
from generator.store.port import StoredDelaftale
from generator.store.yaml_reader import MAX_BYTES, load_yaml, too_large

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model.base import Model
    from generator.model.status import AarligStatus
    from generator.store.file_errors import FileError
    from generator.store.files import Files
    from generator.store.log import Log
    from generator.store.log_poster import LagretPost
    from generator.store.port import DelaftaleRef
    from generator.workflow.verify import Brud

__all__ = ["FOLDER", "SKEMA", "FolderStore", "NoHelhedsplanError", "NoProjectError", "NoUdgaveError", "find_root"]

SKEMA: Final = ".skema"
_LAAS: Final = f".laas{TEMPORARY}"
"""Beside what people edit in a plan: held while one of its files is compared and written."""
_STATUS = re.compile(r"([0-9]{4})\.yaml")

M = TypeVar("M", Delaftale, Helhedsplan)


def find_root(start: Path, files: Files) -> Path:
    """Return the nearest folder, from `start` upwards, that holds `aftaler/`. Raises: NoProjectError."""
    for folder in (start, *start.parents):
        if files.is_folder(folder / FOLDER):
            return folder
    raise NoProjectError(start)


def _read_day(name: str) -> date | None:
    """Return the day that a meeting's folder is named by; None for another name."""
    try:
        return date.fromisoformat(name) if len(name) == len("2022-09-14") else None
    except ValueError:
        return None


class FolderStore:
    """A `Store` in `root/aftaler/`."""

    def __init__(self, root: Path, files: Files) -> None:
        self.root, self._files = root, files
        self._folder = root / FOLDER
        self._listing = Listing(root, files)
        self.meldinger = self._listing.meldinger
        """What lies there under a wrong name, and what opening logs had to mend, in Danish, for whoever looks on."""

    @property
    def ulaeselige(self) -> tuple[FileError, ...]:
        """Why a plan that was met while listing can't be looked into; () where nothing was in the way."""
        return tuple(self._listing.ulaeselige)

    def list_planer(self) -> tuple[str, ...]:
        """Return the ids of all plans, sorted: folders with a helhedsplan.yaml or a delaftale."""
        return self._listing.planer()

    def list_delaftaler(self, plan: str) -> tuple[DelaftaleRef, ...]:
        """Return the plan's delaftaler, sorted: folders with a draft or versions.

        `meldinger` grows by the files that must be meant for a draft but don't have its name.
        """
        return self._listing.delaftaler(plan)

    def list_versioner(self, ref: DelaftaleRef) -> tuple[int, ...]:
        """Return the numbers of the versions, rising; () if there are none. Raises: FileError.

        `meldinger` grows by what must be meant for a version but isn't named as one.
        """
        return self._listing.versioner(ref)

    def has_kladde(self, ref: DelaftaleRef) -> bool:
        """Return whether a draft is open; also where it can't be looked at, and reading it says why."""
        return self._listing.is_there(self._path(ref) / KLADDE)

    def read_helhedsplan(self, plan: str) -> Helhedsplan:
        """Return the plan's current data. Raises: NoHelhedsplanError, FileError, DataError."""
        path = self._folder / plan / HELHEDSPLAN
        if not self._files.exists(path):
            raise NoHelhedsplanError(plan, path.parent.relative_to(self.root).as_posix())
        return self._read(path, Helhedsplan, plan)

    def read_version(self, ref: DelaftaleRef, version: int) -> StoredDelaftale:
        """Return a version with the plan as it was used. Raises: NoUdgaveError, FileError, DataError."""
        if not self._listing.has_version(ref, version):
            raise NoUdgaveError(ref, f"ingen version {version}", self._describe(ref))
        folder = self._path(ref) / VERSIONER / f"{version:04}"
        delaftale = self._read(folder / "delaftale.yaml", Delaftale, ref.delaftale)
        return StoredDelaftale(ref, version, delaftale, self._read(folder / HELHEDSPLAN, Helhedsplan, ref.plan))

    def read_kladde(self, ref: DelaftaleRef) -> StoredDelaftale:
        """Return the draft with the plan's current data. Raises: NoUdgaveError, FileError, DataError."""
        if not self.has_kladde(ref):
            raise NoUdgaveError(ref, "ingen kladde", self._describe(ref))
        delaftale = self._read(self._path(ref) / KLADDE, Delaftale, ref.delaftale)
        return StoredDelaftale(ref, None, delaftale, self.read_helhedsplan(ref.plan))

    def _describe(self, ref: DelaftaleRef) -> str:
        """Return which editions there are, as the end of a sentence."""
        numbers = self.list_versioner(ref)
        found = (
            [f"version {numbers[0]}" if len(numbers) == 1 else f"version {numbers[0]}-{numbers[-1]}"] if numbers else []
        )
        return " og ".join(found + ["en kladde"] * self.has_kladde(ref)) or "ingen udgaver"

    def add_helhedsplan(self, helhedsplan: Helhedsplan, bemaerkning: str) -> str:
        """Write a new plan, the remark as comments at its end, and return its file.

        Raises: FileTakenError, FileError.
        """
        return self._write(self._folder / helhedsplan.id / HELHEDSPLAN, helhedsplan, bemaerkning)

    def add_kladde(self, ref: DelaftaleRef, delaftale: Delaftale, bemaerkning: str, *, oeverst: bool = False) -> str:
        """Write a new draft, the remark as comments at its end or at its top, and return its file.

        Raises: FileTakenError, FileError.
        """
        return self._write(self._path(ref) / KLADDE, delaftale, bemaerkning, oeverst=oeverst)

    # -- the plan's record, and what its chef writes --

    def has_log(self, plan: str) -> bool:
        """Return whether the plan has a beslutningslog. Raises: FileError."""
        return self._files.is_folder(self._folder / plan / "beslutningslog")

    def open_log(self, plan: str) -> tuple[Log, tuple[LagretPost, ...]]:
        """Return the plan's log, opened, and its posts; `meldinger` grows by what had to be mended.

        Raises: NewerPostError, LogBrudError, FileBusyError, FileError.
        """
        from generator.store.log import Log  # noqa: PLC0415 - a plan without a log needs none of it

        log = Log(self._files, self._folder / plan)
        poster, meldinger = log.open()
        self.meldinger += meldinger
        return log, poster

    def verify_log(self, plan: str) -> tuple[Brud | None, tuple[bytes, ...]]:
        """Return the first thing in the plan's record that does not hold, and the posts as stored. Writes nothing.

        Raises: FileError.
        """
        from generator.store.log_verify import verify_plan  # noqa: PLC0415 - an ordinary run reads no log

        folder = self._folder / plan / "beslutningslog"
        names = [name for name in self._files.list_folder(folder) if name.endswith(".yaml")]
        in_order = sorted(names, key=lambda name: (len(name), name))  # 9999 comes before 10000
        poster = tuple(self._files.read(folder / name, MAX_BYTES) for name in in_order)
        return verify_plan(self._files, self._folder / plan, None), poster

    def read_fil(self, plan: str, sti: str, limit: int = MAX_BYTES) -> bytes | None:
        """Return a file of the plan; None if there is none. Raises: FileError, FileTooLargeError."""
        path = self._folder / plan / sti
        return self._files.read(path, limit) if self._files.exists(path) else None

    def write_fil(self, plan: str, sti: str, data: bytes, before: bytes | None) -> str:
        """Write a file that people edit in place of what was read, and return it.

        Raises: LogConflictError; FileBusyError, if another program writes for long; FileError.
        """
        from generator.store.log_errors import LogConflictError  # noqa: PLC0415 - an ordinary run only reads

        path = self._folder / plan / sti
        if before is None:
            self._files.make_folder(path.parent)
        with self._files.locked(self._folder / plan / _LAAS):  # else two who read the same could both write
            if self.read_fil(plan, sti, max(MAX_BYTES, len(before or b""))) != before:
                raise LogConflictError(sti)
            if before is None:
                try:
                    self._files.write_new(path, data)
                except FileTakenError:
                    raise LogConflictError(sti) from None
            else:
                self._files.replace(path, data)
        return path.relative_to(self.root).as_posix()

    def remove_fil(self, plan: str, sti: str, data: bytes) -> None:
        """Remove a file that people edit, if it still holds `data`; one that was changed stays. Raises: FileError."""
        path = self._folder / plan / sti
        if not self._files.exists(path):
            return
        with self._files.locked(self._folder / plan / _LAAS):
            if self.read_fil(plan, sti, max(MAX_BYTES, len(data))) == data:
                self._files.remove(path)
                self._files.flush_folder(path.parent)

    def read_versionsfiler(self, ref: DelaftaleRef, version: int) -> dict[str, bytes]:
        """Return all files of a version by path from the plan. Raises: NoUdgaveError, FileError."""
        if version not in self.list_versioner(ref):
            raise NoUdgaveError(ref, f"ingen version {version}", self._describe(ref))
        folder = f"{ref.delaftale}/versioner/{version:04}"
        names = self._files.list_folder(self._folder / ref.plan / folder)
        return {
            f"{folder}/{name}": self._files.read(self._folder / ref.plan / folder / name, MAX_BYTES) for name in names
        }

    def make_versionsfiler(
        self, ref: DelaftaleRef, version: int, delaftale: Delaftale, helhedsplan: Helhedsplan
    ) -> dict[str, bytes]:
        """Return the files that a new version is stored as, by path from the plan; nothing is written."""
        from generator.store.yaml_writer import dump_yaml  # noqa: PLC0415 - an ordinary run only reads

        folder = f"{ref.delaftale}/versioner/{version:04}"
        schema = f"../../../../{SKEMA}/{{}}.schema.json"
        return {
            f"{folder}/delaftale.yaml": dump_yaml(delaftale, schema=schema.format("delaftale")),
            f"{folder}/helhedsplan.yaml": dump_yaml(helhedsplan, schema=schema.format("helhedsplan")),
        }

    def list_moeder(self, plan: str) -> tuple[date, ...]:
        """Return the days on which the plan has meetings, rising. Raises: FileError."""
        names = self._files.list_folder(self._folder / plan / "moeder")
        found = [_read_day(name) for name in names]
        return tuple(sorted(day for day in found if day is not None))

    # -- the year's status --

    def list_statusaar(self, ref: DelaftaleRef) -> tuple[int, ...]:
        """Return the years that have a status, rising. Raises: FileError."""
        names = self._files.list_folder(self._path(ref) / "status")
        return tuple(int(match[1]) for name in names if (match := _STATUS.fullmatch(name)))

    def read_status(self, ref: DelaftaleRef, aar: int) -> AarligStatus | None:
        """Return a year's status; None if there is none. Raises: FileError, DataError."""
        from generator.store.statusfil import load_status, name_status  # noqa: PLC0415 - most years have none

        sti = name_status(ref.delaftale, aar)
        data = self.read_fil(ref.plan, sti)
        return None if data is None else load_status(data, ref.delaftale, aar, f"{FOLDER}/{ref.plan}/{sti}")

    def _path(self, ref: DelaftaleRef) -> Path:
        return self._folder / ref.plan / ref.delaftale

    def _read(self, path: Path, cls: type[M], wanted_id: str) -> M:
        """Return what a file holds. Raises: DataError, also when its id is not its folder's name; FileError."""
        shown = path.relative_to(self.root).as_posix()

        def is_of_folder(model: Delaftale | Helhedsplan) -> None:
            if model.id != wanted_id:
                message = f"Her står »{model.id}«, men mappen hedder »{wanted_id}«. Ret den ene, så de er ens."
                raise fejl("mappe", message, loc=("id",))

        try:
            data = self._files.read(path, MAX_BYTES)
        except FileTooLargeError as error:
            raise DataError(shown, [too_large(error.size)]) from error
        return load_yaml(data, cls, shown, checks=(is_of_folder,))

    def _write(self, path: Path, model: Model, bemaerkning: str, *, oeverst: bool = False) -> str:
        from generator.store.yaml_writer import dump_yaml  # noqa: PLC0415 - an ordinary run only reads

        up = "../" * (len(path.relative_to(self._folder).parts) - 1)
        data = dump_yaml(model, schema=f"{up}{SKEMA}/{type(model).__name__.lower()}.schema.json")
        if bemaerkning:
            lines = (f"# {line}".rstrip() for line in bemaerkning.splitlines())
            remark = ("\n" + "\n".join(lines) + "\n").encode("utf-8")
            first, rest = data.split(b"\n", 1)  # the line that leads an editor to the schema stays the first
            data = first + b"\n" + remark + rest if oeverst else data + remark
        self._files.make_folder(path.parent)
        self._files.write_new(path, data)
        return path.relative_to(self.root).as_posix()

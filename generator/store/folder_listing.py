"""What lies in `aftaler/`: which plans, delaftaler and versions there are, and what must have been meant for one.

Always so: what can't be looked into keeps nobody from the rest. A delaftale is listed all the same, so that reading it
says what is wrong; a plan is left out and told of in `ulaeselige`. A file that was surely meant as a draft or a version
but doesn't have the name of one is not read, and `meldinger` says so, once.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from generator.store.file_errors import FileError
from generator.store.folder_errors import FOLDER
from generator.store.port import DelaftaleRef

if TYPE_CHECKING:
    from pathlib import Path

    from generator.store.files import Files

KLADDE: Final = "kladde.yaml"
HELHEDSPLAN: Final = "helhedsplan.yaml"
VERSIONER: Final = "versioner"
_VERSION: Final = re.compile(r"(?!0000)[0-9]{4}")
_ALMOST_VERSION: Final = re.compile(r"[0-9].*")
# kladde.yml, kladde - Kopi.yaml, kladde (1).yaml, kladde.yaml.bak, kladde.yaml~, and what Office leaves of an open file
_ALMOST_KLADDE: Final = re.compile(r"kladde.*\.ya?ml.*|kladde.*\.(?:txt|bak|old|orig)|~\$.*", re.IGNORECASE)
_NOT_DELAFTALER: Final = frozenset({"moeder", "beslutningslog"})


class Listing:
    """The names in `root/aftaler/`. Remembers which folders were looked through for stray files."""

    def __init__(self, root: Path, files: Files) -> None:
        self._root, self._folder, self._files = root, root / FOLDER, files
        self._looked: set[Path] = set()
        self.meldinger: list[str] = []
        """What lies there under a wrong name, in Danish."""
        self.ulaeselige: list[FileError] = []
        """Why a plan, or what may be one, can't be looked into."""

    def planer(self) -> tuple[str, ...]:
        """Return the ids of all plans, sorted: folders with a helhedsplan.yaml or a delaftale."""
        names = (name for name in self._files.list_folder(self._folder) if not name.startswith("."))
        return tuple(name for name in names if self._is_plan(name))

    def _is_plan(self, name: str) -> bool:
        folder = self._folder / name
        try:
            if not self._files.is_folder(folder):
                return False
        except FileError as error:
            self._tell_of(error)
            return False
        return self.is_there(folder / HELHEDSPLAN) or bool(self.delaftaler(name))

    def delaftaler(self, plan: str) -> tuple[DelaftaleRef, ...]:
        """Return the plan's delaftaler, sorted: folders with a draft or versions."""
        folder = self._folder / plan
        try:
            names = [name for name in self._files.list_folder(folder) if not name.startswith(".")]
        except FileError as error:
            self._tell_of(error)
            return ()
        return tuple(
            DelaftaleRef(plan, name)
            for name in names
            if name not in _NOT_DELAFTALER and not name.endswith(".yaml") and self._is_delaftale(folder / name)
        )

    def _is_delaftale(self, folder: Path) -> bool:
        has_kladde = self.is_there(folder / KLADDE)
        self._look_for_strays(folder, _ALMOST_KLADDE, KLADDE if has_kladde else "")
        return has_kladde or self._may_be_folder(folder / VERSIONER)

    def versioner(self, ref: DelaftaleRef) -> tuple[int, ...]:
        """Return the numbers of the versions, rising; () if there are none. Raises: FileError."""
        folder = self._folder / ref.plan / ref.delaftale / VERSIONER
        names = self._files.list_folder(folder)
        found = tuple(name for name in names if _VERSION.fullmatch(name) and self._may_be_folder(folder / name))
        for name in names:
            if name not in found and _ALMOST_VERSION.fullmatch(name):
                self._tell(
                    folder,
                    f"ligger »{name}«, som ikke er læst; en version er en mappe, hvis navn er fire cifre fra 0001.",
                )
        return tuple(int(name) for name in found)

    def has_version(self, ref: DelaftaleRef, version: int) -> bool:
        """Return whether there is a version of that number, without looking at the others."""
        name = f"{version:04}"
        folder = self._folder / ref.plan / ref.delaftale / VERSIONER / name
        return _VERSION.fullmatch(name) is not None and self._may_be_folder(folder)

    def is_there(self, path: Path) -> bool:
        """Return whether something of that name is there; also where it can't be looked at, and reading says why."""
        try:
            return self._files.exists(path)
        except FileError:
            return True

    def _may_be_folder(self, path: Path) -> bool:
        try:
            return self._files.is_folder(path)
        except FileError:
            return True

    def _look_for_strays(self, folder: Path, almost: re.Pattern[str], right: str) -> None:
        """Tell of the files that must be meant for a draft; `right` is the draft that is there, "" if there is none."""
        if folder in self._looked or not self._may_be_folder(folder):
            return
        self._looked.add(folder)
        try:
            names = self._files.list_folder(folder)
        except FileError:  # reading the delaftale says it
            return
        for name in names:
            if not almost.fullmatch(name) or name.lower() == right:  # some drives tell no capitals apart
                continue
            if right:
                self._tell(folder, f"ligger »{name}« ved siden af {right}; kun {right} er læst.")
            else:
                self._tell(folder, f"ligger »{name}«, som ikke er læst; filen skal hedde {KLADDE}.")

    def _tell(self, folder: Path, text: str) -> None:
        melding = f"I »{folder.relative_to(self._root).as_posix()}« {text}"
        if melding not in self.meldinger:
            self.meldinger.append(melding)

    def _tell_of(self, error: FileError) -> None:
        if str(error) not in map(str, self.ulaeselige):
            self.ulaeselige.append(error)

"""The files of an act: laid aside beside where they will stand, moved there once the act counts, or taken away again.

Always so: what a person or a program reads as a version is there whole or not at all, since a version's folder is
written as `0002.ny` and renamed; a document that is issued of a version which is there already is a file of its own
beside the others; a draft that a post closes is removed only if it still holds the bytes that were closed. Everything
here can be done a second time after it was cut off anywhere, with the same outcome.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from generator.model.beslutningslog import VERSIONSFILER
from generator.store.file_errors import FileTooLargeError
from generator.store.log_poster import BACKUP, NY
from generator.workflow.kontrolkode import sha256

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from generator.model.fil import Fil
    from generator.store.files import Files
    from generator.store.log_poster import LagretPost

MAX_FIL: Final = 500_000_000  # bytes; a version holds texts and documents, a meeting perhaps a scanned bilag
_VERSION: Final = re.compile(r"(.+/versioner/[0-9]{4,})/([^/]+)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Enhed:
    """What is moved into place at once: a version's folder with its files by name, or (`navne` empty) a single file."""

    sti: str
    filer: tuple[str, ...]
    navne: tuple[str, ...] = ()


def group_filer(stier: Iterable[str]) -> tuple[Enhed, ...]:
    """Return the paths of an act's files by what is moved at once, in their order.

    A version's folder is moved as a whole where the act makes the version; what comes to a version later, by itself.
    """
    given = tuple(stier)
    folders = {found[1] for sti in given if (found := _VERSION.fullmatch(sti)) and found[2] in VERSIONSFILER}
    groups: dict[str, list[tuple[str, str]]] = {}
    for sti in given:
        found = _VERSION.fullmatch(sti)
        if found is not None and found[1] in folders:
            groups.setdefault(found[1], []).append((sti, found[2]))
        else:
            groups[sti] = [(sti, "")]
    return tuple(
        Enhed(unit, tuple(sti for sti, _ in items), tuple(name for _, name in items if name))
        for unit, items in groups.items()
    )


class Staging:
    """The files of one act in a plan's folder."""

    def __init__(self, files: Files, plan: Path, filer: Iterable[str], lukker: Iterable[Fil]) -> None:
        self._files, self._plan = files, plan
        self._enheder, self._lukker = group_filer(filer), tuple(lukker)

    @classmethod
    def of_poster(cls, files: Files, plan: Path, poster: Sequence[LagretPost]) -> Staging:
        """Return the files of the act that made these posts."""
        posts = [item.post for item in poster]
        lukker = [item for post in posts if post.indstilling is not None for item in post.indstilling.lukker]
        return cls(files, plan, (item.sti for post in posts for item in post.filer), lukker)

    @property
    def needs_plan(self) -> bool:
        """Whether the act is more than a post: something to move into place, or a draft to remove."""
        return bool(self._lukker) or any(
            not self._files.exists(self._plan / sti) for enhed in self._enheder for sti in enhed.filer
        )

    def find_conflict(self, data: Mapping[str, bytes]) -> str | None:
        """Return the path of what stands in the way of the files `data`, None if nothing does.

        A file that is there already with these very bytes (a version that is registered afterwards) is in nobody's way,
        if its folder holds no other, and all that makes it a version. A draft to be closed must be as it was read.
        """
        for enhed in self._enheder:
            target = self._plan / enhed.sti
            if not self._files.exists(target):
                continue
            there = set(self._files.list_folder(target)) if enhed.navne else set()
            if enhed.navne and (there - set(enhed.navne) or not there.issuperset(VERSIONSFILER)):
                return enhed.sti
            for sti in enhed.filer:
                if self._files.exists(self._plan / sti) and self._hash(sti) != sha256(data[sti]):
                    return sti
        return next((item.sti for item in self._lukker if self._hash(item.sti) != item.sha256), None)

    def lay_aside(self, data: Mapping[str, bytes]) -> None:
        """Write the act's files where nobody reads them yet; flush them, those in place already, and all folders above.

        The folders too, whether made here or not: a program that was killed may have made one and not flushed it.

        Raises: FileTakenError, if another act has laid aside the same; FileError.
        """
        folders: dict[Path, None] = {}
        for enhed in self._enheder:
            target = self._plan / enhed.sti
            above = [folder for folder in target.parents if folder.is_relative_to(self._plan)]
            if self._files.exists(target):
                for sti in enhed.filer:
                    if self._files.exists(self._plan / sti):
                        self._files.flush_file(self._plan / sti)
                    else:
                        self._files.replace(_aside(self._plan / sti), data[sti])
                folders |= dict.fromkeys([target, *above] if enhed.navne else above)
                continue
            self._files.make_folder(target.parent, flush=False)
            if enhed.navne:
                content = {name: data[sti] for name, sti in zip(enhed.navne, enhed.filer, strict=True)}
                self._files.write_folder(_aside(target), content)
            else:
                self._files.replace(_aside(target), data[enhed.sti])
            folders |= dict.fromkeys(above[1:])
        for folder in folders:
            self._files.flush_folder(folder)

    def take_away(self) -> None:
        """Remove what was laid aside, since the act does not count. Raises: FileError."""
        for enhed in self._enheder:
            self._files.remove(_aside(self._plan / enhed.sti))
            if self._is_added_to(enhed):
                for sti in enhed.filer:
                    self._files.remove(_aside(self._plan / sti))
        for folder in self._folders(drafts=False):
            self._files.flush_folder(folder)
            if folder.name == "versioner" and not self._files.list_folder(folder):
                self._files.remove(folder)  # it would make a delaftale of a folder that is none

    def put_in_place(self, hashes: Mapping[str, str]) -> list[str]:
        """Move what was laid aside to where it belongs and remove the closed drafts, since the act counts; flush it.

        Return what could not be done for lack of sound files, as Danish sentences; such a file is left as it is.

        Raises: FileError.
        """
        folders = self._folders(
            drafts=True
        )  # a version's folder that is moved as a whole was flushed when it was written
        lacking = [line for enhed in self._enheder for line in self._put(enhed, hashes)]
        for item in self._lukker:
            if self._hash(item.sti) == item.sha256:
                self._files.remove(self._plan / item.sti)
        for folder in folders:
            self._files.flush_folder(folder)
        return lacking

    def _put(self, enhed: Enhed, hashes: Mapping[str, str]) -> list[str]:
        """Move one unit into place; one that is there already is fine. Return what is wrong."""
        parts = [enhed]
        if self._is_added_to(enhed) and not self._files.exists(_aside(self._plan / enhed.sti)):
            parts = [Enhed(sti, (sti,)) for sti in enhed.filer]
        return [line for part in parts if (line := self._move(part, hashes)) is not None]

    def _is_added_to(self, enhed: Enhed) -> bool:
        """Whether a version's folder is there, so that only what it lacks is moved into it."""
        return bool(enhed.navne) and self._files.is_folder(self._plan / enhed.sti)

    def _move(self, enhed: Enhed, hashes: Mapping[str, str]) -> str | None:
        target = self._plan / enhed.sti
        aside = _aside(target)
        waits = self._files.exists(aside)
        if self._files.exists(target):
            return f"»{enhed.sti}« er lagt der af en anden. {BACKUP}" if waits else None
        if not waits:
            return f"»{enhed.sti}« mangler. {BACKUP}"
        for name, sti in zip(enhed.navne or ("",), enhed.filer, strict=True):
            shown = f"{enhed.sti}{NY}/{name}".rstrip("/")
            if self._hash(shown) != hashes[sti]:
                return f"»{shown}« er ændret, efter at den blev skrevet. {BACKUP}"
        self._files.rename(aside, target.name)
        return None

    def _folders(self, *, drafts: bool) -> list[Path]:
        """Return the folders that hold what the act moves, or the drafts that it removes: each once, if it is there."""
        stier = [*(enhed.sti for enhed in self._enheder), *(item.sti for item in self._lukker if drafts)]
        stier += [sti for enhed in self._enheder if self._is_added_to(enhed) for sti in enhed.filer]
        folders = dict.fromkeys((self._plan / sti).parent for sti in stier)
        return [folder for folder in folders if self._files.is_folder(folder)]

    def _hash(self, sti: str) -> str | None:
        """Return the hash of a file's bytes, None if there is no such file or it is none of ours. Raises: FileError."""
        path = self._plan / sti
        if not self._files.exists(path) or self._files.is_folder(path):
            return None
        try:
            return sha256(self._files.read(path, MAX_FIL))
        except FileTooLargeError:
            return None


def _aside(target: Path) -> Path:
    return target.with_name(target.name + NY)

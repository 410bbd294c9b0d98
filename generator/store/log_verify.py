"""Bring the bytes of a plan's record to the check (`workflow/verify.py`), one file at a time.

Always so: reads and changes nothing, also where nothing can be written; what lies in the log's folder and in
`versioner/` is handed over whether or not a post speaks of it, so that a file too many is found like one too few. What
an act that is going on has laid aside, and what was set aside as unfinished, is no part of the record.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Final

from generator.store.log_filer import MAX_FIL
from generator.store.log_poster import NY, UFULDENDT, read_post
from generator.store.yaml_reader import MAX_BYTES
from generator.workflow.verify import MAPPE, Brud, verify

if TYPE_CHECKING:
    from pathlib import Path

    from generator.store.files import Files

LOOKS: Final = 3  # acts are seldom; who meets three in a row is told what was seen


def verify_plan(files: Files, plan: Path, kode: str | None) -> Brud | None:
    """Return the first thing in a plan's folder that does not hold, None if all does. Raises: FileError.

    Where an act is made while this looks, it looks again: half of an act is no damage.
    """
    brud = None
    for _ in range(LOOKS):
        names = files.list_folder(plan / MAPPE)
        brud = _verify(files, plan, names, kode)
        if brud is None or names == files.list_folder(plan / MAPPE):
            break
    return brud


def _verify(files: Files, plan: Path, names: Iterable[str], kode: str | None) -> Brud | None:
    record = [name for name in names if not name.startswith(".") and UFULDENDT not in name]
    is_busy = any(name.endswith(NY) for name in record)
    poster = {f"{MAPPE}/{name}": plan / MAPPE / name for name in record if not name.endswith(NY)}
    return verify(
        {sti: files.read(path, MAX_BYTES) for sti, path in poster.items()},
        _Filer(files, plan, is_busy=is_busy),
        read_post,
        kode,
        er_i_gang=is_busy,
    )


class _Filer(Mapping[str, bytes]):
    """The plan's files by path, each read when it is asked for; iterating names those in `versioner/` folders."""

    def __init__(self, files: Files, plan: Path, *, is_busy: bool) -> None:
        self._files, self._plan = files, plan
        self._listed = [
            sti
            for name in files.list_folder(plan)
            if not name.startswith(".") and name != MAPPE
            for sti in self._walk(f"{name}/versioner", is_busy=is_busy)
        ]

    def _walk(self, sti: str, *, is_busy: bool) -> Iterator[str]:
        """Yield every file in a folder and those below, without what begins with a full stop."""
        if not self._files.is_folder(self._plan / sti):
            return
        for name in self._files.list_folder(self._plan / sti):
            if name.startswith(".") or (is_busy and name.endswith(NY)):
                continue
            path = f"{sti}/{name}"
            if self._files.is_folder(self._plan / path):
                yield from self._walk(path, is_busy=is_busy)
            else:
                yield path

    def __contains__(self, sti: object) -> bool:
        path = self._plan / str(sti)
        return self._files.exists(path) and not self._files.is_folder(path)

    def __getitem__(self, sti: str) -> bytes:
        return self._files.read(self._plan / sti, MAX_FIL)

    def __iter__(self) -> Iterator[str]:
        return iter(self._listed)

    def __len__(self) -> int:
        return len(self._listed)

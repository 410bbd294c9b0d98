"""The disk fails, or the program is killed, while a meeting is closed: all of it counts or nothing, and it can go on.

The calls of the log are tried one by one in tests/fejl; here those of the whole act are, from its first write on: the
posts, the versions, the documents as issued, and the meeting's own file after them.
"""

from __future__ import annotations

import contextlib
import errno
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import pytest

from generator.errors import GeneratorError
from generator.service.akter import open_planlog
from generator.service.moeder import open_moede
from generator.service.moedereferat import bemaerk
from generator.service.udgivelse import Udgiver
from generator.store.files import TEMPORARY
from generator.store.folder import FolderStore
from generator.store.hukommelse import Disk, HukommelseFiles
from tests.fejl.diske import Afbrudt, Stroemsvigt
from tests.fejl.fejl import Fejlende
from tests.unit.service.akter_hjaelp import PROCENT, freeze, register
from tests.unit.service.moede_hjaelp import MOEDE, PLAN, SAG, attend, call, close, noter, seat_board

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.model.helhedsplan import Bevillingsperioder
    from generator.store.forms import FormStore
    from generator.store.port import DelaftaleRef

T = TypeVar("T")
ROOT = Path("/projekt")
BEFORE = 2
"""How many posts there are before the meeting is closed; closing makes two."""


class Taeller(HukommelseFiles):
    """Notes which call is the first that makes something on the disk, and how many there are."""

    def __init__(self, disk: Disk) -> None:
        super().__init__(disk)
        self.calls, self.first = 0, 0

    def _call(self, function: Callable[..., T], *args: Any) -> T:
        self.calls += 1
        makes = function in {os.mkdir, os.link, os.rename, os.replace} or (function is os.open and args[1] & os.O_CREAT)
        if makes and not self.first:
            self.first = self.calls
        return super()._call(function, *args)


@pytest.fixture
def udgiver(forms: FormStore, perioder: Bevillingsperioder) -> Udgiver:
    return Udgiver(forms, perioder)


@pytest.fixture
def trae(store: FolderStore, ref: DelaftaleRef) -> dict[str, bytes]:
    """Return the files of a project whose meeting is held and has noted all that it decided."""
    seat_board(store)
    register(store, ref)
    freeze(store, ref, PROCENT)
    call(store)
    attend(store)
    noter(store, SAG, "godkendt")
    folder = store.root
    return {f"projekt/{path.relative_to(folder)}": path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def check(disk: Disk, udgiver: Udgiver, ref: DelaftaleRef) -> bool:
    """Open the project as a new program does; fail unless all or nothing is there. Return whether it is all."""
    disk.locks.clear()
    store = FolderStore(ROOT, HukommelseFiles(disk))
    count = len(open_planlog(store, PLAN).poster)
    moede = open_moede(store, PLAN, MOEDE).moede
    assert count in {BEFORE, BEFORE + 2}
    is_closed = count > BEFORE
    assert moede.er_afsluttet is is_closed
    assert store.list_versioner(ref) == ((1, 2) if is_closed else (1,))
    assert store.verify_log(PLAN)[0] is None
    if is_closed:
        bemaerk(
            store, PLAN, MOEDE, "politi", "Der stod 14.", punkt=None, today=MOEDE
        )  # the next act completes the file
        raw = store.read_fil(PLAN, f"moeder/{MOEDE}/moede.yaml")
        assert raw is not None
        assert b"status: afsluttet" in raw
    else:
        assert close(store, udgiver).poster == (3, 4)
    return is_closed


def measure(trae: dict[str, bytes], udgiver: Udgiver) -> Taeller:
    files = Taeller(Disk(trae))
    close(FolderStore(ROOT, files), udgiver)
    return files


@pytest.mark.parametrize("for_good", [False, True], ids=["once", "for-good"])
def test_full_disk_while_closing_leaves_all_or_nothing(
    trae: dict[str, bytes], udgiver: Udgiver, ref: DelaftaleRef, for_good: bool
) -> None:
    whole = measure(trae, udgiver)
    outcomes = set()
    for at in range(whole.first, whole.calls + 1, 11):
        disk = Disk(trae)
        with contextlib.suppress(GeneratorError):  # any other error would be a fault of ours
            close(FolderStore(ROOT, Fejlende(HukommelseFiles(disk), at, errno.ENOSPC, for_good=for_good)), udgiver)
        outcomes.add(check(disk, udgiver, ref))

    assert outcomes == {False, True}


def test_kill_or_power_cut_while_closing_leaves_all_or_nothing(
    trae: dict[str, bytes], udgiver: Udgiver, ref: DelaftaleRef
) -> None:
    whole = measure(trae, udgiver)
    outcomes = set()
    for at in range(whole.first, whole.calls + 1, 11):
        disk = Disk(trae)
        with pytest.raises(Stroemsvigt):
            close(FolderStore(ROOT, Afbrudt(HukommelseFiles(disk), at)), udgiver)
        gone = next(disk.power_cuts())  # what was not flushed is gone as well
        worst = {sti: data for sti, data in gone.items() if not sti.endswith(TEMPORARY)}
        outcomes |= {check(disk, udgiver, ref), check(Disk(worst), udgiver, ref)}

    assert outcomes == {False, True}

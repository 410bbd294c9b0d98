"""A record on a disk in memory, and each way that one bit or byte of it may be another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from generator.errors import GeneratorError
from generator.store.hukommelse import Disk, HukommelseFiles
from generator.store.log import Log
from generator.store.log_errors import LogBrudError, NewerPostError
from tests.fejl.akter import PLAN, A, Handling, forsendelse, livsforloeb, registrering

if TYPE_CHECKING:
    from collections.abc import Iterable

SMALL: Final = (registrering(A), forsendelse())


def large(size: int) -> list[Handling]:
    """Return acts that make `size` posts, a multiple of five, in the lives of one delaftale after another."""
    return [akt for nr in range(size // 5) for akt in livsforloeb(f"del-{nr}")]


def make(akter: Iterable[Handling]) -> dict[str, bytes]:
    """Return the files of a plan in which the acts were made, by path from the plan's folder."""
    files = HukommelseFiles(Disk({"plan": None}))
    log = Log(files, PLAN)
    log.open()
    for akt in akter:
        for sti, data in akt.lukker.items():
            files.make_folder((PLAN / sti).parent)
            files.write_new(PLAN / sti, data)
        akt.make(log)
    return {sti.removeprefix("plan/"): data for sti, data in files.disk.tree().items() if data is not None}


def unseen(record: dict[str, bytes], flips: Iterable[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """Return the flips (file, place, bits to turn) that are not found with the file's name, by verifying or opening.

    Opening reads the posts alone, so it must find what is wrong with one of them; it must change nothing then.
    """
    missed = []
    disk = Disk({f"plan/{sti}": data for sti, data in record.items()})
    log = Log(HukommelseFiles(disk), PLAN)
    for sti, place, bits in flips:
        content = disk.bytes_of(PLAN / sti)
        content[place] ^= bits
        before = disk.tree()
        brud = log.verify()
        opened = _fault_of_opening(disk) if sti.startswith("beslutningslog/") else sti
        if brud is None or brud.fil != sti or opened != sti or disk.tree() != before:
            missed.append((sti, place, bits))
        content[place] ^= bits
    return missed


def _fault_of_opening(disk: Disk) -> str:
    """Return the file that opening finds something wrong with, "" for none."""
    try:
        Log(HukommelseFiles(disk), PLAN).open()
    except LogBrudError as error:
        return error.brud.fil
    except NewerPostError as error:
        return error.fil
    except GeneratorError:
        return ""
    return ""

"""Every byte of a record of fifty posts, and a log of ten thousand: found, named, and opened in linear time."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, TypeVar

from generator.store.hukommelse import Disk, HukommelseFiles
from generator.store.log import Log
from tests.fejl.akter import PLAN, A, forsendelse, registrering
from tests.fejl.optegnelse import large, make, unseen

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


def test_each_byte_of_fifty_posts_that_is_turned_is_found_and_its_file_named(deep_factor: int) -> None:
    """In a plain run every 499th byte, in a deep one each."""
    record = make(large(50))
    flips = [(sti, place, 0xFF) for sti, data in record.items() for place in range(len(data))]

    assert sum(sti.startswith("beslutningslog/") for sti in record) == 50
    assert unseen(record, flips if deep_factor > 1 else flips[::499]) == []


class Taelt(HukommelseFiles):
    """Counts its calls and keeps the paths of the files that were read."""

    def __init__(self, disk: Disk) -> None:
        super().__init__(disk)
        self.calls = 0
        self.read_files: list[str] = []

    def _call(self, function: Callable[..., T], *args: Any) -> T:
        self.calls += 1
        if function.__name__ == "FileIO":
            self.read_files.append(os.fspath(args[0]))
        return super()._call(function, *args)


def test_opening_a_long_log_takes_as_many_calls_for_each_post_and_reads_no_version(deep_factor: int) -> None:
    """Two sizes: 100 and 400 posts in a plain run, 2,500 and 10,000 in a deep one."""
    sizes = (100, 400) if deep_factor == 1 else (2_500, 10_000)
    calls = []
    for size in sizes:
        posts = make([registrering(A), *(forsendelse(modtager=f"Modtager {nr}") for nr in range(size - 1))])
        files = Taelt(Disk({f"plan/{sti}": data for sti, data in posts.items()}))

        assert len(Log(files, PLAN).open().poster) == size
        assert all("/beslutningslog/" in path for path in files.read_files)
        calls.append(files.calls)
    few, many = calls
    assert many - few == (sizes[1] - sizes[0]) * (few // sizes[0])

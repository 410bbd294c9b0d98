"""One bit turned anywhere in a small record: verifying finds it and names the file."""

from __future__ import annotations

from generator.store.hukommelse import Disk, HukommelseFiles
from generator.store.log import Log
from tests.fejl.akter import PLAN
from tests.fejl.optegnelse import SMALL, make, unseen


def test_each_bit_of_a_small_record_that_is_turned_is_found_and_its_file_named() -> None:
    record = make(SMALL)
    flips = [(sti, place, 1 << bit) for sti, data in record.items() for place in range(len(data)) for bit in range(8)]

    assert len(flips) > 8000
    assert unseen(record, flips) == []


def test_the_record_as_it_was_made_holds() -> None:
    record = make(SMALL)

    disk = Disk({f"plan/{sti}": data for sti, data in record.items()})
    assert len(record) == 4
    assert Log(HukommelseFiles(disk), PLAN).verify() is None

"""The chef changes between indstilling and meeting: each post names who it was on its own day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from generator.service.akter import UnknownPersonError, find_aktoer
from tests.unit.service.akter_hjaelp import register

if TYPE_CHECKING:
    from generator.store.folder import FolderStore
    from generator.store.port import DelaftaleRef

VIKAR = {"rolle": "Konstitueret chef", "chef": "ja", "fra": "2022-09-01", "til": "2022-09-30"}


@pytest.fixture
def plan(store: FolderStore, ref: DelaftaleRef) -> str:
    register(store, ref)
    path = store.root / "aftaler" / ref.plan / "personer.yaml"
    people = "".join(f"    {name}: {value}\n" for name, value in VIKAR.items())
    path.write_text(f"format: 1\npersoner:\n  - id: vikar\n{people}", "utf-8")
    return ref.plan


@pytest.mark.parametrize(
    ("day", "person", "expected"),
    [
        ("2022-08-31", "", ("chef", "Chef for helhedsplanen")),
        ("2022-09-14", "", ("vikar", "Konstitueret chef")),
        ("2022-10-01", "", ("chef", "Chef for helhedsplanen")),
        ("2022-09-14", "chef", ("chef", "Chef for helhedsplanen")),
    ],
)
def test_who_acts_for_the_plan_is_its_chef_on_that_day(
    store: FolderStore, plan: str, day: str, person: str, expected: tuple[str, str]
) -> None:
    actor = find_aktoer(store, plan, person, date.fromisoformat(day))

    assert (actor.person, actor.rolle) == expected


def test_somebody_whom_the_register_does_not_know_does_not_act(store: FolderStore, plan: str) -> None:
    with pytest.raises(UnknownPersonError):
        find_aktoer(store, plan, "ukendt", date(2022, 9, 14))

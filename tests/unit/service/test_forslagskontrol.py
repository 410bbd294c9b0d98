"""What is put before the board is looked at beside all of the plan's delaftaler, also those that nobody changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.unit.service.akter_hjaelp import PROCENT, draft, gather, register

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.store.folder import FolderStore
    from generator.store.port import DelaftaleRef


def test_staff_of_a_delaftale_without_a_draft_counts(
    store: FolderStore, ref: DelaftaleRef, soester: Callable[[str], DelaftaleRef]
) -> None:
    """Beboervejledere have 60 % in the other delaftale, so 50 % here is too much and 40 % was not."""
    other = soester("60")
    register(store, ref)
    register(store, other)
    draft(store, ref, PROCENT)

    mangler = gather(store, ref).mangler

    assert [line for line in mangler if "110" in line]


def test_draft_that_is_not_put_does_not_count(
    store: FolderStore, ref: DelaftaleRef, soester: Callable[[str], DelaftaleRef]
) -> None:
    other = soester("50")
    register(store, ref)
    register(store, other)
    draft(store, other, ("procent: 50", "procent: 60"))
    draft(store, ref, PROCENT)

    assert [line for line in gather(store, ref).mangler if "110" in line] == []
    assert [line for line in gather(store, ref, other).mangler if "110" in line]

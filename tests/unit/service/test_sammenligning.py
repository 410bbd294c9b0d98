"""Two editions are held against each other: by default the text in force and the draft."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from generator.service.sammenligning import sammenlign
from generator.service.udgaver import Kladde
from generator.store.folder import NoUdgaveError
from tests.unit.service.akter_hjaelp import PROCENT, draft, register

if TYPE_CHECKING:
    from generator.model.helhedsplan import Bevillingsperioder
    from generator.store.folder import FolderStore
    from generator.store.port import DelaftaleRef

DAY = date(2022, 9, 14)


def test_default_is_from_the_text_in_force_to_the_draft(
    store: FolderStore, ref: DelaftaleRef, perioder: Bevillingsperioder
) -> None:
    draft(store, ref, PROCENT)

    found = sammenlign(store, perioder, ref, fra=None, til=None, today=DAY)

    assert (found.fra.version, found.til.version) == (1, None)
    assert [item.saetning for item in found.beskrivelser] == ["Beboervejledere, Procent: ændret"]


def test_after_the_end_the_last_text_is_taken(
    store: FolderStore, ref: DelaftaleRef, perioder: Bevillingsperioder
) -> None:
    draft(store, ref, PROCENT)

    assert sammenlign(store, perioder, ref, fra=None, til=None, today=date(2026, 1, 1)).fra.version == 1


def test_editions_are_chosen_by_number_and_date(
    store: FolderStore, ref: DelaftaleRef, perioder: Bevillingsperioder
) -> None:
    register(store, ref)
    draft(store, ref, PROCENT)
    register(store, ref, efterfoelgende=True, vedtaget=date(2022, 3, 1))

    found = sammenlign(store, perioder, ref, fra=date(2022, 2, 28), til=2, today=DAY)

    assert (found.fra.version, found.til.version, len(found.beskrivelser)) == (1, 2, 1)


def test_names_of_the_plan_stand_instead_of_ids(
    store: FolderStore, ref: DelaftaleRef, perioder: Bevillingsperioder
) -> None:
    part = "parter:\n  - {id: ny, betegnelse: Kommunen, organisation: slagelse-kommune}\n"
    draft(store, ref, ("parter:\n", part))

    (item,) = sammenlign(store, perioder, ref, fra=1, til=Kladde.KLADDE, today=DAY).beskrivelser

    assert "Slagelse Kommune" in item.foreslaaet


def test_without_a_draft_it_says_so(store: FolderStore, ref: DelaftaleRef, perioder: Bevillingsperioder) -> None:
    with pytest.raises(NoUdgaveError, match="ingen kladde"):
        sammenlign(store, perioder, ref, fra=None, til=None, today=DAY)

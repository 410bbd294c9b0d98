"""A draft with nothing but spelling becomes a corrected edition; anything more, and nothing is made."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from generator.model.sti import read_felt
from generator.service.akter import AktError, open_planlog
from generator.service.beslutning import beslut
from generator.service.kladder import open_kladde
from generator.service.kladderettelse import ret_fra_kladde
from generator.service.rettelse import IkkeRedaktionelError
from generator.service.udgaver import read_udgave
from tests.unit.service.akter_hjaelp import PROCENT, afgoer, draft, freeze, on, register

if TYPE_CHECKING:
    from generator.service.akter import Gemt
    from generator.store.folder import FolderStore
    from generator.store.port import DelaftaleRef

FORANKRING = "aktiviteter/beboervejledning/forankring"
STAVET = ("tilgangen, der ruste den", "tilgangen, der ruster den")
DAY = date(2022, 9, 1)


def correct(store: FolderStore, ref: DelaftaleRef) -> Gemt:
    return ret_fra_kladde(store, ref, on("2022-09-01"), begrundelse="Stavefejl.", gaelder_fra=DAY)


def test_spelling_in_a_draft_becomes_an_edition_and_closes_the_draft(store: FolderStore, ref: DelaftaleRef) -> None:
    register(store, ref)
    draft(store, ref, STAVET, ("procent: 40", "procent: 40 # spørg økonomi"))

    gemt = correct(store, ref)

    assert gemt.versioner == ((ref.delaftale, 2),)
    assert "ruster den" in str(read_felt(read_udgave(store, ref, DAY).delaftale, FORANKRING))
    assert not store.has_kladde(ref)
    said = f"Kommentaren »# spørg økonomi« i {ref.delaftale}/kladde.yaml er ikke taget med."
    assert gemt.meldinger == (said,)
    assert store.verify_log(ref.plan)[0] is None


@pytest.mark.parametrize(
    ("change", "error", "said"),
    [
        (PROCENT, IkkeRedaktionelError, "»Beboervejledere, Procent« kan ikke ændres"),
        (("procent: 40", "procent: 40"), AktError, "ændrer ikke noget"),
    ],
)
def test_more_or_less_than_spelling_is_refused_and_the_draft_stays(
    store: FolderStore, ref: DelaftaleRef, change: tuple[str, str], error: type[Exception], said: str
) -> None:
    register(store, ref)
    draft(store, ref, change)

    with pytest.raises(error, match=said):
        correct(store, ref)

    assert store.has_kladde(ref)
    assert len(open_planlog(store, ref.plan).poster) == 1


def test_draft_of_a_text_that_was_replaced_is_refused(store: FolderStore, ref: DelaftaleRef) -> None:
    register(store, ref)
    freeze(store, ref, PROCENT, day="2022-08-15")
    open_kladde(store, ref, date(2022, 8, 16))
    draft(store, ref, STAVET)
    decided = afgoer("2022-beboervejledere", gaelder_fra="2022-08-20")
    beslut(store, ref.plan, on("2022-08-20"), moede=date(2022, 8, 20), afgoerelser=[decided])

    with pytest.raises(AktError, match="bygger på version 1, men version 2 gælder"):
        correct(store, ref)
    assert store.has_kladde(ref)

"""A version whose bytes hold, and whose post holds, and that still is not what was decided: it is found and named."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from generator.model.beslutningslog import Postart
from generator.service.akter import add_post, open_planlog
from generator.service.beslutning import beslut
from generator.service.verificering import verificer
from tests.unit.service.akter_hjaelp import PROCENT, afgoer, freeze, on, register

if TYPE_CHECKING:
    from generator.store.folder import FolderStore
    from generator.store.port import DelaftaleRef
    from generator.workflow.verify import Brud

MOEDE = date(2022, 9, 14)
SAG = "2022-beboervejledere"


def forge(store: FolderStore, ref: DelaftaleRef, **fields: Any) -> Brud:
    """Put and approve one change of a share by hand, with another text in the version; return what is found."""
    register(store, ref)
    freeze(store, ref, PROCENT)
    planlog, text = open_planlog(store, ref.plan), store.read_version(ref, 1).delaftale
    til, own = fields.pop("til", text.gaelder_til), fields.pop("ressource")
    ressourcer = [item.replaced(**own) if item.id == "beboervejledere" else item for item in text.ressourcer]
    made = text.replaced(ressourcer=ressourcer, **fields)
    version = {"delaftale": ref.delaftale, "version": 2, "gaelder_fra": "2022-10-01", "forslag": [SAG]}
    version |= {"gaelder_til": til, "bygger_paa": 1}
    facts = {"moede": MOEDE, "forslag": (afgoer(SAG),), "versioner": [version]}
    filer = store.make_versionsfiler(ref, 2, made, store.read_helhedsplan(ref.plan))
    add_post(store, planlog, on("2022-09-14"), Postart.BESLUTNING, facts, filer=filer)
    assert store.verify_log(ref.plan)[0] is None
    (found,) = verificer(store, [ref.plan], [])
    assert found.brud is not None
    assert found.brud.fil == f"{ref.delaftale}/versioner/0002/delaftale.yaml"
    return found.brud


def test_version_with_more_than_what_was_decided_is_named(store: FolderStore, ref: DelaftaleRef) -> None:
    brud = forge(store, ref, ressource={"procent": "50", "funktion": "Vejledere"})

    assert brud.problem == ("har en anden tekst i »Vejledere« end version 1, og det siger post 3 intet om.")
    assert "Sammenlign med referatet" in brud.udvej


def test_version_that_lacks_what_was_decided_is_named(store: FolderStore, ref: DelaftaleRef) -> None:
    brud = forge(store, ref, ressource={"procent": "45"})

    assert brud.problem == "mangler ændringen af »Beboervejledere, Procent«, som post 3 siger er besluttet."


def test_part_that_went_unseen_is_named_as_it_was(store: FolderStore, ref: DelaftaleRef) -> None:
    brud = forge(store, ref, ressource={"procent": "50"}, kommunal_sammenhaeng=None)

    assert "Sammenhæng med" in brud.problem


def test_version_that_ends_on_another_day_than_its_post_says_is_named(store: FolderStore, ref: DelaftaleRef) -> None:
    brud = forge(store, ref, ressource={"procent": "50"}, til="2029-09-30")

    assert brud.problem == "gælder til 30.09.25, men post 3 siger noget andet."


@pytest.mark.parametrize("gaelder_fra", ["2022-10-01", "2023-01-01"])
def test_what_was_decided_is_nothing_to_tell_of(store: FolderStore, ref: DelaftaleRef, gaelder_fra: str) -> None:
    register(store, ref)
    freeze(store, ref, PROCENT)
    freeze(store, ref, ("tilgangen, der ruste den enkelte", "tilgangen, der styrker den enkelte og familien"))
    first = afgoer(SAG, gaelder_fra=gaelder_fra)
    beslut(store, ref.plan, on("2022-09-14"), moede=MOEDE, afgoerelser=[first])
    second = afgoer("2022-beboervejledning", gaelder_fra="2022-11-01")
    beslut(store, ref.plan, on("2022-09-20"), moede=date(2022, 9, 20), afgoerelser=[second])

    (found,) = verificer(store, [ref.plan], [])

    assert found.brud is None

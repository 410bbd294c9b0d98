"""Decisions as a referent states them: fields by the agenda's names, a forslag that is split, what is still missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.service import moedebeslutninger
from generator.service.moeder import open_moede
from generator.service.moedevisning import tell_moede
from tests.unit.service.akter_hjaelp import freeze, register
from tests.unit.service.moede_hjaelp import MOEDE, PLAN, call, noter, seat_board

if TYPE_CHECKING:
    from generator.store.folder import FolderStore
    from generator.store.port import DelaftaleRef


def test_field_is_known_by_the_name_that_the_agenda_has(store: FolderStore, ref: DelaftaleRef) -> None:
    """A måltal's number stands under the måltal's own name."""
    seat_board(store)
    register(store, ref)
    freeze(store, ref, ("          vaerdi: 12\n          enhed: børn", "          vaerdi: 24\n          enhed: børn"))
    call(store)

    done = noter(store, "1.1", "godkendt-med-aendring", felter=(("Delmål 2, Indikator 3, Måltal", "20"),))

    (afgoerelse,) = done.moede.afgoerelser
    assert afgoerelse.aendringer is not None
    assert [change.foreslaaet for change in afgoerelse.aendringer[0].aendringer] == ["20"]


def test_forslag_that_is_split_lacks_a_decision_until_each_change_has_one(
    store: FolderStore, ref: DelaftaleRef
) -> None:
    seat_board(store)
    register(store, ref)
    freeze(store, ref, ("funktion: Beboervejledere\n    procent: 40", "funktion: Vejledere\n    procent: 50"))
    call(store)

    def look() -> tuple[int, list[str]]:
        aabent = open_moede(store, PLAN, MOEDE)
        shown = [line.strip() for line in tell_moede(aabent) if "afgjort" in line]
        return moedebeslutninger.count_undecided(aabent.moede, aabent.planlog.tilstand), shown

    before = look()
    noter(store, "1.1", "godkendt", numre=(1,), titel="Navnet")
    split = look()
    noter(store, "1.1", "udsat")

    assert (before, split, look()) == ((1, ["(ikke afgjort)"]), (1, ["(ændring 2 er ikke afgjort)"]), (0, []))


def test_decision_on_a_part_names_the_part(store: FolderStore, ref: DelaftaleRef) -> None:
    seat_board(store)
    register(store, ref)
    freeze(store, ref, ("funktion: Beboervejledere\n    procent: 40", "funktion: Vejledere\n    procent: 50"))
    call(store)
    aabent = open_moede(store, PLAN, MOEDE)
    facts = dict.fromkeys(("ordlyd", "gaelder_fra", "forbehold", "aar", "retter", "afstemning")) | {
        "felter": (), "inhabile": (), "numre": (1,), "titel": "Navnet",
    }  # fmt: skip

    _, said = moedebeslutninger.noter(store, aabent, "1.1", "godkendt", facts=facts, today=MOEDE)

    assert said.endswith("«, »Navnet«: godkendt som indstillet, gælder fra 14.09.22.")

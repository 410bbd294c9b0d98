"""What a meeting decided becomes versions: brought together with what was adopted before, or refused, both named."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from generator.errors import IllegalTransitionError, LogError, UnknownForslagError
from generator.model.sti import read_felt
from generator.service.akter import open_planlog
from generator.service.beslutning import HaengerSammenError, beslut
from generator.service.forslag import list_ventende
from generator.service.nye_versioner import BeslutningKonfliktError
from generator.service.udgaver import read_udgave
from tests.unit.service.akter_hjaelp import (
    PROCENT,
    RESSOURCE,
    afgoer,
    draft_naboskab,
    fill_in,
    freeze,
    gather,
    on,
    register,
)

if TYPE_CHECKING:
    from generator.model.beslutning import Forslagsbeslutning
    from generator.service.akter import Gemt
    from generator.store.folder import FolderStore
    from generator.store.port import DelaftaleRef

MOEDE = date(2022, 9, 14)
SAG = "2022-beboervejledere"
FORANKRING = ("tilgangen, der ruste den enkelte", "tilgangen, der styrker den enkelte og familien")


def decide(store: FolderStore, ref: DelaftaleRef, *items: Forslagsbeslutning, day: date = MOEDE) -> Gemt:
    return beslut(store, ref.plan, on(day.isoformat()), moede=day, afgoerelser=items)


def procent(store: FolderStore, ref: DelaftaleRef, valg: int | date | None) -> str:
    return str(read_felt(read_udgave(store, ref, valg).delaftale, RESSOURCE))


def test_approved_forslag_is_in_the_text_from_its_day(store: FolderStore, ref: DelaftaleRef) -> None:
    register(store, ref)
    freeze(store, ref, PROCENT)

    done = decide(store, ref, afgoer(SAG))

    assert done.versioner == ((ref.delaftale, 2),)
    assert (procent(store, ref, date(2022, 9, 30)), procent(store, ref, date(2022, 10, 1))) == ("40", "50")
    assert store.verify_log(ref.plan)[0] is None


@pytest.mark.parametrize("udfald", ["ikke-godkendt", "udsat", "sendt-tilbage"])
def test_forslag_that_is_not_approved_changes_nothing(store: FolderStore, ref: DelaftaleRef, udfald: str) -> None:
    register(store, ref)
    freeze(store, ref, PROCENT)

    done = decide(store, ref, afgoer(SAG, udfald, None))

    assert done.versioner == ()
    assert store.list_versioner(ref) == (1,)


def test_postponed_forslag_waits_on(store: FolderStore, ref: DelaftaleRef) -> None:
    register(store, ref)
    freeze(store, ref, PROCENT)
    decide(store, ref, afgoer(SAG, "udsat", None))

    (waiting,) = list_ventende(store, [ref.plan], MOEDE)

    assert (waiting.tilstand.udsat, waiting.konflikter) == (1, ())


def test_own_wording_of_the_board_is_what_stands(store: FolderStore, ref: DelaftaleRef) -> None:
    register(store, ref)
    freeze(store, ref, PROCENT)
    own = {"art": "saet", "sti": RESSOURCE, "nuvaerende": "40", "foreslaaet": "45"}
    parts = [{"delaftale": ref.delaftale, "aendringer": [own]}]

    decide(store, ref, afgoer(SAG, "godkendt-med-aendring", aendringer=parts))

    assert procent(store, ref, None) == "45"


def test_two_open_indstillinger_are_brought_together(store: FolderStore, ref: DelaftaleRef) -> None:
    """The second was put on version 1 and is decided when version 2 holds."""
    register(store, ref)
    freeze(store, ref, PROCENT)
    freeze(store, ref, FORANKRING)
    first = decide(store, ref, afgoer(SAG))

    second = decide(store, ref, afgoer("2022-beboervejledning"), day=date(2022, 12, 1))

    assert first.konflikter == {}
    assert second.versioner == ((ref.delaftale, 3),)
    text = read_udgave(store, ref, None).delaftale
    assert str(read_felt(text, RESSOURCE)) == "50"
    assert "styrker den enkelte og familien" in str(read_felt(text, "aktiviteter/beboervejledning/forankring"))


def test_conflict_goes_back_to_the_chef_and_never_to_the_board(store: FolderStore, ref: DelaftaleRef) -> None:
    register(store, ref)
    freeze(store, ref, PROCENT)
    freeze(store, ref, ("procent: 40", "procent: 60"))
    later = date(2022, 12, 1)

    decide(store, ref, afgoer(SAG))

    (waiting,) = list_ventende(store, [ref.plan], later)
    assert waiting.konflikter == (
        "»Beboervejledere, Procent« er også ændret i version 2: Begge har ændret det, hver på sin måde.",
    )
    with pytest.raises(BeslutningKonfliktError, match="tilbage til chefen"):
        decide(store, ref, afgoer(f"{SAG}-2", gaelder_fra="2023-01-01"), day=later)
    assert store.list_versioner(ref) == (1, 2)
    decide(store, ref, afgoer(f"{SAG}-2", "sendt-tilbage", None), day=later)
    assert list_ventende(store, [ref.plan], later) == ()


def test_conflicts_that_a_decision_makes_are_told_at_once(store: FolderStore, ref: DelaftaleRef) -> None:
    register(store, ref)
    freeze(store, ref, PROCENT)
    freeze(store, ref, ("procent: 40", "procent: 60"))

    done = decide(store, ref, afgoer(SAG, gaelder_fra=MOEDE.isoformat()))

    assert list(done.konflikter) == [f"{SAG}-2"]


def test_acute_change_goes_into_the_version_adopted_for_later_too(store: FolderStore, ref: DelaftaleRef) -> None:
    register(store, ref)
    freeze(store, ref, PROCENT)
    decide(store, ref, afgoer(SAG, gaelder_fra="2023-01-01"))
    freeze(store, ref, FORANKRING, day="2022-09-20", akut=True)

    done = decide(store, ref, afgoer("2022-beboervejledning"), day=date(2022, 9, 28))

    assert done.versioner == ((ref.delaftale, 3), (ref.delaftale, 4))
    assert (procent(store, ref, date(2022, 12, 31)), procent(store, ref, date(2023, 1, 1))) == ("40", "50")
    for day in (date(2022, 10, 1), date(2023, 1, 1)):
        text = read_udgave(store, ref, day).delaftale
        assert "familien" in str(read_felt(text, "aktiviteter/beboervejledning/forankring"))


def test_part_of_what_hangs_together_is_refused_and_nothing_written(store: FolderStore, ref: DelaftaleRef) -> None:
    """The chef has put a new activity and what mentions it in two forslag; only the second is approved."""
    draft_naboskab(store, ref)
    gather(store, ref)
    path = store.root / "aftaler" / ref.plan / "indstilling.yaml"
    text = path.read_text("utf-8")
    cut = text.index("          - art: tilfoej")
    head = (
        "  - id: ny\n    titel: Naboskab\n    aendringer:\n      - delaftale: "
        + ref.delaftale
        + "\n        aendringer:\n"
    )
    end = text.index("\n# Skriv ved")
    path.write_text(text[:cut] + head + text[cut:end], "utf-8")
    fill_in(store, ref)
    gather(store, ref, endelig=True)
    names = [item.forslag.id for item in open_planlog(store, ref.plan).tilstand.verserende()]
    (mention,) = [name for name in names if name != "ny"]

    with pytest.raises(HaengerSammenError, match="hænger sammen med »Naboskab«"):
        decide(store, ref, afgoer(mention))
    assert store.list_versioner(ref) == (1,)
    decide(store, ref, afgoer("ny"))
    assert decide(store, ref, afgoer(mention), day=date(2022, 10, 3)).versioner == ((ref.delaftale, 3),)


def test_unknown_withdrawn_and_decided_forslag_are_refused(store: FolderStore, ref: DelaftaleRef) -> None:
    register(store, ref)
    freeze(store, ref, PROCENT)

    with pytest.raises(UnknownForslagError, match=SAG):
        decide(store, ref, afgoer("2022-beboervejleder"))
    decide(store, ref, afgoer(SAG))
    with pytest.raises(IllegalTransitionError):
        decide(store, ref, afgoer(SAG, "ikke-godkendt", None))
    assert len(open_planlog(store, ref.plan).poster) == 3


def test_meeting_before_the_indstilling_is_refused(store: FolderStore, ref: DelaftaleRef) -> None:
    register(store, ref)
    freeze(store, ref, PROCENT)

    with pytest.raises(LogError, match="efter mødet"):
        decide(store, ref, afgoer(SAG), day=date(2022, 8, 14))

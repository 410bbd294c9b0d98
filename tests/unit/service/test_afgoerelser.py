"""What a meeting may do beside yes and no: split, correct, use its own words, leave something to be settled."""

from __future__ import annotations

import errno
from datetime import date
from typing import TYPE_CHECKING

import pytest

from generator.errors import AendringError, IllegalTransitionError, LogError
from generator.model.beslutning import Opdeling
from generator.model.forslag import Forslagsstatus
from generator.model.sti import read_felt
from generator.service.akter import open_planlog
from generator.service.beslutning import HaengerSammenError, afgoer_forbehold, beslut, fastlaeg_ordlyd
from generator.service.fletning import Tekster, find_konflikter
from generator.service.forslag import list_ventende, traek
from generator.service.nye_versioner import BeslutningKonfliktError
from generator.service.udgaver import read_udgave
from generator.store.file_errors import FileError
from generator.store.files import RealFiles
from generator.store.folder import FolderStore
from tests.unit.service.akter_hjaelp import (
    PROCENT,
    RESSOURCE,
    afgoer,
    draft,
    draft_naboskab,
    fill_in,
    freeze,
    gather,
    on,
    register,
)

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model.beslutning import Forslagsbeslutning
    from generator.service.akter import Gemt
    from generator.store.port import DelaftaleRef

MOEDE = date(2022, 9, 14)
SAG = "2022-beboervejledere"
FUNKTION = "ressourcer/beboervejledere/funktion"
GRUNDLAG = "ressourcer/beboervejledere/grundlag"
FORANKRING = ("tilgangen, der ruste den enkelte", "tilgangen, der styrker den enkelte og familien")


def decide(store: FolderStore, ref: DelaftaleRef, *items: Forslagsbeslutning, day: date = MOEDE) -> Gemt:
    return beslut(store, ref.plan, on(day.isoformat()), moede=day, afgoerelser=items)


def own(ref: DelaftaleRef, old: str, new: str, sti: str = RESSOURCE) -> list[dict[str, object]]:
    change = {"art": "saet", "sti": sti, "nuvaerende": old, "foreslaaet": new}
    return [{"delaftale": ref.delaftale, "aendringer": [change]}]


def procent(store: FolderStore, ref: DelaftaleRef, valg: date | None = None) -> str:
    return str(read_felt(read_udgave(store, ref, valg).delaftale, RESSOURCE))


def status(store: FolderStore, ref: DelaftaleRef, name: str = SAG) -> Forslagsstatus:
    return open_planlog(store, ref.plan).tilstand.forslag[name].status


def split_in_two(store: FolderStore, ref: DelaftaleRef) -> Opdeling:
    """Put one forslag of two changes, and return how a board splits it."""
    register(store, ref)
    freeze(store, ref, ("funktion: Beboervejledere\n    procent: 40", "funktion: Vejledere\n    procent: 50"))
    (name,) = open_planlog(store, ref.plan).tilstand.forslag
    dele = [{"id": "navnet", "titel": "Navnet", "numre": [1]}, {"id": "tiden", "titel": "Tiden", "numre": [2]}]
    return Opdeling.model_validate({"forslag": name, "dele": dele})


def test_board_splits_a_forslag_and_decides_its_parts_apart(store: FolderStore, ref: DelaftaleRef) -> None:
    opdeling = split_in_two(store, ref)
    decided = [afgoer("tiden"), afgoer("navnet", "ikke-godkendt", None)]

    gemt = beslut(store, ref.plan, on("2022-09-14"), moede=MOEDE, afgoerelser=decided, opdelinger=[opdeling])

    assert gemt.versioner == ((ref.delaftale, 2),)
    text = read_udgave(store, ref, None).delaftale
    assert (str(read_felt(text, RESSOURCE)), read_felt(text, FUNKTION)) == ("50", "Beboervejledere")
    assert status(store, ref, opdeling.forslag) is Forslagsstatus.OPDELT
    assert store.verify_log(ref.plan)[0] is None


def test_part_that_is_not_decided_waits_on(store: FolderStore, ref: DelaftaleRef) -> None:
    opdeling = split_in_two(store, ref)

    beslut(store, ref.plan, on("2022-09-14"), moede=MOEDE, afgoerelser=[afgoer("tiden")], opdelinger=[opdeling])

    (waiting,) = list_ventende(store, [ref.plan], date(2022, 10, 1))
    assert (waiting.tilstand.forslag.id, waiting.konflikter) == ("navnet", ())


def test_split_that_leaves_a_change_out_is_refused(store: FolderStore, ref: DelaftaleRef) -> None:
    opdeling = split_in_two(store, ref)
    dele = [{"id": "navnet", "titel": "Navnet", "numre": [1]}, {"id": "tiden", "titel": "Tiden", "numre": [1]}]

    with pytest.raises(LogError, match="fordeler ikke hver"):
        beslut(
            store,
            ref.plan,
            on("2022-09-14"),
            moede=MOEDE,
            afgoerelser=[afgoer("tiden")],
            opdelinger=[opdeling.replaced(dele=dele)],
        )
    assert store.list_versioner(ref) == (1,)


def test_correction_of_the_referat_is_written_on_what_was_decided(store: FolderStore, ref: DelaftaleRef) -> None:
    """The referat said 50, the board had said 55: nobody goes back to version 1."""
    register(store, ref)
    freeze(store, ref, PROCENT)
    first = decide(store, ref, afgoer(SAG, gaelder_fra="2023-01-01"))
    correction = afgoer(SAG, "godkendt-med-aendring", "2023-01-01", retter=first.post, aendringer=own(ref, "50", "55"))

    gemt = decide(store, ref, correction, day=date(2022, 12, 1))

    assert gemt.versioner == ((ref.delaftale, 3),)
    assert (procent(store, ref, date(2022, 12, 31)), procent(store, ref, date(2023, 1, 1))) == ("40", "55")
    assert store.verify_log(ref.plan)[0] is None


def test_own_wording_may_be_written_on_what_was_adopted_since(store: FolderStore, ref: DelaftaleRef) -> None:
    """The forslag was put on 40; the text says 50 when the board decides in its own words."""
    register(store, ref)
    freeze(store, ref, PROCENT)
    freeze(store, ref, ("procent: 40", "procent: 60"))
    decide(store, ref, afgoer(SAG, gaelder_fra=MOEDE.isoformat()))
    own_words = afgoer(f"{SAG}-2", "godkendt-med-aendring", "2023-01-01", aendringer=own(ref, "50", "58"))

    decide(store, ref, own_words, day=date(2022, 12, 1))

    assert procent(store, ref) == "58"


def test_own_wording_on_a_text_that_nobody_has_is_refused(store: FolderStore, ref: DelaftaleRef) -> None:
    register(store, ref)
    freeze(store, ref, PROCENT)

    with pytest.raises(AendringError):
        decide(store, ref, afgoer(SAG, "godkendt-med-aendring", aendringer=own(ref, "41", "45")))
    assert store.list_versioner(ref) == (1,)


def test_forbehold_that_is_met_lets_the_forslag_take_effect(store: FolderStore, ref: DelaftaleRef) -> None:
    register(store, ref)
    freeze(store, ref, PROCENT)
    waits = decide(store, ref, afgoer(SAG, "godkendt-med-forbehold", None, forbehold="Kommunens ja."))
    assert (waits.versioner, status(store, ref)) == ((), Forslagsstatus.AFVENTER_FORBEHOLD)

    met = afgoer_forbehold(
        store,
        ref.plan,
        on("2022-11-01"),
        forslag=SAG,
        opfyldt=True,
        grundlag="Kommunen har sagt ja.",
        gaelder_fra=date(2022, 11, 1),
    )

    assert (met.versioner, status(store, ref)) == (((ref.delaftale, 2),), Forslagsstatus.GODKENDT)
    assert (procent(store, ref, date(2022, 10, 31)), procent(store, ref)) == ("40", "50")


def test_own_wording_under_a_forbehold_is_what_takes_effect(store: FolderStore, ref: DelaftaleRef) -> None:
    register(store, ref)
    freeze(store, ref, PROCENT)
    facts = {"forbehold": "Kommunens ja.", "aendringer": own(ref, "40", "45")}
    decide(store, ref, afgoer(SAG, "godkendt-med-forbehold", None, **facts))

    day = date(2022, 11, 1)
    afgoer_forbehold(store, ref.plan, on("2022-11-01"), forslag=SAG, opfyldt=True, grundlag="Ja.", gaelder_fra=day)

    assert procent(store, ref) == "45"
    assert status(store, ref) is Forslagsstatus.GODKENDT_MED_AENDRING


def test_forbehold_that_is_not_met_lets_the_forslag_lapse_once(store: FolderStore, ref: DelaftaleRef) -> None:
    register(store, ref)
    freeze(store, ref, PROCENT)
    decide(store, ref, afgoer(SAG, "godkendt-med-forbehold", None, forbehold="Kommunens ja."))

    afgoer_forbehold(store, ref.plan, on("2022-11-01"), forslag=SAG, opfyldt=False, grundlag="Nej.")

    assert (store.list_versioner(ref), status(store, ref)) == ((1,), Forslagsstatus.BORTFALDET)
    with pytest.raises(IllegalTransitionError):
        afgoer_forbehold(store, ref.plan, on("2022-11-02"), forslag=SAG, opfyldt=False, grundlag="Nej.")


@pytest.mark.parametrize(("own_words", "stands"), [(False, "50"), (True, "47")])
def test_formandskab_settles_the_final_wording(
    store: FolderStore, ref: DelaftaleRef, own_words: bool, stands: str
) -> None:
    register(store, ref)
    freeze(store, ref, PROCENT)
    decide(store, ref, afgoer(SAG, "bemyndiget", None))
    parts = None
    if own_words:
        parts = afgoer(SAG, "godkendt-med-aendring", aendringer=own(ref, "40", "47")).aendringer

    fastlaeg_ordlyd(
        store,
        ref.plan,
        on("2022-11-01"),
        forslag=SAG,
        ordlyd="Formandskabet har godkendt ordlyden.",
        gaelder_fra=date(2022, 11, 1),
        aendringer=parts,
    )

    assert procent(store, ref) == stands
    assert open_planlog(store, ref.plan).tilstand.bemyndigelser() == ()


def test_retroactive_decision_is_told_and_not_refused(store: FolderStore, ref: DelaftaleRef) -> None:
    register(store, ref)
    freeze(store, ref, PROCENT)

    gemt = decide(store, ref, afgoer(SAG, gaelder_fra="2022-09-01"))

    assert gemt.advarsler == ("Ændringen gælder fra den 01.09.22, før den blev vedtaget den 14.09.22.",)


def test_forslag_on_the_same_field_in_two_indstillinger_do_not_stand_in_each_others_way(
    store: FolderStore, ref: DelaftaleRef
) -> None:
    """A third is decided: both still fit the text, and either can be approved."""
    register(store, ref)
    freeze(store, ref, PROCENT)
    freeze(store, ref, ("procent: 40", "procent: 60"))
    freeze(store, ref, FORANKRING)

    gemt = decide(store, ref, afgoer("2022-beboervejledning", gaelder_fra=MOEDE.isoformat()))

    assert gemt.konflikter == {}
    assert decide(store, ref, afgoer(f"{SAG}-2"), day=date(2022, 9, 20)).versioner == ((ref.delaftale, 3),)


def test_two_forslag_that_say_the_same_are_both_approved_at_one_meeting(store: FolderStore, ref: DelaftaleRef) -> None:
    register(store, ref)
    freeze(store, ref, PROCENT)
    freeze(store, ref, PROCENT)

    decide(store, ref, afgoer(SAG), afgoer(f"{SAG}-2"))

    assert procent(store, ref) == "50"


def test_two_forslag_that_disagree_are_not_both_approved(store: FolderStore, ref: DelaftaleRef) -> None:
    register(store, ref)
    freeze(store, ref, PROCENT)
    freeze(store, ref, ("procent: 40", "procent: 60"))

    with pytest.raises(BeslutningKonfliktError, match="Beboervejledere, Procent"):
        decide(store, ref, afgoer(SAG), afgoer(f"{SAG}-2"))
    assert store.list_versioner(ref) == (1,)


def test_conflict_with_what_is_adopted_for_later_goes_back_before_the_meeting(
    store: FolderStore, ref: DelaftaleRef
) -> None:
    """Version 2 counts from new year; a forslag on today's text would have to go into it too."""
    register(store, ref)
    freeze(store, ref, PROCENT)
    freeze(store, ref, ("procent: 40", "procent: 60"))

    gemt = decide(store, ref, afgoer(SAG, gaelder_fra="2023-01-01"))

    assert list(gemt.konflikter) == [f"{SAG}-2"]
    (waiting,) = list_ventende(store, [ref.plan], date(2022, 9, 15))
    assert waiting.konflikter == (
        "»Beboervejledere, Procent« er også ændret i version 2: Begge har ændret det, hver på sin måde.",
    )


def test_forslag_that_needs_one_that_was_withdrawn_is_sent_back(store: FolderStore, ref: DelaftaleRef) -> None:
    """A new activity and what mentions it are put in two forslag, and the first is withdrawn."""
    mention = put_in_two(store, ref)
    traek(store, [ref.plan], ["ny"], "Ikke aktuelt.", on("2022-09-01"))

    with pytest.raises(HaengerSammenError, match="Send forslaget tilbage til chefen"):
        decide(store, ref, afgoer(mention))


def test_forslag_does_not_take_effect_before_the_one_it_needs(store: FolderStore, ref: DelaftaleRef) -> None:
    mention = put_in_two(store, ref)

    with pytest.raises(HaengerSammenError, match=r"som først gælder fra 01\.01\.23"):
        decide(store, ref, afgoer("ny", gaelder_fra="2023-01-01"), afgoer(mention, gaelder_fra="2022-10-01"))
    decide(store, ref, afgoer("ny", gaelder_fra="2023-01-01"))
    with pytest.raises(HaengerSammenError, match="Lad dem gælde fra samme dag"):
        decide(store, ref, afgoer(mention, gaelder_fra="2022-10-01"), day=date(2022, 9, 20))
    decide(store, ref, afgoer(mention, gaelder_fra="2023-01-01"), day=date(2022, 9, 20))
    assert open_planlog(store, ref.plan).tilstand.in_force(ref.delaftale, date(2022, 12, 31)) == 1


def test_what_was_approved_and_undone_since_does_not_come_back_unseen(store: FolderStore, ref: DelaftaleRef) -> None:
    mention = put_in_two(store, ref)
    decide(store, ref, afgoer("ny", gaelder_fra=MOEDE.isoformat()))
    draft(store, ref, day="2022-09-15")
    kladde = store.root / "aftaler" / ref.plan / ref.delaftale / "kladde.yaml"
    text = kladde.read_text("utf-8")
    at = text.index("\n  - id: naboskab\n")
    gone = text[:at] + text[text.index("\n  - id: ", at + 1) :]
    kladde.write_text(gone.replace(*FORANKRING, 1), "utf-8")
    gather(store, ref, day="2022-09-15", akut=True)
    fill_in(store, ref)
    gather(store, ref, day="2022-09-15", akut=True, endelig=True)
    tilstand = open_planlog(store, ref.plan).tilstand
    others = [item.forslag.id for item in tilstand.verserende() if item.forslag.id != mention]
    decide(store, ref, *(afgoer(name, gaelder_fra="2022-09-20") for name in others), day=date(2022, 9, 20))

    planlog = open_planlog(store, ref.plan)
    konflikter = find_konflikter(Tekster(store, planlog), planlog.tilstand.verserende(), date(2022, 9, 21))

    assert list(konflikter) == [mention]
    with pytest.raises(BeslutningKonfliktError):
        decide(store, ref, afgoer(mention), day=date(2022, 9, 21))


class Svigtende(RealFiles):
    """A disk on which version 1 can't be read any more once a post stands."""

    def __init__(self, post: Path) -> None:
        super().__init__()
        self.post = post

    def read(self, path: Path, limit: int) -> bytes:
        if self.post.exists() and path.parts[-3:-1] == ("versioner", "0001"):
            raise FileError(path, "læses", errno.EIO)
        return super().read(path, limit)


def test_what_fails_after_the_post_stands_is_told_and_not_as_if_nothing_was_decided(
    store: FolderStore, ref: DelaftaleRef
) -> None:
    register(store, ref)
    freeze(store, ref, PROCENT)
    freeze(store, ref, FORANKRING)
    log = store.root / "aftaler" / ref.plan / "beslutningslog"
    failing = FolderStore(store.root, Svigtende(log / "0004.yaml"))

    gemt = decide(failing, ref, afgoer(SAG, gaelder_fra=MOEDE.isoformat()))

    assert gemt.versioner == ((ref.delaftale, 2),)
    assert [line for line in gemt.meldinger if line.startswith("Post 4 er gemt, men om ventende forslag")]
    assert procent(store, ref) == "50"


def put_in_two(store: FolderStore, ref: DelaftaleRef) -> str:
    """Put a new activity as forslag »ny« and what mentions it as another; return the id of the other."""
    draft_naboskab(store, ref)
    gather(store, ref)
    path = store.root / "aftaler" / ref.plan / "indstilling.yaml"
    text = path.read_text("utf-8")
    cut = text.index("          - art: tilfoej")
    own = f"  - id: ny\n    titel: Naboskab\n    aendringer:\n      - delaftale: {ref.delaftale}\n        aendringer:\n"
    path.write_text(text[:cut] + own + text[cut : text.index("\n# Skriv ved")], "utf-8")
    fill_in(store, ref)
    gather(store, ref, endelig=True)
    (mention,) = (
        item.forslag.id for item in open_planlog(store, ref.plan).tilstand.verserende() if item.forslag.id != "ny"
    )
    return mention

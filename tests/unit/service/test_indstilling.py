"""Drafts become forslag as a board understands them, keep what the chef wrote, and are frozen when all is there."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from generator.errors import DataError, EndedError, IdTakenError, LogError, NotRegisteredError
from generator.service.akter import AktError, open_planlog
from generator.service.indstilling import IndstillingError
from tests.unit.rules.minimal import DELAFTALE, PLAN
from tests.unit.service.akter_hjaelp import (
    PROCENT,
    RESSOURCE,
    draft,
    draft_naboskab,
    edit,
    fill_in,
    freeze,
    gather,
    register,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from generator.store.folder import FolderStore
    from generator.store.port import DelaftaleRef

STAVET = ("brobygnings-samtaler i beboer-vejledningen", "brobygningssamtaler i beboervejledningen")
FORANKRING = ("tilgangen, der ruste den enkelte", "tilgangen, der styrker den enkelte og familien")
PERIODE = ("gaelder_til: 2025-09-30", "gaelder_til: 2026-09-30")


def file_of(store: FolderStore, ref: DelaftaleRef) -> Path:
    return store.root / "aftaler" / ref.plan / "indstilling.yaml"


def test_changes_are_grouped_by_matter_and_spelling_apart(store: FolderStore, ref: DelaftaleRef) -> None:
    register(store, ref)
    draft(store, ref, PROCENT, STAVET, FORANKRING)

    done = gather(store, ref)

    first = file_of(store, ref).read_text("utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=../.skema/indstilling.schema.json"
    assert [(item.id, item.titel) for item in done.udkast.forslag] == [
        ("2022-redaktionelle-rettelser", "Redaktionelle rettelser"),
        ("2022-beboervejledning", "Beboervejledning, Forankring: ændret"),
        ("2022-beboervejledere", "Beboervejledere, Procent: ændret"),
    ]
    assert done.udkast.aar == 2022
    assert len(done.mangler) == 6


def test_same_staff_in_several_delaftaler_is_one_matter(
    store: FolderStore, ref: DelaftaleRef, soester: Callable[[str], DelaftaleRef]
) -> None:
    other = soester("40")
    for each in (ref, other):
        register(store, each)
        draft(store, each, PROCENT)

    done = gather(store)

    (forslag,) = done.udkast.forslag
    assert forslag.delaftaler == ("beskaeftigelse", "sammenhaengskraft-og-medborgerskab")


def test_what_hangs_together_comes_together(store: FolderStore, ref: DelaftaleRef) -> None:
    """A new activity and the datum that mentions it are one matter."""
    draft_naboskab(store, ref)

    done = gather(store, ref)

    assert [item.titel for item in done.udkast.forslag] == ["Ny aktivitet: Naboskab"]


def test_filled_in_text_is_kept_when_run_again(store: FolderStore, ref: DelaftaleRef) -> None:
    register(store, ref)
    draft(store, ref, PROCENT)
    gather(store, ref)
    edit(store, ref, "indstilling.yaml", ('titel: "Beboervejledere, Procent: ændret"', "titel: Flere timer"))
    fill_in(store, ref)
    draft(store, ref, ("procent: 50", "procent: 60"), STAVET)

    done = gather(store, ref)

    first, second = done.udkast.forslag
    assert (first.titel, str(first.begrundelse)) == ("Flere timer", "Det viser erfaringen.")
    assert first.aendringer[0].aendringer[0].foreslaaet == "60"
    assert second.titel == "Redaktionelle rettelser"


def test_changes_that_the_chef_moved_stay_where_they_were_moved(store: FolderStore, ref: DelaftaleRef) -> None:
    register(store, ref)
    draft(store, ref, PROCENT, FORANKRING)
    gather(store, ref)
    path = file_of(store, ref)
    text = path.read_text("utf-8")
    start = text.index("  - id: 2022-beboervejledere")
    moved = text[text.index("          - art: saet", start) : text.index("\n# Skriv ved")]
    path.write_text(text[:start].rstrip("\n") + "\n" + moved, "utf-8")

    done = gather(store, ref)

    (forslag,) = done.udkast.forslag
    assert [change.sti.dele[0] for change in forslag.aendringer[0].aendringer] == ["aktiviteter", "ressourcer"]


def test_forslag_without_changes_any_more_is_told(store: FolderStore, ref: DelaftaleRef) -> None:
    register(store, ref)
    draft(store, ref, PROCENT, STAVET)
    gather(store, ref)
    draft(store, ref, STAVET[::-1])

    done = gather(store, ref)

    assert done.meldinger[0] == "»Redaktionelle rettelser« havde ingen ændringer mere og er taget ud."


def test_comment_that_goes_is_told_and_unchanged_file_is_not_written(store: FolderStore, ref: DelaftaleRef) -> None:
    register(store, ref)
    draft(store, ref, PROCENT)
    gather(store, ref)
    path = file_of(store, ref)
    path.write_text(f"{path.read_text('utf-8')}# spørg skolen\n", "utf-8")

    assert gather(store, ref).meldinger == ()
    assert "# spørg skolen" in path.read_text("utf-8")
    draft(store, ref, STAVET)
    assert gather(store, ref).meldinger == ("Kommentaren »# spørg skolen« i indstilling.yaml er ikke taget med.",)


def test_only_a_persons_own_comments_are_told_when_the_drafts_are_closed(store: FolderStore, ref: DelaftaleRef) -> None:
    """Not what the program says of each field, in its words of today or of when the draft's version was written."""
    register(store, ref)
    draft(store, ref, ("procent: 40", "procent: 50 # spørg økonomi"))
    kladde = store.root / "aftaler" / ref.plan / ref.delaftale / "kladde.yaml"
    text = kladde.read_text("utf-8")
    draft(store, ref, ("procent: 50 # spørg økonomi", "procent: 40"), FORANKRING)
    register(store, ref, efterfoelgende=True, vedtaget=date(2022, 8, 1))
    kladde.write_text(text, "utf-8")
    gather(store, ref)
    fill_in(store, ref)
    path = file_of(store, ref)
    path.write_text(path.read_text("utf-8").replace("Skal blive stående.", "Min egen note."), "utf-8")

    done = gather(store, ref, endelig=True)

    assert done.meldinger == (
        f"Kommentaren »# spørg økonomi« i {ref.delaftale}/kladde.yaml er ikke taget med.",
        "Kommentaren »# Min egen note.« i indstilling.yaml er ikke taget med.",
    )


def test_all_reasons_not_to_freeze_are_told_at_once(
    store: FolderStore, ref: DelaftaleRef, two_fejl: tuple[str, str]
) -> None:
    register(store, ref)
    draft(store, ref, PROCENT, two_fejl)
    gather(store, ref)

    with pytest.raises(IndstillingError) as caught:
        gather(store, ref, endelig=True)

    text = str(caught.value)
    assert "KIL-06" in text
    assert "mangler en begrundelse" in text
    assert "mangler et grundlag" in text
    assert caught.value.exit_code == 3
    assert len(open_planlog(store, ref.plan).poster) == 1


def test_freezing_makes_one_post_and_closes_the_drafts(store: FolderStore, ref: DelaftaleRef) -> None:
    register(store, ref)

    done = freeze(store, ref, PROCENT)

    assert (done.id, done.post) == ("2022-aarlig", 2)
    assert not store.has_kladde(ref)
    assert not file_of(store, ref).exists()
    state = open_planlog(store, ref.plan).tilstand
    (item,) = state.verserende()
    assert item.bygger_paa == ((ref.delaftale, 1),)
    assert store.verify_log(ref.plan)[0] is None


def test_draft_changed_after_the_file_was_made_is_not_frozen_unseen(store: FolderStore, ref: DelaftaleRef) -> None:
    register(store, ref)
    draft(store, ref, PROCENT)
    gather(store, ref)
    fill_in(store, ref)
    draft(store, ref, STAVET)

    with pytest.raises(IndstillingError, match="se filen igennem"):
        gather(store, ref, endelig=True)
    assert store.has_kladde(ref)


def test_freezing_without_the_file_is_refused(store: FolderStore, ref: DelaftaleRef) -> None:
    register(store, ref)
    draft(store, ref, PROCENT)

    with pytest.raises(AktError, match="uden »--endelig« først"):
        gather(store, ref, endelig=True)


def test_missing_title_is_an_error_of_the_file(store: FolderStore, ref: DelaftaleRef) -> None:
    register(store, ref)
    draft(store, ref, PROCENT)
    gather(store, ref)
    edit(store, ref, "indstilling.yaml", ('    titel: "Beboervejledere, Procent: ændret"\n', ""))

    with pytest.raises(DataError, match="Titel"):
        gather(store, ref)


def test_period_is_strategic_and_a_local_forening_is_not(store: FolderStore, ref: DelaftaleRef) -> None:
    register(store, ref)
    part = ("parter:\n", "parter:\n  - {id: naboforeningen, betegnelse: Naboforeningen}\n")
    draft(store, ref, part)
    assert not any("strategiske" in text for text in gather(store, ref).advarsler)

    draft(store, ref, PERIODE)
    (warning,) = (text for text in gather(store, ref).advarsler if "strategiske" in text)
    assert "gælder til" in warning


def test_new_kommune_among_the_parties_may_be_strategic(store: FolderStore, ref: DelaftaleRef) -> None:
    register(store, ref)
    part = "parter:\n  - {id: kommunen, betegnelse: Kommunen, organisation: slagelse-kommune}\n"
    draft(store, ref, ("parter:\n", part))

    assert any("strategiske" in text for text in gather(store, ref).advarsler)


@pytest.mark.parametrize(
    ("text", "code"),
    [("Familien Hansen har ventet.", "NAV-36"), ("Skriv til anna.hansen@eksempel.dk om det.", "KON-36")],
)
def test_personal_data_in_a_reason_is_a_warning(store: FolderStore, ref: DelaftaleRef, text: str, code: str) -> None:
    register(store, ref)
    draft(store, ref, PROCENT)
    gather(store, ref)
    fill_in(store, ref, text)

    done = gather(store, ref)

    assert [code in warning for warning in done.advarsler] == [True, False]
    assert done.mangler == ()


def test_cpr_number_in_a_reason_stands_in_the_way(store: FolderStore, ref: DelaftaleRef) -> None:
    register(store, ref)
    draft(store, ref, PROCENT)
    gather(store, ref)
    fill_in(store, ref, "Borgeren 010190-1234 har ventet.")

    with pytest.raises(IndstillingError, match="CPR-36"):
        gather(store, ref, endelig=True)


def test_used_forslag_id_is_refused(store: FolderStore, ref: DelaftaleRef) -> None:
    register(store, ref)
    freeze(store, ref, PROCENT)
    draft(store, ref, FORANKRING, day="2022-09-01")
    gather(store, ref, day="2022-09-01", akut=True)
    fill_in(store, ref)
    edit(store, ref, "indstilling.yaml", ("id: 2022-beboervejledning", "id: 2022-beboervejledere"))

    with pytest.raises(IdTakenError, match="2022-beboervejledere"):
        gather(store, ref, day="2022-09-01", akut=True, endelig=True)
    assert store.has_kladde(ref)


def test_second_indstilling_of_a_year_has_an_id_of_its_own(store: FolderStore, ref: DelaftaleRef) -> None:
    register(store, ref)
    freeze(store, ref, PROCENT)

    assert freeze(store, ref, FORANKRING).id == "2022-aarlig-2"


def test_akut_change_of_an_ended_agreement_is_refused(store: FolderStore, ref: DelaftaleRef) -> None:
    register(store, ref)
    draft(store, ref, PROCENT, day="2025-10-01")

    with pytest.raises(EndedError, match=r"30\.09\.25"):
        gather(store, ref, day="2025-10-01", akut=True)
    assert not file_of(store, ref).exists()


def test_day_before_the_first_version_is_refused(store: FolderStore, ref: DelaftaleRef) -> None:
    register(store, ref)
    draft(store, ref, PROCENT)

    with pytest.raises(AktError, match=r"01\.10\.21"):
        gather(store, ref, day="2021-09-30")


def test_delaftale_without_a_post_is_refused(store: FolderStore, ref: DelaftaleRef, kladde: Path) -> None:
    with pytest.raises(NotRegisteredError, match="delaftale registrer"):
        gather(store, ref)


def test_what_was_decided_since_the_draft_was_opened_is_kept(store: FolderStore, ref: DelaftaleRef) -> None:
    register(store, ref)
    draft(store, ref, PROCENT)
    text = (store.root / "aftaler" / ref.plan / ref.delaftale / "kladde.yaml").read_text("utf-8")
    draft(store, ref, PROCENT[::-1], FORANKRING)
    register(store, ref, efterfoelgende=True, vedtaget=date(2022, 8, 1))
    (store.root / "aftaler" / ref.plan / ref.delaftale / "kladde.yaml").write_text(text, "utf-8")

    done = gather(store, ref)

    (forslag,) = done.udkast.forslag
    assert [change.sti for change in forslag.aendringer[0].aendringer] == [RESSOURCE]
    assert done.udkast.bygger_paa[0].version == 2


def test_conflict_with_what_was_decided_goes_back_to_the_chef(store: FolderStore, ref: DelaftaleRef) -> None:
    register(store, ref)
    draft(store, ref, PROCENT)
    kladde = store.root / "aftaler" / ref.plan / ref.delaftale / "kladde.yaml"
    text = kladde.read_text("utf-8")
    draft(store, ref, ("procent: 50", "procent: 60"))
    register(store, ref, efterfoelgende=True, vedtaget=date(2022, 8, 1))
    kladde.write_text(text, "utf-8")

    with pytest.raises(IndstillingError, match="»Beboervejledere, Procent«: også ændret i version 2") as caught:
        gather(store, ref)
    assert "Bygger på version 2" in str(caught.value)

    edit(store, ref, f"{ref.delaftale}/kladde.yaml", ("# Bygger på version 1", "# Bygger på version 2"))
    assert gather(store, ref).udkast.bygger_paa[0].version == 2


def test_two_plans_are_not_one_indstilling(store: FolderStore, ref: DelaftaleRef, kladde: Path) -> None:
    folder = store.root / "aftaler" / "planen" / "medborgerskab"
    folder.mkdir(parents=True)
    (folder.parent / "helhedsplan.yaml").write_text(PLAN, "utf-8")
    (folder / "kladde.yaml").write_text(DELAFTALE, "utf-8")

    with pytest.raises(AktError, match="dækker én plan"):
        gather(store)


def test_two_who_freeze_at_once_do_not_both_win(store: FolderStore, ref: DelaftaleRef) -> None:
    """The draft that the other closed is gone, so the loser is told, and nothing is saved twice."""
    register(store, ref)
    freeze(store, ref, PROCENT)

    with pytest.raises((AktError, LogError)):
        gather(store, ref, endelig=True)
    assert len(open_planlog(store, ref.plan).poster) == 2


def test_file_about_something_else_is_not_made_anew(
    store: FolderStore, ref: DelaftaleRef, soester: Callable[[str], DelaftaleRef]
) -> None:
    """What the chef has written for the yearly one is not lost to an acute one in between."""
    other = soester("40")
    for each in (ref, other):
        register(store, each)
        draft(store, each, PROCENT)
    gather(store)
    before = file_of(store, ref).read_bytes()

    with pytest.raises(AktError, match="årlig revision, som ikke er indstillet"):
        gather(store, ref, akut=True)
    with pytest.raises(AktError, match="»beskaeftigelse«, som ikke er med her"):
        gather(store, ref)
    assert file_of(store, ref).read_bytes() == before


def test_yearly_one_asks_for_the_status_of_the_year_and_an_akut_one_does_not(
    store: FolderStore, ref: DelaftaleRef
) -> None:
    """A finding, no wall."""
    register(store, ref)
    draft(store, ref, PROCENT)

    assert gather(store, ref, akut=True).advarsler == ()
    file_of(store, ref).unlink()
    (warning,) = gather(store, ref).advarsler
    assert "ingen status for 2022" in warning

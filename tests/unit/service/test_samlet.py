"""Several acts made as one: each step sees the ones before it, and the store sees all of them or none."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from generator.model.beslutning import Godkendelsesmetode
from generator.model.udgivelse import Serie
from generator.service.akter import AktError, open_planlog
from generator.service.beslutning import beslut
from generator.service.planakter import fremsend, godkend_referat
from generator.service.registrering import registrer
from generator.service.samlet import handl_samlet
from generator.store.log_errors import LogConflictError
from tests.unit.service.akter_hjaelp import PROCENT, afgoer, draft, freeze, on, register

if TYPE_CHECKING:
    from pathlib import Path

    from generator.store.folder import FolderStore
    from generator.store.port import DelaftaleRef, Store

MOEDE = date(2022, 9, 14)
SAG = "2022-beboervejledere"


def files_of(store: FolderStore) -> dict[str, bytes]:
    folder = store.root / "aftaler"
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".laas")
    }


def test_step_sees_the_posts_and_versions_of_the_steps_before_it(store: FolderStore, ref: DelaftaleRef) -> None:
    """Before any of it is in the store."""
    register(store, ref)
    freeze(store, ref, PROCENT)
    before = files_of(store)

    def decide(serie: Store) -> int:
        return beslut(serie, ref.plan, on("2022-09-14"), moede=MOEDE, afgoerelser=[afgoer(SAG)]).post

    def look(serie: Store) -> tuple[int, int | None, tuple[int, ...]]:
        assert files_of(store) == before
        planlog = open_planlog(serie, ref.plan)
        version = serie.read_version(ref, 2)
        assert [sti.rpartition("/")[2] for sti in serie.read_versionsfiler(ref, 2)] == [
            "delaftale.yaml",
            "helhedsplan.yaml",
        ]
        assert serie.read_versionsfiler(ref, 1) == store.read_versionsfiler(ref, 1)
        assert serie.read_fil(ref.plan, f"{ref.delaftale}/versioner/0002/delaftale.yaml") is not None
        return len(planlog.poster), version.version, serie.list_versioner(ref)

    def send(serie: Store) -> int:
        return fremsend(serie, ref.plan, on("2022-10-01"), modtager="LBF", stand_pr=date(2022, 10, 1)).post

    made = handl_samlet(store, ref.plan, [decide, look, send])

    assert made.resultater == (3, (3, 2, (1, 2)), 4)
    assert [item.post.serie for item in made.poster] == [Serie(fra=3, til=4)] * 2
    assert [item.post.art for item in open_planlog(store, ref.plan).poster[2:]] == ["beslutning", "forsendelse"]
    assert store.read_version(ref, 2).delaftale != store.read_version(ref, 1).delaftale
    assert store.verify_log(ref.plan)[0] is None


def test_step_that_is_refused_leaves_nothing_of_the_others(store: FolderStore, ref: DelaftaleRef) -> None:
    register(store, ref)
    freeze(store, ref, PROCENT)
    before = files_of(store)

    def decide(serie: Store) -> object:
        return beslut(serie, ref.plan, on("2022-09-14"), moede=MOEDE, afgoerelser=[afgoer(SAG)])

    def refuse(serie: Store) -> object:
        raise AktError("Nej.")

    with pytest.raises(AktError, match="Nej"):
        handl_samlet(store, ref.plan, [decide, refuse])

    assert files_of(store) == before


def test_steps_that_make_another_number_of_posts_are_run_once_more(store: FolderStore, ref: DelaftaleRef) -> None:
    """Each post says how many its act makes, so a step that made none is known before anything is written."""
    register(store, ref)
    runs: list[int] = []

    def nothing(serie: Store) -> None:
        runs.append(len(open_planlog(serie, ref.plan).poster))

    def send(serie: Store) -> None:
        fremsend(serie, ref.plan, on("2022-10-01"), modtager="LBF", stand_pr=date(2022, 10, 1))

    made = handl_samlet(store, ref.plan, [nothing, send, nothing])

    assert runs == [1, 2, 1, 2]
    assert [(item.post.nr, item.post.serie) for item in made.poster] == [(2, None)]


def test_steps_that_make_no_post_write_nothing(store: FolderStore, ref: DelaftaleRef) -> None:
    before = files_of(store)

    made = handl_samlet(store, ref.plan, [lambda serie: serie.has_log(ref.plan)])

    assert (made.resultater, made.poster, made.meldinger) == ((False,), (), ())
    assert files_of(store) == before


def test_series_within_a_step_joins_the_outer_one(store: FolderStore, ref: DelaftaleRef) -> None:
    register(store, ref)

    def send(serie: Store) -> int:
        return fremsend(serie, ref.plan, on("2022-10-01"), modtager="LBF", stand_pr=date(2022, 10, 1)).post

    made = handl_samlet(store, ref.plan, [lambda serie: handl_samlet(serie, ref.plan, [send, send])])

    assert made.resultater[0].resultater == (2, 3)
    assert made.resultater[0].poster == made.poster
    assert [item.post.serie for item in made.poster] == [Serie(fra=2, til=3)] * 2


def test_draft_that_became_a_version_goes_once_the_act_counts(
    store: FolderStore, ref: DelaftaleRef, versioner: Path
) -> None:
    draft(store, ref, PROCENT)
    kladde = versioner.parent / "kladde.yaml"
    for name in ("delaftale.yaml", "helhedsplan.yaml"):
        (versioner / "0001" / name).unlink()
    (versioner / "0001").rmdir()
    versioner.rmdir()
    seen = []

    def enter(serie: Store) -> None:
        registrer(serie, ref, on("2022-08-01"), grundlag="Bilag.")
        seen.append(kladde.exists())

    handl_samlet(store, ref.plan, [enter])

    assert seen == [True]
    assert not kladde.exists()
    assert store.list_versioner(ref) == (1,)


def test_other_writer_in_the_meantime_is_a_conflict_and_loses_nothing(store: FolderStore, ref: DelaftaleRef) -> None:
    register(store, ref)

    def send(where: Store) -> None:
        fremsend(where, ref.plan, on("2022-10-01"), modtager="LBF", stand_pr=date(2022, 10, 1))

    def send_after_another(serie: Store) -> None:
        send(store)
        send(serie)

    with pytest.raises(LogConflictError):
        handl_samlet(store, ref.plan, [send_after_another])

    assert len(open_planlog(store, ref.plan).poster) == 2


def test_what_people_edit_is_no_part_of_an_act(store: FolderStore, ref: DelaftaleRef) -> None:
    with pytest.raises(ValueError, match="no part of an act"):
        handl_samlet(store, ref.plan, [lambda serie: serie.write_fil(ref.plan, "x.yaml", b"", None)])


def test_act_makes_posts_in_its_own_plan_only(store: FolderStore, ref: DelaftaleRef) -> None:
    with pytest.raises(ValueError, match="makes no post in »en-anden«"):
        handl_samlet(store, ref.plan, [lambda serie: serie.open_log("en-anden")])


def test_referat_is_approved_in_the_act_of_the_next_meeting(store: FolderStore, ref: DelaftaleRef) -> None:
    register(store, ref)
    freeze(store, ref, PROCENT)
    beslut(store, ref.plan, on("2022-09-14"), moede=MOEDE, afgoerelser=[afgoer(SAG)])
    day = date(2022, 12, 7)

    def approve(serie: Store) -> object:
        godkend_referat(serie, ref.plan, on("2022-12-07"), moede=MOEDE, godkendt=day, metode=Godkendelsesmetode.MOEDE)
        return open_planlog(serie, ref.plan).tilstand.referat_godkendt(MOEDE)

    def send(serie: Store) -> object:
        return fremsend(serie, ref.plan, on("2022-12-07"), modtager="LBF", stand_pr=day).post

    assert handl_samlet(store, ref.plan, [approve, send]).resultater == (day, 5)

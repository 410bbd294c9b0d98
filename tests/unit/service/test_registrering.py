"""An edition adopted outside the log is entered with what is known of it, and from then on the log says what holds."""

from __future__ import annotations

import shutil
from datetime import date
from typing import TYPE_CHECKING

import pytest

from generator.errors import LogError, TooEarlyError
from generator.model.beslutningslog import Postart
from generator.service.akter import AktError, add_post, open_planlog
from generator.service.registrering import registrer
from generator.service.udgaver import NotInForceError, read_udgave
from tests.unit.service.akter_hjaelp import PROCENT, draft, on, register

if TYPE_CHECKING:
    from pathlib import Path

    from generator.store.folder import FolderStore
    from generator.store.port import DelaftaleRef


def test_version_in_the_folder_is_taken_over_byte_for_byte(
    store: FolderStore, ref: DelaftaleRef, versioner: Path
) -> None:
    before = {path.name: path.read_bytes() for path in (versioner / "0001").iterdir()}

    done = registrer(store, ref, on("2022-08-01"), grundlag="Bilag.")

    assert (done.version, done.post, done.fra_kladde, done.gaelder_fra) == (1, 1, False, date(2021, 10, 1))
    assert {path.name: path.read_bytes() for path in (versioner / "0001").iterdir()} == before
    assert store.verify_log(ref.plan)[0] is None


def test_nothing_is_said_of_a_decision_that_is_not_known(store: FolderStore, ref: DelaftaleRef) -> None:
    register(store, ref)

    post = open_planlog(store, ref.plan).poster[0].post
    assert post.registrering is not None
    assert post.registrering.vedtaget is None
    assert (post.af.person, post.af.rolle) == ("chef", "Chef for helhedsplanen")


def test_draft_of_a_delaftale_without_versions_becomes_its_first(
    store: FolderStore, ref: DelaftaleRef, kladde: Path, versioner: Path
) -> None:
    text = store.read_kladde(ref).delaftale
    shutil.rmtree(versioner)

    done = registrer(store, ref, on("2022-08-01"), grundlag="Bilag.", vedtaget=date(2021, 9, 1))

    assert done.fra_kladde
    assert not kladde.exists()
    assert store.read_version(ref, 1).delaftale == text


def test_date_means_the_version_in_force_as_the_log_says(store: FolderStore, ref: DelaftaleRef) -> None:
    register(store, ref)
    draft(store, ref, PROCENT)
    register(store, ref, efterfoelgende=True, vedtaget=date(2022, 3, 1))

    assert read_udgave(store, ref, date(2022, 2, 28)).version == 1
    assert read_udgave(store, ref, date(2022, 3, 1)).version == 2
    assert read_udgave(store, ref, None).version == 2
    with pytest.raises(NotInForceError, match=r"version 2 gælder 01\.03\.22 – 30\.09\.25"):
        read_udgave(store, ref, date(2025, 10, 1))


def test_edition_entered_afterwards_for_an_earlier_day_is_not_the_newest(store: FolderStore, ref: DelaftaleRef) -> None:
    register(store, ref, gaelder_fra=date(2022, 3, 1), vedtaget=date(2022, 2, 1))
    draft(store, ref, PROCENT)
    register(store, ref, efterfoelgende=True, gaelder_fra=date(2021, 10, 1), vedtaget=date(2021, 9, 1))

    assert read_udgave(store, ref, date(2022, 1, 1)).version == 2
    assert read_udgave(store, ref, None).version == 1


def test_second_registering_is_refused_unless_said_to_be_afterwards(store: FolderStore, ref: DelaftaleRef) -> None:
    register(store, ref)

    with pytest.raises(AktError, match="--efterfoelgende"):
        register(store, ref)
    with pytest.raises(AktError, match="ingen udgave, der mangler"):
        register(store, ref, efterfoelgende=True)


def test_day_before_the_first_is_refused(store: FolderStore, ref: DelaftaleRef) -> None:
    register(store, ref)
    draft(store, ref, PROCENT)

    with pytest.raises(TooEarlyError, match=r"30\.09\.21"):
        register(store, ref, efterfoelgende=True, vedtaget=date(2021, 9, 30))


def test_adopted_after_the_day_of_the_act_is_refused(store: FolderStore, ref: DelaftaleRef) -> None:
    with pytest.raises(AktError, match="ligger senere"):
        register(store, ref, vedtaget=date(2022, 8, 2))
    assert not store.verify_log(ref.plan)[1]


def test_empty_ground_is_refused(store: FolderStore, ref: DelaftaleRef) -> None:
    with pytest.raises(AktError, match="--grundlag"):
        register(store, ref, grundlag=" ")


def test_two_who_register_at_once_do_not_both_win(store: FolderStore, ref: DelaftaleRef) -> None:
    """Each has read the log before the other wrote."""
    first, second = open_planlog(store, ref.plan), open_planlog(store, ref.plan)
    facts = {"delaftale": ref.delaftale, "version": 1, "grundlag": "Bilag.", "gaelder_fra": "2021-10-01"}
    filer = store.read_versionsfiler(ref, 1)
    add_post(store, first, on("2022-08-01"), Postart.REGISTRERING, facts | {"gaelder_til": "2025-09-30"}, filer=filer)

    with pytest.raises(LogError, match="Intet af din handling er gemt"):
        add_post(
            store, second, on("2022-08-01"), Postart.REGISTRERING, facts | {"gaelder_til": "2025-09-30"}, filer=filer
        )
    assert len(open_planlog(store, ref.plan).poster) == 1

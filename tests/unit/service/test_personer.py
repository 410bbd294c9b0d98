"""Names stand beside the log: added, mended, erased, and everything recorded still holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from generator.service.akter import AktError, UnknownPersonError, read_personer
from generator.service.historik import read_historik
from generator.service.personer import PersonTakenError, ret_person, slet_person, tilfoej_person
from generator.service.registrering import registrer
from generator.store.log_errors import LogConflictError
from tests.unit.service.akter_hjaelp import on, register

if TYPE_CHECKING:
    from generator.store.folder import FolderStore
    from generator.store.port import DelaftaleRef

ANNA: dict[str, Any] = {"rolle": "Referent", "navn": "Anna Andersen", "organisation": "fob"}


def test_person_acts_by_key_role_and_organisation(store: FolderStore, ref: DelaftaleRef) -> None:
    tilfoej_person(store, ref.plan, "referent", ANNA)
    registrer(store, ref, on("2022-08-01", "referent"), grundlag="Bilag.")

    data = store.read_fil(ref.plan, "beslutningslog/0001.yaml") or b""
    assert b"person: referent" in data
    assert b"organisation: fob" in data
    assert b"Anna" not in data
    assert read_historik(store, ref)[0].af == "Anna Andersen"


def test_erased_name_is_shown_as_the_role_and_the_record_holds(store: FolderStore, ref: DelaftaleRef) -> None:
    tilfoej_person(store, ref.plan, "referent", ANNA)
    registrer(store, ref, on("2022-08-01", "referent"), grundlag="Bilag.")

    slet_person(store, ref.plan, "referent")

    stored = store.read_fil(ref.plan, "personer.yaml") or b""
    assert stored.startswith(b"# yaml-language-server: $schema=../.skema/personer.schema.json\n")
    assert read_historik(store, ref)[0].af == "Referent"
    assert b"Anna" not in (store.read_fil(ref.plan, "personer.yaml") or b"")
    assert store.verify_log(ref.plan)[0] is None


def test_posts_keep_the_role_of_their_day(store: FolderStore, ref: DelaftaleRef) -> None:
    tilfoej_person(store, ref.plan, "chef", {"rolle": "Sekretariatsleder"})
    register(store, ref)
    ret_person(store, ref.plan, "chef", {"rolle": "Chef"})

    assert read_historik(store, ref)[0].af == "Sekretariatsleder"


def test_key_is_used_once_also_when_only_the_log_knows_it(store: FolderStore, ref: DelaftaleRef) -> None:
    tilfoej_person(store, ref.plan, "referent", ANNA)
    registrer(store, ref, on("2022-08-01", "referent"), grundlag="Bilag.")
    with pytest.raises(PersonTakenError):
        tilfoej_person(store, ref.plan, "referent", ANNA)

    (store.root / "aftaler" / ref.plan / "personer.yaml").unlink()
    with pytest.raises(PersonTakenError) as caught:
        tilfoej_person(store, ref.plan, "referent", ANNA)
    assert caught.value.exit_code == 6


@pytest.mark.parametrize(
    ("noegle", "facts", "said"),
    [
        ("anna-andersen", ANNA, "må ikke være navnet"),
        ("referent", ANNA | {"organisation": "ukendt"}, "ingen organisation »ukendt«"),
        ("Referent!", ANNA, "kan ikke være et id"),
    ],
)
def test_person_that_can_not_be_kept_is_refused(
    store: FolderStore, ref: DelaftaleRef, noegle: str, facts: dict[str, Any], said: str
) -> None:
    with pytest.raises(AktError, match=said):
        tilfoej_person(store, ref.plan, noegle, facts)
    assert store.read_fil(ref.plan, "personer.yaml") is None


def test_unknown_person_is_neither_mended_nor_erased(store: FolderStore, ref: DelaftaleRef) -> None:
    with pytest.raises(UnknownPersonError):
        slet_person(store, ref.plan, "referent")
    with pytest.raises(UnknownPersonError):
        ret_person(store, ref.plan, "referent", {"rolle": "x"})
    with pytest.raises(AktError, match="hvad der skal rettes"):
        ret_person(store, ref.plan, "referent", {})


def test_file_changed_by_somebody_else_meanwhile_is_not_overwritten(store: FolderStore, ref: DelaftaleRef) -> None:
    tilfoej_person(store, ref.plan, "referent", ANNA)
    _, before = read_personer(store, ref.plan)
    ret_person(store, ref.plan, "referent", {"rolle": "Sekretariatsleder"})

    with pytest.raises(LogConflictError, match=r"personer\.yaml"):
        store.write_fil(ref.plan, "personer.yaml", b"format: 1\n", before)
    with pytest.raises(LogConflictError):
        store.write_fil(ref.plan, "personer.yaml", b"format: 1\n", None)

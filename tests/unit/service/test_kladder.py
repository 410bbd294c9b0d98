"""A draft is the text in force, word for word and with its comments, and knows which version it builds on."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from generator.model.udgave import describe_udgave
from generator.service.akter import AktError
from generator.service.kladder import KladdeOpenError, find_base, open_kladde
from tests.unit.service.akter_hjaelp import PROCENT, draft, register

if TYPE_CHECKING:
    from pathlib import Path

    from generator.store.folder import FolderStore
    from generator.store.port import DelaftaleRef

DAY = date(2022, 8, 2)


def test_draft_is_the_text_in_force(store: FolderStore, ref: DelaftaleRef) -> None:
    register(store, ref)

    opened = open_kladde(store, ref, DAY)

    assert store.read_kladde(ref).delaftale == store.read_version(ref, 1).delaftale
    assert (opened.version, opened.kommende) == (1, None)


def test_comments_of_the_version_are_kept_and_the_schema_is_found(
    store: FolderStore, ref: DelaftaleRef, versioner: Path
) -> None:
    path = versioner / "0001" / "delaftale.yaml"
    path.write_text(f"{path.read_text('utf-8')}# husk at spørge skolen\n", "utf-8")

    open_kladde(store, ref, DAY)

    lines = (versioner.parent / "kladde.yaml").read_text("utf-8").splitlines()
    assert lines[0] == "# yaml-language-server: $schema=../../.skema/delaftale.schema.json"
    assert (versioner.parent / lines[0].partition("=")[2]).is_file()
    assert lines[-1] == "# husk at spørge skolen"


def test_draft_says_what_it_builds_on(store: FolderStore, ref: DelaftaleRef, versioner: Path) -> None:
    open_kladde(store, ref, DAY)

    assert find_base((versioner.parent / "kladde.yaml").read_bytes()) == 1
    assert find_base(b"format: 1\n") is None


def test_draft_is_opened_once_and_not_touched(store: FolderStore, ref: DelaftaleRef, kladde: Path) -> None:
    before = kladde.read_bytes()

    with pytest.raises(KladdeOpenError) as caught:
        open_kladde(store, ref, DAY)
    assert (caught.value.exit_code, kladde.read_bytes()) == (6, before)


def test_day_before_the_first_version_is_refused(store: FolderStore, ref: DelaftaleRef) -> None:
    register(store, ref)

    with pytest.raises(AktError, match=r"01\.10\.21"):
        open_kladde(store, ref, date(2021, 9, 30))


def test_version_adopted_for_later_is_told_and_not_in_the_draft(store: FolderStore, ref: DelaftaleRef) -> None:
    register(store, ref)
    draft(store, ref, PROCENT)
    register(store, ref, efterfoelgende=True, vedtaget=date(2022, 7, 1), gaelder_fra=date(2023, 1, 1))

    opened = open_kladde(store, ref, DAY)

    assert (opened.version, opened.kommende) == (1, (2, date(2023, 1, 1)))


def test_what_others_see_of_a_draft_says_so(store: FolderStore, ref: DelaftaleRef) -> None:
    open_kladde(store, ref, DAY)

    assert describe_udgave(store.read_kladde(ref).delaftale, None, DAY).version_tekst == "UDKAST – ikke besluttet"

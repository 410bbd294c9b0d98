"""The edition that is meant is the one that is read: by number, by date, the draft, or what there is."""

from __future__ import annotations

import shutil
from datetime import date
from typing import TYPE_CHECKING, TypeAlias

import pytest

from generator.service.udgaver import Kladde, NotInForceError, UdgaveSyntaxError, parse_udgave, read_udgave
from generator.store.folder import NoUdgaveError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from generator.store.folder import FolderStore
    from generator.store.port import DelaftaleRef

    AddVersion: TypeAlias = Callable[..., Path]

DAY = date(2022, 9, 14)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1", 1),
        ("0012", 12),
        ("2022-09-14", DAY),
        ("14.09.2022", DAY),
        ("14. September 2022", DAY),
        ("kladde", Kladde.KLADDE),
        (" Kladde ", Kladde.KLADDE),
    ],
)
def test_edition_is_read(text: str, expected: object) -> None:
    assert parse_udgave(text) == expected


@pytest.mark.parametrize("text", ["", "0", "-1", "1.0", "31.09.2022", "2022-02-30", "12345", "seneste", "١"])
def test_what_is_no_edition_is_refused_with_what_may_be_written(text: str) -> None:
    with pytest.raises(UdgaveSyntaxError, match="2022-09-14"):
        parse_udgave(text)


def test_no_choice_is_the_highest_version_even_with_a_draft(
    store: FolderStore, ref: DelaftaleRef, add_version: AddVersion, kladde: Path
) -> None:
    add_version(2)
    assert kladde.exists()

    assert read_udgave(store, ref, None).version == 2


def test_no_choice_is_the_draft_where_there_is_no_version(
    store: FolderStore, ref: DelaftaleRef, kladde: Path, versioner: Path
) -> None:
    assert kladde.exists()
    shutil.rmtree(versioner)

    assert read_udgave(store, ref, None).version is None


def test_draft_has_to_be_there(store: FolderStore, ref: DelaftaleRef) -> None:
    with pytest.raises(NoUdgaveError):
        read_udgave(store, ref, Kladde.KLADDE)


def test_date_is_the_highest_version_whose_period_holds_it(
    store: FolderStore, ref: DelaftaleRef, add_version: AddVersion
) -> None:
    add_version(2, ("gaelder_fra: 2021-10-01", "gaelder_fra: 2023-01-01"))

    assert read_udgave(store, ref, date(2022, 12, 31)).version == 1
    assert read_udgave(store, ref, date(2023, 1, 1)).version == 2


@pytest.mark.parametrize("day", [date(2021, 10, 1), date(2025, 9, 30)])
def test_both_ends_of_the_period_are_in_it(store: FolderStore, day: date, ref: DelaftaleRef) -> None:
    assert read_udgave(store, ref, day).version == 1


@pytest.mark.parametrize("day", [date(2021, 9, 30), date(2025, 10, 1)])
def test_date_outside_is_refused_naming_the_period(store: FolderStore, day: date, ref: DelaftaleRef) -> None:
    with pytest.raises(NotInForceError, match=r"Version 1 gælder 01\.10\.21 – 30\.09\.25"):
        read_udgave(store, ref, day)


def test_date_of_a_delaftale_without_versions_is_refused(
    store: FolderStore, ref: DelaftaleRef, kladde: Path, versioner: Path
) -> None:
    assert kladde.exists()
    shutil.rmtree(versioner)

    with pytest.raises(NotInForceError, match="--udgave kladde"):
        read_udgave(store, ref, DAY)

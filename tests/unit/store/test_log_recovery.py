"""What opening finishes, what it undoes, and what it can only tell."""

from __future__ import annotations

import pytest

from generator.store.hukommelse import HukommelseFiles
from generator.store.log import Log
from generator.store.log_errors import LogBrudError
from generator.workflow.kontrolkode import sha256
from generator.workflow.verify import Brud
from tests.fejl.akter import AKTER, PLAN, A, content, expected
from tests.fejl.mappe import Borte, Stopper, after, opened, opened_then, put


def interrupted(number: int, after_post: bool) -> HukommelseFiles:
    """Return a disk on which an act was cut off, before or after its post was there."""
    disk = after(number).disk
    act = "rename" if after_post else "write_new"
    name = "" if after_post else f"{number + 1:04}.yaml"
    with pytest.raises(Borte):
        AKTER[number].make(opened_then(number, Stopper(disk, act, Borte(), name)))
    disk.locks.clear()
    return HukommelseFiles(disk)


def test_act_that_was_saved_is_finished_and_told() -> None:
    files = interrupted(3, after_post=True)

    poster, meldinger = Log(files, PLAN).open()

    assert len(poster) == 4
    assert meldinger == ("Post 4 (Beslutning) var gemt, da programmet blev afbrudt. Resten er nu gjort færdig.",)
    assert content(files.disk.tree()) == expected()[4]


def test_act_that_was_not_saved_is_undone_and_told() -> None:
    files = interrupted(3, after_post=False)

    poster, meldinger = Log(files, PLAN).open()

    assert len(poster) == 3
    assert "post 4, blev afbrudt, før den var gemt, og intet af den gælder" in meldinger[0]
    assert content(files.disk.tree()) == expected()[3]


def test_verifying_meanwhile_sees_neither_what_is_laid_aside_nor_the_plan() -> None:
    files = interrupted(3, after_post=False)

    assert Log(files, PLAN).verify() is None


@pytest.mark.parametrize("data", [b"", b"format: 1\nnr: 4\n", b"format: 1\nkontrolsum: x\nslut: 4\n"])
def test_plan_that_was_cut_off_is_removed_since_nothing_was_begun(data: bytes) -> None:
    files = after(3)
    put(files, "beslutningslog/0004.ny", data)

    assert len(Log(files, PLAN).open().meldinger) == 1
    assert content(files.disk.tree()) == expected()[3]


def test_plan_with_a_sound_seal_that_is_no_post_is_removed() -> None:
    files = after(3)
    body = b"x: 1\n"
    put(files, "beslutningslog/0004.ny", body + f'kontrolsum: "{sha256(body)}"\nslut: 4\n'.encode())

    opened(files)

    assert content(files.disk.tree()) == expected()[3]


@pytest.mark.parametrize("damage", ["changed", "missing", "another"])
def test_saved_act_whose_files_are_not_sound_is_told_each_time_and_nothing_is_built_on_it(damage: str) -> None:
    files = interrupted(3, after_post=True)
    aside = PLAN / A / "versioner" / "0002.ny"
    if damage == "changed":
        files.replace(aside / "delaftale.yaml", b"andet")
    elif damage == "missing":
        files.remove(aside)
    else:
        put(files, f"{A}/versioner/0002/delaftale.yaml", b"andet")
    log = Log(files, PLAN)

    for _ in range(2):
        poster, meldinger = log.open()
        assert len(poster) == 4
        assert "Post 4 er gemt, men filerne kom ikke på plads" in meldinger[0]
        assert "sikkerhedskopi" in meldinger[0]
    with pytest.raises(LogBrudError, match="filerne kom ikke på plads"):
        AKTER[4].make(log)
    assert isinstance(log.verify(), Brud)


def test_draft_that_was_opened_again_after_its_closing_was_cut_off_is_kept() -> None:
    files = after(2)
    with pytest.raises(Borte):
        AKTER[2].make(opened_then(2, Stopper(files.disk, "remove", Borte())))
    files.disk.locks.clear()
    put(files, f"{A}/kladde.yaml", b"en ny kladde\n")

    opened(files)

    assert files.read(PLAN / A / "kladde.yaml", 100) == b"en ny kladde\n"
    assert not files.exists(PLAN / "uddannelse" / "kladde.yaml")

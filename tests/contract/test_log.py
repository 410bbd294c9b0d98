"""What the log promises on every file port: the real one and the one in memory pass this file unchanged."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator.store.files import RealFiles
from generator.store.hukommelse import Disk, HukommelseFiles
from generator.store.log import Log
from generator.store.log_errors import LogConflictError
from generator.workflow.kontrolkode import kontrolkode, sha256
from tests.fejl.akter import AKTER, BEGIN, A, B, count_acts, expected

if TYPE_CHECKING:
    from generator.store.files import Files


@pytest.fixture(params=["real", "memory"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Files, Path]:
    """Return a port and a plan's folder in it, before the first act."""
    files: Files = HukommelseFiles(Disk({"plan": None})) if request.param == "memory" else RealFiles()
    plan = Path("/plan") if request.param == "memory" else tmp_path
    for sti, data in BEGIN.items():
        files.make_folder((plan / sti).parent)
        files.write_new(plan / sti, data)
    return files, plan


def read_all(files: Files, folder: Path, above: str = "plan") -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for name in files.list_folder(folder):
        if files.is_folder(folder / name):
            found |= read_all(files, folder / name, f"{above}/{name}")
        else:
            found[f"{above}/{name}"] = files.read(folder / name, 10_000)
    return found


def test_plan_without_a_log_has_no_posts(place: tuple[Files, Path]) -> None:
    assert Log(*place).open() == ((), ())


def test_each_act_is_told_stored_and_read_back(place: tuple[Files, Path]) -> None:
    """One log that stays open, and the same after opening anew."""
    files, plan = place
    log = Log(files, plan)
    log.open()

    kvitteringer = [akt.make(log) for akt in AKTER]

    assert [item.post.post.nr for item in kvitteringer] == [1, 2, 3, 4, 5, 8]
    assert [item.meldinger for item in kvitteringer] == [()] * 6
    poster, meldinger = Log(files, plan).open()
    assert [item.post.nr for item in poster] == list(range(1, 9))
    assert {item.post for item in kvitteringer} <= set(poster)
    assert meldinger == ()
    assert read_all(files, plan) == expected()[-1]
    assert log.verify() is None


def test_after_each_act_the_folder_holds_just_what_counts(place: tuple[Files, Path]) -> None:
    files, plan = place
    for number, akt in enumerate(AKTER):
        log = Log(files, plan)
        assert count_acts(AKTER, len(log.open().poster)) == number
        akt.make(log)
        assert read_all(files, plan) == expected()[number + 1]


def test_posts_name_the_bytes_of_the_one_before_and_of_their_files(place: tuple[Files, Path]) -> None:
    files, plan = place
    log = Log(files, plan)
    log.open()
    for akt in AKTER:
        akt.make(log)
    poster = log.open().poster

    assert [item.post.forrige for item in poster] == [None, *(item.sha256 for item in poster[:-1])]
    for item in poster:
        assert all(sha256(files.read(plan / fil.sti, 10_000)) == fil.sha256 for fil in item.post.filer)


def test_kontrolkode_of_any_post_is_found_and_another_is_not(place: tuple[Files, Path]) -> None:
    files, plan = place
    log = Log(files, plan)
    log.open()
    stored = [akt.make(log).post for akt in AKTER]

    assert [log.verify(kontrolkode(item.data)) for item in stored] == [None] * 6
    brud = log.verify(kontrolkode(b""))
    assert brud is not None
    assert "Ingen post har kontrolkoden" in str(brud)


@pytest.mark.parametrize(
    ("sti", "data", "said"),
    [
        (f"{A}/versioner/0002/delaftale.yaml", b"rettet", "er ændret"),
        (f"{A}/versioner/0002/delaftale.yaml", None, "mangler"),
        ("moeder/2022-09-14/akut.txt", None, "mangler"),
        (f"{B}/versioner/0003/delaftale.yaml", b"ny", "er ikke lavet af nogen post"),
        (f"{A}/versioner/0002/bilag.pdf", b"ny", "er ikke lavet af nogen post"),
        (f"{A}/versioner/0003/udgivet-1.pdf", b"ny", "er ændret, efter at post 7 lavede den"),
        (f"{A}/versioner/0003/udgivet-1.docx", None, "mangler, men post 7 lavede den"),
        (f"{A}/versioner/0003/udgivet-2.docx", b"ny", "er ikke lavet af nogen post"),
        ("beslutningslog/0002.yaml", None, "mangler, men der er senere poster"),
        ("beslutningslog/0008.yaml", None, "mangler, men post 6 er lavet sammen med den"),
        ("beslutningslog/0003 (kopi).yaml", b"", "hører ikke til"),
    ],
)
def test_what_was_changed_removed_or_added_is_named(
    place: tuple[Files, Path], sti: str, data: bytes | None, said: str
) -> None:
    files, plan = place
    log = Log(files, plan)
    log.open()
    for akt in AKTER:
        akt.make(log)
    if data is None:
        files.remove(plan / sti)
    else:
        files.make_folder((plan / sti).parent)
        files.replace(plan / sti, data)

    brud = log.verify()

    assert brud is not None
    assert brud.fil == sti
    assert said in str(brud)


def test_second_writer_is_told_of_the_conflict_and_changes_nothing(place: tuple[Files, Path]) -> None:
    files, plan = place
    first, second = Log(files, plan), Log(files, plan)
    first.open()
    second.open()
    AKTER[0].make(first)

    with pytest.raises(LogConflictError, match="Kør kommandoen igen"):
        AKTER[1].make(second)

    assert read_all(files, plan) == expected()[1]

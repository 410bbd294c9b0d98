"""What the log makes of posts that are torn, damaged, of a newer program, missing or swapped."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

import pytest

from generator.store.file_errors import FileError
from generator.store.files import RealFiles
from generator.store.log import Log, Naeste
from generator.store.log_errors import LogBrudError, NewerPostError
from generator.store.log_poster import is_torn
from generator.store.yaml_writer import dump_yaml
from generator.workflow.kontrolkode import seal, sha256
from tests.fejl.akter import AKTER, BEGIN, PLAN, content, expected, forsendelse
from tests.fejl.mappe import Stopper, after, opened, put

if TYPE_CHECKING:
    from pathlib import Path

POSTER = PLAN / "beslutningslog"


def test_last_post_that_was_cut_off_anywhere_is_set_aside_with_a_message() -> None:
    """An unfinished write is no decision; the posts before it stand."""
    whole = after(5).read(POSTER / "0005.yaml", 10_000)
    for size in range(len(whole)):
        files = after(5)
        put(files, "beslutningslog/0005.yaml", whole[:size])

        poster, meldinger = Log(files, PLAN).open()

        assert len(poster) == 4
        assert "»beslutningslog/0005.yaml« var ikke skrevet til ende" in meldinger[0]
        assert files.read(POSTER / "0005.yaml.ufuldendt", 10_000) == whole[:size]
        assert Log(files, PLAN).verify() is None


def test_second_post_that_was_cut_off_does_not_replace_the_first_one_set_aside() -> None:
    files = after(4)
    for _ in range(3):
        put(files, "beslutningslog/0005.yaml", b"")
        opened(files)

    assert [name for name in files.list_folder(POSTER) if "ufuldendt" in name] == [
        "0005.yaml.ufuldendt",
        "0005.yaml.ufuldendt-2",
        "0005.yaml.ufuldendt-3",
    ]


def test_act_can_be_made_again_after_its_torn_post_was_set_aside() -> None:
    files = after(4)
    put(files, "beslutningslog/0005.yaml", b"form")

    AKTER[4].make(opened(files))

    assert content(files.disk.tree()) == expected()[5]


def test_post_in_the_middle_that_was_cut_off_is_damage() -> None:
    files = after(3)
    put(files, "beslutningslog/0002.yaml", b"format: 1\nnr: 2\n")
    before = files.disk.tree()

    with pytest.raises(LogBrudError, match=r"»beslutningslog/0002\.yaml« er ikke skrevet til ende.*sikkerhedskopi"):
        Log(files, PLAN).open()

    assert files.disk.tree() == before


@pytest.mark.parametrize("data", [b"format: 2\nnr: 6\nnyt: ja\n", b"format: 17\n"])
def test_post_of_a_newer_program_is_told_and_nothing_is_changed(data: bytes) -> None:
    """Also where something waits to be recovered."""
    files = after(5)
    put(files, "beslutningslog/0006.yaml", data)
    put(files, "beslutningslog/0007.ny", b"")
    before = files.disk.tree()

    with pytest.raises(NewerPostError, match=r"0006\.yaml« er skrevet af et nyere program.*Opdatér programmet"):
        Log(files, PLAN).open()

    assert files.disk.tree() == before


def test_missing_post_is_named() -> None:
    files = after(3)
    files.remove(POSTER / "0002.yaml")

    with pytest.raises(LogBrudError, match=r"»beslutningslog/0002\.yaml« mangler, men der er senere poster"):
        Log(files, PLAN).open()


def test_swapped_posts_are_named() -> None:
    files = after(3)
    data = [files.read(POSTER / f"{nr:04}.yaml", 10_000) for nr in (1, 2)]
    put(files, "beslutningslog/0001.yaml", data[1])
    put(files, "beslutningslog/0002.yaml", data[0])

    with pytest.raises(LogBrudError, match=r"»beslutningslog/0001\.yaml« indeholder post 2\. Poster er byttet om"):
        Log(files, PLAN).open()


def test_post_that_another_was_put_in_place_of_is_named() -> None:
    """A whole one, sealed, under the right number: the chain tells."""
    files = after(3)
    other = forsendelse(modtager="En anden")
    first = files.read(POSTER / "0001.yaml", 10_000)
    put(files, "beslutningslog/0002.yaml", seal(other.build(Naeste(2, sha256(first), (), ())), dump_yaml))

    with pytest.raises(LogBrudError, match=r"»beslutningslog/0002\.yaml« er ikke den, som post 3 bygger på"):
        Log(files, PLAN).open()


def test_sealed_post_that_is_none_of_ours_is_told_with_its_place() -> None:
    files = after(0)
    body = b"format: 1\nnr: et\n"
    put(files, "beslutningslog/0001.yaml", body + f'kontrolsum: "{sha256(body)}"\nslut: 1\n'.encode())

    with pytest.raises(LogBrudError, match=r"kan ikke læses som en post: linje \d"):
        Log(files, PLAN).open()


def test_other_files_in_the_log_are_no_posts() -> None:
    files = after(2)
    for name in ("README.md", "00001.yaml", "0001 (kopi).yaml"):
        put(files, f"beslutningslog/{name}", b"")

    assert len(Log(files, PLAN).open().poster) == 2


@pytest.mark.parametrize(
    ("data", "torn"),
    [
        (b"", True),
        (bytes(300), True),
        (b"format: 1\nnr: 7\n", True),
        (b"format: 2\nnr: 7\n", False),
        (b"a: 1\nkontrolsum: " + b"0" * 64 + b"\nslut: 7", True),
        (b"a: 1\nkontrolsum: " + b"0" * 64 + b"\nslut: 8", False),
        (b"a: 1\nkontrolsum: " + b"0" * 64 + b"\nslut: 7\n", False),
        (b"a: 1\nkontrolsum: " + b"0" * 63 + b"\n", False),
        (b"a: 1\nkontrolsun: " + b"0" * 64 + b"\nslut: 7\n", False),
    ],
)
def test_torn_is_what_was_never_written_further(data: bytes, torn: bool) -> None:
    """What was changed after it was whole is damage, and is not set aside."""
    assert is_torn(data, 7) is torn


@pytest.mark.parametrize(("code", "fine"), [(errno.EROFS, True), (errno.EIO, False)])
def test_log_on_a_drive_that_cannot_be_written_to_is_read(code: int, fine: bool) -> None:
    log = Log(Stopper(after(5).disk, "flush_folder", FileError(POSTER, "skrives", code)), PLAN)

    if fine:
        assert len(log.open().poster) == 5
    else:
        with pytest.raises(FileError):
            log.open()


def test_real_folder_is_read_by_another_program_while_it_is_locked(tmp_path: Path) -> None:
    log = Log(RealFiles(), tmp_path)
    log.open()
    for sti, data in BEGIN.items():
        (tmp_path / sti).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / sti).write_bytes(data)
    AKTER[0].make(log)

    with RealFiles().locked(tmp_path / "beslutningslog" / ".laas.delaftale-tmp"):
        assert len(Log(RealFiles(), tmp_path).open().poster) == 1

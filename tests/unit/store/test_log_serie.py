"""Several posts as one act: all of them or none, whatever is cut off, and what a series can't be."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING, Any

import pytest

from generator.errors import LogError
from generator.model.udgivelse import Serie
from generator.store.file_errors import FileError
from generator.store.hukommelse import HukommelseFiles
from generator.store.log import Log, Naeste
from generator.store.log_errors import LogBrudError, LogConflictError, UncertainActError
from generator.store.log_serie import join_plan, read_plan
from tests.fejl.akter import AKTER, PLAN, A, Akt, B, Samlet, content, expected, forsendelse, udgivelse
from tests.fejl.diske import UdenLinks
from tests.fejl.mappe import Borte, Stopper, after, opened, opened_then, put

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.model.beslutningslog import Post

POSTER = PLAN / "beslutningslog"
SERIE = AKTER[5]


def cut_off(act: str, name: str) -> HukommelseFiles:
    """Return a disk on which the series of post 6-8 was cut off at an act of the port on a file of that name."""
    disk = after(5).disk
    with pytest.raises(Borte):
        SERIE.make(opened_then(5, Stopper(disk, act, Borte(), name)))
    disk.locks.clear()
    return HukommelseFiles(disk)


def test_posts_of_a_series_say_which_posts_they_were_made_with() -> None:
    posts = [item.post for item in opened(after(6))._known.values()]

    assert [post.serie for post in posts] == [None] * 5 + [Serie(fra=6, til=8)] * 3
    assert [post.art for post in posts[5:]] == ["redaktionel-rettelse", "udgivelse", "referatgodkendelse"]


def test_later_post_of_a_series_is_built_upon_the_bytes_of_the_ones_before() -> None:
    """So that a document can print the kontrolkode of the post that made its version."""
    log = opened(after(5))
    seen: list[Naeste] = []

    def remember(akt: Akt, naeste: Naeste) -> Post:
        seen.append(naeste)
        return akt.build(naeste)

    assert isinstance(SERIE, Samlet)
    serie = log.begin(3)
    stored = [
        serie.append(lambda naeste, akt=akt: remember(akt, naeste), akt.filer).post  # type: ignore[misc]
        for akt in SERIE.akter
    ]

    assert [item.nr for item in seen] == [6, 7, 8]
    assert [item.forrige for item in seen[1:]] == [item.sha256 for item in stored[:2]]
    assert serie.open().poster[5:] == tuple(stored)
    assert log.append_series(serie).poster == tuple(stored)


def test_nothing_is_written_before_all_posts_are_made() -> None:
    files = after(5)
    log = opened(files)
    before = files.disk.tree()

    serie = log.begin(2)
    serie.append(forsendelse(2, "2022-10-01", modtager="Kommunen").build)

    assert files.disk.tree() == before
    with pytest.raises(ValueError, match="said 2 posts and has 1"):
        log.append_series(serie)
    assert files.disk.tree() == before


@pytest.mark.parametrize("name", ["0006.yaml", "0007.yaml", "0008.yaml"])
def test_series_that_was_cut_off_before_a_post_is_undone_before_the_first_and_finished_after_it(name: str) -> None:
    files = cut_off("write_new" if name == "0006.yaml" else "replace", name)

    poster, meldinger = Log(files, PLAN).open()

    if name == "0006.yaml":
        assert len(poster) == 5
        assert "intet af den gælder" in meldinger[0]
    else:
        assert len(poster) == 8
        [melding] = meldinger
        assert melding == (
            "En handling, der giver post 6 (Redaktionel rettelse), post 7 (Udgivelse) og post 8 (Godkendelse af "
            "referat), var gemt, da programmet blev afbrudt. Resten er nu gjort færdig."
        )
    assert content(files.disk.tree()) == expected()[5 if name == "0006.yaml" else 6]


@pytest.mark.parametrize("name", ["0003.ny", "udgivet-1.docx.ny", "udgivet-1.pdf.ny"])
def test_series_whose_files_were_not_moved_yet_is_finished(name: str) -> None:
    """A version's folder with its documents, and documents that come to a version that was there."""
    files = cut_off("rename", name)

    assert len(Log(files, PLAN).open().poster) == 8

    assert content(files.disk.tree()) == expected()[6]


def test_document_that_comes_to_a_version_goes_when_the_act_is_undone() -> None:
    files = cut_off("write_new", "0006.yaml")
    assert files.exists(PLAN / B / "versioner" / "0002" / "udgivet-1.pdf.ny")

    opened(files)

    assert files.list_folder(PLAN / B / "versioner" / "0002") == ("delaftale.yaml", "helhedsplan.yaml")


def test_later_post_is_never_there_by_half_where_links_do_not_work() -> None:
    """It is moved into its name, which no other program wants, so that no empty file claims it first."""
    seen = set()

    class Watched(UdenLinks):
        def _call(self, function: Callable[..., Any], *args: Any) -> Any:
            result = super()._call(function, *args)
            for path, data in self.disk.tree().items():
                if path.startswith("plan/beslutningslog/0007.yaml"):
                    seen.add(data)
            return result

    SERIE.make(opened_then(5, Watched(after(5).disk)))

    assert seen == {after(6).read(POSTER / "0007.yaml", 10_000)}


def test_where_a_later_post_cannot_be_written_the_act_is_acknowledged_and_finished_later() -> None:
    disk = after(5).disk
    log = opened_then(5, Stopper(disk, "replace", FileError(POSTER, "skrives", errno.ENOSPC), "0008.yaml"))

    kvittering = SERIE.make(log)

    assert kvittering.post.post.nr == 8
    assert "Post 6 er gemt, men filerne kom ikke på plads" in kvittering.meldinger[0]
    log._files = HukommelseFiles(disk)
    assert "var gemt" in forsendelse(2, "2022-10-01", delaftale=B).make(log).meldinger[0]
    assert len(opened(HukommelseFiles(disk))._known) == 9


def test_where_the_disk_fails_as_the_first_post_counts_the_series_is_uncertain_and_then_whole() -> None:
    files = Stopper(after(5).disk, "write_new", Borte(), "none")
    log = opened_then(5, files)
    taken = HukommelseFiles(files.disk)

    def write_then_fail(path: object, data: bytes) -> None:
        if path == POSTER / "0006.yaml":
            taken.write_new(POSTER / "0006.yaml", data)
            raise FileError(POSTER, "skrives", errno.EIO)
        taken.write_new(path, data)  # type: ignore[arg-type]

    files.write_new = write_then_fail  # type: ignore[method-assign]

    with pytest.raises(UncertainActError, match="uvist, om post 6"):
        SERIE.make(log)

    assert len(opened(HukommelseFiles(files.disk))._known) == 8
    assert content(files.disk.tree()) == expected()[6]


def test_reader_that_comes_meanwhile_sees_all_of_a_series_or_nothing() -> None:
    """One that listed the folder before the plan stood there, and read it when the first post did, looks again."""
    files = cut_off("replace", "0007.yaml")
    plan = files.read(POSTER / "0006.ny", 100_000)
    files.remove(POSTER / "0006.ny")

    class Late(HukommelseFiles):
        def locked(self, path):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202 - the plan is there by then
            put(HukommelseFiles(self.disk), "beslutningslog/0006.ny", plan)
            return super().locked(path)

    assert len(Log(Late(files.disk), PLAN).open().poster) == 8


def test_series_without_its_last_post_is_damage() -> None:
    files = after(6)
    files.remove(POSTER / "0008.yaml")
    before = files.disk.tree()

    with pytest.raises(LogBrudError, match=r"»beslutningslog/0008\.yaml« mangler.*sikkerhedskopi"):
        Log(files, PLAN).open()

    assert files.disk.tree() == before
    brud = Log(files, PLAN).verify()
    assert brud is not None
    assert brud.fil == "beslutningslog/0008.yaml"


def test_plan_of_a_saved_series_that_was_changed_is_damage_and_stays() -> None:
    files = cut_off("replace", "0007.yaml")
    put(files, "beslutningslog/0006.ny", files.read(POSTER / "0006.ny", 100_000)[:-3])
    before = files.disk.tree()

    with pytest.raises(LogBrudError, match=r"0007\.yaml« mangler"):
        Log(files, PLAN).open()

    assert files.disk.tree() == before


def test_another_post_in_the_place_of_a_later_one_is_damage() -> None:
    files = cut_off("replace", "0007.yaml")
    first = files.read(POSTER / "0006.yaml", 10_000)
    other = opened(after(5)).begin(1)  # a post under the same number, in another log
    alone = forsendelse(2, "2022-10-01", modtager="En anden")
    data = other.append(alone.build).post.data
    assert first != data
    put(files, "beslutningslog/0007.yaml", data)

    with pytest.raises(LogBrudError):
        Log(files, PLAN).open()


def test_act_that_is_refused_in_a_later_step_leaves_nothing() -> None:
    files = after(5)

    def refuse(naeste: Naeste) -> Post:
        raise LogError("Nej.", "Lad være.")

    serie = opened(files).begin(2)
    serie.append(forsendelse(2, "2022-10-01").build)
    with pytest.raises(LogError, match="Nej"):
        serie.append(refuse)

    assert content(files.disk.tree()) == expected()[5]


def test_series_that_was_begun_before_another_act_is_a_conflict() -> None:
    files = after(5)
    log = opened(files)
    serie = log.begin(1)
    serie.append(forsendelse(2, "2022-10-01", delaftale=B).build)
    forsendelse(2, "2022-10-01").make(log)

    with pytest.raises(LogConflictError):
        log.append_series(serie)


def test_two_posts_of_a_series_cannot_make_the_same_file() -> None:
    serie = opened(after(5)).begin(2)
    akt = udgivelse((A, 2))
    serie.append(akt.build, akt.filer)

    with pytest.raises(ValueError, match="same file"):
        serie.append(akt.build, akt.filer)


@pytest.mark.parametrize("antal", [0, 21])
def test_series_has_one_to_twenty_posts(antal: int) -> None:
    with pytest.raises(ValueError, match="1 to 20 posts"):
        opened(after(5)).begin(antal)


def test_plan_is_read_as_the_posts_it_was_made_of_or_not_at_all() -> None:
    """Cut off anywhere, also between two posts, it is none."""
    poster = tuple(opened(after(6))._known.values())[5:]
    plan = join_plan(poster)

    assert read_plan(plan, 6) == poster
    ends = [len(poster[0].data), len(poster[0].data + poster[1].data)]
    assert [size for size in (*range(0, len(plan), 29), *ends) if read_plan(plan[:size], 6) is not None] == []
    assert read_plan(plan, 7) is None
    assert read_plan(poster[0].data, 6) is None
    assert read_plan(poster[0].data * 21, 6) is None


def test_document_of_a_version_that_is_there_with_other_bytes_is_in_the_way() -> None:
    files = after(5)
    put(files, f"{B}/versioner/0002/udgivet-1.pdf", b"en andens")

    with pytest.raises(LogConflictError, match=r"udgivet-1\.pdf"):
        SERIE.make(opened(files))

    files.remove(PLAN / B / "versioner" / "0002" / "udgivet-1.pdf")
    assert content(files.disk.tree()) == expected()[5]

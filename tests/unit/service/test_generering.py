"""Documents are made of the editions that are meant; what fails is told and leaves nothing behind."""

from __future__ import annotations

import contextlib
import errno
import io
import zipfile
from dataclasses import replace
from datetime import date
from itertools import count
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest
from lxml import etree

from generator.errors import DataError
from generator.model.tekst import escape_markdown
from generator.service.generering import (
    Dokument,
    Mislykket,
    NoDelaftalerError,
    Opgave,
    find_opgaver,
    generer,
    render_document,
)
from generator.service.udgaver import Udgavevalg, read_udgave
from generator.store.files import FileError, RealFiles
from generator.store.folder import FolderStore
from generator.store.forms import UnknownFormularError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from generator.model.helhedsplan import Bevillingsperioder
    from generator.store.forms import FormStore
    from generator.store.port import DelaftaleRef

    AddVersion: TypeAlias = Callable[..., Path]
    Make: TypeAlias = Callable[[tuple[Opgave, ...]], list[Dokument | Mislykket]]

DAY = date(2022, 9, 14)


@pytest.fixture
def make(store: FolderStore, forms: FormStore, perioder: Bevillingsperioder) -> Make:
    """Return a function that makes documents in output/ and returns what came of each."""

    def act(opgaver: tuple[Opgave, ...]) -> list[Dokument | Mislykket]:
        folder = store.root / "output"
        return list(generer(store, forms, perioder, RealFiles(), opgaver=opgaver, folder=folder, today=DAY))

    return act


class FaultyFiles(RealFiles):
    """Fails at the `at`-th system call."""

    def __init__(self, at: int, code: int) -> None:
        super().__init__()
        self.at, self.code, self.calls = at, code, 0

    def _call(self, function: Callable[..., Any], *args: Any) -> Any:
        self.calls += 1
        if self.calls == self.at:
            raise OSError(self.code, "injected")
        return super()._call(function, *args)


def only(ref: DelaftaleRef, udgave: Udgavevalg) -> tuple[Opgave, ...]:
    return (Opgave(ref, udgave),)


def test_document_is_written_under_the_name_of_its_edition(store: FolderStore, ref: DelaftaleRef, make: Make) -> None:
    (result,) = make(find_opgaver(store, [], None, alle=False))

    assert isinstance(result, Dokument)
    assert result.path == store.root / "output" / ref.plan / f"{ref.delaftale}-version-1.docx"
    assert result.size == result.path.stat().st_size
    assert (result.ref, result.version) == (ref, 1)
    assert "Beboervejledning" in zipfile.ZipFile(result.path).read("word/document.xml").decode("utf-8")


def test_same_edition_and_day_give_the_same_bytes(
    store: FolderStore, forms: FormStore, perioder: Bevillingsperioder, ref: DelaftaleRef
) -> None:
    stored = read_udgave(store, ref, None)

    assert render_document(stored, forms, perioder, DAY) == render_document(stored, forms, perioder, DAY)


def test_the_day_handed_in_decides_what_the_footer_says(
    store: FolderStore, forms: FormStore, perioder: Bevillingsperioder, ref: DelaftaleRef
) -> None:
    stored = read_udgave(store, ref, None)

    assert render_document(stored, forms, perioder, DAY) != render_document(stored, forms, perioder, date(2026, 1, 1))


def test_all_editions_have_files_of_their_own(
    store: FolderStore, ref: DelaftaleRef, add_version: AddVersion, kladde: Path, make: Make
) -> None:
    add_version(2)
    assert kladde.exists()
    make(find_opgaver(store, ["en-faelles-indsats"], None, alle=True))

    names = sorted(path.name for path in (store.root / "output" / ref.plan).iterdir())
    assert names == [f"{ref.delaftale}-{edition}.docx" for edition in ("kladde", "version-1", "version-2")]


def test_one_that_fails_does_not_stop_the_others_and_leaves_nothing(
    store: FolderStore, ref: DelaftaleRef, add_version: AddVersion, make: Make
) -> None:
    add_version(2).write_text("format: 2\n", "utf-8")
    add_version(3)
    results = make(find_opgaver(store, [], None, alle=True))

    assert [type(result) for result in results] == [Dokument, Mislykket, Dokument]
    assert isinstance(results[1], Mislykket)
    assert isinstance(results[1].error, DataError)
    names = sorted(path.name for path in (store.root / "output" / ref.plan).iterdir())
    assert names == [f"{ref.delaftale}-version-{number}.docx" for number in (1, 3)]


def test_output_folder_that_is_a_file_stops_before_anything_is_written(
    store: FolderStore, ref: DelaftaleRef, make: Make
) -> None:
    (store.root / "output").write_bytes(b"mine")

    with pytest.raises(FileError):
        make(only(ref, None))
    assert (store.root / "output").read_bytes() == b"mine"


def test_unknown_form_is_told(ref: DelaftaleRef, add_version: AddVersion, make: Make) -> None:
    add_version(2, ("formular: lbf-2019-26", "formular: lbf-2019-27"))
    (result,) = make(only(ref, 2))

    assert isinstance(result, Mislykket)
    assert isinstance(result.error, UnknownFormularError)


def test_unknown_indsatsomraade_is_told_with_the_nearest(
    ref: DelaftaleRef, add_version: AddVersion, make: Make
) -> None:
    add_version(2, ("indsatsomraade: sammenhaengskraft-og-medborgerskab", "indsatsomraade: beskaeftigelsen"))
    (result,) = make(only(ref, 2))

    assert isinstance(result, Mislykket)
    assert "intet indsatsområde, der hedder »beskaeftigelsen«. Mente du »beskaeftigelse«?" in str(result.error)


def test_unknown_grant_period_is_told(ref: DelaftaleRef, add_version: AddVersion, versioner: Path, make: Make) -> None:
    add_version(2)
    plan = versioner / "0002" / "helhedsplan.yaml"
    plan.write_text(plan.read_text("utf-8").replace("2019-26", "2019-27"), "utf-8")
    (result,) = make(only(ref, 2))

    assert isinstance(result, Mislykket)
    assert "ingen bevillingsperiode, der hedder »2019-27«. Mente du »2019-26«?" in str(result.error)


def test_nothing_to_make_is_told(tmp_path: Path) -> None:
    with pytest.raises(NoDelaftalerError):
        find_opgaver(FolderStore(tmp_path, RealFiles()), [], None, alle=False)


def test_a_name_given_twice_is_made_once(store: FolderStore, ref: DelaftaleRef) -> None:
    assert find_opgaver(store, [str(ref), ref.delaftale, ref.plan], None, alle=False) == only(ref, None)


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS, errno.EACCES])
def test_nothing_is_half_written_whichever_call_fails(
    store: FolderStore, forms: FormStore, perioder: Bevillingsperioder, ref: DelaftaleRef, code: int
) -> None:
    """A full disk, a read-only folder, a file that is open in Word: at any moment."""
    whole = render_document(read_udgave(store, ref, None), forms, perioder, DAY)
    for at in count(1):
        folder = store.root / str(at)
        files = FaultyFiles(at, code)
        results: list[Dokument | Mislykket] = []
        with contextlib.suppress(FileError):
            results += generer(store, forms, perioder, files, opgaver=only(ref, None), folder=folder, today=DAY)
        written = list(folder.rglob("*.docx"))
        assert all(path.read_bytes() == whole for path in written)
        assert [path.suffix for path in folder.rglob("*.delaftale-tmp")] in ([], [".delaftale-tmp"])
        assert len(written) == 1 or not any(isinstance(result, Dokument) for result in results)
        if at > files.calls:
            break
    assert at > 10


@pytest.mark.parametrize(
    "text",
    [
        "Rør & rør",
        "a < b > c",
        "{{ plan.navn }}",
        "{% for x in y %}",
        "Godt gået 👍🏽",
        "\u200fעברית\u200f",
        "x" * 200_000,
    ],
    ids=["ampersand", "less than", "tag", "loop", "emoji", "right to left", "200,000 characters"],
)
def test_text_is_printed_as_it_is(
    store: FolderStore, forms: FormStore, perioder: Bevillingsperioder, ref: DelaftaleRef, text: str
) -> None:
    stored = read_udgave(store, ref, None)
    aktivitet = stored.delaftale.aktiviteter[0].replaced(navn=text, forankring=escape_markdown(text))
    changed = replace(stored, delaftale=stored.delaftale.replaced(aktiviteter=(aktivitet,)))
    xml = zipfile.ZipFile(io.BytesIO(render_document(changed, forms, perioder, DAY))).read("word/document.xml")

    printed = etree.tostring(etree.fromstring(xml), method="text", encoding="unicode")
    assert printed.count(text) >= 2


def test_an_agreement_without_activities_and_one_with_500_indikatorer_are_made(
    store: FolderStore, forms: FormStore, perioder: Bevillingsperioder, ref: DelaftaleRef
) -> None:
    stored = read_udgave(store, ref, None)
    delmaal = stored.delaftale.delmaal[0]
    many = [delmaal.indikatorer[0].replaced(id=f"i-{number}", tekst=f"Tal {number}.") for number in range(500)]
    changed = stored.delaftale.replaced(aktiviteter=(), delmaal=(delmaal.replaced(indikatorer=tuple(many)),))
    data = render_document(replace(stored, delaftale=changed), forms, perioder, DAY)

    xml = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode("utf-8")
    assert all(f"Tal {number}." in xml for number in range(500))

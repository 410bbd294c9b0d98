"""Documents are made of the editions that are meant; what fails is told and leaves nothing behind."""

from __future__ import annotations

import contextlib
import errno
import io
import re
import shutil
import zipfile
from dataclasses import replace
from datetime import date
from itertools import count
from typing import TYPE_CHECKING, Any, TypeAlias

import lxml.html
import pytest
from lxml import etree

from generator.errors import DataError
from generator.model.tekst import escape_markdown
from generator.service.formater import Dokumentformat, write_formater
from generator.service.generering import (
    Dokument,
    Mislykket,
    NoDelaftalerError,
    Opgave,
    fill_in,
    find_opgaver,
    generer,
)
from generator.service.udgaver import Udgavevalg, read_udgave
from generator.store.files import FileError, RealFiles
from generator.store.folder import FolderStore
from generator.store.forms import UnknownFormularError
from tests.kilde import squeeze
from tests.pdf_reading import read_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from generator.model.helhedsplan import Bevillingsperioder
    from generator.store.forms import FormStore
    from generator.store.port import DelaftaleRef

    MakeDocx: TypeAlias = Callable[..., bytes]
    Printed: TypeAlias = Callable[..., dict[Dokumentformat, str]]
    AddVersion: TypeAlias = Callable[..., Path]
    Make: TypeAlias = Callable[..., list[Dokument | Mislykket]]

DAY = date(2022, 9, 14)


@pytest.fixture
def make(store: FolderStore, forms: FormStore, perioder: Bevillingsperioder) -> Make:
    """Return a function that makes documents in output/ and returns what came of each."""

    def act(opgaver: tuple[Opgave, ...], **choices: Any) -> list[Dokument | Mislykket]:
        folder = store.root / "output"
        return list(generer(store, forms, perioder, RealFiles(), opgaver=opgaver, folder=folder, today=DAY, **choices))

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


def test_same_edition_and_day_give_the_same_bytes(store: FolderStore, make_docx: MakeDocx, ref: DelaftaleRef) -> None:
    stored = read_udgave(store, ref, None)

    assert make_docx(stored, DAY) == make_docx(stored, DAY)


def test_the_day_handed_in_decides_what_the_footer_says(
    store: FolderStore, make_docx: MakeDocx, ref: DelaftaleRef
) -> None:
    stored = read_udgave(store, ref, None)

    assert make_docx(stored, DAY) != make_docx(stored, date(2026, 1, 1))


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
    """A full disk, a read-only folder, a file that is open in Word: at any moment. What is told of is there."""
    formater = (Dokumentformat.DOCX, Dokumentformat.HTML)
    indhold = fill_in(read_udgave(store, ref, None), perioder, DAY)
    whole = {f".{form}": data for form, data in write_formater(indhold, forms, formater)}
    results: list[Dokument | Mislykket] = []
    for at in count(1):
        folder = store.root / str(at)
        files = FaultyFiles(at, code)
        results = []
        with contextlib.suppress(FileError):
            results += generer(
                store, forms, perioder, files, opgaver=only(ref, None), folder=folder, today=DAY, formater=formater
            )
        written = [path for path in folder.rglob("*") if path.suffix in whole]
        assert all(path.read_bytes() == whole[path.suffix] for path in written)
        assert len(list(folder.rglob("*.delaftale-tmp"))) <= 1
        assert {item.path for item in results if isinstance(item, Dokument)} <= set(written)
        if at > files.calls:
            break
    assert at > 20
    assert [type(item) for item in results] == [Dokument, Dokument]


def test_a_format_that_can_not_be_made_keeps_the_others_back(
    store: FolderStore, ref: DelaftaleRef, make: Make, repo: Path
) -> None:
    """The form's own PDF style is wrong, so there is no Word file either that might be taken for the whole."""
    shutil.copytree(repo / "templates" / "lbf-2019-26", store.root / "templates" / "lbf-2019-26")
    (store.root / "templates" / "lbf-2019-26" / "pdf.typ").write_text("#let x = (\n", "utf-8")
    (result,) = make(only(ref, None), formater=tuple(Dokumentformat))

    assert isinstance(result, Mislykket)
    assert "pdf.typ" in str(result.error)
    assert list((store.root / "output").rglob("*.*")) == []


def test_each_format_is_a_file_beside_the_others(store: FolderStore, ref: DelaftaleRef, make: Make) -> None:
    formats = [Dokumentformat.MD, Dokumentformat.DOCX, Dokumentformat.MD, Dokumentformat.HTML, Dokumentformat.PDF]
    results = make(only(ref, None), formater=formats)

    documents = [result for result in results if isinstance(result, Dokument)]
    assert [item.format for item in documents] == list(Dokumentformat)
    folder = store.root / "output" / ref.plan
    assert [item.path for item in documents] == [folder / f"{ref.delaftale}-version-1.{f}" for f in Dokumentformat]
    assert all(item.size == item.path.stat().st_size and item.seconds > 0 for item in documents)


def test_fejl_are_counted_only_on_demand(
    ref: DelaftaleRef, add_version: AddVersion, make: Make, two_fejl: tuple[str, str]
) -> None:
    add_version(2, two_fejl)
    ((counted,), (uncounted,)) = (make(only(ref, 2), med_kontrol=wanted) for wanted in (True, False))

    assert isinstance(counted, Dokument)
    assert isinstance(uncounted, Dokument)
    assert (counted.fejl, uncounted.fejl) == (2, 0)


def test_remarks_stand_in_files_of_their_own(store: FolderStore, ref: DelaftaleRef, make: Make) -> None:
    """The document itself is never replaced by one with remarks."""
    make(only(ref, None), formater=[Dokumentformat.HTML])
    (result,) = make(only(ref, None), formater=[Dokumentformat.HTML], med_bemaerkninger=True)

    assert isinstance(result, Dokument)
    plain = store.root / "output" / ref.plan / f"{ref.delaftale}-version-1.html"
    assert result.path == plain.with_name(f"{ref.delaftale}-version-1-med-bemaerkninger.html")
    assert "er part i delaftalen, men nævnes ikke" in result.path.read_text("utf-8")
    assert "er part i delaftalen, men nævnes ikke" not in plain.read_text("utf-8")


@pytest.mark.parametrize(
    "text",
    [
        "Rør & rør",
        "a < b > c",
        "{{ plan.navn }}",
        "{% for x in y %}",
        "Godt gået 👍🏽",
        "\u200fעברית\u200f",
    ],
    ids=["ampersand", "less than", "tag", "loop", "emoji", "right to left"],
)
def test_text_is_printed_as_it_is(store: FolderStore, make_docx: MakeDocx, ref: DelaftaleRef, text: str) -> None:
    stored = read_udgave(store, ref, None)
    aktivitet = stored.delaftale.aktiviteter[0].replaced(navn=text, forankring=escape_markdown(text))
    changed = replace(stored, delaftale=stored.delaftale.replaced(aktiviteter=(aktivitet,)))
    xml = zipfile.ZipFile(io.BytesIO(make_docx(changed, DAY))).read("word/document.xml")

    printed = etree.tostring(etree.fromstring(xml), method="text", encoding="unicode")
    assert printed.count(text) >= 2


@pytest.fixture
def printed(store: FolderStore, forms: FormStore, perioder: Bevillingsperioder, ref: DelaftaleRef) -> Printed:
    """Return a function that makes all four formats of the real agreement with some fields changed: words by format.

    Without whitespace, since a page, a cell and a line break differ from format to format.
    """
    readers: dict[Dokumentformat, Callable[[bytes], str]] = {
        Dokumentformat.DOCX: lambda data: _xml_words(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml")),
        Dokumentformat.PDF: read_text,
        Dokumentformat.HTML: lambda data: "".join(str(text) for text in lxml.html.fromstring(data).itertext()),
        Dokumentformat.MD: lambda data: data.decode("utf-8"),
    }

    def act(**fields: Any) -> dict[Dokumentformat, str]:
        stored = read_udgave(store, ref, None)
        changed = replace(stored, delaftale=stored.delaftale.replaced(**fields))
        made = write_formater(fill_in(changed, perioder, DAY), forms, tuple(Dokumentformat))
        return {form: squeeze(readers[form](data)) for form, data in made}

    return act


def _xml_words(xml: bytes) -> str:
    return etree.tostring(etree.fromstring(xml), method="text", encoding="unicode")


def test_each_of_500_indikatorer_is_printed_once_and_in_order(
    store: FolderStore, ref: DelaftaleRef, printed: Printed
) -> None:
    delmaal = read_udgave(store, ref, None).delaftale.delmaal[0]
    many = [delmaal.indikatorer[0].replaced(id=f"i-{number}", tekst=f"Tal {number}.") for number in range(500)]
    made = printed(delmaal=(delmaal.replaced(indikatorer=tuple(many)),))

    assert list(made) == list(Dokumentformat)
    for form, text in made.items():
        assert re.findall(r"Tal(\d+)\.", text.replace("\\", "")) == [str(number) for number in range(500)], form


def test_without_activities_no_heading_of_one_stands(printed: Printed) -> None:
    """What the form says of each activity goes with it; what comes before and after stays."""
    headings = [
        "Aktiviteter,somskalbidragetilindfrielsen", "Aktivitetsnavn:", "Formål:", "Målgruppe(r):", "Indholdogpraksis:",
        "Forankring:", "Ansvars-ogrollefordeling:",
    ]  # fmt: skip
    full, none = printed(), printed(aktiviteter=())

    assert list(none) == list(Dokumentformat)
    for form in Dokumentformat:
        shown, left = full[form].replace("\\", ""), none[form].replace("\\", "")
        assert [heading for heading in headings if heading not in shown] == [], form
        assert [heading for heading in headings if heading in left] == [], form
        assert "Medarbejderressourcerforindsatsområdet:" in left, form
        assert "Revisionafdelaftalen" in left, form


def test_a_field_of_200_000_characters_is_printed_whole(printed: Printed) -> None:
    text = "Foreningerne samles om en fest. " * 6_250
    assert len(text) == 200_000
    made = printed(revisionsbestemmelse=text.strip())

    assert list(made) == list(Dokumentformat)
    for form, printed_text in made.items():
        assert squeeze(text) in printed_text, form

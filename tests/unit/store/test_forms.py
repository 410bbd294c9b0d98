"""Forms are found, compiled once, and never taken from a cache that is damaged, foreign or out of date."""

from __future__ import annotations

import errno
import os
import shutil
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from generator.errors import GeneratorError
from generator.store import forms as forms_module
from generator.store.files import FileError, RealFiles
from generator.store.forms import FormStore, UnknownFormularError, find_cache
from generator.store.viden import load_bevillingsperioder
from generator.word.form import compile_form

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.word.roots import Formularart
    from generator.word.styles import Formularroller

FORM = "lbf-2019-26"


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the names of the forms that are compiled from now on."""
    names: list[str] = []

    def watched(docx: bytes, roller: Formularroller, navn: str, art: Formularart) -> Any:
        names.append(navn)
        return compile_form(docx, roller, navn, art)

    monkeypatch.setattr(forms_module, "compile_form", watched)
    return names


def load(tmp_path: Path, cache: Path | None) -> bytes:
    """Load the form as a new run would and return it as bytes."""
    return FormStore(tmp_path / "project", RealFiles(), cache).load(FORM).to_bytes()


def test_shipped_form_is_found_and_listed(tmp_path: Path) -> None:
    forms = FormStore(tmp_path, RealFiles(), None)

    assert FORM in forms.list_formularer()
    assert forms.load(FORM) is forms.load(FORM)


def test_unknown_form_is_told_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(UnknownFormularError, match=rf"»lbf-2019-25«\. Mente du »{FORM}«\?$"):
        FormStore(tmp_path, RealFiles(), None).load("lbf-2019-25")
    with pytest.raises(UnknownFormularError, match=rf"»xyz«\. Der er »{FORM}«\.$"):
        FormStore(tmp_path, RealFiles(), None).load("xyz")


def test_projects_own_form_goes_before_the_shipped_one(repo: Path, tmp_path: Path) -> None:
    own = tmp_path / "templates" / FORM
    own.mkdir(parents=True)
    (own / "delaftale.docx").write_bytes(b"no docx")
    shutil.copy(repo / "templates" / FORM / "form.yaml", own)

    with pytest.raises(GeneratorError, match=FORM):
        FormStore(tmp_path, RealFiles(), None).load(FORM)


def test_form_without_its_roles_is_told(repo: Path, tmp_path: Path) -> None:
    own = tmp_path / "templates" / "egen"
    own.mkdir(parents=True)
    shutil.copy(repo / "templates" / FORM / "delaftale.docx", own)

    with pytest.raises(FileError, match=r"form\.yaml"):
        FormStore(tmp_path, RealFiles(), None).load("egen")


# -- the cache --


def test_second_run_compiles_nothing_and_gives_the_same(tmp_path: Path, compiled: list[str]) -> None:
    first = load(tmp_path, tmp_path / "cache")
    second = load(tmp_path, tmp_path / "cache")

    assert compiled == [FORM]
    assert first == second


@pytest.mark.parametrize(
    "damage",
    [
        lambda _data: b"",
        lambda data: data[:-1],
        lambda data: data[:200] + bytes([data[200] ^ 1]) + data[201:],
        lambda data: b"x" * len(data),
        lambda _data: sha256(b"abc").digest() + b"abc",
    ],
    ids=["empty", "cut short", "one bit", "foreign", "foreign with a fitting digest"],
)
def test_damaged_cache_is_compiled_anew(tmp_path: Path, compiled: list[str], damage: Callable[[bytes], bytes]) -> None:
    first = load(tmp_path, tmp_path / "cache")
    (kept,) = (tmp_path / "cache").iterdir()
    kept.write_bytes(damage(kept.read_bytes()))

    assert load(tmp_path, tmp_path / "cache") == first
    assert load(tmp_path, tmp_path / "cache") == first
    assert compiled == [FORM, FORM]


def test_changed_form_is_compiled_anew(repo: Path, tmp_path: Path, compiled: list[str]) -> None:
    own = tmp_path / "project" / "templates" / FORM
    shutil.copytree(repo / "templates" / FORM, own)
    load(tmp_path, tmp_path / "cache")
    with (own / "form.yaml").open("a", encoding="utf-8") as file:
        file.write("# rettet\n")
    load(tmp_path, tmp_path / "cache")

    assert compiled == [FORM, FORM]


def test_changed_compiler_compiles_anew(tmp_path: Path, compiled: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    load(tmp_path, tmp_path / "cache")
    changed = tmp_path / "compiler.py"
    changed.write_text("# another version", "utf-8")
    sources = forms_module._compiler_sources()
    monkeypatch.setattr(forms_module, "_compiler_sources", lambda: [*sources[:-1], changed])
    load(tmp_path, tmp_path / "cache")

    assert compiled == [FORM, FORM]


def test_all_that_the_compiler_depends_on_is_looked_at() -> None:
    sources = forms_module._compiler_sources()

    assert all(path.is_file() for path in sources)
    assert {"form.py", "compiler.py", "tekst.py", "template.py", "runtime.py"} <= {path.name for path in sources}


def test_without_sources_nothing_is_kept(tmp_path: Path, compiled: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forms_module, "_compiler_sources", lambda: [tmp_path / "missing.py"])
    load(tmp_path, tmp_path / "cache")
    load(tmp_path, tmp_path / "cache")

    assert compiled == [FORM, FORM]


def test_cache_folder_is_ours_alone(tmp_path: Path) -> None:
    load(tmp_path, tmp_path / "deep" / "cache")

    assert (tmp_path / "deep" / "cache").stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("mode", [0o777, 0o770, 0o702])
def test_cache_folder_that_others_can_write_to_is_not_believed(tmp_path: Path, compiled: list[str], mode: int) -> None:
    """What lies there is code."""
    load(tmp_path, tmp_path / "cache")
    (tmp_path / "cache").chmod(mode)
    load(tmp_path, tmp_path / "cache")

    assert compiled == [FORM, FORM]


def test_cache_folder_of_another_user_is_not_believed(
    tmp_path: Path, compiled: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    load(tmp_path, tmp_path / "cache")
    me = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: me + 1)
    load(tmp_path, tmp_path / "cache")

    assert compiled == [FORM, FORM]


def test_cache_folder_that_is_a_link_is_not_believed(tmp_path: Path, compiled: list[str]) -> None:
    (tmp_path / "elsewhere").mkdir(mode=0o700)
    (tmp_path / "cache").symlink_to(tmp_path / "elsewhere")
    load(tmp_path, tmp_path / "cache")

    assert compiled == [FORM]
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_cache_folder_that_is_a_file_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "cache").touch()

    assert load(tmp_path, tmp_path / "cache") == load(tmp_path, None)
    assert load(tmp_path, tmp_path / "cache" / "below") == load(tmp_path, None)


def test_full_disk_does_not_keep_anyone_from_the_form(tmp_path: Path) -> None:
    class Full(RealFiles):
        def _call(self, function: Callable[..., Any], *args: Any) -> Any:
            if function is os.write:
                raise OSError(errno.ENOSPC, "injected")
            return super()._call(function, *args)

    form = FormStore(tmp_path, Full(), tmp_path / "cache").load(FORM)

    assert form.to_bytes() == load(tmp_path, None)
    assert list((tmp_path / "cache").iterdir()) == []


def test_only_the_latest_are_kept(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    cache.mkdir(mode=0o700)
    for number in range(30):
        (cache / f"{number:02}.formular").touch()
        os.utime(cache / f"{number:02}.formular", (number, number))
    load(tmp_path, cache)

    names = sorted(path.name for path in cache.iterdir())
    assert len(names) == forms_module.MAX_KEPT
    assert "29.formular" in names
    assert "00.formular" not in names


@pytest.mark.parametrize(
    ("environ", "platform", "expected"),
    [
        ({"HOME": "/h"}, "linux", "/h/.cache/delaftale-generator"),
        ({"HOME": "/h", "XDG_CACHE_HOME": "/x"}, "linux", "/x/delaftale-generator"),
        ({"HOME": "/h", "XDG_CACHE_HOME": "relative"}, "linux", "/h/.cache/delaftale-generator"),
        ({"HOME": "/h"}, "darwin", "/h/Library/Caches/delaftale-generator"),
        ({"LOCALAPPDATA": "C:/l", "USERPROFILE": "C:/u"}, "win32", "C:/l/delaftale-generator"),
        ({"USERPROFILE": "C:/u"}, "win32", "C:/u\\AppData\\Local/delaftale-generator"),
        ({}, "linux", None),
        ({}, "darwin", None),
        ({}, "win32", None),
    ],
)
def test_cache_lies_where_the_platform_wants_it(environ: dict[str, str], platform: str, expected: str | None) -> None:
    assert find_cache(environ, platform) == (Path(expected) if expected else None)


# -- grant periods --


def test_shipped_grant_periods_load() -> None:
    periode = load_bevillingsperioder().find("2019-26")

    assert periode is not None
    omraade = periode.find("Sammenhængskraft og medborgerskab")
    assert omraade is not None
    assert omraade.id == "sammenhaengskraft-og-medborgerskab"

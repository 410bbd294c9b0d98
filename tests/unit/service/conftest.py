"""What the tests of the use cases share: a copy of the real agreements, and editions made from its first version."""

from __future__ import annotations

import shutil
from datetime import date
from typing import TYPE_CHECKING, Protocol

import pytest

from generator.service.formater import Dokumentformat, write_formater
from generator.service.generering import fill_in
from generator.store.files import RealFiles
from generator.store.folder import FolderStore
from generator.store.forms import FormStore
from generator.store.port import DelaftaleRef
from generator.store.viden import load_bevillingsperioder

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from generator.model.helhedsplan import Bevillingsperioder
    from generator.store.port import StoredDelaftale


class AddVersion(Protocol):
    """Copy version 1 as another, with changes to its text; return its delaftale.yaml."""

    def __call__(self, number: int, *replacements: tuple[str, str]) -> Path: ...


@pytest.fixture
def ref() -> DelaftaleRef:
    """Return the real delaftale."""
    return DelaftaleRef("en-faelles-indsats", "sammenhaengskraft-og-medborgerskab")


@pytest.fixture
def two_fejl() -> tuple[str, str]:
    """Return a change to the real agreement that gives two fejl: both its effect indikatorer without a datakilde."""
    return "        datakilde:\n          navn: Trygheds-survey VIVE/LBF\n", ""


@pytest.fixture
def day() -> date:
    """Return a day in its period."""
    return date(2022, 9, 14)


@pytest.fixture
def perioder() -> Bevillingsperioder:
    return load_bevillingsperioder()


@pytest.fixture
def store(repo: Path, tmp_path: Path) -> FolderStore:
    """Return a store with a copy of the real agreements."""
    shutil.copytree(repo / "aftaler", tmp_path / "aftaler")
    return FolderStore(tmp_path, RealFiles())


@pytest.fixture
def forms(store: FolderStore, tmp_path_factory: pytest.TempPathFactory) -> FormStore:
    """Return the forms, compiled once in a session."""
    return FormStore(store.root, RealFiles(), tmp_path_factory.getbasetemp() / "formular-cache")


@pytest.fixture
def make_docx(forms: FormStore, perioder: Bevillingsperioder) -> Callable[[StoredDelaftale, date], bytes]:
    """Return a function that makes the Word file of an edition as on a day."""

    def make(stored: StoredDelaftale, today: date) -> bytes:
        ((_, data),) = write_formater(fill_in(stored, perioder, today), forms, [Dokumentformat.DOCX])
        return data

    return make


@pytest.fixture
def versioner(store: FolderStore, ref: DelaftaleRef) -> Path:
    """Return the folder of the delaftale's versions."""
    return store.root / "aftaler" / ref.plan / ref.delaftale / "versioner"


@pytest.fixture
def add_version(versioner: Path) -> AddVersion:
    """Return a function that makes another version."""

    def add(number: int, *replacements: tuple[str, str]) -> Path:
        folder = versioner / f"{number:04}"
        shutil.copytree(versioner / "0001", folder)
        path = folder / "delaftale.yaml"
        text = path.read_text("utf-8")
        for old, new in replacements:
            assert old in text
            text = text.replace(old, new)
        path.write_text(text, "utf-8")
        return path

    return add


@pytest.fixture
def soester(versioner: Path) -> Callable[[str], DelaftaleRef]:
    """Return a function that copies the delaftale as another of the plan, its beboervejledere at `procent` %."""

    def add(procent: str) -> DelaftaleRef:
        ref = DelaftaleRef("en-faelles-indsats", "beskaeftigelse")
        folder = versioner.parents[1] / ref.delaftale
        shutil.copytree(versioner.parent, folder)
        path = folder / "versioner" / "0001" / "delaftale.yaml"
        text = path.read_text("utf-8").replace("sammenhaengskraft-og-medborgerskab", "beskaeftigelse")
        path.write_text(text.replace("procent: 40", f"procent: {procent}"), "utf-8")
        return ref

    return add


@pytest.fixture
def kladde(versioner: Path) -> Path:
    """Copy version 1 as the draft and return its file."""
    path = versioner.parent / "kladde.yaml"
    shutil.copy(versioner / "0001" / "delaftale.yaml", path)
    return path

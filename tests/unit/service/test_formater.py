"""All formats say the same; the PDF looks as its form says, and is dated by the agreement."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING

import pikepdf
import pytest

from generator.document.blocks import document_text
from generator.errors import PackageError
from generator.model.sti import Sti
from generator.model.udgave import describe_registreret, describe_udgave
from generator.rules import Finding
from generator.service.formater import ALLE_FORMATER, Dokumentformat, read_document, write_formater
from generator.service.generering import fill_in
from generator.service.udgaver import read_udgave
from generator.store.files import RealFiles
from generator.store.forms import FormStore, UnknownFormularError

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model.helhedsplan import Bevillingsperioder
    from generator.store.folder import FolderStore
    from generator.store.port import DelaftaleRef
    from generator.word.contract import Formularindhold

FORM = "lbf-2019-26"


@pytest.fixture
def indhold(store: FolderStore, ref: DelaftaleRef, perioder: Bevillingsperioder, day: date) -> Formularindhold:
    return fill_in(read_udgave(store, ref, None), perioder, day)


def test_formats_come_once_in_their_order_and_repeatably(indhold: Formularindhold, forms: FormStore) -> None:
    wanted = [Dokumentformat.MD, Dokumentformat.PDF, Dokumentformat.HTML, Dokumentformat.DOCX, Dokumentformat.PDF]
    made = dict(write_formater(indhold, forms, wanted))

    assert tuple(made) == ALLE_FORMATER
    assert made == dict(write_formater(indhold, forms, ALLE_FORMATER))


def test_document_holds_what_was_written(indhold: Formularindhold, forms: FormStore) -> None:
    text = document_text(read_document(indhold, forms))

    assert "Der afholdes 1500 brobygnings-samtaler i beboer-vejledningen" in text


def test_the_word_file_is_the_same_alone_and_beside_other_formats(indhold: Formularindhold, forms: FormStore) -> None:
    """Beside others it is packed from what they are read from."""
    ((_, alone),) = write_formater(indhold, forms, [Dokumentformat.DOCX])

    assert dict(write_formater(indhold, forms, [Dokumentformat.DOCX, Dokumentformat.MD]))[Dokumentformat.DOCX] == alone
    assert list(write_formater(indhold, forms, [])) == []


def test_a_draft_says_so_at_the_top_of_the_page_and_of_the_mail(
    indhold: Formularindhold, forms: FormStore, day: date
) -> None:
    draft = replace(indhold, udgave=describe_udgave(indhold.delaftale, None, day))
    made = dict(write_formater(draft, forms, [Dokumentformat.HTML, Dokumentformat.MD]))
    mark = f"{draft.udgave.version_tekst} · {draft.plan.navn}"

    assert draft.udgave.version_tekst.startswith("UDKAST")
    assert made[Dokumentformat.MD].decode().startswith(f"{mark} · ")
    assert f'<header class="top"><p><span>{mark}</span>' in made[Dokumentformat.HTML].decode()


def test_pdf_is_dated_by_the_first_day_in_force(indhold: Formularindhold, forms: FormStore, tmp_path: Path) -> None:
    """As long as no decision is registered; the day it is made makes no difference."""
    ((_, data),) = write_formater(indhold, forms, [Dokumentformat.PDF])
    (tmp_path / "x.pdf").write_bytes(data)
    with pikepdf.open(tmp_path / "x.pdf") as pdf:
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:20211001")


def test_pdf_of_a_decided_version_is_dated_by_the_decision(indhold: Formularindhold, forms: FormStore) -> None:
    udgave = describe_registreret(2, "besluttet 14.09.22", "0000 0000", "Gælder fra 01.10.22", date(2022, 9, 14))
    decided = replace(indhold, udgave=udgave)

    ((_, data),) = write_formater(decided, forms, [Dokumentformat.PDF])

    with pikepdf.open(BytesIO(data)) as pdf:
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:20220914")


def test_findings_stand_in_all_formats_but_the_word_file(indhold: Formularindhold, forms: FormStore) -> None:
    remark = Finding("X-1", "advarsel", Sti("delmaal/positivt-syn/tekst"), "Se lige på Zebraen.", None)
    plain = dict(write_formater(indhold, forms, ALLE_FORMATER))
    noted = dict(write_formater(indhold, forms, ALLE_FORMATER, [remark]))

    assert [form for form in ALLE_FORMATER if plain[form] != noted[form]] == ["pdf", "html", "md"]
    assert b"Zebraen" in noted[Dokumentformat.HTML]
    assert b"Zebraen" in noted[Dokumentformat.MD]


# -- the PDF's style --


def own_form(root: Path, repo: Path, name: str) -> Path:
    """Copy the shipped form as the project's own, called `name`."""
    folder = root / "templates" / name
    shutil.copytree(repo / "templates" / FORM, folder)
    return folder


def test_style_is_the_forms_own(tmp_path: Path, repo: Path) -> None:
    folder = own_form(tmp_path, repo, "egen")
    (folder / "pdf.typ").write_text("// vores", "utf-8")

    assert FormStore(tmp_path, RealFiles(), None).load_pdf_stil("egen") == "// vores"


def test_a_form_without_a_style_looks_as_the_shipped_one(tmp_path: Path, repo: Path) -> None:
    (own_form(tmp_path, repo, "egen") / "pdf.typ").unlink()
    forms = FormStore(tmp_path, RealFiles(), None)

    assert forms.load_pdf_stil("egen") == forms.load_pdf_stil(FORM)


def test_style_that_is_no_text_is_told(tmp_path: Path, repo: Path) -> None:
    (own_form(tmp_path, repo, "egen") / "pdf.typ").write_bytes(b"\xff")

    with pytest.raises(PackageError, match=r"pdf\.typ: Stilen er ikke tekst i UTF-8"):
        FormStore(tmp_path, RealFiles(), None).load_pdf_stil("egen")


def test_style_of_an_unknown_form_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnknownFormularError):
        FormStore(tmp_path, RealFiles(), None).load_pdf_stil("findes-ikke")

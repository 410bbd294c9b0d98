"""A form is judged by its own kind's names and filled in with its own kind's content."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from typing import ClassVar

import pytest

from generator.errors import FormError
from generator.model.base import Linje, Model
from generator.word.form import compile_form, render_docx
from generator.word.roots import Formularart
from tests.unit.word import byg


class Punkt(Model):
    """An item of a small kind of form."""

    id: Linje
    tekst: Linje | None = None


class Brev(Model):
    """What a small kind of form prints."""

    emne: Linje
    punkter: tuple[Punkt, ...] = ()


@dataclass(frozen=True, slots=True)
class Brevindhold:
    """The content of such a form; its fields can be found again in Word."""

    art: ClassVar[Formularart] = Formularart("brev", {"brev": Brev}, {"brev": "brev"})

    brev: Brev


BREV = Brevindhold(Brev(emne="Indkaldelse", punkter=(Punkt(id="et", tekst="Status"), Punkt(id="to"))))
FORM = ("{{ brev.emne }}", "{%p for punkt in brev.punkter %}", "{{ loop.index }} {{ punkt.tekst }}", "{%p endfor %}")


def words(docx: bytes) -> str:
    """Return document.xml."""
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        return package.read("word/document.xml").decode()


def test_form_of_another_kind_prints_that_kinds_content() -> None:
    made = words(render_docx(compile_form(byg.docx(*FORM), byg.ROLLER, "brev", BREV.art), BREV))

    assert "Indkaldelse" in made
    assert "Status" in made
    assert made.count("<w:bookmarkStart") == 3


def test_fields_without_an_address_have_no_bookmark() -> None:
    art = Formularart("brev", {"brev": Brev}, {})

    @dataclass(frozen=True, slots=True)
    class Uden:
        art: ClassVar[Formularart] = Formularart("brev", {"brev": Brev}, {})
        brev: Brev

    made = words(render_docx(compile_form(byg.docx(*FORM), byg.ROLLER, "brev", art), Uden(BREV.brev)))

    assert "Indkaldelse" in made
    assert "bookmarkStart" not in made


@pytest.mark.parametrize("tag", ["{{ delaftale.id }}", "{{ brev.emner }}", "{%p for brev in brev.punkter %}"])
def test_name_of_another_kind_is_a_mistake(tag: str) -> None:
    with pytest.raises(FormError):
        compile_form(byg.docx(tag), byg.ROLLER, "brev", BREV.art)


def test_delaftales_form_has_no_other_kinds_names() -> None:
    with pytest.raises(FormError, match="»brev« findes ikke"):
        byg.compiled("{{ brev.emne }}")


def test_file_is_named_after_its_kind() -> None:
    assert BREV.art.fil == "brev.docx"

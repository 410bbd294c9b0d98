"""The real agreement as a document, and what is compared of a PDF's words with it."""

from __future__ import annotations

import unicodedata
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from generator.document.blocks import Run, walk_inlines
from generator.document.pdf import printable
from generator.document.typst_text import substitute
from generator.model.delaftale import Delaftale
from generator.model.helhedsplan import Helhedsplan
from generator.model.udgave import describe_udgave
from generator.service.generering import find_indsatsomraade
from generator.store.forms import compile_formular
from generator.store.viden import load_bevillingsperioder
from generator.store.yaml_reader import load_yaml
from generator.word.contract import Formularindhold
from generator.word.form import CompiledForm, render_document, render_docx

if TYPE_CHECKING:
    from generator.document.blocks import Document

_ROOT = Path(__file__).parents[1]
_FORM = _ROOT / "templates" / "lbf-2019-26"
_VERSION = _ROOT / "aftaler" / "en-faelles-indsats" / "sammenhaengskraft-og-medborgerskab" / "versioner" / "0001"
STYLE = (_FORM / "pdf.typ").read_text(encoding="utf-8")
DAY = date(2021, 10, 1)
_BACKWARDS = frozenset({"R", "AL", "AN", "RLE", "RLO", "RLI"})


@cache
def load_form() -> CompiledForm:
    """Return LBF's form."""
    return compile_formular((_FORM / "delaftale.docx").read_bytes(), (_FORM / "form.yaml").read_bytes(), _FORM.name)


@cache
def load_indhold() -> Formularindhold:
    """Return the real agreement with all that the form prints of it."""
    delaftale = load_yaml((_VERSION / "delaftale.yaml").read_bytes(), Delaftale, "delaftale.yaml")
    plan = load_yaml((_VERSION / "helhedsplan.yaml").read_bytes(), Helhedsplan, "helhedsplan.yaml")
    omraade = find_indsatsomraade(load_bevillingsperioder(), plan, delaftale.indsatsomraade)
    return Formularindhold(delaftale, plan, omraade, describe_udgave(delaftale, 1, date(2022, 3, 1)))


@cache
def load_document() -> Document:
    """Return the real agreement as blocks."""
    return render_document(load_form(), load_indhold())


def load_docx() -> bytes:
    """Return the real agreement as the Word file of the same words."""
    return render_docx(load_form(), load_indhold())


def assert_same_words(found: str, document: Document) -> None:
    """Fail unless `found` says the words of `document`, characters that no font shows as their code points.

    Blanks, hyphenation and invisible characters apart. A PDF holds right-to-left text as it is drawn, from the left;
    with any of it, all is compared without its order.
    """
    runs = (inline for inlines in walk_inlines(document.blocks) for inline in inlines if isinstance(inline, Run))
    expected = "".join(substitute(run.text, printable()) for run in runs)
    if _BACKWARDS.isdisjoint(map(unicodedata.bidirectional, expected)):
        assert _reduce(found) == _reduce(expected)
    else:
        assert sorted(_reduce(found)) == sorted(_reduce(expected))


def _reduce(text: str) -> str:
    kept = "".join(sign for sign in text if not sign.isspace() and unicodedata.category(sign) != "Cf")
    return unicodedata.normalize("NFC", kept)

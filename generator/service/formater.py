"""The formats of a document: Word from the form, and the others from the one `Document` read back out of it.

Always so: the same content, form and notes give the same bytes, and no format holds other words than the next. What
only one format needs (Typst for PDF, the page's style) is imported when that format is asked for.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from generator.word.form import fill_in_form, pack_docx, read_back, render_docx

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from datetime import date

    from generator.document.blocks import Document, Note
    from generator.model.sti import Sti
    from generator.rules import Finding
    from generator.store.forms import FormStore
    from generator.word.contract import Formularindhold


class Dokumentformat(StrEnum):
    """What a document can be written as, in the order they are written; the value is the file's ending."""

    DOCX = "docx"
    PDF = "pdf"
    HTML = "html"
    MD = "md"


ALLE_FORMATER: Final = tuple(Dokumentformat)


def read_document(indhold: Formularindhold, forms: FormStore) -> Document:
    """Return the official document as blocks. Raises: GeneratorError, if it can't be put into its form."""
    from generator.word.form import render_document  # noqa: PLC0415 - the Word file alone needs no reader

    return render_document(forms.load(indhold.delaftale.formular), indhold)


def write_formater(
    indhold: Formularindhold,
    forms: FormStore,
    formater: Collection[Dokumentformat],
    findings: Collection[Finding] = (),
    baggrund: Mapping[Sti, Note] | None = None,
    *,
    koder: list[str] | None = None,
) -> Iterator[tuple[Dokumentformat, bytes]]:
    """Yield each of the formats once, in the order of `Dokumentformat`. All but the Word file show the findings.

    `baggrund` is what led to a field's words, by field; HTML shows it, unless findings are asked for. `koder` is
    filled with the characters that the PDF shows as code points, before it is yielded.

    Raises: GeneratorError, if the content can't be put into the form or into a format.
    """
    wanted = frozenset(formater)
    if not wanted:
        return
    formular = forms.load(indhold.delaftale.formular)
    if wanted == {Dokumentformat.DOCX}:
        yield Dokumentformat.DOCX, render_docx(formular, indhold)
        return
    filled = fill_in_form(formular, indhold)  # once, whatever is wanted
    if Dokumentformat.DOCX in wanted:
        yield Dokumentformat.DOCX, pack_docx(filled)
    document = read_back(filled)
    notes: Mapping[Sti, Note] = {}
    if findings:
        from generator.service.bemaerkninger import notes_of  # noqa: PLC0415 - only that format needs it

        notes = notes_of(findings, document)
    if Dokumentformat.PDF in wanted:
        from generator.document.pdf import find_unprintable, render_pdf  # noqa: PLC0415 - only who wants a PDF

        if koder is not None:
            koder.extend(find_unprintable(document))
        stil = forms.load_pdf_stil(indhold.delaftale.formular)
        yield Dokumentformat.PDF, render_pdf(document, style=stil, date=date_of(indhold), notes=notes)
    if Dokumentformat.HTML in wanted:
        from generator.document.html import encode_html  # noqa: PLC0415 - only that format needs it
        from generator.store.ressourcer import load_html_css  # noqa: PLC0415

        yield Dokumentformat.HTML, encode_html(document, css=load_html_css(), notes=notes or baggrund or {})
    if Dokumentformat.MD in wanted:
        from generator.document.markdown import write_markdown  # noqa: PLC0415 - only that format needs it

        yield Dokumentformat.MD, write_markdown(document, notes=notes).encode("utf-8")


def date_of(indhold: Formularindhold) -> date:
    """Return the day that an archive knows the document by: the decision's, else its first day in force."""
    return indhold.udgave.besluttet or indhold.delaftale.gaelder_fra

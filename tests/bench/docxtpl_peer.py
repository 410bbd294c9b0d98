"""docxtpl as its users use it, on the same form with the same values: a file opened for each document, autoescape on.

Three ways with long texts, all documented, from the usual to the fastest: a Subdoc of styled paragraphs; a
RichTextParagraph; a bare string in a form whose `{{p x }}` was changed to `{{ x }}`, so that paragraphs, bullets, bold
and links are lost and only the words remain. The context is made outside the clock, all but the long texts' objects.
"""

from __future__ import annotations

import io
import zipfile
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from docx import Document
from docxtpl import DocxTemplate, RichText, RichTextParagraph

from generator.model.tekst import Art
from generator.model.tekst_afsnit import looks_of
from tests.bench.agreement import FORM, context_of, find_texts
from tests.bench.links import add_link

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from generator.model.tekst import Afsnit, Tekst
    from generator.word.contract import Formularindhold

_PLAIN_STYLE = "Udfyldt"


def style_id(afsnit: Afsnit) -> str:
    """Return the style of a long text's paragraph in LBF's form, by its id."""
    match afsnit.art:
        case Art.UNDEROVERSKRIFT:
            return "Underoverskrift"
        case Art.PUNKT:
            return f"ListBullet{afsnit.niveau if afsnit.niveau > 1 else ''}"
        case Art.AFSNIT:
            level = afsnit.niveau
            return _PLAIN_STYLE if level == 0 else f"ListContinue{level if level > 1 else ''}"


def render_subdoc(indhold: Formularindhold) -> Callable[[], bytes]:
    """Return the rendering with a Subdoc for each long text. Raises: ImportError, without docxtpl's extra `subdoc`."""
    if find_spec("docxcompose") is None:
        raise ImportError("docxcompose")
    names = {style.style_id: style.name for style in Document(str(FORM)).styles}

    def long_text(template: DocxTemplate, tekst: Tekst) -> Any:
        subdoc = template.new_subdoc()
        for afsnit in tekst.afsnit:
            paragraph = subdoc.add_paragraph(style=names[style_id(afsnit)])
            for stykke in afsnit.stykker:
                if stykke.href is not None:
                    add_link(paragraph, stykke.tekst, stykke.href)
                    continue
                run = paragraph.add_run(stykke.tekst)
                run.bold, run.italic, run.underline = (look or None for look in looks_of(stykke)[:3])
        return subdoc

    return _rendering(FORM, indhold, long_text)


def render_rich_text(indhold: Formularindhold) -> Callable[[], bytes]:
    """Return the rendering with a RichTextParagraph for each long text."""

    def long_text(template: DocxTemplate, tekst: Tekst) -> Any:
        result = RichTextParagraph()
        for afsnit in tekst.afsnit:
            rich = RichText()
            for stykke in afsnit.stykker:
                bold, italic, underline, href = looks_of(stykke)
                link = {} if href is None else {"url_id": template.build_url_id(href), "style": "Hyperlink"}
                rich.add(stykke.tekst, bold=bold, italic=italic, underline=underline, **link)
            result.add(rich, parastyle=style_id(afsnit))
        return result

    return _rendering(FORM, indhold, long_text)


def render_plain(indhold: Formularindhold, folder: Path) -> Callable[[], bytes]:
    """Return the rendering with bare strings, on a copy of the form in `folder` without `{{p }}`."""
    form = folder / "plain.docx"
    with zipfile.ZipFile(FORM) as old, zipfile.ZipFile(form, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"{{p ", b"{{ "))
    return _rendering(form, indhold, None)


def _rendering(
    form: Path, indhold: Formularindhold, long_text: Callable[[DocxTemplate, Tekst], Any] | None
) -> Callable[[], bytes]:
    """Return a call that makes the whole document. `long_text` None: the words alone, made outside the clock."""
    context = context_of(indhold)
    texts = list(find_texts(context["delaftale"]))
    if long_text is None:
        for holder, key, tekst in texts:
            holder[key] = "\n".join(afsnit.tekst for afsnit in tekst.afsnit)

    def render() -> bytes:
        template = DocxTemplate(form)
        if long_text is not None:
            for holder, key, tekst in texts:
                holder[key] = long_text(template, tekst)
        template.render(context, autoescape=True)
        target = io.BytesIO()
        template.save(target)
        return target.getvalue()

    return render

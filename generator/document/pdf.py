"""A document as PDF, by Typst in this process: PDF/A-2a for the archive and PDF/UA-1 for screen readers, in one file.

Always so: the same document, style and day give the same bytes on every machine, for the fonts travel with the program
and those of the system are not looked at. What no font can show is printed as its code point instead of being refused;
`find_unprintable` tells of it. Cells that head their row or column are marked so in the tags (see `pdf_tags`).
"""

from __future__ import annotations

import re
import struct
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from generator.document.pdf_tags import TagsError, mark_tables
from generator.document.typst import write_typst
from generator.document.typst_text import find_unprintable as find_in_document
from generator.errors import GeneratorError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    import typst

    from generator.document.blocks import Document, Note
    from generator.model.sti import Sti

STANDARDS: Final[list[typst.PDFStandard]] = ["a-2a", "ua-1"]
FONTS: Final = Path(__file__).with_name("fonts")
_COVERING: Final = ("SourceSans3-Regular.otf", "DejaVuSans.ttf", "NotoEmoji-Regular.ttf")  # all faces cover the same
_PLACE = re.compile(r"\.typ:(\d+):(\d+)")
_COMMENT = re.compile(r"(?<!:)//[^\n]*|/\*.*?\*/", re.DOTALL)
_FETCHES = re.compile(r"\b(import|include|read|plugin|eval)\b")


class PdfError(GeneratorError):
    """A document can't be set as PDF. `line`: where in the style file; 0 means that the style isn't to blame."""

    def __init__(self, problem: str, line: int = 0) -> None:
        self.problem, self.line = problem, line
        if line:
            text = f"Stilen til PDF, linje {line}: {problem} Ret linjen i formularens pdf.typ."
        else:
            text = f"Dokumentet kan ikke sættes som PDF: {problem} Lav de andre formater med --format docx,html,md."
        super().__init__(text)


def render_pdf(document: Document, *, style: str | bytes, date: date, notes: Mapping[Sti, Note] | None = None) -> bytes:
    """Return `document` as PDF. `style` is the form's pdf.typ; `date` the document's own date, never today by itself.

    Raises: PdfError, if the style has a mistake or asks for other files, or Typst can't set the document.
    """
    import typst  # noqa: PLC0415 - 80 MB of compiler, for those who want a PDF

    text = _read_style(style)
    typ = write_typst(document, style=text, day=date, printable=printable(), notes=notes)
    compiler = typst.Compiler(b"", root=FONTS, font_paths=_fonts(), ignore_system_fonts=True)
    moment = datetime(date.year, date.month, date.day, tzinfo=UTC)
    try:
        pdf = compiler.compile(typ.encode(), format="pdf", pdf_standards=STANDARDS, timestamp=moment)
        return mark_tables(cast("bytes", pdf), document)  # a list only of pictures, None only into a file
    except typst.TypstError as error:
        place = _PLACE.search(error.diagnostic)
        at = int(place.group(1)) if place else 0
        raise PdfError(f"Typst siger »{error.message}«.", at if at <= text.count("\n") + 1 else 0) from error
    except TagsError as error:
        raise PdfError(f"Typst har mærket tabellerne anderledes end ventet ({error}).") from error


def find_unprintable(document: Document) -> tuple[str, ...]:
    """Return the characters that the PDF shows as code points ([U+738B]), each once; () for nearly every document."""
    return find_in_document(document, printable())


@cache
def printable() -> frozenset[int]:
    """Return the code points that one of the shipped fonts has a glyph for."""
    return frozenset().union(*(_read_coverage((FONTS / name).read_bytes()) for name in _COVERING))


@cache
def _fonts() -> typst.Fonts:
    import typst  # noqa: PLC0415

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])


def _read_style(style: str | bytes) -> str:
    """Return the style file's text. Raises: PdfError, if it is no UTF-8 or asks for other files."""
    try:
        text = style if isinstance(style, str) else style.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise PdfError("Filen er ikke gemt som UTF-8.", line) from error
    for number, line_text in enumerate(_COMMENT.sub(_blank, text).split("\n"), start=1):
        if fetch := _FETCHES.search(line_text):
            raise PdfError(f"»{fetch.group()}« henter en anden fil, og stilen skal kunne stå alene.", number)
    return text


def _blank(comment: re.Match[str]) -> str:
    return "\n" * comment.group().count("\n")


def _read_coverage(font: bytes) -> set[int]:
    """Return the code points of a font's full character map (OpenType `cmap`, format 12)."""
    (tables,) = struct.unpack_from(">H", font, 4)
    (cmap,) = (struct.unpack_from(">L", font, at + 8)[0] for at in range(12, 12 + 16 * tables, 16)
               if font[at : at + 4] == b"cmap")  # fmt: skip
    (subtables,) = struct.unpack_from(">H", font, cmap + 2)
    covered: set[int] = set()
    for number in range(subtables):
        start = cmap + struct.unpack_from(">L", font, cmap + 4 + 8 * number + 4)[0]
        if struct.unpack_from(">H", font, start) == (12,):
            (groups,) = struct.unpack_from(">L", font, start + 12)
            for at in range(start + 16, start + 16 + 12 * groups, 12):
                first, last, _glyph = struct.unpack_from(">LLL", font, at)
                covered.update(range(first, last + 1))
    return covered

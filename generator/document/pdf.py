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

from generator.document.pdf_style import PdfError, explain, read_style
from generator.document.pdf_tags import TagsError, mark_tables
from generator.document.typst import write_typst
from generator.document.typst_text import find_unprintable as find_in_document

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    import typst

    from generator.document.blocks import Document, Note
    from generator.model.sti import Sti

__all__ = ["FONTS", "STANDARDS", "PdfError", "find_unprintable", "printable", "render_pdf"]

STANDARDS: Final[list[typst.PDFStandard]] = ["a-2a", "ua-1"]
FONTS: Final = Path(__file__).with_name("fonts")
_COVERING: Final = ("SourceSans3-Regular.otf", "DejaVuSans.ttf", "NotoEmoji-Regular.ttf")  # all faces cover the same
_PLACE = re.compile(r"\.typ:(\d+):(\d+)")


def render_pdf(document: Document, *, style: str | bytes, date: date, notes: Mapping[Sti, Note] | None = None) -> bytes:
    """Return `document` as PDF. `style` is the form's pdf.typ; `date` the document's own date, never today by itself.

    Raises: PdfError, if the style has a mistake or asks for other files, or Typst can't set the document.
    """
    import typst  # noqa: PLC0415 - 80 MB of compiler, for those who want a PDF

    text = read_style(style)
    title = document.title.strip()
    typ = write_typst(document, style=text, day=date, printable=printable(), notes=notes)
    compiler = typst.Compiler(b"", root=FONTS, font_paths=_fonts(), ignore_system_fonts=True)
    moment = datetime(date.year, date.month, date.day, tzinfo=UTC)
    try:
        pdf = compiler.compile(typ.encode(), format="pdf", pdf_standards=STANDARDS, timestamp=moment)
        return mark_tables(cast("bytes", pdf), document)  # a list only of pictures, None only into a file
    except typst.TypstError as error:
        place = _PLACE.search(error.diagnostic)
        at = int(place.group(1)) if place else 0
        raise PdfError(explain(error.message), at if at <= text.count("\n") + 1 else 0, title) from error
    except TagsError as error:
        raise PdfError(f"Tabellernes mærker er andre end ventet ({error}).", title=title) from error
    except BaseException as error:
        if type(error).__module__ != "pyo3_runtime":  # a panic in Typst, which is no Exception
            raise
        raise PdfError(f"Satsprogrammet Typst er gået i stå (»{error}«).", title=title) from error


def find_unprintable(document: Document) -> tuple[str, ...]:
    """Return the characters that the PDF shows as code points ([U+738B]), each once; () for nearly every document."""
    return find_in_document(document, printable())


@cache
def printable() -> frozenset[int]:
    """Return the code points that one of the shipped fonts has a glyph for."""
    return frozenset().union(*(_read_coverage((FONTS / name).read_bytes()) for name in _COVERING))


@cache
def _fonts() -> typst.Fonts:
    import typst  # noqa: PLC0415 - a compiler; only a PDF needs it

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])


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

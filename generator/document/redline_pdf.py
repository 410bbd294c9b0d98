"""A redline as PDF: changes underlined and struck through, named in the text, with a legend and a count on top.

Always so: what is said of every PDF here holds (PDF/A-2a, PDF/UA-1, same input same bytes), and no change is told by
colour alone: each one also has its name in the text, small enough not to disturb and there for a screen reader. Source:
docs/analyse/redline.md.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, cast

from generator.document.blocks import Paragraph, Role, Run
from generator.document.pdf import FONTS, STANDARDS, PdfError, _fonts, printable
from generator.document.pdf_style import explain, read_style
from generator.document.pdf_tags import TagsError, mark_tables
from generator.document.redline_html import count_changes, find_changes
from generator.document.redline_tegn import NAVNE, Aendring, has_signs, mark, split_marked, state_after
from generator.document.typst import write_typst
from generator.document.typst_text import quote

if TYPE_CHECKING:
    from datetime import date

    from generator.document.blocks import Document

_LITERAL: Final = re.compile(r'"(?:[^"\\]|\\.)*"')
_ESCAPE: Final = re.compile(r"\\(.)")
_DEFINITIONS: Final = """
#let rl-navn(body) = text(size: 0.1pt, fill: white, body)
#let rl(navn, farve, streg, body) = {
  if navn != none { rl-navn(navn + ": ") }
  text(fill: rgb(farve), streg(body))
  if navn != none { rl-navn(" " + navn + " slut ") }
}
#let rl-under = underline.with(stroke: 0.6pt, offset: 1.5pt)
#let rl-over = strike.with(stroke: 0.6pt)
#let rl-flyt(navn) = if navn != none { text(size: 0.75em, fill: rgb("#12325c"), "[" + navn + "] ") }
#let rl-ind(navn, body) = rl(navn, "#0b5c22", rl-under, body)
#let rl-ud(navn, body) = rl(navn, "#8c1c22", rl-over, body)
#let rl-flyt-ind(navn, body) = { rl-flyt(navn); text(fill: rgb("#12325c"), rl-under(body)) }
#let rl-flyt-ud(navn, body) = { rl-flyt(navn); text(fill: rgb("#12325c"), rl-over(body)) }
"""
"""A move has its name for all to see; deletions and additions say theirs to screen readers, and show by their lines.

`navn` none: the piece before had it.
"""


def render_redline_pdf(document: Document, *, style: str | bytes, date: date, fra: str, til: str) -> bytes:
    """Return a document with signs as PDF. `fra` and `til` name the two editions. Raises: PdfError."""
    import typst  # noqa: PLC0415 - 80 MB of compiler, for those who want a PDF

    text = read_style(style)
    source = write_typst(_with_legend(document, fra, til), style=text, day=date, printable=printable())
    start = len(text.rstrip("\n"))
    marked = f"{source[:start]}{_DEFINITIONS}{_mark_literals(source[start:])}"
    compiler = typst.Compiler(b"", root=FONTS, font_paths=_fonts(), ignore_system_fonts=True)
    moment = datetime(date.year, date.month, date.day, tzinfo=UTC)
    try:
        pdf = compiler.compile(marked.encode(), format="pdf", pdf_standards=STANDARDS, timestamp=moment)
        return mark_tables(cast("bytes", pdf), document)
    except typst.TypstError as error:
        raise PdfError(explain(error.message), 0, document.title) from error
    except TagsError as error:
        raise PdfError(f"Tabellernes mærker er andre end ventet ({error}).", title=document.title) from error


def _with_legend(document: Document, fra: str, til: str) -> Document:
    """Return the document with what its marks mean and how many there are, before its first words."""
    count = count_changes(len(find_changes(document)))
    legend = Paragraph(
        (
            Run(f"{count} fra {fra} til {til}. "),
            Run(mark("Slettet tekst", Aendring.SLETTET)),
            Run(" er streget over, og "),
            Run(mark("ny tekst", Aendring.TILFOEJET)),
            Run(" er streget under."),
        ),
        Role.GUIDANCE,
    )
    return replace(document, blocks=(*document.blocks[:1], legend, *document.blocks[1:]))


def _mark_literals(source: str) -> str:
    """Return Typst with the signs in its texts made into calls."""
    if not has_signs(source):
        return source
    art: Aendring | None = None
    before: Aendring | None = None  # of the text before, unless something else stands between

    def write(found: re.Match[str]) -> str:
        nonlocal art, before
        if art is None and not has_signs(found[0]):
            before = None
            return found[0]
        text = _ESCAPE.sub(r"\1", found[0][1:-1])
        pieces: list[str] = []
        for piece in split_marked(text, art):
            pieces.append(_write_piece(piece.art, piece.tekst, is_named=piece.art is not before))
            before = piece.art
        art = state_after(text, art)
        return f"({' + '.join(pieces)})" if pieces else '""'

    return _LITERAL.sub(write, source)


def _write_piece(art: Aendring | None, text: str, *, is_named: bool) -> str:
    if art is None:
        return quote(text)
    moved = "-flyt" if art in (Aendring.FLYTTET_HERFRA, Aendring.FLYTTET_HERTIL) else ""
    name = quote(NAVNE[art]) if is_named else "none"
    return f"rl{moved}-{'ud' if art.er_vaek else 'ind'}({name}, {quote(text)})"

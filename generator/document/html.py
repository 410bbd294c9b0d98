"""A document as one HTML page that needs nothing else: no request to anywhere, no script, its own fonts and style.

Always so: the words inside `<main>` are the document's, in its order; all around them (contents list, links, notes) is
the page's own and says so. The page's security policy names the hashes of its two style sheets and allows nothing else,
so text that should ever slip through as markup could still do nothing. Same document and style, same bytes.
"""

from __future__ import annotations

from base64 import b64encode
from functools import lru_cache
from hashlib import sha256
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from generator.document.blocks import Heading, Paragraph, Special, plain_text
from generator.document.html_blocks import BlockWriter
from generator.document.html_text import attribute, css_content, escape, split_columns
from generator.document.notes import LEFT_OVER, NotePlacer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.document.blocks import Block, Document, Inline, Note
    from generator.document.html_blocks import Entry
    from generator.model.sti import Sti

NO_NOTES: Final[Mapping[Sti, Note]] = MappingProxyType({})
CONTENTS: Final = range(2, 5)  # the heading levels of the contents list
_CORNERS: Final = ("left", "center", "right")


def write_html(document: Document, *, css: str, notes: Mapping[Sti, Note] = NO_NOTES) -> str:
    """Return the page. `css` is the style sheet with its fonts inside; it must not hold "</style".

    Raises: ValueError, when `css` could close its own element.
    """
    head, body = _write_around(document, css, notes)
    return f"{head}{css}{body}"


def encode_html(document: Document, *, css: str, notes: Mapping[Sti, Note] = NO_NOTES) -> bytes:
    """Return the page in UTF-8; the style sheet, most of its bytes, is encoded once for all pages that have it."""
    head, body = _write_around(document, css, notes)
    return b"".join((head.encode(), _encode_kept(css), body.encode()))


def _write_around(document: Document, css: str, notes: Mapping[Sti, Note]) -> tuple[str, str]:
    """Return what stands before the style sheet and after it."""
    writer = BlockWriter(NotePlacer(notes, document.blocks))
    writer.write_document(document.blocks)
    writer.write_rest(LEFT_OVER)
    print_css = _print_css(document)
    title = escape(document.title)
    contents = _contents(writer.outline)
    heading = "" if any(entry.level == 1 for entry in writer.outline) else f'<h1 class="skjult">{title}</h1>\n'
    head = (
        f'<!DOCTYPE html>\n<html lang="{attribute(document.language)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        f"style-src 'sha256-{_digest_kept(css)}' 'sha256-{_digest(print_css)}'; "
        "font-src data:; base-uri 'none'; form-action 'none'\">\n"
        f'<title>{title}</title>\n<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n<style>'
    )
    body = (
        f"</style>\n<style>{print_css}</style>\n</head>\n",
        '<body>\n<a class="spring" href="#tekst">Spring til teksten</a>\n',
        f'<header class="top">{_lines(document.header)}</header>\n<div class="side">\n{contents}',
        f'<main id="tekst" tabindex="-1">\n{heading}<article>\n',
        *writer.out,
        f'</article>\n</main>\n</div>\n<footer class="foot">{_lines(document.footer)}</footer>\n</body>\n</html>\n',
    )
    return head, "".join(body)


def _contents(outline: list[Entry]) -> str:
    """Return the contents list: nested as the headings are; "" where there is nothing to choose between."""
    entries = [entry for entry in outline if entry.level in CONTENTS]
    if len(entries) <= 1:
        return ""
    parts = ['<nav aria-label="Indhold"><details><summary>Indhold</summary>\n<ol>\n']
    levels = [entries[0].level]
    for index, entry in enumerate(entries):
        if index:
            if entry.level > levels[-1]:
                parts.append("\n<ol>\n")
                levels.append(entry.level)
            else:
                parts.append("</li>\n")
                while len(levels) > 1 and entry.level < levels[-1]:
                    levels.pop()
                    parts.append("</ol></li>\n")
        parts.append(f'<li><a href="#{entry.id}">{escape(entry.text)}</a>')
    parts.append("</li>\n" + "</ol></li>\n" * (len(levels) - 1) + "</ol></details></nav>\n")
    return "".join(parts)


def _lines(blocks: tuple[Block, ...]) -> str:
    """Return a header or footer for the screen: its columns side by side, those with page numbers left out."""
    parts: list[str] = []
    for inlines in _texts(blocks):
        columns = [
            f"<span>{escape(plain_text(column))}</span>"
            for column in split_columns(inlines)
            if Special.PAGE not in column and Special.PAGES not in column and plain_text(column)
        ]
        if columns:
            parts.append(f"<p>{' '.join(columns)}</p>")
    return "\n".join(parts)


def _print_css(document: Document) -> str:
    """Return the style that prints the header and footer on every page, with page x of y."""
    boxes: list[str] = []
    for edge, blocks in (("top", document.header), ("bottom", document.footer)):
        columns = [column for inlines in _texts(blocks)[:1] for column in split_columns(inlines)]
        corners = ("left", "right") if len(columns) == len(_CORNERS) - 1 else _CORNERS
        for corner, column in zip(corners, columns, strict=False):
            content = css_content(column)
            if content:
                boxes.append(f"@{edge}-{corner}{{content:{content}}}")
    return f"@page{{{''.join(boxes)}}}"


def _texts(blocks: tuple[Block, ...]) -> list[tuple[Inline, ...]]:
    return [block.inlines for block in blocks if isinstance(block, Paragraph | Heading)]


@lru_cache(maxsize=4)
def _digest_kept(css: str) -> str:
    """Return the hash of a style sheet, kept: each page of a run has the same."""
    if "</style" in css.lower():
        raise ValueError("a style sheet can't hold </style")
    return _digest(css)


@lru_cache(maxsize=4)
def _encode_kept(css: str) -> bytes:
    return css.encode()


def _digest(css: str) -> str:
    return b64encode(sha256(css.encode()).digest()).decode("ascii")

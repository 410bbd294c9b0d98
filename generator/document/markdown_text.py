"""Runs of text as Markdown: marks where they can stand, all else escaped just where it would be read as more.

Always so: read by the rules of CommonMark (and by GitHub's tables and strikethrough), the words come out as they went
in. Escapes are few, since people read this in a mail: an underscore inside a word or an "&" between blanks is left.
A mark that would not take effect where it stands (`a**"b"**`) is left out rather than printed.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple, assert_never

from generator.document.blocks import Role, Run, Special
from generator.document.html_text import is_safe

if TYPE_CHECKING:
    from generator.document.blocks import Inline

_SUSPECT = re.compile(r"[\\`*_\[\]<&~]")
_SPECIAL = re.compile(
    r"[\\`*\[\]~]"
    r"|(?<![^\W_])_|_(?![^\W_])"  # an underscore inside a word marks nothing
    r"|<(?=[A-Za-z/!?]|$)"
    r"|&(?=[A-Za-z#]|$)"
)
_WORDS_ONLY = re.compile(r"\w(?:[\w ,.;:()/–-]*[\w.:])?")  # marks take around these, whatever stands about them
_LINE_START = re.compile(
    r"(?P<mark>#{1,6}(?=\s|$)|>|[-+](?=\s|$)|[-=:|](?=[-=:| ]*$))|(?P<number>\d{1,9})(?P<dot>[.)])(?=\s|$)"
)
_PLAIN_ADDRESS = re.compile(r"https?://[^\s<>\x00-\x20]+", re.IGNORECASE)
_AWKWARD_IN_ADDRESS = re.compile(r"[()<>\\\s]")
_ENTITY = re.compile(r"&(?=#?\w+;)")
HARD_BREAK = "  \n"


class _Piece(NamedTuple):
    """Text in one looks; `text` is as read, not yet escaped. A line break is a piece of its own."""

    text: str
    bold: bool
    italic: bool
    href: str | None


def write_inlines(inlines: tuple[Inline, ...], *, bold: bool = False, one_line: bool = False) -> str:
    """Return a paragraph's text, its lines safe to begin a Markdown block with; "" for a blank one.

    `bold` sets all of it in bold (a label). `one_line` turns line breaks into blanks (a heading, a table's cell).
    """
    if len(inlines) == 1 and isinstance(only := inlines[0], Run):  # nearly every paragraph
        text, is_bold, italic, _, href, *_ = only
        if not (is_bold or italic or href):
            text = escape_line(escape(text))
            if not bold or not text:
                return text
            if _WORDS_ONLY.fullmatch(text):
                return f"**{text}**"
    if not bold and all(isinstance(item, Run) and _is_plain(item) for item in inlines):
        return escape_line(escape("".join([item.text for item in inlines if isinstance(item, Run)])))
    text = _join(_pieces(inlines, bold=bold, one_line=one_line))
    if "\n" in text:
        # A blank line would end the paragraph, and at its beginning the point that it stands in.
        return HARD_BREAK.join(line for line in map(escape_line, text.split("\n")) if line)
    return escape_line(text)


def _is_plain(run: Run) -> bool:
    return not (run.bold or run.italic or run.href or run.role is Role.GUIDANCE)


def escape(text: str) -> str:
    """Return `text` with a backslash before what would be read as a mark."""
    if _SUSPECT.search(text) is None:
        return text
    return _SPECIAL.sub(r"\\\g<0>", text)


def escape_line(line: str) -> str:
    """Return a line (already escaped inside) so that its beginning starts no heading, list, quote or rule."""
    if line[:1].isalpha():
        return line.rstrip(" ")  # nearly every line
    line = line.strip(" ")
    match = _LINE_START.match(line)
    if match is None:
        return line
    if match["number"]:
        return f"{match['number']}\\{line[match.end('number') :]}"
    return f"\\{line}"


def _pieces(inlines: tuple[Inline, ...], *, bold: bool, one_line: bool) -> list[_Piece]:
    """Return the inlines as pieces, neighbours of one looks joined."""
    pieces: list[_Piece] = []
    for item in inlines:
        match item:
            case Run():
                if not item.text:
                    continue
                href = item.href if item.href is not None and is_safe(item.href) else None
                italic = item.italic or item.role is Role.GUIDANCE
                piece = _Piece(item.text, bold or item.bold, italic, href)
            case Special.LINE_BREAK if not one_line:
                piece = _Piece("\n", bold=False, italic=False, href=None)
            case Special.LINE_BREAK | Special.TAB:
                if pieces and pieces[-1].text.endswith(" "):
                    continue
                piece = _Piece(" ", bold, italic=False, href=None)
            case Special.PAGE | Special.PAGES:
                continue
            case _:
                assert_never(item)
        if pieces and pieces[-1][1:] == piece[1:]:
            pieces[-1] = piece._replace(text=pieces[-1].text + piece.text)
        else:
            pieces.append(piece)
    return pieces


def _join(pieces: list[_Piece]) -> str:
    """Return the pieces as Markdown, each mark checked against what stands around it."""
    result = ""
    for number, piece in enumerate(pieces):
        core = piece.text.strip()  # a mark next to a blank of any kind marks nothing
        if not core:
            result += piece.text
            continue
        start = piece.text.index(core)
        lead, trail = piece.text[:start], piece.text[start + len(core) :]
        result += lead
        text = core
        if piece.href is None:
            text = escape(text)
        else:
            text = _link(text, piece.href)
            if text.startswith("[") and result.endswith("!"):
                result = f"{result[:-1]}\\!"  # else the link would be read as a picture
        following = pieces[number + 1] if number + 1 < len(pieces) else None
        after = trail[:1] or ("" if following is None else _first(following))  # one or two characters
        result += _emphasise(text, piece, result[-1:], after) + trail
    return result


def _first(piece: _Piece) -> str:
    """Return what a piece may begin with when written: its mark, its first character, or either of the two."""
    first = piece.text[0]
    if first.isspace():
        return first
    if piece.bold or piece.italic:
        return ("*" if piece.bold else "_") + ("[" if piece.href else first)
    return "[" if piece.href else first


def _emphasise(text: str, piece: _Piece, before: str, after: str) -> str:
    """Return a piece's text with as many of its marks as take effect between `before` and `after`."""
    if piece.bold:
        inner = f"_{text}_" if piece.italic else text
        marked = _mark(inner, "**", before, after)
        if marked != inner or not piece.italic:
            return marked
    return _mark(text, "_", before, after) if piece.italic else text


def _mark(text: str, mark: str, before: str, after: str) -> str:
    """Return `text` between marks, or bare where the marks would not take (CommonMark, "left-flanking").

    `before` is the character before it, `after` what may come next; "" for the paragraph's beginning or end.
    """
    ends_word = all(map(_is_edge, after))
    if mark == "_" and not (_is_edge(before) and ends_word):
        mark = "*"  # inside a word an underscore marks nothing
    opens = not _is_punctuation(text[0]) or _is_edge(before)
    closes = not _is_punctuation(text[-1]) or ends_word
    touches = before == mark[0] or mark[0] in after  # marks that would run into each other
    return text if touches or not (opens and closes) else f"{mark}{text}{mark}"


def _is_edge(character: str) -> bool:
    """Whether a word ends at `character`; "" is the end of the text."""
    return not character or character.isspace() or _is_punctuation(character)


def _is_punctuation(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"


def _link(text: str, href: str) -> str:
    if text == href and _PLAIN_ADDRESS.fullmatch(href):
        return f"<{href}>"
    address = _ENTITY.sub("&amp;", href)
    if _AWKWARD_IN_ADDRESS.search(address):
        address = f"<{address.translate(_IN_ANGLES)}>"
    return f"[{escape(text)}]({address})"


_IN_ANGLES = {ord("<"): "%3C", ord(">"): "%3E", ord("\\"): "%5C", ord("\n"): "%0A"}

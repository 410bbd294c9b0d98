"""Write described changes as Markdown, HTML, terminal lines and JSON: the same sentences and words in each.

Always so: a change never shows by colour alone, and in HTML no mark crosses a paragraph. What is deleted or added is
said in hidden words as well, since most screen readers pass the marks by and a label on them is not allowed.
"""

from __future__ import annotations

from html import escape
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from generator.model.tekst import escape_markdown
from generator.workflow.words import Stykke

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.document.aendringer import Beskrivelse

_CONTEXT: Final = 60  # characters of unchanged text beside a change, on a terminal
_NONE: Final = "Ingen ændringer."


class Linjestykke(NamedTuple):
    """A piece of a terminal line. `art`: "overskrift", "lige", "slettet" or "tilfoejet", for whoever has colours."""

    art: str
    tekst: str


def to_json(beskrivelser: Iterable[Beskrivelse]) -> list[dict[str, Any]]:
    """Return the changes as data that `json.dumps` takes."""
    return [
        {
            "sti": str(item.sti),
            "art": str(item.art),
            "navn": item.navn,
            "saetning": item.saetning,
            "nuvaerende": item.nuvaerende,
            "foreslaaet": item.foreslaaet,
            "stykker": [{"art": piece.art, "tekst": piece.tekst} for piece in item.stykker],
        }
        for item in beskrivelser
    ]


def to_markdown(beskrivelser: Sequence[Beskrivelse]) -> str:
    """Return a list of the changes; below each its text as a quotation, deleted words struck out, added ones bold."""
    if not beskrivelser:
        return f"{_NONE}\n"
    lines: list[str] = []
    for item in beskrivelser:
        lines += [f"- {_escape(item.saetning)}"]
        if item.stykker:
            lines += ["", *(f"  > {line}".rstrip() for line in _markdown_lines(item.stykker)), ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def _markdown_lines(pieces: Iterable[Stykke]) -> Iterator[str]:
    marks = {"lige": "", "slettet": "~~", "tilfoejet": "**"}
    for nr, paragraph in enumerate(_paragraphs(pieces)):
        if nr:
            yield ""
        line = ""
        for art, text in paragraph:
            core = text.strip()
            start, end = (text[: text.index(core)], text[text.index(core) + len(core) :]) if core else (text, "")
            line += f"{start}{marks[art]}{_escape(core)}{marks[art]}{end}" if core else text
        yield line


def _escape(text: str) -> str:
    return escape_markdown(text).replace("~", "\\~").replace("_", "\\_").replace("`", "\\`")


def to_html(beskrivelser: Sequence[Beskrivelse]) -> str:
    """Return the changes as a fragment: a list, each with its sentence and its text with `ins` and `del`.

    Class »skjult« is text for who can't see the marks; the page around it hides it from sight.
    """
    if not beskrivelser:
        return f"<p>{_NONE}</p>"
    items = "".join(
        f"<li><p><strong>{escape(item.saetning)}</strong></p>{_html_text(item.stykker)}</li>" for item in beskrivelser
    )
    return f'<ol class="aendringer">{items}</ol>'


def _html_text(pieces: Iterable[Stykke]) -> str:
    return "".join(f"<p>{''.join(_html_piece(piece) for piece in paragraph)}</p>" for paragraph in _paragraphs(pieces))


def _html_piece(piece: Stykke) -> str:
    text = escape(piece.tekst)
    if piece.art == "lige":
        return text
    tag, word = ("del", "slettet") if piece.art == "slettet" else ("ins", "tilføjet")
    hidden = '<span class="skjult">{}</span>'
    return f"<{tag}>{hidden.format(f'{word}: ')}{text}{hidden.format(f' {word} slut')}</{tag}>"


def to_lines(beskrivelser: Sequence[Beskrivelse]) -> list[tuple[Linjestykke, ...]]:
    """Return the lines for a terminal, each of pieces. Marks ([-slettet-], {+tilføjet+}) show without colours too.

    Long stretches that stay are cut short by »…«.
    """
    if not beskrivelser:
        return [(Linjestykke("lige", _NONE),)]
    lines: list[tuple[Linjestykke, ...]] = []
    for item in beskrivelser:
        lines.append((Linjestykke("overskrift", item.saetning),))
        changed = (one for one in _paragraphs(item.stykker) if any(piece.art != "lige" for piece in one))
        lines.extend((Linjestykke("lige", "    "), *_line_pieces(paragraph)) for paragraph in changed)
    return lines


def _line_pieces(paragraph: Sequence[Stykke]) -> Iterator[Linjestykke]:
    marks = {"slettet": "[-{}-]", "tilfoejet": "{{+{}+}}", "lige": "{}"}
    for nr, (art, text) in enumerate(paragraph):
        shown = _shorten(text, is_first=nr == 0, is_last=nr == len(paragraph) - 1) if art == "lige" else text
        yield Linjestykke(art, marks[art].format(shown))


def _shorten(text: str, *, is_first: bool, is_last: bool) -> str:
    """Return unchanged text with the words near a change only."""
    head = "" if is_first else text[:_CONTEXT]
    tail = "" if is_last else text[-_CONTEXT:]
    return text if len(head) + len(tail) + 3 >= len(text) else f"{head}{' … ' if head and tail else '…'}{tail}"


def _paragraphs(pieces: Iterable[Stykke]) -> Iterator[tuple[Stykke, ...]]:
    """Yield the pieces paragraph by paragraph, none crossing one; a paragraph without text is left out.

    Where a break between paragraphs is what came or went, the sign ¶ stands for it.
    """
    paragraph: list[Stykke] = []
    for art, text in pieces:
        is_break_only = art != "lige" and not text.strip("\n")
        for is_break, run in groupby(text, key=lambda sign: sign == "\n"):
            line = "".join(run)
            if not is_break:
                paragraph.append(Stykke(art, line))
                continue
            if is_break_only:
                paragraph.append(Stykke(art, "¶"))
            if paragraph and not (is_break_only and art == "slettet"):
                yield tuple(paragraph)
                paragraph = []
    if paragraph:
        yield tuple(paragraph)

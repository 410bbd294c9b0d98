"""A redline as one HTML page: changes marked for eye and ear, counted and listed, and three ways to look at them.

Always so: each change is underlined or struck through, never told by colour alone, and says »tilføjet« or »slettet …
slut« in real text that a screen reader speaks (labels on `ins` and `del` are not allowed); `ins` and `del` never cross
a paragraph. No script: the views are chosen by radio buttons, and without style sheets all of them are read. Source:
MDN on ins and del; docs/analyse/redline.md.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from generator.document.blocks import Heading, plain_text
from generator.document.html import write_html
from generator.document.html_blocks import BlockWriter
from generator.document.html_text import escape
from generator.document.notes import NotePlacer
from generator.document.redline_tegn import NAVNE, Aendring, has_signs, split_marked, state_after, without_signs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.document.blocks import Block, Document

CSS: Final = """
ins.rl{text-decoration:underline;text-decoration-thickness:.12em;background:#dcf5e0;color:#0b3d17}
del.rl{text-decoration:line-through;background:#fbe3e4;color:#6b1016}
ins.rl.flyt{text-decoration-style:double;background:#e2ecfb;color:#12325c}
del.rl.flyt{background:#e2ecfb;color:#12325c}
.rl-navn{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.rl-top{max-width:60rem;margin:1rem auto;padding:0 1rem}
.rl-top ol{padding-left:1.5rem}
.rl-top ol a,.rl-valg label{display:inline-block;padding:.4rem 0;min-height:1.75rem}
.rl-valg{border:1px solid;padding:.5rem 1rem;margin:1rem 0}
.rl-valg label{margin-right:1.5rem}
.rl-par{display:none}
.side nav{position:static;max-height:none;overflow:visible}
.rl-par section{border-top:1px solid;padding:.5rem 0}
body:has(#rl-par:checked) .side nav,body:has(#rl-par:checked) main>:not(.rl-par){display:none}
body:has(#rl-par:checked) .side{display:block}
body:has(#rl-par:checked) .rl-par{display:block;max-width:75rem;margin:0 auto;padding:0 1rem}
body:has(#rl-ny:checked) main del.rl{display:none}
body:has(#rl-ny:checked) main ins.rl{text-decoration:none;background:none;color:inherit}
body:has(#rl-ny:checked) main .rl-navn{display:none}
@media (min-width:900px){.rl-par .rl-to{display:grid;grid-template-columns:1fr 1fr;gap:2rem}}
@media (prefers-color-scheme:dark){ins.rl{background:#143d1e;color:#d6f5dd}del.rl{background:#4a1518;color:#fbdfe0}
ins.rl.flyt,del.rl.flyt{background:#16305a;color:#dbe8fc}}
@media print{.rl-valg{display:none}}
"""
_TAG: Final = re.compile(r"<[^>]*>")
_NAVIGATION: Final = re.compile(r"<(nav|title)\b.*?</\1>", re.DOTALL)
_IDS: Final = re.compile(r' id="[^"]*"|<a class="her"[^>]*></a>')
_HEADING: Final = re.compile(r"<(/?)(?:h[1-6]|hgroup)\b[^>]*>")
_EMPTY: Final = re.compile(
    r"<(p|li|ul|section|table|tbody)\b[^>]*>\s*</\1>\n?|<tr\b[^>]*>\s*(?:<(t[dh])\b[^>]*>\s*</\2>\s*)*</tr>\n?"
)
"""What one side has nothing in: all but the cells of a row that has others."""
_SHOWN: Final = 60  # characters of a change that the list quotes


class Rettelse(NamedTuple):
    """One change as a reader meets it: what was deleted and added side by side, `number` from 1."""

    number: int
    slettet: str
    tilfoejet: str
    flyttet: bool

    def describe(self) -> str:
        """Return what happens, for a list."""
        name = ("flyttet herfra", "flyttet hertil") if self.flyttet else ("slettet", "tilføjet")
        pairs = zip(name, (self.slettet, self.tilfoejet), strict=True)
        return ", ".join(f"{what} »{_short(text)}«" for what, text in pairs if text)


def write_redline_html(document: Document, *, css: str, fra: str, til: str) -> str:
    """Return the page of a document with signs. `fra` and `til` name the two editions."""
    page = write_html(document, css=css + CSS)
    head, body = page.split("<body>", 1)
    head = without_signs(head)
    pieces = _NAVIGATION.sub(lambda found: without_signs(found[0]), body)
    marked, changes = _mark_page(pieces)
    spring, rest = marked.split("\n", 2)[1:] if marked.startswith("\n") else ("", marked)
    top = _write_top(changes, fra, til)
    side = "".join(_write_pairs(document.blocks, fra, til))
    start = rest.index(">", rest.index("<main")) + 1
    return f"{head}<body>\n{spring}\n{top}{rest[:start]}\n{side}{rest[start:]}"


def find_changes(document: Document) -> list[Rettelse]:
    """Return the changes of a document's body as a reader meets them."""
    writer = BlockWriter(NotePlacer({}, ()))
    writer.write_document(document.blocks)
    return _mark_page("".join(writer.out))[1]


# -- marks --


def _mark_page(html: str) -> tuple[str, list[Rettelse]]:
    """Return HTML with the signs made into marks, and the changes; what stands between two tags is text."""
    out: list[str] = []
    changes: list[Rettelse] = []
    art: Aendring | None = None
    is_new = True  # the next mark begins another change
    at = 0
    for tag in [*_TAG.finditer(html), None]:
        text = html[at : len(html) if tag is None else tag.start()]
        for piece in split_marked(text, art):
            if piece.art is None:
                is_new = is_new or bool(piece.tekst.strip())
                out.append(piece.tekst)
                continue
            identity = ""
            if is_new or changes[-1].flyttet != _is_move(piece.art):
                changes.append(Rettelse(len(changes) + 1, "", "", _is_move(piece.art)))
                identity = f' id="aendring-{len(changes)}"'
            changes[-1] = _add(changes[-1], piece.art, piece.tekst)
            is_new = False
            out.append(_write_mark(piece.art, piece.tekst, identity))
        art = state_after(text, art)
        if tag is not None:
            out.append(without_signs(tag[0]))
            at = tag.end()
    return "".join(out), changes


def _write_mark(art: Aendring, text: str, identity: str = "") -> str:
    tag = "del" if art.er_vaek else "ins"
    looks = "rl flyt" if _is_move(art) else "rl"
    name = NAVNE[art]
    end = f'<span class="rl-navn"> {name} slut </span>'
    return f'<{tag} class="{looks}"{identity}><span class="rl-navn"> {name}: </span>{text}{end}</{tag}>'


def _is_move(art: Aendring) -> bool:
    return art in (Aendring.FLYTTET_HERFRA, Aendring.FLYTTET_HERTIL)


def _add(change: Rettelse, art: Aendring, text: str) -> Rettelse:
    if art.er_vaek:
        return change._replace(slettet=f"{change.slettet} {text}" if change.slettet else text)
    return change._replace(tilfoejet=f"{change.tilfoejet} {text}" if change.tilfoejet else text)


def _short(html: str) -> str:
    """Return the beginning of a change; it comes out of HTML and is escaped already."""
    text = " ".join(html.split())
    if len(text) <= _SHOWN:
        return text
    return f"{text[:_SHOWN].rsplit(' ', 1)[0].rpartition('&')[0] or text[:_SHOWN].rsplit(' ', 1)[0]} …"


# -- what stands above the text --


def count_changes(number: int) -> str:
    """Return a count in Danish."""
    return "Ingen ændringer" if not number else "1 ændring" if number == 1 else f"{number} ændringer"


def _write_top(changes: list[Rettelse], fra: str, til: str) -> str:
    total = len(changes)
    items = "".join(
        f'<li><a href="#aendring-{item.number}">Ændring {item.number} af {total}</a>: {item.describe()}</li>\n'
        for item in changes
    )
    listed = (
        '<div role="navigation" aria-label="Ændringer"><details><summary>Gå til en ændring</summary><ol>\n'
        f"{items}</ol></details></div>\n"
    )
    return (
        '<div class="rl-top" role="region" aria-label="Om ændringerne">\n'
        f"<p><strong>{count_changes(total)}</strong> fra {escape(fra)} til {escape(til)}.</p>\n"
        f"<p>Sådan læses ændringerne: {_write_mark(Aendring.SLETTET, 'slettet tekst')} er streget over, "
        f"{_write_mark(Aendring.TILFOEJET, 'ny tekst')} er streget under, og det, der er flyttet, står med "
        f"{_write_mark(Aendring.FLYTTET_HERTIL, 'dobbelt streg')}.</p>\n"
        '<fieldset class="rl-valg"><legend>Visning</legend>\n'
        '<label><input type="radio" name="rl" id="rl-en" checked> Ændringer i teksten</label>\n'
        '<label><input type="radio" name="rl" id="rl-par"> Nuværende / Foreslået</label>\n'
        '<label><input type="radio" name="rl" id="rl-ny"> Samlet ny tekst</label>\n</fieldset>\n'
        f"{listed if changes else ''}\n</div>\n"
    )


def _write_pairs(blocks: tuple[Block, ...], fra: str, til: str) -> Iterator[str]:
    """Yield the blocks that changed, as they are and as proposed, side by side where there is room."""
    yield '<div class="rl-par">\n<h1>Nuværende og foreslået tekst</h1>\n'
    where = ""
    for block in blocks:
        if isinstance(block, Heading):
            where = " ".join(without_signs(plain_text(block.inlines)).split())
        writer = BlockWriter(NotePlacer({}, ()))
        writer.write_document((block,))
        html = _HEADING.sub(_as_paragraph, _IDS.sub("", "".join(writer.out)))
        if not has_signs(html):
            continue
        old, new = _one_side(html, gone=False), _one_side(html, gone=True)
        yield (
            f'<section><p class="rl-hvor">{escape(where)}</p><div class="rl-to">\n'
            f"<div><p><strong>Nuværende ({escape(fra)})</strong></p>{old}</div>\n"
            f"<div><p><strong>Foreslået ({escape(til)})</strong></p>{new}</div>\n</div></section>\n"
        )
    yield "</div>\n"


def _as_paragraph(found: re.Match[str]) -> str:
    """Return a heading's tag as a paragraph's: the pairs are no part of the page's outline."""
    return "" if "hgroup" in found[0] else f"<{found[1]}p>"


def _one_side(html: str, *, gone: bool) -> str:
    """Return HTML as one of the documents has it; `gone`: without what is deleted."""
    out: list[str] = []
    art: Aendring | None = None
    at = 0
    for tag in [*_TAG.finditer(html), None]:
        text = html[at : len(html) if tag is None else tag.start()]
        for piece in split_marked(text, art):
            if piece.art is None:
                out.append(piece.tekst)
            elif piece.art.er_vaek is not gone:
                out.append(_write_mark(piece.art, piece.tekst))
        art = state_after(text, art)
        if tag is not None:
            out.append(without_signs(tag[0]))
            at = tag.end()
    shown, before = "".join(out), ""
    while shown != before:
        shown, before = _EMPTY.sub("", shown), shown
    return shown if shown.strip() else "<p>Står ikke i teksten.</p>\n"

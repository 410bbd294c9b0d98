"""The text inside HTML's elements, and the notes beside them: runs with their looks, each field with its id.

Always so: the words between the tags are the document's and nothing else; a field has its id where it first stands; a
note stands where its field does or waits for the end of the rows that it can't stand among. Who speaks shows: what the
parties wrote has class `v`, LBF's own words have `k` (clause), `g` (guidance) or `l` (label).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, assert_never

from generator.document.blocks import Role, Run, Special
from generator.document.html_text import Ids, attribute, escape, escape_words, is_safe
from generator.document.notes import name_note

if TYPE_CHECKING:
    from generator.document.blocks import Anchor, Inline, Note
    from generator.document.notes import NotePlacer

CLASSES: Final = {
    Role.TITLE: "",
    Role.HEADING: "",
    Role.CLAUSE: "k",
    Role.GUIDANCE: "g",
    Role.LABEL: "l",
    Role.VALUE: "v",
}
ATTRIBUTES: Final = {role: f' class="{name}"' if name else "" for role, name in CLASSES.items()}


class Found(NamedTuple):
    """A note whose field has come. `id` leads to it; `where` is its column, for a note that can't stand beside it."""

    note: Note
    id: str
    where: str = ""


class TextWriter:
    """Writes the text of blocks into `out`, and the notes on the fields in it."""

    def __init__(self, placer: NotePlacer) -> None:
        self.out: list[str] = []
        self.found: list[Found] = []  # notes not yet written
        self.held: list[Found] = []  # those of the rows in hand, to be written below them
        self.column: str | None = None  # its name, inside a cell that is too narrow for notes
        self.ids = Ids()
        self.placer = placer
        self._link_end = '" aria-label="Link hertil"></a>'

    def inlines(self, inlines: tuple[Inline, ...], role: Role) -> tuple[str, str]:
        """Return the id of the field that begins the block ("" for none) and the block's text as HTML."""
        if len(inlines) == 1 and type(only := inlines[0]) is Run:  # nearly every block
            text, bold, italic, underline, href, anchor, own = only
            if bold or italic or underline or href or (own is not None and own is not role):
                text = _run(only, role)
            elif "&" in text or "<" in text or ">" in text or "  " in text:
                text = escape_words(text)
            if anchor is None:
                return "", text
            id_ = self.ids.claim_field(anchor)
            if self.placer:
                self._find_notes(anchor, id_)
            return id_, text
        return self._several(inlines, role)

    def _several(self, inlines: tuple[Inline, ...], role: Role) -> tuple[str, str]:
        block_id = ""
        parts: list[str] = []
        for index, item in enumerate(inlines):
            match item:
                case Run():
                    id_ = ""
                    if item.anchor is not None:
                        id_ = self.ids.claim_field(item.anchor)
                        if self.placer:
                            self._find_notes(item.anchor, id_)
                        if index == 0:
                            block_id, id_ = id_, ""
                    parts.append(_run(item, role, id_))
                case Special.LINE_BREAK:
                    parts.append("<br>")
                case Special.TAB:
                    parts.append(" ")
                case Special.PAGE | Special.PAGES:
                    pass  # a page on a screen has no number; the printed one gets it from the style
                case _:
                    assert_never(item)
        return block_id, "".join(parts)

    def name_links(self, title: str) -> None:
        """Say of the links that follow that they lead to something below the heading `title`."""
        self._link_end = f'" aria-label="Link hertil: {attribute(title)}"></a>'

    def link(self, id_: str) -> str:
        """Return a link that an element has to itself."""
        return f'<a class="her" href="#{id_}{self._link_end}'

    def find_root_notes(self, notes: tuple[Note, ...]) -> None:
        """Take up notes that belong to no place of the document."""
        self.found.extend(Found(note, "") for note in notes)

    def flush_notes(self) -> None:
        """Write the notes that have been found."""
        for note, id_, where in self.found:
            lines = "".join(f"<p>{escape(line)}</p>" for line in note.text.split("\n") if line)
            name = escape(name_note(note, where))
            if id_ and where:
                name = f'<a href="#{id_}">{name}</a>'
            self.out.append(
                f'<aside class="note {note.kind.value}" role="note"><p class="navn">{name}</p>{lines}</aside>\n'
            )
        self.found.clear()

    def _find_notes(self, anchor: Anchor, id_: str) -> None:
        """Take up the notes that are to stand at a place of a field; `id_` leads there, "" where nothing does."""
        there = self.found if self.column is None else self.held
        there.extend(Found(note, id_, self.column or "") for note in self.placer.take(anchor))


def _run(run: Run, role: Role, id_: str = "") -> str:
    text, bold, italic, underline, href, _, own = run
    text = escape_words(text)
    if bold:
        text = f"<strong>{text}</strong>"
    if italic:
        text = f"<em>{text}</em>"
    if href is not None:
        if is_safe(href):
            text = f'<a href="{attribute(href)}" rel="noreferrer">{text}</a>'
    elif underline:
        text = f"<u>{text}</u>"
    other = CLASSES[own] if own is not None and own is not role else ""
    if id_ or other:
        identity = f' id="{id_}"' if id_ else ""
        looks = f' class="{other}"' if other else ""
        return f"<span{identity}{looks}>{text}</span>"
    return text

"""The inlines of a paragraph as Typst: runs in their looks, links, line breaks and page numbers.

Always so: what is written is one code block whose pieces Typst joins with nothing in between. Links stand only where
Typst can tag them: around something seen, and never where a line would be divided right behind them with a hyphen
(Typst 0.15 fails on that; see docs/analyse/pdf.md).
"""

from __future__ import annotations

from collections import deque
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from generator.document.blocks import Run, Special
from generator.document.typst_text import is_visible, quote, substitute, write_address
from generator.document.typst_words import WIDEST, Line, find_words, split_endless, write_word

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

    from generator.document.blocks import Inline, Role

_SOFT_HYPHEN: Final = "\u00ad"
_JOINER: Final = quote("\u2060")  # no line ends here, and no hyphenation looks across it
INDENT: Final = 18  # points: at most what a bullet takes of its line
_PADDING: Final = 14  # points: at most what a cell's edges take of its width
_SPECIALS: Final[dict[Special, str]] = {
    Special.PAGE: "context counter(page).display()",
    Special.PAGES: "context counter(page).final().first()",
    Special.LINE_BREAK: "linebreak()",
    Special.TAB: "h(1em)",
}


class Surroundings(NamedTuple):
    """Where inlines stand. `printable`: what the fonts can show. `line`: the room that they have.

    `may_link` False: on what is said again on each page, which may hold no links in PDF/UA.
    """

    printable: Container[int]
    line: Line = Line()
    may_link: bool = True
    is_in_cell: bool = False

    def in_large_letters(self) -> Surroundings:
        """Return the surroundings as those of a heading."""
        return self._replace(line=self.line._replace(letter=WIDEST))

    def in_cell(self, share: float) -> Surroundings:
        """Return the surroundings within a cell that fills so much of these."""
        line = self.line
        taken = line.taken if self.is_in_cell else 0
        return self._replace(line=Line(line.share * share, taken + _PADDING, line.letter), is_in_cell=True)

    def narrowed(self, share: float = 1.0, taken: int = 0) -> Surroundings:
        """Return the surroundings within a part of these, of which so many points are taken by edges."""
        line = self.line
        return self._replace(line=line._replace(share=line.share * share, taken=line.taken + taken))


class _Atom(NamedTuple):
    """A piece of a run. `text` is as the fonts show it, `words` where in it the words in doubt stand."""

    run: Run
    text: str
    words: tuple[tuple[int, int], ...] = ()


def write_inlines(inlines: Iterable[Inline], role: Role, around: Surroundings) -> str:
    """Return `inlines`, which stand in a paragraph of `role`, as one code block."""
    writer = _Writer(role, around)
    pieces: list[str] = []
    before: _Atom | None = None
    for part in _find_parts(inlines, around):
        if isinstance(part, Special):
            pieces.append(_SPECIALS[part])
            before = None
            continue
        if before is not None and _needs_joiner(before, part[0]):
            pieces.append(_JOINER)
        pieces += writer.write_atom(part[0]) if len(part) == 1 else [writer.write_joint(part)]
        before = part[-1]
    return f"{{ {'; '.join(pieces)} }}"


def divide_endless(inlines: tuple[Inline, ...]) -> Iterator[tuple[Inline, ...]]:
    """Yield a paragraph as it is, or as several where a word in it goes on for pages."""
    waiting: list[Inline] = []
    for inline in inlines:
        first, *more = split_endless(inline.text) if isinstance(inline, Run) else [""]
        waiting.append(inline._replace(text=first) if more and isinstance(inline, Run) else inline)
        for text in more:
            yield tuple(waiting)
            waiting = [inline._replace(text=text, anchor=None)] if isinstance(inline, Run) else []
    yield tuple(waiting)


class _Writer:
    """Writes the runs of one paragraph."""

    def __init__(self, role: Role, around: Surroundings) -> None:
        self._role = role
        self._around = around

    def write_joint(self, atoms: Sequence[_Atom]) -> str:
        """Return the pieces of a word that has several looks."""
        whole: list[str] = []
        for number, atom in enumerate(atoms):
            if number and _needs_joiner(atoms[number - 1], atom):
                whole.append(_JOINER)
            whole += self.write_atom(atom)
        dressed = [(atom.text, partial(self._dress_part, run=atom.run)) for atom in atoms]
        return write_word(dressed, f"{{ {'; '.join(whole)} }}", self._around.line)

    def write_atom(self, atom: _Atom) -> list[str]:
        """Return a run's piece; of one that is a link and ends in soft hyphens those outside the link."""
        text = atom.text
        if self._find_address(atom.run) is not None:
            text = text.rstrip(_SOFT_HYPHEN)
        body = self._dress(self._write_text(text, atom.words), atom.run) if text else ""
        return [piece for piece in (body, quote(atom.text[len(text) :]) if text != atom.text else "") if piece]

    def _write_text(self, text: str, words: tuple[tuple[int, int], ...]) -> str:
        pieces: list[str] = []
        done = 0
        for start, end in words:
            word = text[start:end]
            if not word:  # soft hyphens at a link's end stand outside it
                continue
            pieces += [quote(text[done:start]), write_word([(word, str)], quote(word), self._around.line)]
            done = end
        rest = quote(text[done:])
        return f"{{ {'; '.join([*pieces, rest])} }}" if pieces else rest

    def _find_address(self, run: Run) -> str | None:
        """Return where a run leads to as a literal; None where it is no link or can't be one here."""
        if run.href is None or not self._around.may_link or not is_visible(run.text):
            return None
        return write_address(run.href)

    def _dress_part(self, literal: str, run: Run) -> str:
        return self._dress(literal, run if is_visible(literal[1:-1]) else run._replace(href=None))

    def _dress(self, body: str, run: Run) -> str:
        """Return `body` in the run's looks, inside its link."""
        for is_wanted, call in ((run.underline, "underline"), (run.italic, "emph"), (run.bold, "strong")):
            body = f"{call}({body})" if is_wanted else body
        address = self._find_address(run)
        body = f"link({address}, {body})" if address is not None else body
        return body if run.role in {None, self._role} else f'run("{self._role.value}", "{run.role}", {body})'


def _find_parts(inlines: Iterable[Inline], around: Surroundings) -> Iterator[Special | list[_Atom]]:
    """Yield what stands in a paragraph in order: runs or pieces of them, those together that share a word in doubt."""
    shown = [
        (inline, substitute(inline.text, around.printable) if isinstance(inline, Run) else "\n")
        for inline in inlines
        if not isinstance(inline, Run) or inline.text
    ]
    waiting = deque(find_words("".join(text for _, text in shown), around.line))
    at = 0
    joint: list[_Atom] = []
    for inline, text in shown:
        start, at = at, at + len(text)
        if isinstance(inline, Special):
            yield inline
            continue
        done = start
        if joint:
            done = min(at, waiting[0][1])
            joint.append(_Atom(inline, text[: done - start]))
            if waiting[0][1] > at:
                continue
            yield joint
            joint = []
            waiting.popleft()
        inner: list[tuple[int, int]] = []
        while waiting and waiting[0][1] <= at:
            inner.append(waiting.popleft())
        begins = min(at, waiting[0][0]) if waiting else at
        if done < begins:
            yield [_Atom(inline, text[done - start : begins - start], tuple((a - done, b - done) for a, b in inner))]
        if begins < at:
            joint = [_Atom(inline, text[begins - start :])]


def _needs_joiner(atom: _Atom, following: _Atom) -> bool:
    """Tell whether a word goes on behind a link."""
    return bool(atom.run.href) and atom.text[-1].isalpha() and following.text[0].isalpha()

"""The inlines of a paragraph as Typst: runs in their looks, links, line breaks and page numbers.

Always so: what is written is one code block whose pieces Typst joins with nothing in between. Links stand only where
Typst can tag them: around something seen, and never where a line would be divided right behind them with a hyphen
(Typst 0.15 fails on that; see docs/analyse/pdf.md).
"""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, Final, NamedTuple, assert_never

from generator.document.blocks import Run, Special
from generator.document.typst_text import LINE, is_visible, quote, write_address, write_text

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from generator.document.blocks import Inline, Role

_SOFT_HYPHEN: Final = "\u00ad"
_JOINER: Final = quote("\u2060")  # no line ends here, and no hyphenation looks across it


class Surroundings(NamedTuple):
    """Where inlines stand. `printable`: what the fonts can show. `share`: of the page's width.

    `may_link` False: on what is said again on each page, which may hold no links in PDF/UA.
    """

    printable: Container[int]
    share: float = 1.0
    may_link: bool = True

    @property
    def width(self) -> int:
        """About how many characters a line has room for, at most LINE; a page's line holds twice as many."""
        return max(3, min(LINE, int(self.share * 2 * LINE)))


def write_inlines(inlines: Iterable[Inline], role: Role, around: Surroundings) -> str:
    """Return `inlines`, which stand in a paragraph of `role`, as one code block."""
    wanted = [inline for inline in inlines if not isinstance(inline, Run) or inline.text]
    pieces: list[str] = []
    for inline, following in zip_longest(wanted, wanted[1:]):
        pieces += _write_inline(inline, role, around)
        if isinstance(inline, Run) and inline.href and isinstance(following, Run) and _is_one_word(inline, following):
            pieces.append(_JOINER)
    return f"{{ {'; '.join(pieces)} }}"


def _write_inline(inline: Inline, role: Role, around: Surroundings) -> list[str]:
    match inline:
        case Run():
            return _write_run(inline, role, around)
        case Special.PAGE:
            return ["context counter(page).display()"]
        case Special.PAGES:
            return ["context counter(page).final().first()"]
        case Special.LINE_BREAK:
            return ["linebreak()"]
        case Special.TAB:
            return ["h(1em)"]
        case _:
            assert_never(inline)


def _write_run(run: Run, role: Role, around: Surroundings) -> list[str]:
    """Return a run; one that is a link and ends in soft hyphens as two pieces, those outside the link."""
    linked = around.may_link and run.href is not None and is_visible(run.text)
    address = write_address(run.href) if linked and run.href is not None else None
    if address is None:
        return [_dress(write_text(run.text, around.printable, around.width), run, role)]
    text = run.text.rstrip(_SOFT_HYPHEN)
    body = _dress(write_text(text, around.printable, around.width), run, role, f"link({address}, ")
    return [body] if text == run.text else [body, quote(run.text[len(text) :])]


def _dress(body: str, run: Run, role: Role, link: str = "") -> str:
    """Return `body` in the run's looks, inside a link if one is begun."""
    for is_wanted, call in ((run.underline, "underline"), (run.italic, "emph"), (run.bold, "strong")):
        body = f"{call}({body})" if is_wanted else body
    body = f"{link}{body})" if link else body
    return body if run.role is None or run.role is role else f'run("{role.value}", "{run.role.value}", {body})'


def _is_one_word(run: Run, following: Run) -> bool:
    return run.text[-1].isalpha() and following.text[0].isalpha()

"""Field changes as a board reads them side by side: »Nuværende« and »Foreslået«, what differs in bold.

Always so: bold marks only what the other side does not say, so the agreement's own bold words are set plain where two
texts are compared; nothing is left out unseen (»…« stands for it), and a part that comes or goes is shown whole. Pure.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from generator.document.aendringer import NO_NAMES, describe
from generator.model.aendring import Aendringsart, Feltaendring
from generator.model.moededokument import Feltvisning
from generator.model.sti import felter_of
from generator.model.tekst import Afsnit, Art, Stykke, Tekst, escape_markdown, parse_tekst
from generator.workflow.dependencies import find_place
from generator.workflow.words import word_changes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.model.base import Model
    from generator.model.delaftale import Delaftale
    from generator.model.sti import Sti

LONG: Final = 900  # characters from which paragraphs that stay are left out beside those that change
_BESIDE: Final = 70  # characters of unchanged text beside a change, where only what changes is shown
_GAP: Final = "…"
_DOUBLED = re.compile(r"^([^:]*?), (?:Tekst|(?<=Datakilde, )Datakilde):")  # »Formål, afsnit 1, Tekst:« says no more
_NEVER_PRINTED: Final = frozenset({"rolle"})  # what a paragraph of the formål is to the program
_RECOGNISED: Final = 30  # characters of a part's own words that tell where they begin in a sentence

Span = tuple[int, int]


def show_changes(
    changes: Iterable[Feltaendring],
    a: Delaftale,
    b: Delaftale,
    navne: Mapping[str, str] = NO_NAMES,
    *,
    kort: bool = False,
) -> tuple[Feltvisning, ...]:
    """Return changes that lead from `a` to `b`, a field each. `kort`: only what changes, with some words around it."""
    return tuple(show_change(change, a, b, navne, kort=kort) for change in changes)


def show_change(
    change: Feltaendring, a: Delaftale, b: Delaftale, navne: Mapping[str, str] = NO_NAMES, *, kort: bool = False
) -> Feltvisning:
    """Return one change; `kort` as for all."""
    told = describe(change, a, b, navne)
    if change.art is Aendringsart.FLYT:
        where = told.saetning.removeprefix(f"{told.navn} flyttet ")
        return Feltvisning(navn=told.navn, haendelse=f"Flyttes {where}")
    before, after = _read(change, change.nuvaerende, a, b, navne), _read(change, change.foreslaaet, a, b, navne)
    if change.art is Aendringsart.TILFOEJ:
        own = _own_words(change.sti, change.foreslaaet)
        end = told.saetning.find(f": {own[:_RECOGNISED]}") if own else -1
        return Feltvisning(
            navn=told.saetning[:end] if end > 0 else told.saetning,
            foreslaaet=_write(_plain(own) if kort and own else after),
        )
    if change.art is Aendringsart.FJERN:
        own = _own_words(change.sti, change.nuvaerende)
        shown = _plain(own) if kort and own else before
        return Feltvisning(navn=told.navn, nuvaerende=_write(shown), haendelse="Udgår")
    before, after = _mark(before, after, kort=kort)
    return Feltvisning(navn=told.navn, nuvaerende=_write(before), foreslaaet=_write(after))


def _own_words(sti: Sti, content: Any) -> str:
    """Return the words that a part is known by, on one line; "" if it has none."""
    place = find_place(sti)
    field = "" if place is None else place.cls.NAVNEFELT or place.cls.HOVEDFELT
    return " ".join(str(content.get(field) or "").split()) if field and isinstance(content, dict) else ""


def _plain(words: str) -> tuple[Afsnit, ...]:
    return (Afsnit(Art.AFSNIT, 0, (Stykke(words),)),)


# -- values as paragraphs --


def _read(change: Feltaendring, value: Any, a: Delaftale, b: Delaftale, navne: Mapping[str, str]) -> tuple[Afsnit, ...]:
    """Return a side of a change as paragraphs; () where it is blank."""
    if not value:
        return ()
    place = find_place(change.sti)
    if place is None:
        marked = _as_markup(value, is_text=False)
    elif isinstance(value, dict):
        marked = _mark_up(place.cls, value)
    else:
        art = felter_of(place.cls).get(place.field)
        marked = _as_markup(value, is_text=art is not None and art.value_type is Tekst)
    shown = describe(Feltaendring(art=Aendringsart.SAET, sti=change.sti, foreslaaet=marked), a, b, navne).foreslaaet
    if isinstance(value, dict):  # a field a line, and each a paragraph of its own
        shown = "\n\n".join(_DOUBLED.sub(r"\1:", line) for line in shown.split("\n") if line.strip())
    return parse_tekst(shown)


def _mark_up(cls: type[Model], content: dict[str, Any]) -> dict[str, Any]:
    """Return a part's plain content with every text in the markup of long texts, each paragraph on one line."""
    marked = {}
    for name, value in content.items():
        if name in _NEVER_PRINTED:
            continue
        art = felter_of(cls).get(name)
        if art is None or art.model is None:
            marked[name] = _as_markup(value, is_text=art is not None and art.value_type is Tekst)
        elif isinstance(value, list):
            marked[name] = [_mark_up(art.model, item) for item in value]
        else:
            marked[name] = _mark_up(art.model, value) if isinstance(value, dict) else value
    return marked


def _as_markup(value: Any, *, is_text: bool) -> Any:
    if isinstance(value, list):
        return [_as_markup(item, is_text=is_text) for item in value]
    if not isinstance(value, str):
        return value
    return str(Tekst.of(parse_tekst(value))) if is_text else escape_markdown(value)


def _write(afsnit: Iterable[Afsnit]) -> Tekst | None:
    """Return paragraphs as a text; None for none."""
    text = Tekst.of(afsnit)
    return text or None


# -- what differs --


def _mark(
    before: tuple[Afsnit, ...], after: tuple[Afsnit, ...], *, kort: bool
) -> tuple[tuple[Afsnit, ...], tuple[Afsnit, ...]]:
    """Return both sides with what differs in bold, and what stays left out of long ones; alike if one is blank."""
    if not before or not after:
        return before, after
    changes = word_changes(*("\n".join(item.tekst for item in side) for side in (before, after)))
    sides = []
    for side, spans in ((before, [item.foer for item in changes]), (after, [item.efter for item in changes])):
        is_long = kort or sum(len(item.tekst) for item in side) > LONG
        sides.append(tuple(_mark_side(side, spans, leave_out=is_long, cut=kort)))
    return sides[0], sides[1]


def _mark_side(side: tuple[Afsnit, ...], spans: list[Span], *, leave_out: bool, cut: bool) -> Iterator[Afsnit]:
    """Yield a side's paragraphs; `leave_out`: »…« for those that stay, `cut`: for words far from a change as well."""
    start, is_left_out = 0, False
    for item in side:
        end = start + len(item.tekst)
        own = [
            (max(one, start) - start, min(other, end) - start) for one, other in spans if one <= end and other >= start
        ]
        start = end + 1
        if leave_out and not own:
            if not is_left_out:
                yield Afsnit(Art.AFSNIT, 0, (Stykke(_GAP),))
            is_left_out = True
            continue
        is_left_out = False
        pieces = tuple(_cut_pieces(item.stykker, own))
        yield Afsnit(item.art, item.niveau, tuple(_shorten(pieces)) if cut else pieces)


def _cut_pieces(stykker: tuple[Stykke, ...], spans: list[Span]) -> Iterator[Stykke]:
    """Yield the pieces of a paragraph cut where a change begins and ends: bold within, plain without."""
    start = 0
    for piece in stykker:
        end = start + len(piece.tekst)
        cuts = sorted({start, end, *(at for span in spans for at in span if start < at < end)})
        for one, other in pairwise(cuts):
            is_changed = any(span[0] <= one and other <= span[1] for span in spans)
            text = piece.tekst[one - start : other - start]
            yield Stykke(text, is_changed, piece.kursiv, piece.understreget, piece.href)
        start = end


def _shorten(pieces: tuple[Stykke, ...]) -> Iterator[Stykke]:
    """Yield the pieces with the words near a change only; all of them where nothing is marked."""
    if not any(piece.fed for piece in pieces):
        pieces = tuple(pieces)
        text = "".join(piece.tekst for piece in pieces)
        yield Stykke(text if len(text) <= 2 * _BESIDE else f"{_first_words(text)} {_GAP}")
        return
    runs: list[list[Stykke]] = []
    for piece in pieces:
        if not runs or runs[-1][0].fed != piece.fed:
            runs.append([])
        runs[-1].append(piece)
    for nr, run in enumerate(runs):
        text = "".join(piece.tekst for piece in run)
        if run[0].fed:
            yield from run
            continue
        head = _first_words(text) if nr else ""
        tail = _last_words(text) if nr + 1 < len(runs) else ""
        if len(head) + len(tail) + 3 >= len(text):
            yield from run
        else:
            yield Stykke(f"{head} {_GAP}{' ' if tail else ''}{tail}" if head else f"{_GAP} {tail}")


def _first_words(text: str) -> str:
    return text if len(text) <= _BESIDE else text[:_BESIDE].rpartition(" ")[0]


def _last_words(text: str) -> str:
    return text if len(text) <= _BESIDE else text[-_BESIDE:].partition(" ")[2]

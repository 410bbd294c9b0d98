"""Changes as people read them: what each is about, in a sentence, and its words as they are and as they would be.

Pure data that the terminal, Markdown, HTML and JSON are all written from (aendringer_skrivning), so that all readers
are told the same. No sti, id or code word shows: fields have their labels, dates and numbers are Danish, parts are
named.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from generator.model.aendring import Aendringsart, Feltaendring
from generator.model.aktivitet import Formaalsafsnit
from generator.model.base import Model, Valg
from generator.model.delaftale import Delaftale
from generator.model.indikator import Delmaal
from generator.model.sti import Sti, felter_of, read_felt
from generator.text import format_long_date, format_number
from generator.workflow.dependencies import MENTIONS, find_place
from generator.workflow.names import name_change, name_sti
from generator.workflow.words import Stykke, mark_changes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_NEW: Final[dict[type[Model], str]] = {Delmaal: "Nyt delmål", Formaalsafsnit: "Nyt afsnit i formålet"}
NO_NAMES: Final[Mapping[str, str]] = MappingProxyType({})
_IDS_OF_PLAN: Final = frozenset(
    ["organisation", "arbejdsgiver", "delaftaler", "hoerer_til", "indsatsomraade", "overordnet_maal"]
)
_MAX_QUOTE: Final = 80  # characters of a part's own text within a sentence


@dataclass(frozen=True)
class Beskrivelse:
    """One change for people. `saetning` says what happens; the texts are "" where nothing stands, and for a move.

    `stykker` are both texts as one with the changes marked; () for a move.
    """

    sti: Sti
    art: Aendringsart
    navn: str
    saetning: str
    nuvaerende: str
    foreslaaet: str
    stykker: tuple[Stykke, ...]


def describe_all(
    changes: Iterable[Feltaendring], a: Delaftale, b: Delaftale, navne: Mapping[str, str] = NO_NAMES
) -> tuple[Beskrivelse, ...]:
    """Return the descriptions of changes that lead from `a` to `b`, in their order."""
    return tuple(describe(change, a, b, navne) for change in changes)


def describe(change: Feltaendring, a: Delaftale, b: Delaftale, navne: Mapping[str, str] = NO_NAMES) -> Beskrivelse:
    """Return what `change` does, named as in `a`, what is new as in `b` (the text with it and perhaps others made).

    `navne` are the plan's names of what the agreement mentions by id: organisations, indsatsområder, delaftaler, goals.
    """
    navn = name_change(change, b if change.art is Aendringsart.TILFOEJ else a)
    names = _Names(a, b, navne)
    now, then = names.show(change.sti, change.nuvaerende), names.show(change.sti, change.foreslaaet)
    if change.art is Aendringsart.TILFOEJ:
        saetning = _say_new(change, b)
    elif change.art is Aendringsart.FJERN:
        own = _own_text(change.sti, change.nuvaerende)
        saetning = f"{navn} udgår" if own in {"", navn} else f"{navn} udgår: {own}"
    elif change.art is Aendringsart.FLYT:
        saetning = f"{navn} flyttet {_say_where(change, a, b)}"
    else:
        saetning = f"{navn}: {'udfyldt' if not now else 'slettet' if not then else 'ændret'}"
    stykker = mark_changes(now, then) if now and then else _mark_whole(now, then)
    return Beskrivelse(change.sti, change.art, navn, saetning, now, then, stykker)


def _mark_whole(now: str, then: str) -> tuple[Stykke, ...]:
    return tuple(piece for piece in (Stykke("slettet", now), Stykke("tilfoejet", then)) if piece.tekst)


def _say_new(change: Feltaendring, b: Delaftale) -> str:
    """Return »Ny aktivitet: Naboskab«; within another part that part comes first (»Delmål 1: Ny indikator: …«)."""
    cls = _class_of(change.sti)
    outer = Sti("/".join(change.sti.dele[:-2]))
    own = _own_text(change.sti, change.foreslaaet)
    new = _NEW.get(cls, f"Ny {cls.TITEL.lower()}")
    return ": ".join(filter(None, [name_sti(outer, b) if outer else "", new, own]))


def _class_of(sti: Sti) -> type[Model]:
    place = find_place(sti)
    return place.cls if place is not None else Delaftale


def _own_text(sti: Sti, content: dict[str, Any]) -> str:
    """Return the words a part is known by, on one line, cut off where they are many."""
    cls = _class_of(sti)
    words = " ".join(str(content.get(cls.NAVNEFELT or cls.HOVEDFELT) or "").split())
    return words if len(words) <= _MAX_QUOTE else f"{words[:_MAX_QUOTE].rsplit(' ', 1)[0]} …"


def _say_where(change: Feltaendring, a: Delaftale, b: Delaftale) -> str:
    """Return »op før Delmål 1« or »ned efter Delmål 3«, the neighbour named as it is now, or as new if it is."""
    parent = Sti("/".join(change.sti.dele[:-1]))
    part_id = change.sti.dele[-1]
    before, after = ([part.id for part in read_felt(text, parent) or ()] for text in (a, b))
    old, new = before.index(part_id), after.index(part_id)
    is_up = any(part in before[:old] for part in after[new + 1 :])
    neighbour = after[new + 1] if is_up else after[new - 1]
    name = name_sti(parent / neighbour, a if neighbour in before else b)
    outer = Sti("/".join(change.sti.dele[:-2]))
    return f"{'op før' if is_up else 'ned efter'} {name.removeprefix(f'{name_sti(outer, a)}, ' if outer else '')}"


# -- values --


class _Names:
    """Writes plain values out, parts that they mention by the names of either agreement."""

    def __init__(self, a: Delaftale, b: Delaftale, navne: Mapping[str, str]) -> None:
        self.a, self.b, self.navne = a, b, navne

    def show(self, sti: Sti, value: Any) -> str:
        """Return a field's or a part's plain value as text; a part's fields a line each; "" where it is blank."""
        place = find_place(sti)
        if place is None or not value:
            return str(value or "")
        if isinstance(value, dict):
            return "\n".join(self.rows(_class_of(sti), value, ""))
        return self.value(felter_of(place.cls)[place.field].value_type, place.field, value)

    def value(self, value_type: Any, field: str, value: Any) -> str:
        """Return a plain field's value as text."""
        if isinstance(value, list):
            return ", ".join(self.value(str, field, item) for item in value)
        if field in MENTIONS:
            return self.mentioned(field, value)
        if field in _IDS_OF_PLAN:
            return self.navne.get(value, value)
        if isinstance(value_type, type) and issubclass(value_type, Valg):
            return next(valg.ordlyd for valg in value_type if valg == value)
        if value_type is date:
            return format_long_date(date.fromisoformat(value))
        return format_number(Decimal(value.replace(",", "."))) if value_type is Decimal else str(value)

    def mentioned(self, field: str, part_id: str) -> str:
        """Return the name of a part that is mentioned by its id."""
        sti = Sti(field) / part_id
        known = any(part.id == part_id for part in read_felt(self.a, field))
        return name_sti(sti, self.a if known else self.b)

    def rows(self, cls: type[Model], content: dict[str, Any], outer: str) -> Iterator[str]:
        """Yield »Label: værdi« for each field of a part that holds something, inner parts' fields under their kind."""
        for name, art in felter_of(cls).items():
            value = content.get(name)
            if name == "id" or not value:
                continue
            label = f"{outer}, {art.titel}" if outer else art.titel
            if art.model is None:
                shown = self.value(art.value_type, name, value)
                yield f"{label}:\n\n{shown}\n" if "\n" in shown else f"{label}: {shown}"
            elif art.is_list:
                for nr, part in enumerate(value, start=1):
                    yield from self.rows(art.model, part, f"{outer + ', ' if outer else ''}{art.model.TITEL} {nr}")
            else:
                yield from self.rows(art.model, value, label)

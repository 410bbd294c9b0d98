"""What a form may use: the four roots, their fields, and what each prints. The contract between program and form.

The tree is the model's own, so a field added there can be printed at once and a field renamed there is an error in
the form, found when it is compiled. `docs/skabelon.md` is written from here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, ClassVar

from generator.model.base import Model, Valg
from generator.model.delaftale import Delaftale
from generator.model.helhedsplan import Helhedsplan, Indsatsomraade
from generator.model.sti import PLAN, Feltart, felter_of
from generator.model.tekst import Tekst
from generator.model.udgave import Udgave
from generator.text import format_list, format_number, format_short_date, nearest
from generator.word.roots import Formularart

if TYPE_CHECKING:
    from collections.abc import Mapping


ROOTS: Mapping[str, type[Model]] = {
    "delaftale": Delaftale,
    "plan": Helhedsplan,
    "indsatsomraade": Indsatsomraade,
    "udgave": Udgave,
}
"""The names a form begins with, and the type behind each."""

ADDRESSED: Mapping[str, str] = {"delaftale": "", "plan": PLAN}
"""The roots whose fields have a sti, and the prefix it has; the others are worked out, not written."""

DELAFTALE = Formularart("delaftale", ROOTS, ADDRESSED)
"""The kind of form that a delaftale is printed on; other kinds are declared beside their content."""


@dataclass(frozen=True, slots=True)
class Formularindhold:
    """All that a form can print of one edition of one delaftale."""

    art: ClassVar[Formularart] = DELAFTALE

    delaftale: Delaftale
    plan: Helhedsplan
    indsatsomraade: Indsatsomraade
    udgave: Udgave


class Kind(Enum):
    """What a path in a form leads to."""

    PART = "en del"
    PARTS = "en liste"
    LINE = "en tekst på én linje"
    LONG = "en lang tekst"
    FLAG = "ja eller nej"


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a path leads: its kind, and for parts their type."""

    kind: Kind
    model: type[Model] | None = None


LOOP_FIELDS: Mapping[str, Kind] = {"index": Kind.LINE, "first": Kind.FLAG, "last": Kind.FLAG}
"""What a form may ask of the loop it stands in: the number from 1, whether it is the first or the last time."""
MAX_NAMES = 12  # told of where none is near; more would hide what is wrong


class UnknownNameError(LookupError):
    """A path in a form leads nowhere; `message` is Danish and names what may have been meant."""

    def __init__(self, name: str, owner: str, candidates: list[str]) -> None:
        self.name, self.candidates = name, candidates
        near = nearest(name, candidates)
        where = f"i {owner}" if owner else "her"
        meant = " eller ".join(f"»{word}«" for word in near)
        some = "" if len(candidates) <= MAX_NAMES else "fx "
        hint = f"Mente du {meant}?" if near else f"Brug {some}{', '.join(candidates[:MAX_NAMES])}."
        self.message = f"»{name}« findes ikke {where}. {hint}"
        super().__init__(self.message)


def field_slot(model: type[Model], name: str) -> Slot:
    """Return what the field `name` of `model` leads to. Raises: UnknownNameError."""
    if name in model.AFLEDTE:
        return Slot(Kind.FLAG)
    fields = felter_of(model)
    if name not in fields:
        raise UnknownNameError(name, model.TITEL, [*fields, *model.AFLEDTE])
    return slot_of(fields[name])


def slot_of(art: Feltart) -> Slot:
    """Return what a field of that kind prints as."""
    if art.model is not None:
        return Slot(Kind.PARTS if art.is_list else Kind.PART, art.model)
    if art.value_type is Tekst:
        return Slot(Kind.LONG)
    return Slot(Kind.FLAG if art.value_type is bool else Kind.LINE)


def format_value(value: object) -> str:  # noqa: PLR0911 - one for each kind of value
    """Return a plain value as a document prints it: dates 01.10.21, numbers in Danish, wordings, lists joined."""
    match value:
        case None:
            return ""
        case Valg():
            return value.ordlyd
        case str():
            return str(value)
        case bool():
            return "ja" if value else "nej"
        case Decimal() | int():
            return format_number(value)
        case date():
            return format_short_date(value)
        case tuple():
            return format_list(format_value(item) for item in value)
        case _:
            raise TypeError(type(value).__name__)

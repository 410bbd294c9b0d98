"""The one address of everything: a `Sti` leads to any field of an agreement or a plan, whatever its place or name.

Parts are addressed by id, never by number, so a sti survives reordering and renaming:
`delmaal/positivt-syn/indikatorer/tillid/baseline/ordlyd`. The plan's fields stand under `helhedsplan/`. People never
see a sti; they see what `name_felt` returns: »Beboervejledning, Formål«. Source: design decision 1.
"""

from __future__ import annotations

import types
import typing
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Union

from generator.model.base import Model
from generator.text import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

PLAN = "helhedsplan"


class Sti(str):
    """An address: field names and ids joined by "/". Compares, sorts and hashes as its text."""

    __slots__ = ()

    def __truediv__(self, part: str) -> Sti:
        """Return the address one step further."""
        return Sti(f"{self}/{part}") if self else Sti(part)

    @property
    def dele(self) -> tuple[str, ...]:
        """The steps in order; () for the root."""
        return tuple(self.split("/")) if self else ()


ROOT = Sti("")
"""The address of the whole."""


@dataclass(frozen=True, slots=True)
class Feltart:
    """What a model's field holds. `model` is the part's type, None for a plain value; `is_list` for a list of parts."""

    name: str
    titel: str
    model: type[Model] | None
    is_list: bool
    value_type: Any
    """The type of a plain value: str, Tekst, date, Decimal, int, bool, a Valg, or tuple; None for parts."""


@cache
def felter_of(cls: type[Model]) -> dict[str, Feltart]:
    """Return the fields of `cls` in their order, by name."""
    result = {}
    for name, info in cls.model_fields.items():
        inner, is_list = _strip(info.annotation)
        model = inner if isinstance(inner, type) and issubclass(inner, Model) else None
        value_type = None if model is not None else tuple if is_list else inner
        result[name] = Feltart(name, info.title or name, model, is_list and model is not None, value_type)
    return result


def _strip(annotation: Any) -> tuple[Any, bool]:
    """Return the type inside Optional, Annotated and tuple[X, ...], and whether it was a tuple."""
    origin = typing.get_origin(annotation)
    if origin is typing.Annotated:
        return _strip(typing.get_args(annotation)[0])
    if origin in (Union, types.UnionType):
        return _strip(next(item for item in typing.get_args(annotation) if item is not type(None)))
    if origin is tuple:
        return _strip(typing.get_args(annotation)[0])[0], True
    if origin is typing.Literal:
        return type(typing.get_args(annotation)[0]), False
    return annotation, False


class UnknownStiError(KeyError):
    """No such field. `step` is the first step that leads nowhere, `nearest` what may have been meant."""

    def __init__(self, sti: str, step: str, candidates: list[str]) -> None:
        """Keep the facts; the message is for programmers, since people never type a sti."""
        self.sti, self.step, self.nearest = sti, step, nearest(step, candidates)
        super().__init__(f"{sti!r}: no {step!r} here; nearest: {', '.join(self.nearest) or '-'}")


def read_felt(root: Model, sti: str) -> Any:
    """Return what stands at `sti`: a value, a part, a tuple of parts, or None where it is blank.

    A blank part's own fields are blank too. Raises: UnknownStiError, when the address leads nowhere.
    """
    return _walk(root, sti)[-1][1]


def _walk(root: Model, sti: str) -> list[tuple[str, Any, Feltart | None]]:
    """Return the steps of `sti` as (step, what stands there, the field's kind or None for a part chosen by id)."""
    value: Any = root
    art: Feltart | None = None
    cls: type[Model] | None = type(root)
    steps: list[tuple[str, Any, Feltart | None]] = []
    for step in Sti(sti).dele:
        if art is not None and art.is_list:
            value = next((part for part in value or () if part.id == step), None)
            if value is None:
                parts = read_felt(root, "/".join(done for done, _, _ in steps)) or ()
                raise UnknownStiError(sti, step, [part.id for part in parts])
            cls, art = art.model, None
            steps.append((step, value, None))
            continue
        fields = felter_of(cls) if cls is not None else {}
        if step not in fields:
            raise UnknownStiError(sti, step, list(fields))
        art = fields[step]
        value = None if value is None else getattr(value, step)
        cls = None if art.is_list else art.model
        steps.append((step, value, art))
    return steps or [("", root, None)]


def list_felter(root: Model, prefix: Sti = ROOT) -> Iterator[tuple[Sti, Any]]:
    """Yield every plain field with its address, in the order of the model; blank fields as None.

    The fields of a blank part are yielded too (all None), those of an empty list are not: it has no ids.
    """
    yield from _list(type(root), root, prefix)


def _list(cls: type[Model], part: Model | None, prefix: Sti) -> Iterator[tuple[Sti, Any]]:
    for name, art in felter_of(cls).items():
        value = None if part is None else getattr(part, name)
        if art.model is None:
            yield prefix / name, value
        elif art.is_list:
            for item in value or ():
                yield from _list(art.model, item, prefix / name / item.id)
        else:
            yield from _list(art.model, value, prefix / name)


def name_felt(root: Model, sti: str) -> str:
    """Return the field's name for people, outermost first: »Beboervejledning, Formål«, »Delmål 2, Indikator 1«.

    Raises: UnknownStiError, when the address leads nowhere.
    """
    steps = _walk(root, sti)
    names: list[str] = []
    for index, (step, value, art) in enumerate(steps):
        if art is None and index:
            names[-1] = name_part(value, [part.id for part in steps[index - 1][1]].index(step) + 1)
        elif art is not None and not _is_main_field(steps, index):
            names.append(art.titel)
    return ", ".join(names) or type(root).TITEL


def _is_main_field(steps: list[tuple[str, Any, Feltart | None]], index: int) -> bool:
    """Whether the step is the field that its part is known by, so that naming the part says it all."""
    if index == 0:
        return False
    _, parent, art = steps[index - 1]
    cls = art.model if art is not None and not art.is_list else type(parent)
    return cls is not None and issubclass(cls, Model) and steps[index][0] == cls.HOVEDFELT


def name_part(part: Model, number: int) -> str:
    """Return what people call a part: its own name, or its kind and number (»Delmål 2«), counted from 1."""
    own = getattr(part, part.NAVNEFELT) if part.NAVNEFELT else None
    return str(own) if own else f"{part.TITEL} {number}"

"""The agreement as a form sees it: parts and fields that know their own address.

A `View` hands out fields by name only: plain values as `Felt`, parts as Views, lists as lists of Views. A blank part
is a View too, so a form may print `indikator.baseline.ordlyd` where there is no baseline: an empty, still addressed
field. Made for each rendering and kept small, since every value of every document passes here.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from jinja2.exceptions import UndefinedError

from generator.model.sti import felter_of

if TYPE_CHECKING:
    from generator.model.base import Model


class Felt:
    """A field's value with its sti; `sti` None: worked out by the program, so nobody can edit it in Word."""

    __slots__ = ("sti", "value")

    def __init__(self, value: Any, sti: str | None) -> None:
        self.value = value
        self.sti = sti

    def __bool__(self) -> bool:
        """Whether the field is filled in: 0 is, False and blank are not."""
        value = self.value
        return value is not None and value is not False and value not in ("", ())


class View:
    """A part of the agreement, seen from a form. `part` None: blank; `sti` None: not addressed, "" for the root."""

    __slots__ = ("_cls", "_kinds", "_part", "_sti")

    def __init__(self, cls: type[Model], part: Model | None, sti: str | None) -> None:
        self._cls = cls
        self._kinds = _kinds(cls)
        self._part = part
        self._sti = sti

    def __bool__(self) -> bool:
        """Whether the part is there at all."""
        return self._part is not None

    def get(self, name: str) -> Felt | View | list[View]:
        """Return a field. Raises: UndefinedError, when there is none of that name."""
        try:
            model, is_list, derived = self._kinds[name]
        except KeyError:
            raise UndefinedError(f"{self._cls.__name__}.{name}") from None
        part, sti = self._part, self._sti
        value = None if part is None else getattr(part, name)
        if sti is not None:
            sti = f"{sti}/{name}" if sti else name
        if model is None:
            return Felt(value, None if derived else sti)
        if not is_list:
            return View(model, value, sti)
        return [View(model, item, None if sti is None else f"{sti}/{item.id}") for item in value or ()]


@cache
def _kinds(cls: type[Model]) -> dict[str, tuple[type[Model] | None, bool, bool]]:
    """Return for each name a form may use: the part's type (None: a value), whether a list, whether worked out."""
    kinds: dict[str, tuple[type[Model] | None, bool, bool]] = dict.fromkeys(cls.AFLEDTE, (None, False, True))
    return kinds | {name: (art.model, art.is_list, False) for name, art in felter_of(cls).items()}

"""Values as a change holds them: text, lists and mappings, spelled as the YAML files spell them.

Always so: reading a plain value back through its field gives an equal value; equal values are spelled alike. What
equals its default is left out of a part's content, as in the files. Here too is what a blank field and an empty part
are.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any

from generator.model.base import Model

_AMBIGUOUS = re.compile(r"-?\d{1,3}\.\d{3}")  # a reader refuses 1.500, so such a number has a comma


def to_plain(value: Any) -> Any:  # noqa: PLR0911 - one for each kind of value
    """Return `value` as text, a list, a mapping or None. Raises: TypeError, on a type that no model holds."""
    match value:
        case None:
            return None
        case Enum():
            return str(value.value)
        case str():
            return str(value)
        case Model():
            return {name: to_plain(part) for name, part in value if _is_written(type(value), name, part)}
        case tuple() | list():
            return [to_plain(part) for part in value]
        case bool():
            return "ja" if value else "nej"
        case int():
            return str(value)
        case Decimal():
            number = format(value, "f")
            return number.replace(".", ",") if _AMBIGUOUS.fullmatch(number) else number
        case date():
            return value.isoformat()
    msg = f"no plain value for {type(value).__name__}"
    raise TypeError(msg)


def _is_written(cls: type[Model], name: str, value: Any) -> bool:
    return name in required(cls) or value != blank(cls, name)


@cache
def required(cls: type[Model]) -> frozenset[str]:
    """Return the names of the fields that such a part can't be without."""
    return frozenset(name for name, info in cls.model_fields.items() if info.is_required())


@cache
def _defaults(cls: type[Model]) -> dict[str, Any]:
    return {name: None if info.is_required() else info.default for name, info in cls.model_fields.items()}


def blank(cls: type[Model], name: str) -> Any:
    """Return what a field holds when nothing is written there: its default, None for a field that is required."""
    return _defaults(cls)[name]


def is_empty(part: Model) -> bool:
    """Whether all fields of the part are blank."""
    return all(value == blank(type(part), name) for name, value in part)

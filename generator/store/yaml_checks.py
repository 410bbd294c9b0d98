"""Make a model's own checks over whole parts although some of its fields are wrong, so that all errors come at once.

Pydantic makes such a check (the end date after the start, each id once) only when every field below it is right. Here
the very functions of the model are called on what can be read of it, so no rule stands twice. Always so: a check that
needs a field which can't be read is left out, never guessed at; what is found is told as pydantic would have told it.
"""

from __future__ import annotations

import types
import typing
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, Final, Union

from pydantic import AfterValidator, TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from generator.model.base import Model
from generator.store.yaml_text import MAX_FEJL

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pydantic_core import ErrorDetails

    from generator.store.yaml_places import Path

Check = typing.Callable[[Any], object]
"""Looks at a model; raises PydanticCustomError (`model.base.fejl`) on what is wrong with it."""

_UNREAD: Final = object()  # stands for what is not there or can't be read


def find_broken(raw: Any, cls: type[Model], checks: Iterable[Check] = ()) -> list[ErrorDetails]:
    """Return what the checks of `cls` and its parts, and `checks` of the whole, say of `raw`; wrong fields apart."""
    found: list[ErrorDetails] = []
    part = _read_part(raw, cls, (), found)
    if part is not _UNREAD:
        _run(checks, part, (), found)
    return found


def run_checks(checks: Iterable[Check], model: Model) -> list[ErrorDetails]:
    """Return what `checks` say of a valid model."""
    found: list[ErrorDetails] = []
    for check in checks:
        try:
            check(model)
        except PydanticCustomError as error:
            found.append(_tell(error, ()))
    return found


def _read_part(raw: Any, cls: type[Model], path: Path, found: list[ErrorDetails]) -> Any:
    """Return `raw` as a `cls` without the fields that can't be read, or `_UNREAD`; `found` takes what checks say."""
    try:
        return cls.model_validate(raw)
    except ValidationError:
        pass
    if not isinstance(raw, dict):
        return _UNREAD
    part = cls.model_construct()
    for name, info in cls.model_fields.items():
        value = _read_field(raw[name], cls, name, (*path, name), found) if name in raw else _UNREAD
        if value is not _UNREAD:
            part.__dict__[name] = value
        elif name in raw or info.is_required():
            part.__dict__.pop(name, None)  # construction has set the default
    decorators = cls.__pydantic_decorators__.model_validators.values()
    _run((each.func for each in decorators if each.info.mode == "after"), part, path, found)
    return part


def _read_field(raw: Any, cls: type[Model], name: str, path: Path, found: list[ErrorDetails]) -> Any:
    try:
        return _adapter(cls, name).validate_python(raw)
    except ValidationError:
        pass
    info = cls.model_fields[name]
    wanted, checks = _unwrap(info.annotation, info.metadata)
    if isinstance(wanted, type) and issubclass(wanted, Model):
        return _read_part(raw, wanted, path, found)
    item = next(iter(typing.get_args(wanted)), None) if typing.get_origin(wanted) is tuple else None
    if not (isinstance(item, type) and issubclass(item, Model) and isinstance(raw, list)):
        return _UNREAD
    parts = tuple(_read_part(each, item, (*path, index), found) for index, each in enumerate(raw))
    for check in checks:
        _check_list(check, parts, path, found)
    return parts


@cache
def _adapter(cls: type[Model], name: str) -> TypeAdapter[Any]:
    info = cls.model_fields[name]
    annotation: Any = info.annotation
    for each in info.metadata:
        annotation = Annotated[annotation, each]
    return TypeAdapter(annotation)


def _unwrap(annotation: Any, metadata: Sequence[Any]) -> tuple[Any, list[Check]]:
    """Return the one type that `annotation` allows beside None, and the checks of its whole; None for several types."""
    checks: list[Any] = [each.func for each in metadata if isinstance(each, AfterValidator)]
    origin = typing.get_origin(annotation)
    if origin is Annotated:
        inner, more = _unwrap(annotation.__origin__, annotation.__metadata__)
        return inner, [*more, *checks]
    if origin in (Union, types.UnionType):
        wanted = [each for each in typing.get_args(annotation) if each is not type(None)]
        return _unwrap(wanted[0], ()) if len(wanted) == 1 else (None, [])
    return annotation, checks


def _run(checks: Iterable[Check], part: Any, path: Path, found: list[ErrorDetails]) -> None:
    for check in checks:
        try:
            check(part)
        except PydanticCustomError as error:
            found.append(_tell(error, path))
        except AttributeError:  # the check asks for a field that can't be read, and that is told already
            continue
        except ValueError as error:  # pydantic takes it for an error of the data
            found.append({"type": "value_error", "loc": path, "msg": str(error), "input": None})


def _check_list(check: Check, parts: tuple[Any, ...], path: Path, found: list[ErrorDetails]) -> None:
    """Make a check of a list until it finds nothing more: each part that it finds wrong is then passed by."""
    left = [_stand_in(part) for part in parts]
    for _ in parts[: MAX_FEJL + 1]:
        try:
            check(tuple(left))
        except PydanticCustomError as error:
            found.append(_tell(error, path))
            at = (error.context or {}).get("loc", (None,))[0]
            if not isinstance(at, int):
                return
            left[at] = _StandIn(None)
        else:
            return


def _stand_in(part: Any) -> Any:
    """Return a part of a list whose every field can be asked for; a wrong one is like nothing else."""
    if part is _UNREAD:
        return _StandIn(None)
    return _StandIn(part) if type(part).model_fields.keys() - part.__dict__.keys() else part


class _StandIn:
    """Stands in a list for a part that can't be read whole."""

    def __init__(self, part: Any) -> None:
        self._part = part

    def __getattr__(self, name: str) -> Any:
        return getattr(self._part, name, _StandIn(None))


def _tell(error: PydanticCustomError, path: Path) -> ErrorDetails:
    context = dict(error.context or {})
    return {"type": error.type, "loc": path, "msg": error.message(), "input": None, "ctx": context}

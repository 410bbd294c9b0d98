"""Find where pydantic's errors are in a file: the path in the raw data, the place, the field's name for people.

Always so: a place for every error, of what is missing that of the fields around it. Pydantic's own path is followed
through the raw data and the model at once, since it mixes keys, numbers and the names of a union's branches, and since
the names (»Beboervejledning, Formål«) must be made from data that is not valid yet.
"""

from __future__ import annotations

import types
import typing
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, Union

from generator.model.base import Model
from generator.text import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pydantic.fields import FieldInfo
    from pydantic_core import ErrorDetails

    from generator.store.yaml_places import Path, Places


@dataclass
class Spot:
    """A place in the data. `wanted` are the types that may stand there, `owner` the model whose field it is."""

    raw: Any
    wanted: list[Any]
    detail: ErrorDetails
    path: Path = ()
    names: list[str] = field(default_factory=list)
    owners: list[type[Model]] = field(default_factory=list)
    mapping: Any = None
    info: FieldInfo | None = None
    branch: tuple[Path, str] | None = None
    place: tuple[int, int] = (0, 0)

    @property
    def type(self) -> str:
        """Pydantic's word for the kind of error."""
        return self.detail["type"]

    @property
    def facts(self) -> dict[str, Any]:
        """What the error tells beside its type, e.g. a limit."""
        return self.detail.get("ctx", {})

    @property
    def own_message(self) -> str:
        """The finished Danish sentence of an error that the model's own validators raised; "" for pydantic's errors."""
        return self.detail["msg"] if self.facts.get("message") == self.detail["msg"] else ""


def locate(detail: ErrorDetails, raw: dict[str, Any], cls: type[Model], places: Places) -> Spot:
    """Return where the error is: its path in the raw data, its name for people, its line and column."""
    spot = Spot(raw, [cls], detail)
    loc = (*detail["loc"], *(spot.facts.get("loc", ()) if spot.own_message else ()))
    for index, step in enumerate(loc):
        if isinstance(step, int) and isinstance(spot.raw, list | tuple):
            _enter_item(spot, step)
        elif isinstance(step, str) and _is_key(spot, step):
            _enter_field(spot, step, is_last=index == len(loc) - 1)
        else:
            spot.branch = spot.branch or (spot.path, str(step))
            spot.wanted = [item for item in spot.wanted if getattr(item, "__name__", "") == step] or spot.wanted
    if spot.type == "missing":
        spot.place = places[spot.path[:-1]]
    else:
        spot.place = places.key(spot.path) if spot.type == "extra_forbidden" else places[spot.path]
    return spot


def _is_key(spot: Spot, step: str) -> bool:
    """Tell a key from the name of a union's branch, which pydantic puts into the same loc."""
    if len(spot.wanted) > 1 and any(getattr(item, "__name__", "") == step for item in spot.wanted):
        return False
    known = any(step in model.model_fields for model in models_in(spot.wanted))
    return known or (isinstance(spot.raw, dict) and step in spot.raw)


def _enter_field(spot: Spot, name: str, *, is_last: bool) -> None:
    models = models_in(spot.wanted)
    owner = next((model for model in models if name in model.model_fields), models[0] if models else None)
    spot.info = owner.model_fields.get(name) if owner else None
    spot.owners = [*spot.owners, owner] if owner else spot.owners
    spot.mapping, spot.path = spot.raw, (*spot.path, name)
    spot.raw = spot.raw.get(name) if isinstance(spot.raw, dict) else None
    if spot.info is not None:
        spot.wanted = alternatives(spot.info.annotation)
    elif owner is None:
        spot.wanted = [part for item in spot.wanted for part in alternatives(_argument(item, -1))]
    is_main = owner is not None and name == owner.HOVEDFELT and bool(spot.names)
    if not (is_last and (is_main or spot.type == "extra_forbidden")):
        spot.names = [*spot.names, (spot.info.title if spot.info else None) or shown(name)]


def _enter_item(spot: Spot, index: int) -> None:
    spot.wanted = [part for item in spot.wanted for part in alternatives(_argument(item, index))]
    spot.raw = spot.raw[index] if index < len(spot.raw) else None
    spot.path = (*spot.path, index)
    title = spot.names[-1] if spot.names else ""
    model = next(iter(models_in(spot.wanted)), None)
    own = spot.raw.get(model.NAVNEFELT) if model is not None and isinstance(spot.raw, dict) else None
    if isinstance(own, str) and own:
        name = shown(own)
    else:
        name = f"{model.TITEL or title} {index + 1}" if model is not None else f"{title} nr. {index + 1}"
    spot.names = [*spot.names[:-1], name]


def alternatives(annotation: Any) -> list[Any]:
    """Return the types that `annotation` allows beside None, Annotated and unions taken apart."""
    origin = typing.get_origin(annotation)
    if origin is typing.Annotated:
        return alternatives(typing.get_args(annotation)[0])
    if origin in (Union, types.UnionType):
        return [part for item in typing.get_args(annotation) for part in alternatives(item)]
    return [] if annotation in (None, type(None)) else [annotation]


def _argument(annotation: Any, index: int) -> Any:
    """Return the type of a container's item; of a mapping its values' with index -1. None if it is no container."""
    args = [arg for arg in typing.get_args(annotation) if arg is not Ellipsis]
    if not args or typing.get_origin(annotation) is Literal:
        return None
    return args[index] if -len(args) <= index < len(args) else args[-1]


def models_in(wanted: list[Any], *, in_lists: bool = False) -> list[type[Model]]:
    """Return the models among the types that may stand somewhere; with `in_lists` also those that a list may hold."""
    if in_lists:
        wanted = [part for item in wanted for part in (item, *alternatives(_argument(item, 0)))]
    return [item for item in wanted if isinstance(item, type) and issubclass(item, Model)]


def keep_one_branch(found: Iterable[Spot]) -> Iterator[Spot]:
    """Yield the errors, of each union only those of the branch that comes closest to what stands in the file."""
    branches: dict[Path, dict[str, list[Spot]]] = defaultdict(lambda: defaultdict(list))
    for spot in found:
        if spot.branch is None:
            yield spot
        else:
            branches[spot.branch[0]][spot.branch[1]].append(spot)
    for path, by_tag in branches.items():
        yield from min(
            by_tag.values(), key=lambda spots: (any(_is_wrong_kind(spot, path) for spot in spots), len(spots))
        )


def _is_wrong_kind(spot: Spot, path: Path) -> bool:
    return spot.path == path and spot.type.endswith("_type")

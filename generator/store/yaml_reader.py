"""Read a YAML file that a person wrote as a model, or say everything that is wrong with it, each with its place.

Always so: either a whole valid model or a `DataError` with all errors at once, whatever their kind: characters, YAML,
fields, and what holds of whole parts. Bytes come in and nothing is opened here, so that the file layer alone knows
paths.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, TypeVar

from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from generator.errors import DataError, DataFejl
from generator.model.base import Model
from generator.store.yaml_text import MAX_BYTES, MAX_FEJL, limit_errors, read_text, too_large
from generator.store.yaml_tree import LOADER, read_tree

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pydantic_core import ErrorDetails

    from generator.store.yaml_checks import Check
    from generator.store.yaml_places import Places, Tree

__all__ = ["MAX_BYTES", "load_yaml", "load_yaml_with_places", "parse_yaml", "too_large"]

OTHER_TABS: Final = (" " * 4, " " * 8, None)  # what a tab may stand for where two blanks make no YAML

M = TypeVar("M", bound=Model)


def load_yaml(data: bytes, cls: type[M], file: str, checks: Sequence[Check] = ()) -> M:
    """Return the model that `data` holds. `file` is the name for error messages.

    `checks` are made of the model beside its own, and their errors told with the others.

    Raises: DataError, with all that is wrong at once, in the file's order.
    """
    return load_yaml_with_places(data, cls, file, checks)[0]


def load_yaml_with_places(data: bytes, cls: type[M], file: str, checks: Sequence[Check] = ()) -> tuple[M, Places]:
    """Return the model that `data` holds and the place of each value in the file; `checks` as for `load_yaml`.

    Raises: DataError, with all that is wrong at once, in the file's order.
    """
    tree, places = _read(data, file, LOADER)
    try:
        model = cls.model_validate(tree.root)
    except ValidationError as error:
        from generator.store.yaml_checks import find_broken  # noqa: PLC0415 - only errors need it

        told = error.errors(include_url=False, include_input=False)
        all_details = [*told, *find_broken(tree.root, cls, checks)]
        raise DataError(file, _all_errors(tree, places, cls, all_details)) from None
    details: list[ErrorDetails] = []
    if not all(_holds(check, model) for check in checks):
        from generator.store.yaml_checks import run_checks  # noqa: PLC0415 - only errors need it

        details = run_checks(checks, model)
    if tree.fejl or details:
        raise DataError(file, _all_errors(tree, places, cls, details))
    return model, places


def _holds(check: Check, model: Model) -> bool:
    try:
        check(model)
    except PydanticCustomError:
        return False
    return True


def parse_yaml(data: bytes, file: str, *, loader: type[Any] = LOADER) -> tuple[dict[str, Any], Places, list[DataFejl]]:
    """Return the file's mapping, the places in it, and what is wrong with it as YAML though it could be read.

    Values are dict, list, str or None (an empty value, `~` or `null`).

    Raises: DataError, if the file can't be read to its end as one mapping.
    """
    tree, places = _read(data, file, loader)
    return tree.root, places, tree.fejl


def _read(data: bytes, file: str, loader: type[Any]) -> tuple[Tree, Places]:
    """Return a file's tree and its places. Raises: DataError, if the file can't be read to its end as one mapping."""
    text = read_text(data, file)
    tree = read_tree(text, loader=loader)
    fejl = tree.fejl
    for tab in OTHER_TABS if text.tabbed else ():
        if tree.places is not None:
            break
        text = read_text(data, file, tab)
        tree = replace(read_tree(text, loader=loader), guessed=frozenset(text.tabbed))
    if tree.places is None:
        raise DataError(file, limit_errors(fejl))
    return tree, tree.places


def _all_errors(tree: Tree, places: Places, cls: type[Model], details: Sequence[ErrorDetails]) -> list[DataFejl]:
    """Return what is wrong as YAML and what the model refuses, none of it twice."""
    from generator.store.yaml_errors import translate  # noqa: PLC0415 - only errors need it

    found = translate(details, tree.root, cls, places, limit=MAX_FEJL + 1)
    # what YAML already refused (an alias, a tag) would be reported a second time as a wrong value
    new = (item for item in found if (item.line, item.column) not in tree.told and item.line not in tree.guessed)
    return limit_errors([*tree.fejl, *new])

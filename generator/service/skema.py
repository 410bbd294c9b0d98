"""The JSON Schema of the YAML files, for editors: completion, titles and descriptions in Danish.

Always so: what the schema allows the reader reads, apart from what a schema can't say (an end date after the start).
Scalars may also be written as numbers or truth values, since the reader takes every scalar as text. Pydantic makes the
schema; here its English (class names, docstrings) is replaced by the models' own titles. Draft 2020-12.
"""

from __future__ import annotations

import json
import typing
from typing import TYPE_CHECKING, Any, Final

from generator.model.base import Model, Valg
from generator.model.delaftale import Delaftale
from generator.model.forslag import Indstillingsudkast
from generator.model.helhedsplan import Helhedsplan
from generator.model.moede import Moede
from generator.model.person import Personregister
from generator.model.status import AarligStatus

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from generator.store.files import Files

SKEMAER: Final[dict[str, type[Model]]] = {
    "delaftale": Delaftale,
    "helhedsplan": Helhedsplan,
    "indstilling": Indstillingsudkast,
    "moede": Moede,
    "personer": Personregister,
    "status": AarligStatus,
}
"""Every kind of file that a person fills in; a draft (kladde.yaml) is a delaftale."""
_PLAIN: Final = ["string", "number", "boolean"]


def skema(navn: str) -> dict[str, Any]:
    """Return the schema of the files of one kind, a key of `SKEMAER`."""
    cls = SKEMAER[navn]
    schema = cls.model_json_schema(mode="validation")
    kinds = {part.__name__: part for part in _parts(cls, set())}
    definitions = schema.pop("$defs", {})
    for name, definition in definitions.items():
        _name(definition, kinds[name])
        _loosen(definition)
    _name(schema, cls)
    _loosen(schema)
    schema["properties"]["format"] = {"title": "Filformat", "description": "Skal blive stående.", "enum": [1, "1"]}
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return head | schema | {"$defs": definitions}


def dump_skema(navn: str) -> bytes:
    """Return the schema as a JSON file's bytes; the same every time."""
    return (json.dumps(skema(navn), ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def write_skemaer(navne: tuple[str, ...], folder: Path, files: Files) -> tuple[Path, ...]:
    """Write the schemas to `folder`, in place of older ones, and return the files. Raises: FileError."""
    files.make_folder(folder)
    paths = []
    for navn in navne:
        paths.append(folder / f"{navn}.schema.json")
        files.replace(paths[-1], dump_skema(navn))
    return tuple(paths)


def _parts(annotation: Any, seen: set[Any]) -> Iterator[type[Model | Valg]]:
    """Yield the models and vocabularies that `annotation` speaks of, however deep, each once."""
    if isinstance(annotation, type) and issubclass(annotation, Model | Valg) and annotation not in seen:
        seen.add(annotation)
        yield annotation
        for info in annotation.model_fields.values() if issubclass(annotation, Model) else ():
            yield from _parts(info.annotation, seen)
    for inner in typing.get_args(annotation):
        yield from _parts(inner, seen)


def _name(definition: dict[str, Any], cls: type[Model | Valg]) -> None:
    """Replace a definition's English name and docstring."""
    definition.pop("description", None)
    if issubclass(cls, Model):
        definition["title"] = cls.TITEL
        for name, info in cls.model_fields.items():  # pydantic leaves a title out that is also the class's name
            definition["properties"][name].setdefault("title", info.title)
    else:
        del definition["title"]
        definition["description"] = "; ".join(f"{each.value}: {each.ordlyd}" for each in cls)


def _loosen(node: Any) -> None:
    """Allow numbers and truth values wherever the reader would take them as text, in `node` and all below."""
    if isinstance(node, list):
        for item in node:
            _loosen(item)
    elif isinstance(node, dict):
        _loosen_type(node)
        for ours, theirs in (("ge", "minimum"), ("le", "maximum")):  # pydantic's words, left beside a type's own schema
            if ours in node:
                node[theirs] = node.pop(ours)
        if node.get("default", ...) in (None, []):  # an editor would offer to write it
            del node["default"]
        for value in node.values():
            _loosen(value)


def _loosen_type(node: dict[str, Any]) -> None:
    if node.get("type") == "string" and "enum" not in node:
        node["type"] = list(_PLAIN)
    elif node.get("type") == "integer":
        node["type"] = ["integer", "string"]
        node.setdefault("pattern", "^[0-9]{1,9}$")
    elif node.get("enum") == ["ja", "nej"]:
        node["enum"] = ["ja", "nej", True, False]

"""Write a model as YAML that a person can read, git can compare and every YAML reader reads as the same strings.

Always so: equal models give equal bytes, and reading them back gives an equal model. Keys come in the model's order,
what equals its default is left out, a long text is a block whose lines are its lines. Text stands without quotation
marks only where YAML 1.1 and 1.2 both read just that text. Own emitter, since PyYAML's can't do the comments and folds.
"""

from __future__ import annotations

import re
import textwrap
import typing
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Any, Final, Literal

from generator.model.base import Model
from generator.model.tekst import Tekst
from generator.store.yaml_traps import CURLY
from generator.text import find_forbidden

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic.fields import FieldInfo

COMMENT_WIDTH: Final = 100
SCHEMA_LINE: Final = "# yaml-language-server: $schema="
"""Begins the line that tells an editor where the JSON Schema lies; the first of a file."""

# Words and shapes that some YAML reader takes for something else than text.
_WORDS = frozenset(["y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf", "infinity"])
_NUMBER_LIKE = re.compile(r"[-+]?\.?[0-9][0-9a-fA-FoOxXtTzZ_.,:+\- ]*")
_AMBIGUOUS = re.compile(r"-?[1-9]\d{0,2}\.\d{3}")  # refused by the reader: 1.500 may be a thousand and a half or more
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r", "\x00": "\\0"}


def dump_yaml(model: Model, *, schema: str | None = None) -> bytes:
    """Return `model` as UTF-8 with line feeds, one at the end.

    Descriptions of the outermost fields stand above them as comments. `schema` is the address of the JSON Schema, told
    to the editor in the first line; None leaves the line out.
    """
    lines = [] if schema is None else [f"{SCHEMA_LINE}{schema}"]
    empty = True
    for name, info, value in _fields(model):
        if info.description and lines:
            lines.append("")
        lines += _comment(info.description or "")
        lines += _entry(name, value, 0)
        empty = False
    if empty:
        lines.append("{}")
    return ("\n".join(lines) + "\n").encode("utf-8")


def write_fields(model: Model) -> dict[str, list[str]]:
    """Return the lines of each field that `dump_yaml` writes, by name; for a file with an order of its own."""
    return {name: _entry(name, value, 0) for name, _, value in _fields(model)}


def list_guidance(cls: type[Model]) -> tuple[str, ...]:
    """Return the comment lines that `dump_yaml` writes above a model's fields, in the model's order."""
    return tuple(line for info in cls.model_fields.values() for line in _comment(info.description or ""))


def _fields(model: Model) -> Iterator[tuple[str, FieldInfo, Any]]:
    """Yield the fields to write in the model's order: all but those that equal their default."""
    for name, info, always, default in _plan(type(model)):
        value = getattr(model, name)
        if always or type(default) is not type(value) or default != value:
            yield name, info, value


@cache
def _plan(cls: type[Model]) -> tuple[tuple[str, FieldInfo, bool, Any], ...]:
    """Return of each field its name, its description, whether it is always written, and its default.

    A field of one fixed word may tell apart the members of a union: it is written though it equals its default.
    """
    plan = []
    for name, info in cls.model_fields.items():
        is_fixed = typing.get_origin(info.annotation) is Literal and len(typing.get_args(info.annotation)) == 1
        default = None if info.is_required() else info.get_default(call_default_factory=True, validated_data={})
        plan.append((name, info, is_fixed or info.is_required(), default))
    return tuple(plan)


def _comment(description: str) -> list[str]:
    wrapped = textwrap.wrap(description, COMMENT_WIDTH - 2, break_long_words=False, break_on_hyphens=False)
    return [f"# {line}" for line in wrapped]


def _entry(key: str, value: Any, indent: int) -> list[str]:
    return _value(f"{' ' * indent}{_text(key)}:", value, indent)


def _item(value: Any, indent: int) -> list[str]:
    if _is_collection(value) and (lines := _collection(value, indent + 2)):
        return [f"{' ' * indent}- {lines[0][indent + 2 :]}", *lines[1:]]
    return _value(f"{' ' * indent}-", value, indent)


def _value(head: str, value: Any, indent: int) -> list[str]:
    """Return `head` and the value after or below it; `indent` is that of the head."""
    if _is_collection(value):
        lines = _collection(value, indent + 2)
        return [head, *lines] if lines else [f"{head} {'[]' if isinstance(value, list | tuple) else '{}'}"]
    if isinstance(value, str) and not isinstance(value, Enum) and _fits_block(value):
        # a text that begins with a blank would be taken to be indented more: say that the indentation is two
        sign = "|2-" if value[0] in " \n" else "|-"
        return [f"{head} {sign}", *(f"{' ' * (indent + 2)}{line}" if line else "" for line in value.split("\n"))]
    return [f"{head} {_scalar(value)}"]


def _is_collection(value: Any) -> bool:
    return isinstance(value, Model | Mapping | list | tuple)


def _collection(value: Any, indent: int) -> list[str]:
    if isinstance(value, Model):
        return [line for name, _, part in _fields(value) for line in _entry(name, part, indent)]
    if isinstance(value, Mapping):
        return [line for key, part in value.items() for line in _entry(str(key), part, indent)]
    return [line for part in value for line in _item(part, indent)]


def _fits_block(text: str) -> bool:
    """Whether a long text can stand as a block: it doesn't end in blank lines, which `|-` drops, and is printable."""
    if not (isinstance(text, Tekst) or "\n" in text):
        return False
    last = text.rpartition("\n")[2]
    return bool(last.strip(" ")) and find_forbidden(text, newline=True) is None


def _scalar(value: Any) -> str:  # noqa: PLR0911 - one for each kind of value
    """Return a value that stands on one line. Raises: TypeError, on a type that no model holds."""
    match value:
        case None:
            return "null"
        case Enum():
            return _scalar(value.value)
        case bool():
            return "ja" if value else "nej"
        case int():
            return str(value)
        case Decimal():
            number = format(value, "f")
            return f'"{number.replace(".", ",")}"' if _AMBIGUOUS.fullmatch(number) else number
        case date():
            return value.isoformat()
        case str():
            return _text(value)
    msg = f"no YAML for {type(value).__name__}"
    raise TypeError(msg)


def _text(text: str) -> str:
    """Return text bare where every reader sees it as this very text, else in the quotation marks that read best."""
    if find_forbidden(text, newline=False) is not None:
        return f'"{"".join(_escape(character) for character in text)}"'
    if _is_plain(text):
        return text
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def _is_plain(text: str) -> bool:
    return (
        text != ""
        and (text[0].isalnum() or text[0] in "»„(–")
        and not text[-1].isspace()
        and text[-1] != ":"
        and ": " not in text
        and " #" not in text
        and text.lower() not in _WORDS
        and _NUMBER_LIKE.fullmatch(text) is None
        and CURLY.fullmatch(text) is None
    )


def _escape(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    if find_forbidden(character, newline=False) is None:
        return character
    code = ord(character)
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"  # noqa: PLR2004 - where \u ends and \U begins

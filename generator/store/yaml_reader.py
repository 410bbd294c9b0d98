"""Read a YAML file that a person wrote as a model, or say everything that is wrong with it, each with its place.

Always so: either a whole valid model or a `DataError` with all errors at once; a file of another size or encoding is
refused before it is parsed. Bytes come in and nothing is opened here, so that the file layer alone knows paths.
"""

from __future__ import annotations

from typing import Any, Final, TypeVar

from pydantic import ValidationError

from generator.errors import DataError, DataFejl
from generator.model.base import Model
from generator.store.yaml_tree import LOADER, MAX_FEJL, Places, read_tree
from generator.text import find_forbidden, format_number

MAX_BYTES: Final = 5_000_000  # the largest real agreement fills 40 KB; a bound against the wrong file, not a quota

_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_SURROGATE_LEAD = 0xED  # followed by 0xA0 or more: half a character, which UTF-8 forbids
_WINDOWS_1252 = "æøåÆØÅ–»«".encode("cp1252")

M = TypeVar("M", bound=Model)


def load_yaml(data: bytes, cls: type[M], file: str) -> M:
    """Return the model that `data` holds. `file` is the name for error messages.

    Raises: DataError, with all that is wrong at once, in the file's order.
    """
    return load_yaml_with_places(data, cls, file)[0]


def load_yaml_with_places(data: bytes, cls: type[M], file: str) -> tuple[M, Places]:
    """Return the model that `data` holds and the place of each value in the file.

    Raises: DataError, with all that is wrong at once, in the file's order.
    """
    raw, places, fejl = parse_yaml(data, file)
    try:
        model = cls.model_validate(raw)
    except ValidationError as error:
        from generator.store.yaml_errors import translate  # noqa: PLC0415 - only errors need it

        # what YAML already refused (an alias, a tag) would be reported a second time as a wrong value
        taken = {(item.line, item.column) for item in fejl}
        found = translate(error, raw, cls, places, limit=MAX_FEJL + 1)
        fejl = [*fejl, *(item for item in found if (item.line, item.column) not in taken)]
        raise DataError(file, _limited(fejl)) from None
    if fejl:
        raise DataError(file, _limited(fejl))
    return model, places


def parse_yaml(data: bytes, file: str, *, loader: type[Any] = LOADER) -> tuple[dict[str, Any], Places, list[DataFejl]]:
    """Return the file's mapping, the places in it, and what is wrong with it as YAML though it could be read.

    Values are dict, list, str or None (an empty value, `~` or `null`).

    Raises: DataError, if the file can't be read to its end as one mapping.
    """
    tree = read_tree(decode(data, file), loader=loader)
    if tree.places is None:
        raise DataError(file, _limited(tree.fejl))
    return tree.root, tree.places, tree.fejl


def decode(data: bytes, file: str) -> str:
    """Return a file's bytes as text with line feeds only, without a byte order mark.

    Raises: DataError, if the file is too large, is not UTF-8 or holds characters that no document can carry.
    """
    if len(data) > MAX_BYTES:
        raise DataError(file, [too_large(len(data))])
    if data.startswith(_UTF16):
        message = "Filen er gemt som UTF-16. Gem den som UTF-8 i dit tekstprogram."
        raise DataError(file, [DataFejl(0, 0, "", message)])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DataError(file, [_not_utf8(data, error.start)]) from None
    text = text.replace("\r\n", "\n")
    if fejl := _forbidden_characters(text):
        raise DataError(file, _limited(fejl))
    return text


def too_large(size: int) -> DataFejl:
    """Return what is wrong with a file of `size` bytes, more than `MAX_BYTES`; for whoever looks before reading."""
    megabytes = format_number(max(size // 100_000, MAX_BYTES // 100_000 + 1)).replace(".", "")
    shown = f"{megabytes[:-1]},{megabytes[-1]}"
    message = f"Filen fylder {shown} MB, og højst {MAX_BYTES // 1_000_000} MB kan læses. Er det den rigtige fil?"
    return DataFejl(0, 0, "", message)


def _place(text: str, index: int) -> tuple[int, int]:
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)


def _not_utf8(data: bytes, start: int) -> DataFejl:
    before = data[:start].decode("utf-8-sig")
    line, column = _place(before, len(before))
    byte = data[start]
    if byte == _SURROGATE_LEAD and data[start + 1 : start + 2] >= b"\xa0":
        return DataFejl(line, column, "", f"Byte {start + 1} er et halvt tegn (surrogat). Slet tegnet.")
    guess = " Filen er vist gemt som Windows-1252 (»ANSI«)." if byte in _WINDOWS_1252 else ""
    message = f"Byte {start + 1} (0x{byte:02X}) er ikke UTF-8.{guess} Gem filen som UTF-8 i dit tekstprogram."
    return DataFejl(line, column, "", message)


def _forbidden_characters(text: str) -> list[DataFejl]:
    """Return each character that no document can carry, at most one more than are shown."""
    fejl: list[DataFejl] = []
    start = 0
    while len(fejl) <= MAX_FEJL and (found := find_forbidden(text[start:] if start else text, newline=True)):
        index, name = start + found[0], found[1]
        line, column = _place(text, index)
        if text[index] == "\t" and not text[index - column + 1 : index].strip():
            message = "Linjen er rykket ind med et tabulatortegn. Brug mellemrum, to for hvert niveau."
            start = index + len(text[index:]) - len(text[index:].lstrip("\t "))
        else:
            advice = "Skriv et mellemrum i stedet." if text[index] == "\t" else "Slet tegnet."
            message = f"Her står {name}. {advice}"
            start = index + 1
        fejl.append(DataFejl(line, column, "", message))
    return fejl


def _limited(fejl: list[DataFejl]) -> list[DataFejl]:
    """Return the first errors of many, and how many there are."""
    if len(fejl) <= MAX_FEJL:
        return fejl
    note = DataFejl(0, 0, "", f"Filen har over {MAX_FEJL} fejl; her er de første. Er det den rigtige fil?")
    return [note, *sorted(fejl)[:MAX_FEJL]]

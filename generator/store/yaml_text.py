"""Turn a file's bytes into text with line feeds, and say which characters in it no document can carry.

Always so: a file of another size or encoding is refused at once, since nothing else of it can be known; a forbidden
character is named with its place and then left out, so that the rest of the file is read and judged as well. Places are
those of the file as it stands: what was left out is counted.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field, replace
from typing import Final

from generator.errors import DataError, DataFejl
from generator.text import find_forbidden, format_number, name_character

MAX_BYTES: Final = 5_000_000  # the largest real agreement fills 40 KB; a bound against the wrong file, not a quota
MAX_FEJL: Final = 1_000  # kept of one file; one of another kind would give an error per line

_MARKS: Final = (  # UTF-32 first: its mark begins with that of UTF-16
    (b"\xff\xfe\x00\x00", "UTF-32"), (b"\x00\x00\xfe\xff", "UTF-32"), (b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16"),
)  # fmt: skip
_NUL_PATTERNS: Final = {  # which of every four bytes are NUL in a text of mostly ASCII letters
    (False, True, True, True): "UTF-32", (True, True, True, False): "UTF-32",
    (False, True, False, True): "UTF-16", (True, False, True, False): "UTF-16",
}  # fmt: skip
_SAMPLE: Final = 4_000  # bytes looked at for the pattern
_MOSTLY: Final = 0.6  # of the bytes at a place in the pattern
_WINDOWS_1252: Final = "æøåÆØÅ–»«éöäü".encode("cp1252")  # the letters stand at the same bytes in Latin-1
_BREAKS: Final = "\t\r\x0b\x0c\x85\u2028\u2029"  # part words, so a blank takes their place
_INDENT: Final = re.compile(r" *(?:- +)*")
_SAVE: Final = "Åbn den i et tekstprogram, vælg »Gem som«, og vælg kodningen UTF-8."
_TAB: Final = "Linjen er rykket ind med et tabulatortegn. Brug mellemrum, to for hvert niveau."
_OLD_MAC: Final = "Filens linjer slutter med CR alene, som på en gammel Mac. Gem den med linjeskift som LF eller CRLF."


@dataclass(slots=True)
class Text:
    """A file's text without forbidden characters, and what was wrong with them. Lines and columns count from 1."""

    text: str
    fejl: list[DataFejl] = field(default_factory=list)
    shifts: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    """Of each mended line: from which column of `text` on which number is to be added to get the file's, rising."""
    tabbed: set[int] = field(default_factory=set)
    """The lines that a tab indents: how far they should be is a guess."""

    def column(self, line: int, column: int) -> int:
        """Return the column in the file of a column in `text`."""
        shifts = self.shifts.get(line)
        if shifts is None:
            return column
        index = bisect_right(shifts, column, key=lambda shift: shift[0])
        return column + shifts[index - 1][1] if index else column

    def place(self, item: DataFejl) -> DataFejl:
        """Return an error found in `text` at its place in the file."""
        return replace(item, column=self.column(item.line, item.column)) if item.line in self.shifts else item


def read_text(data: bytes, file: str, tab: str | None = "  ") -> Text:
    """Return a file's text with line feeds only, without a byte order mark and without forbidden characters.

    A tab that indents a line is taken for the blanks in `tab`; None: the line is put under the fields above it.

    Raises: DataError, if the file is too large, is not UTF-8 or has more than `MAX_FEJL` such characters.
    """
    if len(data) > MAX_BYTES:
        raise DataError(file, [too_large(len(data))])
    if wide := _find_wide(data):
        raise DataError(file, [DataFejl(0, 0, "", f"{wide} {_SAVE}")])
    try:
        text = data.decode("utf-8-sig", "surrogatepass")  # a surrogate is a forbidden character like others
    except UnicodeDecodeError as error:
        raise DataError(file, [_not_utf8(data, error.start)]) from None
    text = text.replace("\r\n", "\n")
    fejl = []
    if "\r" in text and "\n" not in text:
        fejl.append(DataFejl(0, 0, "", _OLD_MAC))
        text = text.replace("\r", "\n")
    if find_forbidden(text, newline=True) is None:
        return Text(text, fejl)
    result = _clean(text, fejl, tab)
    if len(fejl) > MAX_FEJL:  # a file of another kind
        raise DataError(file, limit_errors(fejl))
    return result


def too_large(size: int) -> DataFejl:
    """Return what is wrong with a file of `size` bytes, more than `MAX_BYTES`; for whoever looks before reading."""
    megabytes = format_number(max(size // 100_000, MAX_BYTES // 100_000 + 1)).replace(".", "")
    shown = f"{megabytes[:-1]},{megabytes[-1]}"
    message = f"Filen fylder {shown} MB, og højst {MAX_BYTES // 1_000_000} MB kan læses. Er det den rigtige fil?"
    return DataFejl(0, 0, "", message)


def limit_errors(fejl: list[DataFejl]) -> list[DataFejl]:
    """Return the errors; of more than `MAX_FEJL` the first, and that there are more."""
    if len(fejl) <= MAX_FEJL:
        return fejl
    message = f"Filen har over {format_number(MAX_FEJL)} fejl; her er de første. Er det den rigtige fil?"
    return [DataFejl(0, 0, "", message), *sorted(fejl)[:MAX_FEJL]]


def _find_wide(data: bytes) -> str:
    """Return a sentence that names an encoding of two or four bytes a character; "" where the file has none."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return f"Filen er gemt som {name}."
    sample = data[:_SAMPLE]
    if len(sample) < len(_MARKS):
        return ""
    nuls = [sample[at::4].count(0) / len(sample[at::4]) > _MOSTLY for at in range(4)]
    name = _NUL_PATTERNS.get((nuls[0], nuls[1], nuls[2], nuls[3]), "")
    return f"Filen er vist gemt som {name}." if name else ""


def _not_utf8(data: bytes, start: int) -> DataFejl:
    before = data[:start].decode("utf-8-sig", "surrogatepass").replace("\r\n", "\n")
    byte = data[start]
    guess = " Filen er vist gemt som Windows-1252 eller Latin-1 (»ANSI«)." if byte in _WINDOWS_1252 else ""
    message = f"Byte {format_number(start + 1)} (0x{byte:02X}) er ikke UTF-8.{guess} {_SAVE}"
    return DataFejl(before.count("\n") + 1, len(before) - before.rfind("\n"), "", message)


def _clean(text: str, fejl: list[DataFejl], tab: str | None) -> Text:
    result = Text("", fejl)
    lines = text.split("\n")
    above = ""  # the blanks that put a line under the fields of the last line that has any
    for number, line in enumerate(lines, start=1):
        if len(fejl) > MAX_FEJL:
            break
        if find_forbidden(line, newline=False) is not None:
            lines[number - 1] = _clean_line(line, number, result, above if tab is None else tab, whole=tab is None)
        if lines[number - 1].strip():
            above = " " * len(_INDENT.match(lines[number - 1])[0])  # type: ignore[index]  # it matches any line
    result.text = "\n".join(lines)
    return result


def _clean_line(line: str, number: int, result: Text, tab: str, *, whole: bool) -> str:
    """Return `line` without forbidden characters; `result` takes the errors and how far columns are moved.

    `tab` takes the place of each tab that indents the line, or with `whole` that of all its indentation.
    """
    shifts = result.shifts.setdefault(number, [])
    rest = line.lstrip(" \t")
    indent = line[: len(line) - len(rest)]
    if "\t" in indent:
        result.tabbed.add(number)
        result.fejl.append(DataFejl(number, indent.index("\t") + 1, "", _TAB))
    blanks = tab if whole and "\t" in indent else indent.replace("\t", tab)
    kept, width, moved = [blanks], len(blanks), len(indent) - len(blanks)
    shifts.append((width + 1, moved))
    for column, sign in enumerate(rest, start=len(indent) + 1):
        instead = sign
        if not sign.isprintable() and find_forbidden(sign, newline=False) is not None:
            instead = " " if sign in _BREAKS and width else ""
            result.fejl.append(DataFejl(number, column, "", _describe(sign)))
            if len(result.fejl) > MAX_FEJL:
                break
        kept.append(instead)
        width += len(instead)
        if not instead:
            moved += 1
            shifts.append((width + 1, moved))
    return "".join(kept)


def _describe(sign: str) -> str:
    if "\ud800" <= sign <= "\udfff":
        return f"Her står et halvt tegn (surrogat, U+{ord(sign):04X}). Slet tegnet."
    advice = "Skriv et mellemrum i stedet." if sign == "\t" else "Slet tegnet."
    return f"Her står {name_character(sign)}. {advice}"

"""Danish text as people read it and as machines compare it: dates, numbers, sorting, slugs, characters.

Knows no domain type and does no I/O. What a person reads keeps its Danish letters; what a machine compares is ASCII.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

MAANEDER = (
    "januar", "februar", "marts", "april", "maj", "juni",
    "juli", "august", "september", "oktober", "november", "december",
)  # fmt: skip

GROUPED_FROM = 4  # digits that stand without a separator: 1500, but 15.000

_TO_ASCII = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "Æ": "Ae", "Ø": "Oe", "Å": "Aa"})

# What no document can carry: C0 and C1 controls, surrogates, the two non-characters of each plane, the
# byte order mark inside a text, and Unicode's own line and paragraph separators (YAML reads them as line breaks).
_FORBIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff"
    + "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(1, 17))
    + "]"
)
_FORBIDDEN_BUT_NEWLINE = re.compile(_FORBIDDEN.pattern.replace("\x00-\x1f", "\x00-\x09\x0b-\x1f"))


def to_ascii(text: str) -> str:
    """Return `text` with æ, ø, å written as ae, oe, aa; other characters are kept."""
    return unicodedata.normalize("NFC", text).translate(_TO_ASCII)


def slugify(text: str) -> str:
    """Return `text` as an id: lower-case ASCII words joined by hyphens, at most 60 characters; "" if none are left."""
    ascii_text = unicodedata.normalize("NFKD", to_ascii(text)).encode("ascii", "ignore").decode("ascii").lower()
    return "-".join(re.findall(r"[a-z0-9]+", ascii_text))[:60].strip("-")


def format_short_date(day: date) -> str:
    """Return `day` as LBF's form prints it: 01.10.21."""
    return f"{day.day:02}.{day.month:02}.{day.year % 100:02}"


def format_long_date(day: date) -> str:
    """Return `day` as running text has it: 1. oktober 2021."""
    return f"{day.day}. {MAANEDER[day.month - 1]} {day.year}"


_YEAR_FIRST = re.compile(r"(\d{4})[-./ ](\d{1,2})[-./ ](\d{1,2})", re.ASCII)
_DAY_FIRST = re.compile(r"(?:den )?(\d{1,2})[-./ ] ?(\d{1,2}|[a-z]{3,9})[-./ ] ?(\d{4}|\d{2})", re.ASCII)


def read_danish_date(text: str) -> date | None:
    """Return the day that `text` means to a Dane: 01.10.21, 1/10 2021, »1. oktober 2021«; None if it means none.

    The day comes first unless a year of four digits does; a year of two digits is in this century.
    """
    words = " ".join(text.split()).lower()
    if match := _YEAR_FIRST.fullmatch(words):
        year, month, day = (int(part) for part in match.groups())
    elif match := _DAY_FIRST.fullmatch(words):
        day, year = int(match[1]), int(match[3]) if len(match[3]) == len("2021") else 2000 + int(match[3])
        month = int(match[2]) if match[2].isdigit() else _read_month(match[2])
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:  # no such day in the calendar
        return None


def _read_month(word: str) -> int:
    """Return the month that `word` names or shortens (»okt«); 0 for none, which no calendar has."""
    return next((nr for nr, name in enumerate(MAANEDER, 1) if word in (name, name[:3])), 0)


def format_number(number: Decimal | int) -> str:
    """Return `number` in Danish: decimal comma, full stop between thousands from 10.000 on, no trailing zeros."""
    whole, _, fraction = format(Decimal(number).normalize(), "f").partition(".")
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    if len(digits) > GROUPED_FROM:
        digits = f"{int(digits):,}".replace(",", ".")
    return sign + digits + (f",{fraction}" if fraction else "")


def format_list(words: Iterable[str]) -> str:
    """Return `words` joined as Danish prose: a, b og c."""
    items = list(words)
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} og {items[-1]}" if items else ""


def sort_key_da(text: str) -> tuple[str, ...]:
    """Return a key that sorts Danish words: æ, ø and å (and aa, its old spelling) after z; case is ignored."""
    folded = unicodedata.normalize("NFC", text).casefold().replace("aa", "å")
    return tuple({"æ": "z1", "ä": "z1", "ø": "z2", "ö": "z2", "å": "z3"}.get(letter, letter) for letter in folded)


def find_forbidden(text: str, *, newline: bool) -> tuple[int, str] | None:
    """Return the index and a Danish name of the first character no document can carry, or None.

    `newline` says whether a line feed is fine (long texts) or not (one-line fields). A tab is never fine.
    """
    if (text.replace("\n", "") if newline else text).isprintable():
        return None  # nearly every text: ten times as fast as the search below, which knows what else is harmless
    match = (_FORBIDDEN_BUT_NEWLINE if newline else _FORBIDDEN).search(text)
    return None if match is None else (match.start(), name_character(match.group()))


def name_character(character: str) -> str:
    """Return a control or other invisible character as an error message names it."""
    names = {"\t": "et tabulatortegn", "\n": "et linjeskift", "\r": "et linjeskift (CR)", "\x00": "et NUL-tegn",
             "\x0b": "et lodret tabulatortegn", "\x0c": "et sideskift", "\ufeff": "et BOM-tegn (U+FEFF)",
             "\u2028": "et linjeskilletegn (U+2028)", "\u2029": "et afsnitsskilletegn (U+2029)"}  # fmt: skip
    return names.get(character) or f"tegnet U+{ord(character):04X}"


def shown(value: str, limit: int = 40) -> str:
    """Return `value` as a message quotes it: on one line, shortened, control characters spelt out."""
    short = " ".join((value if len(value) <= limit else f"{value[: limit - 1]}…").split("\n"))
    return "".join(sign if sign.isprintable() or sign == "\xa0" else f"\\u{ord(sign):04x}" for sign in short)


def nearest(word: str, candidates: Iterable[str]) -> list[str]:
    """Return at most three of `candidates` that look like `word`, the likeliest first; [] if none does."""
    import difflib  # noqa: PLC0415 - only errors need it

    by_ascii = {to_ascii(candidate).lower(): candidate for candidate in candidates}
    return [by_ascii[hit] for hit in difflib.get_close_matches(to_ascii(word).lower(), list(by_ascii), n=3, cutoff=0.6)]

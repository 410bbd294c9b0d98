"""The ground every domain type stands on: the immutable base, one-line text, ids, dates, numbers, enumerations.

Always so: a value is immutable, unknown keys are refused, text is NFC without characters that no document can carry,
and every conversion starts from a *string* as a person wrote it, so that YAML's own guesses (no = False, 0012 = 10)
and pydantic's (2021 = a timestamp) never reach the data.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from generator.text import find_forbidden, format_number, read_danish_date, slugify

MAX_ONE_LINE = 200_000  # characters; a bound against runaway input, far above any real field
MAX_PILE = 40  # accents, joiners and the like on one letter; no language needs ten, and layout takes the square of them
_PILE = re.compile(
    rf"[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u064b-\u065f\u200d\u20d0-\u20ff\ufe00-\ufe0f\U0001f3fb-\U0001f3ff]{{{MAX_PILE}}}"
    rf"|(?:.[\u200d\ufe00-\ufe0f\U0001f3fb-\U0001f3ff]){{{MAX_PILE}}}"
)
MAX_YEAR, MIN_YEAR = 2100, 1950  # a delaftale's dates lie between them; a slip of the keyboard seldom does


class Model(BaseModel):
    """Base of every domain type: immutable, unknown keys refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=False)

    TITEL: ClassVar[str] = ""
    """What a person calls one such part, e.g. "Delmål"."""
    NAVNEFELT: ClassVar[str] = ""
    """The field that names a part for people, e.g. "navn"; "" where it goes by number (»Delmål 2«)."""
    HOVEDFELT: ClassVar[str] = ""
    """The field meant when the part itself is named, e.g. a baseline's wording; "" for none."""
    AFLEDTE: ClassVar[tuple[str, ...]] = ()
    """Properties that a form may test with `if`; never printed, never addressed."""

    def replaced(self, **changes: Any) -> Self:
        """Return a validated copy (`model_copy` would skip validation)."""
        return self.model_validate(dict(self) | changes)


class Valg(StrEnum):
    """Base of enumerations: the value is the ASCII word in YAML, `ordlyd` what people read."""

    ordlyd: str

    def __new__(cls, value: str, ordlyd: str) -> Self:
        """Create a member from its ASCII value and its Danish wording."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.ordlyd = ordlyd
        return member

    @classmethod
    def of(cls, value: str) -> Self:
        """Return the member with that ASCII word. Raises: KeyError, on a word that none has."""
        return {item.value: item for item in cls}[value]

    __str__ = str.__str__


def fejl(code: str, message: str, **facts: Any) -> PydanticCustomError:
    """Return an error whose Danish `message` reaches the user as it stands; `facts` may hold `loc`, a path inside."""
    return PydanticCustomError(code, "{message}", {"message": message, **facts})


def clean_text(value: object, *, newline: bool) -> object:
    """Return a string as NFC without surrounding blanks; anything else as it is.

    Raises: PydanticCustomError, on a character that no document can carry, naming it and its place.
    """
    if not isinstance(value, str):
        return value
    text = value.replace("\r\n", "\n") if newline else value
    text = (
        unicodedata.normalize("NFC", text).strip(" \n\xa0") if newline else unicodedata.normalize("NFC", text).strip()
    )
    if (found := find_forbidden(text, newline=newline)) is not None:
        index, name = found
        before = " ".join(text[max(0, index - 20) : index].split())
        place = f" efter »{before}«" if before else " i begyndelsen"
        advice = "Skriv teksten på én linje." if name == "et linjeskift" else "Slet tegnet."
        raise fejl("tegn", f"Teksten indeholder {name}{place}. {advice}")
    if not text.isascii() and (pile := _PILE.search(text)) is not None:
        before = " ".join(text[max(0, pile.start() - 20) : pile.start()].split())
        raise fejl("tegn", f"Over {MAX_PILE} tegn er lagt oven i hinanden efter »{before}«. Slet dem.")
    return text


def _clean_linje(value: object) -> object:
    return clean_text(value, newline=False)


def _parse_dato(value: object) -> object:
    if not isinstance(value, str):
        return value
    if (match := re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", value.strip(), re.ASCII)) is None:
        if (meant := read_danish_date(value)) is not None:
            raise fejl("dato", f"Datoen »{value}« skal skrives som år-måned-dag. Skriv {meant}.")
        raise fejl("dato", f"»{value}« er ikke en dato. Skriv år-måned-dag, fx 2021-10-01.")
    try:
        day = date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        raise fejl("dato", f"Datoen »{value}« findes ikke i kalenderen. Skriv år-måned-dag, fx 2021-10-01.") from None
    if not MIN_YEAR <= day.year <= MAX_YEAR:
        raise fejl("dato", f"Årstallet i »{value}« skal ligge mellem {MIN_YEAR} og {MAX_YEAR}.")
    return day


def _parse_tal(value: object) -> object:
    """Read a number as a Dane or a programmer writes it; refuse what could be read in two ways."""
    if isinstance(value, Decimal):
        return normalize_number(value)
    if not isinstance(value, str):
        return value
    text = value.strip()
    if re.fullmatch(r"-?[1-9]\d{0,2}\.\d{3}", text, re.ASCII):
        whole, fraction = text.replace(".", ""), format_number(Decimal(text))
        raise fejl(
            "tal",
            f"»{value}« kan læses på to måder. "
            f"Skriv {whole}, hvis det er et tusindtal, eller {fraction}, hvis det er et decimaltal.",
        )
    if re.fullmatch(r"-?\d{1,12}([.,]\d{1,6})?", text, re.ASCII) is None:
        raise fejl("tal", f"»{value}« er ikke et tal. Skriv kun cifre og evt. et decimalkomma, fx 1500 eller 12,5.")
    return normalize_number(Decimal(text.replace(",", ".")))


def normalize_number(number: Decimal) -> Decimal:
    """Return `number` in its one spelling: 1.00 is 1, 1E+2 is 100, -0 is 0; equal numbers must hash and print alike."""
    return Decimal(format(number.normalize() + 0, "f")) if number.is_finite() else number


def _parse_heltal(value: object) -> object:
    if not isinstance(value, str):
        return value
    if re.fullmatch(r"\d{1,9}", value.strip(), re.ASCII) is None:
        raise fejl("heltal", f"»{value}« er ikke et helt tal. Skriv kun cifre, fx 12.")
    return int(value)


def _parse_ja_nej(value: object) -> object:
    if not isinstance(value, str):
        return value
    answer = {"ja": True, "nej": False, "true": True, "false": False}.get(value.strip().lower())
    if answer is None:
        raise fejl("ja_nej", f"»{value}« skal være ja eller nej.")
    return answer


def _parse_format(value: object) -> object:
    if value not in (1, "1"):
        raise fejl("format", f"Filformatet er »{value}«, men programmet læser format 1. Skriv format: 1.")
    return 1


def _check_id(value: object) -> object:
    if isinstance(value, str) and re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", value, re.ASCII) is None:
        meant = slugify(value)
        advice = f"Skriv »{meant}«: kun" if meant else "Brug"
        example = "" if meant else ", fx positivt-syn"
        raise fejl(
            "id",
            f"»{value}« kan ikke være et id (det korte navn). "
            f"{advice} små bogstaver a-z, cifre og bindestreg{example}.",
        )
    if isinstance(value, str) and len(value) > 60:  # noqa: PLR2004 - the pattern of an id says it
        raise fejl("id", f"Id'et »{value[:30]}…« er for langt. Brug højst 60 tegn.")
    return value


Linje = Annotated[
    str,
    BeforeValidator(_clean_linje, json_schema_input_type=str),
    StringConstraints(min_length=1, max_length=MAX_ONE_LINE),
]
"""Text on one line, NFC, not empty. None where a field is optional means: the agreement states none."""

Id = Annotated[
    str,
    BeforeValidator(_check_id, json_schema_input_type=str),
    WithJsonSchema({"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$", "maxLength": 60}),
]
"""A part's stable name: lower-case ASCII words joined by hyphens, at most 60 characters. Unique among its siblings."""

Dato = Annotated[
    date,
    BeforeValidator(_parse_dato, json_schema_input_type=str),
    WithJsonSchema({"type": "string", "pattern": "^\\d{4}-\\d{2}-\\d{2}$"}),
]
"""A day, written 2021-10-01."""

Number = Annotated[
    Decimal,
    BeforeValidator(_parse_tal, json_schema_input_type=str),
    WithJsonSchema({"type": ["string", "number"]}),
]
"""A finite decimal number in one spelling; »12,5« and »12.5« are both read, »1.500« is refused as ambiguous."""

Heltal = Annotated[int, BeforeValidator(_parse_heltal, json_schema_input_type=str), WithJsonSchema({"type": "integer"})]
"""A whole number, not negative."""

Format = Annotated[Literal[1], BeforeValidator(_parse_format, json_schema_input_type=int)]
"""The version of the file's own format: always 1 until a later one is needed."""

JaNej = Annotated[
    bool,
    BeforeValidator(_parse_ja_nej, json_schema_input_type=str),
    WithJsonSchema({"enum": ["ja", "nej"]}),
]
"""Yes or no, written ja or nej."""


def _check_unique_ids(parts: tuple[Any, ...]) -> tuple[Any, ...]:
    """Refuse two parts of one list that share an id. Raises: PydanticCustomError with the later one's place."""
    seen: dict[str, int] = {}
    for index, part in enumerate(parts):
        if part.id in seen:
            raise fejl(
                "dobbelt_id",
                f"{part.TITEL} nr. {seen[part.id] + 1} og nr. {index + 1} har samme id »{part.id}«. "
                "Giv den ene et andet id.",
                loc=(index, "id"),
            )
        seen[part.id] = index
    return parts


UNIQUE_IDS = AfterValidator(_check_unique_ids)
"""Says of a tuple of parts that each has an id of its own, so that a sti leads to one part only."""

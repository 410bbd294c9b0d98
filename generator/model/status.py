"""A year's status of a delaftale: how far each delmål has come, and what each indikator shows.

Parts are told by the ids of the delaftale's own, so that a status says nothing of the agreement twice. A blank field is
not filled in yet; »ikke opgjort« is an answer. Sources: domaene.md §8 "Årlig revision", §3; the delaftale's own clause
on a yearly revision.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema

from generator.model.base import (
    MAX_YEAR,
    MIN_YEAR,
    UNIQUE_IDS,
    Format,
    Heltal,
    Id,
    JaNej,
    Linje,
    Model,
    Valg,
    fejl,
    normalize_number,
)
from generator.model.tekst import Tekst
from generator.text import format_number, format_short_date

_NUMBER = re.compile(r"-?\d{1,12}([.,]\d{1,6})?", re.ASCII)
_THOUSANDS = re.compile(r"-?[1-9]\d{0,2}\.\d{3}", re.ASCII)
_DAY = r"\d{4}-\d{2}-\d{2}"
_PERIODE = re.compile(rf"(\d{{4}})|({_DAY})(?:\s*(?:til|–|/)\s*({_DAY}))?", re.ASCII)


class Vurdering(Valg):
    """How far a delmål has come."""

    NAAET = "naaet", "Nået"
    PAA_VEJ = "paa-vej", "På vej"
    IKKE_NAAET = "ikke-naaet", "Ikke nået"
    KAN_IKKE_VURDERES = "kan-ikke-vurderes", "Kan ikke vurderes"


class Opgoerelse(Valg):
    """What stands in place of an indikator's figure."""

    IKKE_OPGJORT = "ikke-opgjort", "Ikke opgjort"


def _parse_vaerdi(value: object) -> object:
    if not isinstance(value, str) or isinstance(value, Valg):
        return normalize_number(value) if isinstance(value, Decimal) else value
    text = value.strip()
    if re.sub(r"[\s-]+", "-", text.lower()) == Opgoerelse.IKKE_OPGJORT:
        return Opgoerelse.IKKE_OPGJORT
    if _THOUSANDS.fullmatch(text):
        whole = text.replace(".", "")
        raise fejl("tal", f"»{value}« kan læses på to måder. Skriv {whole} eller {text.replace('.', ',')}.")
    if _NUMBER.fullmatch(text) is None:
        raise fejl("vaerdi", f"»{value}« er ikke et tal. Skriv kun tallet, fx 1480 eller 53,5, eller »ikke opgjort«.")
    return normalize_number(Decimal(text.replace(",", ".")))


def _parse_periode(value: object) -> object:
    """Return a period in its one spelling: 2022, 2022-01-01 or 2022-01-01 til 2022-06-30."""
    if not isinstance(value, str):
        return value
    match = _PERIODE.fullmatch(value.strip())
    advice = "Skriv et år, fx 2022, eller to datoer, fx 2022-01-01 til 2022-06-30."
    if match is None:
        raise fejl("periode", f"»{value}« er ikke en periode. {advice}")
    try:
        days = [date.fromisoformat(day) for day in match.group(2, 3) if day]
    except ValueError:
        raise fejl("periode", f"En dato i »{value}« findes ikke i kalenderen. {advice}") from None
    if any(not MIN_YEAR <= year <= MAX_YEAR for year in ([int(match[1])] if match[1] else [day.year for day in days])):
        raise fejl("periode", f"Årstallet i »{value}« skal ligge mellem {MIN_YEAR} og {MAX_YEAR}.")
    if days != sorted(days):
        raise fejl("periode", f"Perioden »{value}« slutter, før den begynder. Byt datoerne om.")
    return match[1] or " til ".join(dict.fromkeys(day.isoformat() for day in days))


def _check_aar(value: int) -> int:
    if not MIN_YEAR <= value <= MAX_YEAR:
        raise fejl("aar", f"Året {value} skal ligge mellem {MIN_YEAR} og {MAX_YEAR}.")
    return value


Aar = Annotated[Heltal, AfterValidator(_check_aar)]
"""A calendar year."""

Vaerdi = Annotated[
    Decimal | Opgoerelse,
    BeforeValidator(_parse_vaerdi, json_schema_input_type=str),
    WithJsonSchema({"type": ["string", "number"]}),
]
"""A figure, or that there is none: »ikke opgjort«."""

Maaleperiode = Annotated[str, BeforeValidator(_parse_periode, json_schema_input_type=str)]
"""What a figure covers: a year, a day, or the days from and to, both included."""


class IndikatorStatus(Model):
    """What an indikator shows in a year. `id` is the indikator's own.

    Blank `periode`: the status's whole year. Blank `kilde`: the delaftale's datakilde. `seriebrud` None: not stated.
    """

    TITEL: ClassVar[str] = "Indikator"

    id: Id = Field(title="Id", description="Indikatorens id i delaftalen. Skal blive stående.")
    vaerdi: Vaerdi | None = Field(
        None,
        title="Værdi",
        description="Kun tallet, fx 1480 eller 53,5 (en andel i procentpoint), eller »ikke opgjort«.",
    )
    periode: Maaleperiode | None = Field(
        None,
        title="Periode",
        description="Det, tallet dækker, fx 2022 eller 2022-01-01 til 2022-06-30; tomt betyder hele året.",
    )
    kilde: Linje | None = Field(
        None, title="Kilde", description="Hvor tallet er fra; tomt betyder delaftalens datakilde."
    )
    seriebrud: JaNej | None = Field(
        None, title="Seriebrud", description="ja, hvis tallet er opgjort på en anden måde end baseline; ellers nej."
    )
    bemaerkning: Tekst | None = Field(
        None,
        title="Bemærkning",
        description="Det, tallet ikke selv siger. Ingen navne på beboere; bilaget skal kunne læses af alle.",
    )

    @property
    def tal(self) -> Decimal | None:
        """The figure; None where there is none."""
        return self.vaerdi if isinstance(self.vaerdi, Decimal) else None

    @property
    def vaerdi_tekst(self) -> str:
        """The figure, or »Ikke opgjort«, as people read it; "" where nothing is filled in."""
        if isinstance(self.vaerdi, Opgoerelse):
            return self.vaerdi.ordlyd
        return "" if self.vaerdi is None else format_number(self.vaerdi)

    @property
    def er_udfyldt(self) -> bool:
        """Whether anybody has written anything here."""
        return self != IndikatorStatus(id=self.id)


class DelmaalStatus(Model):
    """How far a delmål has come, and its indikatorer. `id` is the delmål's own."""

    TITEL: ClassVar[str] = "Delmål"

    id: Id = Field(title="Id", description="Delmålets id i delaftalen. Skal blive stående.")
    vurdering: Vurdering | None = Field(
        None, title="Vurdering", description="naaet, paa-vej, ikke-naaet eller kan-ikke-vurderes."
    )
    bemaerkning: Tekst | None = Field(
        None,
        title="Bemærkning",
        description="Begrundelsen for vurderingen. Ingen navne på beboere; bilaget skal kunne læses af alle.",
    )
    indikatorer: Annotated[tuple[IndikatorStatus, ...], UNIQUE_IDS] = Field(
        (), title="Indikatorer", description="En linje med tal for hver af delmålets indikatorer."
    )

    @property
    def er_udfyldt(self) -> bool:
        """Whether anybody has written anything here, or at an indikator."""
        own = self.vurdering is not None or self.bemaerkning is not None
        return own or any(item.er_udfyldt for item in self.indikatorer)

    def find(self, indikator: str) -> IndikatorStatus | None:
        """Return the status of an indikator by its id, or None."""
        return next((item for item in self.indikatorer if item.id == indikator), None)


class AarligStatus(Model):
    """One year's status of a delaftale."""

    TITEL: ClassVar[str] = "Årets status"

    format: Format = Field(title="Filformat", description="Skal blive stående.")
    delaftale: Id = Field(title="Delaftale", description="Delaftalens id, det samme som mappens.")
    aar: Aar = Field(title="År", description="Det år, status gælder, fx 2022; det samme som filens navn.")
    delmaal: Annotated[tuple[DelmaalStatus, ...], UNIQUE_IDS] = Field(
        (), title="Delmål", description="Hvert af delaftalens delmål med dets indikatorer."
    )

    def find(self, delmaal: str) -> DelmaalStatus | None:
        """Return the status of a delmål by its id, or None."""
        return next((item for item in self.delmaal if item.id == delmaal), None)

    def find_indikator(self, delmaal: str, indikator: str) -> IndikatorStatus | None:
        """Return the status of an indikator by its delmål's id and its own, or None."""
        found = self.find(delmaal)
        return None if found is None else found.find(indikator)


def days_of(periode: str) -> tuple[date, date]:
    """Return a period's first and last day."""
    if len(periode) == len("2022"):
        return date(int(periode), 1, 1), date(int(periode), 12, 31)
    first, _, last = periode.partition(" til ")
    return date.fromisoformat(first), date.fromisoformat(last or first)


def name_periode(periode: str) -> str:
    """Return a period as people read it: 2022, 01.01.22 or 01.01.22 – 30.06.22."""
    if len(periode) == len("2022"):
        return periode
    return " – ".join(dict.fromkeys(map(format_short_date, days_of(periode))))

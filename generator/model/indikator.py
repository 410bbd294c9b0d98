"""Delmål and indikatorer: the rows of the form's table.

The wording is kept as printed; what it says is repeated in fields that a machine can compare. None: left blank.
Sources: LBF's form 2019-26, "Delmål og indikatorer"; domaene.md §8, §13 (1, 2).
"""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from generator.model.base import UNIQUE_IDS, Dato, Heltal, Id, Linje, Model, Number
from generator.model.valg import Horisont, IndikatorType, Kadence, Retning, Tilstand


class Baseline(Model):
    """An indikator's starting point. `ordlyd` is printed as it stands; the other fields say the same to a machine."""

    TITEL: ClassVar[str] = "Baseline"
    HOVEDFELT: ClassVar[str] = "ordlyd"

    ordlyd: Linje = Field(title="Ordlyd", description="Teksten i tabellens felt, ord for ord.")
    tilstand: Tilstand | None = Field(None, title="Tilstand")
    vaerdi: Number | None = Field(None, title="Værdi", description="Procentpoint (0-100) eller antal.")
    aar: Heltal | None = Field(None, title="År", ge=1990, le=2100, description="Det år, værdien gælder.")
    svarkategori: Linje | None = Field(None, title="Svarkategori", description="Fx Enig/meget enig.")
    forventes_opdateret: Linje | None = Field(
        None, title="Forventes opdateret", description="Tidspunktet, som det står, fx efterår '21."
    )
    forventes_senest: Dato | None = Field(
        None, title="Forventes senest", description="Sidste dag i det tidsrum, så programmet kan minde om det."
    )
    note: Linje | None = Field(None, title="Note")


class Maaltal(Model):
    """The figure an indikator aims at, also where the text holds it. `horisont` None: the agreement doesn't say."""

    TITEL: ClassVar[str] = "Måltal"
    HOVEDFELT: ClassVar[str] = "vaerdi"

    vaerdi: Number = Field(title="Værdi", ge=0, description="Antal, eller procentpoint (0-100) når enheden er procent.")
    enhed: Linje = Field(title="Enhed", description="Det, der tælles: samtaler, børn, procent …")
    retning: Retning | None = Field(None, title="Retning")
    horisont: Horisont | None = Field(
        None, title="Periode", description="pr-aar eller hele-perioden; tomt, når aftalen ikke siger det."
    )


class Datakilde(Model):
    """Where an indikator's figures come from."""

    TITEL: ClassVar[str] = "Datakilde"
    HOVEDFELT: ClassVar[str] = "navn"

    navn: Linje = Field(title="Datakilde", description="Teksten i tabellens felt, ord for ord.")
    ejer: Linje | None = Field(None, title="Ejer")
    kadence: Kadence | None = Field(None, title="Hyppighed")
    forsinkelse: Linje | None = Field(None, title="Forsinkelse")
    adgang: Linje | None = Field(None, title="Adgang")
    diskretionsgraense: Linje | None = Field(None, title="Diskretionsgrænse")


class Indikator(Model):
    """A variable that shows whether a delmål is reached."""

    TITEL: ClassVar[str] = "Indikator"
    HOVEDFELT: ClassVar[str] = "tekst"
    AFLEDTE: ClassVar[tuple[str, ...]] = ("er_aktivitetsnaer",)

    id: Id = Field(title="Id")
    type: IndikatorType = Field(title="Type")
    tekst: Linje = Field(title="Indikator", description="Teksten uden formularens ord »Akt.nær indikator«.")
    maaltal: Maaltal | None = Field(None, title="Måltal")
    baseline: Baseline | None = Field(None, title="Baseline boligområde/målgruppe")
    anden_baseline: Baseline | None = Field(None, title="Evt. anden baseline")
    datakilde: Datakilde | None = Field(None, title="Datakilde")
    aktiviteter: tuple[Id, ...] = Field((), title="Aktiviteter", description="Tomt betyder alle aktiviteter.")

    @property
    def er_aktivitetsnaer(self) -> bool:
        """Whether the indikator counts the activity itself."""
        return self.type is IndikatorType.AKTIVITETSNAER


class Delmaal(Model):
    """A step on the way to the overordnede mål."""

    TITEL: ClassVar[str] = "Delmål"
    HOVEDFELT: ClassVar[str] = "tekst"

    id: Id = Field(title="Id")
    tekst: Linje = Field(title="Delmål")
    overordnet_maal: Id | None = Field(
        None, title="Overordnet mål", description="Id i helhedsplan.yaml; tomt betyder indsatsområdets mål."
    )
    aktiviteter: tuple[Id, ...] = Field((), title="Aktiviteter", description="Tomt betyder alle aktiviteter.")
    indikatorer: Annotated[tuple[Indikator, ...], UNIQUE_IDS] = Field((), title="Indikatorer")


class Indikatortabel(Model):
    """The indicator table's own second header row: a note and what the two baseline columns cover."""

    TITEL: ClassVar[str] = "Indikatortabel"

    note: Linje | None = Field(None, title="Bemærkning under Indikator")
    omfang: Linje | None = Field(None, title="Omfang af baseline")
    andet_omfang: Linje | None = Field(None, title="Omfang af anden baseline")

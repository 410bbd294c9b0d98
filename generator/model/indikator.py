"""Delmål and indikatorer: the rows of the form's table.

The wording is kept as printed; what it says is repeated in fields that a machine can compare. None: left blank.
Sources: LBF's form 2019-26, "Delmål og indikatorer"; domaene.md §8, §13 (1, 2).
"""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from generator.model.base import UNIQUE_IDS, Dato, Heltal, Id, JaNej, Linje, Model, Number
from generator.model.valg import Horisont, IndikatorType, Kadence, Retning, Tilstand


class Baseline(Model):
    """An indikator's starting point. `ordlyd` is printed as it stands; the other fields say the same to a machine."""

    TITEL: ClassVar[str] = "Baseline"
    HOVEDFELT: ClassVar[str] = "ordlyd"

    ordlyd: Linje = Field(title="Ordlyd", description="Teksten i tabellens felt, ord for ord.")
    tilstand: Tilstand | None = Field(
        None,
        title="Tilstand",
        description="Om tallet er opgjort, ikke opgøres, afventer eller er skjult; tomt, når det fremgår af ordlyden.",
    )
    vaerdi: Number | None = Field(None, title="Værdi", description="Procentpoint (0-100) eller antal.")
    aar: Heltal | None = Field(None, title="År", ge=1990, le=2100, description="Det år, værdien gælder.")
    svarkategori: Linje | None = Field(None, title="Svarkategori", description="Fx Enig/meget enig.")
    forventes_opdateret: Linje | None = Field(
        None, title="Forventes opdateret", description="Tidspunktet, som det står, fx efterår '21."
    )
    forventes_senest: Dato | None = Field(
        None, title="Forventes senest", description="Sidste dag i det tidsrum, så programmet kan minde om det."
    )
    note: Linje | None = Field(None, title="Note", description="Andet om tallet, fx hvordan det er opgjort.")


class Maaltal(Model):
    """The figure an indikator aims at, also where the text holds it. `horisont` None: the agreement doesn't say."""

    TITEL: ClassVar[str] = "Måltal"
    HOVEDFELT: ClassVar[str] = "vaerdi"

    vaerdi: Number = Field(title="Værdi", ge=0, description="Antal, eller procentpoint (0-100) når enheden er procent.")
    enhed: Linje = Field(title="Enhed", description="Det, der tælles: samtaler, børn, procent …")
    retning: Retning | None = Field(
        None, title="Retning", description="Hvordan tallet skal læses, fx mindst 40; tomt, når aftalen ikke siger det."
    )
    horisont: Horisont | None = Field(
        None, title="Periode", description="pr-aar eller hele-perioden; tomt, når aftalen ikke siger det."
    )


class Datakilde(Model):
    """Where an indikator's figures come from."""

    TITEL: ClassVar[str] = "Datakilde"
    HOVEDFELT: ClassVar[str] = "navn"

    navn: Linje = Field(title="Datakilde", description="Teksten i tabellens felt, ord for ord.")
    ejer: Linje | None = Field(None, title="Ejer", description="Den, der leverer tallene, fx kommunen.")
    kadence: Kadence | None = Field(
        None, title="Hyppighed", description="Hvor ofte der kommer nye tal; tomt, når det ikke er oplyst."
    )
    forsinkelse: Linje | None = Field(
        None, title="Forsinkelse", description="Tiden, fra perioden slutter, til tallene er der, fx et halvt år."
    )
    adgang: Linje | None = Field(
        None, title="Adgang", description="Hvordan der fås adgang til tallene, fx ved henvendelse til kommunen."
    )
    diskretionsgraense: Linje | None = Field(
        None,
        title="Diskretionsgrænse",
        description="Det mindste antal personer, der vises tal for, fx færre end 5 vises ikke.",
    )


class Indikator(Model):
    """A variable that shows whether a delmål is reached."""

    TITEL: ClassVar[str] = "Indikator"
    HOVEDFELT: ClassVar[str] = "tekst"
    AFLEDTE: ClassVar[tuple[str, ...]] = ("er_aktivitetsnaer",)

    id: Id = Field(
        title="Id",
        description="Indikatorens korte navn, fx tillid. Årets status henviser til det, så det ændres ikke siden.",
    )
    type: IndikatorType = Field(
        title="Type",
        description="effekt, når den måler virkningen for beboerne; aktivitetsnaer, når den tæller selve aktiviteten.",
    )
    tekst: Linje = Field(title="Indikator", description="Teksten uden formularens ord »Akt.nær indikator«.")
    maaltal: Maaltal | None = Field(
        None,
        title="Måltal",
        description="Tallet, der sigtes efter, også når det står i indikatorens tekst; tomt, når der intet er.",
    )
    opgoerelse: Linje | None = Field(
        None, title="Opgørelse", description="Hvor tit den gøres op, når det ikke er hvert år, fx hvert andet år."
    )
    fra_lbf_liste: JaNej | None = Field(
        None,
        title="Fra Landsbyggefondens liste",
        description="ja, når den er taget fra Landsbyggefondens inspirationsliste; tomt, når det ikke er oplyst.",
    )
    baseline: Baseline | None = Field(
        None,
        title="Baseline boligområde/målgruppe",
        description="Udgangspunktet for boligområdet eller målgruppen: tabellens første baselinekolonne.",
    )
    anden_baseline: Baseline | None = Field(
        None,
        title="Evt. anden baseline",
        description="Et tal at holde op imod, fx kommunens: tabellens anden baselinekolonne.",
    )
    datakilde: Datakilde | None = Field(
        None, title="Datakilde", description="Hvor tallene kommer fra, fx Boligsociale Data eller egen registrering."
    )
    aktiviteter: tuple[Id, ...] = Field((), title="Aktiviteter", description="Tomt betyder alle aktiviteter.")

    @property
    def er_aktivitetsnaer(self) -> bool:
        """Whether the indikator counts the activity itself."""
        return self.type is IndikatorType.AKTIVITETSNAER


class Delmaal(Model):
    """A step on the way to the overordnede mål."""

    TITEL: ClassVar[str] = "Delmål"
    HOVEDFELT: ClassVar[str] = "tekst"

    id: Id = Field(
        title="Id", description="Delmålets korte navn, fx positivt-syn. Der henvises til det, så det ændres ikke siden."
    )
    tekst: Linje = Field(title="Delmål", description="Delmålet, som det står i aftalen, ord for ord.")
    overordnet_maal: Id | None = Field(
        None, title="Overordnet mål", description="Id i helhedsplan.yaml; tomt betyder indsatsområdets mål."
    )
    aktiviteter: tuple[Id, ...] = Field((), title="Aktiviteter", description="Tomt betyder alle aktiviteter.")
    indikatorer: Annotated[tuple[Indikator, ...], UNIQUE_IDS] = Field(
        (), title="Indikatorer", description="Det, der viser, om delmålet er nået; mindst én."
    )


class Indikatortabel(Model):
    """The indicator table's own second header row: a note and what the two baseline columns cover."""

    TITEL: ClassVar[str] = "Indikatortabel"

    note: Linje | None = Field(
        None,
        title="Bemærkning under Indikator",
        description="Bemærkningen i tabellens anden overskriftsrække, ord for ord.",
    )
    omfang: Linje | None = Field(
        None, title="Omfang af baseline", description="Hvem den første baselinekolonne gælder, fx boligområdet."
    )
    andet_omfang: Linje | None = Field(
        None, title="Omfang af anden baseline", description="Hvem den anden baselinekolonne gælder, fx hele kommunen."
    )

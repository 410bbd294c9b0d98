"""The delaftale: parties, delmål with their indikatorer, activities and staff for one indsatsområde.

Complete for every piece of LBF's form 2019-26. What the form's fixed text says is not here; what the parties wrote is
here word for word, misspellings included. A field that is None was left blank in the agreement; wording that
says nothing is stated (»Opgøres ikke«) is text. Sources: the form itself, docs/analyse/formular.md; domaene.md §8, §13.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from generator.model.aktivitet import Aktivitet
from generator.model.base import UNIQUE_IDS, Dato, Format, Id, JaNej, Linje, Model, Number, fejl
from generator.model.indikator import Delmaal, Indikatortabel
from generator.model.tekst import Tekst
from generator.model.valg import Grundlag, PartRolle


class Part(Model):
    """A party to the delaftale, as the agreement prints it. Parties of the strategic agreement may be others."""

    TITEL: ClassVar[str] = "Part"
    NAVNEFELT: ClassVar[str] = "betegnelse"
    HOVEDFELT: ClassVar[str] = "betegnelse"
    AFLEDTE: ClassVar[tuple[str, ...]] = ("er_primaer", "er_sekundaer")

    id: Id = Field(
        title="Id",
        description="Partens korte navn, fx boligforeningen. Der henvises til det, så det ændres ikke siden.",
    )
    betegnelse: Linje = Field(title="Betegnelse", description="Navnet, som det står i aftalen.")
    rolle: PartRolle = Field(
        PartRolle.PRIMAER,
        title="Rolle",
        description="primaer eller sekundaer: den overskrift, parten står under i formularen.",
    )
    er_klasse: JaNej = Field(
        default=False,
        title="Er en gruppe",
        description="ja, når der menes en gruppe af aktører, fx »Lokale foreninger«.",
    )
    organisation: Id | None = Field(
        None, title="Organisation", description="Id på organisationen i helhedsplan.yaml, som betegnelsen dækker."
    )
    enhed: Linje | None = Field(None, title="Enhed", description="Afdeling eller forvaltning inden for organisationen.")
    kontaktrolle: Linje | None = Field(None, title="Kontakt", description="Rolle, ikke personnavn.")

    @property
    def er_primaer(self) -> bool:
        """Whether the party is a primary actor."""
        return self.rolle is PartRolle.PRIMAER

    @property
    def er_sekundaer(self) -> bool:
        """Whether the party is a secondary actor."""
        return self.rolle is PartRolle.SEKUNDAER


class Ressource(Model):
    """Staff for the indsatsområde. `grundlag` None: the agreement doesn't say what the share is a share of."""

    TITEL: ClassVar[str] = "Medarbejderressource"
    NAVNEFELT: ClassVar[str] = "funktion"
    HOVEDFELT: ClassVar[str] = "funktion"

    id: Id = Field(title="Id", description="Ressourcens korte navn, fx projektleder. Det ændres ikke siden.")
    funktion: Linje = Field(
        title="Funktion", description="Stillingen, som den står i aftalen, fx Projektleder. Ingen personnavne."
    )
    procent: Number = Field(title="Procent", ge=0, le=100, description="Procent (0-100) af grundlaget.")
    grundlag: Grundlag | None = Field(
        None, title="Grundlag", description="Det, procenten er regnet af; tomt, når aftalen ikke siger det."
    )
    antal: Number | None = Field(None, title="Antal i alt", ge=0, description="Stillinger eller årsværk i alt.")
    arbejdsgiver: Id | None = Field(None, title="Arbejdsgiver", description="Id på organisationen i helhedsplan.yaml.")


class Delaftale(Model):
    """One delaftale, whole: what a version stores and the form prints."""

    TITEL: ClassVar[str] = "Delaftale"
    AFLEDTE: ClassVar[tuple[str, ...]] = ("har_primaere", "har_sekundaere")

    format: Format = Field(title="Filformat", description="Skal blive stående.")
    id: Id = Field(title="Id", description="Delaftalens korte navn, det samme som mappens.")
    formular: Id = Field(title="Formular", description="Landsbyggefondens formular, fx lbf-2019-26.")
    indsatsomraade: Id = Field(title="Indsatsområde", description="Indsatsområdet, fx beskaeftigelse.")
    gaelder_fra: Dato = Field(title="Delaftalen gælder fra", description="Første dag, fx 2021-10-01.")
    gaelder_til: Dato = Field(title="Delaftalen gælder til", description="Sidste dag, fx 2025-09-30.")
    parter: Annotated[tuple[Part, ...], UNIQUE_IDS] = Field(
        (), title="Delaftalens parter", description="I den rækkefølge, de trykkes."
    )
    indikatortabel: Indikatortabel | None = Field(
        None, title="Indikatortabel", description="Tabellens egen anden overskriftsrække."
    )
    delmaal: Annotated[tuple[Delmaal, ...], UNIQUE_IDS] = Field(
        (), title="Delmål", description="Hvert delmål med sine indikatorer."
    )
    aktiviteter: Annotated[tuple[Aktivitet, ...], UNIQUE_IDS] = Field(
        (), title="Aktiviteter", description="Ét skema pr. aktivitet."
    )
    ressourcer: Annotated[tuple[Ressource, ...], UNIQUE_IDS] = Field(
        (), title="Medarbejderressourcer", description="Funktion og andel i procent."
    )
    kommunal_sammenhaeng: Tekst | None = Field(
        None,
        title="Sammenhæng med den kommunale indsats",
        description="Hvordan delaftalen hænger sammen med kommunens egne indsatser i boligområdet.",
    )
    revisionsbestemmelse: Tekst | None = Field(
        None,
        title="Revision af delaftalen",
        description="Hvem der indstiller ændringer, hvornår, og hvem der beslutter dem.",
    )

    @property
    def har_primaere(self) -> bool:
        """Whether any party is a primary actor."""
        return any(part.er_primaer for part in self.parter)

    @property
    def har_sekundaere(self) -> bool:
        """Whether any party is a secondary actor."""
        return any(part.er_sekundaer for part in self.parter)

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        if self.gaelder_til <= self.gaelder_fra:
            raise fejl(
                "periode",
                f"Slutdatoen {self.gaelder_til} skal ligge efter startdatoen {self.gaelder_fra}. Ret en af dem.",
                loc=("gaelder_til",),
            )
        return self

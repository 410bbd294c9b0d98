"""The helhedsplan: what its delaftaler share, and LBF's grant periods with their indsatsområder.

The plan's data stand once and are kept with each version as used. A grant period's list of indsatsområder is data
handed in (`Bevillingsperiode`), never code: the next period has other areas. Source: domaene.md §1, §8.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from generator.model.base import UNIQUE_IDS, Dato, Format, Id, Linje, Model, Valg, fejl
from generator.model.bestyrelse import Bestyrelse
from generator.text import to_ascii


class OrganisationsType(Valg):
    """What kind of body an organisation is."""

    BOLIGORGANISATION = "boligorganisation", "Boligorganisation"
    KOMMUNE = "kommune", "Kommune"
    POLITI = "politi", "Politi"
    FORENING = "forening", "Forening"
    ANDEN = "anden", "Anden organisation"


class Organisation(Model):
    """A body that takes part in the plan; parties of the delaftaler point here."""

    TITEL: ClassVar[str] = "Organisation"
    NAVNEFELT: ClassVar[str] = "navn"
    HOVEDFELT: ClassVar[str] = "navn"

    id: Id = Field(
        title="Id", description="Organisationens korte navn, fx kommunen. Delaftalernes parter henviser til det."
    )
    navn: Linje = Field(title="Navn", description="Organisationens fulde navn, fx Boligforeningen Solbo.")
    type: OrganisationsType = Field(
        title="Type", description="Den slags organisation, det er; anden, når ingen af de nævnte passer."
    )
    kort: Linje | None = Field(None, title="Kort navn", description="Navnet, som det forkortes i daglig tale.")
    cvr: Linje | None = Field(None, title="CVR-nummer", pattern=r"^[0-9]{8}$", description="Skriv otte cifre.")


class Boligomraade(Model):
    """A housing area that the plan covers."""

    TITEL: ClassVar[str] = "Boligområde"
    NAVNEFELT: ClassVar[str] = "navn"
    HOVEDFELT: ClassVar[str] = "navn"

    id: Id = Field(title="Id", description="Områdets korte navn, fx soelund. Det ændres ikke siden.")
    navn: Linje = Field(title="Navn", description="Boligområdets navn, fx Sølund.")
    afdelinger: tuple[Linje, ...] = Field((), title="Afdelinger", description="Landsbyggefondens afdelingsnumre.")
    adresser: tuple[Linje, ...] = Field((), title="Adresser", description="Gader og numre, som området omfatter.")


class OverordnetMaal(Model):
    """A strategic goal of the plan, from the strategic agreement."""

    TITEL: ClassVar[str] = "Overordnet mål"
    HOVEDFELT: ClassVar[str] = "tekst"

    id: Id = Field(title="Id", description="Målets korte navn, fx flere-i-job. Delmål henviser til det.")
    indsatsomraade: Id = Field(title="Indsatsområde", description="Indsatsområdet, målet hører til, fx beskaeftigelse.")
    tekst: Linje = Field(
        title="Overordnet mål", description="Målet, som det står i den strategiske samarbejdsaftale, ord for ord."
    )


class Chef(Model):
    """Who proposes changes to the board. The title is the plan's own; a name is optional and can be removed."""

    TITEL: ClassVar[str] = "Chef"
    HOVEDFELT: ClassVar[str] = "titel"

    titel: Linje = Field(title="Titel", description="Fx Chef for helhedsplanen eller Sekretariatsleder.")
    navn: Linje | None = Field(None, title="Navn", description="Kan undværes; titlen vises i stedet.")


class Helhedsplan(Model):
    """A boligsocial helhedsplan: the data that its delaftaler share."""

    TITEL: ClassVar[str] = "Helhedsplan"

    format: Format = Field(title="Filformat", description="Skal blive stående.")
    id: Id = Field(title="Id", description="Planens korte navn, det samme som mappens.")
    navn: Linje = Field(title="Navn på den boligsociale indsats", description="Som det skal stå i delaftalerne.")
    bevillingsperiode: Id = Field(title="Bevillingsperiode", description="Landsbyggefondens periode, fx 2019-26.")
    lbf_nummer: Linje | None = Field(None, title="LBF's helhedsplansnummer", description="Landsbyggefondens nummer.")
    regulativ: Dato | None = Field(None, title="Regulativ", description="Datoen på det regulativ, planen hører under.")
    gaelder_fra: Dato | None = Field(None, title="Planen gælder fra", description="Planens første dag, fx 2021-10-01.")
    gaelder_til: Dato | None = Field(None, title="Planen gælder til", description="Planens sidste dag, fx 2025-09-30.")
    kommuner: tuple[Linje, ...] = Field((), title="Kommuner", description="Navnene på de kommuner, planen ligger i.")
    organisationer: Annotated[tuple[Organisation, ...], UNIQUE_IDS] = Field(
        (), title="Organisationer", description="Boligorganisationer, kommune, politi, foreninger."
    )
    boligomraader: Annotated[tuple[Boligomraade, ...], UNIQUE_IDS] = Field(
        (), title="Boligområder", description="De områder, planen omfatter."
    )
    overordnede_maal: Annotated[tuple[OverordnetMaal, ...], UNIQUE_IDS] = Field(
        (), title="Overordnede mål", description="Fra den strategiske samarbejdsaftale."
    )
    chef: Chef | None = Field(None, title="Chef", description="Den, der indstiller ændringer til bestyrelsen.")
    bestyrelse: Bestyrelse | None = Field(
        None, title="Bestyrelse", description="Bestyrelsens navn og regler. Det, der ikke står, kontrolleres ikke."
    )
    sekretariat: Linje | None = Field(None, title="Sekretariat", description="Navnet på planens sekretariat.")
    dataansvarlig: Id | None = Field(
        None, title="Dataansvarlig", description="Id på den organisation ovenfor, der er dataansvarlig."
    )
    hjemmeside: Linje | None = Field(
        None, title="Hjemmeside", pattern=r"^https?://\S+$", description="Skriv adressen med https:// foran."
    )
    forgaenger: Id | None = Field(None, title="Forgænger", description="Id på den plan, som denne afløser.")

    @model_validator(mode="after")
    def _period_in_order(self) -> Self:
        if self.gaelder_fra is not None and self.gaelder_til is not None and self.gaelder_til <= self.gaelder_fra:
            raise fejl(
                "periode",
                f"Slutdatoen {self.gaelder_til} skal ligge efter startdatoen {self.gaelder_fra}. Ret en af dem.",
                loc=("gaelder_til",),
            )
        return self


class Indsatsomraade(Model):
    """LBF's fixed theme within a grant period. `aliaser` are names it goes by elsewhere."""

    TITEL: ClassVar[str] = "Indsatsområde"
    NAVNEFELT: ClassVar[str] = "navn"
    HOVEDFELT: ClassVar[str] = "navn"

    id: Id = Field(title="Id")
    navn: Linje = Field(title="Indsatsområde")
    aliaser: tuple[Linje, ...] = Field((), title="Andre navne")


class Bevillingsperiode(Model):
    """A grant period of LBF's with its own list of indsatsområder; 4-year plans granted late run past its end."""

    TITEL: ClassVar[str] = "Bevillingsperiode"

    id: Id = Field(title="Id")
    indsatsomraader: Annotated[tuple[Indsatsomraade, ...], UNIQUE_IDS] = Field(title="Indsatsområder", min_length=1)

    def find(self, name: str) -> Indsatsomraade | None:
        """Return the indsatsområde whose id, name or alias is `name` (case and æ/ae apart), or None."""
        wanted = to_ascii(name).casefold()
        for omraade in self.indsatsomraader:
            if wanted in {to_ascii(known).casefold() for known in (omraade.id, omraade.navn, *omraade.aliaser)}:
                return omraade
        return None


class Bevillingsperioder(Model):
    """All grant periods that are known, in order of time."""

    TITEL: ClassVar[str] = "Bevillingsperioder"

    format: Format = Field(title="Filformat")
    perioder: Annotated[tuple[Bevillingsperiode, ...], UNIQUE_IDS] = Field(title="Perioder")

    def find(self, periode: str) -> Bevillingsperiode | None:
        """Return the period with the id `periode`, or None."""
        return next((item for item in self.perioder if item.id == periode), None)

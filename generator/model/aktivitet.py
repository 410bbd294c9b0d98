"""Activities, each with the fields of LBF's activity form.

Formål is a row of sections whose headings differ from activity to activity, so heading and role are apart. Blank long
fields load (a real agreement has them); the rules say so on approval. Sources: LBF's form 2019-26; domaene.md §8, §13
(3-5).
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from generator.model.base import UNIQUE_IDS, Dato, Id, JaNej, Linje, Model, fejl
from generator.model.tekst import Tekst
from generator.model.valg import AktivitetStatus, FormaalsRolle


class Formaalsafsnit(Model):
    """A section of an activity's formål: what it speaks of, the agreement's own heading, the text."""

    TITEL: ClassVar[str] = "Formål, afsnit"
    HOVEDFELT: ClassVar[str] = "tekst"

    id: Id = Field(title="Id", description="Afsnittets korte navn, fx individniveau. Det ændres ikke siden.")
    rolle: FormaalsRolle = Field(title="Rolle", description="Det, afsnittet handler om, uanset overskriften.")
    overskrift: Linje | None = Field(None, title="Overskrift", description="Ordret; tomt, når afsnittet ingen har.")
    tekst: Tekst = Field(
        title="Tekst", description="Afsnittets ord. Kan have afsnit og punkter; begynd da med »|-« på feltets linje."
    )
    delaftaler: tuple[Id, ...] = Field(
        (), title="Delaftaler", description="De andre indsatsområder, som der bidrages til (id'er)."
    )
    alle_delaftaler: JaNej = Field(
        default=False, title="Alle delaftaler", description="ja, når der bidrages til dem alle."
    )


class Maalgruppe(Model):
    """Whom an activity is for: one text, or a primary group and perhaps a secondary one."""

    TITEL: ClassVar[str] = "Målgruppe"
    HOVEDFELT: ClassVar[str] = "tekst"

    tekst: Tekst | None = Field(None, title="Tekst", description="Brug enten tekst eller primaer og sekundaer.")
    primaer: Tekst | None = Field(
        None,
        title="Primær målgruppe",
        description="Dem, aktiviteten først og fremmest er for; kun når aftalen deler målgruppen i to.",
    )
    sekundaer: Tekst | None = Field(
        None,
        title="Sekundær målgruppe",
        description="Andre, aktiviteten også når, fx forældre; kun sammen med primaer.",
    )

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        if self.tekst is not None and (self.primaer is not None or self.sekundaer is not None):
            raise fejl("maalgruppe", "Målgruppen står på to måder. Brug enten tekst eller primaer og sekundaer.")
        return self


class Samarbejdspartner(Model):
    """Someone an activity works with; may be no party to the delaftale."""

    TITEL: ClassVar[str] = "Samarbejdspartner"
    NAVNEFELT: ClassVar[str] = "navn"
    HOVEDFELT: ClassVar[str] = "navn"

    id: Id = Field(title="Id", description="Samarbejdspartnerens korte navn, fx biblioteket. Det ændres ikke siden.")
    navn: Linje = Field(title="Navn", description="Som det står i aktivitetens tekst.")
    organisation: Id | None = Field(None, title="Organisation", description="Id i helhedsplan.yaml, hvis den er der.")


class Aktivitet(Model):
    """An activity, with LBF's form for it. Blank long fields are allowed on import, not on approval (rule 13)."""

    TITEL: ClassVar[str] = "Aktivitet"
    NAVNEFELT: ClassVar[str] = "navn"

    id: Id = Field(
        title="Id",
        description="Aktivitetens korte navn, fx beboervejledning. Der henvises til det, så det ændres ikke siden.",
    )
    navn: Linje = Field(
        title="Aktivitetsnavn", description="Aktivitetens navn, som det står i aftalen, fx Beboervejledning."
    )
    kortbeskrivelse: Linje | None = Field(
        None, title="Kort beskrivelse", description="Ordene efter navnet i listen over aktiviteter."
    )
    formaal: Annotated[tuple[Formaalsafsnit, ...], UNIQUE_IDS] = Field(
        (), title="Formål", description="Ét afsnit for hver overskrift, i aftalens rækkefølge."
    )
    maalgruppe: Maalgruppe | None = Field(
        None,
        title="Målgruppe(r)",
        description="Dem, aktiviteten er for: én tekst, eller en primær og en sekundær gruppe.",
    )
    indhold_og_praksis: Tekst | None = Field(
        None, title="Indhold og praksis", description="Hvad der foregår, hvor og hvor tit. Kan have afsnit og punkter."
    )
    forankring: Tekst | None = Field(
        None,
        title="Forankring",
        description="Hvordan aktiviteten kan leve videre, når bevillingen er brugt. Kan have afsnit og punkter.",
    )
    ansvar_og_roller: Tekst | None = Field(
        None,
        title="Ansvars- og rollefordeling",
        description="Hvem der gør hvad, ved rolle og ikke ved personnavn. Kan have afsnit og punkter.",
    )
    delmaal: tuple[Id, ...] = Field(
        (), title="Delmål", description="Delmål, som aktiviteten støtter; tomt: ikke oplyst."
    )
    samarbejdspartnere: Annotated[tuple[Samarbejdspartner, ...], UNIQUE_IDS] = Field(
        (),
        title="Samarbejdspartnere",
        description="Dem, aktiviteten laves sammen med; de behøver ikke være parter i delaftalen.",
    )
    relaterede_delaftaler: tuple[Linje, ...] = Field(
        (), title="Relaterede delaftaler", description="Navne på andre delaftaler, som teksten henviser til, ordret."
    )
    hoerer_til: tuple[Id, ...] = Field((), title="Hører også til", description="Andre delaftaler med samme aktivitet.")
    status: AktivitetStatus | None = Field(
        None, title="Status", description="Hvor aktiviteten er nu; trykkes ikke i delaftalen."
    )
    fra: Dato | None = Field(
        None, title="Fra", description="Aktivitetens første dag, fx 2022-02-01; tomt, når den følger delaftalen."
    )
    til: Dato | None = Field(
        None, title="Til", description="Aktivitetens sidste dag, fx 2024-06-30; tomt, når den følger delaftalen."
    )

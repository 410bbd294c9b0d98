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

    id: Id = Field(title="Id")
    rolle: FormaalsRolle = Field(title="Rolle")
    overskrift: Linje | None = Field(None, title="Overskrift", description="Ordret; tomt, når afsnittet ingen har.")
    tekst: Tekst = Field(title="Tekst")
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
    primaer: Tekst | None = Field(None, title="Primær målgruppe")
    sekundaer: Tekst | None = Field(None, title="Sekundær målgruppe")

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

    id: Id = Field(title="Id")
    navn: Linje = Field(title="Navn", description="Som det står i aktivitetens tekst.")
    organisation: Id | None = Field(None, title="Organisation", description="Id i helhedsplan.yaml, hvis den er der.")


class Aktivitet(Model):
    """An activity, with LBF's form for it. Blank long fields are allowed on import, not on approval (rule 13)."""

    TITEL: ClassVar[str] = "Aktivitet"
    NAVNEFELT: ClassVar[str] = "navn"

    id: Id = Field(title="Id")
    navn: Linje = Field(title="Aktivitetsnavn")
    kortbeskrivelse: Linje | None = Field(
        None, title="Kort beskrivelse", description="Ordene efter navnet i listen over aktiviteter."
    )
    formaal: Annotated[tuple[Formaalsafsnit, ...], UNIQUE_IDS] = Field((), title="Formål")
    maalgruppe: Maalgruppe | None = Field(None, title="Målgruppe(r)")
    indhold_og_praksis: Tekst | None = Field(None, title="Indhold og praksis")
    forankring: Tekst | None = Field(None, title="Forankring")
    ansvar_og_roller: Tekst | None = Field(None, title="Ansvars- og rollefordeling")
    delmaal: tuple[Id, ...] = Field(
        (), title="Delmål", description="Delmål, som aktiviteten støtter; tomt: ikke oplyst."
    )
    samarbejdspartnere: Annotated[tuple[Samarbejdspartner, ...], UNIQUE_IDS] = Field((), title="Samarbejdspartnere")
    relaterede_delaftaler: tuple[Linje, ...] = Field(
        (), title="Relaterede delaftaler", description="Navne på andre delaftaler, som teksten henviser til, ordret."
    )
    hoerer_til: tuple[Id, ...] = Field((), title="Hører også til", description="Andre delaftaler med samme aktivitet.")
    status: AktivitetStatus | None = Field(None, title="Status")
    fra: Dato | None = Field(None, title="Fra")
    til: Dato | None = Field(None, title="Til")

"""The board: the rules that its plan has set for it, and the mandates that people hold in it.

Always so: no rule has a default. What a plan has not decided on (how many must be there, how they vote, when papers go
out) is None, and the program then has no opinion; a boligsocial bestyrelse is not bound by the housing organisations'
model rules. Names are not here: a mandate belongs to a person of the register. Sources: domaene.md §2 (forretningsorden
is optional, rules of the source agreement's board are unknown), §8, §9 (22, 27–30).
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from generator.model.base import UNIQUE_IDS, Dato, Heltal, Id, JaNej, Linje, Model, Valg, fejl


class Mandatrolle(Valg):
    """What somebody is in the board."""

    FORMANDSKAB = "formandskab", "formandskab"
    MEDLEM = "medlem", "medlem"
    SUPPLEANT = "suppleant", "suppleant"
    OBSERVATOER = "observatoer", "observatør"


class Mandat(Model):
    """A seat in the board. `fra` and `til` are the first and the last day; None: since always, or until further notice.

    `stemmeret`: whether its holder votes; a suppleant votes only when standing in for somebody at a meeting.
    """

    TITEL: ClassVar[str] = "Mandat"

    rolle: Mandatrolle = Field(title="Rolle i bestyrelsen", description="formandskab, medlem, suppleant, observatoer.")
    stemmeret: JaNej = Field(default=True, title="Stemmeret", description="ja eller nej. En observatør har ingen.")
    fra: Dato | None = Field(None, title="Fra", description="Mandatets første dag. Tomt: uden kendt begyndelse.")
    til: Dato | None = Field(None, title="Til", description="Mandatets sidste dag. Tomt: indtil videre.")

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        if self.fra is not None and self.til is not None and self.til < self.fra:
            raise fejl("periode", f"Mandatet ender {self.til}, før det begynder {self.fra}. Ret en af datoerne.")
        if self.rolle is Mandatrolle.OBSERVATOER and self.stemmeret:
            raise fejl("stemmeret", "En observatør har ikke stemmeret. Skriv stemmeret: nej.", loc=("stemmeret",))
        return self

    def holds_on(self, day: Dato) -> bool:
        """Return whether the mandate holds on that day, both ends included."""
        return (self.fra is None or self.fra <= day) and (self.til is None or day <= self.til)


class Punkttype(Valg):
    """What an item on the agenda asks of the board. Source: domaene.md §2."""

    B = "B", "beslutning"
    D = "D", "drøftelse"
    O = "O", "orientering"  # noqa: E741 - the letter that stands on every Danish agenda


class Standardpunkt(Model):
    """An item that stands on every agenda of the plan, first or last."""

    TITEL: ClassVar[str] = "Standardpunkt"
    NAVNEFELT: ClassVar[str] = "titel"

    id: Id = Field(title="Id", description="Kort navn, fx eventuelt.")
    titel: Linje = Field(title="Titel", description="Fx Godkendelse af dagsorden, Eventuelt eller Næste møde.")
    type: Punkttype = Field(title="Type", description="B (beslutning), D (drøftelse) eller O (orientering).")


class Flertal(Valg):
    """How many must be for a forslag."""

    SIMPELT = "simpelt", "flere stemmer for end imod"
    ALLE = "alle", "alle afgivne stemmer for"


class Stemmelighed(Valg):
    """What a tie means."""

    BORTFALDER = "bortfalder", "forslaget er ikke godkendt"
    FORMANDSKAB = "formandskab", "formandskabet afgør"


class SkriftligtFlertal(Valg):
    """What a written procedure takes."""

    ALLE_GODKENDER = "alle-godkender", "alle stemmeberettigede svarer og godkender"
    FLERTAL_GODKENDER = "flertal-godkender", "flertallet af de stemmeberettigede godkender, og ingen ønsker et møde"


class SkriftligBehandling(Model):
    """That the board may decide in writing between meetings, and on what terms."""

    TITEL: ClassVar[str] = "Skriftlig behandling"

    krav: SkriftligtFlertal = Field(title="Krav", description="alle-godkender eller flertal-godkender.")
    svarfrist: Heltal = Field(title="Svarfrist i dage", ge=1, le=90, description="Dage fra udsendelsen, fx 5.")


class Bestyrelsesregler(Model):
    """The board's own rules. None: the plan has none on that, and nothing is checked."""

    TITEL: ClassVar[str] = "Regler for bestyrelsen"

    beslutningsdygtig_mindst: Heltal | None = Field(
        None, title="Beslutningsdygtig med mindst", ge=1, le=100, description="Antal stemmeberettigede til stede."
    )
    kraever_formandskab: JaNej | None = Field(
        None, title="Formandskabet skal være til stede", description="ja: mindst én fra formandskabet."
    )
    flertal: Flertal | None = Field(None, title="Flertal", description="simpelt eller alle.")
    stemmelighed: Stemmelighed | None = Field(None, title="Stemmelighed", description="bortfalder eller formandskab.")
    indkaldelsesfrist: Heltal | None = Field(
        None, title="Indkaldelsesfrist i dage", ge=1, le=90, description="Så mange dage før mødet udsendes dagsordenen."
    )
    referatfrist: Heltal | None = Field(
        None, title="Referatfrist i dage", ge=1, le=90, description="Referatet udsendes senest så mange dage efter."
    )
    bemaerkningsfrist: Heltal | None = Field(
        None, title="Bemærkningsfrist i dage", ge=1, le=90, description="Så længe kan der komme bemærkninger."
    )
    tavshed_godkender: JaNej | None = Field(
        None, title="Tavshed godkender", description="ja: referatet er godkendt, når bemærkningsfristen er udløbet."
    )
    skriftlig: SkriftligBehandling | None = Field(
        None, title="Skriftlig behandling", description="Udelad det, hvis bestyrelsen kun beslutter på møder."
    )
    foerste_punkter: Annotated[tuple[Standardpunkt, ...], UNIQUE_IDS] = Field(
        (), title="Første punkter", description="De punkter, som hver dagsorden begynder med."
    )
    sidste_punkter: Annotated[tuple[Standardpunkt, ...], UNIQUE_IDS] = Field(
        (), title="Sidste punkter", description="De punkter, som hver dagsorden ender med."
    )
    slettefrist: Heltal | None = Field(
        None, title="Slettefrist i år", ge=1, le=50, description="Så længe gemmes navne og stemmer efter planens ophør."
    )


class Bestyrelse(Model):
    """The plan's board: what it is called, what it rests on and the rules that it has set."""

    TITEL: ClassVar[str] = "Bestyrelse"

    navn: Linje = Field("Bestyrelsen", title="Navn", description="Som det skal stå på dagsorden og referat.")
    kommissorium: Dato | None = Field(None, title="Kommissorium", description="Kommissoriets dato.")
    regulativ: Dato | None = Field(
        None, title="Kommissoriets regulativ", description="Datoen på det regulativ, som kommissoriet henviser til."
    )
    regler: Bestyrelsesregler = Field(
        Bestyrelsesregler(),
        title="Regler",
        description="Bestyrelsens egne regler. Det, der ikke står, kontrolleres ikke.",
    )
    administrator: Id | None = Field(
        None, title="Administrerende boligorganisation", description="Organisationens id: den, der journaliserer."
    )
    underskrifter: JaNej = Field(
        default=False, title="Underskriftslinjer", description="ja: referatet slutter med linjer til underskrift."
    )

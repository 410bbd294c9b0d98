"""What the board does with a forslag, and the versions that come of it, as the facts of a post.

Always so: a decision has an outcome and the wording that stands in the referat; what takes effect has a day that it
counts from (»Gælder fra«); a board's own wording stands as field changes beside the words. Votes, names and inhabilitet
are not here: they belong to the meeting, where they can be erased. Sources: domaene.md §2, §13 ("Ways to decide").
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Final, Self

from pydantic import AfterValidator, Field, model_validator

from generator.model.base import UNIQUE_IDS, Dato, Heltal, Id, JaNej, Linje, Model, Valg, fejl
from generator.model.forslag import MINDST_EN, PrDelaftale
from generator.model.tekst import Tekst


class Udfald(Valg):
    """How the board decides a forslag. Never »afvist«: in Danish law that is not to consider it at all."""

    GODKENDT = "godkendt", "godkendt som indstillet"
    GODKENDT_MED_AENDRING = "godkendt-med-aendring", "godkendt med ændring"
    GODKENDT_MED_FORBEHOLD = "godkendt-med-forbehold", "godkendt med forbehold"
    BEMYNDIGET = "bemyndiget", "formandskabet bemyndiget til den endelige ordlyd"
    IKKE_GODKENDT = "ikke-godkendt", "ikke godkendt"
    UDSAT = "udsat", "udsat"
    SENDT_TILBAGE = "sendt-tilbage", "sendt tilbage til chefen"


GODKENDENDE: Final = frozenset({Udfald.GODKENDT, Udfald.GODKENDT_MED_AENDRING})
"""Outcomes that take effect at once, on the day that the decision counts from."""


class Godkendelsesmetode(Valg):
    """How a referat was approved."""

    MOEDE = "moede", "godkendt på et møde"
    FRIST = "frist", "godkendt, da fristen for bemærkninger var udløbet"


class NyVersion(Model):
    """A version that the act makes. `bygger_paa` is the version that until then was to hold on its first day.

    `forslag` are those that took it from there to here, none for a correction of spelling and the like. `gaelder_til`
    is the delaftale's last day as the version's own text has it.
    """

    TITEL: ClassVar[str] = "Ny version"
    NAVNEFELT: ClassVar[str] = "delaftale"

    delaftale: Id = Field(title="Delaftale")
    version: Heltal = Field(title="Version", ge=1)
    gaelder_fra: Dato = Field(title="Gælder fra")
    gaelder_til: Dato = Field(title="Gælder til")
    bygger_paa: Heltal = Field(title="Bygger på", ge=1)
    forslag: tuple[Id, ...] = Field((), title="Forslag")

    @model_validator(mode="after")
    def _days_in_order(self) -> Self:
        check_days(self.gaelder_fra, self.gaelder_til)
        return self


def check_days(gaelder_fra: Dato, gaelder_til: Dato) -> None:
    """Refuse a version that would end before it begins. Raises: PydanticCustomError."""
    if gaelder_til < gaelder_fra:
        message = f"Versionen gælder først fra {gaelder_fra}, men delaftalen kun til {gaelder_til}. Ret en af datoerne."
        raise fejl("periode", message, loc=("gaelder_fra",))


class Forslagsdel(Model):
    """A part of a forslag that the board splits: a forslag of its own from then on."""

    TITEL: ClassVar[str] = "Del af forslag"
    NAVNEFELT: ClassVar[str] = "titel"

    id: Id = Field(title="Id", description="Delens korte navn, som ikke er brugt før.")
    titel: Linje = Field(title="Titel", description="Delens titel i beslutningsloggen.")
    numre: Annotated[tuple[Heltal, ...], MINDST_EN] = Field(
        title="Ændringer", description="Numre i forslaget, talt fra 1."
    )


class Opdeling(Model):
    """How the board splits a forslag. Each change goes to one part."""

    TITEL: ClassVar[str] = "Opdeling"

    forslag: Id = Field(title="Forslag")
    dele: Annotated[tuple[Forslagsdel, ...], UNIQUE_IDS] = Field(title="Dele", min_length=2)


def check_udfald(
    udfald: Udfald, *, forbehold: str | None, aendringer: PrDelaftale | None, retter: Heltal | None
) -> None:
    """Refuse facts that don't fit an outcome, as noted at a meeting and as they stand in the log.

    Raises: PydanticCustomError.
    """
    if (forbehold is None) == (udfald is Udfald.GODKENDT_MED_FORBEHOLD):
        missing = "Skriv, hvad forbeholdet går ud på."
        message = missing if forbehold is None else "Der kan kun stå et forbehold ved godkendt-med-forbehold."
        raise fejl("forbehold", message, loc=("forbehold",))
    if retter is not None and aendringer is None:
        message = "Skriv, hvad rettelsen ændrer i teksten, eller aendringer: [], når den intet ændrer."
        raise fejl("aendringer", message, loc=("aendringer",))
    if udfald is Udfald.GODKENDT_MED_AENDRING and aendringer is None:
        raise fejl("aendringer", "Skriv bestyrelsens egen ordlyd under aendringer.", loc=("aendringer",))
    if retter is None and aendringer == ():
        raise fejl("aendringer", "Her står ingen ændringer. Skriv dem, eller slet feltet.", loc=("aendringer",))
    may_change = {*GODKENDENDE, Udfald.GODKENDT_MED_FORBEHOLD}
    if retter is None and aendringer is not None and udfald not in may_change:
        message = f"Når udfaldet er »{udfald.ordlyd}«, ændres teksten ikke. Slet aendringer."
        raise fejl("aendringer", message, loc=("aendringer",))


class Forslagsbeslutning(Model):
    """What the board decided on one forslag.

    `aendringer` None: as the chef put them. `gaelder_fra` None where nothing takes effect, or no day is set yet.
    `retter` is the number of the post whose decision is corrected, when the referat was objected to; `aendringer` are
    then what the correction changes in the text, none where only the words of the referat were wrong.
    """

    TITEL: ClassVar[str] = "Beslutning"
    NAVNEFELT: ClassVar[str] = "forslag"

    forslag: Id = Field(title="Forslag")
    punkt: Linje = Field(title="Punkt", description="Punktets nummer på dagsordenen.")
    udfald: Udfald = Field(title="Udfald")
    ordlyd: Tekst = Field(title="Ordlyd", description="Beslutningen, som den står i referatet.")
    gaelder_fra: Dato | None = Field(None, title="Gælder fra")
    forbehold: Linje | None = Field(None, title="Forbehold")
    aendringer: PrDelaftale | None = Field(None, title="Ændringer")
    retter: Heltal | None = Field(None, title="Retter", ge=1)

    @model_validator(mode="after")
    def _fits_its_outcome(self) -> Self:
        check_udfald(self.udfald, forbehold=self.forbehold, aendringer=self.aendringer, retter=self.retter)
        if self.gaelder_fra is None and self.virker:
            raise fejl("gaelder_fra", "Skriv, hvornår beslutningen gælder fra.", loc=("gaelder_fra",))
        return self

    @property
    def virker(self) -> bool:
        """Whether the decision changes a text: approved, or a correction that changes something."""
        return bool(self.aendringer) if self.retter is not None else self.udfald in GODKENDENDE


def _check_forslag_differ(parts: tuple[Forslagsbeslutning, ...]) -> tuple[Forslagsbeslutning, ...]:
    ids = [part.forslag for part in parts]
    for index, name in enumerate(ids):
        if name in ids[:index]:
            raise fejl("dobbelt_forslag", f"»{name}« besluttes to gange. Slet den ene.", loc=(index, "forslag"))
    return parts


class Beslutning(Model):
    """All that a meeting decided on forslag, in one post, so that it counts as a whole or not at all."""

    TITEL: ClassVar[str] = "Beslutning"

    moede: Dato = Field(title="Møde")
    opdelinger: tuple[Opdeling, ...] = Field((), title="Opdelinger")
    forslag: Annotated[tuple[Forslagsbeslutning, ...], MINDST_EN, AfterValidator(_check_forslag_differ)] = Field(
        title="Forslag"
    )
    versioner: tuple[NyVersion, ...] = Field((), title="Versioner")


class Forbehold(Model):
    """What became of a forbehold: met, so that the forslag takes effect, or not, so that it lapses."""

    TITEL: ClassVar[str] = "Forbehold"

    forslag: Id = Field(title="Forslag")
    opfyldt: JaNej = Field(title="Opfyldt")
    grundlag: Tekst = Field(title="Grundlag", description="Hvordan det vides.")
    gaelder_fra: Dato | None = Field(None, title="Gælder fra")
    aendringer: Annotated[PrDelaftale, MINDST_EN] | None = Field(
        None, title="Ændringer", description="Tomt: som besluttet."
    )
    versioner: tuple[NyVersion, ...] = Field((), title="Versioner")

    @model_validator(mode="after")
    def _takes_effect_when_met(self) -> Self:
        if (self.gaelder_fra is not None) != self.opfyldt or (self.aendringer is not None and not self.opfyldt):
            message = "Skriv gaelder_fra, når forbeholdet er opfyldt, og hverken den eller ændringer, når det ikke er."
            raise fejl("forbehold", message, loc=("gaelder_fra",))
        return self


class Bemyndigelse(Model):
    """The final wording that the formandskab was empowered to settle."""

    TITEL: ClassVar[str] = "Endelig ordlyd"

    forslag: Id = Field(title="Forslag")
    ordlyd: Tekst = Field(title="Ordlyd")
    gaelder_fra: Dato = Field(title="Gælder fra")
    aendringer: Annotated[PrDelaftale, MINDST_EN] | None = Field(
        None, title="Ændringer", description="Tomt: som indstillet."
    )
    versioner: tuple[NyVersion, ...] = Field((), title="Versioner")


class IngenAendringer(Model):
    """The yearly revision ended without any change."""

    TITEL: ClassVar[str] = "Ingen ændringer"

    aar: Heltal = Field(title="År", ge=2000, le=2100)
    moede: Dato = Field(title="Møde")
    punkt: Linje | None = Field(None, title="Punkt")
    ordlyd: Tekst = Field(title="Ordlyd")


class Referatgodkendelse(Model):
    """The referat of a meeting was approved."""

    TITEL: ClassVar[str] = "Godkendelse af referat"

    moede: Dato = Field(title="Møde")
    godkendt: Dato = Field(title="Godkendt")
    metode: Godkendelsesmetode = Field(title="Metode")

    @model_validator(mode="after")
    def _approved_later(self) -> Self:
        if self.godkendt < self.moede:
            message = f"Referatet kan ikke være godkendt {self.godkendt}, før mødet {self.moede}. Ret en af datoerne."
            raise fejl("godkendt", message, loc=("godkendt",))
        return self

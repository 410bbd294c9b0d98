"""The life of a meeting's referat: sent, remarked on, approved, signed.

Always so: a remark names a person by key and stands here and not in the log, so that it can be erased; what a remark
changes in a decision is a decision of a later meeting. Sources: domaene.md §2 ("Approval of minutes"), §13.
"""

from __future__ import annotations

from typing import ClassVar, Self

from pydantic import Field, model_validator

from generator.model.base import Dato, Id, Model, fejl
from generator.model.beslutning import Godkendelsesmetode
from generator.model.fil import Fil
from generator.model.tekst import Tekst


class Bemaerkning(Model):
    """A remark on a referat. `punkt` None: on the whole. `svar` is what the next meeting minuted about it."""

    TITEL: ClassVar[str] = "Bemærkning"

    person: Id = Field(title="Person", description="Nøglen i personer.yaml.")
    dato: Dato = Field(title="Dato", description="Dagen, bemærkningen kom.")
    punkt: Id | None = Field(None, title="Punkt", description="Punktets id; tomt: hele referatet.")
    tekst: Tekst = Field(title="Bemærkning", description="Det, personen bemærker.")
    svar: Tekst | None = Field(None, title="Bestyrelsens svar", description="Som det blev ført til referat næste gang.")


class Referat(Model):
    """The life of a referat: sent, remarked on, approved. `filer` are those sent last, by path from the plan."""

    TITEL: ClassVar[str] = "Referat"

    udsendt: Dato | None = Field(None, title="Udsendt", description="Dagen, referatet sidst blev sendt ud.")
    frist: Dato | None = Field(None, title="Bemærkningsfrist", description="Sidste dag for bemærkninger.")
    bemaerkninger: tuple[Bemaerkning, ...] = Field((), title="Bemærkninger", description="Medlemmernes bemærkninger.")
    godkendt: Dato | None = Field(None, title="Godkendt", description="Dagen, referatet blev godkendt.")
    metode: Godkendelsesmetode | None = Field(None, title="Metode", description="moede eller frist.")
    filer: tuple[Fil, ...] = Field((), title="Filer", description="De filer, der sidst blev sendt ud.")
    underskrevet: Fil | None = Field(None, title="Underskrevet udgave", description="Det underskrevne referat, en PDF.")

    @model_validator(mode="after")
    def _days_in_order(self) -> Self:
        if (self.godkendt is None) != (self.metode is None):
            raise fejl("metode", "Skriv både godkendt og metode, eller ingen af dem.", loc=("metode",))
        if self.frist is not None and (self.udsendt is None or self.frist < self.udsendt):
            message = "Bemærkningsfristen skal ligge efter den dag, referatet er udsendt. Ret en af datoerne."
            raise fejl("frist", message, loc=("frist",))
        return self

"""The plan's register of people: the one place where names stand, outside the log and its chain of hashes.

Always so: the log speaks of a person by key, role and organisation, so a name here can be corrected or erased and
everything recorded still holds. A key is never used for another person; an erased one stays, without its name. Source:
domaene.md §13 (personal data).
"""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from generator.model.base import UNIQUE_IDS, Dato, Format, Id, JaNej, Linje, Model
from generator.model.bestyrelse import Mandat


class Person(Model):
    """Somebody who acts for the plan. `navn` None: erased or never written; the role stands in its place."""

    TITEL: ClassVar[str] = "Person"
    NAVNEFELT: ClassVar[str] = "navn"

    id: Id = Field(title="Nøgle", description="Den, som beslutningsloggen bruger. Må ikke selv være et navn.")
    rolle: Linje = Field(
        title="Rolle", description="Det, personen er i planen, fx formand eller chef; vises, når navnet er slettet."
    )
    organisation: Id | None = Field(None, title="Organisation", description="Organisationens id i helhedsplan.yaml.")
    navn: Linje | None = Field(None, title="Navn", description="Kan slettes; rollen vises i stedet.")
    fra: Dato | None = Field(
        None, title="Fra", description="Første dag i rollen, fx 2021-10-01; tomt, når den ikke er oplyst."
    )
    til: Dato | None = Field(
        None, title="Til", description="Sidste dag i rollen, fx 2025-09-30; tomt, så længe personen har den."
    )
    chef: JaNej = Field(
        default=False,
        title="Chef",
        description="ja: personen er planens chef fra fra til til, fx en konstitueret; rolle er titlen.",
    )
    mandater: tuple[Mandat, ...] = Field((), title="Mandater", description="Pladser i bestyrelsen, med fra og til.")


class Personregister(Model):
    """All people of a plan."""

    TITEL: ClassVar[str] = "Personregister"

    format: Format = Field(title="Filformat", description="Skal blive stående.")
    personer: Annotated[tuple[Person, ...], UNIQUE_IDS] = Field(
        (), title="Personer", description="Dem, beslutningsloggen taler om. Brug »delaftale person« til at rette."
    )

    def find(self, noegle: str) -> Person | None:
        """Return the person with that key, or None."""
        return next((item for item in self.personer if item.id == noegle), None)

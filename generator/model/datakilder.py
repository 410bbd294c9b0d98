"""The datakilder that are known beforehand: how often each gives figures, and where its series breaks.

Like the grant periods it is data handed in, never code: a survey that is held again is a line in a file. An agreement's
own words about a datakilde count for more than the list. Source: domaene.md §3.
"""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from generator.model.base import UNIQUE_IDS, Format, Heltal, Id, Linje, Model
from generator.model.valg import Kadence
from generator.text import slugify


class KendtDatakilde(Model):
    """A datakilde that more than one plan uses. `kadence` None: how often it is updated is not known."""

    TITEL: ClassVar[str] = "Datakilde"
    NAVNEFELT: ClassVar[str] = "navn"
    HOVEDFELT: ClassVar[str] = "navn"

    id: Id = Field(title="Id")
    navn: Linje = Field(title="Datakilde")
    aliaser: tuple[Linje, ...] = Field((), title="Andre navne", description="Også begyndelsen af et længere navn.")
    kadence: Kadence | None = Field(None, title="Hyppighed")
    aar: tuple[Heltal, ...] = Field((), title="År", description="De år, der er tal for, når det ikke er hvert år.")
    seriebrud: tuple[Heltal, ...] = Field((), title="Seriebrud", description="År, hvis tal er opgjort på en ny måde.")
    kilde: Linje = Field(title="Kilde", description="Hvor oplysningerne kommer fra.")


class Datakildeliste(Model):
    """All datakilder that are known, each once."""

    TITEL: ClassVar[str] = "Kendte datakilder"

    format: Format = Field(title="Filformat")
    datakilder: Annotated[tuple[KendtDatakilde, ...], UNIQUE_IDS] = Field((), title="Datakilder")

    def find(self, navn: str) -> KendtDatakilde | None:
        """Return the datakilde meant by an agreement's words, or None; the longest known name that they begin with.

        »Egen registrering af vejledninger« is »Egen registrering«; signs, case and æ/ae make no difference.
        """
        words = f"{slugify(navn)}-"
        known = {f"{slugify(name)}-": item for item in self.datakilder for name in (item.navn, *item.aliaser)}
        hits = [name for name in known if name != "-" and words.startswith(name)]
        return known[max(hits, key=len)] if hits else None

"""A change of one field or one part of a delaftale: what stands now, what is proposed, and for a part its place.

Values are plain (text, lists, mappings, None) and spelled as the YAML files spell them, so that a change can be stored,
shown and compared without the agreement at hand. A place is told by the siblings before it, never by a number: it
means the same whichever other changes are made. Source: design decisions 1 and 3; docs/analyse/diff.md.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Self

from pydantic import BeforeValidator, Field, GetPydanticSchema, model_validator
from pydantic_core import core_schema

from generator.model.base import Id, Model, Valg, fejl
from generator.model.sti import Sti

_STI = re.compile(r"[a-z0-9]+([_-][a-z0-9]+)*(/[a-z0-9]+([_-][a-z0-9]+)*)*", re.ASCII)


def _check_sti(value: str) -> Sti:
    if _STI.fullmatch(value) is None:
        raise fejl("sti", f"»{value}« er ikke adressen på et felt. Skriv fx delmaal/positivt-syn/tekst.")
    return Sti(value)


StiFelt = Annotated[
    Sti, GetPydanticSchema(lambda _, handler: core_schema.no_info_after_validator_function(_check_sti, handler(str)))
]
"""The address of a field or a part; never that of the whole agreement."""


def _check_vaerdi(value: object) -> object:
    """Return a value as text, lists and mappings all the way down. Raises: PydanticCustomError, on anything else."""
    if value is None or type(value) is str:
        return value
    if isinstance(value, Mapping) and all(type(key) is str for key in value):
        return {key: _check_vaerdi(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_check_vaerdi(item) for item in value]
    raise fejl("vaerdi", f"»{value}« er hverken tekst, liste eller felter. Skriv værdien som tekst.")


Vaerdi = Annotated[Any, BeforeValidator(_check_vaerdi)]
"""A field's or a part's content: text, a list, a mapping of such, or None where it is blank."""


class Aendringsart(Valg):
    """What is done to the field or the part."""

    SAET = "saet", "Ændret"
    TILFOEJ = "tilfoej", "Tilføjet"
    FJERN = "fjern", "Fjernet"
    FLYT = "flyt", "Flyttet"


class Plads(Model):
    """A part's place among its siblings: after a sibling that stays, then after those that come in between.

    `efter` None: at the beginning of the list. `derefter` holds added and moved siblings (for the place that a part
    leaves: removed and moved ones), in order; one that is not there is passed by.
    """

    TITEL: ClassVar[str] = "Plads"

    efter: Id | None = Field(
        None, title="Efter", description="Id på den del, der står lige før; tomt betyder først på listen."
    )
    derefter: tuple[Id, ...] = Field(
        (), title="Derefter", description="Id på nye og flyttede dele, der kommer imellem, i rækkefølge."
    )

    @property
    def nabo(self) -> str | None:
        """The sibling right before the place when all is as proposed; None at the beginning of the list."""
        return self.derefter[-1] if self.derefter else self.efter


class Feltaendring(Model):
    """One change: a field set, or a part of a list added, removed or moved.

    `nuvaerende` and `foreslaaet` hold a field's value or a whole part's content; both are None for a move. A part that
    comes or goes has its content on one side only, and its place on the same side.
    """

    TITEL: ClassVar[str] = "Feltændring"

    art: Aendringsart = Field(title="Art", description="Det, der sker med feltet eller delen.")
    sti: StiFelt = Field(title="Felt", description="Feltets adresse i delaftalen, fx delmaal/positivt-syn/tekst.")
    nuvaerende: Vaerdi = Field(
        None, title="Nuværende", description="Det, der står i den gældende tekst; tomt, når der intet står."
    )
    foreslaaet: Vaerdi = Field(
        None, title="Foreslået", description="Det, der skal stå i stedet; tomt, når feltet eller delen skal væk."
    )
    nuvaerende_plads: Plads | None = Field(
        None, title="Nuværende plads", description="Hvor delen står nu; kun når en del fjernes eller flyttes."
    )
    foreslaaet_plads: Plads | None = Field(
        None, title="Foreslået plads", description="Hvor delen skal stå; kun når en del tilføjes eller flyttes."
    )

    @property
    def noegle(self) -> tuple[bool, Sti]:
        """What a diff holds once at most: the address, moves apart, since a part may be both moved and changed."""
        return self.art is Aendringsart.FLYT, self.sti

    @model_validator(mode="after")
    def _holds_what_its_kind_says(self) -> Self:
        has_place = (self.nuvaerende_plads is not None, self.foreslaaet_plads is not None)
        values = (self.nuvaerende, self.foreslaaet)
        fits = {
            Aendringsart.SAET: has_place == (False, False) and values[0] != values[1],
            Aendringsart.TILFOEJ: has_place == (False, True) and values[0] is None and isinstance(values[1], dict),
            Aendringsart.FJERN: has_place == (True, False) and values[1] is None and isinstance(values[0], dict),
            Aendringsart.FLYT: has_place == (True, True) and values == (None, None),
        }
        if not fits[self.art]:
            raise fejl(
                "feltaendring", f"Ændringen af »{self.sti}« hænger ikke sammen. Hent filen fra en sikkerhedskopi."
            )
        return self

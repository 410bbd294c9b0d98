"""What a check looks at: a delaftale, the plan it belongs to, its sister delaftaler, and what is known from outside.

Always so: everything is handed in, the day as well. What several rules ask (which indsatsområde a name means, whether
all of the plan's delaftaler are at hand, what a field is called) is answered here, once.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from generator.model.sti import PLAN, Sti, felter_of, name_felt
from generator.rules.finding import Tilstand
from generator.text import slugify

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from generator.model.base import Model
    from generator.model.datakilder import Datakildeliste
    from generator.model.delaftale import Delaftale
    from generator.model.helhedsplan import Bevillingsperiode, Bevillingsperioder, Helhedsplan, Indsatsomraade
    from generator.rules.finding import Severity

MAX_NAVN = 80  # characters of a name inside a message
_FILLERS = frozenset({"den", "delaftale", "delaftalen", "indsatsomraade", "indsatsomraadet"})

M = TypeVar("M", bound="Model")


@dataclass(frozen=True)
class Kontekst:
    """A delaftale to check. `delaftaler` are those of the plan that are at hand, with or without `delaftale` itself.

    `er_kladde` says that it is a draft, which has never held. `formularer` are the forms there are; () where nobody
    looked, and then any will do.
    """

    delaftale: Delaftale
    plan: Helhedsplan
    perioder: Bevillingsperioder
    datakilder: Datakildeliste
    today: date
    tilstand: Tilstand = Tilstand.IMPORT
    delaftaler: tuple[Delaftale, ...] = field(default=())
    er_kladde: bool = False
    formularer: tuple[str, ...] = ()

    @property
    def fejl_ved_godkendelse(self) -> Severity:
        """How serious something is that must be in order on approval, and only then."""
        return "fejl" if self.tilstand is Tilstand.GODKENDELSE else "advarsel"

    @cached_property
    def alle(self) -> tuple[Delaftale, ...]:
        """The plan's delaftaler at hand, each id once, the one in hand as it is now, first."""
        others = {item.id: item for item in self.delaftaler if item.id != self.delaftale.id}
        return (self.delaftale, *others.values())

    # -- names for people --

    def navn(self, sti: Sti) -> str:
        """Return a field's name as a sentence has it: »Beboervejledning, Formål«."""
        if sti.dele[:1] == (PLAN,):
            return f"»Helhedsplan, {short(name_felt(self.plan, '/'.join(sti.dele[1:])))}«"
        return f"»{short(name_felt(self.delaftale, sti))}«"

    def plads(self, sti: Sti) -> tuple[int, ...]:
        """Return a field's place for sorting: the plan first, then the delaftale in the order of its fields."""
        if sti.dele[:1] == (PLAN,):
            return (0, *_walk(self.plan, sti.dele[1:]))
        return (1, *_walk(self.delaftale, sti.dele))

    # -- indsatsområder --

    @cached_property
    def periode(self) -> Bevillingsperiode | None:
        """The plan's grant period; None if it isn't known."""
        return self.perioder.find(self.plan.bevillingsperiode)

    def find_omraade(self, navn: str) -> Indsatsomraade | None:
        """Return the indsatsområde of the plan's period that `navn` means, by whatever name; None if none."""
        return find_omraade(self.periode, navn) if self.periode is not None else None

    def er_gammelt_navn(self, navn: str) -> str | None:
        """Return the other grant period in which `navn` is an indsatsområde; None if there is none."""
        others = (item for item in self.perioder.perioder if item.id != self.plan.bevillingsperiode)
        return next((item.id for item in others if find_omraade(item, navn) is not None), None)

    def omraade_id(self, delaftale: Delaftale) -> str:
        """Return the id of a delaftale's indsatsområde, also where another of its names is written."""
        omraade = self.find_omraade(delaftale.indsatsomraade)
        return delaftale.indsatsomraade if omraade is None else omraade.id

    @cached_property
    def valgte_omraader(self) -> tuple[str, ...]:
        """The indsatsområder that the plan has chosen: those with an overordnet mål; () if the plan states none."""
        return tuple(dict.fromkeys(item.indsatsomraade for item in self.plan.overordnede_maal))

    @cached_property
    def er_komplet(self) -> bool:
        """Whether all of the plan's delaftaler are at hand, as far as can be known."""
        there = {self.omraade_id(item) for item in self.alle}
        if self.valgte_omraader:
            return there.issuperset(self.valgte_omraader)
        return self.periode is not None and there.issuperset(item.id for item in self.periode.indsatsomraader)


def find_omraade(periode: Bevillingsperiode, navn: str) -> Indsatsomraade | None:
    """Return the indsatsområde of `periode` that `navn` means, words such as »delaftalen« apart; None if none."""
    wanted = bare_omraade(navn)
    for omraade in periode.indsatsomraader:
        if wanted in {bare_omraade(known) for known in (omraade.id, omraade.navn, *omraade.aliaser)}:
            return omraade
    return None


def bare_omraade(navn: str) -> str:
    """Return an indsatsområde's name as a slug without the words that may stand around it."""
    return "-".join(word for word in slugify(navn).split("-") if word not in _FILLERS)


def short(text: str, limit: int = MAX_NAVN) -> str:
    """Return `text`, cut so that a message stays readable."""
    return text if len(text) <= limit else f"{text[:limit].rstrip()}…"


def quote_list(names: Iterable[str]) -> str:
    """Return names as prose: »a«, »b« og »c«; of many only the first three and how many more."""
    quoted = [f"»{short(name)}«" for name in names]
    if len(quoted) > 4:  # noqa: PLR2004 - three names and »1 anden« would be no shorter than four names
        quoted = [*quoted[:3], f"{len(quoted) - 3} andre"]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} og {quoted[-1]}"


def find_part(parts: Iterable[M], part_id: str) -> M | None:
    """Return the part with the id `part_id`, or None."""
    return next((part for part in parts if getattr(part, "id", None) == part_id), None)


def _walk(root: Model, steps: tuple[str, ...]) -> list[int]:
    """Return the place of each step: a field's among its model's fields, a part's among its siblings."""
    place: list[int] = []
    cls: type[Model] = type(root)
    value: Any = root  # a part, a tuple of parts, or None below a part that is blank
    for step in steps:
        if isinstance(value, tuple):
            place.append([part.id for part in value].index(step))
            value = value[place[-1]]
        else:
            fields = felter_of(cls)
            place.append(list(fields).index(step))
            value = getattr(value, step, None)
            cls = fields[step].model or cls
    return place

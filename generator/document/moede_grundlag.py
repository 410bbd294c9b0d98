"""What the documents of a meeting are made from, and how people, days and the chef are written in them.

Always so: a name that was erased shows as the role, and somebody whom the register doesn't know by the key; nothing is
looked up outside what was handed in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from generator.text import format_list, format_long_date
from generator.workflow.chef import DEFAULT_TITEL, chef_titel, define_titel, find_chef

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from generator.model.delaftale import Delaftale
    from generator.model.helhedsplan import Helhedsplan
    from generator.model.moede import Moede
    from generator.model.person import Person, Personregister
    from generator.workflow.tilstand import Tilstand

CHEF: Final = "chef"
"""The chef's key in the plan's register."""


@dataclass(frozen=True)
class Moedegrundlag:
    """A meeting and all that its documents speak of.

    `tekster` has, by forslag and delaftale, the text that the forslag was put on and that text with the whole
    indstilling made in it; `navne` the plan's names by id, delaftaler among them; `kontrolkode` is None before the
    meeting has made a post. `offentlig`: the content of lukkede items is left out.
    """

    moede: Moede
    plan: Helhedsplan
    register: Personregister
    tilstand: Tilstand
    tidligere: tuple[Moede, ...]
    tekster: Mapping[tuple[str, str], tuple[Delaftale, Delaftale]]
    navne: Mapping[str, str]
    kontrolkode: str | None = None
    offentlig: bool = False

    @property
    def chef(self) -> str:
        """The chef's title as a sentence begins with it."""
        return define_titel(chef_titel(self.plan, self.register, self.moede.dato))

    @property
    def signing_chef(self) -> str:
        """The plan's chef as a line to sign on has it: by name where the register or the plan has one."""
        person = find_chef(self.register, self.moede.dato) or self.register.find(CHEF)
        if person is not None:
            return self.present(person.id)
        chef = self.plan.chef
        if chef is None:
            return DEFAULT_TITEL
        return f"{chef.navn}, {_inside(chef.titel)}" if chef.navn else chef.titel

    def may_show(self, moede: Moede, punkt: str | None) -> bool:
        """Whether what stands under an item of a meeting may be shown; None: under none of them."""
        return not self.offentlig or not any(item.lukket for item in moede.punkter if item.id == punkt)

    def name(self, noegle: str) -> str:
        """Return somebody's name, or where there is none the role: »Medlem fra FOB«."""
        found = self.register.find(noegle)
        if found is None or found.navn:
            return noegle if found is None else str(found.navn)
        body = self._body(found)
        return f"{found.rolle} fra {body}" if body else found.rolle

    def name_inside(self, noegle: str) -> str:
        """Return the same as it stands within a line."""
        found = self.register.find(noegle)
        return self.name(noegle) if found is None or found.navn else _inside(self.name(noegle))

    def present(self, noegle: str) -> str:
        """Return somebody as a list of those present has them: »Anne A, formand, FOB«."""
        found = self.register.find(noegle)
        return noegle if found is None else self._present(found)

    def names(self, noegler: Iterable[str]) -> str:
        """Return several people in a row; "" for none."""
        return format_list(self.name(item) for item in noegler)

    def _present(self, person: Person) -> str:
        role = _inside(person.rolle) if person.navn else person.rolle
        return ", ".join(filter(None, [person.navn, role, self._body(person)]))

    def _body(self, person: Person) -> str:
        return "" if person.organisation is None else self.navne.get(person.organisation, person.organisation)


def _inside(title: str) -> str:
    """Return a title as it stands within a line."""
    return f"{title[:1].lower()}{title[1:]}"


def format_kl(kl: str) -> str:
    """Return a time as Danes print it: 14.00."""
    return kl.replace(":", ".")


def on_day(day: date) -> str:
    """Return »den 14. september 2022«."""
    return f"den {format_long_date(day)}"

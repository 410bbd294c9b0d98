"""Who is the plan's chef on a day, and how the title stands in a sentence.

Always so: somebody in the register who is marked as chef on that day comes before the plan's own; one who began later
comes before one who began earlier, so that a konstitueret chef stands in for a chef on leave. What was decided keeps
the title of its day, whoever is chef later. Sources: docs/analyse/moede.md (the chef's title is the plan's); domaene.md
§8.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from generator.model.helhedsplan import Helhedsplan
    from generator.model.person import Person, Personregister

DEFAULT_TITEL: Final = "Chef for helhedsplanen"
_LINKS: Final = frozenset({"for", "i", "af", "på", "ved"})


def find_chef(register: Personregister, day: date) -> Person | None:
    """Return who in the register is chef on that day, both ends included; None where nobody is marked."""
    held = [
        item
        for item in register.personer
        if item.chef and (item.fra is None or item.fra <= day) and (item.til is None or day <= item.til)
    ]
    return max(held, key=lambda item: item.fra or date.min, default=None)


def chef_titel(plan: Helhedsplan, register: Personregister, day: date) -> str:
    """Return the chef's title on that day, as the register or the plan has it."""
    person = find_chef(register, day)
    if person is not None:
        return person.rolle
    return DEFAULT_TITEL if plan.chef is None else plan.chef.titel


def define_titel(titel: str) -> str:
    """Return a title in the definite form where that is plain: »Chef for helhedsplanen« → »Chefen for helhedsplanen«.

    »Konstitueret chef« becomes »Den konstituerede chef«; any other that begins with more than its own word, or is
    definite already, is left as it is.
    """
    first, blank, rest = titel.partition(" ")
    if first.lower() in {"konstitueret", "fungerende"} and blank:
        word = "konstituerede" if first.lower() == "konstitueret" else "fungerende"
        return f"Den {word} {rest}"
    is_one_word = not blank or rest.split(" ", 1)[0] in _LINKS
    if not is_one_word or not first.isalpha() or first.endswith(("en", "et")):
        return titel
    return f"{first}{'n' if first.endswith('e') else 'en'}{blank}{rest}"


def within(titel: str) -> str:
    """Return a definite title as it stands inside a sentence: »chefen for helhedsplanen«."""
    return titel[:1].lower() + titel[1:]

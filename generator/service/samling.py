"""Gather the drafts of a plan into changes, and group them into forslag as a board would take them up.

Always so: every change of every draft is in one forslag, once. What hangs together comes together; staff of the same
kind in several delaftaler is one matter; spelling and the like is one forslag. A change that the chef has placed stays
where it was placed, with the words around it. Source: domaene.md §13 (Matters, not fields).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from generator.document.aendringer import describe
from generator.model.aendring import Aendringsart
from generator.model.forslag import Delaftaleaendringer, Forslagsudkast, Strategisk
from generator.model.sti import Sti
from generator.text import slugify
from generator.workflow.dependencies import find_needs
from generator.workflow.names import name_sti

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from generator.model.aendring import Feltaendring
    from generator.model.delaftale import Delaftale
    from generator.model.helhedsplan import Helhedsplan

REDAKTIONELT: Final = "Redaktionelle rettelser"
_PERIOD: Final = ("gaelder_fra", "gaelder_til")
_STRATEGIC_TYPES: Final = frozenset({"boligorganisation", "kommune"})
_LETTERS: Final = re.compile(r"[^\w]+")
_SHORTEST: Final = 5  # letters of a word that may be misspelt; in shorter ones another letter is often another word
_SLIPS: Final = 2  # letters that a misspelt word differs by


@dataclass(frozen=True)
class Kladdetekst:
    """A draft beside the text it changes. `version` is that text's number; `aendringer` lead from it to `ny`."""

    delaftale: str
    version: int
    nuvaerende: Delaftale
    ny: Delaftale
    aendringer: tuple[Feltaendring, ...]
    data: bytes


@dataclass(frozen=True)
class Enkelt:
    """One change where it is made."""

    kladde: Kladdetekst
    aendring: Feltaendring

    @property
    def noegle(self) -> tuple[str, tuple[bool, Sti]]:
        """What an indstilling holds once at most."""
        return self.kladde.delaftale, self.aendring.noegle


def list_enkelte(kladder: Iterable[Kladdetekst]) -> tuple[Enkelt, ...]:
    """Return all changes, by draft and then in the document's order."""
    return tuple(Enkelt(kladde, aendring) for kladde in kladder for aendring in kladde.aendringer)


@dataclass(frozen=True)
class Gruppering:
    """The forslag, and the titles of those that the chef had written and that hold no change any more."""

    forslag: tuple[Forslagsudkast, ...]
    tomme: tuple[str, ...]


def group_forslag(
    enkelte: Sequence[Enkelt], before: Sequence[Forslagsudkast], taken: Collection[str], plan: Helhedsplan, aar: int
) -> Gruppering:
    """Return the changes as forslag: those placed before where they were, the others by what they are about.

    `taken` are ids that can't be used again.
    """
    rest = {item.noegle: item for item in enkelte}
    kept: list[tuple[Forslagsudkast, list[Enkelt]]] = []
    tomme = []
    for forslag in before:
        keys = [(part.delaftale, change.noegle) for part in forslag.aendringer for change in part.aendringer]
        own = [rest.pop(key) for key in keys if key in rest]
        if own:
            kept.append((forslag, own))
        else:
            tomme.append(forslag.titel)
    used = {*taken, *(forslag.id for forslag, _ in kept)}
    made: list[Forslagsudkast] = []
    for own in _by_matter(tuple(rest.values())):
        titel, name = _title(own)
        same = next((item for item in kept if item[0].titel == titel), None)
        if same is not None:
            same[1].extend(own)
            continue
        forslag_id = _free_id(f"{aar}-{slugify(name)}", used)
        used.add(forslag_id)
        strategisk = Strategisk.UKLART if any(is_strategic(item, plan) for item in own) else Strategisk.NEJ
        made.append(Forslagsudkast(id=forslag_id, titel=titel, strategisk=strategisk, aendringer=_as_parts(own)))
    again = [forslag.replaced(aendringer=_as_parts(own)) for forslag, own in kept]
    return Gruppering((*again, *made), tuple(tomme))


def _as_parts(enkelte: Iterable[Enkelt]) -> tuple[Delaftaleaendringer, ...]:
    by_delaftale: dict[str, list[Feltaendring]] = {}
    for item in enkelte:
        by_delaftale.setdefault(item.kladde.delaftale, []).append(item.aendring)
    return tuple(
        Delaftaleaendringer(delaftale=name, aendringer=tuple(changes)) for name, changes in by_delaftale.items()
    )


def _free_id(wanted: str, used: Collection[str]) -> str:
    name, number = wanted[:56].strip("-"), 1
    while name in used:
        number += 1
        name = f"{wanted[:56].strip('-')}-{number}"
    return name


def _by_matter(enkelte: Sequence[Enkelt]) -> list[list[Enkelt]]:
    """Return the changes by matter: one part, what needs each other, the same staff in several delaftaler, spelling."""
    groups: list[int] = list(range(len(enkelte)))

    def join(one: int, other: int) -> None:
        old, new = groups[one], groups[other]
        for nr, group in enumerate(groups):
            if group == old:
                groups[nr] = new

    first_of: dict[tuple[str, ...], int] = {}
    for nr, item in enumerate(enkelte):
        join(nr, first_of.setdefault(_matter(item), nr))
    for name in dict.fromkeys(item.kladde.delaftale for item in enkelte):
        numbers = [nr for nr, item in enumerate(enkelte) if item.kladde.delaftale == name]
        for nr, needed in zip(numbers, find_needs([enkelte[nr].aendring for nr in numbers]), strict=True):
            for other in needed:
                join(nr, numbers[other])
    result: dict[int, list[Enkelt]] = {}
    for nr, item in enumerate(enkelte):
        result.setdefault(groups[nr], []).append(item)
    return list(result.values())


def _matter(item: Enkelt) -> tuple[str, ...]:
    """Return what tells which matter a change belongs to."""
    if is_redaktionel(item.aendring):
        return (REDAKTIONELT,)
    steps = item.aendring.sti.dele
    if steps[0] == "ressourcer":
        return steps[:2]
    if steps[0] in _PERIOD:
        return (item.kladde.delaftale, *_PERIOD)
    return (item.kladde.delaftale, *steps[:2])


def _title(enkelte: Sequence[Enkelt]) -> tuple[str, str]:
    """Return a title to begin with, and the name that the id is made of."""
    if all(is_redaktionel(item.aendring) for item in enkelte):
        return REDAKTIONELT, REDAKTIONELT
    first = next((item for item in enkelte if item.aendring.art is not Aendringsart.SAET), enkelte[0])
    sti = Sti("/".join(first.aendring.sti.dele[:2]))
    content = first.aendring.foreslaaet or first.aendring.nuvaerende if sti == first.aendring.sti else None
    text = first.kladde.ny if first.aendring.art is Aendringsart.TILFOEJ else first.kladde.nuvaerende
    navn = name_sti(sti, text, content)
    kladder = {item.kladde.delaftale for item in enkelte}
    if first.aendring.art is not Aendringsart.SAET or len(enkelte) == 1 or len(enkelte) == len(kladder):
        return describe(first.aendring, first.kladde.nuvaerende, first.kladde.ny).saetning, navn
    return f"{navn}: ændringer", navn


def is_redaktionel(change: Feltaendring) -> bool:
    """Whether a change seems to be spelling and the like: each word the same but for signs, capitals or a slip."""
    if change.art is not Aendringsart.SAET:
        return False
    if not isinstance(change.nuvaerende, str) or not isinstance(change.foreslaaet, str):
        return False
    if change.sti.dele[-1] in {*_PERIOD, "indsatsomraade", "formular"}:
        return False
    old, new = (
        [word for part in text.split() if (word := _bare(part))] for text in (change.nuvaerende, change.foreslaaet)
    )
    if "".join(old) == "".join(new):
        return re.sub(r"\D", "", change.nuvaerende) == re.sub(r"\D", "", change.foreslaaet)
    return len(old) == len(new) and all(_is_slip(*pair) for pair in zip(old, new, strict=True))


def _bare(word: str) -> str:
    return _LETTERS.sub("", word).casefold()


def _is_slip(old: str, new: str) -> bool:
    if old == new:
        return True
    if min(len(old), len(new)) < _SHORTEST or not old.isalpha() or not new.isalpha():
        return False
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - only words that differ need it

    return OSA.distance(old, new) <= _SLIPS


def is_strategic(item: Enkelt, plan: Helhedsplan) -> bool:
    """Whether a change may touch the strategic agreement: the period, the indsatsområde, or one of its parties.

    The primary actors of a delaftale are not the strategic parties: a local forening may come and go.
    Source: domaene.md §1 (Who decides what), §13 (Beginning).
    """
    steps = item.aendring.sti.dele
    if steps[0] in {*_PERIOD, "indsatsomraade"}:
        return True
    if steps[0] != "parter" or item.aendring.art is Aendringsart.FLYT:
        return False
    values: list[object] = [item.aendring.nuvaerende, item.aendring.foreslaaet]
    if len(steps) > 2 and steps[2] != "organisation":  # noqa: PLR2004 - a field of a party
        return False
    named = {value.get("organisation") if isinstance(value, dict) else value for value in values}
    types: Mapping[str, str] = {organisation.id: str(organisation.type) for organisation in plan.organisationer}
    return any(types.get(str(name)) in _STRATEGIC_TYPES for name in named)

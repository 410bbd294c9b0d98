"""A forslag that the board splits: which of its changes are decided apart, and what the rest is.

Always so: each change goes to one part; what goes to no part that was named is the rest, which has a decision of its
own. Parts become forslag when the meeting is closed. Source: domaene.md §13 ("the board may split one").
"""

from __future__ import annotations

from itertools import count as numbers_from
from typing import TYPE_CHECKING

from generator.errors import MoedeError
from generator.model.beslutning import Forslagsdel, Opdeling
from generator.text import format_list
from generator.workflow.deciding import find_forslag

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.model.moede import Forslagsafgoerelse, Moede
    from generator.workflow.fakta import Forslagstilstand
    from generator.workflow.tilstand import Tilstand


def numbers_left(moede: Moede, item: Forslagstilstand) -> tuple[int, ...]:
    """Return which of a forslag's changes, by number from 1, go to no part that the board decides apart."""
    apart = {nr for part in _parts(moede.afgoerelser, item.forslag.id) for nr in part.numre}
    return tuple(nr for nr in range(1, _count(item) + 1) if nr not in apart)


def is_decided(moede: Moede, item: Forslagstilstand) -> bool:
    """Whether all of a forslag has a decision: as a whole, or each of its changes in some part."""
    own = [other for other in moede.afgoerelser if other.forslag == item.forslag.id and other.retter is None]
    return any(other.udskilt is None for other in own) or (bool(own) and not numbers_left(moede, item))


def refuse_part(
    others: Sequence[Forslagsafgoerelse], udskilt: Forslagsdel, whole: Forslagstilstand, tilstand: Tilstand
) -> None:
    """Refuse a part that is none: changes that the forslag doesn't have, all of them, or some of another part.

    `others` are the decisions beside it. Raises: MoedeError.
    """
    titel, count = whole.forslag.titel, _count(whole)
    strange = [nr for nr in udskilt.numre if not 1 <= nr <= count]
    if strange:
        there = "kun én ændring" if count == 1 else f"ændring 1 til {count}"
        problem = f"»{titel}« har {there}, så {_numbers(strange)} findes ikke."
        raise MoedeError(problem, "Se numrene med »delaftale forslag«.")
    if len(set(udskilt.numre)) == count:
        raise MoedeError(f"»{titel}« har ikke flere ændringer end dem.", "Afgør forslaget som helhed.")
    taken = {nr for part in _parts(others, whole.forslag.id) for nr in part.numre}
    shared = sorted(taken.intersection(udskilt.numre))
    if shared:
        problem = f"Ændring {_numbers(shared)} i »{titel}« er allerede afgjort for sig."
        raise MoedeError(problem, "Fortryd beslutningen om forslaget, og del det på ny.")
    if udskilt.id in {*tilstand.forslag, *(other.del_id for other in others)}:
        raise MoedeError(f"Der er allerede et forslag »{udskilt.id}«.", "Giv delen en anden titel med »--titel«.")


def check_split(moede: Moede, tilstand: Tilstand) -> Iterator[str]:
    """Yield in Danish where a forslag is split so that a change goes to no part, or to two."""
    for item, parts, has_rest in _split(moede, tilstand):
        titel, count = item.forslag.titel, _count(item)
        numbers = [nr for part in parts for nr in part.numre]
        rest = numbers_left(moede, item)
        strange = sorted({nr for nr in numbers if not 1 <= nr <= count or numbers.count(nr) > 1})
        if strange:
            yield f"»{titel}« har {count} ændringer, og ændring {_numbers(strange)} findes ikke eller står i to dele."
        elif rest and not has_rest:
            yield f"»{titel}« er delt, men ændring {_numbers(rest)} er ikke afgjort. Notér beslutningen om resten."
        elif not rest and (has_rest or len(parts) == 1):
            yield f"»{titel}« er delt, så der ikke er mere tilbage. Fortryd beslutningen, og afgør det som helhed."


def split_all(moede: Moede, tilstand: Tilstand) -> Iterator[Opdeling]:
    """Yield how the board split forslag: the parts that it named, and the rest if there is one."""
    for item, parts, _ in _split(moede, tilstand):
        whole, dele = item.forslag, parts
        if rest := numbers_left(moede, item):
            name = rest_id(moede, whole.id, tilstand)
            dele = [*parts, Forslagsdel(id=name, titel=f"{whole.titel}, resten", numre=rest)]
        yield Opdeling(forslag=whole.id, dele=tuple(dele))


def part_id(afgoerelse: Forslagsafgoerelse, moede: Moede, tilstand: Tilstand) -> str:
    """Return the id that a decision's forslag has in the log: its own, or that of the part it became."""
    if afgoerelse.udskilt is not None:
        return afgoerelse.udskilt.id
    is_split = bool(_parts(moede.afgoerelser, afgoerelse.forslag))
    return rest_id(moede, afgoerelse.forslag, tilstand) if is_split else afgoerelse.forslag


def rest_id(moede: Moede, forslag: str, tilstand: Tilstand) -> str:
    """Return the id of what is left of a forslag: an id that nothing in the log or at the meeting has."""
    taken = {*tilstand.forslag, *(item.del_id for item in moede.afgoerelser)}
    base = f"{forslag[:50].strip('-')}-resten"
    return base if base not in taken else next(f"{base}-{nr}" for nr in numbers_from(2) if f"{base}-{nr}" not in taken)


def _split(moede: Moede, tilstand: Tilstand) -> Iterator[tuple[Forslagstilstand, list[Forslagsdel], bool]]:
    """Yield each forslag that is split, its parts, and whether the rest has a decision."""
    for name in dict.fromkeys(item.forslag for item in moede.afgoerelser if item.udskilt is not None):
        has_rest = any(item.forslag == name and item.udskilt is None for item in moede.afgoerelser)
        yield find_forslag(tilstand, name), _parts(moede.afgoerelser, name), has_rest


def _parts(afgoerelser: Sequence[Forslagsafgoerelse], forslag: str) -> list[Forslagsdel]:
    return [item.udskilt for item in afgoerelser if item.forslag == forslag and item.udskilt is not None]


def _count(item: Forslagstilstand) -> int:
    return sum(len(part.aendringer) for part in item.forslag.aendringer)


def _numbers(numre: Sequence[int]) -> str:
    return format_list(str(nr) for nr in numre)

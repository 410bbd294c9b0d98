"""Fit a year's status to the delaftale: a line for every part it has, nothing lost of what somebody wrote.

Always so: the result holds each delmål and indikator of the delaftale, in its order; a part that has left the agreement
stays, after the others, if anything is written there, and goes if it is blank. Pure.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.model.status import AarligStatus, DelmaalStatus, IndikatorStatus
from generator.model.sti import Sti, name_felt

if TYPE_CHECKING:
    from generator.model.delaftale import Delaftale
    from generator.model.indikator import Delmaal


@dataclass(frozen=True)
class Udgaaet:
    """A part that the delaftale no longer has. `navn` as its ids tell; `er_bevaret`: something is written there."""

    navn: str
    er_bevaret: bool


@dataclass(frozen=True)
class Tilpasset:
    """A status fitted to the delaftale: the names of the parts that are new in it, and those that have gone."""

    status: AarligStatus
    tilfoejet: tuple[str, ...]
    udgaaet: tuple[Udgaaet, ...]


def fit_status(delaftale: Delaftale, aar: int, before: AarligStatus | None) -> Tilpasset:
    """Return the year's status with a line for each part of `delaftale`; `before` is what there is, None: nothing."""
    old = before.delmaal if before is not None else ()
    wanted = {delmaal.id for delmaal in delaftale.delmaal}
    gone = [item for item in old if item.id not in wanted]
    new: list[str] = []
    left: list[Udgaaet] = []
    parts: list[DelmaalStatus] = []
    for delmaal in delaftale.delmaal:
        own = before.find(delmaal.id) if before is not None else None
        if own is None:
            new.append(name_felt(delaftale, Sti("delmaal") / delmaal.id))
        parts.append(_fit_delmaal(delaftale, delmaal, own, new, left))
    left += [Udgaaet(f"delmålet {item.id}", item.er_udfyldt) for item in gone]
    parts += [item for item in gone if item.er_udfyldt]
    status = AarligStatus(format=1, delaftale=delaftale.id, aar=aar, delmaal=tuple(parts))
    return Tilpasset(status, tuple(new), tuple(left))


def _fit_delmaal(
    delaftale: Delaftale, delmaal: Delmaal, own: DelmaalStatus | None, new: list[str], left: list[Udgaaet]
) -> DelmaalStatus:
    """Return one delmål's status; what is new in it and what has gone is added to `new` and `left`."""
    parts: list[IndikatorStatus] = []
    for item in delmaal.indikatorer:
        found = own.find(item.id) if own is not None else None
        if found is None and own is not None:
            new.append(name_felt(delaftale, Sti("delmaal") / delmaal.id / "indikatorer" / item.id))
        parts.append(found or IndikatorStatus(id=item.id))
    if own is None:
        return DelmaalStatus(id=delmaal.id, indikatorer=tuple(parts))
    wanted = {item.id for item in delmaal.indikatorer}
    gone = [item for item in own.indikatorer if item.id not in wanted]
    where = name_felt(delaftale, Sti("delmaal") / delmaal.id)
    left += [Udgaaet(f"indikatoren {item.id} under {where}", item.er_udfyldt) for item in gone]
    return own.replaced(indikatorer=(*parts, *(item for item in gone if item.er_udfyldt)))

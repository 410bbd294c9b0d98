"""Whether a version is what was decided: the text before it, the text it has, and the changes that its post names.

Always so: pure; nothing is brought together anew, so that a record which holds today also holds for the program of
another year. What the texts differ in must have been decided, and what was decided of a field that nobody else touched
must stand. Source: domaene.md §9 rules 24 and 25.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.aendring import Aendringsart
from generator.model.sti import UnknownStiError, read_felt
from generator.workflow.diff import diff
from generator.workflow.values import to_plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.model.aendring import Feltaendring
    from generator.model.delaftale import Delaftale
    from generator.model.sti import Sti
    from generator.workflow.fakta import Version
    from generator.workflow.tilstand import Tilstand


def find_decided(tilstand: Tilstand, version: Version) -> tuple[Feltaendring, ...]:
    """Return the changes that the version's post says are in it, beside what it builds on; () for a registered one."""
    return tuple(
        change
        for virkning in tilstand.virkninger.get(version.delaftale, ())
        if version.bygger_paa is not None
        and virkning.version.post == version.post
        and virkning.version.gaelder_fra <= version.gaelder_fra
        for change in virkning.aendringer
    )


def find_ubesluttet(old: Delaftale, new: Delaftale, decided: Iterable[Feltaendring]) -> Sti | None:
    """Return the first thing that differs between the texts and that nobody decided; None if all of it was."""
    stier = {change.sti for change in decided}
    return next((item.sti for item in diff(old, new) if not any(_touch(item.sti, sti) for sti in stier)), None)


def find_udeladt(old: Delaftale, new: Delaftale, decided: Sequence[Feltaendring]) -> Feltaendring | None:
    """Return the first change that was decided and does not stand in the text; None if all that can be told do.

    Of a field that somebody else had changed since, and of one that several decided, nothing can be told.
    """
    for nr, change in enumerate(decided):
        alone = not any(_touch(change.sti, other.sti) for other in (*decided[:nr], *decided[nr + 1 :]))
        if alone and _read(old, change.sti) == change.nuvaerende and not _stands(change, new):
            return change
    return None


def _stands(change: Feltaendring, new: Delaftale) -> bool:
    now = _read(new, change.sti)
    if change.art is Aendringsart.FLYT:
        return True  # both values are None, and a place is told by siblings that may have come and gone
    return now is None if change.art is Aendringsart.FJERN else now == change.foreslaaet


def _read(text: Delaftale, sti: Sti) -> object:
    try:
        return to_plain(read_felt(text, sti))
    except UnknownStiError:
        return None


def _touch(one: str, other: str) -> bool:
    return one == other or one.startswith(f"{other}/") or other.startswith(f"{one}/")

"""What people call what a change is about, also when the agreement at hand doesn't hold it (any more, or yet)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.model.delaftale import Delaftale
from generator.model.sti import Sti, UnknownStiError, felter_of, name_felt

if TYPE_CHECKING:
    from generator.model.aendring import Feltaendring
    from generator.model.base import Model


def name_change(change: Feltaendring, delaftale: Delaftale) -> str:
    """Return the field's or the part's name for people: »Beboervejledning, Formål«, »Delmål 2«."""
    return name_sti(change.sti, delaftale, change.nuvaerende or change.foreslaaet)


def name_sti(sti: Sti, delaftale: Delaftale, content: Any = None) -> str:
    """Return the name for people of what stands at `sti`, or would stand there.

    A part that isn't in `delaftale` goes by its own name in `content`, else by its kind (»Delmål«), an unknown field by
    its label.
    """
    try:
        return name_felt(delaftale, sti)
    except UnknownStiError:
        return ", ".join(_guess(sti, delaftale, content)) or Delaftale.TITEL


def _guess(sti: Sti, delaftale: Delaftale, content: Any) -> list[str]:
    """Return the names along `sti`, as far as it follows the model; parts that are there by their names."""
    names: list[str] = []
    cls: type[Model] | None = type(delaftale)
    known = Sti("")
    steps = iter(sti.dele)
    while cls is not None and (step := next(steps, None)) is not None and (art := felter_of(cls).get(step)) is not None:
        cls, known = art.model, known / step
        part_id = next(steps, None) if art.is_list else None
        if cls is None or part_id is None:
            names.append(art.titel)
            continue
        known = known / part_id
        try:
            names = [name_felt(delaftale, known)]
        except UnknownStiError:
            own = content.get(cls.NAVNEFELT) if known == sti and isinstance(content, dict) else None
            names.append(own or cls.TITEL)
    return names

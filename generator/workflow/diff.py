"""What makes one delaftale of another: changes by sti, in the order that the document has.

Always so: `apply(diff(a, b), a) == b` and `diff(a, a) == ()`. Parts are the same when their ids are; a changed id is
one part removed and another added, so that no id changes unseen. Beside a part that comes or goes whole, every change
is of one field, the smallest thing that a board can decide on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.model.aendring import Aendringsart, Feltaendring, Plads
from generator.model.sti import Sti, felter_of
from generator.workflow.places import arrange, find_places, find_staying
from generator.workflow.values import blank, is_empty, to_plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.base import Model
    from generator.model.delaftale import Delaftale


def diff(a: Delaftale, b: Delaftale) -> tuple[Feltaendring, ...]:
    """Return the changes that make `b` of `a`, in the document's order; a part's removal stands where it stood.

    Of each list the least number of parts is moved. A blank part that is filled in, or one that is emptied, is its
    fields set.
    """
    return tuple(_diff_fields(type(a), a, b, Sti("")))


def _diff_fields(cls: type[Model], a: Model | None, b: Model | None, sti: Sti) -> Iterator[Feltaendring]:
    """Yield the changes from part to part; None is a blank part, whose fields are blank."""
    for name, art in felter_of(cls).items():
        old = blank(cls, name) if a is None else getattr(a, name)
        new = blank(cls, name) if b is None else getattr(b, name)
        if old is new or old == new:
            continue
        if art.model is None:
            yield _set(sti / name, old, new)
        elif art.is_list:
            yield from _diff_list(art.model, old, new, sti / name)
        else:
            yield from _diff_fields(art.model, old, new, sti / name)
            if (old is None or new is None or is_empty(new)) and _hull(old) != _hull(new):
                yield _set(sti / name, _hull(old), _hull(new))


def _hull(part: Model | None) -> Model | None:
    """Return a part that is there with nothing in it, which differs from none at all; None for any other."""
    return part if part is not None and is_empty(part) else None


def _set(sti: Sti, old: Any, new: Any) -> Feltaendring:
    return Feltaendring(art=Aendringsart.SAET, sti=sti, nuvaerende=to_plain(old), foreslaaet=to_plain(new))


def _diff_list(cls: type[Model], old: tuple[Any, ...], new: tuple[Any, ...], sti: Sti) -> Iterator[Feltaendring]:
    before = {part.id: part for part in old}
    after = {part.id: part for part in new}
    staying = find_staying(list(before), list(after))
    left, places = find_places(list(before), staying), find_places(list(after), staying)
    for part_id in arrange(list(before), (), places):
        part_sti = sti / part_id
        if part_id not in after:
            content = to_plain(before[part_id])
            yield _change(Aendringsart.FJERN, part_sti, nuvaerende=content, nuvaerende_plads=left[part_id])
        elif part_id not in before:
            content = to_plain(after[part_id])
            yield _change(Aendringsart.TILFOEJ, part_sti, foreslaaet=content, foreslaaet_plads=places[part_id])
        else:
            if part_id in places:
                from_to = {"nuvaerende_plads": left[part_id], "foreslaaet_plads": places[part_id]}
                yield _change(Aendringsart.FLYT, part_sti, **from_to)
            yield from _diff_fields(cls, before[part_id], after[part_id], part_sti)


def _change(art: Aendringsart, sti: Sti, **sides: dict[str, Any] | Plads) -> Feltaendring:
    return Feltaendring(art=art, sti=sti, **sides)

"""The board's own wording of a forslag: what it changes in the text as put, as all the matter's changes.

Always so: what results holds every change that the forslag then makes, in each of its delaftaler, so that it can stand
in the place of the chef's; a wording that the text can't hold is refused at once, with the field's name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.errors import MoedeError
from generator.model.aendring import Aendringsart, Feltaendring
from generator.model.forslag import Delaftaleaendringer
from generator.model.sti import read_felt
from generator.service.fletning import Tekster, changes_in
from generator.text import format_list, nearest
from generator.workflow.apply import apply
from generator.workflow.deciding import find_forslag
from generator.workflow.dependencies import closure
from generator.workflow.diff import diff
from generator.workflow.feltnavne import match_felt, name_all
from generator.workflow.values import to_plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.model.delaftale import Delaftale
    from generator.model.sti import Sti
    from generator.service.akter import Planlog
    from generator.store.port import Store
    from generator.workflow.fakta import Forslagstilstand


def word_egne_aendringer(
    store: Store, planlog: Planlog, forslag: str, felter: Sequence[tuple[str, str]]
) -> tuple[Delaftaleaendringer, ...]:
    """Return the changes of a forslag with the board's own wording in some fields.

    `felter` are names (or addresses) and wordings; a blank wording empties the field. A field that the forslag leaves
    alone may be changed as well.

    Raises: UnknownForslagError; MoedeError, on a field that no delaftale of the forslag has, or several have; what the
    texts say: AendringError, FileError.
    """
    item = find_forslag(planlog.tilstand, forslag)
    tekster = Tekster(store, planlog)
    bases = {name: tekster.read(name, nr) for name, nr in item.bygger_paa}
    proposed = {name: propose(planlog, item, name, base) for name, base in bases.items()}
    wanted = dict(proposed)
    for felt, tekst in felter:
        name, change = change_felt(wanted, felt, tekst)
        if change is not None:
            wanted[name] = apply([change], wanted[name])
    parts = []
    for name, base in bases.items():
        own = {change.noegle: change for change in diff(base, wanted[name])}
        others = {change.noegle for change in diff(base, proposed[name])} - {
            change.noegle for change in changes_in(item, name)
        }
        kept = tuple(change for key, change in own.items() if key not in others)
        if kept:
            parts.append(Delaftaleaendringer(delaftale=name, aendringer=kept))
    if not parts:
        problem = f"Med den ordlyd ændrer »{item.forslag.titel}« ikke noget."
        raise MoedeError(problem, "Skriv udfaldet ikke-godkendt, hvis teksten skal blive, som den er.")
    return tuple(parts)


def propose(planlog: Planlog, item: Forslagstilstand, delaftale: str, base: Delaftale) -> Delaftale:
    """Return the text as the forslag would have it, with what it needs of the others put with it.

    Raises: AendringError, if the forslag doesn't fit `base`.
    """
    own = changes_in(item, delaftale)
    pool = {
        change.noegle: change
        for other in planlog.tilstand.forslag.values()
        if other.indstilling == item.indstilling
        for change in changes_in(other, delaftale)
    } | {change.noegle: change for change in own}
    return apply(closure(own, tuple(pool.values())), base)


def change_felt(texts: dict[str, Delaftale], felt: str, tekst: str) -> tuple[str, Feltaendring | None]:
    """Return the delaftale of a field that was named, and the change that words it so; None: it reads so already.

    Raises: MoedeError, on a name that no field has, or several have, or a part that is no single text.
    """
    hits = [(name, sti) for name, text in texts.items() for sti in match_felt(name_all(text), felt)]
    if len(hits) != 1:
        names = {navn for text in texts.values() for navn in name_all(text).values()}
        if not hits:
            near = nearest(felt, names)
            meant = f"Mente du »{near[0]}«?" if near else "Skriv det som »Beboervejledning, Formål«."
            raise MoedeError(f"Der er intet felt, der hedder »{felt}«, i det, forslaget handler om.", meant)
        shown = format_list(f"»{name_all(texts[name])[sti]}«" for name, sti in hits[:5])
        raise MoedeError(f"»{felt}« kan være {shown}.", "Skriv feltet helt ud.")
    name, sti = _to_value(texts, *hits[0])
    before, after = to_plain(read_felt(texts[name], sti)), tekst.strip() or None
    if before == after:
        return name, None
    if isinstance(before, dict | list):
        problem = f"»{name_all(texts[name])[sti]}« er flere felter, ikke én tekst."
        raise MoedeError(problem, "Nævn det felt, der skal lyde anderledes.")
    return name, Feltaendring(art=Aendringsart.SAET, sti=sti, nuvaerende=before, foreslaaet=after)


def _to_value(texts: dict[str, Delaftale], name: str, sti: Sti) -> tuple[str, Sti]:
    """Return the field; of a part, the one value in it that documents call by its name: a måltal's number."""
    names = name_all(texts[name])
    plain = {
        inner: to_plain(read_felt(texts[name], inner))
        for inner, navn in names.items()
        if navn == names[sti] and str(inner).startswith(f"{sti}/")
    }
    values = [inner for inner, value in plain.items() if not isinstance(value, dict | list)]
    return name, values[0] if len(values) == 1 else sti

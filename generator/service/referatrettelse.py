"""What a remark on a referat changes in the text: written on what was decided, so that nothing adopted since is lost.

Always so: the changes say what the text has now on the day that the correction counts from, and only what the remark is
about; a decision that should not have been made is taken out of the text again, one that should have been comes in.
Source: domaene.md §2, §13; docs/analyse/moede.md (The referat).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.errors import MoedeError
from generator.model.beslutning import GODKENDENDE, Udfald
from generator.model.forslag import Delaftaleaendringer
from generator.service.egen_ordlyd import change_felt, propose
from generator.service.fletning import Tekster, changes_of
from generator.text import format_list, format_short_date
from generator.workflow.apply import apply
from generator.workflow.deciding import find_forslag
from generator.workflow.diff import diff
from generator.workflow.merge import merge
from generator.workflow.names import name_sti
from generator.workflow.transitions import APPROVED

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from generator.model.delaftale import Delaftale
    from generator.service.akter import Planlog
    from generator.store.port import Store
    from generator.workflow.fakta import Forslagstilstand


def find_rettelsesdag(planlog: Planlog, forslag: str, moede: date) -> date:
    """Return the day that a correction counts from where none is stated: the meeting's, or the decision's if later."""
    days = [item.gaelder_fra for item in find_forslag(planlog.tilstand, forslag).afgoerelser if item.gaelder_fra]
    return max([moede, *days[-1:]])


def word_rettelse(
    store: Store,
    planlog: Planlog,
    forslag: str,
    *,
    udfald: Udfald,
    felter: Sequence[tuple[str, str]],
    fra: date,
) -> tuple[Delaftaleaendringer, ...]:
    """Return what a correction of the last decision on a forslag changes from `fra` on; () if only words were wrong.

    `felter` are names (or addresses) and wordings. Without any, the outcome says what the text is to be: as the chef
    put it, or as it was.

    Raises: UnknownForslagError; MoedeError, where what was adopted since stands in the way; what the texts say:
    AendringError, FileError.
    """
    item = find_forslag(planlog.tilstand, forslag)
    tekster = Tekster(store, planlog)
    now = {name: _text_on(tekster, name, fra) for name, _ in item.bygger_paa}
    wanted = dict(now)
    if felter:
        for felt, tekst in felter:
            name, change = change_felt(wanted, felt, tekst)
            if change is not None:
                wanted[name] = apply([change], wanted[name])
    elif udfald is Udfald.GODKENDT or udfald not in GODKENDENDE:
        for name, base in item.bygger_paa:
            wanted[name] = _as_decided(tekster, item, (name, base), now[name], is_approved=udfald in GODKENDENDE)
    changed = {name: tuple(diff(now[name], text)) for name, text in wanted.items()}
    return tuple(Delaftaleaendringer(delaftale=name, aendringer=items) for name, items in changed.items() if items)


def _text_on(tekster: Tekster, delaftale: str, day: date) -> Delaftale:
    text = tekster.planlog.tilstand.text_on(delaftale, day)
    if text is None:
        raise MoedeError(f"»{delaftale}« har ingen tekst den {format_short_date(day)}.", "Vælg en dag i perioden.")
    return tekster.read(delaftale, text.nr)


def _as_decided(
    tekster: Tekster, item: Forslagstilstand, bygger_paa: tuple[str, int], now: Delaftale, *, is_approved: bool
) -> Delaftale:
    """Return the text as it would be, had the forslag been approved as put, or not been approved."""
    delaftale, base = bygger_paa
    before = tekster.read(delaftale, base)
    put = propose(tekster.planlog, item, delaftale, before)
    own = [changes_of(act.aendringer, delaftale) for act in item.afgoerelser if act.aendringer]
    was = before
    if item.status in APPROVED:
        was = put if not own or own[-1] == changes_of(item.forslag.aendringer, delaftale) else apply(own[-1], before)
    merged = merge(was, now, put if is_approved else before)
    if merged.konflikter:
        places = format_list(f"»{name_sti(found.sti, now, found.vores)}«" for found in merged.konflikter)
        problem = f"{places} er ændret igen, siden »{item.forslag.titel}« blev afgjort."
        raise MoedeError(problem, "Skriv med »--felt« og »--tekst«, hvordan det skal lyde.")
    return merged.result

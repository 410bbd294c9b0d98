"""What the board decided becomes versions and a post: one act for all that a meeting decided, and what comes after it.

Always so: what is approved fits the text as it is adopted, and comes with what it needs or not at all; a matter that
waited (for a forbehold, for the formandskab's wording) takes effect by an act of its own. The meeting itself (agenda,
votes, referat) is somebody else's matter; here its outcome is handed in.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from generator.errors import LogError
from generator.model.beslutningslog import Postart
from generator.model.forslag import Forslagsstatus
from generator.service.akter import open_planlog
from generator.service.fletning import Tekster, changes_in, changes_of, find_konflikter
from generator.service.nye_versioner import BeslutningKonfliktError, Tekstvirkning, record
from generator.text import format_short_date
from generator.workflow.deciding import find_forslag, split_forslag
from generator.workflow.dependencies import closure
from generator.workflow.transitions import APPROVED, VERSERENDE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from generator.model.aendring import Feltaendring
    from generator.model.beslutning import Forslagsbeslutning, Opdeling
    from generator.model.forslag import Delaftaleaendringer
    from generator.service.akter import Gemt, Handling
    from generator.store.port import Store
    from generator.workflow.fakta import Forslagstilstand


class HaengerSammenError(LogError):
    """A forslag needs another that does not take effect, or later only. Both are given by title.

    `fra` is the day that the other counts from, as people read it; None: it is not approved. `er_lukket`: nor will be.
    """

    def __init__(self, titel: str, andet: str, fra: str | None = None, *, er_lukket: bool = False) -> None:
        self.titel, self.andet, self.fra, self.er_lukket = titel, andet, fra, er_lukket
        if fra is not None:
            text, advice = f"som først gælder fra {fra}", "Lad dem gælde fra samme dag."
        else:
            text = "som ikke er godkendt"
            advice = "Godkend dem begge, eller udsæt dem begge."
        if er_lukket:
            advice = "Det bliver det ikke mere. Send forslaget tilbage til chefen."
        super().__init__(f"»{titel}« hænger sammen med »{andet}«, {text}.", advice)


def beslut(
    store: Store,
    plan: str,
    handling: Handling,
    *,
    moede: date,
    afgoerelser: Sequence[Forslagsbeslutning],
    opdelinger: Sequence[Opdeling] = (),
    bilag: Mapping[str, bytes] | None = None,
) -> Gemt:
    """Record what a meeting decided on forslag, with the versions that follow; return what came of it.

    The parts of `opdelinger` are forslag of their own, which `afgoerelser` may decide. A wording of the board's own,
    and a correction, says what stands now as the text has it; which version that is, is found. `bilag` are further
    files that the act makes, by path from the plan's folder.

    Raises: BeslutningKonfliktError; HaengerSammenError, where what was approved needs what was not; AendringError, on a
    wording of the board's own that doesn't fit; LogError; AktError; FileError.
    """
    planlog = open_planlog(store, plan)
    tilstand = planlog.tilstand.copy()
    for opdeling in opdelinger:
        split_forslag(tilstand, opdeling, moede)
    tekster = Tekster(store, replace(planlog, tilstand=tilstand))
    virkninger = {
        item.forslag: _effect(
            find_forslag(tilstand, item.forslag), item.gaelder_fra, item.aendringer, retter=item.retter is not None
        )
        for item in afgoerelser
        if item.virker and item.gaelder_fra is not None
    }
    as_put = [tilstand.forslag[item.forslag] for item in afgoerelser if item.virker and item.aendringer is None]
    _refuse_conflicts(tekster, as_put, handling.dato)
    for item in as_put:
        _refuse_lacking(tekster, item, virkninger)
    facts = {"moede": moede, "forslag": tuple(afgoerelser), "opdelinger": tuple(opdelinger)}
    effects = tuple(virkninger.values())
    return record(store, planlog, handling, Postart.BESLUTNING, facts, virkninger=effects, tekster=tekster, bilag=bilag)


def afgoer_forbehold(
    store: Store,
    plan: str,
    handling: Handling,
    *,
    forslag: str,
    opfyldt: bool,
    grundlag: str,
    gaelder_fra: date | None = None,
    aendringer: Sequence[Delaftaleaendringer] | None = None,
    bilag: Mapping[str, bytes] | None = None,
) -> Gemt:
    """Record that a forbehold is met, so that the forslag takes effect, or not, so that it lapses.

    `gaelder_fra` only when it is met, and then always. `aendringer` None: as decided.

    Raises: what `beslut` raises.
    """
    planlog = open_planlog(store, plan)
    item = find_forslag(planlog.tilstand, forslag)
    own = aendringer
    if own is None and item.afgoerelser:
        own = item.afgoerelser[-1].egen_ordlyd
    facts = {"forslag": forslag, "opfyldt": opfyldt, "grundlag": grundlag, "gaelder_fra": gaelder_fra}
    facts["aendringer"] = None if aendringer is None else tuple(aendringer)
    effects = [_effect(item, gaelder_fra, own)] if opfyldt and gaelder_fra is not None else []
    tekster = Tekster(store, planlog)
    if effects and own is None:
        _refuse_lacking(tekster, item, {forslag: effects[0]})
    return record(store, planlog, handling, Postart.FORBEHOLD, facts, virkninger=effects, tekster=tekster, bilag=bilag)


def fastlaeg_ordlyd(
    store: Store,
    plan: str,
    handling: Handling,
    *,
    forslag: str,
    ordlyd: str,
    gaelder_fra: date,
    aendringer: Sequence[Delaftaleaendringer] | None = None,
    bilag: Mapping[str, bytes] | None = None,
) -> Gemt:
    """Record the final wording that the formandskab was empowered to settle. `aendringer` None: as put.

    Raises: what `beslut` raises.
    """
    planlog = open_planlog(store, plan)
    item = find_forslag(planlog.tilstand, forslag)
    facts = {"forslag": forslag, "ordlyd": ordlyd, "gaelder_fra": gaelder_fra}
    facts["aendringer"] = None if aendringer is None else tuple(aendringer)
    effect = _effect(item, gaelder_fra, aendringer)
    tekster = Tekster(store, planlog)
    if aendringer is None:
        _refuse_lacking(tekster, item, {forslag: effect})
    return record(
        store, planlog, handling, Postart.BEMYNDIGELSE, facts, virkninger=[effect], tekster=tekster, bilag=bilag
    )


def _effect(
    item: Forslagstilstand,
    gaelder_fra: date,
    own: Sequence[Delaftaleaendringer] | None,
    *,
    retter: bool = False,
) -> Tekstvirkning:
    """Return what takes effect of a forslag: the wording of the board's own, else as put.

    A correction (`retter`) is written on what was decided, never on what the forslag was put on.
    """
    parts = item.forslag.aendringer if own is None else own
    return Tekstvirkning(
        gaelder_fra=gaelder_fra,
        aendringer={part.delaftale: part.aendringer for part in parts},
        forslag=item.forslag.id,
        bygger_paa={} if retter else dict(item.bygger_paa),
        samling=item.indstilling,
        egen_ordlyd=own is not None,
    )


def _refuse_conflicts(tekster: Tekster, as_put: Sequence[Forslagstilstand], today: date) -> None:
    """Refuse to approve, as put, a forslag that no longer fits the text: it is the chef's to mend."""
    tilstand = tekster.planlog.tilstand
    for name, hvad in find_konflikter(tekster, as_put, today).items():
        delaftale, _ = tilstand.forslag[name].bygger_paa[0]
        text = tilstand.text_on(delaftale, today)
        raise BeslutningKonfliktError(delaftale, 0 if text is None else text.nr, hvad)


def _refuse_lacking(tekster: Tekster, item: Forslagstilstand, virkninger: Mapping[str, Tekstvirkning]) -> None:
    """Refuse a forslag that needs changes of another which does not take effect, or later only.

    `virkninger` are those of the act, by forslag.
    """
    own_day = virkninger[item.forslag.id].gaelder_fra
    others = [
        other
        for other in tekster.planlog.tilstand.forslag.values()
        if other.indstilling == item.indstilling
        and other.status is not Forslagsstatus.OPDELT
        and other.forslag.id != item.forslag.id
    ]
    for delaftale, _ in item.bygger_paa:
        own = changes_in(item, delaftale)
        owners = {change.noegle: other for other in others for change in changes_in(other, delaftale)}
        pool = (*(change for other in others for change in changes_in(other, delaftale)), *own)
        mine = {change.noegle for change in own}
        for needed in closure(own, pool):
            if needed.noegle in mine:
                continue
            owner = owners[needed.noegle]
            day = _day_of(owner, needed, delaftale, virkninger)
            if day is None:
                closed = owner.status not in VERSERENDE
                raise HaengerSammenError(item.forslag.titel, owner.forslag.titel, er_lukket=closed)
            if day > own_day:
                raise HaengerSammenError(item.forslag.titel, owner.forslag.titel, format_short_date(day))


def _day_of(
    owner: Forslagstilstand, needed: Feltaendring, delaftale: str, virkninger: Mapping[str, Tekstvirkning]
) -> date | None:
    """Return the day that a change of another forslag takes effect; None if it does not."""
    now = virkninger.get(owner.forslag.id)
    if now is not None:
        return now.gaelder_fra
    if owner.status not in APPROVED:
        return None
    took_effect = [item for item in owner.afgoerelser if item.gaelder_fra is not None]
    with_it = [
        item
        for item in took_effect
        if any(change.noegle == needed.noegle for change in changes_of(item.aendringer, delaftale))
    ]
    return next((item.gaelder_fra for item in (*with_it, *took_effect)), None)

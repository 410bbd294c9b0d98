"""What the board decided becomes versions and a post: one act for all that a meeting decided.

Always so: each version holds what was adopted before and what was approved now, brought together three-way; where that
can't be done, or a text would not be valid, the whole act is refused with both sides named, and nothing is written. The
meeting itself (agenda, votes, referat) is somebody else's matter; here its outcome is handed in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.errors import LogError
from generator.model.beslutningslog import Postart
from generator.model.forslag import Forslagsstatus
from generator.service.akter import add_post, open_planlog
from generator.service.fletning import Tekster, changes_in, find_konflikter
from generator.store.port import DelaftaleRef
from generator.workflow.deciding import find_forslag
from generator.workflow.dependencies import closure
from generator.workflow.kontrolkode import kontrolkode
from generator.workflow.names import name_sti
from generator.workflow.transitions import APPROVED
from generator.workflow.versions import Effekt, Planlagt, plan_versions

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    from generator.model.aendring import Feltaendring
    from generator.model.beslutning import Forslagsbeslutning
    from generator.model.delaftale import Delaftale
    from generator.service.akter import Handling, Planlog
    from generator.store.port import Store


class BeslutningKonfliktError(LogError):
    """What was decided can't be brought together with what was adopted before. `hvad` names each place."""

    exit_code = 6

    def __init__(self, delaftale: str, version: int, hvad: Sequence[str]) -> None:
        self.delaftale, self.version, self.hvad = delaftale, version, tuple(hvad)
        super().__init__(
            f"»{delaftale}«: beslutningen kan ikke føjes ind i version {version}. {' '.join(hvad)}",
            "Send forslaget tilbage til chefen, som indstiller igen ud fra den tekst, der er vedtaget.",
        )


class HaengerSammenError(LogError):
    """A forslag needs another that is not approved. Both are given by title."""

    def __init__(self, titel: str, andet: str) -> None:
        self.titel, self.andet = titel, andet
        super().__init__(
            f"»{titel}« hænger sammen med »{andet}«, som ikke er godkendt.",
            "Godkend dem begge, eller udsæt dem begge.",
        )


@dataclass(frozen=True)
class Besluttet:
    """What was recorded: the post, its kontrolkode, the versions made, as (delaftale, number).

    `konflikter` are the forslag that still wait and no longer fit the text, with what stands in the way: they go back
    to the chef.
    """

    post: int
    kontrolkode: str
    versioner: tuple[tuple[str, int], ...]
    konflikter: Mapping[str, tuple[str, ...]]
    meldinger: tuple[str, ...]


def beslut(
    store: Store,
    plan: str,
    handling: Handling,
    *,
    moede: date,
    afgoerelser: Sequence[Forslagsbeslutning],
    bilag: Mapping[str, bytes] | None = None,
) -> Besluttet:
    """Record what a meeting decided on forslag, with the versions that follow; return what came of it.

    `bilag` are further files that the act makes, by path from the plan's folder.

    Raises: BeslutningKonfliktError; HaengerSammenError, where what was approved needs what was not; AendringError, on a
    wording of the board's own that doesn't fit; LogError; AktError; FileError.
    """
    planlog = open_planlog(store, plan)
    tekster = Tekster(store, planlog)
    changes = {item.forslag: _effective(planlog, item) for item in afgoerelser if item.virker}
    effekter = [
        Effekt(delaftale, item.gaelder_fra, item.forslag)
        for item in afgoerelser
        if item.gaelder_fra is not None
        for delaftale in changes.get(item.forslag, ())
    ]
    _refuse_conflicts(tekster, afgoerelser, handling.dato)
    for name, parts in changes.items():
        _refuse_lacking(planlog, name, parts, set(changes))
    helhedsplan = store.read_helhedsplan(plan)
    filer: dict[str, bytes] = dict(bilag or {})
    versioner = []
    for planned in plan_versions(planlog.tilstand, effekter):
        text = _make_text(tekster, planned, changes)
        filer |= store.make_versionsfiler(DelaftaleRef(plan, planned.delaftale), planned.version, text, helhedsplan)
        versioner.append(_describe(planned, text))
    facts = {"moede": moede, "forslag": tuple(afgoerelser), "versioner": versioner}
    kvittering = add_post(store, planlog, handling, Postart.BESLUTNING, facts, filer=filer)
    after = open_planlog(store, plan)
    konflikter = find_konflikter(Tekster(store, after), after.tilstand.verserende(), handling.dato)
    stored = kvittering.post
    return Besluttet(stored.post.nr, kontrolkode(stored.data), stored.post.lavede, konflikter, kvittering.meldinger)


def _describe(planned: Planlagt, text: Delaftale) -> dict[str, object]:
    return {
        "delaftale": planned.delaftale,
        "version": planned.version,
        "gaelder_fra": planned.gaelder_fra,
        "gaelder_til": text.gaelder_til,
        "bygger_paa": planned.bygger_paa,
        "forslag": planned.forslag,
    }


def _effective(planlog: Planlog, item: Forslagsbeslutning) -> dict[str, tuple[Feltaendring, ...]]:
    """Return the changes that take effect, by delaftale: the board's own wording, else as put."""
    forslag = find_forslag(planlog.tilstand, item.forslag)
    if item.aendringer is not None:
        return {part.delaftale: part.aendringer for part in item.aendringer}
    return {delaftale: changes_in(forslag, delaftale) for delaftale in forslag.forslag.delaftaler}


def _refuse_conflicts(tekster: Tekster, afgoerelser: Sequence[Forslagsbeslutning], today: date) -> None:
    """Refuse to approve, as put, a forslag that no longer fits the text: it is the chef's to mend."""
    tilstand = tekster.planlog.tilstand
    approved = [find_forslag(tilstand, item.forslag) for item in afgoerelser if item.virker and item.aendringer is None]
    for name, hvad in find_konflikter(tekster, [item for item in approved if item.er_verserende], today).items():
        item = tilstand.forslag[name]
        delaftale, _ = item.bygger_paa[0]
        text = tilstand.text_on(delaftale, today)
        raise BeslutningKonfliktError(delaftale, 0 if text is None else text.nr, hvad)


def _refuse_lacking(
    planlog: Planlog, name: str, parts: Mapping[str, tuple[Feltaendring, ...]], approved: Collection[str]
) -> None:
    """Refuse a forslag that needs changes of another on the same text which is neither in force nor approved now."""
    item = planlog.tilstand.forslag[name]
    for delaftale, base in item.bygger_paa:
        own = parts.get(delaftale, ())
        owners = {
            change.noegle: other
            for other in planlog.tilstand.forslag.values()
            if (delaftale, base) in other.bygger_paa and other.status is not Forslagsstatus.OPDELT
            for change in changes_in(other, delaftale)
        }
        pool = {
            change.noegle: change
            for other in owners.values()
            for change in changes_in(other, delaftale)
            if other.forslag.id != name
        } | {change.noegle: change for change in own}
        mine = {change.noegle for change in own}
        for needed in closure(own, tuple(pool.values())):
            owner = owners.get(needed.noegle)
            if needed.noegle in mine or owner is None or owner.status in APPROVED:
                continue
            if owner.forslag.id not in approved:
                raise HaengerSammenError(item.forslag.titel, owner.forslag.titel)


def _make_text(
    tekster: Tekster, planned: Planlagt, changes: Mapping[str, Mapping[str, tuple[Feltaendring, ...]]]
) -> Delaftale:
    """Return the text of a version. Raises: BeslutningKonfliktError, AendringError."""
    by_base: dict[int, list[Feltaendring]] = {}
    for name in planned.forslag:
        bases = dict(tekster.planlog.tilstand.forslag[name].bygger_paa)
        base = bases.get(planned.delaftale, planned.bygger_paa)
        by_base.setdefault(base, []).extend(changes[name][planned.delaftale])
    text = tekster.read(planned.delaftale, planned.bygger_paa)
    for base, own in by_base.items():
        merged = tekster.rebase(planned.delaftale, base, own, text)
        if merged.konflikter:
            names = [
                f"»{name_sti(item.sti, text, item.base or item.vores or item.deres)}«: {item.grund.ordlyd}"
                for item in merged.konflikter
            ]
            raise BeslutningKonfliktError(planned.delaftale, planned.bygger_paa, names)
        text = merged.result
    return text

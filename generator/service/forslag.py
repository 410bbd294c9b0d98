"""What waits for the board, and the chef's way to take it back.

Always so: a forslag that no longer fits the text in force says so here, before it meets the board; withdrawing names a
reason, and several are withdrawn in one act or not at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.document.aendringer import describe
from generator.errors import UnknownForslagError
from generator.model.aendring import Aendringsart
from generator.model.beslutningslog import Postart
from generator.service.akter import AktError, add_post, open_planlog
from generator.service.egen_ordlyd import propose
from generator.service.fletning import Tekster, find_konflikter
from generator.text import nearest
from generator.workflow.kontrolkode import kontrolkode
from generator.workflow.overfoersel import find_overfoersler

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from generator.service.akter import Handling, Planlog
    from generator.store.port import Store
    from generator.workflow.fakta import Forslagstilstand
    from generator.workflow.overfoersel import Overfoersel


@dataclass(frozen=True)
class Ventende:
    """A forslag that is not closed. `konflikter`: why it doesn't fit the text in force any more, () if it does.

    `overfoersler`: the texts that it would go into beside the one it was put on; `aendringer` its changes as a person
    names them, in the order that the board counts them by when it splits it.
    """

    plan: str
    tilstand: Forslagstilstand
    konflikter: tuple[str, ...]
    overfoersler: tuple[Overfoersel, ...] = ()
    aendringer: tuple[str, ...] = ()


@dataclass(frozen=True)
class Trukket:
    """What was withdrawn."""

    plan: str
    titler: tuple[str, ...]
    post: int
    kontrolkode: str
    meldinger: tuple[str, ...]


def list_ventende(store: Store, planer: Sequence[str], today: date) -> tuple[Ventende, ...]:
    """Return what waits for the board, for a forbehold or for the formandskab's wording, as it was put.

    Raises: GeneratorError.
    """
    found = []
    for plan in planer:
        if not store.has_log(plan):
            continue
        planlog = open_planlog(store, plan)
        tilstand = planlog.tilstand
        verserende = tilstand.verserende()
        tekster = Tekster(store, planlog)
        konflikter = find_konflikter(tekster, verserende, today)
        open_ = {item.forslag.id for item in (*verserende, *tilstand.forbehold(), *tilstand.bemyndigelser())}
        found += [
            Ventende(
                plan,
                item,
                konflikter.get(name, ()),
                find_overfoersler(tilstand, name, today),
                tuple(_name_changes(tekster, planlog, item)),
            )
            for name, item in tilstand.forslag.items()
            if name in open_
        ]
    return tuple(found)


def _name_changes(tekster: Tekster, planlog: Planlog, item: Forslagstilstand) -> Iterator[str]:
    """Yield a forslag's changes in its own order: »Beboervejledning, Formål«, and what happens where it is no text."""
    bases = dict(item.bygger_paa)
    for part in item.forslag.aendringer:
        base = tekster.read(part.delaftale, bases[part.delaftale])
        proposed = propose(planlog, item, part.delaftale, base)
        for change in part.aendringer:
            told = describe(change, base, proposed)
            yield told.navn if change.art is Aendringsart.SAET else told.saetning


def traek(store: Store, planer: Sequence[str], forslag: Sequence[str], begrundelse: str, handling: Handling) -> Trukket:
    """Withdraw forslag, all of one plan, for a reason.

    Raises: AktError, on one named twice or no reason; UnknownForslagError; IllegalTransitionError, on one that does not
    wait; LogConflictError; FileError.
    """
    twice = [name for name in forslag if forslag.count(name) > 1]
    if twice:
        raise AktError(f"»{twice[0]}« står to gange. Skriv det én gang.")
    if not begrundelse.strip():
        raise AktError("Skriv under »--begrundelse«, hvorfor forslaget trækkes.")
    planlog = _find_plan(store, planer, forslag)
    facts = {"forslag": tuple(forslag), "begrundelse": begrundelse}
    kvittering = add_post(store, planlog, handling, Postart.TILBAGETRAEKNING, facts)
    titler = tuple(planlog.tilstand.forslag[name].forslag.titel for name in forslag)
    stored = kvittering.post
    return Trukket(planlog.plan, titler, stored.post.nr, kontrolkode(stored.data), kvittering.meldinger)


def _find_plan(store: Store, planer: Sequence[str], forslag: Sequence[str]) -> Planlog:
    """Return the log of the plan whose forslag these are. Raises: UnknownForslagError."""
    known: list[str] = []
    missing = forslag[0]
    for planlog in (open_planlog(store, plan) for plan in planer if store.has_log(plan)):
        there = planlog.tilstand.forslag
        known += there
        if all(name in there for name in forslag):
            return planlog
        if any(name in there for name in forslag):
            missing = next(name for name in forslag if name not in there)
    raise UnknownForslagError(missing, nearest(missing, known))

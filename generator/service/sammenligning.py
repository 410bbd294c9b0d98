"""What differs between two editions of a delaftale, described for people.

Always so: by default the text in force is held against the draft, so that a chef sees what an indstilling would hold.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.document.aendringer import describe_all
from generator.service.udgaver import Kladde, NotInForceError, read_udgave
from generator.workflow.diff import diff

if TYPE_CHECKING:
    from datetime import date

    from generator.document.aendringer import Beskrivelse
    from generator.model.helhedsplan import Bevillingsperioder, Helhedsplan
    from generator.service.udgaver import Udgavevalg
    from generator.store.port import DelaftaleRef, Store, StoredDelaftale


@dataclass(frozen=True)
class Sammenligning:
    """Two editions and what leads from one to the other, in the document's order."""

    fra: StoredDelaftale
    til: StoredDelaftale
    beskrivelser: tuple[Beskrivelse, ...]


def sammenlign(
    store: Store,
    perioder: Bevillingsperioder,
    ref: DelaftaleRef,
    *,
    fra: Udgavevalg,
    til: Udgavevalg,
    today: date,
) -> Sammenligning:
    """Return the changes. `fra` None: the text in force today, after the period's end the last; `til` None: the draft.

    Raises: GeneratorError, if there is no such edition, or it can't be read.
    """
    older = read_gaeldende(store, ref, today) if fra is None else read_udgave(store, ref, fra)
    newer = read_udgave(store, ref, Kladde.KLADDE if til is None else til)
    navne = plan_navne(store, newer.helhedsplan, perioder)
    changes = diff(older.delaftale, newer.delaftale)
    return Sammenligning(older, newer, describe_all(changes, older.delaftale, newer.delaftale, navne))


def read_gaeldende(store: Store, ref: DelaftaleRef, today: date) -> StoredDelaftale:
    """Return the text in force today; where none is, the newest there is. Raises: GeneratorError."""
    try:
        return read_udgave(store, ref, today)
    except NotInForceError:
        return read_udgave(store, ref, None)


def plan_navne(store: Store, plan: Helhedsplan, perioder: Bevillingsperioder) -> dict[str, str]:
    """Return the plan's names of what agreements mention by id."""
    periode = perioder.find(plan.bevillingsperiode)
    navne = {item.id: item.navn for item in periode.indsatsomraader} if periode is not None else {}
    navne |= {ref.delaftale: navne.get(ref.delaftale, ref.delaftale) for ref in store.list_delaftaler(plan.id)}
    navne |= {item.id: item.navn for item in plan.organisationer}
    return navne | {item.id: item.tekst for item in plan.overordnede_maal}

"""The correction of a decision by a remark on its referat: under which item, of which post, from which day.

Always so: only the last decision on a forslag is corrected, on the meeting that approves the referat which was remarked
on; whether the text changes with it is told by the changes, never guessed. Sources: domaene.md §2 ("corrections are
minuted under that item"); docs/analyse/moede.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.errors import MoedeError
from generator.model.beslutning import GODKENDENDE
from generator.text import format_short_date
from generator.workflow.transitions import APPROVED, CORRECTIONS, STATUS_OF

if TYPE_CHECKING:
    from datetime import date

    from generator.model.moede import Forslagsafgoerelse, Moede
    from generator.workflow.fakta import Forslagstilstand


def corrected_moede(afgoerelse: Forslagsafgoerelse, item: Forslagstilstand) -> date | None:
    """Return the meeting whose decision is corrected; None where the post it names decided nothing on the forslag."""
    return next((known.moede for known in item.afgoerelser if known.post == afgoerelse.retter), None)


def refuse_correction(moede: Moede, afgoerelse: Forslagsafgoerelse, item: Forslagstilstand) -> None:
    """Refuse a correction but of the last decision on a forslag, under the item that approves that meeting's referat.

    Raises: MoedeError.
    """
    titel, met = item.forslag.titel, corrected_moede(afgoerelse, item)
    if met is None:
        problem = f"Post {afgoerelse.retter} er ikke et mødes beslutning om »{titel}«."
        raise MoedeError(problem, f"Find postens nummer med »delaftale forslag {item.forslag.id}«.")
    last = item.afgoerelser[-1].post
    if last != afgoerelse.retter:
        raise MoedeError(f"»{titel}« er siden afgjort i post {last}.", f"Ret den i stedet: »--retter {last}«.")
    if STATUS_OF[afgoerelse.udfald] not in CORRECTIONS.get(item.status, ()):
        raise MoedeError(f"»{titel}« er {item.status.ordlyd}, så beslutningen rettes ikke.", "Indstil sagen på ny.")
    day = format_short_date(met)
    if not any(punkt.referat_af == met for punkt in moede.punkter):
        problem = f"»{titel}« blev afgjort den {day}, og det mødes referat er ikke til godkendelse her."
        raise MoedeError(problem, "En rettelse noteres på det møde, som godkender referatet.")
    if any(item.forslag.id in punkt.forslag for punkt in moede.punkter):
        raise MoedeError(f"»{titel}« er på dagsordenen og afgøres på ny.", "Notér den nye beslutning i stedet.")
    if afgoerelse.gaelder_fra is not None and afgoerelse.gaelder_fra < met:
        problem = f"Rettelsen af »{titel}« kan ikke gælde fra {format_short_date(afgoerelse.gaelder_fra)}, "
        raise MoedeError(f"{problem}før bestyrelsen besluttede det den {day}.", "Vælg den dag eller en senere.")
    if (item.status in APPROVED) != (afgoerelse.udfald in GODKENDENDE) and not afgoerelse.aendringer:
        problem = f"Rettelsen gør »{titel}« {afgoerelse.udfald.ordlyd}, men ændrer intet i teksten."
        raise MoedeError(problem, "Skriv med »--felt« og »--tekst«, hvad der skal stå.")

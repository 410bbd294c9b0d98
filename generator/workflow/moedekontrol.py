"""What stands in the way of closing a meeting because of the forslag on its agenda: undecided, gone, put too late.

Always so: what noting a decision would have refused is refused here too, since a meeting's file can be edited by hand
and the log can move on between the two. Sources: domaene.md §9 (23, 28, 34).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.errors import MoedeError
from generator.model.beslutning import GODKENDENDE, Udfald
from generator.model.forslag import Strategisk
from generator.text import format_short_date
from generator.workflow.deciding import find_forslag
from generator.workflow.moedeafgoerelser import refuse_undue
from generator.workflow.moededele import is_decided

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.moede import Moede
    from generator.workflow.tilstand import Tilstand

_LEADS_TO_EFFECT = frozenset({*GODKENDENDE, Udfald.BEMYNDIGET})


def check_forslag(moede: Moede, tilstand: Tilstand) -> Iterator[str]:
    """Yield in Danish what is wrong with the decisions on forslag, and which forslag have none."""
    for number, punkt in enumerate(moede.punkter, start=1):
        for name in punkt.forslag:
            item = find_forslag(tilstand, name)
            is_part = any(other.forslag == name for other in moede.afgoerelser)  # `check_split` tells of the rest
            if item.er_verserende and not is_part and not is_decided(moede, item):
                yield f"Punkt {number}: »{item.forslag.titel}« er ikke afgjort."
    for afgoerelse in moede.afgoerelser:
        item = find_forslag(tilstand, afgoerelse.forslag)
        try:
            refuse_undue(moede, afgoerelse, item)
        except MoedeError as error:
            yield str(error)
            continue
        if afgoerelse.retter is None and moede.dato < item.indstillet:
            put, met = format_short_date(item.indstillet), format_short_date(moede.dato)
            yield f"»{item.forslag.titel}« er indstillet den {put}, efter mødet den {met}. Behandl det på et senere."
        is_strategic = item.forslag.strategisk is Strategisk.JA and afgoerelse.retter is None
        if is_strategic and afgoerelse.udfald in _LEADS_TO_EFFECT:
            yield (
                f"»{item.forslag.titel}« berører den strategiske samarbejdsaftale, og Landsbyggefondens godkendelse er "
                "ikke registreret. Godkend det med forbehold for den."
            )

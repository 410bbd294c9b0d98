"""Where a forslag may go from where it stands, and what may still happen when a plan has ended: data, not code.

Always so: a forslag is decided once, and what was decided is only moved again by correcting the referat. Who tells a
person what can be done (»delaftale forslag«, the meeting) reads the same tables as the fold that refuses the rest.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from generator.errors import IllegalTransitionError
from generator.model.beslutning import Udfald
from generator.model.beslutningslog import Postart
from generator.model.forslag import Forslagsstatus

if TYPE_CHECKING:
    from collections.abc import Mapping

S = Forslagsstatus

STATUS_OF: Final[Mapping[Udfald, Forslagsstatus]] = MappingProxyType(
    {
        Udfald.GODKENDT: S.GODKENDT,
        Udfald.GODKENDT_MED_AENDRING: S.GODKENDT_MED_AENDRING,
        Udfald.GODKENDT_MED_FORBEHOLD: S.AFVENTER_FORBEHOLD,
        Udfald.BEMYNDIGET: S.AFVENTER_ORDLYD,
        Udfald.IKKE_GODKENDT: S.IKKE_GODKENDT,
        Udfald.UDSAT: S.UDSAT,
        Udfald.SENDT_TILBAGE: S.SENDT_TILBAGE,
    }
)
"""Where each outcome takes a forslag."""

_DECIDED: Final = frozenset(STATUS_OF.values())
APPROVED: Final = frozenset({S.GODKENDT, S.GODKENDT_MED_AENDRING})
"""In the text, from the day that the decision counts from."""

VERSERENDE: Final = frozenset({S.INDSTILLET, S.UDSAT})
"""Before the board: what a meeting can decide, and the chef withdraw."""

AFLOESELIGE: Final = frozenset({S.IKKE_GODKENDT, S.SENDT_TILBAGE, S.TRUKKET, S.BORTFALDET})
"""Closed without effect: a new forslag on the same matter may take the place of one."""

TRANSITIONS: Final[Mapping[Postart, Mapping[Forslagsstatus, frozenset[Forslagsstatus]]]] = MappingProxyType(
    {
        Postart.BESLUTNING: MappingProxyType(dict.fromkeys(VERSERENDE, _DECIDED | {S.OPDELT})),
        Postart.TILBAGETRAEKNING: MappingProxyType(dict.fromkeys(VERSERENDE, frozenset({S.TRUKKET}))),
        Postart.FORBEHOLD: MappingProxyType({S.AFVENTER_FORBEHOLD: APPROVED | {S.BORTFALDET}}),
        Postart.BEMYNDIGELSE: MappingProxyType({S.AFVENTER_ORDLYD: APPROVED}),
    }
)
"""By the kind of post: from where it takes a forslag to where. No other kind moves one."""

CORRECTIONS: Final[Mapping[Forslagsstatus, frozenset[Forslagsstatus]]] = MappingProxyType(
    dict.fromkeys(_DECIDED | {S.BORTFALDET}, _DECIDED)
)
"""The moves by correcting a referat: from one decision to another, or to the same in other words."""

AFTER_AFSLUTNING: Final = frozenset(
    {Postart.FORSENDELSE, Postart.REFERATGODKENDELSE, Postart.REGISTRERING, Postart.UDGIVELSE}
)
"""What still happens when the plan has ended; a registrering then only of what held before."""


def move(
    titel: str, status: Forslagsstatus, wanted: Forslagsstatus, art: Postart, *, retter: bool = False
) -> Forslagsstatus:
    """Return `wanted`, if a post of kind `art` may take a forslag there from `status`; `retter`: by a correction.

    `titel` is the forslag's, for the message. Raises: IllegalTransitionError.
    """
    moves = CORRECTIONS if retter else TRANSITIONS[art]
    if wanted not in moves.get(status, ()):
        raise IllegalTransitionError(titel, status.ordlyd, wanted.ordlyd)
    return wanted

"""Where an edition's documents come from: as they were issued, else from the form, as of which day and which log.

Always so: a Word file and a PDF that were issued are the ones that are handed out, until somebody asks for a rendering;
the day does not change them. The other formats come from the form, and say how things stand on the day. Light, since
most documents are made of plans without a log.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from generator.service.akter import Planlog
    from generator.service.formater import Dokumentformat
    from generator.store.port import Store, StoredDelaftale
    from generator.workflow.fakta import Udgivet


class Gengivelse(Enum):
    """How to render anew what was issued: as of the day of the issue, to be compared, or as of another day."""

    SOM_UDGIVET = auto()
    PR_DATO = auto()


@dataclass(frozen=True)
class Kilde:
    """What an edition's documents are made of. `udgivet` None: it was not issued, or nobody asks for that.

    `taget` are the bytes as issued; `formater` are to be rendered with `planlog` as of `dag`.
    """

    formater: frozenset[Dokumentformat]
    planlog: Planlog | None
    dag: date
    udgivet: Udgivet | None = None
    taget: Mapping[Dokumentformat, bytes] = field(default_factory=dict)

    def describe(self, form: Dokumentformat, data: bytes) -> tuple[Udgivet | None, bool | None]:
        """Return the issue that a document has to do with, and whether it is as issued; None, None for none."""
        if self.udgivet is None:
            return None, None
        from generator.service.udgivelse import is_as_issued  # noqa: PLC0415 - only what was issued needs it

        is_same = is_as_issued(self.udgivet, form, data)
        return (None if is_same is None else self.udgivet), is_same


def find_kilde(
    store: Store,
    planlog: Planlog | None,
    stored: StoredDelaftale,
    formater: frozenset[Dokumentformat],
    *,
    today: date,
    gengiv: Gengivelse | None,
) -> Kilde:
    """Return what an edition's documents are made of.

    Raises: UdgivetBrudError, if what was issued is missing or changed, unless a rendering is asked for; FileError.
    """
    if planlog is None or stored.version is None:
        return Kilde(formater, planlog, today)
    udgivet = planlog.tilstand.udgivet(stored.ref.delaftale, stored.version)
    if udgivet is None:
        return Kilde(formater, planlog, today)
    from generator.service.udgivelse import log_before, read_udgivet  # noqa: PLC0415 - only what was issued needs it

    if gengiv is None:
        taken = read_udgivet(store, planlog.plan, udgivet, formater)
        return Kilde(formater - taken.keys(), planlog, today, udgivet, taken)
    if gengiv is Gengivelse.PR_DATO:
        return Kilde(formater, planlog, today, udgivet)
    return Kilde(formater, log_before(planlog, udgivet), udgivet.dato, udgivet)

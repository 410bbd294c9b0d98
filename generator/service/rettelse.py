"""New editions without a matter before the board: spelling and the like, and a longer period that LBF has approved.

Always so: what reaches into the agreement itself (its period, its indsatsområde) is no spelling and is refused as such;
a longer period names LBF's approval and its journal number. Each goes into every edition that is adopted for later.
Source: domaene.md §1 (Who decides what), §13 (End).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from generator.errors import LogError, NotRegisteredError, TooEarlyError
from generator.model.aendring import Aendringsart, Feltaendring
from generator.model.beslutningslog import Postart
from generator.model.sti import Sti
from generator.service.akter import AktError, open_planlog
from generator.service.fletning import Tekster
from generator.service.nye_versioner import Tekstvirkning, record
from generator.text import format_short_date
from generator.workflow.names import name_sti
from generator.workflow.values import to_plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from generator.model.forslag import Delaftaleaendringer
    from generator.service.akter import Gemt, Handling
    from generator.store.port import Store

_NEVER_REDAKTIONEL: Final = frozenset({"gaelder_fra", "gaelder_til", "indsatsomraade", "formular"})
_TIL: Final = Sti("gaelder_til")


class IkkeRedaktionelError(LogError):
    """A change is no correction of spelling and the like. `felt` as people read it."""

    def __init__(self, felt: str) -> None:
        self.felt = felt
        super().__init__(f"»{felt}« kan ikke ændres som en redaktionel rettelse.", "Indstil ændringen til bestyrelsen.")


def ret_redaktionelt(
    store: Store,
    plan: str,
    handling: Handling,
    *,
    begrundelse: str,
    gaelder_fra: date,
    aendringer: Sequence[Delaftaleaendringer],
    orienteret: date | None = None,
    bilag: Mapping[str, bytes] | None = None,
) -> Gemt:
    """Correct spelling, layout, a dead link or a department's new name; return what was stored.

    `aendringer` are written on the text of `gaelder_fra`. `orienteret` None: the board has yet to be told.

    Raises: IkkeRedaktionelError; AktError, without a reason; AendringError, on changes that don't fit the text;
    BeslutningKonfliktError; LogError; FileError.
    """
    if not begrundelse.strip():
        raise AktError("Skriv, hvad rettelsen går ud på.")
    planlog = open_planlog(store, plan)
    tekster = Tekster(store, planlog)
    for part in aendringer:
        for change in part.aendringer:
            if change.sti.dele[0] in _NEVER_REDAKTIONEL:
                text = planlog.tilstand.text_on(part.delaftale, gaelder_fra)
                if text is None:
                    raise NotRegisteredError(part.delaftale)
                raise IkkeRedaktionelError(name_sti(change.sti, tekster.read(part.delaftale, text.nr)))
    facts = {
        "begrundelse": begrundelse,
        "gaelder_fra": gaelder_fra,
        "aendringer": tuple(aendringer),
        "orienteret": orienteret,
    }
    effect = Tekstvirkning(gaelder_fra, {part.delaftale: part.aendringer for part in aendringer})
    art = Postart.REDAKTIONEL_RETTELSE
    return record(store, planlog, handling, art, facts, virkninger=[effect], tekster=tekster, bilag=bilag)


def forlaeng(
    store: Store,
    plan: str,
    handling: Handling,
    *,
    godkendt: date,
    journalnummer: str,
    gaelder_til: date,
    gaelder_fra: date | None = None,
    delaftaler: Sequence[str] = (),
    bilag: Mapping[str, bytes] | None = None,
) -> Gemt:
    """Record that LBF approved a later last day; return what was stored.

    `delaftaler` empty: all of the plan. `gaelder_fra` None: the day of the act, from which the new editions say so.

    Raises: AktError, without a journal number; LogError, if it is no later day; NotRegisteredError; TooEarlyError;
    FileError.
    """
    if not journalnummer.strip():
        raise AktError("Skriv journalnummeret på Landsbyggefondens godkendelse.")
    planlog = open_planlog(store, plan)
    tekster = Tekster(store, planlog)
    day = gaelder_fra or handling.dato
    parts: dict[str, tuple[Feltaendring, ...]] = {}
    for name in delaftaler or planlog.tilstand.delaftaler:
        versioner = planlog.tilstand.linjer.get(name)
        if versioner is None:
            raise NotRegisteredError(name)
        text = planlog.tilstand.text_on(name, day)
        if text is None:
            raise TooEarlyError(name, format_short_date(day), format_short_date(versioner[0].gaelder_fra))
        now, then = to_plain(tekster.read(name, text.nr).gaelder_til), to_plain(gaelder_til)
        if now == then:
            raise LogError(
                f"»{name}« gælder allerede til {format_short_date(gaelder_til)}.", "Skriv en senere slutdato."
            )
        parts[name] = (Feltaendring(art=Aendringsart.SAET, sti=_TIL, nuvaerende=now, foreslaaet=then),)
    if not parts:
        raise AktError(f"Planen »{plan}« har ingen registrerede delaftaler at forlænge.")
    facts = {
        "godkendt": godkendt,
        "journalnummer": journalnummer,
        "gaelder_til": gaelder_til,
        "gaelder_fra": day,
        "aendringer": [{"delaftale": name, "aendringer": changes} for name, changes in parts.items()],
    }
    effect = Tekstvirkning(day, parts)
    return record(
        store, planlog, handling, Postart.FORLAENGELSE, facts, virkninger=[effect], tekster=tekster, bilag=bilag
    )

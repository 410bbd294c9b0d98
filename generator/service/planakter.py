"""Acts that make no edition: the year without changes, an approved referat, a dispatch, the plan's end.

Always so: what is sent is the text of the day that is asked for, found and never chosen; what waits for the board stops
the end of a plan, since nobody could decide it afterwards. Source: domaene.md §1 (LBF may ask at any time), §9, §13.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.errors import EndedError, LogError, NotRegisteredError, TooEarlyError
from generator.model.beslutningslog import Postart
from generator.rules.status import mangler_status
from generator.service.akter import AktError, add_simple_post, open_planlog
from generator.store.port import DelaftaleRef
from generator.text import format_list, format_short_date

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from generator.model.beslutning import Godkendelsesmetode
    from generator.service.akter import Gemt, Handling, Planlog
    from generator.store.port import Store


class VenterError(LogError):
    """Something waits that has to be decided or withdrawn first. `titler` are of the forslag, `hvad` is the act."""

    def __init__(self, hvad: str, titler: Sequence[str]) -> None:
        self.hvad, self.titler = hvad, tuple(titler)
        names = format_list(f"»{titel}«" for titel in titler)
        super().__init__(f"{hvad} {names} venter stadig.", "Afgør det først, eller træk det med »delaftale traek«.")


class EfterUdloebError(LogError):
    """A day on which the delaftale did not hold any more is asked for. The days are as people read them."""

    def __init__(self, delaftale: str, dag: str, til: str) -> None:
        self.delaftale, self.dag, self.til = delaftale, dag, til
        super().__init__(
            f"»{delaftale}« gjaldt til {til}, så der er ingen gældende tekst for {dag}.",
            f"Send teksten, som den stod til sidst: stand pr. {til}.",
        )


def skriv_ingen_aendringer(
    store: Store,
    plan: str,
    handling: Handling,
    *,
    aar: int,
    moede: date,
    ordlyd: str,
    punkt: str | None = None,
    bilag: Mapping[str, bytes] | None = None,
) -> Gemt:
    """Record that the yearly revision ended without a change; what the year's status lacks is an advarsel.

    Raises: VenterError, if forslag of that year's revision wait; LogError, if the year is recorded already; AktError;
    FileError.
    """
    planlog = open_planlog(store, plan)
    waiting = [item.forslag.titel for item in planlog.tilstand.verserende() if item.aar == aar]
    if waiting:
        raise VenterError(f"Revisionen for {aar} endte ikke uden ændringer:", waiting)
    facts = {"aar": aar, "moede": moede, "punkt": punkt, "ordlyd": ordlyd}
    warnings = _find_missing_status(store, planlog, aar, moede)
    return add_simple_post(store, planlog, handling, Postart.INGEN_AENDRINGER, facts, filer=bilag, advarsler=warnings)


def _find_missing_status(store: Store, planlog: Planlog, aar: int, moede: date) -> list[str]:
    """Return what the year's status lacks in each delaftale. Source: domaene.md §9 rule 33."""
    found = []
    for name in planlog.tilstand.delaftaler:
        version = planlog.tilstand.text_on(name, moede)
        if version is not None:
            ref = DelaftaleRef(planlog.plan, name)
            text, status = store.read_version(ref, version.nr).delaftale, store.read_status(ref, aar)
            found += [f"{name}: {item.message} ({item.code})" for item in mangler_status(text, status, aar)]
    return found


def godkend_referat(
    store: Store,
    plan: str,
    handling: Handling,
    *,
    moede: date,
    godkendt: date,
    metode: Godkendelsesmetode,
    bilag: Mapping[str, bytes] | None = None,
) -> Gemt:
    """Record that the referat of a meeting was approved, once for each. Raises: LogError; AktError; FileError."""
    planlog = open_planlog(store, plan)
    facts = {"moede": moede, "godkendt": godkendt, "metode": metode}
    return add_simple_post(store, planlog, handling, Postart.REFERATGODKENDELSE, facts, filer=bilag)


def fremsend(
    store: Store,
    plan: str,
    handling: Handling,
    *,
    modtager: str,
    stand_pr: date,
    delaftaler: Sequence[str] = (),
    bilag: Mapping[str, bytes] | None = None,
) -> Gemt:
    """Record that editions were sent to somebody, as they stood on a day.

    `delaftaler` empty: all of the plan that held on that day.

    Raises: NotRegisteredError; TooEarlyError and EfterUdloebError, on a day without a text in force (rule 35);
    LogError; AktError; FileError.
    """
    planlog = open_planlog(store, plan)
    tilstand = planlog.tilstand
    omfang = []
    for name in delaftaler or tilstand.delaftaler:
        if name not in tilstand.versioner_af:
            raise NotRegisteredError(name)
        number = tilstand.in_force(name, stand_pr)
        if number is not None:
            omfang.append({"delaftale": name, "version": number})
        elif delaftaler:
            raise _no_text(planlog, name, stand_pr)
    if not omfang:
        if not tilstand.delaftaler:
            raise AktError(f"Planen »{plan}« har ingen registrerede delaftaler at sende.")
        raise _no_text(planlog, tilstand.delaftaler[0], stand_pr)
    facts = {"modtager": modtager, "omfang": omfang, "stand_pr": stand_pr}
    return add_simple_post(store, planlog, handling, Postart.FORSENDELSE, facts, filer=bilag)


def _no_text(planlog: Planlog, delaftale: str, dag: date) -> LogError:
    """Return what is wrong with asking for that day. Source: domaene.md §9 rule 35."""
    gyldigheder = planlog.tilstand.gyldigheder(delaftale)
    if not gyldigheder or dag < gyldigheder[0].fra:
        first = gyldigheder[0].fra if gyldigheder else planlog.tilstand.linjer[delaftale][0].gaelder_fra
        return TooEarlyError(delaftale, format_short_date(dag), format_short_date(first))
    last = max(item.til for item in gyldigheder if item.til < dag)
    return EfterUdloebError(delaftale, format_short_date(dag), format_short_date(last))


def afslut(
    store: Store,
    plan: str,
    handling: Handling,
    *,
    dato: date,
    begrundelse: str,
    bilag: Mapping[str, bytes] | None = None,
) -> Gemt:
    """Record that the plan ends; `dato` is the last day that its delaftaler hold.

    Raises: VenterError, if a forslag, a forbehold or a final wording waits; EndedError, if all have ended before that
    day; AktError, without a reason; LogError; FileError.
    """
    if not begrundelse.strip():
        raise AktError("Skriv, hvorfor planen slutter.")
    planlog = open_planlog(store, plan)
    tilstand = planlog.tilstand
    waiting = (*tilstand.verserende(), *tilstand.forbehold(), *tilstand.bemyndigelser())
    if waiting:
        raise VenterError("Planen kan ikke afsluttes endnu:", [item.forslag.titel for item in waiting])
    ends = [til for name in tilstand.delaftaler if (til := tilstand.period_end(name)) is not None]
    if ends and tilstand.afslutning is None and dato > max(ends):
        raise EndedError("Planens sidste delaftale", format_short_date(max(ends)))
    return add_simple_post(
        store, planlog, handling, Postart.AFSLUTNING, {"dato": dato, "begrundelse": begrundelse}, filer=bilag
    )

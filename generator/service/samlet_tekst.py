"""»Samlet ny tekst«: a delaftale as it would read, were all forslag on a meeting's agenda approved.

Always so: nothing of it is decided, and every page says so; what can't be brought into the text of the day is told,
never left out in silence. Once the meeting is closed there is a decided text instead.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from generator.errors import AendringError, MoedeError
from generator.service.fletning import Tekster, changes_in
from generator.service.formater import write_formater
from generator.service.generering import fill_in
from generator.store.port import DelaftaleRef
from generator.text import format_list, format_short_date
from generator.workflow.deciding import find_forslag

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date

    from generator.model.delaftale import Delaftale
    from generator.service.formater import Dokumentformat
    from generator.service.moeder import AabentMoede
    from generator.service.udgivelse import Udgiver
    from generator.store.port import Store
    from generator.workflow.fakta import Forslagstilstand


def render_samlet(
    store: Store,
    aabent: AabentMoede,
    udgiver: Udgiver,
    delaftale: str | None,
    formater: Collection[Dokumentformat],
    *,
    today: date,
    offentlig: bool,
) -> Iterator[tuple[Dokumentformat, bytes]]:
    """Yield the delaftale as it would read, on its own form, which says that nothing of it is decided."""
    if aabent.moede.er_afsluttet:
        problem = f"Mødet den {format_short_date(aabent.moede.dato)} er afsluttet, så teksten er besluttet."
        raise MoedeError(problem, "Dan den med »delaftale generer«.")
    known = list_samlede(aabent, offentlig=offentlig)
    if delaftale is None or delaftale not in known:
        day = format_short_date(aabent.moede.dato)
        problem = f"Skriv, hvilken delaftale der skal vises, som den ville lyde efter mødet den {day}."
        shown = f"Dagsordenen ændrer {format_list(known)}." if known else "Dagsordenen har ingen forslag til ændringer."
        raise MoedeError(problem if delaftale is None else f"»{delaftale}« ændres ikke på mødet den {day}.", shown)
    text, version = make_samlet(store, aabent, delaftale, offentlig=offentlig)
    stored = store.read_version(DelaftaleRef(aabent.planlog.plan, delaftale), version)
    draft = replace(stored, delaftale=text, version=None)
    yield from write_formater(fill_in(draft, udgiver.perioder, today), udgiver.forms, formater)


def list_samlede(aabent: AabentMoede, *, offentlig: bool = False) -> tuple[str, ...]:
    """Return the delaftaler that the forslag on the agenda change, in the order of the agenda."""
    names: dict[str, None] = {}
    for item in _on_agenda(aabent, offentlig=offentlig):
        names |= dict.fromkeys(item.forslag.delaftaler)
    return tuple(names)


def make_samlet(store: Store, aabent: AabentMoede, delaftale: str, *, offentlig: bool = False) -> tuple[Delaftale, int]:
    """Return the text as it would read, and the version that it would take the place of.

    Raises: MoedeError, if the forslag can't be brought into the text of the day.
    """
    tekster = Tekster(store, aabent.planlog)
    texts = aabent.planlog.tilstand.texts_from(delaftale, aabent.moede.dato)
    if not texts:
        raise MoedeError(f"»{delaftale}« er ikke registreret.", "Registrér den med »delaftale registrer«.")
    target = tekster.read(delaftale, texts[0].nr)
    groups: dict[int, list[Forslagstilstand]] = {}
    for item in _on_agenda(aabent, offentlig=offentlig):
        for name, base in item.bygger_paa:
            if name == delaftale and changes_in(item, delaftale):
                groups.setdefault(base, []).append(item)
    for base, items in groups.items():
        changes = [change for item in items for change in changes_in(item, delaftale)]
        pool = [
            change
            for other in aabent.planlog.tilstand.forslag.values()
            if other.indstilling in {item.indstilling for item in items}
            for change in changes_in(other, delaftale)
        ]
        try:
            merged = tekster.rebase(delaftale, base, changes, target, pool)
        except AendringError as error:
            raise _unfit(delaftale, str(error)) from error
        if merged.konflikter:
            raise _unfit(delaftale, merged.konflikter[0].grund.ordlyd)
        target = merged.result
    return target, texts[0].nr


def _unfit(delaftale: str, why: str) -> MoedeError:
    problem = f"Forslagene kan ikke skrives ind i »{delaftale}«, som den er nu: {why}"
    return MoedeError(problem, "Se dem med »delaftale forslag«.")


def _on_agenda(aabent: AabentMoede, *, offentlig: bool) -> tuple[Forslagstilstand, ...]:
    """Return the forslag on the agenda that wait for the board."""
    tilstand = aabent.planlog.tilstand
    names = [name for punkt in aabent.moede.punkter if not (punkt.lukket and offentlig) for name in punkt.forslag]
    items = (find_forslag(tilstand, name) for name in dict.fromkeys(names))
    return tuple(item for item in items if item.er_verserende)

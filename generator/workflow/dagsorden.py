"""The agenda that a meeting begins with: the plan's fixed items, what waits for the board, what comes back.

Always so: every forslag that waits stands on the agenda once, in one item per indstilling; nothing that the referent
wrote is changed when the agenda is brought up to date, and what no longer waits leaves the agenda only before it has
gone out and while nobody has written on it. Pure: the log's state and the earlier meetings are handed in. Source:
docs/analyse/moede.md.
"""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Final

from generator.model.beslutning import Udfald
from generator.model.bestyrelse import Bestyrelsesregler, Punkttype
from generator.model.forslag import Indstillingstype
from generator.model.moede import Markering, Moede, Moedeform, Moedestatus, Punkt, Punktart
from generator.text import format_list, format_short_date, slugify
from generator.workflow.moedeafgoerelser import refuse_closed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from generator.model.beslutningslog import Post
    from generator.model.bestyrelse import Standardpunkt
    from generator.model.helhedsplan import Helhedsplan
    from generator.model.moede import Opgave
    from generator.workflow.fakta import Forslagstilstand
    from generator.workflow.tilstand import Tilstand

_COMES_AND_GOES: Final = frozenset({Punktart.REFERAT, Punktart.INDSTILLING, Punktart.OPGAVER, Punktart.REDAKTIONELT})
"""The kinds of item that the program puts on the agenda, and takes off it again."""


def make_dagsorden(moede: Moede, plan: Helhedsplan, tilstand: Tilstand, tidligere: Sequence[Moede]) -> Moede:
    """Return `moede` with the agenda that it begins with; `tidligere` are the plan's other meetings."""
    regler = rules_of(plan)
    first = _standard(regler.foerste_punkter, Punktart.STANDARD, ())
    last = _standard(regler.sidste_punkter, Punktart.SIDST, [item.id for item in first])
    punkter = (*first, *last)
    return update_dagsorden(moede.replaced(punkter=punkter), tilstand, tidligere)


def update_dagsorden(moede: Moede, tilstand: Tilstand, tidligere: Sequence[Moede]) -> Moede:
    """Return `moede` with what has come since, and without what no longer waits. Raises: MoedeError, on a closed one.

    Once the agenda has gone out, what is new is marked »eftersendt«, what is another than before »rettet«, and an item
    stays though its matter has gone; before that, it goes unless somebody wrote on it.
    """
    refuse_closed(moede)
    wanted = {_key(item, tilstand): item for item in _waiting(moede, tilstand, tidligere)}
    kept: list[Punkt] = []
    for item in moede.punkter:
        fresh = wanted.pop(_key(item, tilstand), None)
        if item.art not in _COMES_AND_GOES or (fresh is not None and fresh.forslag == item.forslag):
            kept.append(item)
        elif fresh is not None:
            kept.append(mark(moede, item.replaced(forslag=fresh.forslag), Markering.RETTET))
        elif moede.status is Moedestatus.UDSENDT or _is_written_on(item):
            without = item.replaced(forslag=())
            kept.append(item if without == item else mark(moede, without, Markering.RETTET))
    place = last_place(kept)
    for fresh in wanted.values():
        taken = {item.id for item in kept}
        named = fresh.replaced(id=new_id(fresh.id, taken)) if fresh.id in taken else fresh
        kept.insert(place, mark(moede, named, Markering.EFTERSENDT))
        place += 1
    afgoerelser = tuple(item for item in moede.afgoerelser if item.retter or _is_on(kept, item.forslag))
    return moede.replaced(punkter=tuple(kept), afgoerelser=afgoerelser)


def last_place(punkter: Sequence[Punkt]) -> int:
    """Return where a new item goes: before the plan's last ones that the agenda ends with."""
    index = len(punkter)
    while index and punkter[index - 1].art is Punktart.SIDST:
        index -= 1
    return index


def mark(moede: Moede, punkt: Punkt, markering: Markering) -> Punkt:
    """Return an item as changed: marked, once the agenda has gone out; one that was sent later stays »eftersendt«."""
    if moede.status is not Moedestatus.UDSENDT or punkt.markering is Markering.EFTERSENDT:
        return punkt
    return punkt.replaced(markering=markering)


def rules_of(plan: Helhedsplan) -> Bestyrelsesregler:
    """Return the board's rules; those without any rule for a plan that has set none."""
    return Bestyrelsesregler() if plan.bestyrelse is None else plan.bestyrelse.regler


def new_id(titel: str, taken: Iterable[str]) -> str:
    """Return an id for an item made from its title, unlike those that are taken."""
    known = set(taken)
    base = slugify(titel)[:50].strip("-") or "punkt"
    return base if base not in known else next(f"{base}-{nr}" for nr in count(2) if f"{base}-{nr}" not in known)


def open_opgaver(tidligere: Sequence[Moede], before: date) -> list[tuple[Moede, Opgave]]:
    """Return the tasks of closed meetings before that day which nobody has finished, the oldest first."""
    closed = sorted(
        (item for item in tidligere if item.er_afsluttet and item.dato < before), key=lambda item: item.dato
    )
    return [(moede, opgave) for moede in closed for opgave in moede.opgaver if opgave.udfoert is None]


def untold_rettelser(tilstand: Tilstand, tidligere: Sequence[Moede], before: date) -> tuple[Post, ...]:
    """Return the corrections of spelling and the like made up to that day that no closed meeting has been told of."""
    told = [
        moede.dato
        for moede in tidligere
        if moede.er_afsluttet and any(item.art is Punktart.REDAKTIONELT for item in moede.punkter)
    ]
    return tuple(
        post
        for post in tilstand.poster
        if post.redaktionel_rettelse is not None
        and post.redaktionel_rettelse.orienteret is None
        and post.dato <= before
        and not any(post.dato <= day for day in told)
    )


def tell_history(item: Forslagstilstand, on: date) -> str:
    """Return how long a forslag has waited and what happened to it meanwhile; "" for one that is new.

    »Udsat på mødet den 14.09.22. Har ventet siden 15.08.22 (3 måneder).«
    """
    acts = [act for act in item.afgoerelser if act.udfald is Udfald.UDSAT]
    delays = [act.moede for act in acts if act.moede is not None and act.moede < on]
    if not delays:
        return ""
    days = format_list(format_short_date(day) for day in delays)
    met = "mødet" if len(delays) == 1 else "møderne"
    since = format_short_date(item.indstillet)
    return f"Udsat på {met} den {days}. Har ventet siden {since} ({_span(item.indstillet, on)})."


def _span(start: date, end: date) -> str:
    """Return the time between two days in the unit that people would use."""
    months = (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)
    if months >= 1:
        return "1 måned" if months == 1 else f"{months} måneder"
    days = (end - start).days
    return "1 dag" if days == 1 else f"{days} dage"


def _key(punkt: Punkt, tilstand: Tilstand) -> tuple[str, ...]:
    """Return what an item is about, by which it is found again whatever its id and title have become."""
    about = [tilstand.forslag[name].indstilling for name in punkt.forslag if name in tilstand.forslag]
    match punkt.art:
        case Punktart.INDSTILLING:
            return (punkt.art, about[0] if about else punkt.id)
        case Punktart.REFERAT:
            return (punkt.art, str(punkt.referat_af))
        case Punktart.OPGAVER | Punktart.REDAKTIONELT:
            return (punkt.art,)
        case _:
            return (punkt.art, punkt.id)


def _is_on(punkter: Sequence[Punkt], forslag: str) -> bool:
    return any(forslag in item.forslag for item in punkter)


def _standard(items: Sequence[Standardpunkt], art: Punktart, taken: Sequence[str]) -> list[Punkt]:
    made: list[Punkt] = []
    for item in items:
        name = new_id(item.id, [*taken, *(other.id for other in made)])
        made.append(Punkt(id=name, titel=item.titel, type=item.type, art=art))
    return made


def _waiting(moede: Moede, tilstand: Tilstand, tidligere: Sequence[Moede]) -> Iterator[Punkt]:
    """Yield the items that come of what waits: referater, tasks, indstillinger, corrections to be told of."""
    for earlier in sorted(tidligere, key=lambda item: item.dato):
        if earlier.er_afsluttet and earlier.dato < moede.dato and earlier.referat.godkendt is None:
            day = earlier.dato
            kind = "den skriftlige behandling" if earlier.form is Moedeform.SKRIFTLIG else "mødet"
            titel = f"Godkendelse af referat af {kind} den {format_short_date(day)}"
            yield Punkt(id=f"referat-{day}", titel=titel, type=Punkttype.B, art=Punktart.REFERAT, referat_af=day)
    if open_opgaver(tidligere, moede.dato):
        yield Punkt(id="opfoelgning-paa-opgaver", titel="Opfølgning på opgaver", type=Punkttype.O, art=Punktart.OPGAVER)
    groups: dict[str, list[Forslagstilstand]] = {}
    for item in tilstand.verserende():
        if item.indstillet <= moede.dato:
            groups.setdefault(item.indstilling, []).append(item)
    for indstilling, items in groups.items():
        names = tuple(item.forslag.id for item in items)
        titel = _title(items)
        yield Punkt(id=indstilling, titel=titel, type=Punkttype.B, art=Punktart.INDSTILLING, forslag=names)
    if untold_rettelser(tilstand, tidligere, moede.dato):
        titel = "Redaktionelle rettelser"
        yield Punkt(id="redaktionelle-rettelser", titel=titel, type=Punkttype.O, art=Punktart.REDAKTIONELT)


def _title(items: Sequence[Forslagstilstand]) -> str:
    first = items[0]
    if first.type is Indstillingstype.AARLIG:
        return f"Årlig revision {first.aar} af delaftalerne"
    if len(items) == 1:
        return f"Akut ændring: {first.forslag.titel}"
    return f"Akutte ændringer ({len(items)} forslag)"


def _is_written_on(punkt: Punkt) -> bool:
    written = (punkt.resume, punkt.sagsfremstilling, punkt.indstilling, punkt.oekonomi, punkt.bilag, punkt.referat)
    return punkt.beslutning is not None or any(written)

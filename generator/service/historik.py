"""The story of a delaftale: each act that speaks of it, in the order they were made, in a sentence.

Always so: what is told is what the posts say; a person is told by the name in the plan's register, and by the role
where the name is erased.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.errors import NotRegisteredError
from generator.model.beslutning import Bemyndigelse, Beslutning, Forbehold, IngenAendringer, Referatgodkendelse
from generator.model.beslutningslog import (
    Afslutning,
    Forlaengelse,
    Forsendelse,
    RedaktionelRettelse,
    Registrering,
    Tilbagetraekning,
)
from generator.model.forslag import Indstilling
from generator.model.udgivelse import Udgivelse
from generator.service.akter import open_planlog, read_personer
from generator.text import format_list, format_short_date
from generator.workflow.kontrolkode import kontrolkode

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from generator.model.beslutningslog import Aktoer, Post
    from generator.model.person import Personregister
    from generator.service.akter import Planlog
    from generator.store.port import DelaftaleRef, Store


@dataclass(frozen=True)
class Begivenhed:
    """One act. `af` is the person's name, or the role; `art` the kind as a heading; `linjer` what happened."""

    post: int
    dato: date
    art: str
    af: str
    linjer: tuple[str, ...]
    kontrolkode: str


def read_historik(store: Store, ref: DelaftaleRef) -> tuple[Begivenhed, ...]:
    """Return the acts that speak of the delaftale, the first one first. Raises: NotRegisteredError; GeneratorError."""
    planlog = open_planlog(store, ref.plan)
    register, _ = read_personer(store, ref.plan)
    posts = planlog.tilstand.historik(ref.delaftale)
    if not posts:
        raise NotRegisteredError(ref.delaftale)
    return tuple(
        Begivenhed(
            post.nr,
            post.dato,
            post.art.ordlyd,
            name_aktoer(register, post.af),
            tuple(_tell(planlog, post, ref.delaftale)),
            kontrolkode(planlog.poster[post.nr - 1].data),
        )
        for post in posts
    )


def name_aktoer(register: Personregister, aktoer: Aktoer) -> str:
    """Return what people call who acted: the name where the register has one, else the role as it was."""
    person = register.find(aktoer.person)
    return aktoer.rolle if person is None or person.navn is None else person.navn


def _tell(planlog: Planlog, post: Post, delaftale: str) -> Iterable[str]:  # noqa: C901, PLR0912 - one for each kind
    match post.akt:
        case Registrering() as facts:
            late = " efterfølgende" if facts.efterfoelgende else ""
            day = "ukendt" if facts.vedtaget is None else format_short_date(facts.vedtaget)
            fra = format_short_date(facts.gaelder_fra)
            yield f"Version {facts.version} registreret{late}, gælder fra {fra}. Vedtaget: {day}."
            yield f"Grundlag: {facts.grundlag}"
        case Indstilling() as facts:
            yield f"{facts.type.ordlyd.capitalize()} »{facts.id}«:"
            yield from (f"»{item.titel}« ({item.id})" for item in facts.forslag if delaftale in item.delaftaler)
        case Tilbagetraekning() as facts:
            yield f"{_titles(planlog, _about(planlog, facts.forslag, delaftale))} trukket tilbage: {facts.begrundelse}"
        case Beslutning() as facts:
            yield f"Mødet {format_short_date(facts.moede)}:"
            own = set(_about(planlog, (item.forslag for item in facts.forslag), delaftale))
            for item in (each for each in facts.forslag if each.forslag in own):
                yield f"Punkt {item.punkt}, {_titles(planlog, [item.forslag])}: {item.udfald.ordlyd}"
        case Forbehold() as facts:
            outcome = "er opfyldt" if facts.opfyldt else "er ikke opfyldt, og forslaget bortfalder"
            yield f"Forbeholdet ved {_titles(planlog, [facts.forslag])} {outcome}: {facts.grundlag}"
        case Bemyndigelse() as facts:
            yield f"Endelig ordlyd af {_titles(planlog, [facts.forslag])}: {facts.ordlyd}"
        case IngenAendringer() as facts:
            yield f"Den årlige revision {facts.aar}, mødet {format_short_date(facts.moede)}: {facts.ordlyd}"
        case Referatgodkendelse() as facts:
            met, day = format_short_date(facts.moede), format_short_date(facts.godkendt)
            yield f"Referatet fra mødet {met} {facts.metode.ordlyd}, {day}"
        case RedaktionelRettelse() as facts:
            yield facts.begrundelse
        case Forsendelse() as facts:
            yield f"Sendt til {facts.modtager}, stand pr. {format_short_date(facts.stand_pr)}"
        case Forlaengelse() as facts:
            til = format_short_date(facts.gaelder_til)
            yield f"Forlænget til {til}, Landsbyggefondens journalnummer {facts.journalnummer}"
        case Afslutning() as facts:
            yield f"Planen er afsluttet med {format_short_date(facts.dato)} som sidste dag: {facts.begrundelse}"
        case Udgivelse() as facts:
            why = "" if facts.anledning is None else f": {facts.anledning}"
            for issued in facts.omfang:
                if issued.delaftale == delaftale:
                    again = "" if issued.nr == 1 else f" for {issued.nr}. gang"
                    yield f"Version {issued.version} udgivet som Word og PDF{again}{why}"
    for item in getattr(post.akt, "versioner", ()):
        if item.delaftale == delaftale:
            yield f"Version {item.version} gælder fra {format_short_date(item.gaelder_fra)}"


def _about(planlog: Planlog, forslag: Iterable[str], delaftale: str) -> list[str]:
    """Return those of the forslag that change the delaftale; an act may speak of others' as well."""
    known = planlog.tilstand.forslag
    return [name for name in forslag if delaftale in known[name].forslag.delaftaler]


def _titles(planlog: Planlog, forslag: Iterable[str]) -> str:
    return format_list(f"»{planlog.tilstand.forslag[name].forslag.titel}«" for name in forslag)

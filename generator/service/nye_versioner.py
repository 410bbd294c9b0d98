"""The versions that an act makes: its changes brought into each text that they take effect in, and the post beside.

Always so: each version holds what was adopted before and what takes effect now, brought together three-way; where that
can't be done, or a text would not be valid, the whole act is refused with both sides named, and nothing is written.
What goes wrong once the act stands is told, and never as if it did not.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from generator.errors import GeneratorError, LogError
from generator.service.akter import Gemt, Planlog, add_post
from generator.service.fletning import Tekster, find_konflikter
from generator.store.port import DelaftaleRef
from generator.text import format_short_date
from generator.workflow.fold import fold
from generator.workflow.kontrolkode import kontrolkode
from generator.workflow.names import name_sti
from generator.workflow.versions import Effekt, Planlagt, plan_versions

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from generator.model.aendring import Feltaendring
    from generator.model.beslutningslog import Postart
    from generator.model.delaftale import Delaftale
    from generator.service.akter import Handling
    from generator.store.port import Store
    from generator.workflow.merge import Konflikt


class BeslutningKonfliktError(LogError):
    """What was decided can't be brought together with what was adopted before. `hvad` names each place.

    `er_forslag` False: it is no forslag that could be sent back, but a correction or a longer period.
    """

    exit_code = 6

    def __init__(self, delaftale: str, version: int, hvad: Sequence[str], *, er_forslag: bool = True) -> None:
        self.delaftale, self.version, self.hvad, self.er_forslag = delaftale, version, tuple(hvad), er_forslag
        what = "beslutningen" if er_forslag else "ændringen"
        super().__init__(
            f"»{delaftale}«: {what} kan ikke føjes ind i version {version}. {' '.join(hvad)}",
            "Send forslaget tilbage til chefen, som indstiller igen ud fra den tekst, der er vedtaget."
            if er_forslag
            else f"Lad den gælde fra den dag, version {version} gælder fra, og skriv den ud fra den tekst.",
        )


@dataclass(frozen=True)
class Tekstvirkning:
    """Changes that take effect from a day on, by delaftale.

    `forslag` None: by no forslag. `bygger_paa` says which version those of a delaftale were put on. With `egen_ordlyd`
    they may be written on a later text, and for a delaftale without a version there they are: it is found by what they
    say stands now. Those of one `samling` were put together and fit each other.
    """

    gaelder_fra: date
    aendringer: Mapping[str, tuple[Feltaendring, ...]]
    forslag: str | None = None
    bygger_paa: Mapping[str, int] = field(default_factory=dict)
    samling: str = ""
    egen_ordlyd: bool = False


def record(
    store: Store,
    planlog: Planlog,
    handling: Handling,
    art: Postart,
    facts: Mapping[str, Any],
    *,
    virkninger: Sequence[Tekstvirkning],
    tekster: Tekster | None = None,
    bilag: Mapping[str, bytes] | None = None,
    advarsler: Sequence[str] = (),
) -> Gemt:
    """Add an act with the versions that follow from it; return what was stored.

    `tekster` sees the state that the act is made in, where that is more than the log's (a forslag that is split in the
    same act). `bilag` are further files that the act makes, by path from the plan's folder.

    Raises: BeslutningKonfliktError; AendringError, on changes that fit no text; LogError; AktError; FileError.
    """
    tekster = Tekster(store, planlog) if tekster is None else tekster
    helhedsplan = store.read_helhedsplan(planlog.plan)
    filer: dict[str, bytes] = dict(bilag or {})
    versioner, texts = [], {}
    effekter = [Effekt(name, item.gaelder_fra, item.forslag) for item in virkninger for name in item.aendringer]
    for planned in plan_versions(planlog.tilstand, effekter):
        text = _make_text(tekster, planned, virkninger, handling.dato)
        ref = DelaftaleRef(planlog.plan, planned.delaftale)
        filer |= store.make_versionsfiler(ref, planned.version, text, helhedsplan)
        texts[planned.delaftale, planned.version] = text
        versioner.append(_describe(planned, text))
    warnings = (*advarsler, *_warn_of_days(virkninger, handling.dato))
    kvittering = add_post(store, planlog, handling, art, {**facts, "versioner": versioner}, filer=filer)
    stored, meldinger = kvittering.post, list(kvittering.meldinger)
    after = Planlog(
        planlog.plan, planlog.log, (*planlog.poster, stored), fold([stored.post], planlog.tilstand)
    )  # as it stands now: nothing is read that could fail
    konflikter: Mapping[str, tuple[str, ...]] = {}
    try:
        seen = Tekster(store, after)
        for (delaftale, nr), text in texts.items():
            seen.put(delaftale, nr, text)
        konflikter = find_konflikter(seen, after.tilstand.verserende(), handling.dato)
    except GeneratorError as error:
        meldinger.append(f"Post {stored.post.nr} er gemt, men om ventende forslag stadig passer, vides ikke: {error}")
    kode = kontrolkode(stored.data)
    return Gemt(planlog.plan, stored.post.nr, kode, stored.post.lavede, konflikter, warnings, tuple(meldinger))


def _describe(planned: Planlagt, text: Delaftale) -> dict[str, object]:
    return {
        "delaftale": planned.delaftale,
        "version": planned.version,
        "gaelder_fra": planned.gaelder_fra,
        "gaelder_til": text.gaelder_til,
        "bygger_paa": planned.bygger_paa,
        "forslag": planned.forslag,
    }


def _warn_of_days(virkninger: Sequence[Tekstvirkning], today: date) -> list[str]:
    """Return what counts from a day before it was decided. Source: domaene.md §9 rule 34."""
    early = dict.fromkeys(item.gaelder_fra for item in virkninger if item.aendringer and item.gaelder_fra < today)
    return [
        f"Ændringen gælder fra den {format_short_date(day)}, før den blev vedtaget den {format_short_date(today)}."
        for day in early
    ]


def _make_text(tekster: Tekster, planned: Planlagt, virkninger: Sequence[Tekstvirkning], today: date) -> Delaftale:
    """Return the text of a version. Raises: BeslutningKonfliktError, AendringError."""
    delaftale = planned.delaftale
    groups: dict[tuple[int, str], list[Feltaendring]] = {}
    for nr, item in enumerate(virkninger):
        if delaftale not in item.aendringer or item.gaelder_fra > planned.gaelder_fra:
            continue
        changes = item.aendringer[delaftale]
        put_on = item.bygger_paa.get(delaftale)
        base = _find_base(tekster, item, delaftale, today) if put_on is None or item.egen_ordlyd else put_on
        key = (base, f"samling {item.samling}")
        taken = {change.noegle for change in groups.get(key, ())}
        if base != put_on or any(change.noegle in taken for change in changes):
            key = (base, f"nr. {nr}")
        groups.setdefault(key, []).extend(changes)
    text = tekster.read(delaftale, planned.bygger_paa)
    for (base, _), together in groups.items():
        merged = tekster.rebase(delaftale, base, together, text)
        if merged.konflikter:
            hvad = [_name_konflikt(item, text) for item in merged.konflikter]
            raise BeslutningKonfliktError(delaftale, planned.bygger_paa, hvad, er_forslag=bool(planned.forslag))
        text = merged.result
    return text


def _find_base(tekster: Tekster, item: Tekstvirkning, delaftale: str, today: date) -> int:
    """Return the version that changes were written on: the one they were put on, that of their day, that of today."""
    tilstand = tekster.planlog.tilstand
    texts = (tilstand.text_on(delaftale, day) for day in (item.gaelder_fra, today))
    candidates = [item.bygger_paa[delaftale]] if delaftale in item.bygger_paa else []
    candidates += [version.nr for version in texts if version is not None]
    return tekster.find_base(delaftale, candidates, item.aendringer[delaftale])


def _name_konflikt(konflikt: Konflikt, text: Delaftale) -> str:
    where = name_sti(konflikt.sti, text, konflikt.base or konflikt.vores or konflikt.deres)
    return f"»{where}«: {konflikt.grund.ordlyd}"

"""What stands in the way of an indstilling and what is worth a look: the drafts, the reasons, the strategic agreement.

Always so: the rules themselves decide, on the drafts as they would read and, for personal data (rule 36), on a
forslag's own words; what they found in those is not repeated.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from generator.model.datakilder import Datakildeliste
from generator.model.delaftale import Delaftale
from generator.model.forslag import Strategisk
from generator.model.helhedsplan import Bevillingsperioder, Helhedsplan
from generator.rules import Kontekst, check
from generator.rules.persondata import REGLER
from generator.rules.status import mangler_status
from generator.rules.tekster import er_tom
from generator.service.samling import is_strategic, list_enkelte
from generator.service.udgaver import read_udgave
from generator.store.port import DelaftaleRef

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.model.forslag import Forslagsudkast, Indstillingsudkast
    from generator.rules import Severity
    from generator.service.kontrol import Kontrollant
    from generator.service.samling import Kladdetekst
    from generator.store.port import Store, StoredDelaftale

_FELT: Final = "kommunal_sammenhaeng"
_HVAD: Final = {
    "CPR-36": "ser ud til at indeholde et CPR-nummer. Slet det",
    "KON-36": "indeholder en mailadresse eller et telefonnummer, der kan være en persons. Skriv en rolle i stedet",
    "NAV-36": "ser ud til at nævne en beboer ved navn. Slet navnet, hvis det er en persons",
    "FOL-36": "omtaler helbred, misbrug eller strafbare forhold hos en person, der kan genkendes. Skriv det alment",
    "ANT-36": "nævner så få personer, at de kan genkendes. Skriv »under 5«, eller slet tallet",
}


def look_at_udkast(
    store: Store, kontrollant: Kontrollant, plan: str, kladder: Sequence[Kladdetekst], udkast: Indstillingsudkast
) -> tuple[list[str], list[str]]:
    """Return what stands in the way of putting the drafts before the board, and what is worth a look."""
    fejl: list[str] = []
    texts = {kladde.delaftale: kladde for kladde in kladder}
    for ref in store.list_delaftaler(plan):
        if ref.delaftale in texts and texts[ref.delaftale].aendringer:
            fejl += _find_fejl(store, kontrollant, ref, texts)
    advarsler: list[str] = []
    for item in udkast.forslag:
        if er_tom(item.begrundelse):
            fejl.append(f"»{item.titel}« mangler en begrundelse.")
        if not item.grundlag:
            fejl.append(f"»{item.titel}« mangler et grundlag: erfaring, anbefaling, viden eller akut.")
        for severity, message in find_persondata(item):
            (fejl if severity == "fejl" else advarsler).append(message)
        if item.strategisk is not Strategisk.NEJ or _is_strategic(item, kladder, store.read_helhedsplan(plan)):
            advarsler.append(
                f"»{item.titel}« berører måske den strategiske samarbejdsaftale. "
                "I så fald skal Landsbyggefonden godkende det først."
            )
    return fejl, [*advarsler, *_find_missing_status(store, plan, kladder, udkast.aar)]


def _find_missing_status(store: Store, plan: str, kladder: Sequence[Kladdetekst], aar: int | None) -> Iterator[str]:
    """Yield what the year's status lacks, for a yearly indstilling. Source: issue of the year's status; rule 33."""
    for kladde in kladder if aar is not None else ():
        if kladde.aendringer:
            status = store.read_status(DelaftaleRef(plan, kladde.delaftale), aar or 0)
            for item in mangler_status(kladde.nuvaerende, status, aar or 0):
                yield f"{kladde.delaftale}: {item.message} ({item.code})"


def _find_fejl(store: Store, kontrollant: Kontrollant, ref: DelaftaleRef, texts: dict[str, Kladdetekst]) -> list[str]:
    """Return what the rules call a fejl in a draft as it would read, beside the plan's other delaftaler.

    Of those that are not put, the text that holds last: a draft that nobody puts before the board is none of it.
    """
    stored = store.read_kladde(ref)
    own = _with_text(stored, texts[ref.delaftale].ny)
    others = [
        _with_text(store.read_kladde(other), texts[other.delaftale].ny)
        if other.delaftale in texts
        else read_udgave(store, other, None)
        for other in store.list_delaftaler(ref.plan)
        if other != ref
    ]
    kontrol = kontrollant.check_stored(own, others)
    return [f"{ref.delaftale}: {item.message} ({item.code})" for item in kontrol.findings if item.severity == "fejl"]


def _with_text(stored: StoredDelaftale, text: Delaftale) -> StoredDelaftale:
    return type(stored)(stored.ref, None, text, stored.helhedsplan)


def _is_strategic(forslag: Forslagsudkast, kladder: Sequence[Kladdetekst], helhedsplan: Helhedsplan) -> bool:
    keys = {(part.delaftale, change.noegle) for part in forslag.aendringer for change in part.aendringer}
    return any(each.noegle in keys and is_strategic(each, helhedsplan) for each in list_enkelte(kladder))


# -- personal data in a forslag's own words --


def find_persondata(forslag: Forslagsudkast) -> Iterator[tuple[Severity, str]]:
    """Yield how serious it is and what to do, for each kind of personal data that a forslag's words may hold."""
    words = {"Titlen": forslag.titel, "Begrundelsen": forslag.begrundelse, "Konsekvenserne": forslag.konsekvenser}
    for nr, hoering in enumerate(forslag.hoeringer, start=1):
        words |= {f"Høring {nr}, bemærkningen": hoering.bemaerkning, f"Høring {nr}, svaret": hoering.svar}
    for where, text in words.items():
        for severity, code in _look_at_text(text) if text else ():
            yield severity, f"{where} i »{forslag.titel}« {_HVAD.get(code, 'kan indeholde persondata')}. ({code})"


def _look_at_text(text: str) -> Iterator[tuple[Severity, str]]:
    """Yield what the rules find in a text, put where they look."""
    facts = {"format": 1, "id": "x", "formular": "x", "indsatsomraade": "x"}
    delaftale = Delaftale.model_validate(
        facts | {"gaelder_fra": "2000-01-01", "gaelder_til": "2000-12-31", _FELT: text}
    )
    plan = Helhedsplan.model_validate({"format": 1, "id": "x", "navn": "x", "bevillingsperiode": "x"})
    kontekst = Kontekst(
        delaftale,
        plan,
        Bevillingsperioder.model_validate({"format": 1, "perioder": []}),
        Datakildeliste.model_validate({"format": 1, "datakilder": []}),
        date(2000, 1, 1),
        er_kladde=True,
    )
    for finding in check(kontekst, REGLER):
        if finding.sti == _FELT:
            yield finding.severity, finding.code

"""The year's status as an annex: what a yearly indstilling rests on comes along to the meeting that decides on it.

Always so: an item with a yearly indstilling has the status of each delaftale that has one for that year, as it stands
beside the text in force on the meeting's day; what was filled in since takes the place of the annex made before, and
no file of a person's own is touched. A CPR number stops it. Source: docs/analyse/moede.md; domaene.md §8, §9 (36).
"""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING, Final, NamedTuple

from generator.errors import MoedeError
from generator.model.forslag import Indstillingstype
from generator.model.moede import Markering, Moedestatus, Punktart
from generator.rules import summarize
from generator.service.aarsstatus import find_aarsfund, read_bilag, render_bilag
from generator.service.formater import Dokumentformat
from generator.service.moedebilag import MAX_BILAG, all_bilag, take_bilag
from generator.service.moeder import name_moede
from generator.service.sammenligning import plan_navne
from generator.service.udgaver import NotInForceError
from generator.store.viden import load_datakilder
from generator.workflow.moedeafgoerelser import find_punkt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.moede import Bilag, Moede, Punkt
    from generator.service.moeder import AabentMoede
    from generator.service.udgaver import Udgavevalg
    from generator.service.udgivelse import Udgiver
    from generator.store.port import DelaftaleRef, Store
    from generator.word.statusbilag import Statusindhold

_CPR: Final = "SCP-36"


def hent_statusbilag(store: Store, aabent: AabentMoede, udgiver: Udgiver) -> tuple[Moede, tuple[str, ...]]:
    """Return the meeting with the year's status at each item of a yearly indstilling, and what to say of it.

    A status that an earlier meeting had as an annex does not come again. The files are there before the meeting says
    so. Raises: MoedeError, on a CPR number, before any file is written; what reading and rendering raise;
    LogConflictError, FileError.
    """
    wanted = list(_find_wanted(store, aabent, udgiver))
    made = []
    told: list[str] = []
    for item in wanted:
        indhold = _read(store, item, aabent, udgiver)
        told += _check(store, item, indhold, aabent)
        ((_, data),) = render_bilag(indhold, udgiver.forms, (Dokumentformat.PDF,), day=aabent.moede.dato)
        made.append(data)
    moede = aabent.moede
    for item, data in zip(wanted, made, strict=True):
        moede = _put(store, replace(aabent, moede=moede), item, data)
    return moede, tuple(told)


class _Wanted(NamedTuple):
    """A status that belongs at an item. `name` is the annex's id: those of people's own are made of their titles."""

    punkt: str
    ref: DelaftaleRef
    aar: int
    name: str
    titel: str


def _find_wanted(store: Store, aabent: AabentMoede, udgiver: Udgiver) -> Iterator[_Wanted]:
    plan = aabent.planlog.plan
    for punkt in aabent.moede.punkter:
        aar = _year_of(aabent, punkt)
        for ref in () if aar is None else store.list_delaftaler(plan):
            name = f"status-{aar}-{ref.delaftale}"[:60].strip("-")
            if aar is None or _was_seen(aabent, name) or store.read_status(ref, aar) is None:
                continue
            navne = plan_navne(store, aabent.plan, udgiver.perioder)
            yield _Wanted(punkt.id, ref, aar, name, f"Årets status {aar} for {navne[ref.delaftale]}")


def _year_of(aabent: AabentMoede, punkt: Punkt) -> int | None:
    """Return the year of the indstilling that an item is about; None where it is no yearly one."""
    known = aabent.planlog.tilstand.forslag
    items = [known[name] for name in punkt.forslag if name in known]
    years = [item.aar for item in items if item.type is Indstillingstype.AARLIG]
    return years[0] if years and punkt.art is Punktart.INDSTILLING else None


def _was_seen(aabent: AabentMoede, name: str) -> bool:
    closed = (item for item in aabent.tidligere if item.er_afsluttet and item.dato < aabent.moede.dato)
    return any(bilag.id == name for moede in closed for _, bilag in all_bilag(moede))


def _read(store: Store, item: _Wanted, aabent: AabentMoede, udgiver: Udgiver) -> Statusindhold:
    """Return what the annex prints, beside the text in force on the meeting's day, else the newest there is."""
    day = aabent.moede.dato

    def read(valg: Udgavevalg) -> Statusindhold:
        return read_bilag(store, item.ref, item.aar, valg=valg, perioder=udgiver.perioder, today=day)

    try:
        return read(day)
    except NotInForceError:
        return read(None)


def _check(store: Store, item: _Wanted, indhold: Statusindhold, aabent: AabentMoede) -> list[str]:
    """Return what the rules have to say of a status, as sentences. Raises: MoedeError, on a CPR number."""
    day, ref = aabent.moede.dato, item.ref
    found = find_aarsfund(store, ref, item.aar, delaftale=indhold.delaftale, datakilder=load_datakilder(), today=day)
    if any(finding.code == _CPR for finding in found):
        raise MoedeError(f"»{item.titel}« ser ud til at indeholde et CPR-nummer.", "Slet det, før noget sendes ud.")
    return [f"»{item.titel}« har {summarize(found)}; se dem med »delaftale kontroller {ref}«."] if found else []


def _put(store: Store, aabent: AabentMoede, item: _Wanted, data: bytes) -> Moede:
    """Return the meeting with the annex: as it is, new, or in place of the one made before."""
    moede, plan, digest = aabent.moede, aabent.planlog.plan, sha256(data).hexdigest()
    there = find_punkt(moede, item.punkt).bilag
    if any(bilag.sha256 == digest for bilag in there):
        return moede
    before = next((bilag for bilag in there if bilag.id == item.name), None)
    if before is None:
        fil = f"{item.name}.pdf"
        after, new = take_bilag(store, aabent, item.punkt, navn=fil, data=data, titel=item.titel, lukket=False)
        return _with(after, item.punkt, new.id, new.replaced(id=item.name))
    sti = name_moede(moede.dato, before.fil)
    store.write_fil(plan, sti, data, store.read_fil(plan, sti, MAX_BILAG))
    is_late = moede.status is Moedestatus.UDSENDT and before.markering is None
    markering = Markering.RETTET if is_late else before.markering
    return _with(moede, item.punkt, item.name, before.replaced(titel=item.titel, sha256=digest, markering=markering))


def _with(moede: Moede, punkt: str, name: str, bilag: Bilag) -> Moede:
    """Return the meeting with `bilag` where the item's annex `name` stood."""
    item = find_punkt(moede, punkt)
    changed = item.replaced(bilag=tuple(bilag if other.id == name else other for other in item.bilag))
    return moede.replaced(punkter=tuple(changed if other.id == punkt else other for other in moede.punkter))

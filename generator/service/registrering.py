"""Register an edition that was adopted outside the log: the first of a delaftale, or one entered afterwards.

Always so: nothing is said of a decision that is not known; `vedtaget` stays unknown until somebody states it with its
ground. A version that lies in the plan's folder already is taken over byte for byte.
Source: domaene.md §13 (Beginning).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.errors import GeneratorError, TooEarlyError
from generator.model.beslutningslog import Postart
from generator.service.akter import AktError, add_post, open_planlog
from generator.service.kladder import find_base
from generator.service.kommentarer import tell_lost_comments
from generator.text import format_short_date
from generator.workflow.diff import diff
from generator.workflow.kontrolkode import kontrolkode

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from generator.model.aendring import Feltaendring
    from generator.service.akter import Handling, Planlog
    from generator.store.port import DelaftaleRef, Store, StoredDelaftale


@dataclass(frozen=True)
class Registreret:
    """What was registered. `fra_kladde`: the draft became the version and is gone. `meldinger` are the store's."""

    ref: DelaftaleRef
    version: int
    post: int
    kontrolkode: str
    gaelder_fra: date
    fra_kladde: bool
    meldinger: tuple[str, ...]


def registrer(
    store: Store,
    ref: DelaftaleRef,
    handling: Handling,
    *,
    grundlag: str,
    vedtaget: date | None = None,
    efterfoelgende: bool = False,
    gaelder_fra: date | None = None,
) -> Registreret:
    """Register the next edition of a delaftale: the version that lies in its folder without a post, else the draft.

    `vedtaget` None: unknown. `gaelder_fra` None: for the first edition the first day that the text states; for a later
    one the day it was adopted.

    Raises: AktError, if there is no edition or no day to register; LogError; FileError, DataError.
    """
    if not grundlag.strip():
        raise AktError("Skriv under »--grundlag«, hvad det vides fra, at udgaven er vedtaget.")
    planlog = open_planlog(store, ref.plan)
    number = len(planlog.tilstand.versioner(ref.delaftale)) + 1
    if number > 1 and not efterfoelgende:
        raise AktError(
            f"»{ref}« er allerede registreret. Indstil ændringer, eller registrér en udgave, der er vedtaget uden om "
            "loggen, med »--efterfoelgende«."
        )
    draft = store.read_fil(ref.plan, f"{ref.delaftale}/kladde.yaml")
    stored = _find_edition(store, ref, number)
    day = _first_day(stored, number, gaelder_fra, vedtaget)
    filer = (
        store.make_versionsfiler(ref, number, stored.delaftale, stored.helhedsplan)
        if stored.version is None
        else store.read_versionsfiler(ref, number)
    )
    facts = {
        "delaftale": ref.delaftale,
        "version": number,
        "grundlag": grundlag,
        "vedtaget": vedtaget,
        "efterfoelgende": efterfoelgende,
        "gaelder_fra": day,
        "gaelder_til": stored.delaftale.gaelder_til,
        "aendringer": _changes(store, ref, planlog, stored, day),
    }
    lost = _tell_of_draft(store, ref, draft, number, filer) if stored.version is None else []
    kvittering = add_post(store, planlog, handling, Postart.REGISTRERING, facts, filer=filer)
    kode = kontrolkode(kvittering.post.data)
    from_draft = stored.version is None
    meldinger = list(kvittering.meldinger)
    if from_draft and draft is not None:
        sti = f"{ref.delaftale}/kladde.yaml"
        meldinger += lost
        try:
            store.remove_fil(ref.plan, sti, draft)
        except GeneratorError as error:
            meldinger.append(f"Udgaven er registreret, men kladden blev ikke fjernet: {error} Slet {sti} selv.")
    return Registreret(ref, number, kvittering.post.post.nr, kode, day, from_draft, tuple(meldinger))


def _tell_of_draft(
    store: Store, ref: DelaftaleRef, draft: bytes | None, number: int, filer: Mapping[str, bytes]
) -> list[str]:
    """Return which comments go with the draft: those that neither the new version nor one behind it has."""
    behind = {number - 1, 0 if draft is None else find_base(draft)} & set(store.list_versioner(ref))
    known = [filer, *(store.read_versionsfiler(ref, nr) for nr in behind if nr is not None)]
    texts = [data for item in known for sti, data in item.items() if sti.endswith("/delaftale.yaml")]
    return tell_lost_comments(draft, texts, f"{ref.delaftale}/kladde.yaml")


def _find_edition(store: Store, ref: DelaftaleRef, number: int) -> StoredDelaftale:
    if number in store.list_versioner(ref):
        return store.read_version(ref, number)
    if store.has_kladde(ref):
        return store.read_kladde(ref)
    raise AktError(
        f"»{ref}« har ingen udgave, der mangler at blive registreret. Åbn en kladde med »delaftale kladde "
        f"{ref.delaftale}«, og skriv udgaven i den."
    )


def _first_day(stored: StoredDelaftale, number: int, gaelder_fra: date | None, vedtaget: date | None) -> date:
    """Return the day that the edition counts from. Raises: AktError, if it is not known or outside the period."""
    period = stored.delaftale
    day = gaelder_fra or (period.gaelder_fra if number == 1 else vedtaget)
    if day is None:
        raise AktError("Skriv med »--gaelder-fra«, hvilken dag udgaven gælder fra; den er ikke den første.")
    if day < period.gaelder_fra:
        raise TooEarlyError(str(stored.ref), format_short_date(day), format_short_date(period.gaelder_fra))
    return day


def _changes(
    store: Store, ref: DelaftaleRef, planlog: Planlog, stored: StoredDelaftale, day: date
) -> tuple[Feltaendring, ...]:
    """Return what the edition changed against the one before it in time; () for the earliest."""
    before = planlog.tilstand.text_on(ref.delaftale, day)
    return () if before is None else diff(store.read_version(ref, before.nr).delaftale, stored.delaftale)

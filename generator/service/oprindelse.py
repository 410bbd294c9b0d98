"""How a version came about: what its printed pages say of it, and the background of its fields.

Always so: read from the beslutningslog alone, and what no log tells is not said. The kontrolkode is that of the post
which made the version, so that it stays the same whatever is decided later. Nothing of the log is imported here: most
documents are made of plans without one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from generator.model.sti import Sti
from generator.model.udgave import describe_registreret
from generator.text import format_short_date

if TYPE_CHECKING:
    from datetime import date

    from generator.document.blocks import Note
    from generator.model.udgave import Udgave
    from generator.service.akter import Planlog
    from generator.store.port import Store, StoredDelaftale
    from generator.workflow.fakta import Version
    from generator.workflow.tilstand import Tilstand

_VERBER: Final = {
    "registrering": "registreret",
    "redaktionel-rettelse": "redaktionelt rettet",
    "forlaengelse": "forlænget",
}


def find_version(planlog: Planlog | None, delaftale: str, nr: int | None) -> Version | None:
    """Return what the log says of a version; None for a draft, or where the log doesn't know it."""
    versioner = () if planlog is None else planlog.tilstand.versioner(delaftale)
    return versioner[nr - 1] if nr is not None and nr <= len(versioner) else None


def describe_stored(planlog: Planlog | None, stored: StoredDelaftale, today: date) -> Udgave | None:
    """Return what a page printed on `today` says of the version; None where the log doesn't speak of it."""
    version = find_version(planlog, stored.ref.delaftale, stored.version)
    if planlog is None or version is None:
        return None
    from generator.workflow.kontrolkode import kontrolkode  # noqa: PLC0415 - only a plan with a log needs it

    kode = kontrolkode(planlog.poster[version.post - 1].data)
    gyldighed = describe_gyldighed(planlog.tilstand, version, today)
    vedtagelse = describe_vedtagelse(planlog.tilstand, version)
    if awaits_referat(planlog.tilstand, version):
        vedtagelse += ", referat ikke godkendt"
    return describe_registreret(version.nr, vedtagelse, kode, gyldighed, version.besluttet)


def awaits_referat(tilstand: Tilstand, version: Version) -> bool:
    """Whether a meeting decided the version and its referat is not approved. The decision counts all the same."""
    beslutning = tilstand.poster[version.post - 1].beslutning
    return beslutning is not None and tilstand.referat_godkendt(beslutning.moede) is None


def read_oprindelse(store: Store, stored: StoredDelaftale, today: date) -> Udgave | None:
    """Return the same of one version, reading the log for it. Raises: GeneratorError."""
    if not store.has_log(stored.ref.plan):
        return None
    from generator.service.akter import open_planlog  # noqa: PLC0415 - most plans have no log yet

    return describe_stored(open_planlog(store, stored.ref.plan), stored, today)


def describe_vedtagelse(tilstand: Tilstand, version: Version) -> str:
    """Return how a version came about: »besluttet 14.09.22«, »registreret efterfølgende 01.08.22«."""
    verb = _VERBER.get(str(version.art), "besluttet")
    if version.efterfoelgende:
        verb += " efterfølgende"
    day = version.besluttet
    if str(version.art) == "registrering" or day is None:
        day = tilstand.poster[version.post - 1].dato
    return f"{verb} {format_short_date(day)}"


def describe_gyldighed(tilstand: Tilstand, version: Version, today: date) -> str:
    """Return whether a version is to come, holds or is over on `today`, from which day, and what took its place."""
    status = str(tilstand.status_of(version, today))
    span = next((item for item in tilstand.gyldigheder(version.delaftale) if item.version == version.nr), None)
    fra = format_short_date(version.gaelder_fra)
    if status == "erstattet" or span is None:
        return f"Erstattet af version {tilstand.afloest_af(version)} (skulle gælde fra {fra})"
    if status == "kommende":
        return f"Gælder fra {fra}"
    til = format_short_date(span.til)
    return f"Gælder fra {fra} til {til}" if status == "gaeldende" else f"Gjaldt til {til} (fra\N{NO-BREAK SPACE}{fra})"


def read_baggrund(planlog: Planlog | None, stored: StoredDelaftale) -> dict[Sti, Note]:
    """Return what led to the words of each field that was changed up to this version, and to the whole edition.

    A field that no forslag has touched has the background of the edition as a whole. {} where no log speaks of it.
    """
    delaftale = stored.ref.delaftale
    version = find_version(planlog, delaftale, stored.version)
    if planlog is None or version is None:
        return {}
    from generator.document.blocks import Note, NoteKind  # noqa: PLC0415 - only a plan with a log needs it
    from generator.service.baggrund import tell_steps  # noqa: PLC0415 - only a plan with a log needs it

    tilstand = planlog.tilstand
    line = _line_of(tilstand, version)
    changed = {
        aendring.sti: None
        for virkning in tilstand.virkninger.get(delaftale, ())
        if virkning.version.nr in line
        for aendring in virkning.aendringer
    }
    notes = {
        sti: Note(NoteKind.BACKGROUND, "\n".join(tell_steps(planlog, delaftale, sti, versioner=line)))
        for sti in changed
    }
    root = "\n".join(tell_steps(planlog, delaftale, Sti(""), versioner=line, only_editions=True))
    return ({Sti(""): Note(NoteKind.BACKGROUND, root)} if root else {}) | notes


def _line_of(tilstand: Tilstand, version: Version) -> frozenset[int]:
    """Return the version and those that it was built on, and those registered for earlier days."""
    versioner = tilstand.versioner(version.delaftale)
    found = {version.nr}
    at: Version | None = version
    while at is not None and at.bygger_paa is not None:
        at = versioner[at.bygger_paa - 1]
        found.add(at.nr)
    first_day = version.gaelder_fra if at is None else at.gaelder_fra
    return frozenset(
        found | {item.nr for item in versioner if item.bygger_paa is None and item.gaelder_fra < first_day}
    )

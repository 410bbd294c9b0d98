"""Documents as issued: a version's Word file and PDF, stored beside it by a post of their own, and read again.

Always so: what was issued is never rendered anew in silence: it is returned byte for byte, its hash held against the
post. An issue is a function of the version, its form, the day and the log up to the post before, so that it can be made
again and compared; equal bytes are promised under the same program, form and Python. A version can be issued once more,
as when its referat is approved; earlier issues stay.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from generator.errors import LogError
from generator.model.beslutningslog import Postart
from generator.service.akter import AktError, Planlog, add_simple_post, open_planlog
from generator.service.formater import Dokumentformat, write_formater
from generator.service.generering import fill_in
from generator.service.oprindelse import describe_stored, find_version
from generator.service.samlet import Seriestore, handl_samlet
from generator.store.port import DelaftaleRef
from generator.store.yaml_reader import MAX_BYTES
from generator.text import format_short_date
from generator.workflow.fold import fold
from generator.workflow.kontrolkode import sha256

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from datetime import date

    from generator.model.fil import Fil
    from generator.model.helhedsplan import Bevillingsperioder
    from generator.service.akter import Gemt, Handling
    from generator.store.forms import FormStore
    from generator.store.port import Store, StoredDelaftale
    from generator.workflow.fakta import Udgivet
    from generator.workflow.tilstand import Tilstand

T = TypeVar("T")


class UdgivetBrudError(LogError):
    """A document that was issued is not there as it was; nothing is put in its place."""

    def __init__(self, fil: str, post: int, *, mangler: bool) -> None:
        self.fil, self.post, self.mangler = fil, post, mangler
        problem = f"mangler, men post {post} udgav den." if mangler else f"er ændret, efter at post {post} udgav den."
        super().__init__(
            f"»{fil}« {problem}", "Hent filen fra en sikkerhedskopi, eller dan dokumentet på ny med »--gengiv«."
        )


@dataclass(frozen=True)
class Udgiver:
    """What it takes to print: the forms, and the grant periods with their indsatsområder."""

    forms: FormStore
    perioder: Bevillingsperioder


@dataclass(frozen=True)
class Udfoert(Generic[T]):
    """An act and what it issued. `udgivelse` None: it made no version. `meldinger` are the store's."""

    resultat: T
    udgivelse: Gemt | None
    meldinger: tuple[str, ...]


# -- issue --


def udgiv(
    store: Store,
    plan: str,
    handling: Handling,
    udgiver: Udgiver,
    versioner: Sequence[tuple[str, int]],
    *,
    anledning: str = "",
) -> Gemt:
    """Issue versions, given as (delaftale, number), as Word and PDF in one post; return what was stored.

    `anledning` says why a version is issued again. Raises: AktError, for a version that the log doesn't know, or none
    at all; LogError; DataError; what rendering raises.
    """
    planlog = open_planlog(store, plan)
    if not versioner:
        raise AktError("Der er ingen version at udgive.")
    omfang, filer = [], {}
    for delaftale, number in versioner:
        if find_version(planlog, delaftale, number) is None:
            raise AktError(
                f"Version {number} af »{delaftale}« står ikke i beslutningsloggen. "
                f"Registrér den først med »delaftale registrer {delaftale}«."
            )
        earlier = planlog.tilstand.udgivet(delaftale, number)
        nr = 1 if earlier is None else earlier.nr + 1
        stored = store.read_version(DelaftaleRef(plan, delaftale), number)
        for form, data in render_udgivelse(planlog, stored, udgiver, handling.dato).items():
            name = f"{delaftale}/versioner/{number:04}/udgivet-{nr}.{form}"
            if len(data) > MAX_BYTES:
                raise AktError(
                    f"»{name}« fylder {len(data) // 1_000_000} MB og kan ikke gemmes. Er billederne for store?"
                )
            filer[name] = data
        omfang.append({"delaftale": delaftale, "version": number, "nr": nr})
    facts = {"omfang": omfang, "anledning": anledning or None}
    return add_simple_post(store, planlog, handling, Postart.UDGIVELSE, facts, filer=filer)


def udgiv_nye(store: Store, plan: str, handling: Handling, udgiver: Udgiver) -> Gemt | None:
    """Issue the versions that the act being made has made, outside of one all that were never issued; None: no version.

    Raises: what `udgiv` raises.
    """
    planlog = open_planlog(store, plan)
    posts = store.poster if isinstance(store, Seriestore) else planlog.poster
    new = [key for item in posts for key in item.post.lavede if planlog.tilstand.udgivet(*key) is None]
    return udgiv(store, plan, handling, udgiver, new) if new else None


def udgiv_efter_referat(store: Store, plan: str, handling: Handling, udgiver: Udgiver, *, moede: date) -> Gemt | None:
    """Issue a meeting's versions again now that its referat is approved; None: there is none to be issued.

    Raises: AktError, if the referat is not approved; what `udgiv` raises.
    """
    tilstand = open_planlog(store, plan).tilstand
    approval = next(
        (
            post.nr
            for post in tilstand.poster
            if post.referatgodkendelse is not None and post.referatgodkendelse.moede == moede
        ),
        None,
    )
    day = format_short_date(moede)
    if approval is None:
        raise AktError(f"Referatet fra mødet {day} er ikke godkendt. Udgiv igen, når det er.")
    waiting = [key for key in _versions_of(tilstand, moede) if _was_issued_before(tilstand.udgivet(*key), approval)]
    anledning = f"Referatet fra mødet {day} er godkendt."
    return udgiv(store, plan, handling, udgiver, waiting, anledning=anledning) if waiting else None


def _versions_of(tilstand: Tilstand, moede: date) -> list[tuple[str, int]]:
    """Return the versions that a meeting's decisions made and that hold on some day."""
    made = [
        key
        for post in tilstand.poster
        if post.beslutning is not None and post.beslutning.moede == moede
        for key in post.lavede
    ]
    holding = {(name, version.nr) for name, linje in tilstand.linjer.items() for version in linje}
    return [key for key in made if key in holding]


def _was_issued_before(udgivet: Udgivet | None, post: int) -> bool:
    return udgivet is not None and udgivet.post < post


def med_udgivelse(
    store: Store, plan: str, handling: Handling, udgiver: Udgiver, akt: Callable[[Store], T]
) -> Udfoert[T]:
    """Make an act and issue the versions that it makes: both or neither. `akt` is handed the store to act on.

    Raises: whatever the act raises; what `udgiv` raises. Nothing is written then (UncertainActError apart).
    """
    results: list[T] = []

    def act(serie: Store) -> None:
        results[:] = [akt(serie)]

    def issue(serie: Store) -> Gemt | None:
        return udgiv_nye(serie, plan, handling, udgiver)

    made = handl_samlet(store, plan, [act, issue])
    return Udfoert(results[0], made.resultater[1], made.meldinger)


def render_udgivelse(
    planlog: Planlog, stored: StoredDelaftale, udgiver: Udgiver, day: date
) -> dict[Dokumentformat, bytes]:
    """Return a version's Word file and PDF as the log and the day have it. Raises: GeneratorError."""
    indhold = fill_in(stored, udgiver.perioder, day, describe_stored(planlog, stored, day))
    return dict(write_formater(indhold, udgiver.forms, (Dokumentformat.DOCX, Dokumentformat.PDF)))


# -- read again --


def find_udgivet(planlog: Planlog, stored: StoredDelaftale) -> Udgivet | None:
    """Return how a version was issued the last time; None for a draft, or if it never was."""
    if stored.version is None:
        return None
    return planlog.tilstand.udgivet(stored.ref.delaftale, stored.version)


def read_udgivet(
    store: Store, plan: str, udgivet: Udgivet, formater: Collection[Dokumentformat]
) -> dict[Dokumentformat, bytes]:
    """Return those of the formats that were issued, byte for byte as stored.

    Raises: UdgivetBrudError, if one is missing or changed; FileError.
    """
    filer: dict[Dokumentformat, Fil] = {Dokumentformat.DOCX: udgivet.docx, Dokumentformat.PDF: udgivet.pdf}
    found = {}
    for form, fil in filer.items():
        if form not in formater:
            continue
        data = store.read_fil(plan, fil.sti)
        if data is None or sha256(data) != fil.sha256:
            raise UdgivetBrudError(fil.sti, udgivet.post, mangler=data is None)
        found[form] = data
    return found


def log_before(planlog: Planlog, udgivet: Udgivet) -> Planlog:
    """Return the log as it was when the version was issued, so that the issue can be made again."""
    poster = planlog.poster[: udgivet.post - 1]
    return Planlog(planlog.plan, planlog.log, poster, fold(item.post for item in poster))


def is_as_issued(udgivet: Udgivet, form: Dokumentformat, data: bytes) -> bool | None:
    """Return whether a rendering has the bytes that were issued; None for a format that is not issued."""
    fil = {Dokumentformat.DOCX: udgivet.docx, Dokumentformat.PDF: udgivet.pdf}.get(form)
    return None if fil is None else sha256(data) == fil.sha256

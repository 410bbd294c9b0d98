"""What all acts on the beslutningslog share: who acts and when, the plan's log as it stands, the post that comes of it.

Always so: an act that could not have been made is refused before anything is written, by the same fold that reads the
log afterwards; the day, the moment and the person are handed in. Names of people never enter a post.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from pydantic import ValidationError

from generator.errors import GeneratorError
from generator.model.beslutningslog import Aktoer, Post, Postart
from generator.model.person import Personregister
from generator.store.yaml_reader import load_yaml
from generator.text import nearest
from generator.workflow.chef import DEFAULT_TITEL, find_chef
from generator.workflow.fold import fold
from generator.workflow.kontrolkode import kontrolkode

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from generator.store.log import Kvittering, Log, Naeste
    from generator.store.log_poster import LagretPost
    from generator.store.port import Store
    from generator.workflow.tilstand import Tilstand

PERSONER: Final = "personer.yaml"
CHEF: Final = "chef"


class AktError(GeneratorError):
    """An act can't be made of what was stated; `text` says in Danish what and what to do."""

    http_status = 409

    def __init__(self, text: str) -> None:
        self.text = text
        super().__init__(text)


class UnknownPersonError(GeneratorError):
    """Nobody in the plan's register has that key."""

    http_status = 404

    def __init__(self, noegle: str, known: Sequence[str]) -> None:
        self.noegle, self.known = noegle, tuple(known)
        likely = nearest(noegle, known)
        meant = f" Mente du »{likely[0]}«?" if likely else ""
        super().__init__(
            f"Der er ingen person med nøglen »{noegle}« i {PERSONER}.{meant} "
            "Tilføj personen med »delaftale person tilfoej«."
        )


@dataclass(frozen=True)
class Handling:
    """When somebody acts, and who. `person` is a key of the plan's register; "": the chef of the plan."""

    dato: date
    tidspunkt: datetime
    person: str = ""


@dataclass(frozen=True)
class Planlog:
    """A plan's log as it stands. `log` is open, so that an act can be added."""

    plan: str
    log: Log
    poster: tuple[LagretPost, ...]
    tilstand: Tilstand


@dataclass(frozen=True)
class Gemt:
    """An act that stands in the log: its post, the kontrolkode, the versions made as (delaftale, number).

    `konflikter` are the forslag that still wait and no longer fit the text, with what stands in the way: they go back
    to the chef. `advarsler` are what is worth a look, `meldinger` what the store or a step after the act has to tell.
    """

    plan: str
    post: int
    kontrolkode: str
    versioner: tuple[tuple[str, int], ...] = ()
    konflikter: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    advarsler: tuple[str, ...] = ()
    meldinger: tuple[str, ...] = ()


def open_planlog(store: Store, plan: str) -> Planlog:
    """Return the plan's log; one without posts for a plan that has none. Raises: GeneratorError."""
    log, poster = store.open_log(plan)
    return Planlog(plan, log, poster, fold(item.post for item in poster))


def read_personer(store: Store, plan: str) -> tuple[Personregister, bytes | None]:
    """Return the plan's register and its bytes; an empty one and None where there is none. Raises: GeneratorError."""
    data = store.read_fil(plan, PERSONER)
    if data is None:
        return Personregister.model_validate({"format": 1}), None
    return load_yaml(data, Personregister, f"{plan}/{PERSONER}"), data


def find_aktoer(store: Store, plan: str, person: str, day: date) -> Aktoer:
    """Return how the log speaks of who acts; "" is the plan's chef on that day, also a konstitueret one.

    Raises: UnknownPersonError, unless it is the plan's chef.
    """
    register, _ = read_personer(store, plan)
    found = register.find(person) if person else find_chef(register, day) or register.find(CHEF)
    if found is not None:
        return Aktoer(person=found.id, rolle=found.rolle, organisation=found.organisation)
    if person not in {"", CHEF}:
        raise UnknownPersonError(person, [item.id for item in register.personer])
    chef = store.read_helhedsplan(plan).chef
    return Aktoer(person=CHEF, rolle=DEFAULT_TITEL if chef is None else chef.titel)


def add_post(
    store: Store,
    planlog: Planlog,
    handling: Handling,
    art: Postart,
    facts: Mapping[str, Any],
    *,
    filer: Mapping[str, bytes] | None = None,
    lukker: Mapping[str, bytes] | None = None,
) -> Kvittering:
    """Add an act to the log, with the files that it makes and the drafts that it closes; return what was stored.

    Raises: LogError, if the state leaves no room for it; AktError, if its facts don't hang together; FileError,
    LogConflictError and what else the store says. Nothing is written then (UncertainActError apart).
    """
    af = find_aktoer(store, planlog.plan, handling.person, handling.dato)

    def build(naeste: Naeste) -> Post:
        own = dict(facts) | ({"lukker": naeste.lukker} if naeste.lukker else {})
        try:
            post = Post.model_validate(
                {
                    "format": 1,
                    "nr": naeste.nr,
                    "forrige": naeste.forrige,
                    "tidspunkt": handling.tidspunkt,
                    "dato": handling.dato,
                    "af": af,
                    "filer": naeste.filer,
                    "serie": naeste.serie,
                    "art": art,
                    art.felt: own,
                    "slut": naeste.nr,
                }
            )
        except ValidationError as error:
            raise AktError(describe_validation(error)) from error
        fold([post], planlog.tilstand)
        return post

    return planlog.log.append(build, filer, lukker)


def add_simple_post(
    store: Store,
    planlog: Planlog,
    handling: Handling,
    art: Postart,
    facts: Mapping[str, Any],
    *,
    filer: Mapping[str, bytes] | None = None,
    advarsler: Sequence[str] = (),
) -> Gemt:
    """Add an act that makes no version; return what was stored. Raises: what `add_post` raises."""
    kvittering = add_post(store, planlog, handling, art, facts, filer=filer)
    stored = kvittering.post
    return Gemt(
        planlog.plan,
        stored.post.nr,
        kontrolkode(stored.data),
        advarsler=tuple(advarsler),
        meldinger=kvittering.meldinger,
    )


def describe_validation(error: ValidationError) -> str:
    """Return what our own validators say of facts that don't hang together."""
    return " ".join(dict.fromkeys(_say(detail) for detail in error.errors()))


def _say(detail: Any) -> str:
    message: str | None = detail.get("ctx", {}).get("message")
    return message or f"»{detail['loc'][-1] if detail['loc'] else '?'}« mangler eller kan ikke bruges, som det står."

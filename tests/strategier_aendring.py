"""Agreements to change, and changed ones: small, so that what is equal by chance often is.

Ids, words and values come from few, so that parts meet in both agreements, mention each other, and fields clash.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from generator.model.aktivitet import Aktivitet, Formaalsafsnit, Maalgruppe, Samarbejdspartner
from generator.model.delaftale import Delaftale, Part, Ressource
from generator.model.indikator import Baseline, Datakilde, Delmaal, Indikator, Indikatortabel, Maaltal
from generator.model.valg import AktivitetStatus, FormaalsRolle, Grundlag, Horisont, IndikatorType, PartRolle, Tilstand

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.model.base import Model

WORDS = ("og", "i", "beboere", "tillid", "aften,", "skal", "Ringparken.", "*ofte*", "1.500", "Æ")
IDS = st.sampled_from("abcdefg")
LINES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join)
PARAGRAPHS = st.tuples(st.sampled_from(["", "- ", "## "]), LINES).map("".join)
TEXTS = st.lists(PARAGRAPHS, min_size=1, max_size=4).map("\n\n".join)
MENTIONED = st.lists(IDS, max_size=2, unique=True).map(tuple)
SOME_LINE, SOME_TEXT = st.none() | LINES, st.none() | TEXTS
NUMBERS = st.sampled_from([Decimal(0), Decimal("12.5"), Decimal("1.345"), Decimal(40)])
DAYS = st.dates(date(2020, 1, 1), date(2023, 1, 1))


def optional(cls: type[Model], **fields: Any) -> st.SearchStrategy[Any]:
    """Draw such a part, or none."""
    return st.none() | st.builds(cls, **fields)


def lists_of(part: st.SearchStrategy[Any], size: int = 5) -> st.SearchStrategy[tuple[Any, ...]]:
    """Draw parts with ids of their own, in any order."""
    return st.lists(part, max_size=size, unique_by=lambda item: item.id).map(tuple)


BASELINES = optional(
    Baseline,
    ordlyd=LINES,
    tilstand=st.none() | st.sampled_from(Tilstand),
    vaerdi=st.none() | NUMBERS,
    aar=st.none() | st.integers(2018, 2021),
    forventes_senest=st.none() | DAYS,
)
INDIKATORER = st.builds(
    Indikator,
    id=IDS,
    type=st.sampled_from(IndikatorType),
    tekst=LINES,
    maaltal=optional(Maaltal, vaerdi=NUMBERS, enhed=LINES, horisont=st.none() | st.sampled_from(Horisont)),
    baseline=BASELINES,
    datakilde=optional(Datakilde, navn=LINES, ejer=SOME_LINE),
    aktiviteter=MENTIONED,
)
DELMAAL = st.builds(Delmaal, id=IDS, tekst=LINES, aktiviteter=MENTIONED, indikatorer=lists_of(INDIKATORER, 3))
MAALGRUPPER = (
    st.none() | st.builds(Maalgruppe, tekst=SOME_TEXT) | st.builds(Maalgruppe, primaer=SOME_TEXT, sekundaer=SOME_TEXT)
)
FORMAAL = st.builds(
    Formaalsafsnit, id=IDS, rolle=st.sampled_from(FormaalsRolle), tekst=TEXTS, alle_delaftaler=st.booleans()
)
AKTIVITETER = st.builds(
    Aktivitet,
    id=IDS,
    navn=LINES,
    formaal=lists_of(FORMAAL, 3),
    maalgruppe=MAALGRUPPER,
    indhold_og_praksis=SOME_TEXT,
    delmaal=MENTIONED,
    samarbejdspartnere=lists_of(st.builds(Samarbejdspartner, id=IDS, navn=LINES), 2),
    relaterede_delaftaler=st.lists(LINES, max_size=2).map(tuple),
    status=st.none() | st.sampled_from(AktivitetStatus),
    fra=st.none() | DAYS,
)
PARTER = st.builds(Part, id=IDS, betegnelse=LINES, rolle=st.sampled_from(PartRolle), er_klasse=st.booleans())
RESSOURCER = st.builds(
    Ressource, id=IDS, funktion=LINES, procent=NUMBERS, grundlag=st.none() | st.sampled_from(Grundlag)
)
PERIODS = st.lists(DAYS, min_size=2, max_size=2, unique=True).map(sorted)
FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "id": st.sampled_from(["trivsel", "arbejde"]),
    "indsatsomraade": st.sampled_from(["trivsel", "arbejde"]),
    "parter": lists_of(PARTER, 6),
    "indikatortabel": optional(Indikatortabel, note=SOME_LINE, omfang=SOME_LINE),
    "delmaal": lists_of(DELMAAL),
    "aktiviteter": lists_of(AKTIVITETER, 4),
    "ressourcer": lists_of(RESSOURCER),
    "kommunal_sammenhaeng": SOME_TEXT,
}


@st.composite
def delaftaler(draw: Callable[[st.SearchStrategy[Any]], Any]) -> Delaftale:
    """Draw a whole agreement."""
    first, last = draw(PERIODS)
    fields = {name: draw(strategy) for name, strategy in FIELDS.items()}
    return Delaftale(format=1, formular="lbf-2019-26", gaelder_fra=first, gaelder_til=last, **fields)


@st.composite
def edited(draw: Callable[[st.SearchStrategy[Any]], Any], before: Delaftale) -> Delaftale:
    """Draw what a person may make of an agreement: some fields and parts edited, added, removed and moved at once."""
    changed: dict[str, Any] = {}
    for name in draw(st.lists(st.sampled_from(sorted(FIELDS)), max_size=4, unique=True)):
        value = getattr(before, name)
        changed[name] = draw(_edited_list(value, FIELDS[name])) if isinstance(value, tuple) else draw(FIELDS[name])
    if draw(st.integers(0, 4)) == 0:
        changed["gaelder_fra"], changed["gaelder_til"] = draw(PERIODS)
    return before.replaced(**changed)


@st.composite
def _edited_list(
    draw: Callable[[st.SearchStrategy[Any]], Any], parts: tuple[Any, ...], strategy: st.SearchStrategy[Any]
) -> tuple[Any, ...]:
    fresh = {part.id: part for part in draw(strategy)}
    result = [part for part in parts if draw(st.integers(0, 4))]
    result += [part for part_id, part in fresh.items() if part_id not in {part.id for part in result}]
    result = [_with_fields_of(part, fresh[part.id], draw) if part.id in fresh else part for part in result]
    return tuple(draw(st.permutations(result)) if draw(st.booleans()) else result)


def _with_fields_of(part: Any, other: Any, draw: Callable[[st.SearchStrategy[Any]], Any]) -> Any:
    """Return the part with some fields as another has them."""
    names = draw(st.lists(st.sampled_from(sorted(type(part).model_fields)), max_size=3, unique=True))
    return part.replaced(**{name: getattr(other, name) for name in names})


@st.composite
def pairs(draw: Callable[[st.SearchStrategy[Any]], Any]) -> tuple[Delaftale, Delaftale]:
    """Draw an agreement and an edition of it, or now and then two that have nothing to do with each other."""
    before = draw(delaftaler())
    return before, draw(edited(before) if draw(st.integers(0, 3)) else delaftaler())


@st.composite
def triples(draw: Callable[[st.SearchStrategy[Any]], Any]) -> tuple[Delaftale, Delaftale, Delaftale]:
    """Draw an agreement and two editions of it."""
    base = draw(delaftaler())
    return base, draw(edited(base)), draw(edited(base))

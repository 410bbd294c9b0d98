"""The chef's indstilling: the plan's drafts become `indstilling.yaml`, and once all is in order a post in the log.

Always so: what the chef has written in the file is kept when it is made again; nothing is frozen while a fejl, a
missing reason or a conflict stands, and all such reasons are told at once; what is frozen is what stood in the file
that the chef has seen. Freezing closes the drafts and the file in the same act.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from generator.errors import EndedError, GeneratorError, NotRegisteredError
from generator.model.beslutningslog import Postart
from generator.model.forslag import Indstillingstype, Indstillingsudkast, Versionsvalg
from generator.service.akter import AktError, add_post, open_planlog
from generator.service.forslagskontrol import look_at_udkast
from generator.service.kladder import BASE_LINE, find_base
from generator.service.kommentarer import tell_lost_comments, tell_of_draft
from generator.service.samling import Kladdetekst, group_forslag, list_enkelte
from generator.store.port import DelaftaleRef
from generator.store.yaml_reader import load_yaml
from generator.store.yaml_writer import dump_yaml
from generator.text import format_list, format_short_date
from generator.workflow.diff import diff
from generator.workflow.kontrolkode import kontrolkode
from generator.workflow.merge import merge
from generator.workflow.names import name_sti

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from generator.model.delaftale import Delaftale
    from generator.service.akter import Handling, Planlog
    from generator.service.kontrol import Kontrollant
    from generator.store.port import Store

INDSTILLING: Final = "indstilling.yaml"
_SCHEMA: Final = "../.skema/indstilling.schema.json"
_VEJLEDNING: Final = """
# Skriv ved hvert forslag, på linje med titel:
#
#     grundlag: [erfaring]          # erfaring, anbefaling, viden eller akut; gerne flere
#     begrundelse: |-
#       Hvorfor det bør ændres. Ingen navne på beboere.
#     konsekvenser: Hvad det betyder, også økonomisk.
#     strategisk: nej               # ja eller uklart, når den strategiske aftale berøres
#     gaelder_fra: 2022-10-01       # kan udelades: fra beslutningen
#     hoeringer:
#       - {forum: Følgegruppen, dato: 2022-08-20, bemaerkning: Ingen bemærkninger.}
#
# En ændring flyttes til et andet forslag ved at flytte linjerne. Skal den slet ikke med, så ret den tilbage i kladden.
"""


class IndstillingError(GeneratorError):
    """What stands in the way of an indstilling, all of it at once. `grunde` are Danish sentences."""

    exit_code = 3
    http_status = 409

    def __init__(self, grunde: Sequence[str]) -> None:
        self.grunde = tuple(grunde)
        super().__init__("\n".join(grunde))


@dataclass(frozen=True)
class Indstillet:
    """What came of it. `post` and `kontrolkode` None: the file was made or stands, and nothing is frozen.

    `mangler` is what would still stand in the way, `advarsler` what is worth a look, `meldinger` what else to know.
    """

    plan: str
    fil: str
    udkast: Indstillingsudkast
    mangler: tuple[str, ...]
    advarsler: tuple[str, ...]
    meldinger: tuple[str, ...]
    id: str | None = None
    post: int | None = None
    kontrolkode: str | None = None


def indstil(
    store: Store,
    kontrollant: Kontrollant,
    refs: Sequence[DelaftaleRef],
    handling: Handling,
    *,
    type_: Indstillingstype,
    aar: int | None = None,
    endelig: bool = False,
) -> Indstillet:
    """Gather the drafts into `indstilling.yaml`, or with `endelig` freeze what stands there.

    `refs` empty: all drafts of the one plan that has any. `aar` None: this year; only for the yearly one.

    Raises: AktError, if there is no draft, no change in one, or the file is about something else; IndstillingError,
    with all reasons; EndedError for an akut change after the period's end; LogError; LogConflictError; FileError,
    DataError.
    """
    plan, chosen = _choose(store, refs)
    planlog = open_planlog(store, plan)
    grunde: list[str] = []
    kladder = [kladde for ref in chosen if (kladde := _read_kladde(store, planlog, ref, handling, grunde)) is not None]
    _refuse_ended(planlog, chosen, handling, type_)
    if grunde:
        raise IndstillingError(grunde)
    enkelte = list_enkelte(kladder)
    if not enkelte:
        names = format_list(f"»{ref.delaftale}«" for ref in chosen)
        raise AktError(f"Kladden af {names} ændrer intet i den gældende tekst. Ret i den først.")
    helhedsplan = store.read_helhedsplan(plan)
    data = store.read_fil(plan, INDSTILLING)
    before = None if data is None else load_yaml(data, Indstillingsudkast, f"aftaler/{plan}/{INDSTILLING}")
    if before is not None:
        _refuse_other(before, type_, {kladde.delaftale for kladde in kladder})
    year = (aar or (before.aar if before is not None else None) or handling.dato.year) if _is_yearly(type_) else None
    number = year or handling.dato.year
    old = () if before is None else before.forslag
    gruppering = group_forslag(enkelte, old, planlog.tilstand.forslag, helhedsplan, number)
    bases = [kladde for kladde in kladder if kladde.aendringer]
    udkast = Indstillingsudkast(
        format=1,
        type=type_,
        aar=year,
        bygger_paa=tuple(Versionsvalg(delaftale=item.delaftale, version=item.version) for item in bases),
        forslag=gruppering.forslag,
    )
    meldinger = [f"»{titel}« havde ingen ændringer mere og er taget ud." for titel in gruppering.tomme]
    fejl, advarsler = look_at_udkast(store, kontrollant, plan, kladder, udkast)
    fil = f"aftaler/{plan}/{INDSTILLING}"
    if not endelig:
        if udkast != before:
            new = dump_yaml(udkast, schema=_SCHEMA) + _VEJLEDNING.encode("utf-8")
            meldinger += tell_lost_comments(data, [new], INDSTILLING)
            fil = store.write_fil(plan, INDSTILLING, new, data)
        return Indstillet(plan, fil, udkast, tuple(fejl), tuple(advarsler), tuple(meldinger))
    if data is None:
        raise AktError("Der er ingen indstilling.yaml endnu. Kør kommandoen uden »--endelig« først, og udfyld filen.")
    if udkast != before:
        fejl.append(
            "Kladderne, eller den tekst de bygger på, er ændret, siden indstilling.yaml blev lavet. Kør kommandoen "
            "uden »--endelig«, og se filen igennem."
        )
    if fejl:
        raise IndstillingError(fejl)
    return _freeze(store, planlog, handling, udkast=udkast, kladder=kladder, data=data, advarsler=tuple(advarsler))


def _refuse_other(before: Indstillingsudkast, type_: Indstillingstype, chosen: Collection[str]) -> None:
    """Refuse to make anew a file that is about something else, so that what was written in it is not lost."""
    move = f"flyt aftaler/…/{INDSTILLING} et andet sted hen."
    if before.type is not type_:
        raise AktError(
            f"{INDSTILLING} er en {before.type.ordlyd}, som ikke er indstillet endnu. "
            f"Gør den færdig med »--endelig«, eller {move}"
        )
    left_out = [item.delaftale for item in before.bygger_paa if item.delaftale not in chosen]
    if left_out:
        names = format_list(f"»{name}«" for name in left_out)
        them = "den" if len(left_out) == 1 else "dem"
        raise AktError(f"{INDSTILLING} har også forslag til {names}, som ikke er med her. Tag {them} med, eller {move}")


def _is_yearly(type_: Indstillingstype) -> bool:
    return type_ is Indstillingstype.AARLIG


def _choose(store: Store, refs: Sequence[DelaftaleRef]) -> tuple[str, tuple[DelaftaleRef, ...]]:
    """Return the plan and its delaftaler to gather. Raises: AktError."""
    found = tuple(refs) or tuple(
        ref for plan in store.list_planer() for ref in store.list_delaftaler(plan) if store.has_kladde(ref)
    )
    planer = list(dict.fromkeys(ref.plan for ref in found))
    if not found:
        raise AktError("Der er ingen kladde at indstille. Åbn en med »delaftale kladde DELAFTALE«.")
    if len(planer) > 1:
        names = format_list(f"»{plan}«" for plan in planer)
        raise AktError(f"En indstilling dækker én plan, men her er {names}. Skriv planens navn.")
    without = [ref for ref in found if not store.has_kladde(ref)]
    chosen = tuple(ref for ref in found if store.has_kladde(ref))
    if not chosen:
        names = format_list(f"»{ref.delaftale}«" for ref in without)
        raise AktError(f"{names} har ingen kladde. Åbn en med »delaftale kladde {without[0].delaftale}«.")
    return planer[0], chosen


def _refuse_ended(planlog: Planlog, refs: Sequence[DelaftaleRef], handling: Handling, type_: Indstillingstype) -> None:
    for ref in refs:
        til = planlog.tilstand.period_end(ref.delaftale)
        if til is not None and type_ is Indstillingstype.AKUT and handling.dato > til:
            raise EndedError(f"»{ref.delaftale}«", format_short_date(til))


def _read_kladde(
    store: Store, planlog: Planlog, ref: DelaftaleRef, handling: Handling, grunde: list[str]
) -> Kladdetekst | None:
    """Return a draft beside the text in force; what was decided since it was opened is brought into it.

    None if that can't be done; `grunde` grows by why.
    """
    tilstand = planlog.tilstand
    if not tilstand.versioner(ref.delaftale):
        raise NotRegisteredError(ref.delaftale)
    text = tilstand.text_on(ref.delaftale, handling.dato)
    if text is None:
        first = format_short_date(tilstand.linjer[ref.delaftale][0].gaelder_fra)
        raise AktError(f"»{ref}« gælder først fra {first}. Vælg en senere dato med »--dato«.")
    data = store.read_fil(ref.plan, f"{ref.delaftale}/kladde.yaml") or b""
    draft, now = store.read_kladde(ref).delaftale, store.read_version(ref, text.nr).delaftale
    base = find_base(data)
    if base not in {None, text.nr}:
        merged = _merge(store, ref, base=base or text.nr, draft=draft, now=now, number=text.nr, grunde=grunde)
        if merged is None:
            return None
        draft = merged
    return Kladdetekst(ref.delaftale, text.nr, now, draft, diff(now, draft), data)


def _merge(
    store: Store, ref: DelaftaleRef, *, base: int, draft: Delaftale, now: Delaftale, number: int, grunde: list[str]
) -> Delaftale | None:
    merged = merge(store.read_version(ref, base).delaftale, draft, now)
    for konflikt in merged.konflikter:
        name = name_sti(konflikt.sti, now, konflikt.vores or konflikt.deres or konflikt.base)
        grunde.append(
            f"Kladden af »{ref.delaftale}«, »{name}«: også ændret i version {number}. {konflikt.grund.ordlyd}"
        )
    if not merged.konflikter:
        return merged.result
    grunde.append(
        f"Ret kladden ud fra version {number}, se den med »delaftale vis {ref.delaftale}«, og skriv så "
        f"»{BASE_LINE.format(nr=number).partition('.')[0]}« i kladdens begyndelse."
    )
    return None


# -- freezing --


def _freeze(
    store: Store,
    planlog: Planlog,
    handling: Handling,
    *,
    udkast: Indstillingsudkast,
    kladder: Sequence[Kladdetekst],
    data: bytes,
    advarsler: tuple[str, ...],
) -> Indstillet:
    number = udkast.aar or handling.dato.year
    wanted = f"{number}-{udkast.type}"
    id_, count = wanted, 1
    while id_ in planlog.tilstand.indstillinger:
        count += 1
        id_ = f"{wanted}-{count}"
    facts = {
        "id": id_,
        "type": udkast.type,
        "aar": udkast.aar,
        "bygger_paa": udkast.bygger_paa,
        "forslag": [dict(item) for item in udkast.forslag],
    }
    lukker = {f"{item.delaftale}/kladde.yaml": item.data for item in kladder if item.aendringer} | {INDSTILLING: data}
    lost = _tell_of_drafts(store, planlog.plan, [item for item in kladder if item.aendringer])
    lost += tell_lost_comments(data, [dump_yaml(udkast) + _VEJLEDNING.encode("utf-8")], INDSTILLING)
    kvittering = add_post(store, planlog, handling, Postart.INDSTILLING, facts, lukker=lukker)
    nr, kode = kvittering.post.post.nr, kontrolkode(kvittering.post.data)
    fil = f"aftaler/{planlog.plan}/beslutningslog/{kvittering.post.post.filnavn}"
    said = (*kvittering.meldinger, *lost)
    return Indstillet(planlog.plan, fil, udkast, (), advarsler, said, id_, nr, kode)


def _tell_of_drafts(store: Store, plan: str, kladder: Sequence[Kladdetekst]) -> list[str]:
    """Return which comments go with the drafts that are closed: those that no version behind one holds."""
    said: list[str] = []
    for item in kladder:
        ref = DelaftaleRef(plan, item.delaftale)
        said += tell_of_draft(store, ref, item.data, {item.version, find_base(item.data) or item.version})
    return said

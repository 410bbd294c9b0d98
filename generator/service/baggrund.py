"""Why does it say this? The story of one field: forslag, reason, meeting, item, decision, and the wording before.

Always so: the story goes back to the edition that was registered first, for a field that is gone as well, and says
nothing that no post says. A person names a field as the documents do (»Beboervejledning, Formål«) or by its sti.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from generator.errors import GeneratorError, NotRegisteredError
from generator.model.sti import Sti
from generator.service.akter import open_planlog
from generator.service.oprindelse import describe_vedtagelse
from generator.text import format_short_date, nearest
from generator.workflow.feltnavne import name_all, normalize_navn
from generator.workflow.kontrolkode import kontrolkode

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from generator.model.beslutningslog import Post
    from generator.model.delaftale import Delaftale
    from generator.service.akter import Planlog
    from generator.store.port import DelaftaleRef, Store
    from generator.workflow.fakta import Afgoerelse
    from generator.workflow.fakta import Baggrund as Skridt

MAX_VIST: Final = 300  # characters of a wording that are shown beside a step


class UnknownFeltError(GeneratorError):
    """No edition has such a field, or several fields go by the name."""

    http_status = 404

    def __init__(self, felt: str, likely: Sequence[str], *, is_several: bool = False) -> None:
        self.felt, self.likely = felt, tuple(likely)
        names = ", ".join(f"»{name}«" for name in likely[:6])
        if is_several:
            text = f"»{felt}« kan være {names}. Skriv feltet helt ud."
        else:
            meant = f" Mente du {names}?" if names else ""
            text = f"Der er intet felt, der hedder »{felt}«.{meant} Skriv det som »Beboervejledning, Formål«."
        super().__init__(text)


@dataclass(frozen=True)
class Trin:
    """One step of a field's story, the latest first. `foer` is the wording before; None where the log doesn't know it.

    `forslag`, `titel` and `begrundelse` are None where no forslag brought the change, `moede`, `punkt`, `udfald` and
    `ordlyd` where no meeting decided it.
    """

    post: int
    dato: date
    version: int
    gaelder_fra: date
    vedtagelse: str
    kontrolkode: str
    grund: str
    forslag: str | None = None
    titel: str | None = None
    moede: date | None = None
    punkt: str | None = None
    udfald: str | None = None
    ordlyd: str | None = None
    er_hele_udgaven: bool = False
    foer: str | None = None


@dataclass(frozen=True)
class Feltbaggrund:
    """A field by its name for people, and its story, the latest first.

    `nu` is what stands there now, "" for a blank field and for a whole part; None: it is gone.
    """

    ref: DelaftaleRef
    sti: Sti
    navn: str
    nu: str | None
    trin: tuple[Trin, ...]


def read_feltbaggrund(store: Store, ref: DelaftaleRef, felt: str) -> Feltbaggrund:
    """Return the story of the field that a person names.

    Raises: NotRegisteredError; UnknownFeltError, naming the fields that look like it; FileError, DataError.
    """
    planlog = open_planlog(store, ref.plan)
    versioner = planlog.tilstand.versioner(ref.delaftale)
    if not versioner:
        raise NotRegisteredError(ref.delaftale)
    newest = planlog.tilstand.text_on(ref.delaftale, date.max) or versioner[-1]
    current = store.read_version(ref, newest.nr).delaftale
    sti, navn, text = _find_felt(store, ref, felt, current, [item.nr for item in reversed(versioner)])
    value = _read(current, sti) if text is current else None
    nu = None if text is not current else value if isinstance(value, str) else ""
    return Feltbaggrund(ref, sti, navn, nu, tuple(_steps(planlog, ref.delaftale, sti)))


def _find_felt(
    store: Store, ref: DelaftaleRef, felt: str, current: Delaftale, numbers: Sequence[int]
) -> tuple[Sti, str, Delaftale]:
    """Return the field, its name and the text it was found in: the current one, else the newest that has it."""
    wanted = normalize_navn(felt)
    known: list[str] = []
    for nr in (None, *numbers):
        text = current if nr is None else store.read_version(ref, nr).delaftale
        names = name_all(text)
        if felt in names:
            return Sti(felt), names[Sti(felt)], text
        hits = [sti for sti, navn in names.items() if normalize_navn(navn) == wanted]
        if hits:
            sti = min(hits, key=lambda item: len(item.dele))
            return sti, names[sti], text
        if nr is None:
            known = list(dict.fromkeys(names.values()))
            within = [navn for navn in known if all(word in normalize_navn(navn) for word in wanted.split())]
            if len(within) == 1:
                sti = next(sti for sti, navn in names.items() if navn == within[0])
                return sti, within[0], text
            if within and wanted:
                raise UnknownFeltError(felt, within, is_several=True)
    raise UnknownFeltError(felt, nearest(felt, known))


def _read(text: Delaftale, sti: Sti) -> Any:
    from generator.model.sti import read_felt  # noqa: PLC0415 - only a field that is asked for needs it
    from generator.workflow.values import to_plain  # noqa: PLC0415

    return to_plain(read_felt(text, sti))


def show_value(value: Any) -> str:
    """Return a plain value as words: a part's fields in a row, "" where it is blank."""
    if isinstance(value, dict):
        return "; ".join(filter(None, (show_value(item) for key, item in value.items() if key != "id")))
    if isinstance(value, list):
        return ", ".join(filter(None, map(show_value, value)))
    return "" if value is None else str(value)


# -- the steps --


def _steps(planlog: Planlog, delaftale: str, sti: Sti) -> Iterator[Trin]:
    for skridt in planlog.tilstand.baggrund(delaftale, sti):
        yield _step(planlog, skridt)


def _step(planlog: Planlog, skridt: Skridt) -> Trin:
    version, post, forslag = skridt.version, skridt.post, skridt.forslag
    afgoerelse = None if forslag is None else _decided(forslag.afgoerelser, post.nr)
    return Trin(
        post=post.nr,
        dato=post.dato,
        version=version.nr,
        gaelder_fra=version.gaelder_fra,
        vedtagelse=describe_vedtagelse(planlog.tilstand, version),
        kontrolkode=kontrolkode(planlog.poster[post.nr - 1].data),
        grund=forslag.forslag.begrundelse if forslag is not None else _ground(post),
        forslag=None if forslag is None else forslag.forslag.id,
        titel=None if forslag is None else forslag.forslag.titel,
        moede=None if afgoerelse is None else afgoerelse.moede,
        punkt=None if afgoerelse is None else afgoerelse.punkt,
        udfald=None if afgoerelse is None or afgoerelse.udfald is None else afgoerelse.udfald.ordlyd,
        ordlyd=None if afgoerelse is None else afgoerelse.ordlyd,
        er_hele_udgaven=skridt.aendring is None,
        foer=None if skridt.aendring is None else show_value(skridt.aendring.nuvaerende),
    )


def _decided(afgoerelser: Sequence[Afgoerelse], post: int) -> Afgoerelse | None:
    return next((item for item in reversed(afgoerelser) if item.post == post), None)


def _ground(post: Post) -> str:
    if post.registrering is not None:
        day = post.registrering.vedtaget
        known = "Vedtagelsen er ukendt." if day is None else f"Vedtaget {format_short_date(day)}."
        grundlag = post.registrering.grundlag
        return f"{grundlag}{'' if grundlag.endswith(('.', '!', '?')) else '.'} {known}"
    if post.redaktionel_rettelse is not None:
        return post.redaktionel_rettelse.begrundelse
    if post.forlaengelse is not None:
        return f"Landsbyggefonden har godkendt forlængelsen, journalnummer {post.forlaengelse.journalnummer}."
    return ""


def describe_trin(trin: Trin) -> list[str]:
    """Return a step as lines for people, the first one its head."""
    lines = [f"Version {trin.version}, gælder fra {format_short_date(trin.gaelder_fra)}, {trin.vedtagelse}"]
    if trin.titel is not None:
        lines.append(f"Forslag: {trin.titel}")
    if trin.grund:
        lines.append(f"{'Begrundelse' if trin.titel is not None else 'Grundlag'}: {trin.grund}")
    if trin.moede is not None:
        lines.append(f"Mødet {format_short_date(trin.moede)}, punkt {trin.punkt}: {trin.udfald}")
    if trin.ordlyd:
        lines.append(f"Beslutning: {trin.ordlyd}")
    if trin.foer is not None:
        lines.append(f"Før stod der: {shorten(trin.foer) or '(ingenting)'}")
    return lines


def shorten(text: str) -> str:
    """Return a wording on one line, cut where it is long; the whole stands in the edition."""
    words = " ".join(text.split())
    return words if len(words) <= MAX_VIST else f"{words[:MAX_VIST].rsplit(' ', 1)[0]} …"


def tell_steps(
    planlog: Planlog, delaftale: str, sti: Sti, *, versioner: Collection[int], only_editions: bool = False
) -> list[str]:
    """Return the story of a field up to some versions as lines; `only_editions`: only what brought whole editions."""
    steps = (item for item in _steps(planlog, delaftale, sti) if item.version in versioner)
    return [line for item in steps if item.er_hele_udgaven or not only_editions for line in describe_trin(item)]

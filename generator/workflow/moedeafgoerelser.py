"""Note what a meeting decides, and take it back: until the meeting is closed these are the referent's notes.

Always so: what is refused here could never have become a decision (a meeting that has not been held or is closed, a
forslag that does not wait, an item for orientation only, a day before the meeting); what can still come in order before
the meeting is closed is left to `moedeafslutning`. Pure: the argument is unchanged. Source: docs/analyse/moede.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.errors import MoedeError
from generator.model.beslutning import Udfald
from generator.model.bestyrelse import Punkttype
from generator.model.moede import Forslagsafgoerelse, Moedeform, Moedestatus, Punktart, Punktudfald
from generator.text import format_short_date, nearest
from generator.workflow.deciding import find_forslag

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from generator.model.moede import Moede, Punkt, Punktbeslutning
    from generator.workflow.tilstand import Tilstand


def find_punkt(moede: Moede, navn: str) -> Punkt:
    """Return the item of that number or id. Raises: MoedeError, naming what there is."""
    if navn.isdecimal() and 1 <= int(navn) <= len(moede.punkter):
        return moede.punkter[int(navn) - 1]
    found = next((item for item in moede.punkter if item.id == navn), None)
    if found is not None:
        return found
    near = nearest(navn, [item.id for item in moede.punkter])
    meant = f"Mente du »{near[0]}«?" if near else f"Dagsordenen har punkt 1 til {len(moede.punkter)}."
    problem = f"Der er ikke noget punkt »{navn}« på mødet den {format_short_date(moede.dato)}."
    raise MoedeError(problem, meant if moede.punkter else "Dagsordenen er tom.")


def refuse_closed(moede: Moede) -> None:
    """Refuse to change a meeting that is closed. Raises: MoedeError."""
    if moede.er_afsluttet:
        problem = f"Mødet den {format_short_date(moede.dato)} er afsluttet."
        raise MoedeError(problem, "En fejl i referatet rettes med en bemærkning, som behandles på næste møde.")


def refuse_undecidable(moede: Moede, today: date) -> None:
    """Refuse to decide at a meeting that is closed, was not called, or whose day has not come. Raises: MoedeError."""
    refuse_closed(moede)
    day = format_short_date(moede.dato)
    if moede.form is Moedeform.SKRIFTLIG:
        if moede.status is not Moedestatus.UDSENDT:
            raise MoedeError(f"Den skriftlige behandling den {day} er ikke sendt ud.", "Kør »delaftale moede udsend«.")
    elif today < moede.dato:
        raise MoedeError(f"Mødet er først den {day}.", "Notér beslutningerne, når mødet er holdt.")


def decide_all(moede: Moede, tilstand: Tilstand, today: date) -> tuple[Moede, int]:
    """Return the meeting with »godkendt som indstillet« on each forslag that has no decision, and how many got it.

    Raises: MoedeError, if there is nothing to decide.
    """
    refuse_undecidable(moede, today)
    on_agenda = [name for item in moede.punkter for name in item.forslag]
    if not on_agenda:
        problem = f"Der er ingen forslag på dagsordenen den {format_short_date(moede.dato)}."
        raise MoedeError(problem, "Hent dem ind med »delaftale moede opdater«, når chefen har indstillet.")
    decided = {item.forslag for item in moede.afgoerelser}
    new = [name for name in on_agenda if name not in decided and find_forslag(tilstand, name).er_verserende]
    items = (Forslagsafgoerelse(forslag=name, udfald=Udfald.GODKENDT) for name in new)
    return moede.replaced(afgoerelser=(*moede.afgoerelser, *items)), len(new)


def decide_forslag(moede: Moede, afgoerelse: Forslagsafgoerelse, tilstand: Tilstand, today: date) -> Moede:
    """Return the meeting with the decision on a forslag, or a part of one, in place of an earlier one on the same.

    Raises: MoedeError; UnknownForslagError.
    """
    refuse_undecidable(moede, today)
    before = find_forslag(tilstand, afgoerelse.forslag)
    titel = before.forslag.titel
    if afgoerelse.retter is None:
        if not before.er_verserende:
            problem = f"»{titel}« er {before.status.ordlyd} og venter ikke på bestyrelsen."
            raise MoedeError(problem, "Se med »delaftale forslag«, hvad der venter.")
        _refuse_off_agenda(moede, afgoerelse.forslag, titel)
    if afgoerelse.gaelder_fra is not None and afgoerelse.gaelder_fra < moede.dato and afgoerelse.retter is None:
        day, met = format_short_date(afgoerelse.gaelder_fra), format_short_date(moede.dato)
        problem = f"»{titel}« kan ikke gælde fra {day}, før bestyrelsen har besluttet det den {met}."
        raise MoedeError(problem, "Vælg mødets dag eller en senere.")
    kept = [item for item in moede.afgoerelser if not _is_same(item, afgoerelse)]
    if afgoerelse.udskilt is None and not any(item.forslag == afgoerelse.forslag for item in kept):
        kept = [item for item in kept if item.forslag != afgoerelse.forslag]
    return moede.replaced(afgoerelser=(*kept, afgoerelse))


def decide_punkt(moede: Moede, navn: str, beslutning: Punktbeslutning, today: date) -> Moede:
    """Return the meeting with the decision on an item that has no forslag. Raises: MoedeError."""
    refuse_undecidable(moede, today)
    punkt = find_punkt(moede, navn)
    number = moede.punkt_nummer(punkt.id)
    if punkt.forslag:
        problem = f"Punkt {number} »{punkt.titel}« har forslag, som afgøres hver for sig."
        raise MoedeError(problem, "Nævn forslaget i stedet for punktet, eller brug »--som-indstillet«.")
    heard = {Punktudfald.DROEFTET, Punktudfald.TAGET_TIL_EFTERRETNING}
    if punkt.type is not Punkttype.B and beslutning.udfald not in {*heard, Punktudfald.UDSAT}:
        problem = f"Punkt {number} »{punkt.titel}« er til {punkt.type.ordlyd}, så der kan ikke besluttes noget."
        raise MoedeError(problem, "Skriv droeftet eller taget-til-efterretning, eller tag sagen op som et B-punkt.")
    return _with_punkt(moede, punkt.replaced(beslutning=beslutning))


def undo(moede: Moede, hvad: str | None) -> tuple[Moede, tuple[str, ...]]:
    """Return the meeting without its decisions, or without that on one forslag or item; and what was taken back.

    Raises: MoedeError, if there is nothing to take back.
    """
    refuse_closed(moede)
    if hvad is None:
        gone = [item.forslag for item in moede.afgoerelser] + [item.id for item in moede.punkter if item.beslutning]
        kept: Sequence[Forslagsafgoerelse] = ()
        punkter = [item.replaced(beslutning=None) for item in moede.punkter]
    else:
        kept = [item for item in moede.afgoerelser if item.forslag != hvad]
        gone = [item.forslag for item in moede.afgoerelser if item.forslag == hvad]
        punkter = list(moede.punkter)
        if not gone:
            punkt = find_punkt(moede, hvad)
            gone = [punkt.id] if punkt.beslutning is not None else []
            punkter = [item.replaced(beslutning=None) if item.id == punkt.id else item for item in punkter]
    if not gone:
        raise MoedeError("Der er ingen beslutning at fortryde.", "Se med »delaftale moede vis«, hvad der er noteret.")
    return moede.replaced(afgoerelser=tuple(kept), punkter=tuple(punkter)), tuple(dict.fromkeys(gone))


def effective_from(afgoerelse: Forslagsafgoerelse, tilstand: Tilstand, moede: date) -> date:
    """Return the day that a decision counts from: the one stated, else the one the forslag asks for, else the day met.

    A day that the chef asked for and that has passed by the meeting gives way to the meeting's.
    """
    if afgoerelse.gaelder_fra is not None:
        return afgoerelse.gaelder_fra
    asked = find_forslag(tilstand, afgoerelse.forslag).forslag.gaelder_fra
    return moede if asked is None else max(asked, moede)


def _refuse_off_agenda(moede: Moede, forslag: str, titel: str) -> None:
    punkt = next((item for item in moede.punkter if forslag in item.forslag), None)
    if punkt is None:
        problem = f"»{titel}« står ikke på dagsordenen den {format_short_date(moede.dato)}."
        raise MoedeError(problem, "Hent det ind med »delaftale moede opdater«.")
    if punkt.type is not Punkttype.B or punkt.art is not Punktart.INDSTILLING:
        number = moede.punkt_nummer(punkt.id)
        problem = f"»{titel}« står under punkt {number} til {punkt.type.ordlyd}, hvor der ikke kan besluttes noget."
        raise MoedeError(problem, "Gør punktet til et B-punkt, eller flyt forslaget.")


def _is_same(one: Forslagsafgoerelse, other: Forslagsafgoerelse) -> bool:
    """Whether two decisions are on the same: the same part of the same forslag."""
    if one.forslag != other.forslag:
        return False
    ids = [None if item.udskilt is None else item.udskilt.id for item in (one, other)]
    return ids[0] == ids[1]


def _with_punkt(moede: Moede, punkt: Punkt) -> Moede:
    return moede.replaced(punkter=tuple(punkt if item.id == punkt.id else item for item in moede.punkter))

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
from generator.workflow.moededele import is_decided, numbers_left, refuse_part
from generator.workflow.moederettelse import refuse_correction

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from generator.model.moede import Moede, Punkt, Punktbeslutning
    from generator.workflow.fakta import Forslagstilstand
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


def refuse_approved(moede: Moede) -> None:
    """Refuse to change what a referat says once it is approved. Raises: MoedeError."""
    if moede.referat.godkendt is not None:
        met, day = format_short_date(moede.dato), format_short_date(moede.referat.godkendt)
        problem = f"Referatet af mødet den {met} er godkendt den {day}."
        raise MoedeError(problem, "Det kan ikke ændres mere; tag en fejl op på næste møde.")


def decision_day(moede: Moede) -> date:
    """Return the earliest day that the meeting's decisions can count from: its own; in writing, the last answer's."""
    return max([moede.dato, *(item.dato for item in moede.svar)])


def refuse_undecidable(moede: Moede, today: date) -> None:
    """Refuse to decide at a meeting that is closed, was not called, or whose day has not come. Raises: MoedeError."""
    refuse_closed(moede)
    day = format_short_date(moede.dato)
    if moede.form is Moedeform.SKRIFTLIG:
        if moede.status is not Moedestatus.UDSENDT:
            raise MoedeError(f"Den skriftlige behandling den {day} er ikke sendt ud.", "Kør »delaftale moede udsend«.")
    elif today < moede.dato:
        raise MoedeError(f"Mødet er først den {day}.", "Notér beslutningerne, når mødet er holdt.")


def decide_all(moede: Moede, tilstand: Tilstand, today: date, *, gaelder_fra: date | None = None) -> tuple[Moede, int]:
    """Return the meeting with »godkendt som indstillet« on each forslag that has no decision, and how many got it.

    `gaelder_fra` is the day that all of these count from; None: each the one it asks for, else the meeting's.
    Raises: MoedeError, if there is nothing to decide, or that day is too early.
    """
    refuse_undecidable(moede, today)
    on_agenda = [name for item in moede.punkter for name in item.forslag]
    if not on_agenda:
        problem = f"Der er ingen forslag på dagsordenen den {format_short_date(moede.dato)}."
        raise MoedeError(problem, "Hent dem ind med »delaftale moede opdater«, når chefen har indstillet.")
    new = []
    for name in on_agenda:
        found = find_forslag(tilstand, name)
        if found.er_verserende and not is_decided(moede, found):
            new.append(Forslagsafgoerelse(forslag=name, udfald=Udfald.GODKENDT, gaelder_fra=gaelder_fra))
            refuse_undue(moede, new[-1], found)
    return moede.replaced(afgoerelser=(*moede.afgoerelser, *new)), len(new)


def decide_forslag(moede: Moede, afgoerelse: Forslagsafgoerelse, tilstand: Tilstand, today: date) -> Moede:
    """Return the meeting with the decision on a forslag, or a part of one, in place of an earlier one on the same.

    Parts of a forslag are decided apart, and the decision on the whole is then that on the rest. Raises: MoedeError;
    UnknownForslagError.
    """
    refuse_undecidable(moede, today)
    before = find_forslag(tilstand, afgoerelse.forslag)
    refuse_undue(moede, afgoerelse, before)
    others = tuple(item for item in moede.afgoerelser if _part(item) != _part(afgoerelse))
    if afgoerelse.udskilt is not None:
        refuse_part(others, afgoerelse.udskilt, before, tilstand)
    after = moede.replaced(afgoerelser=(*others, afgoerelse))
    if numbers_left(after, before):
        return after
    if afgoerelse.udskilt is None:
        problem = f"»{before.forslag.titel}« er delt, så der ikke er mere tilbage."
        raise MoedeError(problem, "Fortryd beslutningen om forslaget først.")
    whole = (afgoerelse.forslag, None)  # what was decided on the rest has gone with its last change
    return after.replaced(afgoerelser=tuple(item for item in after.afgoerelser if _part(item) != whole))


def refuse_undue(moede: Moede, afgoerelse: Forslagsafgoerelse, item: Forslagstilstand) -> None:
    """Refuse a decision on a forslag that does not wait, is not on the agenda as one to decide, or counts too early.

    Raises: MoedeError.
    """
    if afgoerelse.retter is not None:
        refuse_correction(moede, afgoerelse, item)
        return
    titel = item.forslag.titel
    if not item.er_verserende:
        problem = f"»{titel}« er {item.status.ordlyd} og venter ikke på bestyrelsen."
        raise MoedeError(problem, "Se med »delaftale forslag«, hvad der venter.")
    _refuse_off_agenda(moede, afgoerelse.forslag, titel)
    earliest = decision_day(moede)
    if afgoerelse.gaelder_fra is not None and afgoerelse.gaelder_fra < earliest:
        day, met = format_short_date(afgoerelse.gaelder_fra), format_short_date(earliest)
        problem = f"»{titel}« kan ikke gælde fra {day}, før bestyrelsen har besluttet det den {met}."
        raise MoedeError(problem, "Vælg den dag eller en senere.")


def decide_punkt(moede: Moede, navn: str, beslutning: Punktbeslutning, today: date) -> Moede:
    """Return the meeting with the decision on an item that has no forslag. Raises: MoedeError."""
    refuse_undecidable(moede, today)
    punkt = find_punkt(moede, navn)
    number = moede.punkt_nummer(punkt.id)
    if punkt.forslag:
        problem = f"Punkt {number} »{punkt.titel}« har forslag, som afgøres hver for sig."
        raise MoedeError(problem, "Nævn forslaget i stedet for punktet, eller brug »--som-indstillet«.")
    heard = {Punktudfald.DROEFTET, Punktudfald.TAGET_TIL_EFTERRETNING}
    if is_eventuelt(punkt) and beslutning.udfald not in heard:
        problem = f"Under punkt {number} »{punkt.titel}« kan der ikke besluttes noget."
        raise MoedeError(problem, "Tag sagen op som et B-punkt på et møde.")
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


def effective_from(afgoerelse: Forslagsafgoerelse, tilstand: Tilstand, besluttet: date) -> date:
    """Return the day that a decision counts from: the one stated, else the one the forslag asks for, else `besluttet`.

    `besluttet` is the meeting's `decision_day`; a day that the chef asked for and that has passed by then gives way.
    """
    if afgoerelse.gaelder_fra is not None:
        return afgoerelse.gaelder_fra
    asked = find_forslag(tilstand, afgoerelse.forslag).forslag.gaelder_fra
    return besluttet if asked is None else max(asked, besluttet)


def _refuse_off_agenda(moede: Moede, forslag: str, titel: str) -> None:
    punkt = next((item for item in moede.punkter if forslag in item.forslag), None)
    if punkt is None:
        problem = f"»{titel}« står ikke på dagsordenen den {format_short_date(moede.dato)}."
        raise MoedeError(problem, "Hent det ind med »delaftale moede opdater«.")
    if punkt.type is not Punkttype.B or punkt.art is not Punktart.INDSTILLING:
        number = moede.punkt_nummer(punkt.id)
        problem = f"»{titel}« står under punkt {number} til {punkt.type.ordlyd}, hvor der ikke kan besluttes noget."
        raise MoedeError(problem, "Gør punktet til et B-punkt, eller flyt forslaget.")


def _part(item: Forslagsafgoerelse) -> tuple[str, str | None]:
    return item.forslag, item.del_id


def is_eventuelt(punkt: Punkt) -> bool:
    """Whether an item is the one where nothing is decided, told by its title."""
    return punkt.titel.strip().casefold().startswith("eventuelt")


def _with_punkt(moede: Moede, punkt: Punkt) -> Moede:
    return moede.replaced(punkter=tuple(punkt if item.id == punkt.id else item for item in moede.punkter))

"""The life of a referat: sent, remarked on, approved on a meeting or by the silence that the plan's rules allow.

Always so: a referat exists from when its meeting is closed; remarks come while it is not approved; it is approved once.
What a remark changes in a decision is a decision of the next meeting, never an edit of this one. Sources: domaene.md §2
("Approval of minutes"), §13; docs/analyse/moede.md.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from generator.errors import MoedeError
from generator.model.base import Valg
from generator.model.beslutning import Godkendelsesmetode
from generator.model.moede import Svar
from generator.model.referat import Bemaerkning
from generator.text import format_short_date
from generator.workflow.mandater import seats_on
from generator.workflow.moedeafgoerelser import find_punkt, refuse_approved, refuse_closed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from generator.model.bestyrelse import Bestyrelsesregler
    from generator.model.fil import Fil
    from generator.model.moede import Moede, SkriftligtSvar
    from generator.model.person import Personregister


class Referatstatus(Valg):
    """Where a referat stands."""

    INTET = "intet", "ikke skrevet"
    UDKAST = "udkast", "udkast"
    UDSENDT = "udsendt", "ikke godkendt"
    GODKENDT = "godkendt", "godkendt"


def referat_status(moede: Moede) -> Referatstatus:
    """Return where the meeting's referat stands."""
    if moede.referat.godkendt is not None:
        return Referatstatus.GODKENDT
    if moede.referat.udsendt is not None:
        return Referatstatus.UDSENDT
    return Referatstatus.UDKAST if moede.er_afsluttet else Referatstatus.INTET


def send_referat(moede: Moede, regler: Bestyrelsesregler, filer: Sequence[Fil], today: date) -> Moede:
    """Return the meeting with its referat as sent today, with the day that remarks are due if the plan has a rule.

    Sent again, the files and the day are the last ones. Raises: MoedeError.
    """
    _refuse_without_referat(moede)
    days = regler.bemaerkningsfrist
    frist = None if days is None else today + timedelta(days=days)
    return _with(moede, udsendt=today, frist=frist, filer=tuple(filer))


def note_bemaerkning(moede: Moede, person: str, tekst: str, punkt: str | None, today: date) -> Moede:
    """Return the meeting with a remark on its referat. Raises: MoedeError."""
    _refuse_without_referat(moede)
    where = None if punkt is None else find_punkt(moede, punkt).id
    remark = Bemaerkning.model_validate({"person": person, "dato": today, "punkt": where, "tekst": tekst})
    return _with(moede, bemaerkninger=(*moede.referat.bemaerkninger, remark))


def answer_bemaerkning(moede: Moede, nummer: int, svar: str) -> Moede:
    """Return the meeting with what the board minuted about a remark, counted from 1. Raises: MoedeError."""
    _refuse_without_referat(moede)
    remarks = list(moede.referat.bemaerkninger)
    if not 1 <= nummer <= len(remarks):
        problem = f"Der er ingen bemærkning nr. {nummer} til referatet af mødet den {format_short_date(moede.dato)}."
        raise MoedeError(problem, f"Vælg 1 til {len(remarks)}." if remarks else "Der er ingen bemærkninger.")
    remarks[nummer - 1] = remarks[nummer - 1].replaced(svar=svar)
    return _with(moede, bemaerkninger=tuple(remarks))


def approve_by_moede(moede: Moede, paa: date) -> Moede:
    """Return the meeting with its referat approved on a later meeting. Raises: MoedeError."""
    _refuse_without_referat(moede)
    if paa <= moede.dato:
        problem = f"Referatet af mødet den {format_short_date(moede.dato)} kan ikke godkendes {format_short_date(paa)}."
        raise MoedeError(problem, "Det godkendes på et senere møde.")
    return _with(moede, godkendt=paa, metode=Godkendelsesmetode.MOEDE)


def approve_by_silence(moede: Moede, regler: Bestyrelsesregler, today: date) -> Moede:
    """Return the meeting with its referat approved since the day for remarks has passed. Raises: MoedeError."""
    _refuse_without_referat(moede)
    day = format_short_date(moede.dato)
    if not regler.tavshed_godkender:
        raise MoedeError(
            "Bestyrelsens regler siger ikke, at et referat kan godkendes ved tavshed.",
            "Godkend det på næste møde, eller skriv reglen under bestyrelse i helhedsplan.yaml.",
        )
    if moede.referat.udsendt is None or moede.referat.frist is None:
        problem = f"Referatet af mødet den {day} er ikke udsendt med en bemærkningsfrist."
        raise MoedeError(problem, "Kør »delaftale moede referat --udsend«, og skriv bemaerkningsfrist i reglerne.")
    if today <= moede.referat.frist:
        problem = f"Fristen for bemærkninger til referatet af mødet den {day} løber til og med "
        raise MoedeError(f"{problem}{format_short_date(moede.referat.frist)}.", "Vent til dagen efter.")
    if any(item.svar is None for item in moede.referat.bemaerkninger):
        raise MoedeError(
            f"Der er bemærkninger til referatet af mødet den {day}.",
            "De behandles på næste møde, som så godkender det.",
        )
    return _with(moede, godkendt=today, metode=Godkendelsesmetode.FRIST)


def attach_underskrevet(moede: Moede, fil: Fil) -> Moede:
    """Return the meeting with its signed referat, also after the approval. Raises: MoedeError."""
    if not moede.er_afsluttet:
        raise MoedeError("Mødet er ikke afsluttet, så der er intet referat endnu.", "Kør »delaftale moede afslut«.")
    return _with(moede, underskrevet=fil)


def note_svar(moede: Moede, svar: SkriftligtSvar, register: Personregister) -> Moede:
    """Return a written procedure with a member's answer; a later one takes the place of an earlier.

    Raises: MoedeError, if it is no written procedure, is closed or past its day, or somebody without a vote answers.
    """
    refuse_closed(moede)
    day = format_short_date(moede.dato)
    if moede.svarfrist is None:
        raise MoedeError(f"Mødet den {day} er ikke en skriftlig behandling.", "Notér beslutningen på mødet.")
    if moede.udsendt is None or svar.dato < moede.udsendt:
        raise MoedeError(f"Den skriftlige behandling den {day} er ikke sendt ud.", "Kør »delaftale moede udsend«.")
    if svar.dato > moede.svarfrist:
        problem = f"Svarfristen var {format_short_date(moede.svarfrist)}."
        raise MoedeError(problem, "Tag sagen op på et møde, eller forlæng fristen i moede.yaml.")
    if svar.person not in seats_on(register, svar.dato):
        problem = f"»{svar.person}« har ingen stemmeret den {format_short_date(svar.dato)}."
        raise MoedeError(problem, "Ret nøglen, eller giv personen et mandat i personer.yaml.")
    if svar.svar is Svar.BEMAERKNING and svar.bemaerkning is None:
        raise MoedeError("Svaret er »Bemærkning«, men der står ingen.", "Skriv den med »--tekst«.")
    return moede.replaced(svar=(*(item for item in moede.svar if item.person != svar.person), svar))


def _refuse_without_referat(moede: Moede) -> None:
    if not moede.er_afsluttet:
        problem = f"Mødet den {format_short_date(moede.dato)} er ikke afsluttet, så der er intet referat endnu."
        raise MoedeError(problem, "Kør »delaftale moede afslut«.")
    refuse_approved(moede)


def _with(moede: Moede, **changes: object) -> Moede:
    return moede.replaced(referat=moede.referat.replaced(**changes))

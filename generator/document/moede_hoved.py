"""The head and the end of a meeting's documents: what it is, when and where, who came, where the document stands.

Always so: what is not known has no line; a name that was erased shows as the role. Source: domaene.md §2 (»Referat
head«).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.document.moede_grundlag import format_kl, on_day
from generator.model.bestyrelse import Mandatrolle
from generator.model.moede import Fremmoede, Moedeform
from generator.model.moededokument import Oplysning, Svarvisning, Tekstlinje
from generator.text import format_long_date, format_short_date
from generator.workflow.mandater import mandat_on

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.document.moede_grundlag import Moedegrundlag
    from generator.model.moede import Deltager, Moede


def name_meeting(moede: Moede) -> str:
    """Return what the document is about: »Mødet den 14. september 2022«."""
    day = on_day(moede.dato)
    if moede.form is Moedeform.SKRIFTLIG:
        return f"Skriftlig behandling {day}"
    kind = "onlinemøde" if moede.form is Moedeform.ONLINE else "møde"
    return f"Ekstraordinært {kind} {day}" if moede.ekstraordinaert else f"{kind.capitalize()} {day}"


def head_facts(grundlag: Moedegrundlag, *, referat: bool) -> Iterator[Oplysning]:
    """Yield the facts of the head, in the order that boards know; those that nobody noted are left out."""
    moede = grundlag.moede
    if moede.form is Moedeform.SKRIFTLIG:
        yield from _fact("Form", ["Skriftlig behandling uden møde"])
        yield from _fact("Svarfrist", [format_long_date(moede.svarfrist)] if moede.svarfrist else [])
    else:
        yield from _fact("Tid", [_time(moede, referat=referat)])
        yield from _fact("Sted", [moede.sted or ("Online" if moede.form is Moedeform.ONLINE else "")])
    if moede.flyttet_fra is not None:
        yield from _fact("Flyttet fra", [format_long_date(moede.flyttet_fra)])
    if referat:
        yield from _fact("Til stede", _people(grundlag, Fremmoede.TIL_STEDE))
    yield from _fact("Afbud", _people(grundlag, Fremmoede.AFBUD))
    if referat:
        yield from _fact("Fraværende", _people(grundlag, Fremmoede.FRAVAERENDE))
    yield from _fact("Mødeleder", [grundlag.name(moede.moedeleder)] if moede.moedeleder else [])
    yield from _fact("Referent", [grundlag.name(moede.referent)] if moede.referent else [])


def _fact(navn: str, lines: Iterable[str]) -> Iterator[Oplysning]:
    shown = tuple(Tekstlinje(tekst=line) for line in lines if line)
    if shown:
        yield Oplysning(navn=navn, linjer=shown)


def _time(moede: Moede, *, referat: bool) -> str:
    text = format_long_date(moede.dato)
    if moede.kl is None:
        return text
    end = f"–{format_kl(moede.slut_kl)}" if referat and moede.slut_kl else ""
    return f"{text} kl. {format_kl(moede.kl)}{end}"


def _people(grundlag: Moedegrundlag, kind: Fremmoede) -> Iterator[str]:
    for item in grundlag.moede.deltagere:
        if item.fremmoede is kind:
            yield _person(grundlag, item)


def _person(grundlag: Moedegrundlag, item: Deltager) -> str:
    stand = f" (for {grundlag.name_inside(item.suppleant_for)})" if item.suppleant_for else ""
    return f"{grundlag.present(item.person)}{stand}"


def show_answers(grundlag: Moedegrundlag) -> Iterator[Svarvisning]:
    """Yield what the members answered in a written procedure, in the order they did."""
    for item in grundlag.moede.svar:
        yield Svarvisning(
            person=grundlag.present(item.person),
            svar=item.svar.ordlyd,
            dato=format_short_date(item.dato),
            bemaerkning=item.bemaerkning,
        )


# -- where the document stands, how it ends --


def tell_dagsorden(moede: Moede) -> str:
    """Return what an agenda says of itself."""
    if moede.udsendt is None:
        return "Udkast, ikke udsendt"
    marks = [mark for punkt in moede.punkter for mark in (punkt.markering, *(item.markering for item in punkt.bilag))]
    if any(mark is not None for mark in marks):
        return f"Rettet dagsorden, først udsendt {on_day(moede.udsendt)}"
    return f"Udsendt {on_day(moede.udsendt)}"


def tell_referat(moede: Moede) -> str:
    """Return what minutes say of themselves: nobody reads a draft as approved."""
    if moede.referat.godkendt is not None:
        return f"Godkendt {on_day(moede.referat.godkendt)}"
    if not moede.er_afsluttet:
        return "Udkast, mødet er ikke afsluttet"
    if moede.referat.frist is not None:
        return f"Ikke godkendt. Bemærkninger senest {on_day(moede.referat.frist)}"
    return "Ikke godkendt"


def tell_end(moede: Moede) -> str | None:
    """Return »Mødet sluttede kl. 16.05.«; None where nobody noted it."""
    return None if moede.slut_kl is None else f"Mødet sluttede kl. {format_kl(moede.slut_kl)}."


def tell_next(moede: Moede) -> str | None:
    """Return »Næste møde er den 1. december 2022.«; None where none is set."""
    return None if moede.naeste_moede is None else f"Næste møde er {on_day(moede.naeste_moede)}."


def sign_lines(grundlag: Moedegrundlag) -> Iterator[Tekstlinje]:
    """Yield who signs: those of the formandskab on the day of the meeting, then the plan's chef."""
    for person in grundlag.register.personer:
        mandat = mandat_on(person, grundlag.moede.dato)
        if mandat is not None and mandat.rolle is Mandatrolle.FORMANDSKAB:
            yield Tekstlinje(tekst=grundlag.present(person.id))
    yield Tekstlinje(tekst=grundlag.signing_chef)

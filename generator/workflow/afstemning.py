"""Whether the votes of a meeting carry what was decided: enough of them, by people who have one, by the plan's rules.

Always so: a decision without a vote is one that nobody asked to vote on, and is not checked; what the plan has no rule
on is not checked either. Sources: domaene.md §9 (27); the plan's own forretningsorden.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from generator.model.beslutning import GODKENDENDE, Udfald
from generator.model.bestyrelse import Flertal, Stemmelighed
from generator.model.moede import Fremmoede, Moedeform, Punktudfald
from generator.text import format_list
from generator.workflow.mandater import seats_on, voters

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.model.bestyrelse import Bestyrelsesregler
    from generator.model.moede import Afstemning, Moede
    from generator.model.person import Personregister

_APPROVING: Final = frozenset({*GODKENDENDE, Udfald.GODKENDT_MED_FORBEHOLD, Udfald.BEMYNDIGET})
"""Outcomes that need the majority of an approval, also where the effect comes later."""


class _Sag(NamedTuple):
    """A decision: its name for people, whether it approves or says no, its vote, who was inhabil."""

    navn: str
    er_godkendt: bool
    er_nej: bool
    afstemning: Afstemning | None
    inhabile: tuple[str, ...]


def check_afstemninger(
    moede: Moede, regler: Bestyrelsesregler, register: Personregister, titler: Mapping[str, str]
) -> Iterator[str]:
    """Yield in Danish which decisions the votes don't carry; `titler` are those of the forslag by id.

    Nothing for a written procedure: its answers are its votes.
    """
    if moede.form is Moedeform.SKRIFTLIG:
        return
    entitled = set(voters(moede, register))
    has_seats = bool(seats_on(register, moede.dato))
    present = {item.person for item in moede.deltagere if item.fremmoede is Fremmoede.TIL_STEDE}
    for sag in _sager(moede, titler):
        problems = [
            _check_count(sag, entitled, present, has_seats=has_seats),
            "" if sag.afstemning is None else _check_majority(sag, sag.afstemning, regler),
            _check_left(sag, entitled, regler.beslutningsdygtig_mindst),
        ]
        yield from (f"»{sag.navn}«: {problem}" for problem in problems if problem)


def _sager(moede: Moede, titler: Mapping[str, str]) -> Iterator[_Sag]:
    for item in moede.afgoerelser:
        titel = titler[item.forslag] if item.udskilt is None else item.udskilt.titel
        is_no = item.udfald is Udfald.IKKE_GODKENDT
        yield _Sag(titel, item.udfald in _APPROVING, is_no, item.afstemning, item.inhabile)
    for punkt in moede.punkter:
        if (done := punkt.beslutning) is not None:
            is_yes = done.udfald in {Punktudfald.GODKENDT, Punktudfald.INGEN_AENDRINGER}
            is_no = done.udfald is Punktudfald.IKKE_GODKENDT
            yield _Sag(punkt.titel, is_yes, is_no, done.afstemning, done.inhabile)


def _check_count(sag: _Sag, entitled: set[str], present: set[str], *, has_seats: bool) -> str:
    """Return what is wrong with who voted: more votes than people who have one, or inhabile who were not there."""
    strangers = [person for person in sag.inhabile if person not in present]
    if strangers:
        return f"{format_list(f'»{name}«' for name in strangers)} er noteret som inhabil, men er ikke til stede."
    vote = sag.afstemning
    if vote is None or not has_seats:
        return ""
    given, able = vote.stemmer_for + vote.stemmer_imod + vote.undlod, len(entitled - set(sag.inhabile))
    who = f"kun {able} til stede kan stemme" if able else "ingen til stede har stemmeret"
    counted = "1 stemme" if given == 1 else f"{given} stemmer"
    return f"der er talt {counted}, men {who}." if given > able else ""


def _check_majority(sag: _Sag, vote: Afstemning, regler: Bestyrelsesregler) -> str:
    """Return why the votes don't carry an outcome by the plan's rules; "" if they do, or it needs none."""
    if sag.er_nej and regler.flertal is Flertal.SIMPELT and vote.stemmer_for > vote.stemmer_imod:
        return "ikke godkendt, men flere stemmer er for end imod."
    if not sag.er_godkendt:
        return ""
    if regler.flertal is Flertal.ALLE and (vote.stemmer_imod or not vote.stemmer_for):
        return "godkendt, men ikke alle afgivne stemmer er for, som bestyrelsens regler kræver."
    if regler.flertal is Flertal.SIMPELT and vote.stemmer_for < vote.stemmer_imod:
        return "godkendt, men flere stemmer er imod end for."
    is_tie = vote.stemmer_for == vote.stemmer_imod
    if regler.flertal is Flertal.SIMPELT and is_tie and regler.stemmelighed is not Stemmelighed.FORMANDSKAB:
        return "godkendt, men stemmerne står lige, og det er efter bestyrelsens regler ikke nok."
    return ""


def _check_left(sag: _Sag, entitled: set[str], needed: int | None) -> str:
    """Return that too few are left when the inhabile have gone; "" where no rule asks, or too few were there before."""
    left = len(entitled - set(sag.inhabile))
    if needed is None or not sag.er_godkendt or not sag.inhabile or len(entitled) < needed or left >= needed:
        return ""
    return "når de inhabile er gået, er bestyrelsen ikke beslutningsdygtig. Udsæt sagen."

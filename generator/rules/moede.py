"""The rules on a meeting: 22, 27–31, 34, 36. What must not happen is refused elsewhere; this is worth a look.

Always so: every finding is an advarsel, since a meeting that was held was held, whatever the rules say; what the plan
has no rule on is asked only where the table of rules says so. The day, the register, the log and the plan's other
meetings are handed in. A finding leads to the item's place in the meeting (`moede/punkter/…`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from generator.model.bestyrelse import Punkttype
from generator.model.moede import Fremmoede, Moedeform, Moedestatus, Punktudfald
from generator.model.sti import Sti
from generator.rules.finding import Finding
from generator.rules.persondata import find_persondata
from generator.rules.tekster import Felttekst
from generator.text import format_list, format_short_date
from generator.workflow.dagsorden import rules_of
from generator.workflow.mandater import mandat_on, voters
from generator.workflow.moedeafgoerelser import is_eventuelt

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from generator.model.helhedsplan import Helhedsplan
    from generator.model.moede import Moede, Punkt
    from generator.model.person import Personregister
    from generator.model.tekst import Tekst

_ROOT: Final = Sti("moede")
_HEARD: Final = frozenset({Punktudfald.DROEFTET, Punktudfald.TAGET_TIL_EFTERRETNING, Punktudfald.UDSAT})


@dataclass(frozen=True)
class Moedekontekst:
    """What a rule on a meeting looks at. `tidligere` are the plan's other meetings."""

    moede: Moede
    plan: Helhedsplan
    register: Personregister
    tidligere: Sequence[Moede]
    today: date

    def has_decided(self) -> bool:
        """Whether anything was decided at the meeting."""
        items = self.moede.punkter
        return bool(self.moede.afgoerelser) or any(
            item.beslutning is not None and item.beslutning.udfald not in _HEARD for item in items
        )


@dataclass(frozen=True, slots=True)
class Moederegel:
    """A rule on a meeting, as the documentation's table shows it (`rules.Regel`)."""

    code: str
    nr: int
    alvor: str
    hvad: str
    kilde: str
    udvej: str
    check: Callable[[Moedekontekst], Iterator[Finding]]


def check_regulativ_is_the_plans(kontekst: Moedekontekst) -> Iterator[Finding]:
    """KOM-22: the kommissorium rests on the regulativ that the plan is under. Source: domaene.md §9 rule 22."""
    board, own = kontekst.plan.bestyrelse, kontekst.plan.regulativ
    if board is not None and board.regulativ is not None and own is not None and board.regulativ != own:
        message = (
            f"Bestyrelsens kommissorium henviser til regulativet fra {format_short_date(board.regulativ)}, men planen "
            f"hører under det fra {format_short_date(own)}. Få kommissoriet ajourført, eller ret datoen."
        )
        yield Finding("KOM-22", "advarsel", Sti("helhedsplan/bestyrelse/regulativ"), message, 22)


def check_those_present_have_mandates(kontekst: Moedekontekst) -> Iterator[Finding]:
    """MAN-27: members who are there have a mandate that day; somebody with a vote decides. Source: §9 rule 27."""
    moede, day = kontekst.moede, format_short_date(kontekst.moede.dato)
    out = []
    for item in moede.deltagere:
        person = kontekst.register.find(item.person)
        is_there = item.fremmoede is Fremmoede.TIL_STEDE
        if person is not None and is_there and person.mandater and mandat_on(person, moede.dato) is None:
            out.append(person.navn or person.rolle)
    if out:
        message = (
            f"{format_list(out)} har intet mandat den {day}. Ret mandatets datoer i personer.yaml, eller notér "
            "personen som gæst."
        )
        yield Finding("MAN-27", "advarsel", _ROOT / "deltagere", message, 27)
    is_written = moede.form is Moedeform.SKRIFTLIG
    if not is_written and moede.deltagere and kontekst.has_decided() and not voters(moede, kontekst.register):
        message = (
            f"Der er besluttet noget den {day}, men ingen af de tilstedeværende har stemmeret ifølge personer.yaml. "
            "Skriv mandaterne ind, så det kan ses, hvem der besluttede."
        )
        yield Finding("MAN-27", "advarsel", _ROOT / "deltagere", message, 27)


def check_decisions_have_an_item(kontekst: Moedekontekst) -> Iterator[Finding]:
    """EVT-28: nothing is decided under an item for orientation, or under »Eventuelt«. Source: domaene.md §9 rule 28."""
    for number, item in enumerate(kontekst.moede.punkter, start=1):
        kind = "»Eventuelt«" if is_eventuelt(item) else "orientering" if item.type is Punkttype.O else ""
        if kind and item.beslutning is not None and item.beslutning.udfald not in _HEARD:
            message = (
                f"Punkt {number} »{item.titel}« er {kind}, men der er besluttet noget. "
                "Tag sagen op igen som et B-punkt."
            )
            yield Finding("EVT-28", "advarsel", _place(item), message, 28)


def check_members_have_time_to_answer(kontekst: Moedekontekst) -> Iterator[Finding]:
    """SKR-29: a written procedure leaves the days for answers that the plan's rules ask for. Source: §9 rule 29."""
    moede, regel = kontekst.moede, rules_of(kontekst.plan).skriftlig
    if moede.svarfrist is None or moede.udsendt is None or regel is None:
        return
    due = moede.udsendt + timedelta(days=regel.svarfrist)
    if moede.svarfrist < due:
        message = (
            f"Svarfristen er {format_short_date(moede.svarfrist)}, men efter bestyrelsens regler skal der være "
            f"{_days(regel.svarfrist)} fra udsendelsen, altså til {format_short_date(due)}. Forlæng fristen."
        )
        yield Finding("SKR-29", "advarsel", _ROOT / "svarfrist", message, 29)


def check_papers_are_in_time(kontekst: Moedekontekst) -> Iterator[Finding]:
    """IND-30: the papers go out as many days ahead as the plan's rules ask for. Source: domaene.md §9 rule 30."""
    moede, days = kontekst.moede, rules_of(kontekst.plan).indkaldelsesfrist
    if days is None or moede.form is Moedeform.SKRIFTLIG:
        return
    due = moede.dato - timedelta(days=days)
    is_late = moede.udsendt > due if moede.udsendt is not None else kontekst.today > due and not moede.er_afsluttet
    if is_late:
        sent = "er ikke udsendt" if moede.udsendt is None else f"er udsendt {format_short_date(moede.udsendt)}"
        message = (
            f"Dagsordenen {sent}, men efter bestyrelsens regler skal den ud senest {format_short_date(due)}. "
            "Spørg, om bestyrelsen vil behandle sagerne alligevel, eller flyt mødet."
        )
        yield Finding("IND-30", "advarsel", _ROOT / "udsendt", message, 30)
    late = [
        f"punkt {number}"
        for number, item in enumerate(moede.punkter, start=1)
        if item.markering is not None or any(bilag.markering is not None for bilag in item.bilag)
    ]
    if late and not is_late and moede.status is Moedestatus.UDSENDT and kontekst.today > due:
        message = (
            f"{format_list(late).capitalize()} er eftersendt eller rettet, efter at fristen {format_short_date(due)} "
            "var gået. Spørg, om bestyrelsen vil behandle det alligevel."
        )
        yield Finding("IND-30", "advarsel", _ROOT / "punkter", message, 30)


def check_referat_is_approved(kontekst: Moedekontekst) -> Iterator[Finding]:
    """GOD-31: a referat is approved once a later meeting has been held. Source: domaene.md §9 rule 31."""
    moede = kontekst.moede
    later = [item.dato for item in kontekst.tidligere if item.er_afsluttet and item.dato > moede.dato]
    if moede.er_afsluttet and moede.referat.godkendt is None and later:
        message = (
            f"Referatet af mødet den {format_short_date(moede.dato)} er ikke godkendt, skønt der er holdt møde den "
            f"{format_short_date(min(later))}. Sæt det på næste dagsorden."
        )
        yield Finding("GOD-31", "advarsel", _ROOT / "referat", message, 31)


def check_nothing_counts_backwards(kontekst: Moedekontekst) -> Iterator[Finding]:
    """BAG-34: nothing counts from before it was decided, also not by a correction. Source: domaene.md §9 rule 34."""
    moede = kontekst.moede
    for item in moede.afgoerelser:
        if item.gaelder_fra is not None and item.gaelder_fra < moede.dato:
            message = (
                f"Beslutningen om »{item.forslag}« gælder fra {format_short_date(item.gaelder_fra)}, før mødet den "
                f"{format_short_date(moede.dato)}. Det skal fremgå af referatet, hvorfor."
            )
            yield Finding("BAG-34", "advarsel", _ROOT / "afgoerelser", message, 34)


def check_remarks_tell_of_nobody(kontekst: Moedekontekst) -> Iterator[Finding]:
    """PER-36: what members write and what is minuted of it says nothing personal. Source: domaene.md §9 rule 36."""
    moede = kontekst.moede
    texts: list[tuple[str, Tekst | None]] = []
    for number, remark in enumerate(moede.referat.bemaerkninger, start=1):
        texts += [(f"Bemærkning {number} til referatet", remark.tekst), (f"Svaret på bemærkning {number}", remark.svar)]
    texts += [(f"Svaret fra »{answer.person}«", answer.bemaerkning) for answer in moede.svar]
    for where, text in texts:
        if text is not None and next(find_persondata(_read(text)), None) is not None:
            message = f"{where} ser ud til at fortælle noget om en person. Skriv det alment, før det føres til referat."
            yield Finding("PER-36", "advarsel", _ROOT / "referat", message, 36)


def _read(text: Tekst) -> Felttekst:
    return Felttekst(_ROOT, tuple(item.tekst for item in text.afsnit))


def _place(punkt: Punkt) -> Sti:
    return _ROOT / "punkter" / punkt.id


def _days(count: int) -> str:
    return "1 dag" if count == 1 else f"{count} dage"


MOEDEREGLER: Final = (
    Moederegel(
        "KOM-22", 22, "advarsel",
        "Bestyrelsens kommissorium henviser til det regulativ, som planen hører under.",
        "Landsbyggefondens regulativ; bestyrelsens kommissorium",
        "Få kommissoriet ajourført, eller ret datoen.",
        check_regulativ_is_the_plans,
    ),
    Moederegel(
        "MAN-27", 27, "advarsel",
        "De medlemmer, der er til stede, har mandat den dag, og mindst én med stemmeret er med, når der besluttes. "
        "Har planen regler om beslutningsdygtighed, kan mødet ikke afsluttes uden at opfylde dem.",
        "Bestyrelsens egen forretningsorden",
        "Ret mandaterne i personer.yaml, eller tag sagen op igen.",
        check_those_present_have_mandates,
    ),
    Moederegel(
        "EVT-28", 28, "advarsel",
        "Der besluttes ikke noget under et punkt til orientering eller under »Eventuelt«.",
        "Almindelig mødepraksis",
        "Tag sagen op igen som et B-punkt.",
        check_decisions_have_an_item,
    ),
    Moederegel(
        "SKR-29", 29, "advarsel",
        "En skriftlig behandling giver den svarfrist, som bestyrelsens regler siger.",
        "Bestyrelsens egen forretningsorden",
        "Forlæng fristen.",
        check_members_have_time_to_answer,
    ),
    Moederegel(
        "IND-30", 30, "advarsel",
        "Dagsordenen og det, der hører til, er ude inden indkaldelsesfristen.",
        "Bestyrelsens egen forretningsorden",
        "Spørg, om bestyrelsen vil behandle sagerne alligevel, eller flyt mødet.",
        check_papers_are_in_time,
    ),
    Moederegel(
        "GOD-31", 31, "advarsel",
        "Referatet er godkendt, når der er holdt et senere møde.",
        "Almindelig mødepraksis",
        "Sæt godkendelsen på næste dagsorden.",
        check_referat_is_approved,
    ),
    Moederegel(
        "BAG-34", 34, "advarsel",
        "Ingen beslutning gælder fra før det møde, der traf den. Kun en rettelse af et referat kan.",
        "Delaftalens revisionsbestemmelse: ændringer besluttes af bestyrelsen",
        "Skriv i referatet, hvorfor.",
        check_nothing_counts_backwards,
    ),
    Moederegel(
        "PER-36", 36, "advarsel",
        "Bemærkninger til referatet og svar i en skriftlig behandling fortæller ikke noget om en person.",
        "Databeskyttelsesreglerne",
        "Skriv det alment, før det føres til referat.",
        check_remarks_tell_of_nobody,
    ),
)  # fmt: skip
"""Every rule on a meeting once, by number."""


def check_moede(kontekst: Moedekontekst) -> list[Finding]:
    """Return what the rules say of a meeting, by number."""
    return [finding for regel in MOEDEREGLER for finding in regel.check(kontekst)]

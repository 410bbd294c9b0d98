"""Write a meeting in a test's own words: a plan with rules, a register with mandates, an agenda that went out.

The log is that of `logskriver`; days are written 2022-09-14.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from generator.errors import MoedeManglerError
from generator.model.helhedsplan import Helhedsplan
from generator.model.moede import Deltager, Forslagsafgoerelse, Moede, Moedestatus, Punktbeslutning
from generator.model.person import Personregister
from generator.workflow.dagsorden import make_dagsorden
from generator.workflow.moedeafgoerelser import decide_all, decide_forslag, decide_punkt
from generator.workflow.moedeafslutning import plan_afslutning
from generator.workflow.moederedigering import note_deltagere, set_status
from tests.logskriver import A, B, Log, forslag

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.workflow.tilstand import Tilstand

DAG = date(2022, 9, 14)
SENERE = date(2022, 12, 1)
REGLER: dict[str, Any] = {
    "foerste_punkter": [{"id": "dagsorden", "titel": "Godkendelse af dagsorden", "type": "B"}],
    "sidste_punkter": [
        {"id": "eventuelt", "titel": "Eventuelt", "type": "D"},
        {"id": "naeste", "titel": "Næste møde", "type": "O"},
    ],
}


def plan(**regler: Any) -> Helhedsplan:
    """Return a plan whose board has these rules and the fixed items."""
    board = {"regler": REGLER | regler}
    return Helhedsplan.model_validate(
        {
            "format": 1,
            "id": "plan",
            "navn": "Planen",
            "bevillingsperiode": "2019-26",
            "chef": {"titel": "Sekretariatsleder"},
            "bestyrelse": board,
        }
    )


def person(id_: str, rolle: str = "medlem", **facts: Any) -> dict[str, Any]:
    """Return somebody with a mandate of that role; `mandat` adds to it, the rest to the person."""
    mandat = {"rolle": rolle, "stemmeret": "nej" if rolle == "observatoer" else "ja"} | facts.pop("mandat", {})
    return {"id": id_, "rolle": f"Rolle {id_}", "mandater": [mandat]} | facts


def register(*people: dict[str, Any]) -> Personregister:
    """Return a register; by default a formand, three members, a suppleant, and a referent without a mandate."""
    default = (
        person("formand", "formandskab"),
        person("anne"),
        person("bo"),
        person("carl"),
        person("dorte", "suppleant"),
        {"id": "referent", "rolle": "Referent"},
    )
    return Personregister.model_validate({"format": 1, "personer": people or default})


def moede(dato: date = DAG, **facts: Any) -> Moede:
    """Return a meeting of that day."""
    return Moede.model_validate({"format": 1, "dato": dato} | facts)


def put(*items: dict[str, Any], akut: bool = False) -> Log:
    """Return a log with A and B registered and the forslag put (x and y on A, if none is given)."""
    log = Log()
    log.registrer()
    log.registrer(B)
    log.indstil(*(items or (forslag("x"), forslag("y"))), akut=akut)
    return log


def to_aendringer(id_: str = "stor", antal: int = 3) -> dict[str, Any]:
    """Return a forslag with that many changes on A."""
    changes = [
        {"art": "saet", "sti": f"aktiviteter/{id_}-{nr}/formaal/indledning/tekst", "nuvaerende": "a", "foreslaaet": "b"}
        for nr in range(1, antal + 1)
    ]
    return forslag(id_) | {"aendringer": [{"delaftale": A, "aendringer": changes}]}


def kaldt(tilstand: Tilstand, dato: date = DAG, tidligere: Sequence[Moede] = (), **facts: Any) -> Moede:
    """Return a meeting whose agenda was made and sent a week ahead, and where all are there."""
    made = make_dagsorden(moede(dato, **facts), plan(), tilstand, tidligere)
    sent = set_status(made, Moedestatus.UDSENDT, date.fromordinal(dato.toordinal() - 7))
    return til_stede(sent, "formand", "anne", "bo", "carl")


def til_stede(item: Moede, *people: str, afbud: Sequence[str] = ()) -> Moede:
    """Return the meeting with these people there and those away."""
    there = [Deltager.model_validate({"person": name, "fremmoede": "til-stede"}) for name in people]
    away = [Deltager.model_validate({"person": name, "fremmoede": "afbud"}) for name in afbud]
    return note_deltagere(item, [*there, *away])


def afgoer(item: Moede, log: Log, id_: str, udfald: str = "godkendt", **facts: Any) -> Moede:
    """Return the meeting with a decision on a forslag."""
    given = Forslagsafgoerelse.model_validate({"forslag": id_, "udfald": udfald} | facts)
    return decide_forslag(item, given, log.tilstand, item.dato)


def punkt(item: Moede, navn: str, udfald: str = "godkendt", **facts: Any) -> Moede:
    """Return the meeting with a decision on an item."""
    return decide_punkt(item, navn, Punktbeslutning.model_validate({"udfald": udfald} | facts), item.dato)


def alt_godkendt(item: Moede, log: Log) -> Moede:
    """Return the meeting with every forslag and every B item approved."""
    after = decide_all(item, log.tilstand, item.dato)[0] if any(one.forslag for one in item.punkter) else item
    for one in after.punkter:
        if one.type == "B" and not one.forslag and one.beslutning is None:
            after = punkt(after, one.id)
    return after


def afsluttet(item: Moede, *poster: int) -> Moede:
    """Return the meeting as closed."""
    return item.replaced(status=Moedestatus.AFSLUTTET, poster=poster)


def afslut(item: Moede, log: Log, today: date | None = None, tidligere: Sequence[Moede] = (), **facts: Any) -> Any:
    """Return what closing makes; `regler` and `register` beside the usual ones."""
    board = facts.get("plan") or plan(**facts.get("regler", {}))
    people = facts.get("register") or register()
    return plan_afslutning(item, board, people, log.tilstand, today or item.dato, tidligere=tidligere)


def mangler(item: Moede, log: Log, today: date | None = None, **facts: Any) -> list[str]:
    """Return the reasons why a meeting is not closed."""
    with pytest.raises(MoedeManglerError) as caught:
        afslut(item, log, today, **facts)
    return list(caught.value.mangler)


def ready(log: Log, dato: date = DAG, tidligere: Sequence[Moede] = (), **facts: Any) -> Moede:
    return alt_godkendt(kaldt(log.tilstand, dato, tidligere, **facts), log)

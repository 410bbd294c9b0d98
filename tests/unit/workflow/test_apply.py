"""Changes that don't fit are refused, and the message says for people which one and why."""

from __future__ import annotations

from typing import Any

import pytest

from generator.errors import (
    AendringError,
    DelExistsError,
    DoubleAendringError,
    InvalidAendringError,
    StaleAendringError,
    UnknownDelError,
    UnknownPladsError,
)
from generator.model.aendring import Feltaendring
from generator.model.aktivitet import Aktivitet, Maalgruppe
from generator.model.delaftale import Delaftale, Part
from generator.model.indikator import Baseline, Delmaal, Indikator
from generator.workflow.apply import apply

BASELINE = "delmaal/syn/indikatorer/tillid/baseline"
A = Delaftale(
    format=1,
    id="trivsel",
    formular="lbf-2019-26",
    indsatsomraade="trivsel",
    gaelder_fra="2021-10-01",
    gaelder_til="2025-09-30",
    parter=(Part(id="fob", betegnelse="FOB"), Part(id="politi", betegnelse="Politiet")),
    delmaal=(
        Delmaal(
            id="syn",
            tekst="Syn",
            indikatorer=(Indikator(id="tillid", type="effekt", tekst="Andel", baseline=Baseline(ordlyd="51 %")),),
        ),
    ),
    aktiviteter=(
        Aktivitet(id="vej", navn="Vejledning", maalgruppe=Maalgruppe(tekst="Alle")),
        Aktivitet(id="tom", navn="Tom", maalgruppe=Maalgruppe()),
    ),
)


def _set(sti: str, old: Any, new: Any) -> Feltaendring:
    return Feltaendring(art="saet", sti=sti, nuvaerende=old, foreslaaet=new)


def _add(sti: str, content: dict[str, Any], efter: str | None = None) -> Feltaendring:
    return Feltaendring(art="tilfoej", sti=sti, foreslaaet=content, foreslaaet_plads={"efter": efter})


def _remove(sti: str, content: dict[str, Any]) -> Feltaendring:
    return Feltaendring(art="fjern", sti=sti, nuvaerende=content, nuvaerende_plads={})


def _move(sti: str, efter: str | None) -> Feltaendring:
    return Feltaendring(art="flyt", sti=sti, nuvaerende_plads={}, foreslaaet_plads={"efter": efter})


def test_no_changes_give_the_agreement_itself() -> None:
    assert apply([], A) is A


@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        (_set("parter/fob/betegnelse", "Fob", "F"), StaleAendringError, "»FOB«: Nuværende tekst er en anden"),
        (_set("aktiviteter/vej/forankring", "Før", "Nu"), StaleAendringError, "»Vejledning, Forankring«: Nuværende"),
        (_remove("parter/fob", {"id": "fob", "betegnelse": "Før"}), StaleAendringError, "»FOB«: Nuværende tekst er"),
        (_set(BASELINE, {}, None), StaleAendringError, "»Delmål 1, Indikator 1, Baseline boligområde/målgruppe«"),
        (_set("aktiviteter/vej/maalgruppe", None, {"tekst": "x"}), StaleAendringError, "»Vejledning, Målgruppe(r)«"),
        (_set(f"{BASELINE}/ordlyd", "50 %", None), StaleAendringError, "Baseline boligområde/målgruppe«: Nuværende"),
        (
            _set("parter/ude/betegnelse", "U", "V"),
            UnknownDelError,
            "»Part, Betegnelse«: Det, der skal ændres, står ikke",
        ),
        (_set("parter/fob/farve", None, "blå"), UnknownDelError, "»FOB«: Det, der skal ændres, står ikke"),
        (_set("farve", None, "blå"), UnknownDelError, "»Delaftale«: Det, der skal"),
        (_set("parter", None, "blå"), UnknownDelError, "»Delaftalens parter«"),
        (_set("parter/fob", None, "blå"), UnknownDelError, "»FOB«"),
        (_set("parter/fob/id", "fob", "bof"), UnknownDelError, "»FOB, Id«"),
        (_set("parter/fob/betegnelse/mere", None, "x"), UnknownDelError, "»FOB, Betegnelse«"),
        (_move("parter/fob/betegnelse", None), UnknownDelError, "»FOB«"),
        (_move("parter/ude", None), UnknownDelError, "»Part«"),
        (_remove("parter/ude", {"betegnelse": "Ude"}), UnknownDelError, "»Ude«"),
        (_move(BASELINE, None), StaleAendringError, "»Delmål 1, Indikator 1, Baseline boligområde/målgruppe«"),
        (_add("parter/fob", {"id": "fob", "betegnelse": "Ny"}), DelExistsError, "»FOB«: Der er allerede en del med"),
        (
            _add("parter/ny", {"id": "ny", "betegnelse": "Ny"}, "ude"),
            UnknownPladsError,
            "for »ude« står ikke i aftalen",
        ),
        (_move("parter/fob", "ude"), UnknownPladsError, "»FOB«: Pladsen findes ikke mere"),
        (
            _add("parter/ny", {"id": "en-anden", "betegnelse": "Ny"}),
            InvalidAendringError,
            "»Ny«: Indholdet har et andet id",
        ),
        (_add("parter/ny", {"id": "ny"}), InvalidAendringError, "»Part«: »Betegnelse« mangler."),
        (_add("parter/ny", {"id": "ny", "betegnelse": "N", "rolle": "x"}), InvalidAendringError, "Værdien passer ikke"),
        (_add("parter/ny", {"id": "ny", "betegnelse": "N", "farve": "x"}), InvalidAendringError, "Værdien passer ikke"),
        (
            _add("delmaal/ny", {"id": "ny", "tekst": "N", "indikatorer": [{"id": "i"}]}),
            InvalidAendringError,
            "»Delmål«",
        ),
        (_set("gaelder_fra", "2021-10-01", "2031-01-01"), InvalidAendringError, "skal ligge efter startdatoen"),
        (_set("gaelder_fra", "2021-10-01", "snart"), InvalidAendringError, "»snart« er ikke en dato"),
        (_set("formular", "lbf-2019-26", None), InvalidAendringError, "»Formular«: »Formular« mangler."),
        (_set("delmaal/syn/indikatorer/tillid/maaltal/vaerdi", None, "5"), InvalidAendringError, "»Enhed« mangler."),
        (_set("aktiviteter/vej/maalgruppe/primaer", None, "Børn"), InvalidAendringError, "Målgruppen står på to måder"),
    ],
    ids=lambda value: value.sti if isinstance(value, Feltaendring) else "",
)
def test_change_that_does_not_fit_is_named(change: Feltaendring, error: type[AendringError], message: str) -> None:
    with pytest.raises(error) as caught:
        apply([change], A)

    assert message in str(caught.value)
    assert caught.value.exit_code == 6


def test_two_changes_of_one_thing_are_refused() -> None:
    change = _set("parter/fob/betegnelse", "FOB", "F")

    with pytest.raises(DoubleAendringError, match="»FOB«: To ændringer gælder det samme"):
        apply([change, change], A)


def test_part_is_not_changed_and_removed_at_once() -> None:
    changes = [_remove("parter/fob", {"id": "fob", "betegnelse": "FOB"}), _set("parter/fob/betegnelse", "FOB", "F")]

    with pytest.raises(DoubleAendringError):
        apply(changes, A)


def test_field_that_keeps_a_part_whole_can_not_go_alone() -> None:
    """With the last field the part goes; with another left it can't be without."""
    with_value = apply([_set(f"{BASELINE}/vaerdi", None, "51")], A)

    with pytest.raises(InvalidAendringError, match="»Ordlyd« mangler"):
        apply([_set(f"{BASELINE}/ordlyd", "51 %", None)], with_value)
    assert apply([_set(f"{BASELINE}/ordlyd", "51 %", None)], A).delmaal[0].indikatorer[0].baseline is None


def test_empty_part_stays_until_it_is_filled_in_or_taken_away() -> None:
    def maalgruppe(*changes: Feltaendring) -> Maalgruppe | None:
        return apply(changes, A).aktiviteter[1].maalgruppe

    sti = "aktiviteter/tom/maalgruppe"
    assert maalgruppe(_set("aktiviteter/tom/navn", "Tom", "Fuld")) == Maalgruppe()
    assert maalgruppe(_set(sti, {}, None)) is None
    assert maalgruppe(_set(f"{sti}/tekst", None, "Alle")) == Maalgruppe(tekst="Alle")
    assert maalgruppe(_set(sti, {}, None), _set(f"{sti}/tekst", None, "Alle")) == Maalgruppe(tekst="Alle")


def test_value_set_to_blank_leaves_the_field_blank() -> None:
    assert apply([_set("aktiviteter/vej/maalgruppe/tekst", "Alle", None)], A).aktiviteter[0].maalgruppe is None


def test_agreement_that_was_changed_is_as_it_was() -> None:
    before = A.model_dump_json()

    apply([_set("parter/fob/betegnelse", "FOB", "F")], A)

    assert A.model_dump_json() == before

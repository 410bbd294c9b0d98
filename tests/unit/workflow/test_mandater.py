"""Who has a vote at a meeting, whether the board can decide, and whether the votes carry what was decided."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from generator.model.bestyrelse import Bestyrelsesregler
from generator.workflow.afstemning import check_afstemninger
from generator.workflow.mandater import check_deltagere, check_dygtig, mandat_on, seats_on, voters
from tests.moedeskriver import DAG, moede, person, register, til_stede

if TYPE_CHECKING:
    from generator.model.moede import Moede


def there(*people: str, afbud: tuple[str, ...] = (), **suppleanter: str) -> Moede:
    """Return a meeting with these people; `dorte="bo"`: Dorte stands in for Bo."""
    item = til_stede(moede(), *people, afbud=afbud)
    new = [{"person": name, "fremmoede": "til-stede", "suppleant_for": seat} for name, seat in suppleanter.items()]
    return item.replaced(deltagere=(*item.deltagere, *new))


def regler(**facts: Any) -> Bestyrelsesregler:
    return Bestyrelsesregler.model_validate(facts)


# -- mandates --


def test_a_mandate_holds_on_its_first_and_last_day_and_a_seat_goes_before_a_suppleants() -> None:
    seat = {"rolle": "medlem", "fra": "2022-01-01", "til": "2022-09-14"}
    one = register({"id": "bo", "rolle": "Medlem", "mandater": [{"rolle": "suppleant"}, seat]}).personer[0]

    days = [date(2021, 12, 31), date(2022, 1, 1), DAG, date(2022, 9, 15)]
    roles = [None if (held := mandat_on(one, day)) is None else str(held.rolle) for day in days]

    assert roles == ["suppleant", "medlem", "medlem", "suppleant"]
    assert mandat_on(register().personer[-1], DAG) is None


def test_seats_with_a_vote_are_those_of_members_on_that_day() -> None:
    people = register(
        person("formand", "formandskab"),
        person("gammel", mandat={"til": "2022-09-13"}),
        person("tavs", mandat={"stemmeret": "nej"}),
        person("dorte", "suppleant"),
        person("gæst".replace("æ", "ae"), "observatoer"),
    )

    assert list(seats_on(people, DAG)) == ["formand"]


def test_a_suppleant_votes_for_the_seat_that_is_empty() -> None:
    assert list(voters(there("anne", afbud=("bo",), dorte="bo"), register())) == ["anne", "dorte"]
    assert list(voters(there("anne", "bo", dorte="bo"), register())) == ["anne", "bo"]
    assert list(voters(there("referent", dorte="ukendt"), register())) == []


@pytest.mark.parametrize(
    ("item", "said"),
    [
        (there("ukendt"), ["»ukendt« står ikke i personer.yaml. Tilføj personen, eller ret nøglen."]),
        (
            there(afbud=("bo",), anne="bo"),
            ["»anne« er ikke suppleant den 14.09.22. Giv personen et mandat som suppleant i personer.yaml."],
        ),
        (
            there(afbud=("bo",), referent="bo"),
            ["»referent« er ikke suppleant den 14.09.22. Giv personen et mandat som suppleant i personer.yaml."],
        ),
        (
            there(dorte="referent"),
            ["»referent« har ingen plads med stemmeret den 14.09.22, så ingen kan træde ind i den."],
        ),
        (there("bo", dorte="bo"), ["»bo« er ikke noteret med afbud, så »dorte« kan ikke træde ind."]),
        (there("anne", afbud=("bo",), dorte="bo"), []),
        (there("referent"), []),
    ],
)
def test_what_is_wrong_with_who_is_noted(item: Moede, said: list[str]) -> None:
    assert list(check_deltagere(item, register())) == said


def test_the_board_can_decide_by_the_rules_it_has() -> None:
    item = there("anne", "bo")

    assert list(check_dygtig(item, regler(), register())) == []
    assert list(check_dygtig(item, regler(beslutningsdygtig_mindst=2, kraever_formandskab="nej"), register())) == []
    assert list(check_dygtig(item, regler(beslutningsdygtig_mindst=3, kraever_formandskab="ja"), register())) == [
        (
            "Bestyrelsen er ikke beslutningsdygtig: 2 med stemmeret er til stede, og der skal være mindst 3. "
            "Notér deltagerne, eller udsæt punkterne."
        ),
        "Ingen fra formandskabet er til stede, og det kræver bestyrelsens regler. Udsæt punkterne.",
    ]
    assert list(check_dygtig(there("formand"), regler(kraever_formandskab="ja"), register())) == []


# -- votes --

_NOT_ALL = "godkendt, men ikke alle afgivne stemmer er for, som bestyrelsens regler kræver."


def votes(
    for_: int, imod: int, undlod: int = 0, *, udfald: str = "godkendt", inhabile: tuple[str, ...] = (), **rules: Any
) -> list[str]:
    """Return what is said of a vote of a board of four, three of them there."""
    vote = {"stemmer_for": for_, "stemmer_imod": imod, "undlod": undlod}
    facts = {"forbehold": "pengene"} if udfald == "godkendt-med-forbehold" else {}
    noted = {"forslag": "x", "udfald": udfald, "afstemning": vote, "inhabile": inhabile} | facts
    item = there("formand", "anne", "bo", "referent").replaced(afgoerelser=[noted])
    return list(check_afstemninger(item, regler(**rules), register(), {"x": "Sagen"}))


def test_without_a_rule_any_majority_does() -> None:
    assert votes(0, 3) == []


@pytest.mark.parametrize(
    ("vote", "rules", "said"),
    [
        ((2, 1), {"flertal": "simpelt"}, ""),
        ((1, 2), {"flertal": "simpelt"}, "godkendt, men flere stemmer er imod end for."),
        (
            (1, 1, 1),
            {"flertal": "simpelt"},
            "godkendt, men stemmerne står lige, og det er efter bestyrelsens regler ikke nok.",
        ),
        (
            (1, 1),
            {"flertal": "simpelt", "stemmelighed": "bortfalder"},
            "godkendt, men stemmerne står lige, og det er efter bestyrelsens regler ikke nok.",
        ),
        ((1, 1), {"flertal": "simpelt", "stemmelighed": "formandskab"}, ""),
        ((3, 0), {"flertal": "alle"}, ""),
        (
            (2, 1),
            {"flertal": "alle"},
            _NOT_ALL,
        ),
        (
            (0, 0, 3),
            {"flertal": "alle"},
            _NOT_ALL,
        ),
    ],
)
def test_an_approval_needs_the_majority_of_the_boards_rules(
    vote: tuple[int, ...], rules: dict[str, Any], said: str
) -> None:
    assert votes(*vote, **rules) == ([f"»Sagen«: {said}"] if said else [])


@pytest.mark.parametrize("udfald", ["godkendt-med-forbehold", "bemyndiget"])
def test_so_does_one_that_takes_effect_later(udfald: str) -> None:
    assert votes(1, 2, udfald=udfald, flertal="simpelt") == ["»Sagen«: godkendt, men flere stemmer er imod end for."]


def test_a_no_that_the_majority_did_not_say_is_told_and_what_is_put_off_needs_none() -> None:
    assert votes(2, 1, udfald="ikke-godkendt", flertal="simpelt") == [
        "»Sagen«: ikke godkendt, men flere stemmer er for end imod."
    ]
    assert votes(2, 1, udfald="ikke-godkendt", flertal="alle") == []
    assert votes(1, 2, udfald="ikke-godkendt", flertal="simpelt") == []
    assert votes(0, 3, udfald="udsat", flertal="simpelt") == []


def test_nobody_votes_but_those_who_are_there_with_a_vote_and_are_not_inhabile() -> None:
    assert votes(3, 0) == []
    assert votes(3, 1) == ["»Sagen«: der er talt 4 stemmer, men kun 3 til stede kan stemme."]
    assert votes(3, 0, inhabile=("bo",)) == ["»Sagen«: der er talt 3 stemmer, men kun 2 til stede kan stemme."]
    assert votes(2, 0, inhabile=("carl",)) == ["»Sagen«: »carl« er noteret som inhabil, men er ikke til stede."]


def test_votes_where_nobody_there_has_one_are_told_unless_the_plan_keeps_no_mandates() -> None:
    vote = {"stemmer_for": 1, "stemmer_imod": 0}
    item = there("referent").replaced(afgoerelser=[{"forslag": "x", "udfald": "godkendt", "afstemning": vote}])
    nobody = register({"id": "referent", "rolle": "Referent"})

    assert list(check_afstemninger(item, regler(), register(), {"x": "Sagen"})) == [
        "»Sagen«: der er talt 1 stemme, men ingen til stede har stemmeret."
    ]
    assert list(check_afstemninger(item, regler(), nobody, {"x": "Sagen"})) == []


def test_when_the_inhabile_have_gone_enough_are_left() -> None:
    assert votes(2, 0, inhabile=("bo",), beslutningsdygtig_mindst=2) == []
    assert votes(2, 0, inhabile=("bo",), beslutningsdygtig_mindst=3) == [
        "»Sagen«: når de inhabile er gået, er bestyrelsen ikke beslutningsdygtig. Udsæt sagen."
    ]
    assert votes(2, 0, inhabile=("bo",), beslutningsdygtig_mindst=4) == []
    assert votes(0, 0, udfald="udsat", inhabile=("bo",), beslutningsdygtig_mindst=3) == []


def test_parts_and_items_are_named_by_their_titles() -> None:
    vote = {"stemmer_for": 0, "stemmer_imod": 1}
    part = {"forslag": "x", "udfald": "godkendt", "udskilt": {"id": "d", "titel": "En del", "numre": [1]}}
    outcomes = ({"udfald": "godkendt"}, {"udfald": "ingen-aendringer", "aar": 2022}, {"udfald": "ikke-godkendt"})
    decisions = [*(facts | {"afstemning": vote} for facts in outcomes), None]
    items = [
        {"id": str(nr), "titel": f"Punkt {nr}", "type": "B", "beslutning": done} for nr, done in enumerate(decisions)
    ]
    item = there("bo").replaced(afgoerelser=[part | {"afstemning": vote}], punkter=items)

    said = list(check_afstemninger(item, regler(flertal="simpelt"), register(), {"x": "Sagen"}))

    assert [line.split(":")[0] for line in said] == ["»En del«", "»Punkt 0«", "»Punkt 1«"]


def test_the_answers_of_a_written_procedure_are_its_votes() -> None:
    item = moede(form="skriftlig", svarfrist=DAG, afgoerelser=[{"forslag": "x", "udfald": "godkendt"}])

    assert list(check_afstemninger(item, regler(flertal="alle"), register(), {"x": "Sagen"})) == []

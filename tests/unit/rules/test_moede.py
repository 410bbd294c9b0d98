"""The rules on a meeting: each with a smallest meeting that it speaks of, and one that it is silent on."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from docs.byg_regler import regler_md
from generator.rules.moede import MOEDEREGLER, Moedekontekst, Moederegel, check_moede
from tests.moedeskriver import DAG, SENERE, afsluttet, moede, person, plan, register, til_stede

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.model.helhedsplan import Helhedsplan
    from generator.model.moede import Moede
    from generator.model.person import Personregister

every_rule = pytest.mark.parametrize("regel", MOEDEREGLER, ids=lambda regel: regel.code)


def said(
    code: str,
    item: Moede,
    board: Helhedsplan | None = None,
    *,
    people: Personregister | None = None,
    tidligere: Sequence[Moede] = (),
    today: date = DAG,
) -> list[str]:
    """Return what a rule says of a meeting."""
    kontekst = Moedekontekst(item, board or plan(), people or register(), tidligere, today)
    return [finding.message for finding in check_moede(kontekst) if finding.code == code]


def punkt(titel: str = "Sagen", type_: str = "B", udfald: str | None = None, **facts: Any) -> dict[str, Any]:
    done = {} if udfald is None else {"beslutning": {"udfald": udfald}}
    return {"id": "sag", "titel": titel, "type": type_} | done | facts


# -- 22 --


@pytest.mark.parametrize(
    ("own", "boards", "count"),
    [
        ("2021-01-01", "2015-06-01", 1),
        ("2021-01-01", "2021-01-01", 0),
        (None, "2015-06-01", 0),
        ("2021-01-01", None, 0),
    ],
)
def test_the_kommissorium_rests_on_the_plans_regulativ(own: str | None, boards: str | None, count: int) -> None:
    base = plan()
    assert base.bestyrelse is not None
    board = base.replaced(regulativ=own, bestyrelse=base.bestyrelse.replaced(regulativ=boards))

    assert (
        said("KOM-22", moede(), board)
        == [
            (
                "Bestyrelsens kommissorium henviser til regulativet fra 01.06.15, "
                "men planen hører under det fra 01.01.21. "
                "Få kommissoriet ajourført, eller ret datoen."
            )
        ]
        * count
    )
    assert said("KOM-22", moede(), board.replaced(bestyrelse=None)) == []


# -- 27 --


def test_members_who_are_there_have_a_mandate_that_day() -> None:
    people = register(
        person("anne"),
        person("bo", mandat={"til": "2022-01-01"}, navn="Bo B"),
        person("carl", mandat={"fra": "2023-01-01"}),
    )
    item = til_stede(moede(), "anne", "bo", "carl", "ukendt")

    assert said("MAN-27", item, people=people) == [
        (
            "Bo B og Rolle carl har intet mandat den 14.09.22. "
            "Ret mandatets datoer i personer.yaml, eller notér personen som gæst."
        )
    ]
    assert said("MAN-27", til_stede(moede(), "anne", afbud=["bo"]), people=people) == []
    assert said("MAN-27", til_stede(moede(), "referent")) == []


@pytest.mark.parametrize(
    ("people", "decided", "count"),
    [
        (["referent"], {"punkter": [punkt(udfald="godkendt")]}, 1),
        (["referent"], {"afgoerelser": [{"forslag": "x", "udfald": "udsat"}]}, 1),
        (["referent"], {"punkter": [punkt(udfald="droeftet")]}, 0),
        (["referent"], {"punkter": [punkt()]}, 0),
        (["anne"], {"punkter": [punkt(udfald="godkendt")]}, 0),
        ([], {"punkter": [punkt(udfald="godkendt")]}, 0),
    ],
)
def test_somebody_with_a_vote_decides(people: list[str], decided: dict[str, Any], count: int) -> None:
    assert (
        said("MAN-27", til_stede(moede(**decided), *people))
        == [
            (
                "Der er besluttet noget den 14.09.22, "
                "men ingen af de tilstedeværende har stemmeret ifølge personer.yaml. "
                "Skriv mandaterne ind, så det kan ses, hvem der besluttede."
            )
        ]
        * count
    )


def test_in_writing_nobody_is_there() -> None:
    item = moede(form="skriftlig", svarfrist=DAG, punkter=[punkt(udfald="godkendt")])

    assert said("MAN-27", til_stede(item, "referent")) == []


# -- 28 --


@pytest.mark.parametrize(
    ("item", "kind"),
    [
        (punkt("Nyt", "O", "godkendt"), "orientering"),
        (punkt("Eventuelt", "B", "godkendt"), "»Eventuelt«"),
        (punkt("Nyt", "O", "taget-til-efterretning"), ""),
        (punkt("Nyt", "O"), ""),
        (punkt("Sagen", "B", "godkendt"), ""),
        (punkt("Eventuelt", "D", "droeftet"), ""),
    ],
)
def test_nothing_is_decided_under_orientation_or_eventuelt(item: dict[str, Any], kind: str) -> None:
    assert said("EVT-28", moede(punkter=[item])) == [
        f"Punkt 1 »{item['titel']}« er {kind}, men der er besluttet noget. Tag sagen op igen som et B-punkt."
    ] * bool(kind)


# -- 29 --


@pytest.mark.parametrize(("frist", "days", "count"), [("2022-09-18", 5, 1), ("2022-09-19", 5, 0), ("2022-09-14", 1, 1)])
def test_members_have_the_days_to_answer_that_the_rules_say(frist: str, days: int, count: int) -> None:
    board = plan(skriftlig={"krav": "alle-godkender", "svarfrist": days})
    item = moede(form="skriftlig", svarfrist=frist, udsendt=DAG)

    assert len(said("SKR-29", item, board)) == count
    assert said("SKR-29", item) == []
    assert said("SKR-29", item.replaced(udsendt=None), board) == []
    assert said("SKR-29", moede(udsendt=DAG), board) == []


def test_days_are_told_in_words() -> None:
    board = plan(skriftlig={"krav": "alle-godkender", "svarfrist": 1})
    item = moede(form="skriftlig", svarfrist=DAG, udsendt=DAG)

    assert said("SKR-29", item, board) == [
        (
            "Svarfristen er 14.09.22, men efter bestyrelsens regler skal der være 1 dag fra udsendelsen, "
            "altså til 15.09.22. Forlæng fristen."
        )
    ]
    longer = plan(skriftlig={"krav": "alle-godkender", "svarfrist": 5})
    assert "skal der være 5 dage fra" in said("SKR-29", item, longer)[0]


# -- 30 --

SYV = plan(indkaldelsesfrist=7)


@pytest.mark.parametrize(
    ("facts", "today", "expected"),
    [
        ({"udsendt": "2022-09-07"}, DAG, ""),
        ({"udsendt": "2022-09-08"}, DAG, "Dagsordenen er udsendt 08.09.22, men efter bestyrelsens regler skal den ud "),
        ({}, date(2022, 9, 7), ""),
        ({}, date(2022, 9, 8), "Dagsordenen er ikke udsendt, men efter bestyrelsens regler skal den ud "),
        ({"status": "afsluttet"}, SENERE, ""),
        ({"form": "skriftlig", "svarfrist": "2022-09-20"}, DAG, ""),
    ],
)
def test_papers_are_out_in_time(facts: dict[str, Any], today: date, expected: str) -> None:
    advice = "senest 07.09.22. Spørg, om bestyrelsen vil behandle sagerne alligevel, eller flyt mødet."

    assert said("IND-30", moede(**facts), SYV, today=today) == ([expected + advice] if expected else [])
    assert said("IND-30", moede(**facts), today=today) == []


BILAG = {"id": "b", "titel": "Budget", "fil": "bilag/1.pdf", "sha256": "0" * 64}


@pytest.mark.parametrize(
    ("item", "today", "count"),
    [
        (punkt(markering="eftersendt"), DAG, 1),
        (punkt(bilag=[BILAG | {"markering": "eftersendt"}]), DAG, 1),
        (punkt(bilag=[BILAG]), DAG, 0),
        (punkt(markering="rettet"), date(2022, 9, 7), 0),
    ],
)
def test_what_comes_late_is_told(item: dict[str, Any], today: date, count: int) -> None:
    sent = moede(status="udsendt", udsendt="2022-09-01", punkter=[item])

    assert (
        said("IND-30", sent, SYV, today=today)
        == [
            (
                "Punkt 1 er eftersendt eller rettet, efter at fristen 07.09.22 var gået. "
                "Spørg, om bestyrelsen vil behandle det alligevel."
            )
        ]
        * count
    )
    assert said("IND-30", afsluttet(sent), SYV, today=today) == []


# -- 31 --


def test_a_referat_is_approved_when_a_later_meeting_was_held() -> None:
    later = afsluttet(moede(SENERE))
    approved = {"godkendt": "2022-12-01", "metode": "moede"}

    assert said("GOD-31", afsluttet(moede()), tidligere=[later]) == [
        (
            "Referatet af mødet den 14.09.22 er ikke godkendt, skønt der er holdt møde den 01.12.22. "
            "Sæt det på næste dagsorden."
        )
    ]
    assert said("GOD-31", afsluttet(moede()).replaced(referat=approved), tidligere=[later]) == []
    assert said("GOD-31", afsluttet(moede()), tidligere=[moede(SENERE), afsluttet(moede(date(2022, 6, 1)))]) == []
    assert said("GOD-31", moede(), tidligere=[later]) == []


# -- 34 --


@pytest.mark.parametrize(("day", "count"), [("2022-09-13", 1), ("2022-09-14", 0), (None, 0)])
def test_nothing_counts_from_before_it_was_decided(day: str | None, count: int) -> None:
    item = moede(afgoerelser=[{"forslag": "x", "udfald": "godkendt", "gaelder_fra": day}])

    assert (
        said("BAG-34", item)
        == ["Beslutningen om »x« gælder fra 13.09.22, før mødet den 14.09.22. Det skal fremgå af referatet, hvorfor."]
        * count
    )


# -- 36 --


def test_remarks_and_answers_tell_of_nobody() -> None:
    remark = {"person": "bo", "dato": "2022-09-20", "tekst": "Familien Hansen klager.", "svar": "Ring 20 30 40 50."}
    answers = [
        {"person": "bo", "dato": "2022-09-15", "svar": "bemaerkning", "bemaerkning": "Spørg 010190-1234."},
        {"person": "anne", "dato": "2022-09-15", "svar": "godkender"},
    ]
    item = moede(form="skriftlig", svarfrist="2022-09-20", svar=answers, referat={"bemaerkninger": [remark]})
    plain = remark | {"tekst": "Der blev sagt mere.", "svar": None}

    assert [line.split(" ser ud")[0] for line in said("PER-36", item)] == [
        "Bemærkning 1 til referatet",
        "Svaret på bemærkning 1",
        "Svaret fra »bo«",
    ]
    assert said("PER-36", moede(referat={"bemaerkninger": [plain]})) == []


# -- the list --


def test_rules_stand_by_number_each_with_a_code_of_its_own() -> None:
    assert [regel.nr for regel in MOEDEREGLER] == [22, 27, 28, 29, 30, 31, 34, 36]
    assert len({regel.code for regel in MOEDEREGLER}) == len(MOEDEREGLER)


@every_rule
def test_rule_has_a_source_a_way_out_and_its_place_in_the_documentation(regel: Moederegel) -> None:
    docstring = regel.check.__doc__ or ""

    assert docstring.startswith(f"{regel.code}: ")
    assert "§9" in docstring
    assert regel.code.endswith(f"-{regel.nr}")
    facts = (regel.code, regel.nr, regel.alvor, regel.hvad, regel.kilde, regel.udvej)
    assert f"| {' | '.join(map(str, facts))} |" in regler_md()

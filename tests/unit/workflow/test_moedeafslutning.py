"""Close a meeting: what its posts will say, or all the reasons why not yet, at once."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from generator.model.beslutning import Forslagsbeslutning
from generator.model.bestyrelse import Punkttype
from generator.model.moede import Moede, Moedestatus
from generator.workflow.moedeafslutning import Afslutningsplan
from generator.workflow.moederedigering import add_punkt, edit_punkt
from tests.logskriver import A, Log, aendringer, forslag
from tests.moedeskriver import (
    DAG,
    SENERE,
    afgoer,
    afslut,
    afsluttet,
    alt_godkendt,
    kaldt,
    mangler,
    moede,
    person,
    punkt,
    put,
    ready,
    register,
    til_stede,
    to_aendringer,
)

# -- what it makes --


def test_all_approved_as_put_is_one_decision_for_each_forslag_under_its_item() -> None:
    log = put()

    made = afslut(ready(log), log)

    common = {"punkt": "2", "udfald": "godkendt", "gaelder_fra": DAG, "forbehold": None, "aendringer": None}
    words = "Godkendt som indstillet. Gælder fra den 14. september 2022."
    assert list(made.forslag) == [{"forslag": name, "ordlyd": words, "retter": None} | common for name in ("x", "y")]
    assert (made.opdelinger, made.ingen_aendringer, made.referater, made.advarsler) == ((), None, (), ())


@pytest.mark.parametrize(
    ("facts", "day", "words"),
    [
        ({"udfald": "godkendt"}, DAG, "Godkendt som indstillet. Gælder fra den 14. september 2022."),
        (
            {"udfald": "godkendt-med-aendring", "aendringer": aendringer(A), "gaelder_fra": "2022-10-01"},
            date(2022, 10, 1),
            "Godkendt med den ændring, som fremgår af bestyrelsens ordlyd. Gælder fra den 1. oktober 2022.",
        ),
        (
            {"udfald": "godkendt-med-forbehold", "forbehold": "kommunens ja."},
            None,
            "Godkendt med forbehold for kommunens ja.",
        ),
        ({"udfald": "bemyndiget"}, None, "Formandskabet bemyndiges til at godkende den endelige ordlyd."),
        ({"udfald": "ikke-godkendt"}, None, "Ikke godkendt."),
        ({"udfald": "udsat", "ordlyd": "Udsat, til tallene er kommet."}, None, "Udsat, til tallene er kommet."),
        ({"udfald": "sendt-tilbage"}, None, "Sendt tilbage til sekretariatslederen."),
    ],
)
def test_each_outcome_makes_facts_that_the_log_takes(facts: dict[str, Any], day: date | None, words: str) -> None:
    log = put(forslag("x"))

    (made,) = afslut(ready(log).replaced(afgoerelser=[{"forslag": "x"} | facts]), log).forslag

    taken = Forslagsbeslutning.model_validate(made)
    assert (taken.udfald, taken.gaelder_fra, taken.ordlyd) == (facts["udfald"], day, words)


def test_a_split_makes_its_parts_and_decides_each() -> None:
    log = put(to_aendringer())
    part = {"id": "del", "titel": "En del", "numre": [2]}
    item = afgoer(kaldt(log.tilstand), log, "stor", "udsat", udskilt=part)

    made = afslut(alt_godkendt(item, log), log)

    assert [one.id for one in made.opdelinger[0].dele] == ["del", "stor-resten"]
    assert [(one["forslag"], one["udfald"]) for one in made.forslag] == [("del", "udsat"), ("stor-resten", "godkendt")]


def test_a_year_without_changes_is_told_under_its_item() -> None:
    log = put(forslag("x"))
    item = punkt(ready(log), "dagsorden", "ingen-aendringer", aar=2022)

    words = "Delaftalerne er gennemgået for 2022. Bestyrelsen besluttede, at der ikke skal ændres noget."
    assert afslut(item, log).ingen_aendringer == {"aar": 2022, "moede": DAG, "punkt": "1", "ordlyd": words}


def test_a_meeting_may_decide_nothing_that_the_log_keeps() -> None:
    log = Log()

    made = afslut(ready(log), log)

    assert made == Afslutningsplan((), (), None, (), ())


@pytest.mark.parametrize(("strategisk", "count"), [("uklart", 1), ("nej", 0)])
def test_what_may_touch_the_strategic_agreement_is_told(strategisk: str, count: int) -> None:
    log = put(forslag("x", strategisk=strategisk))

    assert len(afslut(ready(log), log).advarsler) == count
    assert afslut(afgoer(ready(log), log, "x", "udsat"), log).advarsler == ()


def test_the_decision_names_the_chef_of_the_day() -> None:
    log = put(forslag("x"))
    acting = {"id": "vikar", "rolle": "Konstitueret sekretariatsleder", "chef": "ja", "fra": "2022-09-01"}
    people = register(*(person(name) for name in ("formand", "anne", "bo", "carl")), acting)
    item = afgoer(ready(log), log, "x", "sendt-tilbage")

    assert afslut(item, log, register=people).forslag[0]["ordlyd"] == (
        "Sendt tilbage til den konstituerede sekretariatsleder."
    )


# -- when, and on what agenda --


def test_every_reason_is_told_at_once() -> None:
    log = put()
    item = kaldt(log.tilstand).replaced(status=Moedestatus.UDKAST, deltagere=())

    assert mangler(item, log, date(2022, 9, 1)) == [
        "Dagsordenen er ikke udsendt. Kør »delaftale moede udsend«.",
        "Mødet er først den 14.09.22.",
        "Ingen er noteret som til stede. Notér dem med »delaftale moede deltagere«.",
        "Punkt 1 »Godkendelse af dagsorden« mangler en beslutning.",
        "Punkt 2: »Sag x« er ikke afgjort.",
        "Punkt 2: »Sag y« er ikke afgjort.",
    ]


def test_an_empty_agenda_is_none() -> None:
    item = til_stede(moede(status="udsendt"), "bo")

    assert mangler(item, Log()) == ["Dagsordenen er tom."]


def test_a_year_without_changes_is_said_once() -> None:
    log = put(forslag("x"))
    item, new = add_punkt(ready(log), "Revision", Punkttype.B, {})
    item = punkt(punkt(item, "dagsorden", "ingen-aendringer", aar=2022), new.id, "ingen-aendringer", aar=2022)

    assert mangler(item, log) == ["To punkter siger, at der ingen ændringer er i året. Lad det stå ved det ene."]


def test_an_item_whose_forslag_were_all_withdrawn_needs_no_decision() -> None:
    log = put(forslag("x"))
    items = [one.replaced(forslag=()) if one.forslag else one for one in kaldt(log.tilstand).punkter]
    item = punkt(kaldt(log.tilstand).replaced(punkter=tuple(items)), "dagsorden")

    assert afslut(item, log).forslag == ()


# -- forslag --


def test_a_forslag_withdrawn_after_it_was_noted_is_told() -> None:
    log = put()
    item = ready(log)
    log.add("tilbagetraekning", "2022-09-14", forslag=["x"], begrundelse="Ikke aktuelt.")

    assert mangler(item, log) == [
        "»Sag x« er trukket tilbage og venter ikke på bestyrelsen. Se med »delaftale forslag«, hvad der venter."
    ]


def test_a_rest_that_has_no_decision_is_told_once() -> None:
    log = put(to_aendringer())
    item = afgoer(kaldt(log.tilstand), log, "stor", "udsat", udskilt={"id": "del", "titel": "En del", "numre": [2]})

    assert mangler(punkt(item, "dagsorden"), log) == [
        "»Sag stor« er delt, men ændring 1 og 3 er ikke afgjort. Notér beslutningen om resten."
    ]


def test_a_meeting_that_was_moved_to_before_a_forslag_was_put_is_told() -> None:
    log = put(forslag("x"))
    item = ready(log).replaced(dato=date(2022, 8, 1))

    assert mangler(item, log, DAG) == [
        "»Sag x« er indstillet den 15.08.22, efter mødet den 01.08.22. Behandl det på et senere."
    ]


@pytest.mark.parametrize("udfald", ["godkendt", "bemyndiget"])
def test_a_strategic_change_is_approved_only_under_a_forbehold(udfald: str) -> None:
    log = put(forslag("x", strategisk="ja"))
    item = afgoer(ready(log), log, "x", udfald)

    assert mangler(item, log) == [
        (
            "»Sag x« berører den strategiske samarbejdsaftale, og Landsbyggefondens godkendelse er ikke registreret. "
            "Godkend det med forbehold for den."
        )
    ]
    put_off = afgoer(item, log, "x", "godkendt-med-forbehold", forbehold="Landsbyggefondens godkendelse")
    assert afslut(put_off, log).forslag[0]["forbehold"] == "Landsbyggefondens godkendelse"


# -- the former referat --


def former(log: Log, **referat: Any) -> Moede:
    return afsluttet(kaldt(log.tilstand)).replaced(referat=referat)


def test_a_referat_that_is_approved_makes_a_post_and_one_that_is_not_makes_none() -> None:
    log = put(forslag("x"))
    first = former(log)
    item = ready(log, SENERE, [first])

    assert afslut(item, log, tidligere=[first]).referater == ({"moede": DAG, "godkendt": SENERE, "metode": "moede"},)
    assert afslut(punkt(item, "referat-2022-09-14", "udsat"), log, tidligere=[first]).referater == ()


def test_a_remark_is_answered_before_the_referat_is_approved() -> None:
    log = put(forslag("x"))
    remark = {"person": "bo", "dato": "2022-09-20", "tekst": "Der blev sagt mere."}
    first = former(log, bemaerkninger=[remark, remark | {"svar": "Det føres til referat."}])
    item = ready(log, SENERE, [first])

    assert mangler(item, log, tidligere=[first]) == [
        (
            "Punkt 2: bemærkning 1 til referatet af mødet den 14.09.22 er ikke behandlet. "
            "Notér bestyrelsens svar med »delaftale moede referat 2022-09-14 --nummer 1 --svar …«."
        )
    ]


def test_a_referat_approved_by_silence_meanwhile_is_not_approved_again() -> None:
    log = put(forslag("x"))
    item = ready(log, SENERE, [former(log)])
    log.add("referatgodkendelse", "2022-11-01", moede="2022-09-14", godkendt="2022-11-01", metode="frist")

    assert afslut(item, log).referater == ()
    undecided, _ = edit_punkt(item, "2", {"beslutning": None})
    assert afslut(undecided, log).referater == ()


def test_a_referat_of_a_later_meeting_is_not_approved() -> None:
    log = put(forslag("x"))
    item = ready(log, SENERE, [former(log)]).replaced(dato=DAG)

    assert mangler(item, log, tidligere=[former(log)]) == [
        "Punkt 2: mødet den 14.09.22 ligger ikke før dette. Fjern punktet."
    ]


def test_a_correction_stands_under_the_approval_of_that_referat() -> None:
    log = put(forslag("x"), forslag("y"))
    log.beslut({"forslag": "x", "udfald": "godkendt", "gaelder_fra": "2022-09-14"}, moede="2022-09-14")
    others = [afsluttet(moede(date(2022, 6, 1))), former(log)]
    item = ready(log, SENERE, others)
    own = aendringer(A, efter="rettet")

    text = afgoer(item, log, "x", retter=4, aendringer=own, gaelder_fra="2022-09-14")
    words = afgoer(item, log, "x", retter=4, aendringer=[], ordlyd="Der skulle have stået.")

    (made,) = [one for one in afslut(text, log, tidligere=others).forslag if one["retter"]]
    assert (made["punkt"], made["gaelder_fra"], made["ordlyd"]) == (
        "3",
        DAG,
        "Referatet rettes. Beslutningen lyder: Godkendt som indstillet. Gælder fra den 14. september 2022.",
    )
    (made,) = [one for one in afslut(words, log, tidligere=others).forslag if one["retter"]]
    assert (made["gaelder_fra"], made["ordlyd"], made["aendringer"]) == (None, "Der skulle have stået.", ())


# -- votes and people --


def test_the_votes_are_told_by_the_forslags_title() -> None:
    log = put(forslag("x"))
    item = afgoer(ready(log), log, "x", afstemning={"stemmer_for": 1, "stemmer_imod": 2})

    assert mangler(item, log, regler={"flertal": "simpelt"}) == [
        "»Sag x«: godkendt, men flere stemmer er imod end for."
    ]


def test_the_boards_own_rules_decide_whether_it_can_decide() -> None:
    log = put(forslag("x"))
    item = ready(log)

    assert afslut(item, log, regler={"beslutningsdygtig_mindst": 4}).forslag
    assert mangler(item, log, regler={"beslutningsdygtig_mindst": 5}) == [
        (
            "Bestyrelsen er ikke beslutningsdygtig: 4 med stemmeret er til stede, og der skal være mindst 5. "
            "Notér deltagerne, eller udsæt punkterne."
        )
    ]


def test_a_meeting_that_only_talks_needs_no_quorum() -> None:
    item, _ = add_punkt(til_stede(moede(status="udsendt"), "bo"), "Snak", Punkttype.D, {})

    assert afslut(item, Log(), regler={"beslutningsdygtig_mindst": 5}).forslag == ()


def test_facts_are_the_same_every_time() -> None:
    log = put()

    assert afslut(ready(log), log) == afslut(ready(log), log)

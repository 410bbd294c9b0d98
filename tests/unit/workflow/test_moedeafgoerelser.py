"""Note what a meeting decides and take it back: as put, amended, apart, corrected; what is refused at once."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from generator.errors import MoedeError, UnknownForslagError
from generator.model.beslutning import Forslagsdel
from generator.model.moede import Forslagsafgoerelse, Moede, Moedestatus, Punktart
from generator.workflow.fold import fold
from generator.workflow.moedeafgoerelser import (
    decide_all,
    decide_forslag,
    decision_day,
    effective_from,
    undo,
)
from generator.workflow.moededele import check_split, is_decided, numbers_left, part_id, rest_id, split_all
from tests.logskriver import A, Log, aendringer, forslag
from tests.moedeskriver import DAG, SENERE, afgoer, afsluttet, kaldt, moede, punkt, put, to_aendringer

if TYPE_CHECKING:
    from collections.abc import Callable


def told(act: Callable[[], object]) -> str:
    """Return what is said when an act is refused."""
    with pytest.raises(MoedeError) as caught:
        act()
    return str(caught.value)


def outcomes(item: Moede) -> list[tuple[str, str]]:
    return [(one.del_id or one.forslag, one.udfald.value) for one in item.afgoerelser]


def two() -> tuple[Log, Moede]:
    """Return a log with x and y put, and the meeting that has them."""
    log = put()
    return log, kaldt(log.tilstand)


# -- all at once --


def test_one_act_approves_all_that_has_no_decision() -> None:
    log, item = two()

    after, count = decide_all(afgoer(item, log, "y", "udsat"), log.tilstand, DAG)

    assert (outcomes(after), count) == ([("y", "udsat"), ("x", "godkendt")], 1)
    assert decide_all(after, log.tilstand, DAG) == (after, 0)


def test_a_withdrawn_forslag_is_passed_over() -> None:
    log, item = two()
    log.add("tilbagetraekning", "2022-09-01", forslag=["x"], begrundelse="Ikke aktuelt.")

    assert outcomes(decide_all(item, log.tilstand, DAG)[0]) == [("y", "godkendt")]


def test_the_rest_of_a_forslag_that_is_split_is_approved_too() -> None:
    log = put(to_aendringer())
    part = {"id": "stor-1", "titel": "Den ene", "numre": [1]}
    item = afgoer(kaldt(log.tilstand), log, "stor", "udsat", udskilt=part)

    assert outcomes(decide_all(item, log.tilstand, DAG)[0]) == [("stor-1", "udsat"), ("stor", "godkendt")]


def test_there_is_something_to_approve() -> None:
    log = put()

    assert told(lambda: decide_all(moede(), log.tilstand, DAG)) == (
        "Der er ingen forslag på dagsordenen den 14.09.22. "
        "Hent dem ind med »delaftale moede opdater«, når chefen har indstillet."
    )


# -- when --


def test_nothing_is_decided_before_the_day_or_on_a_closed_meeting() -> None:
    log, item = two()

    assert told(lambda: decide_all(item, log.tilstand, date(2022, 9, 13))) == (
        "Mødet er først den 14.09.22. Notér beslutningerne, når mødet er holdt."
    )
    assert told(lambda: decide_all(afsluttet(item), log.tilstand, DAG)).startswith("Mødet den 14.09.22 er afsluttet.")


def test_a_written_procedure_is_decided_once_it_is_sent() -> None:
    log = put()
    item = kaldt(log.tilstand, form="skriftlig", svarfrist=date(2022, 9, 21))
    draft = item.replaced(status=Moedestatus.UDKAST)

    assert decide_all(item, log.tilstand, date(2022, 9, 10))[1] == 2
    assert told(lambda: decide_all(draft, log.tilstand, DAG)) == (
        "Den skriftlige behandling den 14.09.22 er ikke sendt ud. Kør »delaftale moede udsend«."
    )


def test_a_decision_in_writing_counts_from_the_last_answer() -> None:
    log = put()
    answers = [{"person": name, "dato": day, "svar": "godkender"} for name, day in
               (("bo", "2022-09-18"), ("anne", "2022-09-16"))]  # fmt: skip
    item = kaldt(log.tilstand, form="skriftlig", svarfrist=date(2022, 9, 21), svar=answers)

    assert (decision_day(item), decision_day(moede())) == (date(2022, 9, 18), DAG)
    assert told(lambda: afgoer(item, log, "x", gaelder_fra="2022-09-17")) == (
        "»Sag x« kan ikke gælde fra 17.09.22, før bestyrelsen har besluttet det den 18.09.22. "
        "Vælg den dag eller en senere."
    )


@pytest.mark.parametrize(
    ("asked", "stated", "expected"),
    [
        (None, None, DAG),
        ("2022-10-01", None, date(2022, 10, 1)),
        ("2022-09-01", None, DAG),
        ("2022-10-01", "2022-11-01", date(2022, 11, 1)),
    ],
)
def test_gaelder_fra_is_the_boards_day_else_the_forslags_else_the_meetings(
    asked: str | None, stated: str | None, expected: date
) -> None:
    log = put(forslag("x") | ({"gaelder_fra": asked} if asked else {}))
    facts = {"forslag": "x", "udfald": "godkendt"} | ({"gaelder_fra": stated} if stated else {})

    assert effective_from(Forslagsafgoerelse.model_validate(facts), log.tilstand, DAG) == expected


# -- one forslag --


def test_a_decision_takes_the_place_of_an_earlier_one() -> None:
    log, item = two()
    own = aendringer(A, efter="bestyrelsens")

    after = afgoer(afgoer(item, log, "x", "udsat"), log, "x", "godkendt-med-aendring", aendringer=own)

    assert outcomes(after) == [("x", "godkendt-med-aendring")]


def test_what_does_not_wait_is_not_decided() -> None:
    log, item = two()
    log.add("tilbagetraekning", "2022-09-01", forslag=["x"], begrundelse="Ikke aktuelt.")

    assert told(lambda: afgoer(item, log, "x")) == (
        "»Sag x« er trukket tilbage og venter ikke på bestyrelsen. Se med »delaftale forslag«, hvad der venter."
    )
    with pytest.raises(UnknownForslagError):
        afgoer(item, log, "z")


def test_what_is_not_on_the_agenda_is_not_decided() -> None:
    log, item = two()
    log.indstil(forslag("z"), dato="2022-09-01", akut=True)

    assert told(lambda: afgoer(item, log, "z")) == (
        "»Sag z« står ikke på dagsordenen den 14.09.22. Hent det ind med »delaftale moede opdater«."
    )


@pytest.mark.parametrize("changed", [{"type": "O"}, {"art": Punktart.ALMINDELIG}])
def test_a_forslag_that_somebody_wrote_under_another_kind_of_item_is_not_decided(changed: dict[str, Any]) -> None:
    log, item = two()
    items = [one.replaced(**changed) if one.forslag else one for one in item.punkter]
    strange = item.replaced(punkter=tuple(items))

    said = told(lambda: afgoer(strange, log, "x"))

    assert said.startswith("»Sag x« står under punkt 2 til ")
    assert said.endswith("Gør punktet til et B-punkt, eller flyt forslaget.")
    with pytest.raises(MoedeError):
        decide_all(strange, log.tilstand, DAG)


def test_nothing_counts_from_before_it_was_decided() -> None:
    log, item = two()

    assert told(lambda: afgoer(item, log, "x", gaelder_fra="2022-09-13")) == (
        "»Sag x« kan ikke gælde fra 13.09.22, før bestyrelsen har besluttet det den 14.09.22. "
        "Vælg den dag eller en senere."
    )
    assert afgoer(item, log, "x", gaelder_fra="2022-09-14").afgoerelser[0].gaelder_fra == DAG


# -- apart --


def part(*numre: int, id_: str = "") -> dict[str, Any]:
    return {"id": id_ or f"del-{'-'.join(map(str, numre))}", "titel": "En del", "numre": list(numre)}


def whole() -> tuple[Log, Moede]:
    """Return a log with a forslag of three changes, and the meeting that has it."""
    log = put(to_aendringer(), forslag("x"))
    return log, kaldt(log.tilstand)


def test_a_part_is_decided_apart_and_the_whole_is_then_the_rest() -> None:
    log, item = whole()
    found = log.tilstand.forslag["stor"]

    one = afgoer(item, log, "stor", "udsat", udskilt=part(2))
    two_ = afgoer(one, log, "stor")

    assert (numbers_left(one, found), is_decided(one, found), is_decided(two_, found)) == ((1, 3), False, True)
    (split,) = split_all(two_, log.tilstand)
    assert [(one.id, one.titel, one.numre) for one in split.dele] == [
        ("del-2", "En del", (2,)),
        ("stor-resten", "Sag stor, resten", (1, 3)),
    ]
    assert [part_id(one, two_, log.tilstand) for one in two_.afgoerelser] == ["del-2", "stor-resten"]
    assert list(check_split(two_, log.tilstand)) == []


def test_when_the_last_change_is_taken_out_the_decision_on_the_rest_goes() -> None:
    log, item = whole()
    item = afgoer(item, log, "stor")

    for numre in ((1, 2), (3,)):
        item = afgoer(item, log, "stor", "udsat", udskilt=part(*numre))

    assert outcomes(item) == [("del-1-2", "udsat"), ("del-3", "udsat")]
    assert is_decided(item, log.tilstand.forslag["stor"])
    assert [one.numre for one in next(split_all(item, log.tilstand)).dele] == [(1, 2), (3,)]
    assert list(check_split(item, log.tilstand)) == []
    assert told(lambda: afgoer(item, log, "stor")) == (
        "»Sag stor« er delt, så der ikke er mere tilbage. Fortryd beslutningen om forslaget først."
    )


def test_a_part_decided_again_takes_the_place_of_itself() -> None:
    log, item = whole()
    item = afgoer(
        afgoer(item, log, "stor", "udsat", udskilt=part(1, id_="d")), log, "stor", udskilt=part(1, 2, id_="d")
    )

    assert outcomes(item) == [("d", "godkendt")]


@pytest.mark.parametrize(
    ("numre", "said"),
    [
        ((4, 1), "»Sag stor« har ændring 1 til 3, så 4 findes ikke. Se numrene med »delaftale forslag«."),
        ((0,), "»Sag stor« har ændring 1 til 3, så 0 findes ikke. Se numrene med »delaftale forslag«."),
        ((1, 2, 3), "»Sag stor« har ikke flere ændringer end dem. Afgør forslaget som helhed."),
        (
            (1, 2),
            "Ændring 1 i »Sag stor« er allerede afgjort for sig. Fortryd beslutningen om forslaget, og del det på ny.",
        ),
    ],
)
def test_a_part_that_is_none_is_refused(numre: tuple[int, ...], said: str) -> None:
    log, item = whole()
    item = afgoer(item, log, "stor", "udsat", udskilt=part(1))

    assert told(lambda: afgoer(item, log, "stor", udskilt=part(*numre, id_="ny"))) == said


def test_a_forslag_of_one_change_is_not_split() -> None:
    log, item = whole()

    assert told(lambda: afgoer(item, log, "x", udskilt=part(2))).startswith("»Sag x« har kun én ændring, så 2 findes")
    assert told(lambda: afgoer(item, log, "x", udskilt=part(1))).startswith("»Sag x« har ikke flere ændringer")


def test_a_part_has_a_name_that_nothing_else_has() -> None:
    log, item = whole()

    assert told(lambda: afgoer(item, log, "stor", udskilt=part(1, id_="x"))) == (
        "Der er allerede et forslag »x«. Giv delen en anden titel med »--titel«."
    )
    assert rest_id(item, "stor", log.tilstand) == "stor-resten"
    taken = afgoer(item, log, "stor", udskilt=part(1, id_="stor-resten"))
    assert rest_id(taken, "stor", log.tilstand) == "stor-resten-2"
    assert len(rest_id(item, "a" * 60, log.tilstand)) <= 60


def by_hand(item: Moede, *parts: tuple[Forslagsdel | None, str]) -> Moede:
    """Return a meeting into whose file somebody wrote parts."""
    made = [{"forslag": "stor", "udfald": udfald, "udskilt": del_} for del_, udfald in parts]
    return item.replaced(afgoerelser=made)


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        (
            [((1,), "udsat"), ((1, 7), "udsat"), (None, "godkendt")],
            "»Sag stor« har 3 ændringer, og ændring 1 og 7 findes ikke eller står i to dele.",
        ),
        (
            [((1,), "udsat")],
            "»Sag stor« er delt, men ændring 2 og 3 er ikke afgjort. Notér beslutningen om resten.",
        ),
        (
            [((1, 2, 3), "udsat")],
            "»Sag stor« er delt, så der ikke er mere tilbage. Fortryd beslutningen, og afgør det som helhed.",
        ),
        (
            [((1, 2), "udsat"), ((3,), "udsat"), (None, "godkendt")],
            "»Sag stor« er delt, så der ikke er mere tilbage. Fortryd beslutningen, og afgør det som helhed.",
        ),
    ],
)
def test_parts_that_somebody_wrote_into_the_file_are_told_when_they_do_not_add_up(
    parts: list[tuple[tuple[int, ...] | None, str]], said: str
) -> None:
    log, item = whole()
    made = [(None if numre is None else Forslagsdel.model_validate(part(*numre)), udfald) for numre, udfald in parts]

    assert list(check_split(by_hand(item, *made), log.tilstand)) == [said]


# -- items --


def test_items_are_decided_by_what_they_are_for() -> None:
    log = put()
    item = kaldt(log.tilstand)

    after = punkt(punkt(item, "dagsorden"), "naeste", "taget-til-efterretning")

    assert [str(one.beslutning.udfald) for one in after.punkter if one.beslutning] == [
        "godkendt",
        "taget-til-efterretning",
    ]


@pytest.mark.parametrize(
    ("navn", "udfald", "said"),
    [
        (
            "2",
            "godkendt",
            (
                "Punkt 2 »Årlig revision 2022 af delaftalerne« har forslag, som afgøres hver for sig. "
                "Nævn forslaget i stedet for punktet, eller brug »--som-indstillet«."
            ),
        ),
        (
            "naeste",
            "godkendt",
            (
                "Punkt 4 »Næste møde« er til orientering, så der kan ikke besluttes noget. "
                "Skriv droeftet eller taget-til-efterretning, eller tag sagen op som et B-punkt."
            ),
        ),
        (
            "eventuelt",
            "udsat",
            "Under punkt 3 »Eventuelt« kan der ikke besluttes noget. Tag sagen op som et B-punkt på et møde.",
        ),
    ],
)
def test_nothing_is_decided_where_nothing_can_be(navn: str, udfald: str, said: str) -> None:
    item = kaldt(put().tilstand)

    assert told(lambda: punkt(item, navn, udfald)) == said


# -- taking back --


def test_decisions_are_taken_back_one_by_one_or_all() -> None:
    log, item = two()
    item = punkt(afgoer(afgoer(item, log, "x"), log, "y", "udsat"), "dagsorden")

    assert undo(item, "x") == (afgoer(punkt(kaldt(log.tilstand), "dagsorden"), log, "y", "udsat"), ("x",))
    assert undo(item, "1")[1] == ("dagsorden",)
    empty, gone = undo(item, None)
    assert (empty, gone) == (kaldt(log.tilstand), ("x", "y", "dagsorden"))


def test_all_parts_of_a_forslag_are_taken_back_together() -> None:
    log, item = whole()
    item = afgoer(afgoer(item, log, "stor", "udsat", udskilt=part(1)), log, "stor")

    assert undo(item, "stor") == (kaldt(log.tilstand), ("stor",))


@pytest.mark.parametrize("hvad", [None, "1"])
def test_nothing_noted_is_nothing_to_take_back(hvad: str | None) -> None:
    _, item = two()

    assert told(lambda: undo(item, hvad)) == (
        "Der er ingen beslutning at fortryde. Se med »delaftale moede vis«, hvad der er noteret."
    )
    assert told(lambda: undo(afsluttet(item), hvad)).startswith("Mødet den 14.09.22 er afsluttet.")


# -- the correction of a referat --


def later(udfald: str = "godkendt", **facts: Any) -> tuple[Log, Moede]:
    """Return a log where x was decided in September, and the meeting of December that approves that referat."""
    log = put()
    given = {"gaelder_fra": "2022-10-01"} if udfald == "godkendt" else {}
    log.beslut({"forslag": "x", "udfald": udfald} | given | facts)
    return log, kaldt(log.tilstand, SENERE, [afsluttet(kaldt(put().tilstand), 4)])


def rettelse(item: Moede, log: Log, udfald: str = "godkendt", **facts: Any) -> Moede:
    return afgoer(item, log, "x", udfald, **{"retter": 4, "aendringer": []} | facts)


def test_a_decision_is_corrected_on_the_meeting_that_approves_its_referat() -> None:
    log, item = later()

    after = rettelse(item, log, aendringer=aendringer(A, efter="rettet"), gaelder_fra="2022-10-01")

    assert [(one.forslag, one.retter) for one in after.afgoerelser] == [("x", 4)]


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        (
            {"retter": 3},
            "Post 3 er ikke et mødes beslutning om »Sag x«. Find postens nummer med »delaftale forslag x«.",
        ),
        (
            {"aendringer": aendringer(A), "gaelder_fra": "2022-09-13"},
            (
                "Rettelsen af »Sag x« kan ikke gælde fra 13.09.22, før bestyrelsen besluttede det den 14.09.22. "
                "Vælg den dag eller en senere."
            ),
        ),
        (
            {"udfald": "ikke-godkendt"},
            (
                "Rettelsen gør »Sag x« ikke godkendt, men ændrer intet i teksten. "
                "Skriv med »--felt« og »--tekst«, hvad der skal stå."
            ),
        ),
    ],
)
def test_a_correction_that_can_not_be_is_refused(facts: dict[str, Any], said: str) -> None:
    log, item = later()

    assert told(lambda: rettelse(item, log, **facts)) == said


def test_only_the_last_decision_is_corrected() -> None:
    log, item = later()
    log.beslut({"forslag": "x", "udfald": "godkendt", "retter": 4, "aendringer": []}, moede="2022-10-10")

    assert told(lambda: rettelse(item, log)) == "»Sag x« er siden afgjort i post 5. Ret den i stedet: »--retter 5«."


def test_a_correction_belongs_under_the_approval_of_that_referat() -> None:
    log, _ = later()

    assert told(lambda: rettelse(kaldt(log.tilstand, SENERE), log)) == (
        "»Sag x« blev afgjort den 14.09.22, og det mødes referat er ikke til godkendelse her. "
        "En rettelse noteres på det møde, som godkender referatet."
    )


def test_what_is_decided_anew_is_not_corrected_as_well() -> None:
    log, item = later("udsat")

    assert told(lambda: rettelse(item, log, "udsat")) == (
        "»Sag x« er på dagsordenen og afgøres på ny. Notér den nye beslutning i stedet."
    )


def test_the_argument_is_never_changed() -> None:
    log, item = two()
    before = item.model_dump()

    decide_forslag(item, Forslagsafgoerelse.model_validate({"forslag": "x", "udfald": "udsat"}), log.tilstand, DAG)

    assert item.model_dump() == before
    assert fold(log.poster) == log.tilstand

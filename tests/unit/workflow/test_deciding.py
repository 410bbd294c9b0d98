"""What a meeting, the formandskab and a forbehold do to forslag: every outcome, the split, the correction."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from generator.errors import IdTakenError, IllegalTransitionError, LogError, UnknownForslagError
from generator.model.forslag import Forslagsstatus
from tests.logskriver import A, B, Log, aendringer, forslag

S = Forslagsstatus


def put(*items: dict[str, Any], akut: bool = False) -> Log:
    """Return a log with A and B registered and the forslag put (one on x, if none is given)."""
    log = Log()
    log.registrer()
    log.registrer(B)
    log.indstil(*(items or (forslag("x"),)), akut=akut)
    return log


def godkend(id_: str = "x", fra: str = "2022-10-01", **facts: Any) -> dict[str, Any]:
    return {"forslag": id_, "udfald": "godkendt", "gaelder_fra": fra} | facts


def status(log: Log, id_: str = "x") -> Forslagsstatus:
    return log.tilstand.forslag[id_].status


def in_force(log: Log, day: str) -> int | None:
    return log.tilstand.in_force(A, date.fromisoformat(day))


# -- the outcomes --


@pytest.mark.parametrize(
    ("facts", "expected", "holds"),
    [
        ({"udfald": "godkendt", "gaelder_fra": "2022-10-01"}, S.GODKENDT, 2),
        (
            {
                "udfald": "godkendt-med-aendring",
                "gaelder_fra": "2022-10-01",
                "aendringer": aendringer(A, efter="andet"),
            },
            S.GODKENDT_MED_AENDRING,
            2,
        ),
        ({"udfald": "godkendt-med-forbehold", "forbehold": "Kommunens ja."}, S.AFVENTER_FORBEHOLD, 1),
        ({"udfald": "bemyndiget"}, S.AFVENTER_ORDLYD, 1),
        ({"udfald": "ikke-godkendt"}, S.IKKE_GODKENDT, 1),
        ({"udfald": "udsat"}, S.UDSAT, 1),
        ({"udfald": "sendt-tilbage"}, S.SENDT_TILBAGE, 1),
    ],
)
def test_each_outcome_leads_where_it_says(facts: dict[str, Any], expected: Forslagsstatus, holds: int) -> None:
    log = put()

    post = log.beslut({"forslag": "x"} | facts)

    (made,) = log.tilstand.forslag["x"].afgoerelser
    assert (status(log), in_force(log, "2023-01-01")) == (expected, holds)
    assert (made.post, made.moede, made.punkt, made.udfald) == (4, date(2022, 9, 14), "4", facts["udfald"])
    assert bool(made.aendringer) == bool(post.lavede)


def test_the_boards_own_wording_is_what_takes_effect() -> None:
    log = put()
    own = aendringer(A, efter="bestyrelsens")

    log.beslut(godkend(udfald="godkendt-med-aendring", aendringer=own))

    (made,) = log.tilstand.forslag["x"].afgoerelser
    assert [item.aendringer[0].foreslaaet for item in made.aendringer] == ["bestyrelsens"]


def test_a_forslag_is_decided_once() -> None:
    log = put()
    log.beslut(godkend())

    with pytest.raises(IllegalTransitionError, match="»Sag x« er godkendt som indstillet og kan ikke blive udsat"):
        log.beslut({"forslag": "x", "udfald": "udsat"}, moede="2022-12-07")


def test_a_postponed_forslag_keeps_its_day_and_counts_how_often() -> None:
    log = put()
    log.beslut({"forslag": "x", "udfald": "udsat"})
    log.beslut({"forslag": "x", "udfald": "udsat"}, moede="2022-12-07")

    (waiting,) = log.tilstand.verserende()
    assert (waiting.udsat, waiting.indstillet, waiting.status) == (2, date(2022, 8, 15), S.UDSAT)
    log.beslut(godkend(fra="2023-04-01"), moede="2023-03-08")
    assert log.tilstand.verserende() == ()


def test_a_meeting_before_the_indstilling_decides_nothing_on_it() -> None:
    log = put()

    with pytest.raises(LogError, match=r"»Sag x« er indstillet den 15.08.22, efter mødet den 14.08.22. Behandl det"):
        log.beslut(godkend(), moede="2022-08-14", dato="2022-09-14")


def test_a_forslag_is_not_withdrawn_on_a_day_before_it_was_put() -> None:
    log = put()

    with pytest.raises(LogError, match=r"»Sag x« er først indstillet den 15.08.22. Vælg en senere dato"):
        log.add("tilbagetraekning", "2022-08-14", forslag=["x"], begrundelse="Ikke aktuelt.")
    log.add("tilbagetraekning", "2022-08-15", forslag=["x"], begrundelse="Ikke aktuelt.")


def test_a_withdrawn_forslag_is_not_decided_and_a_decided_one_not_withdrawn() -> None:
    log = put(forslag("x"), forslag("y"))
    log.beslut(godkend("y"))
    log.add("tilbagetraekning", "2022-09-15", forslag=["x"], begrundelse="Ikke aktuelt mere.")

    with pytest.raises(IllegalTransitionError, match="»Sag x« er trukket tilbage"):
        log.beslut(godkend(), moede="2022-12-07")
    with pytest.raises(IllegalTransitionError, match="»Sag y« er godkendt som indstillet og kan ikke blive trukket"):
        log.add("tilbagetraekning", "2022-09-16", forslag=["y"], begrundelse="For sent.")


def test_a_post_that_is_refused_leaves_the_state_as_it_was() -> None:
    """The first of the two could be decided; the post counts as a whole or not at all."""
    log = put()
    before = log.tilstand.copy()

    with pytest.raises(UnknownForslagError):
        log.beslut(godkend(), {"forslag": "ukendt", "udfald": "udsat"})

    assert log.tilstand == before


# -- a forbehold --


@pytest.mark.parametrize("own", [None, aendringer(A, efter="bestyrelsens")])
def test_a_forslag_takes_effect_once_its_forbehold_is_met(own: list[dict[str, Any]] | None) -> None:
    log = put()
    given = {} if own is None else {"aendringer": own}
    log.beslut({"forslag": "x", "udfald": "godkendt-med-forbehold", "forbehold": "Kommunens ja."} | given)
    (waiting,) = log.tilstand.forbehold()
    assert waiting.afgoerelser[-1].forbehold == "Kommunens ja."
    assert in_force(log, "2023-01-01") == 1

    log.opfyld("x", "2022-11-01")

    last = log.tilstand.forslag["x"].afgoerelser[-1]
    assert status(log) is (S.GODKENDT if own is None else S.GODKENDT_MED_AENDRING)
    assert last.aendringer[0].aendringer[0].foreslaaet == ("efter" if own is None else "bestyrelsens")
    assert (in_force(log, "2022-10-31"), in_force(log, "2022-11-01")) == (1, 2)
    assert log.tilstand.forbehold() == ()


def test_a_forslag_that_met_its_forbehold_late_is_fitted_to_the_text_of_that_day() -> None:
    log = put()
    log.beslut({"forslag": "x", "udfald": "godkendt-med-forbehold", "forbehold": "Kommunens ja."})

    log.opfyld("x", aendringer=aendringer(A, efter="tilpasset"))

    last = log.tilstand.forslag["x"].afgoerelser[-1]
    assert status(log) is S.GODKENDT
    assert last.aendringer[0].aendringer[0].foreslaaet == "tilpasset"


def test_a_forbehold_that_is_not_met_lets_the_forslag_lapse() -> None:
    log = put()
    log.beslut({"forslag": "x", "udfald": "godkendt-med-forbehold", "forbehold": "Kommunens ja."})

    log.add("forbehold", "2023-01-10", forslag="x", opfyldt="nej", grundlag="Kommunen sagde nej.")

    assert status(log) is S.BORTFALDET
    assert in_force(log, "2023-02-01") == 1


@pytest.mark.parametrize("udfald", [None, "bemyndiget"])
def test_there_is_no_forbehold_to_meet_where_none_was_made(udfald: str | None) -> None:
    log = put()
    if udfald is not None:
        log.beslut({"forslag": "x", "udfald": udfald})

    with pytest.raises(IllegalTransitionError):
        log.opfyld("x")


# -- the final wording --


@pytest.mark.parametrize("own", [None, aendringer(A, efter="formandskabets")])
def test_the_formandskab_settles_the_final_wording(own: list[dict[str, Any]] | None) -> None:
    log = put()
    log.beslut({"forslag": "x", "udfald": "bemyndiget"})
    assert [item.forslag.id for item in log.tilstand.bemyndigelser()] == ["x"]

    log.fastlaeg("x", "2022-11-01", **({} if own is None else {"aendringer": own}))

    last = log.tilstand.forslag["x"].afgoerelser[-1]
    assert status(log) is (S.GODKENDT if own is None else S.GODKENDT_MED_AENDRING)
    assert last.aendringer[0].aendringer[0].foreslaaet == ("efter" if own is None else "formandskabets")
    assert in_force(log, "2022-11-01") == 2


def test_the_formandskab_settles_only_what_it_was_empowered_to() -> None:
    with pytest.raises(IllegalTransitionError, match="er indstillet og kan ikke blive godkendt som indstillet"):
        put().fastlaeg("x")


# -- splitting --


def split(*numre: tuple[int, ...], ids: tuple[str, ...] = ("x-1", "x-2")) -> dict[str, Any]:
    dele = [{"id": id_, "titel": f"Del {id_}", "numre": list(part)} for id_, part in zip(ids, numre, strict=True)]
    return {"opdelinger": [{"forslag": "x", "dele": dele}]}


def test_a_split_forslag_is_decided_in_parts() -> None:
    log = put(forslag("x", A, B))
    log.beslut({"forslag": "x", "udfald": "udsat"})

    done = {"forslag": "x-1", "udfald": "ikke-godkendt"}, {"forslag": "x-2", "udfald": "udsat"}
    log.beslut(*done, moede="2022-12-07", **split((2,), (1,)))

    first, second = log.tilstand.forslag["x-1"], log.tilstand.forslag["x-2"]
    assert status(log) is S.OPDELT
    assert (first.forslag.delaftaler, first.status, first.del_af) == ((B,), S.IKKE_GODKENDT, "x")
    assert (second.forslag.delaftaler, second.forslag.titel, second.udsat) == ((A,), "Del x-2", 2)
    assert second.indstillet == date(2022, 8, 15)
    assert log.tilstand.verserende() == (second,)


def test_parts_that_are_approved_make_versions_of_their_own_delaftaler() -> None:
    log = put(forslag("x", A, B))
    version = {"delaftale": B, "version": 2, "gaelder_fra": "2022-10-01", "gaelder_til": "2025-09-30", "bygger_paa": 1}
    done = godkend("x-1"), {"forslag": "x-2", "udfald": "ikke-godkendt"}

    log.beslut(*done, versioner=[version | {"forslag": ["x-1"]}], **split((2,), (1,)))

    assert in_force(log, "2022-10-01") == 1
    assert log.tilstand.in_force(B, date(2022, 10, 1)) == 2


@pytest.mark.parametrize("numre", [((1,), (1,)), ((1,), (3,)), ((1, 2), (2,)), ((1,), (0,))])
def test_each_change_goes_to_one_part(numre: tuple[tuple[int, ...], ...]) -> None:
    log = put(forslag("x", A, B))

    with pytest.raises(LogError, match=r"fordeler ikke hver af de 2 ændringer én gang\. Brug hvert af numrene 1 til 2"):
        log.beslut({"forslag": "x-1", "udfald": "udsat"}, **split(*numre))


def test_a_part_has_an_id_of_its_own() -> None:
    log = put(forslag("x", A, B))

    with pytest.raises(IdTakenError):
        log.beslut({"forslag": "x", "udfald": "udsat"}, **split((1,), (2,), ids=("x-1", "x")))


def test_a_decided_forslag_is_not_split() -> None:
    log = put(forslag("x", A, B))
    log.beslut({"forslag": "x", "udfald": "ikke-godkendt"})

    with pytest.raises(IllegalTransitionError, match="kan ikke blive delt i flere forslag"):
        log.beslut({"forslag": "x-1", "udfald": "udsat"}, moede="2022-12-07", **split((1,), (2,)))


# -- correcting a referat --


def test_a_correction_makes_a_new_version_and_the_old_one_is_replaced() -> None:
    log = put()
    decided = log.beslut(godkend())

    rettet = godkend(udfald="godkendt-med-aendring", retter=decided.nr, aendringer=aendringer(A, efter="rettet"))
    log.beslut(rettet, moede="2022-12-07")

    first, second = log.tilstand.versioner(A)[1:]
    assert status(log) is S.GODKENDT_MED_AENDRING
    assert (log.tilstand.status_of(first, date(2022, 12, 8)), log.tilstand.afloest_af(first)) == ("erstattet", 3)
    assert (second.bygger_paa, in_force(log, "2022-10-01")) == (2, 3)
    assert len(log.tilstand.forslag["x"].afgoerelser) == 2


def test_a_correction_of_words_only_makes_no_version() -> None:
    log = put()
    decided = log.beslut(godkend())

    log.beslut({"forslag": "x", "udfald": "godkendt", "retter": decided.nr, "aendringer": []}, moede="2022-12-07")

    assert status(log) is S.GODKENDT
    assert len(log.tilstand.versioner(A)) == 2


def test_a_correction_names_the_last_decision() -> None:
    log = put()
    log.beslut({"forslag": "x", "udfald": "udsat"})
    log.beslut({"forslag": "x", "udfald": "ikke-godkendt"}, moede="2022-12-07")

    with pytest.raises(LogError, match=r"gælder post 4, men »Sag x« er sidst afgjort i post 5. Ret den sidste"):
        log.beslut({"forslag": "x", "udfald": "udsat", "retter": 4, "aendringer": []}, moede="2023-03-08")


@pytest.mark.parametrize(("was", "becomes"), [("godkendt", "ikke-godkendt"), ("ikke-godkendt", "godkendt")])
def test_a_correction_that_turns_the_decision_changes_the_text(was: str, becomes: str) -> None:
    log = put()
    decided = log.beslut({"forslag": "x", "udfald": was} | ({"gaelder_fra": "2022-10-01"} if was == "godkendt" else {}))
    turned = {"forslag": "x", "udfald": becomes, "retter": decided.nr}

    with pytest.raises(LogError, match=r"men ændrer intet i teksten\. Skriv under aendringer"):
        log.beslut(turned | {"aendringer": []}, moede="2022-12-07")
    log.beslut(turned | {"gaelder_fra": "2022-10-01", "aendringer": aendringer(A)}, moede="2022-12-07")

    assert status(log) == becomes


def test_what_was_never_decided_is_not_corrected() -> None:
    log = put()

    with pytest.raises(IllegalTransitionError):
        log.beslut({"forslag": "x", "udfald": "udsat", "retter": 3, "aendringer": []})


# -- the yearly revision --


@pytest.mark.parametrize(
    ("udfald", "akut", "held"),
    [
        ("udsat", False, False),
        ("sendt-tilbage", False, False),
        ("ikke-godkendt", False, True),
        ("ikke-godkendt", True, False),
    ],
)
def test_the_yearly_revision_is_held_when_a_meeting_decides(udfald: str, akut: bool, held: bool) -> None:
    log = put(akut=akut)

    log.beslut({"forslag": "x", "udfald": udfald})

    assert log.tilstand.last_aarlig == (date(2022, 9, 14) if held else None)


def test_the_yearly_revision_counts_from_its_first_decision() -> None:
    log = put(forslag("x"), forslag("y"))
    log.beslut(godkend(), {"forslag": "y", "udfald": "udsat"})
    log.beslut(godkend("y", "2023-01-01"), moede="2022-12-07")

    (held,) = log.tilstand.aarlige
    assert (held.aar, held.moede, held.post, held.ingen_aendringer) == (2022, date(2022, 9, 14), 4, False)

"""A status follows its delaftale: new parts come, blank ones go, and what somebody wrote stays."""

from __future__ import annotations

from typing import Any

from generator.model.delaftale import Delaftale
from generator.model.status import AarligStatus, DelmaalStatus, IndikatorStatus
from generator.workflow.aarsstatus import Udgaaet, fit_status


def delaftale(**delmaal: tuple[str, ...]) -> Delaftale:
    """Return a delaftale with those delmål and indikatorer, by id."""
    parts: list[dict[str, Any]] = [
        {"id": key, "tekst": key, "indikatorer": [{"id": each, "type": "effekt", "tekst": each} for each in ids]}
        for key, ids in delmaal.items()
    ]
    return Delaftale.model_validate(
        {
            "format": "1",
            "id": "job",
            "formular": "lbf-2019-26",
            "indsatsomraade": "beskaeftigelse",
            "gaelder_fra": "2021-10-01",
            "gaelder_til": "2025-09-30",
            "delmaal": parts,
        }
    )


def status(*delmaal: DelmaalStatus) -> AarligStatus:
    return AarligStatus(format=1, delaftale="job", aar=2022, delmaal=delmaal)


def test_new_form_has_a_blank_line_for_every_part() -> None:
    fitted = fit_status(delaftale(a=("x", "y"), b=()), 2022, None)

    assert fitted.status == status(
        DelmaalStatus(id="a", indikatorer=(IndikatorStatus(id="x"), IndikatorStatus(id="y"))), DelmaalStatus(id="b")
    )
    assert fitted.tilfoejet == ("Delmål 1", "Delmål 2")
    assert fitted.udgaaet == ()


def test_form_that_fits_is_left_as_it_is() -> None:
    agreement = delaftale(a=("x",))
    filled = status(DelmaalStatus(id="a", vurdering="naaet", indikatorer=(IndikatorStatus(id="x", vaerdi="3"),)))
    fitted = fit_status(agreement, 2022, filled)

    assert (fitted.status, fitted.tilfoejet, fitted.udgaaet) == (filled, (), ())


def test_new_parts_get_lines_in_the_agreements_order() -> None:
    x = IndikatorStatus(id="x", vaerdi="3")
    before = status(DelmaalStatus(id="b", vurdering="naaet", indikatorer=(x,)))
    fitted = fit_status(delaftale(a=("w",), b=("n", "x")), 2022, before)

    assert fitted.status == status(
        DelmaalStatus(id="a", indikatorer=(IndikatorStatus(id="w"),)),
        DelmaalStatus(id="b", vurdering="naaet", indikatorer=(IndikatorStatus(id="n"), x)),
    )
    assert fitted.tilfoejet == ("Delmål 1", "Delmål 2, Indikator 1")


def test_parts_that_have_gone_stay_last_if_they_are_filled_in() -> None:
    written, blank = IndikatorStatus(id="y", kilde="Egen"), IndikatorStatus(id="z")
    before = status(
        DelmaalStatus(id="old", vurdering="naaet"),
        DelmaalStatus(id="empty", indikatorer=(blank,)),
        DelmaalStatus(id="a", indikatorer=(written, blank)),
    )
    fitted = fit_status(delaftale(a=("x",)), 2022, before)

    assert fitted.status == status(
        DelmaalStatus(id="a", indikatorer=(IndikatorStatus(id="x"), written)),
        DelmaalStatus(id="old", vurdering="naaet"),
    )
    assert fitted.udgaaet == (
        Udgaaet("indikatoren y under Delmål 1", er_bevaret=True),
        Udgaaet("indikatoren z under Delmål 1", er_bevaret=False),
        Udgaaet("delmålet old", er_bevaret=True),
        Udgaaet("delmålet empty", er_bevaret=False),
    )

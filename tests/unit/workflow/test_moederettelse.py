"""The correction of a decision by a remark on its referat: where, of which post, from when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from generator.errors import MoedeError
from tests.logskriver import A, Log, aendringer
from tests.moedeskriver import SENERE, afgoer, afsluttet, kaldt, put

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.model.moede import Moede


def told(act: Callable[[], object]) -> str:
    """Return what is said when an act is refused."""
    with pytest.raises(MoedeError) as caught:
        act()
    return str(caught.value)


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


def test_the_postponing_of_what_was_withdrawn_since_is_not_corrected() -> None:
    log, item = later("udsat")
    log.add("tilbagetraekning", "2022-10-01", forslag=["x"], begrundelse="Ikke aktuelt.")

    assert told(lambda: rettelse(item, log, "udsat")) == (
        "»Sag x« er trukket tilbage, så beslutningen rettes ikke. Indstil sagen på ny."
    )


def test_what_is_decided_anew_is_not_corrected_as_well() -> None:
    log, item = later("udsat")

    assert told(lambda: rettelse(item, log, "udsat")) == (
        "»Sag x« er på dagsordenen og afgøres på ny. Notér den nye beslutning i stedet."
    )

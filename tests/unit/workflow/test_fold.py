"""From posts to state: which posts could be made, and which version holds when."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from generator.errors import (
    EndedError,
    IdTakenError,
    LogError,
    NotRegisteredError,
    StaleVersionError,
    UnknownForslagError,
    VersionPlanError,
)
from generator.model.beslutningslog import Postart
from generator.model.forslag import Forslagsstatus
from generator.workflow.acts import HANDLERS
from generator.workflow.fold import fold
from generator.workflow.tilstand import Tilstand
from tests.logskriver import A, B, Log, aendringer, forslag


def day(text: str) -> date:
    return date.fromisoformat(text)


def holds(log: Log, *days: str, delaftale: str = A) -> list[int | None]:
    """Return the number of the version in force on each day."""
    return [log.tilstand.in_force(delaftale, day(item)) for item in days]


def godkend(id_: str, fra: str = "2022-10-01", **facts: Any) -> dict[str, Any]:
    return {"forslag": id_, "udfald": "godkendt", "gaelder_fra": fra} | facts


def registered(*items: dict[str, Any]) -> Log:
    """Return a log with A and B registered and the forslag put."""
    log = Log()
    log.registrer()
    log.registrer(B)
    if items:
        log.indstil(*items)
    return log


# -- the reduce --


def test_every_kind_of_post_has_its_act() -> None:
    assert set(HANDLERS) == set(Postart)


def test_an_empty_log_says_nothing() -> None:
    tilstand = fold([])

    assert tilstand == Tilstand()
    assert tilstand.delaftaler == ()
    assert tilstand.in_force(A, day("2022-01-01")) is None
    assert tilstand.period_end(A) is None
    assert tilstand.gyldigheder(A) == ()
    assert tilstand.last_aarlig is None


def test_a_number_that_skips_is_refused() -> None:
    log = registered()

    with pytest.raises(LogError, match="Posten har nummer 2, men den næste er 1"):
        fold(log.poster[1:])


def test_the_state_that_is_handed_in_stays_as_it_was() -> None:
    log = registered(forslag("x"))
    before, same = fold(log.poster), fold(log.poster)
    log.beslut(godkend("x"))

    after = fold(log.poster[3:], before)

    assert before == same
    assert after == fold(log.poster) == log.tilstand


def test_a_file_is_made_by_one_post_only() -> None:
    log = registered()
    post = log.post("ingen-aendringer", "2022-09-14", {"aar": 2022, "moede": "2022-09-14", "ordlyd": "Ingen."})
    bilag = [{"sti": "moeder/bilag.pdf", "sha256": "0" * 64}]
    log.take(post.replaced(filer=bilag))

    with pytest.raises(LogError, match=r"Filen »moeder/bilag.pdf« er allerede lavet af post 3"):
        log.take(
            log.post("afslutning", "2022-09-15", {"dato": "2022-12-31", "begrundelse": "Slut."}).replaced(filer=bilag)
        )
    assert log.tilstand.filer["moeder/bilag.pdf"] == (3, "0" * 64)


# -- registering --


def test_a_registered_edition_holds_from_its_first_day_to_its_last() -> None:
    log = registered()

    assert holds(log, "2021-09-30", "2021-10-01", "2025-09-30", "2025-10-01") == [None, 1, 1, None]
    assert log.tilstand.delaftaler == (A, B)
    assert log.tilstand.versioner(A)[0].besluttet is None


def test_a_second_edition_is_registered_only_as_entered_afterwards() -> None:
    log = registered()

    with pytest.raises(LogError, match="»naboskab« er allerede registreret"):
        log.registrer(fra="2022-05-01")


def test_an_edition_entered_afterwards_has_its_place_from_when_it_was_adopted() -> None:
    """The text of 2021 is found after that of 2023 was registered, and one of 2022 after both."""
    log = Log()
    log.registrer(fra="2023-01-01", vedtaget="2022-12-06", dato="2023-05-01")
    log.registrer(fra="2021-10-01", efterfoelgende="ja", dato="2023-06-01")
    log.registrer(fra="2022-06-01", efterfoelgende="ja", vedtaget="2022-05-20", dato="2023-07-01")

    assert holds(log, "2021-09-30", "2021-12-01", "2022-07-01", "2023-01-01", "2024-01-01") == [None, 2, 3, 1, 1]


def test_an_edition_entered_afterwards_takes_no_other_ones_place_unseen() -> None:
    log = registered(forslag("x"))
    log.beslut(godkend("x", "2023-01-01"))

    with pytest.raises(LogError, match=r"vedtaget efter version 2, som gælder fra 01.01.23"):
        log.registrer(fra="2022-11-01", vedtaget="2022-10-20", efterfoelgende="ja", dato="2022-12-01")


def test_an_edition_that_was_replaced_before_it_counted_is_history_only() -> None:
    log = registered(forslag("x"))
    log.beslut(godkend("x", "2022-10-01"))

    log.registrer(fra="2023-01-01", vedtaget="2022-05-01", efterfoelgende="ja", dato="2022-12-01")

    assert holds(log, "2023-02-01") == [2]
    assert log.tilstand.afloest_af(log.tilstand.versioner(A)[2]) == 2


def test_a_version_number_that_skips_is_refused() -> None:
    with pytest.raises(VersionPlanError, match="giver version 1 af »naboskab«, men her står version 2"):
        Log().registrer(version=2)


# -- the chef's acts --


def test_a_forslag_is_put_on_a_version_that_holds_or_held() -> None:
    log = registered(forslag("x"))
    log.beslut(godkend("x"))

    log.indstil(forslag("y"), bygger_paa=[{"delaftale": A, "version": 1}])

    assert log.tilstand.forslag["y"].bygger_paa == ((A, 1),)


@pytest.mark.parametrize(
    ("bygger_paa", "error"),
    [
        ([{"delaftale": A, "version": 7}], StaleVersionError),
        ([{"delaftale": "ukendt", "version": 1}], NotRegisteredError),
    ],
)
def test_a_base_that_never_held_is_refused(bygger_paa: list[dict[str, Any]], error: type[LogError]) -> None:
    log = registered()

    with pytest.raises(error):
        log.indstil(forslag("x", bygger_paa[0]["delaftale"]), bygger_paa=bygger_paa)


def test_an_id_is_used_once() -> None:
    log = registered(forslag("x"))

    with pytest.raises(IdTakenError, match=r"Forslaget »x« findes allerede i beslutningsloggen\. Vælg et andet id"):
        log.indstil(forslag("x"))
    with pytest.raises(IdTakenError, match="Indstillingen »indstilling-3« findes allerede"):
        log.indstil(forslag("y"), id="indstilling-3")


def test_a_forslag_may_take_the_place_of_one_that_came_to_nothing() -> None:
    log = registered(forslag("x"))

    with pytest.raises(
        LogError, match=r"»Sag y« afløser »Sag x«, som er indstillet\. Træk det tidligere forslag først"
    ):
        log.indstil(forslag("y", afloeser="x"))
    log.add("tilbagetraekning", "2022-08-20", forslag=["x"], begrundelse="Tallene var forkerte.")
    log.indstil(forslag("y", afloeser="x"))

    assert [item.forslag.id for item in log.tilstand.verserende()] == ["y"]
    assert (log.tilstand.forslag["x"].status, log.tilstand.forslag["x"].trukket) == (Forslagsstatus.TRUKKET, 4)


@pytest.mark.parametrize("act", ["tilbagetraekning", "beslutning"])
def test_an_unknown_forslag_is_refused_with_what_may_be_meant(act: str) -> None:
    log = registered(forslag("ny-medarbejder"))

    facts: dict[str, Any] = {"forslag": ["ny-medarbejdr"], "begrundelse": "Fejl."}
    if act == "beslutning":
        item = {"forslag": "ny-medarbejdr", "punkt": "4", "udfald": "udsat", "ordlyd": "Udsat."}
        facts = {"forslag": [item], "moede": "2022-09-14"}

    with pytest.raises(UnknownForslagError, match="Mente du »ny-medarbejder«") as caught:
        log.add(act, "2022-09-14", **facts)

    assert caught.value.likely == ("ny-medarbejder",)


def test_an_unknown_forslag_that_looks_like_none_is_refused() -> None:
    with pytest.raises(UnknownForslagError, match=r"med id »zzz«\. Se dem, der er, med »delaftale forslag«"):
        registered(forslag("x")).beslut({"forslag": "zzz", "udfald": "udsat"})


def test_an_ended_delaftale_takes_no_urgent_change() -> None:
    log = registered()

    with pytest.raises(EndedError, match=r"»naboskab« gjaldt til 30.09.25. Den kan først ændres igen"):
        log.indstil(forslag("x"), akut=True, dato="2025-10-01")
    log.indstil(forslag("x"), akut=True, dato="2025-09-30")
    log.indstil(forslag("y"), dato="2025-10-01")

    assert len(log.tilstand.verserende()) == 2


# -- corrections of spelling, prolonging, ending --


def test_a_correction_of_spelling_makes_versions_without_a_forslag() -> None:
    log = registered(forslag("x"))
    log.beslut(godkend("x", "2023-01-01"))

    log.ret(A, B, fra="2022-11-01")

    assert holds(log, "2022-11-01", "2023-01-01") == [3, 4]
    assert log.tilstand.versioner(B)[1].forslag == ()


def test_a_prolonged_delaftale_holds_longer() -> None:
    log = registered()

    log.forlaeng("2026-09-30", fra="2025-11-01")

    assert holds(log, "2025-09-30", "2025-10-15", "2025-11-01", "2026-09-30", "2026-10-01") == [1, None, 2, 2, None]
    assert log.tilstand.period_end(A) == day("2026-09-30")
    with pytest.raises(LogError, match=r"»naboskab« gælder allerede til 30.09.26. En forlængelse skal give"):
        log.forlaeng("2026-06-30", fra="2025-12-01")


def test_an_ended_plan_takes_no_more_decisions() -> None:
    log = registered(forslag("x"))
    log.add("afslutning", "2023-06-01", dato="2023-06-30", begrundelse="Planen slutter før tid.")

    assert log.tilstand.afsluttet == day("2023-06-30")
    assert log.tilstand.period_end(A) == day("2023-06-30")
    assert holds(log, "2023-06-30", "2023-07-01") == [1, None]
    with pytest.raises(LogError, match=r"Planen er afsluttet med 30.06.23 som sidste dag. Begynd en ny plan"):
        log.beslut(godkend("x"), moede="2023-06-15")
    with pytest.raises(LogError, match="Planen er afsluttet"):
        log.registrer("tredje")


def test_after_the_end_the_record_is_still_completed() -> None:
    log = registered()
    log.add("afslutning", "2023-06-01", dato="2023-06-30", begrundelse="Planen slutter før tid.")

    log.add("referatgodkendelse", "2023-07-01", moede="2023-06-01", godkendt="2023-07-01", metode="frist")
    omfang = [{"delaftale": A, "version": 1}]
    log.add("forsendelse", "2023-07-02", modtager="Landsbyggefonden", omfang=omfang, stand_pr="2023-07-01")
    log.registrer(fra="2022-01-01", efterfoelgende="ja", dato="2023-07-03")

    assert len(log.tilstand.poster) == 6


# -- the year, referater, what was sent --


def test_a_yearly_revision_is_recorded_once_a_year() -> None:
    log = registered()
    facts = {"aar": 2024, "moede": "2024-09-11", "punkt": "5", "ordlyd": "Ingen ændringer."}
    log.add("ingen-aendringer", "2024-09-11", **facts)

    with pytest.raises(LogError, match="Den årlige revision for 2024 står allerede i beslutningsloggen"):
        log.add("ingen-aendringer", "2024-12-11", **facts)
    assert log.tilstand.last_aarlig == day("2024-09-11")


def test_a_referat_is_approved_once() -> None:
    log = registered()
    facts = {"moede": "2022-09-14", "godkendt": "2022-12-07", "metode": "moede"}
    log.add("referatgodkendelse", "2022-12-07", **facts)

    with pytest.raises(LogError, match=r"Referatet fra den 14.09.22 er allerede godkendt den 07.12.22"):
        log.add("referatgodkendelse", "2022-12-08", **facts)
    assert log.tilstand.referat_godkendt(day("2022-09-14")) == day("2022-12-07")
    assert log.tilstand.referat_godkendt(day("2022-12-07")) is None


@pytest.mark.parametrize(
    ("omfang", "error"),
    [
        ([{"delaftale": A, "version": 2}], "er version 1, ikke version 2"),
        ([{"delaftale": "ukendt", "version": 1}], "»ukendt« står ikke i beslutningsloggen endnu"),
    ],
)
def test_what_is_sent_is_the_text_of_its_day(omfang: list[dict[str, Any]], error: str) -> None:
    log = registered()

    with pytest.raises(LogError, match=error):
        log.add("forsendelse", "2022-10-01", modtager="LBF", omfang=omfang, stand_pr="2022-10-01")
    with pytest.raises(LogError, match=r"Stand pr. 01.01.20 af »naboskab« er ingen, ikke version 1"):
        log.add(
            "forsendelse", "2022-10-01", modtager="LBF", omfang=[{"delaftale": A, "version": 1}], stand_pr="2020-01-01"
        )


def test_spelling_is_corrected_in_a_registered_delaftale_only() -> None:
    log = registered()

    with pytest.raises(NotRegisteredError):
        log.ret(aendringer=aendringer("ukendt"))

"""Acts without an edition: the year without changes, an approved referat, a dispatch, the plan's end."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from generator.errors import EndedError, LogError, NotRegisteredError, TooEarlyError
from generator.model.beslutning import Godkendelsesmetode
from generator.service.akter import AktError, open_planlog
from generator.service.beslutning import afgoer_forbehold, beslut
from generator.service.forslag import traek
from generator.service.planakter import (
    EfterUdloebError,
    VenterError,
    afslut,
    fremsend,
    godkend_referat,
    skriv_ingen_aendringer,
)
from tests.unit.service.akter_hjaelp import PROCENT, afgoer, freeze, on, register

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.store.folder import FolderStore
    from generator.store.port import DelaftaleRef

MOEDE = date(2022, 9, 14)
SAG = "2022-beboervejledere"


def no_changes(store: FolderStore, ref: DelaftaleRef, aar: int = 2022) -> tuple[str, ...]:
    ordlyd = "Bestyrelsen besluttede at lade delaftalen være uændret."
    return skriv_ingen_aendringer(store, ref.plan, on("2022-09-14"), aar=aar, moede=MOEDE, ordlyd=ordlyd).advarsler


def send(store: FolderStore, ref: DelaftaleRef, stand_pr: str, *delaftaler: str) -> tuple[tuple[str, int], ...]:
    day = date.fromisoformat(stand_pr)
    gemt = fremsend(store, ref.plan, on("2026-03-01"), modtager="Landsbyggefonden", stand_pr=day, delaftaler=delaftaler)
    facts = open_planlog(store, ref.plan).poster[gemt.post - 1].post.forsendelse
    assert facts is not None
    return tuple((item.delaftale, item.version) for item in facts.omfang)


def test_year_without_changes_is_recorded_once_and_says_what_the_status_lacks(
    store: FolderStore, ref: DelaftaleRef
) -> None:
    register(store, ref)

    advarsler = no_changes(store, ref)

    assert len(advarsler) == 1
    assert f"{ref.delaftale}: Delaftalen har ingen status for 2022." in advarsler[0]
    assert open_planlog(store, ref.plan).tilstand.last_aarlig == MOEDE
    with pytest.raises(LogError, match="Den årlige revision for 2022 står allerede"):
        no_changes(store, ref)


def test_year_with_forslag_that_wait_did_not_end_without_changes(store: FolderStore, ref: DelaftaleRef) -> None:
    register(store, ref)
    freeze(store, ref, PROCENT)

    with pytest.raises(VenterError, match="Revisionen for 2022 endte ikke uden ændringer"):
        no_changes(store, ref)
    traek(store, [ref.plan], [SAG], "Ikke aktuelt.", on("2022-09-01"))
    no_changes(store, ref)


def test_referat_is_approved_once(store: FolderStore, ref: DelaftaleRef) -> None:
    register(store, ref)
    facts: dict[str, Any] = {"moede": MOEDE, "godkendt": date(2022, 9, 28), "metode": Godkendelsesmetode.FRIST}
    bilag = {"moeder/2022-09-14/referat.txt": b"Referat"}

    gemt = godkend_referat(store, ref.plan, on("2022-09-28"), bilag=bilag, **facts)

    planlog = open_planlog(store, ref.plan)
    assert planlog.tilstand.referat_godkendt(MOEDE) == date(2022, 9, 28)
    assert [item.sti for item in planlog.poster[gemt.post - 1].post.filer] == list(bilag)
    assert store.verify_log(ref.plan)[0] is None
    with pytest.raises(LogError, match="er allerede godkendt"):
        godkend_referat(store, ref.plan, on("2022-09-29"), **facts)


def test_what_is_sent_is_the_text_of_the_day_that_is_asked_for(
    store: FolderStore, ref: DelaftaleRef, soester: Callable[[str], DelaftaleRef]
) -> None:
    other = soester("20")
    register(store, ref)
    register(store, other)
    freeze(store, ref, PROCENT)
    beslut(store, ref.plan, on("2022-09-14"), moede=MOEDE, afgoerelser=[afgoer(SAG)])

    assert send(store, ref, "2022-09-30") == ((ref.delaftale, 1), (other.delaftale, 1))
    assert send(store, ref, "2022-10-01", ref.delaftale) == ((ref.delaftale, 2),)


@pytest.mark.parametrize(
    ("stand_pr", "error", "said"),
    [
        ("2021-09-30", TooEarlyError, "kendes først fra 01.10.21"),
        ("2025-10-01", EfterUdloebError, "Send teksten, som den stod til sidst: stand pr. 30.09.25."),
    ],
)
def test_day_without_a_text_in_force_is_refused(
    store: FolderStore, ref: DelaftaleRef, stand_pr: str, error: type[LogError], said: str
) -> None:
    register(store, ref)

    for names in ((), (ref.delaftale,)):
        with pytest.raises(error, match=said):
            send(store, ref, stand_pr, *names)
    assert len(open_planlog(store, ref.plan).poster) == 1


def test_what_is_not_registered_is_not_sent(store: FolderStore, ref: DelaftaleRef) -> None:
    with pytest.raises(AktError, match="ingen registrerede delaftaler"):
        send(store, ref, "2022-10-01")
    register(store, ref)
    with pytest.raises(NotRegisteredError, match="uddannelse"):
        send(store, ref, "2022-10-01", "uddannelse")


def test_plan_that_has_ended_holds_no_longer_and_can_still_be_sent(store: FolderStore, ref: DelaftaleRef) -> None:
    register(store, ref)

    afslut(store, ref.plan, on("2024-12-01"), dato=date(2024, 12, 31), begrundelse="Indsatsen er lagt sammen.")

    tilstand = open_planlog(store, ref.plan).tilstand
    assert tilstand.in_force(ref.delaftale, date(2025, 1, 1)) is None
    assert send(store, ref, "2024-12-31") == ((ref.delaftale, 1),)
    with pytest.raises(EfterUdloebError, match=r"gjaldt til 31\.12\.24"):
        send(store, ref, "2025-01-01")


def test_plan_does_not_end_while_something_waits(store: FolderStore, ref: DelaftaleRef) -> None:
    register(store, ref)
    freeze(store, ref, PROCENT)
    end: dict[str, Any] = {"dato": date(2024, 12, 31), "begrundelse": "Planen slutter."}

    with pytest.raises(VenterError, match="venter stadig"):
        afslut(store, ref.plan, on("2022-09-01"), **end)
    waits = afgoer(SAG, "godkendt-med-forbehold", None, forbehold="Kommunens ja.")
    beslut(store, ref.plan, on("2022-09-14"), moede=MOEDE, afgoerelser=[waits])
    with pytest.raises(VenterError, match="Beboervejledere"):
        afslut(store, ref.plan, on("2022-10-01"), **end)
    afgoer_forbehold(store, ref.plan, on("2022-10-02"), forslag=SAG, opfyldt=False, grundlag="Nej fra kommunen.")
    afslut(store, ref.plan, on("2022-10-03"), **end)


def test_plan_does_not_end_after_its_last_delaftale(store: FolderStore, ref: DelaftaleRef) -> None:
    register(store, ref)

    with pytest.raises(EndedError, match=r"gjaldt til 30\.09\.25"):
        afslut(store, ref.plan, on("2025-12-01"), dato=date(2025, 12, 31), begrundelse="Planen slutter.")
    with pytest.raises(AktError, match="hvorfor planen slutter"):
        afslut(store, ref.plan, on("2025-12-01"), dato=date(2025, 9, 30), begrundelse=" ")

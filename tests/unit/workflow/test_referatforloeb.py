"""The life of a referat: sent, remarked on, approved on a meeting or by silence; the answers in writing."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from generator.errors import MoedeError
from generator.model.bestyrelse import Bestyrelsesregler
from generator.model.fil import Fil
from generator.model.moede import Moede, SkriftligtSvar
from generator.workflow.moedetilstand import complete, posts_of
from generator.workflow.referatforloeb import (
    Referatstatus,
    answer_bemaerkning,
    approve_by_moede,
    approve_by_silence,
    attach_underskrevet,
    note_bemaerkning,
    note_svar,
    referat_status,
    send_referat,
)
from tests.logskriver import Log, forslag
from tests.moedeskriver import DAG, SENERE, afsluttet, kaldt, moede, person, put, register

if TYPE_CHECKING:
    from collections.abc import Callable

REGLER = Bestyrelsesregler.model_validate({"bemaerkningsfrist": 7, "tavshed_godkender": "ja"})
SENT, LAST_DAY = date(2022, 9, 20), date(2022, 9, 27)
FIL = Fil(sti="moeder/2022-09-14/referat.pdf", sha256="0" * 64)


def told(act: Callable[[], object]) -> str:
    """Return what is said when an act is refused."""
    with pytest.raises(MoedeError) as caught:
        act()
    return str(caught.value)


def closed() -> Moede:
    return afsluttet(kaldt(put().tilstand))


def sent() -> Moede:
    return send_referat(closed(), REGLER, [FIL], SENT)


# -- its life --


def test_a_referat_goes_from_a_draft_to_one_that_is_approved() -> None:
    stages = [kaldt(put().tilstand), closed(), sent(), approve_by_moede(sent(), SENERE)]

    assert [referat_status(item) for item in stages] == list(Referatstatus)
    assert (stages[-1].referat.godkendt, stages[-1].referat.metode) == (SENERE, "moede")


def test_a_referat_is_sent_with_its_files_and_the_day_that_remarks_are_due_where_there_is_a_rule() -> None:
    again = send_referat(sent(), Bestyrelsesregler(), [], SENERE)

    assert (sent().referat.udsendt, sent().referat.frist, sent().referat.filer) == (SENT, LAST_DAY, (FIL,))
    assert (again.referat.udsendt, again.referat.frist, again.referat.filer) == (SENERE, None, ())


def test_there_is_no_referat_before_the_meeting_is_closed_and_none_to_change_after_it_is_approved() -> None:
    acts: list[Callable[[Moede], object]] = [
        lambda item: send_referat(item, REGLER, [], SENT),
        lambda item: note_bemaerkning(item, "bo", "Nej.", None, SENT),
        lambda item: answer_bemaerkning(item, 1, "Jo."),
        lambda item: approve_by_moede(item, SENERE),
        lambda item: approve_by_silence(item, REGLER, SENERE),
    ]
    open_, approved = kaldt(put().tilstand), approve_by_moede(sent(), SENERE)

    for act in acts:
        assert told(lambda act=act: act(open_)) == (  # type: ignore[misc]
            "Mødet den 14.09.22 er ikke afsluttet, så der er intet referat endnu. Kør »delaftale moede afslut«."
        )
        assert told(lambda act=act: act(approved)).startswith(  # type: ignore[misc]
            "Referatet af mødet den 14.09.22 er godkendt den 01.12.22."
        )


def test_remarks_are_kept_in_their_order_and_answered_by_their_number() -> None:
    item = note_bemaerkning(sent(), "bo", "Der blev sagt mere.", "2", SENT)
    item = note_bemaerkning(item, "anne", "Enig.", None, SENT)

    answered = answer_bemaerkning(item, 2, "Taget til efterretning.")

    assert [(one.person, one.punkt, one.svar) for one in answered.referat.bemaerkninger] == [
        ("bo", "indstilling-3", None),
        ("anne", None, "Taget til efterretning."),
    ]
    assert told(lambda: answer_bemaerkning(item, 3, "Jo.")) == (
        "Der er ingen bemærkning nr. 3 til referatet af mødet den 14.09.22. Vælg 1 til 2."
    )
    assert told(lambda: answer_bemaerkning(sent(), 1, "Jo.")).endswith("Der er ingen bemærkninger.")
    assert told(lambda: note_bemaerkning(sent(), "bo", "Nej.", "9", SENT)).startswith("Der er ikke noget punkt »9«")


def test_a_referat_is_approved_on_a_later_meeting() -> None:
    assert told(lambda: approve_by_moede(sent(), DAG)) == (
        "Referatet af mødet den 14.09.22 kan ikke godkendes 14.09.22. Det godkendes på et senere møde."
    )


def test_silence_approves_once_the_day_for_remarks_has_passed() -> None:
    after = approve_by_silence(sent(), REGLER, date(2022, 9, 28))

    assert (after.referat.godkendt, after.referat.metode) == (date(2022, 9, 28), "frist")
    assert told(lambda: approve_by_silence(sent(), REGLER, LAST_DAY)) == (
        "Fristen for bemærkninger til referatet af mødet den 14.09.22 løber til og med 27.09.22. Vent til dagen efter."
    )


@pytest.mark.parametrize("rules", [{}, {"tavshed_godkender": "nej", "bemaerkningsfrist": 7}])
def test_silence_approves_only_where_the_rules_say_so(rules: dict[str, Any]) -> None:
    assert told(lambda: approve_by_silence(sent(), Bestyrelsesregler.model_validate(rules), SENERE)) == (
        "Bestyrelsens regler siger ikke, at et referat kan godkendes ved tavshed. "
        "Godkend det på næste møde, eller skriv reglen under bestyrelse i helhedsplan.yaml."
    )


@pytest.mark.parametrize("item", [closed(), send_referat(closed(), Bestyrelsesregler(), [], SENT)])
def test_nobody_is_silent_about_what_they_did_not_get_with_a_day_to_answer(item: Moede) -> None:
    assert told(lambda: approve_by_silence(item, REGLER, SENERE)) == (
        "Referatet af mødet den 14.09.22 er ikke udsendt med en bemærkningsfrist. "
        "Kør »delaftale moede referat --udsend«, og skriv bemaerkningsfrist i reglerne."
    )


def test_a_remark_is_no_silence_until_it_is_answered() -> None:
    item = note_bemaerkning(sent(), "bo", "Nej.", None, SENT)

    assert told(lambda: approve_by_silence(item, REGLER, SENERE)) == (
        "Der er bemærkninger til referatet af mødet den 14.09.22. De behandles på næste møde, som så godkender det."
    )
    assert approve_by_silence(answer_bemaerkning(item, 1, "Jo."), REGLER, SENERE).referat.metode == "frist"


def test_a_signed_referat_is_attached_also_after_the_approval() -> None:
    approved = approve_by_moede(sent(), SENERE)

    assert attach_underskrevet(approved, FIL).referat.underskrevet == FIL
    assert told(lambda: attach_underskrevet(kaldt(put().tilstand), FIL)).startswith("Mødet er ikke afsluttet")


# -- answers in writing --


def svar(person_: str = "bo", dato: str = "2022-09-15", word: str = "godkender", **facts: Any) -> SkriftligtSvar:
    return SkriftligtSvar.model_validate({"person": person_, "dato": dato, "svar": word} | facts)


def written(**facts: Any) -> Moede:
    given: dict[str, Any] = {"form": "skriftlig", "svarfrist": date(2022, 9, 21), "udsendt": DAG, "status": "udsendt"}
    return moede(**given | facts)


def test_a_later_answer_takes_the_place_of_an_earlier() -> None:
    item = note_svar(note_svar(written(), svar(), register()), svar("anne"), register())
    item = note_svar(item, svar(dato="2022-09-16", word="bemaerkning", bemaerkning="Hvad koster det?"), register())

    assert [(one.person, str(one.svar)) for one in item.svar] == [("anne", "godkender"), ("bo", "bemaerkning")]


@pytest.mark.parametrize(
    ("item", "answer", "said"),
    [
        (moede(), svar(), "Mødet den 14.09.22 er ikke en skriftlig behandling. Notér beslutningen på mødet."),
        (
            written(udsendt=None),
            svar(),
            "Den skriftlige behandling den 14.09.22 er ikke sendt ud. Kør »delaftale moede udsend«.",
        ),
        (
            written(),
            svar(dato="2022-09-13"),
            "Den skriftlige behandling den 14.09.22 er ikke sendt ud. Kør »delaftale moede udsend«.",
        ),
        (
            written(),
            svar(dato="2022-09-22"),
            "Svarfristen var 21.09.22. Tag sagen op på et møde, eller forlæng fristen i moede.yaml.",
        ),
        (
            written(),
            svar("dorte"),
            "»dorte« har ingen stemmeret den 15.09.22. Ret nøglen, eller giv personen et mandat i personer.yaml.",
        ),
        (written(), svar(word="bemaerkning"), "Svaret er »Bemærkning«, men der står ingen. Skriv den med »--tekst«."),
        (
            written(status="afsluttet"),
            svar(),
            (
                "Mødet den 14.09.22 er afsluttet. En fejl i referatet rettes med en bemærkning, "
                "som behandles på næste møde."
            ),
        ),
    ],
)
def test_an_answer_that_does_not_count_is_refused(item: Moede, answer: SkriftligtSvar, said: str) -> None:
    assert told(lambda: note_svar(item, answer, register())) == said


def test_a_mandate_that_has_ended_answers_nothing() -> None:
    people = register(person("bo", mandat={"til": "2022-09-14"}))

    assert told(lambda: note_svar(written(), svar(), people)).startswith("»bo« har ingen stemmeret den 15.09.22.")


# -- what the log knows of it --


def test_the_log_says_that_a_meeting_is_closed_whatever_its_file_says() -> None:
    log = put(forslag("x"))
    item = kaldt(log.tilstand)
    assert complete(item, log.tilstand) == item
    log.beslut({"forslag": "x", "udfald": "udsat"})

    done = complete(item, log.tilstand)

    assert (done.er_afsluttet, done.poster) == (True, (4,))
    assert complete(done, log.tilstand) == done
    assert complete(item.replaced(status="afsluttet", poster=(9,)), log.tilstand).poster == (4,)


def test_the_posts_of_a_meeting_are_those_of_its_act() -> None:
    log = put(forslag("x"))
    log.add("ingen-aendringer", "2022-09-14", aar=2022, moede="2022-09-14", ordlyd="Ingen.")
    log.add("referatgodkendelse", "2022-09-14", moede="2022-06-01", godkendt="2022-09-14", metode="moede")
    log.add("referatgodkendelse", "2022-09-14", moede="2022-06-02", godkendt="2022-09-14", metode="frist")
    series = log.post("beslutning", "2022-09-14", {"moede": "2022-09-14", "forslag": [
        {"forslag": "x", "punkt": "2", "udfald": "udsat", "ordlyd": "Udsat."}]})  # fmt: skip
    log.take(series.replaced(serie={"fra": 7, "til": 9}))

    assert posts_of(log.tilstand, DAG) == (4, 5, 7, 8, 9)
    assert posts_of(log.tilstand, SENERE) == ()
    assert posts_of(Log().tilstand, DAG) == ()


def test_the_log_says_that_a_referat_is_approved() -> None:
    log = put(forslag("x"))
    log.beslut({"forslag": "x", "udfald": "udsat"})
    log.add("referatgodkendelse", "2022-10-01", moede="2022-09-14", godkendt="2022-10-01", metode="frist")

    done = complete(kaldt(put().tilstand), log.tilstand)

    assert (done.referat.godkendt, str(done.referat.metode)) == (date(2022, 10, 1), "frist")
    assert complete(done, log.tilstand) == done

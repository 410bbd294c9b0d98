"""What the referent does with a meeting: kept whole or not at all, never over what another wrote meanwhile."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from generator.errors import DataError, MoedeError
from generator.model.beslutning import Udfald
from generator.model.moede import Moedestatus, Punktudfald
from generator.service import moedeakter, moedebeslutninger
from generator.service.akter import open_planlog
from generator.service.forslag import traek
from generator.service.moedebilag import MAX_BILAG, BilagError, check_pdf, take_bilag
from generator.service.moeder import AabentMoede, MoedeExistsError, NoMoedeError, open_moede, read_moeder, save_moede
from generator.service.moedeudsendelse import send_dagsorden
from generator.service.udgivelse import Udgiver
from generator.store.log_errors import LogConflictError
from generator.workflow.moederedigering import add_punkt
from tests.unit.service.akter_hjaelp import PROCENT, freeze, on, register
from tests.unit.service.moede_hjaelp import MOEDE, NAESTE, PLAN, SAG, attend, call, close, make_pdf, noter, seat_board

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model.helhedsplan import Bevillingsperioder
    from generator.model.moede import Moede
    from generator.service.moedeakter import Noteret
    from generator.store.folder import FolderStore
    from generator.store.forms import FormStore
    from generator.store.port import DelaftaleRef

PDF = make_pdf()


@pytest.fixture
def udgiver(forms: FormStore, perioder: Bevillingsperioder) -> Udgiver:
    return Udgiver(forms, perioder)


@pytest.fixture
def called(store: FolderStore, ref: DelaftaleRef) -> FolderStore:
    """Return a store where a meeting with one forslag is called and sent out."""
    seat_board(store)
    register(store, ref)
    freeze(store, ref, PROCENT)
    call(store)
    return store


@pytest.fixture
def folder(called: FolderStore) -> Path:
    return called.root / "aftaler" / PLAN / "moeder" / "2022-09-14"


def attach(store: FolderStore, data: bytes = PDF, navn: str = "tal.pdf", dato: date = MOEDE) -> Noteret:
    return moedeakter.rediger(
        store,
        PLAN,
        dato,
        lambda aabent: take_bilag(store, aabent, "1", navn=navn, data=data, titel=None, lukket=False)[0],
    )


def days(store: FolderStore) -> tuple[date, ...]:
    return tuple(item.dato for item in read_moeder(store, open_planlog(store, PLAN)))


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# -- call and move --


def test_meeting_is_called_once(called: FolderStore) -> None:
    with pytest.raises(MoedeExistsError) as refused:
        moedeakter.indkald(called, PLAN, MOEDE, {}, MOEDE)

    assert refused.value.exit_code == 6


def test_day_that_has_passed_is_refused_and_nothing_is_made(called: FolderStore) -> None:
    with pytest.raises(MoedeError, match="er gået"):
        moedeakter.indkald(called, PLAN, date(2022, 9, 1), {}, MOEDE)
    assert days(called) == (MOEDE,)


def test_written_procedure_is_refused_where_the_boards_rules_do_not_have_it(called: FolderStore) -> None:
    facts = {"form": "skriftlig", "svarfrist": date(2022, 10, 8)}

    with pytest.raises(MoedeError, match="ikke adgang til skriftlig behandling"):
        moedeakter.indkald(called, PLAN, date(2022, 10, 3), facts, MOEDE)
    assert days(called) == (MOEDE,)


def test_meeting_that_is_not_there_names_those_that_are(called: FolderStore) -> None:
    with pytest.raises(NoMoedeError, match=r"Der er møder den 14\.09\.22"):
        open_moede(called, PLAN, NAESTE)


def test_meeting_moved_after_it_was_called_takes_its_papers_along(
    called: FolderStore, folder: Path, udgiver: Udgiver
) -> None:
    attach(called)
    sent = called.root / send_dagsorden(called, PLAN, MOEDE, udgiver, date(2022, 9, 6)).fil
    data = sent.read_bytes()

    moedeakter.flyt(called, PLAN, MOEDE, date(2022, 9, 21), date(2022, 9, 7))

    moved = open_moede(called, PLAN, date(2022, 9, 21)).moede
    assert (moved.flyttet_fra, moved.status) == (MOEDE, Moedestatus.UDSENDT)
    assert days(called) == (date(2022, 9, 21),)
    there = tree(folder.parent / "2022-09-21")
    assert (there["bilag/1-tal.pdf"], there["dagsorden.pdf"], tree(folder)) == (PDF, data, {})


def test_move_that_was_broken_off_is_finished_by_doing_it_again(called: FolderStore, folder: Path) -> None:
    attach(called)
    before = tree(folder)
    moedeakter.flyt(called, PLAN, MOEDE, date(2022, 9, 21), MOEDE)
    for name, data in before.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)

    moedeakter.flyt(called, PLAN, MOEDE, date(2022, 9, 21), MOEDE)

    assert days(called) == (date(2022, 9, 21),)


def test_meeting_is_not_moved_onto_another(called: FolderStore) -> None:
    moedeakter.indkald(called, PLAN, NAESTE, {}, MOEDE)

    with pytest.raises(MoedeExistsError):
        moedeakter.flyt(called, PLAN, MOEDE, NAESTE, MOEDE)
    assert days(called) == (MOEDE, NAESTE)


def test_folder_that_somebody_renamed_is_told(called: FolderStore, folder: Path) -> None:
    folder.rename(folder.parent / "2022-09-15")

    with pytest.raises(DataError, match="mappen hedder 2022-09-15"):
        open_moede(called, PLAN, date(2022, 9, 15))


# -- two referenter --


def test_of_two_referenter_the_second_is_told_and_loses_nothing_of_the_first(called: FolderStore) -> None:
    """Both read, both write: the conflict ends with 6, and doing it again keeps both items."""
    mine = open_moede(called, PLAN, MOEDE)
    moedeakter.rediger(called, PLAN, MOEDE, lambda aabent: _with_punkt(aabent.moede, "Hendes punkt"))

    with pytest.raises(LogConflictError) as refused:
        save_moede(called, mine, _with_punkt(mine.moede, "Mit punkt"))

    assert refused.value.exit_code == 6
    done = moedeakter.rediger(called, PLAN, MOEDE, lambda aabent: _with_punkt(aabent.moede, "Mit punkt"))
    assert {"Hendes punkt", "Mit punkt"} <= {item.titel for item in done.moede.punkter}


def test_comment_of_a_persons_own_is_named_when_it_goes(called: FolderStore, folder: Path) -> None:
    path = folder / "moede.yaml"
    path.write_text(f"# husk kaffe\n{path.read_text('utf-8')}", "utf-8")

    done = moedeakter.rediger(called, PLAN, MOEDE, lambda aabent: _with_punkt(aabent.moede, "Nyt"))

    assert done.meldinger == ("Kommentaren »# husk kaffe« i moede.yaml er ikke taget med.",)


def _with_punkt(moede: Moede, titel: str) -> Moede:
    from generator.model.bestyrelse import Punkttype  # noqa: PLC0415 - only here

    return add_punkt(moede, titel, Punkttype.D, {})[0]


# -- annexes --


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "er tom"),
        (b"PK\x03\x04 et regneark", "er ikke en PDF"),
        (PDF[: len(PDF) // 2], "er ikke hel"),
        (PDF + b" " * (MAX_BILAG + 2_000_000 - len(PDF)), "fylder 52 MB; et bilag må fylde 50 MB"),
        (b"%PDF-1.7\n1 0 obj\n%%EOF\n", "kan ikke læses som PDF"),
    ],
    ids=["empty", "no-pdf", "cut", "large", "nonsense"],
)
def test_file_that_is_no_annex_is_refused_and_nothing_is_kept(
    called: FolderStore, folder: Path, data: bytes, said: str
) -> None:
    before = tree(folder)

    with pytest.raises(BilagError, match=said):
        attach(called, data)
    assert tree(folder) == before


def test_annex_after_the_agenda_went_out_is_marked(called: FolderStore) -> None:
    done = attach(called, navn="arets_tal-2022.PDF")

    (bilag,) = done.moede.punkter[0].bilag
    assert (bilag.titel, bilag.fil, str(bilag.markering)) == (
        "Arets tal 2022",
        "bilag/1-arets-tal-2022.pdf",
        "eftersendt",
    )


def test_annex_left_over_by_an_attempt_that_was_broken_off_is_used(called: FolderStore, folder: Path) -> None:
    (folder / "bilag").mkdir()
    (folder / "bilag" / "1-tal.pdf").write_bytes(PDF)

    done = attach(called)

    assert [item.fil for item in done.moede.punkter[0].bilag] == ["bilag/1-tal.pdf"]


def test_annex_gets_a_name_of_its_own_beside_another_file(called: FolderStore, folder: Path) -> None:
    (folder / "bilag").mkdir()
    (folder / "bilag" / "1-tal.pdf").write_bytes(b"noget andet")
    attach(called)

    done = attach(called, make_pdf("nr. 2"))

    assert [item.fil for item in done.moede.punkter[0].bilag] == ["bilag/1-tal-2.pdf", "bilag/1-tal-3.pdf"]
    assert (folder / "bilag" / "1-tal.pdf").read_bytes() == b"noget andet"


def test_agenda_does_not_go_out_without_an_annex_that_is_gone_or_changed(
    called: FolderStore, folder: Path, udgiver: Udgiver
) -> None:
    attach(called)
    path = folder / "bilag" / "1-tal.pdf"
    path.write_bytes(make_pdf("en anden"))
    with pytest.raises(MoedeError, match="»Tal« er ændret, siden den blev bilag"):
        send_dagsorden(called, PLAN, MOEDE, udgiver, MOEDE)
    path.unlink()

    with pytest.raises(MoedeError, match="»Tal« mangler"):
        send_dagsorden(called, PLAN, MOEDE, udgiver, MOEDE)
    assert not (folder / "dagsorden.pdf").exists()


def test_pdf_as_readers_take_it_is_taken() -> None:
    check_pdf("a.pdf", b"\xef\xbb\xbf" + PDF + b"\r\n")


# -- decisions --


def test_decision_before_the_day_is_refused(called: FolderStore) -> None:
    with pytest.raises(MoedeError, match=r"Mødet er først den 14\.09\.22"):
        noter(called, SAG, "godkendt", today=date(2022, 9, 13))
    assert open_moede(called, PLAN, MOEDE).moede.afgoerelser == ()


def test_forslag_that_was_withdrawn_is_refused(called: FolderStore) -> None:
    traek(called, [PLAN], [SAG], "Nye tal.", on("2022-09-10"))

    with pytest.raises(MoedeError, match="er trukket tilbage"):
        noter(called, SAG, "godkendt")


def test_forslag_that_was_decided_before_is_refused(called: FolderStore, udgiver: Udgiver) -> None:
    attend(called)
    noter(called, SAG, "godkendt")
    close(called, udgiver)
    call(called, NAESTE)

    with pytest.raises(MoedeError, match="er godkendt"):
        noter(called, SAG, "godkendt", dato=NAESTE)


def test_day_before_the_decision_is_refused(called: FolderStore) -> None:
    with pytest.raises(MoedeError, match=r"kan ikke gælde fra 13\.09\.22"):
        noter(called, SAG, "godkendt", gaelder_fra=date(2022, 9, 13))


def test_item_for_orientation_decides_nothing(called: FolderStore) -> None:
    with pytest.raises(MoedeError, match="er til orientering, så der kan ikke besluttes noget"):
        noter(called, "2", "godkendt")
    done = noter(called, "2", "taget-til-efterretning")

    assert done.moede.punkter[1].beslutning is not None
    assert done.moede.punkter[1].beslutning.udfald is Punktudfald.TAGET_TIL_EFTERRETNING


@pytest.mark.parametrize(
    ("hvad", "udfald", "said"),
    [
        (SAG, "afvist", "»afvist« er ikke et udfald her. Vælg godkendt, "),
        (SAG, "godkendt-med-ændringer", "Mente du »godkendt-med-aendring«"),
        (SAG, "godkendt-med-aendring", "Bestyrelsens egen ordlyd mangler"),
        ("1.2", "godkendt", "Der er ikke noget punkt »1.2«"),
        ("9", "droeftet", "Der er ikke noget punkt »9«"),
        ("2", "ingen-aendringer", "Skriv året ved ingen-aendringer"),
    ],
)
def test_decision_that_can_not_be_says_what_it_lacks(called: FolderStore, hvad: str, udfald: str, said: str) -> None:
    with pytest.raises(MoedeError) as refused:
        noter(called, hvad, udfald)

    assert said in str(refused.value)


def test_field_that_is_not_there_suggests_the_one_that_is(called: FolderStore) -> None:
    with pytest.raises(MoedeError, match="Mente du »Beboervejledere, Procent«"):
        noter(called, SAG, "godkendt-med-aendring", felter=(("Beboervejledere, Procnt", "45"),))


def test_own_wording_is_kept_with_what_the_forslag_changes_beside_it(called: FolderStore) -> None:
    done = noter(called, SAG, "godkendt-med-aendring", felter=(("Beboervejledere, Procent", "45"),))

    (afgoerelse,) = done.moede.afgoerelser
    assert afgoerelse.aendringer is not None
    assert [change.foreslaaet for change in afgoerelse.aendringer[0].aendringer] == ["45"]


def test_wording_that_changes_nothing_is_refused(called: FolderStore) -> None:
    with pytest.raises(MoedeError, match="ændrer »Beboervejledere, Procent: ændret« ikke noget"):
        noter(called, SAG, "godkendt-med-aendring", felter=(("Beboervejledere, Procent", "40"),))


def test_all_is_approved_but_what_is_noted_already_and_can_be_taken_back(called: FolderStore) -> None:
    noter(called, SAG, "udsat")
    lines = []

    def act(aabent: AabentMoede) -> Moede:
        after, line = moedebeslutninger.godkend_alt(aabent, MOEDE)
        lines.append(line)
        return after

    done = moedeakter.rediger(called, PLAN, MOEDE, act)
    assert lines == ["Alle forslag har allerede en beslutning."]
    assert [item.udfald for item in done.moede.afgoerelser] == [Udfald.UDSAT]
    moedeakter.rediger(called, PLAN, MOEDE, lambda aabent: moedebeslutninger.fortryd(aabent, "1.1")[0])

    moedeakter.rediger(called, PLAN, MOEDE, act)
    assert lines[-1] == "Ét forslag er noteret som godkendt som indstillet."


def test_nothing_that_was_noted_is_in_the_log(called: FolderStore) -> None:
    before = open_planlog(called, PLAN).poster

    noter(called, SAG, "godkendt")

    assert open_planlog(called, PLAN).poster == before

"""Begin a plan and a delaftale, from options and from a dialogue."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING, Any

import pytest

from generator.store.files import RealFiles
from generator.store.folder import FolderStore

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NAME = "sammenhaengskraft-og-medborgerskab"

Delaftale = Any  # the fixture's function


def files_below(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_a_new_plan_and_delaftale_lead_to_a_document(empty: Path, delaftale: Delaftale) -> None:
    """The whole story, from an empty folder."""
    first = delaftale("ny", "plan", "--navn", "Sammen om Åparken", "--bevillingsperiode", "2019-26")
    second = delaftale("ny", "delaftale", "sammen-om-åparken", "--indsatsområde", "beskæftigelse",
                       "--gælder-fra", "2026-01-01", "--gaelder-til", "2029-12-31")  # fmt: skip
    third = delaftale("generer", "--format", "docx")

    assert [done.code for done in (first, second, third)] == [0, 0, 0]
    assert first.out == "aftaler/sammen-om-aaparken/helhedsplan.yaml\n"
    assert second.out == "aftaler/sammen-om-aaparken/beskaeftigelse/kladde.yaml\n"
    assert "delaftale ny delaftale sammen-om-aaparken" in first.err
    assert "delaftale kontroller sammen-om-aaparken/beskaeftigelse" in second.err
    assert files_below(empty) == {
        "aftaler/.skema/delaftale.schema.json",
        "aftaler/.skema/helhedsplan.schema.json",
        "aftaler/.skema/indstilling.schema.json",
        "aftaler/.skema/moede.schema.json",
        "aftaler/.skema/personer.schema.json",
        "aftaler/.skema/status.schema.json",
        "aftaler/sammen-om-aaparken/helhedsplan.yaml",
        "aftaler/sammen-om-aaparken/beskaeftigelse/kladde.yaml",
        "output/sammen-om-aaparken/beskaeftigelse-kladde.docx",
    }


def test_a_new_delaftale_can_start_from_an_older_one(project: Path, delaftale: Delaftale) -> None:
    delaftale("ny", "plan", "--navn", "Ny plan", "--bevillingsperiode", "2019-26")
    done = delaftale("ny", "delaftale", "ny-plan", "--indsatsomraade", NAME, "--gaelder-fra", "2026-01-01",
                     "--gaelder-til", "2029-12-31", "--fra-forgaenger", f"en-faelles-indsats/{NAME}@1")  # fmt: skip

    assert done.code == 0
    text = (project / done.out.strip()).read_text("utf-8")
    assert "Beboervejledning" in text
    assert "Udfyld baselines." in text
    assert delaftale("generer", "--format", "docx", f"ny-plan/{NAME}").code == 0


def test_what_is_there_is_not_begun_again(project: Path, delaftale: Delaftale) -> None:
    done = delaftale("ny", "plan", "--navn", "En fælles indsats", "--bevillingsperiode", "2019-26")

    assert done.code == 6
    assert "allerede" in done.err


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("ny",), "delaftale ny plan"),
        (("ny", "plan"), "»--navn« og »--bevillingsperiode« mangler"),
        (("ny", "delaftale"), "»PLAN«, »--indsatsomraade«, »--gaelder-fra« og »--gaelder-til« mangler"),
    ],
)
def test_without_a_terminal_the_missing_options_are_named(
    project: Path, delaftale: Delaftale, args: tuple[str, ...], told: str
) -> None:
    done = delaftale(*args)

    assert (done.code, done.out) == (2, "")
    assert told in done.err


# -- the dialogue --


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Return a function that sits somebody at the terminal who answers with these lines."""

    class Keyboard(io.StringIO):
        def isatty(self) -> bool:
            return True

    def act(*lines: str) -> None:
        monkeypatch.setattr(sys, "stdin", Keyboard("".join(f"{line}\n" for line in lines)))
        monkeypatch.setattr(sys.stderr, "isatty", lambda: True)

    return act


def test_dialogue_asks_until_the_answer_can_be_used(
    empty: Path, delaftale: Delaftale, answer: Callable[..., None]
) -> None:
    """Bare `ny` asks first what to begin, then for what no option states."""
    answer("aftale", "plan", "", "Sammen om Åparken", "2019", "2019-26", "Slagelse")
    done = delaftale("ny")

    assert done.code == 0
    assert "»aftale« står ikke på listen. Skriv »plan« eller »delaftale«." in done.err
    assert "Skriv et svar, eller stop med Ctrl+C." in done.err
    assert "»2019« står ikke på listen." in done.err
    plan = FolderStore(empty, RealFiles()).read_helhedsplan("sammen-om-aaparken")
    assert (plan.navn, plan.bevillingsperiode, plan.kommuner) == ("Sammen om Åparken", "2019-26", ("Slagelse",))


def test_dialogue_offers_the_indsatsomraader_of_the_plan(
    project: Path, delaftale: Delaftale, answer: Callable[..., None]
) -> None:
    answer("2", "1. januar", "2026-01-01", "2029-12-31")
    done = delaftale("ny", "delaftale")

    assert done.code == 0
    assert "2. Beskæftigelse" in done.err
    assert "»1. januar« er ikke en dato." in done.err
    assert (project / "aftaler/en-faelles-indsats/beskaeftigelse/kladde.yaml").is_file()


def test_dialogue_that_is_broken_off_begins_nothing(
    empty: Path, delaftale: Delaftale, answer: Callable[..., None]
) -> None:
    answer("Sammen")
    done = delaftale("ny", "plan")

    assert done.code == 1
    assert "Afbrudt." in done.err
    assert list(empty.iterdir()) == []


def test_dialogue_asks_for_the_plan_where_there_are_several(
    project: Path, delaftale: Delaftale, answer: Callable[..., None]
) -> None:
    delaftale("ny", "plan", "--navn", "Sammen", "--bevillingsperiode", "2019-26")
    answer("delaftale", "samme", "sammen", "Beskæftigelse", "2026-01-01", "2029-12-31")
    done = delaftale("ny")

    assert done.code == 0
    assert "  1. En Fælles Indsats (en-faelles-indsats)\n  2. Sammen (sammen)\nPlan (nummer eller navn):" in done.err
    assert "»samme« står ikke på listen. Skriv et nummer fra 1 til 2 eller planens navn." in done.err
    assert done.out == "aftaler/sammen/beskaeftigelse/kladde.yaml\n"


def test_dialogue_asks_only_for_what_no_option_states(
    project: Path, delaftale: Delaftale, answer: Callable[..., None]
) -> None:
    answer("2029-12-31")
    done = delaftale("ny", "delaftale", "en-faelles-indsats", "--indsatsomraade", "1 2", "--gaelder-fra", "2026-01-01")

    assert done.code == 1
    assert "Sidste dag" in done.err
    assert "Første dag" not in done.err
    assert "intet indsatsområde, der hedder »1 2«" in done.err


def test_dialogue_about_a_delaftale_without_a_plan_says_how_to_begin(
    empty: Path, delaftale: Delaftale, answer: Callable[..., None]
) -> None:
    (empty / "aftaler").mkdir()
    answer()
    done = delaftale("ny", "delaftale")

    assert done.code == 1
    assert "delaftale ny plan" in done.err


def test_dialogue_takes_any_indsatsomraade_of_an_unknown_period_and_tells(
    project: Path, delaftale: Delaftale, answer: Callable[..., None]
) -> None:
    plan = project / "aftaler" / "en-faelles-indsats" / "helhedsplan.yaml"
    plan.write_text(plan.read_text("utf-8").replace("2019-26", "2031-38"), "utf-8")
    answer("Klima", "2032-01-01", "2035-12-31")
    done = delaftale("ny", "delaftale")

    assert done.code == 1
    assert "ingen bevillingsperiode, der hedder »2031-38«" in done.err


def test_dialogue_takes_the_plans_name_and_dates_as_danes_write_them(
    project: Path, delaftale: Delaftale, answer: Callable[..., None]
) -> None:
    delaftale("ny", "plan", "--navn", "Sammen om Ågården", "--bevillingsperiode", "2019-26")
    answer("sammen om ågården", "tryghed", "2", "1. januar 2026", "31.12.2029")
    done = delaftale("ny", "delaftale")

    assert done.out == "aftaler/sammen-om-aagaarden/beskaeftigelse/kladde.yaml\n"
    assert "»tryghed« står ikke på listen. Skriv et nummer fra 1 til 4" in " ".join(done.err.split())
    assert "gaelder_fra: 2026-01-01" in (project / done.out.strip()).read_text("utf-8")


def test_dialogue_asks_again_for_a_last_day_before_the_first(
    project: Path, delaftale: Delaftale, answer: Callable[..., None]
) -> None:
    answer("2026-01-01", "2025-12-31", "2026-01-01", "2029-12-31")
    done = delaftale("ny", "delaftale", "--indsatsomraade", "beskæftigelse")

    assert done.code == 0
    assert "31.12.25 ligger ikke efter den første dag, 01.01.26." in done.err


def test_dialogue_offers_a_plan_whose_data_are_missing_by_its_folder(
    project: Path, delaftale: Delaftale, answer: Callable[..., None]
) -> None:
    delaftale("ny", "plan", "--navn", "Sammen", "--bevillingsperiode", "2019-26")
    (project / "aftaler/en-faelles-indsats/helhedsplan.yaml").unlink()
    answer("1")
    done = delaftale("ny", "delaftale")

    assert done.code == 1
    assert "  1. en-faelles-indsats\n" in done.err
    assert "Planen »en-faelles-indsats« mangler helhedsplan.yaml." in done.err


# -- after an older delaftale --

PERIOD = ("--gaelder-fra", "2026-01-01", "--gaelder-til", "2029-12-31")


def test_a_predecessor_that_is_not_there_is_refused_before_anything_is_asked(
    project: Path, delaftale: Delaftale, answer: Callable[..., None]
) -> None:
    answer()
    done = delaftale("ny", "delaftale", "--fra-forgaenger", "findes-ikke")

    assert done.code == 1
    assert "»findes-ikke«" in done.err
    assert "Indsatsområde" not in done.err


def test_the_predecessors_indsatsomraade_is_offered(
    project: Path, delaftale: Delaftale, answer: Callable[..., None]
) -> None:
    delaftale("ny", "plan", "--navn", "Sammen", "--bevillingsperiode", "2019-26")
    answer("")
    done = delaftale("ny", "delaftale", "sammen", "--fra-forgaenger", f"en-faelles-indsats/{NAME}", *PERIOD)

    assert "tryk Enter for Sammenhængskraft og medborgerskab" in done.err
    assert done.out == f"aftaler/sammen/{NAME}/kladde.yaml\n"


def test_the_predecessors_indsatsomraade_is_taken_where_nobody_can_be_asked(
    project: Path, delaftale: Delaftale
) -> None:
    delaftale("ny", "plan", "--navn", "Sammen", "--bevillingsperiode", "2019-26")
    done = delaftale("ny", "delaftale", "sammen", "--fra-forgaenger", f"en-faelles-indsats/{NAME}", *PERIOD)

    assert done.out == f"aftaler/sammen/{NAME}/kladde.yaml\n"
    text = (project / done.out.strip()).read_text("utf-8")
    assert text.splitlines()[2].startswith("# Teksterne er taget fra ")
    assert "»Opgøres ikke« er" in text


def test_another_indsatsomraade_than_the_predecessors_is_mentioned(project: Path, delaftale: Delaftale) -> None:
    done = delaftale("ny", "delaftale", "en-faelles-indsats", "--indsatsomraade", "beskæftigelse",
                     "--fra-forgaenger", NAME, *PERIOD)  # fmt: skip

    assert done.code == 0
    assert "har indsatsområdet »Sammenhængskraft og medborgerskab«, den nye »Beskæftigelse«." in done.err


def test_an_indsatsomraade_that_the_new_period_lacks_has_to_be_stated(project: Path, delaftale: Delaftale) -> None:
    (path,) = project.rglob("versioner/0001/delaftale.yaml")
    text = path.read_text("utf-8")
    path.write_text(text.replace(f"indsatsomraade: {NAME}", "indsatsomraade: kriminalpraevention"), "utf-8")
    done = delaftale("ny", "delaftale", "en-faelles-indsats", "--fra-forgaenger", NAME, *PERIOD)

    assert done.code == 2
    assert "»--indsatsomraade« mangler." in done.err

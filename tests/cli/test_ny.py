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
    assert "»aftale« er ingen af dem. Skriv »plan« eller »delaftale«." in done.err
    assert "Der skal stå noget." in done.err
    assert "»2019« er ingen af dem." in done.err
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
    assert "Plan (en-faelles-indsats, sammen):" in done.err
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

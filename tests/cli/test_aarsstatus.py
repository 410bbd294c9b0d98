"""`aarsstatus` says what came and went in a form that was there before, and fails without a word of English."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Outcome

    Run = Callable[..., Outcome]

ARGS = ("aarsstatus", "sammenhængskraft-og-medborgerskab", "--år", "2022", "--dato", "2022-12-01")


@pytest.fixture
def form(project: Path, delaftale: Run) -> Path:
    """Make the form of 2022 and return it."""
    assert delaftale(*ARGS).code == 0
    (path,) = project.rglob("status/2022.yaml")
    return path


def edit(path: Path, *changes: tuple[str, str]) -> None:
    text = path.read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, "utf-8")


def test_what_came_and_went_is_said(form: Path, delaftale: Run) -> None:
    edit(
        form,
        ("      - id: tillid\n        vaerdi:", "      # vores egen\n      - id: tro\n        vaerdi: 53"),
        ("      - id: boernedemokrati\n", "      - id: boern\n"),
    )
    done = delaftale(*ARGS)

    assert done.code == 0
    assert done.err.splitlines()[:4] == [
        "Nyt i skemaet: »Delmål 1, Indikator 1« og »Delmål 2, Indikator 3«.",
        (
            "Udgået af delaftalen: indikatoren tro under Delmål 1. "
            "Det, der er udfyldt, står stadig i filen; slet det, hvis det ikke skal med."
        ),
        "Udgået af delaftalen: indikatoren boern under Delmål 2. Linjen var tom og er slettet.",
        "Jeres egne kommentarer er flyttet ned nederst i filen.",
    ]
    assert form.read_text("utf-8").endswith("# vores egen\n")


def test_of_many_new_lines_only_some_are_named(form: Path, delaftale: Run) -> None:
    text = form.read_text("utf-8")
    form.write_text(
        f"{text[: text.index('delmaal:')]}delmaal:\n  - id: positivt-syn\n  - id: lokalt-engagement\n", "utf-8"
    )
    (version,) = form.parents[1].rglob("versioner/0001/delaftale.yaml")
    new = "".join(f"      - id: n{index}\n        type: effekt\n        tekst: T\n" for index in range(2))
    edit(version, ("      - id: boernedemokrati\n", f"{new}      - id: boernedemokrati\n"))
    done = delaftale(*ARGS)

    assert done.err.splitlines()[0] == (
        "Nyt i skemaet: »Delmål 1, Indikator 1«, »Delmål 1, Indikator 2«, »Delmål 2, Indikator 1«, "
        "»Delmål 2, Indikator 2«, »Delmål 2, Indikator 3« og 2 andre."
    )


def test_bilag_goes_to_the_folder_that_is_asked_for(form: Path, project: Path, delaftale: Run) -> None:
    done = delaftale(*ARGS, "--format", "md", "--format", "html", "--ud", "her")

    assert done.code == 0
    assert [line.split("  ")[0] for line in done.out.splitlines()] == [
        "her/en-faelles-indsats/sammenhaengskraft-og-medborgerskab-status-2022.html",
        "her/en-faelles-indsats/sammenhaengskraft-og-medborgerskab-status-2022.md",
    ]
    assert len(list((project / "her").rglob("*.*"))) == 2


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (("--format", "odt"), 2, "»odt« kan ikke bruges her. Skriv »docx«, »pdf«, »html« eller »md«."),
        (("--udgave", "7"), 1, "ingen version 7"),
        (("--udgave", "kladde"), 1, "ingen kladde"),
    ],
)
def test_what_can_not_be_done_is_said(form: Path, delaftale: Run, args: tuple[str, ...], code: int, said: str) -> None:
    before = form.read_bytes()
    done = delaftale(*ARGS, *args)

    assert (done.code, done.out) == (code, "")
    assert said in done.err
    assert form.read_bytes() == before


def test_bilag_with_fejl_in_it_is_made_and_they_are_told(form: Path, delaftale: Run) -> None:
    """A CPR number in a remark must not go to the board unseen."""
    edit(form, ("      - id: tillid\n        vaerdi:", "      - id: tillid\n        vaerdi: 120"))
    edit(form, ("    vurdering:\n    bemaerkning:", "    vurdering: paa-vej\n    bemaerkning: Se 010180-1234"))
    done = delaftale(*ARGS, "--format", "md")

    assert done.code == 3
    assert done.out.split("  ")[0].endswith("status-2022.md")
    assert "Status for 2022: 2 fejl og 5 advarsler. Bilaget er dannet; ret fejlene, før det lægges frem." in done.err
    assert "0101" not in done.err

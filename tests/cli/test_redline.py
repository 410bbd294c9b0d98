"""`delaftale redline`: two editions or two Word files, the files it writes, and what it says when it can't."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.redline_dokument import p, write
from tests.redline_dommer import accept, describe, parts_of, reject

if TYPE_CHECKING:
    from pathlib import Path

NAME = "sammenhaengskraft-og-medborgerskab"
PLAN = "en-faelles-indsats"
Delaftale = Any  # the fixture's function


@pytest.fixture
def with_kladde(project: Path, delaftale: Delaftale) -> Path:
    """Return a project whose draft differs from version 1."""
    delaftale("kladde", NAME)
    path = project / "aftaler" / PLAN / NAME / "kladde.yaml"
    text = path.read_text("utf-8")
    assert "til enhver tid initiativretten" in text
    path.write_text(text.replace("til enhver tid initiativretten", "altid initiativretten"), "utf-8")
    return project


def test_two_editions_become_three_files(with_kladde: Path, delaftale: Delaftale) -> None:
    done = delaftale("redline", NAME)

    assert done.code == 0, done.err
    stem = f"{NAME}-redline-version-1-kladde"
    names = sorted(path.name for path in (with_kladde / "output" / PLAN).iterdir())
    assert names == [f"{stem}.docx", f"{stem}.html", f"{stem}.pdf"]
    assert "fra version 1 til kladden" in done.err


def test_the_word_file_leads_from_one_edition_to_the_other(with_kladde: Path, delaftale: Delaftale) -> None:
    delaftale("generer", NAME, "--alle", "--format", "docx")
    folder = with_kladde / "output" / PLAN
    before, after = ((folder / f"{NAME}-{edition}.docx").read_bytes() for edition in ("version-1", "kladde"))

    delaftale("redline", NAME, "--format", "docx")

    docx = (folder / f"{NAME}-redline-version-1-kladde.docx").read_bytes()
    assert describe(accept(docx)) == describe(parts_of(after))
    assert describe(reject(docx)) == describe(parts_of(before))


def test_two_word_files_are_compared_where_they_lie(project: Path, delaftale: Delaftale) -> None:
    (project / "gammel.docx").write_bytes(write(p("et to")))
    (project / "ny.docx").write_bytes(write(p("et tre")))

    done = delaftale("redline", "gammel.docx", "ny.docx", "--format", "html")

    assert done.code == 0, done.err
    assert "1 ændring i teksten fra gammel.docx til ny.docx" in done.err
    assert "slettet »to«, tilføjet »tre«" in (project / "ny-redline.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ((), "Skriv navnet på en delaftale eller to Word-filer"),
        (("a.docx",), "Der mangler en Word-fil"),
        (("a.docx", NAME), "den gamle først"),
        (("a.docx", "b.docx", "c.docx"), "Kun to Word-filer"),
        (("a.docx", "b.docx", "--fra", "1"), "bruges kun sammen med en delaftale"),
        ((NAME, "--format", "md"), "delaftale diff"),
    ],
)
def test_a_command_that_can_not_be_understood_says_why(
    project: Path, delaftale: Delaftale, args: tuple[str, ...], said: str
) -> None:
    done = delaftale("redline", *args)

    assert done.code == 2
    assert said in done.err


def test_a_file_that_is_not_there_is_named_and_nothing_written(project: Path, delaftale: Delaftale) -> None:
    (project / "ny.docx").write_bytes(write(p("x")))

    done = delaftale("redline", "gammel.docx", "ny.docx")

    assert done.code == 1
    assert "gammel.docx« findes ikke" in done.err
    assert not list(project.glob("*redline*"))

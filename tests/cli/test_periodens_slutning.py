"""After the period's last day everything says that the agreement has ended, and no revision is asked for any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Outcome

    Run = Callable[..., Outcome]

NAVN = "sammenhængskraft-og-medborgerskab"
SLUT = "2025-09-30"
EFTER = "2025-10-01"


@pytest.fixture
def registreret(project: Path, delaftale: Run) -> Path:
    """Register the first edition, and return the project."""
    done = delaftale(
        "registrer", NAVN, "--grundlag", "Bilag til den strategiske samarbejdsaftale", "--dato", "2022-08-01"
    )
    assert done.code == 0
    return project


def one_line(text: str) -> str:
    return " ".join(text.split())


def test_the_last_day_is_the_agreements_own(registreret: Path, delaftale: Run) -> None:
    assert "Gjaldt til" not in one_line(delaftale("vis", NAVN, "--dato", SLUT).out)
    assert "Gjaldt til 30.09.25" in one_line(delaftale("vis", NAVN, "--dato", EFTER).out)


def test_documents_say_that_it_has_ended(registreret: Path, delaftale: Run) -> None:
    assert delaftale("generer", NAVN, "--format", "md,html", "--dato", EFTER).code == 0
    assert delaftale("aarsstatus", NAVN, "--aar", "2025", "--dato", EFTER).code == 0
    assert delaftale("aarsstatus", NAVN, "--aar", "2025", "--dato", EFTER, "--format", "md,html").code == 0

    written = [path.read_text("utf-8") for path in (registreret / "output").rglob("*.*")]
    assert len(written) == 4
    assert all("Gjaldt til 30.09.25" in text for text in written)


def test_rule_32_is_silent_from_the_day_after(registreret: Path, delaftale: Run) -> None:
    assert "REV-32" in delaftale("kontroller", NAVN, "--dato", SLUT).out
    found = delaftale("kontroller", NAVN, "--dato", EFTER).out

    assert "REV-32" not in found
    assert "TID-41" in found


def test_urgent_change_is_refused_and_nothing_is_written(registreret: Path, delaftale: Run) -> None:
    assert delaftale("kladde", NAVN, "--dato", SLUT).code == 0
    (kladde,) = registreret.rglob("kladde.yaml")
    kladde.write_text(kladde.read_text("utf-8").replace("12 større", "14 større"), "utf-8")
    before = sorted(registreret.rglob("*"))
    done = delaftale("indstil", "--type", "akut", "--dato", EFTER)

    assert done.code == 1
    assert (
        "gjaldt til 30.09.25. Den kan først ændres igen, når Landsbyggefonden har godkendt en forlængelse." in done.err
    )
    assert sorted(registreret.rglob("*")) == before


def test_urgent_change_on_the_last_day_is_looked_at(registreret: Path, delaftale: Run) -> None:
    """It lacks a reason, which is another matter."""
    assert delaftale("kladde", NAVN, "--dato", SLUT).code == 0
    (kladde,) = registreret.rglob("kladde.yaml")
    kladde.write_text(kladde.read_text("utf-8").replace("12 større", "14 større"), "utf-8")
    done = delaftale("indstil", "--type", "akut", "--dato", SLUT)

    assert "gjaldt til" not in done.err
    assert "mangler en begrundelse" in done.err

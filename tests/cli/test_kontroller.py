"""What a person reads of an agreement on the screen: its findings, and the agreement itself."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

NAME = "sammenhaengskraft-og-medborgerskab"
VERSION = Path("aftaler") / "en-faelles-indsats" / NAME / "versioner" / "0001"

Delaftale = Any  # the fixture's function


# -- kontroller --


def test_findings_are_grouped_in_the_documents_order_and_counted(project: Path, delaftale: Delaftale) -> None:
    done = delaftale("kontroller", "--dato", "2022-03-01")

    assert done.code == 0
    headings = [line for line in done.out.splitlines() if line and not line.startswith(" ")]
    assert headings[:4] == [f"en-faelles-indsats/{NAME}, version 1", "Delaftalens parter", "Delmål", "Delmål 1"]
    assert headings[-1].startswith("Ingen fejl og ")
    assert max(len(line) for line in done.out.splitlines()) <= 80
    assert "\x1b" not in done.out
    assert (
        done.err
        == "Næste: »delaftale generer --dato 2022-03-01 --med-bemaerkninger« viser bemærkningerne ved felterne.\n"
    )


def test_fejl_come_first_and_end_with_3(project: Path, delaftale: Delaftale, break_rule: Callable[[], None]) -> None:
    break_rule()
    done = delaftale("kontroller", NAME, "--udgave", "1", "--dato", "2022-03-01")

    assert done.code == 3
    part = done.out.partition("\nDelmål 1\n")[2].partition("\n\n")[0]
    kinds = [line.split()[0] for line in part.splitlines() if line.startswith("  ") and line[2] != " "]
    assert kinds == sorted(kinds, key=["Fejl", "Advarsel"].index)
    assert kinds[0] == "Fejl"
    assert "\n2 fejl og " in done.out
    assert (
        done.err
        == f"Næste: Ret fejlene i YAML-filen, og kør »delaftale kontroller {NAME} --udgave 1 --dato 2022-03-01« igen.\n"
    )


def test_next_step_keeps_how_strict_it_was(project: Path, delaftale: Delaftale, break_rule: Callable[[], None]) -> None:
    break_rule()
    done = delaftale("kontroller", NAME, "--tilstand", "godkendelse")

    assert f"»delaftale kontroller {NAME} --tilstand godkendelse« igen" in done.err


def test_a_form_that_is_not_there_is_found(project: Path, delaftale: Delaftale) -> None:
    path = project / VERSION / "delaftale.yaml"
    path.write_text(path.read_text("utf-8").replace("formular: lbf-2019-26", "formular: lbf-2023"), "utf-8")
    done = delaftale("kontroller", "--dato", "2022-03-01")

    assert done.code == 3
    assert "Der er ingen formular, der hedder »lbf-2023«." in done.out


def test_findings_as_json(project: Path, delaftale: Delaftale, break_rule: Callable[[], None]) -> None:
    break_rule()
    done = delaftale("kontroller", "--json", "--dato", "2022-03-01")
    data = json.loads(done.out)

    assert done.code == 3
    assert set(data) == {"delaftaler", "antal", "fejl"}
    assert data["antal"]["fejl"] == 2
    assert data["fejl"] == []
    (checked,) = data["delaftaler"]
    assert (checked["plan"], checked["delaftale"], checked["version"]) == ("en-faelles-indsats", NAME, 1)
    first = next(item for item in checked["fund"] if item["alvor"] == "fejl")
    assert set(first) == {"kode", "nr", "alvor", "sti", "felt", "besked"}
    assert first["kode"] == "KIL-06"


def test_an_agreement_without_findings_gets_a_kind_word_and_the_next_step(minimal: Path, delaftale: Delaftale) -> None:
    done = delaftale("kontroller", "--dato", "2022-03-01")
    strict = delaftale("kontroller", "--dato", "2022-03-01", "--tilstand", "godkendelse")

    assert (done.code, strict.code) == (0, 0)
    assert "Alt er, som det skal være." in done.out
    assert done.out.endswith("\nIngen fejl og ingen advarsler.\n")
    assert (
        done.err
        == "Næste: »delaftale kontroller --dato 2022-03-01 --tilstand godkendelse« ser efter, som før en godkendelse.\n"
    )
    assert strict.err == "Næste: »delaftale generer --dato 2022-03-01« danner dokumenterne.\n"


def test_what_can_not_be_read_is_told_and_the_rest_is_checked(project: Path, delaftale: Delaftale) -> None:
    other = project / "aftaler" / "en-faelles-indsats" / "beskaeftigelse"
    other.mkdir()
    (other / "kladde.yaml").write_text("format: 1\n\tid: x\n", "utf-8")
    both = delaftale("kontroller")
    one = delaftale("kontroller", NAME)

    assert both.code == 1
    assert "beskaeftigelse/kladde.yaml, linje 2" in both.err
    assert f"{NAME}, version 1" in both.out
    assert one.code == 0
    assert "»en-faelles-indsats/beskaeftigelse« kan ikke læses og er ikke regnet med" in one.err


def test_several_agreements_are_counted_together(project: Path, delaftale: Delaftale) -> None:
    shutil.copytree(project / "aftaler" / "en-faelles-indsats" / NAME, project / "aftaler/en-faelles-indsats/tryghed")
    path = project / "aftaler/en-faelles-indsats/tryghed/versioner/0001/delaftale.yaml"
    path.write_text(path.read_text("utf-8").replace(f"id: {NAME}", "id: tryghed", 1), "utf-8")
    done = delaftale("kontroller", "en-faelles-indsats", "--dato", "2022-03-01")

    assert done.code == 3
    assert done.out.rstrip().endswith(" i 2 delaftaler.")


@pytest.mark.parametrize(("copies", "end"), [(1, "I den anden: "), (2, "I de øvrige: ")])
def test_a_delaftale_that_can_not_be_read_is_not_counted_as_being_without_fejl(
    project: Path, delaftale: Delaftale, copies: int, end: str
) -> None:
    plan = project / VERSION.parents[2]
    for number in range(copies):
        shutil.copytree(plan / NAME, plan / f"kopi-{number}")
    path = plan / "kopi-0/versioner/0001/delaftale.yaml"
    for number in range(1, copies):
        other = plan / f"kopi-{number}/versioner/0001/delaftale.yaml"
        other.write_text(other.read_text("utf-8").replace(f"id: {NAME}", f"id: kopi-{number}", 1), "utf-8")
    path.write_text("navn: [", "utf-8")
    done = delaftale("kontroller")

    assert done.code == 1
    assert done.out.rstrip().splitlines()[-1].startswith(f"1 delaftale kunne ikke læses (se øverst). {end}")


# -- vis --


def test_in_a_terminal_it_is_shown_page_by_page_with_colours(
    project: Path, delaftale: Delaftale, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("LESS", "FRX")  # what is set stays as it is
    monkeypatch.delenv("NO_COLOR", raising=False)
    done = delaftale("vis", NAME)
    monkeypatch.setenv("NO_COLOR", "1")
    plain = delaftale("vis", NAME)

    assert (done.code, plain.code) == (0, 0)
    assert "\x1b[" in done.out
    assert "\x1b[" not in plain.out


def test_vis_shows_the_words_of_the_document(project: Path, delaftale: Delaftale) -> None:
    done = delaftale("vis", NAME, "--dato", "2022-03-01")

    assert (done.code, done.err) == (0, "")
    assert "Sammenhængskraft og medborgerskab" in done.out
    assert "Version 1, ikke registreret" in done.out
    assert "\x1b" not in done.out
    assert max(len(line) for line in done.out.splitlines()) <= 80
    assert not done.out.endswith("\n\n")


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["trygehd"], "Der er ingen delaftale, der hedder »trygehd«."),
        ([NAME, "--udgave", "7"], "har ingen version 7."),
        ([NAME, "--udgave", "kladde"], "har ingen kladde."),
    ],
    ids=["unknown name", "unknown version", "no draft"],
)
@pytest.mark.parametrize("command", ["vis", "kontroller"])
def test_what_is_not_there_is_told(
    project: Path, delaftale: Delaftale, command: str, args: list[str], told: str
) -> None:
    done = delaftale(command, *args)

    assert (done.code, done.out) == (1, "")
    assert told in done.err


@pytest.mark.parametrize("command", ["vis", "kontroller"])
def test_bad_data_is_told_by_every_command(project: Path, delaftale: Delaftale, command: str) -> None:
    (project / VERSION / "delaftale.yaml").write_bytes(b"maaltl: 1\n")
    done = delaftale(command, NAME)

    assert (done.code, done.out) == (1, "")
    assert (VERSION / "delaftale.yaml").as_posix() in done.err

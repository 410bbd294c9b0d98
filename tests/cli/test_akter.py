"""The chef's acts on the command line: what programs get, what is missing, and two who act at the same moment."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

NAME = "sammenhaengskraft-og-medborgerskab"
PLAN = "en-faelles-indsats"
REGISTRER = ("registrer", NAME, "--grundlag", "Bilag.", "--dato", "2022-08-01")
INDSTIL = ("indstil", "--type", "aarlig", "--dato", "2022-08-15")

Delaftale = Any  # the fixture's function


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


@pytest.fixture
def ready(project: Path, delaftale: Delaftale) -> Path:
    """Return a project whose indstilling.yaml is filled in and ready to be frozen."""
    folder = project / "aftaler" / PLAN
    delaftale(*REGISTRER)
    delaftale("kladde", NAME, "--dato", "2022-08-02")
    change(folder / NAME / "kladde.yaml", "procent: 40", "procent: 50")
    delaftale(*INDSTIL)
    filled = "    titel: Flere timer\n    grundlag: [erfaring]\n    begrundelse: Det viser erfaringen."
    change(folder / "indstilling.yaml", '    titel: "Beboervejledere, Procent: ændret"', filled)
    return project


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("registrer", NAME), "»--grundlag« mangler"),
        (("registrer", NAME, "--grundlag", "x", "--vedtaget", "i går"), "»i går« er ikke en dato"),
        (("indstil",), "»--type« mangler"),
        (("indstil", "--type", "akut", "--aar", "2022"), "hører til en årlig"),
        (("indstil", "--type", "aarlig", "--aar", "22"), "»22« er ikke et år"),
        (("traek", "x"), "»--begrundelse« mangler"),
        (("diff", NAME, "--json", "--format", "md"), "kan ikke bruges sammen"),
        (("diff", NAME, "--fra", "nyeste"), "er ikke en udgave"),
        (("person", "tilfoej", "x"), "»--rolle« mangler"),
        (("verificer", "--kontrolkode", "xyz"), "er ikke en kontrolkode"),
    ],
)
def test_command_that_lacks_something_says_what(
    project: Path, delaftale: Delaftale, args: tuple[str, ...], said: str
) -> None:
    done = delaftale(*args)

    assert done.code == 2
    assert said in done.err


def test_person_needs_a_plan_where_there_are_several(project: Path, delaftale: Delaftale) -> None:
    delaftale("ny", "plan", "--navn", "Ny plan", "--bevillingsperiode", "2019-26")

    assert delaftale("person", "slet", "x").code == 2
    assert "ingen person med nøglen »x«" in delaftale("person", "slet", "x", "--plan", "ny-plan").err


def test_diff_is_written_for_every_reader(ready: Path, delaftale: Delaftale) -> None:
    data = json.loads(delaftale("diff", NAME, "--dato", "2022-08-15", "--json").out)
    html = delaftale("diff", NAME, "--dato", "2022-08-15", "--format", "html").out
    md = delaftale("diff", NAME, "--dato", "2022-08-15", "--format", "md").out

    assert (data["fra"], data["til"], data["aendringer"][0]["foreslaaet"]) == (1, None, "50")
    assert "<ins>" in html
    assert html.startswith("<!doctype html>")
    assert "**50**" in md
    assert delaftale("diff", NAME, "--fra", "1", "--til", "1").out.endswith("Ingen ændringer.\n")


def test_what_waits_what_happened_and_why_come_as_json(ready: Path, delaftale: Delaftale) -> None:
    delaftale(*INDSTIL, "--endelig")

    (waiting,) = json.loads(delaftale("forslag", PLAN, "--json").out)
    acts = json.loads(delaftale("historik", NAME, "--json").out)
    story = json.loads(delaftale("baggrund", NAME, "Beboervejledere, Procent", "--json").out)

    assert (waiting["id"], waiting["status"], waiting["konflikter"]) == ("2022-beboervejledere", "indstillet", [])
    assert [act["art"] for act in acts] == ["Registrering", "Udgivelse", "Indstilling"]
    assert (story["nu"], story["trin"][0]["dato"]) == ("40", "2022-08-01")


def test_forslag_that_fits_no_more_is_told_so_and_not_as_brought_into_the_text(
    ready: Path, delaftale: Delaftale
) -> None:
    delaftale(*INDSTIL, "--endelig")
    delaftale("kladde", NAME, "--dato", "2022-08-16")
    change(ready / "aftaler" / PLAN / NAME / "kladde.yaml", "procent: 40", "procent: 60")
    delaftale("registrer", NAME, "--grundlag", "Referat.", "--efterfoelgende", "--vedtaget", "2022-08-16",
              "--dato", "2022-08-17")  # fmt: skip

    done = delaftale("forslag", "--dato", "2022-08-18")

    assert "»2022-beboervejledere« passer ikke mere til den gældende tekst: »Beboervejledere, Procent«" in done.err
    assert "føres ind" not in done.out
    assert "trækker det tilbage, så det kan indstilles igen" in done.err


def test_screen_shows_the_origin_and_the_draft_says_so(ready: Path, delaftale: Delaftale) -> None:
    out = " ".join(delaftale("vis", NAME).out.split())
    assert "Version 1 · registreret 01.08.22 · Gjaldt til 30.09.25 (fra 01.10.21) · Kontrolkode" in out
    assert "UDKAST – ikke besluttet" in delaftale("vis", NAME, "--udgave", "kladde").out


def test_changed_version_is_named_and_ends_with_3(ready: Path, delaftale: Delaftale) -> None:
    change(ready / "aftaler" / PLAN / NAME / "versioner" / "0001" / "delaftale.yaml", "procent: 40", "procent: 41")

    done = delaftale("verificer", "--plan", PLAN)

    assert done.code == 3
    assert "er ændret, efter at post 1 lavede den" in done.err


def test_unfinished_post_is_set_aside_with_a_message(ready: Path, delaftale: Delaftale) -> None:
    """An unfinished write is no decision."""
    folder = ready / "aftaler" / PLAN / "beslutningslog"
    (folder / "0003.yaml").write_bytes((folder / "0001.yaml").read_bytes()[:100])

    done = delaftale("historik", NAME)

    assert done.code == 0
    assert "0003.yaml.ufuldendt" in done.err
    assert "(post 3)" not in done.out


def test_of_two_who_freeze_at_the_same_moment_one_wins(ready: Path, delaftale: Delaftale) -> None:
    command = [sys.executable, "-c", "from generator.cli import main; main()", *INDSTIL, "--endelig"]
    both = [
        subprocess.Popen(command, cwd=ready, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=os.environ.copy())
        for _ in range(2)
    ]
    outputs = [process.communicate(timeout=120) for process in both]

    assert sorted(process.returncode == 0 for process in both) == [False, True], outputs
    assert not any(b"Traceback" in err for _, err in outputs)
    assert "3 poster, alt er" in delaftale("verificer").out
    assert len(json.loads(delaftale("forslag", "--json").out)) == 1


def test_issued_documents_come_out_as_they_are_and_are_made_anew_to_compare(ready: Path, delaftale: Delaftale) -> None:
    """Also by a date; JSON tells which post issued a file and whether it is the same."""
    stored = ready / "aftaler" / PLAN / NAME / "versioner" / "0001" / "udgivet-1.docx"
    made = ready / "output" / PLAN / f"{NAME}-version-1.docx"

    for choice in ("1", "2023-05-01"):
        done = delaftale("generer", "--udgave", choice, "--format", "docx")
        assert done.code == 0
        assert f"»{made.name}« er den fil, der blev udgivet, byte for byte." in done.err
        assert made.read_bytes() == stored.read_bytes()
        made.unlink()
    done = delaftale("generer", "--gengiv", "--format", "docx,pdf,md", "--json")
    assert "er dannet på ny og er byte for byte som de udgivne" in done.err
    documents = json.loads(done.out)["dokumenter"]
    assert [(item["udgivet"], item["som_udgivet"]) for item in documents] == [(2, True), (2, True), (None, None)]
    done = delaftale("generer", "--gengiv", "--format", "docx", "--dato", "2026-01-01")
    assert "er ikke byte for byte som den, der blev udgivet 01.08.22 (post 2)" in done.err
    assert "udelad »--dato«" in done.err


def test_version_that_was_not_issued_has_nothing_to_be_compared_with(project: Path, delaftale: Delaftale) -> None:
    done = delaftale("generer", "--gengiv", "--format", "docx")

    assert done.code == 0
    assert f"Version 1 af »{PLAN}/{NAME}« er ikke udgivet, så der er intet at sammenligne med." in done.err


def test_damaged_issue_is_no_document(ready: Path, delaftale: Delaftale) -> None:
    (ready / "aftaler" / PLAN / NAME / "versioner" / "0001" / "udgivet-1.docx").write_bytes(b"PK")

    done = delaftale("generer", "--udgave", "1", "--format", "docx")

    assert done.code == 1
    assert "er ændret, efter at post 2 udgav den" in done.err
    assert not (ready / "output" / PLAN / f"{NAME}-version-1.docx").exists()
    assert delaftale("generer", "--gengiv", "--med-bemaerkninger").code == 2

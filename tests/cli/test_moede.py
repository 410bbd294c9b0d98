"""The board's meetings at the command line: what is refused, with which code; two at once; a program that is killed."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from tests.unit.service.moede_hjaelp import PERSONER, REGLER, make_pdf

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Outcome

    Run = Callable[..., Outcome]

NAVN, PLAN, DAY = "sammenhaengskraft-og-medborgerskab", "en-faelles-indsats", "2022-09-14"
SAG = "2022-beboervejledere"
COMMAND = (sys.executable, "-c", "from generator.cli import main; main()")


@pytest.fixture
def held(project: Path, delaftale: Run) -> Path:
    """Return a project where a meeting with one forslag is called, sent out and attended."""
    folder = project / "aftaler" / PLAN
    (folder / "personer.yaml").write_text(PERSONER, "utf-8")
    with (folder / "helhedsplan.yaml").open("a", encoding="utf-8") as file:
        file.write(REGLER)
    delaftale("registrer", NAVN, "--grundlag", "Bilag.", "--dato", "2022-08-01")
    delaftale("kladde", NAVN, "--dato", "2022-08-02")
    change(folder / NAVN / "kladde.yaml", "procent: 40", "procent: 50")
    delaftale("indstil", "--type", "aarlig", "--dato", "2022-08-15")
    filled = "    titel: Flere timer\n    grundlag: [erfaring]\n    begrundelse: Det viser erfaringen."
    change(folder / "indstilling.yaml", '    titel: "Beboervejledere, Procent: ændret"', filled)
    for command in (
        ("indstil", "--type", "aarlig", "--dato", "2022-08-15", "--endelig"),
        ("moede", "indkald", DAY, "--dato", "2022-08-20"),
        ("moede", "udsend", DAY, "--dato", "2022-09-06"),
        ("moede", "deltagere", DAY, "--til-stede", "formand,kommune,politi"),
    ):
        done = delaftale(*command)
        assert done.code == 0, done.err
    return project


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def tree(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files if not path.name.startswith(".")}


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("indkald",), "MØDE"),
        (("indkald", "i morgen"), "»i morgen« er ikke en dato"),
        (("punkt", "tilfoej", DAY, "Nyt"), "»--type« mangler"),
        (("punkt", "ret", DAY, "1"), "Skriv, hvad der skal rettes"),
        (("deltagere", DAY), "Skriv, hvem der er til stede"),
        (("deltagere", DAY, "--slut-kl", "kvart"), "»kvart« er ikke et klokkeslæt. Skriv fx 14:00."),
        (("deltagere", DAY, "--til-stede", "formand", "--afbud", "formand"), "»formand« er nævnt to gange"),
        (("indkald", DAY, "--kl", "25:00"), "»25:00« er ikke et klokkeslæt. Skriv fx 14:00."),
        (("deltagere", DAY, "--suppleant", "vikar"), "skal skrives som NY=FOR"),
        (("beslut", DAY), "Skriv FORSLAG og UDFALD"),
        (("beslut", DAY, "--som-indstillet", "--fortryd"), "Skriv FORSLAG og UDFALD"),
        (("beslut", DAY, "1", "--som-indstillet"), "gælder alle forslag uden beslutning"),
        (("beslut", DAY, "--som-indstillet", "--ordlyd", "Ja."), "kan kun stå sammen med »--gaelder-fra«"),
        (("beslut", DAY, "--fortryd", "1", "--ordlyd", "Ja."), "»--fortryd« kan kun stå sammen med"),
        (("beslut", DAY, "1", "godkendt", "--for", "3"), "både »--for« og »--imod«"),
        (("beslut", DAY, "1", "godkendt", "--for", "-1", "--imod", "2"), "kan ikke være under 0"),
        (("beslut", DAY, "1", "godkendt", "--felt", "x"), "skal følges af ét »--tekst«"),
        (("beslut", DAY, "1", "godkendt", "--numre", "a"), "skal være tal"),
        (("opgave", DAY), "»--ansvarlig«"),
        (("referat", DAY), "Skriv ét af"),
        (("referat", DAY, "--bemaerkning", "Nej"), "»--bemaerket-af« mangler"),
    ],
)
def test_command_that_lacks_something_says_what(
    project: Path, delaftale: Run, args: tuple[str, ...], said: str
) -> None:
    done = delaftale("moede", *args)

    assert done.code == 2
    assert said in done.err


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (("indkald", DAY, "--dato", "2022-08-20"), 6, "Der er allerede et møde"),
        (("indkald", "2022-09-01", "--dato", "2022-09-02"), 1, "er gået"),
        (("indkald", "2022-10-01", "--form", "skriftlig", "--svarfrist", "2022-10-08", "--dato", DAY), 1, "skriftlig"),
        (("vis", "2022-10-01"), 1, "har intet møde den 01.10.22"),
        (("beslut", DAY, SAG, "godkendt", "--dato", "2022-09-13"), 1, "Mødet er først den 14.09.22"),
        (("beslut", DAY, SAG, "godkendt", "--gaelder-fra", "2022-09-01", "--dato", DAY), 1, "kan ikke gælde fra"),
        (("beslut", DAY, "--som-indstillet", "--gaelder-fra", "2022-09-01", "--dato", DAY), 1, "kan ikke gælde fra"),
        (("beslut", DAY, "2", "droeftet", "--gaelder-fra", "2023-01-01", "--dato", DAY), 1, "hører til et forslag"),
        (("beslut", DAY, SAG, "godkendt", "--aar", "2022", "--dato", DAY), 1, "hører til et punkt uden forslag"),
        (("beslut", DAY, SAG, "godkendt", "--titel", "En del", "--dato", DAY), 1, "»--numre«"),
        (("beslut", DAY, "2", "godkendt", "--dato", DAY), 1, "er til orientering"),
        (("beslut", DAY, SAG, "godkendt-med-forbehold", "--dato", DAY), 1, "forbehold"),
        (("beslut", DAY, "--fortryd", "1.1"), 1, "har ingen beslutning at fortryde"),
        (("beslut", DAY, "--fortryd"), 1, "ingen beslutning at fortryde"),
        (("deltagere", DAY, "--til-stede", "ukendt"), 1, "står ikke i personer.yaml"),
        (("deltagere", DAY, "--suppleant", "vikar=politi"), 1, "er ikke noteret med afbud"),
        (("svar", DAY, "formand", "godkender", "--dato", DAY), 1, "er ikke en skriftlig behandling"),
        (("opgave", DAY, "1", "Ring", "--ansvarlig", "ukendt"), 1, "ingen person med nøglen »ukendt«"),
        (("afslut", DAY, "--dato", DAY), 1, "er ikke afgjort"),
        (("referat", DAY, "--udsend", "--dato", DAY), 1, "er ikke afsluttet"),
        (("bilag", DAY, "1", "mangler.pdf"), 1, "mangler.pdf"),
    ],
)
def test_what_can_not_be_is_refused_and_nothing_is_written(
    held: Path, delaftale: Run, args: tuple[str, ...], code: int, said: str
) -> None:
    before = tree(held)

    done = delaftale("moede", *args)

    assert (done.code, tree(held)) == (code, before), done.err
    assert said in done.err
    assert "Traceback" not in done.err


@pytest.mark.parametrize("skrevet", ["9:05", "9.05", "09:05"])
def test_time_of_day_is_kept_in_one_form(held: Path, delaftale: Run, skrevet: str) -> None:
    delaftale("moede", "indkald", "2022-10-01", "--kl", skrevet, "--dato", DAY)

    text = (held / "aftaler" / PLAN / "moeder" / "2022-10-01" / "moede.yaml").read_text("utf-8")

    assert 'kl: "09:05"' in text


def test_whole_text_is_named_with_danish_letters_too(held: Path, delaftale: Run) -> None:
    done = delaftale(
        "moede", "dokumenter", DAY, "--samlet", "sammenhængskraft-og-medborgerskab", "--format", "md", "--dato", DAY
    )

    assert done.code == 0, done.err
    assert "2022-09-14-samlet-sammenhaengskraft-og-medborgerskab.md" in done.out


def test_what_comes_after_a_referat_that_was_sent_is_no_second_sending(held: Path, delaftale: Run) -> None:
    delaftale("moede", "beslut", DAY, "--som-indstillet", "--dato", DAY)
    for number in "123":
        delaftale("moede", "beslut", DAY, number, "godkendt", "--dato", DAY)
    delaftale("moede", "afslut", DAY, "--dato", DAY)
    sent = delaftale("moede", "referat", DAY, "--udsend", "--dato", DAY)
    assert sent.code == 0, sent.err

    assert "godkendes på næste møde" in delaftale("moede", "vis", DAY).err


def test_file_of_200_mb_is_refused_without_being_read(held: Path, delaftale: Run) -> None:
    with (held / "stor.pdf").open("wb") as file:
        file.truncate(200_000_000)

    done = delaftale("moede", "bilag", DAY, "1", "stor.pdf")

    assert done.code == 1
    assert "stor.pdf" in done.err
    assert "højst 50.000 kB kan læses" in done.err
    assert not (held / "aftaler" / PLAN / "moeder" / DAY / "bilag").exists()


def test_annex_must_be_a_pdf(held: Path, delaftale: Run) -> None:
    (held / "noter.pdf").write_text("Ikke en PDF", "utf-8")
    (held / "tal.pdf").write_bytes(make_pdf())

    refused, taken = (
        delaftale("moede", "bilag", DAY, "1", "noter.pdf"),
        delaftale("moede", "bilag", DAY, "1", "tal.pdf"),
    )

    assert (refused.code, taken.code) == (1, 0)
    assert "er ikke en PDF" in refused.err
    assert "mærket »eftersendt«" in taken.out


def test_all_is_approved_from_a_day_ahead_in_one_act(held: Path, delaftale: Run) -> None:
    done = delaftale("moede", "beslut", DAY, "--som-indstillet", "--gaelder-fra", "2023-01-01", "--dato", DAY)

    assert done.out.startswith("Ét forslag er noteret som godkendt som indstillet og gælder fra 01.01.23.")
    assert "Gælder fra den 1. januar 2023." in delaftale("moede", "vis", DAY).out
    assert f"{NAVN}: version 2" in delaftale("moede", "afslut", DAY, "--dato", DAY).out


def test_somebody_noted_by_mistake_is_taken_off(held: Path, delaftale: Run) -> None:
    delaftale("moede", "deltagere", DAY, "--til-stede", "referent")

    done = delaftale("moede", "deltagere", DAY, "--fjern", "referent")

    assert (done.code, done.out.splitlines()) == (
        0,
        ["Mødet den 14.09.22: 3 til stede.", "Stemmeret: formand, kommune og politi."],
    )


def test_conflict_of_an_acute_decision_with_a_later_one_ends_with_6(held: Path, delaftale: Run) -> None:
    folder = held / "aftaler" / PLAN
    delaftale("moede", "beslut", DAY, SAG, "godkendt", "--gaelder-fra", "2023-01-01", "--dato", DAY)
    assert delaftale("moede", "afslut", DAY, "--dato", DAY).code == 0
    delaftale("kladde", NAVN, "--dato", "2022-09-20")
    change(folder / NAVN / "kladde.yaml", "procent: 40", "procent: 60")
    delaftale("indstil", "--type", "akut", "--dato", "2022-09-21")
    filled = "    titel: Endnu flere timer\n    grundlag: [akut]\n    begrundelse: Det haster."
    change(folder / "indstilling.yaml", '    titel: "Beboervejledere, Procent: ændret"', filled)

    delaftale("indstil", "--type", "akut", "--dato", "2022-09-21", "--endelig")
    other, people = "2022-10-12", "formand,kommune,politi"
    for command in (
        ("indkald", other, "--dato", "2022-09-22"),
        ("udsend", other, "--dato", "2022-10-01"),
        ("deltagere", other, "--til-stede", people),
        ("beslut", other, "--som-indstillet", "--dato", other),
        ("beslut", other, f"referat-{DAY}", "udsat", "--dato", other),
    ):
        assert delaftale("moede", *command).code == 0
    before = tree(held)

    done = delaftale("moede", "afslut", other, "--dato", other)

    assert (done.code, tree(held)) == (6, before)
    assert "Beboervejledere, Procent" in done.err
    assert "version 2" in done.err


def test_meetings_come_as_json(held: Path, delaftale: Run) -> None:
    rows = json.loads(delaftale("moede", "vis", "--json").out)
    one = json.loads(delaftale("moede", "vis", DAY, "--json").out)

    assert rows == [{"dato": DAY, "status": "udsendt"}]
    assert [item["titel"] for item in one["punkter"]] == ["Årlig revision 2022 af delaftalerne", "Nyt fra områderne"]


def test_of_two_referenter_at_the_same_moment_nobody_loses_what_the_other_wrote(held: Path, delaftale: Run) -> None:
    """Each adds an item: who is told of a conflict (6) wrote nothing, the others are all there."""
    commands = [[*COMMAND, "moede", "punkt", "tilfoej", DAY, f"Punkt {letter}", "--type", "D"] for letter in "abcd"]
    running = [
        subprocess.Popen(command, cwd=held, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=os.environ.copy())
        for command in commands
    ]
    outputs = [process.communicate(timeout=120) for process in running]

    codes = [process.returncode for process in running]
    assert set(codes) <= {0, 6}, outputs
    shown = delaftale("moede", "vis", DAY).out
    assert [f"Punkt {letter}" in shown for letter in "abcd"] == [code == 0 for code in codes]


def test_kill_9_while_closing_leaves_all_or_nothing_and_it_can_be_done_again(
    held: Path, delaftale: Run, tmp_path_factory: pytest.TempPathFactory
) -> None:
    delaftale("moede", "beslut", DAY, SAG, "godkendt", "--dato", DAY)
    started = time.monotonic()
    whole = tmp_path_factory.mktemp("helt")
    shutil.copytree(held / "aftaler", whole / "aftaler")
    command = [*COMMAND, "moede", "afslut", DAY, "--dato", DAY]
    subprocess.run(command, cwd=whole, check=True, capture_output=True, timeout=120)
    takes = time.monotonic() - started
    for share in (0.5, 0.7, 0.8, 0.9, 1.0):
        place = tmp_path_factory.mktemp("drab")
        shutil.copytree(held / "aftaler", place / "aftaler")
        process = subprocess.Popen(command, cwd=place, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(takes * share)
        process.send_signal(signal.SIGKILL)
        process.wait(timeout=60)
        shutil.rmtree(held / "aftaler")
        shutil.copytree(place / "aftaler", held / "aftaler")

        shown = json.loads(delaftale("moede", "vis", DAY, "--json").out)
        posts = delaftale("verificer")

        assert posts.code == 0
        is_closed = shown["status"] == "afsluttet"
        assert (f"{5 if is_closed else 3} poster, alt er" in posts.out) is True
        assert delaftale("moede", "afslut", DAY, "--dato", DAY).code == (1 if is_closed else 0)
        assert delaftale("moede", "referat", DAY, "--udsend", "--dato", DAY).code == 0
        shutil.rmtree(held / "aftaler")
        shutil.copytree(place / "aftaler", held / "aftaler")


def test_forbehold_takes_effect_only_once_it_is_met_and_is_issued(held: Path, delaftale: Run) -> None:
    note = ("godkendt-med-forbehold", "--forbehold", "LBF's godkendelse", "--dato", DAY)
    delaftale("moede", "beslut", DAY, SAG, *note)
    assert "version" not in delaftale("moede", "afslut", DAY, "--dato", DAY).out
    assert "godkendt med forbehold" in delaftale("forslag", "--dato", "2022-10-01").out

    lacking = delaftale("forbehold", SAG, "--opfyldt", "--dato", "2022-11-01")
    done = delaftale("forbehold", SAG, "--opfyldt", "--grundlag", "LBF, j.nr. 12-34", "--dato", "2022-11-01")
    again = delaftale("forbehold", SAG, "--opfyldt", "--grundlag", "LBF, j.nr. 12-34", "--dato", "2022-11-02")

    assert (lacking.code, done.code, again.code) == (2, 0, 1)
    assert f"{NAVN}: version 2" in done.out
    assert (held / "aftaler" / PLAN / NAVN / "versioner" / "0002" / "udgivet-1.pdf").exists()


def test_formandskabet_settles_the_wording_that_it_was_empowered_to(held: Path, delaftale: Run) -> None:
    delaftale("moede", "beslut", DAY, SAG, "bemyndiget", "--dato", DAY)
    delaftale("moede", "afslut", DAY, "--dato", DAY)
    own = ("--felt", "Beboervejledere, Procent", "--tekst", "45")

    done = delaftale("endelig-ordlyd", SAG, "--ordlyd", "Godkendt med 45 procent.", *own, "--dato", "2022-10-01")

    assert (done.code, f"{NAVN}: version 2" in done.out) == (0, True)
    text = (held / "aftaler" / PLAN / NAVN / "versioner" / "0002" / "delaftale.yaml").read_text("utf-8")
    assert "procent: 45" in text


def test_written_procedure_decides_once_its_rule_is_met(held: Path, delaftale: Run) -> None:
    """Where the plan has a rule for it: all with a vote must have agreed before the deadline."""
    folder, day = held / "aftaler" / PLAN, "2022-10-03"
    rule = "  regler:\n    skriftlig: {krav: alle-godkender, svarfrist: 5}\n"
    change(folder / "helhedsplan.yaml", "  regler:\n", rule)
    delaftale("moede", "beslut", DAY, SAG, "udsat", "--dato", DAY)
    assert delaftale("moede", "afslut", DAY, "--dato", DAY).code == 0
    called = delaftale(
        "moede", "indkald", day, "--form", "skriftlig", "--svarfrist", "2022-10-10", "--dato", "2022-10-01"
    )
    delaftale("moede", "udsend", day, "--dato", "2022-10-03")
    delaftale("moede", "beslut", day, "--som-indstillet", "--dato", day)
    delaftale("moede", "beslut", day, f"referat-{DAY}", "udsat", "--dato", day)
    for person in ("formand", "kommune"):
        assert delaftale("moede", "svar", day, person, "godkender", "--dato", "2022-10-05").code == 0

    early = delaftale("moede", "afslut", day, "--dato", "2022-10-06")
    stranger = delaftale("moede", "svar", day, "referent", "godkender", "--dato", "2022-10-06")
    late = delaftale("moede", "svar", day, "politi", "godkender", "--dato", "2022-10-11")
    delaftale("moede", "svar", day, "politi", "godkender", "--dato", "2022-10-06")
    done = delaftale("moede", "afslut", day, "--dato", "2022-10-07")

    assert (called.code, early.code, stranger.code, late.code, done.code) == (0, 1, 1, 1, 0), done.err
    assert "»politi« har ikke svaret" in early.err
    assert "ingen stemmeret" in stranger.err
    assert "Svarfristen var 10.10.22" in late.err
    assert f"{NAVN}: version 2" in done.out


def test_rettelse_takes_spelling_and_nothing_more(held: Path, delaftale: Run) -> None:
    folder = held / "aftaler" / PLAN / NAVN
    delaftale("kladde", NAVN, "--dato", "2022-09-01")
    change(
        folder / "kladde.yaml", "brobygnings-samtaler i beboer-vejledningen", "brobygningssamtaler i beboervejledningen"
    )
    text = (folder / "kladde.yaml").read_text("utf-8")
    change(folder / "kladde.yaml", "procent: 34", "procent: 35")

    more = delaftale("rettelse", NAVN, "--begrundelse", "Stavefejl", "--dato", "2022-09-01")
    kept = (folder / "kladde.yaml").exists()
    (folder / "kladde.yaml").write_text(text, "utf-8")
    done = delaftale("rettelse", NAVN, "--begrundelse", "Stavefejl", "--dato", "2022-09-01")

    assert (more.code, kept, done.code) == (1, True, 0), done.err
    assert "Aktivitetsmedarbejder, Procent" in more.err
    assert not (folder / "kladde.yaml").exists()

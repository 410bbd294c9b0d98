"""Everything that the command line says is Danish, and every command helps with examples."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import click
import pytest

from generator.cli.app import app
from generator.cli.danish import DanishOption
from generator.cli.manual import write_manual

if TYPE_CHECKING:
    from pathlib import Path

Delaftale = Any  # the fixture's function

# Words that click, Python and programmers would say. »for«, »under«, »plan« and »version« are Danish, too.
ENGLISH = re.compile(
    r"\b(the|is|are|not|and|or|of|to|with|this|that|show|exit|usage|options?|commands?|arguments?|error|errors|try|"
    r"missing|invalid|value|unexpected|extra|got|such|file|directory|path|text|integer|requires|take|takes|does|"
    r"required|default|choose|from|aborted|did|you|mean|message|input|none|true|false)\b",
    re.IGNORECASE,
)
COMMANDS = [
    (),
    ("generer",),
    ("kontroller",),
    ("vis",),
    ("aarsstatus",),
    ("diff",),
    ("registrer",),
    ("kladde",),
    ("indstil",),
    ("forslag",),
    ("traek",),
    ("historik",),
    ("baggrund",),
    ("verificer",),
    ("person",),
    ("person", "tilfoej"),
    ("person", "ret"),
    ("person", "slet"),
    ("forbehold",),
    ("endelig-ordlyd",),
    ("rettelse",),
    ("journalpakke",),
    ("redline",),
    ("moede",),
    ("moede", "indkald"),
    ("moede", "vis"),
    ("moede", "opdater"),
    ("moede", "punkt"),
    ("moede", "bilag"),
    ("moede", "status"),
    ("moede", "udsend"),
    ("moede", "flyt"),
    ("moede", "deltagere"),
    ("moede", "svar"),
    ("moede", "beslut"),
    ("moede", "opgave"),
    ("moede", "afslut"),
    ("moede", "referat"),
    ("moede", "dokumenter"),
    ("ny",),
    ("ny", "plan"),
    ("ny", "delaftale"),
    ("skema",),
]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_help_is_danish_and_has_examples(delaftale: Delaftale, command: tuple[str, ...]) -> None:
    done = delaftale(*command, "--help")

    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("Brug: delaftale")
    assert "\nEksempler:\n  delaftale" in done.out
    assert "\nTilvalg:\n" in done.out
    assert ENGLISH.findall(done.out) == []
    assert delaftale(*command, "-h").out == done.out


def test_all_commands_are_looked_at() -> None:
    context = click.Context(app)
    groups = {name: app.get_command(context, name) for name in ("moede", "ny", "person")}

    assert set(COMMANDS) == {
        (),
        *((name,) for name in app.list_commands(context)),
        *(
            (name, inner)
            for name, group in groups.items()
            if isinstance(group, click.Group)
            for inner in group.list_commands(context)
        ),
    }


@pytest.mark.parametrize("command", COMMANDS[1:], ids=" ".join)
@pytest.mark.parametrize("wrong", ["--findes-ikke", "-x", "--debug=1", "--help=1"])
def test_a_wrong_option_is_told_in_danish(
    project: Path, delaftale: Delaftale, command: tuple[str, ...], wrong: str
) -> None:
    done = delaftale(*command, wrong)

    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("Fejl: ")
    assert f"Se »delaftale {' '.join(command)} --help«." in done.err
    assert ENGLISH.findall(done.err.replace(wrong, "")) == []


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("generer", "--udgav", "1"), "Der er intet tilvalg »--udgav«. Mente du »--udgave«?"),
        (("generer", "--udgave"), "Skriv en udgave efter »--udgave«."),
        (("generer", "--alle=1"), "»--alle« skal stå alene, uden værdi."),
        (("generer", "--alle", "--udgave", "1"), "»--alle« og »--udgave« kan ikke bruges sammen."),
        (("generer", "--udgave", "ny"), "»--udgave«: »ny« er ikke en udgave."),
        (("generer", "--dato", "14.13.2022"), "»--dato«: »14.13.2022« er ikke en dato. Skriv fx 2022-09-14 eller"),
        (("generer", "--dato", "2022-02-30"), "»2022-02-30« er ikke en dato."),
        (
            ("generer", "--format", "docx,odt"),
            "»--format«: »odt« kan ikke bruges her. Skriv »docx«, »pdf«, »html« eller »md«.",
        ),
        (("generer", "--format", " , "), "»--format«: Der mangler et ord. Skriv »docx«, »pdf«, »html« eller »md«."),
        (("generer", "--format"), "Skriv »docx«, »pdf«, »html« eller »md« efter »--format«."),
        (("generer", "--ud"), "Skriv en mappe efter »--ud«."),
        (("generer", "--format", "Word"), "»Word« kan ikke bruges her. Skriv docx; det er Word-filen."),
        (("kontroller", "--tilstand", "godkend"), "»godkend« kan ikke bruges her. Mente du »godkendelse«?"),
        (("generer", "--format", "docx,html", "--med-bemaerkninger"), "Bemærkninger kan ikke vises i Word-dokumentet."),
        (("generer", "--processer", "0"), "»--processer«: »0« er ikke et antal processer. Skriv et helt tal fra 1"),
        (("generer", "--processer", "65"), "»65« er ikke et antal processer."),
        (("kontroller", "--tilstand", "streng"), "»--tilstand«: »streng« kan ikke bruges her. Skriv »import« eller"),
        (("kontroller", "--dato", "i går"), "»i går« er ikke en dato."),
        (("kontroller", "--udgave", "ny"), "»--udgave«: »ny« er ikke en udgave."),
        (("kontroller", "--alle"), "Der er intet tilvalg »--alle«."),
        (("vis",), "»DELAFTALE« mangler."),
        (("vis", "a", "b"), "»b« er for meget."),
        (
            ("skema", "plan"),
            (
                "»plan« kan ikke bruges her. Skriv »delaftale«, »helhedsplan«, »indstilling«, »moede«, »personer« "
                "eller »status«."
            ),
        ),
        (("skema", "delaftale", "mere"), "»mere« er for meget."),
        (("ny", "plan", "mere"), "»mere« er for meget."),
        (("person",), "Skriv, hvad der skal gøres: »tilfoej«, »ret« eller »slet«."),
        (("traek",), "»FORSLAG« mangler."),
        (("ny", "delaftal"), "Mente du »delaftale ny delaftale«?"),
        (("ny", "xyz"), "Brug »plan« eller »delaftale«."),
        (("ny", "delaftale", "x", "--fra-forgaenger", "a@b"), "»b« er ikke en udgave."),
        (("genere",), "Der er ingen kommando »genere«. Mente du »delaftale generer«?"),
        (("--fuldfoer", "cmd"), "Skriv »bash«, »zsh« eller »fish«."),
        (("generer", "trygehd"), "Der er ingen delaftale, der hedder »trygehd«."),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_a_wrong_command_line_is_told_in_danish(
    project: Path, delaftale: Delaftale, args: tuple[str, ...], told: str
) -> None:
    done = delaftale(*args)

    assert done.code == (1 if args == ("generer", "trygehd") else 2)
    assert done.out == ""
    assert told in done.err
    assert ENGLISH.findall(done.err) == []


@pytest.mark.parametrize(
    "error",
    [
        click.UsageError("English"),
        click.MissingParameter(param=DanishOption(["--navn"], metavar="N"), param_type="option"),
        click.MissingParameter(param=click.Argument(["navn"], metavar="NAVN")),
        click.BadArgumentUsage("English"),
        click.FileError("x", "English"),
        click.ClickException("English"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_errors_that_our_commands_do_not_raise_are_danish_all_the_same(error: click.ClickException) -> None:
    from generator.cli.usage_errors import describe_usage_error  # noqa: PLC0415

    text = describe_usage_error(error)

    assert text.startswith("Fejl: ")
    assert "English" not in text
    assert ENGLISH.findall(text) == []


def test_an_option_without_a_danish_metavar_is_refused() -> None:
    with pytest.raises(TypeError, match="metavar"):
        DanishOption(["--x"])


def test_bare_command_shows_its_help(delaftale: Delaftale) -> None:
    assert delaftale() == delaftale("--help")


def test_version_is_told(delaftale: Delaftale) -> None:
    from generator import __version__  # noqa: PLC0415

    assert delaftale("--version").out == f"delaftale {__version__}\n"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_script_is_written(delaftale: Delaftale, shell: str) -> None:
    done = delaftale("--fuldfoer", shell)

    assert (done.code, done.err) == (0, "")
    assert "_DELAFTALE_COMPLETE" in done.out


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("delaftale ge", {"generer"}),
        ("delaftale ny ", {"plan", "delaftale"}),
        ("delaftale generer en", {"en-faelles-indsats/sammenhaengskraft-og-medborgerskab"}),
        ("delaftale generer samm", {"sammenhaengskraft-og-medborgerskab"}),
        ("delaftale generer sammenhæng", {"sammenhaengskraft-og-medborgerskab"}),
        ("delaftale ny delaftale ", {"en-faelles-indsats"}),
        ("delaftale skema ", {"delaftale", "helhedsplan", "indstilling", "moede", "personer", "status"}),
        ("delaftale generer --format ", {"docx", "pdf", "html", "md"}),
        ("delaftale generer --format docx,", {"docx,pdf", "docx,html", "docx,md"}),
        ("delaftale generer --format docx,p", {"docx,pdf"}),
        ("delaftale kontroller --tilstand g", {"godkendelse"}),
        ("delaftale vis samm", {"sammenhaengskraft-og-medborgerskab"}),
    ],
)
def test_shell_completes_commands_and_names(project: Path, words: str, expected: set[str]) -> None:
    from click.shell_completion import ShellComplete  # noqa: PLC0415

    *before, incomplete = words.split(" ")[1:]
    completions = ShellComplete(app, {}, "delaftale", "_DELAFTALE_COMPLETE").get_completions(before, incomplete)

    assert {item.value for item in completions} == expected


def test_shell_completes_no_names_outside_a_project(empty: Path) -> None:
    from click.shell_completion import ShellComplete  # noqa: PLC0415

    completer = ShellComplete(app, {}, "delaftale", "_DELAFTALE_COMPLETE")

    assert completer.get_completions(["generer"], "") == []
    assert completer.get_completions(["ny", "delaftale"], "") == []


def test_page_of_commands_in_the_guide_is_fresh(repo: Path, accept: bool) -> None:
    """`--accept` rewrites it."""
    page = repo / "docs" / "brugervejledning" / "kommandoer.md"
    if accept:
        page.write_text(write_manual(), "utf-8")

    assert page.read_text("utf-8") == write_manual()

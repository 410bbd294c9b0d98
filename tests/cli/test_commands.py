"""The command line as people use it: what it writes, where, and with which exit code it ends."""

from __future__ import annotations

import json
import re
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

NAME = "sammenhaengskraft-og-medborgerskab"
DOCUMENT = Path("output") / "en-faelles-indsats" / f"{NAME}-version-1.docx"
VERSION = Path("aftaler") / "en-faelles-indsats" / NAME / "versioner" / "0001"

FORMATS = ("docx", "pdf", "html", "md")
Delaftale = Any  # the fixture's function


def files_below(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


# -- generer --


def test_generer_writes_everything_and_a_line_for_each(project: Path, delaftale: Delaftale) -> None:
    done = delaftale("generer")

    assert done.code == 0
    assert files_below(project / "output") == {f"en-faelles-indsats/{NAME}-version-1.{form}" for form in FORMATS}
    lines = [line.split("  ") for line in done.out.splitlines()]
    assert [path for path, _, _ in lines] == [DOCUMENT.with_suffix(f".{form}").as_posix() for form in FORMATS]
    assert all(size.endswith(" kB") and time.endswith(" ms") and "." not in size + time for _, size, time in lines)
    assert done.err.startswith("Næste: ")


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        (["--format", "docx"], ["docx"]),
        (["--format", "md,docx"], ["docx", "md"]),
        (["--format", "md, MD ,html,md"], ["html", "md"]),
        (["--format", "html", "--format", "docx"], ["docx", "html"]),
        (["--med-bemaerkninger"], ["html"]),
        (["--med-bemærkninger", "--format", "md,html"], ["html", "md"]),
    ],
    ids=" ".join,
)
def test_formats_are_chosen_in_any_order(
    project: Path, delaftale: Delaftale, args: list[str], expected: list[str]
) -> None:
    done = delaftale("generer", *args)

    assert done.code == 0
    assert [line.split("  ")[0].rpartition(".")[2] for line in done.out.splitlines()] == expected
    assert len(files_below(project / "output")) == len(expected)


def test_after_generer_fejl_are_told_in_a_line(
    project: Path, delaftale: Delaftale, break_rule: Callable[[], None]
) -> None:
    """With the command that shows them, in the edition and on the day that was asked for."""
    break_rule()
    told = delaftale("generer", "--format", "md", "--dato", "2022-03-01")
    silent = delaftale("generer", "--format", "docx")
    shutil.copytree(project / VERSION, project / VERSION.parent / "0002")
    both = delaftale("generer", "--format", "md", "--alle")

    assert told.code == silent.code == both.code == 0
    assert told.err == (
        f"Næste: Der er 2 fejl i »en-faelles-indsats/{NAME}«. "
        f"Se dem med »delaftale kontroller en-faelles-indsats/{NAME} --udgave 1 --dato 2022-03-01«.\n"
    )
    assert silent.err == "Næste: »delaftale kontroller« ser efter fejl og mangler.\n"
    assert both.err == "Næste: Der er fejl i 2 af dem. Se dem med »delaftale kontroller«.\n"


def test_processes_can_be_chosen(project: Path, delaftale: Delaftale) -> None:
    one = delaftale("generer", "--processer", "1", "--format", "docx")
    two = delaftale("generer", "--processer", "2", "--format", "docx")

    assert one.code == two.code == 0
    assert [line.split("  ")[0] for line in one.out.splitlines()] == [
        line.split("  ")[0] for line in two.out.splitlines()
    ]


def test_generer_works_from_a_folder_inside_the_project(
    project: Path, delaftale: Delaftale, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project / VERSION)

    assert delaftale("generer").code == 0
    assert (project / DOCUMENT).is_file()


@pytest.mark.parametrize(
    "name",
    [NAME, "sammenhængskraft-og-medborgerskab", f"en-fælles-indsats/{NAME}", f"aftaler/en-faelles-indsats/{NAME}/"],
)
def test_generer_takes_the_name_as_people_write_it(project: Path, delaftale: Delaftale, name: str) -> None:
    assert delaftale("generer", "--format", "docx", name).code == 0
    assert (project / DOCUMENT).is_file()


def test_ud_is_the_folder_that_files_go_to(project: Path, delaftale: Delaftale) -> None:
    done = delaftale("generer", "--format", "docx", "--ud", "ud/dybt")

    assert done.out.startswith("ud/dybt/en-faelles-indsats/")
    assert not (project / "output").exists()


def test_the_same_day_gives_the_same_bytes_and_another_day_others(project: Path, delaftale: Delaftale) -> None:
    documents = []
    for day in ("2022-09-14", "2022-09-14", "2026-01-01"):
        delaftale("generer", "--format", "docx", "--dato", day)
        documents.append((project / DOCUMENT).read_bytes())

    assert documents[0] == documents[1] != documents[2]


def test_json_has_the_facts_of_each_document(project: Path, delaftale: Delaftale) -> None:
    done = delaftale("generer", "--json", "--udgave", "2022-09-14", "--format", "docx")

    data = json.loads(done.out)
    (document,) = data["dokumenter"]
    assert document.pop("ms") > 0
    assert document == {
        "plan": "en-faelles-indsats",
        "delaftale": NAME,
        "version": 1,
        "format": "docx",
        "fil": DOCUMENT.as_posix(),
        "udgivet": None,
        "som_udgivet": None,
        "bytes": (project / DOCUMENT).stat().st_size,
    }
    assert data["fejl"] == []


def test_all_errors_are_told_and_the_rest_is_written(project: Path, delaftale: Delaftale) -> None:
    for number in ("0002", "0003"):
        (project / VERSION.parent / number).mkdir()
        (project / VERSION.parent / number / "delaftale.yaml").write_text("parter: x\n\tid: 1\n", "utf-8")
    done = delaftale("generer", "--alle", "--json", "--format", "docx")

    assert done.code == 1
    assert "0002/delaftale.yaml" in done.err
    assert "0003/delaftale.yaml" in done.err
    assert "2 dokumenter kunne ikke dannes; 1 fil blev skrevet." in done.err
    assert len(json.loads(done.out)["fejl"]) == 2
    assert files_below(project / "output") == {f"en-faelles-indsats/{NAME}-version-1.docx"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (b"navn: [", "linje 1"),
        (b"format: 1\n\tid: x\n", "tabulatortegn"),
        (b"format: 1\nformat: 1\n", "to gange"),
        (b"a: &a [x]\nb: [*a, *a]\n", "alias"),
        (b"id: !!python/object:os.system x\n", "tag"),
        (b"maaltl: 1\n", "maaltl"),
        (b"id: a\0b\n", "NUL"),
        (b"id: \xff\n", "UTF-8"),
        (b"", "tom"),
        (b"parter: Politiet\n", "liste"),
    ],
    ids=["syntax", "tab", "duplicate key", "alias", "tag", "unknown key", "NUL", "no UTF-8", "empty", "type"],
)
def test_bad_data_is_told_with_the_file_and_nothing_is_written(
    project: Path, delaftale: Delaftale, text: bytes, told: str
) -> None:
    (project / VERSION / "delaftale.yaml").write_bytes(text)
    done = delaftale("generer")

    assert done.code == 1
    assert (VERSION / "delaftale.yaml").as_posix() in done.err
    assert told in done.err
    assert "Traceback" not in done.err
    assert files_below(project / "output") == set()


def change(project: Path, old: str, new: str) -> None:
    path = project / VERSION / "delaftale.yaml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("gaelder_til: 2025-09-30", "gaelder_til: 2020-09-30", "skal ligge efter startdatoen"),
        ("parter:\n", "parter:\n  - id: x\n    betegnelse: X\n  - id: x\n    betegnelse: Y\n", "har samme id »x«"),
    ],
    ids=["end before start", "one id twice"],
)
def test_wrong_data_in_the_real_agreement_is_told(
    project: Path, delaftale: Delaftale, old: str, new: str, told: str
) -> None:
    change(project, old, new)
    done = delaftale("generer")

    assert done.code == 1
    assert told in done.err
    assert files_below(project / "output") == set()


def test_long_work_shows_its_progress_in_a_terminal_only(
    project: Path, delaftale: Delaftale, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And never among the data."""
    monkeypatch.setattr("generator.cli.generer.LONG_WORK", 0)
    monkeypatch.setenv("NO_COLOR", "1")
    plain = delaftale("generer", "--dato", "2022-09-14")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    shown = delaftale("generer", "--dato", "2022-09-14")

    assert "Danner dokumenter" not in plain.out + plain.err
    assert "Danner dokumenter" not in shown.out
    assert re.search(r"\x1b\[[0-9;]*3[0-9]", shown.err) is None, "a colour in spite of NO_COLOR"
    assert shown.code == 0
    assert DOCUMENT.as_posix() in shown.out


# -- places that can't be written to --


def test_outside_a_project_it_says_so_and_how_to_begin(empty: Path, delaftale: Delaftale) -> None:
    done = delaftale("generer")

    assert (done.code, done.out) == (1, "")
    assert "Der er ingen mappe »aftaler«" in done.err
    assert "delaftale ny plan" in done.err
    assert list(empty.iterdir()) == []


@pytest.mark.parametrize("ud", ["fil", "fil/under"])
def test_output_folder_that_is_a_file_is_told(project: Path, delaftale: Delaftale, ud: str) -> None:
    (project / "fil").write_bytes(b"min")
    done = delaftale("generer", "--ud", ud)

    assert (done.code, done.out) == (1, "")
    assert "ligger en fil på mappens plads" in done.err
    assert (project / "fil").read_bytes() == b"min"


def test_folder_where_the_document_should_be_is_told(project: Path, delaftale: Delaftale) -> None:
    (project / DOCUMENT).mkdir(parents=True)
    done = delaftale("generer")

    assert done.code == 1
    assert "er en mappe" in done.err
    assert files_below(project / "output") == set()


# -- skema --


def test_schema_goes_to_stdout(empty: Path, delaftale: Delaftale) -> None:
    assert json.loads(delaftale("skema").out)["title"] == "Delaftale"
    assert json.loads(delaftale("skema", "helhedsplan").out)["title"] == "Helhedsplan"
    assert json.loads(delaftale("skema", "status").out)["title"] == "Årets status"
    assert list(empty.iterdir()) == []


def test_schema_goes_to_files(empty: Path, delaftale: Delaftale) -> None:
    done = delaftale("skema", "--ud", "aftaler/.skema")

    kinds = ("delaftale", "helhedsplan", "indstilling", "moede", "personer", "status")
    assert done.out.splitlines() == [f"aftaler/.skema/{kind}.schema.json" for kind in kinds]
    assert files_below(empty) == set(done.out.splitlines())


# -- what a version alone does not tell --


@pytest.mark.parametrize("command", [("generer", "--format", "md"), ("kontroller",), ("vis", NAME)], ids=" ".join)
def test_a_draft_beside_the_version_is_mentioned_unless_somebody_chose(
    project: Path, delaftale: Delaftale, command: tuple[str, ...]
) -> None:
    shutil.copy(project / VERSION / "delaftale.yaml", project / VERSION.parents[1] / "kladde.yaml")
    told = f"»en-faelles-indsats/{NAME}« har også en kladde, som ikke er med. »--udgave kladde« viser den."

    assert told in delaftale(*command).err
    assert "har også en kladde" not in delaftale(*command, "--udgave", "1").err
    assert "har også en kladde" not in delaftale(*command, "--udgave", "kladde").err


def test_of_many_drafts_beside_versions_three_are_named(project: Path, delaftale: Delaftale) -> None:
    shutil.copy(project / VERSION / "delaftale.yaml", project / VERSION.parents[1] / "kladde.yaml")
    plan = project / VERSION.parents[2]
    for number in range(3):
        shutil.copytree(project / VERSION.parents[1], plan / f"kopi-{number}")
        for path in (plan / f"kopi-{number}").rglob("*.yaml"):
            path.write_text(path.read_text("utf-8").replace(f"id: {NAME}", f"id: kopi-{number}", 1), "utf-8")
    done = delaftale("kontroller")

    assert "»en-faelles-indsats/kopi-2« og 1 mere har også en kladde" in done.err


def test_a_character_that_no_font_of_the_pdf_has_is_told(project: Path, delaftale: Delaftale) -> None:
    path = project / VERSION / "delaftale.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("Beboerne engagerer sig lokalt", "Beboerne 王 engagerer sig lokalt"), "utf-8")
    done = delaftale("generer", "--format", "pdf,md")

    assert done.code == 0
    assert f"»output/en-faelles-indsats/{NAME}-version-1.pdf« viser 王 (U+738B) som koder" in done.err
    assert done.err.count("som koder") == 1


def test_a_plan_without_delaftaler_and_a_draft_under_a_wrong_name_are_told(minimal: Path, delaftale: Delaftale) -> None:
    folder = minimal / "aftaler" / "planen" / "medborgerskab"
    (folder / "kladde.yaml").rename(folder / "kladde.yml")
    done = delaftale("kontroller", "planen")

    assert done.code == 1
    assert "I »aftaler/planen/medborgerskab« ligger »kladde.yml«, som ikke er læst" in done.err
    assert "Fejl: Planen »planen« har ingen delaftaler." in done.err


def test_in_a_terminal_messages_break_between_words_and_commands_stay_whole(
    project: Path, delaftale: Delaftale, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "40")
    wrong = delaftale("vis", "findes-ikke")
    told = delaftale("kontroller", "--dato", "2022-03-01")

    assert wrong.err.startswith("Fejl: Der er ingen delaftale, der hedder\n»findes-ikke«.")
    assert "\n»delaftale generer --dato 2022-03-01 --med-bemaerkninger«\n" in told.err
    assert "\ue000" not in wrong.err + told.err

"""The file that the chef fills in: every line is there, it reads back as it was, and a person's comments are known."""

from __future__ import annotations

import pytest

from generator.errors import DataError
from generator.model.delaftale import Delaftale
from generator.model.status import AarligStatus, DelmaalStatus, IndikatorStatus
from generator.store.statusfil import dump_statusskema, find_kommentarer, load_status, name_status
from generator.store.yaml_reader import load_yaml
from tests.unit.rules.minimal import DELAFTALE
from tests.unit.rules.minimal import delaftale as minimal

JOB = load_yaml(DELAFTALE.encode(), Delaftale, "x.yaml")
BLANK = AarligStatus(
    format=1,
    delaftale="medborgerskab",
    aar=2022,
    delmaal=(DelmaalStatus(id="tryghed", indikatorer=(IndikatorStatus(id="andel"),)),),
)
FILE = "aftaler/planen/medborgerskab/status/2022.yaml"


def body(data: bytes) -> str:
    """Return the file from its list on."""
    return data.decode().partition("delmaal:")[2]


def test_blank_form_has_every_line_under_the_words_it_is_about() -> None:
    assert (
        body(dump_statusskema(BLANK, JOB))
        == """

  ## Delmål 1: Beboerne er trygge
  - id: tryghed
    vurdering:
    bemaerkning:
    indikatorer:
      ## Indikator 1: Andel af beboere, der er trygge
      ## Baseline: 51% (2018)
      ## Datakilde: Boligsociale Data
      - id: andel
        vaerdi:
        periode:
        kilde:
        seriebrud:
        bemaerkning:
"""
    )


def test_form_tells_the_maaltal_and_shortens_what_is_long() -> None:
    long = minimal(
        "delmaal: [{id: tryghed, tekst: " + "ord " * 60 + "slut, indikatorer: [{id: andel, type: effekt, tekst: Møder, "
        "maaltal: {vaerdi: 12, enhed: møder, retning: mindst, horisont: pr-aar}}]}]"
    )
    text = body(dump_statusskema(BLANK, long))

    assert "      ## Indikator 1: Møder\n      ## Måltal: mindst 12 møder pr. år\n      - id: andel" in text
    assert " ord …\n" in text
    assert "slut" not in text


def test_word_without_a_blank_in_it_is_cut() -> None:
    text = body(dump_statusskema(BLANK, minimal(f"delmaal: [{{id: tryghed, tekst: {'x' * 500}}}]")))

    assert f"## Delmål 1: {'x' * 110}\n" in text


def test_what_has_gone_is_marked() -> None:
    text = body(dump_statusskema(BLANK, minimal("delmaal: [{id: tryghed, tekst: Nyt}, {id: to, tekst: To}]")))
    gone = body(dump_statusskema(BLANK, minimal("delmaal: []")))

    assert "      ## Står ikke længere i delaftalen.\n      - id: andel\n" in text
    assert "\n  ## Står ikke længere i delaftalen.\n  - id: tryghed\n" in gone
    assert gone.count("##") == 1


def test_empty_lists_are_written_as_such() -> None:
    assert dump_statusskema(BLANK.replaced(delmaal=()), JOB).endswith(b"\ndelmaal: []\n")
    assert body(dump_statusskema(BLANK.replaced(delmaal=(DelmaalStatus(id="tryghed"),)), JOB)).endswith(
        "    indikatorer: []\n"
    )


def test_the_head_is_valid_yaml_and_the_file_reads_back() -> None:
    data = dump_statusskema(BLANK, JOB)

    assert load_status(data, "medborgerskab", 2022, FILE) == BLANK
    assert name_status("medborgerskab", 2022) == "medborgerskab/status/2022.yaml"


def test_a_file_in_the_wrong_place_is_refused_for_all_reasons_at_once() -> None:
    with pytest.raises(DataError) as caught:
        load_status(dump_statusskema(BLANK, JOB), "job", 2023, FILE)

    assert [(item.felt, item.message) for item in caught.value.fejl] == [
        ("Delaftale", "Her står »medborgerskab«, men mappen hedder »job«. Ret den ene, så de er ens."),
        ("År", "Her står 2022, men filen hedder 2023.yaml. Ret den ene, så de er ens."),
    ]
    assert all(item.line > 1 for item in caught.value.fejl)


def test_a_file_in_the_wrong_place_is_told_beside_what_else_is_wrong() -> None:
    text = dump_statusskema(BLANK, JOB).decode().replace("vurdering:", "vurdering: tja").replace("2022\n", "22\n")
    with pytest.raises(DataError) as caught:
        load_status(text.encode(), "job", 2022, FILE)

    assert [item.felt for item in caught.value.fejl] == ["Delaftale", "År", "Delmål 1, Vurdering"]


def test_an_editor_is_told_of_the_schema() -> None:
    first = dump_statusskema(BLANK, JOB).split(b"\n")[0]

    assert first == b"# yaml-language-server: $schema=../../../.skema/status.schema.json"


def test_guiding_comments_are_no_persons() -> None:
    assert find_kommentarer(dump_statusskema(BLANK, JOB), BLANK, FILE) == ()
    gone = dump_statusskema(BLANK, minimal("delmaal: []"))
    assert find_kommentarer(gone, BLANK, FILE) == ()


def test_a_persons_comments_are_found_wherever_they_stand() -> None:
    text = dump_statusskema(BLANK, JOB).decode()
    text = text.replace("    vurdering:\n", "    # Delmål 1: spørg\n    vurdering: naaet # sikkert\n", 1)
    text = text.replace(
        "    bemaerkning:\n    ind", "    bemaerkning: |-\n      ## Overskrift\n\n      a # b\n    # efter\n    ind", 1
    )
    text = text.replace("        kilde:\n", '        kilde: "Bog # 2"\n', 1) + "# til sidst\n#\n"

    assert find_kommentarer(text.encode(), BLANK, FILE) == (
        "# Delmål 1: spørg",
        "# sikkert",
        "# efter",
        "# til sidst",
    )
    assert load_status(text.encode(), "medborgerskab", 2022, FILE).find_indikator("tryghed", "andel") is not None


def test_a_persons_comments_are_kept_and_found_once_more() -> None:
    kept = ("# husk", "# og mere")
    data = dump_statusskema(BLANK, JOB, kept)

    assert data.decode().endswith(
        "        bemaerkning:\n\n# Egne kommentarer, flyttet hertil, da filen fik nye linjer:\n# husk\n# og mere\n"
    )
    assert find_kommentarer(data, BLANK, FILE) == kept

"""The field that a person means, by the name that the documents use or by its address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.delaftale import Delaftale
from generator.model.sti import Sti
from generator.store.yaml_reader import load_yaml
from generator.workflow.feltnavne import match_felt, name_all, normalize_navn

if TYPE_CHECKING:
    from pathlib import Path

NAMES = {
    Sti("navn"): "Navn",
    Sti("aktiviteter/vejledning"): "Beboervejledning",
    Sti("aktiviteter/vejledning/formaal"): "Beboervejledning, Formål",
    Sti("aktiviteter/vejledning/formaal/tekst"): "Beboervejledning, Formål",
    Sti("aktiviteter/maal/formaal"): "Målbar, Formål",
}


def test_an_address_beats_a_name() -> None:
    assert match_felt(NAMES, "navn") == (Sti("navn"),)


def test_case_commas_quotes_and_danish_letters_do_not_matter_and_the_outermost_is_meant() -> None:
    for felt in ("»beboervejledning« formaal", "Beboervejledning,  FORMÅL"):
        assert match_felt(NAMES, felt) == (Sti("aktiviteter/vejledning/formaal"),)


def test_some_words_mean_all_that_hold_them() -> None:
    assert len(match_felt(NAMES, "formål")) == 3
    assert match_felt(NAMES, "noget helt andet") == ()
    assert match_felt(NAMES, "«»") == ()


def test_every_field_and_every_part_around_it_has_a_name(repo: Path) -> None:
    folder = repo / "aftaler/en-faelles-indsats/sammenhaengskraft-og-medborgerskab/versioner/0001"
    text = load_yaml((folder / "delaftale.yaml").read_bytes(), Delaftale, "delaftale.yaml")

    names = name_all(text)

    assert match_felt(names, "Beboervejledning, Formål")
    assert {sti for sti in names if len(sti.dele) == 1} >= {Sti("aktiviteter"), Sti("delmaal")}
    assert all(Sti("/".join(sti.dele[:-1])) in names for sti in names if len(sti.dele) > 1)


def test_names_are_compared_in_one_spelling() -> None:
    assert normalize_navn(" »Mål«, ÆBLE ") == "maal aeble"

"""The chef's proposal: what hangs together, what is refused with which words, and that files hold it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from pydantic import ValidationError

from generator.errors import DataError
from generator.model.fil import Fil
from generator.model.forslag import Aendringsforslag, Forslagsudkast, Indstilling, Indstillingsudkast
from generator.store.yaml_reader import load_yaml
from generator.store.yaml_writer import dump_yaml
from tests.logskriver import A, B, aendringer, forslag

if TYPE_CHECKING:
    from generator.model.base import Model


def refusal(cls: type[Model], data: dict[str, Any]) -> str:
    """Return what a person is told; one error only."""
    with pytest.raises(ValidationError) as caught:
        cls.model_validate(data)
    (error,) = caught.value.errors()
    return error["msg"]


def indstilling(*items: dict[str, Any], **facts: Any) -> dict[str, Any]:
    bases = [{"delaftale": A, "version": 1}]
    return {"id": "i", "type": "akut", "bygger_paa": bases, "forslag": items or (forslag("x"),)} | facts


def test_a_forslag_names_the_delaftaler_that_it_changes() -> None:
    assert Aendringsforslag.model_validate(forslag("x", B, A)).delaftaler == (B, A)


def test_a_draft_may_lack_what_the_log_demands() -> None:
    """Reason and ground are filled in by the chef, afterwards."""
    bare = {name: value for name, value in forslag("x").items() if name not in {"begrundelse", "grundlag"}}

    assert Forslagsudkast.model_validate(bare).begrundelse is None
    with pytest.raises(ValidationError) as caught:
        Aendringsforslag.model_validate(bare)
    assert [error["loc"] for error in caught.value.errors()] == [("grundlag",), ("begrundelse",)]


def test_a_filled_in_draft_becomes_a_forslag_as_it_stands() -> None:
    draft = Forslagsudkast.model_validate(forslag("x", hoeringer=[{"forum": "Følgegruppen", "dato": "2022-08-01"}]))

    frozen = Aendringsforslag.model_validate(dict(draft))

    assert dict(frozen) == dict(draft)


def test_all_missing_reasons_of_a_file_are_told_at_once() -> None:
    items = [forslag("x"), forslag("y")]
    for item in items:
        del item["begrundelse"]
    draft = Indstillingsudkast.model_validate(
        {"format": 1, "type": "akut", "bygger_paa": [{"delaftale": A, "version": 1}], "forslag": items}
    )

    with pytest.raises(ValidationError) as caught:
        Indstilling.model_validate({"id": "i", **{k: v for k, v in dump(draft).items() if k != "format"}})

    assert [error["loc"] for error in caught.value.errors()] == [
        ("forslag", 0, "begrundelse"),
        ("forslag", 1, "begrundelse"),
    ]


def dump(model: Model) -> dict[str, Any]:
    return model.model_dump(mode="json", exclude_none=True)


def test_the_chefs_file_is_read_as_it_was_written() -> None:
    hoering = {"forum": "Følgegruppen", "dato": "2022-08-01", "bemaerkning": "God idé.", "svar": "Tak.\n\nDet gør vi."}
    full = forslag("x", konsekvenser="Ingen.", strategisk="uklart", gaelder_fra="2022-10-01", hoeringer=[hoering])
    draft = Indstillingsudkast.model_validate(
        {
            "format": 1,
            "type": "aarlig",
            "aar": 2022,
            "bygger_paa": [{"delaftale": A, "version": 1}],
            "forslag": [full],
        }
    )

    data = dump_yaml(draft)

    assert load_yaml(data, Indstillingsudkast, "indstilling.yaml") == draft
    assert dump_yaml(load_yaml(data, Indstillingsudkast, "indstilling.yaml")) == data


def test_a_mistake_in_the_chefs_file_is_told_with_its_place() -> None:
    draft = Indstillingsudkast.model_validate({"format": 1} | {k: v for k, v in indstilling().items() if k != "id"})
    data = dump_yaml(draft).replace(b"type: akut", b"type: akut\naar: 2022")

    with pytest.raises(DataError, match=r"En akut indstilling har intet år\. Slet feltet"):
        load_yaml(data, Indstillingsudkast, "indstilling.yaml")


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"type": "aarlig"}, "En årlig indstilling skal have et år. Skriv fx aar: 2022."),
        ({"aar": 2022}, "En akut indstilling har intet år. Slet feltet."),
        ({"forslag": []}, "Listen er tom. Der skal stå mindst ét punkt."),
        ({"bygger_paa": []}, f"»{A}« skal stå én gang under bygger_paa, netop når et forslag ændrer delaftalen."),
        (
            {"bygger_paa": [{"delaftale": A, "version": 1}, {"delaftale": B, "version": 1}]},
            f"»{B}« skal stå én gang under bygger_paa, netop når et forslag ændrer delaftalen.",
        ),
        (
            {"bygger_paa": [{"delaftale": A, "version": 1}, {"delaftale": A, "version": 2}]},
            f"»{A}« skal stå én gang under bygger_paa, netop når et forslag ændrer delaftalen.",
        ),
        (
            {"forslag": [forslag("x"), forslag("y", aendringer=forslag("x")["aendringer"])]},
            "Den samme ændring står i »x« og »y«. Lad den stå i det ene forslag.",
        ),
    ],
)
def test_an_indstilling_hangs_together(facts: dict[str, Any], said: str) -> None:
    assert refusal(Indstilling, indstilling(**facts)) == said


def test_a_delaftale_stands_once_in_a_forslag() -> None:
    twice = [*aendringer(A), *aendringer(A, sti="revisionsbestemmelse")]

    said = refusal(Aendringsforslag, forslag("x", aendringer=twice))

    assert said == f"»{A}« står to gange. Saml ændringerne i delaftalen ét sted."


# -- files --


@pytest.mark.parametrize("sti", ["a", "naboskab/versioner/0001/delaftale.yaml", "moeder/2022-09-14/Bilag_1.pdf"])
def test_a_files_path_lies_in_the_plans_folder(sti: str) -> None:
    assert Fil.model_validate({"sti": sti, "sha256": "0" * 64}).sti == sti


@pytest.mark.parametrize("sti", ["", "/etc/x", "../x", "a/../b", "a//b", "a/", "a\\b", ".skjult", "å.pdf", "a" * 201])
def test_another_path_is_refused(sti: str) -> None:
    said = refusal(Fil, {"sti": sti, "sha256": "0" * 64})

    assert said == f"»{sti[:200]}« kan ikke være en fil i planens mappe. Skriv mappe/fil med a-z og cifre."


@pytest.mark.parametrize("digest", ["", "0" * 63, "A" * 64, "g" * 64])
def test_a_hash_has_one_spelling(digest: str) -> None:
    said = refusal(Fil, {"sti": "a", "sha256": digest})

    assert said == f"»{digest}« er ikke en SHA-256. Den er på 64 tegn: cifre og a-f."


def test_what_is_no_text_is_neither_path_nor_hash() -> None:
    with pytest.raises(ValidationError) as caught:
        Fil.model_validate({"sti": 1, "sha256": None})

    assert [error["type"] for error in caught.value.errors()] == ["string_type", "string_type"]

"""The schemas say in Danish what the reader takes, and the files fit them."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from generator.cli.option_types import Choice
from generator.cli.skema import skema as command
from generator.model.forslag import Indstillingsudkast
from generator.model.person import Personregister
from generator.model.status import AarligStatus
from generator.service.eksempler import DELAFTALE
from generator.service.skema import SKEMAER, dump_skema, skema, write_skemaer
from generator.store.files import RealFiles
from generator.store.statusfil import dump_statusskema
from generator.store.yaml_writer import dump_yaml
from tests.unit.rules.minimal import delaftale as minimal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def as_text(data: bytes) -> Any:
    """Return a file's values, every scalar as text, as the reader takes it; what is blank is null."""
    raw = yaml.load(data, Loader=yaml.BaseLoader)
    return _with_blanks(raw)


def _with_blanks(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _with_blanks(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_with_blanks(part) for part in value]
    return value or None


def test_real_files_fit_their_schemas(repo: Path) -> None:
    for path in sorted((repo / "aftaler").rglob("*.yaml")):
        navn = "helhedsplan" if path.name == "helhedsplan.yaml" else "delaftale"
        assert list(misfits(skema(navn), as_text(path.read_bytes()), skema(navn))) == []


def test_a_years_status_fits_its_schema_blank_and_filled_in() -> None:
    status = AarligStatus.model_validate({
        "format": 1, "delaftale": "medborgerskab", "aar": 2022,
        "delmaal": [{"id": "tryghed", "indikatorer": [{"id": "andel"}, {
            "id": "antal", "vaerdi": "53,5", "periode": "2022", "seriebrud": "nej", "bemaerkning": "Se bilag"}]}],
    })  # fmt: skip
    data = dump_statusskema(status, minimal())

    assert list(misfits(skema("status"), as_text(data), skema("status"))) == []
    assert list(misfits(skema("status"), yaml.safe_load(data) | {"aar": "i år"}, skema("status"))) != []


def test_an_indstilling_and_a_register_fit_their_schemas() -> None:
    change = {"art": "saet", "sti": "delmaal/a/tekst", "nuvaerende": "x", "foreslaaet": "y"}
    added = {"art": "tilfoej", "sti": "delmaal/b", "foreslaaet": {"id": "b", "tekst": "B"}, "foreslaaet_plads": {}}
    udkast = Indstillingsudkast.model_validate({
        "format": 1, "type": "aarlig", "aar": 2022, "bygger_paa": [{"delaftale": "a", "version": 1}],
        "forslag": [{
            "id": "x", "titel": "X", "grundlag": ["erfaring", "akut"],
            "hoeringer": [{"forum": "Følgegruppen", "dato": "2022-08-24"}],
            "aendringer": [{"delaftale": "a", "aendringer": [change, added]}],
        }],
    })  # fmt: skip
    person = {"id": "formand-1", "rolle": "formand", "fra": "2021-10-01"}
    register = Personregister.model_validate({"format": 1, "personer": [person]})

    for navn, model in (("indstilling", udkast), ("personer", register)):
        assert list(misfits(skema(navn), as_text(dump_yaml(model)), skema(navn))) == []
        assert list(misfits(skema(navn), as_text(dump_yaml(model)) | {"ukendt": "x"}, skema(navn))) != []


def test_example_fits_the_schema_with_yamls_own_types() -> None:
    """As an editor takes it: numbers are numbers."""
    data = yaml.safe_load(DELAFTALE.partition("\n\n")[2])
    data |= {"format": 1, "id": "x", "formular": "x", "indsatsomraade": "x", "gaelder_fra": "2026-01-01"}
    data["gaelder_til"] = "2029-12-31"

    assert list(misfits(skema("delaftale"), data, skema("delaftale"))) == []


@pytest.mark.parametrize(
    ("key", "value"), [("ukendt", "x"), ("parter", "x"), ("gaelder_fra", "1. oktober"), ("id", "Æ"), ("format", 2)]
)
def test_what_the_reader_refuses_the_schema_refuses(key: str, value: object) -> None:
    data = {
        "format": 1, "id": "x", "formular": "x", "indsatsomraade": "x",
        "gaelder_fra": "2026-01-01", "gaelder_til": "2029-12-31",
    }  # fmt: skip

    assert list(misfits(skema("delaftale"), data, skema("delaftale"))) == []
    assert list(misfits(skema("delaftale"), data | {key: value}, skema("delaftale"))) != []


WORDS = {"$schema", "$defs", "$ref", "title", "description", "default", "type", "properties", "required", "items",
         "anyOf", "additionalProperties", "enum", "pattern", "minLength", "maxLength", "minimum", "maximum",
         "minItems"}  # fmt: skip
TYPES: dict[str, type | tuple[type, ...]] = {
    "string": str, "number": (int, float), "integer": int, "boolean": bool, "array": list,
    "object": dict, "null": type(None),
}  # fmt: skip


def misfits(node: dict[str, Any], value: object, root: dict[str, Any]) -> Iterator[object]:
    """Yield where `value` does not fit the part of JSON Schema that ours use; fail on a word not known here."""
    assert node.keys() <= WORDS
    if "$ref" in node:
        yield from misfits(root["$defs"][node["$ref"].rpartition("/")[2]], value, root)
    if "anyOf" in node and all(list(misfits(each, value, root)) for each in node["anyOf"]):
        yield node, value
    if "enum" in node and value not in node["enum"]:
        yield node, value
    wanted = [node["type"]] if isinstance(node.get("type"), str) else node.get("type", [])
    if wanted and not any(isinstance(value, TYPES[kind]) for kind in wanted):
        yield node, value
    if isinstance(value, str) and not re.search(node.get("pattern", ""), value):
        yield node, value
    if isinstance(value, dict):
        yield from misfits_of_fields(node, value, root)
    if isinstance(value, list):
        for item in value:
            yield from misfits(node.get("items", {}), item, root)


def misfits_of_fields(node: dict[str, Any], value: dict[str, object], root: dict[str, Any]) -> Iterator[object]:
    fields = node.get("properties", {})
    yield from set(node.get("required", ())) - value.keys()
    if node.get("additionalProperties") is False:
        yield from value.keys() - fields.keys()
    for key in value.keys() & fields.keys():
        yield from misfits(fields[key], value[key], root)


def properties_in(node: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each property of a schema by name, those of its parts too."""
    if isinstance(node, dict):
        yield from node.get("properties", {}).items()
    for inner in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from properties_in(inner)


@pytest.mark.parametrize("navn", SKEMAER)
def test_every_field_has_a_title_and_a_description_that_says_more(navn: str) -> None:
    poor = [
        name
        for name, field in properties_in(skema(navn))
        if not field.get("title")
        or field["title"] == name
        or len(field.get("description", "")) < 15
        or field["description"].strip(".") == field["title"]
    ]

    assert len(list(properties_in(skema(navn)))) > 5
    assert poor == []


@pytest.mark.parametrize("navn", SKEMAER)
def test_every_part_and_vocabulary_is_named_for_people(navn: str) -> None:
    definitions = skema(navn)["$defs"]

    assert [
        name for name, part in definitions.items() if not part.get("title") and ": " not in part["description"]
    ] == []


def test_the_command_offers_every_schema() -> None:
    argument = next(item for item in command.params if item.name == "navn")

    assert isinstance(argument.type, Choice)
    assert list(argument.type.words) == list(SKEMAER)


@pytest.mark.parametrize("navn", SKEMAER)
def test_schema_speaks_danish(navn: str) -> None:
    """No class name and no docstring of ours or pydantic's."""
    text = dump_skema(navn).decode("utf-8")
    titles = set(re.findall(r'"(?:title|description)": "(.*)"', text))

    assert len(titles) > 10
    assert [title for title in titles if re.search(r"\b(the|of|an|is|and|None|null|which)\b", title)] == []
    assert skema(navn)["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_schema_lists_choices_with_their_wording() -> None:
    assert "primaer: Primær aktør" in skema("delaftale")["$defs"]["PartRolle"]["description"]


def test_schemas_in_the_project_are_fresh(repo: Path, accept: bool) -> None:
    """The editor reads them; `--accept` rewrites them."""
    if accept:
        write_skemaer(tuple(SKEMAER), repo / "aftaler" / ".skema", RealFiles())
    for navn in SKEMAER:
        assert (repo / "aftaler" / ".skema" / f"{navn}.schema.json").read_bytes() == dump_skema(navn)
        json.loads(dump_skema(navn))

"""Values that a model refuses are told in Danish, with the field's name for people, the place and what to do."""

from __future__ import annotations

import importlib
import pkgutil
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

import pytest
import yaml
from pydantic import Field, ValidationError, model_validator

import generator.model
from generator.errors import DataError
from generator.model.base import Dato, Heltal, Id, JaNej, Linje, Model, Number, Valg, fejl
from generator.store.yaml_errors import FALLBACK, TRANSLATED
from generator.store.yaml_reader import load_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator


class Enhed(Valg):
    """A vocabulary whose ASCII values differ from its wording."""

    ANDEL = "andel", "Andel"
    MAANED = "maaned", "Måned"


class Maal(Model):
    """A part that goes by number."""

    TITEL: ClassVar[str] = "Delmål"
    HOVEDFELT: ClassVar[str] = "tekst"

    id: Id | None = Field(None, title="Id")
    tekst: Linje = Field(title="Tekst")
    maaltal: Number | None = Field(None, title="Måltal", ge=0, le=100)
    enhed: Enhed | None = Field(None, title="Enhed")


class Gruppe(Model):
    """A part that may stand in the place of a text."""

    primaer: Linje = Field(title="Primær")
    sekundaer: Linje | None = Field(None, title="Sekundær")


class Aktivitet(Model):
    """A part that goes by its name."""

    TITEL: ClassVar[str] = "Aktivitet"
    NAVNEFELT: ClassVar[str] = "navn"

    navn: Linje = Field(title="Navn")
    formaal: Linje | None = Field(None, title="Formål")
    maalgruppe: Linje | Gruppe | None = Field(None, title="Målgruppe")
    koder: tuple[Id, ...] = Field((), title="Koder")
    start: Dato | None = Field(None, title="Start")


class Aftale(Model):
    """A small agreement with one field of each kind."""

    TITEL: ClassVar[str] = "Aftale"

    navn: Linje = Field(title="Navn")
    delmaal: tuple[Maal, ...] = Field((), title="Delmål", max_length=600)
    aktiviteter: Annotated[tuple[Aktivitet, ...], Field(max_length=3)] = Field((), title="Aktiviteter")
    fra: Dato | None = Field(None, title="Gælder fra")
    til: Dato | None = Field(None, title="Gælder til")
    antal: Heltal | None = Field(None, title="Antal", ge=1)
    er_aktiv: JaNej = Field(True, title="Er aktiv")
    cvr: Linje | None = Field(None, title="CVR", pattern=r"^\d{8}$", description="Skriv otte cifre.")
    art: Literal["ny", "gammel"] | None = Field(None, title="Art")

    @model_validator(mode="after")
    def _in_order(self) -> Aftale:
        if self.fra and self.til and self.til <= self.fra:
            message = f"Slutdatoen {self.til} ligger før startdatoen {self.fra}. Ret en af dem."
            raise fejl("periode", message, loc=("til",))
        return self


def refuse(text: str, cls: type[Model] = Aftale) -> list[str]:
    """Return what is wrong, a line per error, without the file's name."""
    with pytest.raises(DataError) as caught:
        load_yaml(text.encode(), cls, "aftale.yaml")
    lines = str(caught.value).split("\n")
    assert all(line.startswith(("aftale.yaml, linje ", "aftale.yaml: ")) for line in lines)
    return [line.removeprefix("aftale.yaml, ").removeprefix("aftale.yaml: ") for line in lines]


def test_all_errors_come_at_once_in_the_files_order_and_name_the_field() -> None:
    text = """\
navn: Aftalen
antal: mange
fra: 2021-02-30
delmaal:
  - tekst: Første
    maaltal: 120
  - enhed: andele
    maaltal: 1.500
aktiviteter:
  - navn: Beboervejledning
    formaal: [x]
  - navn: [y]
    start: 1.10.21
er_aktiv: måske
"""
    assert refuse(text) == [
        "linje 2, tegn 8: »Antal«: »mange« er ikke et helt tal. Skriv kun cifre, fx 12.",
        (
            "linje 3, tegn 6: »Gælder fra«: Datoen »2021-02-30« findes ikke i kalenderen. "
            "Skriv år-måned-dag, fx 2021-10-01."
        ),
        "linje 6, tegn 14: »Delmål 1, Måltal«: 120 er for meget. Skriv højst 100.",
        "linje 7, tegn 5: »Delmål 2«: Feltet mangler. Tilføj en linje med »tekst: …«.",
        (
            "linje 7, tegn 12: »Delmål 2, Enhed«: »andele« kan ikke vælges her. Vælg: andel (Andel), maaned (Måned); "
            "mente du »andel«?"
        ),
        (
            "linje 8, tegn 14: »Delmål 2, Måltal«: »1.500« kan læses på to måder. Skriv 1500, hvis det er et tusindtal"
            ", "
            "eller 1,5, hvis det er et decimaltal."
        ),
        (
            "linje 11, tegn 14: »Beboervejledning, Formål«: Her skal stå en tekst, men der står en liste. "
            "Sæt teksten i citationstegn, hvis den begynder med »- « eller »[«."
        ),
        (
            "linje 12, tegn 11: »Aktivitet 2, Navn«: Her skal stå en tekst, men der står en liste. "
            "Sæt teksten i citationstegn, hvis den begynder med »- « eller »[«."
        ),
        "linje 13, tegn 12: »Aktivitet 2, Start«: Datoen »1.10.21« skal skrives som år-måned-dag. Skriv 2021-10-01.",
        "linje 14, tegn 11: »Er aktiv«: »måske« skal være ja eller nej.",
    ]


@pytest.mark.parametrize(
    ("key", "message"),
    [
        ("måltal", "Feltet »måltal« hedder »maaltal«. Skriv det med små bogstaver og uden æ, ø, å og mellemrum."),
        ("Ma\u030altal", "Feltet »Måltal« hedder »maaltal«. Skriv det med små bogstaver og uden æ, ø, å og mellemrum."),
        ("maltal", "Feltet »maltal« kendes ikke. Mente du »maaltal«?"),
        ("aktiviteter", "Feltet »aktiviteter« hører ikke til her. Ryk linjen ud til felterne for »Aftale«."),
        ("qqq", "Feltet »qqq« kendes ikke. Her kan stå id, maaltal, enhed."),
    ],
)
def test_an_unknown_key_is_refused_at_the_key(key: str, message: str) -> None:
    assert refuse(f"navn: x\ndelmaal:\n  - tekst: y\n    {key}: 5\n") == [f"linje 4, tegn 5: »Delmål 1«: {message}"]


def test_a_misspelt_required_key_is_one_mistake() -> None:
    assert refuse("nvan: x\n") == ["linje 1, tegn 1: Feltet »nvan« kendes ikke. Mente du »navn«?"]


def test_a_key_that_can_mean_nothing_is_to_be_deleted() -> None:
    text = "navn: x\naktiviteter:\n  - {navn: a, maalgruppe: {primaer: b, sekundaer: c, qqq: d}}\n"

    assert refuse(text) == ["linje 3, tegn 54: »a, Målgruppe«: Feltet »qqq« kendes ikke. Slet linjen."]


@pytest.mark.parametrize(
    ("lines", "key", "rest"),
    [
        ("maalgruppe:\nsekundaer: Unge", "sekundaer", "på linjen over. Ryk linjen to mellemrum ind."),
        ("maalgruppe:\n  primaer: Børn\nsekundaer: Unge", "sekundaer", "ovenfor. Ryk linjen ind under den."),
    ],
)
def test_a_field_of_the_part_above_is_to_be_indented(lines: str, key: str, rest: str) -> None:
    text = "navn: x\naktiviteter:\n  - navn: a\n    " + lines.replace("\n", "\n    ") + "\n"

    (wrong,) = refuse(text)

    assert wrong.endswith(f"»a«: Feltet »{key}« hører vist til »maalgruppe« {rest}")


def test_two_fields_of_the_part_above_are_both_to_be_indented() -> None:
    text = "navn: x\naktiviteter:\n  - navn: a\n    maalgruppe:\n    primaer: Børn\n    sekundaer: Unge\n"

    assert [item.rpartition("Feltet ")[2][:36] for item in refuse(text)] == [
        "»primaer« hører vist til »maalgruppe",
        "»sekundaer« hører vist til »maalgrup",
    ]


def test_an_end_date_before_the_start_is_refused_at_the_end_date() -> None:
    assert refuse("navn: x\nfra: 2025-10-01\ntil: 2021-09-30\n") == [
        "linje 3, tegn 6: »Gælder til«: Slutdatoen 2021-09-30 ligger før startdatoen 2025-10-01. Ret en af dem."
    ]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("[a]", "linje 4, tegn 17: »a, Målgruppe«: Her skal stå en tekst, men der står en liste."),
        ('""', "linje 4, tegn 17: »a, Målgruppe«: Feltet er tomt."),
        ("{sekundaer: b}", "linje 4, tegn 17: »a, Målgruppe, Primær«: Feltet mangler."),
        ("{primaer: b, sekundar: c}", "linje 4, tegn 30: »a, Målgruppe«: Feltet »sekundar« kendes ikke. Mente du"),
    ],
)
def test_of_a_union_only_the_branch_that_was_meant_is_told(written: str, expected: str) -> None:
    (wrong,) = refuse(f"navn: x\naktiviteter:\n  - navn: a\n    maalgruppe: {written}\n")

    assert wrong.startswith(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("navn:\n", "linje 1, tegn 6: »Navn«: Feltet er tomt. Skriv en tekst."),
        ("navn: x\ner_aktiv: ''\n", "linje 2, tegn 11: »Er aktiv«: Feltet er tomt. Udfyld det, eller slet linjen."),
        ("navn: ''\n", "linje 1, tegn 7: »Navn«: Feltet er tomt. Udfyld det."),
        ("navn: x\ndelmaal:\n", "linje 2, tegn 9: »Delmål«: Feltet er tomt. Udfyld det, eller slet linjen."),
        ("navn: x\ndelmaal:\n  -\n", "linje 3, tegn 4: »Delmål 1«: Punktet er tomt. Udfyld det, eller slet linjen."),
        (
            "navn: x\ndelmaal: y\n",
            ("linje 2, tegn 10: »Delmål«: Her skal stå en liste, men der står teksten »y«. "
            "Skriv hver del med linjen »- tekst: …«."),
        ),
        (
            "navn: x\ndelmaal:\n  tekst: y\n",
            ("linje 3, tegn 3: »Delmål«: Her skal stå en liste, men der står feltet »tekst«. "
            "Sæt »- « foran »tekst«, og ryk de følgende felter lige så langt ind."),
        ),
        (
            "navn: x\ndelmaal:\n  - y\n",
            ("linje 3, tegn 5: »Delmål 1«: Her skal stå felter, men der står teksten »y«. "
            "Skriv hver del med linjen »- tekst: …«."),
        ),
        (
            "navn: x\ndelmaal:\n  - - tekst: y\n",
            "linje 3, tegn 5: »Delmål 1«: Her skal stå felter, men der står en liste. Slet »- « foran felterne.",
        ),
        (
            "navn:\n  OBS: y\n",
            ("linje 2, tegn 3: »Navn«: Her skal stå en tekst, men der står feltet »OBS«. "
            "Sæt teksten i citationstegn, hvis den indeholder kolon eller begynder med »{«."),
        ),
        ("navn: x\ncvr: 123\n", "linje 2, tegn 6: »CVR«: »123« har ikke den form, feltet kræver. Skriv otte cifre."),
        ("navn: x\nantal: 0\n", "linje 2, tegn 8: »Antal«: 0 er for lidt. Skriv mindst 1."),
        ("navn: x\nart: nye\n", "linje 2, tegn 6: »Art«: »nye« kan ikke vælges her. Vælg: ny, gammel; mente du »ny«?"),
        (
            "navn: x\nart: [ny]\n",
            "linje 2, tegn 6: »Art«: Her skal stå ét ord, men der står en liste. Vælg: ny, gammel.",
        ),
        (
            "navn: x\naktiviteter:\n" + "  - navn: y\n" * 4,
            "linje 3, tegn 3: »Aktiviteter«: Listen har 4 punkter. Skriv højst 3.",
        ),
        (
            "navn: x\naktiviteter:\n  - {navn: y, koder: [a, B]}\n",
            ("linje 3, tegn 26: »y, Koder nr. 2«: »B« kan ikke være et id (det korte navn). "
            "Skriv »b«: kun små bogstaver a-z, cifre og bindestreg."),
        ),
        (f"navn: {'x' * 200_001}\n", "linje 1, tegn 7: »Navn«: Teksten er på 200.001 tegn. Skriv højst 200.000."),
    ],
)  # fmt: skip
def test_a_wrong_value_is_told_with_what_to_do(text: str, expected: str) -> None:
    assert refuse(text) == [expected]


def test_the_danish_wording_of_a_choice_leads_to_its_value() -> None:
    (wrong,) = refuse("navn: x\ndelmaal:\n  - {tekst: y, enhed: Måned}\n")

    assert wrong.endswith("mente du »maaned«?")


def test_a_long_value_is_quoted_short() -> None:
    (wrong,) = refuse(f"navn: x\nfra: {'9' * 100_000}\n")

    assert len(wrong) < 600


def test_a_value_with_control_signs_is_quoted_harmlessly() -> None:
    (wrong,) = refuse('navn: x\n"\u202eart\u2066": ny\n')

    assert "\\u202eart\\u2066" in wrong


# -- no English, whatever the model --


class Alt(Model):
    """One field for each kind of error that pydantic may find in a model of ours."""

    tekst: str = Field("", min_length=2, max_length=3, pattern="^[a-z]+$")
    linje: Linje = Field("x", max_length=3)
    liste: tuple[Linje, ...] = Field((), min_length=1, max_length=2)
    raa_liste: list[str] = Field([], min_length=1, max_length=2)
    opslag: dict[str, str] = Field({})
    opslag_tal: dict[str, int] = Field({})
    heltal: Heltal = Field(5, ge=1, le=9)
    raat_heltal: int = Field(5, gt=1, lt=9, multiple_of=2)
    tal: Number | None = Field(None, gt=1, lt=9)
    dato: Dato | None = None
    svar: JaNej = True
    raat_svar: bool = True
    kommatal: float = 1.0
    valg: Enhed = Enhed.ANDEL
    ord: Literal["a"] = "a"
    del_: Gruppe | None = None
    enten: Linje | Gruppe | None = None
    kraevet: Linje


BAD: list[Any] = [
    *(None, "", "1", "x", "xx", "xxxxxxxx", "12", "0", "-7", "3,5", "nan", "9" * 5000),
    *([], ["a"], [None], ["a", "b", "c"], {}, {"qqq": "1"}, {"primaer": None}),
]


def _types_in(schema: Any) -> Iterator[str]:
    """Yield the type of each node of a pydantic core schema."""
    if isinstance(schema, dict):
        if isinstance(schema.get("type"), str):
            yield schema["type"]
        for key, part in schema.items():
            if key not in ("metadata", "serialization", "ref", "function"):
                yield from _types_in(part)
    elif isinstance(schema, list | tuple):
        for part in schema:
            yield from _types_in(part)


# Kinds of schema and the errors that each can give on dict, list, str or None.
ERRORS_OF = {
    "model": {"model_type"},
    "model-fields": {"missing", "extra_forbidden"},
    "model-field": frozenset(),
    "str": {"string_type", "string_too_short", "string_too_long", "string_pattern_mismatch"},
    "tuple": {"tuple_type", "too_short", "too_long"},
    "decimal": {"decimal_type", "decimal_parsing", "greater_than_equal", "less_than_equal"},
    "int": {"int_type", "int_parsing", "int_parsing_size", "greater_than_equal", "less_than_equal"},
    "date": {"date_type", "date_from_datetime_parsing"},
    "bool": {"bool_type", "bool_parsing"},
    "enum": {"enum"},
    "literal": {"literal_error"},
    "any": frozenset(),
    "datetime": frozenset(),  # our own validator lets only moments through
    **dict.fromkeys(("nullable", "default", "union", "chain", "definitions", "definition-ref"), frozenset[str]()),
    **dict.fromkeys(("function-before", "function-after", "function-wrap"), frozenset[str]()),
}


def _all_models() -> list[type[Model]]:
    for module in pkgutil.walk_packages(generator.model.__path__, "generator.model."):
        importlib.import_module(module.name)
    found = [Model]
    for cls in found:
        found += [sub for sub in cls.__subclasses__() if sub.__module__.startswith("generator.model.")]
    return found[1:]


def test_every_error_that_the_models_can_raise_has_its_own_danish_message() -> None:
    used = {kind for cls in _all_models() for kind in _types_in(cls.__pydantic_core_schema__)}

    assert used - set(ERRORS_OF) == set()
    assert {name for kind in used for name in ERRORS_OF[kind]} - TRANSLATED == set()


def test_no_pydantic_english_leaks() -> None:
    """Each field of `Alt` is given each bad value; what pydantic says must not be what the user reads."""
    seen: set[str] = set()
    for name in Alt.model_fields:
        for value in BAD:
            raw = {"kraevet": "x", name: value} if value != {"qqq": "1"} else {name: value}
            try:
                Alt.model_validate(raw)
            except ValidationError as error:
                english = {item["msg"] for item in error.errors() if "message" not in item.get("ctx", {})}
                seen |= {item["type"] for item in error.errors() if item["msg"] in english}
                text = yaml.safe_dump(raw, default_style='"').replace('!!null "null"', "~")
                for line in refuse(text, Alt):
                    assert not any(phrase in line for phrase in (*english, FALLBACK, "should", "Input"))

    assert seen - TRANSLATED == set()
    unseen = {name for names in ERRORS_OF.values() for name in names} - seen
    assert unseen <= {"date_from_datetime_parsing", "decimal_parsing"}  # our own validators come before pydantic's


def test_an_error_of_an_unknown_kind_is_told_in_danish() -> None:
    class Streng(Model):
        ting: Any = None

        @model_validator(mode="after")
        def _fail(self) -> Streng:
            raise ValueError("English words")

    assert refuse("ting: x\n", Streng) == [f"linje 1, tegn 1: {FALLBACK}"]

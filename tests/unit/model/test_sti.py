"""The one address: every field is listed, read and named by it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator.model.delaftale import Delaftale
from generator.model.helhedsplan import Helhedsplan
from generator.model.sti import Sti, UnknownStiError, felter_of, list_felter, name_felt, read_felt
from generator.model.tekst import Tekst

if TYPE_CHECKING:
    from generator.model.base import Model


@pytest.fixture(scope="module")
def delaftale() -> Delaftale:
    """An agreement with one of everything, small enough to read."""
    return Delaftale.model_validate(
        {
            "format": 1,
            "id": "proeve",
            "formular": "lbf-2019-26",
            "indsatsomraade": "beskaeftigelse",
            "gaelder_fra": "2021-10-01",
            "gaelder_til": "2025-09-30",
            "parter": [{"id": "fob", "betegnelse": "FOB"}],
            "delmaal": [
                {"id": "tryghed", "tekst": "Flere er trygge"},
                {
                    "id": "positivt-syn",
                    "tekst": "Et positivt syn",
                    "indikatorer": [
                        {"id": "antal", "type": "aktivitetsnaer", "tekst": "12 møder"},
                        {"id": "tillid", "type": "effekt", "tekst": "Tillid", "baseline": {"ordlyd": "51%"}},
                    ],
                },
            ],
            "aktiviteter": [
                {
                    "id": "beboervejledning",
                    "navn": "Beboervejledning",
                    "formaal": [{"id": "omfang", "rolle": "omfang", "overskrift": "Omfang:", "tekst": "Her"}],
                }
            ],
            "ressourcer": [{"id": "chef", "funktion": "Chef for helhedsplanen", "procent": "25"}],
        }
    )


@pytest.mark.parametrize(
    ("sti", "value"),
    [
        ("delmaal/positivt-syn/indikatorer/tillid/baseline/ordlyd", "51%"),
        ("aktiviteter/beboervejledning/navn", "Beboervejledning"),
        ("delmaal/positivt-syn/indikatorer/antal/baseline/ordlyd", None),
        ("indikatortabel/note", None),
        ("kommunal_sammenhaeng", None),
    ],
)
def test_a_sti_reads_its_field(delaftale: Delaftale, sti: str, value: object) -> None:
    """Parts go by id; what is blank, or lies in a blank part, reads as None."""
    assert read_felt(delaftale, sti) == value


def test_a_sti_to_a_part_reads_the_part(delaftale: Delaftale) -> None:
    """Parts and lists have addresses as well as fields."""
    assert read_felt(delaftale, "delmaal") == delaftale.delmaal
    assert read_felt(delaftale, "delmaal/tryghed") == delaftale.delmaal[0]
    assert read_felt(delaftale, "") is delaftale


@pytest.mark.parametrize(
    ("sti", "name"),
    [
        ("", "Delaftale"),
        ("gaelder_fra", "Delaftalen gælder fra"),
        ("aktiviteter/beboervejledning/formaal", "Beboervejledning, Formål"),
        ("aktiviteter/beboervejledning/formaal/omfang/tekst", "Beboervejledning, Formål, afsnit 1"),
        ("aktiviteter/beboervejledning/formaal/omfang/overskrift", "Beboervejledning, Formål, afsnit 1, Overskrift"),
        ("delmaal/positivt-syn", "Delmål 2"),
        ("delmaal/positivt-syn/tekst", "Delmål 2"),
        ("delmaal/positivt-syn/indikatorer/tillid/baseline", "Delmål 2, Indikator 2, Baseline boligområde/målgruppe"),
        (
            "delmaal/positivt-syn/indikatorer/tillid/baseline/ordlyd",
            "Delmål 2, Indikator 2, Baseline boligområde/målgruppe",
        ),
        ("ressourcer/chef/procent", "Chef for helhedsplanen, Procent"),
        ("parter/fob", "FOB"),
    ],
)
def test_people_see_a_name_never_a_sti(delaftale: Delaftale, sti: str, name: str) -> None:
    """A part goes by its own name where it has one, else by its kind and number; its main field adds nothing."""
    assert name_felt(delaftale, sti) == name


@pytest.mark.parametrize(
    ("sti", "step", "near"),
    [
        ("delmal", "delmal", ["delmaal"]),
        ("delmaal/positiv-syn", "positiv-syn", ["positivt-syn"]),
        ("delmaal/tryghed/text", "text", ["tekst"]),
        ("gaelder_fra/dag", "dag", []),
    ],
)
def test_an_address_that_leads_nowhere_says_where_it_stops(
    delaftale: Delaftale, sti: str, step: str, near: list[str]
) -> None:
    """The error keeps the step and what may have been meant."""
    with pytest.raises(UnknownStiError) as caught:
        read_felt(delaftale, sti)

    assert (caught.value.step, caught.value.nearest) == (step, near)


def test_every_field_is_listed_once_and_reads_as_listed(delaftale: Delaftale) -> None:
    """What `list_felter` yields is just what the addresses lead to, and each has a name."""
    listed = list(list_felter(delaftale))

    assert len({sti for sti, _ in listed}) == len(listed)
    assert [read_felt(delaftale, sti) for sti, _ in listed] == [value for _, value in listed]
    assert all(name_felt(delaftale, sti) for sti, _ in listed)


def test_a_plans_fields_are_listed_under_its_prefix() -> None:
    """A document's plan fields are told apart from the agreement's."""
    plan = Helhedsplan.model_validate({"format": 1, "id": "p", "navn": "Planen", "bevillingsperiode": "2019-26"})

    assert (Sti("helhedsplan/navn"), "Planen") in list(list_felter(plan, Sti("helhedsplan")))


def test_a_fields_kind_knows_parts_lists_and_plain_values() -> None:
    """Optional, Annotated and tuple are seen through."""
    felter = felter_of(Delaftale)

    assert (felter["delmaal"].is_list, felter["indikatortabel"].is_list) == (True, False)
    assert felter["kommunal_sammenhaeng"].value_type is Tekst
    assert felter["gaelder_fra"].model is None


def test_no_domain_type_lacks_a_title_or_a_name_for_people() -> None:
    """Every part and field has the Danish label that people meet."""
    pending: list[type[Model]] = [Delaftale, Helhedsplan]
    seen: set[type[Model]] = set()
    while pending:
        cls = pending.pop()
        seen.add(cls)
        assert cls.TITEL
        for name, felt in felter_of(cls).items():
            assert cls.model_fields[name].title, f"{cls.__name__}.{name}"
            if felt.model is not None and felt.model not in seen:
                pending.append(felt.model)


def test_a_step_further_is_written_with_a_slash() -> None:
    """The root has no steps."""
    assert Sti("") / "delmaal" / "tryghed" == Sti("delmaal/tryghed")
    assert (Sti("").dele, Sti("a/b").dele) == ((), ("a", "b"))

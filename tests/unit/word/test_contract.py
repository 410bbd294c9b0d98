"""What a form may use, and how each kind of value is printed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from generator.model.delaftale import Delaftale, Part
from generator.model.helhedsplan import Chef
from generator.model.sti import felter_of
from generator.model.valg import Grundlag
from generator.word.contract import MAX_NAMES, ROOTS, Kind, UnknownNameError, field_slot, format_value
from tests.unit.word import byg

if TYPE_CHECKING:
    from generator.model.base import Model


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (None, ""),
        ("æ <b>", "æ <b>"),
        (True, "ja"),
        (False, "nej"),
        (Decimal("12.50"), "12,5"),
        (12345, "12.345"),
        (date(2021, 10, 1), "01.10.21"),
        (Grundlag.STILLING, "af én stilling"),
        ((), ""),
        (("a",), "a"),
        (("a", "b", "c"), "a, b og c"),
    ],
)
def test_a_value_is_printed_in_danish(value: object, printed: str) -> None:
    assert format_value(value) == printed


def test_a_part_is_no_value() -> None:
    with pytest.raises(TypeError):
        format_value(byg.indhold().plan)


@pytest.mark.parametrize(
    ("model", "name", "kind"),
    [
        (Delaftale, "parter", Kind.PARTS),
        (Delaftale, "indikatortabel", Kind.PART),
        (Delaftale, "gaelder_fra", Kind.LINE),
        (Delaftale, "revisionsbestemmelse", Kind.LONG),
        (Delaftale, "har_primaere", Kind.FLAG),
        (Part, "er_klasse", Kind.FLAG),
        (Part, "er_primaer", Kind.FLAG),
        (Part, "rolle", Kind.LINE),
    ],
)
def test_a_field_has_a_kind(model: type[Model], name: str, kind: Kind) -> None:
    assert field_slot(model, name).kind is kind


def test_an_unknown_name_says_what_may_be_meant() -> None:
    with pytest.raises(UnknownNameError) as caught:
        field_slot(Part, "betegnlse")

    assert caught.value.message == "»betegnlse« findes ikke i Part. Mente du »betegnelse«?"


def test_of_many_names_some_are_told_as_examples() -> None:
    with pytest.raises(UnknownNameError) as many:
        field_slot(Delaftale, "__class__")
    with pytest.raises(UnknownNameError) as few:
        field_slot(Chef, "__class__")

    assert many.value.message.startswith("»__class__« findes ikke i Delaftale. Brug fx format, id, formular,")
    assert many.value.message.count(", ") == MAX_NAMES - 1
    assert few.value.message == "»__class__« findes ikke i Chef. Brug titel, navn."


@pytest.mark.parametrize("name", ["replaced", "model_dump", "model_fields", "__class__", "TITEL", "_hangs_together"])
def test_only_fields_are_names(name: str) -> None:
    with pytest.raises(UnknownNameError):
        field_slot(Delaftale, name)


def test_every_field_of_every_part_can_be_reached() -> None:
    """Whatever the model gains, a form may print or test at once."""
    pending, seen = list(ROOTS.values()), set()
    while pending:
        model = pending.pop()
        seen.add(model)
        for name in (*felter_of(model), *model.AFLEDTE):
            slot = field_slot(model, name)
            assert (slot.model is not None) == (slot.kind in (Kind.PART, Kind.PARTS))
            pending += [slot.model] if slot.model is not None and slot.model not in seen else []
    assert len(seen) > 10

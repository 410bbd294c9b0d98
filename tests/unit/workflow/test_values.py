"""Plain values are spelled as the files spell them, and fields are named for people though the text has them not."""

from __future__ import annotations

from decimal import Decimal

import pytest

from generator.model.aktivitet import Aktivitet, Maalgruppe
from generator.model.delaftale import Delaftale, Part
from generator.model.indikator import Delmaal
from generator.model.sti import Sti
from generator.workflow.names import name_sti
from generator.workflow.values import blank, is_empty, required, to_plain

A = Delaftale(
    format=1,
    id="trivsel",
    formular="lbf-2019-26",
    indsatsomraade="trivsel",
    gaelder_fra="2021-10-01",
    gaelder_til="2025-09-30",
    delmaal=(Delmaal(id="syn", tekst="Et positivt syn"),),
)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None),
        (True, "ja"),
        (False, "nej"),
        (2018, "2018"),
        (Decimal("12.5"), "12.5"),
        (Decimal("1.345"), "1,345"),
        (A.gaelder_fra, "2021-10-01"),
        (("a", "b"), ["a", "b"]),
        (Part(id="a", betegnelse="A", rolle="sekundaer"), {"id": "a", "betegnelse": "A", "rolle": "sekundaer"}),
        (Aktivitet(id="a", navn="A", maalgruppe=Maalgruppe()), {"id": "a", "navn": "A", "maalgruppe": {}}),
    ],
)
def test_value_is_spelled_as_in_the_file(value: object, expected: object) -> None:
    assert to_plain(value) == expected


def test_value_that_no_model_holds_is_a_mistake_of_ours() -> None:
    with pytest.raises(TypeError, match="complex"):
        to_plain(1j)


def test_blank_is_the_default_or_none() -> None:
    assert [blank(Part, "er_klasse"), blank(Part, "betegnelse"), blank(Delmaal, "aktiviteter")] == [False, None, ()]
    assert required(Part) == {"id", "betegnelse"}
    assert is_empty(Maalgruppe())
    assert not is_empty(Maalgruppe(tekst="Alle"))


@pytest.mark.parametrize(
    ("sti", "content", "expected"),
    [
        ("delmaal/syn/tekst", None, "Delmål 1"),
        ("delmaal/syn/indikatorer/ny/maaltal/vaerdi", None, "Delmål 1, Indikator, Måltal, Værdi"),
        ("aktiviteter/nab", {"navn": "Naboskab"}, "Naboskab"),
        ("aktiviteter/nab", None, "Aktivitet"),
        ("aktiviteter/nab/formaal", {"navn": "x"}, "Aktivitet, Formål"),
        ("delmaal/nyt", {"tekst": "Nyt"}, "Delmål"),
        ("gaelder_fra/mere", None, "Delaftalen gælder fra"),
        ("findes/ikke", None, "Delaftale"),
        ("aktiviteter/nab/farve", None, "Aktivitet"),
    ],
)  # fmt: skip
def test_field_is_named_as_far_as_it_is_known(sti: str, content: object, expected: str) -> None:
    assert name_sti(Sti(sti), A, content) == expected

"""What a person is told of a real agreement's fields: the lines that a part takes, the year in four digits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator.errors import DataError
from generator.model.delaftale import Delaftale
from generator.model.indikator import Baseline
from generator.store.yaml_reader import load_yaml

if TYPE_CHECKING:
    from generator.model.base import Model


def refuse(text: str, cls: type[Model]) -> list[str]:
    """Return what is wrong, a line per error, without the file's name."""
    with pytest.raises(DataError) as caught:
        load_yaml(text.encode(), cls, "aftale.yaml")
    return [str(item) for item in caught.value.fejl]


def test_a_list_of_parts_that_stands_as_a_text_is_told_with_its_lines() -> None:
    head = "format: 1\nid: a\nformular: lbf\nindsatsomraade: b\ngaelder_fra: 2021-10-01\ngaelder_til: 2025-09-30\n"
    text = head + "aktiviteter:\n  - id: a\n    navn: A\n    formaal: At unge trives\n    maalgruppe: Unge\n"

    assert refuse(text, Delaftale) == [
        (
            "linje 10, tegn 14: »A, Formål«: Her skal stå en liste, men der står teksten »At unge trives«. "
            "Skriv hver del med linjerne »- id: …«, »rolle: …« og »tekst: …«."
        ),
        (
            "linje 11, tegn 17: »A, Målgruppe(r)«: Her skal stå felter, men der står teksten »Unge«. "
            "Skriv under feltet linjen »tekst: …«, rykket to mellemrum ind."
        ),
    ]


@pytest.mark.parametrize(("aar", "meant"), [("21", "2021"), ("5", "2005")])
def test_a_year_has_four_digits(aar: str, meant: str) -> None:
    (wrong,) = refuse(f"ordlyd: x\naar: {aar}\n", Baseline)

    assert wrong.endswith(f"»År«: »{aar}« er ikke et årstal. Skriv året med fire cifre, fx {meant}.")

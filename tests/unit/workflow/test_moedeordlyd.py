"""The words of a decision: what a forbehold is, said in a sentence; how the votes fell."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from generator.model.beslutning import Udfald
from generator.model.bestyrelse import Punkttype
from generator.model.moede import Afstemning, Forslagsafgoerelse, Punkt, Punktbeslutning, Punktudfald
from generator.workflow.moedeordlyd import outcome_unless_noted, word_afgoerelse, word_punktbeslutning


@pytest.mark.parametrize(
    ("forbehold", "ordlyd"),
    [
        ("kommunens godkendelse", "Godkendt med forbehold for kommunens godkendelse."),
        ("kommunens godkendelse.", "Godkendt med forbehold for kommunens godkendelse."),
        ("Landsbyggefondens godkendelse", "Godkendt med forbehold for Landsbyggefondens godkendelse."),
        ("Kommunen bekræfter lokalerne.", "Godkendt med forbehold: Kommunen bekræfter lokalerne."),
    ],
)
def test_forbehold_is_a_thing_or_a_sentence(forbehold: str, ordlyd: str) -> None:
    item = Forslagsafgoerelse(forslag="x", udfald=Udfald.GODKENDT_MED_FORBEHOLD, forbehold=forbehold)

    assert word_afgoerelse(item, None, "chefen") == ordlyd


def test_fewer_than_no_votes_are_no_vote() -> None:
    """What is kept can be read again."""
    with pytest.raises(ValidationError):
        Afstemning(stemmer_for=-1, stemmer_imod=2)


@pytest.mark.parametrize(
    ("titel", "art", "said"),
    [
        ("Trivsel", "D", "Drøftet."),
        ("Byggeri", "O", "Taget til efterretning."),
        ("Budget", "B", None),
        ("Eventuelt", "D", None),
    ],
)
def test_what_nobody_noted_was_heard_but_nothing_is_decided_by_itself(titel: str, art: str, said: str | None) -> None:
    punkt = Punkt(id="p", titel=titel, type=Punkttype.of(art))

    outcome = outcome_unless_noted(punkt)

    assert (None if outcome is None else word_punktbeslutning(outcome)) == said


def test_what_was_noted_is_what_came_of_it() -> None:
    punkt = Punkt(id="p", titel="Trivsel", type=Punkttype.D, beslutning=Punktbeslutning(udfald=Punktudfald.UDSAT))

    assert outcome_unless_noted(punkt) is None

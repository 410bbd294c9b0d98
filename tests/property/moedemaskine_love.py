"""What the board's machine draws, and what must hold of the log after each of its steps, seen from outside.

Always so: nothing here asks the program what a decision ought to have given.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from generator.model.beslutning import Udfald
from generator.model.beslutningslog import Postart
from generator.workflow.versions import Effekt
from tests.logskriver import A, B, aendringer, forslag

if TYPE_CHECKING:
    from generator.model.beslutning import Forslagsbeslutning
    from generator.workflow.fakta import Forslagstilstand
    from generator.workflow.tilstand import Tilstand

START = date(2022, 8, 1)
DAYS = tuple(date(2021, 9, 1) + timedelta(days=60 * step) for step in range(40))


def check_is_danish(text: str) -> None:
    """A refusal is whole sentences, and speaks of no Python."""
    assert text.endswith((".", "?")), text
    assert "None" not in text, text


def draw_forslag(id_: str, today: date, data: st.DataObject) -> dict[str, Any]:
    where = data.draw(st.sampled_from([(A,), (A,), (B,), (A, B)]), label="delaftaler")
    parts = [
        {
            "delaftale": name,
            "aendringer": [
                {
                    "art": "saet",
                    "sti": f"aktiviteter/{id_}-{nr}/formaal/indledning/tekst",
                    "nuvaerende": "a",
                    "foreslaaet": "b",
                }
                for nr in range(data.draw(st.integers(1, 3), label="ændringer"))
            ],
        }
        for name in where
    ]
    facts: dict[str, Any] = {"aendringer": parts}
    if data.draw(st.integers(0, 4), label="ønsket dag") == 0:
        facts["gaelder_fra"] = (today + timedelta(days=90)).isoformat()
    facts["strategisk"] = data.draw(st.sampled_from(["nej"] * 6 + ["ja", "uklart"]), label="strategisk")
    return forslag(id_) | facts


def draw_udfald(item: Forslagstilstand, day: date, data: st.DataObject) -> dict[str, Any]:
    """Draw an outcome with what it needs."""
    udfald = data.draw(st.sampled_from(list(Udfald)), label="udfald")
    facts: dict[str, Any] = {"forslag": item.forslag.id, "udfald": udfald}
    own = aendringer(*item.forslag.delaftaler, efter="bestyrelsens")
    if udfald is Udfald.GODKENDT_MED_AENDRING:
        facts["aendringer"] = own
    if udfald is Udfald.GODKENDT_MED_FORBEHOLD:
        facts["forbehold"] = "kommunens ja"
        facts["aendringer"] = data.draw(st.sampled_from([None, own]), label="ordlyd")
    if udfald in {Udfald.GODKENDT, Udfald.GODKENDT_MED_AENDRING}:
        facts["gaelder_fra"] = data.draw(st.sampled_from([None, day]), label="gælder fra")
    if data.draw(st.integers(0, 3), label="stemmer") == 0:
        facts["afstemning"] = {
            "stemmer_for": data.draw(st.integers(0, 3)),
            "stemmer_imod": data.draw(st.integers(0, 3)),
        }
    return facts


def effects_of(item: Forslagsbeslutning, tilstand: Tilstand) -> list[Effekt]:
    if not item.virker or item.gaelder_fra is None:
        return []
    changes = tilstand.forslag[item.forslag].forslag.aendringer if item.aendringer is None else item.aendringer
    return [Effekt(part.delaftale, item.gaelder_fra, item.forslag) for part in changes]


def answers(tilstand: Tilstand) -> dict[int, dict[tuple[str, date], int | None]]:
    """Return what is in force on each day, by the number of posts that say so."""
    return {len(tilstand.poster): {(name, day): tilstand.in_force(name, day) for name in (A, B) for day in DAYS}}


def check_versions(tilstand: Tilstand) -> None:
    """Each version was registered, or carries forslag that its post approved, settled or corrected."""
    for name in tilstand.delaftaler:
        for version in tilstand.versioner(name):
            post = tilstand.poster[version.post - 1]
            assert (name, version.nr) in post.lavede
            if post.art is Postart.REGISTRERING:
                continue
            assert post.art in {Postart.BESLUTNING, Postart.FORBEHOLD, Postart.BEMYNDIGELSE}
            assert version.gaelder_fra >= START
            for id_ in version.forslag:
                acts = tilstand.forslag[id_].afgoerelser
                assert any(act.post == version.post and act.aendringer for act in acts)


def check_nothing_is_forgotten(before: Tilstand, after: Tilstand) -> None:
    assert after.poster[: len(before.poster)] == before.poster
    for name in before.delaftaler:
        assert after.versioner(name)[: len(before.versioner(name))] == before.versioner(name)
    for id_, old in before.forslag.items():
        new = after.forslag[id_]
        assert new.forslag == old.forslag
        assert new.afgoerelser[: len(old.afgoerelser)] == old.afgoerelser

"""Field changes side by side: what differs is bold and nothing else, what is left out is seen to be."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.document.moede_felter import LONG, show_change
from generator.model.aendring import Feltaendring
from generator.model.tekst import Tekst, parse_tekst
from tests.unit.rules.minimal import delaftale

TEKST = "kommunal_sammenhaeng"
LINJE = "aktiviteter/naboskab/kortbeskrivelse"


def change(sti: str, now: Any, then: Any, art: str = "saet", **places: Any) -> Feltaendring:
    return Feltaendring.model_validate({"art": art, "sti": sti, "nuvaerende": now, "foreslaaet": then, **places})


def sides(now: Any, then: Any, *, sti: str = TEKST, kort: bool = False) -> tuple[str | None, str | None]:
    """Return both sides of a change as shown."""
    text = delaftale()
    felt = show_change(change(sti, now, then), text, text, kort=kort)
    return felt.nuvaerende, felt.foreslaaet


def test_what_differs_is_bold_on_both_sides() -> None:
    assert sides("Vi holder åbent om dagen.", "Vi holder åbent om aftenen.") == (
        "Vi holder åbent om **dagen.**",
        "Vi holder åbent om **aftenen.**",
    )


def test_words_that_were_bold_and_stay_are_plain_so_that_bold_means_one_thing() -> None:
    assert sides("Vi **holder** åbent nu.", "Vi **holder** åbent *igen* nu.") == (
        "Vi holder åbent nu.",
        "Vi holder åbent ***igen*** nu.",
    )


@pytest.mark.parametrize(("now", "then"), [(None, "Ny **tekst**."), ("Gammel **tekst**.", None)])
def test_text_that_stands_alone_is_shown_as_it_is(now: str | None, then: str | None) -> None:
    assert sides(now, then) == (now, then)


def test_lists_and_links_keep_their_shape() -> None:
    before = "Se:\n\n- [siden](https://example.org/a)\n- to"
    after = "Se:\n\n- [siden](https://example.org/a)\n- tre"

    assert sides(before, after) == (
        "Se:\n\n- [siden](https://example.org/a)\n- **to**",
        "Se:\n\n- [siden](https://example.org/a)\n- **tre**",
    )


def test_line_with_signs_of_markup_is_shown_as_written() -> None:
    now, then = sides("2*3 og [x]", "2*3 og [y]", sti=LINJE)

    assert [item.tekst for item in parse_tekst(now or "")] == ["2*3 og [x]"]
    assert [item.tekst for item in parse_tekst(then or "")] == ["2*3 og [y]"]


def test_paragraphs_that_stay_are_left_out_of_a_long_text_and_that_is_seen() -> None:
    same = "\n\n".join(f"Afsnit {nr} bliver, som det er." for nr in range(60))
    assert len(same) > LONG

    now, then = sides(f"{same}\n\nFør.", f"{same}\n\nEfter.")

    assert now == "…\n\n**Før.**"
    assert then == "…\n\n**Efter.**"


def test_short_view_has_some_words_around_each_change() -> None:
    words = " ".join(f"ord{nr}" for nr in range(60))

    now, then = sides(f"{words} gammel {words}", f"{words} ny {words}", kort=True)

    assert now is not None
    assert then is not None
    assert now.startswith("… ord")
    assert now.endswith(" …")
    assert "**gammel**" in now
    assert "**ny**" in then
    assert len(now) < 250


def test_short_view_of_a_text_that_one_side_lacks_words_of_keeps_both_sides_apart() -> None:
    now, then = sides("Åbent hver dag.", "Åbent hver dag, også søndag.", kort=True)

    assert now == "Åbent hver **dag.**"
    assert then == "Åbent hver **dag, også søndag.**"


PART = {"id": "naboskab", "navn": "Naboskab: godt", "kortbeskrivelse": "2*3", "formaal": [
    {"id": "a", "rolle": "indledning", "tekst": "Første\nlinje.\n\n- punkt"}]}  # fmt: skip


def test_new_part_is_shown_whole_with_the_names_of_its_fields() -> None:
    text = delaftale()

    felt = show_change(change("aktiviteter/naboskab", None, PART, "tilfoej", foreslaaet_plads={}), text, text)

    assert felt.navn == "Ny aktivitet"
    assert felt.nuvaerende is None
    assert [item.tekst for item in parse_tekst(felt.foreslaaet or "")] == [
        "Aktivitetsnavn: Naboskab: godt",
        "Kort beskrivelse: 2*3",
        "Formål, afsnit 1:",
        "Første linje.",
        "punkt",
    ]


def test_short_view_names_a_part_that_comes_or_goes() -> None:
    text = delaftale()
    new = show_change(change("aktiviteter/x", None, PART, "tilfoej", foreslaaet_plads={}), text, text, kort=True)
    gone = show_change(change("aktiviteter/x", PART, None, "fjern", nuvaerende_plads={}), text, text, kort=True)

    assert (new.navn, new.foreslaaet) == ("Ny aktivitet", "Naboskab: godt")
    assert (gone.nuvaerende, gone.foreslaaet, gone.haendelse) == ("Naboskab: godt", None, "Udgår")


@given(
    st.lists(st.sampled_from(["en", "to", "tre", "fire", ".", "fem,"]), min_size=1, max_size=12),
    st.lists(st.sampled_from(["en", "to", "tre", "fire", ".", "fem,"]), min_size=1, max_size=12),
)
def test_both_sides_say_all_their_words_and_what_is_plain_is_the_same_in_both(one: list[str], other: list[str]) -> None:
    before, after = " ".join(one), " ".join(other)
    if before == after:
        return

    shown = [parse_tekst(side or "")[0] for side in sides(before, after)]

    assert [item.tekst for item in shown] == [before, after]
    plain = ["".join(piece.tekst for piece in item.stykker if not piece.fed).split() for item in shown]
    assert plain[0] == plain[1]


def test_view_is_a_valid_text_whatever_stands_beside_a_change() -> None:
    now, _ = sides("a ++b++ c", "a ++b++ d")

    assert now == Tekst("a ++b++ **c**")

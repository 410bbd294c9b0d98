"""Changes for people: one sentence each, the words marked, the same in every format, and never a code word."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from generator.document.aendringer import Beskrivelse, describe, describe_all
from generator.document.aendringer_skrivning import to_html, to_json, to_lines, to_markdown
from generator.model.aendring import Feltaendring
from generator.model.aktivitet import Aktivitet, Formaalsafsnit
from generator.model.delaftale import Delaftale, Part, Ressource
from generator.model.indikator import Baseline, Delmaal, Indikator
from generator.workflow.diff import diff


def _delaftale(**fields: Any) -> Delaftale:
    start = {"format": 1, "id": "trivsel", "formular": "lbf-2019-26", "indsatsomraade": "trivsel"}
    return Delaftale(**start | {"gaelder_fra": "2021-10-01", "gaelder_til": "2025-09-30"} | fields)


def _delmaal(*ids: str, **fields: Any) -> tuple[Delmaal, ...]:
    return tuple(Delmaal(id=one, tekst=f"Delmålet {one}", **fields) for one in ids)


def _vejledning(**fields: Any) -> Delaftale:
    return _delaftale(aktiviteter=(Aktivitet(id="vej", navn="Vejledning", **fields),))


def _described(a: Delaftale, b: Delaftale, **navne: str) -> list[tuple[str, str, str]]:
    return [(item.saetning, item.nuvaerende, item.foreslaaet) for item in describe_all(diff(a, b), a, b, navne)]


def _one(a: Delaftale, b: Delaftale) -> tuple[Beskrivelse, ...]:
    (item,) = describe_all(diff(a, b), a, b)
    return (item,)


@pytest.mark.parametrize(
    ("before", "after", "word"),
    [("Gammelt", "Nyt", "ændret"), (None, "Nyt", "udfyldt"), ("Gammelt", None, "slettet")],
)
def test_field_is_named_and_what_happened_to_it(before: str | None, after: str | None, word: str) -> None:
    a, b = _vejledning(forankring=before), _vejledning(forankring=after)

    assert _described(a, b) == [(f"Vejledning, Forankring: {word}", before or "", after or "")]


def test_values_are_written_in_danish() -> None:
    a = _delaftale(ressourcer=(Ressource(id="chef", funktion="Chef", procent="25"),))
    b = _delaftale(
        gaelder_til="2026-12-31",
        ressourcer=(Ressource(id="chef", funktion="Chef", procent="12.5", grundlag="timer"),),
        parter=(),
    )

    assert _described(a, b) == [
        ("Delaftalen gælder til: ændret", "30. september 2025", "31. december 2026"),
        ("Chef, Procent: ændret", "25", "12,5"),
        ("Chef, Grundlag: udfyldt", "", "af timerne"),
    ]


def test_part_that_is_mentioned_goes_by_its_name() -> None:
    a = _vejledning().replaced(delmaal=_delmaal("syn"))
    b = _vejledning(delmaal=("syn", "nyt")).replaced(delmaal=_delmaal("syn", "nyt"))

    assert _described(a, b)[-1] == ("Vejledning, Delmål: udfyldt", "", "Delmål 1, Delmål 2")


def test_what_the_plan_knows_goes_by_its_name_there() -> None:
    a, b = _delaftale(), _delaftale(parter=(Part(id="x", betegnelse="Kommunen", organisation="slagelse"),))

    assert _described(a, b, slagelse="Slagelse Kommune") == [
        ("Ny part: Kommunen", "", "Betegnelse: Kommunen\nOrganisation: Slagelse Kommune")
    ]
    assert _described(a, b)[0][2].endswith("Organisation: slagelse")


def test_new_part_is_told_with_all_that_is_in_it() -> None:
    indikator = Indikator(id="i", type="effekt", tekst="Andel", baseline=Baseline(ordlyd="51 %", vaerdi="51"))
    a, b = _delaftale(delmaal=_delmaal("a")), _delaftale(delmaal=_delmaal("a", indikatorer=(indikator,)))

    label = "Baseline boligområde/målgruppe"
    assert _described(a, b) == [
        (
            "Delmål 1: Ny indikator: Andel",
            "",
            f"Type: Effektindikator\nIndikator: Andel\n{label}, Ordlyd: 51 %\n{label}, Værdi: 51",
        )
    ]


def test_new_part_with_parts_of_its_own_numbers_them() -> None:
    formaal = (Formaalsafsnit(id="x", rolle="omfang", tekst="Et.\n\nTo."),)

    (item,) = _one(_delaftale(), _vejledning(formaal=formaal))

    assert item.saetning == "Ny aktivitet: Vejledning"
    assert item.foreslaaet.split("\n") == [
        "Aktivitetsnavn: Vejledning",
        "Formål, afsnit 1, Rolle: Omfang af aktiviteten",
        "Formål, afsnit 1, Tekst:",
        "",
        "Et.",
        "",
        "To.",
        "",
    ]


def test_new_delmaal_and_section_are_neuter() -> None:
    formaal = (Formaalsafsnit(id="x", rolle="omfang", tekst=" ".join(["lange"] * 30)),)

    assert _described(_delaftale(), _delaftale(delmaal=_delmaal("a")))[0][0] == "Nyt delmål: Delmålet a"
    assert _described(_vejledning(), _vejledning(formaal=formaal))[0][0] == (
        f"Vejledning: Nyt afsnit i formålet: {' '.join(['lange'] * 13)} …"
    )


def test_removed_part_is_told_once_by_name_or_by_number_and_words() -> None:
    assert _described(_vejledning(), _delaftale())[0][0] == "Vejledning udgår"
    assert _described(_delaftale(delmaal=_delmaal("a")), _delaftale())[0][0] == "Delmål 1 udgår: Delmålet a"


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ("ab", "ba", "Delmål 2 flyttet op før Delmål 1"),
        ("abc", "bca", "Delmål 1 flyttet ned efter Delmål 3"),
        ("abc", "cab", "Delmål 3 flyttet op før Delmål 1"),
        ("abcd", "acdxb", "Delmål 2 flyttet ned efter Delmål 4"),
    ],
)
def test_moved_part_is_told_by_its_new_neighbour(before: str, after: str, sentence: str) -> None:
    a, b = _delaftale(delmaal=_delmaal(*before)), _delaftale(delmaal=_delmaal(*after))
    (move,) = (change for change in diff(a, b) if change.noegle[0])

    described = describe(move, a, b)

    assert (described.saetning, described.stykker) == (sentence, ())


def test_part_moved_beside_a_new_one_is_told_by_that_ones_number_in_the_new_text() -> None:
    a, b = _delaftale(delmaal=_delmaal(*"abcd")), _delaftale(delmaal=_delmaal(*"acdxb"))
    (move,) = (change for change in diff(a, b) if change.noegle[0])

    assert describe(move, a, b).saetning == "Delmål 2 flyttet ned efter Delmål 4"


def test_part_moved_within_another_is_told_by_its_neighbour_alone() -> None:
    def edition(ids: str) -> Delaftale:
        indikatorer = tuple(Indikator(id=one, type="effekt", tekst=one) for one in ids)
        return _delaftale(delmaal=_delmaal("a", indikatorer=indikatorer))

    assert _described(edition("xy"), edition("yx"))[0][0] == "Delmål 1, Indikator 2 flyttet op før Indikator 1"


def test_change_of_an_unknown_field_is_told_as_it_stands() -> None:
    """A log may hold changes that a later model has no field for."""
    change = Feltaendring(art="saet", sti="farve/lys", nuvaerende="rød", foreslaaet="blå")

    described = describe(change, _delaftale(), _delaftale())

    assert (described.saetning, described.nuvaerende, described.foreslaaet) == ("Delaftale: ændret", "rød", "blå")


def test_added_part_of_an_unknown_kind_is_told_as_such() -> None:
    change = Feltaendring(art="tilfoej", sti="farver/lys", foreslaaet={"id": "lys"}, foreslaaet_plads={})

    assert describe(change, _delaftale(), _delaftale()).saetning == "Ny delaftale"


def test_empty_part_that_comes_or_goes_shows_no_words() -> None:
    change = Feltaendring(art="saet", sti="aktiviteter/vej/maalgruppe", nuvaerende={}, foreslaaet=None)

    assert describe(change, _vejledning(), _vejledning()).stykker == ()


# -- the formats --

TEXTS = ("Bo & Bolig < alle uge.\n\nVi er *enige*.", "Bo & Bolig < alle dag.\n\nVi er *enige*.\n\nDet er nyt.")


def _texts(before: str | None = TEXTS[0], after: str | None = TEXTS[1]) -> tuple[Beskrivelse, ...]:
    return _one(_vejledning(forankring=before), _vejledning(forankring=after))


def test_markdown_strikes_out_and_sets_in_bold() -> None:
    assert to_markdown(_texts()) == (
        "- Vejledning, Forankring: ændret\n\n"
        "  > Bo & Bolig < alle ~~uge.~~**dag.**\n  >\n  > Vi er \\*enige\\*.\n  >\n  > **Det er nyt.**\n"
    )


def test_markdown_of_a_blank_kept_apart_from_its_mark() -> None:
    assert "Vi **er** her" in to_markdown(_texts("Vi her i dag", "Vi er her i dag"))


def test_html_marks_never_cross_a_paragraph_and_are_said_in_hidden_words() -> None:
    html = to_html(_texts())

    assert "Bo &amp; Bolig &lt; alle <del>" in html
    assert '<ins><span class="skjult">tilføjet: </span>dag.<span class="skjult"> tilføjet slut</span></ins>' in html
    assert '<del><span class="skjult">slettet: </span>uge.<span class="skjult"> slettet slut</span></del>' in html
    assert re.search(r"<(ins|del)>(?:(?!</\1>).)*</?p>", html) is None
    assert html.count("<p>") == html.count("</p>") == 4
    assert "aria-" not in html


def test_terminal_shows_marks_without_colours_and_only_what_changed() -> None:
    lines = ["".join(piece.tekst for piece in line) for line in to_lines(_texts())]

    assert lines == [
        "Vejledning, Forankring: ændret",
        "    Bo & Bolig < alle [-uge.-]{+dag.+}",
        "    {+Det er nyt.+}",
    ]
    assert {piece.art for line in to_lines(_texts()) for piece in line} == {
        "overskrift",
        "lige",
        "slettet",
        "tilfoejet",
    }


def test_terminal_cuts_what_stays_short() -> None:
    long = " ".join(f"ord{nr}" for nr in range(60))
    before, after = f"{long} rød {long} blå {long}", f"{long} grøn {long} gul {long}"

    (_, line) = to_lines(_texts(before, after))
    first, middle, last = (piece.tekst for piece in line if piece.art == "lige" and piece.tekst.strip())

    assert first.startswith("…")
    assert first.endswith("ord59 ")
    assert middle.startswith(" ord0")
    assert " … " in middle
    assert last.endswith("…")
    assert len(first) + len(middle) + len(last) < 260


def test_paragraph_that_is_split_shows_the_sign_of_a_paragraph() -> None:
    before = "Det er en lang sætning. Her er den næste, som er lang."
    split = before.replace(". ", ".\n\n")

    assert to_html(_texts(before, split)).count("<p>") == 3
    assert "¶" in to_markdown(_texts(before, split))
    assert "[-¶-]" in "".join(piece.tekst for line in to_lines(_texts(split, before)) for piece in line)


def test_json_holds_all_that_is_told() -> None:
    (item,) = to_json(_texts("Et", "To"))

    assert json.loads(json.dumps(item)) == {
        "sti": "aktiviteter/vej/forankring",
        "art": "saet",
        "navn": "Vejledning, Forankring",
        "saetning": "Vejledning, Forankring: ændret",
        "nuvaerende": "Et",
        "foreslaaet": "To",
        "stykker": [{"art": "slettet", "tekst": "Et"}, {"art": "tilfoejet", "tekst": "To"}],
    }


def test_no_changes_are_told_too() -> None:
    assert to_markdown(()) == "Ingen ændringer.\n"
    assert to_html(()) == "<p>Ingen ændringer.</p>"
    assert [piece.tekst for line in to_lines(()) for piece in line] == ["Ingen ændringer."]
    assert to_json(()) == []


def test_move_has_a_sentence_and_nothing_more() -> None:
    move = _one(_delaftale(delmaal=_delmaal(*"ab")), _delaftale(delmaal=_delmaal(*"ba")))

    assert to_markdown(move) == "- Delmål 2 flyttet op før Delmål 1\n"
    assert (
        to_html(move) == '<ol class="aendringer"><li><p><strong>Delmål 2 flyttet op før Delmål 1</strong></p></li></ol>'
    )
    assert len(to_lines(move)) == 1

"""What a diff says: the smallest changes a board can decide on, in the document's order, spelled as the files are."""

from __future__ import annotations

from datetime import date
from typing import Any

from generator.model.aendring import Aendringsart, Feltaendring, Plads
from generator.model.aktivitet import Aktivitet, Maalgruppe
from generator.model.delaftale import Delaftale, Part, Ressource
from generator.model.indikator import Baseline, Delmaal, Indikator
from generator.workflow.apply import apply
from generator.workflow.diff import diff


def _delaftale(**fields: Any) -> Delaftale:
    start = {"format": 1, "id": "trivsel", "formular": "lbf-2019-26", "indsatsomraade": "trivsel"}
    return Delaftale(**start | {"gaelder_fra": "2021-10-01", "gaelder_til": "2025-09-30"} | fields)


def _parter(ids: str) -> tuple[Part, ...]:
    return tuple(Part(id=part_id, betegnelse=f"Part {part_id}") for part_id in ids)


def _indikator(baseline: Baseline | None) -> tuple[Delmaal, ...]:
    indikator = Indikator(id="tillid", type="effekt", tekst="Andel", baseline=baseline)
    return (Delmaal(id="syn", tekst="Delmål", indikatorer=(indikator,)),)


def _described(changes: tuple[Feltaendring, ...]) -> list[tuple[str, str]]:
    return [(str(change.art), change.sti) for change in changes]


def test_changed_field_is_set_with_both_values_as_the_file_spells_them() -> None:
    a = _delaftale(ressourcer=(Ressource(id="chef", funktion="Chef", procent="25"),))
    b = _delaftale(ressourcer=(Ressource(id="chef", funktion="Chef", procent="12,345"),), gaelder_til=date(2026, 9, 30))

    assert diff(a, b) == (
        Feltaendring(art="saet", sti="gaelder_til", nuvaerende="2025-09-30", foreslaaet="2026-09-30"),
        Feltaendring(art="saet", sti="ressourcer/chef/procent", nuvaerende="25", foreslaaet="12,345"),
    )


def test_added_part_has_its_content_without_what_is_blank_and_its_place() -> None:
    a, b = _delaftale(parter=_parter("ab")), _delaftale(parter=_parter("axyb"))

    assert diff(a, b) == (
        Feltaendring(
            art="tilfoej",
            sti="parter/x",
            foreslaaet={"id": "x", "betegnelse": "Part x"},
            foreslaaet_plads=Plads(efter="a"),
        ),
        Feltaendring(
            art="tilfoej",
            sti="parter/y",
            foreslaaet={"id": "y", "betegnelse": "Part y"},
            foreslaaet_plads=Plads(efter="a", derefter=("x",)),
        ),
    )


def test_removed_part_keeps_its_content_and_where_it_stood() -> None:
    (change,) = diff(_delaftale(parter=_parter("ab")), _delaftale(parter=_parter("a")))

    content = {"id": "b", "betegnelse": "Part b"}
    assert change == Feltaendring(art="fjern", sti="parter/b", nuvaerende=content, nuvaerende_plads=Plads(efter="a"))


def test_changed_id_is_one_part_removed_and_another_added() -> None:
    """The old part's removal stands where it stood, after what takes its place."""
    changes = diff(_delaftale(parter=_parter("abc")), _delaftale(parter=_parter("axc")))

    assert _described(changes) == [("tilfoej", "parter/x"), ("fjern", "parter/b")]


def test_one_part_moved_past_many_is_one_move() -> None:
    changes = diff(_delaftale(parter=_parter("abcdef")), _delaftale(parter=_parter("fabcde")))

    assert _described(changes) == [("flyt", "parter/f")]
    assert changes[0].foreslaaet_plads == Plads()
    assert changes[0].nuvaerende_plads == Plads(efter="e")


def test_filled_in_part_is_its_fields_set() -> None:
    a, b = _delaftale(delmaal=_indikator(None)), _delaftale(delmaal=_indikator(Baseline(ordlyd="51 %", vaerdi="51")))

    assert diff(a, b) == (
        Feltaendring(art="saet", sti="delmaal/syn/indikatorer/tillid/baseline/ordlyd", foreslaaet="51 %"),
        Feltaendring(art="saet", sti="delmaal/syn/indikatorer/tillid/baseline/vaerdi", foreslaaet="51"),
    )


def test_emptied_part_is_told_from_none_at_all() -> None:
    def with_maalgruppe(maalgruppe: Maalgruppe | None) -> Delaftale:
        return _delaftale(aktiviteter=(Aktivitet(id="x", navn="X", maalgruppe=maalgruppe),))

    none, empty, full = with_maalgruppe(None), with_maalgruppe(Maalgruppe()), with_maalgruppe(Maalgruppe(tekst="Alle"))
    sti = "aktiviteter/x/maalgruppe"

    assert diff(none, empty) == (Feltaendring(art="saet", sti=sti, foreslaaet={}),)
    assert diff(empty, none) == (Feltaendring(art="saet", sti=sti, nuvaerende={}),)
    assert _described(diff(full, empty)) == [("saet", f"{sti}/tekst"), ("saet", sti)]
    assert _described(diff(empty, full)) == [("saet", f"{sti}/tekst")]
    for a in (none, empty, full):
        for b in (none, empty, full):
            assert apply(diff(a, b), a) == b


def test_changes_come_in_the_order_of_the_document() -> None:
    a = _delaftale(parter=_parter("abc"), delmaal=_indikator(None), kommunal_sammenhaeng="En tekst.")
    b = a.replaced(
        parter=(a.parter[1].replaced(betegnelse="Ny b"), a.parter[0]),
        delmaal=(*a.delmaal, Delmaal(id="nyt", tekst="Nyt")),
        kommunal_sammenhaeng=None,
    )

    assert _described(diff(a, b)) == [
        ("flyt", "parter/b"),
        ("saet", "parter/b/betegnelse"),
        ("fjern", "parter/c"),
        ("tilfoej", "delmaal/nyt"),
        ("saet", "kommunal_sammenhaeng"),
    ]


def test_change_with_words_that_do_not_fit_its_kind_is_refused() -> None:
    """A stored change that was tampered with is no change."""
    place = Plads()
    for fields in (
        {"art": "saet", "nuvaerende": "a", "foreslaaet": "a"},
        {"art": "saet", "foreslaaet": "a", "foreslaaet_plads": place},
        {"art": "tilfoej", "foreslaaet": "a", "foreslaaet_plads": place},
        {"art": "tilfoej", "foreslaaet": {"id": "x"}},
        {"art": "fjern", "nuvaerende": {"id": "x"}, "foreslaaet": {"id": "x"}, "nuvaerende_plads": place},
        {"art": "flyt", "foreslaaet_plads": place},
    ):
        assert _is_refused({"sti": "parter/x", **fields}), fields


def test_address_and_value_of_a_change_are_checked() -> None:
    assert _is_refused({"art": "saet", "sti": "", "foreslaaet": "a"})
    assert _is_refused({"art": "saet", "sti": "Parter/x", "foreslaaet": "a"})
    assert _is_refused({"art": "saet", "sti": "parter/x/er_klasse", "foreslaaet": True})
    assert _is_refused({"art": "saet", "sti": "parter/x/rolle", "foreslaaet": {"a": {1: "b"}}})


def test_place_names_the_neighbour_before_it() -> None:
    assert [Plads().nabo, Plads(efter="a").nabo, Plads(efter="a", derefter=("b", "c")).nabo] == [None, "a", "c"]


def _is_refused(fields: dict[str, Any]) -> bool:
    try:
        Feltaendring.model_validate(fields)
    except ValueError:
        return True
    return False


def test_kinds_have_words_for_people() -> None:
    assert [art.ordlyd for art in Aendringsart] == ["Ændret", "Tilføjet", "Fjernet", "Flyttet"]

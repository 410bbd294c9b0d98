"""Two people change one agreement: what merges, what is a conflict, and what the conflict tells."""

from __future__ import annotations

from typing import Any

import pytest

from generator.model.aktivitet import Aktivitet, Maalgruppe
from generator.model.delaftale import Delaftale, Part
from generator.model.indikator import Baseline, Delmaal, Indikator
from generator.model.sti import Sti
from generator.workflow.merge import Konflikt, Konfliktgrund, Merged, merge

BASELINE = Sti("delmaal/syn/indikatorer/tillid/baseline")


def _delaftale(**fields: Any) -> Delaftale:
    start = {"format": 1, "id": "trivsel", "formular": "lbf-2019-26", "indsatsomraade": "trivsel"}
    return Delaftale(**start | {"gaelder_fra": "2021-10-01", "gaelder_til": "2025-09-30"} | fields)


def _parter(ids: str, **betegnelser: str) -> Delaftale:
    return _delaftale(parter=tuple(Part(id=one, betegnelse=betegnelser.get(one, f"Part {one}")) for one in ids))


def _ids(delaftale: Delaftale) -> str:
    return "".join(part.id for part in delaftale.parter)


def _aktivitet(**fields: Any) -> Delaftale:
    return _delaftale(aktiviteter=(Aktivitet(id="vej", navn="Vejledning", **fields),))


def _baseline(baseline: Baseline | None) -> Delaftale:
    indikator = Indikator(id="tillid", type="effekt", tekst="Andel", baseline=baseline)
    return _delaftale(delmaal=(Delmaal(id="syn", tekst="Delmål", indikatorer=(indikator,)),))


def _only(merged: Merged) -> Konflikt:
    (konflikt,) = merged.konflikter
    return konflikt


def test_different_fields_merge() -> None:
    base = _parter("ab")

    merged = merge(base, _parter("ab", a="Ny a"), base.replaced(kommunal_sammenhaeng="Tekst."))

    assert merged == Merged(_parter("ab", a="Ny a").replaced(kommunal_sammenhaeng="Tekst."), ())


def test_different_words_of_one_text_merge() -> None:
    base = _aktivitet(forankring="Vi mødes hver uge i huset ved søen.")
    ours = _aktivitet(forankring="Vi mødes hver måned i huset ved søen.")
    theirs = _aktivitet(forankring="Vi mødes hver uge i huset ved åen.")

    assert merge(base, ours, theirs) == Merged(_aktivitet(forankring="Vi mødes hver måned i huset ved åen."), ())


def test_same_words_changed_otherwise_are_a_conflict_that_names_both() -> None:
    base, ours, theirs = (_aktivitet(forankring=f"Vi mødes hver {when}.") for when in ("uge", "måned", "dag"))

    merged = merge(base, ours, theirs)

    assert merged.result == base
    assert _only(merged) == Konflikt(
        Sti("aktiviteter/vej/forankring"),
        Konfliktgrund.BEGGE_AENDRET,
        "Vi mødes hver uge.",
        "Vi mødes hver måned.",
        "Vi mødes hver dag.",
    )


def test_text_deleted_by_one_and_changed_by_the_other_is_a_conflict() -> None:
    base, ours, theirs = _aktivitet(forankring="En tekst."), _aktivitet(), _aktivitet(forankring="En anden tekst.")

    konflikt = _only(merge(base, ours, theirs))

    assert (konflikt.vores, konflikt.deres) == (None, "En anden tekst.")


def test_words_that_would_not_be_a_text_together_are_a_conflict() -> None:
    """Each side's text is fine; together they would read as a link to an address that no document carries."""
    base = _aktivitet(forankring="Se her ordet nu (her) i dag")
    ours = _aktivitet(forankring="Se [her ordet nu (her) i dag")
    theirs = _aktivitet(forankring="Se her ordet nu](ftp://her) i dag")

    merged = merge(base, ours, theirs)

    assert merged.result == base
    assert _only(merged).grund is Konfliktgrund.BEGGE_AENDRET


def test_list_of_mentions_changed_by_both_is_a_conflict() -> None:
    base, ours, theirs = (_aktivitet(relaterede_delaftaler=value) for value in (("a",), ("a", "b"), ("a", "c")))

    assert _only(merge(base, ours, theirs)).vores == ["a", "b"]


def test_removed_by_one_and_changed_by_the_other_is_a_conflict() -> None:
    merged = merge(_parter("ab"), _parter("b"), _parter("ab", a="Ny a"))

    assert merged.result == _parter("ab")
    assert _only(merged) == Konflikt(
        Sti("parter/a"),
        Konfliktgrund.FJERNET_OG_AENDRET,
        {"id": "a", "betegnelse": "Part a"},
        None,
        {"id": "a", "betegnelse": "Ny a"},
    )


def test_removed_by_one_and_moved_by_the_other_is_removed() -> None:
    merged = merge(_parter("abc"), _parter("ab"), _parter("cab"))

    assert merged == Merged(_parter("ab"), ())


def test_part_in_dispute_is_moved_all_the_same() -> None:
    merged = merge(_parter("abc"), _parter("ab"), _parter("cab", c="Ny c"))

    assert _ids(merged.result) == "cab"
    assert _only(merged).sti == "parter/c"


def test_removed_by_both_is_removed() -> None:
    assert merge(_parter("abc"), _parter("ab"), _parter("a")) == Merged(_parter("a"), ())


def test_moved_to_different_places_is_a_conflict() -> None:
    merged = merge(_parter("abcd"), _parter("dabc"), _parter("adbc"))

    assert _ids(merged.result) == "abcd"
    assert _only(merged) == Konflikt(
        Sti("parter/d"), Konfliktgrund.FLYTTET_FORSKELLIGT, {"efter": "c"}, {}, {"efter": "a"}
    )


def test_moved_by_both_to_the_same_spot_stands_there_with_what_else_is_new() -> None:
    merged = merge(_parter("abc"), _parter("cab"), _parter("ncab"))

    assert (_ids(merged.result), merged.konflikter) == ("ncab", ())


def test_parts_added_by_both_at_one_spot_both_stand() -> None:
    merged = merge(_parter("a"), _parter("am"), _parter("ak"))

    assert (_ids(merged.result), merged.konflikter) == ("akm", ())


def test_part_added_after_one_that_the_other_removed_stands_where_that_was() -> None:
    assert _ids(merge(_parter("abc"), _parter("abxc"), _parter("ac")).result) == "axc"


def test_same_part_added_by_both_is_added_once() -> None:
    assert merge(_parter("a"), _parter("ax"), _parter("anx")) == Merged(_parter("anx"), ())


def test_different_parts_with_one_id_are_a_conflict() -> None:
    merged = merge(_parter("a"), _parter("ax", x="Vores"), _parter("ax", x="Deres"))

    assert merged.result == _parter("a")
    assert _only(merged).base is None
    assert _only(merged).vores == {"id": "x", "betegnelse": "Vores"}


def test_period_moved_by_both_ends_into_nothing_is_a_conflict_of_both() -> None:
    base = _delaftale()

    merged = merge(base, base.replaced(gaelder_fra="2024-01-01"), base.replaced(gaelder_til="2023-01-01"))

    assert merged.result == base
    assert [konflikt.sti for konflikt in merged.konflikter] == ["gaelder_fra", "gaelder_til"]


def test_period_moved_by_both_ends_into_another_merges() -> None:
    base = _delaftale()

    merged = merge(base, base.replaced(gaelder_fra="2022-01-01"), base.replaced(gaelder_til="2026-01-01"))

    assert merged == Merged(base.replaced(gaelder_fra="2022-01-01", gaelder_til="2026-01-01"), ())


def test_different_fields_of_a_part_merge() -> None:
    base, ours, theirs, both = (
        _baseline(Baseline(ordlyd=ordlyd, vaerdi=vaerdi))
        for ordlyd, vaerdi in (("51 %", "51"), ("52 %", "51"), ("51 %", "52"), ("52 %", "52"))
    )

    assert merge(base, ours, theirs) == Merged(both, ())


def test_part_filled_in_by_both_otherwise_is_one_conflict() -> None:
    merged = merge(_baseline(None), _baseline(Baseline(ordlyd="51 %", aar="2018")), _baseline(Baseline(ordlyd="52 %")))

    assert merged.result == _baseline(None)
    assert _only(merged) == Konflikt(
        BASELINE, Konfliktgrund.BEGGE_AENDRET, None, {"ordlyd": "51 %", "aar": "2018"}, {"ordlyd": "52 %"}
    )


@pytest.mark.parametrize("other", [Baseline(ordlyd="51 %", aar="2018"), Baseline(ordlyd="52 %")])
def test_part_emptied_by_one_and_changed_by_the_other_is_a_conflict(other: Baseline) -> None:
    konflikt = _only(merge(_baseline(Baseline(ordlyd="51 %")), _baseline(None), _baseline(other)))

    assert (konflikt.sti, konflikt.vores) == (BASELINE, None)


def test_part_filled_in_alike_by_both_merges() -> None:
    filled = _baseline(Baseline(ordlyd="51 %"))

    assert merge(_baseline(None), filled, filled) == Merged(filled, ())


def test_forms_of_a_target_group_that_exclude_each_other_are_a_conflict() -> None:
    base, ours, theirs = (
        _aktivitet(maalgruppe=Maalgruppe(**fields))
        for fields in ({"primaer": "Børn"}, {"primaer": "Børn", "sekundaer": "Unge"}, {"tekst": "Alle"})
    )

    konflikt = _only(merge(base, ours, theirs))

    assert konflikt.sti == "aktiviteter/vej/maalgruppe"
    assert konflikt.deres == {"tekst": "Alle"}


def test_activity_removed_by_one_and_mentioned_by_the_other_is_a_conflict() -> None:
    aktiviteter = (Aktivitet(id="vej", navn="Vejledning"), Aktivitet(id="nab", navn="Naboskab"))
    base = _delaftale(delmaal=(Delmaal(id="syn", tekst="Syn"),), aktiviteter=aktiviteter)
    ours = base.replaced(aktiviteter=aktiviteter[:1])
    theirs = base.replaced(delmaal=(Delmaal(id="syn", tekst="Syn", aktiviteter=("nab",)),))

    merged = merge(base, ours, theirs)

    assert merged.result == theirs
    assert (_only(merged).sti, _only(merged).grund) == ("aktiviteter/nab", Konfliktgrund.FJERNET_OG_NAEVNT)


def test_change_that_needs_one_in_dispute_is_in_dispute_too() -> None:
    def edition(navn: str, mentioned: tuple[str, ...]) -> Delaftale:
        aktiviteter = (Aktivitet(id="nab", navn=navn),) if navn else ()
        return _delaftale(delmaal=(Delmaal(id="syn", tekst="Syn", aktiviteter=mentioned),), aktiviteter=aktiviteter)

    merged = merge(edition("", ()), edition("Naboskab", ("nab",)), edition("Naboer", ()))

    assert merged.result == edition("", ())
    assert [(konflikt.sti, konflikt.grund) for konflikt in merged.konflikter] == [
        ("delmaal/syn/aktiviteter", Konfliktgrund.HAENGER_SAMMEN),
        ("aktiviteter/nab", Konfliktgrund.BEGGE_AENDRET),
    ]

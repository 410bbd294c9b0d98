"""What the bilag prints: every part of the delaftale with what the status says of it, and nothing that is reckoned."""

from __future__ import annotations

from generator.document.status import Statusbilag, Statusindikator, build_statusbilag, describe_maaltal
from generator.model.indikator import Maaltal
from generator.model.status import AarligStatus
from generator.store.yaml_reader import load_yaml
from tests.unit.rules.minimal import delaftale, indikator


def bilag(status_yaml: str = "", agreement: str = "") -> Statusbilag:
    """Return the bilag of a status, beside the smallest agreement with other fields."""
    text = f"format: 1\ndelaftale: medborgerskab\naar: 2022\n{status_yaml}"
    return build_statusbilag(delaftale(agreement), load_yaml(text.encode(), AarligStatus, "2022.yaml"))


def line_of(status: str, agreement: str = "") -> Statusindikator:
    """Return what is printed of the only indikator."""
    (delmaal,) = bilag(f"delmaal: [{{id: tryghed, indikatorer: [{{id: andel, {status}}}]}}]", agreement).delmaal
    (item,) = delmaal.indikatorer
    return item


def test_every_part_is_shown_though_nothing_is_filled_in() -> None:
    shown = bilag()
    (delmaal,) = shown.delmaal

    assert shown.aar == "2022"
    assert (delmaal.navn, delmaal.tekst, delmaal.vurdering, delmaal.bemaerkning) == (
        "Delmål 1",
        "Beboerne er trygge",
        None,
        None,
    )
    assert delmaal.indikatorer == (
        Statusindikator(tekst="Andel af beboere, der er trygge", baseline="51% (2018)"),
    )  # nothing is made up: no source of a figure that isn't there


def test_assessment_and_comment_stand_with_the_delmaal() -> None:
    (delmaal,) = bilag("delmaal: [{id: tryghed, vurdering: paa-vej, bemaerkning: Det går godt.}]").delmaal

    assert (delmaal.vurdering, delmaal.bemaerkning) == ("På vej", "Det går godt.")


def test_figure_has_its_unit_its_period_its_source_and_a_break() -> None:
    half = line_of("vaerdi: '53,5', periode: 2022-01-01 til 2022-06-30, kilde: Egen bog, seriebrud: ja")
    whole = line_of("vaerdi: 53, seriebrud: nej, bemaerkning: Som ventet.")

    assert (half.vaerdi, half.periode, half.kilde, half.seriebrud) == (
        "53,5 %",
        "01.01.22 – 30.06.22",
        "Egen bog",
        True,
    )
    assert (whole.vaerdi, whole.periode, whole.kilde, whole.seriebrud) == ("53 %", None, "Boligsociale Data", False)
    assert whole.bemaerkning == "Som ventet."


def test_what_is_not_made_has_no_source_but_one_that_is_stated() -> None:
    assert (line_of("vaerdi: ikke opgjort").vaerdi, line_of("vaerdi: ikke opgjort").kilde) == ("Ikke opgjort", None)
    assert line_of("vaerdi: ikke opgjort, kilde: Egen bog").kilde == "Egen bog"


def test_comment_without_a_figure_is_shown() -> None:
    assert line_of("bemaerkning: Kommer til foråret.") == Statusindikator(
        tekst="Andel af beboere, der er trygge", baseline="51% (2018)", bemaerkning="Kommer til foråret."
    )


def test_count_has_no_percent_sign_and_stands_beside_its_target() -> None:
    agreement = indikator("tekst: Møder, maaltal: {vaerdi: 1500, enhed: møder}").replace(
        "datakilde: {navn: Boligsociale Data}, ", ""
    )

    assert line_of("vaerdi: 12500", agreement) == Statusindikator(tekst="Møder", maaltal="1500 møder", vaerdi="12.500")


def test_baseline_and_target_are_both_told() -> None:
    agreement = indikator("tekst: Tryg, baseline: {ordlyd: 51%}, maaltal: {vaerdi: 60, enhed: procent}")
    both = line_of("vaerdi: 53", agreement)

    assert (both.baseline, both.maaltal) == ("51%", "60 procent")


def test_parts_that_are_not_there_are_no_error() -> None:
    (delmaal,) = bilag(agreement="delmaal: [{id: tryghed, tekst: Trygge}]").delmaal

    assert delmaal.indikatorer == ()
    assert bilag(agreement="delmaal: []").delmaal == ()


def test_maaltal_in_words() -> None:
    assert describe_maaltal(Maaltal(vaerdi="12", enhed="børn")) == "12 børn"
    full = Maaltal(vaerdi="12,5", enhed="procent", retning="stigning", horisont="hele-perioden")
    assert describe_maaltal(full) == "en stigning på 12,5 procent i hele aftaleperioden"

"""The bilag shows every part of the delaftale with what the status says of it, and nothing of its own reckoning."""

from __future__ import annotations

from generator.document.blocks import Heading, Item, List, Paragraph, Role, Run, Table, document_text, plain_text
from generator.document.markdown import write_markdown
from generator.document.status import build_statusbilag, describe_maaltal, tekst_blocks
from generator.document.table_layout import cell_text
from generator.model.indikator import Maaltal
from generator.model.status import AarligStatus
from generator.model.tekst import Tekst
from generator.store.yaml_reader import load_yaml
from tests.unit.rules.minimal import delaftale, indikator, plan


def bilag(status_yaml: str = "", agreement: str = "") -> tuple[str, tuple[Table, ...], str]:
    """Return the bilag's words, its tables, and its footer's words."""
    text = f"format: 1\ndelaftale: medborgerskab\naar: 2022\n{status_yaml}"
    document = build_statusbilag(
        delaftale(agreement),
        plan(),
        load_yaml(text.encode(), AarligStatus, "2022.yaml"),
        omraade="Sammenhængskraft",
        version="Delaftalens version 1",
        gyldighed="Gjaldt til 30.09.25",
    )
    (foot,) = document.footer
    assert isinstance(foot, Paragraph)
    tables = tuple(block for block in document.blocks if isinstance(block, Table))
    assert write_markdown(document)
    return document_text(document), tables, plain_text(foot.inlines)


def cells(table: Table) -> list[list[str]]:
    return [[cell_text(cell) for cell in row.cells] for row in table.rows]


def row_of(status: str, agreement: str = "") -> list[str]:
    _, (_, figures), _ = bilag(f"delmaal: [{{id: tryghed, indikatorer: [{{id: andel, {status}}}]}}]", agreement)
    return cells(figures)[1]


def test_every_part_is_shown_though_nothing_is_filled_in() -> None:
    text, (overview, figures), _ = bilag()

    assert text.splitlines()[:2] == [
        "Status for 2022 Sammenhængskraft",
        "Bilag til den årlige revision af delaftalen. Baseline og måltal er dem, der står i delaftalen.",
    ]
    assert cells(overview) == [["Delmål", "Vurdering"], ["Delmål 1: Beboerne er trygge", "Ikke udfyldt"]]
    assert cells(figures) == [
        ["Indikator", "Baseline og måltal", "Status 2022", "Bemærkning"],
        ["Andel af beboere, der er trygge", "Baseline: 51% (2018)", "Ikke udfyldt", ""],
    ]


def test_assessment_and_comment_stand_under_the_delmaal() -> None:
    text, (overview, _), _ = bilag("delmaal: [{id: tryghed, vurdering: paa-vej, bemaerkning: Det går godt.}]")

    assert cells(overview)[1] == ["Delmål 1: Beboerne er trygge", "På vej"]
    assert "\nDelmål 1: Beboerne er trygge\nVurdering: På vej\nDet går godt.\n" in text


def test_figure_stands_with_its_unit_its_period_its_source_and_a_break() -> None:
    assert row_of("vaerdi: '53,5', periode: 2022-01-01 til 2022-06-30, kilde: Egen bog, seriebrud: ja")[2] == (
        "53,5 % Periode: 01.01.22 – 30.06.22 Kilde: Egen bog Seriebrud: opgjort på en anden måde end baseline"
    )
    assert row_of("vaerdi: 53, seriebrud: nej, bemaerkning: Som ventet.")[2:] == [
        "53 % Kilde: Boligsociale Data",
        "Som ventet.",
    ]


def test_what_is_not_made_has_no_source_but_one_that_is_stated() -> None:
    assert row_of("vaerdi: ikke opgjort")[2] == "Ikke opgjort"
    assert row_of("vaerdi: ikke opgjort, kilde: Egen bog")[2] == "Ikke opgjort Kilde: Egen bog"


def test_count_has_no_percent_sign_and_stands_beside_its_target() -> None:
    agreement = indikator("tekst: Møder, maaltal: {vaerdi: 1500, enhed: møder}").replace(
        "datakilde: {navn: Boligsociale Data}, ", ""
    )

    assert row_of("vaerdi: 12500", agreement) == ["Møder", "Måltal: 1500 møder", "12.500", ""]


def test_baseline_and_target_stand_together() -> None:
    agreement = indikator("tekst: Tryg, baseline: {ordlyd: 51%}, maaltal: {vaerdi: 60, enhed: procent}")

    assert row_of("vaerdi: 53", agreement)[1] == "Baseline: 51% Måltal: 60 procent"
    assert row_of("vaerdi: 53", indikator("tekst: Tryg"))[1] == ""


def test_delmaal_without_indikatorer_has_no_empty_table() -> None:
    text, tables, _ = bilag(agreement="delmaal: [{id: tryghed, tekst: Trygge}]")

    assert len(tables) == 1
    assert "Delmål 1: Trygge\nVurdering: Ikke udfyldt" in text


def test_agreement_without_delmaal_has_no_table_at_all() -> None:
    assert bilag(agreement="delmaal: []")[1] == ()


def test_tables_head_their_columns_and_rows() -> None:
    for table in bilag()[1]:
        assert table.caption
        assert abs(sum(table.widths) - 1) < 1e-9
        assert [cell.header for cell in table.rows[0].cells] == ["col"] * len(table.widths)
        assert table.rows[0].is_header
        assert [row.cells[0].header for row in table.rows[1:]] == ["row"] * (len(table.rows) - 1)


def test_footer_says_which_edition_and_whether_it_holds() -> None:
    assert bilag()[2] == "Status for 2022 · Delaftalens version 1 · Gjaldt til 30.09.25 Side  af "


def test_maaltal_in_words() -> None:
    assert describe_maaltal(Maaltal(vaerdi="12", enhed="børn")) == "12 børn"
    full = Maaltal(vaerdi="12,5", enhed="procent", retning="stigning", horisont="hele-perioden")
    assert describe_maaltal(full) == "en stigning på 12,5 procent i hele aftaleperioden"


def test_long_comment_keeps_its_form() -> None:
    """Paragraphs, bullets in bullets, paragraphs in bullets, a sub-heading, looks and links."""
    text = Tekst("Se **her**:\n\n- a\n\n  mere\n  - b\n- c\n\n## Videre\n\n[d](https://x.dk/)")

    assert tekst_blocks(text) == (
        Paragraph((Run("Se "), Run("her", bold=True), Run(":")), Role.VALUE),
        List(
            (
                Item((_p("a"), _p("mere"), List((Item((_p("b"),)),)))),
                Item((_p("c"),)),
            )
        ),
        Paragraph((Run("Videre", bold=True),), Role.VALUE),
        Paragraph((Run("d", href="https://x.dk/"),), Role.VALUE),
    )


def test_headings_follow_on_one_another() -> None:
    document = build_statusbilag(
        delaftale(), plan(), AarligStatus(format=1, delaftale="medborgerskab", aar=2022), omraade="O", version="V",
        gyldighed="G",
    )  # fmt: skip

    assert [block.level for block in document.blocks if isinstance(block, Heading)] == [1, 2, 2]
    assert document.title == "Status for 2022: O, Planen"


def _p(text: str) -> Paragraph:
    return Paragraph((Run(text),), Role.VALUE)

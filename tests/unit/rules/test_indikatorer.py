"""Baseline, måltal and datakilde of an indikator: rules 6–9, 11 and the program's own on figures in the text."""

from __future__ import annotations

from datetime import date

import pytest

from tests.unit.rules.minimal import indikator, kontekst, said

STI = "delmaal/tryghed/indikatorer/andel"

# -- KIL-06 --


def test_an_indikator_with_a_datakilde_passes() -> None:
    assert said("KIL-06", kontekst(indikator("tekst: T"))) == []


def test_an_indikator_without_datakilde_is_a_fejl() -> None:
    hand = kontekst("delmaal: [{id: a, tekst: A, indikatorer: [{id: i, type: effekt, tekst: T}]}]")
    message = (
        "»Delmål 1, Indikator 1« har ingen datakilde. "
        "Skriv, hvor tallene kommer fra, fx Egen registrering af deltagere."
    )

    assert said("KIL-06", hand) == [("fejl", "delmaal/a/indikatorer/i/datakilde", message)]


# -- BAS-07 --


@pytest.mark.parametrize("ordlyd", ["51%", "Opgøres ikke"])
def test_an_indikator_with_a_baseline_passes(ordlyd: str) -> None:
    assert said("BAS-07", kontekst(indikator(f"tekst: T, baseline: {{ordlyd: {ordlyd}}}"))) == []


def test_an_indikator_that_counts_the_aktivitet_itself_needs_no_baseline() -> None:
    assert said("BAS-07", kontekst(indikator("tekst: T", kind="aktivitetsnaer"))) == []


def test_an_indikator_without_baseline_is_an_advarsel_also_with_a_figure_to_compare_with() -> None:
    message = (
        "»Delmål 1, Indikator 1« har ingen baseline for boligområdet eller målgruppen. "
        "Skriv tallet og året, eller skriv »Opgøres ikke«."
    )

    hand = kontekst(indikator("tekst: T, anden_baseline: {ordlyd: Opgøres ikke}"))

    assert said("BAS-07", hand) == [("advarsel", f"{STI}/baseline", message)]


@pytest.mark.parametrize(
    "fields",
    [
        "tilstand: afventer",
        "tilstand: afventer, forventes_senest: 2022-03-01",
        "tilstand: opgjort, forventes_senest: 2021-11-30",
    ],
    ids=["no last day", "the last day itself", "it has come"],
)
def test_a_baseline_that_is_not_overdue_passes(fields: str) -> None:
    assert said("BAS-07", kontekst(indikator(f"tekst: T, baseline: {{ordlyd: 51%, {fields}}}"))) == []


@pytest.mark.parametrize(
    ("fields", "when"),
    [
        ("tilstand: afventer, forventes_opdateret: efterår '21, forventes_senest: 2022-02-28", "efterår '21"),
        ("forventes_senest: 2022-02-28", "28.02.22"),
    ],
)
def test_a_baseline_that_is_overdue_is_an_advarsel(fields: str, when: str) -> None:
    hand = kontekst(indikator(f"tekst: T, baseline: {{ordlyd: 51%}}, anden_baseline: {{ordlyd: 49%, {fields}}}"))
    message = (
        f"»Delmål 1, Indikator 1, Evt. anden baseline« skulle være opdateret {when}. "
        "Skriv det nye tal, eller skriv, hvornår det nu ventes."
    )

    assert said("BAS-07", hand) == [("advarsel", f"{STI}/anden_baseline", message)]


# -- MTL-08 --


@pytest.mark.parametrize(
    "fields",
    [
        "tekst: 'Der afholdes 12 møder', maaltal: {vaerdi: 12, enhed: møder, horisont: pr-aar}",
        "tekst: Beboerne er trygge",
        "tekst: Andel i 2018 af unge på 15 år og 0-18-årige i 1. klasse pr. 1. oktober og 3. maj kl. 16",
        "tekst: Andel, maaltal: {vaerdi: 60, enhed: procent}",
        "tekst: Andel, maaltal: {vaerdi: 60, enhed: procent, retning: mindst}",
    ],
)
def test_a_maaltal_with_a_period_passes(fields: str) -> None:
    assert said("MTL-08", kontekst(indikator(fields))) == []


@pytest.mark.parametrize(
    ("tekst", "shown"),
    [("Der afholdes 12 møder", "12"), ("1.500 samtaler", "1500"), ("Andelen stiger til 62,5 %", "62,5")],
)
def test_a_figure_that_stands_only_in_the_text_is_an_advarsel(tekst: str, shown: str) -> None:
    message = (
        f"»Delmål 1, Indikator 1« har tallet {shown} i teksten, men intet måltal. "
        "Skriv måltal, enhed og periode, så det kan ses, om målet er nået."
    )

    assert said("MTL-08", kontekst(indikator(f"tekst: '{tekst}'"))) == [("advarsel", f"{STI}/maaltal", message)]


@pytest.mark.parametrize("maaltal", ["vaerdi: 12, enhed: møder", "vaerdi: 12, enhed: procent, retning: fald"])
def test_a_maaltal_without_a_period_is_an_advarsel(maaltal: str) -> None:
    unit = maaltal.split("enhed: ")[1].split(",", maxsplit=1)[0]
    message = (
        f"»Delmål 1, Indikator 1« har måltallet 12 {unit}, men ikke for hvilken periode. "
        "Skriv, om det er pr. år eller i hele aftaleperioden (feltet »horisont«: pr-aar eller hele-perioden)."
    )

    hand = kontekst(indikator(f"tekst: T, maaltal: {{{maaltal}}}"))

    assert said("MTL-08", hand) == [("advarsel", f"{STI}/maaltal/horisont", message)]


# -- KIL-09 --


def datakilde(fields: str) -> str:
    return f"delmaal: [{{id: a, tekst: A, indikatorer: [{{id: i, type: effekt, tekst: T, datakilde: {{{fields}}}}}]}}]"


@pytest.mark.parametrize(
    "fields",
    [
        "navn: Egen registrering af deltagere",
        "navn: Beboerdata",
        "navn: Noget andet",
        "navn: Trygheds-survey VIVE/LBF, kadence: aarlig",
    ],
)
def test_a_datakilde_that_is_yearly_or_not_known_passes(fields: str) -> None:
    assert said("KIL-09", kontekst(datakilde(fields))) == []


def test_an_indikator_without_datakilde_is_rule_6s_business() -> None:
    assert (
        said("KIL-09", kontekst("delmaal: [{id: a, tekst: A, indikatorer: [{id: i, type: effekt, tekst: T}]}]")) == []
    )


@pytest.mark.parametrize(
    ("fields", "today", "name", "only"),
    [
        ("navn: Tryghedssurvey 2021", date(2022, 3, 1), "Tryghedssurvey 2021", "tal fra 2018 og 2021"),
        ("navn: Trygheds-survey VIVE/LBF", date(2024, 1, 1), "Trygheds-survey VIVE/LBF", "tal fra 2018, 2021 og 2023"),
        ("navn: Trygheds-survey", date(2017, 1, 1), "Trygheds-survey", "tal fra enkelte år"),
        ("navn: Vores måling, kadence: enkelte-aar", date(2022, 3, 1), "Vores måling", "tal fra enkelte år"),
    ],
)
def test_a_datakilde_of_single_years_is_an_advarsel(fields: str, today: date, name: str, only: str) -> None:
    message = (
        f"»Delmål 1, Indikator 1« skal følges hvert år, men »{name}« har kun {only}. "
        "Aftal, hvad der følges i de andre år, eller tilføj en datakilde med årlige tal."
    )

    hand = kontekst(datakilde(fields), today=today)

    assert said("KIL-09", hand) == [("advarsel", "delmaal/a/indikatorer/i/datakilde", message)]


# -- TAL-11 --


@pytest.mark.parametrize(
    "fields",
    [
        "tekst: Andel, baseline: {ordlyd: 100%, vaerdi: 100, aar: 2022}",
        "tekst: Antal, baseline: {ordlyd: 1500 samtaler, vaerdi: 1500}",
        "tekst: Andel, baseline: {ordlyd: Opgøres ikke}, maaltal: {vaerdi: 100, enhed: procent}",
        "tekst: Antal, maaltal: {vaerdi: 1500, enhed: samtaler}",
        "tekst: Antal, maaltal: {vaerdi: 150, enhed: procent, retning: stigning}",
    ],
)
def test_figures_that_are_possible_pass(fields: str) -> None:
    assert said("TAL-11", kontekst(indikator(fields))) == []


IMPOSSIBLE = "{} er {} procent, og en andel kan højst være 100. Ret tallet eller enheden."


@pytest.mark.parametrize(
    ("fields", "felt", "message"),
    [
        (
            "tekst: T, maaltal: {vaerdi: 101, enhed: pct.}",
            "maaltal/vaerdi",
            IMPOSSIBLE.format("»Delmål 1, Indikator 1, Måltal«", "101"),
        ),
        (
            "tekst: Andelen af trygge, baseline: {ordlyd: '510', vaerdi: 510}",
            "baseline/vaerdi",
            IMPOSSIBLE.format("»Delmål 1, Indikator 1, Baseline boligområde/målgruppe«", "510"),
        ),
        (
            "tekst: T, anden_baseline: {ordlyd: 510 procent, vaerdi: 510}",
            "anden_baseline/vaerdi",
            IMPOSSIBLE.format("»Delmål 1, Indikator 1, Evt. anden baseline«", "510"),
        ),
        (
            "tekst: T, baseline: {ordlyd: Minus tre, vaerdi: -3}",
            "baseline/vaerdi",
            (
                "»Delmål 1, Indikator 1, Baseline boligområde/målgruppe« har værdien -3, men hverken et antal eller en "
                "andel kan være negativ. Ret tallet."
            ),
        ),
        (
            "tekst: T, baseline: {ordlyd: '51', vaerdi: 51, aar: 2023}",
            "baseline/aar",
            (
                "»Delmål 1, Indikator 1, Baseline boligområde/målgruppe« er fra 2023, som ligger i fremtiden. "
                "Ret året, eller skriv, hvornår tallet ventes."
            ),
        ),
    ],
)
def test_an_impossible_figure_is_a_fejl(fields: str, felt: str, message: str) -> None:
    assert said("TAL-11", kontekst(indikator(fields))) == [("fejl", f"{STI}/{felt}", message)]


# -- MTL-E1 --


@pytest.mark.parametrize(
    ("tekst", "vaerdi"),
    [
        ("Der afholdes 1.500 samtaler", "1500"),
        ("Der afholdes tolv møder", "12"),
        ("12 børn på 3 hold", "3"),
        ("2000 samtaler", "2000"),
        ("Beboerne er trygge", "60"),
        ("Undersøgelsen i 2018", "60"),
    ],
)
def test_a_text_that_states_the_maaltal_or_no_figure_passes(tekst: str, vaerdi: str) -> None:
    assert said("MTL-E1", kontekst(indikator(f"tekst: '{tekst}', maaltal: {{vaerdi: {vaerdi}, enhed: x}}"))) == []


def test_an_indikator_without_maaltal_is_rule_8s_business() -> None:
    assert said("MTL-E1", kontekst(indikator("tekst: 12 møder"))) == []


def test_a_text_with_another_figure_than_the_maaltal_is_an_advarsel() -> None:
    hand = kontekst(indikator("tekst: 'Der afholdes 1500 samtaler', maaltal: {vaerdi: 1200, enhed: samtaler}"))
    message = "»Delmål 1, Indikator 1« har tallet 1500 i teksten, men måltallet er 1200. Ret det, der er forkert."

    assert said("MTL-E1", hand) == [("advarsel", f"{STI}/maaltal", message)]


# -- what looks blank --


@pytest.mark.parametrize(
    ("code", "felt", "yaml"),
    [
        ("KIL-06", "datakilde", 'baseline: {ordlyd: "51 %"}, datakilde: {navn: "\u200b"}'),
        ("BAS-07", "baseline", 'baseline: {ordlyd: "\u00ad"}, datakilde: {navn: Boligsociale Data}'),
    ],
)
def test_a_cell_in_which_nothing_can_be_seen_is_blank(code: str, felt: str, yaml: str) -> None:
    hand = kontekst(
        f"delmaal: [{{id: d, tekst: Tryghed, indikatorer: [{{id: i, type: effekt, tekst: Andel, {yaml}}}]}}]"
    )

    assert [item[1] for item in said(code, hand)] == [f"delmaal/d/indikatorer/i/{felt}"]

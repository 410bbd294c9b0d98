# ruff: noqa: INP001 - a script beside the pages it writes, no package
"""Write docs/regler.md: the table of rules as they stand, and what they say of the real agreement, with the reasons.

Always so: the table and the findings are made from the code and the agreement, so that a test can hold the page fresh;
only the reasons are written here, one for each code that speaks.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from generator.model.delaftale import Delaftale
from generator.model.helhedsplan import Helhedsplan
from generator.rules import RULES, Kontekst, check, summarize
from generator.rules.aarsrevision import LOGREGLER
from generator.rules.moede import MOEDEREGLER
from generator.rules.status import STATUSREGLER
from generator.store.viden import load_bevillingsperioder, load_datakilder
from generator.store.yaml_reader import load_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.rules import Finding, Regel
    from generator.rules.aarsrevision import Logregel
    from generator.rules.moede import Moederegel
    from generator.rules.status import Statusregel

ROOT: Final = Path(__file__).resolve().parents[1]
VERSION: Final = ROOT / "aftaler/en-faelles-indsats/sammenhaengskraft-og-medborgerskab/versioner/0001"
DAY: Final = date(2022, 3, 1)

# By code: how many were expected before the rules were written, and why they come.
BEGRUNDELSER: Final[dict[str, tuple[str, str]]] = {
    "OVM-05": (
        "kommer",
        (
            "Aftalen siger ikke, hvilket overordnet mål delmålene fører til, og planens overordnede mål er ikke "
            "skrevet ind. Det gælder begge delmål og siges én gang. Med netop ét mål for indsatsområdet i "
            "helhedsplan.yaml er der intet at være i tvivl om, og advarslen forsvinder."
        ),
    ),
    "BAS-07": (
        "2",
        (
            "Tillid til politi og myndigheder har et tomt felt; »Opgøres ikke« står i kolonnen for sammenligning og "
            "er ingen baseline. Fællesskabets tal fra 2018 skulle være opdateret i efteråret 2021, og det er nu marts "
            "2022. De aktivitetsnære indikatorer har efter deres art ingen baseline."
        ),
    ),
    "MTL-08": (
        "3",
        (
            "1500 samtaler, 12 større aktiviteter og 12 børn: tabellen siger »årlige opgørelser«, mens »12 større "
            "aktiviteter i alt« peger på hele perioden. Programmet gætter ikke, så spørgsmålet stilles for hvert tal."
        ),
    ),
    "KIL-09": (
        "2",
        (
            "Begge effektindikatorer bygger på Trygheds-survey, som er lavet i 2018, 2021 og 2023, mens tabellen "
            "siger, at alle indikatorer er årlige. År, der ligger efter kontrollens dato, nævnes ikke."
        ),
    ),
    "FOR-14": ("1", "Skemaet for Lokalt engagement og frivillighed har ingen forankring; det andet har."),
    "REF-16": (
        "1",
        (
            "»Den Kriminalpræventive delaftale« er 2015-18-periodens navn. Navnet står både i listen og i en "
            "overskrift og siges én gang. Uddannelse og Livschancer og Beskæftigelse er indsatsområder i perioden; at "
            "deres delaftaler ikke er lagt ind, er ingen fejl i denne."
        ),
    ),
    "PAR-17": (
        "mindst 3",
        (
            "KVINFO, Fødevarerbanken, Frivilligcenteret og NGO'erne er samarbejdspartnere uden at være parter; de "
            "siges én gang for hver aktivitet. Politiet er part, men nævnes ikke i nogen aktivitet. Slagelse "
            "Boligselskab og BoligKorsør nævnes heller ikke, men boligorganisationer bærer hele planen. "
            "Fritidsafdelingen under et andet navn er knyttet til kommunen og regnes for den samme part."
        ),
    ),
    "RES-19": (
        "kommer",
        (
            "Chefens 25 % og aktivitetsmedarbejderens 34 % har intet grundlag i aftalen. De to grupper med »samlet "
            "kapacitet« har ét; om resten er fordelt, kan først ses, når planens andre delaftaler er lagt ind."
        ),
    ),
    "SPR-E1": (
        "uden for tabellen",
        (
            "De to bindestreger er kommet med fra en linjedeling i det gamle dokument. Teksten er bevaret ordret, da "
            "den er den besluttede; ordene siges én gang, hvor de står først. »Trygheds-survey« og »samtykke-tilgang« "
            "kan stå, som de er."
        ),
    ),
}

TAVSE: Final = (
    ("1–4", ("Indsatsområdet hører til 2019-26, der er én delaftale for det, og perioden er fire år på dagen. Planens "
            "egen periode er ikke oplyst, så den kan ikke sammenlignes.")),
    ("6, 11–13", "Hver indikator har en datakilde, tallene er mulige, og skemaerne er udfyldt på nær én forankring."),
    ("15", "Aftalen knytter ingen aktiviteter til delmål. Det betyder alle, som formularen tillader."),
    ("18", "Ingen funktion står i to delaftaler, så længe kun denne er lagt ind."),
    ("36", "Aftalen nævner roller og organisationer, ingen personer."),
    ("41", "Den 1. marts 2022 løber perioden; fra 1. oktober 2025 siger reglen, at aftalen er udløbet."),
    ("32 og 40", "Hører til beslutningsloggen og til import af Word-filer og kontrolleres ikke her."),
)  # fmt: skip


def regler_md() -> str:
    """Return the page; the same every time. Raises: DataError, OSError, if the real agreement can't be read."""
    return "\n".join([*_intro(), *_table(), *_status(), *_log(), *_moede(), *_real_agreement(), ""])


def real_kontekst() -> Kontekst:
    """Return the real agreement as it is checked on this page."""
    delaftale = load_yaml((VERSION / "delaftale.yaml").read_bytes(), Delaftale, "delaftale.yaml")
    plan = load_yaml((VERSION / "helhedsplan.yaml").read_bytes(), Helhedsplan, "helhedsplan.yaml")
    return Kontekst(delaftale, plan, load_bevillingsperioder(), load_datakilder(), DAY)


def _intro() -> list[str]:
    return [
        "# Regler",
        "",
        "<!-- Siden dannes af docs/byg_regler.py ud fra generator/rules/. Ret dér, ikke her. -->",
        "",
        "Programmet ser en delaftale igennem efter disse regler. En **fejl** skal rettes, før den kan godkendes.",
        "En **advarsel** er værd at se på, men kan blive stående. Nogle regler er strengere ved godkendelse end ved",
        "import, for en aftale, der gælder, skal kunne læses ind, som den er.",
        "",
        "Det, der slet ikke kan læses som en delaftale (ukendte felter, umulige datoer, to dele med samme id), afvises",
        "allerede, når filen læses, og står ikke her.",
        "",
        "»Nr.« er nummeret i domænebeskrivelsens tabel over regler (domaene.md §9); »–« er programmets egne regler. En",
        "kode skifter aldrig betydning.",
        "",
    ]


def _table() -> list[str]:
    return ["## Alle regler", "", *_rows(RULES), ""]


def _status() -> list[str]:
    return [
        "## Årets status",
        "",
        "Findes der en status for et år (»delaftale aarsstatus«), ser »delaftale kontroller« også på den. Af et",
        "tidligere år kræves kun det, der står i dets skema, for delaftalen kan siden være ændret.",
        "",
        *_rows(STATUSREGLER),
        "",
    ]


def _log() -> list[str]:
    return [
        "## Beslutningsloggen",
        "",
        "Fortæller beslutningsloggen om delaftalen, ser »delaftale kontroller« også på den.",
        "",
        *_rows(LOGREGLER),
        "",
    ]


def _moede() -> list[str]:
    return [
        "## Bestyrelsens møder",
        "",
        "»delaftale moede vis« ser også på mødet efter disse regler. De er alle advarsler, for et møde, der er holdt,",
        "er holdt. Det, der ikke må ske, afvises: en beslutning før mødet, under et O-punkt eller på et afsluttet",
        "møde, en beslutning uden det flertal eller fremmøde, som planens regler kræver, og en skriftlig behandling,",
        "som de ikke giver adgang til.",
        "",
        "Nogle regler kan ikke brydes og har derfor ingen kode. En ændring, der berører den strategiske aftale, bliver",
        "kun godkendt med forbehold for Landsbyggefonden (23). Ingen udgave gælder uden en beslutning, og teksten er",
        "den, der er besluttet, skrevet ind i den, der gjaldt (24–26). Et lukket bilag kommer aldrig i en offentlig",
        "udgave (37), og en udgave, der er ændret bagefter, bliver fundet af »delaftale verificer« (39).",
        "",
        *_rows(MOEDEREGLER),
        "",
    ]


def _rows(regler: Iterable[Regel | Statusregel | Logregel | Moederegel]) -> list[str]:
    rows = ["| Kode | Nr. | Alvor | Hvad skal være i orden | Kilde | Udvej |", "|---|---|---|---|---|---|"]
    for regel in regler:
        number = "–" if regel.nr is None else regel.nr
        rows.append(f"| {regel.code} | {number} | {regel.alvor} | {regel.hvad} | {regel.kilde} | {regel.udvej} |")
    return rows


def _real_agreement() -> list[str]:
    findings = check(real_kontekst())
    lines = [
        "## Den ægte aftale den 1. marts 2022",
        "",
        (
            "Delaftalen for Sammenhængskraft og medborgerskab i En Fælles Indsats, version 1, set som import: "
            f"{summarize(findings)}."
        ),
        "Forventningen er domænebeskrivelsens, skrevet før reglerne.",
        "",
        "| Kode | Nr. | Forventet | Kommer | Hvorfor |",
        "|---|---|---|---|---|",
    ]
    for regel in RULES:
        if antal := sum(item.code == regel.code for item in findings):
            expected, reason = BEGRUNDELSER[regel.code]
            number = "–" if regel.nr is None else regel.nr
            lines.append(f"| {regel.code} | {number} | {expected} | {antal} | {reason} |")
    lines += ["", "### Ordret", "", *(_as_item(item) for item in findings), ""]
    lines += ["### Hvad reglerne tier om, og hvorfor", ""]
    return [*lines, *(f"- **{numbers}**: {reason}" for numbers, reason in TAVSE)]


def _as_item(finding: Finding) -> str:
    return f"- {finding.code}, {finding.severity}: {finding.message}"


if __name__ == "__main__":
    (ROOT / "docs" / "regler.md").write_text(regler_md(), encoding="utf-8", newline="\n")

# ruff: noqa: INP001 - a script beside the pages it writes, no package
"""Write the pages of docs/ that are made from the code: `python docs/byg.py`.

Always so: `PAGES` holds every such page by its path under docs/, and a test fails when one of them is stale. A page
says what the code does, since it is read from the code; only the words around it are written here.
"""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from lxml import etree

from generator.model.sti import felter_of
from generator.text import format_list
from generator.word.contract import DELAFTALE, LOOP_FIELDS, ROOTS, Kind, slot_of
from generator.word.moedeformularer import AENDRINGER, DAGSORDEN, REFERAT, UDSKRIFT
from generator.word.statusbilag import AARSSTATUS
from generator.word.tags import Tag, gather_tags, w

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from generator.model.base import Model
    from generator.word.roots import Formularart

ROOT: Final = Path(__file__).resolve().parents[1]
FORM: Final = ROOT / "templates" / "lbf-2019-26" / "delaftale.docx"
FORMULARARTER: Final = (DELAFTALE, AARSSTATUS, DAGSORDEN, UDSKRIFT)
"""Every kind of form with names of its own, in the order in which the page tells of them; a delaftale's first."""
_ALIKE: Final = {DAGSORDEN.navn: (REFERAT, AENDRINGER)}
"""The kinds that have the same names as another."""
_STORIES = re.compile(r"word/(document|header\d*|footer\d*)\.xml")

_HOW_TO_WRITE: Final = {
    Kind.LINE: "`{{{{ {path} }}}}`",
    Kind.LONG: "`{{{{p {path} }}}}` alene i afsnittet",
    Kind.FLAG: "`{{% if {path} %}}`",
}

_INDLEDNING: Final = """\
# Skabelonen: formularens tags

En formular er en almindelig Word-fil med tags. Den, der kan bruge Word, kan ændre formularens faste tekst, dens
typografi og rækkefølgen; programmet sætter aftalens tekster ind, hvor der står et tag. Landsbyggefondens
formular ligger i `templates/lbf-2019-26/delaftale.docx`. En ændret formular bliver prøvet, næste gang der
genereres, og alle fejl i den bliver meldt på én gang. Til andre dokumenter end delaftalen er der formularer af
andre arter; de skrives med de samme tags og har egne navne.

Siden er skrevet af `docs/byg.py` ud fra programmet selv. Ret den ikke i hånden.

## Sådan skrives et tag
"""

_TAGS: Final = (
    (
        "`{{ plan.navn }}`",
        "Trykker et felt på én linje, med samme udseende som tagget selv.",
        "Hvor som helst i en tekst.",
    ),
    (
        "`{{p delaftale.revisionsbestemmelse }}`",
        "Trykker en lang tekst som hele afsnit, punkter og underoverskrifter.",
        "Alene i sit afsnit.",
    ),
    (
        "`{%p if … %}` … `{%p endif %}`",
        "Tager de afsnit med, der står imellem, hvis feltet er udfyldt.",
        "Alene i hver sit afsnit; de to afsnit forsvinder.",
    ),
    (
        "`{%p for x in … %}` … `{%p endfor %}`",
        "Gentager de afsnit, der står imellem, for hver del i en liste.",
        "Alene i hver sit afsnit; de to afsnit forsvinder.",
    ),
    (
        "`{%tr for x in … %}` … `{%tr endfor %}`",
        "Gentager rækkerne imellem. Også `{%tr if … %}`.",
        "Alene i hver sin tabelrække; de to rækker forsvinder.",
    ),
    (
        "`{% if … %}` … `{% endif %}`",
        "Tager en del af en linje med, hvis feltet er udfyldt. Også `{% for x in … %}`.",
        "Begge i samme afsnit.",
    ),
    (
        "`{% vm %}`",
        "Fletter cellen lodret gennem alle de rækker, der gentages.",
        "I en celle i en række, der gentages.",
    ),
    (
        "`{# … #}`",
        "En bemærkning til den næste, der retter formularen. Den trykkes ikke.",
        "I en tekst, eller `{#p … #}` alene i et afsnit.",
    ),
)

_REGLER: Final = """\
Andre sætninger end `for`, `if`, `elif`, `else`, `endfor`, `endif` og `vm` findes ikke. I en betingelse kan
navne sættes sammen med `not`, `and`, `or` og parenteser. Der er ingen beregninger, sammenligninger, filtre,
funktioner eller tekster i anførselstegn. I en `for` er `else` det, der trykkes, når listen er tom.

Datoer, tal og valg trykkes på dansk af sig selv: `01.10.21`, `12,5`, `af én stilling`. Et tomt felt trykkes som
ingenting, men afsnittet bliver stående; sæt `{%p if … %}` om, hvis overskrift og felt skal væk sammen. Hvert
afsnit, der holder et felt, får et skjult bogmærke, så programmet kan finde feltet igen i Word-filen.

Tags kan stå i teksten, i sidehoveder, sidefødder og fodnoter og i dokumentets egenskaber (titel, emne,
forfatter), men i egenskaberne kun `{{ … }}` med et felt på én linje.

Hvordan punkter, underoverskrifter og links ser ud, står i `form.yaml` ved siden af formularen: den nævner de
typografier, der bruges.
"""

_FEJL: Final = """\
## Når der er fejl i formularen

Hver fejl nævner formularen, stedet (Teksten, Sidehovedet, Sidefoden, Fodnoterne, Egenskaberne eller filens
del), afsnittets ord, tagget og hvad der skal gøres. De hyppigste:
"""

_HYPPIGE: Final = (
    ("Et navn findes ikke", "Ret det til et af de foreslåede; alle navne står ovenfor."),
    ("Et tag er ikke afsluttet, eller slutter uden at være begyndt", "Skriv `}}` eller `%}`, eller slet tegnene."),
    ("En `for` eller `if` bliver ikke afsluttet", "Sæt `endfor` eller `endif` ind, hvor den slutter."),
    (
        "Afslutningen står et andet sted end begyndelsen",
        "Sæt begge i samme afsnit, celle eller tabel, og med samme form (`{%p`, `{%tr` eller `{%`).",
    ),
    ("Et tag skal stå alene", "Flyt ordene ved siden af til et andet afsnit eller en anden række."),
    ("En lang tekst står i `{{ … }}`", "Skriv `{{p … }}` alene i et afsnit."),
    ("En liste trykkes", "Gentag den med `for`."),
    ("Der står et anførselstegn i tagget", "Slet det. Word sætter selv krumme anførselstegn."),
    (
        "Et tag står, hvor det ikke kan stå",
        "Flyt det til almindelig tekst, ikke i et felts kode eller i navnet på en figur.",
    ),
    ("En fodnote står i noget, der gentages", "Flyt den ud."),
)

_AFVIST: Final = """\
En fil bliver afvist helt, hvis den ikke er en almindelig `.docx`, er beskadiget, krypteret eller urimelig stor,
eller hvis den har makroer, indlejrede filer eller henvisninger og felter, der henter noget andre steder fra.
"""


def skabelon_md() -> str:
    """Return docs/skabelon.md: the contract between a form and the program, for whoever edits the form in Word."""
    sections = [_INDLEDNING, _table(("Tag", "Hvad det gør", "Hvor det står"), _TAGS), _REGLER]
    sections += ["## Navnene\n", _loop_names()]
    sections += [_section(root, model) for root, model in ROOTS.items()]
    known = dict(ROOTS)
    for art in FORMULARARTER[1:]:
        sections += _other_kind(art, known)
        known |= art.roots
    sections += [_not_printed(), _FEJL, _table(("Fejl", "Hvad der skal gøres"), _HYPPIGE), _AFVIST]
    return "\n".join(sections)


def _loop_names() -> str:
    roots = ", ".join(f"`{root}`" for root in ROOTS)
    flags = " og ".join(f"`loop.{name}`" for name, kind in LOOP_FIELDS.items() if kind is Kind.FLAG)
    return (
        f"Et navn begynder med {roots} eller med det ord, som en `for` giver hver del.\n"
        f"I en `for` findes desuden `loop.index` (nummeret, fra 1) og, til `if`, {flags}\n"
        "(om det er den første eller den sidste).\n"
    )


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [" | ".join(row) for row in (head, *rows)]
    return "\n".join([f"| {lines[0]} |", "|" + "---|" * len(head), *(f"| {line} |" for line in lines[1:])]) + "\n"


def _section(root: str, model: type[Model]) -> str:
    rows = [(f"`{path}`", title, kind, how) for path, title, kind, how in _rows(model, root)]
    return f"### `{root}`: {model.TITEL}\n\n" + _table(("Navn", "Felt", "Art", "Skrives"), rows)


def _other_kind(art: Formularart, shown: Mapping[str, type[Model]]) -> Iterator[str]:
    """Yield the sections on a kind of form: its roots, and those of its own that no kind before it was `shown` with."""
    roots = ", ".join(f"`{root}`" for root in art.roots)
    known = [root for root, model in art.roots.items() if shown.get(root) is model]
    same = f" {', '.join(f'`{root}`' for root in known)} er som ovenfor." if known else ""
    yield f"## Formularer af arten `{art.navn}`\n"
    alike = [f"`{other.fil}`" for other in _ALIKE.get(art.navn, ())]
    also = f" {format_list(alike)} har de samme navne." if alike else ""
    yield f"Word-filen hedder `{art.fil}`.{also} Et navn begynder med {roots}.{same}\n"
    yield from (_section(root, model) for root, model in art.roots.items() if root not in known)


def _rows(model: type[Model], path: str) -> Iterator[tuple[str, str, str, str]]:
    """Yield path, title, kind and how to write it for each field of a part, those of the parts in it too."""
    for name in model.AFLEDTE:
        yield f"{path}.{name}", "(regnes ud)", Kind.FLAG.value, _HOW_TO_WRITE[Kind.FLAG].format(path=f"{path}.{name}")
    for name, art in felter_of(model).items():
        inner, slot = f"{path}.{name}", slot_of(art)
        if slot.kind is Kind.PARTS and slot.model is not None:
            item = _item_name(slot.model)
            yield inner, art.titel, slot.kind.value, f"`{{%p for {item} in {inner} %}}`"
            yield from _rows(slot.model, item)
        elif slot.model is not None:
            yield inner, art.titel, slot.kind.value, f"`{{%p if {inner} %}}`"
            yield from _rows(slot.model, inner)
        else:
            yield inner, art.titel, slot.kind.value, _HOW_TO_WRITE[slot.kind].format(path=inner)


def _item_name(model: type[Model]) -> str:
    return {"Formaalsafsnit": "afsnit", "Statusdelmaal": "delmaal", "Statusindikator": "indikator"}.get(
        model.__name__, model.__name__.lower().removesuffix("visning")
    )


def _not_printed() -> str:
    """Return the list of what LBF's form has no place for, by part."""
    printed = printed_paths(FORM.read_bytes())
    by_part: dict[str, list[str]] = {}
    for root in ("delaftale", "plan"):
        for path, title in _paths(ROOTS[root], root):
            if path not in printed:
                owner, _, name = path.rpartition(".")
                by_part.setdefault(owner, []).append(f"{name} ({title})")
    lines = [f"- `{owner.replace('.*', '[]')}`: {', '.join(names)}" for owner, names in by_part.items()]
    return (
        "## Hvad Landsbyggefondens formular ikke trykker\n\n"
        "Disse felter er til programmets egen brug eller står allerede i en anden ordlyd.\n"
        "`[]` er hver del i en liste.\n\n" + "\n".join(lines) + "\n"
    )


def _paths(model: type[Model], prefix: str) -> Iterator[tuple[str, str]]:
    for name, art in felter_of(model).items():
        path = f"{prefix}.{name}"
        if art.model is None:
            yield path, art.titel
        else:
            yield from _paths(art.model, f"{path}.*" if art.is_list else path)


def printed_paths(docx: bytes) -> set[str]:
    """Return the path of each addressed field that a form prints somewhere, `*` for the parts of a list."""
    printed = set()
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        for part in filter(_STORIES.fullmatch, archive.namelist()):
            names = {"delaftale": "delaftale", "plan": "plan"}
            for paragraph in etree.fromstring(archive.read(part)).iter(w("p")):
                for tag in map(Tag.parse, gather_tags(paragraph)):
                    if match := re.fullmatch(r"for (\w+) in (\w+)\.([\w.]+)", tag.body):
                        names[match[1]] = f"{names[match[2]]}.{match[3]}.*"
                    elif tag.sort == "{{":
                        first, _, rest = tag.body.partition(".")
                        printed |= {f"{names[first]}.{rest}"} if first in names else set()
    return printed


PAGES: Final[Mapping[str, Callable[[], str]]] = {"skabelon.md": skabelon_md}
"""Every generated page: its path under docs/, and what returns its text."""


def main() -> None:
    """Write every page."""
    for path, page in PAGES.items():
        (ROOT / "docs" / path).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()

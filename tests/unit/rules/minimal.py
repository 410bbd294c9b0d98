"""A smallest agreement that no rule has anything to say about, and what a rule says when a few of its fields differ.

Always so: a test states only the fields that it is about, as a person would write them in YAML; a field that is stated
replaces the whole field of the smallest agreement.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, TypeVar

from generator.model.delaftale import Delaftale
from generator.model.helhedsplan import Helhedsplan
from generator.rules import RULES, Finding, Kontekst, Tilstand, check
from generator.store.viden import load_bevillingsperioder, load_datakilder
from generator.store.yaml_reader import load_yaml

if TYPE_CHECKING:
    from generator.model.datakilder import Datakildeliste
    from generator.model.helhedsplan import Bevillingsperioder

TODAY = date(2022, 3, 1)

DELAFTALE = """\
format: 1
id: medborgerskab
formular: lbf-2019-26
indsatsomraade: sammenhaengskraft-og-medborgerskab
gaelder_fra: 2021-10-01
gaelder_til: 2025-09-30
parter:
  - {id: fob, betegnelse: FOB, organisation: fob}
delmaal:
  - id: tryghed
    tekst: Beboerne er trygge
    indikatorer:
      - id: andel
        type: effekt
        tekst: Andel af beboere, der er trygge
        baseline: {ordlyd: 51% (2018), vaerdi: 51, aar: 2018}
        datakilde: {navn: Boligsociale Data}
aktiviteter:
  - id: vejledning
    navn: Vejledning
    formaal: [{id: indledning, rolle: indledning, tekst: Beboere får råd.}]
    maalgruppe: {tekst: Alle beboere}
    indhold_og_praksis: Faste åbningstider.
    forankring: Frivillige fører det videre.
    ansvar_og_roller: Helhedsplanen har ansvaret.
"""

PLAN = """\
format: 1
id: planen
navn: Planen
bevillingsperiode: 2019-26
gaelder_fra: 2021-10-01
gaelder_til: 2025-09-30
organisationer:
  - {id: fob, navn: FOB, type: boligorganisation}
overordnede_maal:
  - {id: faellesskab, indsatsomraade: sammenhaengskraft-og-medborgerskab, tekst: Flere er en del af fællesskabet}
"""

M = TypeVar("M", Delaftale, Helhedsplan)


@cache
def perioder() -> Bevillingsperioder:
    return load_bevillingsperioder()


@cache
def datakilder() -> Datakildeliste:
    return load_datakilder()


def delaftale(yaml: str = "") -> Delaftale:
    """Return the smallest agreement with the fields that `yaml` states."""
    return _load(DELAFTALE, yaml, Delaftale)


def plan(yaml: str = "") -> Helhedsplan:
    """Return the smallest plan with the fields that `yaml` states."""
    return _load(PLAN, yaml, Helhedsplan)


def kontekst(
    yaml: str = "",
    *,
    plan_yaml: str = "",
    sisters: tuple[str, ...] = (),
    today: date = TODAY,
    tilstand: Tilstand = Tilstand.IMPORT,
    er_kladde: bool = False,
) -> Kontekst:
    """Return what a check looks at. `sisters` are the plan's other delaftaler."""
    others = tuple(delaftale(text) for text in sisters)
    return Kontekst(delaftale(yaml), plan(plan_yaml), perioder(), datakilder(), today, tilstand, others, er_kladde)


def findings_of(code: str, hand: Kontekst) -> list[Finding]:
    """Return what the rule `code` alone says."""
    (regel,) = (regel for regel in RULES if regel.code == code)
    return check(hand, [regel])


def said(code: str, hand: Kontekst) -> list[tuple[str, str, str]]:
    """Return what the rule `code` alone says, as (severity, sti, message)."""
    return [(item.severity, str(item.sti), item.message) for item in findings_of(code, hand)]


def indikator(fields: str, *, kind: str = "effekt") -> str:
    """Return the field delmaal with one indikator that has a datakilde and `fields`, in flow style."""
    return (
        f"delmaal: [{{id: tryghed, tekst: Beboerne er trygge, indikatorer: [{{id: andel, type: {kind}, "
        f"datakilde: {{navn: Boligsociale Data}}, {fields}}}]}}]"
    )


def aktivitet(fields: str) -> str:
    """Return the field aktiviteter with one activity, its form filled in, with `fields` in flow style."""
    return (
        "aktiviteter: [{id: vejledning, maalgruppe: {tekst: Alle beboere}, forankring: Frivillige., "
        f"ansvar_og_roller: Planen., {fields}}}]"
    )


def _load(base: str, yaml: str, cls: type[M]) -> M:
    fields = _fields(base) | _fields(yaml)
    return load_yaml("".join(fields.values()).encode(), cls, "test.yaml")


def _fields(yaml: str) -> dict[str, str]:
    """Return the top-level fields by name, each with its lines."""
    blocks = re.split(r"^(?=[a-z_]+:)", yaml.rstrip("\n") + "\n", flags=re.MULTILINE)
    return {block.partition(":")[0]: block for block in blocks if block.strip()}

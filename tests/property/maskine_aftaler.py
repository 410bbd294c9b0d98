"""The plan that the machine lives with, and the edits a chef may make in a draft of it: any, that the rules let pass.

Always so: two delaftaler that no rule has anything against, with ids that generated parts have too, so that edits meet;
an edit is drawn as any and then loses what would be a fejl, so that most drafts can be put before the board.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from hypothesis import strategies as st

from generator.errors import AendringError
from generator.model.aendring import Aendringsart, Feltaendring
from generator.model.delaftale import Delaftale
from generator.model.helhedsplan import Helhedsplan
from generator.model.sti import Sti, UnknownStiError, read_felt
from generator.rules import RULES, Kontekst, Tilstand, check
from generator.rules.persondata import REGLER as PERSONDATA
from generator.store.viden import load_bevillingsperioder, load_datakilder
from generator.store.yaml_reader import load_yaml
from generator.workflow.apply import apply
from generator.workflow.dependencies import group
from generator.workflow.diff import diff
from generator.workflow.values import to_plain
from tests.strategier_aendring import edited

if TYPE_CHECKING:
    from datetime import date

    from generator.model.datakilder import Datakildeliste
    from generator.model.helhedsplan import Bevillingsperioder

PLAN: Final = "planen"
A, B = "medborgerskab", "beskaeftigelse"

_DELAFTALE: Final = """\
format: 1
id: {id}
formular: lbf-2019-26
indsatsomraade: {omraade}
gaelder_fra: 2021-10-01
gaelder_til: 2025-09-30
parter:
  - {{id: a, betegnelse: FOB, organisation: fob}}
delmaal:
  - id: a
    tekst: beboere og tillid
    indikatorer:
      - id: a
        type: effekt
        tekst: beboere i Ringparken.
        baseline: {{ordlyd: 51% (2018), vaerdi: 51, aar: 2018}}
        datakilde: {{navn: Boligsociale Data}}
aktiviteter:
{aktiviteter}
ressourcer:
  - {{id: a, funktion: beboere, procent: 12}}
  - {{id: b, funktion: tillid og aften, procent: 20}}
kommunal_sammenhaeng: |-
  beboere og tillid i Ringparken. skal

  tillid og aften, skal beboere
"""
_AKTIVITET: Final = """\
  - id: {id}
    navn: beboere {id}
    formaal: [{{id: a, rolle: indledning, tekst: beboere skal og i aften tillid}}]
    maalgruppe: {{tekst: beboere og tillid}}
    indhold_og_praksis: tillid skal i aften beboere og tillid
    forankring: og beboere
    ansvar_og_roller: Ringparken. skal"""
_HELHEDSPLAN: Final = f"""\
format: 1
id: {PLAN}
navn: Planen
bevillingsperiode: 2019-26
gaelder_fra: 2021-10-01
gaelder_til: 2029-09-30
organisationer:
  - {{id: fob, navn: FOB, type: boligorganisation}}
overordnede_maal:
  - {{id: en, indsatsomraade: sammenhaengskraft-og-medborgerskab, tekst: Flere er en del af fællesskabet}}
  - {{id: to, indsatsomraade: beskaeftigelse, tekst: Flere er i arbejde}}
"""
_OMRAADER: Final = {A: "sammenhaengskraft-og-medborgerskab", B: "beskaeftigelse"}
_REGLER: Final = tuple(regel for regel in RULES if regel not in PERSONDATA)  # which are slow, and no edit meets them
_FIXED: Final = {"id", "formular", "indsatsomraade"}


@cache
def perioder() -> Bevillingsperioder:
    """Return the grant periods that the program comes with."""
    return load_bevillingsperioder()


@cache
def datakilder() -> Datakildeliste:
    """Return the data sources that the program comes with."""
    return load_datakilder()


@cache
def helhedsplan() -> Helhedsplan:
    """Return the plan."""
    return load_yaml(_HELHEDSPLAN.encode(), Helhedsplan, "helhedsplan.yaml")


@cache
def first_text(delaftale: str) -> Delaftale:
    """Return the text that a delaftale begins with."""
    aktiviteter = "\n".join(_AKTIVITET.format(id=id_) for id_ in "ab")
    facts = {"id": delaftale, "omraade": _OMRAADER[delaftale], "aktiviteter": aktiviteter}
    return load_yaml(_DELAFTALE.format(**facts).encode(), Delaftale, "delaftale.yaml")


def count_fejl(text: Delaftale, today: date) -> int:
    """Return how many fejl the rules find in a text that is to be put before the board."""
    others = tuple(first_text(name) for name in (A, B) if name != text.id)
    kontekst = Kontekst(text, helhedsplan(), perioder(), datakilder(), today, Tilstand.GODKENDELSE, others)
    return sum(item.severity == "fejl" for item in check(kontekst, _REGLER))


HOT: Final = (
    ("ressourcer/a/procent", ("13", "14", "15")),
    ("ressourcer/b/funktion", ("tillid og aften Æ", "beboere og tillid")),
    ("kommunal_sammenhaeng", ("Æ", "nu")),
    ("aktiviteter/a/forankring", ("Æ", "nu")),
    ("aktiviteter/b", (None,)),
    ("delmaal/a/aktiviteter", (["b"], ["a", "b"])),
    ("gaelder_til", ("2025-06-30", "2026-09-30")),
)
"""Fields that many want to change at once, and what to: words come in beside what a long text has."""


@st.composite
def hot_edits(draw: st.DrawFn, before: Delaftale) -> Delaftale:
    """Draw an edit of a field that others change too; the text as it is where that part is gone."""
    sti, values = draw(st.sampled_from(HOT))
    value = draw(st.sampled_from(values))
    try:
        now = to_plain(read_felt(before, sti))
    except UnknownStiError:
        return before
    if isinstance(now, str) and value in {"Æ", "nu"}:
        words = now.split(" ")
        words[draw(st.integers(0, len(words) - 1))] = value
        value = " ".join(words)
    if value is None:
        kept = tuple(part for part in before.aktiviteter if part.id != "b")
        without = [
            part.replaced(aktiviteter=[id_ for id_ in part.aktiviteter if id_ != "b"]) for part in before.delmaal
        ]
        return before.replaced(aktiviteter=kept, delmaal=without) if kept else before
    if now == value:
        return before
    change = Feltaendring(art=Aendringsart.SAET, sti=Sti(sti), nuvaerende=now, foreslaaet=value)
    return apply([change], before)


@st.composite
def edits(draw: st.DrawFn, before: Delaftale, today: date) -> Delaftale:
    """Draw what a chef may make of a text: any edit, without what the rules call a fejl."""
    after = draw(edited(before))
    text = before
    for changes in group(diff(before, after)):
        if any(change.sti.dele[0] in _FIXED for change in changes):
            continue
        try:
            tried = apply(changes, text)
        except AendringError:
            continue  # it needed what was left out
        if count_fejl(tried, today) == 0:
            text = tried
    return draw(hot_edits(before)) if text == before else text

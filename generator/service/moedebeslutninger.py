"""Note decisions as a referent states them: a forslag or an item by whatever name, an outcome, the words around it.

Always so: what is noted has been held against the texts that it would change, so that a wording that can't be is told
while the board still sits. Source: docs/analyse/moede.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.errors import MoedeError
from generator.model.beslutning import Forslagsdel, Udfald
from generator.model.bestyrelse import Punkttype
from generator.model.moede import Afstemning, Forslagsafgoerelse, Punktbeslutning, Punktudfald
from generator.service.egen_ordlyd import word_egne_aendringer
from generator.service.moedeakter import find_forslag_paa
from generator.service.referatrettelse import find_rettelsesdag, word_rettelse
from generator.text import format_list, format_short_date, slugify
from generator.workflow.deciding import find_forslag
from generator.workflow.moedeafgoerelser import (
    decide_all,
    decide_forslag,
    decide_punkt,
    decision_day,
    effective_from,
    find_punkt,
    undo,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from generator.model.base import Valg
    from generator.model.moede import Moede
    from generator.service.moeder import AabentMoede
    from generator.store.port import Store


def godkend_alt(aabent: AabentMoede, today: date) -> tuple[Moede, str]:
    """Return the meeting with all that has no decision approved as put, and what to say of it. Raises: MoedeError."""
    after, count = decide_all(aabent.moede, aabent.planlog.tilstand, today)
    if not count:
        return after, "Alle forslag har allerede en beslutning."
    return after, f"{'Ét forslag' if count == 1 else f'{count} forslag'} er noteret som godkendt som indstillet."


def fortryd(aabent: AabentMoede, hvad: str | None) -> tuple[Moede, str]:
    """Return the meeting without a decision, or without all, and what to say of it. Raises: MoedeError."""
    meant = None if hvad is None else find_forslag_paa(aabent, hvad) or hvad
    after, gone = undo(aabent.moede, meant)
    return after, f"Beslutningen om {format_list(f'»{_title(aabent, name)}«' for name in gone)} er taget tilbage."


def noter(
    store: Store, aabent: AabentMoede, hvad: str, udfald: str, *, facts: Mapping[str, Any], today: date
) -> tuple[Moede, str]:
    """Return the meeting with a decision on a forslag or an item, and what to say of it.

    `facts`: ordlyd, gaelder_fra, forbehold, felter (name and wording), numre, titel, afstemning (for, imod, undlod),
    inhabile, aar, retter.

    Raises: MoedeError; ValidationError; what the texts say: AendringError, FileError.
    """
    forslag = find_forslag_paa(aabent, hvad)
    vote = None
    if facts["afstemning"] is not None:
        stemmer_for, imod, undlod = facts["afstemning"]
        vote = Afstemning(stemmer_for=stemmer_for, stemmer_imod=imod, undlod=undlod)
    shared = {"ordlyd": facts["ordlyd"], "afstemning": vote, "inhabile": facts["inhabile"]}
    if forslag is None:
        punkt = find_punkt(aabent.moede, hvad)
        outcome = Punktudfald.of(_choose(udfald, Punktudfald))
        decision = Punktbeslutning.model_validate({"udfald": outcome, "aar": facts["aar"], **shared})
        after = decide_punkt(aabent.moede, punkt.id, decision, today)
        return after, f"Punkt {after.punkt_nummer(punkt.id)} »{punkt.titel}«: {outcome.ordlyd}."
    chosen = Udfald.of(_choose(udfald, Udfald))
    own = None
    if facts["retter"] is not None:
        fra = facts["gaelder_fra"] or find_rettelsesdag(aabent.planlog, forslag, aabent.moede.dato)
        facts = {**facts, "gaelder_fra": fra}
        own = word_rettelse(store, aabent.planlog, forslag, udfald=chosen, felter=facts["felter"], fra=fra)
    elif facts["felter"]:
        own = word_egne_aendringer(store, aabent.planlog, forslag, facts["felter"])
    elif chosen is Udfald.GODKENDT_MED_AENDRING:
        raise MoedeError("Bestyrelsens egen ordlyd mangler.", "Skriv den med »--felt« og »--tekst«.")
    afgoerelse = Forslagsafgoerelse.model_validate(
        {
            "forslag": forslag,
            "udskilt": _part(aabent, forslag, facts),
            "udfald": chosen,
            "gaelder_fra": facts["gaelder_fra"],
            "forbehold": facts["forbehold"],
            "aendringer": own,
            "retter": facts["retter"],
            **shared,
        }
    )
    after = decide_forslag(aabent.moede, afgoerelse, aabent.planlog.tilstand, today)
    line = f"»{_title(aabent, forslag)}«: {chosen.ordlyd}"
    if chosen in {Udfald.GODKENDT, Udfald.GODKENDT_MED_AENDRING}:
        day = effective_from(afgoerelse, aabent.planlog.tilstand, decision_day(aabent.moede))
        line += f", gælder fra {format_short_date(day)}"
    return after, f"{line}."


def count_undecided(moede: Moede) -> int:
    """Return how many forslag and items still need a decision before the meeting can be closed."""
    decided = {item.forslag for item in moede.afgoerelser}
    forslag = sum(name not in decided for item in moede.punkter for name in item.forslag)
    return forslag + sum(
        item.type is Punkttype.B and not item.forslag and item.beslutning is None for item in moede.punkter
    )


def _part(aabent: AabentMoede, forslag: str, facts: Mapping[str, Any]) -> Forslagsdel | None:
    """Return the part of a forslag that is decided apart; None: the whole, or what is left of it."""
    if not facts["numre"]:
        return None
    whole = find_forslag(aabent.planlog.tilstand, forslag).forslag
    titel = facts["titel"] or f"{whole.titel}, ændring {format_list(str(nr) for nr in facts['numre'])}"
    name = f"{forslag}-{slugify(facts['titel'] or '-'.join(str(nr) for nr in facts['numre']))}"[:60].strip("-")
    return Forslagsdel(id=name, titel=titel, numre=facts["numre"])


def _choose(word: str, kind: type[Valg]) -> str:
    """Return the outcome that was written. Raises: MoedeError, with those there are."""
    from generator.text import nearest, to_ascii  # noqa: PLC0415 - short, and only here

    wanted = to_ascii(word).lower().replace(" ", "-")
    known = [item.value for item in kind]
    if wanted in known:
        return wanted
    near = nearest(wanted, known)
    meant = f"Mente du »{near[0]}«?" if near else f"Vælg {format_list(known).replace(' og ', ' eller ')}."
    raise MoedeError(f"»{word}« er ikke et udfald her.", meant)


def _title(aabent: AabentMoede, name: str) -> str:
    if name in aabent.planlog.tilstand.forslag:
        return aabent.planlog.tilstand.forslag[name].forslag.titel
    return find_punkt(aabent.moede, name).titel

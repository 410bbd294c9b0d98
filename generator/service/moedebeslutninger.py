"""Note decisions as a referent states them: a forslag or an item by whatever name, an outcome, the words around it.

Always so: what is noted has been held against the texts that it would change, so that a wording that can't be is told
while the board still sits. Source: docs/analyse/moede.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

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
from generator.workflow.moededele import is_decided

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from generator.model.base import Valg
    from generator.model.moede import Moede
    from generator.service.moeder import AabentMoede
    from generator.store.port import Store
    from generator.workflow.tilstand import Tilstand

_OF_FORSLAG: Final = ("gaelder_fra", "forbehold", "felter", "numre", "titel", "retter")
"""What can be stated of a decision on a forslag alone."""
_OPTION: Final = {"gaelder_fra": "--gaelder-fra", "felter": "--felt"}


def godkend_alt(aabent: AabentMoede, today: date, gaelder_fra: date | None = None) -> tuple[Moede, str]:
    """Return the meeting with all that has no decision approved as put, and what to say of it. Raises: MoedeError."""
    after, count = decide_all(aabent.moede, aabent.planlog.tilstand, today, gaelder_fra=gaelder_fra)
    if not count:
        return after, "Alle forslag har allerede en beslutning."
    since = "" if gaelder_fra is None else f" og gælder fra {format_short_date(gaelder_fra)}"
    return after, f"{'Ét forslag' if count == 1 else f'{count} forslag'} er noteret som godkendt som indstillet{since}."


def fortryd(aabent: AabentMoede, hvad: str | None) -> tuple[Moede, str]:
    """Return the meeting without a decision, or without all, and what to say of it. Raises: MoedeError."""
    forslag = None if hvad is None else find_forslag_paa(aabent, hvad)
    if forslag is not None and all(item.forslag != forslag for item in aabent.moede.afgoerelser):
        problem = f"»{_title(aabent, forslag)}« har ingen beslutning at fortryde."
        raise MoedeError(problem, "Se med »delaftale moede vis«, hvad der er noteret.")
    after, gone = undo(aabent.moede, forslag or hvad)
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
    _refuse_stray(facts, of_forslag=forslag is not None)
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
    part = "" if afgoerelse.udskilt is None else f", »{afgoerelse.udskilt.titel}«"
    line = f"»{_title(aabent, forslag)}«{part}: {chosen.ordlyd}"
    if chosen in {Udfald.GODKENDT, Udfald.GODKENDT_MED_AENDRING}:
        day = effective_from(afgoerelse, aabent.planlog.tilstand, decision_day(aabent.moede))
        line += f", gælder fra {format_short_date(day)}"
    return after, f"{line}."


def count_undecided(moede: Moede, tilstand: Tilstand) -> int:
    """Return how many forslag and items still need a decision before the meeting can be closed.

    One that is split counts until each of its changes has a decision.
    """
    names = dict.fromkeys(name for item in moede.punkter for name in item.forslag)
    waiting = (find_forslag(tilstand, name) for name in names)
    return sum(item.er_verserende and not is_decided(moede, item) for item in waiting) + sum(
        item.type is Punkttype.B and not item.forslag and item.beslutning is None for item in moede.punkter
    )


def _refuse_stray(facts: Mapping[str, Any], *, of_forslag: bool) -> None:
    """Refuse what would be left out of the decision without a word. Raises: MoedeError."""
    stray = [name for name in (("aar",) if of_forslag else _OF_FORSLAG) if facts[name]]
    if stray:
        options = format_list(f"»{_OPTION.get(name, f'--{name}')}«" for name in stray)
        kind = "et punkt uden forslag" if of_forslag else "et forslag"
        raise MoedeError(f"{options} hører til {kind}.", "Udelad det, eller skriv, hvad beslutningen gælder.")
    if facts["titel"] and not facts["numre"]:
        raise MoedeError("»--titel« er navnet på en del af et forslag.", "Skriv delens ændringer med »--numre«.")


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

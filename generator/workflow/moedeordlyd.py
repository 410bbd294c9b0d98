"""The words of a decision as Danish boards write them, where the referent has not written any.

Always so: the outcome is the first word, and what takes effect says from when. Never »afvist«: in Danish law that is
not to consider a matter at all. Sources: domaene.md §2 (decisions as the source agreement's own municipality minutes
them), §13.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from generator.model.beslutning import GODKENDENDE, Udfald
from generator.model.bestyrelse import Punkttype
from generator.model.moede import Punktbeslutning, Punktudfald
from generator.text import format_long_date
from generator.workflow.chef import within
from generator.workflow.moedeafgoerelser import is_eventuelt

if TYPE_CHECKING:
    from datetime import date

    from generator.model.moede import Afstemning, Forslagsafgoerelse, Punkt

_PUNKT: Final = {
    Punktudfald.GODKENDT: "Godkendt.",
    Punktudfald.IKKE_GODKENDT: "Ikke godkendt.",
    Punktudfald.UDSAT: "Udsat.",
    Punktudfald.DROEFTET: "Drøftet.",
    Punktudfald.TAGET_TIL_EFTERRETNING: "Taget til efterretning.",
}


def word_afgoerelse(item: Forslagsafgoerelse, gaelder_fra: date | None, chef: str) -> str:
    """Return a decision on a forslag in the words of a referat.

    `chef` is the title that the plan uses, in the definite form; `gaelder_fra` the day that it counts from, None where
    nothing takes effect.
    """
    if item.ordlyd is not None:
        return str(item.ordlyd)
    words = _word_udfald(item, gaelder_fra, chef)
    return words if item.retter is None else f"Referatet rettes. Beslutningen lyder: {words}"


def _word_udfald(item: Forslagsafgoerelse, gaelder_fra: date | None, chef: str) -> str:
    takes_effect = item.udfald in GODKENDENDE if item.retter is None else bool(item.aendringer)
    effect = f" Gælder fra den {format_long_date(gaelder_fra)}." if gaelder_fra and takes_effect else ""
    words = {
        Udfald.GODKENDT: f"Godkendt som indstillet.{effect}",
        Udfald.GODKENDT_MED_AENDRING: f"Godkendt med den ændring, som fremgår af bestyrelsens ordlyd.{effect}",
        Udfald.GODKENDT_MED_FORBEHOLD: f"Godkendt med forbehold{_condition(item.forbehold or '')}.",
        Udfald.BEMYNDIGET: "Formandskabet bemyndiges til at godkende den endelige ordlyd.",
        Udfald.IKKE_GODKENDT: f"Ikke godkendt.{effect}",
        Udfald.UDSAT: "Udsat.",
        Udfald.SENDT_TILBAGE: f"Sendt tilbage til {within(chef)}.",
    }
    return words[item.udfald]


def word_punktbeslutning(item: Punktbeslutning) -> str:
    """Return a decision on an item without forslag in the words of a referat."""
    if item.ordlyd is not None:
        return str(item.ordlyd)
    if item.udfald is Punktudfald.INGEN_AENDRINGER:
        return f"Delaftalerne er gennemgået for {item.aar}. Bestyrelsen besluttede, at der ikke skal ændres noget."
    return _PUNKT[item.udfald]


def outcome_unless_noted(punkt: Punkt) -> Punktbeslutning | None:
    """Return what came of an item that the board met on and that nobody noted an outcome of; None if that is nothing.

    A D item was »drøftet«, an O item »taget til efterretning«; under »Eventuelt« there may have been nothing.
    """
    if punkt.beslutning is not None or is_eventuelt(punkt):
        return None
    outcome = {Punkttype.D: Punktudfald.DROEFTET, Punkttype.O: Punktudfald.TAGET_TIL_EFTERRETNING}.get(punkt.type)
    return None if outcome is None else Punktbeslutning(udfald=outcome)


def word_afstemning(item: Afstemning) -> str:
    """Return how the votes fell, e.g. »For stemte 3, imod 1, og 1 undlod at stemme«, as a sentence."""
    if item.undlod:
        return f"For stemte {item.stemmer_for}, imod {item.stemmer_imod}, og {item.undlod} undlod at stemme."
    return f"For stemte {item.stemmer_for}, og imod stemte {item.stemmer_imod}."


def _condition(text: str) -> str:
    """Return what a forbehold is, as it follows the word: » for en godkendelse«, or a sentence after a colon."""
    inside = text.strip()
    is_sentence = inside.endswith(".") and inside[:1].isupper()
    return f"{':' if is_sentence else ' for'} {inside.rstrip('.')}"

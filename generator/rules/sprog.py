"""Rules on the language, all our own: what a careful reader would mark before the agreement is printed.

Always so: words are only pointed at, never changed, since an agreement in force stands as it was decided.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from generator.rules.finding import Finding, Regel
from generator.rules.kontekst import quote_list
from generator.rules.tekster import read_tekster

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.sti import Sti
    from generator.rules.kontekst import Kontekst

_WORD: Final = re.compile(r"[^\W\d_]+")
_HYPHENATED: Final = re.compile(r"(?<![\w-])([a-zæøåé]{3,})-([a-zæøåé]{3,})(?![\w-])")
# A Danish compound whose first part ends in such a joining s is written in one word.
_JOINING_S: Final = ("ings", "heds", "skabs", "tions", "tets", "doms", "arbejds")
_BLANKS: Final = re.compile(r"(?<=\S) {2,}(?=\S)")
_DOUBLED: Final = re.compile(r"\b(og|af|til|med|en|et|at) \1\b", re.IGNORECASE)
MAX_NAMED: Final = 3  # fields that are named one by one before they are only counted


def check_no_line_break_hyphen(kontekst: Kontekst) -> Iterator[Finding]:
    """SPR-E1: no hyphen is left over from a line break (»beboer-vejledningen«). Source: own choice; §13 piece 9.

    Suspected where the agreement has the word in one piece too, or its first part ends in a joining s. Each word is
    told of where it stands first; a word with a capital is a name and left alone.
    """
    words = {word.casefold() for felt in read_tekster(kontekst) for text in felt.afsnit for word in _WORD.findall(text)}
    told: set[str] = set()
    for felt in read_tekster(kontekst):
        found = []
        for first, second in (hit for text in felt.afsnit for hit in _HYPHENATED.findall(text)):
            word = f"{first}-{second}"
            if word not in told and (first + second in words or first.endswith(_JOINING_S)):
                told.add(word)
                found.append(word)
        if found:
            message = (
                f"{kontekst.navn(felt.sti)}: {quote_list(found)} har vist en bindestreg fra en linjedeling. "
                f"Skriv {quote_list(word.replace('-', '') for word in found)}, hvis det er det samme ord."
            )
            yield Finding("SPR-E1", "advarsel", felt.sti, message, None)


def check_no_double_blanks(kontekst: Kontekst) -> Iterator[Finding]:
    """SPR-E2: one blank between words; told of once for the whole agreement. Source: own choice."""
    stier = [felt.sti for felt in read_tekster(kontekst) if any(_BLANKS.search(text) for text in felt.afsnit)]
    if stier:
        message = f"{_places(kontekst, stier)} har flere mellemrum i træk. Slet de overflødige."
        yield Finding("SPR-E2", "advarsel", stier[0], message, None)


def _places(kontekst: Kontekst, stier: list[Sti]) -> str:
    if len(stier) <= MAX_NAMED:
        names = [kontekst.navn(sti) for sti in stier]
        return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} og {names[-1]}"
    return f"{kontekst.navn(stier[0])} og {len(stier) - 1} andre felter"


def check_no_doubled_word(kontekst: Kontekst) -> Iterator[Finding]:
    """SPR-E3: no small word is written twice in a row (»og og«). Source: own choice.

    Words that Danish may repeat (»der der«, »i i dag«) are left alone.
    """
    for felt in read_tekster(kontekst):
        found = dict.fromkeys(hit.group().lower() for text in felt.afsnit for hit in _DOUBLED.finditer(text))
        if found:
            message = f"{kontekst.navn(felt.sti)}: Her står {quote_list(found)}. Slet det ene ord."
            yield Finding("SPR-E3", "advarsel", felt.sti, message, None)


_KILDE: Final = "Programmets egen regel"

REGLER: Final = (
    Regel(
        "SPR-E1", None, "advarsel",
        "Intet ord har en bindestreg fra en linjedeling: ordet står også samlet i aftalen, eller dets første led ender "
        "på et bindebogstav, så det skrives i ét.",
        _KILDE,
        "Skriv ordet samlet, hvis det er det samme ord.",
        check_no_line_break_hyphen,
    ),
    Regel(
        "SPR-E2", None, "advarsel",
        "Der er ét mellemrum mellem ord. Siges én gang for hele aftalen.",
        _KILDE,
        "Slet de overflødige mellemrum.",
        check_no_double_blanks,
    ),
    Regel(
        "SPR-E3", None, "advarsel",
        "Intet småord står to gange i træk.",
        _KILDE,
        "Slet det ene ord.",
        check_no_doubled_word,
    ),
)  # fmt: skip

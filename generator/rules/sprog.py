"""Rules on the language, all our own: what a careful reader would mark before the agreement is printed.

Always so: words are only pointed at, never changed, since an agreement in force stands as it was decided.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from generator.rules.finding import Finding, Regel
from generator.rules.kontekst import quote_list
from generator.rules.tekster import USYNLIGE, read_tekster

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
_TABLE_ROW: Final = re.compile(r"\|[^|]+\|[^|]+\|")
_RULER: Final = re.compile(r"(?<![-\w])-{3,}(?![-\w])")
_PRIVATE: Final = re.compile("[\ue000-\uf8ff]")
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
                f"{kontekst.navn(felt.sti)}: {quote_list(found)} ser ud til at have fået en bindestreg med fra en "
                f"linjedeling. Skriv {quote_list(word.replace('-', '') for word in found)}, hvis det er det samme ord."
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


def check_no_marks_in_print(kontekst: Kontekst) -> Iterator[Finding]:
    """SPR-E4: no sign that was meant to format is printed as a sign: table, ruler, stars. Source: own choice."""
    for felt in read_tekster(kontekst):
        for is_there, advice in (
            (any("**" in text for text in felt.afsnit), _STARS),
            (any(_TABLE_ROW.search(text) for text in felt.afsnit), _TABLE),
            (any(_RULER.search(text) for text in felt.afsnit), _LINE),
        ):
            if is_there:
                yield Finding("SPR-E4", "advarsel", felt.sti, f"{kontekst.navn(felt.sti)}: {advice}", None)


_STARS: Final = (
    "Her trykkes »**« som stjerner. Sæt »**« både foran og efter de ord, der skal være fede, eller slet stjernerne; "
    "i navne og tabeller kan intet være fedt."
)
_TABLE: Final = "Her trykkes en tabels »|« som streger. Skriv rækkerne som punkter med »- « foran."
_LINE: Final = "Her trykkes »---« som bindestreger. Slet dem; en tom linje skiller afsnit."


def check_no_invisible_characters(kontekst: Kontekst) -> Iterator[Finding]:
    """SPR-E5: no character that nobody sees, or that only one font knows, has come along. Source: own choice."""
    for felt in read_tekster(kontekst):
        for pattern, said in ((USYNLIGE, "usynlige tegn"), (_PRIVATE, "tegn, som kun én skrifttype kender,")):
            found = [hit for text in felt.afsnit for hit in pattern.finditer(text)]
            if found:
                before = " ".join(found[0].string[max(0, found[0].start() - 20) : found[0].start()].split())
                place = f"efter »{before}«" if before else "i begyndelsen"
                count = "ét" if len(found) == 1 else str(len(found))
                message = (
                    f"{kontekst.navn(felt.sti)}: Her er {said} fra et andet program ({count}), det første {place}: "
                    f"U+{ord(found[0].group()):04X}. Slet dem, eller skriv stedet om."
                )
                yield Finding("SPR-E5", "advarsel", felt.sti, message, None)


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
    Regel(
        "SPR-E4", None, "advarsel",
        "Intet tegn, der skulle sætte teksten op, trykkes som tegn: tabeller med |, streger af ---, stjerner uden "
        "makker.",
        _KILDE,
        "Skriv punkter i stedet for en tabel, og slet de overflødige tegn.",
        check_no_marks_in_print,
    ),
    Regel(
        "SPR-E5", None, "advarsel",
        "Der er ingen usynlige tegn i teksten, fx nulbredde-mellemrum, og ingen tegn, som kun én skrifttype kender.",
        _KILDE,
        "Slet tegnene, eller skriv stedet om.",
        check_no_invisible_characters,
    ),
)  # fmt: skip

"""Rules on personal data, all under number 36: what a delaftale that anyone may read should not say of a person.

Always so: no message repeats what it found, since reports are mailed and kept too. The rules are sober: a word on
health counts only where a person can be recognised, a role's mailbox is no person's. A CPR number without hyphen counts
only if its check digits fit (numbers given since 2007 need not), else every case number of ten digits would be one.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final

from generator.model.sti import Sti
from generator.rules.finding import Finding, Regel
from generator.rules.tekster import ORD_TAL, Felttekst, read_tekster, sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.indikator import Baseline
    from generator.rules.kontekst import Kontekst

# With any kind of hyphen, also between blanks, as Word writes it; a hard blank is a blank too.
_CPR: Final = re.compile(r"(?<![\d-])(\d{6})([^\S\n]?[-\u2010-\u2013\u2212][^\S\n]?|[^\S\n]|)(\d{4})(?![\d-])")
_CPR_WEIGHTS: Final = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
_MAIL: Final = re.compile(r"(?<![\w.+-])([\w.+-]+)@[\w-]+(?:\.[\w-]+)+")
_ROLE_MAIL: Final = re.compile(
    r"(?:info|kontakt|post|mail|admin|bestyrelse[n]?|sekretariat(?:et)?|helhedsplan(?:en)?|hovedpostkasse[n]?|"
    r"boligsocial|kommune[n]?|raadgivning|frivillig|noreply|no-reply)(?:[._+-].*)?",
    re.IGNORECASE,
)
_PHONE: Final = re.compile(
    r"(?<![\w+])(?:\+45|0045|(?:tlf|telefon|mobil)(?:nr|nummer)?\.?:?|ring(?:e|er)?(?: på| til)?) *"
    r"\d{2} ?\d{2} ?\d{2} ?\d{2}(?!\d)|"
    r"(?<![\d.,/-])\d{2} \d{2} \d{2} \d{2}(?![\d.,/-]\d|\d| \d)",
    re.IGNORECASE,
)
_PERSON: Final = r"beboer|beboeren|familie|familien|nabo|naboen|dreng|drengen|pige|pigen|barn|barnet|mor|moren|moderen|far|faren|faderen|søn|sønnen|datter|datteren|kvinden|manden|fru|frøken|frk\.?|hr\.?|herr"  # noqa: E501 - one list
_NAMED: Final = re.compile(rf"\b(?i:{_PERSON}) [A-ZÆØÅ][a-zæøå]+")
_RECOGNISABLE: Final = re.compile(
    r"\b(?:en|et|den|det) \d{1,2}-årige?\b|\b(?:opgang|lejlighed|hus nr\.) ?\d+", re.IGNORECASE
)
_SENSITIVE: Final = re.compile(
    r"\b(?:diagnose|psykisk|psykiatri|depression|skizofren|misbrug|narkoman|alkoholi|demen[st]|handicap|"
    r"kræft(?:en|syg\w*|ramt\w*)?\b|selvmord|vold(?:en)?\b|voldelig|voldsramt|dømt|sigtet|straffet|"
    r"kriminel|kriminalitet(?:en)?\b|fængsel|fængsl|anbragt|tvangsfjern|overgreb)",
    re.IGNORECASE,
)
_PEOPLE: Final = r"beboere|personer|familier|børn|unge|drenge|piger|kvinder|mænd|borgere|forældre"
_COUNTED: Final = re.compile(rf"\b(?:antal(?:let af)?|\d+) (?:\w+ )?(?:{_PEOPLE})\b", re.IGNORECASE)
_FEW: Final = re.compile(
    rf"(?<![\w.,–-])(?:[1-4]|én|{'|'.join(word for word, tal in ORD_TAL.items() if tal < 5)})"  # noqa: PLR2004 - fewer than five can be recognised
    rf" (?:\w+ )?(?:{_PEOPLE}|person|beboer|familie|barn|ung|dreng|pige|kvinde|mand|borger)\b",
    re.IGNORECASE,
)
FEWEST: Final = 5  # a count below it may point a person out


def check_no_cpr(kontekst: Kontekst) -> Iterator[Finding]:
    """CPR-36: no field, not even an id, holds a CPR number. Source: databeskyttelsesloven; domaene.md §9 rule 36."""
    for felt in read_tekster(kontekst, everything=True):
        if any(_has_cpr(text) for text in felt.afsnit):
            message = (
                f"{kontekst.navn(felt.sti)} ser ud til at indeholde et CPR-nummer. "
                "Slet det; en delaftale skal kunne læses af alle."
            )
            yield Finding("CPR-36", "fejl", felt.sti, message, 36)


def _has_cpr(text: str) -> bool:
    return any(_is_cpr(*match.groups()) for match in _CPR.finditer(text))


def _is_cpr(day: str, separator: str, rest: str) -> bool:
    """Return whether the digits are a birthday in some century, and without a separator pass the check."""
    try:
        date(2000 + int(day[4:]), int(day[2:4]), int(day[:2]))
    except ValueError:
        return False
    digits = map(int, day + rest)
    return bool(separator) or sum(a * b for a, b in zip(_CPR_WEIGHTS, digits, strict=True)) % 11 == 0


def check_no_private_contact(kontekst: Kontekst) -> Iterator[Finding]:
    """KON-36: no person's telephone or mailbox; a role's (info@…) is fine. Source: domaene.md §9 rule 36."""
    for felt in read_tekster(kontekst, everything=True):
        if contacts := _find_contacts(felt):
            message = (
                f"{kontekst.navn(felt.sti)} indeholder {' og '.join(contacts)}, der kan være en persons. "
                "Skriv en rolle eller en fælles postkasse i stedet."
            )
            yield Finding("KON-36", "advarsel", felt.sti, message, 36)


def _find_contacts(felt: Felttekst) -> list[str]:
    """Return what a text holds by which a person can be reached, in words; [] if nothing."""
    texts = (*felt.afsnit, *felt.links)
    mail = any(_ROLE_MAIL.fullmatch(local) is None for text in texts for local in _MAIL.findall(text))
    phone = any(_PHONE.search(text.replace("\u00a0", " ")) for text in felt.afsnit)  # Word's hard blanks
    return ["en mailadresse"] * mail + ["et telefonnummer"] * phone


def check_no_resident_is_named(kontekst: Kontekst) -> Iterator[Finding]:
    """NAV-36: no resident is named (»familien Hansen«, »fru Hansen«). Source: domaene.md §9 rule 36."""
    for felt in read_tekster(kontekst):
        if any(_NAMED.search(text) for text in felt.afsnit):
            message = (
                f"{kontekst.navn(felt.sti)} ser ud til at nævne en beboer ved navn. "
                "Slet navnet, hvis det er en persons; en delaftale skal kunne læses af alle."
            )
            yield Finding("NAV-36", "advarsel", felt.sti, message, 36)


def check_no_recognisable_person_is_described(kontekst: Kontekst) -> Iterator[Finding]:
    """FOL-36: nothing on health, abuse or crime about someone who can be recognised. Source: §9 rule 36.

    Recognised by a name, an age (»14-årig«) or a door in the same sentence.
    """
    for felt in read_tekster(kontekst):
        if any(_is_about_someone(sentence) for text in felt.afsnit for sentence in sentences(text)):
            message = (
                f"{kontekst.navn(felt.sti)} omtaler helbred, misbrug eller strafbare forhold hos en person, der kan "
                "genkendes. Skriv det alment, eller slet det."
            )
            yield Finding("FOL-36", "advarsel", felt.sti, message, 36)


def _is_about_someone(sentence: str) -> bool:
    if _SENSITIVE.search(sentence) is None:
        return False
    return _NAMED.search(sentence) is not None or _RECOGNISABLE.search(sentence) is not None


def check_counts_hide_persons(kontekst: Kontekst) -> Iterator[Finding]:
    """ANT-36: no count of 1–4 persons as a baseline or beside a word on health or crime. Source: §9 rule 36."""
    for felt in read_tekster(kontekst):
        if any(_points_out(sentence) for text in felt.afsnit for sentence in sentences(text)):
            yield _few(kontekst, felt.sti)
    for delmaal in kontekst.delaftale.delmaal:
        for indikator in delmaal.indikatorer:
            sti = Sti("delmaal") / delmaal.id / "indikatorer" / indikator.id
            for name in ("baseline", "anden_baseline"):
                baseline: Baseline | None = getattr(indikator, name)
                if baseline is not None and _is_few(baseline, indikator.tekst):
                    yield _few(kontekst, sti / name)


def _points_out(sentence: str) -> bool:
    return _SENSITIVE.search(sentence) is not None and _FEW.search(sentence) is not None


def _is_few(baseline: Baseline, indikator: str) -> bool:
    if baseline.vaerdi is None or not 0 < baseline.vaerdi < FEWEST or "%" in baseline.ordlyd:
        return False
    return any(counts_persons(text) for text in (indikator, baseline.ordlyd))


def _few(kontekst: Kontekst, sti: Sti) -> Finding:
    message = (
        f"{kontekst.navn(sti)} nævner så få personer, at de kan genkendes. Skriv »under {FEWEST}«, eller slet tallet."
    )
    return Finding("ANT-36", "advarsel", sti, message, 36)


def find_persondata(felt: Felttekst) -> Iterator[str]:
    """Yield the codes of the rules above that a text breaks, in their order, whatever the text is part of."""
    in_sentences = [sentence for text in felt.afsnit for sentence in sentences(text)]
    broken = {
        "CPR-36": any(_has_cpr(text) for text in felt.afsnit),
        "KON-36": bool(_find_contacts(felt)),
        "NAV-36": any(_NAMED.search(text) for text in felt.afsnit),
        "FOL-36": any(_is_about_someone(sentence) for sentence in in_sentences),
        "ANT-36": any(_points_out(sentence) for sentence in in_sentences),
    }
    yield from (code for code, is_broken in broken.items() if is_broken)


def counts_persons(text: str) -> bool:
    """Whether what is counted is persons: »antal unge«, »12 børn«."""
    return _COUNTED.search(text) is not None


_KILDE: Final = "Databeskyttelsesreglerne; delaftalen kan offentliggøres og rekvireres"

REGLER: Final = (
    Regel(
        "CPR-36", 36, "fejl",
        "Intet felt indeholder et CPR-nummer. Uden bindestreg tæller ti cifre kun, når kontrolcifret passer.",
        _KILDE,
        "Slet nummeret.",
        check_no_cpr,
    ),
    Regel(
        "KON-36", 36, "advarsel",
        "Ingen persons telefonnummer eller mailadresse står i teksten. Fælles postkasser som info@ er i orden.",
        _KILDE,
        "Skriv en rolle eller en fælles postkasse.",
        check_no_private_contact,
    ),
    Regel(
        "NAV-36", 36, "advarsel",
        "Ingen beboer nævnes ved navn (»familien«, »beboeren«, »fru« og lignende foran et navn).",
        _KILDE,
        "Slet navnet.",
        check_no_resident_is_named,
    ),
    Regel(
        "FOL-36", 36, "advarsel",
        "Helbred, misbrug og strafbare forhold omtales ikke sammen med et navn, en alder eller en dør, så en person "
        "kan genkendes.",
        _KILDE,
        "Skriv det alment, eller slet det.",
        check_no_recognisable_person_is_described,
    ),
    Regel(
        "ANT-36", 36, "advarsel",
        "Færre end fem personer tælles ikke op som baseline eller i en sætning om helbred eller kriminalitet.",
        _KILDE,
        "Skriv »under 5«, eller slet tallet.",
        check_counts_hide_persons,
    ),
)  # fmt: skip

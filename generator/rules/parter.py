"""The rule on parties and partners, 17: who takes part is a party, and a party takes part.

Always so: only organisations that the data names are looked for, since a name in a text can't be told from other words.
Housing organisations carry the whole plan and need no activity of their own. A party is looked for generously, by each
part of its name and by its inflected forms, since who takes part shall not be told that he doesn't.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from generator.model.helhedsplan import OrganisationsType
from generator.model.sti import Sti
from generator.rules.finding import Finding, Regel
from generator.rules.kontekst import find_part, quote_list
from generator.rules.tekster import read_tekster
from generator.text import slugify

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.aktivitet import Samarbejdspartner
    from generator.model.delaftale import Part
    from generator.model.helhedsplan import Organisation
    from generator.rules.kontekst import Kontekst

# What a text calls such a body without naming it: »kommunen«, »politiet«.
_STEMS: Final = {OrganisationsType.KOMMUNE: "kommun", OrganisationsType.POLITI: "politi"}
# What a party calls itself that is a housing organisation, whether or not it is linked to one of the plan's.
_HOUSING: Final = re.compile(r"bolig(?:selskab|organisation|forening)")
# »Lokale virksomheder«, »De frivillige foreninger«: a common noun after words that only describe it.
_DESCRIBED: Final = re.compile(r"(?:\w+e )+([a-zæøå]\w+)")
_ENDINGS: Final = ("ernes", "erne", "enes", "ene", "ers", "ens", "ets", "er", "en", "et", "e", "s")
_MIN_STEM: Final = 4  # letters; what is shorter begins too many other words


def check_partners_and_parties_meet(kontekst: Kontekst) -> Iterator[Finding]:
    """PAR-17: partners are parties, organisations in a text are either, parties take part. Source: §9 rule 17.

    Partners are told of once per activity, parties once for all.
    """
    texts = _texts_by_aktivitet(kontekst)
    for aktivitet in kontekst.delaftale.aktiviteter:
        sti = Sti("aktiviteter") / aktivitet.id
        strangers = [item for item in aktivitet.samarbejdspartnere if not _is_party(kontekst, item)]
        if strangers:
            names = quote_list(item.navn for item in strangers)
            one = len(strangers) == 1
            what = "part" if one else "parter"
            message = (
                f"{kontekst.navn(sti)} samarbejder med {names}, som ikke er {what} i delaftalen. "
                f"Tag stilling til, om {'den' if one else 'de'} skal være det; ellers kan det stå, som det er."
            )
            below = sti / "samarbejdspartnere"
            yield Finding("PAR-17", "advarsel", below / strangers[0].id if one else below, message, 17)
        named = [item for item in _outsiders(kontekst) if _mentions(texts[aktivitet.id], _names_of(item))]
        linked = {item.organisation for item in aktivitet.samarbejdspartnere}
        if unlinked := [item.navn for item in named if item.id not in linked]:
            message = (
                f"{kontekst.navn(sti)} nævner {quote_list(unlinked)}, som hverken er part eller samarbejdspartner. "
                "Tilføj samarbejdspartneren, hvis der samarbejdes."
            )
            yield Finding("PAR-17", "advarsel", sti / "samarbejdspartnere", message, 17)
    yield from _idle_parties(kontekst, texts)


def _idle_parties(kontekst: Kontekst, texts: dict[str, str]) -> Iterator[Finding]:
    if not texts:
        return
    everything = "\n".join(texts.values())
    idle = [part for part in kontekst.delaftale.parter if not _takes_part(kontekst, part, everything)]
    if idle:
        one = len(idle) == 1
        message = (
            f"{quote_list(part.betegnelse for part in idle)} er {'part' if one else 'parter'} i delaftalen, men nævnes "
            f"ikke i nogen aktivitet. Skriv, hvor {'parten' if one else 'de'} medvirker, eller overvej, om "
            f"{'den' if one else 'de'} fortsat skal være {'part' if one else 'parter'}."
        )
        yield Finding("PAR-17", "advarsel", Sti("parter") / idle[0].id if one else Sti("parter"), message, 17)


def _is_party(kontekst: Kontekst, partner: Samarbejdspartner) -> bool:
    parter = kontekst.delaftale.parter
    if partner.organisation is not None and partner.organisation in {part.organisation for part in parter}:
        return True
    names = {slugify(name) for part in parter for name in _names_of_part(kontekst, part)}
    return slugify(partner.navn) in names


def _outsiders(kontekst: Kontekst) -> list[Organisation]:
    """Return the plan's organisations that are no party."""
    parter = {part.organisation for part in kontekst.delaftale.parter}
    return [item for item in kontekst.plan.organisationer if item.id not in parter]


def _takes_part(kontekst: Kontekst, part: Part, text: str) -> bool:
    organisation = find_part(kontekst.plan.organisationer, part.organisation or "")
    if organisation is not None and organisation.type is OrganisationsType.BOLIGORGANISATION:
        return True
    if organisation is None and _HOUSING.search(part.betegnelse.casefold()):
        return True
    names = _names_of_part(kontekst, part)
    slugs = {slugify(name) for name in names}
    partners = [item for aktivitet in kontekst.delaftale.aktiviteter for item in aktivitet.samarbejdspartnere]
    if any(item.organisation == part.organisation is not None or slugify(item.navn) in slugs for item in partners):
        return True
    return _mentions(text, [form for name in names for form in _forms_of(name)])


def _names_of_part(kontekst: Kontekst, part: Part) -> list[str]:
    organisation = find_part(kontekst.plan.organisationer, part.organisation or "")
    names = [part.betegnelse, part.enhed]
    return [name for name in names if name] + ([] if organisation is None else _names_of(organisation))


def _names_of(organisation: Organisation) -> list[str]:
    """Return what a text may call an organisation; the last may be the beginning of a word."""
    names = (organisation.navn, organisation.kort, _STEMS.get(organisation.type))
    return [name for name in names if name]


def _forms_of(name: str) -> Iterator[str]:
    """Yield what a text may call a party of that name: each part between commas, and the stem of a common noun."""
    for piece in (name, *name.split(",")):
        bare = piece.strip()
        if bare:
            yield bare
        described = _DESCRIBED.fullmatch(bare)
        if described or " " not in bare:
            yield from _stem(described[1] if described else bare)


def _stem(word: str) -> Iterator[str]:
    """Yield what a noun's forms begin with, if that says enough: »jobcentret« and »jobcenter« with »jobcent«."""
    lower = word.casefold()
    ending = next((each for each in _ENDINGS if lower.endswith(each)), "")
    stem = lower.removesuffix(ending).removesuffix("r" if lower.endswith(("tret", "trets")) else "")
    if len(stem) >= _MIN_STEM:
        yield stem


def _mentions(text: str, names: list[str]) -> bool:
    """Return whether a word of `text` begins one of `names`, so that »foreningers« and »kommunen« count."""
    return any(re.search(rf"(?<!\w){re.escape(name.casefold())}", text) for name in names)


def _texts_by_aktivitet(kontekst: Kontekst) -> dict[str, str]:
    """Return the words of each activity by its id, without the names of its partners."""
    texts: dict[str, list[str]] = {item.id: [] for item in kontekst.delaftale.aktiviteter}
    for felt in read_tekster(kontekst):
        if felt.sti.dele[0] == "aktiviteter" and "samarbejdspartnere" not in felt.sti.dele:
            texts[felt.sti.dele[1]] += felt.afsnit
    return {name: "\n".join(words).casefold() for name, words in texts.items()}


REGLER: Final = (
    Regel(
        "PAR-17", 17, "advarsel",
        "En samarbejdspartner er part i delaftalen, en organisation fra planen, som en aktivitet nævner, er part eller "
        "samarbejdspartner, og en part nævnes i en aktivitet. Boligorganisationer bærer hele planen og behøver ingen "
        "aktivitet.",
        "Formularen 2019-26, »Delaftalens parter«",
        "Tilføj part eller samarbejdspartner, skriv, hvor parten medvirker, eller lad det stå, når det er meningen.",
        check_partners_and_parties_meet,
    ),
)  # fmt: skip

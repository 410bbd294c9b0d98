"""Rule 36 on a meeting's own words, read before they go out: what a dagsorden or a referat should not say of a person.

Always so: the delaftale's own rules decide what is personal, and no message repeats what they found. A CPR number stops
what would have been sent; the rest is told, and a lukket item is asked for no more than that. Source: domaene.md §9
(rule 36), §13.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from generator.errors import MoedeError
from generator.model.sti import Sti
from generator.model.tekst import Tekst
from generator.rules.persondata import find_persondata
from generator.rules.tekster import Felttekst

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.moede import Moede, Punkt

_CPR: Final = "CPR-36"
_HVAD: Final = {
    "KON-36": "indeholder en mailadresse eller et telefonnummer, der kan være en persons. Skriv en rolle i stedet.",
    "NAV-36": "ser ud til at nævne en beboer ved navn. Slet navnet, hvis det er en persons.",
    "FOL-36": "omtaler helbred, misbrug eller strafbare forhold hos en person, der kan genkendes. Skriv det alment.",
    "ANT-36": "nævner så få personer, at de kan genkendes. Skriv »under 5«, eller slet tallet.",
}


def check_persondata(moede: Moede, *, referat: bool) -> tuple[str, ...]:
    """Return what in the meeting's words is worth a look before they go out, as sentences.

    `referat`: what was decided and said is read too. Raises: MoedeError, on what looks like a CPR number.
    """
    found = []
    for where, text, is_closed in _texts(moede, referat=referat):
        for code in find_persondata(_read(text)):
            if code == _CPR:
                raise MoedeError(f"{where} ser ud til at indeholde et CPR-nummer.", "Slet det, før noget sendes ud.")
            if code in _HVAD and not is_closed:
                found.append(f"{where} {_HVAD[code]}")
    return tuple(dict.fromkeys(found))


def _read(text: str) -> Felttekst:
    lines = tuple(item.tekst for item in text.afsnit) if isinstance(text, Tekst) else (text,)
    return Felttekst(Sti(""), lines)


def _texts(moede: Moede, *, referat: bool) -> Iterator[tuple[str, str, bool]]:
    """Yield each text with where it stands and whether that is lukket."""
    for number, punkt in enumerate(moede.punkter, start=1):
        for name, text in _item_texts(punkt, referat=referat):
            if text:
                yield f"Punkt {number}, {name},", text, punkt.lukket
    if not referat:
        return
    closed = {name for punkt in moede.punkter if punkt.lukket for name in (punkt.id, *punkt.forslag)}
    for item in moede.afgoerelser:
        if item.ordlyd is not None:
            yield f"Beslutningen om »{item.forslag}«", item.ordlyd, item.forslag in closed
    for opgave in moede.opgaver:
        yield f"Opgaven »{opgave.id}«", opgave.tekst, opgave.punkt in closed


def _item_texts(punkt: Punkt, *, referat: bool) -> Iterator[tuple[str, str | None]]:
    yield "titlen", punkt.titel
    yield "resuméet", punkt.resume
    for point in punkt.indstilling:
        yield "indstillingen", point
    yield "sagsfremstillingen", punkt.sagsfremstilling
    yield "økonomien", punkt.oekonomi
    for bilag in punkt.bilag:
        yield "bilagets titel", bilag.titel
    if referat:
        yield "beslutningen", None if punkt.beslutning is None else punkt.beslutning.ordlyd
        yield "referatet", punkt.referat

"""Rule 36 on a year's status: what its words should not say of a person, since anyone may come to read the bilag.

Always so: the delaftale's own rules decide what is personal, and no message repeats what they found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from generator.model.sti import Sti
from generator.rules.finding import Finding
from generator.rules.persondata import FEWEST, counts_persons, find_persondata
from generator.rules.statuskontekst import er_andel
from generator.rules.tekster import Felttekst, read_part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.rules.statuskontekst import Statuskontekst

_HVAD: Final = {
    "KON-36": "indeholder en mailadresse eller et telefonnummer, der kan være en persons. Skriv en rolle i stedet",
    "NAV-36": "ser ud til at nævne en beboer ved navn. Slet navnet, hvis det er en persons",
    "FOL-36": "omtaler helbred, misbrug eller strafbare forhold hos en person, der kan genkendes. Skriv det alment",
    "ANT-36": f"nævner så få personer, at de kan genkendes. Skriv »under {FEWEST}«, eller slet tallet",
}


def check_status_has_no_cpr(kontekst: Statuskontekst) -> Iterator[Finding]:
    """SCP-36: no field of a status holds a CPR number. Source: domaene.md §9 rule 36, §13 (Personal data)."""
    for sti, where, felt in _read(kontekst):
        if "CPR-36" in find_persondata(felt):
            message = (
                f"{where} i status for {kontekst.status.aar} ser ud til at indeholde et CPR-nummer. "
                "Slet det; bilaget skal kunne læses af alle."
            )
            yield Finding("SCP-36", "fejl", sti, message, 36)


def check_status_has_no_persondata(kontekst: Statuskontekst) -> Iterator[Finding]:
    """SPD-36: a status names and describes no person, and counts no group of 1–4. Source: domaene.md §9 rule 36.

    A figure counts where its indikator is one of persons and no share.
    """
    aar = kontekst.status.aar
    for sti, where, felt in _read(kontekst):
        for code in find_persondata(felt):
            if code in _HVAD:
                yield Finding("SPD-36", "advarsel", sti, f"{where} i status for {aar} {_HVAD[code]}.", 36)
    for sti, item, own in kontekst.maalte():
        if own.tal is not None and 0 < own.tal < FEWEST and counts_persons(item.tekst) and not er_andel(item):
            message = (
                f"{kontekst.navn(sti)} er i status for {aar} så få personer, at de kan genkendes. Skriv »ikke opgjort« "
                f"og i bemærkningen »under {FEWEST}«."
            )
            yield Finding("SPD-36", "advarsel", sti, message, 36)


def _read(kontekst: Statuskontekst) -> Iterator[tuple[Sti, str, Felttekst]]:
    """Yield each field with words: the part of the delaftale it is about, what it is called, the words.

    What the delaftale no longer has is read too, and leads to the nearest part that it has.
    """
    known = {delmaal.id: {item.id for item in delmaal.indikatorer} for delmaal in kontekst.delaftale.delmaal}
    for part in kontekst.status.delmaal:
        is_known = part.id in known
        sti = Sti("delmaal") / part.id if is_known else Sti("delmaal")
        name = kontekst.navn(sti) if is_known else f"»{part.id}«"
        for felt in read_part(part.replaced(indikatorer=())):
            yield sti, f"{name}, bemærkningen", felt
        for item in part.indikatorer:
            inner = sti / "indikatorer" / item.id if item.id in known.get(part.id, ()) else sti
            own = kontekst.navn(inner) if inner != sti else f"»{item.id}«"
            for felt in read_part(item):
                if felt.sti in {"kilde", "bemaerkning"}:
                    yield inner, f"{own}, {'kilden' if felt.sti == 'kilde' else 'bemærkningen'}", felt

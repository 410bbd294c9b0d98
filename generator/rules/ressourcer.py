"""Rules on staff shares, over all delaftaler of a plan: 18–19. The same function is the one with the same wording.

Always so: shares are added up only where all of them have the same known basis, and something is called unallocated
only when all of the plan's delaftaler are at hand.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from generator.model.sti import Sti
from generator.model.valg import Grundlag
from generator.rules.finding import Finding, Regel
from generator.rules.kontekst import quote_list
from generator.text import format_number, slugify

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.delaftale import Ressource
    from generator.rules.kontekst import Kontekst

WHOLE: Final = Decimal(100)


@dataclass(frozen=True, slots=True)
class _Funktion:
    """A function of the delaftale in hand: its first row there, and its rows in all of the plan's delaftaler."""

    sti: Sti
    rows: tuple[Ressource, ...]

    @property
    def grundlag(self) -> frozenset[Grundlag | None]:
        return frozenset(row.grundlag for row in self.rows)

    @property
    def total(self) -> Decimal:
        return sum((row.procent for row in self.rows), Decimal(0))

    @property
    def limit(self) -> Decimal:
        """What there is to share out: 100 percent of the basis, or of each position when it is a share of one."""
        antal = [row.antal for row in self.rows if row.antal is not None and row.antal > 0]
        return WHOLE * max(antal) if antal and self.grundlag == {Grundlag.STILLING} else WHOLE


def _funktioner(kontekst: Kontekst) -> list[_Funktion]:
    rows: dict[str, list[Ressource]] = {}
    for delaftale in kontekst.alle:
        for row in delaftale.ressourcer:
            rows.setdefault(slugify(row.funktion), []).append(row)
    own: dict[str, Sti] = {}
    for row in kontekst.delaftale.ressourcer:
        own.setdefault(slugify(row.funktion), Sti("ressourcer") / row.id)
    return [_Funktion(sti, tuple(rows[name])) for name, sti in own.items()]


def check_shares_do_not_exceed_the_whole(kontekst: Kontekst) -> Iterator[Finding]:
    """RES-18: a function's shares over all delaftaler are at most its basis. Source: domaene.md §9 rule 18."""
    for funktion in _funktioner(kontekst):
        if None in funktion.grundlag or len(funktion.grundlag) > 1 or funktion.total <= funktion.limit:
            continue
        message = (
            f"{kontekst.navn(funktion.sti)} er fordelt med {format_number(funktion.total)} % i planens delaftaler, og "
            f"der er kun {format_number(funktion.limit)} % at fordele. Sæt andelen ned i en af dem, eller ret antallet."
        )
        yield Finding("RES-18", "fejl", funktion.sti / "procent", message, 18)


def check_shares_are_known_and_whole(kontekst: Kontekst) -> Iterator[Finding]:
    """RES-19: shares have a basis, the same in all delaftaler, and add up to it. Source: domaene.md §9 rule 19.

    Rows without a basis are told of once.
    """
    unknown = [row for row in kontekst.delaftale.ressourcer if row.grundlag is None]
    if unknown:
        one = len(unknown) == 1
        message = (
            f"{quote_list(row.funktion for row in unknown)} har en procent, men det står ikke, hvad den er en del af. "
            "Skriv grundlaget, fx af én stilling eller af samlet kapacitet, så andelene kan lægges sammen på tværs af "
            "delaftalerne."
        )
        sti = Sti("ressourcer") / unknown[0].id / "grundlag" if one else Sti("ressourcer")
        yield Finding("RES-19", "advarsel", sti, message, 19)
    for funktion in _funktioner(kontekst):
        if None in funktion.grundlag:
            continue
        if len(funktion.grundlag) > 1:
            message = (
                f"{kontekst.navn(funktion.sti)} er opgjort på forskellige grundlag i planens delaftaler. "
                "Brug det samme, så andelene kan lægges sammen."
            )
            yield Finding("RES-19", "advarsel", funktion.sti / "grundlag", message, 19)
        elif funktion.total < funktion.limit and kontekst.er_komplet:
            message = (
                f"{kontekst.navn(funktion.sti)} er kun fordelt med {format_number(funktion.total)} % ud af "
                f"{format_number(funktion.limit)} % i planens delaftaler. Fordel resten, eller ret andelene."
            )
            yield Finding("RES-19", "advarsel", funktion.sti / "procent", message, 19)


REGLER: Final = (
    Regel(
        "RES-18", 18, "fejl",
        "De andele, en funktion har i alle planens delaftaler, er tilsammen højst hele grundlaget: 100 %, eller 100 % "
        "for hver stilling, når andelen er af én stilling og antallet er oplyst.",
        "Regneregler; samme funktion er den samme betegnelse",
        "Sæt andelen ned i en af delaftalerne, eller ret antallet af stillinger.",
        check_shares_do_not_exceed_the_whole,
    ),
    Regel(
        "RES-19", 19, "advarsel",
        "Det står, hvad en andel er en andel af, det er det samme i alle planens delaftaler, og andelene når tilsammen "
        "hele grundlaget. Det sidste ses der kun efter, når alle planens delaftaler er til stede.",
        "Formularen 2019-26, »Medarbejderressourcer«",
        "Skriv grundlaget, og fordel resten.",
        check_shares_are_known_and_whole,
    ),
)  # fmt: skip

"""`delaftale moede`: the board's meetings, from the call to the approved referat."""

from __future__ import annotations

import click

from generator.cli.danish import DanishGroup

_DAGSORDEN, _BESLUT, _REFERAT = (
    "generator.cli.moede_dagsorden",
    "generator.cli.moede_beslut",
    "generator.cli.moede_referat",
)
_COMMANDS = {
    "indkald": (_DAGSORDEN, "indkald", "Indkald til et møde med en dagsorden, der er begyndt."),
    "vis": ("generator.cli.moede_vis", "vis", "Se et møde, eller alle planens møder."),
    "opdater": (_DAGSORDEN, "opdater", "Hent det, der er kommet til, ind på dagsordenen."),
    "punkt": ("generator.cli.moede_punkt", "punkt", "Tilføj, ret, flyt eller fjern et punkt."),
    "bilag": ("generator.cli.moede_punkt", "bilag", "Læg en PDF ved et punkt."),
    "status": (_DAGSORDEN, "status", "Send udkastet til formandskabet, eller tag det tilbage."),
    "udsend": (_DAGSORDEN, "udsend", "Send dagsordenen ud."),
    "flyt": (_DAGSORDEN, "flyt", "Flyt mødet til en anden dag."),
    "deltagere": (_BESLUT, "deltagere", "Notér, hvem der er til stede."),
    "svar": (_BESLUT, "svar", "Notér et svar i en skriftlig behandling."),
    "beslut": (_BESLUT, "beslut", "Notér beslutningerne."),
    "opgave": (_REFERAT, "opgave", "Notér en opgave, eller at den er udført."),
    "afslut": (_REFERAT, "afslut", "Afslut mødet, så beslutningerne gælder."),
    "referat": (_REFERAT, "referat", "Send referatet ud, og notér, hvad der sker med det."),
    "dokumenter": ("generator.cli.moede_dokumenter", "dokumenter", "Dan dagsorden, referat, udskrift og bilag."),
}


@click.group(
    cls=DanishGroup,
    lazy=_COMMANDS,
    examples=[
        ("delaftale moede indkald 2026-09-14 --kl 14:00 --sted Rådhuset", "et nyt møde"),
        ("delaftale moede beslut 2026-09-14 --som-indstillet", "alt er godkendt som indstillet"),
        ("delaftale moede afslut 2026-09-14", "beslutningerne gælder, og versionerne bliver til"),
    ],
)
def moede() -> None:
    """Hold bestyrelsens møder: dagsorden, beslutninger og referat.

    Mødet kaldes ved sin dato. Indtil det er afsluttet, er alt referentens noter og kan fortrydes; når det er
    afsluttet, står beslutningerne i beslutningsloggen.
    """

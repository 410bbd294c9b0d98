"""`delaftale kladde`: open a draft of the text in force."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from generator.cli.danish import DanishCommand
from generator.cli.options import DATO
from generator.cli.output import complete_delaftale, message, next_command, open_store, show_path, today
from generator.text import format_short_date

if TYPE_CHECKING:
    from datetime import date


@click.command(
    cls=DanishCommand,
    examples=[("delaftale kladde sammenhængskraft-og-medborgerskab", "åbn en kladde, og ret i filen, der vises")],
)
@click.argument("navn", metavar="DELAFTALE", shell_complete=complete_delaftale)
@DATO
def kladde(navn: str, dato: date | None) -> None:
    """Åbn en kladde af den tekst, der gælder.

    Kladden er en fil, som kun chefen retter i. Vises den for andre, står der »UDKAST – ikke besluttet« på den.
    """
    from generator.service.kladder import open_kladde  # noqa: PLC0415 - not needed for help
    from generator.store.port import resolve_delaftale  # noqa: PLC0415

    store = open_store()
    opened = open_kladde(store, resolve_delaftale(store, navn), dato or today())
    click.echo(f"{show_path(store.root / opened.fil)}  (version {opened.version})")
    if opened.kommende is not None:
        nr, fra = opened.kommende
        message(f"Version {nr} er allerede vedtaget og gælder fra {format_short_date(fra)}. Den er ikke med i kladden.")
    next_command(f"Ret i filen, og se ændringerne med »delaftale diff {opened.ref.delaftale}«.")

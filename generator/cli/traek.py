"""`delaftale traek`: take forslag back before they are decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from generator.cli.danish import DanishCommand, DanishOption
from generator.cli.options import AF, DATO
from generator.cli.output import make_handling, message, next_command, open_store
from generator.cli.usage_errors import DanishUsageError
from generator.text import format_list

if TYPE_CHECKING:
    from datetime import date


@click.command(
    cls=DanishCommand,
    examples=[('delaftale traek 2022-beboervejledning --begrundelse "Afventer nye tal"', "ét forslag")],
)
@click.argument("navne", nargs=-1, required=True, metavar="FORSLAG…")
@click.option("--begrundelse", cls=DanishOption, metavar="TEKST", help="Hvorfor forslaget trækkes. Ingen personnavne.")
@DATO
@AF
def traek(navne: tuple[str, ...], begrundelse: str | None, dato: date | None, af: str) -> None:
    """Træk forslag tilbage, som bestyrelsen ikke har afgjort.

    FORSLAG er forslagets id, som »delaftale forslag« viser det. Flere forslag trækkes på én gang eller slet ikke.
    """
    if begrundelse is None:
        raise DanishUsageError("»--begrundelse« mangler: Hvorfor trækkes forslaget?", click.get_current_context())
    from generator.service import forslag  # noqa: PLC0415 - not needed for help

    store = open_store()
    done = forslag.traek(store, store.list_planer(), navne, begrundelse, make_handling(dato, af))
    for text in done.meldinger:
        message(text)
    titler = format_list(f"»{titel}«" for titel in done.titler)
    click.echo(f"{titler} er trukket tilbage (post {done.post})")
    next_command("»delaftale forslag« viser, hvad der stadig venter.")

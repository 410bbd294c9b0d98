"""`delaftale vis`: a delaftale to be read on the screen, page by page in a terminal, as plain text elsewhere."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from generator.cli.danish import DanishCommand
from generator.cli.options import DATO, UDGAVE
from generator.cli.output import (
    complete_delaftale,
    has_color,
    open_forms,
    open_store,
    screen_width,
    tell_of_kladder,
    today,
)

if TYPE_CHECKING:
    from datetime import date

    from generator.service.udgaver import Udgavevalg


@click.command(
    cls=DanishCommand,
    examples=[
        ("delaftale vis sammenhængskraft-og-medborgerskab", "læs den; q slutter"),
        ("delaftale vis beskæftigelse --udgave kladde", "kladden"),
        ("delaftale vis beskæftigelse --udgave 2022-09-14", "det, der gjaldt den dag"),
        ("delaftale vis beskæftigelse > aftale.txt", "som tekst i en fil"),
    ],
)
@click.argument("navn", metavar="DELAFTALE", shell_complete=complete_delaftale)
@UDGAVE
@DATO
def vis(navn: str, udgave: Udgavevalg, dato: date | None) -> None:
    """Læs en delaftale på skærmen, med de samme ord som i det officielle dokument.

    DELAFTALE er »plan/delaftale« eller det korte navn, når kun én hedder sådan. I en terminal vises den side for side.
    """
    from generator.document.terminal import render_terminal  # noqa: PLC0415 - not needed for help
    from generator.service.formater import read_document  # noqa: PLC0415
    from generator.service.generering import fill_in  # noqa: PLC0415
    from generator.service.oprindelse import read_oprindelse  # noqa: PLC0415
    from generator.service.udgaver import read_udgave  # noqa: PLC0415
    from generator.store.port import resolve_delaftale  # noqa: PLC0415
    from generator.store.viden import load_bevillingsperioder  # noqa: PLC0415

    store = open_store()
    stored = read_udgave(store, resolve_delaftale(store, navn), udgave)
    if udgave is None:
        tell_of_kladder(store, [stored.ref])
    day = dato or today()
    indhold = fill_in(stored, load_bevillingsperioder(), day, read_oprindelse(store, stored, day))
    text = render_terminal(read_document(indhold, open_forms(store)), width=screen_width(120), color=has_color())
    if not sys.stdout.isatty():
        click.echo(text.rstrip("\n"))
        return
    os.environ.setdefault("LESS", "FRX")  # as git does: colours, and no waiting at the end of what fits the screen
    click.echo_via_pager(text, color=has_color())

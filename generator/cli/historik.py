"""`delaftale historik`: what has happened to a delaftale, act by act."""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from generator.cli.danish import DanishCommand
from generator.cli.options import JSON
from generator.cli.output import complete_delaftale, next_command, open_store
from generator.text import format_short_date


@click.command(
    cls=DanishCommand,
    examples=[("delaftale historik sammenhængskraft-og-medborgerskab", "fra den første udgave til nu")],
)
@click.argument("navn", metavar="DELAFTALE", shell_complete=complete_delaftale)
@JSON
def historik(navn: str, as_json: bool) -> None:  # noqa: FBT001 - click hands in by name
    """Se, hvad der er sket med en delaftale: registreret, indstillet, besluttet, sendt.

    DELAFTALE er »plan/delaftale« eller det korte navn, når kun én hedder sådan.
    """
    from generator.service.historik import read_historik  # noqa: PLC0415 - not needed for help
    from generator.store.port import resolve_delaftale  # noqa: PLC0415

    store = open_store()
    ref = resolve_delaftale(store, navn)
    acts = read_historik(store, ref)
    if as_json:
        rows = [asdict(act) | {"dato": act.dato.isoformat()} for act in acts]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for act in acts:
        click.echo(f"{format_short_date(act.dato)}  {act.art}, {act.af} (post {act.post})")
        for line in act.linjer:
            click.echo(f"          {line}")
    next_command(f"»delaftale baggrund {ref.delaftale} FELT« viser, hvorfor der står, som der står.")

"""`delaftale baggrund`: why it says this, for any field, back to the first edition."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

import click

from generator.cli.danish import DanishCommand
from generator.cli.options import JSON
from generator.cli.output import complete_delaftale, next_command, open_store


@click.command(
    cls=DanishCommand,
    examples=[
        ('delaftale baggrund beskæftigelse "Beboervejledning, Formål"', "et felt, som dokumentet kalder det"),
        ('delaftale baggrund beskæftigelse "Delmål 2"', "et helt delmål"),
    ],
)
@click.argument("navn", metavar="DELAFTALE", shell_complete=complete_delaftale)
@click.argument("felt", metavar="FELT")
@JSON
def baggrund(navn: str, felt: str, as_json: bool) -> None:  # noqa: FBT001 - click hands in by name
    """Se, hvorfor der står, som der står: forslag, begrundelse, møde, beslutning og ordene før.

    FELT er feltets navn, fx "Beboervejledning, Formål", eller dets adresse i filen. Det nyeste står først, og
    historien går tilbage til den første udgave.
    """
    from generator.service.baggrund import describe_trin, read_feltbaggrund, shorten  # noqa: PLC0415 - not needed for help
    from generator.store.port import resolve_delaftale  # noqa: PLC0415

    store = open_store()
    found = read_feltbaggrund(store, resolve_delaftale(store, navn), felt)
    if as_json:
        rows = [{key: _plain(value) for key, value in asdict(trin).items()} for trin in found.trin]
        data = {"felt": found.navn, "sti": str(found.sti), "nu": found.nu, "trin": rows}
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
        return
    click.echo(found.navn)
    if found.nu != "":
        click.echo(f"    {'(står der ikke mere)' if found.nu is None else shorten(found.nu)}")
    for trin in found.trin:
        head, *lines = describe_trin(trin)
        click.echo(f"\n{head}")
        for line in lines:
            click.echo(f"    {line}")
    next_command(f"»delaftale historik {found.ref.delaftale}« viser hele delaftalens historie.")


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value

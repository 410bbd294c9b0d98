"""`delaftale moede vis`: a meeting on the screen, or the list of the plan's meetings."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from generator.cli.danish import DanishCommand
from generator.cli.moede_faelles import day_of, suggest
from generator.cli.option_types import Value, read_dato
from generator.cli.options import DATO, JSON, PLAN
from generator.cli.output import next_command, open_store
from generator.text import format_short_date

if TYPE_CHECKING:
    from datetime import date


@click.command(
    cls=DanishCommand,
    examples=[
        ("delaftale moede vis", "alle planens møder"),
        ("delaftale moede vis 2026-09-14", "dagsordenen, og hvad der er noteret"),
    ],
)
@click.argument("moede", metavar="[MØDE]", required=False, type=Value(read_dato))
@PLAN
@DATO
@JSON
def vis(
    moede: date | None,
    plan: str | None,
    dato: date | None,
    as_json: bool,  # noqa: FBT001 - a flag of the command line
) -> None:
    """Se et møde: punkter, forslag med deres numre, deltagere og det, der er noteret. Uden MØDE: alle møder."""
    from generator.service.moeder import find_plan, open_moede, read_moeder  # noqa: PLC0415 - not needed for help
    from generator.service.moedevisning import tell_moede  # noqa: PLC0415

    store = open_store()
    plan_id = find_plan(store, plan)
    if moede is None:
        from generator.service.akter import open_planlog  # noqa: PLC0415 - not needed for one meeting
        from generator.workflow.referatforloeb import referat_status  # noqa: PLC0415

        moeder = read_moeder(store, open_planlog(store, plan_id))
        if as_json:
            rows = [{"dato": item.dato.isoformat(), "status": item.status.value} for item in moeder]
            click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
            return
        for item in moeder:
            minutes = f", referat {referat_status(item).ordlyd}" if item.er_afsluttet else ""
            kind = item.form.ordlyd
            click.echo(f"{item.dato}  {kind}, {item.status.ordlyd}{minutes}")
        if not moeder:
            click.echo(f"»{plan_id}« har ingen møder.")
            next_command("»delaftale moede indkald DATO« indkalder til et.")
        return
    aabent = open_moede(store, plan_id, moede)
    if as_json:
        click.echo(aabent.moede.model_dump_json(indent=2))
        return
    click.echo(f"Møde den {format_short_date(moede)}")
    for line in tell_moede(aabent, day_of(dato)):
        click.echo(line)
    suggest(aabent.moede, aabent.planlog.tilstand, is_shown=True)

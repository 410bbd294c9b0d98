"""`delaftale forslag`: what waits for the board."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from generator.cli.danish import DanishCommand
from generator.cli.options import DATO, JSON
from generator.cli.output import complete_plan, message, next_command, open_store, today
from generator.text import format_list, format_short_date

if TYPE_CHECKING:
    from datetime import date

    from generator.service.forslag import Ventende


@click.command(
    cls=DanishCommand,
    examples=[("delaftale forslag", "alle forslag, der venter"), ("delaftale forslag --json", "til et andet program")],
)
@click.argument("plan", required=False, metavar="[PLAN]", shell_complete=complete_plan)
@DATO
@JSON
def forslag(plan: str | None, dato: date | None, as_json: bool) -> None:  # noqa: FBT001 - click hands in by name
    """Se de forslag, der venter på bestyrelsen, på et forbehold eller på formandskabets ordlyd.

    Passer et forslag ikke mere til den gældende tekst, står det ved forslaget; det skal tilbage til chefen.
    """
    from generator.service.forslag import list_ventende  # noqa: PLC0415 - not needed for help
    from generator.store.port import resolve_plan  # noqa: PLC0415

    store = open_store()
    planer = store.list_planer() if plan is None else (resolve_plan(store, plan),)
    found = list_ventende(store, planer, dato or today())
    if as_json:
        click.echo(json.dumps([_as_json(item) for item in found], ensure_ascii=False, indent=2))
        return
    if not found:
        click.echo("Ingen forslag venter.")
        return
    for item in found:
        _show(item)
    stuck = next((item for item in found if item.konflikter), None)
    name = (stuck or found[0]).tilstand.forslag.id
    advice = "trækker det tilbage, så det kan indstilles igen" if stuck is not None else "trækker et forslag tilbage"
    next_command(f"»delaftale traek {name} --begrundelse …« {advice}.")


def _show(item: Ventende) -> None:
    facts, state = item.tilstand.forslag, item.tilstand
    click.echo(f"{facts.id}: {facts.titel}")
    postponed = f", udsat {state.udsat} gang{'e' if state.udsat > 1 else ''}" if state.udsat else ""
    where = format_list(facts.delaftaler)
    status = "" if str(state.status) == "indstillet" else f"{state.status.ordlyd}, "
    click.echo(f"    {status}indstillet {format_short_date(state.indstillet)}{postponed}; {where}")
    for carried in () if item.konflikter else item.overfoersler:
        click.echo(f"    {carried}")
    for number, navn in enumerate(item.aendringer if len(item.aendringer) > 1 else (), start=1):
        click.echo(f"    {number}. {navn}")
    for line in item.konflikter:
        message(f"»{facts.id}« passer ikke mere til den gældende tekst: {line}")


def _as_json(item: Ventende) -> dict[str, Any]:
    facts, state = item.tilstand.forslag, item.tilstand
    return {
        "plan": item.plan,
        "id": facts.id,
        "titel": facts.titel,
        "status": str(state.status),
        "indstilling": state.indstilling,
        "indstillet": state.indstillet.isoformat(),
        "udsat": state.udsat,
        "delaftaler": list(facts.delaftaler),
        "konflikter": list(item.konflikter),
        "overfoersler": [
            {"delaftale": each.delaftale, "fra": each.fra, "til": each.til, "post": each.post}
            for each in item.overfoersler
        ],
    }

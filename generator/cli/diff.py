"""`delaftale diff`: what is changed from one edition to another, on the screen or for a mail, a page, a program."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from generator.cli.danish import DanishCommand, DanishOption
from generator.cli.option_types import Choice, Value
from generator.cli.options import DATO, JSON, read_udgave
from generator.cli.output import complete_delaftale, has_color, message, next_command, open_store, today
from generator.cli.usage_errors import DanishUsageError

if TYPE_CHECKING:
    from datetime import date

    from generator.service.sammenligning import Sammenligning
    from generator.service.udgaver import Udgavevalg
    from generator.store.port import StoredDelaftale

_COLORS = {"overskrift": None, "lige": None, "slettet": "red", "tilfoejet": "green"}
_PAGE = """<!doctype html>
<html lang="da">
<head>
<meta charset="utf-8">
<title>{title}</title>
<style>body{{font:1rem/1.5 sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem}}
ins{{background:#dcf5e0}}del{{background:#fbe3e4}}
.skjult{{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}}</style>
</head>
<body>
<h1>{title}</h1>
{body}
</body>
</html>
"""


@click.command(
    cls=DanishCommand,
    examples=[
        ("delaftale diff sammenhængskraft-og-medborgerskab", "fra den gældende tekst til kladden"),
        ("delaftale diff beskæftigelse --fra 1 --til 2", "fra version 1 til version 2"),
        ("delaftale diff beskæftigelse --fra 2022-09-14 --til 2023-09-14", "fra en dag til en anden"),
        ("delaftale diff beskæftigelse --format md > aendringer.md", "til en mail"),
    ],
)
@click.argument("navn", metavar="DELAFTALE", shell_complete=complete_delaftale)
@click.option("--fra", cls=DanishOption, type=Value(read_udgave), metavar="UDGAVE",
              help="Versionsnummer, dato eller kladde. Normalt den tekst, der gælder.")  # fmt: skip
@click.option("--til", cls=DanishOption, type=Value(read_udgave), metavar="UDGAVE",
              help="Versionsnummer, dato eller kladde. Normalt kladden.")  # fmt: skip
@click.option("--format", "form", cls=DanishOption, type=Choice("tekst", "md", "html", "json"), metavar="FORMAT",
              help="tekst (til skærmen), md (til en mail), html (til en browser), json. Normalt tekst.")  # fmt: skip
@DATO
@JSON
def diff(  # noqa: PLR0917 - click hands in by name
    navn: str,
    fra: Udgavevalg,
    til: Udgavevalg,
    form: str | None,
    dato: date | None,
    as_json: bool,  # noqa: FBT001 - click hands in by name
) -> None:
    """Se, hvad der er ændret i en delaftale fra en udgave til en anden.

    DELAFTALE er »plan/delaftale« eller det korte navn, når kun én hedder sådan. Det, der er slettet, står i [-…-], og
    det, der er tilføjet, i {+…+}.
    """
    if as_json and form not in {None, "json"}:
        ctx = click.get_current_context()
        raise DanishUsageError("»--json« og »--format« kan ikke bruges sammen. Slet den ene.", ctx)
    from generator.document.aendringer_skrivning import to_html, to_json, to_markdown  # noqa: PLC0415 - not for help
    from generator.service.sammenligning import sammenlign  # noqa: PLC0415
    from generator.store.port import resolve_delaftale  # noqa: PLC0415
    from generator.store.viden import load_bevillingsperioder  # noqa: PLC0415

    store = open_store()
    found = sammenlign(
        store,
        load_bevillingsperioder(),
        resolve_delaftale(store, navn),
        fra=fra,
        til=til,
        today=dato or today(),
    )
    title = f"{found.fra.ref}: {_name(found.fra)} → {_name(found.til)}"
    match "json" if as_json else form or "tekst":
        case "json":
            data = {"fra": found.fra.version, "til": found.til.version, "aendringer": to_json(found.beskrivelser)}
            click.echo(json.dumps({"delaftale": str(found.fra.ref)} | data, ensure_ascii=False, indent=2))
        case "md":
            click.echo(f"# {title}\n\n{to_markdown(found.beskrivelser)}", nl=False)
        case "html":
            click.echo(_PAGE.format(title=title, body=to_html(found.beskrivelser)), nl=False)
        case _:
            _show(found, title)


def _name(stored: StoredDelaftale) -> str:
    return "UDKAST – ikke besluttet" if stored.version is None else f"version {stored.version}"


def _show(found: Sammenligning, title: str) -> None:
    from generator.document.aendringer_skrivning import to_lines  # noqa: PLC0415 - the other formats don't need it

    click.echo(title)
    for line in to_lines(found.beskrivelser):
        is_head = line[0].art == "overskrift"
        shown = "".join(
            click.style(piece.tekst, fg=_COLORS[piece.art], bold=is_head) if has_color() else piece.tekst
            for piece in line
        )
        click.echo(f"\n{shown}" if is_head else shown)
    if found.til.version is None and found.beskrivelser:
        next_command("»delaftale indstil --type aarlig« samler ændringerne til bestyrelsen.")
    elif found.beskrivelser:
        message(f"{len(found.beskrivelser)} {'ændring' if len(found.beskrivelser) == 1 else 'ændringer'}.")

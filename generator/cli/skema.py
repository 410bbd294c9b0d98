"""`delaftale skema`: the JSON Schema of the YAML files, on stdout or as files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from generator.cli.danish import DanishCommand, DanishOption
from generator.cli.option_types import Choice, Value, read_sti
from generator.cli.output import here, in_folder, next_command, show_path

if TYPE_CHECKING:
    from pathlib import Path

NAVNE = ("delaftale", "helhedsplan", "indstilling", "moede", "personer", "status")
"""The kinds of files that have a schema, as `service.skema` knows them; it is not imported for help."""


@click.command(
    cls=DanishCommand,
    examples=[
        ("delaftale skema", "felterne i en delaftale"),
        ("delaftale skema helhedsplan", "felterne i en helhedsplan"),
        ("delaftale skema status", "felterne i årets status"),
        ("delaftale skema --ud aftaler/.skema", "alle som filer, hvor editoren finder dem"),
    ],
)
@click.argument("navn", required=False, metavar=f"[{'|'.join(NAVNE)}]", type=Choice(*NAVNE))
@click.option("--ud", cls=DanishOption, type=Value(read_sti), metavar="MAPPE",
              help="Mappe til filerne. Uden den vises skemaet på skærmen.")  # fmt: skip
def skema(navn: str | None, ud: Path | None) -> None:
    """Vis, hvilke felter YAML-filerne har, som JSON Schema med danske navne og forklaringer.

    Filernes første linje peger på skemaet, så teksteditoren kan foreslå felter og vise fejl, mens der skrives.
    """
    from generator.service.skema import SKEMAER, dump_skema, write_skemaer  # noqa: PLC0415 - not needed for help
    from generator.store.files import RealFiles  # noqa: PLC0415

    if ud is None:
        click.echo(dump_skema(navn or "delaftale").decode("utf-8"), nl=False)
        return
    for path in write_skemaer((navn,) if navn else tuple(SKEMAER), in_folder(ud, here()), RealFiles()):
        click.echo(show_path(path))
    next_command("Åbn en fil under aftaler/ i en editor, der kender YAML.")

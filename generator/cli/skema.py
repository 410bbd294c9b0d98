"""`delaftale skema`: the JSON Schema of the YAML files, on stdout or as files."""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli.danish import Choice, DanishCommand, DanishOption, Value
from generator.cli.output import next_command, show_path


@click.command(
    cls=DanishCommand,
    examples=[
        ("delaftale skema", "felterne i en delaftale"),
        ("delaftale skema helhedsplan", "felterne i en helhedsplan"),
        ("delaftale skema --ud aftaler/.skema", "begge som filer, hvor editoren finder dem"),
    ],
)
@click.argument("navn", required=False, metavar="[delaftale|helhedsplan]", type=Choice("delaftale", "helhedsplan"))
@click.option("--ud", cls=DanishOption, type=Value(Path), metavar="MAPPE",
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
    for path in write_skemaer((navn,) if navn else tuple(SKEMAER), Path.cwd() / ud.expanduser(), RealFiles()):
        click.echo(show_path(path))
    next_command("Åbn en fil under aftaler/ i en editor, der kender YAML.")

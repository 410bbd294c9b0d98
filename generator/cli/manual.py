"""The page of the user's guide that lists the commands, written from their help, so that both always say the same."""

from __future__ import annotations

from typing import Final

import click

from generator.cli.app import app
from generator.cli.danish import SETTINGS

WIDTH: Final = 100  # characters; the help on a wide screen
_INTRO: Final = """\
# Kommandoer

Siden er dannet af kommandoernes egen hjælp. Den samme tekst vises med `--help` efter en kommando.

Resultater skrives til stdout, meddelelser til stderr. Et program afsluttes med 0, når alt gik godt, 1 ved en fejl,
2 når kommandoen er skrevet forkert, 3 når der er noget at rette i aftalen, og 6 når nogen eller noget kom i vejen.
Sættes miljøvariablen `NO_COLOR`, bruges der ingen farver.
"""


def write_manual() -> str:
    """Return the page as Markdown: the command itself, then each command in the order of the help."""
    parts = [_INTRO]
    contexts = _contexts(click.Context(app, info_name="delaftale", terminal_width=WIDTH, **SETTINGS))
    parts.extend(f"## {each.command_path}\n\n```text\n{each.get_help().rstrip()}\n```\n" for each in contexts)
    return "\n".join(parts)


def _contexts(context: click.Context) -> list[click.Context]:
    """Return the context of a command and of all below it."""
    found = [context]
    if isinstance(context.command, click.Group):
        for name in context.command.list_commands(context):
            command = context.command.get_command(context, name)
            if command is not None:
                found += _contexts(
                    click.Context(command, parent=context, info_name=name, terminal_width=WIDTH, **SETTINGS)
                )
    return found

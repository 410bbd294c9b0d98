"""An option means the same in every command that has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
import pytest

from generator.cli.app import app

if TYPE_CHECKING:
    from collections.abc import Iterator

MEANT = {
    "--ud": ("MAPPE", "Mappe til "),
    "--udgave": ("UDGAVE", "Versionsnummer, dato (det, der gjaldt den dag) eller kladde. "),
    "--fra": ("UDGAVE", "Versionsnummer, dato eller kladde. "),
    "--til": ("UDGAVE", "Versionsnummer, dato eller kladde. "),
    "--dato": ("ÅÅÅÅ-MM-DD", "Regn med, at det er denne dag, "),
    "--json": (None, "Skriv resultatet som JSON."),
}
"""What each is called in the help, and how its help begins."""


def options(command: click.Command, path: tuple[str, ...] = ()) -> Iterator[tuple[str, str, click.Option]]:
    """Yield every such option of every command: the command, the option's name, the option."""
    for option in command.params:
        for name in sorted(MEANT.keys() & set(option.opts)):
            assert isinstance(option, click.Option)
            yield " ".join(path), name, option
    if isinstance(command, click.Group):
        with click.Context(command) as context:
            for name in command.list_commands(context):
                if (part := command.get_command(context, name)) is not None:
                    yield from options(part, (*path, name))


ALL = list(options(app))


def test_each_of_them_is_looked_at() -> None:
    assert {name for _, name, _ in ALL} == MEANT.keys()


@pytest.mark.parametrize(("name", "option"), [item[1:] for item in ALL], ids=[" ".join(item[:2]) for item in ALL])
def test_option_means_the_same_in_every_command(name: str, option: click.Option) -> None:
    metavar, begins = MEANT[name]

    assert option.metavar == metavar
    assert option.help is not None
    assert option.help.startswith(begins)

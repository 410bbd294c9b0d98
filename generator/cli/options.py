"""The options that several commands have, each with one meaning and one help text everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from generator.cli.danish import DanishOption
from generator.cli.option_types import Value, read_dato

if TYPE_CHECKING:
    from generator.service.udgaver import Udgavevalg


def read_udgave(text: str) -> Udgavevalg:
    """Return an edition as a person writes it. Raises: ValueError, in Danish."""
    from generator.errors import GeneratorError  # noqa: PLC0415 - not needed for help
    from generator.service.udgaver import parse_udgave  # noqa: PLC0415

    try:
        return parse_udgave(text)
    except GeneratorError as error:
        raise ValueError(str(error)) from error


UDGAVE: Final = click.option(
    "--udgave", cls=DanishOption, type=Value(read_udgave), metavar="UDGAVE",
    help="Versionsnummer, dato (det, der gjaldt den dag) eller kladde. Normalt den nyeste version; kladden, hvis der "
         "ingen er.",
)  # fmt: skip
DATO: Final = click.option(
    "--dato", cls=DanishOption, type=Value(read_dato), metavar="ÅÅÅÅ-MM-DD",
    help="Regn med, at det er denne dag, fx 2022-09-14 eller 14.09.2022. Normalt i dag.",
)  # fmt: skip
JSON: Final = click.option("--json", "as_json", cls=DanishOption, is_flag=True, help="Skriv resultatet som JSON.")
AF: Final = click.option(
    "--af", cls=DanishOption, metavar="PERSON", default="",
    help="Den, der handler: personens nøgle i personer.yaml. Normalt planens chef.",
)  # fmt: skip
PLAN: Final = click.option(
    "--plan", cls=DanishOption, metavar="PLAN", help="Planens navn. Kan udelades, når der kun er én."
)

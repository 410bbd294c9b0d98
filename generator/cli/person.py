"""`delaftale person`: the plan's register of people, whose names stand outside the log."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from generator.cli.danish import DanishCommand, DanishGroup, DanishOption
from generator.cli.options import PLAN
from generator.cli.output import next_command, open_store
from generator.cli.usage_errors import DanishUsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.model.person import Person
    from generator.store.folder import FolderStore

_COMMANDS = {
    "tilfoej": ("generator.cli.person", "tilfoej", "Tilføj en person."),
    "ret": ("generator.cli.person", "ret", "Ret det, der står om en person."),
    "slet": ("generator.cli.person", "slet", "Slet en persons navn; rollen bliver stående."),
}
_NAVN = click.option("--navn", cls=DanishOption, metavar="NAVN", help="Personens navn. Kan slettes igen.")
_ORGANISATION = click.option(
    "--organisation", cls=DanishOption, metavar="ID", help="Organisationens id i helhedsplan.yaml."
)
_ROLLE = click.option("--rolle", cls=DanishOption, metavar="ROLLE", help="Rollen, fx Referent.")


@click.group(
    cls=DanishGroup,
    lazy=_COMMANDS,
    examples=[
        ('delaftale person tilfoej referent --rolle Referent --navn "Navnet"', "ny person"),
        ("delaftale person slet referent", "navnet slettes overalt"),
    ],
)
def person() -> None:
    """Hold registret over personer i en plan.

    Beslutningsloggen kender kun nøgle, rolle og organisation. Navnene står i personer.yaml ved siden af, så et navn
    kan rettes eller slettes, uden at loggen ændres.
    """


@click.command(
    cls=DanishCommand, examples=[('delaftale person tilfoej referent --rolle Referent --navn "Navnet"', "ny person")]
)
@click.argument("noegle", metavar="NØGLE")
@_ROLLE
@_NAVN
@_ORGANISATION
@PLAN
def tilfoej(noegle: str, rolle: str | None, navn: str | None, organisation: str | None, plan: str | None) -> None:
    """Tilføj en person. NØGLE er kort, bruges i loggen for altid og må ikke være et navn, fx referent."""
    if rolle is None:
        raise DanishUsageError("»--rolle« mangler. Den vises, når navnet er slettet.", click.get_current_context())
    from generator.service.personer import tilfoej_person  # noqa: PLC0415 - not needed for help

    facts = _facts(rolle, navn, organisation)
    _act(plan, lambda store, plan_id: tilfoej_person(store, plan_id, noegle, facts), "er tilføjet")
    next_command(f"Skriv »--af {noegle}« på en kommando, når det er personen, der handler.")


@click.command(cls=DanishCommand, examples=[("delaftale person ret referent --rolle Sekretariatsleder", "ny rolle")])
@click.argument("noegle", metavar="NØGLE")
@_ROLLE
@_NAVN
@_ORGANISATION
@PLAN
def ret(noegle: str, rolle: str | None, navn: str | None, organisation: str | None, plan: str | None) -> None:
    """Ret det, der står om en person. Det, der er gemt i loggen, beholder rollen fra dengang."""
    from generator.service.personer import ret_person  # noqa: PLC0415 - not needed for help

    facts = _facts(rolle, navn, organisation)
    _act(plan, lambda store, plan_id: ret_person(store, plan_id, noegle, facts), "er rettet")


@click.command(cls=DanishCommand, examples=[("delaftale person slet referent", "navnet slettes")])
@click.argument("noegle", metavar="NØGLE")
@PLAN
def slet(noegle: str, plan: str | None) -> None:
    """Slet en persons navn. Nøglen og rollen bliver stående, så det, der er besluttet, stadig kan læses."""
    from generator.service.personer import slet_person  # noqa: PLC0415 - not needed for help

    _act(plan, lambda store, plan_id: slet_person(store, plan_id, noegle), "har ikke mere noget navn")
    next_command("»delaftale verificer« viser, at loggen stadig holder.")


def _facts(rolle: str | None, navn: str | None, organisation: str | None) -> dict[str, str]:
    stated = {"rolle": rolle, "navn": navn, "organisation": organisation}
    return {name: value for name, value in stated.items() if value is not None}


def _act(plan: str | None, act: Callable[[FolderStore, str], Person], done: str) -> None:
    """Make a change in the one plan that is meant, and say so. Raises: DanishUsageError, if several could be."""
    from generator.store.port import resolve_plan  # noqa: PLC0415 - not needed for help

    store = open_store()
    planer = store.list_planer()
    if plan is None and len(planer) != 1:
        raise DanishUsageError("Der er flere planer. Skriv hvilken med »--plan«.", click.get_current_context())
    plan_id = planer[0] if plan is None else resolve_plan(store, plan)
    kept = act(store, plan_id)
    click.echo(f"{plan_id}: »{kept.id}« ({kept.rolle}) {done}")

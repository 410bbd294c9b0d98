"""What the commands of a meeting share: its day, its plan, and how an act on it is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from generator.cli.option_types import Value, read_dato
from generator.cli.output import message, next_command, open_store, today

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from generator.model.moede import Moede
    from generator.service.moedeakter import Noteret
    from generator.service.moeder import AabentMoede
    from generator.store.folder import FolderStore
    from generator.workflow.tilstand import Tilstand

MOEDE: Final = click.argument("moede", metavar="MØDE", type=Value(read_dato))
"""The day of the meeting that is meant."""


def act_on(
    moede: date, plan: str | None, act: Callable[[AabentMoede], Moede], *, store: FolderStore | None = None
) -> Noteret:
    """Change a meeting by `act`, keep it, and tell what there is to tell."""
    from generator.service.moedeakter import rediger  # noqa: PLC0415 - not needed for help
    from generator.service.moeder import find_plan  # noqa: PLC0415

    store = store or open_store()
    return told(rediger(store, find_plan(store, plan), moede, act))


def told(done: Noteret) -> Noteret:
    """Say what an act on a meeting had to tell, and return it."""
    for text in done.meldinger:
        message(text)
    return done


def day_of(dato: date | None) -> date:
    """Return today, or the day that was handed in."""
    return dato or today()


def suggest(moede: Moede, tilstand: Tilstand | None = None, *, is_shown: bool = False) -> None:
    """Suggest what comes next for a meeting; `is_shown`: it has just been looked at.

    `tilstand`: the plan's; None where the act is not one that could leave all decided.
    """
    from generator.model.moede import Fremmoede, Moedestatus  # noqa: PLC0415 - not needed for help
    from generator.service.moedebeslutninger import count_undecided  # noqa: PLC0415

    day = moede.dato
    follows = {
        Moedestatus.UDKAST: f"»delaftale moede vis {day}« viser dagsordenen; »moede udsend {day}« sender den ud.",
        Moedestatus.HOS_FORMANDSKABET: f"»delaftale moede udsend {day}«, når formandskabet er klar.",
        Moedestatus.UDSENDT: f"»delaftale moede deltagere {day}« og »moede beslut {day}«, når mødet er holdt.",
        Moedestatus.AFSLUTTET: f"»delaftale moede referat {day} --udsend« sender referatet ud.",
    }
    text = follows[moede.status]
    if moede.status is Moedestatus.UDKAST and is_shown:
        text = f"»delaftale moede udsend {day}« sender dagsordenen ud."
    if moede.status is Moedestatus.UDSENDT:
        has_people = any(item.fremmoede is Fremmoede.TIL_STEDE for item in moede.deltagere) or moede.svar
        if has_people and tilstand is not None and not count_undecided(moede, tilstand):
            text = f"»delaftale moede afslut {day}«, når alt er noteret."
    if moede.referat.udsendt is not None:
        text = "Referatet godkendes på næste møde; »delaftale moede indkald DATO« indkalder til det."
    if moede.referat.godkendt is not None:
        text = f"»delaftale journalpakke {day}« samler mødets dokumenter til journalen."
    next_command(text)

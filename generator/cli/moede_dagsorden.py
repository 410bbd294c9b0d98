"""`delaftale moede indkald|opdater|status|udsend|flyt`: call a meeting and get its agenda out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from generator.cli.danish import DanishCommand, DanishOption
from generator.cli.moede_faelles import MOEDE, day_of, suggest, told
from generator.cli.option_types import Choice, Value, read_dato, read_kl
from generator.cli.options import DATO, PLAN
from generator.cli.output import message, open_forms, open_store
from generator.text import format_short_date

if TYPE_CHECKING:
    from datetime import date

_ANTAL = {1: "ét punkt"}


@click.command(
    cls=DanishCommand,
    examples=[
        ("delaftale moede indkald 2026-09-14 --kl 14:00 --sted Rådhuset", "et nyt møde"),
        ("delaftale moede indkald 2027-03-01 --form skriftlig --svarfrist 2027-03-08", "en skriftlig behandling"),
    ],
)
@MOEDE
@click.option("--kl", cls=DanishOption, type=Value(read_kl), metavar="TT:MM", help="Hvornår mødet begynder, fx 14:00.")
@click.option("--sted", cls=DanishOption, metavar="STED", help="Hvor mødet holdes.")
@click.option("--form", cls=DanishOption, type=Choice("fysisk", "online", "skriftlig"), metavar="FORM",
              help="fysisk, online eller skriftlig. Normalt fysisk.")  # fmt: skip
@click.option("--svarfrist", cls=DanishOption, type=Value(read_dato), metavar="ÅÅÅÅ-MM-DD",
              help="Sidste dag for svar; kun ved skriftlig behandling.")  # fmt: skip
@click.option("--ekstraordinaert", cls=DanishOption, is_flag=True, help="Mødet er ekstraordinært.")
@click.option("--referent", cls=DanishOption, metavar="PERSON", help="Referentens nøgle i personer.yaml.")
@PLAN
@DATO
def indkald(  # noqa: PLR0917 - click hands in by name
    moede: date,
    kl: str | None,
    sted: str | None,
    form: str | None,
    svarfrist: date | None,
    ekstraordinaert: bool,  # noqa: FBT001 - click hands in by name
    referent: str | None,
    plan: str | None,
    dato: date | None,
) -> None:
    """Indkald til et møde den dag, MØDE siger, fx 2026-09-14.

    Dagsordenen begynder med planens faste punkter og det, der venter: indstillinger, udsatte forslag, åbne opgaver og
    referater, der ikke er godkendt.
    """
    from generator.service import moedeakter  # noqa: PLC0415 - not needed for help
    from generator.service.moeder import find_plan  # noqa: PLC0415

    store = open_store()
    stated: dict[str, Any] = {
        "kl": kl, "sted": sted, "form": form, "svarfrist": svarfrist, "referent": referent,
        "ekstraordinaert": ekstraordinaert or None,
    }  # fmt: skip
    facts = {name: value for name, value in stated.items() if value is not None}
    done = told(moedeakter.indkald(store, find_plan(store, plan), moede, facts, day_of(dato)))
    kind = done.moede.form.ordlyd.capitalize()
    click.echo(f"{kind} den {format_short_date(moede)} er indkaldt med {_count(len(done.moede.punkter))}: {done.fil}")
    suggest(done.moede)


@click.command(cls=DanishCommand, examples=[("delaftale moede opdater 2026-09-14", "nye indstillinger kommer med")])
@MOEDE
@PLAN
def opdater(moede: date, plan: str | None) -> None:
    """Hent det, der er kommet til, ind på dagsordenen, og tag det af, der er trukket tilbage.

    Årets status bliver bilag til den årlige revision; er den udfyldt siden, tager den nye den gamles plads.
    """
    from generator.service import moedeakter  # noqa: PLC0415 - not needed for help
    from generator.service.moeder import find_plan  # noqa: PLC0415
    from generator.service.udgivelse import Udgiver  # noqa: PLC0415
    from generator.store.viden import load_bevillingsperioder  # noqa: PLC0415

    store = open_store()
    udgiver = Udgiver(open_forms(store), load_bevillingsperioder())
    done = told(moedeakter.opdater(store, find_plan(store, plan), moede, udgiver))
    click.echo(f"Dagsordenen den {format_short_date(moede)} har {_count(len(done.moede.punkter))}.")
    suggest(done.moede)


@click.command(
    cls=DanishCommand,
    examples=[("delaftale moede status 2026-09-14 hos-formandskabet", "udkastet er hos formandskabet")],
)
@MOEDE
@click.argument("status", metavar="STATUS", type=Choice("udkast", "hos-formandskabet"))
@PLAN
@DATO
def status(moede: date, status: str, plan: str | None, dato: date | None) -> None:
    """Send udkastet til formandskabet (hos-formandskabet), eller tag det tilbage (udkast)."""
    _move(moede, status, plan, dato)


@click.command(
    cls=DanishCommand,
    examples=[("delaftale moede udsend 2026-09-14", "dagsordenen ligger ved mødet, klar til at sende")],
)
@MOEDE
@PLAN
@DATO
def udsend(moede: date, plan: str | None, dato: date | None) -> None:
    """Send dagsordenen ud: én PDF med de åbne bilag, som gemmes ved siden af mødet, som den blev sendt.

    Herefter mærkes det, der kommer til, »eftersendt«, og det, der ændres, »rettet«. Køres kommandoen igen efter en
    ændring, gemmes den rettede dagsorden for sig.
    """
    from generator.service.moeder import find_plan  # noqa: PLC0415 - not needed for help
    from generator.service.moedeudsendelse import send_dagsorden  # noqa: PLC0415
    from generator.service.udgivelse import Udgiver  # noqa: PLC0415
    from generator.store.viden import load_bevillingsperioder  # noqa: PLC0415

    store = open_store()
    udgiver = Udgiver(open_forms(store), load_bevillingsperioder())
    done = send_dagsorden(store, find_plan(store, plan), moede, udgiver, day_of(dato))
    for text in done.meldinger:
        message(text)
    click.echo(done.fil)
    what = "Den rettede dagsorden" if done.er_rettet else "Dagsordenen"
    message(f"{what} til mødet den {format_short_date(moede)} er klar. Send filen til medlemmerne.")
    suggest(done.moede)


def _move(moede: date, status: str, plan: str | None, dato: date | None) -> None:
    from generator.model.moede import Moedestatus  # noqa: PLC0415 - not needed for help
    from generator.service import moedeakter  # noqa: PLC0415
    from generator.service.moeder import find_plan  # noqa: PLC0415

    store = open_store()
    done = told(moedeakter.skift_status(store, find_plan(store, plan), moede, Moedestatus.of(status), day_of(dato)))
    click.echo(f"Mødet den {format_short_date(moede)} er nu {done.moede.status.ordlyd}.")
    suggest(done.moede)


@click.command(cls=DanishCommand, examples=[("delaftale moede flyt 2026-09-14 2026-09-21", "mødet er en uge senere")])
@MOEDE
@click.argument("ny", metavar="NY", type=Value(read_dato))
@PLAN
@DATO
def flyt(moede: date, ny: date, plan: str | None, dato: date | None) -> None:
    """Flyt mødet til den dag, NY siger, med dagsorden og bilag."""
    from generator.service import moedeakter  # noqa: PLC0415 - not needed for help
    from generator.service.moeder import find_plan  # noqa: PLC0415

    store = open_store()
    done = told(moedeakter.flyt(store, find_plan(store, plan), moede, ny, day_of(dato)))
    click.echo(f"Mødet den {format_short_date(moede)} er flyttet til den {format_short_date(ny)}: {done.fil}")
    suggest(done.moede)


def _count(number: int) -> str:
    return _ANTAL.get(number, f"{number} punkter")

"""`delaftale moede punkt …` and `delaftale moede bilag`: the items of an agenda and their annexes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.cli.danish import DanishCommand, DanishGroup, DanishOption
from generator.cli.moede_faelles import MOEDE, act_on
from generator.cli.option_types import Choice
from generator.cli.options import PLAN
from generator.cli.output import in_folder, next_command, open_store
from generator.cli.usage_errors import DanishUsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from generator.model.moede import Moede
    from generator.service.moeder import AabentMoede

_COMMANDS = {
    "tilfoej": ("generator.cli.moede_punkt", "tilfoej", "Tilføj et punkt."),
    "ret": ("generator.cli.moede_punkt", "ret", "Ret et punkt."),
    "flyt": ("generator.cli.moede_punkt", "flyt", "Flyt et punkt til en anden plads."),
    "fjern": ("generator.cli.moede_punkt", "fjern", "Tag et punkt af dagsordenen."),
}
_TYPE = click.option("--type", "type_", cls=DanishOption, type=Choice("b", "d", "o"), metavar="B|D|O",
                     help="B: beslutning. D: drøftelse. O: orientering.")  # fmt: skip
_FELTER: Sequence[Callable[[Any], Any]] = (
    click.option("--resume", cls=DanishOption, metavar="TEKST", help="Sagen i få linjer."),
    click.option("--sagsfremstilling", cls=DanishOption, metavar="TEKST", help="Sagen, som den fremlægges."),
    click.option("--indstilling", cls=DanishOption, metavar="TEKST", multiple=True,
                 help="Det, der indstilles, uden »at«. Kan skrives flere gange."),
    click.option("--oekonomi", cls=DanishOption, metavar="TEKST", help="Økonomiske konsekvenser."),
    click.option("--sagsnummer", cls=DanishOption, metavar="NR", help="Sagens nummer i journalen."),
    click.option("--tid", cls=DanishOption, metavar="TID", help="Hvornår punktet tages, fx 14:15 eller 20 min."),
    click.option("--lukket/--aaben", cls=DanishOption, default=None,
                 help="Om punktet er lukket; så er indholdet ikke med i den offentlige udgave."),
    click.option("--gaest", cls=DanishOption, metavar="PERSON", multiple=True, help="Gæst under punktet."),
)  # fmt: skip


def _with_felter(command: Callable[..., None]) -> Callable[..., None]:
    for option in reversed(_FELTER):
        command = option(command)
    return command


@click.group(
    cls=DanishGroup,
    lazy=_COMMANDS,
    examples=[
        ('delaftale moede punkt tilfoej 2026-09-14 "Nyt fra boligområderne" --type O', "et punkt til orientering"),
        ("delaftale moede punkt flyt 2026-09-14 5 2", "punkt 5 bliver punkt 2"),
    ],
)
def punkt() -> None:
    """Tilføj, ret, flyt eller fjern et punkt på dagsordenen. Et punkt kaldes ved sit nummer."""


@click.command(
    cls=DanishCommand,
    examples=[
        ('delaftale moede punkt tilfoej 2026-09-14 "Nyt fra boligområderne" --type O', "et punkt til orientering")
    ],
)
@MOEDE
@click.argument("titel", metavar="TITEL")
@_TYPE
@click.option("--plads", cls=DanishOption, type=int, metavar="NR", help="Punktets nummer. Normalt før de sidste faste.")
@_with_felter
@PLAN
def tilfoej(moede: date, titel: str, type_: str | None, plads: int | None, plan: str | None, **felter: Any) -> None:
    """Tilføj et punkt med titlen TITEL."""
    if type_ is None:
        raise DanishUsageError("»--type« mangler: B, D eller O.", click.get_current_context())
    from generator.model.bestyrelse import Punkttype  # noqa: PLC0415 - not needed for help
    from generator.workflow.moederedigering import add_punkt  # noqa: PLC0415

    made: list[str] = []

    def act(aabent: AabentMoede) -> Moede:
        after, item = add_punkt(aabent.moede, titel, Punkttype.of(type_.upper()), _facts(felter), plads)
        made.append(f"Punkt {after.punkt_nummer(item.id)} »{item.titel}« ({item.type}) er tilføjet{_marked(item)}.")
        return after

    act_on(moede, plan, act)
    click.echo(made[0])
    next_command(f"»delaftale moede vis {moede}« viser dagsordenen.")


@click.command(cls=DanishCommand, examples=[("delaftale moede punkt ret 2026-09-14 4 --lukket", "punkt 4 er lukket")])
@MOEDE
@click.argument("navn", metavar="PUNKT")
@click.option("--titel", cls=DanishOption, metavar="TITEL", help="Punktets titel.")
@_TYPE
@_with_felter
@PLAN
def ret(moede: date, navn: str, titel: str | None, type_: str | None, plan: str | None, **felter: Any) -> None:
    """Ret et punkt. Det, der ikke nævnes, bliver stående; en tom tekst ("") sletter feltet."""
    facts = _facts(felter) | {
        name: value for name, value in (("titel", titel), ("type", type_ and type_.upper())) if value is not None
    }
    if not facts:
        raise DanishUsageError("Skriv, hvad der skal rettes, fx »--titel«.", click.get_current_context())
    from generator.workflow.moederedigering import edit_punkt  # noqa: PLC0415 - not needed for help

    made: list[str] = []

    def act(aabent: AabentMoede) -> Moede:
        after, item = edit_punkt(aabent.moede, navn, facts)
        made.append(f"Punkt {after.punkt_nummer(item.id)} »{item.titel}« er rettet{_marked(item)}.")
        return after

    act_on(moede, plan, act)
    click.echo(made[0])


@click.command(cls=DanishCommand, examples=[("delaftale moede punkt flyt 2026-09-14 5 2", "punkt 5 bliver punkt 2")])
@MOEDE
@click.argument("navn", metavar="PUNKT")
@click.argument("plads", metavar="PLADS", type=int)
@PLAN
def flyt(moede: date, navn: str, plads: int, plan: str | None) -> None:
    """Flyt et punkt til nummer PLADS."""
    from generator.workflow.moederedigering import move_punkt  # noqa: PLC0415 - not needed for help

    done = act_on(moede, plan, lambda aabent: move_punkt(aabent.moede, navn, plads))
    click.echo(f"Punktet »{done.moede.punkter[plads - 1].titel}« er nu punkt {plads}.")


@click.command(cls=DanishCommand, examples=[("delaftale moede punkt fjern 2026-09-14 5", "punkt 5 er væk")])
@MOEDE
@click.argument("navn", metavar="PUNKT")
@PLAN
def fjern(moede: date, navn: str, plan: str | None) -> None:
    """Tag et punkt af dagsordenen. Forslag, der stod under det, venter stadig."""
    from generator.workflow.moederedigering import remove_punkt  # noqa: PLC0415 - not needed for help

    made: list[str] = []

    def act(aabent: AabentMoede) -> Moede:
        after, item = remove_punkt(aabent.moede, navn)
        made.append(f"Punktet »{item.titel}« er taget af dagsordenen.")
        return after

    act_on(moede, plan, act)
    click.echo(made[0])


@click.command(
    cls=DanishCommand,
    examples=[('delaftale moede bilag 2026-09-14 4 budget.pdf --titel "Budget 2027"', "en PDF ved punkt 4")],
)
@MOEDE
@click.argument("navn", metavar="PUNKT")
@click.argument("fil", metavar="FIL.pdf", type=click.Path(path_type=Path))
@click.option("--titel", cls=DanishOption, metavar="TITEL", help="Bilagets titel. Normalt filens navn.")
@click.option("--lukket", cls=DanishOption, is_flag=True, help="Bilaget er lukket og aldrig med i det offentlige.")
@PLAN
def bilag(  # noqa: PLR0917 - click hands in by name
    moede: date,
    navn: str,
    fil: Path,
    titel: str | None,
    lukket: bool,  # noqa: FBT001 - a flag of the command line
    plan: str | None,
) -> None:
    """Læg en PDF ved et punkt. Filen kopieres ind ved siden af mødet."""
    from generator.service.moedebilag import MAX_BILAG, take_bilag  # noqa: PLC0415 - not needed for help
    from generator.store.files import RealFiles  # noqa: PLC0415

    store = open_store()
    data = RealFiles().read(in_folder(fil, fil), MAX_BILAG)
    made: list[str] = []

    def act(aabent: AabentMoede) -> Moede:
        after, item = take_bilag(store, aabent, navn, navn=fil.name, data=data, titel=titel, lukket=lukket)
        made.append(f"Bilaget »{item.titel}«{' (lukket)' if item.lukket else ''} ligger ved punktet{_marked(item)}.")
        return after

    act_on(moede, plan, act, store=store)
    click.echo(made[0])


def _facts(felter: dict[str, Any]) -> dict[str, Any]:
    """Return the fields that were stated, as a `Punkt` takes them: a blank text is none."""
    stated = {name: value for name, value in felter.items() if value is not None and value != ()}
    if "gaest" in stated:
        stated["gaester"] = stated.pop("gaest")
    if "indstilling" in stated:
        stated["indstilling"] = tuple(item for item in stated["indstilling"] if item.strip())
    return {name: None if value == "" else value for name, value in stated.items()}


def _marked(item: Any) -> str:
    return f" og mærket »{item.markering.ordlyd}«" if item.markering is not None else ""

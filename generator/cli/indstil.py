"""`delaftale indstil`: gather the drafts into an indstilling, and freeze it when all is in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from generator.cli.danish import DanishCommand, DanishOption
from generator.cli.option_types import Choice, Value
from generator.cli.options import AF, DATO
from generator.cli.output import (
    complete_delaftale,
    make_handling,
    message,
    next_command,
    open_forms,
    open_store,
    show_path,
)
from generator.cli.usage_errors import DanishUsageError

if TYPE_CHECKING:
    from datetime import date

    from generator.service.indstilling import Indstillet


def _read_aar(text: str) -> int:
    if text.isascii() and text.isdigit() and 2000 <= int(text) <= 2100:  # noqa: PLR2004 - the message says it
        return int(text)
    raise ValueError(f"»{text}« er ikke et år. Skriv fx 2022.")


@click.command(
    cls=DanishCommand,
    examples=[
        ("delaftale indstil --type aarlig", "saml alle kladder i indstilling.yaml"),
        ("delaftale indstil --type aarlig --endelig", "fastfrys indstillingen, når filen er udfyldt"),
        ("delaftale indstil beskæftigelse --type akut", "kun én delaftale, uden for den årlige revision"),
    ],
)
@click.argument("navne", nargs=-1, metavar="[DELAFTALE]…", shell_complete=complete_delaftale)
@click.option("--type", "type_", cls=DanishOption, type=Choice("aarlig", "akut"), metavar="TYPE",
              help="aarlig (den årlige revision) eller akut.")  # fmt: skip
@click.option("--aar", cls=DanishOption, type=Value(_read_aar), metavar="ÅR",
              help="Året, som revisionen gælder. Normalt i år; kun ved type aarlig.")  # fmt: skip
@click.option("--endelig", cls=DanishOption, is_flag=True,
              help="Fastfrys det, der står i indstilling.yaml, i beslutningsloggen, og afslut kladderne.")  # fmt: skip
@DATO
@AF
def indstil(  # noqa: PLR0917 - click hands in by name
    navne: tuple[str, ...],
    type_: str | None,
    aar: int | None,
    endelig: bool,  # noqa: FBT001 - click hands in by name
    dato: date | None,
    af: str,
) -> None:
    """Saml kladderne til en indstilling til bestyrelsen.

    Ændringerne bliver til forslag i filen indstilling.yaml, ét for hver sag. Saml, del og omdøb dem, og skriv
    begrundelser; det, du har skrevet, bliver stående, når kommandoen køres igen. Uden navn tages alle kladder med.
    """
    ctx = click.get_current_context()
    if type_ is None:
        raise DanishUsageError("»--type« mangler. Skriv aarlig eller akut.", ctx)
    if aar is not None and type_ == "akut":
        raise DanishUsageError("»--aar« hører til en årlig indstilling. Slet det.", ctx)
    from generator.model.forslag import Indstillingstype  # noqa: PLC0415 - not needed for help
    from generator.rules import Tilstand  # noqa: PLC0415
    from generator.service import indstilling  # noqa: PLC0415
    from generator.service.kontrol import Kontrollant  # noqa: PLC0415
    from generator.store.port import resolve_delaftaler  # noqa: PLC0415
    from generator.store.viden import load_bevillingsperioder, load_datakilder  # noqa: PLC0415

    store = open_store()
    handling = make_handling(dato, af)
    kontrollant = Kontrollant(
        store,
        load_bevillingsperioder(),
        load_datakilder(),
        today=handling.dato,
        tilstand=Tilstand.GODKENDELSE,
        formularer=open_forms(store).list_formularer(),
    )
    refs = list(dict.fromkeys(ref for navn in navne for ref in resolve_delaftaler(store, navn)))
    done = indstilling.indstil(
        store, kontrollant, refs, handling, type_=Indstillingstype[type_.upper()], aar=aar, endelig=endelig
    )
    _show(done, show_path(store.root / done.fil), f"--type {type_}{f' --dato {dato}' if dato else ''}")


def _show(done: Indstillet, fil: str, options: str) -> None:
    for text in done.meldinger:
        message(text)
    click.echo(fil)
    for item in done.udkast.forslag:
        count = sum(len(part.aendringer) for part in item.aendringer)
        click.echo(f"    {item.id}: {item.titel} ({count} {'ændring' if count == 1 else 'ændringer'})")
    for text in done.advarsler:
        message(f"Advarsel: {text}")
    if done.post is not None:
        click.echo(f"Indstillingen »{done.id}« er fastfrosset (post {done.post})")
        click.echo(f"Kontrolkode: {done.kontrolkode}")
        next_command("»delaftale forslag« viser det, der venter på bestyrelsen.")
        return
    for text in done.mangler:
        message(f"Mangler: {text}")
    if done.mangler:
        next_command(f"Udfyld filen, ret kladderne, og kør »delaftale indstil {options}« igen.")
    else:
        next_command(f"Alt er udfyldt. »delaftale indstil {options} --endelig« fastfryser indstillingen.")

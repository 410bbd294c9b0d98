"""`delaftale journalpakke`: what a meeting leaves for the archive, as a folder or a zip file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from generator.cli.danish import DanishCommand, DanishOption
from generator.cli.moede_faelles import MOEDE, day_of
from generator.cli.option_types import Value, read_sti
from generator.cli.options import DATO, PLAN
from generator.cli.output import in_folder, message, next_command, open_forms, open_store, show_path

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path


@click.command(
    cls=DanishCommand,
    examples=[
        ("delaftale journalpakke 2026-09-14", "en mappe med mødets åbne dokumenter"),
        ("delaftale journalpakke 2026-09-14 --zip", "det samme som én zip-fil"),
        ("delaftale journalpakke 2026-09-14 --med-lukkede", "også det, der er lukket"),
    ],
)
@MOEDE
@click.option("--zip", "as_zip", cls=DanishOption, is_flag=True, help="Én zip-fil i stedet for en mappe.")
@click.option("--med-lukkede", cls=DanishOption, is_flag=True, help="Tag lukkede punkter og lukkede bilag med.")
@click.option("--ud", cls=DanishOption, type=Value(read_sti), metavar="MAPPE",
              help="Mappe til pakken. Normalt output ved siden af aftaler.")  # fmt: skip
@PLAN
@DATO
def journalpakke(  # noqa: PLR0917 - click hands in by name
    moede: date,
    as_zip: bool,  # noqa: FBT001 - a flag of the command line
    med_lukkede: bool,  # noqa: FBT001 - a flag of the command line
    ud: Path | None,
    plan: str | None,
    dato: date | None,
) -> None:
    """Saml mødets dokumenter til journalen: dagsorden, bilag, referat og de nye delaftaler som PDF, og en liste.

    Det, der er sendt ud eller udgivet, er med, byte for byte. Originalen er den PDF, som den administrerende
    boligorganisation har journaliseret. Det, der er lukket, er kun med, når du siger det.
    """
    from generator.service.journalpakke import saml_journalpakke, write_mappe, write_zip  # noqa: PLC0415 - not for help
    from generator.service.moeder import find_plan  # noqa: PLC0415
    from generator.service.udgivelse import Udgiver  # noqa: PLC0415
    from generator.store.files import RealFiles  # noqa: PLC0415
    from generator.store.viden import load_bevillingsperioder  # noqa: PLC0415

    store = open_store()
    plan_id = find_plan(store, plan)
    udgiver = Udgiver(open_forms(store), load_bevillingsperioder())
    pakke = saml_journalpakke(store, plan_id, moede, udgiver, today=day_of(dato), med_lukkede=med_lukkede)
    folder = in_folder(ud, store.root / "output") / plan_id
    path = (write_zip if as_zip else write_mappe)(RealFiles(), folder, pakke)
    click.echo(show_path(path))
    for item in pakke.dokumenter:
        click.echo(f"    {item.nr}  {item.titel} ({'lukket' if item.er_lukket else 'åben'})")
    for text in pakke.udeladt:
        message(text)
    message("Originalen er den PDF, som den administrerende boligorganisation har journaliseret.")
    next_command("Journalisér filerne; »liste.csv« kan åbnes i et regneark.")

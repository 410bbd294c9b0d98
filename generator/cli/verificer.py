"""`delaftale verificer`: whether the beslutningslog holds, and whether it contains what was printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from generator.cli.danish import DanishCommand, DanishOption
from generator.cli.option_types import Value, read_sti
from generator.cli.options import PLAN
from generator.cli.output import in_folder, message, open_store

if TYPE_CHECKING:
    from pathlib import Path


def _read_kode(text: str) -> str:
    from generator.errors import GeneratorError  # noqa: PLC0415 - not needed for help
    from generator.workflow.kontrolkode import parse_kontrolkode  # noqa: PLC0415

    try:
        return parse_kontrolkode(text)
    except GeneratorError as error:
        raise ValueError(str(error)) from error


@click.command(
    cls=DanishCommand,
    examples=[
        ("delaftale verificer", "regn alt efter"),
        ('delaftale verificer --kontrolkode "3b0c 91d2 …"', "er det, der blev trykt, der stadig?"),
        ("delaftale verificer output/en-faelles-indsats/beskaeftigelse-version-1.pdf", "læs koden i et dokument"),
    ],
)
@click.argument("fil", required=False, type=Value(read_sti), metavar="[FIL]")
@click.option("--kontrolkode", cls=DanishOption, type=Value(_read_kode), metavar="KODE",
              help="De otte grupper à fire tegn, som de er trykt i et dokument eller et referat.")  # fmt: skip
@PLAN
def verificer(fil: Path | None, kontrolkode: str | None, plan: str | None) -> int:
    """Regn beslutningsloggen efter: hver post, hver version, og om nogen har rørt dem.

    FIL er et dokument (docx eller pdf), som programmet læser kontrolkoden i. Kontrolkoden kommer udefra, for den, der
    skriver hele loggen om, kan også lave en ny, der passer med sig selv. Er noget ikke, som det var, ender kommandoen
    med 3.
    """
    from generator.service import verificering  # noqa: PLC0415 - not needed for help
    from generator.store.files import RealFiles  # noqa: PLC0415
    from generator.store.log_filer import MAX_FIL  # noqa: PLC0415
    from generator.store.port import resolve_plan  # noqa: PLC0415

    koder = [] if kontrolkode is None else [kontrolkode]
    if fil is not None:
        koder += verificering.read_koder(RealFiles().read(in_folder(fil, fil), MAX_FIL), str(fil))
    store = open_store()
    planer = store.list_planer() if plan is None else (resolve_plan(store, plan),)
    results = verificering.verificer(store, planer, koder)
    broken = False
    for item in results:
        if item.brud is None:
            posts = "1 post" if item.poster == 1 else f"{item.poster} poster"
            click.echo(f"{item.plan}: {posts}, alt er, som det blev gemt")
        else:
            broken = True
            message(f"Fejl: {item.plan}: {item.brud}")
        for kode, post in item.fundet:
            if post is not None:
                click.echo(f"{item.plan}: kontrolkoden {kode} er den, post {post} har")
    for kode in koder:
        if all((kode, None) in item.fundet for item in results):
            broken = True
            message(
                f"Fejl: Ingen post har kontrolkoden {kode}, så loggen er en anden end den, der blev trykt efter. "
                "Sammenlign koden med papiret igen, og hent ellers mappen fra en sikkerhedskopi."
            )
    return 3 if broken else 0

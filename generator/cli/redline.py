"""`delaftale redline`: two editions, or any two Word files, as one document with its changes marked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.danish import DanishCommand, DanishOption
from generator.cli.option_types import ChoiceList, Value, read_sti
from generator.cli.options import DATO, read_udgave
from generator.cli.output import (
    complete_delaftale,
    format_kb,
    here,
    in_folder,
    message,
    next_command,
    now,
    open_forms,
    open_store,
    show_path,
    today,
)
from generator.cli.usage_errors import DanishUsageError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from generator.service.formater import Dokumentformat
    from generator.service.redline import Redlineresultat
    from generator.service.udgaver import Udgavevalg

FORMATS = ("docx", "pdf", "html")
HINTS = {
    "word": "Skriv docx; det er Word-filen.",
    "doc": "Skriv docx; det er Word-filen.",
    "md": "Brug »delaftale diff --format md« til en mail.",
}
_TWO = 2
_AUTHOR = "Sammenligning"
_FORMULAR = "lbf-2019-26"


@click.command(
    cls=DanishCommand,
    examples=[
        ("delaftale redline sammenhængskraft-og-medborgerskab", "fra den gældende tekst til kladden"),
        ("delaftale redline beskæftigelse --fra 1 --til 2", "fra version 1 til version 2"),
        ("delaftale redline beskæftigelse --format pdf", "kun til at læse og skrive ud"),
        ("delaftale redline gammel.docx ny.docx", "Word-filer, også fra før programmet"),
    ],
)
@click.argument("navne", nargs=-1, metavar="DELAFTALE | GAMMEL.docx NY.docx", shell_complete=complete_delaftale)
@click.option("--fra", cls=DanishOption, type=Value(read_udgave), metavar="UDGAVE",
              help="Versionsnummer, dato eller kladde. Normalt den tekst, der gælder.")  # fmt: skip
@click.option("--til", cls=DanishOption, type=Value(read_udgave), metavar="UDGAVE",
              help="Versionsnummer, dato eller kladde. Normalt kladden.")  # fmt: skip
@click.option("--format", "formats", cls=DanishOption, type=ChoiceList(*FORMATS, hints=HINTS),
              metavar="FORMAT[,FORMAT]…", multiple=True,
              help="docx (Word med sporede ændringer), pdf, html (til en browser). Normalt alle tre.")  # fmt: skip
@click.option("--ud", cls=DanishOption, type=Value(read_sti), metavar="MAPPE",
              help="Mappe til filerne. Normalt output ved siden af aftaler; for Word-filer den mappe, "
                   "du står i.")  # fmt: skip
@DATO
def redline(  # noqa: PLR0917 - click hands in by name
    navne: tuple[str, ...],
    fra: Udgavevalg,
    til: Udgavevalg,
    formats: tuple[tuple[str, ...], ...],
    ud: Path | None,
    dato: date | None,
) -> None:
    """Sammenlign udgaver, så hver ændring kan ses, og i Word accepteres eller afvises.

    DELAFTALE er »plan/delaftale« eller det korte navn, når kun én hedder sådan. Accepteres alle ændringer i Word-filen,
    er den som den nye udgave; afvises de alle, er den som den gamle.
    """
    _refuse_wrong_names(navne, has_udgaver=fra is not None or til is not None)
    from generator.service.formater import Dokumentformat  # noqa: PLC0415 - not needed for help
    from generator.service.redline import FORMATER  # noqa: PLC0415

    chosen = {word for words in formats for word in words}
    formater = tuple(Dokumentformat(word) for word in FORMATS if word in chosen) or FORMATER
    result = (
        _compare_filer(Path(navne[0]), Path(navne[1]), ud, formater)
        if len(navne) == _TWO
        else _compare_udgaver(navne[0], (fra, til), ud, formater, dato)
    )
    for item in result.filer:
        click.echo(f"{show_path(item.path)}  {format_kb(item.size)}")
    for text in result.meddelelser:
        message(text)
    count = "Ingen ændringer" if not result.antal else "1 ændring" if result.antal == 1 else f"{result.antal} ændringer"
    message(f"{count} i teksten fra {result.fra} til {result.til}.")
    if len(navne) == 1 and result.antal and fra is None and til is None:
        next_command(f"»delaftale diff {navne[0]}« viser de samme ændringer felt for felt.")


def _compare_udgaver(
    navn: str,
    udgaver: tuple[Udgavevalg, Udgavevalg],
    ud: Path | None,
    formater: Sequence[Dokumentformat],
    dato: date | None,
) -> Redlineresultat:
    from generator.service.redline import redline_udgaver  # noqa: PLC0415 - not needed for help
    from generator.store.files import RealFiles  # noqa: PLC0415
    from generator.store.port import resolve_delaftale  # noqa: PLC0415
    from generator.store.viden import load_bevillingsperioder  # noqa: PLC0415

    store = open_store()
    return redline_udgaver(
        store,
        open_forms(store),
        load_bevillingsperioder(),
        RealFiles(),
        resolve_delaftale(store, navn),
        fra=udgaver[0],
        til=udgaver[1],
        formater=formater,
        folder=in_folder(ud, store.root / "output"),
        today=dato or today(),
        moment=now(),
    )


def _compare_filer(gammel: Path, ny: Path, ud: Path | None, formater: Sequence[Dokumentformat]) -> Redlineresultat:
    from generator.service.redline import redline_filer  # noqa: PLC0415 - not needed for help
    from generator.store.files import RealFiles  # noqa: PLC0415

    store = open_store(begin=True)
    return redline_filer(
        open_forms(store),
        RealFiles(),
        in_folder(gammel, here()),
        in_folder(ny, here()),
        formater=formater,
        folder=in_folder(ud, here()),
        author=_AUTHOR,
        moment=now(),
        formular=_FORMULAR,
    )


def _refuse_wrong_names(navne: tuple[str, ...], *, has_udgaver: bool) -> None:
    """Refuse anything but one delaftale or two Word files. Raises: DanishUsageError."""
    ctx = click.get_current_context()
    files = [navn for navn in navne if navn.lower().endswith((".docx", ".docm", ".doc"))]
    if not navne:
        raise DanishUsageError("Skriv navnet på en delaftale eller to Word-filer.", ctx)
    if len(navne) == 1 and files:
        raise DanishUsageError(f"Der mangler en Word-fil at sammenligne »{navne[0]}« med.", ctx)
    if len(navne) > 1 and len(files) != len(navne):
        raise DanishUsageError("Skriv én delaftale eller to Word-filer (.docx), den gamle først.", ctx)
    if len(navne) > _TWO:
        raise DanishUsageError("Kun to Word-filer kan sammenlignes ad gangen. Slet de andre.", ctx)
    if files and has_udgaver:
        raise DanishUsageError("»--fra« og »--til« bruges kun sammen med en delaftale. Slet dem.", ctx)

"""`delaftale generer`: the official documents, one line for each on stdout."""

from __future__ import annotations

import gc
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.cli.danish import Choice, DanishCommand, DanishOption, DanishUsageError, Value, read_dato
from generator.cli.output import (
    complete_delaftale,
    format_error,
    format_kb,
    format_ms,
    message,
    next_command,
    open_forms,
    open_store,
    show_path,
    today,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from generator.service.generering import Dokument, Mislykket
    from generator.service.udgaver import Udgavevalg

LONG_WORK = 10  # documents; so many take a noticeable time on a slow disk


def _read_udgave(text: str) -> Udgavevalg:
    from generator.errors import GeneratorError  # noqa: PLC0415 - not needed for help
    from generator.service.udgaver import parse_udgave  # noqa: PLC0415

    try:
        return parse_udgave(text)
    except GeneratorError as error:
        raise ValueError(str(error)) from error


@click.command(
    cls=DanishCommand,
    examples=[
        ("delaftale generer", "alt under aftaler/, i output/"),
        ("delaftale generer en-faelles-indsats", "planens delaftaler"),
        ("delaftale generer sammenhængskraft-og-medborgerskab", "én delaftale"),
        ("delaftale generer --udgave 2022-09-14", "det, der gjaldt den dag"),
        ("delaftale generer --alle --ud ~/delaftaler", "alle udgaver, i en anden mappe"),
    ],
)
@click.argument("navne", nargs=-1, metavar="[DELAFTALE]…", shell_complete=complete_delaftale)
@click.option("--udgave", cls=DanishOption, type=Value(_read_udgave), metavar="UDGAVE",
              help="Versionsnummer, dato (det, der gjaldt den dag) eller kladde. Normalt den nyeste version; "
                   "kladden, hvis der ingen er.")  # fmt: skip
@click.option("--alle", cls=DanishOption, is_flag=True, help="Alle versioner, og kladden.")
@click.option("--format", "form", cls=DanishOption, type=Choice("docx"), metavar="FORMAT", default="docx",
              help="Dokumentets format: docx (Word).")  # fmt: skip
@click.option("--ud", cls=DanishOption, type=Value(Path), metavar="MAPPE",
              help="Mappe til dokumenterne. Normalt output ved siden af aftaler.")  # fmt: skip
@click.option("--dato", cls=DanishOption, type=Value(read_dato), metavar="ÅÅÅÅ-MM-DD",
              help="Regn med, at det er denne dag. Normalt i dag.")  # fmt: skip
@click.option("--json", "as_json", cls=DanishOption, is_flag=True, help="Skriv resultatet som JSON.")
def generer(  # noqa: PLR0917 - click hands in by name
    navne: tuple[str, ...],
    udgave: Udgavevalg,
    alle: bool,  # noqa: FBT001
    form: str,  # noqa: ARG001 - one format so far
    ud: Path | None,
    dato: date | None,
    as_json: bool,  # noqa: FBT001
) -> int:
    """Dan de officielle dokumenter af delaftalerne.

    DELAFTALE er »plan/delaftale«, det korte navn, når kun én hedder sådan, eller en plan. Uden navn dannes dokumenter
    af alle delaftaler. For hvert dokument vises fil, størrelse og tid.
    """
    if alle and udgave is not None:
        raise DanishUsageError(
            "»--alle« og »--udgave« kan ikke bruges sammen. Slet den ene.", click.get_current_context()
        )
    from generator.service import generering  # noqa: PLC0415 - not needed for help
    from generator.service.udgaver import list_udgaver  # noqa: PLC0415
    from generator.store.files import RealFiles  # noqa: PLC0415
    from generator.store.forms import load_bevillingsperioder  # noqa: PLC0415

    if not gc.isenabled():  # `main` did without while it imported; what stands now is needed to the end
        gc.freeze()
        gc.enable()

    store = open_store()
    opgaver = generering.find_opgaver(store, navne, udgave, alle=alle)
    results = generering.generer(
        store,
        open_forms(store),
        load_bevillingsperioder(),
        RealFiles(),
        opgaver=opgaver,
        folder=store.root / "output" if ud is None else Path.cwd() / ud.expanduser(),
        today=dato or today(),
    )
    failed, documents = [], []
    for result in _with_progress(results, len(opgaver)):
        if isinstance(result, generering.Mislykket):
            failed.append(result)
            message(format_error(result.error))
        else:
            documents.append(result)
            if not as_json:
                click.echo(f"{show_path(result.path)}  {format_kb(result.size)}  {format_ms(result.seconds)}")
    if as_json:
        click.echo(json.dumps(_as_json(documents, failed), ensure_ascii=False, indent=2))
    if failed:
        message(f"{_count(len(failed))} kunne ikke dannes; {len(documents)} blev skrevet. Ret fejlene, og prøv igen.")
        return 1
    if not alle and any(len(list_udgaver(store, document.ref)) > 1 for document in documents):
        next_command("»delaftale generer --alle« danner alle udgaver.")
    else:
        next_command("»delaftale generer --help« viser, hvordan en anden udgave eller dato vælges.")
    return 0


def _count(number: int) -> str:
    return "1 dokument" if number == 1 else f"{number} dokumenter"


def _with_progress(results: Iterator[Dokument | Mislykket], total: int) -> Iterator[Dokument | Mislykket]:
    """Yield the results; on long work in a terminal behind a bar, all of them once it is through."""
    if total <= LONG_WORK or not sys.stderr.isatty():
        yield from results
        return
    from rich.console import Console  # noqa: PLC0415 - only long work in a terminal needs it
    from rich.progress import track  # noqa: PLC0415

    console = Console(stderr=True)
    yield from list(track(results, "Danner dokumenter", total=total, console=console, transient=True))


def _as_json(documents: list[Dokument], failed: list[Mislykket]) -> dict[str, Any]:
    return {
        "dokumenter": [
            {
                "plan": item.ref.plan,
                "delaftale": item.ref.delaftale,
                "version": item.version,
                "fil": show_path(item.path),
                "bytes": item.size,
                "ms": round(item.seconds * 1000, 1),
            }
            for item in documents
        ],
        "fejl": [{"delaftale": str(item.ref), "besked": str(item.error)} for item in failed],
    }

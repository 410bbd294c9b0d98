"""`delaftale generer`: the official documents, one line for each on stdout."""

from __future__ import annotations

import gc
import json
import sys
from typing import TYPE_CHECKING, Any

import click

from generator.cli.danish import DanishCommand, DanishOption
from generator.cli.option_types import ChoiceList, Value, read_sti
from generator.cli.options import DATO, JSON, UDGAVE
from generator.cli.output import (
    Lines,
    complete_delaftale,
    count_cores,
    format_error,
    format_kb,
    format_ms,
    in_folder,
    message,
    next_command,
    open_forms,
    open_store,
    show_path,
    tell_of_kladder,
    tell_of_ulaeselige,
    today,
)
from generator.cli.usage_errors import DanishUsageError
from generator.text import format_list

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from generator.service.generering import Dokument, Mislykket
    from generator.service.udgaver import Udgavevalg

FORMATS = ("docx", "pdf", "html", "md")
HINTS = {
    "word": "Skriv docx; det er Word-filen.",
    "doc": "Skriv docx; det er Word-filen.",
    "markdown": "Skriv md; det er teksten til en mail.",
    "alle": "Udelad »--format«, så dannes alle fire.",
}
LONG_WORK = 12  # files; so many take a noticeable time on a slow disk


def _read_processer(text: str) -> int:
    if text.isascii() and text.isdigit() and 1 <= int(text) <= 64:  # noqa: PLR2004 - the message says it
        return int(text)
    raise ValueError(f"»{text}« er ikke et antal processer. Skriv et helt tal fra 1 til 64.")


@click.command(
    cls=DanishCommand,
    examples=[
        ("delaftale generer", "alt under aftaler/, i output/"),
        ("delaftale generer en-faelles-indsats", "planens delaftaler"),
        ("delaftale generer sammenhængskraft-og-medborgerskab", "én delaftale"),
        ("delaftale generer --format docx,pdf", "kun Word og PDF"),
        ("delaftale generer --udgave 2022-09-14", "det, der gjaldt den dag"),
        ("delaftale generer --alle --ud ~/delaftaler", "alle udgaver, i en anden mappe"),
        ("delaftale generer --udgave 1 --gengiv", "dan den på ny, og sammenlign med den udgivne"),
    ],
)
@click.argument("navne", nargs=-1, metavar="[DELAFTALE]…", shell_complete=complete_delaftale)
@UDGAVE
@click.option("--alle", cls=DanishOption, is_flag=True, help="Alle versioner, og kladden.")
@click.option("--format", "formats", cls=DanishOption, type=ChoiceList(*FORMATS, hints=HINTS),
              metavar="FORMAT[,FORMAT]…", multiple=True,
             help="Dokumentets formater: docx (Word), pdf, html (til en browser), md (til en mail). "
                   "Normalt alle fire.")  # fmt: skip
@click.option(
    "--med-bemaerkninger",
    cls=DanishOption,
    is_flag=True,
    help="Vis ved felterne, hvad »delaftale kontroller« finder, i en fil for sig. Normalt som html; ikke docx.",
)
@click.option("--ud", cls=DanishOption, type=Value(read_sti), metavar="MAPPE",
              help="Mappe til dokumenterne. Normalt output ved siden af aftaler.")  # fmt: skip
@click.option("--gengiv", cls=DanishOption, is_flag=True,
              help="Dan Word-filen og PDF'en på ny, også når udgaven er udgivet, og fortæl, om de er de samme som de "
                   "udgivne. Normalt skrives de udgivne, byte for byte, som de er gemt.")  # fmt: skip
@DATO
@click.option(
    "--processer",
    cls=DanishOption,
    type=Value(_read_processer),
    metavar="ANTAL",
    help="Hvor mange dele af computeren der arbejder samtidig. Kan altid udelades; så vælger programmet selv.",
)
@JSON
def generer(  # noqa: PLR0917 - click hands in by name
    navne: tuple[str, ...],
    udgave: Udgavevalg,
    alle: bool,  # noqa: FBT001 - click hands in by name
    formats: tuple[tuple[str, ...], ...],
    med_bemaerkninger: bool,  # noqa: FBT001 - click hands in by name
    ud: Path | None,
    gengiv: bool,  # noqa: FBT001 - click hands in by name
    dato: date | None,
    processer: int | None,
    as_json: bool,  # noqa: FBT001 - click hands in by name
) -> int:
    """Dan de officielle dokumenter af delaftalerne.

    DELAFTALE er »plan/delaftale«, det korte navn, når kun én hedder sådan, eller en plan. Uden navn dannes dokumenter
    af alle delaftaler. For hver fil vises navn, størrelse og tid.
    """
    chosen = {word for words in formats for word in words}
    given = {"--alle": alle, "--udgave": udgave is not None, "--gengiv": gengiv,
             "--med-bemaerkninger": med_bemaerkninger}  # fmt: skip
    _refuse_contradictions(chosen, {name for name, is_given in given.items() if is_given})
    from generator.cli.udgivet import choose_gengivelse, tell_of_udgivelser  # noqa: PLC0415 - not needed for help
    from generator.service import generering  # noqa: PLC0415
    from generator.service.formater import ALLE_FORMATER, Dokumentformat  # noqa: PLC0415
    from generator.store.files import RealFiles  # noqa: PLC0415
    from generator.store.viden import load_bevillingsperioder  # noqa: PLC0415

    if not gc.isenabled():  # `main` did without while it imported; what stands now is needed to the end
        gc.freeze()
        gc.enable()

    store = open_store()
    opgaver = generering.find_opgaver(store, navne, udgave, alle=alle)
    usual = (Dokumentformat.HTML,) if med_bemaerkninger else ALLE_FORMATER
    formater = tuple(Dokumentformat(word) for word in chosen) or usual
    again = choose_gengivelse(dato, gengiv=gengiv)
    results = generering.generer(
        store,
        open_forms(store),
        load_bevillingsperioder(),
        RealFiles(),
        opgaver=opgaver,
        folder=in_folder(ud, store.root / "output"),
        today=dato or today(),
        formater=formater,
        med_bemaerkninger=med_bemaerkninger,
        med_kontrol=len(opgaver) < LONG_WORK and formater != (Dokumentformat.DOCX,),
        gengiv=again,
        processer=processer or generering.choose_processer(len(opgaver), formater, count_cores()),
    )
    failed, documents, lines = [], [], Lines()
    for result in _with_progress(results, len(opgaver) * len(formater)):
        if isinstance(result, generering.Mislykket):
            failed.append(result)
            message(format_error(result.error))
        else:
            documents.append(result)
            if not as_json:
                lines.add(f"{show_path(result.path)}  {format_kb(result.size)}  {format_ms(result.seconds)}")
    if as_json:
        lines.add(json.dumps(_as_json(documents, failed), ensure_ascii=False, indent=2))
    _tell_of_koder(documents)
    tell_of_udgivelser(documents, again)
    if udgave is None and not alle:
        tell_of_kladder(store, dict.fromkeys(item.ref for item in documents if item.version is not None))
    unread = tell_of_ulaeselige(store)
    lines.finish()
    if failed:
        written = "1 fil" if len(documents) == 1 else f"{len(documents)} filer"
        message(f"{_count(len(failed))} kunne ikke dannes; {written} blev skrevet. Ret fejlene, og prøv igen.")
        return 1
    if unread:
        return 1
    if med_bemaerkninger:
        next_command("Åbn filen, og ret i YAML-filen det, som bemærkningerne giver anledning til.")
    else:
        _suggest(documents, navne, udgave, dato)
    return 0


def _refuse_contradictions(chosen: set[str], given: set[str]) -> None:
    """Refuse options that exclude each other. Raises: DanishUsageError."""
    ctx = click.get_current_context()
    for one, other in (("--alle", "--udgave"), ("--gengiv", "--med-bemaerkninger")):
        if {one, other} <= given:
            raise DanishUsageError(f"»{one}« og »{other}« kan ikke bruges sammen. Slet den ene.", ctx)
    if "--med-bemaerkninger" in given and "docx" in chosen:
        raise DanishUsageError(
            "Bemærkninger kan ikke vises i Word-dokumentet. Slet docx eller »--med-bemaerkninger«.", ctx
        )


def _tell_of_koder(documents: list[Dokument]) -> None:
    """Say which characters a PDF shows by their numbers, since none of its fonts has them."""
    for item in documents:
        if item.koder:
            signs = format_list(f"{sign} (U+{ord(sign):04X})" if sign.isprintable() else f"U+{ord(sign):04X}"
                                for sign in item.koder)  # fmt: skip
            message(f"»{show_path(item.path)}« viser {signs} som koder, fordi PDF'ens skrifter ikke har tegnet. "
                    "De andre formater har det.")  # fmt: skip


def _suggest(documents: list[Dokument], navne: tuple[str, ...], udgave: Udgavevalg, dato: date | None) -> None:
    """Say what comes next: what stands in the way of an approval, else to look, and to check."""
    wrong = {(item.ref, item.version): item.fejl for item in documents if item.fejl}
    day = "" if dato is None else f" --dato {dato}"
    if len(wrong) == 1:
        ((ref, version), fejl), *_ = wrong.items()
        choice = f"{ref} --udgave {'kladde' if version is None else version}{day}"
        next_command(f"Der er {fejl} fejl i »{ref}«. Se dem med »delaftale kontroller {choice}«.")
    elif wrong:
        next_command(f"Der er fejl i {len(wrong)} af dem. Se dem med »delaftale kontroller{day}«.")
    else:
        choice = "".join(f" {navn}" for navn in dict.fromkeys(navne))
        edition = "" if udgave is None else f" --udgave {getattr(udgave, 'value', udgave)}"
        next_command(f"»delaftale kontroller{choice}{edition}{day}« ser efter fejl og mangler.")


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
                "format": item.format.value,
                "fil": show_path(item.path),
                "udgivet": None if item.udgivet is None else item.udgivet.post,
                "som_udgivet": item.ens,
                "bytes": item.size,
                "ms": round(item.seconds * 1000, 1),
            }
            for item in documents
        ],
        "fejl": [{"delaftale": str(item.ref), "besked": str(item.error)} for item in failed],
    }

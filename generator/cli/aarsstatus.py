"""`delaftale aarsstatus`: the year's status to fill in, and, with `--format`, the bilag that is made of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from generator.cli.danish import DanishCommand, DanishOption
from generator.cli.option_types import ChoiceList, Value, read_sti
from generator.cli.options import DATO, UDGAVE
from generator.cli.output import (
    complete_delaftale,
    format_kb,
    in_folder,
    message,
    next_command,
    open_forms,
    open_store,
    show_path,
    today,
)
from generator.cli.usage_errors import DanishUsageError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from generator.service.aarsstatus import Statusskema
    from generator.service.udgaver import Udgavevalg
    from generator.store.folder import FolderStore
    from generator.store.port import DelaftaleRef

FORMATS = ("docx", "pdf", "html", "md")
_MAX_NAMES = 5  # of new lines, said one by one


def _read_aar(text: str) -> int:
    if text.isascii() and text.isdigit() and len(text) == len("2022"):
        return int(text)
    raise ValueError(f"»{text}« er ikke et år. Skriv fire cifre, fx 2022.")


@click.command(
    cls=DanishCommand,
    examples=[
        ("delaftale aarsstatus beskæftigelse --aar 2022", "lav skemaet, eller se, hvad der mangler i det"),
        ("delaftale aarsstatus beskæftigelse --aar 2022 --format pdf", "bilaget til bestyrelsen"),
    ],
)
@click.argument("navn", metavar="DELAFTALE", shell_complete=complete_delaftale)
@click.option("--aar", cls=DanishOption, type=Value(_read_aar), metavar="ÅÅÅÅ",
              help="Det år, status gælder. Skal skrives.")  # fmt: skip
@click.option("--format", "formats", cls=DanishOption, type=ChoiceList(*FORMATS), metavar="FORMAT[,FORMAT]…",
              multiple=True, help="Dan bilaget af det udfyldte skema som docx, pdf, html eller md.")  # fmt: skip
@click.option("--ud", cls=DanishOption, type=Value(read_sti), metavar="MAPPE",
              help="Mappe til bilaget. Normalt output ved siden af aftaler.")  # fmt: skip
@UDGAVE
@DATO
def aarsstatus(  # noqa: PLR0917 - click hands in by name
    navn: str,
    aar: int | None,
    formats: tuple[tuple[str, ...], ...],
    ud: Path | None,
    udgave: Udgavevalg,
    dato: date | None,
) -> int:
    """Gør årets status for en delaftale op: en linje for hvert delmål og hver indikator.

    DELAFTALE er »plan/delaftale« eller det korte navn, når kun én hedder sådan. Første gang skrives skemaet som en fil
    ved siden af delaftalen. Køres kommandoen igen, bevares det udfyldte, nye dele af delaftalen kommer til, og der
    siges til om det, der mangler. Med --format dannes bilaget til bestyrelsen. Er der fejl i tallene, ender kommandoen
    med 3.
    """
    if aar is None:
        raise DanishUsageError(
            "»--aar« mangler. Skriv det år, status gælder, fx --aar 2022.", click.get_current_context()
        )
    from generator.store.port import resolve_delaftale  # noqa: PLC0415 - not needed for help

    store = open_store()
    ref = resolve_delaftale(store, navn)
    day = dato or today()
    if formats:
        chosen = {word for words in formats for word in words}
        folder = in_folder(ud, store.root / "output")
        return _write_bilag(store, ref, aar, udgave=udgave, day=day, formats=chosen, folder=folder)
    from generator.service.aarsstatus import make_statusskema  # noqa: PLC0415 - not needed for help
    from generator.store.viden import load_datakilder  # noqa: PLC0415

    skema = make_statusskema(store, ref, aar, valg=udgave, datakilder=load_datakilder(), today=day)
    click.echo(show_path(store.root / skema.fil))
    _tell(skema)
    return _suggest(skema)


def _tell(skema: Statusskema) -> None:
    """Say what a form that was there before has got and lost."""
    if skema.tilfoejet:
        message(f"Nyt i skemaet: {_names(skema.tilfoejet)}.")
    for item in skema.udgaaet:
        kept = "Det, der er udfyldt, står stadig i filen; slet det, hvis det ikke skal med."
        message(f"Udgået af delaftalen: {item.navn}. {kept if item.er_bevaret else 'Linjen var tom og er slettet.'}")
    if skema.kommentarer:
        message("Jeres egne kommentarer er flyttet ned nederst i filen.")


def _names(names: Sequence[str]) -> str:
    from generator.text import format_list  # noqa: PLC0415 - seldom needed

    shown = [f"»{name}«" for name in names[:_MAX_NAMES]]
    return format_list([*shown, f"{len(names) - len(shown)} andre"] if len(names) > len(shown) else shown)


def _suggest(skema: Statusskema) -> int:
    """Say what is left to do, and return the exit code."""
    from generator.rules import count, summarize  # noqa: PLC0415 - not needed for help

    if skema.er_ny:
        next_command(f"Udfyld filen, og se, hvad der mangler, med »delaftale kontroller {skema.ref}«.")
        return 0
    if skema.findings:
        said = summarize(skema.findings)
        message(f"Status for {skema.aar}: {said}.")
        next_command(f"Se dem med »delaftale kontroller {skema.ref}«.")
        return 3 if count(skema.findings)[0] else 0
    message(f"Status for {skema.aar} er udfyldt.")
    next_command(f"»delaftale aarsstatus {skema.ref} --aar {skema.aar} --format pdf« danner bilaget.")
    return 0


def _write_bilag(
    store: FolderStore, ref: DelaftaleRef, aar: int, *, udgave: Udgavevalg, day: date, formats: set[str], folder: Path
) -> int:
    """Write the bilag, say where, one line a file, and what is wrong in it; return the exit code."""
    from generator.rules import count, summarize  # noqa: PLC0415 - not needed for help
    from generator.service.aarsstatus import find_aarsfund, read_bilag, write_bilag  # noqa: PLC0415 - same
    from generator.service.formater import Dokumentformat  # noqa: PLC0415
    from generator.store.files import RealFiles  # noqa: PLC0415
    from generator.store.viden import load_bevillingsperioder, load_datakilder  # noqa: PLC0415

    indhold = read_bilag(store, ref, aar, valg=udgave, perioder=load_bevillingsperioder(), today=day)
    made: Any = write_bilag(
        indhold,
        open_forms(store),
        RealFiles(),
        path=folder / ref.plan / f"{ref.delaftale}-status-{aar}",
        formater={Dokumentformat(word) for word in formats},
        day=day,
    )
    for item in made:
        click.echo(f"{show_path(item.path)}  {format_kb(item.size)}")
    findings = find_aarsfund(store, ref, aar, delaftale=indhold.delaftale, datakilder=load_datakilder(), today=day)
    if count(findings)[0]:
        message(f"Status for {aar}: {summarize(findings)}. Bilaget er dannet; ret fejlene, før det lægges frem.")
        next_command(f"Se dem med »delaftale kontroller {ref}«.")
        return 3
    next_command("Det kommer selv med som bilag, når dagsordenen til den årlige revision sendes ud.")
    return 0

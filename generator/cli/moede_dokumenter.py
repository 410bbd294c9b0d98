"""`delaftale moede dokumenter`: dagsorden, referat, an extract, what changes, and the text as it would read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from generator.cli.danish import DanishCommand, DanishOption
from generator.cli.moede_faelles import MOEDE, day_of, suggest
from generator.cli.option_types import ChoiceList, Value, read_sti
from generator.cli.options import DATO, PLAN
from generator.cli.output import format_kb, in_folder, message, open_forms, open_store, show_path
from generator.text import to_ascii

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from generator.service.moedefiler import Bestilling

FORMATS = ("docx", "pdf", "html", "md")


@click.command(
    cls=DanishCommand,
    examples=[
        ("delaftale moede dokumenter 2026-09-14", "dagsordenen; referatet, når mødet er afsluttet"),
        ("delaftale moede dokumenter 2026-09-14 --aendringer --format pdf", "ændringerne på én side"),
        ("delaftale moede dokumenter 2026-09-14 --samlet beskaeftigelse", "aftalen, som den ville lyde"),
        ("delaftale moede dokumenter 2026-09-14 --referat --offentlig", "uden det, der er lukket"),
        ("delaftale moede dokumenter 2026-09-14 --udskrift 4", "udskrift af ét punkt"),
    ],
)
@MOEDE
@click.option("--dagsorden", cls=DanishOption, is_flag=True, help="Dagsordenen; som PDF også samlet med åbne bilag.")
@click.option("--referat", cls=DanishOption, is_flag=True, help="Referatet, også som udkast før mødet er afsluttet.")
@click.option("--udskrift", cls=DanishOption, metavar="PUNKT", multiple=True,
              help="Udskrift af referatet for ét punkt: nummer eller id. Kan gentages.")  # fmt: skip
@click.option("--aendringer", cls=DanishOption, is_flag=True, help="Ændringerne på én side.")
@click.option("--samlet", cls=DanishOption, metavar="DELAFTALE", multiple=True,
              help="Delaftalen, som den ville lyde, hvis alle forslag godkendes. Kan gentages.")  # fmt: skip
@click.option("--offentlig", cls=DanishOption, is_flag=True,
              help="Udelad indholdet af lukkede punkter og lukkede bilag.")  # fmt: skip
@click.option("--format", "formats", cls=DanishOption, type=ChoiceList(*FORMATS), metavar="FORMAT[,FORMAT]…",
              multiple=True, help="docx, pdf, html eller md. Normalt alle fire.")  # fmt: skip
@click.option("--ud", cls=DanishOption, type=Value(read_sti), metavar="MAPPE",
              help="Mappe til dokumenterne. Normalt output ved siden af aftaler.")  # fmt: skip
@PLAN
@DATO
def dokumenter(  # noqa: PLR0917 - click hands in by name
    moede: date,
    dagsorden: bool,  # noqa: FBT001 - click hands in by name
    referat: bool,  # noqa: FBT001 - click hands in by name
    udskrift: tuple[str, ...],
    aendringer: bool,  # noqa: FBT001 - click hands in by name
    samlet: tuple[str, ...],
    offentlig: bool,  # noqa: FBT001 - click hands in by name
    formats: tuple[tuple[str, ...], ...],
    ud: Path | None,
    plan: str | None,
    dato: date | None,
) -> None:
    """Dan mødets dokumenter.

    Uden valg dannes dagsordenen, og er mødet afsluttet, referatet. For hver fil vises navn og størrelse. Dokumenterne
    lægges i output og kan altid dannes igen; det, der er sendt ud, ligger ved siden af mødet.
    """
    from generator.service.formater import ALLE_FORMATER, Dokumentformat  # noqa: PLC0415 - not needed for help
    from generator.service.moedefiler import write_moedefiler  # noqa: PLC0415
    from generator.service.moeder import find_plan, open_moede  # noqa: PLC0415
    from generator.service.udgivelse import Udgiver  # noqa: PLC0415
    from generator.store.files import RealFiles  # noqa: PLC0415
    from generator.store.viden import load_bevillingsperioder  # noqa: PLC0415

    store = open_store()
    aabent = open_moede(store, find_plan(store, plan), moede)
    flags = {"dagsorden": dagsorden, "referat": referat, "aendringer": aendringer}
    orders = _orders([name for name, is_given in flags.items() if is_given], udskrift, samlet)
    usual = "referat" if aabent.moede.er_afsluttet else "dagsorden"
    done = write_moedefiler(
        store,
        aabent,
        Udgiver(open_forms(store), load_bevillingsperioder()),
        RealFiles(),
        bestillinger=orders or _orders([usual], (), ()),
        folder=in_folder(ud, store.root / "output"),
        formater=tuple(Dokumentformat(word) for words in formats for word in words) or ALLE_FORMATER,
        today=day_of(dato),
        offentlig=offentlig,
    )
    for item in done.filer:
        click.echo(f"{show_path(item.path)}  {format_kb(item.size)}")
    for text in done.meldinger:
        message(text)
    suggest(aabent.moede, aabent.planlog.tilstand)


def _orders(names: Sequence[str], udskrift: Sequence[str], samlet: Sequence[str]) -> tuple[Bestilling, ...]:
    from generator.service.moededokumenter import Moededokument  # noqa: PLC0415 - not needed for help
    from generator.service.moedefiler import Bestilling  # noqa: PLC0415

    return (
        *(Bestilling(Moededokument.of(name)) for name in names),
        *(Bestilling(Moededokument.UDSKRIFT, punkt=punkt) for punkt in udskrift),
        *(Bestilling(Moededokument.SAMLET, delaftale=to_ascii(name).lower().rpartition("/")[2]) for name in samlet),
    )

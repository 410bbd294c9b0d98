"""`delaftale moede opgave|afslut|referat`: tasks, closing the meeting, and the life of its referat."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.danish import DanishCommand, DanishOption
from generator.cli.moede_faelles import MOEDE, act_on, day_of, told
from generator.cli.option_types import Value, read_dato
from generator.cli.options import AF, DATO, PLAN
from generator.cli.output import in_folder, make_handling, message, next_command, open_forms, open_store
from generator.cli.usage_errors import DanishUsageError
from generator.text import format_list, format_short_date

if TYPE_CHECKING:
    from datetime import date

    from generator.model.moede import Moede
    from generator.service.moeder import AabentMoede


@click.command(
    cls=DanishCommand,
    examples=[
        (
            'delaftale moede opgave 2026-09-14 4 "Spørg kommunen om tallene" --ansvarlig chef --frist 2026-11-01',
            "en opgave fra punkt 4",
        ),
        ("delaftale moede opgave 2026-09-14 --udfoert spoerg-kommunen-om-tallene", "opgaven er udført"),
    ],
)
@MOEDE
@click.argument("navn", metavar="PUNKT", required=False)
@click.argument("tekst", metavar="OPGAVE", required=False)
@click.option("--ansvarlig", cls=DanishOption, metavar="PERSON", help="Den, der skal gøre det.")
@click.option(
    "--frist", cls=DanishOption, type=Value(read_dato), metavar="ÅÅÅÅ-MM-DD", help="Hvornår det skal være gjort."
)
@click.option("--udfoert", cls=DanishOption, metavar="OPGAVE", help="Opgavens id, som »moede vis« viser det.")
@PLAN
@DATO
def opgave(  # noqa: PLR0917 - click hands in by name
    moede: date,
    navn: str | None,
    tekst: str | None,
    ansvarlig: str | None,
    frist: date | None,
    udfoert: str | None,
    plan: str | None,
    dato: date | None,
) -> None:
    """Notér en opgave fra et punkt, eller at en opgave er udført. Åbne opgaver kommer med på næste dagsorden."""
    from generator.workflow.moederedigering import add_opgave, finish_opgave  # noqa: PLC0415 - not needed for help

    if udfoert is not None:
        act_on(moede, plan, lambda aabent: finish_opgave(aabent.moede, udfoert, day_of(dato)))
        click.echo(f"Opgaven »{udfoert}« er udført.")
        return
    if navn is None or tekst is None or ansvarlig is None:
        raise DanishUsageError("Skriv PUNKT, OPGAVE og »--ansvarlig«.", click.get_current_context())
    made: list[str] = []

    def act(aabent: AabentMoede) -> Moede:
        from generator.service.akter import UnknownPersonError  # noqa: PLC0415 - not needed for help

        if aabent.register.find(ansvarlig) is None:
            raise UnknownPersonError(ansvarlig, [item.id for item in aabent.register.personer])
        after, item = add_opgave(aabent.moede, navn, tekst, ansvarlig, frist)
        made.append(item.id)
        return after

    act_on(moede, plan, act)
    click.echo(f"Opgaven »{made[0]}« er noteret.")


@click.command(
    cls=DanishCommand,
    examples=[("delaftale moede afslut 2026-09-14", "beslutningerne gælder, og versionerne bliver til")],
)
@MOEDE
@PLAN
@DATO
@AF
def afslut(moede: date, plan: str | None, dato: date | None, af: str) -> None:
    """Afslut mødet: det, der er godkendt, bliver til nye versioner, og beslutningerne står i beslutningsloggen.

    Alt sker på én gang eller slet ikke. Mangler der noget, siges det hele.
    """
    from generator.service.moeder import find_plan  # noqa: PLC0415 - not needed for help
    from generator.service.moedeslut import afslut_moede  # noqa: PLC0415
    from generator.service.udgivelse import Udgiver  # noqa: PLC0415
    from generator.store.viden import load_bevillingsperioder  # noqa: PLC0415

    store = open_store()
    udgiver = Udgiver(open_forms(store), load_bevillingsperioder())
    done = afslut_moede(store, find_plan(store, plan), moede, make_handling(dato, af), udgiver)
    for text in (*done.meldinger, *done.advarsler):
        message(text)
    posts = "ingen post" if not done.poster else f"post {format_list(str(nr) for nr in done.poster)}"
    click.echo(f"Mødet den {format_short_date(moede)} er afsluttet ({posts}).")
    for delaftale, nr in done.versioner:
        click.echo(f"{delaftale}: version {nr}")
    if done.kontrolkode:
        click.echo(f"Kontrolkode: {done.kontrolkode}")
    for name, why in done.konflikter.items():
        message(f"»{name}« passer ikke mere til teksten og går tilbage til chefen: {' '.join(why)}")
    next_command(f"»delaftale moede referat {moede} --udsend« sender referatet ud.")


@click.command(
    cls=DanishCommand,
    examples=[
        ("delaftale moede referat 2026-09-14 --udsend", "referatet er sendt ud"),
        (
            'delaftale moede referat 2026-09-14 --bemaerkning "Der stod 14, ikke 12" --bemaerket-af politi --punkt 4',
            "en bemærkning",
        ),
        ("delaftale moede referat 2026-09-14 --godkend-ved-tavshed", "fristen er udløbet uden bemærkninger"),
    ],
)
@MOEDE
@click.option("--udsend", cls=DanishOption, is_flag=True, help="Dan referatet, og notér, at det er sendt ud.")
@click.option("--bemaerkning", cls=DanishOption, metavar="TEKST", help="En bemærkning til referatet.")
@click.option("--bemaerket-af", "person", cls=DanishOption, metavar="PERSON", help="Den, bemærkningen kommer fra.")
@click.option("--punkt", cls=DanishOption, metavar="PUNKT", help="Det punkt, bemærkningen gælder.")
@click.option("--svar", cls=DanishOption, metavar="TEKST", help="Det, bestyrelsen svarede på en bemærkning.")
@click.option(
    "--nummer", cls=DanishOption, type=int, metavar="NR", help="Bemærkningens nummer, som »moede vis« viser det."
)
@click.option("--godkend-ved-tavshed", cls=DanishOption, is_flag=True,
              help="Referatet er godkendt, fordi fristen er udløbet; kun hvis planens regler siger det.")  # fmt: skip
@click.option("--underskrevet", cls=DanishOption, metavar="FIL.pdf", type=click.Path(path_type=Path),
              help="Den underskrevne udgave; den gemmes med sin kontrolsum.")  # fmt: skip
@PLAN
@DATO
@AF
def referat(  # noqa: PLR0917 - click hands in by name
    moede: date,
    udsend: bool,  # noqa: FBT001 - a flag of the command line
    bemaerkning: str | None,
    person: str | None,
    punkt: str | None,
    svar: str | None,
    nummer: int | None,
    godkend_ved_tavshed: bool,  # noqa: FBT001 - a flag of the command line
    underskrevet: Path | None,
    plan: str | None,
    dato: date | None,
    af: str,
) -> None:
    """Send referatet ud, og notér bemærkninger, svar, godkendelse og den underskrevne udgave.

    På næste møde godkendes referatet under sit eget punkt. En bemærkning, der ændrer en beslutning, besluttes dér.
    """
    ctx = click.get_current_context()
    chosen = [udsend, bemaerkning is not None, svar is not None, godkend_ved_tavshed, underskrevet is not None]
    if sum(chosen) != 1:
        raise DanishUsageError(
            "Skriv ét af »--udsend«, »--bemaerkning«, »--svar«, »--godkend-ved-tavshed« og »--underskrevet«.", ctx
        )
    from generator.service import moedereferat  # noqa: PLC0415 - not needed for help
    from generator.service.moeder import find_plan  # noqa: PLC0415
    from generator.service.udgivelse import Udgiver  # noqa: PLC0415
    from generator.store.viden import load_bevillingsperioder  # noqa: PLC0415

    store, day = open_store(), day_of(dato)
    plan_id = find_plan(store, plan)
    if bemaerkning is not None:
        if person is None:
            raise DanishUsageError("»--bemaerket-af« mangler: Hvem har bemærkningen?", ctx)
        done = told(moedereferat.bemaerk(store, plan_id, moede, person, bemaerkning, punkt=punkt, today=day))
        click.echo(f"Bemærkningen er noteret ({len(done.moede.referat.bemaerkninger)} i alt).")
        next_command("Den behandles på næste møde under godkendelsen af referatet.")
    elif svar is not None:
        told(moedereferat.svar(store, plan_id, moede, nummer or 1, svar))
        click.echo("Svaret er noteret.")
    elif underskrevet is not None:
        from generator.service.moedebilag import MAX_BILAG  # noqa: PLC0415 - not needed for the rest
        from generator.store.files import RealFiles  # noqa: PLC0415

        data = RealFiles().read(in_folder(underskrevet, underskrevet), MAX_BILAG)
        done = told(moedereferat.gem_underskrevet(store, plan_id, moede, underskrevet.name, data))
        kept = done.moede.referat.underskrevet
        click.echo(f"Den underskrevne udgave er gemt: {'' if kept is None else kept.sti}")
    elif godkend_ved_tavshed:
        udgiver = Udgiver(open_forms(store), load_bevillingsperioder())
        told(moedereferat.godkend_ved_tavshed(store, plan_id, moede, make_handling(dato, af), udgiver))
        click.echo(f"Referatet af mødet den {format_short_date(moede)} er godkendt.")
    else:
        udgiver = Udgiver(open_forms(store), load_bevillingsperioder())
        done = told(moedereferat.udsend(store, plan_id, moede, udgiver, day))
        for fil in done.moede.referat.filer:
            click.echo(f"aftaler/{plan_id}/{fil.sti}")
        due = done.moede.referat.frist
        message(f"Bemærkninger senest {format_short_date(due)}." if due else "Planen har ingen frist for bemærkninger.")

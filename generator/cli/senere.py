"""`delaftale forbehold|endelig-ordlyd|rettelse`: what comes of a decision, or of spelling, between meetings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from generator.cli.danish import DanishCommand, DanishOption
from generator.cli.option_types import Value, read_dato
from generator.cli.options import AF, DATO, PLAN
from generator.cli.output import make_handling, message, next_command, open_forms, open_store
from generator.cli.usage_errors import DanishUsageError
from generator.text import format_short_date

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from generator.service.akter import Gemt, Handling
    from generator.store.folder import FolderStore
    from generator.store.port import Store

_GAELDER_FRA = click.option(
    "--gaelder-fra", cls=DanishOption, type=Value(read_dato), metavar="ÅÅÅÅ-MM-DD",
    help="Den dag, teksten gælder fra. Normalt i dag.",
)  # fmt: skip


@click.command(
    cls=DanishCommand,
    examples=[
        ('delaftale forbehold 2026-ny-aktivitet --opfyldt --grundlag "LBF har godkendt, j.nr. 12-34"', "det gælder nu"),
        ('delaftale forbehold 2026-ny-aktivitet --ikke-opfyldt --grundlag "LBF har sagt nej"', "det bortfalder"),
    ],
)
@click.argument("forslag", metavar="FORSLAG")
@click.option("--opfyldt/--ikke-opfyldt", cls=DanishOption, default=None, help="Om forbeholdet er opfyldt.")
@click.option("--grundlag", cls=DanishOption, metavar="TEKST", help="Hvordan det vides. Ingen personnavne.")
@_GAELDER_FRA
@PLAN
@DATO
@AF
def forbehold(  # noqa: PLR0917 - click hands in by name
    forslag: str,
    opfyldt: bool | None,  # noqa: FBT001 - a flag of the command line
    grundlag: str | None,
    gaelder_fra: date | None,
    plan: str | None,
    dato: date | None,
    af: str,
) -> None:
    """Registrér, at et forbehold er opfyldt, så beslutningen gælder, eller ikke er, så den bortfalder."""
    if opfyldt is None or grundlag is None:
        raise DanishUsageError("Skriv »--opfyldt« eller »--ikke-opfyldt« og »--grundlag«.", click.get_current_context())
    from generator.service.beslutning import afgoer_forbehold  # noqa: PLC0415 - not needed for help

    def act(serie: Store, plan_id: str, handling: Handling) -> Gemt:
        fra = (gaelder_fra or handling.dato) if opfyldt else None
        return afgoer_forbehold(
            serie, plan_id, handling, forslag=forslag, opfyldt=opfyldt, grundlag=grundlag, gaelder_fra=fra
        )

    done = _issue(plan, dato, af, lambda _: act)
    click.echo(
        f"Forbeholdet er {'opfyldt' if opfyldt else 'ikke opfyldt, og beslutningen bortfalder'} (post {done.post})."
    )
    _tell(done)


@click.command(
    "endelig-ordlyd",
    cls=DanishCommand,
    examples=[
        ('delaftale endelig-ordlyd 2026-formaal --ordlyd "Formandskabet har godkendt teksten."', "som indstillet"),
        (
            'delaftale endelig-ordlyd 2026-formaal --ordlyd "Godkendt." --felt "Beboervejledning, Formål" --tekst "…"',
            "med formandskabets egen ordlyd",
        ),
    ],
)
@click.argument("forslag", metavar="FORSLAG")
@click.option("--ordlyd", cls=DanishOption, metavar="TEKST", help="Det, formandskabet har fastlagt.")
@click.option("--felt", cls=DanishOption, metavar="FELT", multiple=True, help="Et felt med formandskabets ordlyd.")
@click.option("--tekst", cls=DanishOption, metavar="TEKST", multiple=True, help="Feltets ordlyd.")
@_GAELDER_FRA
@PLAN
@DATO
@AF
def endelig_ordlyd(  # noqa: PLR0917 - click hands in by name
    forslag: str,
    ordlyd: str | None,
    felt: tuple[str, ...],
    tekst: tuple[str, ...],
    gaelder_fra: date | None,
    plan: str | None,
    dato: date | None,
    af: str,
) -> None:
    """Registrér den endelige ordlyd, som bestyrelsen bemyndigede formandskabet til at godkende."""
    if ordlyd is None:
        raise DanishUsageError("»--ordlyd« mangler: Hvad har formandskabet fastlagt?", click.get_current_context())
    if len(felt) != len(tekst):
        raise DanishUsageError("Hvert »--felt« skal følges af ét »--tekst«.", click.get_current_context())
    from generator.service.akter import open_planlog  # noqa: PLC0415 - not needed for help
    from generator.service.beslutning import fastlaeg_ordlyd  # noqa: PLC0415
    from generator.service.egen_ordlyd import word_egne_aendringer  # noqa: PLC0415

    def prepare(store: FolderStore) -> Callable[[Store, str, Handling], Gemt]:
        def act(serie: Store, plan_id: str, handling: Handling) -> Gemt:
            own = None
            if felt:
                pairs = tuple(zip(felt, tekst, strict=True))
                own = word_egne_aendringer(store, open_planlog(store, plan_id), forslag, pairs)
            fra = gaelder_fra or handling.dato
            return fastlaeg_ordlyd(
                serie, plan_id, handling, forslag=forslag, ordlyd=ordlyd, gaelder_fra=fra, aendringer=own
            )

        return act

    done = _issue(plan, dato, af, prepare)
    click.echo(f"Den endelige ordlyd er registreret (post {done.post}).")
    _tell(done)


def _issue(
    plan: str | None,
    dato: date | None,
    af: str,
    prepare: Callable[[FolderStore], Callable[[Store, str, Handling], Gemt]],
) -> Gemt:
    """Make an act and issue the versions that come of it, as one."""
    from generator.service.moeder import find_plan  # noqa: PLC0415 - not needed for help
    from generator.service.udgivelse import Udgiver, med_udgivelse  # noqa: PLC0415
    from generator.store.viden import load_bevillingsperioder  # noqa: PLC0415

    store = open_store()
    plan_id, handling, act = find_plan(store, plan), make_handling(dato, af), prepare(store)
    udgiver = Udgiver(open_forms(store), load_bevillingsperioder())
    made = med_udgivelse(store, plan_id, handling, udgiver, lambda serie: act(serie, plan_id, handling))
    for text in made.meldinger:
        message(text)
    return made.resultat


def _tell(done: Gemt) -> None:
    for text in (*done.meldinger, *done.advarsler):
        message(text)
    for delaftale, nr in done.versioner:
        click.echo(f"{delaftale}: version {nr}")
    click.echo(f"Kontrolkode: {done.kontrolkode}")
    next_command("»delaftale generer« danner dokumenterne.")


@click.command(
    cls=DanishCommand,
    examples=[
        ('delaftale rettelse beskæftigelse --begrundelse "Stavefejl i Formål"', "kladden bliver en rettet udgave"),
    ],
)
@click.argument("navn", metavar="DELAFTALE")
@click.option("--begrundelse", cls=DanishOption, metavar="TEKST", help="Hvad rettelsen går ud på.")
@_GAELDER_FRA
@DATO
@AF
def rettelse(navn: str, begrundelse: str | None, gaelder_fra: date | None, dato: date | None, af: str) -> None:
    """Gør en kladde med stavefejl og lignende til en rettet udgave uden om et møde. Bestyrelsen orienteres på næste.

    Alt andet end redaktionelle rettelser afvises: det skal indstilles.
    """
    if begrundelse is None:
        raise DanishUsageError("»--begrundelse« mangler: Hvad går rettelsen ud på?", click.get_current_context())
    from generator.service.kladderettelse import ret_fra_kladde  # noqa: PLC0415 - not needed for help
    from generator.service.udgivelse import Udgiver, med_udgivelse  # noqa: PLC0415
    from generator.store.port import resolve_delaftale  # noqa: PLC0415
    from generator.store.viden import load_bevillingsperioder  # noqa: PLC0415

    store = open_store()
    ref, handling = resolve_delaftale(store, navn), make_handling(dato, af)
    fra = gaelder_fra or handling.dato
    made = med_udgivelse(
        store,
        ref.plan,
        handling,
        Udgiver(open_forms(store), load_bevillingsperioder()),
        lambda serie: ret_fra_kladde(serie, ref, handling, begrundelse=begrundelse, gaelder_fra=fra),
    )
    for text in made.meldinger:
        message(text)
    click.echo(f"{ref}: rettelsen gælder fra {format_short_date(fra)} (post {made.resultat.post}).")
    _tell(made.resultat)

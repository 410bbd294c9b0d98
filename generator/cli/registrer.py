"""`delaftale registrer`: enter an edition that was adopted outside the program, with what is known of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from generator.cli.danish import DanishCommand, DanishOption
from generator.cli.option_types import Value, read_dato
from generator.cli.options import AF, DATO
from generator.cli.output import complete_delaftale, make_handling, message, next_command, open_forms, open_store
from generator.cli.usage_errors import DanishUsageError
from generator.text import format_short_date

if TYPE_CHECKING:
    from datetime import date

UKENDT = "ukendt"


def _read_vedtaget(text: str) -> date | str:
    return UKENDT if text.strip().lower() == UKENDT else read_dato(text)


@click.command(
    cls=DanishCommand,
    examples=[
        ('delaftale registrer beskæftigelse --grundlag "Bilag til den strategiske aftale"', "den første udgave"),
        (
            'delaftale registrer beskæftigelse --grundlag "Referat" --vedtaget 2022-09-14 --efterfoelgende',
            "en senere udgave, der er vedtaget uden om programmet",
        ),
    ],
)
@click.argument("navn", metavar="DELAFTALE", shell_complete=complete_delaftale)
@click.option("--grundlag", cls=DanishOption, metavar="TEKST", help="Hvad det vides fra, at udgaven er vedtaget.")
@click.option("--vedtaget", cls=DanishOption, type=Value(_read_vedtaget), metavar="ÅÅÅÅ-MM-DD|ukendt",
              help="Den dag, udgaven blev vedtaget, eller ordet ukendt. Normalt ukendt.")  # fmt: skip
@click.option("--efterfoelgende", cls=DanishOption, is_flag=True,
              help="Udgaven registreres efterfølgende, ved siden af dem, der står i loggen.")  # fmt: skip
@click.option("--gaelder-fra", cls=DanishOption, type=Value(read_dato), metavar="ÅÅÅÅ-MM-DD",
              help="Den dag, udgaven gælder fra. Normalt delaftalens første dag; for en senere udgave den dag, den "
                   "blev vedtaget.")  # fmt: skip
@DATO
@AF
def registrer(  # noqa: PLR0917 - click hands in by name
    navn: str,
    grundlag: str | None,
    vedtaget: date | str | None,
    efterfoelgende: bool,  # noqa: FBT001 - click hands in by name
    gaelder_fra: date | None,
    dato: date | None,
    af: str,
) -> None:
    """Registrér en udgave, der er vedtaget uden om programmet, i planens beslutningslog.

    Den første delaftale er vedtaget som bilag til den strategiske samarbejdsaftale. Ligger udgaven allerede som en
    version i mappen, bliver den taget, som den er; ellers bliver kladden til versionen.
    """
    if grundlag is None:
        raise DanishUsageError(
            "»--grundlag« mangler: Hvad vides det fra, at udgaven er vedtaget?", click.get_current_context()
        )
    from generator.service import registrering  # noqa: PLC0415 - not needed for help
    from generator.service.udgivelse import Udgiver, med_udgivelse  # noqa: PLC0415
    from generator.store.port import resolve_delaftale  # noqa: PLC0415
    from generator.store.viden import load_bevillingsperioder  # noqa: PLC0415

    store = open_store()
    ref, handling = resolve_delaftale(store, navn), make_handling(dato, af)
    made = med_udgivelse(
        store,
        ref.plan,
        handling,
        Udgiver(open_forms(store), load_bevillingsperioder()),
        lambda serie: registrering.registrer(
            serie,
            ref,
            handling,
            grundlag=grundlag,
            vedtaget=None if isinstance(vedtaget, str) else vedtaget,
            efterfoelgende=efterfoelgende,
            gaelder_fra=gaelder_fra,
        ),
    )
    done = made.resultat
    for text in (*done.meldinger, *made.meldinger):
        message(text)
    fra = format_short_date(done.gaelder_fra)
    click.echo(f"{done.ref}: version {done.version} er registreret og gælder fra {fra} (post {done.post})")
    click.echo(f"Kontrolkode: {done.kontrolkode}")
    if made.udgivelse is not None:
        post = made.udgivelse.post
        message(f"Versionen er udgivet som Word og PDF (post {post}); »delaftale generer« henter filerne, som de er.")
    if done.fra_kladde:
        message(f"Kladden er nu version {done.version} og ligger ikke mere som kladde.")
    next_command(f"»delaftale kladde {done.ref.delaftale}« åbner en kladde, når noget skal ændres.")

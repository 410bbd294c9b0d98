"""The command `delaftale` itself: its commands, its version, and how a shell completes it."""

from __future__ import annotations

import click

from generator import __version__
from generator.cli.danish import DanishGroup, DanishOption
from generator.cli.option_types import Choice

_COMMANDS = {
    "generer": ("generator.cli.generer", "generer", "Dan de officielle dokumenter af delaftalerne."),
    "kontroller": ("generator.cli.kontroller", "kontroller", "Se, hvad der skal rettes eller ses på i delaftalerne."),
    "vis": ("generator.cli.vis", "vis", "Læs en delaftale på skærmen."),
    "diff": ("generator.cli.diff", "diff", "Se, hvad der er ændret fra en udgave til en anden."),
    "redline": ("generator.cli.redline", "redline", "Sammenlign udgaver i Word, med sporede ændringer."),
    "registrer": ("generator.cli.registrer", "registrer", "Registrér en udgave, der er vedtaget uden om programmet."),
    "kladde": ("generator.cli.kladde", "kladde", "Åbn en kladde af den gældende tekst."),
    "indstil": ("generator.cli.indstil", "indstil", "Saml kladderne til en indstilling til bestyrelsen."),
    "forslag": ("generator.cli.forslag", "forslag", "Se de forslag, der venter."),
    "traek": ("generator.cli.traek", "traek", "Træk et forslag tilbage."),
    "moede": ("generator.cli.moede", "moede", "Hold bestyrelsens møder: dagsorden, beslutninger, referat."),
    "journalpakke": ("generator.cli.journalpakke", "journalpakke", "Saml et mødes dokumenter til journalen."),
    "forbehold": ("generator.cli.senere", "forbehold", "Registrér, hvad der blev af et forbehold."),
    "endelig-ordlyd": ("generator.cli.senere", "endelig_ordlyd", "Registrér den ordlyd, formandskabet fastlagde."),
    "rettelse": ("generator.cli.senere", "rettelse", "Ret stavefejl og lignende uden om et møde."),
    "historik": ("generator.cli.historik", "historik", "Se, hvad der er sket med en delaftale."),
    "baggrund": ("generator.cli.baggrund", "baggrund", "Se, hvorfor der står, som der står."),
    "aarsstatus": ("generator.cli.aarsstatus", "aarsstatus", "Gør årets status op, og dan bilaget af den."),
    "verificer": ("generator.cli.verificer", "verificer", "Efterprøv beslutningsloggen og en trykt kontrolkode."),
    "person": ("generator.cli.person", "person", "Hold registret over personer i en plan."),
    "ny": ("generator.cli.ny", "ny", "Begynd en ny helhedsplan eller delaftale."),
    "skema": ("generator.cli.skema", "skema", "Vis filernes felter som JSON Schema til teksteditoren."),
}


def _show_version(ctx: click.Context, _param: click.Parameter, wanted: bool) -> None:  # noqa: FBT001 - click calls it so
    if wanted and not ctx.resilient_parsing:
        click.echo(f"delaftale {__version__}")
        ctx.exit()


def _show_completion(ctx: click.Context, _param: click.Parameter, shell: str | None) -> None:
    if shell is None or ctx.resilient_parsing:
        return
    from click.shell_completion import ShellComplete, get_completion_class  # noqa: PLC0415 - rarely asked for

    cls = get_completion_class(shell)
    if cls is not None:  # ShellComplete.source skips bash's check of its own version, which speaks English
        click.echo(ShellComplete.source(cls(ctx.command, {}, "delaftale", "_DELAFTALE_COMPLETE")))
    ctx.exit()


@click.group(
    cls=DanishGroup,
    lazy=_COMMANDS,
    invoke_without_command=True,
    examples=[
        ("delaftale generer", "dan alle dokumenter i output/"),
        ("delaftale generer --udgave 2022-09-14", "det, der gjaldt den dag"),
        ("delaftale kontroller", "se, hvad der skal rettes"),
        ("delaftale ny", "begynd en plan eller en delaftale"),
        ('eval "$(delaftale --fuldfoer bash)"', "lad bash fuldføre navne, når der trykkes på Tab"),
    ],
)
@click.option("--version", cls=DanishOption, is_flag=True, is_eager=True, expose_value=False, callback=_show_version,
              help="Vis programmets version.")  # fmt: skip
@click.option("--fuldfoer", cls=DanishOption, type=Choice("bash", "zsh", "fish"), metavar="SKAL", is_eager=True,
              expose_value=False, callback=_show_completion,
              help="Skriv det script, der lader bash, zsh eller fish fuldføre kommandoer og navne.")  # fmt: skip
@click.pass_context
def app(ctx: click.Context) -> None:
    """Boligsociale delaftaler som data, og de officielle dokumenter af dem.

    Aftalerne ligger i mappen »aftaler«. En delaftale kaldes »plan/delaftale« eller bare »delaftale«, når kun én hedder
    sådan. æ, ø og å kan skrives som ae, oe og aa. Går noget galt, viser »--debug« hvor i programmet.
    """
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())

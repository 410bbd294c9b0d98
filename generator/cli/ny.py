"""`delaftale ny`: begin a plan or a delaftale from options, or from a short dialogue where a person sits.

Always so: the dialogue asks only for what no option states, asks again until the answer can be used, and is never begun
where nobody can answer; there the missing options are named.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, TypeVar

import click

from generator.cli.danish import DanishCommand, DanishGroup, DanishOption
from generator.cli.option_types import Value, either, read_dato
from generator.cli.output import (
    complete_delaftale,
    complete_plan,
    message,
    next_command,
    open_forms,
    open_store,
    show_path,
)
from generator.cli.usage_errors import DanishUsageError
from generator.text import format_short_date

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from generator.model.helhedsplan import Bevillingsperioder, Helhedsplan, Indsatsomraade
    from generator.service.udgaver import Udgavevalg
    from generator.store.folder import FolderStore
    from generator.store.port import StoredDelaftale

T = TypeVar("T")

_COMMANDS = {
    "plan": ("generator.cli.ny", "plan", "Begynd en ny helhedsplan."),
    "delaftale": ("generator.cli.ny", "delaftale", "Begynd en ny delaftale som kladde."),
}

_EXAMPLE = (
    "delaftale ny delaftale sammen-om-parken --indsatsområde beskæftigelse "
    "--gaelder-fra 2026-01-01 --gaelder-til 2029-12-31"
)


@click.group(
    cls=DanishGroup,
    lazy=_COMMANDS,
    invoke_without_command=True,
    examples=[
        ("delaftale ny", "bliv spurgt om det, der skal til"),
        ('delaftale ny plan --navn "Sammen om Parken" --bevillingsperiode 2019-26', "en plan"),
        (_EXAMPLE, "en delaftale"),
    ],
)
@click.pass_context
def ny(ctx: click.Context) -> None:
    """Begynd en ny helhedsplan eller delaftale.

    Der skrives en YAML-fil med vejledende kommentarer, klar til at blive udfyldt. Intet, der er der i forvejen, røres.
    """
    if ctx.invoked_subcommand is not None:
        return
    if not _somebody_there():
        raise DanishUsageError(
            "Skriv, hvad der skal begyndes: »delaftale ny plan« eller »delaftale ny delaftale«, med tilvalg.", ctx
        )
    kind = _ask("Hvad skal begyndes: plan eller delaftale?", _one_of({"plan": "plan", "delaftale": "delaftale"}))
    ctx.invoke(plan if kind == "plan" else delaftale)


@click.command(
    cls=DanishCommand,
    examples=[
        ('delaftale ny plan --navn "Sammen om Parken" --bevillingsperiode 2019-26 --kommune Slagelse', "med tilvalg"),
        ("delaftale ny plan", "bliv spurgt"),
    ],
)
@click.option("--navn", cls=DanishOption, metavar="NAVN", help="Planens navn, som det skal stå i delaftalerne.")
@click.option("--bevillingsperiode", cls=DanishOption, metavar="PERIODE", help="Landsbyggefondens periode, fx 2019-26.")
@click.option("--kommune", cls=DanishOption, metavar="NAVN", multiple=True, help="Kommunens navn; kan gentages.")
def plan(navn: str | None = None, bevillingsperiode: str | None = None, kommune: tuple[str, ...] = ()) -> None:
    """Begynd en ny helhedsplan i mappen aftaler.

    Er der ingen mappe »aftaler« her eller højere oppe, laves den her.
    """
    from generator.service import nyt  # noqa: PLC0415 - not needed for help
    from generator.service.skema import SKEMAER, write_skemaer  # noqa: PLC0415
    from generator.store.files import RealFiles  # noqa: PLC0415
    from generator.store.viden import load_bevillingsperioder  # noqa: PLC0415

    perioder = load_bevillingsperioder()
    _require({"--navn": navn, "--bevillingsperiode": bevillingsperiode})
    store = open_store(begin=True)
    if navn is None:
        navn = _ask("Planens navn, som det skal stå i delaftalerne:", str)
    if bevillingsperiode is None:
        known = {item.id: item.id for item in perioder.perioder}
        bevillingsperiode = _ask(f"Bevillingsperiode ({', '.join(known)}):", _one_of(known))
        kommune = kommune or tuple(filter(None, [_ask("Kommune (kan være tom):", str, may_be_empty=True)]))
    plan_id, file = nyt.ny_plan(store, perioder, navn=navn, bevillingsperiode=bevillingsperiode, kommuner=kommune)
    files = RealFiles()
    folder = store.root / "aftaler" / ".skema"
    missing = tuple(kind for kind in SKEMAER if not files.exists(folder / f"{kind}.schema.json"))
    write_skemaer(missing, folder, files)
    click.echo(show_path(store.root / file))
    next_command(f"Udfyld filen, og begynd en delaftale med »delaftale ny delaftale {plan_id}«.")


def _read_forgaenger(text: str) -> tuple[str, Udgavevalg]:
    from generator.errors import GeneratorError  # noqa: PLC0415 - not needed for help
    from generator.service.udgaver import parse_udgave  # noqa: PLC0415

    navn, at, udgave = text.partition("@")
    try:
        return navn, parse_udgave(udgave) if at else None
    except GeneratorError as error:
        raise ValueError(str(error)) from error


@click.command(
    cls=DanishCommand,
    examples=[
        (_EXAMPLE, "med tilvalg"),
        (
            "delaftale ny delaftale sammen-om-parken --fra-forgaenger en-faelles-indsats/beskaeftigelse@2",
            "fra version 2 af en ældre; resten spørges der om",
        ),
    ],
)
@click.argument("plan", required=False, metavar="PLAN", shell_complete=complete_plan)
@click.option("--indsatsomraade", cls=DanishOption, metavar="NAVN",
              help="Landsbyggefondens indsatsområde i planens bevillingsperiode. Normalt den ældre delaftales, når der "
                   "begyndes med en.")  # fmt: skip
@click.option(
    "--gaelder-fra", cls=DanishOption, type=Value(read_dato), metavar="ÅÅÅÅ-MM-DD", help="Delaftalens første dag."
)
@click.option(
    "--gaelder-til", cls=DanishOption, type=Value(read_dato), metavar="ÅÅÅÅ-MM-DD", help="Delaftalens sidste dag."
)
@click.option("--fra-forgaenger", cls=DanishOption, type=Value(_read_forgaenger), metavar="DELAFTALE[@UDGAVE]",
              shell_complete=complete_delaftale,
              help="Begynd med teksterne fra en ældre delaftale. Baselines tages ikke med, heller ikke »Opgøres ikke«, "
                   "og heller ikke henvisninger til organisationer og mål, som den nye plan ikke har.")  # fmt: skip
def delaftale(
    plan: str | None = None,
    indsatsomraade: str | None = None,
    gaelder_fra: date | None = None,
    gaelder_til: date | None = None,
    fra_forgaenger: tuple[str, Udgavevalg] | None = None,
) -> None:
    """Begynd en ny delaftale som kladde i en helhedsplan, PLAN."""
    from generator.service import nyt  # noqa: PLC0415 - not needed for help
    from generator.store.port import resolve_plan  # noqa: PLC0415
    from generator.store.viden import load_bevillingsperioder  # noqa: PLC0415

    perioder = load_bevillingsperioder()
    facts: dict[str, object] = {"PLAN": plan}
    if fra_forgaenger is None:  # an older delaftale has an indsatsområde to go on with
        facts["--indsatsomraade"] = indsatsomraade
    _require(facts | {"--gaelder-fra": gaelder_fra, "--gaelder-til": gaelder_til})
    store = open_store()
    older = None if fra_forgaenger is None else nyt.read_forgaenger(store, fra_forgaenger)
    plan = resolve_plan(store, _ask_plan(store) if plan is None else plan)
    indsatsomraade = _choose_indsatsomraade(perioder, store.read_helhedsplan(plan), indsatsomraade, older)
    if gaelder_fra is None:
        gaelder_fra = _ask("Første dag, fx 2026-01-01:", read_dato)
    if gaelder_til is None:
        gaelder_til = _ask("Sidste dag, fx 2029-12-31:", _day_after(gaelder_fra))
    ref, file = nyt.ny_delaftale(
        store,
        open_forms(store),
        perioder,
        plan=plan,
        indsatsomraade=indsatsomraade,
        gaelder_fra=gaelder_fra,
        gaelder_til=gaelder_til,
        forgaenger=fra_forgaenger,
    )
    click.echo(show_path(store.root / file))
    next_command(f"Udfyld filen, og se, hvad der mangler, med »delaftale kontroller {ref}«.")


# -- the dialogue --


def _somebody_there() -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty()


def _require(facts: Mapping[str, object]) -> None:
    """Refuse missing facts where nobody can be asked for them. Raises: DanishUsageError."""
    missing = [f"»{name}«" for name, value in facts.items() if value is None]
    if missing and not _somebody_there():
        word = f"{', '.join(missing[:-1])} og {missing[-1]}" if len(missing) > 1 else missing[0]
        raise DanishUsageError(f"{word} mangler. Uden en terminal kan der ikke spørges.", click.get_current_context())


def _ask(question: str, read: Callable[[str], T], *, may_be_empty: bool = False) -> T:
    """Return the answer, asking again for as long as there is none or `read` raises ValueError (its text is shown)."""
    while True:
        answer: str = click.prompt(question, default="", show_default=False, prompt_suffix=" ", err=True).strip()
        if not answer and not may_be_empty:
            message("Skriv et svar, eller stop med Ctrl+C.")
            continue
        try:
            return read(answer)
        except ValueError as error:
            message(str(error))


def _day_after(first: date) -> Callable[[str], date]:
    """Return a reader of a day that comes after `first`."""

    def read(answer: str) -> date:
        day = read_dato(answer)
        if day <= first:
            raise ValueError(
                f"{format_short_date(day)} ligger ikke efter den første dag, {format_short_date(first)}. "
                "Skriv en senere dato."
            )
        return day

    return read


def _one_of(choices: dict[str, str], advice: str = "") -> Callable[[str], str]:
    """Return a reader of one of the `choices`: as written → what it stands for; Danish letters and case apart.

    `advice` says what can be written, where that isn't each of them.
    """
    from generator.text import to_ascii  # noqa: PLC0415 - not needed for help

    def read(answer: str) -> str:
        known = {to_ascii(name).casefold(): value for name, value in choices.items()}
        value = known.get(to_ascii(answer).casefold())
        if value is None:
            raise ValueError(f"»{answer}« står ikke på listen. Skriv {advice or either(list(choices))}.")
        return value

    return read


def _ask_plan(store: FolderStore) -> str:
    from generator.errors import GeneratorError  # noqa: PLC0415 - not needed for help

    planer = store.list_planer()
    if not planer:
        from generator.service.nyt import NyError  # noqa: PLC0415 - only errors need it

        raise NyError("Der er ingen plan endnu. Begynd med »delaftale ny plan«.")
    if len(planer) == 1:
        return planer[0]
    choices = {each: each for each in planer}
    for number, each in enumerate(planer, start=1):
        try:
            navn = store.read_helhedsplan(each).navn
        except GeneratorError:  # it can be chosen all the same, and is told of then
            navn = each
        message(f"  {number}. {navn}" + (f" ({each})" if navn != each else ""))
        choices |= {str(number): each, navn: each}
    return _ask("Plan (nummer eller navn):", _one_of(choices, f"et nummer fra 1 til {len(planer)} eller planens navn"))


def _choose_indsatsomraade(
    perioder: Bevillingsperioder, plan: Helhedsplan, navn: str | None, older: StoredDelaftale | None
) -> str:
    """Return the indsatsområde: as stated, else asked for; where nobody can be asked, that of `older`.

    That another was chosen than that of `older` is mentioned. Raises: DanishUsageError.
    """
    from generator.service.nyt import find_forgaengers_omraade  # noqa: PLC0415 - not needed for help

    before = None if older is None else find_forgaengers_omraade(perioder, plan, older)
    if navn is None and not _somebody_there():
        if before is None:
            raise DanishUsageError("»--indsatsomraade« mangler.", click.get_current_context())
        return before.id
    if navn is None:
        navn = _ask_indsatsomraade(perioder, plan, before)
    periode = perioder.find(plan.bevillingsperiode)
    chosen = None if periode is None else periode.find(navn)
    if older is not None and chosen is not None and (before is None or chosen.id != before.id):
        old = older.delaftale.indsatsomraade if before is None else before.navn
        message(
            f"Den ældre delaftale har indsatsområdet »{old}«, den nye »{chosen.navn}«. Se efter, om teksterne passer."
        )
    return navn


def _ask_indsatsomraade(perioder: Bevillingsperioder, plan: Helhedsplan, usual: Indsatsomraade | None) -> str:
    """Return what somebody answers; with an empty answer `usual`, if there is one."""
    periode = perioder.find(plan.bevillingsperiode)
    if periode is None:
        return _ask("Indsatsområde:", str)
    names = {str(number): item for number, item in enumerate(periode.indsatsomraader, start=1)}
    for number, item in names.items():
        message(f"  {number}. {item.navn}")
    choices = {number: item.id for number, item in names.items()} | {item.navn: item.id for item in names.values()}
    read = _one_of(choices, f"et nummer fra 1 til {len(names)} eller indsatsområdets navn")
    if usual is None:
        return _ask("Indsatsområde (nummer eller navn):", read)
    question = f"Indsatsområde (nummer eller navn; tryk Enter for {usual.navn}):"
    return _ask(question, lambda answer: read(answer) if answer else usual.id, may_be_empty=True)

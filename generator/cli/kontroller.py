"""`delaftale kontroller`: what is wrong, or worth a look, in the agreements, in the document's order."""

from __future__ import annotations

import json
import textwrap
from typing import TYPE_CHECKING, Any

import click

from generator.cli.danish import DanishCommand, DanishOption
from generator.cli.option_types import Choice
from generator.cli.options import DATO, JSON, UDGAVE
from generator.cli.output import (
    complete_delaftale,
    format_error,
    has_color,
    message,
    next_command,
    open_forms,
    open_store,
    screen_width,
    tell_of_kladder,
    tell_of_ulaeselige,
    today,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from generator.rules import Finding
    from generator.service.generering import Mislykket
    from generator.service.kontrol import Kontrol
    from generator.service.udgaver import Udgavevalg
    from generator.store.port import StoredDelaftale

_INDENT = len("  Advarsel  ")


@click.command(
    cls=DanishCommand,
    examples=[
        ("delaftale kontroller", "alle delaftaler"),
        ("delaftale kontroller en-faelles-indsats", "planens delaftaler, også på tværs"),
        ("delaftale kontroller beskæftigelse --tilstand godkendelse", "er den klar til bestyrelsen?"),
        ("delaftale kontroller --json", "til et andet program"),
    ],
)
@click.argument("navne", nargs=-1, metavar="[DELAFTALE]…", shell_complete=complete_delaftale)
@UDGAVE
@DATO
@click.option("--tilstand", cls=DanishOption, type=Choice("import", "godkendelse"), metavar="TILSTAND",
              default="import",
              help="»import« er til aftaler, der gælder i forvejen; »godkendelse« er strengere og er til det, som "
                   "bestyrelsen skal godkende. Normalt import.")  # fmt: skip
@JSON
def kontroller(
    navne: tuple[str, ...],
    udgave: Udgavevalg,
    dato: date | None,
    tilstand: str,
    as_json: bool,  # noqa: FBT001 - click hands in by name
) -> int:
    """Se, hvad der skal rettes, og hvad der er værd at se på, i delaftalerne.

    DELAFTALE er »plan/delaftale«, det korte navn, når kun én hedder sådan, eller en plan. Uden navn kontrolleres alle.
    En fejl står i vejen for en godkendelse; en advarsel er værd at tage stilling til. Er der fejl, ender kommandoen med
    3.
    """
    from generator.rules import Tilstand  # noqa: PLC0415 - not needed for help
    from generator.service.generering import Mislykket, find_opgaver  # noqa: PLC0415
    from generator.service.kontrol import Kontrollant  # noqa: PLC0415
    from generator.service.kontrol import kontroller as run_kontrol  # noqa: PLC0415
    from generator.store.viden import load_bevillingsperioder, load_datakilder  # noqa: PLC0415

    store = open_store()
    opgaver = find_opgaver(store, navne, udgave, alle=False)
    kontrollant = Kontrollant(
        store,
        load_bevillingsperioder(),
        load_datakilder(),
        today=dato or today(),
        tilstand=Tilstand(tilstand),
        formularer=open_forms(store).list_formularer(),
    )
    results = list(run_kontrol(kontrollant, opgaver))
    failed = [item for item in results if isinstance(item, Mislykket)]
    checked = [item for item in results if not isinstance(item, Mislykket)]
    _tell_failed(failed, checked)
    if as_json:
        click.echo(json.dumps(_as_json(checked, failed), ensure_ascii=False, indent=2))
    else:
        _show(checked, len(failed))
    if udgave is None:
        tell_of_kladder(store, [item.stored.ref for item in checked])
    unread = tell_of_ulaeselige(store)
    if failed or unread:
        return 1
    has_fejl = any(item.antal_fejl for item in checked)
    choice = "".join(f" {navn}" for navn in dict.fromkeys(navne)) + _options(udgave, dato)
    next_command(_next(checked, choice, tilstand))
    return 3 if has_fejl else 0


def _tell_failed(failed: Sequence[Mislykket], checked: Sequence[Kontrol]) -> None:
    """Say what can't be read, once each; also a sister delaftale that the others should have been seen beside."""
    for item in failed:
        message(format_error(item.error))
    told = {item.ref for item in failed}
    for item in (each for kontrol in checked for each in kontrol.udeladt):
        if item.ref not in told:
            told.add(item.ref)
            message(format_error(item.error))
            message(f"»{item.ref}« kan ikke læses og er ikke regnet med, hvor planens delaftaler ses sammen.")


# -- for people --


def _show(checked: Sequence[Kontrol], antal_ulaeselige: int) -> None:
    """Write the findings and how many they are; of delaftaler that can't be read, that they are not among them."""
    from generator.rules import group_findings, summarize  # noqa: PLC0415 - not needed for help

    style = click.style if has_color() else _plain
    for number, kontrol in enumerate(checked):
        if number:
            click.echo()
        click.echo(style(_name(kontrol.stored), bold=True))
        if not kontrol.findings:
            click.echo("\n  Alt er, som det skal være.")
        for gruppe in group_findings(kontrol.kontekst, kontrol.findings):
            click.echo(f"\n{style(gruppe.titel or 'Hele aftalen', underline=True)}")
            for finding in sorted(gruppe.findings, key=lambda item: item.severity != "fejl"):
                click.echo(_format(finding, style))
    if checked:
        findings = [finding for kontrol in checked for finding in kontrol.findings]
        total = summarize(findings)
        where = f" i {len(checked)} delaftaler" if len(checked) > 1 else ""
        if antal_ulaeselige:
            unread = "1 delaftale" if antal_ulaeselige == 1 else f"{antal_ulaeselige} delaftaler"
            rest = "den anden" if len(checked) == 1 else "de øvrige"
            click.echo(f"\n{unread} kunne ikke læses (se øverst). I {rest}: {total}.")
        else:
            click.echo(f"\n{total[0].upper()}{total[1:]}{where}.")


def _format(finding: Finding, style: Callable[..., str]) -> str:
    """Return a finding as lines: what it is, then its text beside it, its code at the end."""
    kind = finding.severity.capitalize()
    lines = textwrap.wrap(
        f"{finding.message} ({finding.code})", screen_width() - _INDENT, break_on_hyphens=False, break_long_words=True
    )
    head = f"  {style(kind, fg='red' if finding.severity == 'fejl' else 'yellow', bold=True)}"
    return f"\n{' ' * _INDENT}".join([f"{head}{' ' * (_INDENT - len(kind) - 2)}{lines[0]}", *lines[1:]])


def _plain(text: str, **looks: Any) -> str:  # noqa: ARG001 - takes what click.style takes
    return text


def _name(stored: StoredDelaftale) -> str:
    return f"{stored.ref}, {'kladde' if stored.version is None else f'version {stored.version}'}"


def _next(checked: Sequence[Kontrol], choice: str, tilstand: str) -> str:
    """Return what to do now: mend, see the remarks in place, ask as strictly as the board, or make the documents."""
    if any(item.antal_fejl for item in checked):
        strict = "" if tilstand == "import" else f" --tilstand {tilstand}"
        return f"Ret fejlene i YAML-filen, og kør »delaftale kontroller{choice}{strict}« igen."
    if any(item.findings for item in checked):
        return f"»delaftale generer{choice} --med-bemaerkninger« viser bemærkningerne ved felterne."
    if tilstand == "import":
        return f"»delaftale kontroller{choice} --tilstand godkendelse« ser efter, som før en godkendelse."
    return f"»delaftale generer{choice}« danner dokumenterne."


def _options(udgave: Udgavevalg, dato: date | None) -> str:
    """Return the options that choose an edition and a day, as they are typed; "" for what is chosen anyway."""
    choice = "" if udgave is None else f" --udgave {getattr(udgave, 'value', udgave)}"
    return choice if dato is None else f"{choice} --dato {dato}"


# -- for programs --


def _as_json(checked: Sequence[Kontrol], failed: Sequence[Mislykket]) -> dict[str, Any]:
    from generator.rules import as_dict, count  # noqa: PLC0415 - not needed for help

    fejl, advarsler = count([finding for kontrol in checked for finding in kontrol.findings])
    return {
        "delaftaler": [
            {
                "plan": kontrol.stored.ref.plan,
                "delaftale": kontrol.stored.ref.delaftale,
                "version": kontrol.stored.version,
                "fund": [as_dict(kontrol.kontekst, finding) for finding in kontrol.findings],
            }
            for kontrol in checked
        ],
        "antal": {"fejl": fejl, "advarsler": advarsler},
        "fejl": [{"delaftale": str(item.ref), "besked": str(item.error)} for item in failed],
    }

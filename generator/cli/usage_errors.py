"""What is wrong with a command line, in Danish, from the facts that click hands over with its errors.

Always so: the text names the option or argument as it is typed, says what can stand there, and where the help is; no
sentence of click's own gets through, since those change between its versions.
"""

from __future__ import annotations

from typing import Final

import click

from generator.cli.option_types import Choice, either
from generator.text import nearest

_VALUES: Final[dict[str, str]] = {
    "ANTAL": "et antal",
    "DELAFTALE[@UDGAVE]": "en delaftale",
    "ID": "et id",
    "MAPPE": "en mappe",
    "NAVN": "et navn",
    "NØGLE": "en nøgle",
    "PERIODE": "en periode",
    "PERSON": "en persons nøgle",
    "PLAN": "en plan",
    "TEKST": "en tekst",
    "UDGAVE": "en udgave",
    "ÅR": "et år",
    "ÅÅÅÅ": "et år",
    "ÅÅÅÅ-MM-DD": "en dato",
}
"""What the help calls an option's value, as a sentence calls it."""


class DanishUsageError(click.UsageError):
    """A usage error whose message is finished Danish."""


def describe_usage_error(error: click.ClickException) -> str:
    """Return what is wrong with a command line, and where its help is."""
    context = getattr(error, "ctx", None)
    text = f"Fejl: {_describe(error, context)}"
    if isinstance(context, click.Context):
        text += f"\nSe »{context.command_path} --help«."
    return text


def _describe(error: click.ClickException, ctx: click.Context | None) -> str:
    match error:
        case DanishUsageError():
            text = error.message
        case click.exceptions.NoArgsIsHelpError() if isinstance(error.ctx.command, click.Group):
            text = f"Skriv, hvad der skal gøres: {either(_list_commands(error.ctx))}."
        case click.NoSuchOption():
            text = f"Der er intet tilvalg »{error.option_name}«.{_suggest_option(error.option_name, ctx)}"
        case click.BadOptionUsage():
            name = error.option_name
            if _is_flag(name, ctx):
                text = f"»{name}« skal stå alene, uden værdi."
            else:
                text = f"Skriv {_describe_value(name, ctx)} efter »{name}«."
        case click.MissingParameter():
            text = f"{_name(error.param)} mangler."
        case click.BadParameter():
            # An argument shows itself in the message; an option is named.
            text = (
                error.message if isinstance(error.param, click.Argument) else f"{_name(error.param)}: {error.message}"
            )
        case _:
            text = "Kommandoen kan ikke læses, som den står."
    return text


def _list_commands(ctx: click.Context | None) -> list[str]:
    return ctx.command.list_commands(ctx) if ctx is not None and isinstance(ctx.command, click.Group) else []


def _suggest_option(name: str, ctx: click.Context | None) -> str:
    options = [param for param in _params(ctx) if isinstance(param, click.Option) and not param.hidden]
    known = {opt.lstrip("-"): opt for option in options for opt in option.opts if len(opt) > 2}  # noqa: PLR2004 - -x has no name to compare
    likely = nearest(name.lstrip("-"), known)
    return f" Mente du »{known[likely[0]]}«?" if likely else ""


def _describe_value(name: str, ctx: click.Context | None) -> str:
    """Return what has to stand after an option, by its words or by what the help calls it."""
    option = next((param for param in _params(ctx) if name in param.opts), None)
    if option is None:
        return "en værdi"
    if isinstance(option.type, Choice):
        return either(option.type.words)
    return _VALUES.get(option.metavar or "", "en værdi")


def _is_flag(name: str, ctx: click.Context | None) -> bool:
    return any(isinstance(param, click.Option) and param.is_flag and name in param.opts for param in _params(ctx))


def _params(ctx: click.Context | None) -> list[click.Parameter]:
    return ctx.command.get_params(ctx) if ctx is not None else []


def _name(param: click.Parameter | None) -> str:
    if isinstance(param, click.Option):
        return f"»{param.opts[0]}«"
    return f"»{(param.metavar or param.name or '').rstrip('…')}«" if param is not None else "Noget"

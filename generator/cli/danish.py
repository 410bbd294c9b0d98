"""Click in Danish: help, usage errors and option types, so that no English reaches the user.

Always so: a text is made from facts that click hands over (the option, the command, the value), never from click's own
sentences, which change between its versions. Danish letters in names of commands and options are taken for ae, oe, aa.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

import click

from generator.text import nearest, read_danish_date, to_ascii

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    ParamType = click.ParamType[Any]
else:
    ParamType = click.ParamType  # generic only in later versions of click

T = TypeVar("T")

SETTINGS: Final[dict[str, Any]] = {
    "token_normalize_func": to_ascii,
    "max_content_width": 100,
    "help_option_names": ["--help", "-h"],
}


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


class DanishOption(click.Option):
    """An option whose help never shows click's own words (TEXT, [required])."""

    def __init__(self, *args: Any, **attrs: Any) -> None:
        """Take what click.Option takes; an option with a value must state its metavar."""
        super().__init__(*args, **attrs)
        if not self.is_flag and self.metavar is None:
            raise TypeError(f"{self.name}: metavar is missing")


class DanishCommand(click.Command):
    """A command with Danish help: usage, text, examples, options."""

    def __init__(self, *args: Any, examples: Sequence[tuple[str, str]] = (), **attrs: Any) -> None:
        """Take what click.Command takes, and `examples` as (command line, what it does)."""
        attrs.setdefault("context_settings", SETTINGS)
        attrs.setdefault("options_metavar", "[TILVALG]…")
        super().__init__(*args, **attrs)
        self.examples = tuple(examples)
        self.params.append(
            DanishOption(["--debug"], is_flag=True, expose_value=False, help="Vis, hvor i programmet en fejl opstod.")
        )

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the help option with a Danish help."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "Vis denne hjælp."
        return option

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse as click does, but refuse superfluous arguments in Danish."""
        is_group = isinstance(self, click.Group)
        ctx.allow_extra_args = True
        try:
            rest = super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx  # click's parser leaves it out
            raise
        if rest and not is_group and not ctx.resilient_parsing:
            superfluous = " ".join(f"»{item}«" for item in rest)
            raise DanishUsageError(
                f"{superfluous} er for meget. Slet det, eller sæt citationstegn om et navn i flere ord.", ctx
            )
        return rest

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix="Brug: ")

    def format_arguments(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write nothing: the text tells of the arguments."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples, then the options."""
        if self.examples:
            with formatter.section("Eksempler"):
                indent = " " * formatter.current_indent
                for line, what in self.examples:  # on lines of their own, so that a command can be copied whole
                    formatter.write(f"{indent}{line}\n{indent}    {what}\n")
        options = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]
        records = [record for option in options if (record := option.get_help_record(ctx)) is not None]
        with formatter.section("Tilvalg"):
            formatter.write_dl(records)


class DanishGroup(DanishCommand, click.Group):
    """A group whose commands are imported when they are used. `lazy`: name → (module, attribute, short help)."""

    command_class = DanishCommand

    def __init__(self, *args: Any, lazy: dict[str, tuple[str, str, str]], **attrs: Any) -> None:
        """Take what click.Group takes, and its commands; a module is named without importing it."""
        attrs.setdefault("subcommand_metavar", "KOMMANDO …")
        super().__init__(*args, **attrs)
        self._lazy = lazy

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the names of the commands in the order of the help."""
        return list(self._lazy)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Return a command by its name, Danish letters taken for ae, oe, aa; None if there is none."""
        found = self._lazy.get(to_ascii(cmd_name).lower())
        if found is None:
            return None
        command: click.Command = getattr(importlib.import_module(found[0]), found[1])
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that the first argument names. Raises: DanishUsageError, naming the nearest ones."""
        name = args[0]
        if self.get_command(ctx, name) is None and not ctx.resilient_parsing:
            likely = nearest(name, self._lazy)
            meant = f"Mente du »{ctx.command_path} {likely[0]}«?" if likely else f"Brug {either(list(self._lazy))}."
            raise DanishUsageError(f"Der er ingen kommando »{name}«. {meant}", ctx)
        return super().resolve_command(ctx, args)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands, the examples and the options."""
        with formatter.section("Kommandoer"):
            formatter.write_dl([(name, short) for name, (_, _, short) in self._lazy.items()])
        DanishCommand.format_options(self, ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write nothing: `format_options` has."""


class Value(ParamType, Generic[T]):
    """An option's type from a function that reads a text. Its ValueError's text is the Danish message."""

    name = "værdi"

    def __init__(self, read: Callable[[str], T]) -> None:
        self._read = read

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the value. Raises: click.BadParameter with the Danish message."""
        if not isinstance(value, str):
            return value
        try:
            return self._read(value)
        except ValueError as error:
            raise click.BadParameter(str(error), ctx, param) from error


def read_dato(text: str) -> date:
    """Return a day as Danes write it: 2022-09-14, 14.09.2022, 14. september 2022. Raises: ValueError, in Danish."""
    day = read_danish_date(text)
    if day is None:
        raise ValueError(f"»{text}« er ikke en dato. Skriv fx 2022-09-14 eller 14.09.2022.")
    return day


class Choice(ParamType):
    """One of a few words. `hints`: what to say to another word that people try."""

    name = "valg"

    def __init__(self, *words: str, hints: Mapping[str, str] | None = None) -> None:
        self.words, self.hints = words, dict(hints or {})

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the word. Raises: click.BadParameter, naming the words there are."""
        word = to_ascii(str(value)).lower()
        if word not in self.words:
            likely = nearest(word, self.words)
            hint = self.hints.get(word) or (f"Mente du »{likely[0]}«?" if likely else f"Skriv {either(self.words)}.")
            raise click.BadParameter(f"»{value}« kan ikke bruges her. {hint}", ctx, param)
        return word

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:  # noqa: ARG002
        """Return the words that begin so."""
        from click.shell_completion import CompletionItem  # noqa: PLC0415 - only completion needs it

        return [CompletionItem(word) for word in self.words if word.startswith(incomplete)]


class ChoiceList(Choice):
    """A few words of a few, separated by commas; order and repetition make no difference."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the words as a tuple in the order of those there are. Raises: click.BadParameter, naming them."""
        if isinstance(value, tuple):
            return value
        parts = [part.strip() for part in str(value).split(",")]
        chosen = {super(ChoiceList, self).convert(part, param, ctx) for part in parts if part}
        if not chosen:
            raise click.BadParameter(f"Der mangler et ord. Skriv {either(self.words)}.", ctx, param)
        return tuple(word for word in self.words if word in chosen)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:  # noqa: ARG002
        """Return the lists that begin so: what is written, and one of the words that are left."""
        from click.shell_completion import CompletionItem  # noqa: PLC0415 - only completion needs it

        before, comma, last = incomplete.rpartition(",")
        left = [word for word in self.words if word not in before.split(",") and word.startswith(last)]
        return [CompletionItem(f"{before}{comma}{word}") for word in left]


def either(words: Sequence[str]) -> str:
    """Return the words as a choice: »a«, »b« eller »c«."""
    quoted = [f"»{word}«" for word in words]
    return " eller ".join(filter(None, [", ".join(quoted[:-1]), quoted[-1]]))


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


def _suggest_option(name: str, ctx: click.Context | None) -> str:
    options = [param for param in _params(ctx) if isinstance(param, click.Option) and not param.hidden]
    known = {opt.lstrip("-"): opt for option in options for opt in option.opts if len(opt) > 2}  # noqa: PLR2004
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
    return f"»{param.metavar or param.name}«" if param is not None else "Noget"

"""Click in Danish: help, usage errors and option types, so that no English reaches the user.

Always so: a text is made from facts that click hands over (the option, the command, the value), never from click's own
sentences, which change between its versions. Danish letters in names of commands and options are taken for ae, oe, aa.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any, Final

import click

from generator.cli.option_types import either
from generator.cli.usage_errors import DanishUsageError
from generator.text import nearest, to_ascii

if TYPE_CHECKING:
    from collections.abc import Sequence

SETTINGS: Final[dict[str, Any]] = {
    "token_normalize_func": to_ascii,
    "max_content_width": 100,
    "help_option_names": ["--help", "-h"],
}


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

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's own signature
        """Return the names of the commands in the order of the help."""
        return list(self._lazy)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's own signature
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

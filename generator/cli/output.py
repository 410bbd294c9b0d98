"""What commands share: the project they work in, how errors and figures look, where data and messages go."""

from __future__ import annotations

import contextlib
import os
import sys
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.text import format_list, format_number

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from generator.service.akter import Handling
    from generator.store.folder import FolderStore
    from generator.store.forms import FormStore
    from generator.store.port import DelaftaleRef


MANY_NAMES = 3  # more are only counted
_KEPT = "\ue000"  # stands for a blank that no line may end at


def today() -> date:
    """Return this day by the machine's clock."""
    return now().astimezone().date()


def now() -> datetime:
    """Return this moment by the machine's clock; the only place that reads it."""
    from datetime import UTC, datetime  # noqa: PLC0415 - seldom needed

    return datetime.now(UTC)


def here() -> Path:
    """Return the folder that the command is run in. Raises: NoFolderError, if somebody has deleted it."""
    try:
        return Path.cwd()
    except OSError as error:
        from generator.store.folder_errors import NoFolderError  # noqa: PLC0415 - only errors need it

        raise NoFolderError from error


def in_folder(path: Path | None, usual: Path) -> Path:
    """Return the folder or file that an option means, seen from here; `usual` where it was left out."""
    return usual if path is None else path if path.is_absolute() else here() / path


def open_store(*, begin: bool = False) -> FolderStore:
    """Return the project's store. `begin`: where there is none, one that will begin in this folder.

    Raises: NoProjectError, NoFolderError.
    """
    from generator.store.files import RealFiles  # noqa: PLC0415 - not needed for help
    from generator.store.folder import FolderStore, NoProjectError, find_root  # noqa: PLC0415

    files = RealFiles()
    start = here()
    try:
        root = find_root(start, files)
    except NoProjectError:
        if not begin:
            raise
        root = start
    store = FolderStore(root, files)
    ctx = click.get_current_context(silent=True)
    if ctx is not None and not ctx.resilient_parsing:
        ctx.call_on_close(lambda: _tell_mended(store))
    return store


def _tell_mended(store: FolderStore) -> None:
    """Say what lies there under a wrong name, and what opening logs had to finish or undo."""
    for text in store.meldinger:
        message(text)


def open_forms(store: FolderStore) -> FormStore:
    """Return the forms that the project can use."""
    from generator.store.files import RealFiles  # noqa: PLC0415 - not needed for help
    from generator.store.forms import FormStore, find_cache  # noqa: PLC0415

    return FormStore(store.root, RealFiles(), find_cache(os.environ, sys.platform))


def message(text: str) -> None:
    """Tell the user something that is not data: on stderr. Where nobody can be told, the work goes on all the same."""
    with contextlib.suppress(OSError):
        click.echo(fit_screen(text) if sys.stderr.isatty() else text, err=True)


class Lines:
    """The lines of an answer that is given while the work goes on.

    Always so: work is not cut short because its answer can't be written, since whoever reads it has seen enough or a
    disk is full; that is told when the work is done.
    """

    def __init__(self) -> None:
        self._error: OSError | None = None

    def add(self, text: str) -> None:
        """Write a line to stdout, or nothing once that has failed."""
        if self._error is None:
            try:
                click.echo(text)
            except OSError as error:
                self._error = error

    def finish(self) -> None:
        """Say that all lines are there. Raises: OSError, of the first one that could not be written."""
        if self._error is not None:
            raise self._error


def tell_of_ulaeselige(store: FolderStore) -> bool:
    """Say which plans could not be looked into, and return whether there are any."""
    for error in store.ulaeselige:
        message(format_error(error))
    return bool(store.ulaeselige)


def fit_screen(text: str) -> str:
    """Return `text` with each line broken between words where the terminal ends; a command in »…« stays whole."""
    import re  # noqa: PLC0415 - only a terminal needs it
    import shutil  # noqa: PLC0415
    import textwrap  # noqa: PLC0415

    width = shutil.get_terminal_size().columns
    whole = re.sub(r"»delaftale [^«\n]*«", lambda found: found[0].replace(" ", _KEPT), text)
    lines = [
        textwrap.fill(line, width, break_long_words=False, break_on_hyphens=False, drop_whitespace=True) if line else ""
        for line in whole.split("\n")
    ]
    return "\n".join(lines).replace(_KEPT, " ")


def make_handling(dato: date | None, person: str) -> Handling:
    """Return who acts, and when: on the day that was stated, else today."""
    from generator.service.akter import Handling  # noqa: PLC0415 - not needed for help

    return Handling(dato or today(), now(), person)


def next_command(text: str) -> None:
    """Suggest what to do next."""
    message(f"Næste: {text}")


def tell_of_kladder(store: FolderStore, refs: Iterable[DelaftaleRef]) -> None:
    """Say which of these delaftaler, shown in a version because nobody chose, have a draft that is not shown."""
    names = [str(ref) for ref in refs if store.has_kladde(ref) and store.list_versioner(ref)]
    if not names:
        return
    shown = [f"»{name}«" for name in names[:MANY_NAMES]]
    if len(names) > MANY_NAMES:
        shown.append(f"{len(names) - MANY_NAMES} mere")
    message(f"{format_list(shown)} har også en kladde, som ikke er med. »--udgave kladde« viser den.")


def count_cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def screen_width(limit: int = 100) -> int:
    """Return how many characters a line of stdout may have: the terminal's, up to `limit`; 80 where there is none."""
    import shutil  # noqa: PLC0415 - few commands write prose

    return max(40, min(shutil.get_terminal_size().columns, limit)) if sys.stdout.isatty() else 80


def has_color() -> bool:
    """Return whether stdout shows colours: a terminal that can, and a user who hasn't said no."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def format_error(error: Exception) -> str:
    """Return an error as the command line shows it; each line of several is one error."""
    lines = str(error).splitlines()
    return "\n".join(f"Fejl: {line}" for line in lines) if len(lines) > 1 else f"Fejl: {error}"


def show_path(path: Path) -> str:
    """Return a path as short as it can be told from this folder, with / on every system."""
    try:
        start = Path.cwd()
    except OSError:  # the folder is gone, and what was written elsewhere is there all the same
        return path.as_posix()
    return (path.relative_to(start) if path.is_relative_to(start) else path).as_posix()


def format_kb(size: int) -> str:
    """Return a size in kB with one decimal, in Danish."""
    return f"{_fixed(size / 1000, 1)} kB"


def format_ms(seconds: float) -> str:
    """Return a time in whole ms, in Danish; below 10 ms with one decimal."""
    milliseconds = seconds * 1000
    return f"{_fixed(milliseconds, 1 if milliseconds < 10 else 0)} ms"  # noqa: PLR2004 - below, a decimal says something


def _fixed(number: float, decimals: int) -> str:
    """Return a number with that many decimals, in Danish."""
    whole, _, fraction = f"{number:.{decimals}f}".partition(".")
    return format_number(Decimal(whole)) + (f",{fraction}" if fraction else "")


def complete_delaftale(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[Any]:
    """Return the names of delaftaler that begin so, for the shell; [] outside a project."""
    from click.shell_completion import CompletionItem  # noqa: PLC0415 - only completion needs it

    from generator.errors import GeneratorError  # noqa: PLC0415
    from generator.text import to_ascii  # noqa: PLC0415

    try:
        store = open_store()
        names = [str(ref) for plan in store.list_planer() for ref in store.list_delaftaler(plan)]
    except GeneratorError:
        return []
    wanted = to_ascii(incomplete).lower()
    short = [name for name in (each.rpartition("/")[2] for each in names) if name.startswith(wanted)] if wanted else []
    return [CompletionItem(name) for name in [each for each in names if each.startswith(wanted)] + short]


def complete_plan(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[Any]:
    """Return the names of plans that begin so, for the shell; [] outside a project."""
    from click.shell_completion import CompletionItem  # noqa: PLC0415 - only completion needs it

    from generator.errors import GeneratorError  # noqa: PLC0415

    try:
        return [CompletionItem(plan) for plan in open_store().list_planer() if plan.startswith(incomplete.lower())]
    except GeneratorError:
        return []

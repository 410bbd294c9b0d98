"""The types of options: a text read by a function, one word of a few, several of them, a day, a folder.

Always so: what can't be used is told in Danish, with what can; a value that is no text any more is left as it is, since
click hands a default through here too.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import click

from generator.text import nearest, read_danish_date, to_ascii

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    ParamType = click.ParamType[Any]
else:
    ParamType = click.ParamType  # generic only in later versions of click

T = TypeVar("T")


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


def read_kl(text: str) -> str:
    """Return a time of day as meetings keep it, 14:00, from 14:00, 14.00 or 14. Raises: ValueError, in Danish."""
    found = re.fullmatch(r"(\d{1,2})(?:[:.](\d{2}))?", text.strip(), re.ASCII)
    hour, minute = (int(found[1]), int(found[2] or 0)) if found else (24, 0)
    if hour > 23 or minute > 59:  # noqa: PLR2004 - the clock's own numbers
        raise ValueError(f"»{text}« er ikke et klokkeslæt. Skriv fx 14:00.")
    return f"{hour:02}:{minute:02}"


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

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:  # noqa: ARG002 - click's own signature
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

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:  # noqa: ARG002 - click's own signature
        """Return the lists that begin so: what is written, and one of the words that are left."""
        from click.shell_completion import CompletionItem  # noqa: PLC0415 - only completion needs it

        before, comma, last = incomplete.rpartition(",")
        left = [word for word in self.words if word not in before.split(",") and word.startswith(last)]
        return [CompletionItem(f"{before}{comma}{word}") for word in left]


def either(words: Sequence[str]) -> str:
    """Return the words as a choice: »a«, »b« eller »c«."""
    quoted = [f"»{word}«" for word in words]
    return " eller ".join(filter(None, [", ".join(quoted[:-1]), quoted[-1]]))


def read_sti(text: str) -> Path:
    """Return a file or folder as a person writes it, »~« for their own folder. Raises: ValueError, in Danish."""
    if not text.strip():
        raise ValueError("Der står ikke noget navn. Skriv mappens eller filens navn.")
    try:
        return Path(text).expanduser()
    except RuntimeError as error:
        user = Path(text).parts[0]
        raise ValueError(
            f"»{user}« er ikke en brugers mappe på denne computer. Skriv stien helt ud, eller sæt ./ foran."
        ) from error

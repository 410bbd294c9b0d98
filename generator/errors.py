"""The family of errors that a user may meet: facts in, Danish text out, the exit code beside it.

What is wrong with an *operation* is an exception of this family; what is wrong with the *data* is a list of values
(`DataError` for a file that can't be read as an agreement, findings for one that can). Only the edges print and exit.
Exit codes: 0 fine, 1 own error, 2 usage (click), 3 findings, 6 conflict.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Sequence


class GeneratorError(Exception):
    """Something a user can mend. `str()` is one or two Danish sentences: what is wrong where, then what to do."""

    exit_code: ClassVar[int] = 1
    http_status: ClassVar[int] = 400


@dataclass(frozen=True, order=True)
class DataFejl:
    """One thing wrong in a data file. `line` and `column` count from 1; 0 means the file as a whole.

    `felt` names the field for people (»Beboervejledning, Formål«), "" where no field is meant.
    """

    line: int
    column: int
    felt: str
    message: str

    def __str__(self) -> str:
        """Return the line an editor or a person reads, without the file's name."""
        place = f"linje {self.line}, tegn {self.column}: " if self.line else ""
        return f"{place}{f'»{self.felt}«: ' if self.felt else ''}{self.message}"


class DataError(GeneratorError):
    """A data file can't be read as what it should be; all its errors at once, in the file's order."""

    def __init__(self, file: str, fejl: Sequence[DataFejl]) -> None:
        self.file = file
        self.fejl = tuple(sorted(fejl))
        super().__init__("\n".join(f"{file}, {item}" if item.line else f"{file}: {item}" for item in self.fejl))


class PackageError(GeneratorError):
    """A Word file can't be opened as one, or holds what no file here may hold."""

    def __init__(self, file: str, problem: str, advice: str) -> None:
        self.file, self.problem, self.advice = file, problem, advice
        super().__init__(f"{file}: {problem} {advice}")


@dataclass(frozen=True)
class FormFejl:
    """One mistake in a form: the tag, where it stands (»sidefoden«, the paragraph's words), what is wrong, what to do."""

    place: str
    excerpt: str
    tag: str
    message: str

    def __str__(self) -> str:
        """Return the sentence a form's author reads."""
        near = f", i afsnittet »{self.excerpt}«" if self.excerpt and self.excerpt != self.tag else ""
        return f"{self.place}{near}: {f'{self.tag} – ' if self.tag else ''}{self.message}"


class FormError(GeneratorError):
    """A form (Word file with tags) has mistakes; all of them at once, in the document's order."""

    def __init__(self, form: str, fejl: Sequence[FormFejl]) -> None:
        self.form, self.fejl = form, tuple(fejl)
        super().__init__("\n".join(f"Formularen {form}, {item}" for item in self.fejl))

"""The family of errors that a user may meet: facts in, Danish text out, the exit code beside it.

What is wrong with an *operation* is an exception of this family; what is wrong with the *data* is a list of values
(`DataError` for a file that can't be read as an agreement, findings for one that can). Only the edges print and exit.
Exit codes: 0 fine, 1 own error, 2 usage (click), 3 findings, 6 conflict.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from generator.text import format_number

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
    """A data file can't be read as what it should be; all its errors at once, in the file's order.

    `fejl` holds every one of them; the text has no more than a person mends at a time, and how many are left.
    """

    MAX_SHOWN: ClassVar[int] = 50

    def __init__(self, file: str, fejl: Sequence[DataFejl]) -> None:
        self.file = file
        self.fejl = tuple(sorted(fejl))
        lines = [f"{file}, {item}" if item.line else f"{file}: {item}" for item in self.fejl[: self.MAX_SHOWN]]
        if (left := len(self.fejl) - self.MAX_SHOWN) > 0:
            lines.append(f"{file}: og {format_number(left)} fejl mere. Ret dem her først.")
        super().__init__("\n".join(lines))


class PackageError(GeneratorError):
    """A Word file can't be opened as one, or holds what no file here may hold."""

    def __init__(self, file: str, problem: str, advice: str) -> None:
        self.file, self.problem, self.advice = file, problem, advice
        super().__init__(f"{file}: {problem} {advice}")


@dataclass(frozen=True)
class FormFejl:
    """One mistake in a form: the tag, where it stands (»Sidefoden«, the paragraph's words), what is wrong and to do.

    `after` has the words above a tag that stands alone in its paragraph, since a form has many such tags alike.
    """

    place: str
    excerpt: str
    tag: str
    message: str
    after: str = ""

    def __str__(self) -> str:
        """Return the sentence a form's author reads."""
        near = f", i afsnittet »{self.excerpt}«" if self.excerpt and self.excerpt != self.tag else ""
        if not near and self.after:
            near = f", efter »{self.after}«"
        return f"{self.place}{near}: {f'{self.tag} – ' if self.tag else ''}{self.message}"


class FormError(GeneratorError):
    """A form (Word file with tags) has mistakes; all of them at once, in the document's order."""

    def __init__(self, form: str, fejl: Sequence[FormFejl]) -> None:
        self.form, self.fejl = form, tuple(fejl)
        super().__init__("\n".join(f"Formularen {form}, {item}" for item in self.fejl))


class AendringError(GeneratorError):
    """A change doesn't fit the text it is to be made in. `felt` names the field or part for people."""

    exit_code = 6
    http_status = 409

    def __init__(self, felt: str, problem: str, advice: str) -> None:
        self.felt, self.problem, self.advice = felt, problem, advice
        super().__init__(f"»{felt}«: {problem} {advice}")


class StaleAendringError(AendringError):
    """The field no longer holds what the change builds on."""

    def __init__(self, felt: str) -> None:
        problem = "Nuværende tekst er en anden end den, ændringen bygger på."
        super().__init__(felt, problem, "Lav ændringen igen ud fra den gældende tekst.")


class UnknownDelError(AendringError):
    """The part that the change is about isn't in the text."""

    def __init__(self, felt: str) -> None:
        problem = "Det, der skal ændres, står ikke i aftalen."
        super().__init__(felt, problem, "Lav ændringen igen ud fra den gældende tekst.")


class UnknownPladsError(AendringError):
    """The sibling that a part is to stand after isn't in the text. `efter` is its id."""

    def __init__(self, felt: str, efter: str) -> None:
        self.efter = efter
        problem = f"Pladsen findes ikke mere, for »{efter}« står ikke i aftalen."
        super().__init__(felt, problem, "Lav ændringen igen ud fra den gældende tekst.")


class DelExistsError(AendringError):
    """A part is to be added, and there is one with its id already."""

    def __init__(self, felt: str) -> None:
        super().__init__(felt, "Der er allerede en del med samme id i aftalen.", "Giv den nye del et andet id.")


class DoubleAendringError(AendringError):
    """Two changes speak of the same thing, so that the order they are made in would decide."""

    def __init__(self, felt: str) -> None:
        super().__init__(felt, "To ændringer gælder det samme.", "Vælg en af dem.")


class InvalidAendringError(AendringError):
    """The text would not be valid with the change: a wrong value, or it needs another change. `grund` says why."""

    def __init__(self, felt: str, grund: str) -> None:
        self.grund = grund
        super().__init__(felt, grund, "Tag de ændringer med, som hænger sammen, eller lad dem alle være.")


class LogError(GeneratorError):
    """An act that the beslutningslog, as it stands, leaves no room for."""

    http_status = 409

    def __init__(self, problem: str, advice: str) -> None:
        self.problem, self.advice = problem, advice
        super().__init__(f"{problem} {advice}")


class IllegalTransitionError(LogError):
    """A forslag is not where the act needs it to be. `status` and `wanted` are as people read them."""

    def __init__(self, forslag: str, status: str, wanted: str) -> None:
        self.forslag, self.status, self.wanted = forslag, status, wanted
        already = f"Forslaget »{forslag}« er allerede {status}."
        super().__init__(
            already if status == wanted else f"Forslaget »{forslag}« er {status} og kan ikke blive {wanted}.",
            "Se med »delaftale forslag«, hvilke forslag der venter.",
        )


class UnknownForslagError(LogError):
    """The log knows no forslag of that id."""

    http_status = 404

    def __init__(self, forslag: str, likely: Sequence[str]) -> None:
        self.forslag, self.likely = forslag, tuple(likely)
        meant = f" Mente du »{likely[0]}«?" if likely else ""
        super().__init__(
            f"Der er ikke indstillet noget forslag med id »{forslag}«.{meant}",
            "Se dem, der er, med »delaftale forslag«.",
        )


class IdTakenError(LogError):
    """An indstilling or a forslag has an id that was used before. `kind` is »Indstillingen« or »Forslaget«."""

    exit_code = 6

    def __init__(self, kind: str, id_: str) -> None:
        self.kind, self.id = kind, id_
        super().__init__(f"{kind} »{id_}« findes allerede i beslutningsloggen.", "Vælg et andet id.")


class NotRegisteredError(LogError):
    """A delaftale that no post speaks of yet."""

    http_status = 404

    def __init__(self, delaftale: str) -> None:
        self.delaftale = delaftale
        super().__init__(
            f"»{delaftale}« står ikke i beslutningsloggen endnu.", f"Kør først »delaftale registrer {delaftale}«."
        )


class StaleVersionError(LogError):
    """An act builds on a version that is not, or no longer, the one to build on. `holds` None: there is none."""

    exit_code = 6

    def __init__(self, delaftale: str, based_on: int, holds: int | None) -> None:
        self.delaftale, self.based_on, self.holds = delaftale, based_on, holds
        now = "den har aldrig været gældende" if holds is None else f"version {holds} er den, der skal bygges på"
        super().__init__(
            f"Ændringen bygger på version {based_on} af »{delaftale}«, men {now}.",
            "Skriv ændringen ud fra den gældende tekst, og prøv igen.",
        )


class VersionPlanError(LogError):
    """The versions that an act makes are not those that follow from it. Both are given as people read them."""

    def __init__(self, delaftale: str, expected: str, given: str) -> None:
        self.delaftale, self.expected, self.given = delaftale, expected, given
        super().__init__(
            f"Beslutningen giver {expected} af »{delaftale}«, men her står {given}.",
            "Lad hver dato få sin version, også dem, der allerede er vedtaget til senere.",
        )


class TooEarlyError(LogError):
    """A day before anything of the delaftale is known. `first` and `day` as people read them."""

    def __init__(self, delaftale: str, day: str, first: str) -> None:
        self.delaftale, self.day, self.first = delaftale, day, first
        super().__init__(
            f"»{delaftale}« kendes først fra {first}, så der er ingen tekst for {day}.",
            "Vælg en senere dato, eller registrér den tidligere udgave.",
        )


class EndedError(LogError):
    """The delaftale or its plan has ended. `what` is a sentence's beginning, `til` the last day as people read it."""

    def __init__(self, what: str, til: str) -> None:
        self.what, self.til = what, til
        super().__init__(
            f"{what} gjaldt til {til}.", "Den kan først ændres igen, når Landsbyggefonden har godkendt en forlængelse."
        )


class MoedeError(GeneratorError):
    """Something that can't be done at a meeting, or not now. `problem` and `advice` are Danish sentences."""

    http_status = 409

    def __init__(self, problem: str, advice: str) -> None:
        self.problem, self.advice = problem, advice
        super().__init__(f"{problem} {advice}")


class MoedeManglerError(MoedeError):
    """A meeting can't be closed yet; all reasons at once, in the agenda's order."""

    def __init__(self, hvad: str, mangler: Sequence[str]) -> None:
        self.hvad, self.mangler = hvad, tuple(mangler)
        lines = (f"{hvad} kan ikke afsluttes endnu.", *mangler)
        GeneratorError.__init__(self, "\n".join(lines))
        self.problem, self.advice = lines[0], "\n".join(mangler)

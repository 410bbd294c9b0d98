"""What keeps two Word files from being compared: the construct, named, and where it stands.

Always so: no redline is handed out that doesn't lead from one document to the other. What can't be marked as a tracked
change is refused with its name and its place in the user's words, so that it can be taken out or put right in Word.
"""

from __future__ import annotations

from typing import ClassVar

from generator.errors import GeneratorError
from generator.text import shown

_ACCEPT = "Acceptér eller afvis ændringerne i Word, og prøv igen."


class RedlineError(GeneratorError):
    """Two Word files can't be compared. `sted` says where in the file, "" where no place is meant."""

    http_status: ClassVar[int] = 409

    def __init__(self, file: str, sted: str, problem: str, advice: str) -> None:
        """Keep the facts. `problem` goes on a sentence that has begun with the place."""
        self.file, self.sted, self.problem, self.advice = file, sted, problem, advice
        where = f" {sted}" if sted else ""
        super().__init__(f"{file}:{where} {problem} {advice}")


class ConstructError(RedlineError):
    """A construct that a tracked change can't carry was added, removed or changed. `hvad` names it (»tekstboks«)."""

    def __init__(self, file: str, sted: str, hvad: str) -> None:
        self.hvad = hvad
        problem = f"{hvad} kan ikke vises som en sporet ændring."
        super().__init__(file, sted, problem, "Ret den, så den er ens i de to filer, og sammenlign igen.")


class RevisionsInsideError(RedlineError):
    """A file has tracked changes already; whose they are would be lost in a new redline."""

    def __init__(self, file: str, sted: str, author: str) -> None:
        self.author = author
        by = f" af {shown(author)}" if author else ""
        super().__init__(file, sted, f"der er allerede sporede ændringer{by}.", _ACCEPT)


class SectionsError(RedlineError):
    """The files have not the same sections or headers. `hvad` names what is different."""

    def __init__(self, file: str, hvad: str) -> None:
        self.hvad = hvad
        advice = "Giv de to filer samme inddeling i Word, og sammenlign igen."
        super().__init__(file, "", f"{hvad} er en anden end i den tidligere fil.", advice)


class RedlineLawError(RedlineError):
    """No redline was found that leads from one document to the other: a mistake of the program, told as one."""

    def __init__(self, file: str, sted: str) -> None:
        problem = "filerne kan ikke sammenlignes, for ændringerne fører ikke sikkert fra den ene til den anden."
        super().__init__(file, sted, problem, "Send de to filer til den, der står for programmet.")


def place_of(part: str, words: str) -> str:
    """Return where in a file something is: the part in Danish, and the words of its paragraph."""
    where = "sidehovedet" if "header" in part else "sidefoden" if "footer" in part else "teksten"
    if "note" in part:
        where = "noterne"
    near = f", ved »{shown(words, 50)}«" if words.strip() else ""
    return f"i {where}{near}:"

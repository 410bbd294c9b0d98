"""What can stand in the way of reading or adding to a beslutningslog, said in Danish.

Always so: an error says whether anything was saved, since that is what its reader must know before trying again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.errors import LogError

if TYPE_CHECKING:
    from generator.workflow.verify import Brud


class LogConflictError(LogError):
    """Somebody else acted first; nothing of this act was saved. `what` is what they changed, as people name it."""

    exit_code = 6

    def __init__(self, what: str) -> None:
        self.what = what
        super().__init__(f"En anden har imens ændret »{what}«. Intet af din handling er gemt.", "Kør kommandoen igen.")


class LogBrudError(LogError):
    """The log does not hold, so that nothing can be built on it; nothing was changed."""

    def __init__(self, brud: Brud) -> None:
        self.brud = brud
        place = f"»{brud.fil}« " if brud.fil else ""
        super().__init__(f"{place}{brud.problem}", brud.udvej)


class NewerPostError(LogError):
    """A post was written by a newer program than this; nothing was changed."""

    def __init__(self, fil: str, format_: int) -> None:
        self.fil, self.format = fil, format_
        super().__init__(
            f"»{fil}« er skrevet af et nyere program (filformat {format_}), så loggen kan ikke læses her.",
            "Opdatér programmet, og prøv igen. Intet er ændret.",
        )


class UncertainActError(LogError):
    """The disk failed when the act was about to count; it may be saved or not, but never by half."""

    http_status = 500

    def __init__(self, nr: int, grund: str) -> None:
        self.nr, self.grund = nr, grund
        super().__init__(
            f"Det er uvist, om post {nr} blev gemt: {grund}",
            "Se med »delaftale historik«, om handlingen står der, før du gør den igen.",
        )

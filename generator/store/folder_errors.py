"""What the folder of agreements can lack, said in Danish: the project itself, a plan's data, an edition.

Always so: an error says where something was looked for and what to do now; none of them names a path of the machine
but the folder that a person stands in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from generator.errors import GeneratorError

if TYPE_CHECKING:
    from pathlib import Path

    from generator.store.port import DelaftaleRef

FOLDER: Final = "aftaler"


class NoFolderError(GeneratorError):
    """The folder that the command is run in is gone."""

    def __init__(self) -> None:
        super().__init__(
            "Mappen, som kommandoen køres i, findes ikke længere. Gå til mappen med aftalerne, og prøv igen."
        )


class NoProjectError(GeneratorError):
    """There is no folder `aftaler/` here or above."""

    http_status: ClassVar[int] = 404

    def __init__(self, start: Path) -> None:
        self.start = start
        super().__init__(
            f"Der er ingen mappe »{FOLDER}« i »{start}« eller mapperne over den. "
            "Gå til mappen med aftalerne, eller begynd her med »delaftale ny plan«."
        )


class NoHelhedsplanError(GeneratorError):
    """A plan's folder has delaftaler, but no data of the plan."""

    http_status: ClassVar[int] = 404

    def __init__(self, plan: str, folder: str) -> None:
        self.plan, self.folder = plan, folder
        super().__init__(f"Planen »{plan}« mangler helhedsplan.yaml. Læg filen tilbage i »{folder}«.")


class NoUdgaveError(GeneratorError):
    """A delaftale has no such edition."""

    http_status: ClassVar[int] = 404

    def __init__(self, ref: DelaftaleRef, wanted: str, found: str) -> None:
        self.ref, self.wanted = ref, wanted
        super().__init__(f"»{ref}« har {wanted}. Der er {found}.")

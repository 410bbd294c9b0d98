"""The kind of form that a year's status is printed on, and what is put into it.

None of its fields has a sti: a bilag is read, not filled in; the status is filled in where it is kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Final

from generator.document.status import Statusbilag
from generator.model.delaftale import Delaftale
from generator.model.helhedsplan import Helhedsplan, Indsatsomraade
from generator.model.udgave import Udgave
from generator.word.roots import Formularart

AARSSTATUS: Final = Formularart(
    "aarsstatus",
    {
        "status": Statusbilag,
        "delaftale": Delaftale,
        "plan": Helhedsplan,
        "indsatsomraade": Indsatsomraade,
        "udgave": Udgave,
    },
    {},
)
STATUSFORMULAR: Final = "aarsstatus"
"""The form that every year's status is printed on; a project may have its own of that name."""


@dataclass(frozen=True, slots=True)
class Statusindhold:
    """All that a form can print of one year's status."""

    art: ClassVar[Formularart] = AARSSTATUS

    status: Statusbilag
    delaftale: Delaftale
    plan: Helhedsplan
    indsatsomraade: Indsatsomraade
    udgave: Udgave

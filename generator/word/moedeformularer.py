"""The kinds of forms that a meeting is printed on, and what is put into each.

None of their fields has a sti: such a document is read, not filled in. The four lie in one folder, since they share
their looks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from generator.model.helhedsplan import Helhedsplan
from generator.model.moededokument import Moedevisning, Punktvisning
from generator.word.roots import Formularart

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.model.base import Model

_ROOTS: Final[Mapping[str, type[Model]]] = {"moede": Moedevisning, "plan": Helhedsplan}

DAGSORDEN: Final = Formularart("dagsorden", _ROOTS, {})
REFERAT: Final = Formularart("referat", _ROOTS, {})
UDSKRIFT: Final = Formularart("udskrift", {**_ROOTS, "punkt": Punktvisning}, {})
AENDRINGER: Final = Formularart("aendringer", _ROOTS, {})

MOEDEFORMULARER: Final = "moede-dokumenter"
"""The folder with the forms of a meeting; a project may have its own of that name."""


@dataclass(frozen=True, slots=True)
class Moedeindhold:
    """All that a form can print of a meeting. `art` is the document that is made."""

    art: Formularart
    moede: Moedevisning
    plan: Helhedsplan


@dataclass(frozen=True, slots=True)
class Udskriftsindhold:
    """All that an extract can print: one item, and the meeting around it."""

    art: Formularart
    moede: Moedevisning
    plan: Helhedsplan
    punkt: Punktvisning

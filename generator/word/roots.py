"""Kinds of forms: what the names in a form of a kind begin with, and the type behind each.

A kind is declared once, beside the content that is put into its forms; compiling judges a form's names by it and
rendering takes the content by it, so a form can print neither more nor less than its kind has. Plain data: whoever
compiles a delaftale's form loads no other kind's model.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.model.base import Model


@dataclass(frozen=True, slots=True)
class Formularart:
    """A kind of form. `navn` is an ASCII word; a form of the kind is the file `fil` in a folder of its own."""

    navn: str
    roots: Mapping[str, type[Model]]
    """The names a form begins with, and the type behind each; the content has an attribute of each name."""
    addressed: Mapping[str, str]
    """The roots whose fields have a sti, and the prefix it has; the others are worked out, not written."""

    @property
    def fil(self) -> str:
        """The name of the Word file."""
        return f"{self.navn}.docx"


class Indhold(Protocol):
    """What is put into a form: an attribute for each root of its kind."""

    @property
    def art(self) -> Formularart:
        """The kind of form that it goes into."""

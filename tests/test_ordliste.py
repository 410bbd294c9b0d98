"""The glossary holds every domain word of the model, and no word that the model has dropped."""

from __future__ import annotations

import importlib
import pkgutil
import re
from typing import TYPE_CHECKING

import generator.model
from generator.model.base import Model, Valg

if TYPE_CHECKING:
    from pathlib import Path


def domain_classes() -> set[str]:
    """Return the names of the types in `generator/model/` that the board could talk about."""
    names = set()
    for module in pkgutil.iter_modules(generator.model.__path__):
        contents = vars(importlib.import_module(f"generator.model.{module.name}"))
        names |= {
            name
            for name, value in contents.items()
            if isinstance(value, type) and issubclass(value, Model | Valg) and value not in (Model, Valg)
        }
    return names


def test_every_domain_word_stands_in_the_glossary(repo: Path) -> None:
    """A new type enters the glossary in the same commit; a dropped one leaves it."""
    ordliste = (repo / "docs" / "ordliste.md").read_text(encoding="utf-8")
    listed = {
        name
        for cell in re.findall(r"`([^`]+)`", ordliste)
        for name in [cell]
        if name.isidentifier() and name[0].isupper()
    }

    assert domain_classes() == listed

"""The field that a person means: by the name that the documents use (»Beboervejledning, Formål«), or by its sti.

Always so: case, commas, quotation marks and æ/ae don't matter; an address that is written out beats a name. Pure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.sti import Sti, list_felter, name_felt
from generator.text import to_ascii

if TYPE_CHECKING:
    from generator.model.delaftale import Delaftale


def name_all(text: Delaftale) -> dict[Sti, str]:
    """Return the names of all fields and parts by their address, in the document's order."""
    stier = {Sti("/".join(sti.dele[:end])): None for sti, _ in list_felter(text) for end in range(1, len(sti.dele) + 1)}
    return {sti: name_felt(text, sti) for sti in stier}


def normalize_navn(navn: str) -> str:
    """Return a field's name as names are compared."""
    return " ".join(to_ascii(navn).casefold().replace("»", " ").replace("«", " ").replace(",", " ").split())


def match_felt(names: dict[Sti, str], felt: str) -> tuple[Sti, ...]:
    """Return the fields that `felt` means; () if there are none.

    The one at that address; else of those with just that name the outermost; else all whose names hold its words.
    """
    if felt in names:
        return (Sti(felt),)
    wanted = normalize_navn(felt)
    hits = [sti for sti, navn in names.items() if normalize_navn(navn) == wanted]
    if hits:
        return (min(hits, key=lambda item: len(item.dele)),)
    words = wanted.split()
    return tuple(sti for sti, navn in names.items() if words and all(word in normalize_navn(navn) for word in words))

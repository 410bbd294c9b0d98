"""Which comments that a person wrote in a file go when the file is written anew or taken over.

Always so: what goes is named, comment by comment, so that nobody finds out later; what the program wrote itself (the
line to the schema, what a draft builds on, guidance, what each field is) is nobody's comment, and neither is a
sub-heading within a text.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

import yaml

from generator.model.delaftale import Delaftale
from generator.model.forslag import Indstillingsudkast
from generator.service.eksempler import DELAFTALE, FORGAENGER
from generator.store.yaml_writer import list_guidance

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.store.port import DelaftaleRef, Store

_OWN: Final = re.compile(r"# (yaml-language-server: |Bygger på version [0-9])")
_WITHIN: Final = re.compile(r"(?<=\s)(?=#)")
_BLOCK: Final = re.compile(r"[|>][-+0-9]*")


def find_comments(data: bytes) -> tuple[str, ...]:
    """Return the comments of a YAML file in order, also those after a value, without those that every file has.

    Raises: yaml.YAMLError, if the file is none that can be read.
    """
    lines = data.decode("utf-8-sig", "replace").split("\n")
    taken = _find_taken(lines)
    found = (line[taken.get(nr, 0) :].strip() for nr, line in enumerate(lines))
    return tuple(line for line in found if line.startswith("#") and line.strip("# ") and not _OWN.match(line))


def _find_taken(lines: Sequence[str]) -> dict[int, int]:
    """Return how far keys, values and signs reach into each line that has any; lines are counted from 0."""
    taken: dict[int, int] = {}
    for token in yaml.scan("\n".join(lines), Loader=yaml.CSafeLoader):
        start, end = token.start_mark, token.end_mark
        if (start.line, start.column) == (end.line, end.column):
            continue  # an end that no sign marks
        first = start.line
        if isinstance(token, yaml.ScalarToken) and (sign := _BLOCK.match(lines[first], start.column)):
            taken[first] = sign.end()  # what follows on its line is a comment
            first += 1
        taken |= {nr: len(lines[nr]) for nr in range(first, end.line)}
        if end.line >= first:
            taken[end.line] = max(end.column, taken.get(end.line, 0))
    return taken


def tell_lost_comments(before: bytes | None, known: Iterable[bytes], sti: str) -> list[str]:
    """Return which comments of a file are in none of `known`, as sentences; [] for no file.

    `known` are the files that hold on to them, and those that the file was made from. What a new draft comes with is
    known as well.
    """
    if before is None:
        return []
    kept = {part for data in known for line in find_comments(data) for part in _parts(line)} | _guidance()
    lost = [line for line in find_comments(before) if line not in kept]
    return [f"Kommentaren »{line}« i {sti} er ikke taget med." for line in lost]


def tell_of_draft(store: Store, ref: DelaftaleRef, draft: bytes, versioner: Iterable[int]) -> list[str]:
    """Return which comments go with a draft that is closed: those that none of the versions holds."""
    texts = [
        data
        for nr in sorted(versioner)
        for sti, data in store.read_versionsfiler(ref, nr).items()
        if sti.endswith("/delaftale.yaml")  # issued documents lie beside it
    ]
    return tell_lost_comments(draft, texts, f"{ref.delaftale}/kladde.yaml")


@cache
def _guidance() -> frozenset[str]:
    """Return the comments that a new file comes with, as a line of its own or where a person removed the mark."""
    lines = [f"# {line}".strip() for text in (DELAFTALE, FORGAENGER) for line in text.splitlines()]
    lines += [line for model in (Delaftale, Indstillingsudkast) for line in list_guidance(model)]
    return frozenset(part for line in lines for part in _parts(line))


def _parts(line: str) -> Iterator[str]:
    """Yield a comment, and the comments within it: what is left of one when the first mark is removed."""
    yield line
    yield from (part.strip() for part in _WITHIN.split(line)[1:])

"""Open a draft of the text in force.

Always so: a draft is opened once, holds the version's own bytes with whatever a person wrote in them as comments, and
says in a line of its own which version it builds on, so that changes decided meanwhile are neither lost nor undone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from generator.service.akter import AktError, open_planlog
from generator.text import format_short_date

if TYPE_CHECKING:
    from datetime import date

    from generator.store.port import DelaftaleRef, Store

_SCHEMA: Final = re.compile(rb"\A(# yaml-language-server: \$schema=)(?:\.\./)+(\S+)\r?\n")
_BASE: Final = re.compile("^# Bygger på version ([0-9]{1,4})\\b", re.MULTILINE)
BASE_LINE: Final = "# Bygger på version {nr}. Lad linjen stå; den bruges, når der indstilles.\n"


class KladdeOpenError(AktError):
    """There is a draft already."""

    exit_code = 6

    def __init__(self, ref: DelaftaleRef) -> None:
        self.ref = ref
        super().__init__(f"Der er allerede en kladde af »{ref}«. Ret i den; den er ikke rørt.")


@dataclass(frozen=True)
class AabnetKladde:
    """A draft that was opened. `kommende` is a version that is adopted for a later day, with that day; None if none."""

    ref: DelaftaleRef
    fil: str
    version: int
    kommende: tuple[int, date] | None


def open_kladde(store: Store, ref: DelaftaleRef, today: date) -> AabnetKladde:
    """Open a draft of the text in force today, after the period's end of the last one.

    Raises: KladdeOpenError; AktError, if there is no text yet; LogConflictError, FileError.
    """
    if store.has_kladde(ref):
        raise KladdeOpenError(ref)
    number, kommende = _find_base(store, ref, today)
    data = store.read_versionsfiler(ref, number)[f"{ref.delaftale}/versioner/{number:04}/delaftale.yaml"]
    path = f"{ref.delaftale}/kladde.yaml"
    fil = store.write_fil(ref.plan, path, _as_draft(data, number), None)
    return AabnetKladde(ref, fil, number, kommende)


def _find_base(store: Store, ref: DelaftaleRef, today: date) -> tuple[int, tuple[int, date] | None]:
    tilstand = open_planlog(store, ref.plan).tilstand
    if tilstand.versioner(ref.delaftale):
        text = tilstand.text_on(ref.delaftale, today)
        if text is None:
            first = format_short_date(tilstand.linjer[ref.delaftale][0].gaelder_fra)
            raise AktError(f"»{ref}« gælder først fra {first}. Vælg en senere dato med »--dato«.")
        later = tilstand.linjer[ref.delaftale][-1]
        return text.nr, None if later == text else (later.nr, later.gaelder_fra)
    versioner = store.list_versioner(ref)
    if not versioner:
        raise AktError(f"»{ref}« har ingen version at lave en kladde af.")
    return versioner[-1], None


def _as_draft(data: bytes, number: int) -> bytes:
    """Return a version's bytes as a draft: the schema is reached from where the draft lies."""
    line = BASE_LINE.format(nr=number).encode("utf-8")
    found = _SCHEMA.match(data)
    if found is None:
        return line + data
    return found[1] + b"../../" + found[2] + b"\n" + line + data[found.end() :]


def find_base(data: bytes) -> int | None:
    """Return the version that a draft says it builds on; None if it doesn't say."""
    found = _BASE.search(data.decode("utf-8-sig", "replace"))
    return None if found is None else int(found[1])

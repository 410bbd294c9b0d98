"""Whether the record holds, and whether it still contains what was printed then.

Always so: the code comes from outside, typed by a person or read out of a document they hand over, never from the
store; nothing is changed, and what is found is named.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.errors import GeneratorError
from generator.service.akter import AktError
from generator.workflow.kontrolkode import find_kontrolkoder, kontrolkode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.store.port import Store
    from generator.workflow.verify import Brud


@dataclass(frozen=True)
class Planverificering:
    """What was found in one plan. `brud` is the first thing that does not hold, None if all does.

    `poster` is how many posts there are; `fundet` has each code that was asked for and the post that has it, None if
    none does.
    """

    plan: str
    poster: int
    brud: Brud | None
    fundet: tuple[tuple[str, int | None], ...]


class NoKodeError(GeneratorError):
    """A document shows no kontrolkode."""

    def __init__(self, fil: str) -> None:
        self.fil = fil
        super().__init__(
            f"Der står ingen kontrolkode i »{fil}«. Er det et dokument, som programmet har dannet af en registreret "
            "version? Skriv ellers koden selv med »--kontrolkode«."
        )


def verificer(store: Store, planer: Sequence[str], koder: Sequence[str]) -> tuple[Planverificering, ...]:
    """Return what holds in each plan that has a log. `koder` are kontrolkoder as printed.

    Raises: AktError, if no plan has a log; FileError.
    """
    chosen = [plan for plan in planer if store.has_log(plan)]
    if not chosen:
        raise AktError("Der er ingen beslutningslog endnu. Begynd med »delaftale registrer DELAFTALE«.")
    return tuple(_verify(store, plan, koder) for plan in chosen)


def _verify(store: Store, plan: str, koder: Sequence[str]) -> Planverificering:
    brud, poster = store.verify_log(plan)
    codes = {kontrolkode(data): nr for nr, data in enumerate(poster, start=1)}
    return Planverificering(plan, len(poster), brud, tuple((kode, codes.get(kode)) for kode in koder))


def read_koder(data: bytes, fil: str) -> tuple[str, ...]:
    """Return the kontrolkoder that a docx or PDF shows, each once.

    Raises: NoKodeError; PackageError, if it is no sound file of its kind.
    """
    if data.startswith(b"PK"):
        found = find_kontrolkoder(_docx_text(data, fil))
    elif data.startswith(b"%PDF"):
        from generator.service.pdf_tekst import read_texts  # noqa: PLC0415 - only a PDF needs it

        found = tuple(dict.fromkeys(code for text in read_texts(data) for code in find_kontrolkoder(text)))
    else:
        found = find_kontrolkoder(data.decode("utf-8", "replace"))
    if not found:
        raise NoKodeError(fil)
    return found


def _docx_text(data: bytes, fil: str) -> str:
    """Return the words of a Word file's body, headers and footers; a paragraph a line."""
    from generator.word.package import read_package  # noqa: PLC0415 - only a Word file needs it

    parts = []
    for name, entry in read_package(data, fil).items():
        if re.fullmatch(r"word/(document|header\d*|footer\d*)\.xml", name):
            xml = entry.read().decode("utf-8", "replace")
            lines = re.split(r"</w:p>|<w:br/>|<w:tab/>", xml)
            parts += ["".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", line)) for line in lines]
    return "\n".join(parts)

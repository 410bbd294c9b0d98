"""The annexes of a meeting: PDF files taken in, kept beside it, and looked at before anything goes out.

Always so: an annex is a PDF, is kept under a name of its own and known by its bytes; a file that somebody changed or
removed afterwards stops what would have gone out with it. Source: docs/analyse/moede.md.
"""

from __future__ import annotations

from hashlib import sha256
from itertools import count
from typing import TYPE_CHECKING, Final

from generator.document.pdf_samling import AnnexError, check_annex
from generator.errors import MoedeError
from generator.service.moeder import name_moede
from generator.text import format_list, format_number, slugify
from generator.workflow.moedeafgoerelser import find_punkt
from generator.workflow.moederedigering import add_bilag

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from generator.model.moede import Bilag, Moede, Punkt
    from generator.service.moeder import AabentMoede
    from generator.store.port import Store

MAX_BILAG: Final = 50_000_000
"""Bytes of one annex; a mail box takes half of it."""
_PDF: Final = b"%PDF-"
_HEAD: Final = 1024  # bytes within which a PDF begins, as its readers have it


class BilagError(MoedeError):
    """An annex that can't be used. `fil` is its name for people."""

    def __init__(self, fil: str, problem: str, advice: str) -> None:
        self.fil = fil
        super().__init__(f"»{fil}« {problem}", advice)


def check_pdf(fil: str, data: bytes) -> None:
    """Refuse what is no PDF, is empty, too large, locked, or can't be read. Raises: BilagError."""
    if not data:
        raise BilagError(fil, "er tom.", "Gem den igen som PDF.")
    if len(data) > MAX_BILAG:
        size = format_number(len(data) // 1_000_000)
        raise BilagError(fil, f"fylder {size} MB; et bilag må fylde 50 MB.", "Gør billederne mindre, og prøv igen.")
    if _PDF not in data[:_HEAD]:
        raise BilagError(fil, "er ikke en PDF.", "Gem den som PDF, fx fra Word med »Gem som«.")
    if b"%%EOF" not in data[-2048:]:
        raise BilagError(fil, "er ikke hel: PDF-filens slutning mangler.", "Hent eller gem den igen.")
    try:
        check_annex(data)
    except AnnexError as error:
        problem = "er låst med en adgangskode." if error.locked else "kan ikke læses som PDF."
        raise BilagError(fil, problem, "Gem den igen som PDF uden lås.") from error


def take_bilag(
    store: Store, aabent: AabentMoede, punkt: str, *, navn: str, data: bytes, titel: str | None, lukket: bool
) -> tuple[Moede, Bilag]:
    """Keep an annex beside the meeting; return the meeting with it, and the annex. The file is there before that.

    `navn` is the file's own name, which the title is taken from where none is given.

    Raises: BilagError; MoedeError; LogConflictError, FileError.
    """
    check_pdf(navn, data)
    stem = navn.rpartition("/")[2].rpartition(".")[0] or navn
    shown = titel or " ".join(stem.replace("_", " ").replace("-", " ").split()).capitalize() or "Bilag"
    item = find_punkt(aabent.moede, punkt)
    plan, moede = aabent.planlog.plan, aabent.moede
    names = _names(item, moede, shown)
    standing = ((fil, store.read_fil(plan, name_moede(moede.dato, fil), MAX_BILAG)) for fil in names)
    fil, there = next((fil, found) for fil, found in standing if found is None or found == data)
    after, bilag = add_bilag(moede, punkt, shown, fil, sha256(data).hexdigest(), lukket=lukket)
    if there is None:  # else it lies there from an attempt that was broken off
        store.write_fil(plan, name_moede(moede.dato, fil), data, None)
    return after, bilag


def read_bilag(store: Store, plan: str, moede: Moede, bilag: Bilag) -> bytes:
    """Return an annex's bytes. Raises: BilagError, if it is gone or another than was taken in; FileError."""
    data = store.read_fil(plan, name_moede(moede.dato, bilag.fil), MAX_BILAG)
    if data is None:
        raise BilagError(
            bilag.titel, f"mangler: der er ingen fil {bilag.fil}.", "Læg den tilbage, eller fjern bilaget."
        )
    if sha256(data).hexdigest() != bilag.sha256:
        raise BilagError(
            bilag.titel, "er ændret, siden den blev bilag.", "Læg den rette fil tilbage, eller tilføj den nye."
        )
    return data


def check_bilag(store: Store, plan: str, moede: Moede) -> None:
    """Refuse a meeting whose annexes are not all there as they were taken in, all of them told. Raises: MoedeError."""
    wrong = []
    for punkt, bilag in all_bilag(moede):
        try:
            read_bilag(store, plan, moede, bilag)
        except BilagError as error:
            wrong.append(f"punkt {moede.punkt_nummer(punkt.id)}: {error.problem}")
    if wrong:
        raise MoedeError(f"Bilagene er ikke i orden: {format_list(wrong)}", "Ret dem, før noget sendes ud.")


def all_bilag(moede: Moede) -> Iterator[tuple[Punkt, Bilag]]:
    """Yield each item's annexes, in the agenda's order."""
    for punkt in moede.punkter:
        for bilag in punkt.bilag:
            yield punkt, bilag


def copy_bilag(store: Store, plan: str, moede: Moede, ny: date) -> dict[str, bytes]:
    """Copy a meeting's annexes to another day; return those it has, by path, with their bytes.

    Raises: BilagError; LogConflictError, if another file stands there; FileError.
    """
    copied: dict[str, bytes] = {}
    for _, bilag in all_bilag(moede):
        data = read_bilag(store, plan, moede, bilag)
        there = name_moede(ny, bilag.fil)
        if store.read_fil(plan, there, MAX_BILAG) != data:
            store.write_fil(plan, there, data, None)
        copied[name_moede(moede.dato, bilag.fil)] = data
    return copied


def _names(punkt: Punkt, moede: Moede, titel: str) -> Iterator[str]:
    """Yield file names that no annex of the meeting has: the item's number, the title, a number where that is taken."""
    taken = {bilag.fil for _, bilag in all_bilag(moede)}
    base = f"bilag/{moede.punkt_nummer(punkt.id)}-{slugify(titel) or 'bilag'}"
    names = (f"{base}{f'-{nr}' if nr > 1 else ''}.pdf" for nr in count(1))
    return (name for name in names if name not in taken)

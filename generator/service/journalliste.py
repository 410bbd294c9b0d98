"""The list of a journalpakke, for a spreadsheet and for people: what each document is, and that it is a copy.

Always so: the original is the PDF that the administrerende boligorganisation has journalised, and the text says so; no
text of a person's is taken for a formula. Source: domaene.md §13 (The original).
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from generator.text import format_short_date
from generator.workflow.kontrolkode import kontrolkode

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from generator.service.moeder import AabentMoede

LISTE: Final = "liste.csv"
INDHOLD: Final = "indhold.txt"
_COLUMNS: Final = ("Dok.nr.", "Titel", "Dato", "Sagsnr.", "Åben/lukket", "Fil", "SHA-256")
_FORMULA: Final = ("=", "+", "-", "@")  # with these a spreadsheet takes a text for a formula


@dataclass(frozen=True)
class Dokument:
    """A document of the package. `nr` is its number in it, `sagsnummer` "" where none is known."""

    nr: str
    titel: str
    dato: date
    sagsnummer: str
    er_lukket: bool
    fil: str
    data: bytes


def _rows(dokumenter: Sequence[Dokument]) -> Iterator[tuple[str, ...]]:
    for item in dokumenter:
        word = "lukket" if item.er_lukket else "åben"
        digest = sha256(item.data).hexdigest()
        yield item.nr, item.titel, item.dato.isoformat(), item.sagsnummer, word, item.fil, digest


def write_csv(dokumenter: Sequence[Dokument]) -> bytes:
    """Return the list as a Danish spreadsheet opens it: semicolons, UTF-8 with its mark, no text that is a formula."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for row in _rows(dokumenter):
        writer.writerow([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in row])
    return out.getvalue().encode("utf-8-sig")


def write_text(aabent: AabentMoede, dokumenter: Sequence[Dokument], udeladt: Sequence[str]) -> bytes:
    """Return the list for people, with what the package is and is not."""
    keeper = _find_keeper(aabent)
    lines = [
        f"{aabent.plan.navn}: journalpakke for mødet den {format_short_date(aabent.moede.dato)}",
        "",
        f"Originalen er den PDF, som {keeper} har journaliseret. Filerne her er til det brug; journalnumrene sætter",
        "journalen selv. Kontrolsummen (SHA-256) viser, om en fil er den, der lå i pakken.",
    ]
    if aabent.moede.poster:
        last = max(aabent.moede.poster)
        lines += ["", f"Beslutningsloggens post {last} har kontrolkoden {_code(aabent, last)}."]
    for nr, titel, dato, sag, word, fil, digest in _rows(dokumenter):
        lines += ["", f"{nr}  {titel}", f"    {dato}, {word}{f', sagsnr. {sag}' if sag else ''}", f"    {fil}"]
        lines.append(f"    {digest}")
    lines += ["", *udeladt] if udeladt else []
    return ("\r\n".join(lines) + "\r\n").encode("utf-8-sig")


def _code(aabent: AabentMoede, nr: int) -> str:
    return kontrolkode(aabent.planlog.poster[nr - 1].data)


def _find_keeper(aabent: AabentMoede) -> str:
    """Return who journalises, by name where the plan says so."""
    board = aabent.plan.bestyrelse
    known = {item.id: item.navn for item in aabent.plan.organisationer}
    name = known.get(board.administrator or "") if board is not None else None
    return "den administrerende boligorganisation" + (f" ({name})" if name else "")

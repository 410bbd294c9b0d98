"""Bench: the real agreement as PDF, ours against LibreOffice converting the Word file with the same words.

LibreOffice is timed as its users run it, one headless process per document with a profile that is warm; ours in a
process that has its fonts at hand, each time with other words, so that nothing Typst remembers of the last document
helps. Memory is looked at after 20 documents, when all that is kept has reached its bound, and after the last.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

from generator.document.blocks import Paragraph, Run
from generator.document.pdf import render_pdf
from generator.word.form import render_document, render_docx
from tests.bench.agreement import FORM, load_form, load_indhold
from tests.bench.figures import Figure, Goal, Result

if TYPE_CHECKING:
    from generator.document.blocks import Block, Document
    from tests.bench.figures import Effort

_TIMES = 15
_SETTLED, _DOCUMENTS = 20, 100
_MAX_GROWTH = 5.0  # MB
_LIBREOFFICE_ROUNDS = 5


def measure(effort: Effort) -> Result:
    """Return the figures. Without LibreOffice ours are measured alone."""
    form, indhold = load_form(), load_indhold()
    document = render_document(form, indhold)
    day, style = indhold.delaftale.gaelder_fra, FORM.with_name("pdf.typ").read_text(encoding="utf-8")
    ours: list[float] = []
    settled = 0.0
    for number in range(max(_DOCUMENTS, effort.rounds)):
        varied = _vary(document, number)
        start = perf_counter()
        render_pdf(varied, style=style, date=day)
        ours.append(perf_counter() - start)
        if number == _SETTLED:
            settled = _read_resident()
    growth = _read_resident() - settled
    figures = [Figure("ours, PDF/A-2a and PDF/UA-1", median(ours) * 1000, "ms")]
    goals = [Goal(f"memory flat from {_SETTLED} to {len(ours)} documents (at most {_MAX_GROWTH:.0f} MB)",
                  f"{growth:+.1f} MB", growth <= _MAX_GROWTH)]  # fmt: skip
    program = shutil.which("soffice") or shutil.which("libreoffice")
    remarks = ["The PDFs hold the same words; LibreOffice's is neither tagged nor made for an archive."]
    if program is None:
        remarks.append("LibreOffice was not measured: it is not installed.")
    else:
        peer = _time_libreoffice(program, render_docx(form, indhold))
        ratio = peer / median(ours)
        figures.append(Figure("LibreOffice, headless", peer * 1000, "ms", ratio))
        goals.append(Goal(f"at least {_TIMES} × LibreOffice", f"{ratio:.1f} ×", ratio >= _TIMES))
    return Result("pdf", "The same document as PDF, agreement rendered", tuple(figures), tuple(goals), tuple(remarks))


def _vary(document: Document, number: int) -> Document:
    """Return `document` with another word in every paragraph of running text."""

    def vary(block: Block) -> Block:
        if not isinstance(block, Paragraph) or not block.inlines:
            return block
        return block._replace(inlines=(*block.inlines, Run(f" nr. {number}")))

    return replace(document, blocks=tuple(map(vary, document.blocks)))


def _time_libreoffice(program: str, docx: bytes) -> float:
    """Return the median of seconds that a conversion takes once the profile is there."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / "delaftale.docx"
        source.write_bytes(docx)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [program, profile, "--headless", "--norestore", "--convert-to", "pdf", "--outdir", name, str(source)]
        seconds = []
        for _ in range(1 + _LIBREOFFICE_ROUNDS):
            start = perf_counter()
            subprocess.run(command, capture_output=True, check=True, timeout=180)
            seconds.append(perf_counter() - start)
        return median(seconds[1:])


def _read_resident() -> float:
    """Return the process's resident memory in MB; 0 where the system doesn't tell in this way."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return 0.0
    return pages * 4096 / 1e6

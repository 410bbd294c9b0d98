"""All benches, in the order they are run and reported. A new one is a module with a `measure`, and a line here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.bench import cold_start, docx_files, loading, many, pdf_files

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.bench.figures import Effort, Result

BENCHES: Mapping[str, Callable[[Effort], Result]] = {
    "docx": docx_files.measure,
    "cold-start": cold_start.measure,
    "load": loading.measure,
    "many": many.measure,
    "pdf": pdf_files.measure,
}

"""All benches, in the order they are run and reported. A new one is a module with a `measure`, and a line here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.bench import (
    all_formats,
    cold_start,
    difference,
    docx_files,
    html_md,
    loading,
    many,
    pdf_files,
    record,
    redline,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.bench.figures import Effort, Result

BENCHES: Mapping[str, Callable[[Effort], Result]] = {
    "docx": docx_files.measure,
    "html-md": html_md.measure,
    "cold-start": cold_start.measure,
    "load": loading.measure,
    "many": many.measure,
    "pdf": pdf_files.measure,
    "all-formats": all_formats.measure,
    "record": record.measure,
    "diff": difference.measure,
    "redline": redline.measure,
}

"""What a form may not bring along: macros, embedded programs, and anything fetched from elsewhere.

A form is a file that somebody sends; whoever opens the documents made from it must meet only what the form shows.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.errors import PackageError

if TYPE_CHECKING:
    from generator.word.package import Entry

_FORBIDDEN_PARTS = (
    (re.compile(r"vbaProject|vbaData|\.bin$|activeX", re.IGNORECASE), "en makro eller et ActiveX-objekt"),
    (re.compile(r"^word/embeddings/", re.IGNORECASE), "en indlejret fil (OLE)"),
    (re.compile(r"afchunk|\.(mht|mhtml|html?|rtf)$", re.IGNORECASE), "et indsat fremmed dokument"),
)
_EXTERNAL = re.compile(rb"""<(?:\w+:)?Relationship\b[^>]*\bTargetMode\s*=\s*["']External["'][^>]*>""")
_TARGET = re.compile(rb"""\bTarget\s*=\s*["']([^"']*)["']""")


def check_form_package(entries: dict[str, Entry], file: str) -> None:
    """Refuse a form with macros, embedded objects or external relationships. Raises: PackageError."""
    for name in entries:
        for pattern, what in _FORBIDDEN_PARTS:
            if pattern.search(name):
                raise PackageError(file, f"formularen indeholder {what} ({name}).", "Gem den i Word som .docx uden.")
    if b"macroEnabled" in entries["[Content_Types].xml"].read():
        raise PackageError(file, "formularen er gemt med makroer (.docm).", "Gem den i Word som .docx.")
    for name, entry in entries.items():
        if name.endswith(".rels") and (match := _EXTERNAL.search(entry.read())):
            target = _TARGET.search(match[0])
            where = target[1].decode("utf-8", "replace") if target else "et andet sted"
            raise PackageError(
                file,
                f"formularen henviser til noget uden for sig selv ({where}).",
                "Fjern henvisningen i Word; et link kan stå som almindelig tekst.",
            )

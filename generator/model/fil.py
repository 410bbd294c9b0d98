"""A stored file as the log names it: where it lies in the plan, and the SHA-256 of its bytes as stored.

Always so: a path stays inside the plan's folder, is ASCII and reads the same on every system, and a hash has one
spelling, so that `sha256sum` proves it by eye. No file is opened here.
"""

from __future__ import annotations

import re
from typing import Annotated, ClassVar, Final

from pydantic import BeforeValidator, Field, WithJsonSchema

from generator.model.base import Model, fejl

_FILSTI: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*", re.ASCII)
_SHA256: Final = re.compile(r"[0-9a-f]{64}", re.ASCII)


def _check_filsti(value: object) -> object:
    if isinstance(value, str) and (_FILSTI.fullmatch(value) is None or len(value) > 200):  # noqa: PLR2004 - longer paths fail on some drives
        raise fejl("filsti", f"»{value[:200]}« kan ikke være en fil i planens mappe. Skriv mappe/fil med a-z og cifre.")
    return value


def _check_sha256(value: object) -> object:
    if isinstance(value, str) and _SHA256.fullmatch(value) is None:
        raise fejl("sha256", f"»{value[:80]}« er ikke en SHA-256. Den er på 64 tegn: cifre og a-f.")
    return value


Filsti = Annotated[
    str,
    BeforeValidator(_check_filsti, json_schema_input_type=str),
    WithJsonSchema({"type": "string", "pattern": f"^{_FILSTI.pattern}$", "maxLength": 200}),
]
"""A path from the plan's folder, "/" between its steps; no step begins with a full stop."""

Sha256 = Annotated[
    str,
    BeforeValidator(_check_sha256, json_schema_input_type=str),
    WithJsonSchema({"type": "string", "pattern": f"^{_SHA256.pattern}$"}),
]
"""A SHA-256 as `sha256sum` prints it: 64 lower-case hex digits."""


class Fil(Model):
    """A file and the hash of its bytes."""

    TITEL: ClassVar[str] = "Fil"
    NAVNEFELT: ClassVar[str] = "sti"

    sti: Filsti = Field(title="Sti", description="Stien fra planens mappe.")
    sha256: Sha256 = Field(title="SHA-256", description="Som sha256sum viser den.")

"""What the program knows from outside the agreements, as data files beside this module.

Always so: knowledge that changes with the years is a file that a person can amend, and the pure layers are handed it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from generator.model.helhedsplan import Bevillingsperioder
from generator.store.yaml_reader import load_yaml

if TYPE_CHECKING:
    from generator.model.datakilder import Datakildeliste

_FOLDER: Final = Path(__file__).resolve().parent


def load_bevillingsperioder() -> Bevillingsperioder:
    """Return the grant periods that the program knows. Raises: DataError, if the program's own file is damaged."""
    path = _FOLDER / "bevillingsperioder.yaml"
    return load_yaml(path.read_bytes(), Bevillingsperioder, path.name)


def load_datakilder() -> Datakildeliste:
    """Return the datakilder that the program knows. Raises: DataError, if the program's own file is damaged."""
    from generator.model.datakilder import Datakildeliste  # noqa: PLC0415 - only rules ask for them

    path = _FOLDER / "datakilder.yaml"
    return load_yaml(path.read_bytes(), Datakildeliste, path.name)

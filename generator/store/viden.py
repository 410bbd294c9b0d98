"""What the program knows from outside the agreements, as data files beside this module.

Always so: knowledge that changes with the years is a file that a person can amend, and the pure layers are handed it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from generator.model.datakilder import Datakildeliste
from generator.store.yaml_reader import load_yaml

_FOLDER: Final = Path(__file__).resolve().parent


def load_datakilder() -> Datakildeliste:
    """Return the datakilder that the program knows. Raises: DataError, if the program's own file is damaged."""
    path = _FOLDER / "datakilder.yaml"
    return load_yaml(path.read_bytes(), Datakildeliste, path.name)

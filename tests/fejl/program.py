"""What a test starts as a program of its own: it acts on a plan's folder and tells of each act that was acknowledged.

`python -m tests.fejl.program cyklus FOLDER` goes through the life of one delaftale after another until it is killed;
`… kaploeb NAME FOLDER…` makes acts in each of the logs, against another that does the same, until each has fifty.
"""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from generator.errors import GeneratorError
from generator.store.files import RealFiles
from generator.store.log import Log
from tests.fejl.akter import Handling, count_acts, forsendelse, livsforloeb

if TYPE_CHECKING:
    from generator.store.log import Kvittering

WRITES = 50
"""How many posts two programs make in one log together."""


def tell(kvittering: Kvittering) -> None:
    """Say that an act is acknowledged: the post's number and hash."""
    stored = kvittering.post
    line = f"{stored.post.nr} {hashlib.sha256(stored.data).hexdigest()}\n"
    os.write(1, line.encode("ascii"))  # at once and whole, since the next moment may be the last


def next_akt(plan: Path, number: int) -> Handling:
    """Return the act that follows upon so many posts; a draft that it closes is there, as the chef left it."""
    life = sum(akt.antal for akt in livsforloeb(""))
    forloeb = livsforloeb(f"del-{number // life}")
    akt = forloeb[count_acts(forloeb, number % life)]
    for sti, data in akt.lukker.items():
        (plan / sti).write_bytes(data)
    return akt


def go_through(plan: Path) -> None:
    """Act until killed; first once elsewhere, so that what is loaded late is loaded."""
    with tempfile.TemporaryDirectory() as elsewhere:
        other = Log(RealFiles(), Path(elsewhere))
        other.open()
        next_akt(Path(elsewhere), 0).make(other)
    log = Log(RealFiles(), plan)
    number = len(log.open().poster)
    os.write(1, b"klar\n")
    while True:
        akt = next_akt(plan, number)
        tell(akt.make(log))
        number += akt.antal


def compete(name: str, plan: Path) -> None:
    """Act until the log has `WRITES` posts; who is told of a conflict opens it again."""
    log = Log(RealFiles(), plan)
    while (number := len(log.open().poster)) < WRITES:
        try:
            tell(forsendelse(modtager=f"{name} {number} i {plan.name}").make(log))
        except GeneratorError as error:
            if error.exit_code != 6:
                raise
            os.write(1, b"konflikt\n")


if __name__ == "__main__":
    if sys.argv[1] == "cyklus":
        go_through(Path(sys.argv[2]))
    for folder in sys.argv[3:]:
        compete(sys.argv[2], Path(folder))

"""The posts in a log's folder as they are read: numbered without gap, each one of ours, the last one perhaps torn.

Always so: nothing is written here. A post that was cut off while it was being written (a disk without hard links, a
power cut) is told from one that was changed afterwards: the first is no decision and may be set aside, the second is
damage, and only a backup mends it. A post of a newer program stops everything before anything is touched.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from generator.errors import DataError
from generator.model.beslutningslog import Post
from generator.store.log_errors import LogBrudError, NewerPostError
from generator.store.yaml_reader import MAX_BYTES, load_yaml
from generator.workflow.kontrolkode import is_untouched, is_whole, sha256
from generator.workflow.verify import FORMAT, MAPPE, Brud, path_of

if TYPE_CHECKING:
    from pathlib import Path

    from generator.store.files import Files

NY: Final = ".ny"
"""The ending of what an act that is not done yet has written: its own plan in the log's folder, its files beside
where they will stand."""
UFULDENDT: Final = ".ufuldendt"
"""The ending of a post that was set aside since it was not written to its end."""

KEPT: Final = 12_000  # posts at hand between two openings; more than all plans of one house make in four years
BACKUP: Final = "Hent filen fra en sikkerhedskopi."
_POST: Final = re.compile(r"([0-9]{4,})\.yaml", re.ASCII)
_PLAN: Final = re.compile(r"([0-9]{4,})" + re.escape(NY), re.ASCII)
_FORMAT: Final = re.compile(rb"format: ([0-9]{1,9})\r?\n")
_KONTROLSUM: Final = re.compile(rb'kontrolsum: (?:[0-9a-f]{64}|"[0-9a-f]{64}")')


@dataclass(frozen=True, slots=True)
class LagretPost:
    """A post and its bytes as stored."""

    post: Post
    data: bytes

    @property
    def sha256(self) -> str:
        """What the next post names as `forrige`."""
        return sha256(self.data)


@dataclass(frozen=True, slots=True)
class Mappe:
    """What a log's folder holds.

    `ufuldendt` is the number of the last post if it is torn; it is then not among `poster`. `planer` are the first
    posts' numbers of acts that were begun and not done with.
    """

    poster: tuple[LagretPost, ...]
    ufuldendt: int | None
    planer: tuple[int, ...]

    @property
    def mangler(self) -> tuple[int, ...]:
        """The numbers of the posts that were made in one act with the last one and are not there."""
        serie = self.poster[-1].post.serie if self.poster else None
        return () if serie is None else tuple(range(len(self.poster) + 1, serie.til + 1))

    @property
    def needs_recovery(self) -> bool:
        """Whether an act was interrupted, or goes on in another program."""
        return self.ufuldendt is not None or bool(self.planer) or bool(self.mangler)


def read_mappe(files: Files, plan: Path) -> Mappe:
    """Return what the log of a plan's folder holds.

    Raises: NewerPostError; LogBrudError, if a post is missing or damaged; FileError.
    """
    names = files.list_folder(plan / MAPPE)
    numbers = {int(found[1]) for name in names if (found := _POST.fullmatch(name)) and name == post_name(int(found[1]))}
    for nr in range(1, len(numbers) + 1):
        if nr not in numbers:
            raise LogBrudError(Brud(path_of(nr), "mangler, men der er senere poster.", BACKUP))
    stored = [files.read(plan / path_of(nr), MAX_BYTES) for nr in range(1, len(numbers) + 1)]
    torn = len(stored) if stored and is_torn(stored[-1], len(stored)) else None
    whole = stored if torn is None else stored[:-1]
    for nr, data in enumerate(whole, start=1):
        _check_seal(data, path_of(nr))
    poster = [_read(data, nr) for nr, data in enumerate(whole, start=1)]
    for before, after in pairwise(poster):
        if after.post.forrige != before.sha256:
            problem = f"er ikke den, som post {after.post.nr} bygger på. En af de to er skiftet ud."
            raise LogBrudError(Brud(path_of(before.post.nr), problem, BACKUP))
    planer = tuple(sorted(int(found[1]) for name in names if (found := _PLAN.fullmatch(name))))
    return Mappe(tuple(poster), torn, planer)


def post_name(nr: int) -> str:
    """Return a post's file name."""
    return f"{nr:04}.yaml"


def plan_path(plan: Path, nr: int) -> Path:
    """Return where the act that makes post `nr` writes what it is about to do."""
    return plan / MAPPE / f"{nr:04}{NY}"


@lru_cache(maxsize=KEPT)
def read_post(data: bytes, path: str) -> Post:
    """Return what a post's bytes say; what was read once is at hand, since a post never changes. Raises: DataError."""
    return load_yaml(data, Post, path)


def is_torn(data: bytes, nr: int) -> bool:
    """Whether `data` is the beginning of post `nr`, or nothing, and was never more; False for what is whole or damaged.

    A post ends with its kontrolsum and `slut`. Where either stands, changed or not, the end was reached.
    """
    if is_whole(data):
        return False
    if _newer_format(data) is not None:
        return False
    *lines, rest = data.split(b"\n") if data.strip(b"\0") else [b""]
    if lines and _KONTROLSUM.fullmatch(lines[-1]):
        return (b"slut: %d" % nr).startswith(rest)
    return not any(line.startswith((b"slut", b"kontrolsum")) for line in lines)


def _newer_format(data: bytes) -> int | None:
    found = _FORMAT.match(data)
    return int(found[1]) if found is not None and int(found[1]) > FORMAT else None


def _check_seal(data: bytes, path: str) -> None:
    """Refuse a post that is not as it was written. Raises: LogBrudError, NewerPostError."""
    if is_whole(data) and not is_untouched(data):
        raise LogBrudError(Brud(path, "er ændret, efter at den blev skrevet.", BACKUP))
    if (newer := _newer_format(data)) is not None:
        raise NewerPostError(path, newer)
    if not is_whole(data):
        raise LogBrudError(Brud(path, "er ikke skrevet til ende, eller slutningen er ændret.", BACKUP))


def _read(data: bytes, nr: int) -> LagretPost:
    path = path_of(nr)
    try:
        post = read_post(data, path)
    except DataError as error:
        raise LogBrudError(Brud(path, f"kan ikke læses som en post: {error.fejl[0]}", BACKUP)) from error
    if post.nr != nr:
        raise LogBrudError(Brud(path, f"indeholder post {post.nr}. Poster er byttet om.", BACKUP))
    return LagretPost(post, data)

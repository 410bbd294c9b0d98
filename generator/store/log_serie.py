"""The posts of one act while they are made: each sees the bytes of those before it, and nothing is written.

Always so: what is made here hangs together before the disk hears of it: numbers and hashes in a row, each post with its
files and the drafts that it closes, read back from its own bytes. A series has as many posts as it said beforehand,
since each of them names the first and the last. The plan of an act, which stands in the log's folder until all of it is
done, is its posts' bytes one after the other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from generator.errors import DataError
from generator.model.fil import Fil
from generator.model.udgivelse import MAX_SERIE, Serie
from generator.store.file_errors import FileTooLargeError
from generator.store.log_poster import LagretPost, read_post
from generator.store.yaml_reader import MAX_BYTES
from generator.store.yaml_writer import dump_yaml
from generator.workflow.kontrolkode import is_untouched, seal, sha256
from generator.workflow.verify import MAPPE, path_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from generator.model.beslutningslog import Post

MAX_PLAN: Final = MAX_SERIE * MAX_BYTES
_POST: Final = re.compile(rb"(?s).*?\nslut: [0-9]+\n")  # `slut` at a line's beginning is the post's own: texts stand in


@dataclass(frozen=True, slots=True)
class Naeste:
    """What a new post says of its place and its bytes: number, the hash before it, its files, the drafts it closes.

    `serie` None: the act makes this post alone.
    """

    nr: int
    forrige: str | None
    filer: tuple[Fil, ...]
    lukker: tuple[Fil, ...]
    serie: Serie | None = None


class Kvittering(NamedTuple):
    """An act that counts: its post as stored, and in Danish what its reader should know, () for nothing."""

    post: LagretPost
    meldinger: tuple[str, ...]


class Byggeri:
    """The posts of one act as they are made, `antal` in the end; the first follows upon `forrige`."""

    def __init__(self, plan: Path, forrige: LagretPost | None, antal: int) -> None:
        if not 1 <= antal <= MAX_SERIE:
            message = f"an act makes 1 to {MAX_SERIE} posts, not {antal}"
            raise ValueError(message)
        self._plan = plan
        self._last = forrige
        self.fra = 1 if forrige is None else forrige.post.nr + 1
        self.antal = antal
        self.poster: list[LagretPost] = []
        self.filer: dict[str, bytes] = {}
        self.lukker: dict[str, bytes] = {}

    @property
    def _serie(self) -> Serie | None:
        return None if self.antal == 1 else Serie(fra=self.fra, til=self.fra + self.antal - 1)

    def add(
        self, build: Callable[[Naeste], Post], filer: Mapping[str, bytes], lukker: Mapping[str, bytes]
    ) -> LagretPost:
        """Make the next post and return it as it will be stored.

        Raises: ValueError, if it doesn't say what it was given, or makes what the act made before; FileTooLargeError;
        whatever `build` raises.
        """
        last = self._last
        nr = 1 if last is None else last.post.nr + 1
        made, closed = (
            tuple(Fil(sti=sti, sha256=sha256(data)) for sti, data in group.items()) for group in (filer, lukker)
        )
        naeste = Naeste(nr, None if last is None else last.sha256, made, closed, self._serie)
        data = seal(build(naeste), dump_yaml)
        if len(data) > MAX_BYTES:
            raise FileTooLargeError(self._plan / path_of(nr), len(data), MAX_BYTES)
        post = read_post(data, path_of(nr))
        said = post.indstilling.lukker if post.indstilling is not None else ()
        outside = any(item.sti.startswith(f"{MAPPE}/") for item in made)
        handed = (nr, naeste.forrige, made, closed, naeste.serie)
        if (post.nr, post.forrige, post.filer, said, post.serie) != handed or outside:
            message = (
                "the post must say nr, forrige, filer, lukker and serie as handed in, "
                "and no file lies in the log's folder"
            )
            raise ValueError(message)
        if self.filer.keys() & filer.keys() or self.lukker.keys() & lukker.keys():
            message = "two posts of an act can't make or close the same file"
            raise ValueError(message)
        stored = self._last = LagretPost(post, data)
        self.poster.append(stored)
        self.filer |= filer
        self.lukker |= lukker
        return stored

    def plan(self) -> bytes:
        """Return what is written down before the act counts. Raises: ValueError, if posts are missing or too many."""
        data = join_plan(self.poster)
        if len(self.poster) != self.antal or read_plan(data, self.fra) != tuple(self.poster):
            message = f"the act said {self.antal} posts and has {len(self.poster)}"
            raise ValueError(message)
        return data


def join_plan(poster: Sequence[LagretPost]) -> bytes:
    """Return the posts of an act as its plan."""
    return b"".join(item.data for item in poster)


def read_plan(data: bytes, nr: int) -> tuple[LagretPost, ...] | None:
    """Return the posts that an act was about to make, from number `nr` on; None if the plan is cut off or not whole."""
    parts = _POST.findall(data)
    if not parts or b"".join(parts) != data or not all(map(is_untouched, parts)):
        return None
    try:
        poster = tuple(LagretPost(read_post(part, path_of(nr + at)), part) for at, part in enumerate(parts))
    except DataError:
        return None
    if len(poster) > MAX_SERIE:
        return None
    serie = None if len(poster) == 1 else Serie(fra=nr, til=nr + len(poster) - 1)
    fits = all(item.post.nr == nr + at and item.post.serie == serie for at, item in enumerate(poster))
    return poster if fits else None

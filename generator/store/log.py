"""The beslutningslog of a plan's folder: read it, add an act to it, verify it (docs/analyse/beslutningslog.md).

Always so: an act counts when its post stands in the log's folder, flushed, and is acknowledged only then; before that
nothing of it is seen, and after that all of it is, at the latest when the log is opened the next time. An act that
makes or closes files first writes its post as a plan (`0007.ny`), so that opening finds in one folder what a power cut
left: a plan whose post stands is finished, another is undone. Writing and recovering hold a lock, since only so a dead
writer is told from a slow one; should a network drive's lock not hold, exclusive creation still lets only one win.
"""

from __future__ import annotations

import contextlib
import errno
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from generator.errors import DataError
from generator.model.fil import Fil
from generator.store.file_errors import FileBusyError, FileError, FileTakenError, FileTooLargeError
from generator.store.files import TEMPORARY
from generator.store.log_errors import LogBrudError, LogConflictError, UncertainActError
from generator.store.log_filer import Staging
from generator.store.log_poster import UFULDENDT, LagretPost, plan_path, post_name, read_mappe, read_post
from generator.store.log_verify import verify_plan
from generator.store.yaml_reader import MAX_BYTES
from generator.store.yaml_writer import dump_yaml
from generator.workflow.kontrolkode import is_untouched, seal, sha256
from generator.workflow.verify import MAPPE, Brud, path_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from generator.model.beslutningslog import Post
    from generator.store.files import Files
    from generator.store.log_poster import Mappe

LAAS: Final = f".laas{TEMPORARY}"

UFULDENDT_BESKED: Final = (
    "»{fil}« var ikke skrevet til ende og er lagt til side som »{ny}«. En ufuldendt post er ingen beslutning: "
    "Gentag handlingen, hvis den stadig skal gælde."
)
FULDFOERT_BESKED: Final = "Post {nr} ({art}) var gemt, da programmet blev afbrudt. Resten er nu gjort færdig."
FORTRUDT_BESKED: Final = (
    "En handling, der skulle være blevet post {nr}, blev afbrudt, før den var gemt, og intet af den gælder. "
    "Gentag den, hvis den stadig skal gælde."
)
UDESTAAR_BESKED: Final = "Post {nr} er gemt, men filerne kom ikke på plads: {grund} Det sker, næste gang planen åbnes."
UDEN_LINKS_BESKED: Final = (
    "Drevet kan ikke lave hårde links, så nye filer får deres navn på en anden måde. Bliver programmet afbrudt netop "
    "dér, kan den sidste post være ufuldendt; den bliver så lagt til side, næste gang planen åbnes."
)


@dataclass(frozen=True, slots=True)
class Naeste:
    """What a new post says of its place and its bytes: number, the hash before it, its files, the drafts it closes."""

    nr: int
    forrige: str | None
    filer: tuple[Fil, ...]
    lukker: tuple[Fil, ...]


class Aabning(NamedTuple):
    """All posts from the first on, and in Danish what recovery did, () for nothing."""

    poster: tuple[LagretPost, ...]
    meldinger: tuple[str, ...]


class Kvittering(NamedTuple):
    """An act that counts: its post as stored, and in Danish what its reader should know, () for nothing."""

    post: LagretPost
    meldinger: tuple[str, ...]


class Log:
    """The log of one plan's folder, as it was when it was last opened; one thread at a time."""

    def __init__(self, files: Files, plan: Path) -> None:
        self._files, self._plan = files, plan
        self._known: dict[int, LagretPost] = {}
        self._opened = self._interrupted = self._told_of_links = False
        self._lacking: Brud | None = None

    # -- open and recover --

    def open(self) -> Aabning:
        """Return the posts, after finishing or undoing what was interrupted. No version is read that needs nothing.

        Raises: NewerPostError and LogBrudError, nothing changed; FileBusyError, if an act goes on for long; FileError.
        """
        meldinger: tuple[str, ...] = ()
        self._lacking = None
        mappe = self._read()
        if mappe.needs_recovery:
            with self._files.locked(self._plan / MAPPE / LAAS):
                mappe = self._read()  # what was seen may have been another's act, and done by now
                meldinger = tuple(self._recover(mappe))
                mappe = self._read()
        self._opened, self._interrupted = True, False
        return Aabning(mappe.poster, meldinger)

    def _read(self) -> Mappe:
        """Read the folder, and flush it: a program that was killed may not have, and what is told here must last."""
        mappe = read_mappe(self._files, self._plan)
        if mappe.poster or mappe.needs_recovery:
            try:
                self._files.flush_folder(self._plan / MAPPE)
            except FileError as error:
                if error.code != errno.EROFS:  # where nothing can be written, nothing waits to be
                    raise
        self._known = {stored.post.nr: stored for stored in mappe.poster}
        return mappe

    def _recover(self, mappe: Mappe) -> list[str]:
        """Finish or undo what was interrupted and return what was done; the lock is held. Raises: FileError."""
        meldinger = []
        if mappe.ufuldendt is not None:
            meldinger.append(self._set_aside(mappe.ufuldendt))
        for nr in mappe.planer:
            path = plan_path(self._plan, nr)
            data = self._files.read(path, MAX_BYTES)
            planned = self._read_plan(data, path)
            stored = self._known.get(nr)
            if planned is not None and stored is not None and stored.data == data:
                meldinger += self._finish(planned)
                continue
            if planned is not None:
                Staging.of_post(self._files, self._plan, planned).take_away()
            self._files.remove(path)
            meldinger.append(FORTRUDT_BESKED.format(nr=nr))
        return meldinger

    def _set_aside(self, nr: int) -> str:
        taken = self._files.list_folder(self._plan / MAPPE)
        name = f"{post_name(nr)}{UFULDENDT}"
        number = 1
        while name in taken:
            number += 1
            name = f"{post_name(nr)}{UFULDENDT}-{number}"
        self._files.rename(self._plan / path_of(nr), name)
        return UFULDENDT_BESKED.format(fil=path_of(nr), ny=name)

    def _read_plan(self, data: bytes, path: Path) -> Post | None:
        """Return what an act was about to do; None if the plan itself was cut off, so that no file was begun."""
        if not is_untouched(data):
            return None
        with contextlib.suppress(DataError):
            return read_post(data, path.name)
        return None

    def _finish(self, post: Post) -> list[str]:
        """Put the files of an act that counts in place and forget the plan. Raises: FileError."""
        staging = Staging.of_post(self._files, self._plan, post)
        if lacking := staging.put_in_place({item.sti: item.sha256 for item in post.filer}):
            self._lacking = Brud(path_of(post.nr), f"er gemt, men filerne kom ikke på plads: {lacking[0]}", "")
            return [UDESTAAR_BESKED.format(nr=post.nr, grund=line) for line in lacking]
        self._files.remove(plan_path(self._plan, post.nr))
        return [FULDFOERT_BESKED.format(nr=post.nr, art=post.art.ordlyd)]

    # -- add --

    def append(
        self,
        build: Callable[[Naeste], Post],
        filer: Mapping[str, bytes] | None = None,
        lukker: Mapping[str, bytes] | None = None,
    ) -> Kvittering:
        """Add one act: the post that `build` returns, the files that it makes, the drafts that it closes.

        Both by path from the plan's folder; the drafts with the bytes that were read. A file that is in place already
        with these bytes stays. When this returns, all of it is flushed; when it raises, nothing of it stays, unless it
        is an UncertainActError.

        Raises: LogConflictError, if the log or a draft changed since `open`; UncertainActError; LogBrudError, if an
        earlier act could not be finished; FileBusyError; FileError; whatever `build` raises.
        """
        if not self._opened:
            message = "open the log before adding to it"
            raise ValueError(message)
        meldinger = self._reopen() if self._interrupted else ()
        if self._lacking is not None:
            raise LogBrudError(self._lacking)
        filer, lukker = filer or {}, lukker or {}
        if not self._known:
            self._files.make_folder(self._plan / MAPPE, flush=False)
            self._files.flush_folder(self._plan)  # also where the folder is there: a killed program may have made it
        with self._files.locked(self._plan / MAPPE / LAAS):
            nr = len(self._known) + 1
            self._check_unchanged(nr)
            post, data = self._build(build, nr, filer, lukker)
            staging = Staging.of_post(self._files, self._plan, post)
            if (in_the_way := staging.find_conflict(filer)) is not None:
                raise LogConflictError(in_the_way)
            has_plan = staging.needs_plan
            self._prepare(staging, nr, data, filer, has_plan=has_plan)
            self._commit(staging, nr, data, has_plan=has_plan)
            stored = self._known[nr] = LagretPost(post, data)
            return Kvittering(stored, (*meldinger, *self._complete(post, has_plan=has_plan)))

    def _reopen(self) -> tuple[str, ...]:
        """Finish what an earlier act of this program could not, and return what was done.

        Raises: LogConflictError, if there is another post now; what `open` raises.
        """
        before = len(self._known)
        meldinger = self.open().meldinger
        if len(self._known) != before:
            raise LogConflictError(MAPPE)
        return meldinger

    def _check_unchanged(self, nr: int) -> None:
        """Refuse to build on what is not there any more. Raises: LogConflictError."""
        last = self._known.get(nr - 1)
        if self._files.exists(self._plan / path_of(nr)) or self._files.exists(plan_path(self._plan, nr)):
            raise LogConflictError(MAPPE)
        if last is not None and (
            not self._files.exists(self._plan / path_of(nr - 1))
            or self._files.read(self._plan / path_of(nr - 1), MAX_BYTES) != last.data
        ):
            raise LogConflictError(MAPPE)

    def _build(
        self, build: Callable[[Naeste], Post], nr: int, filer: Mapping[str, bytes], lukker: Mapping[str, bytes]
    ) -> tuple[Post, bytes]:
        """Return the post and its bytes, read back. Raises: ValueError, if it doesn't say what it was given."""
        last = self._known.get(nr - 1)
        made, closed = (
            tuple(Fil(sti=sti, sha256=sha256(data)) for sti, data in group.items()) for group in (filer, lukker)
        )
        naeste = Naeste(nr, None if last is None else last.sha256, made, closed)
        data = seal(build(naeste), dump_yaml)
        if len(data) > MAX_BYTES:
            raise FileTooLargeError(self._plan / path_of(nr), len(data), MAX_BYTES)
        post = read_post(data, path_of(nr))
        said = post.indstilling.lukker if post.indstilling is not None else ()
        outside = any(item.sti.startswith(f"{MAPPE}/") for item in made)
        if (post.nr, post.forrige, post.filer, said) != (nr, naeste.forrige, made, closed) or outside:
            message = (
                "the post must say nr, forrige, filer and lukker as handed in, and no file lies in the log's folder"
            )
            raise ValueError(message)
        return post, data

    def _prepare(self, staging: Staging, nr: int, data: bytes, filer: Mapping[str, bytes], *, has_plan: bool) -> None:
        """Write down what is about to be done, and lay the files aside. Raises: LogConflictError, FileError."""
        try:
            if has_plan:
                self._files.write_new(plan_path(self._plan, nr), data)
        except FileTakenError:  # another act's plan: it is not ours to undo
            raise LogConflictError(MAPPE) from None
        except FileError:
            self._undo(staging, nr)
            raise
        try:
            staging.lay_aside(filer)
        except FileTakenError as error:
            self._undo(staging, nr)
            raise LogConflictError(error.path.relative_to(self._plan).as_posix()) from None
        except FileError:
            if has_plan:
                self._undo(staging, nr)
            raise

    def _commit(self, staging: Staging, nr: int, data: bytes, *, has_plan: bool) -> None:
        """Let the act count. Raises: LogConflictError, UncertainActError, FileError."""
        path = self._plan / path_of(nr)
        try:
            self._files.write_new(path, data)
        except FileTakenError:
            if has_plan:
                self._undo(staging, nr)
            raise LogConflictError(MAPPE) from None
        except FileError as error:
            try:
                stands = self._files.exists(path) and self._files.read(path, MAX_BYTES) != b""
            except (FileError, FileTooLargeError):
                stands = True
            if stands:  # a post that may have been seen is never taken back: the next opening finishes it
                self._interrupted = True
                raise UncertainActError(nr, str(error)) from error
            if has_plan:
                self._undo(staging, nr)
            raise

    def _undo(self, staging: Staging, nr: int) -> None:
        """Take away what an act that does not count has written; what can't be, the next opening takes away."""
        with contextlib.suppress(FileError):
            staging.take_away()
            self._files.remove(plan_path(self._plan, nr))

    def _complete(self, post: Post, *, has_plan: bool) -> list[str]:
        """Put the files of the act in place; it counts already, so what fails is told and done at the next opening."""
        meldinger = []
        if not self._files.links_work and not self._told_of_links:
            self._told_of_links = True
            meldinger.append(UDEN_LINKS_BESKED)
        if has_plan:
            try:
                self._finish(post)
            except (FileError, FileTakenError) as error:
                self._interrupted = True
                meldinger.append(UDESTAAR_BESKED.format(nr=post.nr, grund=error))
        return meldinger

    # -- verify --

    def verify(self, kode: str | None = None) -> Brud | None:
        """Return the first thing that does not hold, None if all does. Reads all, writes nothing.

        `kode` is a kontrolkode as printed, from outside the store. Raises: FileError.
        """
        return verify_plan(self._files, self._plan, kode)


__all__ = ["Aabning", "FileBusyError", "Kvittering", "Log", "Naeste"]

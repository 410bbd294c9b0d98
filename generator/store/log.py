"""The beslutningslog of a plan's folder: read it, add an act to it, verify it (docs/analyse/beslutningslog.md).

Always so: an act counts when its first post stands in the log's folder, flushed, and is acknowledged only then; before
that nothing of it is seen, and after that all of it is, at the latest when the log is opened the next time. An act that
makes several posts, or makes or closes files, first writes its posts as a plan (`0007.ny`), so that opening finds in
one folder what a power cut left: a plan whose first post stands is finished, another is undone. Writing and recovering
hold a lock, since only so a dead writer is told from a slow one; should a network drive's lock not hold, exclusive
creation still lets only one win.
"""

from __future__ import annotations

import contextlib
import errno
from typing import TYPE_CHECKING, Final, NamedTuple

from generator.store.file_errors import FileBusyError, FileError, FileTakenError, FileTooLargeError
from generator.store.files import TEMPORARY
from generator.store.log_errors import LogBrudError, LogConflictError, UncertainActError
from generator.store.log_filer import Staging
from generator.store.log_poster import BACKUP, UFULDENDT, LagretPost, plan_path, post_name, read_mappe
from generator.store.log_serie import MAX_PLAN, Byggeri, Kvittering, Naeste, read_plan
from generator.store.log_verify import verify_plan
from generator.store.yaml_reader import MAX_BYTES
from generator.text import format_list
from generator.workflow.verify import MAPPE, Brud, path_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
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
SERIE_FULDFOERT_BESKED: Final = (
    "En handling, der giver {poster}, var gemt, da programmet blev afbrudt. Resten er nu gjort færdig."
)
FORTRUDT_BESKED: Final = (
    "En handling, der skulle være blevet post {nr}, blev afbrudt, før den var gemt, og intet af den gælder. "
    "Gentag den, hvis den stadig skal gælde."
)
UDESTAAR_BESKED: Final = "Post {nr} er gemt, men filerne kom ikke på plads: {grund} Det sker, næste gang planen åbnes."
UDEN_LINKS_BESKED: Final = (
    "Drevet kan ikke lave hårde links, så nye filer får deres navn på en anden måde. Bliver programmet afbrudt netop "
    "dér, kan den sidste post være ufuldendt; den bliver så lagt til side, næste gang planen åbnes."
)


class Aabning(NamedTuple):
    """All posts from the first on, and in Danish what recovery did, () for nothing."""

    poster: tuple[LagretPost, ...]
    meldinger: tuple[str, ...]


class Seriekvittering(NamedTuple):
    """An act that counts: its posts as stored, and in Danish what its reader should know, () for nothing."""

    poster: tuple[LagretPost, ...]
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
        """Finish or undo what was interrupted and return what was done; the lock is held.

        Raises: LogBrudError, if posts of an act are gone and no plan tells of them; FileError.
        """
        plans = {nr: self._read_plan(nr) for nr in mappe.planer}
        counting = {nr: poster for nr, poster in plans.items() if poster and self._known.get(nr) == poster[0]}
        whole = {item.post.nr for poster in counting.values() for item in poster}
        if (missing := mappe.mangler) and not whole.issuperset(missing):
            raise LogBrudError(Brud(path_of(missing[0]), "mangler, men posten før er lavet sammen med den.", BACKUP))
        meldinger = []
        if mappe.ufuldendt is not None:
            meldinger.append(self._set_aside(mappe.ufuldendt))
        for nr, poster in plans.items():
            if nr in counting:
                meldinger += self._finish(counting[nr])
                continue
            if poster is not None:
                Staging.of_poster(self._files, self._plan, poster).take_away()
            self._files.remove(plan_path(self._plan, nr))
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

    def _read_plan(self, nr: int) -> tuple[LagretPost, ...] | None:
        """Return what an act was about to do; None if the plan itself was cut off, so that no file was begun."""
        return read_plan(self._files.read(plan_path(self._plan, nr), MAX_PLAN), nr)

    def _finish(self, poster: Sequence[LagretPost]) -> list[str]:
        """Put the later posts and the files of an act that counts in place and forget the plan. Raises: FileError."""
        first = poster[0].post
        lacking = [line for item in poster[1:] if (line := self._put_post(item)) is not None]
        staging = Staging.of_poster(self._files, self._plan, poster)
        lacking += staging.put_in_place({fil.sti: fil.sha256 for item in poster for fil in item.post.filer})
        if lacking:
            self._lacking = Brud(path_of(first.nr), f"er gemt, men filerne kom ikke på plads: {lacking[0]}", "")
            return [UDESTAAR_BESKED.format(nr=first.nr, grund=line) for line in lacking]
        self._files.remove(plan_path(self._plan, first.nr))
        if len(poster) == 1:
            return [FULDFOERT_BESKED.format(nr=first.nr, art=first.art.ordlyd)]
        names = format_list(f"post {item.post.nr} ({item.post.art.ordlyd})" for item in poster)
        return [SERIE_FULDFOERT_BESKED.format(poster=names)]

    def _put_post(self, stored: LagretPost) -> str | None:
        """Give a later post of an act that counts its name: no other program writes one before this act is done.

        Return what is wrong, None for nothing. Raises: FileError.
        """
        path = self._plan / path_of(stored.post.nr)
        if not self._files.exists(path):
            self._files.replace(path, stored.data)
        elif self._files.read(path, MAX_BYTES) != stored.data:
            return f"»{path_of(stored.post.nr)}« er en anden post. {BACKUP}"
        return None

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
        serie = self.begin(1)
        serie.append(build, filer, lukker)
        poster, meldinger = self.append_series(serie)
        return Kvittering(poster[0], meldinger)

    def begin(self, antal: int) -> Serielog:
        """Return a log to which an act's posts, `antal` of them, are added before any is written (`append_series`).

        Raises: LogConflictError; LogBrudError, if an earlier act could not be finished; FileError.
        """
        if not self._opened:
            message = "open the log before adding to it"
            raise ValueError(message)
        meldinger = self._reopen() if self._interrupted else ()
        if self._lacking is not None:
            raise LogBrudError(self._lacking)
        return Serielog(self._files, self._plan, tuple(self._known.values()), antal, meldinger)

    def append_series(self, serie: Serielog) -> Seriekvittering:
        """Add the act whose posts were added to `serie`: all of them, with their files, or none.

        The same promises as for one post. Raises: LogConflictError, if the log or a draft changed since `open`;
        UncertainActError; FileBusyError; FileError.
        """
        byggeri, nr = serie.byggeri, serie.byggeri.fra
        data = byggeri.plan()
        poster = tuple(byggeri.poster)
        if not self._known:
            self._files.make_folder(self._plan / MAPPE, flush=False)
            self._files.flush_folder(self._plan)  # also where the folder is there: a killed program may have made it
        with self._files.locked(self._plan / MAPPE / LAAS):
            self._check_unchanged(nr)
            staging = Staging.of_poster(self._files, self._plan, poster)
            if (in_the_way := staging.find_conflict(byggeri.filer)) is not None:
                raise LogConflictError(in_the_way)
            has_plan = len(poster) > 1 or staging.needs_plan
            self._prepare(staging, nr, data, byggeri.filer, has_plan=has_plan)
            self._commit(staging, poster[0], has_plan=has_plan)
            self._known |= {item.post.nr: item for item in poster}
            return Seriekvittering(poster, (*serie.meldinger, *self._complete(poster, has_plan=has_plan)))

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
        if len(self._known) != nr - 1:  # an act of this program that was begun later
            raise LogConflictError(MAPPE)
        if self._files.exists(self._plan / path_of(nr)) or self._files.exists(plan_path(self._plan, nr)):
            raise LogConflictError(MAPPE)
        if last is not None and (
            not self._files.exists(self._plan / path_of(nr - 1))
            or self._files.read(self._plan / path_of(nr - 1), MAX_BYTES) != last.data
        ):
            raise LogConflictError(MAPPE)

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

    def _commit(self, staging: Staging, first: LagretPost, *, has_plan: bool) -> None:
        """Let the act count. Raises: LogConflictError, UncertainActError, FileError."""
        nr = first.post.nr
        path = self._plan / path_of(nr)
        try:
            self._files.write_new(path, first.data)
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

    def _complete(self, poster: Sequence[LagretPost], *, has_plan: bool) -> list[str]:
        """Put the rest of the act in place; it counts already, so what fails is told and done at the next opening."""
        meldinger = []
        if not self._files.links_work and not self._told_of_links:
            self._told_of_links = True
            meldinger.append(UDEN_LINKS_BESKED)
        if has_plan:
            try:
                self._finish(poster)
            except (FileError, FileTakenError) as error:
                self._interrupted = True
                meldinger.append(UDESTAAR_BESKED.format(nr=poster[0].post.nr, grund=error))
        return meldinger

    # -- verify --

    def verify(self, kode: str | None = None) -> Brud | None:
        """Return the first thing that does not hold, None if all does. Reads all, writes nothing.

        `kode` is a kontrolkode as printed, from outside the store. Raises: FileError.
        """
        return verify_plan(self._files, self._plan, kode)


class Serielog(Log):
    """A log as it will be once an act counts; what is added waits for `Log.append_series`, and nothing is written."""

    def __init__(
        self, files: Files, plan: Path, poster: Sequence[LagretPost], antal: int, meldinger: tuple[str, ...]
    ) -> None:
        super().__init__(files, plan)
        self._before = tuple(poster)
        self.byggeri = Byggeri(plan, self._before[-1] if poster else None, antal)
        self.meldinger = meldinger

    def open(self) -> Aabning:
        """Return the posts that stand, and after them those that were added here."""
        return Aabning((*self._before, *self.byggeri.poster), ())

    def append(
        self,
        build: Callable[[Naeste], Post],
        filer: Mapping[str, bytes] | None = None,
        lukker: Mapping[str, bytes] | None = None,
    ) -> Kvittering:
        """Add a post to the act. Raises: FileTooLargeError; whatever `build` raises."""
        return Kvittering(self.byggeri.add(build, filer or {}, lukker or {}), ())


__all__ = ["Aabning", "FileBusyError", "Kvittering", "Log", "Naeste", "Seriekvittering", "Serielog"]

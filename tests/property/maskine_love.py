"""What holds of a plan's record after any act, seen from outside: the bytes, the log, the texts and the forslag.

Always so: `Vidne` remembers what was seen once, and every later look must agree with it; nothing here asks the program
what a decision ought to have given, but compares the texts before and after with what the posts say was decided.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from generator.model.aendring import Aendringsart
from generator.model.sti import UnknownStiError, read_felt
from generator.service.akter import Planlog, open_planlog
from generator.service.verificering import find_tekstbrud
from generator.store.port import DelaftaleRef
from generator.workflow.diff import diff
from generator.workflow.fold import fold
from generator.workflow.transitions import CORRECTIONS, TRANSITIONS
from generator.workflow.values import to_plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.model.aendring import Feltaendring
    from generator.model.delaftale import Delaftale
    from generator.store.folder import FolderStore
    from generator.workflow.fakta import Version
    from generator.workflow.tilstand import Tilstand

DAYS = tuple(date(2021, 9, 1) + timedelta(days=45 * step) for step in range(66))


class Vidne:
    """Remembers what was acknowledged and what was seen of it."""

    def __init__(self, plan: str) -> None:
        self.plan = plan
        self.poster: list[bytes] = []
        self.filer: dict[str, bytes] = {}
        self.svar: list[dict[tuple[str, date], int | None]] = []
        """By number of posts less one: which version was in force, delaftale by delaftale and day by day."""
        self.tilstand = fold(())

    def look(self, store: FolderStore) -> None:
        """Compare the record with what was seen before, and remember what is new."""
        brud, stored = store.verify_log(self.plan)
        assert brud is None or "er ikke registreret" in brud.problem, brud
        assert stored[: len(self.poster)] == tuple(self.poster), "a post changed"
        planlog = open_planlog(store, self.plan)
        tilstand = planlog.tilstand
        waiting = [ref for ref in store.list_delaftaler(self.plan) if not tilstand.versioner(ref.delaftale)]
        assert (brud is None) == (waiting == [])
        assert tuple(item.data for item in planlog.poster) == stored
        self._check_filer(store, planlog)
        if len(stored) == len(self.poster):
            assert tilstand == self.tilstand
            return
        for item in planlog.poster[len(self.poster) :]:
            before, self.tilstand = self.tilstand, fold([item.post], self.tilstand)
            _check_moves(before, self.tilstand, item.post.nr)
            _check_days(before, self.tilstand)
            self.svar.append(_answers(self.tilstand))
            for delaftale, nr in item.post.lavede:
                version = self.tilstand.versioner(delaftale)[nr - 1]
                if version.bygger_paa is not None:
                    _check_text(store, self.plan, self.tilstand, version)
        assert self.tilstand == tilstand, "folding on is folding all"
        self.poster = list(stored)

    def _check_filer(self, store: FolderStore, planlog: Planlog) -> None:
        """No version without a post, none that changed, and each as its post says."""
        for ref in store.list_delaftaler(self.plan):
            versioner = planlog.tilstand.versioner(ref.delaftale)
            numbers = store.list_versioner(ref)
            assert not versioner or numbers == tuple(item.nr for item in versioner)
            for nr in numbers:
                for path, data in store.read_versionsfiler(ref, nr).items():
                    assert self.filer.setdefault(path, data) == data, f"{path} changed"
        assert self.filer.keys() >= planlog.tilstand.filer.keys() - {
            path for path in planlog.tilstand.filer if "/versioner/" not in path
        }

    def look_back(self, store: FolderStore) -> None:
        """Ask the whole log what was known after each post: it answers as the log did then. The texts hold as well."""
        assert find_tekstbrud(store, self.plan, self.poster) is None
        for nr, answers in enumerate(self.svar, start=1):
            for (delaftale, day), number in answers.items():
                assert self.tilstand.in_force(delaftale, day, efter_post=nr) == number


def _answers(tilstand: Tilstand) -> dict[tuple[str, date], int | None]:
    return {(name, day): tilstand.in_force(name, day) for name in tilstand.delaftaler for day in DAYS}


def _check_moves(before: Tilstand, after: Tilstand, nr: int) -> None:
    """Every forslag that moved made a legal move of this kind of post; what is decided keeps its story."""
    post = after.poster[nr - 1]
    assert after.poster[:-1] == before.poster
    for name, old in before.forslag.items():
        new = after.forslag[name]
        assert (new.forslag, new.indstillet, new.bygger_paa) == (old.forslag, old.indstillet, old.bygger_paa)
        assert new.afgoerelser[: len(old.afgoerelser)] == old.afgoerelser
        if new.status is not old.status:
            legal = {*TRANSITIONS.get(post.art, {}).get(old.status, ()), *CORRECTIONS.get(old.status, ())}
            assert new.status in legal, f"{old.status} -> {new.status} by {post.art}"
    for name in before.delaftaler:
        assert after.versioner(name)[: len(before.versioner(name))] == before.versioner(name)


def _check_days(before: Tilstand, after: Tilstand) -> None:
    """In force is only what a post made, on days that it says; a post changes no day before the first it speaks of."""
    post = after.poster[-1]
    for name in after.delaftaler:
        made = [item for item in after.versioner(name) if item.post == post.nr]
        first = min((item.gaelder_fra for item in made), default=date.max)
        ended = post.afslutning.dato if post.afslutning is not None else date.max
        for day in DAYS:
            number = after.in_force(name, day)
            if number is not None:
                version = after.versioner(name)[number - 1]
                assert version.gaelder_fra <= day <= version.gaelder_til
                assert (name, number) in after.poster[version.post - 1].lavede
            if day < first and day <= ended:
                assert number == before.in_force(name, day)


# -- the texts --


def _check_text(store: FolderStore, plan: str, tilstand: Tilstand, version: Version) -> None:
    """A version is what it builds on and what was decided: nothing else changed, and all of that stands."""
    ref = DelaftaleRef(plan, version.delaftale)
    assert version.bygger_paa is not None
    old, new = (store.read_version(ref, nr).delaftale for nr in (version.bygger_paa, version.nr))
    decided = list(_decided(tilstand, version))
    assert decided, "a version that nothing led to"
    stier = [change.sti for change in decided]
    for change in diff(old, new):
        assert any(_touch(change.sti, sti) for sti in stier), f"{change.sti} was changed, and nobody decided it"
    assert new.gaelder_til == version.gaelder_til
    for nr, change in enumerate(decided):
        if not any(_touch(change.sti, later.sti) for later in (*decided[:nr], *decided[nr + 1 :])):
            _check_stands(change, old, new)


def _decided(tilstand: Tilstand, version: Version) -> Iterable[Feltaendring]:
    """Yield the changes that the version's post says take effect in it."""
    for virkning in tilstand.virkninger[version.delaftale]:
        if virkning.version.post == version.post and virkning.version.gaelder_fra <= version.gaelder_fra:
            yield from virkning.aendringer


def _check_stands(change: Feltaendring, old: Delaftale, new: Delaftale) -> None:
    """A change stands in the new text; of a text that both changed, at least what was before is gone."""
    now = _read(new, change.sti)
    match change.art:
        case Aendringsart.FJERN:
            assert now is None, change.sti
        case Aendringsart.TILFOEJ:
            assert now == change.foreslaaet, change.sti
        case Aendringsart.SAET if _read(old, change.sti) == change.nuvaerende:
            assert now == change.foreslaaet, change.sti
        case Aendringsart.SAET:
            assert now != change.nuvaerende, change.sti
        case Aendringsart.FLYT:  # what a version for later has removed stays away
            assert now is not None or _read(old, change.sti) is None, change.sti


def _read(text: Delaftale, sti: str) -> object:
    try:
        return to_plain(read_felt(text, sti))
    except UnknownStiError:
        return None


def _touch(one: str, other: str) -> bool:
    return one == other or one.startswith(f"{other}/") or other.startswith(f"{one}/")

"""Several acts made as one: what a meeting decided, the documents of it, the former referat's approval, all or nothing.

Always so: a step is an ordinary function of this layer, handed a store in which the steps before it have been made; the
store that people see changes only when all steps are through, and then by one act of the log. So a document can print
the kontrolkode of a post that nobody has seen yet. A step sees and makes posts; what people edit is left alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar, cast

from generator.errors import GeneratorError
from generator.model.delaftale import Delaftale
from generator.model.helhedsplan import Helhedsplan
from generator.store.port import StoredDelaftale
from generator.store.yaml_reader import MAX_BYTES, load_yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from generator.store.log import Log, Serielog
    from generator.store.log_poster import LagretPost
    from generator.store.port import DelaftaleRef, Store

T = TypeVar("T")

_EDITS: Final = frozenset({"write_fil", "add_kladde", "add_helhedsplan"})


@dataclass(frozen=True)
class Samlet(Generic[T]):
    """Acts that count: what each step returned, the posts as stored, () for none, what the store has to tell."""

    resultater: tuple[T, ...]
    poster: tuple[LagretPost, ...]
    meldinger: tuple[str, ...]


def handl_samlet(store: Store, plan: str, trin: Sequence[Callable[[Store], T]]) -> Samlet[T]:
    """Make several acts as one: all their posts, versions and files, or none.

    Each step is handed a store in which the earlier ones have been made, and adds no post, one or several. A post says
    how many its act makes, so steps that make another number than there are steps are run once more: they must be
    repeatable. Within a step of another series the steps join that one.

    Raises: LogConflictError, UncertainActError and what else the store says; whatever a step raises, nothing written.
    """
    if isinstance(store, Seriestore):
        before = len(store.poster)
        resultater = tuple(step(cast("Store", store)) for step in trin)
        return Samlet(resultater, store.poster[before:], ())
    log, poster = store.open_log(plan)

    def run(antal: int) -> tuple[Seriestore, tuple[T, ...]]:
        serie = Seriestore(store, plan, log.begin(antal), poster)
        return serie, tuple(step(cast("Store", serie)) for step in trin)

    serie, resultater = run(max(1, len(trin)))
    made = len(serie.poster)
    if made not in {0, serie.log.byggeri.antal}:
        serie, resultater = run(made)
    if not made:
        return Samlet(resultater, (), ())
    stored, meldinger = log.append_series(serie.log)
    return Samlet(resultater, stored, (*meldinger, *serie.remove_waiting()))


class Seriestore:
    """A store in which the posts of an act that is being made count already; the rest is the store's own.

    Whatever else a store can do it does as that one does, so that a new way to read needs no line here.
    """

    def __init__(self, store: Store, plan: str, log: Serielog, poster: tuple[LagretPost, ...]) -> None:
        self._store, self._plan, self.log, self._before = store, plan, log, poster
        self._waiting: list[tuple[str, str, bytes]] = []

    def __getattr__(self, name: str) -> Any:
        if name in _EDITS:
            message = f"{name}: what people edit is no part of an act; hand it in as one of the act's files"
            raise ValueError(message)
        return getattr(self._store, name)

    @property
    def poster(self) -> tuple[LagretPost, ...]:
        """The posts that the act has so far."""
        return tuple(self.log.byggeri.poster)

    def has_log(self, plan: str) -> bool:
        """Return whether the plan has a log, or this act begins it."""
        return (plan == self._plan and bool(self.poster)) or self._store.has_log(plan)

    def open_log(self, plan: str) -> tuple[Log, tuple[LagretPost, ...]]:
        """Return the act's log and all posts, its own among them."""
        self._check(plan)
        return self.log, (*self._before, *self.poster)

    def list_versioner(self, ref: DelaftaleRef) -> tuple[int, ...]:
        """Return the numbers of the versions, those of the act among them, rising."""
        own = [
            nr
            for item in self.poster
            for name, nr in item.post.lavede
            if (self._plan, name) == (ref.plan, ref.delaftale)
        ]
        return tuple(sorted({*self._store.list_versioner(ref), *own}))

    def read_version(self, ref: DelaftaleRef, version: int) -> StoredDelaftale:
        """Return a version, also one that the act makes, read from the bytes that will be stored."""
        folder = f"{ref.delaftale}/versioner/{version:04}"
        filer = self.log.byggeri.filer if ref.plan == self._plan else {}
        if f"{folder}/delaftale.yaml" not in filer:
            return self._store.read_version(ref, version)
        delaftale = load_yaml(filer[f"{folder}/delaftale.yaml"], Delaftale, f"{folder}/delaftale.yaml")
        plan = load_yaml(filer[f"{folder}/helhedsplan.yaml"], Helhedsplan, f"{folder}/helhedsplan.yaml")
        return StoredDelaftale(ref, version, delaftale, plan)

    def read_versionsfiler(self, ref: DelaftaleRef, version: int) -> dict[str, bytes]:
        """Return all files of a version by path, those that the act makes among them."""
        folder = f"{ref.delaftale}/versioner/{version:04}/"
        filer = self.log.byggeri.filer if ref.plan == self._plan else {}
        own = {sti: data for sti, data in filer.items() if sti.startswith(folder)}
        there = {} if f"{folder}delaftale.yaml" in own else self._store.read_versionsfiler(ref, version)
        return there | own

    def read_fil(self, plan: str, sti: str, limit: int = MAX_BYTES) -> bytes | None:
        """Return a file of the plan, also one that the act makes."""
        own = self.log.byggeri.filer.get(sti) if plan == self._plan else None
        return self._store.read_fil(plan, sti, limit) if own is None else own

    def remove_fil(self, plan: str, sti: str, data: bytes) -> None:
        """Remove a file that people edit once the act counts."""
        self._waiting.append((plan, sti, data))

    def remove_waiting(self) -> tuple[str, ...]:
        """Remove what waited for the act to count; return what could not be, in Danish."""
        told = []
        for plan, sti, data in self._waiting:
            try:
                self._store.remove_fil(plan, sti, data)
            except GeneratorError as error:  # the act stands; a draft that is left over is a nuisance, no loss
                told.append(f"»{sti}« skulle slettes, men ligger der endnu: {error}")
        return tuple(told)

    def _check(self, plan: str) -> None:
        if plan != self._plan:
            message = f"an act in »{self._plan}« makes no post in »{plan}«"
            raise ValueError(message)

"""Documents made by several processes at once, in the order and with the errors of one.

Always so: a process is begun anew (spawn), so nothing is inherited but what it is handed; errors that a user can mend
come back as they were. When the caller stops listening (an interrupt, an error), nothing more is begun and no process
is left behind. Where each file is written whole or not at all, that holds here too.
"""

from __future__ import annotations

import signal
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any

from generator.errors import GeneratorError
from generator.service.generering import Maker, Mislykket

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.service.generering import Dokument, Job, Opgave
    from generator.store.port import DelaftaleRef


class ProcessLostError(GeneratorError):
    """A process ended before its time, so the run can't go on; the files that are there are whole."""

    def __init__(self) -> None:
        super().__init__(
            "En af de processer, der dannede dokumenter, blev afbrudt, måske af mangel på hukommelse. "
            "Prøv igen med »--processer 1«."
        )


@dataclass(frozen=True)
class _Sent:
    """A `Mislykket` between two processes: its error taken apart, since `__init__` would want the facts again."""

    ref: DelaftaleRef
    kind: type[GeneratorError]
    args: tuple[Any, ...]
    facts: dict[str, Any]

    @classmethod
    def of(cls, failed: Mislykket) -> _Sent:
        """Take an error apart; its cause and its trace stay behind."""
        return cls(failed.ref, type(failed.error), failed.error.args, failed.error.__dict__)

    def received(self) -> Mislykket:
        """Put the error together again."""
        error = self.kind.__new__(self.kind, *self.args)
        error.__dict__.update(self.facts)
        return Mislykket(self.ref, error)


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Hold Ctrl-C back for a moment; what is started in it never sees one, not even before its first line of ours."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows, where a process can only ignore it once it runs
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


_maker: Maker | None = None  # of this process, from its beginning to its end


def _begin(job: Job) -> None:
    global _maker  # noqa: PLW0603 - what a process of a pool keeps between its tasks can stand nowhere else
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all processes; the first one decides what follows
    _maker = Maker(job)


def _make(opgave: Opgave) -> list[Dokument | _Sent]:
    if _maker is None:
        raise RuntimeError("a process that has not begun")
    return [_Sent.of(item) if isinstance(item, Mislykket) else item for item in _maker(opgave)]


def make_in_processes(job: Job, opgaver: Sequence[Opgave], processer: int) -> Iterator[Dokument | Mislykket]:
    """Yield what comes of each document, in order. Raises: ProcessLostError."""
    pool = ProcessPoolExecutor(processer, mp_context=get_context("spawn"), initializer=_begin, initargs=(job,))
    try:
        with _interrupts_held():
            results = pool.map(_make, opgaver)  # starts the processes
        for made in results:
            for item in made:
                yield item.received() if isinstance(item, _Sent) else item
    except BrokenProcessPool as error:
        raise ProcessLostError from error
    finally:
        pool.shutdown(cancel_futures=True)

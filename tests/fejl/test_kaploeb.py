"""Two programs at once: where the lock holds they take turns, and where it does not, one wins and the other is told."""

from __future__ import annotations

from itertools import count

import pytest

from generator.store.file_errors import FileBusyError
from generator.store.hukommelse import HukommelseFiles
from generator.store.log import Log
from generator.store.log_errors import LogConflictError
from tests.fejl.akter import PLAN
from tests.fejl.diske import UdenLinks
from tests.fejl.kaploeb import MED_FILER, ORDERS, UDEN_FILER, EnsNavne, check_winner, race_of, start

KINDS = {"links": HukommelseFiles, "no-links": UdenLinks, "same-names": EnsNavne}


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("kind", KINDS)
def test_without_a_lock_one_of_two_acts_wins_and_nothing_is_there_of_the_other(kind: str, order: str) -> None:
    """The other act happens whole between any two calls."""
    for at in count(1):
        if not race_of(KINDS[kind], ORDERS[order], at):
            break
    assert at > 15


def test_loser_is_told_of_the_conflict_and_keeps_its_draft() -> None:
    files = start()
    first, second = Log(files, PLAN), Log(files, PLAN)
    first.open()
    second.open()
    UDEN_FILER.make(first)

    with pytest.raises(LogConflictError, match="Intet af din handling er gemt") as caught:
        MED_FILER.make(second)

    assert caught.value.exit_code == 6
    check_winner(files.disk, [UDEN_FILER.art], may_be_unknown=False)


def test_loser_can_act_after_opening_again() -> None:
    files = start()
    first, second = Log(files, PLAN), Log(files, PLAN)
    first.open()
    second.open()
    UDEN_FILER.make(first)
    second.open()

    assert MED_FILER.make(second).post.post.nr == 3


def test_while_another_program_acts_the_log_is_busy() -> None:
    files = start()
    log = Log(files, PLAN)
    log.open()

    with files.locked(PLAN / "beslutningslog" / ".laas.delaftale-tmp"), pytest.raises(FileBusyError, match="Vent"):
        UDEN_FILER.make(log)

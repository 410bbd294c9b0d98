"""Two programs at once without a lock, one of which dies on its way, at every pair of moments."""

from __future__ import annotations

from itertools import count

import pytest

from generator.store.hukommelse import HukommelseFiles
from tests.fejl.kaploeb import ORDERS, race_of


@pytest.mark.parametrize("order", ORDERS)
def test_without_a_lock_an_act_that_dies_halfway_costs_the_other_at_most_a_conflict(
    order: str, deep_factor: int
) -> None:
    """The other program begins between any two calls and dies before any of its own."""
    step = 1 if deep_factor > 1 else 5
    for dies in count(1, step):
        for at in count(1, step):
            if not race_of(HukommelseFiles, ORDERS[order], at, dies):
                break
        if dies > 120:
            break

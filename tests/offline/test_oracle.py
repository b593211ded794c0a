"""The oracle: whatever devices write, lose, send twice and in any order, while others ratify, reopen and move roles –
in the end nothing is lost, nothing doubled, nothing invented, and playing it all again changes nothing.

`make soak` plays far more and far longer histories: MUFAKAT_HISTORIES=20000 MUFAKAT_STEPS=120.
"""

import os
import pickle
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings, strategies as st

from tests.world import World

from .histories import STEPS, play

HISTORIES = int(os.environ.get("MUFAKAT_HISTORIES", "500"))
LONGEST = int(os.environ.get("MUFAKAT_STEPS", "12"))
STEP = st.tuples(st.sampled_from(STEPS), st.integers(0, 2), st.integers(0, 6), st.integers(0, 5))


@pytest.mark.long(80)
def test_nothing_is_lost_doubled_or_invented(world: World) -> None:
    kept = pickle.dumps(world)
    played: list[Any] = []

    @settings(
        max_examples=HISTORIES,
        deadline=None,
        derandomize="MUFAKAT_HISTORIES" not in os.environ,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.lists(STEP, min_size=3, max_size=LONGEST))
    def one(steps: list[tuple[str, int, int, int]]) -> None:
        with transaction.atomic():
            played.append(len(play(pickle.loads(kept), steps).written))
            transaction.set_rollback(True)

    one()
    assert len(played) >= HISTORIES
    assert sum(played) > len(played)  # they do write

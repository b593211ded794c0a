"""The world with a programme at work in it, on the day of the open session."""

from collections.abc import Iterator

import pytest
import time_machine

from tests.programme import run_programme
from tests.world import TODAY, World


@pytest.fixture
def on_the_day() -> Iterator[None]:
    with time_machine.travel(f"{TODAY}T05:00:00Z"):
        yield


@pytest.fixture
def at_work(world: World, on_the_day: None) -> World:
    run_programme(world)
    return world

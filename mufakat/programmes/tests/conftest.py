"""The world with a programme at work in it, on the day of the open session."""

import pytest

from tests.programme import run_programme
from tests.world import World


@pytest.fixture
def at_work(world: World, on_the_day: None) -> World:
    run_programme(world)
    return world

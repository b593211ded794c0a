"""The world with its figures counted, and with its search entries."""

import pytest

from mufakat.web import jobs
from tests.reacting import catch_up
from tests.world import World


@pytest.fixture
def counted(world: World) -> World:
    catch_up()
    return world


@pytest.fixture
def indexed(world: World) -> World:
    jobs.index_loaded()  # as each start does
    catch_up()
    return world

"""The world with its figures counted."""

import pytest

from tests.reacting import catch_up
from tests.world import World


@pytest.fixture
def counted(world: World) -> World:
    catch_up()
    return world

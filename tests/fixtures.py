"""What the tests of every room may ask for by name."""

import pytest

from . import world as worlds


@pytest.fixture
def world(db: None) -> worlds.World:
    """One small district and a year of its forum, built by actions: `tests/world.py` says what is in it."""
    return worlds.build()

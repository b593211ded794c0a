"""What the tests of every room may ask for by name."""

from typing import Any

import pytest

from mufakat.site.demo import replay
from mufakat.site.server import catch_up

from . import world as worlds
from .kept import Kept
from .regions import load_some


@pytest.fixture(scope="session")
def kept_world(django_db_setup: None, django_db_blocker: Any) -> Kept[worlds.World]:
    """Built before the first test that asks, under none of its settings and none of its clocks."""
    with django_db_blocker.unblock():
        return Kept(worlds.build)


@pytest.fixture
def world(db: None, kept_world: Kept[worlds.World]) -> worlds.World:
    """One small district and a year of its forum, built by actions: `tests/world.py` says what is in it."""
    return kept_world.put_back()


def play_the_demonstration() -> int:
    load_some("32.73.04")
    acts = replay.replay()
    catch_up()
    return acts


@pytest.fixture(scope="session")
def kept_demonstration(django_db_setup: None, django_db_blocker: Any) -> Kept[int]:
    """The lokmin year 2023, played and counted once; putting it back answers how many acts it took."""
    with django_db_blocker.unblock():
        return Kept(play_the_demonstration)

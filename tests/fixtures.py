"""What the tests of every room may ask for by name."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from mufakat.indicators.actions.reference import load_instruments
from mufakat.programmes.actions import load_programmes
from mufakat.site.demo import momentum, replay
from mufakat.site.demo.stage import read
from mufakat.site.server import catch_up, from_rows

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


@pytest.fixture
def on_the_day() -> Iterator[None]:
    """Noon in Bandung on the day of the world's open session; the clock goes on from there."""
    with time_machine.travel(f"{worlds.TODAY}T05:00:00Z"):
        yield


# The lokmin's kecamatan, both Bogor, South Jakarta, Kabupaten Jayapura, and the mentored districts of seed 3.
STORIES = (
    *("32.73.04", "32.71", "32.01", "31.74", "91.03"),
    *(row["region"] for row in read("network", momentum.STORY)["district"]),
)


def load_the_regions() -> None:
    """Those of the demonstration's stories, and the catalogue of programmes."""
    load_some(*STORIES)
    load_programmes()
    load_instruments()


def play_the_demonstration() -> int:
    load_the_regions()
    acts = replay.replay()
    from_rows()
    catch_up(counted=True)
    return acts


@pytest.fixture(scope="session")
def kept_demonstration(django_db_setup: None, django_db_blocker: Any) -> Kept[int]:
    """The stories of the demonstration, played and counted once; putting it back answers how many acts it took."""
    with django_db_blocker.unblock():
        return Kept(play_the_demonstration)

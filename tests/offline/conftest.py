"""Devices of the people of the small district, on the day of its open session."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine

from tests.kept import Kept
from tests.world import TODAY, World

from .device import Phone
from .rooms import room  # noqa: F401


@pytest.fixture(autouse=True)
def on_the_day() -> Iterator[None]:
    with time_machine.travel(f"{TODAY}T05:00:00Z", tick=False):
        yield


@pytest.fixture
def phone(world: World) -> Callable[..., Phone]:
    """`phone("notulis")`: signed in, with its own clock."""

    def of(who: str = "notulis", **more: Any) -> Phone:
        return Phone(world.client(who), world.users[who], **more)

    return of


@pytest.fixture
def browser_world(transactional_db: None, kept_world: Kept[World]) -> World:
    """The district for a server that runs beside the test."""
    return kept_world.put_back()

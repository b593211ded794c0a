"""Links, and files that lie in a folder of the test."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine

from mufakat.commitments import actions
from mufakat.directory.models import Link
from tests.world import TODAY, World, wib


@pytest.fixture
def on_the_day(tmp_path: Path, settings: Any) -> Iterator[None]:
    """The day of the open session; what is sent lies in a folder of this test."""
    settings.MEDIA_ROOT = tmp_path
    with time_machine.travel(f"{TODAY}T05:00:00Z"):
        yield


@pytest.fixture
def of_all(world: World) -> Link:
    """To what the KUA promised."""
    with world.doing("notulis", wib(6, 26)) as act:
        return actions.record_promises_link(act, world.memberships["kua"])


@pytest.fixture
def of_one(world: World) -> Link:
    with world.doing("notulis", wib(6, 26)) as act:
        return actions.record_commitment_link(act, world.promise_continued)

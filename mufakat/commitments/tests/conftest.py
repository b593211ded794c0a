"""Links, and files that lie in a folder of the test."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine

from tests.world import TODAY


@pytest.fixture
def on_the_day(tmp_path: Path, settings: Any) -> Iterator[None]:
    """The day of the open session; what is sent lies in a folder of this test."""
    settings.MEDIA_ROOT = tmp_path
    with time_machine.travel(f"{TODAY}T05:00:00Z"):
        yield

"""When the tests of sessions happen: after all sessions of the world, which can be opened therefore."""

from collections.abc import Iterator

import pytest
import time_machine


@pytest.fixture(autouse=True)
def after_the_year() -> Iterator[None]:
    with time_machine.travel("2026-12-30T05:00:00Z"):
        yield

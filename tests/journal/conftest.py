"""A journal of five days."""

from datetime import timedelta

import pytest

from .test_seals import NOON, write


@pytest.fixture
def five_days(db: None) -> None:
    for day in range(5):
        write(NOON + timedelta(days=day))

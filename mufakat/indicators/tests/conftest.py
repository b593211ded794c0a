"""What several tests of this room begin with."""

import pytest

from mufakat.indicators.models import Instrument
from tests.assessing import centre_of, instrument_of
from tests.world import World


@pytest.fixture
def instrument(world: World) -> Instrument:
    """The tests' instrument of a centre: its Puskesmas, one Pustu, the Posyandu of that."""
    centre_of(world)
    return instrument_of()

"""An instrument of the health office of the city: version 1 published, version 2 a draft."""

from datetime import date

from mufakat.indicators.actions.instruments import (
    publish_version,
    record_instrument,
    record_version,
)
from mufakat.indicators.models import Instrument, InstrumentVersion

from .world import World, wib

OWN = "kesiapan-bandung"


def write_instrument(world: World) -> InstrumentVersion:
    """A copy of the starter for centres of excellence; answers the draft of its second version."""
    starter = Instrument.objects.get(code="coe").versions.get()
    with world.doing("dinkes_kabkota", wib(6, 20)) as open_act:
        draft = record_instrument(
            open_act,
            keeper=world.bodies["dinkes"],
            code=OWN,
            title="Kesiapan ILP Kota Bandung",
            level="",
            copy_of=starter,
        )
        publish_version(open_act, draft, valid_from=date(2026, 1, 1), mapping={}, backwards=True)
        world.work |= {"instrument": OWN, "starter": "coe", "first": "1", "second": "2"}
        world.work |= {"question": "ruang-klaster", "domain": "sdm", "year": "2026"}
        return record_version(open_act, draft.instrument)

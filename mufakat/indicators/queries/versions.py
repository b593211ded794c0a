"""Which version of an instrument holds on a day, and what it asks."""

from datetime import date

from mufakat.indicators.models import Instrument, InstrumentVersion
from mufakat.indicators.rules import Form, read


def version_on(instrument: Instrument, day: date) -> InstrumentVersion | None:
    found = instrument.versions.filter(published_at__isnull=False, valid_from__lte=day)
    return found.order_by("-valid_from", "-number").first()


def form_of(version: InstrumentVersion) -> Form:
    return read(version.body)

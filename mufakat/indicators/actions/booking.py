"""Writes the figures that follow from what was accepted."""

from mufakat.directory.models import Organisation
from mufakat.indicators.models import Instrument


def book(instrument: Instrument, organisation: Organisation) -> None:
    """What was accepted of a body has changed: so do its figures."""

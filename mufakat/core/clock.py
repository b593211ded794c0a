"""The one clock of the house.

A demonstration replays a year that has passed; its clock is set back by a fixed span (`settings.CLOCK_SHIFT`),
so that what was due last week in the story is due last week on the screen. Anywhere else the span is zero.
"""

from datetime import date, datetime, tzinfo

from django.conf import settings
from django.utils import timezone


def now() -> datetime:
    return timezone.now() - settings.CLOCK_SHIFT


def today(zone: tzinfo | None = None) -> date:
    """The day it is, in a zone (of the place), else in the zone of the server."""
    return timezone.localdate(now(), zone)

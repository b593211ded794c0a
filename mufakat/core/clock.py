"""The one clock of the house.

A demonstration replays a year that has passed; its clock is set back by a fixed span (`settings.CLOCK_SHIFT`),
so that what was due last week in the story is due last week on the screen. Anywhere else the span is zero.
"""

from datetime import UTC, date, datetime, timedelta, tzinfo

from django.conf import settings
from django.utils import timezone


def now() -> datetime:
    return timezone.now() - settings.CLOCK_SHIFT


def today(zone: tzinfo | None = None) -> date:
    """The day it is, in a zone (of the place), else in the zone of the server."""
    return timezone.localdate(now(), zone)


def may_be_claimed(at: datetime) -> bool:
    """Can a writer's clock have shown this? Clocks go wrong by a day at most, and by no century."""
    return datetime(2000, 1, 1, tzinfo=UTC) <= at <= now() + timedelta(days=1)

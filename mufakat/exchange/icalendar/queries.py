"""Which sessions a calendar holds."""

from datetime import datetime, timedelta
from typing import Any

from mufakat.meetings.access import visible_meetings
from mufakat.meetings.models import Meeting

BACK, AHEAD = timedelta(days=120), timedelta(days=550)
MOST = 200  # of one who sees a whole province: the nearest


def sessions_near(user: Any, now: datetime) -> list[Meeting]:
    """The sessions that the user sees, from four months ago to a year and a half ahead, the cancelled among them; if
    they are too many, those to come first."""
    seen = visible_meetings(user).select_related("forum")
    coming = seen.filter(starts_at__gte=now - timedelta(days=1), starts_at__lte=now + AHEAD)
    found = list(coming.order_by("starts_at", "id")[:MOST])
    past = seen.filter(starts_at__gte=now - BACK, starts_at__lt=now - timedelta(days=1))
    found += past.order_by("-starts_at", "id")[: MOST - len(found)]
    return sorted(found, key=lambda meeting: (str(meeting.starts_at), meeting.pk))

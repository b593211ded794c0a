"""Where a session stands in time."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from mufakat.meetings.models import Meeting
from mufakat.meetings.rules import Slot, Timing, is_its_day, timing

from .session import agenda_of

LONGEST = timedelta(days=31)  # that a session lasts


def slots_of(meeting: Meeting) -> list[Slot]:
    """The steps of the run sheet with their times."""
    return slots(agenda_of(meeting))


def slots(agenda: Sequence[tuple[Any, ...]]) -> list[Slot]:
    return [Slot(row[0], row[4], row[6], row[7], row[8]) for row in agenda]


def timing_of(meeting: Meeting, agenda: Sequence[tuple[Any, ...]], now: datetime) -> Timing | None:
    """Only a session under way has a pace, and only on the days on which it was to meet, and the day after its last."""
    if meeting.state != "open" or meeting.starts_at is None:
        return None
    end = meeting.ends_at or meeting.starts_at
    if (now - end).days >= 1:  # opened early is under way, too
        return None
    return timing(slots(agenda), meeting.starts_at, meeting.ends_at, now)


def sessions_of_today(at: datetime) -> list[Meeting]:
    """The sessions that meet on this day, by the clock of the place of each."""
    near = (at - LONGEST, at + timedelta(days=1))
    found = Meeting.objects.filter(state__in=("planned", "open"), starts_at__range=near)
    return [m for m in found if is_its_day(at, m.starts_at, m.ends_at, m.timezone)]

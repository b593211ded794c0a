"""What the projector shows while people come in."""

from collections.abc import Callable
from typing import Any

from mufakat.core import clock
from mufakat.core.charts import qr_code
from mufakat.directory.access import can
from mufakat.meetings import queries, rules
from mufakat.meetings.models import Meeting

from .door import door_address


def coming_in(
    meeting: Meeting,
    agenda: list[tuple[Any, ...]],
    now: Any,
    code: str,
    whole: Callable[[str], str],
) -> dict[str, Any]:
    """The door to sign in at, how many are here of those invited, and what comes next."""
    figures = queries.attendance_figures(meeting)
    steps = [row[0] for row in agenda]
    behind = agenda[steps.index(now) + 1 :]
    link = queries.door_of(meeting, clock.now()) if code else None
    return {
        "qr": qr_code(whole(door_address(link, code)), sized=False) if link else "",
        "came": sum(row[3] for row in figures),
        "invited": sum(row[1] for row in figures),
        "next": behind[0][4] if behind else "",
    }


def code_of(user: Any, meeting: Meeting) -> str:
    """The code that proves one is in the room, while the door of the attendance list is open; only on the screen of who
    keeps the list, so that nobody reads it at home."""
    if not can(user, "attendance.record", meeting.forum):
        return ""
    now = clock.now()
    return rules.place_code(meeting.pk, now) if queries.door_of(meeting, now) else ""

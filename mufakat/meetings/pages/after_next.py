"""Said, not refused: a date that lies after the next session of the forum."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from mufakat.commitments.models import Commitment, Verdict
from mufakat.core import clock
from mufakat.core.dates import short_date
from mufakat.meetings import queries, rules
from mufakat.meetings.models import Meeting


def after_next(forum: Any, day: date | None, since: datetime) -> str:
    """A sentence if the session of the forum (by its id) that begins next after `since` lies before this day."""
    coming = queries.next_dated(forum, since)
    on = coming.starts_on if coming else None
    if coming is None or on is None or day is None or not rules.lies_after_next(day, on):
        return ""
    words = _(
        "%(day)s lies after the next session (%(session)s, %(on)s), which will find it still open."
    )
    told = {"day": short_date(day), "session": coming.title, "on": short_date(on)}
    return words % told


def wish_told(commitment: Commitment, wanted_on: date) -> str:
    """To an owner who asks for a new date."""
    return after_next(commitment.forum_id, wanted_on, clock.now())


def with_due(meeting: Meeting, told: str, due_on: date | None) -> str:
    """What is said of a promise that was made or carried on in a session, and whether the next one comes before it. Of
    what the addendum adds it is not said: by then that session may have met."""
    if meeting.is_ratified:
        return told
    late = after_next(meeting.forum_id, due_on, meeting.starts_at or clock.now())
    return f"{told} {late}".strip()


def verdict_told(meeting: Meeting, given: Verdict) -> str:
    """A verdict is written down; of a promise that it carries on, whether the next session comes before its new day."""
    goes_on = given.verdict in queries.UNSOLVED
    return with_due(meeting, _("Verdict written down."), given.due_after if goes_on else None)

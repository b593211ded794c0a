"""The door of a session: the link behind its QR code."""

from mufakat.directory.actions import end_link, record_link
from mufakat.directory.models import Link, LinkKind
from mufakat.journal.actions import OpenAct
from mufakat.meetings import queries, rules
from mufakat.meetings.models import Meeting

from .lock import lock


def record_door(act: OpenAct, meeting: Meeting, *, name: str) -> Link:
    """A new door. The one before no longer opens: a poster that went too far is made worthless that way."""
    lock(meeting)
    rules.door_can_be_made(meeting.state)
    closes = rules.door_closes_at(meeting.starts_at, meeting.ends_at)
    if before := queries.door_of(meeting, act.at):
        end_link(act, before)
    return record_link(
        act,
        kind=LinkKind.DOOR,
        thing=meeting,
        forum=meeting.forum,
        name=name,
        valid_until=max(closes, act.at + rules.OPEN_AFTER),
    )

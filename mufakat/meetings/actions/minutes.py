"""Ratify the minutes, and open them again."""

from django.utils.translation import override

from mufakat.journal.actions import OpenAct
from mufakat.journal.rules import digest_of
from mufakat.meetings import queries, rules, snapshot
from mufakat.meetings.models import (
    Meeting,
    Minutes,
    Reopening,
)

from .lock import lock


def ratify_meeting(act: OpenAct, meeting: Meeting, *, base: int | None = None) -> Meeting:
    """Lock the minutes: a frozen copy of the whole session is kept, and its digest.

    The row of the session is locked first, so that an entry that arrives meanwhile either is in the copy or
    becomes an addendum.
    """
    lock(meeting)
    rules.can_ratify(queries.obstacles(meeting))
    told = {"title": meeting.title, "edition": meeting.edition + 1}
    act.change(
        meeting,
        "meeting.ratified",
        base=base,
        about=[meeting.forum, meeting.region],
        told=told,
        state="ratified",
        edition=meeting.edition + 1,
        ratified_at=act.at,
        ratified_by=act.by_name,
    )
    with override("id"):  # official minutes are in Indonesian, whoever presses the button
        frozen = snapshot.of_meeting(meeting)
    Minutes.objects.create(
        meeting=meeting,
        edition=meeting.edition,
        ratified_at=act.at,
        ratified_by=act.by_name,
        snapshot=frozen,
        digest=digest_of(frozen),
    )
    return meeting


def reopen_meeting(act: OpenAct, meeting: Meeting, *, reason: str) -> Meeting:
    """Open the last ratified minutes of the forum again, on the record. The ratified copy stays as it was."""
    lock(meeting)
    rules.can_reopen(meeting.state, queries.is_last_ratified(meeting), reason)
    Reopening.objects.create(
        meeting=meeting, edition=meeting.edition, reason=reason, at=act.at, by_name=act.by_name
    )
    told = {"title": meeting.title, "reason": reason}
    act.change(
        meeting, "meeting.reopened", base=None, about=[meeting.forum], told=told, state="open"
    )
    return meeting

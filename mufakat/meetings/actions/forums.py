"""End a forum whose promises and sessions are told of above the directory."""

from datetime import date
from typing import Any

from mufakat.directory import actions as directory
from mufakat.directory.models import Forum
from mufakat.journal.actions import OpenAct
from mufakat.meetings import rules
from mufakat.meetings.queries import unfinished_of

from .lock import lock_forum


def end_forum(
    act: OpenAct, forum: Forum, *, on: date, confirmed: bool = False, reason: str = ""
) -> Forum:
    """The forum meets no more. What is unfinished must be confirmed, with a reason that stands in the event."""
    lock_forum(forum)
    promises, sessions = unfinished_of(forum)
    told: dict[str, Any] = {}
    if rules.can_end_forum(promises, sessions, confirmed, reason):
        told = {"form": "unfinished", "promises": promises, "sessions": sessions, "reason": reason}
    return directory.end_forum(act, forum, on=on, unfinished=told)

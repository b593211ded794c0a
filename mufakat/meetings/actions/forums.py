"""End a forum whose promises and sessions are told of above the directory."""

from datetime import date
from typing import Any

from django.utils.translation import gettext

from mufakat.commitments import actions as commitments
from mufakat.directory import actions as directory
from mufakat.directory.models import Forum
from mufakat.journal.actions import OpenAct
from mufakat.meetings import rules
from mufakat.meetings.queries import unfinished_of

from .escalations import return_escalations
from .lock import lock_forum


def end_forum(
    act: OpenAct,
    forum: Forum,
    *,
    on: date,
    successor: Forum | None = None,
    confirmed: bool = False,
    reason: str = "",
) -> Forum:
    """The forum meets no more. Its open promises go on in `successor`. What stays unfinished must be confirmed, with a
    reason that stands in the event: a promise is never ended by the way, it waits where it is."""
    for each in sorted({forum, successor or forum}, key=lambda one: str(one.pk)):
        lock_forum(each)
    taken = commitments.take_over(act, forum, successor, on=on) if successor else 0
    promises, sessions = unfinished_of(forum)
    told: dict[str, Any] = {}
    if rules.can_end_forum(promises, sessions, confirmed, reason):
        told = {"form": "unfinished", "promises": promises, "sessions": sessions, "reason": reason}
    gone = gettext("%(forum)s meets no more. Choose another forum above, or solve it yourselves.")
    return_escalations(act, forum, gone % {"forum": forum})
    if taken:
        told |= {"form": "handed", "taken": taken, "to": str(successor)}
    return directory.end_forum(act, forum, on=on, unfinished=told)

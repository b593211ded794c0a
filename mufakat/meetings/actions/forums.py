"""End a forum whose promises and sessions are told of above the directory."""

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext

from mufakat.commitments import actions as commitments
from mufakat.core.dates import short_date
from mufakat.directory import actions as directory
from mufakat.directory.models import Forum
from mufakat.journal.actions import OpenAct
from mufakat.meetings import queries, rules

from .below import move_below
from .escalations import hand_escalations, return_escalations, settle_taken
from .lock import lock_forum, lock_sessions
from .plan import cancel_meeting


def end_forum(
    act: OpenAct,
    forum: Forum,
    *,
    on: date,
    successor: Forum | None = None,
    confirmed: bool = False,
    reason: str = "",
) -> Forum:
    """The forum meets no more. Its open promises go on in `successor`, and so does what the forums below wait for;
    without one that comes back to them with a sentence. The forums below lie below the `successor` from now on;
    sessions planned for later are cancelled. What stays unfinished must be confirmed, with a reason that stands in the
    event: a promise is never ended by the way, it waits where it is. A `successor` may also be named later, for what
    was left. All this happens at once: so `on` has come, and every session is settled."""
    for each in sorted({forum, successor or forum}, key=lambda one: str(one.pk)):
        lock_forum(each)
        each.refresh_from_db(fields=["valid_to", "parent", "path"])
    _in_its_time(act, forum, on)
    went = taken = moved = 0
    if successor:
        goes_on = gettext("%(forum)s meets no more. It lies before %(to)s now.")
        went = hand_escalations(act, forum, successor, goes_on % {"forum": forum, "to": successor})
        taken = commitments.take_over(act, forum, successor, on=on)
        own = gettext("%(forum)s has this promise itself now.")
        settle_taken(act, successor, own % {"forum": successor})
        moved = move_below(act, forum, successor)
    if forum.valid_to and (taken or went or moved):
        return forum  # it had ended before: only now somebody takes over what it left
    promises, sessions, waiting = queries.unfinished_of(forum)
    told: dict[str, Any] = {}
    if rules.can_end_forum(promises, sessions, confirmed, reason, waiting):
        told = {"form": "unfinished", "promises": promises, "sessions": sessions, "reason": reason}
    if waiting:
        told |= {"form": "returned", "waiting": waiting}
    gone = gettext("%(forum)s meets no more. Choose another forum above, or solve it yourselves.")
    return_escalations(act, forum, gone % {"forum": forum})
    over = gettext("%(forum)s met until %(day)s.") % {"forum": forum, "day": short_date(on)}
    for meeting in queries.planned_after(forum, on):
        cancel_meeting(act, meeting, reason=over)
    if taken or went:
        told |= {"form": "handed", "taken": taken + went, "to": str(successor), "reason": reason}
    return directory.end_forum(act, forum, on=on, unfinished=told)


def _in_its_time(act: OpenAct, forum: Forum, on: date) -> None:
    lock_sessions(forum)
    today = act.at.astimezone(ZoneInfo(forum.region.timezone)).date()
    if unsettled := queries.unsettled_of(forum, today):
        rules.nothing_unsettled(str(unsettled), unsettled.state)
    if forum.valid_to:
        rules.not_taken_before_its_end(on, forum.valid_to)
    elif last := queries.last_held(forum):
        rules.not_before_it_met(on, str(last), last.starts_on)
    rules.not_ahead(on, today)

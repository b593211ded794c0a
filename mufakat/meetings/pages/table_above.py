"""In which session of the forum above what was raised lies on the table, in words."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from mufakat.core import clock
from mufakat.core.dates import at
from mufakat.directory.access import can
from mufakat.directory.models import Forum
from mufakat.meetings import queries
from mufakat.meetings.models import Escalation, Meeting

MOST_NAMED = 3


def where_of(escalation: str) -> str:
    """By its id; nothing once it was answered."""
    found = Escalation.objects.select_related("to_forum__region").filter(pk=escalation)
    return words_of(found[0]) if found else ""


def words_of(escalation: Escalation) -> str:
    if escalation.state != "waiting":
        return ""
    return _words_at(escalation, queries.table_of(escalation))


def standing(user: Any, escalation: Escalation) -> dict[str, Any]:
    """Where it lies, in words; the answer of a session under way, for who gives it; who plans where none is planned."""
    shown: dict[str, Any] = {"where": "", "answers_at": None, "plan": None}
    if escalation.state != "waiting":
        return shown
    meeting, forum = queries.table_of(escalation), escalation.to_forum
    shown["where"] = _words_at(escalation, meeting)
    if meeting is None:
        shown["plan"] = planning(user, forum)
    elif meeting.state == "open" and can(user, "escalation.answer", forum):
        shown["answers_at"] = meeting
    return shown


def planning(user: Any, forum: Forum, *, named: bool = True) -> dict[str, str]:
    """The way to the plan, for who may; for others who may: by name where they see the forum (two questions more, if
    `named`), else by role."""
    if can(user, "meeting.plan", forum):
        return {"url": reverse("record_meeting", args=[forum.pk]), "by": ""}
    found: Sequence[tuple[str, str]] = ()
    if named and can(user, "meeting.see", forum):
        found = queries.planners_of(forum, clock.today())[:MOST_NAMED]
    names = ", ".join(f"{name} ({role})" for name, role in found)
    return {"url": "", "by": names or _("the note-taker of that forum or the health office")}


def _words_at(escalation: Escalation, meeting: Meeting | None) -> str:
    if meeting is None:
        words = _("No coming session of %(forum)s is planned yet: it waits for one.")
        return words % {"forum": escalation.to_forum}
    zone = meeting.timezone
    told = {
        "session": meeting.title,
        "when": at(meeting.starts_at, zone) if meeting.starts_at else "",
    }
    if meeting.state == "open":
        return _("Lies on the table of %(session)s, %(when)s, which is under way.") % told
    return _("Comes up in %(session)s, %(when)s.") % told

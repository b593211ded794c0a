"""What the pages of this room share: the way to them, and what their reader may do."""

from typing import Any

from mufakat.directory.access import can
from mufakat.directory.models import Forum
from mufakat.directory.queries import breadcrumbs
from mufakat.meetings.models import Meeting

from .stopped import stopped_words

WRITING = (
    "meeting.plan",
    "meeting.change",
    "meeting.open",
    "meeting.ratify",
    "meeting.reopen",
    "attendance.record",
    "invitation.see",
    "note.record",
    "decision.record",
    "commitment.record",
    "commitment.change",
    "verdict.give",
    "escalation.answer",
    "escalation.raise",
    "forum.record",
    "link.record",
    "rollup.see",
    "meeting.see",
    "file.see",
    "file.record",
    "file.issue",
)
BEGINNING = ("meeting.plan", "meeting.open", "commitment.record")


def rights(user: Any, forum: Forum) -> dict[str, bool]:
    """What the user may do here, by verb with an underline, as templates ask. In a forum that has ended nothing new
    begins."""
    over = BEGINNING if forum.valid_to else ()
    return {verb.replace(".", "_"): verb not in over and can(user, verb, forum) for verb in WRITING}


def crumbs_of(forum: Forum) -> list[dict[str, str]]:
    return [*breadcrumbs(forum.region), {"label": str(forum), "url": forum.get_absolute_url()}]


def under(thing: Meeting | Forum, title: str, to: str = "") -> dict[str, Any]:
    """The head of a page below a session or a forum: where one came from, and the way to here. `to`: where its form
    leads back when nothing is sent, if that is no page of the thing itself."""
    forum, way = (thing.forum, [thing]) if isinstance(thing, Meeting) else (thing, [])
    above = [{"label": str(each), "url": each.get_absolute_url()} for each in way]
    here = {"label": title, "url": ""}
    crumbs = [*crumbs_of(forum), *above, here]
    shown: dict[str, Any] = {"back": thing, "title": title, "crumbs": crumbs}
    if isinstance(thing, Meeting):
        shown["stopped"] = stopped_words(thing)
    return shown | ({"cancel_url": to} if to else {})

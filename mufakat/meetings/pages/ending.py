"""What the page says on which a forum ends."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from mufakat.directory.models import Forum
from mufakat.meetings import queries, rules

from .frame import under


def ending_page(
    forum: Forum, promises: int, sessions: int, waiting: int, *, on: date
) -> dict[str, Any]:
    """So many promises and sessions are unfinished, so much from below waits. Nothing can be ended while a session is
    unsettled: it is named, and leads there."""
    title, submit = _("End %(name)s") % {"name": forum}, _("End the forum")
    if forum.valid_to:
        title, submit = _("What %(name)s left") % {"name": forum}, _("Take it over")
    session = queries.unsettled_of(forum, on)
    return {
        "hint": _left(promises, sessions),
        "submit": submit,
        "unsettled": session,
        "first": rules.unsettled_in_words(str(session), session.state) if session else "",
        "waits_here": queries.lies_before(forum)[0] if waiting else [],
        "zone": forum.region.timezone,
        **under(forum, title),
    }


def _left(promises: int, sessions: int) -> str:
    hint = _("Its sessions and promises stay on record.")
    if promises or sessions:
        words = {"promises": promises, "sessions": sessions}
        told = _("Still open: promises %(promises)d, sessions not ratified %(sessions)d.")
        hint += " " + told % words
    return hint

"""Minutes are ratified in the order of the sessions: said while a session is planned, not only at its end."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _, ngettext

from mufakat.directory.models import Forum
from mufakat.meetings import queries
from mufakat.meetings.models import Meeting

from .frame import under
from .stopped import if_it_meets

MOST = 3


def comes_first(earlier: Sequence[str]) -> str:
    """Which sessions are ratified before; empty when there is none."""
    if not earlier:
        return ""
    titles = [f"“{title}”" for title in earlier[:MOST]]
    if (more := len(earlier) - MOST) > 0:
        titles.append(ngettext("and %(n)d more", "and %(n)d more", more) % {"n": more})
    return _(
        "To be ratified first: %(titles)s. Minutes are ratified in the order of the sessions."
    ) % {"titles": ", ".join(titles)}


def first_to_ratify(meeting: Meeting) -> str:
    """Of a session that is planned; what stands against one under way is said at its button."""
    return comes_first(queries.earlier_unratified(meeting)) if meeting.state == "planned" else ""


def year_to_plan(forum: Forum) -> dict[str, Any]:
    """Before the four sessions of a year are planned; or that the forum meets no more."""
    hint = _(
        "Tribulan I is the first session (team building); II, III and IV are routine sessions."
    )
    again = _("Of a year that is planned already, only what was cancelled is planned anew.")
    words = {"submit": _("Plan the year"), **(if_it_meets(forum) or {"hint": f"{hint} {again}"})}
    return under(forum, _("Plan the four sessions of a year")) | words


def order_hint(thing: Meeting | Forum) -> dict[str, Any]:
    """The hint above the form that plans a session, or one more of a forum."""
    found = (
        queries.unratified_of(thing)
        if isinstance(thing, Forum)
        else queries.earlier_unratified(thing)
    )
    return {"hint": told} if (told := comes_first(found)) else {}

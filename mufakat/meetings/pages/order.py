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
    """Which sessions are ratified before this one; empty when there is none."""
    told = _(
        "Before these minutes, ratify %(titles)s: minutes are ratified in the order of the sessions."
    )
    return told % {"titles": _named(earlier)} if earlier else ""


def _named(earlier: Sequence[str]) -> str:
    titles = [f"“{title}”" for title in earlier[:MOST]]
    if (more := len(earlier) - MOST) > 0:
        titles.append(ngettext("and %(n)d more", "and %(n)d more", more) % {"n": more})
    return ", ".join(titles)


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
    if isinstance(thing, Meeting):
        told = comes_first(queries.earlier_unratified(thing))
    elif waiting := queries.unratified_of(
        thing
    ):  # of which days and hours it is later, the form will say
        told = _(
            "Minutes are ratified in the order of the sessions. Not ratified in this forum: %(titles)s."
        ) % {"titles": _named(waiting)}
    else:
        told = ""
    return {"hint": told} if told else {}

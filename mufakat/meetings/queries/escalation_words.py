"""How what went up and came from below is told, on pages and in minutes."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from mufakat.core.dates import at, short_date
from mufakat.meetings.models import Meeting

from .escalations import Above, above_of, from_below, raised_in


def stands_above(commitments: Iterable[Any]) -> dict[Any, str]:
    """For each of these promises (by id) that went up: a sentence on where it stands with the forum above."""
    return {pk: above_in_words(above) for pk, above in above_of(list(commitments)).items()}


def above_in_words(above: Above) -> str:
    words = {"forum": above.to_forum, "on": short_date(above.answered_at or above.raised_at)}
    if above.state == "waiting":
        return _("Lies before %(forum)s since %(on)s") % words
    return _("%(forum)s, %(on)s: %(said)s. %(text)s") % {
        **words,
        "said": above.said,
        "text": above.answer,
    }


def frozen_below(meeting: Meeting) -> list[dict[str, Any]]:
    """What a session answered to the forums below, as plain text for its minutes."""
    return [
        {
            "id": str(row.id),
            "what": row.what,
            "owner": row.owner,
            "from_forum": row.from_forum,
            "reason": row.reason,
            "sessions": row.sessions,
            "raised": at(row.raised_at, meeting.timezone),
            "raised_by": row.raised_by,
            "said": row.said,
            "decision": row.decision,
            "text": row.text,
        }
        for row in from_below(meeting)
        if row.hearing
    ]


def frozen_raised(meeting: Meeting) -> list[dict[str, Any]]:
    """What a session raised to the forum above, as plain text for its minutes."""
    return [
        {
            "id": str(e.pk),
            "what": e.what,
            "owner": e.owner,
            "to": str(e.to_forum),
            "reason": e.reason,
        }
        for e in raised_in(meeting)
    ]


def frozen_forums(meeting: Meeting) -> dict[str, Any]:
    """Both, for the frozen copy of a session."""
    return {"from_below": frozen_below(meeting), "raised": frozen_raised(meeting)}

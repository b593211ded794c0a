"""What the forums below ask of mine, and what the forums above answered."""

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from mufakat.core.dates import short_date
from mufakat.directory.access import forums_where
from mufakat.meetings import queries as meetings

NEW_FOR = timedelta(days=14)


def from_forums(user: Any, midnight: datetime) -> list[dict[str, Any]]:
    """Tasks of home, in one query: for whoever writes the minutes above, what waits for its answer; for whoever writes
    those below, what came back within two weeks."""
    rows = meetings.concerning(
        to=forums_where(user, "escalation.answer", "to_forum__"),
        back=forums_where(user, "escalation.answer", "commitment__forum__"),
        since=midnight - NEW_FOR,
    )
    return [_task(row) for row in rows]


def _task(row: meetings.Waiting) -> dict[str, Any]:
    task = {"title": row.what, "url": row.url, "due": None}
    if row.state == "waiting":
        words = {"forum": row.from_forum, "on": short_date(row.raised_at)}
        text = _("%(forum)s asks since %(on)s; the next session answers") % words
        return task | {"text": text, "forum": row.to_forum, "action": _("Read the file")}
    words = {"forum": row.to_forum, "on": short_date(row.answered_at or row.raised_at)}
    text, action = _said(row.decision)
    return task | {"text": text % words, "forum": row.from_forum, "action": action}


def _said(decision: str) -> tuple[str, str]:
    """What came back, in words: an answer, or that none will come from there."""
    if decision == "dissolved":
        return _("%(forum)s was dissolved; it came back on %(on)s"), _("Read why")
    if decision == "handed":
        return _("%(forum)s passed it on when a forum ended, %(on)s"), _("Read the file")
    if decision == "closed":
        return _("%(forum)s closed it on %(on)s: the promise was settled"), _("Read the file")
    return _("%(forum)s answered on %(on)s"), _("Read the answer")

"""How the days of a session that lasts several read: by person, and counted."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from mufakat.core.dates import clock as hour_of, day_of, day_of_month
from mufakat.meetings import queries, rules
from mufakat.meetings.models import Meeting


def day_named(day: date, days: Sequence[date]) -> str:
    """Hari 2 28 Jul; a day that is none of the session any more has no number."""
    if day not in days:
        return day_of_month(day)
    return _("Day %(n)s %(day)s") % {"n": days.index(day) + 1, "day": day_of_month(day)}


def days_in_words(row: Any, meeting: Meeting) -> str:
    """Hari 1 27 Jul 08.05–16.00 · Hari 2 28 Jul 08.20; empty for a session of one day, or when nobody wrote a day."""
    days, zone = rules.several_days(meeting), meeting.timezone
    if not days:
        return ""
    there = rules.days_there(row, zone)
    return " · ".join(
        f"{day_named(day, days)} {_span(span, meeting)}".strip() for day, span in there.items()
    )


def _span(span: rules.Span, meeting: Meeting) -> str:
    zone = meeting.timezone
    told = hour_of(span.arrived, zone) if span.arrived else ""
    if span.left:
        told += f"–{hour_of(span.left, zone)}"
    late = span.arrived and rules.is_late(span.arrived, meeting.starts_at, zone)
    return f"{told}, {_('late')}" if late else told


def counted_by_day(meeting: Meeting, people: Sequence[Any]) -> str:
    """Hari 1 27 Jul: 46 · Hari 2 28 Jul: 44; empty for a session of one day and where no day is written down."""
    days = rules.several_days(meeting)
    counts = rules.counted(people, days, meeting.timezone)
    return " · ".join(f"{day_named(day, days)}: {n}" for day, n in counts)


def days_of_session(meeting: Meeting, frozen: Mapping[str, Any] | None) -> str:
    """The same for the page of the session: as the minutes have it, once they are ratified."""
    days = rules.several_days(meeting)
    if not days:
        return ""
    if frozen is None:
        return counted_by_day(meeting, queries.listed_in(meeting))
    return " · ".join(
        f"{day_named(date.fromisoformat(d['day']), days)}: {d['present']}"
        for d in frozen.get("days", [])
    )


def hours_of_today(row: Any, meeting: Meeting, at: datetime) -> rules.Span | None:
    """Since when somebody is here at the desk; None if he is not. Between the days of a session it asks of all."""
    today, days = day_of(at, meeting.timezone), rules.several_days(meeting)
    if today in days:
        return rules.days_there(row, meeting.timezone).get(today)
    return rules.Span(row.arrived_at, row.left_at) if row.present else None

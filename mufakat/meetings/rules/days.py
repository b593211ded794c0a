"""A session of several days: on which of them somebody was there, since when and until when.

Who came is who came on any day. The days are kept as text, as the journal spells them: the day → [arrived, left], both
instants in UTC, empty where nobody wrote down the hour. A session of one day keeps none: its hours say it all.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from mufakat.core.errors import RuleBroken

MOST_DAYS = 31  # of one session; what lasts longer is no session
NIGHT = timedelta(hours=6)  # what ends by then has lasted into the night, and is of the day before


class Span(NamedTuple):
    """Of one day; nothing where the hour is not known."""

    arrived: datetime | None = None
    left: datetime | None = None


Days = Mapping[date, Span]


def days_of(starts: datetime | None, ends: datetime | None, zone: str) -> list[date]:
    """The days of a session, by the calendar of its place; none without a day. A night belongs to its evening."""
    if starts is None:
        return []
    place = ZoneInfo(zone)
    first = starts.astimezone(place).date()
    last = max(first, (ends.astimezone(place) - NIGHT).date()) if ends else first
    return [first + timedelta(n) for n in range(min((last - first).days + 1, MOST_DAYS))]


def several_days(meeting: Any) -> list[date]:
    """The days of a session that lasts more than one; none of any other."""
    days = days_of(meeting.starts_at, meeting.ends_at, meeting.timezone)
    return days if len(days) > 1 else []


def is_ticked(row: Any, meeting: Any, today: date) -> bool:
    """Whether somebody stands as present on the list that is ticked today: on a day of several, those of that day."""
    if today in several_days(meeting):
        return today in days_there(row, meeting.timezone)
    return bool(row.present)


def days_there(row: Any, zone: str) -> dict[date, Span]:
    """On which days somebody on the list was there. Rows from before days were kept have the day of their arrival;
    who is ticked as present without a day or an hour has none."""
    if not row.present:
        return {}
    found = {date.fromisoformat(day): Span(*map(_instant, span)) for day, span in row.days.items()}
    if not found and row.arrived_at:
        found = {
            row.arrived_at.astimezone(ZoneInfo(zone)).date(): Span(row.arrived_at, row.left_at)
        }
    return dict(sorted(found.items()))


def days_kept(there: Days) -> dict[str, Any]:
    """The fields of a row: its days, and the hours of the first of them as those of the whole."""
    first = there[min(there)] if there else Span()
    return {
        "days": {str(day): [_spelt(at) for at in there[day]] for day in sorted(there)},
        "arrived_at": first.arrived,
        "left_at": first.left,
    }


def days_of_both(one: Days, other: Days) -> dict[date, Span]:
    """Of two rows that are one person, each day since the earliest hour; he left when the one who stays left."""
    both = dict(other)
    for day, span in one.items():
        also = other.get(day, Span())
        since = min((at for at in (span.arrived, also.arrived) if at), default=None)
        until = span.left or (also.left if span.arrived is None else None)
        both[day] = Span(None if since and until and since > until else since, until)
    return both


def day_meant(day: date | None, now: datetime, days: Sequence[date], zone: str) -> date:
    """The day that is chosen, else today; only a day of the session that has begun."""
    today = now.astimezone(ZoneInfo(zone)).date()
    if day is None and today not in days:
        raise RuleBroken("day.not_said", _("Say on which day of the session."), "day")
    if day is not None and day not in days:
        raise RuleBroken("day.outside", _("This is no day of the session."), "day")
    if day is not None and day > today:
        raise RuleBroken("arrival.in_the_future", _("This day is still to come."), "day")
    return day or today


def hour_on(day: date, typed: time | None, now: datetime, zone: str) -> datetime | None:
    """The instant of an hour typed for that day; now if it is today; not known for another day without an hour."""
    place = ZoneInfo(zone)
    if typed is None:
        return now if now.astimezone(place).date() == day else None
    meant = datetime.combine(day, typed, place)
    if meant > now:
        raise RuleBroken("arrival.in_the_future", _("This hour is still to come."), "hour")
    return meant


def was_there_that_day(there: Days, day: date) -> Span:
    if day not in there:
        raise RuleBroken(
            "departure.not_present", _("Who has not come on this day cannot leave on it."), "day"
        )
    return there[day]


def hour_of_leaving(at: datetime | None) -> datetime:
    if at is None:
        raise RuleBroken("departure.no_hour", _("Type the hour of the departure."), "hour")
    return at


def counted(rows: Iterable[Any], days: Sequence[date], zone: str) -> list[tuple[date, int]]:
    """Of each day of a session on which somebody was written down, how many were there: a day without anybody was not
    kept, or is still to come. Who has no day is counted on none."""
    there = [days_there(row, zone) for row in rows]
    counts = ((day, sum(day in one for one in there)) for day in days)
    return [(day, n) for day, n in counts if n]


def _instant(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _spelt(at: datetime | None) -> str:
    return at.astimezone(UTC).isoformat() if at else ""

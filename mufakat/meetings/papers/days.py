"""The columns of the attendance list of a session of several days: one for the signatures of each."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from mufakat.core import clock, dates
from mufakat.meetings import queries, rules
from mufakat.meetings.models import Meeting

Facts = dict[str, Any]


def day_cells(
    person: queries.Listed,
    meeting: Meeting,
    drawn: Mapping[tuple[Any, date], Any],
    written: Collection[date],
) -> list[Facts]:
    """Of each day: the signature given on it, the hours, and whether he was away on a day that is over and on which
    others were `written` down. Of who is present without a day nothing is said: he signs with a pen."""
    zone = meeting.timezone
    today, there = dates.day_of(clock.now(), zone), rules.days_there(person, zone)
    cells = []
    for day in rules.several_days(meeting):
        span, strokes = there.get(day), drawn.get((person.id, day))
        cells.append(
            {
                "signature": rules.path_of(strokes) if span and strokes else "",
                "hours": _hours(span, zone) if span else "",
                "away": not span
                and day < today
                and day in written
                and bool(there or not person.present),
            }
        )
    return cells


def _hours(span: rules.Span, zone: str) -> str:
    told = "–".join(dates.clock(at, zone) for at in span if at)
    return told or "hadir"

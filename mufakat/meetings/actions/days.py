"""The desk of a session of several days: who is there on which of them. Each day stands for itself."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from mufakat.journal.actions import OpenAct
from mufakat.meetings import rules
from mufakat.meetings.models import CheckIn, Meeting, Participant


def arrive(
    act: OpenAct,
    meeting: Meeting,
    who: Participant,
    *,
    late: bool,
    hour: time | None,
    day: date | None,
) -> bool:
    """He is there on that day, today unless another is chosen. False when that was known already."""
    if who.present and late:
        return False
    zone = meeting.timezone
    on = rules.day_meant(day, act.tapped_at, rules.several_days(meeting), zone)
    there = rules.days_there(who, zone)
    known = there.get(on, rules.Span())
    if known.arrived and hour is None:
        return False
    at = rules.hour_on(on, hour, act.tapped_at, zone)
    if at and known.left:
        rules.leaves_after_arrival(True, at, known.left)
    more = {"present": True, "late_at": act.at if late else who.late_at}
    return _write(
        act, meeting, who, "arrival.recorded", on, there | {on: known._replace(arrived=at)}, more
    )


def not_here(act: OpenAct, meeting: Meeting, who: Participant, day: date | None) -> bool:
    """He was not there on that day after all: today, else the last one on which he was. He did not come at all when
    no other day is left."""
    there = rules.days_there(who, meeting.timezone)
    on = _of_today(act, meeting, list(there), day)
    left = {each: span for each, span in there.items() if each != on}
    return _write(act, meeting, who, "arrival.withdrawn", on, left, {"present": bool(left)})


def leave(
    act: OpenAct, meeting: Meeting, who: Participant, *, hour: time | None, day: date | None
) -> bool:
    """He went home on that day. False when that was known already."""
    zone = meeting.timezone
    on = rules.day_meant(day, act.tapped_at, rules.several_days(meeting), zone)
    there = rules.days_there(who, zone)
    known = rules.was_there_that_day(there, on)
    if known.left and hour is None:
        return False
    at = rules.hour_of_leaving(rules.hour_on(on, hour, act.tapped_at, zone))
    rules.leaves_after_arrival(True, known.arrived, at)
    return _write(
        act, meeting, who, "departure.recorded", on, there | {on: known._replace(left=at)}, {}
    )


def stay(act: OpenAct, meeting: Meeting, who: Participant, day: date | None) -> bool:
    """He is still here on that day: today, else the last one on which he left."""
    there = rules.days_there(who, meeting.timezone)
    on = _of_today(act, meeting, [each for each, span in there.items() if span.left], day)
    if on is None or on not in there:
        return False
    more = there | {on: there[on]._replace(left=None)}
    return _write(act, meeting, who, "departure.withdrawn", on, more, {})


def _of_today(
    act: OpenAct, meeting: Meeting, known: Sequence[date], day: date | None
) -> date | None:
    today = rules.days_of(act.tapped_at, None, meeting.timezone)[0]
    if day is not None:
        return rules.day_meant(day, act.tapped_at, rules.several_days(meeting), meeting.timezone)
    return today if today in known else max(known, default=None)


def _write(
    act: OpenAct,
    meeting: Meeting,
    who: Participant,
    verb: str,
    on: date | None,
    there: rules.Days,
    more: dict[str, Any],
) -> bool:
    late = verb == "arrival.recorded" and more["late_at"] == act.at
    told = {"name": who.name, "day": on, "form": "late" if late else "day" if on else ""}
    wanted = rules.days_kept(there) | more
    return act.change(who, verb, base=None, about=[meeting], told=told, **wanted)


def tick(act: OpenAct, meeting: Meeting, who: Participant) -> None:
    """He is ticked as present: of a session of several days on the day of the tick, beside those he has."""
    kept = who.days or rules.days_kept(rules.days_there(who, meeting.timezone))["days"]
    today = ticked_today(act, meeting)
    who.days = {**kept, **today} if today and who.present else today
    who.present = True


def untick(act: OpenAct, meeting: Meeting, who: Participant) -> None:
    """He is unticked: of a session of several days on the day of the tick; then the others stay."""
    there, today = rules.days_there(who, meeting.timezone), ticked_today(act, meeting)
    left = {day: span for day, span in there.items() if today and str(day) not in today}
    for name, value in rules.days_kept(left).items():
        setattr(who, name, value)
    who.present = bool(left)


def is_ticked(act: OpenAct, meeting: Meeting, who: Participant) -> bool:
    today = act.tapped_at.astimezone(ZoneInfo(meeting.timezone)).date()
    return rules.is_ticked(who, meeting, today)


def ticked_today(act: OpenAct, meeting: Meeting) -> dict[str, list[str]]:
    """The days of who is marked as present now without an hour: today, if it is one of several of the session."""
    today = rules.days_of(act.tapped_at, None, meeting.timezone)[0]
    return {str(today): ["", ""]} if today in rules.several_days(meeting) else {}


def with_entries(
    meeting: Meeting, there: rules.Days, entries: Sequence[CheckIn]
) -> dict[date, rules.Span]:
    """The days of somebody with those of his entries, each since the earliest; an entry from outside of the hours says
    the day, not the hour, and one from no day of the session says nothing."""
    days, found = rules.several_days(meeting), dict(there)
    for entry in entries:
        on = rules.days_of(entry.at, None, meeting.timezone)[0]
        if on in days:
            at = None if "outside_hours" in entry.marks else entry.at
            found = rules.days_of_both(found, {on: rules.Span(at)})
    return found


def hours_of_entries(
    meeting: Meeting, entries: Sequence[CheckIn], arrived: datetime | None
) -> dict[str, Any]:
    """The hours of somebody new, who is there by his entries."""
    if not rules.several_days(meeting):
        return {"arrived_at": arrived}
    return rules.days_kept(with_entries(meeting, {}, entries))


def hours_of_both(meeting: Meeting, who: Participant, other: Participant) -> dict[str, Any]:
    """The hours of two rows that are one person; the earliest, and he left when the one who stays left."""
    if rules.several_days(meeting):
        both = (rules.days_there(row, meeting.timezone) for row in (who, other))
        return rules.days_kept(rules.days_of_both(*both))
    hours = [row.arrived_at for row in (who, other) if row.present and row.arrived_at]
    left = who.left_at if who.present else other.left_at
    since = min(hours, default=None)
    return {"arrived_at": since, "left_at": left if not (since and left and since > left) else None}


def of_that_day(meeting: Meeting, entries: QuerySet[CheckIn], at: datetime) -> QuerySet[CheckIn]:
    """Entries that count together: all of a session of one day, else those of the day of `at`."""
    if not rules.several_days(meeting):
        return entries
    day = at.astimezone(ZoneInfo(meeting.timezone)).replace(
        hour=0, minute=0, second=0, microsecond=0
    )
    return entries.filter(at__gte=day, at__lt=day + timedelta(days=1))

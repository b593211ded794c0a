"""Sessions as iCalendar (RFC 5545): one event each, with a fixed UID and a sequence that grows with every change."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, TimezoneStandard

from mufakat.core.dates import ZONES
from mufakat.meetings.models import Meeting

PRODUCT = "-//Mufakat//Rapat//ID"
SESSION = timedelta(hours=2)  # of a session whose end is not known
# Whatever a title holds, a line of the file holds one property: the library folds and escapes, and this leaves no
# control character for it to stumble over.
CONTROLS = dict.fromkeys([*range(32), 127, 0x85, 0x2028, 0x2029], " ")


def put(component: Any, **lines: Any) -> None:
    """The properties of a part of the file; the library spells, escapes and folds them."""
    for name, value in lines.items():
        component.add(name.replace("_", "-"), value)


def calendar_of(meetings: Iterable[Meeting], *, name: str, address: Any, host: str) -> bytes:
    """The file of these sessions. `address` makes a whole address of a path; `host` ends every UID."""
    calendar = Calendar()
    put(calendar, prodid=PRODUCT, version="2.0", calscale="GREGORIAN", method="PUBLISH")
    put(calendar, x_wr_calname=plain(name))
    dated = [(meeting, meeting.starts_at) for meeting in meetings if meeting.starts_at]
    for zone, begins in {meeting.timezone: begins for meeting, begins in dated}.items():
        calendar.add_component(zone_of(zone, begins))
    for meeting, begins in dated:
        calendar.add_component(event_of(meeting, begins, address, host))
    return bytes(calendar.to_ical())


def zone_of(name: str, begins: datetime) -> Timezone:
    """A zone without summer time, as all of Indonesia: one offset, written out."""
    zone, standard = Timezone(), TimezoneStandard()
    offset = begins.astimezone(ZoneInfo(name)).utcoffset()
    put(zone, tzid=name)
    since = datetime(1988, 1, 1)  # noqa: DTZ001 - local, as the standard wants it
    put(standard, dtstart=since, tzoffsetfrom=offset, tzoffsetto=offset)
    put(standard, tzname=ZONES.get(name, name))
    zone.add_component(standard)
    return zone


def event_of(meeting: Meeting, begins: datetime, address: Any, host: str) -> Event:
    """A session at the hours of its place (WIB, WITA, WIT are zones of their own)."""
    event = Event()
    ends = meeting.ends_at if meeting.ends_at and meeting.ends_at > begins else begins + SESSION
    put(event, uid=f"{meeting.pk}@{host}", dtstamp=stamp_of(meeting), sequence=meeting.version - 1)
    put(event, dtstart=begins.astimezone(meeting.zone), dtend=ends.astimezone(meeting.zone))
    put(event, summary=plain(meeting.title))
    if meeting.place:
        put(event, location=plain(meeting.place))
    page = address(meeting.get_absolute_url())
    zone = ZONES.get(meeting.timezone, meeting.timezone)
    put(event, url=page, description=f"{plain(str(meeting.forum))}\n{zone}\n{page}")
    cancelled = meeting.state == "cancelled"
    put(event, status="CANCELLED" if cancelled else "CONFIRMED")
    put(event, transp="TRANSPARENT" if cancelled else "OPAQUE")
    return event


def stamp_of(meeting: Meeting) -> datetime:
    """An instant that is the same as long as the session is: the key of the session holds when it was planned, and each
    change moves it by a second. So the same sessions give the same file."""
    milliseconds = meeting.pk.int >> 80
    made = datetime.fromtimestamp(milliseconds // 1000, UTC)
    return made + timedelta(seconds=meeting.version - 1)


def plain(text: str) -> str:
    """On one line, without signs that control anything."""
    return " ".join(text.translate(CONTROLS).split())

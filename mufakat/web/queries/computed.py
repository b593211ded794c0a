"""Answers that the sessions of a Puskesmas give: how many lokmin it held in a year. The rooms of sessions and of
instruments stand beside each other, so it is counted here (`indicators/computed.py`)."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _, gettext_lazy

from mufakat.core import clock, dates
from mufakat.directory.models import Membership, Organisation
from mufakat.directory.models.forums import MemberRole
from mufakat.indicators.computed import Answer, Computed, Row
from mufakat.meetings import queries as meetings
from mufakat.meetings.models import Meeting

MOST_NAMED = 3  # parts that are missing, by name


def lokmin_of(kinds: str, organisation: Organisation, year: int) -> Computed:
    """The lokmin of a year that count: minutes ratified, and nothing missing in the accountability file. The others
    that are planned or held say why they do not count yet."""
    listed = _hosted(kinds, organisation, year)
    counts = meetings.spj_counts(listed)
    today = clock.today()
    found = Computed(0)
    for meeting in listed:
        day = meeting.starts_on or today
        if why := _why_not(meeting, today, counts[meeting.pk]):
            found.not_yet.append(Row(f"{_label(meeting, day)}: {why}", _url(meeting), day))
        else:
            found.rows.append(Row(_label(meeting, day), _url(meeting), day))
    return Computed(len(found.rows), found.rows, found.not_yet)


def _hosted(kinds: str, organisation: Organisation, year: int) -> list[Meeting]:
    """Its sessions of a year at their place, called off ones aside: it is named as a host; or nobody is, and it had a
    host seat in the forum on that day."""
    held = Membership.objects.filter(organisation=organisation, role=MemberRole.HOST)
    seats = list(held.values_list("forum_id", "valid_from", "valid_to"))
    a_day = timedelta(days=1)  # zones: looked at again by the day at the place
    found: QuerySet[Meeting] = Meeting.objects.filter(
        Q(hosts=organisation) | Q(hosts=None, forum__in=[seat[0] for seat in seats]),
        kind__startswith=kinds,
        starts_at__gte=datetime(year, 1, 1, tzinfo=UTC) - a_day,
        starts_at__lt=datetime(year + 1, 1, 1, tzinfo=UTC) + a_day,
    ).exclude(state="cancelled")
    listed = found.select_related("forum__region", "cycle").prefetch_related("hosts").distinct()
    return [
        meeting
        for meeting in listed.order_by("starts_at", "id")
        if (day := meeting.starts_on)
        and day.year == year
        and (meeting.hosts.all() or any(_is_seat(meeting, day, seat) for seat in seats))
    ]


def _is_seat(meeting: Meeting, day: date, seat: tuple[Any, date | None, date | None]) -> bool:
    forum, first, last = seat
    open_then = (first is None or first <= day) and (last is None or day <= last)
    return meeting.forum_id == forum and open_then


def _why_not(meeting: Meeting, today: date, counts: Mapping[str, int]) -> str:
    if not meeting.is_ratified:
        return _("its minutes are not ratified")
    missing = meetings.outline(meeting, today, counts).missing
    if not missing:
        return ""
    names = "; ".join(part.label for part in missing[:MOST_NAMED])
    more = " …" if len(missing) > MOST_NAMED else ""
    return _("its accountability file lacks %(parts)s") % {"parts": names + more}


def _label(meeting: Meeting, day: date) -> str:
    return f"{meeting.title}, {dates.long_date(day)}"


def _url(meeting: Meeting) -> str:
    return meeting.get_absolute_url()


SOURCES: list[tuple[str, Promise, Answer]] = [
    ("lokmin_bulanan", gettext_lazy("monthly lokmin of the year"), partial(lokmin_of, "LM-B")),
    ("lokmin_tribulanan", gettext_lazy("quarterly lokmin of the year"), partial(lokmin_of, "LM-T")),
]

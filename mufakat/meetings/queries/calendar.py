"""The sessions of a forum in their order, and the figures of each."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db.models import (
    CharField,
    Count,
    DateField,
    DateTimeField,
    IntegerField,
    Q,
    UUIDField,
    Value,
)
from django.db.models.functions import Cast, Substr

from mufakat.commitments.models import Commitment, Verdict
from mufakat.commitments.rules import VERDICTS
from mufakat.core import clock
from mufakat.core.asked import Asked, AskedThings, among
from mufakat.core.periods import Tribulan
from mufakat.directory.models import Forum
from mufakat.meetings import rules
from mufakat.meetings.models import Cycle, Meeting, Participant

from .escalations import unheard
from .session import CAME, HERE, SENT, UNINVITED
from .table import on_table, place_of, waiting_for_verdict

_EARLIER = Asked(
    lambda forum, starts_at: (
        Meeting.objects.filter(
            forum_id=forum, starts_at__lt=starts_at, state__in=("planned", "open")
        )
        .order_by("starts_at")
        .values_list("title")
    ),
    forum=UUIDField(),
    starts_at=DateTimeField(),
)


def earlier_unratified(meeting: Meeting) -> list[str]:
    """Titles of the forum's sessions before this one whose minutes wait for the chair."""
    if meeting.starts_at is None:
        return []
    return [title for (title,) in _EARLIER(forum=meeting.forum_id, starts_at=meeting.starts_at)]


def unratified_of(forum: Forum) -> list[str]:
    """Titles of the forum's sessions until now, and of this day, whose minutes wait for the chair."""
    before = clock.now() + timedelta(days=1)
    return [title for (title,) in _EARLIER(forum=forum.pk, starts_at=before)]


def is_last_ratified(meeting: Meeting) -> bool:
    last = Meeting.objects.filter(forum_id=meeting.forum_id, state="ratified")
    return last.order_by("-starts_at").values_list("pk", flat=True).first() == meeting.pk


def next_meeting(meeting: Meeting) -> Meeting | None:
    """The session that follows this one in its cycle, dated or not: where its open promises will lie."""
    if meeting.cycle_id is None or meeting.tribulan is None:
        return None
    later = Meeting.objects.filter(cycle_id=meeting.cycle_id, tribulan__gt=meeting.tribulan)
    return later.exclude(state="cancelled").order_by("tribulan").first()


def next_dated(forum: Any, after: datetime) -> Meeting | None:
    """The session of a forum (by its id) that begins next after a moment and was not held yet."""
    coming = Meeting.objects.filter(forum=forum, state__in=("planned", "open"), starts_at__gt=after)
    return coming.order_by("starts_at").first()


def last_held(forum: Forum) -> Meeting | None:
    """The last session of a forum that had a day and a place: as a rule the next is held like it."""
    held = Meeting.objects.filter(forum=forum, state__in=rules.HELD)
    return held.order_by("-starts_at").first()


_NEAR_YEAR = AskedThings(
    Meeting,
    lambda forum, year, first, last: (
        Q(forum=forum) & (Q(cycle__year=year) | Q(starts_at__gte=first, starts_at__lte=last))
    ),
    "cycle",
    forum=UUIDField(),
    year=IntegerField(),
    first=DateTimeField(),
    last=DateTimeField(),
)


def calendar_of(forum: Forum, year: int) -> list[Meeting]:
    """The sessions of a forum in a year in their order: the four of its cycle and whatever else met."""
    # A year of instants would be Jakarta's: New Year's morning in Jayapura is still the old year there.
    first, last = datetime(year - 1, 12, 31, tzinfo=UTC), datetime(year + 1, 1, 2, tzinfo=UTC)
    rows = _NEAR_YEAR(forum=forum.pk, year=year, first=first, last=last)
    found = [
        m
        for m in rows
        if (m.cycle and m.cycle.year == year) or (m.starts_on and m.starts_on.year == year)
    ]
    return sorted(found, key=_place_in_time)


def _place_in_time(meeting: Meeting) -> tuple[Any, ...]:
    """By day and hour; one without a day stands at the end of its tribulan, else at the end of the year."""
    day, cycle = meeting.starts_on, meeting.cycle
    if day is None and cycle and meeting.tribulan:
        day = Tribulan(cycle.year, meeting.tribulan).last_day
    hour = meeting.starts_at or datetime.max.replace(tzinfo=UTC)
    return day or date.max, hour, meeting.title, meeting.pk


def _years(forum: Any) -> Any:
    # The year of the instant, in UTC: a session on New Year's morning before seven is found in the year before, too.
    met = Meeting.objects.filter(forum=forum, starts_at__isnull=False).annotate(
        n=Cast(Substr(Cast("starts_at", CharField()), 1, 4), IntegerField())
    )
    planned = Cycle.objects.filter(forum=forum).order_by().values_list("year")
    return planned.union(met.order_by().values_list("n"))


_YEARS = Asked(_years, forum=UUIDField())


def years_of(forum: Forum) -> list[int]:
    """The years in which the forum has a cycle or a session, newest first."""
    return sorted((year for (year,) in _YEARS(forum=forum.pk)), reverse=True)


MET = ("invited", "present", "came", "uninvited", "sent")

_ATTENDED = Asked(
    lambda meetings: (
        Participant.objects.filter(among("meeting", meetings))
        .order_by()
        .values_list("meeting")
        .annotate(
            asked=Count("id", filter=Q(invited=True)),
            here=Count("id", filter=HERE),
            came=Count("id", filter=CAME),
            uninvited=Count("id", filter=UNINVITED),
            sent=Count("id", filter=SENT),
        )
    ),
    meetings=[UUIDField()],
)


def _counted(sessions: Any, **places: Any) -> Any:
    """Session, figure and number, as the minutes have them (without addenda): verdicts given there, promises made
    there and, for each session under way (`places`), how many lie on its table."""
    judged = Verdict.objects.filter(session_id__in=sessions).values_list("session_id", "verdict")
    made = Commitment.objects.filter(source_id__in=sessions, resolution__late_at=None)
    tables = [
        Commitment.objects.filter(on_table(**dict(zip(places, place, strict=True))))
        .values_list(place[0], Value("on_table", CharField()))
        .order_by()
        .annotate(n=Count("id"))
        for place in zip(*places.values(), strict=True)
    ]
    made_there = made.values_list("source_id", Value("made", CharField())).order_by()
    counts = judged.order_by().annotate(n=Count("id"))
    return counts.union(made_there.annotate(n=Count("id")), *tables, all=True).order_by()


_COUNTED = Asked(
    _counted,
    sessions=[CharField()],
    key=[CharField()],
    forum=[UUIDField()],
    on=[DateField()],
    starts_at=[DateTimeField()],
)
_PLACE = ("key", "forum", "on", "starts_at")


def figures_of(meetings: Iterable[Meeting]) -> dict[Any, dict[str, int]]:
    """Invited, present, and the promises of each session, in two queries for any number of sessions.

    `carried_in` counts what was judged there; for a session under way all that lies on its table, as its page does.
    """
    listed = list(meetings)
    by_text = {str(m.pk): m.pk for m in listed}
    figures: dict[Any, dict[str, int]] = {
        m.pk: dict.fromkeys((*MET, "made", "carried_in", *VERDICTS), 0) for m in listed
    }
    for meeting, *met in _ATTENDED(meetings=list(figures)):
        figures[meeting] |= dict(zip(MET, met, strict=True))
    places = [place_of(m) for m in listed if m.state == "open"]
    columns = {name: [place[name] for place in places] for name in _PLACE}
    under_way: dict[str, int] = {}
    for session, figure, n in _COUNTED(sessions=list(by_text), **columns):
        if figure == "on_table":
            under_way[session] = n
        else:
            figures[by_text[session]][figure] = n
    for told in figures.values():
        told["carried_in"] = sum(told[verdict] for verdict in VERDICTS)
    for session, n in under_way.items():
        figures[by_text[session]]["carried_in"] = n
    return figures


def obstacles(meeting: Meeting) -> list[str]:
    """Why the minutes of a session cannot be ratified yet, each as a sentence."""
    return rules.obstacles_to_ratify(
        state=meeting.state,
        waiting=waiting_for_verdict(meeting),
        present=meeting.participants.filter(present=True).count(),
        earlier=earlier_unratified(meeting),
        rounds=meeting.rounds.filter(state="open").count(),
        below=unheard(meeting),
    )


def gaps(meeting: Meeting) -> list[str]:
    """What is not filled in of chair, note-taker and place, each by its name."""
    return rules.gaps_of(chair=meeting.chair, notulis=meeting.notulis, place=meeting.place)


def budget_year(meeting: Meeting) -> int:
    """The calendar year in which a session lies, or lies planned."""
    if meeting.starts_on:
        return meeting.starts_on.year
    return meeting.cycle.year if meeting.cycle else clock.today().year


def unfinished_of(forum: Forum) -> tuple[int, int, int]:
    """How many promises of a forum are open, how many of its sessions are planned or not ratified, and how much from
    the forums below waits for its answer."""
    promises = forum.commitments.filter(state="open").count()
    sessions = forum.meetings.filter(state__in=("planned", "open")).count()
    return promises, sessions, forum.from_below.filter(state="waiting").count()


def last_day_of(forum: Forum) -> date | None:
    """The last day of a forum that ends, as it stands now: the page may have read it before."""
    return Forum.objects.values_list("valid_to", flat=True).get(pk=forum.pk)


def planned_after(forum: Forum, day: date) -> list[Meeting]:
    """The sessions of a forum that are planned for later than a day, or for none."""
    found = forum.meetings.filter(state="planned").select_related("forum").order_by("pk")
    return [each for each in found if each.starts_on is None or each.starts_on > day]


def unsettled_of(forum: Forum, day: date) -> Meeting | None:
    """The session of a forum that is open, or open again, or that nobody opened although its `day` has come."""
    found = forum.meetings.filter(state__in=("open", "planned")).order_by("starts_at", "pk")
    for each in found:
        if each.state == "open" or (each.starts_on and each.starts_on <= day):
            return each
    return None

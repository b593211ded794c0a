"""The sessions of a forum in their order, and the figures of each."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

from django.db.models import CharField, Count, DateTimeField, Q, UUIDField, Value

from mufakat.commitments.models import Commitment, Verdict
from mufakat.commitments.rules import VERDICTS
from mufakat.core import clock
from mufakat.core.asked import Asked
from mufakat.directory.models import Forum
from mufakat.meetings import rules
from mufakat.meetings.models import Cycle, Meeting, Participant

from .table import carried_into, waiting_for_verdict

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


def is_last_ratified(meeting: Meeting) -> bool:
    last = Meeting.objects.filter(forum_id=meeting.forum_id, state="ratified")
    return last.order_by("-starts_at").values_list("pk", flat=True).first() == meeting.pk


def previous_meeting(meeting: Meeting) -> Meeting | None:
    """The session of the same forum before this one."""
    if meeting.starts_at is None:
        return None
    before = Meeting.objects.filter(forum_id=meeting.forum_id, starts_at__lt=meeting.starts_at)
    return before.exclude(state="cancelled").order_by("-starts_at").first()


def calendar_of(forum: Forum, year: int) -> list[Meeting]:
    """The sessions of a forum in a year: the four of its cycle and whatever else met."""
    # A year of instants would be Jakarta's: New Year's morning in Jayapura is still the old year there.
    near = Q(
        starts_at__range=(
            datetime(year - 1, 12, 31, tzinfo=UTC),
            datetime(year + 1, 1, 2, tzinfo=UTC),
        )
    )
    rows = forum.meetings.filter(Q(cycle__year=year) | near).select_related("cycle")
    found = [
        m
        for m in rows
        if (m.cycle and m.cycle.year == year) or (m.starts_on and m.starts_on.year == year)
    ]
    return sorted(found, key=lambda m: (m.tribulan or 0, m.starts_on or date.max, m.title))


_YEARS = Asked(
    lambda forum: Cycle.objects.filter(forum=forum).order_by("-year").values_list("year"),
    forum=UUIDField(),
)


def years_of(forum: Forum) -> list[int]:
    """The years in which the forum has a cycle, newest first."""
    return [year for (year,) in _YEARS(forum=forum.pk)]


def figures_of(meetings: Iterable[Meeting]) -> dict[Any, dict[str, int]]:
    """Invited, present, and the promises of each session, in three queries for any number of sessions.

    `carried_in` counts what was judged there; for a session under way all that lies on its table, as its page does.
    """
    listed = list(meetings)
    ids = [m.pk for m in listed]
    figures: dict[Any, dict[str, int]] = {
        pk: dict.fromkeys(("invited", "present", "made", "carried_in", *VERDICTS), 0) for pk in ids
    }
    people = Participant.objects.filter(meeting__in=ids).order_by().values("meeting")
    counted = people.annotate(
        invited=Count("id", filter=Q(invited=True)), present=Count("id", filter=Q(present=True))
    )
    for row in counted:
        figures[row["meeting"]] |= {"invited": row["invited"], "present": row["present"]}
    by_text = {str(pk): pk for pk in ids}
    judged = Verdict.objects.filter(session_id__in=by_text).order_by()
    for session, verdict, n in judged.values_list("session_id", "verdict").annotate(n=Count("id")):
        figures[by_text[session]][verdict] = n
        figures[by_text[session]]["carried_in"] += n
    text = CharField()
    made = Commitment.objects.filter(source_id__in=by_text).order_by()
    counts = made.values_list(Value("made", text), "source_id").annotate(n=Count("id"))
    tables = [
        carried_into(m)
        .order_by()
        .values_list(Value("carried_in", text), Value(str(m.pk), text))
        .annotate(n=Count("id"))
        for m in listed
        if m.state == "open"
    ]
    for figure, session, n in counts.union(*tables, all=True).order_by():
        figures[by_text[session]][figure] = n
    return figures


def obstacles(meeting: Meeting) -> list[str]:
    """Why the minutes of a session cannot be ratified yet, each as a sentence."""
    return rules.obstacles_to_ratify(
        state=meeting.state,
        waiting=waiting_for_verdict(meeting),
        present=meeting.participants.filter(present=True).count(),
        earlier=earlier_unratified(meeting),
    )


def budget_year(meeting: Meeting) -> int:
    """The calendar year in which a session lies, or lies planned."""
    if meeting.starts_on:
        return meeting.starts_on.year
    return meeting.cycle.year if meeting.cycle else clock.today().year

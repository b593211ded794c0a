"""What became of what a village brought before the lokmin: the answers, the promises, and where the rest waits."""

from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import CharField, DateTimeField, F, UUIDField, Value

from mufakat.core import clock
from mufakat.core.asked import Asked, among
from mufakat.core.fields import PathField, ancestors
from mufakat.directory.models import Forum
from mufakat.meetings import rules
from mufakat.meetings.models import (
    InputAnswer,
    Level,
    Meeting,
    Problem,
    Proposal,
    Resolution,
)


class Became(NamedTuple):
    """A problem or a proposal of a village, and what one forum above said of it (nothing yet: no decision)."""

    kind: str
    id: Any
    text: str
    answer: Any
    decision: str | None
    reason: str | None
    session: Any
    title: str | None
    starts_at: datetime | None
    timezone: str | None
    state: str | None
    forum_id: Any
    forum_path: str | None
    forum_region_path: str | None
    outcome: str | None  # of the proposal that it is there
    why: str | None

    @property
    def is_told(self) -> bool:
        """The village reads it."""
        return self.decision is not None and rules.village_reads(self.state)

    @property
    def forum(self) -> Forum:
        path = self.forum_region_path or ""
        return Forum(pk=self.forum_id, path=self.forum_path or "", region_path=path)


def _became(meeting: Any) -> Any:
    answer = (
        *("id", "decision", "reason", "meeting_id", "meeting__title", "meeting__starts_at"),
        *("meeting__timezone", "meeting__state"),
        *("forum_id", "forum__path", "forum__region_path"),
        *("proposal__state", "proposal__reason"),
    )
    columns = ("id", "text", *(f"answers_above__{name}" for name in answer))
    problems = Problem.objects.filter(meeting=meeting, late_at=None).order_by()
    proposals = Proposal.objects.filter(meeting=meeting, late_at=None).order_by()
    return problems.values_list(Value("problem", CharField()), *columns).union(
        proposals.exclude(level=Level.VILLAGE).values_list(
            Value("proposal", CharField()), *columns
        ),
        all=True,
    )


_BECAME = Asked(_became, meeting=UUIDField())


def became_of(meeting: Meeting) -> list[Became]:
    """What a village session brings before the lokmin, each with every answer to it, in one query."""
    rows = [Became(*row) for row in _BECAME(meeting=meeting.pk)]
    return sorted(rows, key=lambda row: (row.kind, str(row.id), str(row.answer)))


class Promise(NamedTuple):
    """A promise that a forum above made out of what a village brought."""

    answer: Any
    id: Any
    what: str
    due_on: date
    state: str
    owner: str | None
    sector: str


_PROMISED = Asked(
    lambda source: (
        Resolution.objects.filter(problem__came_from__source=source)
        .order_by("id")
        .values_list(
            *("problem__came_from__id", "commitment_id", "commitment__what", "commitment__due_on"),
            *("commitment__state", "commitment__owner_organisation__name", "commitment__sector"),
        )
    ),
    source=UUIDField(),
)


def promises_for_village(meeting: Meeting) -> dict[Any, list[Promise]]:
    """The promises made above out of what this session brought, by answer. Owners are bodies: no names of people."""
    found: dict[Any, list[Promise]] = {}
    for row in _PROMISED(source=meeting.pk):
        found.setdefault(row[0], []).append(Promise(*row))
    return found


_NEXT = Asked(
    lambda paths, after: (
        Meeting.objects.filter(among("forum__region_path", paths))
        .filter(kind__in=rules.HEARING_KINDS, state__in=("planned", "open"), starts_at__gt=after)
        .order_by("starts_at")
        .annotate(day=F("starts_at"))
        .values_list("title", "day", "timezone", "state")[:1]
    ),
    paths=[PathField()],
    after=DateTimeField(),
)


def heard_next(meeting: Meeting) -> tuple[str, datetime, str, str] | None:
    """The session that a village's words come to next: title, beginning, zone and state."""
    paths = ancestors(meeting.forum.region_path)[1:]
    rows = _NEXT(paths=paths, after=meeting.starts_at or clock.now())
    return rows[0] if rows else None


def told_above(problem: Problem) -> list[InputAnswer]:
    """The answers to a problem that its village reads."""
    found = problem.answers_above.filter(meeting__state="ratified").select_related("meeting")
    return list(found.order_by("id"))

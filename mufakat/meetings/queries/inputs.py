"""What villages bring before a session of the lokmin.

The rows of a ratified village session that are not late are what its minutes froze: nothing changes them until it is
reopened, and then they are not offered. So they are read instead of the frozen copies, which hold whole sessions.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import (
    BigIntegerField,
    CharField,
    DateTimeField,
    Exists,
    OuterRef,
    Q,
    UUIDField,
    Value,
)
from django.utils.translation import override

from mufakat.core import clock
from mufakat.core.asked import Asked, among
from mufakat.core.dates import day_and_month
from mufakat.core.fields import PathField
from mufakat.directory.models import Forum, written_region
from mufakat.meetings import rules
from mufakat.meetings.access import heard_from
from mufakat.meetings.models import (
    InputAnswer,
    Level,
    Meeting,
    PriorityRound,
    Problem,
    Proposal,
)

from .methods import indicator_title

MOST = 500  # read for one session


def told_of(kind: str, region: str, starts_at: datetime, zone: str) -> str:
    """A village session as official papers name it: "MMD Kel. Jamika, 3 Juni 2024"."""
    with override("id"):
        return f"{kind} {region}, {day_and_month(starts_at, zone)}"


class Offered(NamedTuple):
    """A problem or a proposal of a village that waits. `code` and `words` are the indicator, else level and volume; `n`
    of `of` were counted, else `n` is the estimated cost."""

    kind: str
    id: Any
    text: str
    where: str | None
    code: str
    words: str
    n: int | None
    of: int | None
    source: Any
    source_kind: str
    region_kind: str
    region_name: str
    starts_at: datetime
    timezone: str
    forum_id: Any
    forum_path: str
    forum_region_path: str

    @property
    def told(self) -> str:
        region = written_region(self.region_kind, self.region_name)
        return told_of(self.source_kind, region, self.starts_at, self.timezone)

    @property
    def forum(self) -> Forum:
        """The forum of the village, as far as rights ask."""
        path = self.forum_region_path
        return Forum(pk=self.forum_id, path=self.forum_path, region_path=path)

    @property
    def measure(self) -> str:
        return indicator_title(self.code) or self.words if self.kind == "problem" else self.words

    @property
    def level(self) -> str:
        return str(Level(self.code).label) if self.kind == "proposal" else ""


_SOURCE = (
    *("meeting_id", "meeting__kind", "meeting__region__kind", "meeting__region__name"),
    *("meeting__starts_at", "meeting__timezone", "meeting__forum_id", "meeting__forum__path"),
    "meeting__forum__region_path",
)


def _villages(path: Any, forum: Any, since: Any, until: Any) -> Any:
    """The sessions whose voice is heard: of the last year, or since this forum last met. What a survey (SMD) found is
    brought by the assembly (MMD) that follows it, in its order."""
    held = Meeting.objects.filter(forum_id=forum, kind__in=rules.HEARING_KINDS, state="ratified")
    met = held.filter(starts_at__gt=OuterRef("ratified_at"), starts_at__lt=until)
    assembly = Meeting.objects.filter(
        forum=OuterRef("forum"), kind="MMD", state="ratified", starts_at__gt=OuterRef("starts_at")
    )
    return (
        Meeting.objects.filter(heard_from(path), starts_at__lt=until)
        .filter(Q(ratified_at__gte=since) | ~Exists(met))
        .exclude(Q(kind="SMD") & Exists(assembly))
        .order_by()
        .values("pk")
    )


def waiting(path: Any, forum: Any, since: Any, until: Any) -> tuple[Any, Any]:
    """The problems and the proposals that this forum has not answered."""
    sessions = _villages(path, forum, since, until)
    mine = InputAnswer.objects.filter(forum_id=forum)
    problems = Problem.objects.filter(meeting__in=sessions, late_at=None)
    proposals = Proposal.objects.filter(meeting__in=sessions, late_at=None)
    proposals = proposals.filter(state__in=("proposed", "carried")).exclude(level=Level.VILLAGE)
    return (
        problems.filter(~Exists(mine.filter(from_problem=OuterRef("pk")))).order_by(),
        proposals.filter(~Exists(mine.filter(from_proposal=OuterRef("pk")))).order_by(),
    )


def _offered(path: Any, forum: Any, since: Any, until: Any) -> Any:
    problems, proposals = waiting(path, forum, since, until)
    first = problems.values_list(
        *(Value("problem", CharField()), "id", "text", "region__name", "indicator"),
        *("measured_by", "numerator", "denominator", *_SOURCE),
    )
    second = proposals.values_list(
        *(Value("proposal", CharField()), "id", "text", "region__name", "level", "volume"),
        *("amount_idr", Value(None, BigIntegerField()), *_SOURCE),
    )
    return first.union(second, all=True).order_by("meeting__starts_at", "id")[:MOST]


PLACE = {
    "path": PathField(),
    "forum": UUIDField(),
    "since": DateTimeField(),
    "until": DateTimeField(),
}
_OFFERED = Asked(_offered, **PLACE)


def place_of(meeting: Meeting) -> dict[str, Any]:
    """Whose voice this session hears, from when until when; nothing where it hears none, or is ratified."""
    if not rules.hears_villages(meeting.kind, meeting.state):
        return {}
    until = meeting.starts_at or clock.now()
    since = until - rules.OFFERED_FOR
    forum = meeting.forum
    return {"path": forum.region_path, "forum": forum.pk, "since": since, "until": until}


def inputs_offered(meeting: Meeting) -> list[Offered]:
    """What waits for an answer of this session, in one query: oldest village session first, problems before proposals,
    each in the order in which it was written. Nothing once the session is ratified."""
    place = place_of(meeting)
    found = [Offered(*row) for row in _OFFERED(**place)] if place else []
    return sorted(found, key=lambda o: (o.starts_at, str(o.source), o.kind, str(o.id)))


_ORDERED = Asked(
    lambda meetings: (
        PriorityRound.objects.filter(among("meeting", meetings), state="closed")
        .order_by("closed_at", "id")
        .values_list("meeting_id", "result")
    ),
    meetings=[UUIDField()],
)


def places_in_villages(sessions: Iterable[Any]) -> dict[str, list[int]]:
    """The place that each problem of these sessions got there, by the round that was closed last."""
    last = dict(_ORDERED(meetings=list(sessions)))
    return {row["problem"]: row["rank"] for result in last.values() for row in result["rows"]}

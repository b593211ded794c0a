"""What went up to the forum above, what came from below, and what was answered."""

import tomllib
from collections.abc import Iterable
from datetime import datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.db.models import (
    CharField,
    Count,
    DateField,
    DateTimeField,
    Exists,
    F,
    FilteredRelation,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    UUIDField,
)
from django.db.models.functions import Length

from mufakat.commitments.models import Commitment, Verdict
from mufakat.core import clock
from mufakat.core.asked import Asked, AskedThings, among
from mufakat.core.fields import ancestors
from mufakat.directory.models import Forum
from mufakat.meetings import rules
from mufakat.meetings.models import Escalation, EscalationHearing, Hearing, Meeting, Patience

UNSOLVED = ("continued", "changed")
MOST_ABOVE = 40


@cache
def _default_patience() -> int:
    file = Path(__file__).parent.parent / "reference" / "escalation.toml"
    return int(tomllib.loads(file.read_text(encoding="utf-8"))["sessions"])


def own_patience(forum: Forum) -> Patience | None:
    """What the forum itself has set; none while it follows the reference."""
    return Patience.objects.filter(forum=forum).first()


def patience_of(forum: Forum) -> int:
    """After how many unsolved sessions this forum is asked whether to go to the forum above."""
    own = own_patience(forum)
    return own.sessions if own else _default_patience()


def forums_above(forum: Forum) -> list[Forum]:
    """Which forums may be asked: the parent if it still meets, else those of its region and of the regions above whose
    kind hears it, the nearest first. None whose last day is known: what is brought there would wait for nobody."""
    on = clock.today()
    meets = Forum.objects.on(on).filter(valid_to=None)
    if forum.parent_id:
        parent = meets.filter(pk=forum.parent_id).select_related("region")
        if found := list(parent):
            return found
    return _HEARERS(
        forum=forum.pk,
        here=forum.region_path,
        beside=sorted(rules.kinds_in_region(forum.kind)),
        above=ancestors(forum.region_path)[:-1],
        higher=sorted(rules.kinds_above(forum.kind)),
        on=on,
    )


def _hearers(forum: Any, here: Any, beside: Any, above: Any, higher: Any, on: Any) -> Any:
    """The nearest first: of two regions above one place, its path is the longer."""
    hears = Q(region_path=here, kind__in=beside) | Q(region_path__in=above, kind__in=higher)
    found = Forum.objects.on(on).filter(hears, valid_to=None).exclude(pk=forum)
    return found.order_by(Length("region_path").desc(), "name", "pk")[:MOST_ABOVE]


_HEARERS = AskedThings(
    Forum,
    _hearers,
    "region",
    forum=UUIDField(),
    here=CharField(),
    beside=[CharField()],
    above=[CharField()],
    higher=[CharField()],
    on=DateField(),
)


def forums_below(forum: Forum) -> list[Forum]:
    """The forums that name this one as their forum above, and still meet."""
    meets = Forum.objects.on(clock.today()).filter(parent=forum)
    return list(meets.select_related("region").order_by("pk"))


def forums_further(escalation: Escalation, forum: Forum) -> list[Forum]:
    """To which forums above `forum` it may be passed on: none that has had it."""
    had = {each.from_forum_id for each in chain_of(escalation)} | {escalation.commitment.forum_id}
    return [each for each in forums_above(forum) if each.pk not in had]


def waits_at(commitment: Commitment) -> str:
    """The name of the forum above before which a promise lies; empty if before none."""
    found = Escalation.objects.filter(commitment=commitment, state="waiting")
    return found.values_list("to_forum__name", flat=True).first() or ""


def times_unsolved(commitment: Commitment) -> int:
    """How many sessions have left the promise open."""
    return commitment.verdicts.filter(verdict__in=UNSOLVED).count()


def was_raised(commitment: Commitment) -> bool:
    return Escalation.objects.filter(commitment=commitment).exists()


def chain_of(escalation: Escalation | None) -> list[Escalation]:
    """An escalation and those that led to it, the first one first."""
    found: list[Escalation] = []
    while escalation is not None:
        found.insert(0, escalation)
        escalation = escalation.previous
    return found


def proposed_in(meeting: Meeting) -> QuerySet[Commitment]:
    """The promises that this session, too, leaves open, as many times as the forum's patience allows since they were
    made, or since the forum above answered."""
    mine = Escalation.objects.filter(commitment=OuterRef("pk"))
    answered = Subquery(mine.order_by("-answered_at").values("answered_at")[:1])
    left = Q(verdicts__verdict__in=UNSOLVED) & (
        Q(answered_above=None) | Q(verdicts__given_at__gt=F("answered_above"))
    )
    here = Verdict.objects.filter(session_id=str(meeting.pk), verdict__in=UNSOLVED)
    return (
        Commitment.objects.filter(pk__in=here.values("commitment"), state="open")
        .filter(~Exists(mine.filter(state="waiting")))
        .annotate(answered_above=answered)
        .annotate(times=Count("verdicts", filter=left))
        .filter(times__gte=patience_of(meeting.forum))
        .select_related("owner_organisation", "owner_person")
        .order_by("due_on", "id")
    )


class FromBelow(NamedTuple):
    """What lies on the table of a session of the forum above, and what it said about it."""

    id: Any
    what: str
    owner: str
    from_forum: str
    reason: str
    sessions: int
    raised_at: datetime
    raised_by: str
    promise: str  # its state
    hearing: Any
    decision: str | None
    text: str | None

    @property
    def url(self) -> str:
        return f"/eskalasi/{self.id}/"

    @property
    def said(self) -> str:
        return str(Hearing(self.decision).label) if self.decision else ""


_COLUMNS = (
    *("id", "what", "owner", "from_forum__name", "reason", "sessions", "raised_at", "raised_by"),
    *("commitment__state", "here__id", "here__decision", "here__text"),
)


def _rows(meeting: Any, found: Q) -> Any:
    here = FilteredRelation("hearings", condition=Q(hearings__meeting=meeting))
    listed = Escalation.objects.annotate(here=here).filter(found)
    return listed.order_by("raised_at", "id").values_list(*_COLUMNS)


def _lies_before(forum: Any, starts_at: Any) -> Q:
    return Q(to_forum=forum, state="waiting", raised_at__lte=starts_at)


_HEARD = Asked(
    lambda meeting: _rows(meeting, Q(here__id__isnull=False)),
    meeting=UUIDField(),
)
_ON_TABLE = Asked(
    lambda meeting, forum, starts_at: _rows(
        meeting, Q(here__id__isnull=False) | _lies_before(forum, starts_at)
    ),
    meeting=UUIDField(),
    forum=UUIDField(),
    starts_at=DateTimeField(),
)


def from_below(meeting: Meeting) -> list[FromBelow]:
    """What lies on the table of a session from the forums below, in one query: raised before it began and not answered
    yet, or answered here. While it is under way, also what is raised until the end of its last day. Once ratified only
    what it has answered."""
    if meeting.is_ratified or meeting.starts_at is None or meeting.state == "cancelled":
        rows = _HEARD(meeting=meeting.pk)
    else:
        until = _end_of_day(meeting) if meeting.state == "open" else meeting.starts_at
        place = {"forum": meeting.forum_id, "starts_at": until}
        rows = _ON_TABLE(meeting=meeting.pk, **place)
    return [FromBelow(*row) for row in rows]


def unheard(meeting: Meeting) -> int:
    """How many of those raised before it began this session has not answered, nor deferred: what came while it was
    under way it may answer, and need not."""
    begins = meeting.starts_at
    return sum(
        row.hearing is None and begins is not None and row.raised_at <= begins
        for row in from_below(meeting)
    )


def _end_of_day(meeting: Meeting) -> datetime:
    last = meeting.ends_at or meeting.starts_at or clock.now()
    following = last.astimezone(meeting.zone).date() + timedelta(days=1)
    return datetime.combine(following, time.min, meeting.zone)


def table_of(escalation: Escalation) -> Meeting | None:
    """The session of the forum above on whose table it lies: the one under way that day, else the first planned one
    that begins after it was raised; none that has put it off."""
    zone = ZoneInfo(escalation.to_forum.region.timezone)
    day = datetime.combine(escalation.raised_at.astimezone(zone).date(), time.min, zone)
    under_way = Q(state="open", ends_at__gte=day) | Q(state="open", starts_at__gte=day)
    found = Meeting.objects.filter(
        under_way | Q(state="planned", starts_at__gte=escalation.raised_at),
        forum=escalation.to_forum_id,
    )
    return found.exclude(heard__escalation=escalation).order_by("starts_at", "id").first()


class Above(NamedTuple):
    """Where a promise stands with the forum above: its last escalation."""

    id: Any
    to_forum: str
    state: str
    decision: str
    answer: str
    raised_at: datetime
    answered_at: datetime | None

    @property
    def url(self) -> str:
        return f"/eskalasi/{self.id}/"

    @property
    def said(self) -> str:
        return str(Hearing(self.decision).label) if self.decision else ""


_ABOVE = Asked(
    lambda ids: (
        Escalation.objects.filter(among("commitment", ids))
        .order_by("raised_at", "id")
        .values_list(
            *("commitment", "id", "to_forum__name", "state", "decision", "answer"),
            *("raised_at", "answered_at"),
        )
    ),
    ids=[UUIDField()],
)


def above_of(commitments: Iterable[Any]) -> dict[Any, Above]:
    """Where each of these promises (by id) stands with the forum above, in one query."""
    return {row[0]: Above(*row[1:]) for row in _ABOVE(ids=list(commitments))}


def raised_in(meeting: Meeting) -> QuerySet[Escalation]:
    """What this session sent to the forum above."""
    return Escalation.objects.filter(raised_in=meeting).select_related("to_forum")


def further_of(escalation: Escalation) -> Escalation | None:
    """Where it went on to: raised further, or before the forum that follows one that ended."""
    return Escalation.objects.filter(previous=escalation).select_related("to_forum").first()


def hearings_of(escalation: Escalation) -> list[EscalationHearing]:
    """What the sessions of the forum above said, in order."""
    return list(escalation.hearings.select_related("meeting").order_by("at", "id"))

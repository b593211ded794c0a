"""What lies on the table of a session, and its report card."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import (
    BooleanField,
    CharField,
    DateField,
    DateTimeField,
    Exists,
    ExpressionWrapper,
    F,
    FilteredRelation,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    UUIDField,
)
from django.db.models.functions import Coalesce

from mufakat.commitments.models import Check, Commitment, Evidence, Update, Verdict
from mufakat.commitments.queries import PROMISED, Promised
from mufakat.commitments.rules import VERDICTS
from mufakat.core import clock
from mufakat.core.asked import Asked
from mufakat.meetings.models import Meeting, Participant, Resolution


class Given(NamedTuple):
    """The verdict of a session on a promise."""

    id: Any
    verdict: str
    reason: str
    due_before: date
    due_after: date
    what_before: str
    what_after: str
    proof_seen: bool


class Reported(NamedTuple):
    """What the owner last said about a promise."""

    text: str
    at: datetime
    says_done: bool


class Wish(NamedTuple):
    """The new date for which the owner waits."""

    wanted_on: date
    reason: str


class Line(NamedTuple):
    """One promise on the report card of a session."""

    commitment: Promised
    verdict: Given | None
    update: Reported | None
    days_late: int
    wish: Wish | None = None
    shown: bool = True  # the proof that was asked for has been sent, or none was asked for

    @property
    def what(self) -> str:
        """The words in which it came to the table: a session may change them."""
        return self.verdict.what_before if self.verdict else self.commitment.what

    @property
    def due_on(self) -> date:
        return self.verdict.due_before if self.verdict else self.commitment.due_on


@dataclass(frozen=True)
class ReportCard:
    """What became of the promises that came to a session: the lines, and how many of each verdict."""

    lines: list[Line]
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def waiting(self) -> int:
        return self.counts["waiting"]

    @property
    def carried_in(self) -> int:
        return len(self.lines)

    @property
    def kept(self) -> int:
        return self.counts["kept"]


def carried_into(meeting: Meeting) -> QuerySet[Commitment]:
    """The promises on the table of a session: made before it in this forum, and judged here or not yet closed.

    Derived, never copied: what is open comes back by itself until somebody says what became of it.
    """
    place = place_of(meeting)
    judged_only = meeting.is_ratified or not meeting.starts_on
    found = _judged_in(place["key"]) if judged_only else on_table(**place)
    return Commitment.objects.filter(found).order_by("made_on", "due_on", "id")


def place_of(meeting: Meeting) -> dict[str, Any]:
    """Where a session stands among those of its forum."""
    return {
        "forum": meeting.forum_id,
        "key": str(meeting.pk),
        "on": meeting.starts_on,
        "starts_at": meeting.starts_at,
    }


def on_table(key: Any, **place: Any) -> Q:
    """What lies on the table of a session whose minutes are not ratified."""
    return _judged_in(key) | _left_open_before(key=key, **place)


def _judged_in(key: Any) -> Q:
    return Q(pk__in=Verdict.objects.filter(session_id=key).values("commitment"))


def _left_open_before(forum: Any, key: Any, on: Any, starts_at: Any) -> Q:
    verdicts = Verdict.objects.filter(forum_id=forum).values("commitment")
    later_that_day = Resolution.objects.filter(
        meeting__forum_id=forum, meeting__starts_at__gt=starts_at
    )
    # The day, too: the index knows no hours.
    judged_later = verdicts.filter(session_on__gte=on, session_at__gt=starts_at)
    closing = verdicts.filter(verdict__in=("kept", "partly", "dropped"))
    closed_before = closing.filter(session_on__lte=on, session_at__lt=starts_at)
    return (
        Q(forum_id=forum, made_on__lte=on)
        & (Q(taken_on=None) | Q(taken_on__lte=on))
        & (Q(state="open") | Q(pk__in=judged_later))
        & ~Q(source_id=key)
        & ~Q(made_on=on, pk__in=later_that_day.values("commitment"))
        & ~(~Q(state="open") & Q(pk__in=closed_before))
    )


def _lines(found: Q, key: Any, until: Any) -> Any:
    """Each promise with the verdict of this session and the last report; once judged, a promise is shown as it
    stood at its verdict: later reports belong to later sessions."""
    latest = Update.objects.filter(
        commitment=OuterRef("pk"), at__lte=Coalesce(OuterRef("here__given_at"), until)
    ).order_by("-at")
    here = FilteredRelation("verdicts", condition=Q(verdicts__session_id=key))
    given = (f"here__{name}" for name in Given._fields)
    reported = (Subquery(latest.values(name)[:1]) for name in Reported._fields)
    wish = FilteredRelation("requests", condition=Q(requests__state="waiting"))
    wished = (f"wish__{name}" for name in Wish._fields)
    rows = Commitment.objects.filter(found).order_by("made_on", "due_on", "id")
    sent = Exists(Evidence.objects.filter(commitment=OuterRef("pk"), withdrawn_at=None))
    rows = rows.annotate(here=here, wish=wish)
    shown = ExpressionWrapper(Q(proof_asked="") | Q(sent), BooleanField())
    return rows.values_list(*PROMISED, *given, *reported, *wished, shown)


_JUDGED = Asked(
    lambda key, until: _lines(_judged_in(key), key, until),
    key=CharField(),
    until=DateTimeField(),
)
_ON_TABLE = Asked(
    lambda key, until, **place: _lines(on_table(key, **place), key, until),
    forum=UUIDField(),
    key=CharField(),
    on=DateField(),
    starts_at=DateTimeField(),
    until=DateTimeField(),
)


def report_card(meeting: Meeting, on: date) -> ReportCard:
    """The report card of a session, in one query; lateness is as of the session's first day, and as of `on` while that
    lies ahead or is not known."""
    until, place = clock.now() + timedelta(days=1), place_of(meeting)
    if meeting.is_ratified or not meeting.starts_on:
        rows = _JUDGED(key=place["key"], until=until)
    else:
        rows = _ON_TABLE(until=until, **place)
    as_of = min(place["on"] or on, on)
    lines = [_line(row, as_of) for row in rows]
    counts = Counter(line.verdict.verdict if line.verdict else "waiting" for line in lines)
    return ReportCard(lines, {name: counts[name] for name in (*VERDICTS, "waiting")})


def _line(row: tuple[Any, ...], as_of: date) -> Line:
    first, second = len(PROMISED), len(PROMISED) + len(Given._fields)
    third = second + len(Reported._fields)
    commitment, given, reported = Promised(*row[:first]), row[first:second], row[second:third]
    verdict = Given(*given) if given[0] else None
    update = Reported(*reported) if reported[1] else None
    due = verdict.due_before if verdict else commitment.due_on
    wish = Wish(*row[third:-1]) if row[third] else None
    return Line(commitment, verdict, update, max(0, (as_of - due).days), wish, bool(row[-1]))


def checked_by(meeting: Meeting) -> dict[Any, str]:
    """Who looked, as the second person, at the promises that this session called kept, by promise."""
    found = _looked_in(meeting).select_related("person").order_by("at")
    return {check.commitment_id: check.who for check in found}


def _looked_in(meeting: Meeting) -> QuerySet[Check]:
    return Check.objects.filter(
        adequate=True,
        commitment__verdicts__session_id=str(meeting.pk),
        commitment__verdicts__verdict="kept",
        commitment__verdicts__given_at__gte=F("at"),
    )


def lookers_among(meeting: Meeting, people: Iterable[Participant]) -> list[str]:
    """Who of these looked, in this session, at a promise that it called kept."""
    persons = [each.person_id for each in people if each.person_id]
    looked = _looked_in(meeting).filter(person__in=persons).select_related("person")
    return sorted({check.who for check in looked})


def unratified_among(ids: Iterable[str]) -> list[Meeting]:
    return list(Meeting.objects.filter(pk__in=ids).exclude(state="ratified").order_by("pk"))


def proofs_gone(meeting: Meeting) -> list[str]:
    """The promises that this session called kept, and of which every proof that was sent has been withdrawn since."""
    files = Evidence.objects.filter(commitment=OuterRef("commitment"))
    found = Verdict.objects.filter(
        Exists(files.filter(withdrawn_at__gte=OuterRef("given_at"))),
        ~Exists(files.filter(withdrawn_at=None)),
        session_id=str(meeting.pk),
        verdict="kept",
        proof_seen=False,
    )
    return list(found.order_by("given_at", "id").values_list("what_before", flat=True))


def judged_later(meeting: Meeting, verdict: Verdict) -> str:
    """The title of a session after this one that has a verdict on the same promise; empty if there is none."""
    others = Verdict.objects.filter(commitment=verdict.commitment_id).exclude(pk=verdict.pk)
    sessions = list(others.values_list("session_id", flat=True))
    later = Meeting.objects.filter(pk__in=sessions, starts_at__gt=meeting.starts_at)
    return later.order_by("starts_at").values_list("title", flat=True).first() or ""


def promises_touched_by(meeting: Meeting) -> int:
    """How many promises were made or judged in a session, those of the forums below among them."""
    judged = Verdict.objects.filter(session_id=str(meeting.pk)).count()
    return judged + meeting.resolutions.count() + meeting.heard.count()


def waiting_for_verdict(meeting: Meeting) -> int:
    """How many promises on the table of this session have no verdict yet."""
    judged = Verdict.objects.filter(session_id=str(meeting.pk)).values("commitment")
    return carried_into(meeting).exclude(pk__in=judged).count()


def waiting_here_alone(meeting: Meeting) -> int:
    """How many of them no later session of the forum has judged: what is lost sight of without this session."""
    if meeting.starts_at is None:
        return 0
    later = Verdict.objects.filter(forum_id=meeting.forum_id, session_at__gte=meeting.starts_at)
    return carried_into(meeting).exclude(pk__in=later.values("commitment")).count()

"""What screens, files and the API ask about sessions."""

import tomllib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from django.db.models import (
    CharField,
    Count,
    DateField,
    DateTimeField,
    F,
    FilteredRelation,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    UUIDField,
    Value,
)
from django.db.models.functions import Coalesce
from django.utils.translation import get_language

from mufakat.commitments.models import Commitment, Update, Verdict
from mufakat.commitments.queries import PROMISED, Promised
from mufakat.commitments.rules import VERDICTS
from mufakat.core import clock
from mufakat.core.asked import Asked
from mufakat.directory.models import Forum, Organisation

from . import rules
from .models import AgendaItem, Cycle, Decision, Meeting, Minutes, Note, Participant, Resolution

REFERENCE = Path(__file__).parent / "reference"


@cache
def _protocols() -> list[dict[str, Any]]:
    text = (REFERENCE / "protocols.toml").read_text(encoding="utf-8")
    return list(tomllib.loads(text)["protocol"])


def in_language(row: dict[str, Any], name: str) -> str:
    """A text of reference data in the reader's language."""
    return str(row.get(f"{name}_{'en' if get_language() == 'en' else 'id'}", ""))


def protocol(kind: str, version: str | None = None) -> dict[str, Any]:
    """The run sheet of a kind of meeting: this version, or the newest."""
    found = [p for p in _protocols() if p["kind"] == kind and version in (None, p["version"])]
    return max(found, key=lambda p: str(p["version"]))


def kinds() -> list[tuple[str, str]]:
    """Code and title of every kind of meeting."""
    newest = {p["kind"]: p for p in sorted(_protocols(), key=lambda p: str(p["version"]))}
    return [(kind, in_language(p, "title")) for kind, p in newest.items()]


def kind_title(kind: str) -> str:
    return dict(kinds()).get(kind, kind)


class Given(NamedTuple):
    """The verdict of a session on a promise."""

    id: Any
    verdict: str
    reason: str
    due_before: date
    due_after: date
    what_before: str
    what_after: str


class Reported(NamedTuple):
    """What the owner last said about a promise."""

    text: str
    at: datetime


class Line(NamedTuple):
    """One promise on the report card of a session."""

    commitment: Promised
    verdict: Given | None
    update: Reported | None
    days_late: int

    @property
    def what(self) -> str:
        """The words in which it came to the table: a session may change them."""
        return self.verdict.what_before if self.verdict else self.commitment.what

    @property
    def due_on(self) -> date:
        return self.verdict.due_before if self.verdict else self.commitment.due_on


class Made(NamedTuple):
    """A promise made in a session, in the words and with the date of that day; instant if it came late."""

    commitment: Promised
    what: str
    due_on: date
    late_at: datetime | None


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
    found = _judged_in(str(meeting.pk))
    if not meeting.is_ratified and meeting.starts_on:
        found |= _left_open_before(**_place_of(meeting))
    return Commitment.objects.filter(found).order_by("made_on", "due_on", "id")


def _place_of(meeting: Meeting) -> dict[str, Any]:
    """Where a session stands among those of its forum."""
    return {
        "forum": meeting.forum_id,
        "key": str(meeting.pk),
        "on": meeting.starts_on,
        "starts_at": meeting.starts_at,
    }


def _judged_in(key: Any) -> Q:
    return Q(pk__in=Verdict.objects.filter(session_id=key).values("commitment"))


def _left_open_before(forum: Any, key: Any, on: Any, starts_at: Any) -> Q:
    verdicts = Verdict.objects.filter(forum_id=forum).values("commitment")
    later_that_day = Resolution.objects.filter(
        meeting__forum_id=forum, meeting__starts_at__gt=starts_at
    )
    closed_before = verdicts.filter(session_on__lt=on, verdict__in=("kept", "partly", "dropped"))
    return (
        Q(forum_id=forum, made_on__lte=on)
        & (Q(state="open") | Q(pk__in=verdicts.filter(session_on__gt=on)))
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
    rows = Commitment.objects.filter(found).order_by("made_on", "due_on", "id")
    return rows.annotate(here=here).values_list(*PROMISED, *given, *reported)


_JUDGED = Asked(
    lambda key, until: _lines(_judged_in(key), key, until),
    key=CharField(),
    until=DateTimeField(),
)
_ON_TABLE = Asked(
    lambda key, until, **place: _lines(
        _judged_in(key) | _left_open_before(key=key, **place), key, until
    ),
    forum=UUIDField(),
    key=CharField(),
    on=DateField(),
    starts_at=DateTimeField(),
    until=DateTimeField(),
)


def report_card(meeting: Meeting, on: date) -> ReportCard:
    """The report card of a session, in one query; lateness is as of the session's first day (else `on`)."""
    until, place = clock.now() + timedelta(days=1), _place_of(meeting)
    if meeting.is_ratified or not meeting.starts_on:
        rows = _JUDGED(key=place["key"], until=until)
    else:
        rows = _ON_TABLE(until=until, **place)
    lines = [_line(row, place["on"] or on) for row in rows]
    counts = Counter(line.verdict.verdict if line.verdict else "waiting" for line in lines)
    return ReportCard(lines, {name: counts[name] for name in (*VERDICTS, "waiting")})


def _line(row: tuple[Any, ...], as_of: date) -> Line:
    first, second = len(PROMISED), len(PROMISED) + len(Given._fields)
    commitment, given, reported = Promised(*row[:first]), row[first:second], row[second:]
    verdict = Given(*given) if given[0] else None
    update = Reported(*reported) if reported[1] else None
    due = verdict.due_before if verdict else commitment.due_on
    return Line(commitment, verdict, update, max(0, (as_of - due).days))


def promises_touched_by(meeting: Meeting) -> int:
    """How many promises were made or judged in a session."""
    judged = Verdict.objects.filter(session_id=str(meeting.pk)).count()
    return judged + meeting.resolutions.count()


def waiting_for_verdict(meeting: Meeting) -> int:
    """How many promises on the table of this session have no verdict yet."""
    judged = Verdict.objects.filter(session_id=str(meeting.pk)).values("commitment")
    return carried_into(meeting).exclude(pk__in=judged).count()


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


def attendance_by_sector(participants: Iterable[Participant]) -> list[tuple[str, int, int]]:
    """Sector, invited, present; most invited first. Who came without an invitation counts as present only."""
    invited: Counter[str] = Counter()
    present: Counter[str] = Counter()
    for participant in participants:
        invited[participant.sector] += participant.invited
        present[participant.sector] += participant.present
    sectors = invited.keys() | present.keys()
    return sorted(
        ((s, invited[s], present[s]) for s in sectors), key=lambda row: (-row[1], -row[2], row[0])
    )


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


@dataclass(frozen=True)
class Entry:
    """A note or a decision, as the page of the session lists it."""

    kind: str
    id: Any
    agenda_item_id: Any
    text: str
    at: Any
    by_name: str
    late_at: Any


def _written(meeting: Any) -> Any:
    columns = ("id", "agenda_item_id", "text", "at", "by_name", "late_at")
    notes, decisions = (
        model._default_manager.filter(meeting=meeting)
        .order_by()
        .annotate(kind=Value(kind))
        .values_list("kind", *columns)
        for kind, model in (("note", Note), ("decision", Decision))
    )
    return notes.union(decisions, all=True)


_WRITTEN = Asked(_written, meeting=UUIDField())


def entries_of(meeting: Meeting) -> list[Entry]:
    """Notes and decisions of a session in the order in which they were written, in one query."""
    rows = _WRITTEN(meeting=meeting.pk)
    return sorted((Entry(*row) for row in rows), key=lambda e: (e.at, str(e.id)))


_AGENDA = Asked(
    lambda meeting: AgendaItem.objects.filter(meeting=meeting).values_list(
        "id", "position", "phase", "role", "title", "hint", "minutes"
    ),
    meeting=UUIDField(),
)


def agenda_of(meeting: Meeting) -> list[tuple[Any, ...]]:
    """The run sheet: id, position, phase, role, title, hint, minutes of each step."""
    return _AGENDA(meeting=meeting.pk)


_HOSTS = Asked(
    lambda meeting: (
        Organisation.objects.filter(hosted_meetings=meeting)
        .order_by("name")
        .values_list("short_name", "name")
    ),
    meeting=UUIDField(),
)


def hosts_of(meeting: Meeting) -> list[str]:
    """The names of the Puskesmas that hold a session."""
    return [short or name for short, name in _HOSTS(meeting=meeting.pk)]


_ATTENDANCE = Asked(
    lambda meeting: (
        Participant.objects.filter(meeting=meeting)
        .order_by()
        .values_list("sector")
        .annotate(
            asked=Count("id", filter=Q(invited=True)), came=Count("id", filter=Q(present=True))
        )
    ),
    meeting=UUIDField(),
)


def attendance_figures(meeting: Meeting) -> list[tuple[str, int, int]]:
    """Sector, invited, present of a session, counted by the database."""
    rows: Any = _ATTENDANCE(meeting=meeting.pk)
    return sorted(rows, key=lambda row: (-row[1], -row[2], row[0]))


def _made(meeting: Any) -> Any:
    first = Verdict.objects.filter(commitment=OuterRef("commitment")).order_by(
        "session_on", "given_at"
    )
    found = Resolution.objects.filter(meeting=meeting).annotate(
        what_made=Coalesce(Subquery(first.values("what_before")[:1]), F("commitment__what")),
        due_made=Coalesce(Subquery(first.values("due_before")[:1]), F("commitment__due_on")),
    )
    columns = (f"commitment__{name}" for name in PROMISED)
    ordered = found.order_by("due_made", "id")
    return ordered.values_list(*columns, "what_made", "due_made", "late_at")


_MADE = Asked(_made, meeting=UUIDField())


def made_in(meeting: Meeting) -> list[Made]:
    """The promises made in a session, late ones too, in the words and with the date of that day.

    A later session may change both; what the first verdict found is what was written down.
    """
    return [Made(Promised(*row[:-3]), *row[-3:]) for row in _MADE(meeting=meeting.pk)]


_LAST_MINUTES = Asked(
    lambda meeting: (
        Minutes.objects.filter(meeting=meeting).order_by("-edition").values_list("snapshot")[:1]
    ),
    meeting=UUIDField(),
)


def last_minutes(meeting: Meeting) -> dict[str, Any] | None:
    """What the ratified minutes of a session froze, in their last edition."""
    rows = _LAST_MINUTES(meeting=meeting.pk)
    return rows[0][0] if rows else None


def minutes_of(meeting: Meeting, edition: str = "") -> Minutes | None:
    """The ratified minutes of a session: an edition by its number, or the last."""
    found = meeting.minutes.order_by("-edition")
    return (found.filter(edition=int(edition)) if edition.isdecimal() else found).first()


def _added(meeting: Any) -> Any:
    columns: Any = (
        (Note, "note", F("by_name"), F("text")),
        (Decision, "decision", F("by_name"), F("text")),
        (Participant, "participant", Value(""), F("name")),
        (Resolution, "commitment", Value(""), F("commitment__what")),
    )
    first, *others = (
        model._default_manager.filter(meeting=meeting, late_at__isnull=False)
        .order_by()
        .values_list("late_at", Value(kind), by, text)
        for model, kind, by, text in columns
    )
    return first.union(*others, all=True).order_by()


_ADDED = Asked(_added, meeting=UUIDField())


def late_entries(meeting: Meeting) -> list[dict[str, Any]]:
    """Everything written after ratification, in order: instant, kind, writer, text; in one query."""
    rows = sorted(_ADDED(meeting=meeting.pk), key=lambda row: row[0])
    return [dict(zip(("at", "kind", "by", "text"), row, strict=True)) for row in rows]


def addendum_of(meeting: Meeting, minutes: Minutes) -> list[dict[str, Any]]:
    """The addendum to one edition of the minutes: what came after it and before the next."""
    following = meeting.minutes.filter(edition__gt=minutes.edition).first()
    until = following.ratified_at if following else None
    return [
        {**row, "at": row["at"].isoformat()}
        for row in late_entries(meeting)
        if row["at"] >= minutes.ratified_at and (until is None or row["at"] < until)
    ]


def budget_year(meeting: Meeting) -> int:
    """The calendar year in which a session lies, or lies planned."""
    if meeting.starts_on:
        return meeting.starts_on.year
    return meeting.cycle.year if meeting.cycle else clock.today().year

"""What screens, files and the API ask about sessions."""

import tomllib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from django.db.models import Count, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import get_language

from mufakat.commitments.models import Commitment, Update, Verdict
from mufakat.commitments.rules import VERDICTS
from mufakat.core import clock
from mufakat.directory.models import Forum

from . import rules
from .models import Meeting, Minutes, Participant, Resolution

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


@dataclass(frozen=True)
class Line:
    """One promise on the report card of a session."""

    commitment: Commitment
    verdict: Verdict | None
    update: Update | None
    days_late: int


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
    judged = Verdict.objects.filter(session_id=str(meeting.pk)).values("commitment")
    found = Q(pk__in=judged)
    if not meeting.is_ratified and (on := meeting.starts_on):
        open_then = Q(state="open") | Q(
            pk__in=Verdict.objects.filter(forum_id=meeting.forum_id, session_on__gt=on).values(
                "commitment"
            )
        )
        found |= (
            Q(forum_id=meeting.forum_id, made_on__lte=on)
            & open_then
            & ~Q(source_id=str(meeting.pk))
            & ~_closed_before(meeting, on)
        )
    names = ("owner_organisation", "owner_person", "region")
    rows = Commitment.objects.filter(found).select_related(*names)
    return rows.order_by("made_on", "due_on", "id")


def _closed_before(meeting: Meeting, on: date) -> Q:
    closed = Verdict.objects.filter(
        forum_id=meeting.forum_id, session_on__lt=on, verdict__in=("kept", "partly", "dropped")
    )
    return ~Q(state="open") & Q(pk__in=closed.values("commitment"))


VERDICT_FIELDS = (
    "id",
    "given_at",
    "verdict",
    "reason",
    "due_before",
    "due_after",
    "what_before",
    "what_after",
)


def report_card(meeting: Meeting, on: date) -> ReportCard:
    """The report card of a session, in one query; lateness is as of the session's first day (else `on`)."""
    # Once judged, a promise is shown as it stood at its verdict: later reports belong to later sessions.
    until = Coalesce(OuterRef("here__given_at"), Value(clock.now() + timedelta(days=1)))
    latest = Update.objects.filter(commitment=OuterRef("pk"), at__lte=until).order_by("-at")
    rows = carried_into(meeting).annotate(
        here=FilteredRelation("verdicts", condition=Q(verdicts__session_id=str(meeting.pk))),
        **{f"here_{name}": F(f"here__{name}") for name in VERDICT_FIELDS},
        reported=Subquery(latest.values("text")[:1]),
        reported_at=Subquery(latest.values("at")[:1]),
    )
    as_of = meeting.starts_on or on
    lines = [_line(row, as_of) for row in rows]
    given = Counter(line.verdict.verdict if line.verdict else "waiting" for line in lines)
    return ReportCard(lines, {name: given[name] for name in (*VERDICTS, "waiting")})


def _line(row: Any, as_of: date) -> Line:
    verdict = update = None
    if row.here_id:
        fields = {name: getattr(row, f"here_{name}") for name in VERDICT_FIELDS}
        verdict = Verdict(commitment=row, **fields)
    if row.reported_at:
        update = Update(commitment=row, text=row.reported, at=row.reported_at)
    due = verdict.due_before if verdict else row.due_on
    return Line(row, verdict, update, max(0, (as_of - due).days))


def promises_touched_by(meeting: Meeting) -> int:
    """How many promises were made or judged in a session."""
    judged = Verdict.objects.filter(session_id=str(meeting.pk)).count()
    return judged + meeting.resolutions.count()


def waiting_for_verdict(meeting: Meeting) -> int:
    """How many promises on the table of this session have no verdict yet."""
    judged = Verdict.objects.filter(session_id=str(meeting.pk)).values("commitment")
    return carried_into(meeting).exclude(pk__in=judged).count()


def earlier_unratified(meeting: Meeting) -> list[str]:
    """Titles of the forum's sessions before this one whose minutes wait for the chair."""
    if meeting.starts_at is None:
        return []
    earlier = Meeting.objects.filter(
        forum_id=meeting.forum_id, starts_at__lt=meeting.starts_at, state__in=("planned", "open")
    )
    return list(earlier.order_by("starts_at").values_list("title", flat=True))


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


def years_of(forum: Forum) -> list[int]:
    """The years in which the forum has a cycle, newest first."""
    return list(forum.cycles.order_by("-year").values_list("year", flat=True))


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
    """Invited, present, and the promises of each session, in three queries for any number of sessions."""
    ids = [m.pk for m in meetings]
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
    made = Commitment.objects.filter(source_id__in=by_text).order_by().values_list("source_id")
    for source, n in made.annotate(n=Count("id")):
        figures[by_text[source]]["made"] = n
    judged = Verdict.objects.filter(session_id__in=by_text).order_by()
    for session, verdict, n in judged.values_list("session_id", "verdict").annotate(n=Count("id")):
        figures[by_text[session]][verdict] = n
        figures[by_text[session]]["carried_in"] += n
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


def entries_of(meeting: Meeting) -> list[Entry]:
    """Notes and decisions of a session in the order in which they were written, in one query."""
    columns = ("id", "agenda_item_id", "text", "at", "by_name", "late_at")
    notes = meeting.notes.order_by().annotate(kind=Value("note")).values_list("kind", *columns)
    decisions = (
        meeting.decisions.order_by().annotate(kind=Value("decision")).values_list("kind", *columns)
    )
    rows = notes.union(decisions, all=True)
    return sorted((Entry(*row) for row in rows), key=lambda e: (e.at, str(e.id)))


def attendance_figures(meeting: Meeting) -> list[tuple[str, int, int]]:
    """Sector, invited, present of a session, counted by the database."""
    rows = meeting.participants.order_by().values("sector")
    counted = rows.annotate(
        asked=Count("id", filter=Q(invited=True)), came=Count("id", filter=Q(present=True))
    )
    found = [(row["sector"], row["asked"], row["came"]) for row in counted]
    return sorted(found, key=lambda row: (-row[1], -row[2], row[0]))


def made_in(meeting: Meeting) -> list[Any]:
    """The promises made in a session, late ones too, in the words and with the date of that day.

    A later session may change both; `what_made` and `due_made` are what the first verdict found.
    """
    first = Verdict.objects.filter(commitment=OuterRef("commitment")).order_by(
        "session_on", "given_at"
    )
    found = meeting.resolutions.select_related(
        "commitment__owner_organisation", "commitment__owner_person", "commitment__region"
    ).annotate(
        what_made=Coalesce(Subquery(first.values("what_before")[:1]), F("commitment__what")),
        due_made=Coalesce(Subquery(first.values("due_before")[:1]), F("commitment__due_on")),
    )
    return list(found.order_by("due_made", "id"))


def minutes_of(meeting: Meeting, edition: str = "") -> Minutes | None:
    """The ratified minutes of a session: an edition by its number, or the last."""
    found = meeting.minutes.order_by("-edition")
    return (found.filter(edition=int(edition)) if edition.isdecimal() else found).first()


def late_entries(
    meeting: Meeting,
    entries: Iterable[Entry] | None = None,
    made: Iterable[Resolution] | None = None,
) -> list[dict[str, Any]]:
    """Everything written after ratification, in order: instant, kind, writer, text.

    A page that has asked for the session's entries and promises already hands them over.
    """
    entries = entries_of(meeting) if entries is None else entries
    made = made_in(meeting) if made is None else made
    found: list[tuple[Any, str, str, str]] = []
    found += [(e.late_at, e.kind, e.by_name, e.text) for e in entries if e.late_at]
    people = meeting.participants.filter(late_at__isnull=False)
    found += [(person.late_at, "participant", "", person.name) for person in people]
    for row in made:
        if row.late_at:
            text = f"{row.commitment.what} ({row.commitment.owner})"
            found.append((row.late_at, "commitment", "", text))
    return [
        {"at": at, "kind": kind, "by": by, "text": text}
        for at, kind, by, text in sorted(found, key=lambda row: row[0])
    ]


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

"""What screens, files and the API ask about sessions."""

import tomllib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import get_language

from mufakat.commitments.models import Commitment, Update, Verdict
from mufakat.commitments.queries import last_updates, with_names
from mufakat.commitments.rules import VERDICTS
from mufakat.directory.models import Forum

from . import rules
from .models import Meeting, Participant

REFERENCE = Path(__file__).parent / "reference"


@cache
def _protocols() -> list[dict[str, Any]]:
    text = (REFERENCE / "protocols.toml").read_text(encoding="utf-8")
    return list(tomllib.loads(text)["protocol"])


@cache
def _funding() -> list[dict[str, str]]:
    return list(tomllib.loads((REFERENCE / "funding.toml").read_text(encoding="utf-8"))["funding"])


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


def funding_sources() -> list[tuple[str, str]]:
    return [(f["code"], in_language(f, "title")) for f in _funding()]


def funding_title(code: str) -> str:
    return dict(funding_sources()).get(code, code)


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
    return with_names(Commitment.objects.filter(found)).order_by("made_on", "due_on", "id")


def _closed_before(meeting: Meeting, on: date) -> Q:
    closed = Verdict.objects.filter(
        forum_id=meeting.forum_id, session_on__lt=on, verdict__in=("kept", "partly", "dropped")
    )
    return ~Q(state="open") & Q(pk__in=closed.values("commitment"))


def report_card(meeting: Meeting, on: date) -> ReportCard:
    """The report card of a session; lateness is as of `on`, or as of the verdict's session once given."""
    commitments = list(carried_into(meeting))
    verdicts = {v.commitment_id: v for v in Verdict.objects.filter(session_id=str(meeting.pk))}
    updates = last_updates([c.pk for c in commitments])
    lines = []
    for commitment in commitments:
        verdict = verdicts.get(commitment.pk)
        due = verdict.due_before if verdict else commitment.due_on
        as_of = meeting.starts_on or on
        lines.append(
            Line(commitment, verdict, updates.get(commitment.pk), max(0, (as_of - due).days))
        )
    given = Counter(line.verdict.verdict if line.verdict else "waiting" for line in lines)
    return ReportCard(lines, {name: given[name] for name in (*VERDICTS, "waiting")})


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
    found = forum.meetings.filter(Q(cycle__year=year) | Q(starts_at__year=year)).distinct()
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

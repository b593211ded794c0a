"""What was said, agreed and by whom in a session."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Count, F, OuterRef, Q, Subquery, UUIDField, Value
from django.db.models.functions import Coalesce

from mufakat.commitments.models import Verdict
from mufakat.commitments.queries import PROMISED, Promised
from mufakat.core.asked import Asked
from mufakat.meetings.models import AgendaItem, Decision, Meeting, Note, Participant, Resolution

from .arrivals import is_filled


class Made(NamedTuple):
    """A promise made in a session, in the words and with the date of that day; instant if it came late."""

    commitment: Promised
    what: str
    due_on: date
    late_at: datetime | None


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
    promises: int  # made out of this decision


def _written(meeting: Any) -> Any:
    columns = ("id", "agenda_item_id", "text", "at", "by_name", "late_at")
    plenary = Note.objects.filter(meeting=meeting, group=None)
    decided = Decision.objects.filter(meeting=meeting)
    notes, decisions = (
        rows.order_by().annotate(kind=Value(kind), n=n).values_list("kind", *columns, "n")
        for kind, rows, n in (
            ("note", plenary, Value(0)),
            ("decision", decided, Count("resolutions")),
        )
    )
    return notes.union(decisions, all=True)


_WRITTEN = Asked(_written, meeting=UUIDField())


def entries_of(meeting: Meeting) -> list[Entry]:
    """Notes and decisions of a session in the order in which they were written, in one query; what belongs to a group
    stands on the page of the group."""
    rows = _WRITTEN(meeting=meeting.pk)
    return sorted((Entry(*row) for row in rows), key=lambda e: (e.at, str(e.id)))


_AGENDA = Asked(
    lambda meeting: AgendaItem.objects.filter(meeting=meeting).values_list(
        *("id", "position", "phase", "role", "title", "hint", "minutes", "begun_at", "ended_at")
    ),
    meeting=UUIDField(),
)


def agenda_of(meeting: Meeting) -> list[tuple[Any, ...]]:
    """The run sheet: id, position, phase, role, title, hint, planned minutes, begin and end of each step."""
    return _AGENDA(meeting=meeting.pk)


# As the minutes have it, without their addendum; the same as `rules.turnout_of`.
HERE = Q(present=True, late_at=None)
_FILLED = Q(is_filled(late_at=None))
CAME = Q(invited=True) & (HERE | _FILLED)
SENT = Q(invited=True) & _FILLED & ~HERE
UNINVITED = HERE & Q(invited=False, represented=None)
_ATTENDANCE = Asked(
    lambda meeting: (
        Participant.objects.filter(meeting=meeting)
        .order_by()
        .values_list("sector")
        .annotate(
            asked=Count("id", filter=Q(invited=True)),
            here=Count("id", filter=HERE),
            came=Count("id", filter=CAME),
            uninvited=Count("id", filter=UNINVITED),
            sent=Count("id", filter=SENT),
        )
    ),
    meeting=UUIDField(),
)


def attendance_figures(meeting: Meeting) -> list[tuple[str, int, int, int, int, int]]:
    """Sector, invited, heads that are present; seats that were filled, heads without invitation, seats filled by
    another: of a session, counted by the database."""
    rows: Any = _ATTENDANCE(meeting=meeting.pk)
    return sorted(rows, key=lambda row: (-row[1], -row[2], row[0]))


def _made(meeting: Any) -> Any:
    first = Verdict.objects.filter(commitment=OuterRef("commitment")).order_by(
        "session_at", "given_at"
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

"""The ratified minutes, and what was added to them."""

from typing import Any

from django.db.models import F, UUIDField, Value
from django.utils.translation import gettext as _

from mufakat.commitments.models import Commitment
from mufakat.core.asked import Asked
from mufakat.core.dates import short_date
from mufakat.core.numbers import number_in
from mufakat.journal.models import Event
from mufakat.journal.queries import last_of, told_since
from mufakat.meetings.models import (
    CommitmentSignature,
    Decision,
    Meeting,
    Minutes,
    Note,
    Participant,
    Problem,
    Proposal,
    Reopening,
)

from .session import Made, made_in

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
    found, number = meeting.minutes.order_by("-edition"), number_in(edition)
    return (found if number is None else found.filter(edition=number)).first()


def last_reopening(meeting: Meeting) -> Reopening | None:
    """By whom and why the ratified minutes were opened again, while their next edition is being drawn up."""
    reopened = meeting.edition and meeting.state == "open"
    return meeting.reopenings.last() if reopened else None


UNREAD = ("agenda.begun", "agenda.ended")  # the clock runs on while the chair reads


def added_since(meeting: Meeting, seen: int) -> list[Event]:
    """What was added to the text of a session after the event of this number, newest first."""
    return [event for event in told_since(meeting, seen) if event.verb not in UNREAD]


def stands_in_minutes(meeting: Meeting, commitment: Commitment) -> bool:
    """Was the promise written down before these minutes were opened again: in a ratified edition, or its addendum?"""
    reopening = meeting.reopenings.last()
    recorded = last_of(commitment, "commitment.recorded")
    return bool(reopening and recorded and recorded.at <= reopening.at)


def _added(meeting: Any) -> Any:
    columns: Any = (
        (Note, "note", F("by_name"), F("text")),
        (Decision, "decision", F("by_name"), F("text")),
        (Participant, "participant", Value(""), F("name")),
        (Problem, "problem", F("by_name"), F("text")),
        (Proposal, "proposal", F("by_name"), F("text")),
        (CommitmentSignature, "signature", F("by_name"), F("participant__name")),
    )
    first, *others = (
        model._default_manager.filter(late_at__isnull=False)
        .filter(**{"sheet__meeting" if model is CommitmentSignature else "meeting": meeting})
        .order_by()
        .values_list("late_at", Value(kind), by, text)
        for model, kind, by, text in columns
    )
    return first.union(*others, all=True).order_by()


_ADDED = Asked(_added, meeting=UUIDField())


def late_entries(meeting: Meeting) -> list[dict[str, Any]]:
    """Everything written after ratification, in order: instant, kind, writer, text; in two queries."""
    rows: list[tuple[Any, ...]] = _ADDED(meeting=meeting.pk)
    rows += [
        (made.late_at, "commitment", "", _binding(made))
        for made in made_in(meeting)
        if made.late_at
    ]
    rows.sort(key=lambda row: row[0])
    return [dict(zip(("at", "kind", "by", "text"), row, strict=True)) for row in rows]


def _binding(made: Made) -> str:
    """A promise in one line: what, who, until when."""
    words = {"what": made.what, "owner": made.commitment.owner, "due": short_date(made.due_on)}
    return _("%(what)s (%(owner)s, due %(due)s)") % words


def addendum_of(meeting: Meeting, minutes: Minutes) -> list[dict[str, Any]]:
    """The addendum to one edition of the minutes: what came after it and before it was opened again."""
    reopening = meeting.reopenings.filter(edition=minutes.edition).first()
    if reopening and reopening.addendum:
        return list(reopening.addendum)
    following = meeting.minutes.filter(edition__gt=minutes.edition).first()
    until = following.ratified_at if following else None
    return [
        {**row, "at": row["at"].isoformat()}
        for row in late_entries(meeting)
        if row["at"] >= minutes.ratified_at and (until is None or row["at"] < until)
    ]

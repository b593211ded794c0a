"""Who sees a session, and who may write in it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet, UUIDField
from django.http import Http404
from django.shortcuts import get_object_or_404

from mufakat.commitments.models import Commitment, Verdict
from mufakat.core.asked import AskedThings
from mufakat.directory.access import can, forums_where
from mufakat.journal.models import Event

from .models import Decision, Meeting, Note

_MEETING = AskedThings(
    Meeting, lambda meeting: Q(pk=meeting), "forum", "forum__region", meeting=UUIDField()
)


def visible_meetings(user: Any, verb: str = "meeting.see") -> QuerySet[Meeting]:
    return Meeting.objects.filter(forums_where(user, verb, "forum__"))


def get_meeting(user: Any, pk: Any, verb: str = "meeting.see") -> Meeting:
    """404 if the user may not see the session, 403 if he may see but not do."""
    meeting = _MEETING.first(meeting=pk)
    if meeting is None or not can(user, "meeting.see", meeting.forum):
        raise Http404
    if not can(user, verb, meeting.forum):
        raise PermissionDenied
    return meeting


def get_note(meeting: Meeting, pk: Any) -> Note:
    """A note of a meeting that the user already got."""
    return get_object_or_404(meeting.notes.select_related("agenda_item"), pk=pk)


def get_decision(meeting: Meeting, pk: Any) -> Decision:
    return get_object_or_404(meeting.decisions.select_related("agenda_item"), pk=pk)


def get_promise(meeting: Meeting, pk: Any) -> Commitment:
    """A promise of the forum of a meeting that the user already got."""
    found = meeting.forum.commitments.select_related(
        "forum__region", "owner_organisation", "owner_person", "region"
    )
    return get_object_or_404(found, pk=pk)


def get_written(meeting: Meeting, pk: Any) -> Commitment:
    """A promise of this session, also one that has been taken back since: then as its last event tells of it."""
    told = Event.objects.filter(
        subject_kind="commitment", subject_id=str(pk), verb="commitment.withdrawn"
    ).first()
    if told is None or ["meeting", str(meeting.pk)] not in told.about:
        return get_promise(meeting, pk)
    return Commitment(pk=pk, what=told.data["what"], source_id=str(meeting.pk))


def get_verdict(meeting: Meeting, pk: Any) -> Verdict:
    found = Verdict.objects.select_related("commitment__forum", "commitment__region")
    return get_object_or_404(found, pk=pk, session_id=str(meeting.pk))

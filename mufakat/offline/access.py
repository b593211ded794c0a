"""Who sees what waits for a decision, and whose devices."""

from typing import Any

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from mufakat.meetings.access import visible_meetings

from .models import Device, Entry


def visible_entries(user: Any) -> QuerySet[Entry]:
    """One's own, and those of the sessions whose minutes one answers for."""
    of_sessions = visible_meetings(user, "entry.settle").values("pk")
    return Entry.objects.filter(Q(user=user.pk) | Q(meeting__in=of_sessions))


def settles_somewhere(user: Any) -> bool:
    """Whether he answers for the minutes of any session."""
    return visible_meetings(user, "entry.settle").exists()


def get_entry(user: Any, pk: Any) -> Entry:
    found = visible_entries(user).select_related("user__person", "meeting__forum", "device")
    return get_object_or_404(found, pk=pk)


def get_device(user: Any, pk: Any) -> Device:
    """One's own."""
    return get_object_or_404(Device, pk=pk, user=user.pk)

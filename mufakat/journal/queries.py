"""What pages ask the journal."""

from django.db.models import Q, QuerySet

from .actions import Subject, kind_of
from .models import Event, Failure


def history_of(thing: Subject, limit: int = 50, only: Q | None = None) -> list[Event]:
    """The last events told on the page of a thing, newest first; `only` says which of them this reader may know."""
    found = Event.objects.filter(abouts__kind=kind_of(thing), abouts__thing_id=str(thing.pk))
    if only is not None:
        found = found.filter(only)
    return list(found.order_by("-seq")[:limit])


def dead_letters() -> QuerySet[Failure]:
    """Reactions that a person must look at."""
    return Failure.objects.filter(retry_at=None).order_by("event_seq")

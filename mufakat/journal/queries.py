"""What pages ask the journal."""

from django.db.models import QuerySet

from .actions import Subject, kind_of
from .models import Event, Failure


def history_of(thing: Subject, limit: int = 50) -> list[Event]:
    """The last events told on the page of a thing, newest first."""
    return list(
        Event.objects.filter(abouts__kind=kind_of(thing), abouts__thing_id=str(thing.pk)).order_by(
            "-seq"
        )[:limit]
    )


def dead_letters() -> QuerySet[Failure]:
    """Reactions that a person must look at."""
    return Failure.objects.filter(retry_at=None).order_by("event_seq")
